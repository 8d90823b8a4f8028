"""The front door of the dashboard: one page a view, in a menu along the top."""

import streamlit as st

from dashboard.parts import style
from dashboard.read import counts, speak
from data.language import say

speak()
st.set_page_config(page_title=say("榜眼", "Bangyan"), page_icon="👁", layout="wide")
style()

timeline = st.Page("views/timeline.py", title=say("时间线", "Timeline"), icon=":material/timeline:", default=True)
claims = st.Page("views/claims.py", title=say("成绩", "Claims"), icon=":material/leaderboard:", url_path="claims")
article = st.Page("views/article.py", title=say("文章", "Article"), icon=":material/article:", url_path="article")

page = st.navigation([timeline, claims, article], position="top")
page.run()

held = counts()
st.caption(
    say(
        f"账本里有 {held['articles']} 篇文章、{held['claims']} 条成绩、{held['events']} 个事件。每条都指向原文的一句。",
        f"The ledger holds {held['articles']} articles, {held['claims']} claims and {held['events']} events; "
        "each points at its sentence.",
    )
)
