"""The spider of sites that list their articles through WordPress' REST interface, full text included."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from html import unescape
from typing import Any

from crawler.feed import FULL_TEXT, MOST_ENTRIES, Entry, plain_text
from crawler.fetched import Page
from crawler.json_text import read_json, text_at
from crawler.spider import SiteSpider
from crawler.urls import absolute
from data.dates import read_time
from data.errors import FetchError
from data.language import say

REST = "/wp-json/"


class WordpressSpider(SiteSpider):
    """A site's spider whose lists may be `wp-json/wp/v2/posts`; an article that came whole is not asked for."""

    def list_reader(self, url: str, declared: str | None) -> Callable[[bytes], list[Entry]]:
        """What reads a list: a REST answer, or a page of links."""
        if REST not in url:
            return super().list_reader(url, declared)
        return partial(read_posts, url=url, now=self.visit.now(), declared_encoding=declared)

    def whole(self, key: str, entry: Entry) -> Page | None:
        """The article itself where the REST list carried it."""
        return Page(key, self.visit.now(), entry=entry) if entry.html else None


def read_posts(body: bytes, *, url: str, now: datetime, declared_encoding: str | None = None) -> list[Entry]:
    """The articles of a REST answer in its order; raises FetchError, with the interface's own words if it has any."""
    posts = read_json(body, url=url, declared_encoding=declared_encoding)
    if not isinstance(posts, list):
        said = text_at(posts, "message") or ""
        raise FetchError(say(f"不是 WordPress 的文章列表：'{url}' {said}", f"no list of posts: '{url}' {said}").strip())
    entries = (_entry(post, url, now) for post in posts[:MOST_ENTRIES])
    return [entry for entry in entries if entry is not None]


def _entry(post: Any, base: str, now: datetime) -> Entry | None:
    link = absolute(base, text_at(post, "link") or "")
    if link is None:
        return None
    html = text_at(post, "content.rendered") or ""
    return Entry(
        url=link,
        title=plain_text(unescape(text_at(post, "title.rendered") or "")),
        published=_published(post, now),
        author=text_at(post, "_embedded.author.0.name"),
        html=html if len(plain_text(html) or "") >= FULL_TEXT else None,
    )


def _published(post: Any, now: datetime) -> str | None:
    """The moment in `date_gmt`, which needs no zone; else the `date`, which is in that of the site."""
    told = text_at(post, "date_gmt")
    written = f"{told}Z" if told else text_at(post, "date")
    return read_time(written, now) if written else None
