"""Takes turns at sites: each is crawled by one process at a time, and its next crawl is planned when that has ended."""

import os
import secrets
import socket
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from random import Random

from bangyan.pace import Plan, due_at, is_due, plan
from bangyan.run import now
from crawler.run import Outcome, Progress, Stop, crawl
from crawler.site import Site
from data.errors import StoreError
from data.leases import LENGTH, is_free
from data.schema import SiteState
from data.settings import Settings
from data.store import Store

RENEWAL = LENGTH.total_seconds() / 4  # seconds between two renewals of what is being crawled
WITNESSES = 2  # other sites that were crawled last; where all of them failed too, it is we who are offline


class Turns:
    """One process's turns at the sites of a store; safe between threads. The time and chance are arguments."""

    def __init__(
        self,
        store: Store,
        *,
        clock: Callable[[], datetime] = now,
        chance: Callable[[], float] | None = None,
        holder: str | None = None,
    ) -> None:
        self.clock = clock
        self._store = store
        self._chance = chance or Random().random  # noqa: S311 - it only spreads the crawls
        self._holder = holder or f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self._mine: dict[str, SiteState] = {}  # the sites that are ours now, as they were before

    def due(self, sites: Sequence[Site]) -> list[Site]:
        """Those of the sites whose time has come and that nobody crawls, the longest due first."""
        states, at = self._store.site_states(), self.clock()
        waiting = [site for site in sites if site.id not in self._mine and is_due(site, states.get(site.id), at)]
        free = [site for site in waiting if site.id not in states or is_free(states[site.id], at)]
        return sorted(free, key=lambda site: due_at(site, states.get(site.id)))

    def take(self, site: Site, *, if_due: bool = False) -> bool:
        """Whether the site is ours to crawl now, alone; with `if_due` only where it is still due."""
        at = self.clock()
        before = self._store.take_lease(
            site.id, self._holder, at, wanted=lambda state: not if_due or is_due(site, state, at)
        )
        if before:
            self._mine[site.id] = before
        return before is not None

    def renew(self) -> set[str]:
        """Keep what is ours for longer; returns those that another took over while we slept, to be left at once."""
        mine = list(self._mine)
        lost = self._store.renew_leases(mine, self._holder, self.clock()) if mine else set()
        return lost & self.mine  # a site that was given back meanwhile is not lost

    def end(self, site: Site, outcome: Outcome, *, plain: bool = True) -> Plan:
        """Note when the site is next due, after our crawl of it, and let others have it."""
        before, at = self._mine.pop(site.id), self.clock()
        states = self._store.site_states()
        offline = bool(outcome.error) and _all_fail(site, states)
        made = plan(site, before, outcome, at, chance=self._chance(), plain=plain, offline=offline)
        untold = outcome.error if states[site.id].last_crawl == before.last_crawl else None
        self._store.end_lease(site.id, self._holder, at=at, next_due=made.next_due, interval=made.interval, lost=untold)
        return made

    def give_back(self, site: Site) -> None:
        """Let others have a site whose crawl broke off; it stays due."""
        if self._mine.pop(site.id, None):
            self._store.give_back_lease(site.id, self._holder)

    def held_until(self, site: Site) -> datetime | None:
        """Until when another process has said that it crawls the site."""
        state = self._store.site_states().get(site.id)
        return datetime.fromisoformat(state.until) if state and state.until else None

    @property
    def mine(self) -> frozenset[str]:
        """The sites that are ours now."""
        return frozenset(self._mine)


@dataclass(frozen=True)
class Busy:
    """A site that another process crawls, and until when it has said so."""

    site: Site
    until: datetime | None


def crawl_in_turn(
    sites: Sequence[Site],
    settings: Settings,
    *,
    pages: int = 1,
    since: str | None = None,
    if_due: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> tuple[list[Outcome], list[Busy]]:
    """Crawl all of the sites at once but those that another process crawls, or with `if_due` those that are due.

    Returns the outcomes, and the sites that were left out because another process crawls them.
    """
    plain = pages == 1 and since is None
    with Store.open(settings) as store:
        turns, stop = Turns(store), Stop()
        wanted = turns.due(sites) if if_due else list(sites)
        ours = {site.id: site for site in wanted if turns.take(site, if_due=if_due)}
        left = [site for site in wanted if site.id not in ours and not if_due]  # what is crawled now is not due
        busy = [Busy(site, turns.held_until(site)) for site in left]

        def ended(outcome: Outcome) -> None:
            if not stop.asked:
                turns.end(ours[outcome.site], outcome, plain=plain)

        with _renewing(turns, stop), _giving_back(turns, ours):
            outcomes = crawl(
                list(ours.values()),
                settings,
                pages=pages,
                since=since,
                progress=progress,
                stop=stop,
                ended=ended,
            )
            for outcome in outcomes:
                if outcome.site in turns.mine:  # its process died before it could say how it went
                    ended(outcome)
    return outcomes, busy


def _all_fail(site: Site, states: Mapping[str, SiteState]) -> bool:
    """Whether the other sites that were crawled last failed too."""
    others = [state for state in states.values() if state.site != site.id and state.last_crawl]
    last = sorted(others, key=lambda state: state.last_crawl or "")[-WITNESSES:]
    return len(last) == WITNESSES and all(state.failures for state in last)


@contextmanager
def _renewing(turns: Turns, stop: Stop) -> Iterator[None]:
    """Renew in a thread what is ours; where another took a site over meanwhile, end the crawl."""
    over = threading.Event()

    def renew() -> None:
        while not over.wait(RENEWAL):
            with suppress(StoreError):  # it is busy: the next time will do
                if turns.renew():
                    stop.ask()

    thread = threading.Thread(target=renew, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@contextmanager
def _giving_back(turns: Turns, ours: Mapping[str, Site]) -> Iterator[None]:
    try:
        yield
    finally:
        for name in turns.mine:
            turns.give_back(ours[name])
