"""When a site is to be crawled next: as often as it publishes, between bounds that its file sets."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from crawler.run import Outcome
from crawler.site import Site
from data.schema import SiteState

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)

STRETCH = 1.5  # of the interval after a crawl that found nothing
WANTED = 3  # new articles that a crawl should find
MANY = 5  # new articles with which a site is asked more often
JITTER = 0.1  # of a wait, so that sites do not come due together
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Plan:
    """When a site is crawled next, and its interval, which the next plan begins with."""

    next_due: datetime
    interval: timedelta


def bounds(site: Site) -> tuple[timedelta, timedelta]:
    """The shortest and the longest interval: half of `every`, and eight times it, but a day at most."""
    return site.pace / 2, max(site.pace, min(site.pace * 8, DAY))


def due_at(site: Site, state: SiteState | None) -> datetime:
    """When the site is due: long ago where it was never crawled."""
    if state is None or state.last_crawl is None:
        return LONG_AGO
    last = datetime.fromisoformat(state.last_crawl)
    planned = datetime.fromisoformat(state.next_due) if state.next_due else last + site.pace
    return min(planned, last + _longest(site, state))


def is_due(site: Site, state: SiteState | None, now: datetime) -> bool:
    """Whether the site is to be crawled now; a crawl in the future tells of a clock that was wrong, and counts not."""
    last = state.last_crawl if state else None
    return due_at(site, state) <= now or bool(last and datetime.fromisoformat(last) > now + MINUTE)


def plan(
    site: Site,
    before: SiteState,
    outcome: Outcome,
    now: datetime,
    *,
    chance: float,
    plain: bool = True,
    offline: bool = False,
) -> Plan:
    """When to crawl next, after `outcome` at `now`, with the site's state `before` that crawl.

    `chance` in [0, 1) is where in the jitter it falls. A crawl that is not `plain` reached back for old articles and
    says nothing of the pace. With each failure in a row the wait doubles, up to a day; not while we seem `offline`.
    """
    interval = _interval(site, before)
    if outcome.error:
        doublings = 0 if offline else min(before.failures + 1, 16)
        longest = max(bounds(site)[1], DAY)
        return Plan(now + _jittered(interval * 2**doublings, chance, bounds(site)[0], longest), interval)
    if plain:
        interval = _adapted(site, interval, before, outcome, now)
    return Plan(now + _jittered(interval, chance, *bounds(site)), interval)


def _interval(site: Site, state: SiteState) -> timedelta:
    kept = site.pace if state.interval is None else timedelta(seconds=state.interval)
    return _between(kept, *bounds(site))


def _adapted(site: Site, interval: timedelta, before: SiteState, outcome: Outcome, now: datetime) -> timedelta:
    """Longer where nothing was new; where much was, the time in which as much comes as a crawl should find."""
    if before.last_good is None:
        return interval  # all that a site has is new to the first crawl
    if outcome.new == 0:
        return _between(interval * STRETCH, *bounds(site))
    if outcome.new < MANY:
        return interval
    passed = max(now - datetime.fromisoformat(before.last_good), MINUTE)
    return _between(min(interval, passed * WANTED / outcome.new), *bounds(site))


def _jittered(wait: timedelta, chance: float, shortest: timedelta, longest: timedelta) -> timedelta:
    return _between(wait * (1 - JITTER + 2 * JITTER * chance), shortest, longest)


def _longest(site: Site, state: SiteState) -> timedelta:
    return max(bounds(site)[1], DAY) if state.failures else bounds(site)[1]


def _between(value: timedelta, least: timedelta, most: timedelta) -> timedelta:
    return min(max(value, least), most)
