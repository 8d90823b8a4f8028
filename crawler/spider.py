"""The spider of a site, made from its file: feeds, list pages and sitemaps lead to articles."""

from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from functools import partial
from typing import Any, Self, TypeVar

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.asking import AGAIN, NEXT_LIST, SOURCE, ArticleSpider, Found, encoding_of
from crawler.backfill import Leg
from crawler.beside import in_process, off_reactor
from crawler.conditions import NOT_MODIFIED, answer_of, conditions
from crawler.feed import Entry, read_feed
from crawler.fetched import Page
from crawler.job import Reach
from crawler.listing import entries_of, no_articles
from crawler.robots_cache import RobotsCache
from crawler.site import Site
from crawler.sitemap import Sitemap, read_sitemap
from crawler.spiders import named_spider
from crawler.trouble import plain
from crawler.urls import canonical, is_article
from crawler.visit import LARGE, Visit
from data.errors import BangyanError
from data.settings import load_settings
from data.store import Store

SITEMAP_ARTICLES = 100  # newest articles of a sitemap that stand for one list page
SITEMAPS_A_PAGE = 5  # newest sitemaps of an index that stand for one list page
SITEMAP_DEPTH = 3  # indexes within indexes
PRIVATE_CONNECTIONS = 8

T = TypeVar("T")


class SiteSpider(ArticleSpider):
    """Goes from a site's feeds, lists and sitemaps to the articles that the store does not have."""

    def __init__(self, visit: Visit, **kwargs: Any) -> None:
        super().__init__(visit, **kwargs)
        self._seen: set[str] = set()  # articles and sitemaps
        self._named: defaultdict[str, set[str]] = defaultdict(set)  # articles, by the list whose pages name them

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Made by Scrapy; `scrapy crawl SITE -a pages=3 -a since=2024-01-31` gives no visit, so it is made here."""
        if "visit" not in kwargs:
            pages, since, refresh = (kwargs.pop(name, None) for name in ("pages", "since", "refresh"))
            reach, settings = Reach(int(pages or 1), since, bool(refresh)), load_settings()
            robots = RobotsCache(settings.cache_dir / "robots")
            kwargs["visit"] = Visit(cls.site, Store.open(settings), reach, robots=robots)
        return super().from_crawler(crawler, *args, **kwargs)

    async def start(self) -> Found:
        """Ask every feed, the first page of every list, every sitemap, and at last the articles whose time has come."""
        for url in self.site.feeds:
            yield await self._source(url, self.parse_feed)
        for template in self.site.lists:
            yield await self._list(template, 1)
        for url in self.site.sitemaps:
            yield await self._source(url, self.parse_sitemap)
        async for request in self._again(await self.visit.due()):
            yield request

    async def parse_feed(self, response: Response, asked: str) -> Found:
        """The articles that a feed announces."""
        if self._is_old(response, asked):
            return
        try:
            work = partial(read_feed, url=response.url, now=self.visit.now(), declared_encoding=encoding_of(response))
            entries = await self._read(response, work)
        except BangyanError as error:
            await self.visit.source_failed(response.url, str(error), response.body)
            return
        async for request in self._asked_for(await self._wanted(entries)):
            yield request
        self._source_read(response, asked, entries)

    async def parse_list(self, response: Response, asked: str, template: str, page: int) -> Found:
        """The articles that a list page links to, and its next page."""
        if self._is_old(response, asked):
            return
        try:
            entries = await self._read(response, self.list_reader(response.url, encoding_of(response)))
        except BangyanError as error:
            await self.visit.source_failed(response.url, str(error), response.body)
            return
        if page == 1 and not any(is_article(entry.url, self.site) for entry in entries):
            await self.visit.source_failed(response.url, no_articles(response.url), response.body)
            return
        wanted = await self._wanted(entries)
        leg = await self._leg(template, asked, entries) if self.visit.goes_back() else None
        async for request in self._asked_for(wanted):
            yield request
        if leg and leg.named and "{page}" in template and (onward := await self._onward(template, page, leg)):
            yield onward
        self._source_read(response, asked, entries)

    async def parse_sitemap(self, response: Response, asked: str, depth: int = 0) -> Found:
        """The articles that a sitemap lists, newest first, or the newest sitemaps of an index."""
        if self._is_old(response, asked):
            return
        try:
            sitemap = await self._read(response, partial(read_sitemap, url=response.url, now=self.visit.now()))
        except BangyanError as error:
            await self.visit.source_failed(response.url, str(error), response.body)
            return
        for further in self._further(sitemap, depth):
            yield await self._source(further.url, self.parse_sitemap, depth=depth + 1)
        articles = [entry for entry in sitemap.entries if is_article(entry.url, self.site)]
        newest = articles[: SITEMAP_ARTICLES * self._pages()]
        wanted = await self._wanted(newest)
        if self.visit.goes_back() and depth:
            named = {canonical(entry.url, self.site) for entry in newest}
            await self.visit.backfill.leg(asked, named, self.visit.now())
        async for request in self._asked_for(wanted):
            yield request
        self._source_read(response, asked, articles)

    async def source_failed(self, failure: Failure) -> Found:
        """Note a feed, list or sitemap that could not be had; the second page of a list may exist without the first."""
        request: Request = failure.request  # type: ignore[attr-defined]
        if self.is_left_alone(failure):
            return
        await self.visit.source_failed(request.url, plain(failure, request.url))
        template, page = request.cb_kwargs.get("template", ""), request.cb_kwargs.get("page", 0)
        if page == 1 and "{page}" in template and self._pages() > 1:
            yield await self._list(template, 2)

    def list_reader(self, url: str, declared: str | None) -> Callable[[bytes], list[Entry]]:
        """What reads a list, in any process; the spiders of lists that are no web pages have their own."""
        return partial(entries_of, url=url, declared_encoding=declared)

    def whole(self, key: str, entry: Entry) -> Page | None:  # noqa: ARG002
        """The article itself, where its list carries articles whole; no spider but those of such lists says so."""
        return None

    async def _read(self, response: Response, work: Callable[[bytes], T]) -> T:
        """Read a source beside the reactor; a large one in a process of its own."""
        if len(response.body) > LARGE:
            return await in_process(work, response.body, seconds=self.visit.bounds.reading)
        return await off_reactor(work, response.body)

    async def _wanted(self, entries: Iterable[Entry]) -> dict[str, Entry]:
        """Those of the articles, by canonical address, that no source has named before and that are to be asked."""
        found: dict[str, Entry] = {}
        for entry in entries:
            key = canonical(entry.url, self.site)
            if key not in self._seen and is_article(entry.url, self.site):
                found.setdefault(key, entry)
        self._seen |= found.keys()
        return await self.visit.fresh(found)

    async def _asked_for(self, wanted: dict[str, Entry]) -> Found:
        remembered = await self.visit.remembered(wanted) if self.visit.reach.refresh else {}
        for key, entry in wanted.items():
            yield self.whole(key, entry) or self.request_article(key, entry, remembered.get(key))

    async def _again(self, due: dict[str, Entry]) -> AsyncIterator[Request]:
        self._seen |= due.keys()
        remembered = await self.visit.remembered(due)
        for key, entry in due.items():
            request = self.request_article(key, entry, remembered.get(key), again=True)
            yield request.replace(priority=AGAIN)

    async def _source(self, url: str, callback: Callable[..., Any], **kwargs: Any) -> Request:
        self.visit.source_asked()
        remembered = await self.visit.remembered_source(url)
        return Request(
            url,
            callback,
            errback=self.source_failed,
            cb_kwargs={"asked": url, **kwargs},
            headers=conditions(remembered),
            meta={"handle_httpstatus_list": [NOT_MODIFIED]} if remembered else {},
            priority=SOURCE,
            dont_filter=True,
        )

    async def _list(self, template: str, page: int) -> Request:
        request = await self._source(_page_of(template, page), self.parse_list, template=template, page=page)
        return request if page == 1 else request.replace(priority=NEXT_LIST)

    def _is_old(self, response: Response, asked: str) -> bool:
        """Whether a source says that it tells of nothing new."""
        if response.status != NOT_MODIFIED:
            return False
        self.visit.source_read(answer_of(response, asked))
        return True

    def _source_read(self, response: Response, asked: str, told: Sequence[Entry]) -> None:
        """A source that told of nothing is asked in full the next time: maybe it is our pattern that is wrong."""
        has_articles = any(is_article(entry.url, self.site) for entry in told)
        self.visit.source_read(answer_of(response, asked) if has_articles else None)

    def _further(self, sitemap: Sitemap, depth: int) -> list[Entry]:
        """The newest of an index's sitemaps that were not asked yet, no deeper than any site needs."""
        if depth >= SITEMAP_DEPTH:
            return []
        newest = [entry for entry in sitemap.further if not self.visit.is_too_old(entry)]
        once = {entry.url: entry for entry in newest[: SITEMAPS_A_PAGE * self._pages()]}
        fresh = once.keys() - self._seen - set(self.site.sitemaps)
        self._seen |= fresh
        first = next(iter(once), "")  # what came since would be in it
        had = {url for url in fresh - {first} if once[url].published and self.visit.backfill.was_done(url)}
        return [entry for url, entry in once.items() if url in fresh - had]

    async def _leg(self, template: str, asked: str, entries: Iterable[Entry]) -> Leg:
        """A list page with the articles that no earlier one has named: what stands beside each says nothing of it."""
        named = {canonical(entry.url, self.site) for entry in entries if is_article(entry.url, self.site)}
        fresh = named - self._named[template]
        self._named[template] |= fresh
        return await self.visit.backfill.leg(asked, fresh, self.visit.now())

    async def _onward(self, template: str, page: int, leg: Leg) -> Request | None:
        """The next page of a list, if it is to be asked now; where a day says how far, this page's articles tell."""
        if leg.waiting and self.visit.reach.since:
            leg.then = partial(self._go_on, template, page, leg)
            return None
        return await self._next(template, page, leg)

    async def _go_on(self, template: str, page: int, leg: Leg) -> None:
        if request := await self._next(template, page, leg):
            engine = self.crawler.engine
            assert engine is not None
            engine.crawl(request)

    async def _next(self, template: str, page: int, leg: Leg) -> Request | None:
        if self.visit.backfill.is_far_enough(leg) or self.visit.ended.is_set():
            return None
        following = page + 1
        while leg.is_known and following <= self._pages() and self._was_done(template, following):
            following += 1
        if following <= self._pages():
            return await self._list(template, following)
        if self.visit.reach.since and self.visit.reach.pages == 1:
            await self.visit.too_far(_page_of(template, page))
        return None

    def _was_done(self, template: str, page: int) -> bool:
        """Whether an earlier crawl had all of a page and of its neighbours, to which articles may have moved since."""
        around = (_page_of(template, n) for n in range(max(2, page - 1), page + 2))
        return all(map(self.visit.backfill.was_done, around))

    def _pages(self) -> int:
        reach = self.visit.reach
        return self.visit.bounds.list_pages if reach.since and reach.pages == 1 else reach.pages


def spider_class(site: Site) -> type[SiteSpider]:
    """The spider of one site, with the site's own pace, built on the spider that its file names."""
    base = named_spider(site.spider) if site.spider else SiteSpider
    return type(f"{site.id.title()}Spider", (base,), {"name": site.id, "site": site, "custom_settings": _pace(site)})


def _pace(site: Site) -> dict[str, Any]:
    hurried = site.private and site.delay == 0
    connections = PRIVATE_CONNECTIONS if hurried else 1
    return {
        "DOWNLOAD_DELAY": site.delay,
        "AUTOTHROTTLE_ENABLED": not hurried,
        "AUTOTHROTTLE_START_DELAY": site.delay,
        "CONCURRENT_REQUESTS": connections,  # as few wait as are under way, so that a stop sign stops the rest
        "CONCURRENT_REQUESTS_PER_DOMAIN": connections,
    }


def _page_of(template: str, page: int) -> str:
    return template.replace("{page}", str(page))
