"""What a feed, in RSS, Atom or JSON Feed, tells of new articles."""

import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import feedparser
import lxml.etree
import lxml.html

from crawler.body import one_line
from crawler.encoding import decode
from crawler.urls import absolute
from data.dates import read_time
from data.errors import FetchError, PageError
from data.language import say

MOST_ENTRIES = 500  # read of one feed
FULL_TEXT = 200  # characters; a description that long is the article, not its digest
HTML_START = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script)\b", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Entry:
    """An article as a feed or a sitemap announces it; `html` is its full text where the feed carries it."""

    url: str
    title: str | None = None
    published: str | None = None
    author: str | None = None
    html: str | None = None


def read_feed(body: bytes, *, url: str, now: datetime, declared_encoding: str | None = None) -> list[Entry]:
    """The entries of a feed in its own order, each link once; guids are left alone, as they repeat and lie.

    Raises FetchError where the body is HTML, empty, or no feed.
    """
    text = _text_of(body, url, declared_encoding)
    entries = _json_entries(text, url, now) if text.lstrip().startswith("{") else _xml_entries(text, url, now)
    if entries is None:
        raise FetchError(say(f"不是订阅源：'{url}'", f"no feed: '{url}'"))
    once: dict[str, Entry] = {}
    for entry in entries:
        once.setdefault(entry.url, entry)
    return list(once.values())


def plain_text(text: Any) -> str | None:
    """A text without its markup, on one line; None for what is empty or no text."""
    if not isinstance(text, str) or not text.strip():
        return None
    if "<" not in text:
        return one_line(text) or None
    try:
        return one_line("".join(lxml.html.fromstring(f"<div>{text}</div>").itertext())) or None
    except lxml.etree.LxmlError:
        return None


def _text_of(body: bytes, url: str, declared: str | None) -> str:
    try:
        text = decode(body, url, declared=declared)
    except PageError as error:
        raise FetchError(str(error)) from error
    if not text.strip():
        raise FetchError(say(f"订阅源是空的：'{url}'", f"feed is empty: '{url}'"))
    if HTML_START.match(text):
        raise FetchError(say(f"订阅源是 HTML，不是 RSS：'{url}'", f"feed is HTML, not RSS: '{url}'"))
    return text


def _xml_entries(text: str, url: str, now: datetime) -> list[Entry] | None:
    plain = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)  # it is UTF-8 now, whatever it said
    plain = re.sub(r"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", "", plain, count=1, flags=re.DOTALL)  # no entities of its own
    parsed = feedparser.parse(
        io.BytesIO(plain.encode("utf-8", "ignore")), response_headers={"content-type": "application/xml; charset=utf-8"}
    )
    if not parsed.version:
        return None
    return _kept(_from_xml(entry, url, now) for entry in parsed.entries[:MOST_ENTRIES])


def _from_xml(entry: Any, base: str, now: datetime) -> Entry | None:
    link = absolute(base, entry.get("link") or entry.get("id") or "")
    if link is None:
        return None
    written = dict.get(entry, "published") or dict.get(entry, "updated") or ""  # its own `get` mixes the two
    contents = [content.get("value", "") for content in entry.get("content", [])]
    return Entry(
        url=link,
        title=plain_text(entry.get("title")),
        published=read_time(written, now),
        author=plain_text(entry.get("author")),
        html=_full_text([*contents, entry.get("summary", "")]),
    )


def _json_entries(text: str, url: str, now: datetime) -> list[Entry] | None:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        return None
    items = feed.get("items")
    if "jsonfeed.org" not in str(feed.get("version")) or not isinstance(items, list):
        return None
    return _kept(_from_json(item, url, now) for item in items[:MOST_ENTRIES] if isinstance(item, dict))


def _from_json(item: dict[str, Any], base: str, now: datetime) -> Entry | None:
    link = absolute(base, str(item.get("url") or item.get("external_url") or item.get("id") or ""))
    if link is None:
        return None
    authors = item.get("authors") or [item.get("author")]
    names = [author.get("name") for author in authors if isinstance(author, dict)] if isinstance(authors, list) else []
    return Entry(
        url=link,
        title=plain_text(item.get("title")),
        published=read_time(str(item.get("date_published") or ""), now),
        author=plain_text(" ".join(filter(None, names))),
        html=_full_text([str(item.get("content_html") or ""), _paragraphs(item.get("content_text"))]),
    )


def _kept(entries: Iterable[Entry | None]) -> list[Entry]:
    return [entry for entry in entries if entry is not None]


def _full_text(candidates: list[str]) -> str | None:
    longest = max(candidates, key=len, default="")
    return longest if len(plain_text(longest) or "") >= FULL_TEXT else None


def _paragraphs(text: Any) -> str:
    return "".join(f"<p>{line}</p>" for line in text.splitlines() if line.strip()) if isinstance(text, str) else ""
