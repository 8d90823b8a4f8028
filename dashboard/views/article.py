"""One article with its evidence marked in place and what was found in it; without one, a list to choose from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from dashboard import read
from dashboard.cards import article_head, article_row, chip, page
from dashboard.names import (
    anchor,
    claims_link,
    conditions,
    counted,
    entity_name,
    event_name,
    moment,
    status_name,
    timeline_link,
    told,
    value,
)
from dashboard.prose import Mark, marked
from dashboard.story import story_card
from data.found import Found
from data.language import say
from data.schema import Article, Claim, Entity, Event

PAGE = 40  # articles
JUMP = """<script>
(function jump(tries) {
  const name = location.hash.slice(1);
  if (!name || tries > 50) return;
  if (!document.getElementById(name)) return setTimeout(jump, 100, tries + 1);
  location.replace("#" + name);
})(0);
</script>"""


@dataclass(frozen=True)
class Shown:
    """One version of an article, and what of its finds stands in it."""

    title: str | None
    published: str | None
    text: str
    is_latest: bool


# ── one article ──


def show(article: Article) -> None:
    """The article's head, its text with marks, and the finds beside it."""
    found = read.finds(article.id or 0)
    st.html(page([f'<a href="article" target="_self">← {say("所有文章", "all articles")}</a>']))
    st.title(article.title or say("（无标题）", "(no title)"), anchor=False)
    st.html(page([article_head(article.published, (article.author, article.source, article.site), article.url)]))
    if (story := read.story(article.id or 0)) and story.has_reprints:
        st.html(page([story_card(story, article.id or 0)]))
    shown = chosen_version(article)
    if article.summary and shown.is_latest:
        st.html(page([f'<div class="by-summary">{escape(article.summary)}</div>']))
    text_at, finds_at = st.columns([3, 2], gap="large")
    text_at.html(marked(shown.text, marks(shown, found)))
    finds_at.html(page(['<div class="by-side">', *beside(article, found), "</div>"]))
    st.html(JUMP, unsafe_allow_javascript=True)  # a constant: the browser looked for the place before it was there


def chosen_version(article: Article) -> Shown:
    """The latest version, or the one that is picked where there are several."""
    latest = Shown(article.title, article.published, article.text, is_latest=True)
    if article.version < 2:
        return latest
    versions = {version.version: version for version in read.versions(article.id or 0)}
    number = st.segmented_control(
        say("这篇文章改过，看哪一版", "this article was changed; which version"),
        sorted(versions, reverse=True),
        default=article.version,
        key=f"version of {article.id}",
        format_func=lambda n: say(
            f"第 {n} 版（{moment(versions[n].fetched)}）", f"version {n} ({moment(versions[n].fetched)})"
        ),
    )
    if number in (None, article.version):
        return latest
    old = versions[number]
    return Shown(old.title, old.published, old.text, is_latest=False)


def marks(shown: Shown, found: Found) -> list[Mark]:
    """What to mark in a version: in the latest, what is in force; in an older one, what of that stands there too,
    and what was corrected since."""
    told_here = [
        *((claim, "claim", told(claim)) for claim in found.claims),
        *((event, "event", event_line(event)) for event in found.events),
    ]
    if shown.is_latest:
        return [Mark(find.start, find.end, kind, hint) for find, kind, hint in told_here]
    told_here += [(claim, "past", f"{status_name(claim.closed_why or '')}: {told(claim)}") for claim in found.past]
    places = ((shown.text.find(find.evidence), find, kind, hint) for find, kind, hint in told_here)
    return [Mark(at, at + len(find.evidence), kind, hint) for at, find, kind, hint in places if at >= 0]


def beside(article: Article, found: Found) -> Iterator[str]:
    """The finds as lines that jump to their marks."""
    yield f"<h4>{say(f'成绩（{len(found.claims)}）', f'claims ({len(found.claims)})')}</h4>"
    yield from map(claim_link, found.claims)
    if not found.claims:
        yield f'<p class="by-soft">{say("文中没有成绩。", "The article makes no claim.")}</p>'
    if found.past:
        yield f"<h4>{say('旧版里的成绩', 'claims of older versions')}</h4>"
        yield from map(past_line, found.past)
    yield f"<h4>{say(f'事件（{len(found.events)}）', f'events ({len(found.events)})')}</h4>"
    yield from map(event_link, found.events)
    if not found.events:
        yield f'<p class="by-soft">{say("文中没有事件。", "The article tells of no event.")}</p>'
    yield from chips(say("实体", "entities"), map(entity_chip, found.entities))
    yield from chips(
        say("关键词", "keywords"), (chip(word, "grey", link=timeline_link(word)) for word in article.keywords)
    )


def claim_link(claim: Claim) -> str:
    """A claim that jumps to its sentence."""
    rejected = chip(status_name("rejected"), "red") if claim.verdict == "rejected" else ""
    return f'<a href="#{anchor(claim.evidence)}">{claim_words(claim)} {rejected}</a>'


def past_line(claim: Claim) -> str:
    """A claim that its article no longer makes."""
    why = chip(status_name(claim.closed_why or ""), "red")
    return f'<div><span class="past">{claim_words(claim)}</span> {why}</div>'


def claim_words(claim: Claim) -> str:
    """A claim in one line of HTML."""
    return (
        f'<span class="by-what">{escape(claim.model)}</span> {escape(claim.benchmark)} '
        f'<span class="by-value">{escape(value(claim))}</span> <span class="by-soft">{escape(conditions(claim))}</span>'
    )


def event_link(event: Event) -> str:
    """An event that jumps to its sentence."""
    planned = chip(say("计划", "planned"), "grey") if event.planned else ""
    named = f'<span class="by-what">{escape("、".join(event.who))}</span> {escape(event.what or "")}'
    when = f'<span class="by-day">{escape(event.date or "")}</span>' if event.date else ""
    return f'<a href="#{anchor(event.evidence)}">{chip(event_name(event.type), "blue")}{planned}{when}{named}</a>'


def event_line(event: Event) -> str:
    """An event in one line."""
    return " ".join(filter(None, (event.date, event_name(event.type), "、".join(event.who), event.what)))


def entity_chip(entity: Entity) -> str:
    """An entity that leads to what else is told of it."""
    to = claims_link(entity.name) if entity.type in ("model", "benchmark") else timeline_link(entity.name)
    return chip(entity.name, link=to, small=entity_name(entity.type))


def chips(head: str, shown: Iterable[str]) -> Iterator[str]:
    """Chips under a heading; nothing where there are none."""
    if every := list(shown):
        yield f"<h4>{head}</h4><div>{''.join(every)}</div>"


# ── all articles ──


def choose() -> None:
    """The articles in which a text stands, or all, newest first."""
    word = st.text_input(
        say("找文章", "find an article"),
        key="find",
        bind="query-params",
        placeholder=say("标题或正文里的字句", "words of its title or text"),
        on_change=lambda: st.session_state.update(listed=PAGE),
    ).strip()
    rows = (
        [(hit.article_id, hit.title, hit.published, hit.site, hit.snippet) for hit in read.hits(word)]
        if word
        else [(a.id or 0, a.title, a.published, a.site, "") for a in read.articles()]
    )
    if not rows:
        st.info(say("没有找到文章。", "No article found.") if word else say("还没有文章。", "No articles yet."))
        return
    list_them(rows)


def list_them(rows: Sequence[tuple[int, str | None, str | None, str | None, str]]) -> None:
    """A page of articles, and a button for more."""
    listed = st.session_state.setdefault("listed", PAGE)
    st.caption(say(f"{len(rows)} 篇", counted(len(rows), "article")))
    st.html(page(article_row(*row) for row in rows[:listed]))
    if len(rows) > listed:
        st.button(say("再看一些", "show more"), on_click=lambda: st.session_state.update(listed=listed + PAGE))


asked = st.query_params.get("id", "")
article = read.article(int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
if article:
    show(article)
else:
    st.title(say("文章", "Articles"), anchor=False)
    if asked:
        st.warning(say(f"没有这篇文章：'{asked}'", f"no such article: '{asked}'"))
    choose()
