"""Charts: how much each month holds, and scores over time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import Literal

import altair as alt
import pandas as pd

from dashboard.names import day, month, value
from data.answer import ClaimRow
from data.language import say

PALETTE = ("#b3261e", "#1d6fa5", "#3d7a3a", "#a86d00", "#6b3fa0", "#0f8a8a", "#c2547a", "#5a6b1e")
GREY = "#a79d8e"
BLUE = "#8fb8d8"
AMBER = "#dfae52"
MOST_TICKS = 6
ROOM = (0.2, 0.025)  # the width of a label and half its height, as parts of the chart's
BEYOND = 0.05  # how far a label may reach beyond the outermost point
MARGIN = timedelta(days=20)
MANY_MONTHS, WIDEST_BAR = 12, 26  # pixels

Side = Literal["left", "right", ""]


@dataclass(frozen=True)
class Point:
    """A score in its chart: the claim, its day and colour, and on which side of it its model's name stands."""

    claim: ClaimRow
    day: date
    colour: str
    side: Side


# ── how much each month holds ──


def months_chart(counts: Mapping[str, tuple[int, int]]) -> alt.Chart:
    """A strip of bars: `YYYY-MM` → (events, claims) of that month; months between that have none are empty."""
    kinds = (say("事件", "events"), say("成绩", "claims"))
    months = all_months(counts)
    frame = pd.DataFrame(
        {"month": month(name), "kind": kind, "count": count}
        for name in months
        for kind, count in zip(kinds, counts.get(name, (0, 0)), strict=True)
    )
    step = max(1, -(-len(months) // MOST_TICKS))
    axis = alt.Axis(values=[month(name) for name in months[::step]], labelAngle=0, labelOverlap=True, labelFlush=True)
    return (
        alt.Chart(frame)
        .mark_bar(**({"size": WIDEST_BAR} if len(months) < MANY_MONTHS else {}))
        .encode(
            x=alt.X("month:O", title=None, sort=None, axis=axis),
            y=alt.Y("count:Q", title=None, axis=alt.Axis(tickCount=2, domain=False, ticks=False)),
            color=alt.Color("kind:N", scale=alt.Scale(domain=list(kinds), range=[BLUE, AMBER]), legend=None),
            tooltip=[
                alt.Tooltip("month:N", title=say("月份", "month")),
                alt.Tooltip("kind:N", title=say("类型", "type")),
                alt.Tooltip("count:Q", title=say("条数", "count")),
            ],
        )
        .properties(height=110)
    )


def all_months(names: Iterable[str]) -> list[str]:
    """Every month from the first of `names` to the last, as `YYYY-MM`."""
    numbers = sorted(int(name[:4]) * 12 + int(name[5:7]) - 1 for name in names)
    return [f"{n // 12}-{n % 12 + 1:02}" for n in range(numbers[0], numbers[-1] + 1)] if numbers else []


# ── scores over time ──


def points_of(claims: Iterable[ClaimRow], *, lower_is_better: bool = False) -> list[Point]:
    """Where dated scores stand, best first; ranks and what has no day are left out.

    The best models have a colour of their own, the rest share one; names stand where there is room.
    """
    dated = [(claim, date.fromisoformat(day(claim.claimed_on))) for claim in claims if _can_stand(claim)]
    dated.sort(key=lambda pair: pair[0].value, reverse=not lower_is_better)
    models = list(dict.fromkeys(claim.model for claim, _ in dated))
    colours = dict(zip(models, PALETTE, strict=False))
    sides = label_sides([(when.toordinal(), claim.value) for claim, when in dated])
    return [
        Point(claim, when, colours.get(claim.model, GREY), side)
        for (claim, when), side in zip(dated, sides, strict=True)
    ]


def models_legend(points: Sequence[Point]) -> str:
    """Which colour is whose, as HTML."""
    own = {point.claim.model: point.colour for point in points if point.colour != GREY}
    others = len({point.claim.model for point in points if point.colour == GREY})
    if others:
        own[say(f"其余 {others} 个模型", f"{others} more models")] = GREY
    return legend(own)


def legend(colours: Mapping[str, str]) -> str:
    """Names with their colours, as HTML that wraps at any width."""
    dots = (f'<span><i style="background:{colour}"></i>{escape(name)}</span>' for name, colour in colours.items())
    return f'<div class="by-legend">{"".join(dots)}</div>'


def score_chart(points: Sequence[Point], *, lower_is_better: bool = False) -> alt.LayerChart:
    """Scores over the day they were claimed, with the best so far as steps; hovering shows the sentence."""
    first, last = min(point.day for point in points), max(point.day for point in points)
    margin = max(MARGIN, (last - first) * 0.06)
    x = alt.X(
        "day:T",
        title=None,
        scale=alt.Scale(type="utc", domain=[_moment(first - margin), _moment(last + margin)], nice=False),
        axis=_axis(first, last),
    )
    y = alt.Y("value:Q", title=None, scale=_scale(points), axis=alt.Axis(tickCount=6, format=".6~g"))
    base = alt.Chart(_frame(points)).encode(x=x, y=y)
    dots = base.mark_circle(size=110, opacity=0.9).encode(
        color=alt.Color("colour:N", scale=None), tooltip=[alt.Tooltip(name, title=title) for name, title in _tips()]
    )
    labels = [
        base.transform_filter(f"datum.side === '{side}'")
        .mark_text(align=align, dx=shift, dy=-8, fontSize=12, limit=190)
        .encode(text="model:N", color=alt.Color("colour:N", scale=None))
        for side, align, shift in (("right", "left", 9), ("left", "right", -9))
    ]
    best = pd.DataFrame(_records(points, lower_is_better=lower_is_better))
    steps = alt.Chart(best).mark_line(interpolate="step-after", color="#d8cdb9", strokeDash=[4, 3])
    return alt.layer(steps.encode(x=x, y=y), dots, *labels).properties(height=380)


def ticks(first: date, last: date) -> list[date]:
    """At most six days to name along an axis from `first` to `last`: first days of months where it spans several."""
    months = all_months((f"{first:%Y-%m}", f"{last:%Y-%m}"))
    if len(months) <= 2:
        return sorted({first, last})
    step = next(n for n in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if len(months) <= MOST_TICKS * n)
    aligned = [name for name in months[1:] if (int(name[:4]) * 12 + int(name[5:7]) - 1) % step == 0]
    return [date.fromisoformat(f"{name}-01") for name in aligned]


def label_sides(places: Sequence[tuple[float, float]]) -> list[Side]:
    """On which side of each place its name can stand without covering another place or name; "" where on neither.

    The first places choose first.
    """
    if not places:
        return []
    lows = [min(axis) for axis in zip(*places, strict=True)]
    spans = [max(axis) - low or 1 for axis, low in zip(zip(*places, strict=True), lows, strict=True)]
    spots = [((x - lows[0]) / spans[0], (y - lows[1]) / spans[1]) for x, y in places]
    taken: list[tuple[float, float]] = []  # left end and height of each name
    return [_side(spot, spots, taken) for spot in spots]


def _side(spot: tuple[float, float], spots: Sequence[tuple[float, float]], taken: list[tuple[float, float]]) -> Side:
    x, y = spot
    sides: tuple[tuple[Side, float], ...] = (("right", x), ("left", x - ROOM[0]))
    for side, start in sides:
        fits = start >= -BEYOND and start + ROOM[0] <= 1 + BEYOND
        others = [(at, height) for at, height in spots if (at, height) != spot and start <= at <= start + ROOM[0]]
        names = [(at, height) for at, height in taken if abs(at - start) < ROOM[0]]
        if fits and all(abs(height - y) > ROOM[1] for _, height in others) and _is_clear(y, names):
            taken.append((start, y))
            return side
    return ""


def _is_clear(height: float, names: Sequence[tuple[float, float]]) -> bool:
    return all(abs(other - height) > 2 * ROOM[1] for _, other in names)


def _can_stand(claim: ClaimRow) -> bool:
    return claim.kind == "score" and len(day(claim.claimed_on)) == len("2026-01-01")


def _frame(points: Sequence[Point]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "day": point.day.isoformat(),
            "when": point.day.isoformat(),
            "value": point.claim.value,
            "said": value(point.claim),
            "model": point.claim.model,
            "setting": point.claim.setting or say("文中未说", "not said"),
            "site": point.claim.site or "",
            "sentence": point.claim.evidence,
            "colour": point.colour,
            "side": point.side,
        }
        for point in points
    )


def _records(points: Sequence[Point], *, lower_is_better: bool) -> list[dict[str, object]]:
    sign = -1 if lower_is_better else 1
    best: list[dict[str, object]] = []
    top = float("-inf")
    for point in sorted(points, key=lambda point: (point.day, -sign * point.claim.value)):
        if sign * point.claim.value > top:
            top = sign * point.claim.value
            best.append({"day": point.day.isoformat(), "value": point.claim.value})
    latest = max(point.day for point in points).isoformat()
    return [*best, {"day": latest, "value": sign * top}]


def _scale(points: Sequence[Point]) -> alt.Scale:
    values = [point.claim.value for point in points]
    low, high = min(values), max(values)
    room = (high - low) * 0.1 or max(1.0, abs(high) * 0.05)
    return alt.Scale(domain=[low - room, high + room], nice=False)


def _axis(first: date, last: date) -> alt.Axis:
    named = ticks(first, last)
    by_day = any(one.day != 1 for one in named) or len(named) < 2
    form = say("%Y年%-m月%-d日", "%-d %b %Y") if by_day else say("%Y年%-m月", "%b %Y")
    return alt.Axis(values=[_moment(one) for one in named], format=form, labelAngle=0, labelOverlap=True, grid=True)


def _moment(when: date) -> alt.DateTime:
    return alt.DateTime(year=when.year, month=when.month, date=when.day, utc=True)


def _tips() -> list[tuple[str, str]]:
    return [
        ("model:N", say("模型", "model")),
        ("said:N", say("值", "value")),
        ("setting:N", say("条件", "setting")),
        ("when:N", say("日期", "date")),
        ("site:N", say("站点", "site")),
        ("sentence:N", say("原句", "sentence")),
    ]
