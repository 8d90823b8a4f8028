"""When a site is crawled next: as often as it publishes, never outside its bounds, less often while it fails."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bangyan.pace import DAY, Plan, bounds, due_at, is_due, plan
from crawler.run import Outcome
from crawler.site import Site
from data.schema import SiteState

AT = datetime.fromisoformat("2026-11-24T08:00:00+08:00")
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
PACES = st.builds(lambda n, unit: f"{n}{unit}", st.integers(1, 90), st.sampled_from("mhd"))
CHANCES = st.floats(0, 1, exclude_max=True)
COUNTS = st.integers(0, 500)
MOMENTS = st.timedeltas(timedelta(), timedelta(days=30)).map(lambda passed: AT - passed)


def site(every: str = "1h") -> Site:
    keys = {"id": "a", "name": "某站", "home": "https://a.example/", "lists": ["https://a.example/"], "article": "/a/"}
    return Site.model_validate({**keys, "every": every})


def state(interval: timedelta | None = HOUR, *, good: datetime | None = None, failures: int = 0) -> SiteState:
    last = (good or AT - HOUR).isoformat()
    seconds = None if interval is None else round(interval.total_seconds())
    return SiteState(site="a", last_crawl=last, last_good=last, interval=seconds, failures=failures)


def found(new: int = 0, error: str | None = None) -> Outcome:
    return Outcome("a", pages=new, new=new, error=error)


def planned(before: SiteState, outcome: Outcome, every: str = "1h", *, chance: float = 0.5, **how: bool) -> Plan:
    return plan(site(every), before, outcome, AT, chance=chance, **how)


# ── the interval ──


def test_a_crawl_that_finds_nothing_stretches_the_interval() -> None:
    assert planned(state(), found(0)) == Plan(AT + 1.5 * HOUR, 1.5 * HOUR)


def test_a_crawl_that_finds_a_few_keeps_the_interval() -> None:
    assert planned(state(), found(3)) == Plan(AT + HOUR, HOUR)


def test_a_crawl_that_finds_many_goes_to_the_interval_in_which_three_come() -> None:
    assert planned(state(4 * HOUR, good=AT - 4 * HOUR), found(8)).interval == 1.5 * HOUR


def test_many_articles_after_a_long_sleep_are_no_reason_to_hurry() -> None:
    assert planned(state(good=AT - 40 * HOUR), found(40)).interval == HOUR


def test_the_first_crawl_says_nothing_of_the_pace() -> None:
    assert planned(SiteState(site="a"), found(50)) == Plan(AT + HOUR, HOUR)


def test_a_crawl_that_reached_back_says_nothing_of_the_pace() -> None:
    assert planned(state(), found(500), plain=False).interval == HOUR


@pytest.mark.parametrize(
    ("every", "least", "most"),
    [
        ("10m", 5 * MINUTE, 80 * MINUTE),
        ("1h", HOUR / 2, 8 * HOUR),
        ("6h", 3 * HOUR, DAY),
        ("1d", DAY / 2, DAY),
        ("7d", 3.5 * DAY, 7 * DAY),
    ],
)
def test_bounds_follow_from_the_pace_of_the_file(every: str, least: timedelta, most: timedelta) -> None:
    assert bounds(site(every)) == (least, most)


@given(PACES, st.integers(0, 10**7), MOMENTS, COUNTS, CHANCES)
def test_no_plan_is_outside_its_bounds(every: str, seconds: int, good: datetime, new: int, chance: float) -> None:
    least, most = bounds(site(every))

    made = planned(state(timedelta(seconds=seconds), good=good), found(new), every, chance=chance)

    assert least <= made.interval <= most
    assert least <= made.next_due - AT <= most


@given(PACES, st.floats(0.01, 2000), st.integers(1, 60))
def test_whatever_a_site_publishes_its_interval_comes_to_rest(every: str, a_day: float, unit: int) -> None:
    """A site that publishes steadily is crawled so that each crawl finds a few, as far as the bounds let it."""
    least, most = bounds(site(every))
    interval, intervals = site(every).pace, []
    for _ in range(40):
        new = round(a_day * (interval / DAY))
        made = planned(state(interval, good=AT - interval), found(new), every)
        interval = made.interval
        intervals.append(interval)

    expected = a_day * (interval / DAY)
    assert expected < 5.6 or interval == least
    assert expected > 0.4 or interval == most


# ── failures ──


def test_each_failure_in_a_row_doubles_the_wait_up_to_a_day() -> None:
    waits = [planned(state(failures=n), found(error="site says no (403)")).next_due - AT for n in range(7)]

    assert waits == [2 * HOUR, 4 * HOUR, 8 * HOUR, 16 * HOUR, DAY, DAY, DAY]


def test_a_failure_leaves_the_interval_as_it_was() -> None:
    assert planned(state(3 * HOUR, failures=4), found(error="no")).interval == 3 * HOUR


def test_nothing_doubles_while_we_seem_to_be_offline() -> None:
    assert planned(state(failures=9), found(error="host not found"), offline=True).next_due == AT + HOUR


@given(PACES, st.integers(0, 10**6), CHANCES)
def test_a_site_that_fails_is_asked_again_within_a_day_or_its_own_pace(
    every: str, failures: int, chance: float
) -> None:
    made = planned(state(None, failures=failures), found(error="no"), every, chance=chance)

    assert site(every).pace / 2 <= made.next_due - AT <= max(site(every).pace, DAY)


def test_sites_of_one_pace_come_due_apart() -> None:
    waits = [planned(state(), found(1), chance=n / 10).next_due - AT for n in range(10)]

    assert len(set(waits)) == 10
    assert min(waits) == 54 * MINUTE
    assert max(waits) < 66 * MINUTE


# ── due ──


def test_a_site_that_was_never_crawled_is_due() -> None:
    assert is_due(site(), None, AT)
    assert is_due(site(), SiteState(site="a"), AT)


def test_a_site_is_due_when_its_plan_says_so() -> None:
    before = state()
    before.next_due = (AT + MINUTE).isoformat()

    assert not is_due(site(), before, AT)
    assert is_due(site(), before, AT + MINUTE)


def test_a_site_that_was_crawled_without_a_plan_is_due_at_its_own_pace() -> None:
    assert due_at(site(), state()) == AT


def test_a_plan_that_is_further_off_than_the_file_now_allows_is_brought_forward() -> None:
    before = state(good=AT)
    before.next_due = (AT + DAY).isoformat()

    assert due_at(site("10m"), before) == AT + 80 * MINUTE


def test_a_site_that_was_crawled_in_the_future_is_due_since_the_clock_was_wrong() -> None:
    before = state(good=AT + 400 * DAY)
    before.next_due = (AT + 401 * DAY).isoformat()

    assert is_due(site(), before, AT)
