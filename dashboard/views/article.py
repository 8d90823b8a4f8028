"""One article with its evidence marked in place, and what was found in it."""

import streamlit as st

from dashboard import read
from dashboard.parts import Mark, marked
from data.language import say
from data.schema import Article, Claim, Event

st.title(say("文章", "Article"))


def chosen() -> Article | None:
    """The article of `?id=`, else the one picked below the search line."""
    asked = st.query_params.get("id", "")
    word = st.text_input(
        say("找文章", "find an article"),
        key="find",
        placeholder=say("标题或正文里的字句", "words of its title or text"),
    ).strip()
    if not word:
        if asked.isdigit() and (found := read.article(int(asked))):
            return found
        if asked:
            st.warning(say(f"没有这篇文章：{asked}", f"no such article: {asked}"))
    choices = (
        {hit.article_id: (hit.published, hit.title) for hit in read.hits(word)}
        if word
        else {a.id: (a.published, a.title) for a in read.articles()}
    )
    if not choices:
        st.info(say("没有找到文章。", "No article found."))
        return None
    picked = st.selectbox(
        say("选一篇", "choose one"),
        list(choices),
        key="picked",
        format_func=lambda number: f"{(choices[number][0] or '')[:10]}  {choices[number][1] or number}",
    )
    if picked is None:
        return None
    return read.article(picked)


def claim_hint(claim: Claim) -> str:
    """What a claim's sentence says, in one line."""
    value = (
        say(f"第 {claim.value:g}", f"#{claim.value:g}")
        if claim.kind == "rank"
        else f"{claim.value:g}{claim.unit or ''}"
    )
    return " ".join(filter(None, (claim.model, claim.benchmark, claim.subset, claim.setting, value, claim.scope)))


def event_hint(event: Event) -> str:
    """What an event's sentence says, in one line."""
    return " ".join(filter(None, (event.date, read.event_name(event.type), "、".join(event.who), event.what)))


def show(article: Article) -> None:
    """The article's head, its text with marks, and the finds beside it."""
    found = read.finds(article.id or 0)
    claims, events = found.claims, found.events
    st.header(article.title or say("（无标题）", "(no title)"), anchor=False)
    st.caption(
        " · ".join(
            filter(
                None,
                (
                    article.published,
                    article.author,
                    article.source,
                    article.site,
                    say(f"第 {article.version} 版", f"version {article.version}"),
                ),
            )
        )
    )
    if article.url:
        st.markdown(f"[{say('打开原文', 'open the original')}]({article.url})")
    if article.summary:
        st.info(article.summary)
    text_at, finds_at = st.columns([3, 2], gap="large")
    marks = [Mark(c.start, c.end, "claim", claim_hint(c)) for c in claims] + [
        Mark(e.start, e.end, "event", event_hint(e)) for e in events
    ]
    text_at.html(marked(article.text, marks))
    finds_at.subheader(say(f"成绩（{len(claims)}）", f"claims ({len(claims)})"), anchor=False)
    finds_at.dataframe(
        [
            {
                say("模型", "model"): c.model,
                say("基准", "benchmark"): c.benchmark,
                say("子集", "subset"): c.subset,
                say("条件", "setting"): c.setting,
                say("值", "value"): c.value if c.kind == "score" else say(f"第 {c.value:g}", f"#{c.value:g}"),
            }
            for c in claims
        ],
        hide_index=True,
        width="stretch",
    )
    finds_at.subheader(say(f"事件（{len(events)}）", f"events ({len(events)})"), anchor=False)
    for event in events:
        finds_at.markdown(f"- {event_hint(event)}")


if article := chosen():
    show(article)
