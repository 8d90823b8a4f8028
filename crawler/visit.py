"""One crawl of one site: how far it may go, what it has done so far, and what it leaves in the store."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime

from crawler import beside
from crawler.backfill import Backfill
from crawler.beside import in_process, off_reactor
from crawler.challenge import asks_for_proof, is_challenge
from crawler.feed import Entry
from crawler.fetched import ChallengeError, Page
from crawler.job import Bounds, Outcome, Progress, Reach
from crawler.keeping import Desk, read_arrival
from crawler.robots_cache import RobotsCache
from crawler.site import Site
from data.arrivals import Arrival
from data.days import BEIJING, is_older
from data.errors import BangyanError
from data.fetches import Answer
from data.language import say
from data.schema import Fetch
from data.store import Kept, Store

HANDFUL = 20  # pages; for more of them processes are worth their start, a second each
LARGE = 256 * 1024  # bytes; a page as large as that is read in a process in any case
FIRST_PARTY = frozenset({"qwen", "deepseek", "xiaomi_mimo", "hf_blog", "hf_blog_zh"})  # sites of models' own makers


class Visit:
    """One crawl of one site, told what happens as it happens; to be used from the reactor's thread only."""

    def __init__(
        self,
        site: Site,
        store: Store,
        reach: Reach | None = None,
        tell: Callable[[Progress], None] | None = None,
        *,
        now: datetime | None = None,
        bounds: Bounds | None = None,
        robots: RobotsCache | None = None,
    ) -> None:
        self.site = site
        self.reach = reach or Reach()
        self.bounds = bounds or Bounds()
        self.robots = robots
        self.stopped: str | None = None  # why the site must not be asked any more in this crawl
        self.ended = asyncio.Event()  # that nothing more is to be asked, for what waits
        self.backfill = Backfill(site.id, store, self.reach.since, remembers=not self.reach.refresh)
        self._store = store
        self._desk = Desk(store)
        self._tell = tell
        self._at = now
        self._crawl_id: int | None = None
        self._expected = self._pages = self._failed = self._passed = 0
        self._kept: list[Kept] = []
        self._sources = self._sources_done = 0
        self._source_faults: list[str] = []
        self._source_answers: list[Answer] = []
        self._owed = False  # whether an article could not be had that may be had the next time
        self._first_fault: str | None = None

    def now(self) -> datetime:
        """The present moment, or that which the job says it is."""
        return self._at or datetime.now(BEIJING)

    async def begin(self) -> None:
        """Note in the store that the crawl began."""
        self._crawl_id = await off_reactor(self._store.begin_crawl, self.site.id, self._written_now())
        if self.goes_back():
            await self.backfill.begin(self.now())

    async def end(self) -> None:
        """Note in the store how the crawl ended."""
        was_broken_off = self.ended.is_set()
        self.ended.set()
        if self._crawl_id is None:
            return  # it could not even begin, and said so
        outcome = self.outcome()
        if self.goes_back():
            await self.backfill.end(is_whole=not was_broken_off and not self._source_faults)
        if self._is_whole():
            await off_reactor(self._store.note_fetches, self.site.id, self._source_answers, self.now())
        await off_reactor(
            self._store.end_crawl,
            self._crawl_id,
            ended=self._written_now(),
            pages=outcome.pages,
            new=outcome.new,
            changed=outcome.changed,
            failed=outcome.failed,
            error=outcome.error,
        )

    async def fresh(self, entries: dict[str, Entry]) -> dict[str, Entry]:
        """Those of the entries, by canonical url, that are to be fetched: those not known yet, or all on a refresh."""
        known = await self._known(entries) if not self.reach.refresh else set()
        wanted = {url: entry for url, entry in entries.items() if url not in known and not self.is_too_old(entry)}
        self._expected += len(wanted)
        self.backfill.asks(wanted)
        return wanted

    async def due(self) -> dict[str, Entry]:
        """The known articles whose time has come to be asked again, with what is kept of them in place of a feed."""
        every = self.site.id in FIRST_PARTY
        urls = await off_reactor(self._store.due_articles, self.site.id, self.now(), every=every)
        entries = {url: await off_reactor(self._kept_entry, url) for url in urls}
        self._expected += len(entries)
        return entries

    async def remembered(self, urls: Iterable[str]) -> dict[str, Fetch]:
        """What is known of how these articles answered before; nothing of articles that are not kept."""
        asked = await off_reactor(self._store.known, list(urls))
        return await off_reactor(self._store.fetches, asked)

    async def remembered_source(self, url: str) -> Fetch | None:
        """What is known of how a feed or the like answered; nothing where older articles are wanted again."""
        if not self._is_plain():
            return None
        return (await off_reactor(self._store.fetches, [url])).get(url)

    async def keep(self, page: Page) -> None:
        """Read a page and keep its article; a page that cannot be read costs only itself."""
        try:
            arrival = await self._read(page)
            kept = await self._desk.keep(arrival)
        except BangyanError as error:
            await self._unread(page, error)
            return
        self._pages += 1
        self._kept.append(kept)
        if self._pages == HANDFUL < self._expected:
            beside.begin()
        self._report(arrival.fields.title or page.url)
        await self.backfill.had(page.url, self.now(), published=arrival.fields.published)

    async def same(self, answer: Answer) -> None:
        """Note an article that has not changed since it was asked last."""
        await off_reactor(self._store.note_fetches, self.site.id, [answer], self.now())
        self._pass(answer.url)
        await self.backfill.had(answer.url, self.now())

    async def gone(self, answer: Answer, why: str) -> None:
        """Note a kept article that could not be had again: no failure, as nothing is lost."""
        await off_reactor(self._store.note_fetches, self.site.id, [answer], self.now())
        await self._note(answer.url, why)
        self._pass(why)

    async def skip(self, url: str, why: str, *, for_good: bool = False) -> None:
        """Note an article that could not be had; `for_good` where asking again would be no use."""
        self._failed += 1
        self._owed |= not for_good
        self._first_fault = self._first_fault or why
        await self._note(url, why)
        self._report(why)
        await self.backfill.had(url, self.now(), is_owed=not for_good)

    async def too_far(self, url: str) -> None:
        """Note that a list goes on, but the crawl does not."""
        await self._note(url, say(f"列表很长，到此为止：'{url}'", f"list is long, and left at: '{url}'; see --pages"))

    def is_too_old(self, entry: Entry) -> bool:
        """Whether a source says of an article, or of a sitemap, that it lies before the day that was asked for."""
        return bool(self.reach.since and entry.published and is_older(entry.published, self.reach.since))

    def goes_back(self) -> bool:
        """Whether the crawl asks for more than what is new."""
        return not self._is_plain()

    def source_asked(self) -> None:
        """Count a feed, a list or a sitemap that was asked for articles."""
        self._sources += 1

    def source_read(self, answer: Answer | None) -> None:
        """Note a source that told of articles, and what makes the next question to it conditional."""
        self._sources_done += 1
        self._source_answers += [answer] if answer else []

    async def source_failed(self, url: str, why: str, body: bytes | None = None) -> None:
        """Note a feed, a list or a sitemap that told of no articles."""
        self._sources_done += 1
        if is_challenge(body):
            why = asks_for_proof(url)
            self.stop(why)
        self._source_faults.append(why)
        await self._note(url, why)

    def stop(self, why: str) -> None:
        """Ask the site for nothing more in this crawl."""
        self.stopped = self.stopped or why
        self.ended.set()

    def outcome(self, error: str | None = None) -> Outcome:
        """What the crawl has come to so far."""
        states = [kept.state for kept in self._kept]
        return Outcome(
            site=self.site.id,
            pages=self._pages,
            new=states.count("new"),
            changed=states.count("changed"),
            failed=self._failed,
            error=error or self.stopped or self._general_fault(),
            article_ids=[kept.article_id for kept in self._kept if kept.state != "same"],
        )

    async def _read(self, page: Page) -> Arrival:
        if beside.have_begun() or len(page.body or b"") > LARGE:
            return await in_process(read_arrival, page, self.site, seconds=self.bounds.reading)
        return await off_reactor(read_arrival, page, self.site)

    async def _unread(self, page: Page, error: BangyanError) -> None:
        if isinstance(error, ChallengeError) or is_challenge(page.body):
            self.stop(asks_for_proof(page.url))
            await self.skip(page.url, str(error))
        elif page.answer and page.answer.checked:
            await self.gone(page.answer, str(error))
        else:
            await self.skip(page.url, str(error), for_good=True)

    async def _known(self, entries: dict[str, Entry]) -> set[str]:
        if not self.reach.since:
            return await off_reactor(self._store.known, list(entries))
        dates = await off_reactor(self._store.published, list(entries))
        self.backfill.learn({url: entry.published for url, entry in entries.items()} | dates)
        return set(dates)

    def _kept_entry(self, url: str) -> Entry:
        article = self._store.article_by_url(url)
        return Entry(url, article.title, article.published, article.author) if article else Entry(url)

    def _general_fault(self) -> str | None:
        """What is wrong with the whole site, not with one page of it."""
        if self._source_faults and len(self._source_faults) == self._sources:
            return self._source_faults[0]
        if self._failed and not self._pages:
            return self._first_fault
        return None

    def _is_plain(self) -> bool:
        """Whether the crawl asks for what is new, not for what an earlier one left out."""
        return self.reach == Reach()

    def _is_whole(self) -> bool:
        """Whether all that the sources told of was had: only then may they answer that there is nothing new."""
        done = self._pages + self._failed + self._passed == self._expected and self._sources_done == self._sources
        return self._is_plain() and done and not self._owed and not self.stopped

    async def _note(self, url: str, why: str) -> None:
        if self._crawl_id is not None:
            await off_reactor(self._store.skip_page, self._crawl_id, url, why)

    def _pass(self, message: str) -> None:
        self._passed += 1
        self._report(message)

    def _report(self, message: str) -> None:
        if self._tell:
            done = self._pages + self._failed + self._passed
            self._tell(Progress(self.site.id, done, self._expected, message))

    def _written_now(self) -> str:
        return self.now().isoformat(timespec="seconds")
