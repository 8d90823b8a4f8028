"""The front door of the dashboard: one page a view, in a menu along the top."""

from base64 import b64encode
from pathlib import Path

import streamlit as st

from dashboard import read
from dashboard.names import counted
from data.errors import BangyanError
from data.language import say

HERE = Path(__file__).parent
LOGO = f"data:image/svg+xml;base64,{b64encode((HERE / 'logo.svg').read_bytes()).decode()}"


def views() -> list[st.Page]:
    """The views, in the order of the menu."""
    return [
        st.Page("views/timeline.py", title=say("时间线", "Timeline"), icon=":material/timeline:", default=True),
        st.Page("views/claims.py", title=say("成绩", "Claims"), icon=":material/leaderboard:", url_path="claims"),
        st.Page("views/digest.py", title=say("摘报", "Digest"), icon=":material/newspaper:", url_path="digest"),
        st.Page("views/article.py", title=say("文章", "Articles"), icon=":material/article:", url_path="article"),
    ]


def menu(pages: list[st.Page]) -> None:
    """The name of the house and the way to each view, at every width."""
    with st.container(horizontal=True, key="bar", gap="small"):
        st.html(f'<span class="by-mark"><img src="{LOGO}" alt="">{say("榜眼", "Bangyan")}</span>', width="content")
        for page in pages:
            st.page_link(page)


def foot() -> None:
    """How much the ledger holds, below every view."""
    held = read.counts()
    st.caption(
        say(
            f"账本里有 {held['articles']} 篇文章、{held['claims']} 条成绩、{held['events']} 个事件，"
            "每条都指向原文的一句。",
            f"The ledger holds {counted(held['articles'], 'article')}, {counted(held['claims'], 'claim')} and "
            f"{counted(held['events'], 'event')}; each points at its sentence.",
        )
    )


def main() -> None:
    """Show the view that the address names, or in one sentence why nothing can be shown."""
    st.set_page_config(page_title="榜眼 Bangyan", page_icon=str(HERE / "logo.svg"), layout="wide")
    st.html(HERE / "style.css")
    try:
        read.speak()
        pages = views()
        page = st.navigation(pages, position="hidden")
        menu(pages)
        page.run()
        foot()
    except BangyanError as error:
        st.error(str(error))
        st.caption(say("运行 `bangyan doctor`，它会说该怎么办。", "Run `bangyan doctor`: it says what to do."))


main()
