"""Schedules: each site in its turn, none twice at once, none forgotten, whatever happens to those who crawl."""

import itertools
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from bangyan.pace import Plan, bounds
from bangyan.schedule import LONGEST, Schedule, said
from bangyan.turns import Turns
from crawler.run import Outcome, Stop
from crawler.site import Site
from data.errors import StoreError
from data.leases import LENGTH
from data.schema import SiteState
from data.settings import Settings
from data.store import Store

AT = datetime.fromisoformat("2026-11-24T08:00:00+08:00")
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
LOOK, RENEW = 10 * SECOND, 45 * SECOND
PACES = ("5m", "10m", "15m", "20m", "30m", "1h", "2h", "6h", "1d")


class EndError(BaseException):
    """Ends a thread of a world that is over."""


class World:
    """A clock of its own and all that waits for it; one thread at a time goes on, so nothing depends on luck."""

    def __init__(self, at: datetime = AT) -> None:
        self.now, self._wrong = at, timedelta()
        self._numbers, self._sleepers = itertools.count(), {}
        self._threads: list[threading.Thread] = []
        self._over = False
        self._turn = threading.Semaphore(0)  # given back to the world by whoever goes to sleep or ends

    def clock(self) -> datetime:
        """What the clock on the wall says."""
        return self.now + self._wrong

    def set_clock(self, by: timedelta) -> None:
        """Let the clock on the wall be wrong by so much more."""
        self._wrong += by

    def start(self, work: Callable[[], None]) -> None:
        """Let work begin in a thread of its own, at once as far as the world goes."""
        wake = self._asleep(timedelta())
        thread = threading.Thread(target=self._live, args=(work, wake), daemon=True)
        self._threads.append(thread)
        thread.start()

    def has_this_thread(self) -> bool:
        """Whether whoever asks lives in this world."""
        return threading.current_thread() in self._threads

    def sleep(self, long: timedelta) -> None:
        """Wait in a thread of this world until so much of its time has passed."""
        wake = self._asleep(long)
        self._turn.release()
        self._wait(wake)

    def every(self, long: timedelta, work: Callable[[], None], until: Callable[[], bool] = lambda: False) -> None:
        """Do work again and again in a thread of its own."""

        def again() -> None:
            while not until():
                work()
                self.sleep(long)

        self.start(again)

    def pass_time(self, long: timedelta) -> None:
        """Let so much time pass."""
        end = self.now + long
        while self._sleepers and min(self._sleepers)[0] <= end:
            at, number = min(self._sleepers)
            self.now = max(self.now, at)
            self._sleepers.pop((at, number)).release()
            assert self._turn.acquire(timeout=60)
        self.now = end

    def end(self) -> None:
        """End all threads where they are."""
        self._over = True
        for wake in self._sleepers.values():
            wake.release()
        for thread in self._threads:
            thread.join(60)

    def _asleep(self, long: timedelta) -> threading.Semaphore:
        wake = threading.Semaphore(0)
        self._sleepers[self.now + long, next(self._numbers)] = wake
        return wake

    def _wait(self, wake: threading.Semaphore) -> None:
        wake.acquire()
        if self._over:
            raise EndError

    def _live(self, work: Callable[[], None], wake: threading.Semaphore) -> None:
        try:
            self._wait(wake)
            work()
        except EndError:
            return
        self._turn.release()


class SlowStore(Store):
    """A store that is slow to answer: what it says of the sites may be old by the time it is heard."""

    world: World
    slow: timedelta

    def site_states(self) -> dict[str, SiteState]:
        states = super().site_states()
        if self.slow and self.world.has_this_thread():
            self.world.sleep(self.slow)
        return states


@dataclass
class Net:
    """Sites that publish and fail as they like; it sees who visits them, and that nobody does so twice at once."""

    world: World
    store: Store
    random: Random
    longest: timedelta = 5 * MINUTE  # of one crawl
    rates: dict[str, float] = field(default_factory=dict)  # articles an hour
    failing: set[str] = field(default_factory=set)
    visits: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    guests: dict[str, str] = field(default_factory=dict)
    doubled: list[str] = field(default_factory=list)

    def visit(self, name: str, alive: Callable[[], bool], site: Site, stop: Stop) -> Outcome:
        """A crawl by the scheduler of that name."""
        if site.id in self.guests:
            self.doubled.append(site.id)
        self.guests[site.id] = name
        began = self.world.now
        passed = HOUR if not self.visits[site.id] else began - self.visits[site.id][-1]
        self.visits[site.id].append(began)
        number = self.store.begin_crawl(site.id, written(self.world.clock()))
        self._go_on(stop, alive)
        self.guests.pop(site.id, None)
        if not alive():
            self.world.sleep(timedelta(days=9999))  # a process that was killed says no more
        new = 0 if site.id in self.failing else round(self.rates.get(site.id, 1.0) * (passed / HOUR))
        error = "site answers 500" if site.id in self.failing else None
        figures = {"pages": new, "new": new, "changed": 0, "failed": 0, "error": error}
        self.store.end_crawl(number, ended=written(self.world.clock()), **figures)  # type: ignore[arg-type]
        return Outcome(site.id, pages=new, new=new, error=error)

    def _go_on(self, stop: Stop, alive: Callable[[], bool]) -> None:
        end = self.world.now + self.longest * self.random.random()
        while self.world.now < end and not stop.asked and alive():
            self.world.sleep(min(30 * SECOND, end - self.world.now))


@dataclass
class Scheduler:
    """A scheduler in its own process, as far as the store can tell."""

    name: str
    net: Net
    sites: list[Site]
    settings: Settings
    at_once: int = 3
    look: timedelta = LOOK
    slow: timedelta = timedelta()
    told: list[str] = field(default_factory=list)
    alive: bool = True

    def __post_init__(self) -> None:
        world = self.net.world
        self.store = SlowStore.open(self.settings)
        self.store.world, self.store.slow = world, self.slow
        self.turns = Turns(self.store, clock=world.clock, chance=Random(self.name).random, holder=self.name)
        self.schedule = Schedule(
            self.turns,
            lambda: self.sites,
            lambda site, stop: self.net.visit(self.name, lambda: self.alive, site, stop),
            at_once=self.at_once,
            start=world.start,
            tell=lambda site, message: self.told.append(f"{site}: {message}"),
        )

    def go(self) -> None:
        """Look and renew, again and again, as the clockwork does."""
        self.net.world.every(self.look, self.schedule.look, until=lambda: not self.alive)
        self.net.world.every(max(RENEW, self.look), self.schedule.renew, until=lambda: not self.alive)


@dataclass
class Town:
    """A world with its net and the schedulers that live in it, on one store."""

    world: World
    net: Net
    settings: Settings
    sites: list[Site]
    schedulers: list[Scheduler] = field(default_factory=list)

    def scheduler(self, name: str, *, sites: list[Site] | None = None, **how: Any) -> Scheduler:
        made = Scheduler(name, self.net, sites or self.sites, self.settings, **how)
        self.schedulers.append(made)
        made.go()
        return made

    def longest_wait(self, site: Site) -> timedelta:
        """The longest time in which nobody crawled the site, until now."""
        moments = [AT, *self.net.visits[site.id], self.world.now]
        return max(b - a for a, b in itertools.pairwise(moments))


@pytest.fixture
def town(settings: Settings) -> Iterator[Town]:
    world, random = World(), Random(20261124)
    sites = [site(f"s{n}", PACES[n % len(PACES)]) for n in range(18)]
    with Store.open(settings) as store:
        net = Net(world, store, random, rates={s.id: random.choice([0, 0.3, 2, 9, 60]) for s in sites})
        town = Town(world, net, settings, sites)
        yield town
        world.end()
        for scheduler in town.schedulers:
            scheduler.store.close()


def site(name: str, every: str = "1h") -> Site:
    keys = {"id": name, "name": "某站", "home": "https://a.example/", "lists": ["https://a.example/"], "article": "/a/"}
    return Site.model_validate({**keys, "every": every})


def written(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def allowed(site: Site) -> timedelta:
    """The longest time that may pass between two crawls: its longest interval, the crawl and a look."""
    return bounds(site)[1] + 10 * MINUTE


# ── the bar ──


def test_two_schedulers_on_one_store_crawl_none_twice_at_once_and_forget_none(town: Town) -> None:
    town.scheduler("one", slow=2 * SECOND)
    town.scheduler("two", slow=2 * SECOND)

    town.world.pass_time(HOUR)

    assert town.net.doubled == []
    assert set(town.net.visits) == {site.id for site in town.sites}
    assert [site.id for site in town.sites if town.longest_wait(site) > allowed(site)] == []
    assert all(any(line.startswith(f"{s.id}: ") for s in town.sites for line in one.told) for one in town.schedulers)


def test_a_day_of_two_schedulers_keeps_every_pace(town: Town) -> None:
    town.sites = town.sites[:9]
    town.scheduler("one", look=MINUTE)
    town.scheduler("two", look=MINUTE)

    town.world.pass_time(24 * HOUR)

    assert town.net.doubled == []
    assert [site.id for site in town.sites if town.longest_wait(site) > allowed(site)] == []
    for site in town.sites:
        gaps = [b - a for a, b in itertools.pairwise(town.net.visits[site.id])]
        assert min(gaps, default=bounds(site)[0]) >= bounds(site)[0]


def test_sites_of_one_scheduler_that_was_killed_are_taken_over_when_its_leases_end(town: Town) -> None:
    town.net.longest = 20 * MINUTE
    killed = town.scheduler("killed")
    town.world.pass_time(2 * MINUTE)
    other = town.scheduler("other")
    town.world.pass_time(timedelta())
    held = sorted(killed.schedule.busy)
    killed.alive = False

    town.world.pass_time(LENGTH)
    early = [name for name in held if town.net.guests.get(name) == "other"]
    town.world.pass_time(HOUR)

    assert len(held) == 3
    assert early == []
    assert town.net.doubled == []
    assert all(any(line.startswith(f"{name}: ") for line in other.told) for name in held)


def test_a_scheduler_that_starts_again_goes_on_where_it_was(town: Town) -> None:
    first = town.scheduler("first")
    town.world.pass_time(30 * MINUTE)
    before = {name: len(moments) for name, moments in town.net.visits.items()}
    plans = {name: state.next_due for name, state in town.net.store.site_states().items()}
    first.alive = False
    town.world.pass_time(MINUTE)

    town.scheduler("second")
    town.world.pass_time(MINUTE)

    due = {name for name, moment in plans.items() if datetime.fromisoformat(moment or "") <= town.world.now}
    again = {name for name, moments in town.net.visits.items() if len(moments) > before[name]}
    assert again <= due
    assert len(due) < len(town.sites) / 2


# ── what goes wrong ──


def test_a_site_that_fails_is_asked_less_and_less_and_costs_the_others_nothing(town: Town) -> None:
    town.sites = town.sites[:9]
    town.net.failing = {"s1"}
    town.scheduler("one", look=MINUTE)

    town.world.pass_time(12 * HOUR)

    gaps = [b - a for a, b in itertools.pairwise(town.net.visits["s1"])]
    assert all(later > 1.4 * earlier for earlier, later in itertools.pairwise(gaps))
    assert [s.id for s in town.sites if s.id != "s1" and town.longest_wait(s) > allowed(s)] == []


def test_all_come_back_within_their_own_pace_when_we_were_offline_for_a_night(town: Town) -> None:
    town.sites = town.sites[:9]
    town.scheduler("one", look=2 * MINUTE)
    town.world.pass_time(3 * HOUR)
    town.net.failing = {site.id for site in town.sites}
    town.world.pass_time(10 * HOUR)
    town.net.failing = set()
    back = town.world.now

    hourly = [s for s in town.sites if s.pace <= HOUR]
    town.world.pass_time(8 * HOUR + 30 * MINUTE)

    firsts = {s.id: min(moment for moment in town.net.visits[s.id] if moment >= back) - back for s in hourly}
    assert all(firsts[s.id] <= max(bounds(s)[1], HOUR) + 10 * MINUTE for s in hourly), firsts


def test_a_sleep_of_hours_forgets_no_site_and_makes_no_stampede(town: Town) -> None:
    town.scheduler("one", at_once=3)
    town.world.pass_time(2 * HOUR)
    town.world.set_clock(9 * HOUR)  # the machine slept: for the world no time has passed
    most = []
    town.world.every(SECOND, lambda: most.append(len(town.net.guests)))

    before = {name: len(moments) for name, moments in town.net.visits.items()}
    town.world.pass_time(HOUR)

    assert max(most) <= 3
    crawled = {s.id for s in town.sites if len(town.net.visits[s.id]) > before[s.id]}
    assert crawled >= {s.id for s in town.sites if s.pace <= HOUR}
    assert town.net.doubled == []


def test_a_clock_that_is_set_back_forgets_no_site(town: Town) -> None:
    town.world.set_clock(timedelta(days=400))
    town.scheduler("one")
    town.world.pass_time(HOUR)
    town.world.set_clock(-timedelta(days=400))
    back = town.world.now

    town.world.pass_time(HOUR)

    assert {s.id for s in town.sites if any(moment > back for moment in town.net.visits[s.id])} == set(town.net.visits)


def test_a_scheduler_that_is_too_slow_for_its_sites_crawls_all_of_them_in_turn(town: Town) -> None:
    town.net.longest = 60 * MINUTE
    town.scheduler("one", at_once=1, look=2 * MINUTE)

    town.world.pass_time(30 * HOUR)

    counts = [len(town.net.visits[s.id]) for s in town.sites if s.pace <= HOUR]
    assert min(counts) >= 2
    assert max(counts) <= 4 * min(counts)


def test_a_crawl_that_hangs_is_ended_and_counts_as_it_came(town: Town) -> None:
    town.net.longest = 1000 * HOUR
    one = town.scheduler("one", sites=[town.sites[8]])

    town.world.pass_time(LONGEST + 2 * MINUTE)

    assert len(one.told) == 1
    assert "next" in one.told[0]


def test_a_crawl_whose_site_another_took_over_is_ended_and_plans_nothing(town: Town) -> None:
    town.net.longest = 30 * MINUTE
    one = town.scheduler("one", sites=[town.sites[0]])
    town.world.pass_time(MINUTE)
    town.world.set_clock(LENGTH)  # it slept, and the other woke first
    town.net.store.take_lease("s0", "other", town.world.clock())

    town.world.pass_time(2 * MINUTE)

    assert one.told == ["s0: broken off; goes on the next time"]
    assert town.net.store.site_states()["s0"].holder == "other"


def test_a_schedule_that_is_ended_begins_nothing_more_and_leaves_its_sites_to_others(town: Town) -> None:
    town.net.longest = 30 * MINUTE
    one = town.scheduler("one")
    town.world.pass_time(MINUTE)
    busy, visited = one.schedule.busy, set(town.net.visits)

    one.schedule.end()
    town.world.pass_time(MINUTE)

    states = town.net.store.site_states()
    assert busy
    assert set(town.net.visits) == visited
    assert not one.schedule.busy
    assert {states[name].holder for name in busy} == {None}
    assert {s.id for s in one.turns.due(town.sites)} >= busy


@pytest.mark.parametrize("error", [StoreError("store is busy"), ValueError("no JSON")])
def test_a_crawl_that_breaks_costs_only_itself(town: Town, error: Exception) -> None:
    def visit(site: Site, stop: Stop) -> Outcome:
        raise error

    told: list[str] = []
    turns = Turns(town.net.store, clock=town.world.clock)
    schedule = Schedule(
        turns, lambda: town.sites[:2], visit, at_once=2, start=lambda w: w(), tell=lambda s, m: told.append(f"{s}: {m}")
    )

    schedule.look()

    assert [line.split(";")[0].split(": ")[0] for line in told] == ["s0", "s1"]
    assert all(str(error) in line for line in told)
    assert {state.failures for state in town.net.store.site_states().values()} == {1}


# ── what it says ──


def test_a_site_that_breaks_is_said_once_and_once_that_it_is_well_again(town: Town) -> None:
    grave = iter(["", "no article in 24 h", "no article in 24 h", "", ""])
    told: list[str] = []
    schedule = Schedule(
        Turns(town.net.store, clock=town.world.clock),
        lambda: town.sites[:1],
        lambda site, _: Outcome(site.id),
        at_once=1,
        start=lambda work: work(),
        tell=lambda _, message: told.append(message),
        grave=lambda _: next(grave),
    )

    for _ in range(5):
        schedule.look()
        town.world.pass_time(HOUR)

    assert [line for line in told if "next" not in line] == ["beware: no article in 24 h", "well again"]


@pytest.mark.parametrize(
    ("outcome", "hours", "line"),
    [
        (Outcome("a", pages=13, new=12, changed=1), 0.5, "12 new, 1 changed; next 08:30"),
        (Outcome("a"), 20, "0 new; next 11-25 04:00"),
        (Outcome("a", new=1, failed=2), 1, "1 new, 2 failed; next 09:00"),
        (Outcome("a", error="site says no (403)"), 1, "site says no (403); next 09:00"),
    ],
)
def test_what_came_of_a_crawl_is_one_line(outcome: Outcome, hours: float, line: str) -> None:
    assert said(outcome, Plan(AT + hours * HOUR, HOUR), AT) == line
