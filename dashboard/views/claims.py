"""The claims: a query line, a table, and scores over time."""

import streamlit as st

from dashboard import read
from dashboard.parts import claim_row, claim_table, other_value, score_chart
from data.errors import BangyanError
from data.language import say
from data.query import ClaimRow

st.title(say("成绩", "Claims"))
said = st.text_input(
    say("查询", "query"),
    st.query_params.get("q", ""),
    key="q",
    placeholder=say(
        "例：MiLM-6B C-Eval 60.2，或 C-Eval >80 since:2024-01 0-shot",
        "e.g. MiLM-6B C-Eval 60.2, or C-Eval >80 since:2024-01 0-shot",
    ),
).strip()


def asked(text: str) -> list[ClaimRow]:
    """The claims that fit the query line; all of them where it is empty."""
    if not text:
        return read.claims()
    try:
        answer = read.answer(text)
    except BangyanError as error:
        st.error(str(error))
        return []
    for word in answer.unknown:
        near = read.lexicon().suggest(word)
        hint = say(f"；是不是 {near[0]}？", f"; did you mean {near[0]}?") if near else ""
        st.warning(say(f"不认识：{word}{hint}", f"nothing known: {word}{hint}"))
    return answer.rows


rows = asked(said)
if said:
    st.query_params["q"] = said
if not rows:
    st.info(say("没有找到成绩。", "No claim found."))
    st.stop()

st.caption(say(f"{len(rows)} 条；点选一行看它的原句", f"{len(rows)} rows; select one to see its sentence"))
picked = st.dataframe(
    claim_table(rows),
    hide_index=True,
    width="stretch",
    height=min(420, 38 + 35 * len(rows)),
    on_select="rerun",
    selection_mode="single-row",
    key="table",
)
for index in picked["selection"]["rows"] or ([0] if said else []):
    row = rows[index]
    st.html(claim_row(row))
    for other in row.conflicts:
        st.html(other_value(other))

st.subheader(say("成绩随时间", "Scores over time"), anchor=False)
scored = [row for row in rows if row.kind == "score" and row.claimed_on and row.subset is None]
benchmarks = sorted({row.benchmark for row in scored}, key=lambda name: -sum(row.benchmark == name for row in scored))
if not benchmarks:
    st.info(say("这些成绩没有日期，画不出图。", "These claims have no date to draw them by."))
    st.stop()
benchmark = st.selectbox(say("基准", "benchmark"), benchmarks, key="benchmark")
st.altair_chart(score_chart([row for row in scored if row.benchmark == benchmark]), width="stretch")
