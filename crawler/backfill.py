"""How a crawl that goes back keeps its way: how far it has come, when that is far enough, and where it goes on.

A list page or a sitemap is done when all articles that it names were had. Those that are done are remembered for a day,
so that a crawl that broke off goes on near where it was; a crawl that came to its end forgets them.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from crawler.beside import off_reactor
from data.days import is_older
from data.store import Store

REMEMBERED = timedelta(days=1)
DATED = 0.5  # of a page's articles, so that their dates speak for the page


@dataclass
class Leg:
    """One list page or sitemap on the way: the articles that it is the first of its list to name."""

    url: str
    named: frozenset[str]  # canonical addresses
    waiting: set[str]  # those of them that are asked and not had yet
    is_known: bool  # whether all of them were had before
    is_owed: bool = False  # whether one of them could not be had that may be had the next time
    then: Callable[[], Awaitable[None]] | None = None  # what to do when it is done


@dataclass
class Backfill:
    """The way of one crawl through one site; `since` is the day that it goes back to, if it does."""

    site: str
    store: Store
    since: str | None
    remembers: bool = True
    _done: set[str] = field(default_factory=set)
    _waiting: set[str] = field(default_factory=set)
    _dates: dict[str, str] = field(default_factory=dict)
    _legs: list[Leg] = field(default_factory=list)
    _owes: bool = False

    async def begin(self, now: datetime) -> None:
        """Recall what an earlier crawl to the same day had done before it broke off."""
        if self.remembers:
            self._done = await off_reactor(self.store.walked, self.site, self._day(), now - REMEMBERED)

    async def end(self, *, is_whole: bool) -> None:
        """Forget the way where it was gone to its end: the next crawl goes it anew."""
        if self.remembers and is_whole and not self._owes and not any(leg.waiting for leg in self._legs):
            await off_reactor(self.store.forget_walked, self.site, self._day())

    def was_done(self, url: str) -> bool:
        """Whether an earlier crawl that broke off had all that this page or sitemap names."""
        return url in self._done

    def asks(self, articles: Iterable[str]) -> None:
        """Note articles that are asked now."""
        self._waiting.update(articles)

    def learn(self, dates: Mapping[str, str | None]) -> None:
        """Note when articles were published, as far as that is known."""
        if self.since:
            self._dates.update((url, date) for url, date in dates.items() if date)

    async def leg(self, url: str, named: Collection[str], now: datetime) -> Leg:
        """A page or a sitemap that was read, and what it names."""
        waiting = self._waiting.intersection(named)
        leg = Leg(url, frozenset(named), waiting, is_known=not waiting)
        self._legs.append(leg)
        if not waiting:
            await self._finish(leg, now)
        return leg

    async def had(self, article: str, now: datetime, *, published: str | None = None, is_owed: bool = False) -> None:
        """Note that an article was had, or could not be."""
        self.learn({article: published})
        self._waiting.discard(article)
        self._owes |= is_owed
        for leg in [leg for leg in self._legs if article in leg.waiting]:
            leg.waiting.discard(article)
            leg.is_owed |= is_owed
            if not leg.waiting:
                await self._finish(leg, now)

    def is_far_enough(self, leg: Leg) -> bool:
        """Whether a page lies wholly before the day: one old article at the top of a newer page says nothing."""
        dates = [self._dates[url] for url in leg.named if url in self._dates]
        enough = len(dates) >= max(1, DATED * len(leg.named))
        return bool(self.since and enough and all(is_older(date, self.since) for date in dates))

    async def _finish(self, leg: Leg, now: datetime) -> None:
        self._legs.remove(leg)
        if self.remembers and not leg.is_owed:
            # Not at the desk, where articles that were fetched meanwhile wait in line.
            await asyncio.to_thread(self.store.note_walked, self.site, leg.url, self._day(), now)
        if leg.then:
            await leg.then()

    def _day(self) -> str:
        return self.since or ""
