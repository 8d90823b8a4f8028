"""The parts that several views show: a sentence with its evidence, a claim, an event, a chart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

import altair as alt
import pandas as pd
import streamlit as st

from dashboard.read import event_name
from data.language import say
from data.query import ClaimRow, OtherValue
from data.timeline import EventRow

STYLE = """
<style>
.by-quote { border-left: 3px solid #d9c9ab; padding: .1rem .7rem; color: #5b5347; font-size: .92rem; margin: .25rem 0; }
.by-text p { line-height: 1.85; margin: 0 0 .9rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.by-text mark { background: #ffe9a8; color: inherit; padding: .08em .1em; border-radius: 2px; }
.by-text mark.event { background: #dcebf7; }
.by-text mark:target { outline: 2px solid #b3261e; }
.by-chip { display: inline-block; padding: 0 .5rem; border-radius: 999px; font-size: .8rem; line-height: 1.5rem;
  background: #f0e6d4; color: #5a3d12; margin-right: .35rem; white-space: nowrap; }
.by-chip.red { background: #f8dcd9; color: #8c1d17; }
.by-chip.blue { background: #dcebf7; color: #1d4d73; }
.by-day { font-variant-numeric: tabular-nums; color: #7a7062; font-size: .9rem; }
.by-what { font-weight: 600; }
.by-value { font-weight: 700; font-variant-numeric: tabular-nums; color: #b3261e; }
.by-row { padding: .55rem 0; border-bottom: 1px solid #ece5d8; overflow-wrap: anywhere; }
.by-row a { text-decoration: none; }
</style>
"""


@dataclass(frozen=True)
class Mark:
    """A slice of a text to be shown as evidence; `hint` says what it carries."""

    start: int
    end: int
    kind: str  # "claim" or "event"
    hint: str


def style() -> None:
    """The dashboard's own few rules of style."""
    st.html(STYLE)


def marked(text: str, marks: Iterable[Mark]) -> str:
    """A text as HTML, paragraphs kept, with the slices of `marks` marked; everything else is escaped.

    Where slices overlap, each stretch between two ends is marked once, with all hints that cover it.
    """
    inside = [m for m in marks if 0 <= m.start < m.end <= len(text)]
    cuts = sorted({0, len(text), *(m.start for m in inside), *(m.end for m in inside)})
    pieces = [_piece(text[a:b], [m for m in inside if m.start <= a and b <= m.end]) for a, b in pairwise(cuts)]
    return f'<div class="by-text">{_paragraphs("".join(pieces))}</div>'


def claim_value(claim: ClaimRow) -> str:
    """A score as it is written, a rank as 第N with what it is among."""
    value = f"{claim.value:.10g}"
    if claim.kind == "rank":
        return say(f"第 {value}", f"#{value}") + (f"（{claim.scope}）" if claim.scope else "")
    return value + (claim.unit or "")


def claim_row(claim: ClaimRow) -> str:
    """One claim as HTML: who, where, how much, under which conditions, and its sentence."""
    conditions = " · ".join(filter(None, (claim.subset, claim.setting)))
    chips = _chip(say("成绩", "score") if claim.kind == "score" else say("名次", "rank"))
    if claim.conflicts:
        chips += _chip(say(f"另有 {len(claim.conflicts)} 种说法", f"{len(claim.conflicts)} other values"), "red")
    if claim.status != "current":
        chips += _chip(status_name(claim.status), "red")
    return (
        f'<div class="by-row">{_day(claim.claimed_on)}{chips}<span class="by-what">{escape(claim.model)}</span> '
        f'{escape(claim.benchmark)} <span class="by-value">{escape(claim_value(claim))}</span> {escape(conditions)}'
        f"{_source(claim.article_id, claim.title, claim.site)}{quote(claim.evidence)}</div>"
    )


def event_row(event: EventRow) -> str:
    """One event as HTML: when, who did what, and its sentence."""
    planned = _chip(say("计划", "planned")) if event.planned else ""
    return (
        f'<div class="by-row">{_day(event.date)}{_chip(event_name(event.type), "blue")}{planned}'
        f'<span class="by-what">{escape("、".join(event.who))}</span> {escape(event.what or "")}'
        f"{_source(event.article_id, event.title, event.site)}{quote(event.evidence)}</div>"
    )


def other_value(other: OtherValue) -> str:
    """A comparable claim with another value, as HTML."""
    said = escape(say("另一种说法", "another value"))
    where = escape(f"{other.site or ''} {(other.published or '')[:10]}")
    value = f'<span class="by-value">{other.value:.10g}</span>'
    return f'<div class="by-row">{said} {value} {where}{quote(other.evidence)}</div>'


def quote(sentence: str) -> str:
    """A sentence of an article, as a quotation."""
    return f'<div class="by-quote">{escape(sentence)}</div>'


def status_name(status: str) -> str:
    """What became of a claim, as people say it."""
    names = {
        "current": ("有效", "current"),
        "superseded": ("已更正", "superseded"),
        "withdrawn": ("已撤下", "withdrawn"),
        "rejected": ("已否定", "rejected"),
    }
    return say(*names.get(status, (status, status)))


def claim_table(claims: Sequence[ClaimRow]) -> pd.DataFrame:
    """Claims as a table with headings for people."""
    return pd.DataFrame(
        [
            {
                say("模型", "model"): c.model,
                say("基准", "benchmark"): c.benchmark,
                say("子集", "subset"): c.subset,
                say("条件", "setting"): c.setting,
                say("值", "value"): claim_value(c),
                say("日期", "date"): (c.claimed_on or "")[:10] or None,
                say("站点", "site"): c.site,
                say("独立来源", "origins"): c.origins,
                say("异说", "conflicts"): len(c.conflicts),
                say("状态", "status"): status_name(c.status),
                say("原句", "sentence"): c.evidence,
            }
            for c in claims
        ]
    )


def score_chart(claims: Sequence[ClaimRow]) -> alt.Chart:
    """Scores over the day they were claimed, one colour a model, one shape a setting."""
    frame = pd.DataFrame(
        [
            {
                "day": c.claimed_on[:10],
                "value": c.value,
                "model": c.model,
                "setting": c.setting or say("未说明", "not said"),
                "site": c.site,
                "sentence": c.evidence,
            }
            for c in claims
            if c.kind == "score" and c.claimed_on
        ]
    )
    return (
        alt.Chart(frame)
        .mark_point(size=90, filled=True, opacity=0.85)
        .encode(
            x=alt.X(
                "day:T",
                title=say("报道日期", "claimed on"),
                axis=alt.Axis(format="%Y-%m-%d", labelAngle=-35, labelOverlap=True),
            ),
            y=alt.Y("value:Q", title=None, scale=alt.Scale(zero=False, padding=12)),
            color=alt.Color(
                "model:N",
                title=say("模型", "model"),
                legend=alt.Legend(orient="bottom", columns=4, symbolLimit=24, labelLimit=160),
            ),
            shape=alt.Shape("setting:N", title=say("条件", "setting"), legend=alt.Legend(orient="bottom", columns=4)),
            tooltip=[alt.Tooltip(f"{name}:N", title=title) for name, title in _tips()],
        )
        .properties(height=380)
        .interactive()
    )


def _tips() -> list[tuple[str, str]]:
    return [
        ("model", say("模型", "model")),
        ("value", say("值", "value")),
        ("setting", say("条件", "setting")),
        ("day", say("日期", "date")),
        ("site", say("站点", "site")),
        ("sentence", say("原句", "sentence")),
    ]


def _piece(text: str, marks: Sequence[Mark]) -> str:
    if not marks or not text.strip():
        return escape(text)
    kind = "claim" if any(m.kind == "claim" for m in marks) else "event"
    hint = escape("\n".join(dict.fromkeys(m.hint for m in marks)), quote=True)
    # a mark must not span paragraphs: HTML would close it at the first </p>
    return "\n\n".join(
        f'<mark class="{kind}" title="{hint}">{escape(part)}</mark>' if part.strip() else part
        for part in text.split("\n\n")
    )


def _paragraphs(html: str) -> str:
    return "".join(f"<p>{part}</p>" for part in html.split("\n\n") if part.strip())


def _chip(text: str, colour: str = "") -> str:
    return f'<span class="by-chip {colour}">{escape(text)}</span>'


def _day(date: str | None) -> str:
    return f'<span class="by-day">{escape((date or "")[:10] or "–")}</span> '


def _source(article_id: int, title: str | None, site: str | None) -> str:
    name = " · ".join(filter(None, (site, title))) or say("文章", "article")
    return f'<div><a href="/article?id={article_id}" target="_self">{escape(name)}</a></div>'
