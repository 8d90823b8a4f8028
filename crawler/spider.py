"""The spider of a site, made from its file: feeds, list pages and sitemaps lead to articles."""

from collections.abc import AsyncIterator, Callable, Iterable
from datetime import datetime
from typing import Any, ClassVar, Self

import lxml.html
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure
from w3lib.encoding import http_content_type_encoding

from crawler.encoding import decode
from crawler.feed import Entry, read_feed
from crawler.job import Reach
from crawler.site import Site
from crawler.sitemap import read_sitemap
from crawler.trouble import plain
from crawler.urls import absolute, canonical, is_article
from crawler.visit import Page, Visit, off_reactor
from data.days import BEIJING
from data.errors import BangyanError
from data.language import say
from data.settings import load_settings
from data.store import Store

SOURCE, ARTICLE, NEXT_LIST = 30, 10, 0  # priorities: a list's articles are kept before its next page is asked
PAGES_SINCE = 100  # list pages that are read at most when only a day says how far back
SITEMAP_ARTICLES = 100  # newest articles of a sitemap that stand for one list page
SITEMAPS_A_PAGE = 5  # newest sitemaps of an index that stand for one list page
PRIVATE_CONNECTIONS = 8

Found = AsyncIterator[Request | Page]


class SiteSpider(Spider):
    """Goes from a site's feeds, lists and sitemaps to the articles that the store does not have."""

    site: ClassVar[Site]

    def __init__(self, visit: Visit, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.visit = visit
        self._seen: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Made by Scrapy; `scrapy crawl SITE -a pages=3 -a since=2024-01-31` gives no visit, so it is made here."""
        if "visit" not in kwargs:
            pages, since, refresh = (kwargs.pop(name, None) for name in ("pages", "since", "refresh"))
            reach = Reach(int(pages or 1), since, bool(refresh))
            kwargs["visit"] = Visit(cls.site, Store.open(load_settings()), reach)
        return super().from_crawler(crawler, *args, **kwargs)

    async def start(self) -> Found:
        """Ask every feed, the first page of every list, and every sitemap."""
        for url in self.site.feeds:
            yield self._source(url, self.parse_feed)
        for template in self.site.lists:
            yield self._list(template, 1)
        for url in self.site.sitemaps:
            yield self._source(url, self.parse_sitemap)

    async def parse_feed(self, response: Response) -> Found:
        """The articles that a feed announces."""
        encoding = _declared(response)
        try:
            entries = await off_reactor(
                read_feed, response.body, url=response.url, now=_now(), declared_encoding=encoding
            )
        except BangyanError as error:
            await self.visit.source_failed(response.url, str(error))
            return
        async for request in self._articles(entries):
            yield request

    async def parse_list(self, response: Response, template: str, page: int) -> Found:
        """The articles that a list page links to, and its next page."""
        try:
            links = await off_reactor(_links, response.body, response.url, _declared(response))
        except BangyanError as error:
            await self.visit.source_failed(response.url, str(error))
            return
        entries = [Entry(url) for url in links]
        if page == 1 and not any(is_article(entry.url, self.site) for entry in entries):
            await self.visit.source_failed(response.url, _no_articles(response.url))
            return
        async for request in self._articles(entries):
            yield request
        if self._goes_on(template, page, entries):
            yield self._list(template, page + 1)

    async def parse_sitemap(self, response: Response) -> Found:
        """The articles that a sitemap lists, newest first, or the newest sitemaps of an index."""
        try:
            sitemap = await off_reactor(read_sitemap, response.body, url=response.url, now=_now())
        except BangyanError as error:
            await self.visit.source_failed(response.url, str(error))
            return
        for further in sitemap.further[: SITEMAPS_A_PAGE * self._pages()]:
            yield self._source(further.url, self.parse_sitemap)
        articles = [entry for entry in sitemap.entries if is_article(entry.url, self.site)]
        async for request in self._articles(articles[: SITEMAP_ARTICLES * self._pages()]):
            yield request

    async def parse_article(self, response: Response, key: str, entry: Entry) -> Found:
        """An article's page, to be kept."""
        yield Page(key, _now(), response.body, _declared(response), entry)

    async def article_failed(self, failure: Failure) -> Found:
        """A feed's full text stands in for a page that could not be had."""
        request: Request = failure.request  # type: ignore[attr-defined]
        key, entry = request.cb_kwargs["key"], request.cb_kwargs["entry"]
        if entry.html:
            yield Page(key, _now(), entry=entry)
        elif not self._left_alone(failure):
            await self.visit.skip(key, plain(failure, request.url))

    async def source_failed(self, failure: Failure) -> Found:
        """Note a feed, list or sitemap that could not be had; the second page of a list may exist without the first."""
        request: Request = failure.request  # type: ignore[attr-defined]
        if self._left_alone(failure):
            return
        await self.visit.source_failed(request.url, plain(failure, request.url))
        template, page = request.cb_kwargs.get("template", ""), request.cb_kwargs.get("page", 0)
        if page == 1 and "{page}" in template and self._pages() > 1:
            yield self._list(template, 2)

    async def _articles(self, entries: Iterable[Entry]) -> AsyncIterator[Request]:
        found: dict[str, Entry] = {}
        for entry in entries:
            key = canonical(entry.url, self.site)
            if key not in self._seen and is_article(entry.url, self.site):
                found.setdefault(key, entry)
        self._seen |= found.keys()
        for key, entry in (await self.visit.fresh(found)).items():
            yield Request(
                entry.url,
                self.parse_article,
                errback=self.article_failed,
                cb_kwargs={"key": key, "entry": entry},
                priority=ARTICLE,
                dont_filter=True,
            )

    def _source(self, url: str, callback: Callable[..., Any], **kwargs: Any) -> Request:
        self.visit.source_asked()
        return Request(url, callback, errback=self.source_failed, cb_kwargs=kwargs, priority=SOURCE, dont_filter=True)

    def _list(self, template: str, page: int) -> Request:
        request = self._source(template.replace("{page}", str(page)), self.parse_list, template=template, page=page)
        return request if page == 1 else request.replace(priority=NEXT_LIST)

    def _goes_on(self, template: str, page: int, entries: list[Entry]) -> bool:
        has_articles = any(is_article(entry.url, self.site) for entry in entries)
        return "{page}" in template and has_articles and page < self._pages() and not self.visit.reached_since

    def _left_alone(self, failure: Failure) -> bool:
        """Whether a request was never sent, because the site had shown a stop sign."""
        error = failure.value
        return bool(self.visit.stopped) and isinstance(error, IgnoreRequest) and not isinstance(error, HttpError)

    def _pages(self) -> int:
        reach = self.visit.reach
        return PAGES_SINCE if reach.since and reach.pages == 1 else reach.pages


def spider_class(site: Site) -> type[SiteSpider]:
    """The spider of one site, with the site's own pace."""
    return type(
        f"{site.id.title()}Spider", (SiteSpider,), {"name": site.id, "site": site, "custom_settings": _pace(site)}
    )


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


def _links(body: bytes, base: str, declared: str | None) -> list[str]:
    text = decode(body, base, declared=declared)
    if not text.strip():
        return []
    root = lxml.html.document_fromstring(text.encode("utf-8", "ignore"), parser=lxml.html.HTMLParser(encoding="utf-8"))
    links = (absolute(base, node.get("href", "")) for node in root.iter("a"))
    return list(dict.fromkeys(link for link in links if link))


def _no_articles(url: str) -> str:
    return say(
        f"列表页上没有文章链接：'{url}'；页面是否改版？", f"list page links to no article: '{url}'; has it changed?"
    )


def _declared(response: Response) -> str | None:
    header = response.headers.get("Content-Type")
    return http_content_type_encoding(header.decode("latin-1")) if header else None


def _now() -> datetime:
    return datetime.now(BEIJING)
