"""How an article is asked for, page by page, and what is done where one cannot be had."""

from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure
from w3lib.encoding import http_content_type_encoding

from crawler.beside import off_reactor
from crawler.conditions import NOT_MODIFIED, answer_of, conditions
from crawler.feed import Entry
from crawler.fetched import Further, Page
from crawler.page import further_page
from crawler.paging import MOST_PAGES, may_go_on
from crawler.site import Site
from crawler.trouble import plain
from crawler.visit import LARGE, Visit
from data.fetches import Answer
from data.schema import Fetch

# Priorities: a list's articles are kept before its next page is asked, and what is new before what may have changed.
SOURCE, FURTHER, ARTICLE, NEXT_LIST, AGAIN = 30, 20, 10, 0, -10

Found = AsyncIterator[Request | Page]


class ArticleSpider(Spider):
    """Asks for the articles of one site and yields their pages; what names the articles is `SiteSpider`'s."""

    site: ClassVar[Site]

    def __init__(self, visit: Visit, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.visit = visit

    async def parse_article(self, response: Response, key: str, entry: Entry, again: bool = False) -> Found:
        """An article's page, to be kept."""
        answer = answer_of(response, key, checked=again)
        if response.status == NOT_MODIFIED:
            await self.visit.same(answer)
            return
        page = Page(key, self.visit.now(), response.body, encoding_of(response), entry, answer)
        yield await self._next_of(page, response, again=again)

    async def parse_further(self, response: Response, page: Page, again: bool) -> Found:
        """A further page of an article, to be joined to those before it."""
        further = Further(response.url, response.body, encoding_of(response))
        yield await self._next_of(replace(page, further=(*page.further, further)), response, again=again)

    async def further_failed(self, failure: Failure) -> Found:
        """Keep an article as far as it could be had; one that is known whole is not replaced by a part of it."""
        request: Request = failure.request  # type: ignore[attr-defined]
        page: Page = request.cb_kwargs["page"]
        if self.is_left_alone(failure):
            return
        if request.cb_kwargs["again"]:
            await self.visit.gone(Answer(page.url, 0, checked=True), plain(failure, request.url))
            return
        yield page

    async def article_failed(self, failure: Failure) -> Found:
        """A feed's full text stands in for a page that could not be had."""
        request: Request = failure.request  # type: ignore[attr-defined]
        key, entry = request.cb_kwargs["key"], request.cb_kwargs["entry"]
        status = failure.value.response.status if isinstance(failure.value, HttpError) else 0
        if self.is_left_alone(failure):
            return
        if request.cb_kwargs.get("again"):
            await self.visit.gone(Answer(key, status, checked=True), plain(failure, request.url))
        elif entry.html:
            yield Page(key, self.visit.now(), entry=entry)
        else:
            await self.visit.skip(key, plain(failure, request.url), for_good=status in (404, 410))

    def request_article(self, key: str, entry: Entry, remembered: Fetch | None, *, again: bool = False) -> Request:
        """The request of an article's page, conditional where an earlier answer is remembered."""
        return Request(
            entry.url,
            self.parse_article,
            errback=self.article_failed,
            cb_kwargs={"key": key, "entry": entry, "again": again},
            headers=conditions(remembered),
            meta={"handle_httpstatus_list": [NOT_MODIFIED]} if remembered else {},
            priority=ARTICLE,
            dont_filter=True,
        )

    async def _next_of(self, page: Page, response: Response, *, again: bool) -> Request | Page:
        """The request of an article's next page; the article itself where that was the last."""
        first = page.first or response.url
        is_last = len(page.further) >= MOST_PAGES or len(response.body) > LARGE
        if is_last or not may_go_on(response.body, first):
            return page
        known = {first, *(further.url for further in page.further)}
        work = partial(further_page, first=first, current=response.url, site=self.site)
        url = await off_reactor(partial(work, declared_encoding=encoding_of(response)), response.body)
        if not url or url in known:
            return page
        return Request(
            url,
            self.parse_further,
            errback=self.further_failed,
            cb_kwargs={"page": replace(page, first=first), "again": again},
            priority=FURTHER,
            dont_filter=True,
        )

    def is_left_alone(self, failure: Failure) -> bool:
        """Whether a request was never sent, because the site had shown a stop sign."""
        error = failure.value
        return bool(self.visit.stopped) and isinstance(error, IgnoreRequest) and not isinstance(error, HttpError)


def encoding_of(response: Response) -> str | None:
    """The encoding that an answer's header names."""
    header = response.headers.get("Content-Type")
    return http_content_type_encoding(header.decode("latin-1")) if header else None
