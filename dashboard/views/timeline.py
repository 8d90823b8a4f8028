"""The timeline: what was done and claimed, newest first, by day, company and type."""

from itertools import groupby

import streamlit as st

from dashboard import read
from dashboard.parts import claim_row, event_row
from data.language import say
from data.query import ClaimRow
from data.timeline import EventRow

PAGE = 40
UNDATED = ""

Row = EventRow | ClaimRow


def day_of(row: Row) -> str:
    """The day (or month, or year) under which a row stands."""
    return (row.claimed_on if isinstance(row, ClaimRow) else row.date or row.published or UNDATED) or UNDATED


def text_of(row: Row) -> str:
    """All that a filter's word is looked for in."""
    named = (row.model, row.benchmark) if isinstance(row, ClaimRow) else (*row.who, row.what or "")
    return " ".join((*named, row.title or "", row.evidence)).casefold()


st.title(say("时间线", "Timeline"))
events, claims = read.events(), read.claims()
everything: list[Row] = [*events, *claims]
if not everything:
    st.info(
        say(
            "账本还是空的。运行 `bangyan demo` 看示例，或 `bangyan crawl` 开始抓取。",
            "The ledger is empty. Run `bangyan demo` for an example, or `bangyan crawl` to begin.",
        )
    )
    st.stop()

days = sorted(day_of(row)[:10] for row in everything if day_of(row))
word_at, kind_at, site_at, since_at = st.columns([3, 4, 2, 3], vertical_alignment="bottom")
word = word_at.text_input(say("公司、人物、模型或词", "company, person, model or word"), key="word").strip().casefold()
kinds = ["claim", *dict.fromkeys(e.type for e in events)]
chosen = kind_at.multiselect(
    say("类型", "type"),
    kinds,
    key="kinds",
    placeholder=say("全部", "all"),
    format_func=lambda kind: say("成绩", "claim") if kind == "claim" else read.event_name(kind),
)
sites = sorted({row.site for row in everything if row.site})
site = site_at.selectbox(say("站点", "site"), [None, *sites], key="site", format_func=lambda s: s or say("全部", "all"))
months = sorted({day[:7] for day in days if len(day) >= 7})
since, until = (
    since_at.select_slider(say("从何时到何时", "from, to"), months, (months[0], months[-1]), key="months")
    if len(months) > 1
    else ("", "9999")
)

rows = [
    row
    for row in everything
    if (not chosen or ("claim" if isinstance(row, ClaimRow) else row.type) in chosen)
    and (site is None or row.site == site)
    and (since <= day_of(row)[:7] <= until or not day_of(row))
    and (not word or word in text_of(row))
]
rows.sort(key=day_of, reverse=True)
shown = st.session_state.setdefault("shown", PAGE)
st.caption(
    say(
        f"{len(rows)} 条，显示前 {min(shown, len(rows))} 条",
        f"{len(rows)} rows, the first {min(shown, len(rows))} shown",
    )
)
for month, group in groupby(rows[:shown], key=lambda row: day_of(row)[:7]):
    st.subheader(month or say("日期不详", "undated"), anchor=False)
    st.html("".join(claim_row(row) if isinstance(row, ClaimRow) else event_row(row) for row in group))
if len(rows) > shown and st.button(say("再看一些", "show more")):
    st.session_state["shown"] = shown + PAGE
    st.rerun()
