"""Charts of the dashboard: what they draw stays readable with one score and with many; all figures are invented."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts import (
    MOST_TICKS,
    PALETTE,
    ROOM,
    all_months,
    label_sides,
    models_legend,
    months_chart,
    points_of,
    score_chart,
    ticks,
)
from data.answer import ClaimRow
from data.language import use_language


def claim(model: str, value: float, day: str | None, kind: str = "score", **more: object) -> ClaimRow:
    fields: dict[str, object] = {
        "kind": kind, "model": model, "benchmark": "C-Eval", "subset": None, "setting": None, "value": value,
        "unit": None, "scope": None, "evidence": f"{model}得分{value}。", "start": 0, "end": 9, "extractor": "rules",
        "id": 1, "article_id": 1, "url": None, "title": None, "site": None, "published": day, "claimed_on": day,
        "origins": 1, "sources": 1, "conflicts": [], "unclear": [], "status": "current", "value_match": False,
    }  # fmt: skip
    return ClaimRow.model_validate(fields | more)


def many(count: int) -> list[ClaimRow]:
    return [
        claim(f"云雀-{number}", 50 + number, f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}")
        for number in range(count)
    ]


@pytest.mark.parametrize("count", [1, 2, 30, 300])
def test_scores_are_drawn_whether_one_or_many(count: int) -> None:
    points = points_of(many(count))

    drawn = score_chart(points).to_dict()

    assert len(points) == count
    assert drawn["layer"]


def test_the_best_models_have_a_colour_of_their_own_and_the_rest_share_one() -> None:
    points = points_of(many(30))

    colours = [point.colour for point in points]

    assert colours[: len(PALETTE)] == list(PALETTE)
    assert len(set(colours[len(PALETTE) :])) == 1
    assert "22 more models" in models_legend(points)


def test_where_lower_is_better_the_lowest_comes_first() -> None:
    points = points_of([claim("云雀", 3.0, "2024-01-01"), claim("白鹭", 2.0, "2024-02-01")], lower_is_better=True)

    assert [point.claim.model for point in points] == ["白鹭", "云雀"]


def test_ranks_and_what_has_no_day_are_not_drawn() -> None:
    claims = [claim("a", 1, "2024-01-01", kind="rank"), claim("b", 2, None), claim("c", 3, "2024-01")]

    assert points_of(claims) == []


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 100)), max_size=30))
def test_no_name_covers_another_name(places: list[tuple[int, int]]) -> None:
    sides = label_sides(places)

    names = [_spot(place, places, side) for place, side in zip(places, sides, strict=True) if side]
    for number, (x, y) in enumerate(names):
        assert all(abs(x - a) >= ROOM[0] or abs(y - b) > 2 * ROOM[1] for a, b in names[:number])


def _spot(place: tuple[int, int], places: list[tuple[int, int]], side: str) -> tuple[float, float]:
    lows = [min(axis) for axis in zip(*places, strict=True)]
    spans = [max(axis) - min(axis) or 1 for axis in zip(*places, strict=True)]
    x, y = ((place[axis] - lows[axis]) / spans[axis] for axis in (0, 1))
    return (x if side == "right" else x - ROOM[0]), y


@given(st.dates(date(2015, 1, 1), date(2035, 1, 1)), st.dates(date(2015, 1, 1), date(2035, 1, 1)))
def test_an_axis_has_a_few_days_within_what_it_shows(one: date, other: date) -> None:
    first, last = sorted((one, other))

    named = ticks(first, last)

    assert 1 <= len(named) <= MOST_TICKS
    assert all(first <= day <= last for day in named)


def test_dates_are_written_as_the_language_writes_them() -> None:
    points = points_of(many(12))

    use_language("zh")
    chinese = score_chart(points).to_json()
    use_language("en")
    english = score_chart(points).to_json()

    assert "%Y年%-m月" in chinese
    assert "年" not in english


def test_months_without_anything_stand_in_the_strip_too() -> None:
    assert all_months(["2024-02", "2023-11"]) == ["2023-11", "2023-12", "2024-01", "2024-02"]
    assert all_months([]) == []


def test_the_strip_counts_events_and_claims() -> None:
    drawn = months_chart({"2023-11": (1, 2), "2024-01": (0, 3)}).to_dict()

    [rows] = drawn["datasets"].values()
    assert [(row["month"], row["count"]) for row in rows] == [
        ("Nov 2023", 1), ("Nov 2023", 2), ("Dec 2023", 0), ("Dec 2023", 0), ("Jan 2024", 0), ("Jan 2024", 3),
    ]  # fmt: skip


def test_the_sentence_is_a_hover_away() -> None:
    assert "云雀得分3.0。" in score_chart(points_of([claim("云雀", 3.0, "2024-01-01")])).to_json(ensure_ascii=False)
