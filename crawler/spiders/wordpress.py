"""The spider of sites that list their articles through WordPress' REST interface, full text included."""

from datetime import datetime
from html import unescape
from typing import Any

from scrapy import Request

from crawler.feed import FULL_TEXT, MOST_ENTRIES, Entry, plain_text
from crawler.json_text import read_json, text_at
from crawler.spider import SiteSpider
from crawler.urls import absolute
from crawler.visit import Page
from data.dates import read_time
from data.days import BEIJING
from data.errors import FetchError
from data.language import say

REST = "/wp-json/"


class WordpressSpider(SiteSpider):
    """A site's spider whose lists may be `wp-json/wp/v2/posts`; an article that came in full is not asked for again."""

    def read_list(self, body: bytes, *, url: str, now: datetime, declared_encoding: str | None) -> list[Entry]:
        """The articles that a REST list holds; raises FetchError where it is none."""
        if REST not in url:
            return super().read_list(body, url=url, now=now, declared_encoding=declared_encoding)
        return read_posts(read_json(body, url=url, declared_encoding=declared_encoding), url=url, now=now)

    def ask_article(self, key: str, entry: Entry) -> Request | Page:
        """The article itself where the list carried it, else the request for its page."""
        return Page(key, datetime.now(BEIJING), entry=entry) if entry.html else super().ask_article(key, entry)


def read_posts(answer: Any, *, url: str, now: datetime) -> list[Entry]:
    """The articles of a REST answer in its order; raises FetchError with WordPress' own words where it is an error."""
    if not isinstance(answer, list):
        said = text_at(answer, "message") or ""
        raise FetchError(say(f"不是 WordPress 的文章列表：'{url}' {said}", f"no list of posts: '{url}' {said}").strip())
    posts = (_post(each, url, now) for each in answer[:MOST_ENTRIES])
    return [post for post in posts if post is not None]


def _post(each: Any, base: str, now: datetime) -> Entry | None:
    link = absolute(base, text_at(each, "link") or "")
    if link is None:
        return None
    html = text_at(each, "content.rendered") or ""
    return Entry(
        url=link,
        title=plain_text(unescape(text_at(each, "title.rendered") or "")),
        published=_published(each, now),
        author=plain_text(text_at(each, "_embedded.author.0.name")),
        html=html if len(plain_text(html) or "") >= FULL_TEXT else None,
    )


def _published(each: Any, now: datetime) -> str | None:
    """The moment in `date_gmt`, which is the same for every site, else in `date`, which is in the site's own zone."""
    told = text_at(each, "date_gmt")
    written = f"{told}Z" if told else text_at(each, "date")
    return read_time(written, now) if written else None
