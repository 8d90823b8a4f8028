"""The spider of sites whose list of articles is the JSON that their own pages ask for."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from scrapy import Request

from crawler.feed import MOST_ENTRIES, Entry
from crawler.json_text import at, read_json, text_at
from crawler.listing import entries_of
from crawler.spider import SiteSpider
from crawler.urls import absolute
from data.dates import read_time
from data.errors import FetchError
from data.language import say


@dataclass(frozen=True)
class Listing:
    """Where in a site's JSON its articles stand, by dotted keys: the list from the top, the rest from each entry."""

    entries: str
    url: str  # a key, or an address with {key} in its place where the JSON gives no more than an id
    title: str
    published: str = ""
    author: str = ""
    post: dict[str, Any] = field(default_factory=dict)  # what is asked for, where the list is not simply got


# The shapes are from public code: newsnow 2026 (sina), RSSHub 2026 (sspai, thepaper), DailyHotApi 2025 (geekpark).
LISTINGS = {
    "geekpark": Listing(
        "homepage_posts",
        "https://www.geekpark.net/news/{post.id}",
        "post.title",
        "post.published_timestamp",
        "post.authors.0.nickname",
    ),
    "netease_tech": Listing("", "docurl", "title", "time"),
    "sina_tech": Listing("result.data", "url", "title", "ctime"),
    "sspai": Listing("data", "https://sspai.com/post/{id}", "title", "released_time", "author.nickname"),
    "thepaper": Listing(
        "data.list",
        "https://www.thepaper.cn/newsDetail_forward_{contId}",
        "name",
        "pubTimeLong",
        post={"channelId": "119908"},  # technology
    ),
}


class JsonListSpider(SiteSpider):
    """A site's spider whose lists are JSON where its site is known here; HTML lists beside them are read as ever."""

    def list_reader(self, url: str, declared: str | None) -> Callable[[bytes], list[Entry]]:
        """What reads a list of the site in its own shape."""
        listing = LISTINGS.get(self.site.id)
        if listing is None:
            return super().list_reader(url, declared)
        return partial(read_listing, listing=listing, url=url, now=self.visit.now(), declared_encoding=declared)

    async def _list(self, template: str, page: int) -> Request:
        request = await super()._list(template, page)
        listing = LISTINGS.get(self.site.id)
        if listing is None or not listing.post:
            return request
        request = request.replace(method="POST", body=json.dumps(listing.post))
        request.headers["Content-Type"] = "application/json"
        return request


def read_listing(
    body: bytes, *, listing: Listing, url: str, now: datetime, declared_encoding: str | None = None
) -> list[Entry]:
    """The entries of a JSON list, or of a page's links, in their order; raises FetchError where it is neither."""
    if body.lstrip()[:1] == b"<":
        return entries_of(body, url=url, declared_encoding=declared_encoding)
    listed = at(read_json(body, url=url, declared_encoding=declared_encoding), listing.entries)
    if not isinstance(listed, list):
        raise FetchError(say(f"JSON 中没有文章列表：'{url}'", f"JSON holds no list of articles: '{url}'"))
    entries = (_entry(each, listing, url, now) for each in listed[:MOST_ENTRIES])
    return [entry for entry in entries if entry is not None]


def _entry(each: Any, listing: Listing, base: str, now: datetime) -> Entry | None:
    link = absolute(base, _address(each, listing.url) or "")
    if link is None:
        return None
    written = text_at(each, listing.published)
    return Entry(
        url=link,
        title=text_at(each, listing.title),
        published=read_time(written, now) if written else None,
        author=text_at(each, listing.author),
    )


def _address(each: Any, form: str) -> str | None:
    before, brace, rest = form.partition("{")
    if not brace:
        return text_at(each, form)
    key, _, after = rest.partition("}")
    value = text_at(each, key)
    return f"{before}{value}{after}" if value else None
