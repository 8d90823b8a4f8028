"""Claims and events as HTML: on cards of the timeline, in full, and as chips; all that an article says is escaped."""

from collections.abc import Iterable, Sequence
from html import escape

from dashboard.moments import Scores
from dashboard.names import (
    article_link,
    conditions,
    counted,
    day,
    event_name,
    figure,
    moment,
    outward,
    status_name,
    tie_name,
    value,
)
from data.answer import ClaimRow, OtherValue, Told, origins, tie
from data.language import say
from data.timeline import EventRow

FIRST_LINES = 6


def page(parts: Iterable[str]) -> str:
    """Pieces of HTML under the dashboard's own style."""
    return f'<div class="by">{"".join(parts)}</div>'


def chip(text: str, colour: str = "", *, link: str | None = None, small: str = "") -> str:
    """A short word on a coloured ground."""
    inner = escape(text) + (f"<small>{escape(small)}</small>" if small else "")
    if link is None:
        return f'<span class="by-chip {colour}">{inner}</span>'
    return f'<a class="by-chip {colour}" href="{escape(link)}" target="_self">{inner}</a>'


def quote(sentence: str) -> str:
    """A sentence of an article, as a quotation."""
    return f'<div class="by-quote">{escape(sentence)}</div>'


def event_card(event: EventRow) -> str:
    """One event: when, who did what, and its sentence."""
    planned = chip(say("计划", "planned"), "grey") if event.planned else ""
    who = f'<span class="by-what">{escape("、".join(event.who))}</span> '
    title = link_to(event.article_id, event.title, event.evidence)
    return (
        f'<div class="by-card">{_day(event.day)}{chip(event_name(event.type), "blue")}{planned}'
        f"{who}{escape(event.what or '')}"
        f"<div>{_where(event.site)}{title}</div>{quote(event.evidence)}</div>"
    )


def scores_card(scores: Scores) -> str:
    """The claims of one article, each with its sentence one click away."""
    count = len(scores.claims)
    first, rest = scores.claims[:FIRST_LINES], scores.claims[FIRST_LINES:]
    more = say(f"其余 {len(rest)} 条", f"{len(rest)} more")
    lines = f'<div class="by-lines">{"".join(map(_line, first))}</div>'
    if rest:
        lines += (
            f'<details class="by-more"><summary>{more}</summary>'
            f'<div class="by-lines">{"".join(map(_line, rest))}</div></details>'
        )
    label = say(f"{count} 条成绩", counted(count, "claim"))
    title = f'<span class="by-title">{link_to(scores.article_id, scores.title)}</span>'
    return f'<div class="by-card">{_day(scores.day)}{chip(label)}{_where(scores.site)}{title}{lines}</div>'


def claim_line(claim: ClaimRow) -> str:
    """Who, where, how much, under which conditions."""
    where = escape(conditions(claim))
    return (
        f'<span class="by-what">{escape(claim.model)}</span> {escape(claim.benchmark)} '
        f'<span class="by-value">{escape(value(claim))}</span>'
        + (f' <span class="by-soft">{where}</span>' if where else "")
    )


def claim_in_full(claim: ClaimRow, tellings: Sequence[Told]) -> str:
    """A claim with its sentence, its conditions, who says it, and every other value of its question."""
    return "".join(
        [
            f'<div class="by-card"><div>{claim_line(claim)} {_standing(claim)}{_doubt(claim)}</div>',
            quote(claim.evidence),
            _facts(claim),
            _sources(claim, tellings),
            _others(say("条件相同而数值不同", "other values under the same conditions"), claim.conflicts),
            _others(say("数值不同，但都没说条件", "other values, neither side saying its conditions"), claim.unclear),
            "</div>",
        ]
    )


def _standing(claim: ClaimRow) -> str:
    chips = "" if claim.status == "current" else chip(status_name(claim.status), "red")
    if claim.conflicts:
        chips += chip(say(f"另有 {len(claim.conflicts)} 种说法", f"{len(claim.conflicts)} conflicting"), "red")
    return chips


def _doubt(claim: ClaimRow) -> str:
    count = len(claim.unclear)
    return chip(say(f"{count} 个待辨", f"{count} unclear"), "grey") if count else ""


def _facts(claim: ClaimRow) -> str:
    unsaid = say("文中未说", "not said")
    facts = {
        say("子集", "subset"): claim.subset or say("总分", "overall"),
        say("条件", "setting"): claim.setting or unsaid,
        say("日期", "date"): day(claim.claimed_on) or unsaid,
        say("找到它的", "found by"): claim.extractor,
    }
    if claim.kind == "rank":
        facts[say("范围", "among")] = claim.scope or say("整个榜单", "the whole board")
    shown = "".join(f"<dt>{escape(name)}</dt><dd>{escape(fact)}</dd>" for name, fact in facts.items())
    return f'<dl class="by-facts">{shown}</dl>'


def _sources(claim: ClaimRow, tellings: Sequence[Told]) -> str:
    said = f"said in {counted(claim.sources, 'article')} of {counted(claim.origins, 'independent source')}"
    head = say(f"出处：{claim.sources} 篇文章，{claim.origins} 个独立来源", said)
    return f'<div class="by-head2">{head}</div>{"".join(_origin(claim, told) for told in origins(tellings))}'


def _origin(claim: ClaimRow, told: Sequence[Told]) -> str:
    """One independent source: the first article, and under it those that only repeat it."""
    first, *others = told
    repeats = "".join(_source(one, claim, tie_name(tie(one, told[:n]))) for n, one in enumerate(others, start=1))
    return _source(first, claim) + (f'<div class="by-repeats">{repeats}</div>' if repeats else "")


def _source(told: Told, claim: ClaimRow, repeats: str = "") -> str:
    label = chip(repeats, "grey") if repeats else ""
    sentence = quote(told.evidence) if told.evidence != claim.evidence else ""
    title = link_to(told.article_id, told.title, told.evidence)
    where = _where((told.site or told.source) if repeats else (told.source or told.site))
    return f"<div>{label}{_day(told.day)}{where}{title}{original_link(told.url)}</div>{sentence}"


def _others(head: str, others: Sequence[OtherValue]) -> str:
    if not others:
        return ""
    return f'<div class="by-head2">{head}</div>' + "".join(map(_other, others))


def _other(other: OtherValue) -> str:
    name = say("在文中看", "see it in its article")
    link = f'<a href="{article_link(other.article_id, other.evidence)}" target="_self">{name}</a>'
    return (
        f'<div><span class="by-value">{figure(other.value)}</span> {_day(other.published)}{_where(other.site)}'
        f"{link}{original_link(other.url)}</div>{quote(other.evidence)}"
    )


def _line(claim: ClaimRow) -> str:
    name = say("在文中看", "see it in the article")
    link = f'<a href="{article_link(claim.article_id, claim.evidence)}" target="_self">{name}</a>'
    return f"<details><summary>{claim_line(claim)} {_standing(claim)}</summary>{quote(claim.evidence)}{link}</details>"


def _day(date: str | None) -> str:
    return f'<span class="by-day">{escape(day(date) or "–")}</span>'


def _where(site: str | None) -> str:
    return f'<span class="by-where">{escape(site)} · </span>' if site else ""


def link_to(article_id: int, title: str | None, evidence: str | None = None) -> str:
    """An article's title as the way to it, at its evidence where some is given."""
    name = escape(title or say("（无标题）", "(no title)"))
    return f'<a href="{article_link(article_id, evidence)}" target="_self">{name}</a>'


def original_link(url: str | None) -> str:
    """The way to where an article stood; empty where its address is none of the web's."""
    address = outward(url)
    if address is None:
        return ""
    name = say("原文", "original")
    away = 'target="_blank" rel="noopener noreferrer"'
    return f' <a class="by-soft by-original" href="{escape(address)}" {away}>{name} ↗</a>'


def article_row(article_id: int, title: str | None, published: str | None, site: str | None, snippet: str = "") -> str:
    """An article in a list: when, where, its title, and the text around what was looked for."""
    return (
        f'<div class="by-card">{_day(published)}{_where(site)}'
        f'<span class="by-title">{link_to(article_id, title)}</span>{quote(snippet) if snippet else ""}</div>'
    )


def article_head(published: str | None, names: Iterable[str | None], url: str | None) -> str:
    """When and where an article stood, and the way to it."""
    parts = [escape(part) for part in (moment(published), *names) if part]
    return f'<div class="by-soft">{" · ".join(parts)}{original_link(url)}</div>'
