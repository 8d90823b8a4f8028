"""The timeline: what was done and claimed, newest first, by word, type, site and month."""

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from dashboard import read
from dashboard.cards import chip, event_card, page, scores_card
from dashboard.charts import AMBER, BLUE, legend, months_chart
from dashboard.moments import CLAIM, Moment, Scores, Wanted, by_month, day_of, moments
from dashboard.names import EVENT_NAMES, article_link, counted, event_name, month, post_name
from data.answer import ClaimRow
from data.language import say
from data.timeline import EventRow

PAGE = 30  # cards
MOST_POSTS = 8
TYPES = (CLAIM, *EVENT_NAMES)


def asked(rows: Sequence[EventRow | ClaimRow]) -> Wanted:
    """What the filters say; they live in the address, so that a view can be shared."""
    with st.container(key="filters"):
        word_at, type_at, site_at, months_at = st.columns([3, 3, 2, 3], vertical_alignment="bottom")
    word = word_at.text_input(
        say("公司、人物、模型或词", "company, person, model or word"),
        key="word",
        bind="query-params",
        on_change=restart,
    ).strip()
    with type_at:
        types = chosen_types()
    site = site_at.selectbox(
        say("站点", "site"),
        sorted({row.site for row in rows if row.site}),
        index=None,
        key="site",
        bind="query-params",
        placeholder=say("全部", "all"),
        on_change=restart,
    )
    with months_at:
        since, until = span(rows)
    claim_ids, event_keys = read.concerned(word) if word else (frozenset(), frozenset())
    return Wanted(word, types, site, since, until, claim_ids, event_keys)


def chosen_types() -> list[str]:
    """The types to show, none for all; in the address they have one name in every language, as `bind` would not."""
    if "types" not in st.session_state:
        st.session_state["types"] = [kind for kind in st.query_params.get_all("type") if kind in TYPES]
    return st.multiselect(
        say("类型", "type"),
        TYPES,
        key="types",
        placeholder=say("全部", "all"),
        format_func=lambda kind: say("成绩", "claims") if kind == CLAIM else event_name(kind),
        on_change=note_types,
    )


def note_types() -> None:
    """Put the chosen types into the address."""
    st.query_params["type"] = st.session_state["types"]
    restart()


def span(rows: Sequence[EventRow | ClaimRow]) -> tuple[str, str]:
    """The first and last month to show; empty where all are."""
    months = sorted({name for row in rows if len(name := day_of(row)[:7]) == len("2026-01")})
    if len(months) < 2:
        return "", ""
    since, until = st.select_slider(
        say("从何时到何时", "from, to"),
        months,
        (months[0], months[-1]),
        key="months",
        bind="query-params",
        on_change=restart,
    )
    return ("", "") if (since, until) == (months[0], months[-1]) else (since, until)


def restart() -> None:
    """Begin again at the newest."""
    st.session_state["shown"] = PAGE


def show(found: Sequence[Moment]) -> None:
    """The months' counts, then the cards month by month."""
    counts = by_month(found)
    if len(counts) > 1:
        st.altair_chart(months_chart(counts), width="stretch")
    shown = st.session_state.setdefault("shown", PAGE)
    for name, group in groupby(found[:shown], key=lambda one: one.day[:7]):
        st.subheader(month(name), anchor=False)
        st.html(page(scores_card(one) if isinstance(one, Scores) else event_card(one) for one in group))
    if len(found) > shown:
        more = say(f"再看一些（还有 {len(found) - shown}）", f"show more ({len(found) - shown} left)")
        st.button(more, on_click=lambda: st.session_state.update(shown=shown + PAGE))


def posts(word: str) -> str:
    """Who is what, of a person or at a company; each leads to the words that say so."""
    rows = read.posts(word)[:MOST_POSTS] if word else []
    shown = [
        chip(row.person, "grey", link=article_link(row.article_id, row.evidence), small=post_name(row)) for row in rows
    ]
    return f'<div class="by">{"".join(shown)}</div>' if shown else ""


def count(found: Sequence[Moment]) -> str:
    """How much there is, in words and in the colours of the chart."""
    claims = sum(len(one.claims) for one in found if isinstance(one, Scores))
    events = sum(not isinstance(one, Scores) for one in found)
    return legend(
        {
            say(f"{events} 个事件", counted(events, "event")): BLUE,
            say(f"{claims} 条成绩", counted(claims, "claim")): AMBER,
        }
    )


st.title(say("时间线", "Timeline"), anchor=False)
everything: list[EventRow | ClaimRow] = [*read.events(), *read.claims()]
if not everything:
    st.info(
        say(
            "账本还是空的。运行 `bangyan demo` 看示例，或 `bangyan crawl` 开始抓取。",
            "The ledger is empty. Run `bangyan demo` for an example, or `bangyan crawl` to begin.",
        )
    )
else:
    wanted = asked(everything)
    found = moments(read.events(), read.claims(), wanted)
    st.html(posts(wanted.word) + count(found))
    if found:
        show(found)
    else:
        st.info(say("没有符合的。放宽上面的条件试试。", "Nothing fits; ask for less above."))
