"""The claims: a query line, a table, the chosen claim in full, and scores over time."""

from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from dashboard import read
from dashboard.cards import claim_in_full, page
from dashboard.charts import models_legend, points_of, score_chart
from dashboard.names import counted
from dashboard.sheet import sheet
from data.answer import ClaimRow
from data.errors import UsageError
from data.language import say

EXAMPLES = (
    (
        "MiLM-6B C-Eval 60.2",
        "某模型在某基准的分；写出的数优先",
        "a model on a benchmark; a number that is named comes first",
    ),
    ("小米大模型 CMMLU five-shot", "别名、条件也认得", "other names and conditions are known too"),
    ("C-Eval >60", "分数筛选：>60、60..70、=61", "filter by value: >60, 60..70, =61"),
    ("MMLU since:2024-01 until:2024-12", "按日期筛选", "filter by date"),
    ("SuperCLUE 榜首", "谁得了第一", "who came first"),
)
ROW, HEAD, TALLEST = 35, 38, 420  # pixels

T = TypeVar("T")


def query_line() -> str:
    """What is asked, as it stands in the address; examples can be clicked."""
    said = st.text_input(
        say("查询", "query"),
        key="q",
        bind="query-params",
        placeholder=say("模型、基准、分数、条件……", "model, benchmark, value, setting …"),
    )
    with st.expander(say("怎么问", "how to ask")), st.container(gap="xxsmall"):
        for line, zh, en in EXAMPLES:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.button(line, key=f"example {line}", on_click=put, args=(line,), type="tertiary")
                st.caption(say(zh, en), width="content")
    return said.strip()


def put(line: str) -> None:
    """Ask this instead."""
    st.session_state["q"] = line


def asked(line: str) -> list[ClaimRow]:
    """The claims that fit the query line; all of them where it is empty."""
    if not line:
        return read.claims()
    try:
        answer = read.answer(line)
    except UsageError as error:
        st.error(str(error))
        return []
    for word in answer.unknown:
        near = read.lexicon().suggest(word)
        hint = say(f"；是不是 {near[0]}？", f"; did you mean {near[0]}?") if near else ""
        st.warning(say(f"不认识：{word}{hint}", f"nothing known: {word}{hint}"))
    return answer.rows


def choose(rows: Sequence[ClaimRow], *, first: bool) -> ClaimRow | None:
    """The table; the claim that is picked in it, else the first one where `first`."""
    frame, columns = sheet(rows)
    st.caption(
        say(
            f"{len(rows)} 条；点选一行看它的出处",
            f"{counted(len(rows), 'row')}; select one to see who says it",
        )
    )
    picked = st.dataframe(
        frame,
        hide_index=True,
        width="stretch",
        height=min(TALLEST, HEAD + ROW * len(rows)),
        column_config=columns,
        placeholder="",
        on_select="rerun",
        selection_mode="single-row",
        key="table",
    )
    chosen = [index for index in picked["selection"]["rows"] if index < len(rows)] or ([0] if first else [])
    return rows[chosen[0]] if chosen else None


def over_time(rows: Sequence[ClaimRow]) -> None:
    """Scores over time on one benchmark, on one part of it, in one setting or all."""
    st.subheader(say("成绩随时间", "Scores over time"), anchor=False)
    scored = [row for row in rows if points_of([row])]
    if not scored:
        st.info(say("这里没有带日期的得分，画不出图。", "No score with a date here to draw."))
        return
    benchmark_at, subset_at, setting_at = st.columns(3)
    benchmarks = Counter(row.benchmark for row in scored)
    benchmark = benchmark_at.selectbox(say("基准", "benchmark"), by_count(benchmarks), key="benchmark")
    of_it = [row for row in scored if row.benchmark == benchmark]
    subsets = Counter(row.subset for row in of_it)
    subset = subset_at.selectbox(
        say("子集", "subset"),
        sorted(by_count(subsets), key=lambda name: name is not None),
        key=f"subset of {benchmark}",
        format_func=lambda name: name or say("总分", "overall"),
    )
    part = [row for row in of_it if row.subset == subset]
    unsaid = say("文中未说", "not said")
    setting = setting_at.selectbox(
        say("条件", "setting"),
        by_count(Counter(row.setting or unsaid for row in part)),
        index=None,
        key=f"setting of {benchmark}",
        placeholder=say("全部", "all"),
    )
    draw([row for row in part if setting in (None, row.setting or unsaid)], benchmark)


def by_count(names: Counter[T]) -> list[T]:
    """Names, the commonest first."""
    return [name for name, _ in names.most_common()]


def draw(rows: Sequence[ClaimRow], benchmark: str) -> None:
    """The chart of these scores, with what one must know to read it."""
    entry = read.lexicon().benchmark(benchmark)
    is_lower = entry is not None and entry.better == "lower"
    points = points_of(rows, lower_is_better=is_lower)
    better = say("越低越好", "lower is better") if is_lower else say("越高越好", "higher is better")
    st.caption(say(f"{benchmark}，{better}；虚线是当时的最好成绩", f"{benchmark}, {better}; dashes: the best so far"))
    st.altair_chart(score_chart(points, lower_is_better=is_lower), width="stretch")
    st.html(models_legend(points))


st.title(say("成绩", "Claims"), anchor=False)
line = query_line()
rows = asked(line)
if rows:
    if claim := choose(rows, first=bool(line)):
        st.html(page([claim_in_full(claim, read.tellings(claim))]))
    over_time(rows)
elif not line:
    st.info(say("账本里还没有成绩。运行 `bangyan demo` 看示例。", "No claims yet. Run `bangyan demo` for an example."))
else:
    st.info(say("没有找到成绩。", "No claim found."))
