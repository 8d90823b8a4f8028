"""What a site's feeds, lists and sitemaps tell of articles, asked one after another by a guest."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Literal, cast

from crawler.challenge import asks_for_proof, is_challenge
from crawler.feed import Entry, read_feed
from crawler.fetch import AnswerError, Fetched
from crawler.guest import Guest
from crawler.listing import entries_of
from crawler.site import Site
from crawler.sitemap import read_sitemap
from data.errors import BangyanError

Kind = Literal["feed", "list", "sitemap"]
NOT_FOUND = 404
SITEMAP_DEPTH = 2  # indexes within indexes


@dataclass(frozen=True)
class Told:
    """What one source told: where it was after redirects, what it answered, and the articles in its own order."""

    kind: Kind
    url: str
    answer: Fetched
    entries: list[Entry]


def ask_feed(guest: Guest, url: str) -> Told:
    """What a feed tells; raises FetchError for one that is none, StoppedError for a captcha in its place."""
    answer = guest.ask(url)
    read = partial(read_feed, url=answer.url, now=guest.now(), declared_encoding=answer.encoding)
    return Told("feed", url, answer, _entries(guest, answer, read))


def ask_list(guest: Guest, site: Site, template: str) -> Told:
    """What the first page of a list links to, read as the site's spider would; raises as `ask_feed` does.

    The second page of a list may exist without the first, which is then another address.
    """
    url, data = template.replace("{page}", "1"), _posted(site)
    try:
        answer = guest.ask(url, data=data)
    except AnswerError as error:
        if "{page}" not in template or error.status != NOT_FOUND:
            raise
        url = template.replace("{page}", "2")
        answer = guest.ask(url, data=data)
    return Told("list", url, answer, _entries(guest, answer, _list_reader(site, answer, guest.now())))


def ask_sitemap(guest: Guest, url: str, depth: int = 0) -> Told:
    """What a sitemap tells, newest first, or the newest of the sitemaps that it tells of; raises as `ask_feed` does."""
    answer = guest.ask(url)
    sitemap = read_sitemap(answer.body, url=answer.url, now=guest.now())
    if sitemap.further and depth < SITEMAP_DEPTH:
        return ask_sitemap(guest, sitemap.further[0].url, depth + 1)
    return Told("sitemap", url, answer, sitemap.entries)


@dataclass(frozen=True)
class _Clock:
    """What a spider needs of a visit in order to read a list."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


def _entries(guest: Guest, answer: Fetched, read: Callable[[bytes], list[Entry]]) -> list[Entry]:
    try:
        return read(answer.body)
    except BangyanError as error:
        if is_challenge(answer.body):
            raise guest.stop(asks_for_proof(answer.url)) from error
        raise


def _list_reader(site: Site, answer: Fetched, now: datetime) -> Callable[[bytes], list[Entry]]:
    if not site.spider:
        return partial(entries_of, url=answer.url, declared_encoding=answer.encoding)
    from crawler.spider import spider_class  # Scrapy, a second that most sites do not need
    from crawler.visit import Visit

    spider = spider_class(site)(visit=cast(Visit, _Clock(now)))
    return spider.list_reader(answer.url, answer.encoding)


def _posted(site: Site) -> bytes | None:
    """What the site's JSON list wants to be sent, where it is not simply got."""
    if site.spider != "json_list":
        return None
    from crawler.spiders.json_list import LISTINGS

    listing = LISTINGS.get(site.id)
    return json.dumps(listing.post).encode() if listing and listing.post else None
