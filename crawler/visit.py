"""One crawl of one site: how far it may go, what it has done so far, and what it leaves in the store."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import ParamSpec, TypeVar

from crawler.feed import Entry
from crawler.job import Outcome, Progress, Reach
from crawler.page import read_page
from crawler.site import Site
from data.days import BEIJING
from data.errors import BangyanError, PageError
from data.language import say
from data.schema import ArticleFields
from data.store import Kept, Store

P = ParamSpec("P")
T = TypeVar("T")

CHALLENGES = (b"challenge-platform", b"/cdn-cgi/challenge", b"Just a moment", b"TTGCaptcha", b"verify_center")
CHALLENGE_WORDS = tuple(words.encode() for words in ("验证您是真人", "安全验证", "机器之心·数据服务"))

# One thread for all sites of a process: pages are read beside the reactor, and one article is written at a time.
_desk = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")


@dataclass(frozen=True)
class Page:
    """An article's page as fetched; `body` is None where it failed and a feed's full text stands in for it."""

    url: str  # canonical: the key in the store
    fetched: datetime
    body: bytes | None = None
    encoding: str | None = None
    entry: Entry | None = None


async def off_reactor(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do slow work beside the reactor and wait for it."""
    return await asyncio.get_running_loop().run_in_executor(_desk, partial(work, *args, **kwargs))


class Visit:
    """One crawl of one site, told what happens as it happens; to be used from the reactor's thread only."""

    def __init__(
        self, site: Site, store: Store, reach: Reach | None = None, tell: Callable[[Progress], None] | None = None
    ) -> None:
        self.site = site
        self.reach = reach or Reach()
        self.stopped: str | None = None  # why the site must not be asked any more in this crawl
        self.reached_since = False  # whether an article older than asked for has been seen
        self._store = store
        self._tell = tell
        self._crawl_id: int | None = None
        self._expected = self._pages = self._failed = 0
        self._kept: list[Kept] = []
        self._sources = 0
        self._source_faults: list[str] = []
        self._first_fault: str | None = None

    async def begin(self) -> None:
        """Note in the store that the crawl began."""
        self._crawl_id = await off_reactor(self._store.begin_crawl, self.site.id, _now())

    async def end(self) -> None:
        """Note in the store how the crawl ended."""
        if self._crawl_id is None:
            return  # it could not even begin, and said so
        outcome = self.outcome()
        await off_reactor(
            self._store.end_crawl,
            self._crawl_id,
            ended=_now(),
            pages=outcome.pages,
            new=outcome.new,
            changed=outcome.changed,
            failed=outcome.failed,
            error=outcome.error,
        )

    async def fresh(self, entries: dict[str, Entry]) -> dict[str, Entry]:
        """Those of the entries, by canonical url, that are to be fetched: those not known yet, or all on a refresh."""
        known = set() if self.reach.refresh else await off_reactor(self._store.known, list(entries))
        wanted = {url: entry for url, entry in entries.items() if url not in known and not self._is_too_old(entry)}
        self._expected += len(wanted)
        return wanted

    async def keep(self, page: Page) -> None:
        """Read a page and keep its article; a page that cannot be read costs only itself."""
        try:
            kept, article = await off_reactor(_read_and_keep, self._store, self.site, page)
        except BangyanError as error:
            await self._unread(page, str(error))
            return
        self._pages += 1
        self._kept.append(kept)
        self.reached_since |= bool(self.reach.since and article.published and article.published < self.reach.since)
        self._report(article.title or page.url)

    async def skip(self, url: str, why: str) -> None:
        """Note an article that could not be had."""
        self._failed += 1
        self._first_fault = self._first_fault or why
        await self._note(url, why)
        self._report(why)

    def source_asked(self) -> None:
        """Count a feed, a list or a sitemap that was asked for articles."""
        self._sources += 1

    async def source_failed(self, url: str, why: str) -> None:
        """Note a feed, a list or a sitemap that told of no articles."""
        self._source_faults.append(why)
        await self._note(url, why)

    def stop(self, why: str) -> None:
        """Ask the site for nothing more in this crawl."""
        self.stopped = self.stopped or why

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

    def _general_fault(self) -> str | None:
        """What is wrong with the whole site, not with one page of it."""
        if self._source_faults and len(self._source_faults) == self._sources:
            return self._source_faults[0]
        if self._failed and not self._pages:
            return self._first_fault
        return None

    async def _unread(self, page: Page, why: str) -> None:
        if _is_challenge(page.body):
            self.stop(say(f"站点要求验证：'{page.url}'", f"site asks for a captcha: '{page.url}'"))
        await self.skip(page.url, why)

    async def _note(self, url: str, why: str) -> None:
        if self._crawl_id is not None:
            await off_reactor(self._store.skip_page, self._crawl_id, url, why)

    def _is_too_old(self, entry: Entry) -> bool:
        since = self.reach.since
        return bool(since and entry.published and entry.published[: len(since)] < since)

    def _report(self, message: str) -> None:
        if self._tell:
            self._tell(Progress(self.site.id, self._pages + self._failed, self._expected, message))


def _read_and_keep(store: Store, site: Site, page: Page) -> tuple[Kept, ArticleFields]:
    article, raw = _read(page, site)
    kept = store.keep(article, site=site.id, fetched=page.fetched.isoformat(timespec="seconds"), raw=raw)
    return kept, article


def _read(page: Page, site: Site) -> tuple[ArticleFields, bytes]:
    """The article and what it was read from: the page, or a feed's full text where the page gives none."""
    entry = page.entry or Entry(page.url)
    if page.body is None and entry.html is not None:
        return _from_feed(page, entry, entry.html), entry.html.encode()
    try:
        return _from_page(page, site, entry), page.body or b""
    except PageError:
        if entry.html is None:
            raise
        return _from_feed(page, entry, entry.html), entry.html.encode()


def _from_page(page: Page, site: Site, entry: Entry) -> ArticleFields:
    article = read_page(
        page.body or b"",
        url=page.url,
        site=site,
        declared_encoding=page.encoding,
        now=page.fetched,
        feed_time=entry.published,
    )
    return _filled(article, title=article.title or entry.title, author=article.author or entry.author)


def _from_feed(page: Page, entry: Entry, html: str) -> ArticleFields:
    article = read_page(f"<body><div>{html}</div></body>", url=page.url, now=page.fetched)
    return _filled(article, title=entry.title, author=entry.author or article.author, published=entry.published)


def _filled(article: ArticleFields, **fields: str | None) -> ArticleFields:
    return ArticleFields.model_validate({**article.model_dump(), **fields})


def _is_challenge(body: bytes | None) -> bool:
    return any(sign in (body or b"") for sign in (*CHALLENGES, *CHALLENGE_WORDS))


def _now() -> str:
    return datetime.now(BEIJING).isoformat(timespec="seconds")
