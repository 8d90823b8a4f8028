"""What a sitemap, a news sitemap or a sitemap index tells of a site's articles."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import lxml.etree

from crawler.feed import Entry
from crawler.urls import absolute
from data.dates import read_time
from data.errors import FetchError
from data.language import say

MOST_ADDRESSES = 50_000  # what the protocol allows in one file (sitemaps.org)
MOST_BYTES = 20 * 1024 * 1024  # after decompression
PERIOD = re.compile(r"(?<!\d)(20\d\d)(?:[-_/.]?(0[1-9]|1[0-2]))?(?:[-_/.]?(0[1-9]|[12]\d|3[01]))?(?!\d)")
FIRST_YEAR = 2005  # of sitemaps; a smaller number counts them
GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class Sitemap:
    """Articles and further sitemaps, newest first; what has no date stands last, in its own order."""

    entries: list[Entry]
    further: list[Entry]


def read_sitemap(body: bytes, *, url: str, now: datetime) -> Sitemap:
    """The addresses in a sitemap, compressed or not; raises FetchError where it is none."""
    root = _root(_unpacked(body, url))
    name = lxml.etree.QName(root).localname if root is not None else ""
    if name not in ("urlset", "sitemapindex"):
        raise FetchError(say(f"不是站点地图：'{url}'", f"no sitemap: '{url}'"))
    if name == "urlset":
        return Sitemap(_newest_first(_entries(root, url, now)), [])
    further = (replace(e, published=e.published or _period(e.url, now)) for e in _entries(root, url, now))
    return Sitemap([], _newest_first(further))


def _unpacked(body: bytes, url: str) -> bytes:
    if not body.startswith(GZIP):
        return body
    try:
        return zlib.decompressobj(wbits=31).decompress(body, MOST_BYTES)
    except zlib.error as error:
        raise FetchError(say(f"站点地图无法解压：'{url}'", f"sitemap cannot be unpacked: '{url}'")) from error


def _root(body: bytes) -> Any:
    parser = lxml.etree.XMLParser(recover=True, resolve_entities=False, no_network=True, remove_comments=True)
    try:
        return lxml.etree.fromstring(body.strip(), parser=parser)
    except lxml.etree.XMLSyntaxError:
        return None


def _entries(root: Any, url: str, now: datetime) -> Iterator[Entry]:
    for node in root[:MOST_ADDRESSES]:
        said = {lxml.etree.QName(part).localname: (part.text or "").strip() for part in node.iterdescendants("{*}*")}
        link = absolute(url, said.get("loc", ""))
        if link:
            written = said.get("publication_date") or said.get("lastmod") or ""
            yield Entry(link, said.get("title") or None, read_time(written, now))


def _period(url: str, now: datetime) -> str | None:
    """The year, month or day whose articles a sitemap holds, as its address says; the last that stands there."""
    found = [part for part in PERIOD.findall(urlsplit(url).path) if FIRST_YEAR <= int(part[0]) <= now.year]
    year, month, day = found[-1] if found else ("", "", "")
    return "-".join(filter(None, (year, month, day if month else ""))) or None


def _newest_first(entries: Iterator[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.published or "", reverse=True)
