"""The digest: what was new in a day, week or month, as Markdown that can be taken along."""

from datetime import date

import streamlit as st

from dashboard import read
from data.digest import Digest
from data.digest_markdown import markdown
from data.language import say
from data.periods import Period, day_of, month_of, week_of

LENGTHS = {"day": ("日", "day"), "week": ("周", "week"), "month": ("月", "month")}
OF_LENGTH = {"day": day_of, "week": week_of, "month": month_of}


def chosen(latest: date) -> Period:
    """The period that is asked for; it lives in the address, so that a digest can be shared."""
    st.session_state.setdefault("length", _said("length") if _said("length") in LENGTHS else "week")
    st.session_state.setdefault("day", _day(_said("day")) or latest)
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="medium"):
        length = st.segmented_control(
            say("多长", "how long"),
            LENGTHS,
            key="length",
            format_func=lambda name: say(*LENGTHS[name]),
            on_change=note,
            required=True,
            width="content",
        )
        day = st.date_input(say("含这一天", "with this day"), key="day", on_change=note, width=170)
    return OF_LENGTH[length or "week"](day.isoformat())


def note() -> None:
    """Put what is asked for into the address."""
    st.query_params["length"] = st.session_state["length"]
    st.query_params["day"] = st.session_state["day"].isoformat()


def show(found: Digest) -> None:
    """The digest, and the file of it."""
    text = markdown(found)
    st.download_button(
        say("下载 Markdown", "download as Markdown"),
        text,
        file_name=f"bangyan-{found.period.since}-{found.period.until}.md",
        mime="text/markdown",
        icon=":material/download:",
    )
    with st.container(key="digest"):
        st.markdown(text.split("\n", 1)[1])


def _said(name: str) -> str:
    return st.query_params.get(name, "")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


st.title(say("摘报", "Digest"), anchor=False)
told = [day for article in read.articles() if (day := _day((article.published or article.fetched)[:10]))]
if told:
    show(read.digest(chosen(max(told))))
else:
    st.info(
        say(
            "账本还是空的。运行 `bangyan demo` 看示例，或 `bangyan crawl` 开始抓取。",
            "The ledger is empty. Run `bangyan demo` for an example, or `bangyan crawl` to begin.",
        )
    )
