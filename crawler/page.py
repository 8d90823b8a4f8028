"""What an article's page says: title, author, source, time, body; by selectors, the page's own data, or in general."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import lxml.etree
import lxml.html
from pydantic import ValidationError

from crawler.body import PARAGRAPH_BREAK, blocks_of, one_line
from crawler.boilerplate import Trimmed, trim
from crawler.byline import editors_in, is_outlet, name_of
from crawler.container import container_of
from crawler.embedded import Embedded, read_embedded
from crawler.encoding import decode
from crawler.nearby import Piece, author_near, name_near, pieces_near, source_near, time_near
from crawler.paging import next_page
from crawler.scripted import Scripted, scripted_article, scripted_time
from crawler.select import Select, hits
from crawler.site import Site
from crawler.title import bare, title_of
from data.dates import read_time
from data.errors import PageError
from data.fields import ArticleFields
from data.language import say

__all__ = ["decode", "further_page", "read_page"]

DAY_FORM = "YYYY-MM-DD"
MINUTE_FORM = "YYYY-MM-DDTHH:MM"
GRACE = timedelta(days=1)
URL_DAY = re.compile(r"(?<!\d)(20[0-3]\d)[-/_]?([01]\d)[-/_]?([0-3]\d)(?!\d)")
LEAST_BODY = 80  # characters; what a selector hits must have as many to be a body
SAME_TITLE = 8  # letters with which two forms of one title begin
BEGINNING = 16  # characters by which two texts are compared
LEAST_SHOWN = 200  # characters; where a page shows less, all its scripts are read
MARKED_UP = re.compile(r"<(?:p|br|div|section|span|h\d|img|ul|ol|table)\b[^>]*>", re.IGNORECASE)
LEAST_TEXT = 20  # characters; a page of which the general reader finds less holds no article


def read_page(
    body: bytes | str,
    *,
    url: str | None = None,
    site: Site | None = None,
    declared_encoding: str | None = None,
    now: datetime,
    feed_time: str | None = None,
) -> ArticleFields:
    """The article on a page; `now` is when it was fetched, `feed_time` what a feed said, for pages that know no minute.

    Raises PageError where the encoding is unknown, the page is empty, or no body is found.
    """
    declared = (site.encoding if site else "") or declared_encoding
    text = body if isinstance(body, str) else decode(body, url, declared=declared)
    root = _parsed(text, url)
    page = _Page(root, site.select if site else Select(), read_embedded(root), now, url)
    title = page.title()
    near = pieces_near(root, title)
    picked_time = page.picked(page.select.published)
    author = name_of(page.picked(page.select.author))
    page.drop()  # after the heading is read: a time within the title is dropped too
    trimmed = page.body(title)
    if not trimmed.blocks:
        raise PageError(_no_body(url, site))
    said = {"title": page.called(title), "published": _finer(page.published(near, picked_time), feed_time)}
    said |= page.signed(near, trimmed, author)
    return _validated({"url": url, **said, "text": PARAGRAPH_BREAK.join(trimmed.blocks)})


def further_page(
    body: bytes, *, first: str, current: str, site: Site | None = None, declared_encoding: str | None = None
) -> str | None:
    """The address of an article's next page, as its page at `current` names it; None where it is the last."""
    try:
        text = decode(body, current, declared=(site.encoding if site else "") or declared_encoding)
        return next_page(_parsed(text, current), first, current)
    except PageError:
        return None


@dataclass(frozen=True)
class _Page:
    """A parsed page, with what its site and the page itself say of where things are."""

    root: Any
    select: Select
    embedded: Embedded
    now: datetime
    url: str | None = None
    scripted: list[Scripted | None] = field(default_factory=list)  # the article among its scripts, once looked for

    def title(self) -> str | None:
        return self.picked(self.select.title, without_children=True) or title_of(self.root, self.embedded.title)

    def published(self, near: list[Piece], picked: str | None) -> str | None:
        """By the selector; else what a reader sees, where it agrees with the page's own data but for the minute."""
        if read := self._read(picked):
            return read
        told = (self.embedded.published, *self._marked_times(), self.told("published"), scripted_time(self.root))
        marked = next(filter(None, map(self._read, told)), None)
        seen = self._read(time_near(near, self.now)) or (None if marked else self._day_of_url())
        agrees = seen and marked and len(seen) > len(DAY_FORM) and seen[: len(DAY_FORM)] == marked[: len(DAY_FORM)]
        is_finer = bool(seen and marked and marked.startswith(seen[: len(MINUTE_FORM)]))
        return seen if agrees and not is_finer else marked or seen

    def body(self, title: str | None) -> Trimmed:
        for node in hits(self.root, self.select.body):
            trimmed = trim(blocks_of(node), title) if not isinstance(node, str) else Trimmed([])
            if _length(trimmed) >= LEAST_BODY:
                return trimmed
        return self._general_body(title)

    def signed(self, near: list[Piece], trimmed: Trimmed, picked: str | None) -> dict[str, str | None]:
        """Author and source: by the selector, by labels, by names beside the time, then as machines are told."""
        told = name_of(self.embedded.author) or name_of(self.told("author"))
        editors = {*trimmed.editors, *editors_in(piece.text for piece in near), self.embedded.editor}
        named = [name for name in (author_near(near), trimmed.author, told) if name]
        persons = [name for name in named if not is_outlet(name)]
        author = picked or next((name for name in persons if name not in editors), None)
        if not author and named and named[0] != told:
            author = (persons or named)[0]
        source = source_near(near) or trimmed.source or name_of(self.embedded.source) or name_of(self.told("source"))
        beside = name_near(near) if not (author and source) else None
        if beside and is_outlet(beside):
            source = source or beside
        elif beside != source:
            author = author or beside
        return {"author": author or (None if told in editors else told), "source": source}

    def called(self, title: str | None) -> str | None:
        """The title; that of the scripts, where they hold the article and the page bears only the site's name."""
        told = self.told("title", title)
        return told if told and not (title and bare(told).startswith(bare(title)[:SAME_TITLE])) else title or told

    def told(self, name: str, title: str | None = None) -> str | None:
        """A field of the article among the page's scripts."""
        article = self._looked_for(title)
        return getattr(article, name) if article else None

    def drop(self) -> None:
        for node in hits(self.root, self.select.drop):
            if not isinstance(node, str) and node.getparent() is not None:
                node.drop_tree()

    def picked(self, selectors: tuple[str, ...], *, without_children: bool = False) -> str | None:
        for hit in hits(self.root, selectors):
            text = _text_of(hit, without_children=without_children)
            if text:
                return text
        return None

    def _general_body(self, title: str | None) -> Trimmed:
        found = container_of(self.root, title, self.embedded.description)
        shown = trim(blocks_of(found.node, found.foreign), title) if found else Trimmed([])
        told = max((self._linked(title), self._scripted(title, shown)), key=_length)
        best = told if _is_better(told, shown) else shown
        if _length(best) < LEAST_TEXT:
            best = trim(_by_trafilatura(self.root), title)
        return best if _length(best) >= LEAST_TEXT else Trimmed([])

    def _linked(self, title: str | None) -> Trimmed:
        return trim(_blocks_of_text(self.embedded.body or ""), title)

    def _scripted(self, title: str | None, shown: Trimmed) -> Trimmed:
        length = _length(shown)
        article = self._looked_for(title, thorough=length < LEAST_SHOWN, any_title=length < LEAST_TEXT)
        return trim(_blocks_of_text(article.html), title) if article else Trimmed([])

    def _looked_for(self, title: str | None, *, thorough: bool = False, any_title: bool = False) -> Scripted | None:
        if not self.scripted:
            self.scripted.append(scripted_article(self.root, title, thorough=thorough, any_title=any_title))
        return self.scripted[0]

    def _read(self, text: str | None) -> str | None:
        """A time that is not in the future; a day's grace for clocks and zones that go wrong."""
        read = read_time(text, self.now) if text else None
        return read if read and read[: len(DAY_FORM)] <= (self.now + GRACE).isoformat()[: len(DAY_FORM)] else None

    def _day_of_url(self) -> str | None:
        """The day in an address such as /2023/08/10/ or /t20230810_123.html."""
        found = URL_DAY.search(self.url or "")
        return self._read("-".join(found.groups())) if found else None

    def _marked_times(self) -> list[str]:
        return [node.get("datetime") or _text_of(node) for node in self.root.iter("time")][:3]


def _validated(fields: dict[str, str | None]) -> ArticleFields:
    try:
        return ArticleFields.model_validate(fields)
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        raise PageError(
            say(
                f"页面字段不可用：'{name}' = '{fields.get(name)}'（{fields['url']}）",
                f"page has a field that cannot be used: '{name}' = '{fields.get(name)}' ({fields['url']})",
            )
        ) from error


def _finer(read: str | None, feed_time: str | None) -> str | None:
    """A page that gives only a day takes its minute from the feed; so does one that gives no time at all."""
    if read is None or (feed_time and len(read) == len(DAY_FORM) and feed_time.startswith(read)):
        return feed_time or read
    return read


def _parsed(text: str, url: str | None) -> Any:
    if not text.strip(" \t\r\n\ufeff"):
        raise PageError(say(f"页面是空的：'{url}'", f"page is empty: '{url}'"))
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(text.encode("utf-8", "ignore"), parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise PageError(say(f"不是网页：'{url}'", f"no page: '{url}'")) from error


def _no_body(url: str | None, site: Site | None) -> str:
    if site and site.select.body:
        tried = "', '".join(site.select.body)
        return say(
            f"没有找到正文：'{site.id}' 选择器 '{tried}'（{url}）；页面是否改版？",
            f"body not found: '{site.id}' selector '{tried}' ({url}); has the page changed?",
        )
    return say(f"没有找到正文：'{url}'", f"body not found: '{url}'")


def _by_trafilatura(root: Any) -> list[str]:
    import trafilatura  # 0.3 s that few pages need

    html = trafilatura.extract(root, output_format="html", include_comments=False, include_tables=True)
    return blocks_of(lxml.html.document_fromstring(html)) if html else []


def _blocks_of_text(text: str) -> list[str]:
    """The paragraphs of a text that machines are told, marked up or plain."""
    if MARKED_UP.search(text):
        return blocks_of(lxml.html.fromstring(f"<div>{text}</div>"))
    return [one_line(line) for line in text.splitlines() if line.strip()]


def _is_better(told: Trimmed, shown: Trimmed) -> bool:
    """Whether what machines are told is the article, and what is shown only a part of it, or something else."""
    if not told.blocks or _length(told) < LEAST_TEXT:
        return False
    begun = "".join("".join(told.blocks).split())[:BEGINNING]
    is_shown = begun in "".join("".join(shown.blocks).split())
    return _length(told) > 2 * _length(shown) or (
        not is_shown and _length(told) > _length(shown) // 2 and _length(told) >= LEAST_BODY
    )


def _text_of(hit: Any, *, without_children: bool = False) -> str:
    if isinstance(hit, str):
        return one_line(hit)
    if without_children:
        own = one_line("".join([hit.text or "", *(child.tail or "" for child in hit)]))
        if own:
            return own
    return one_line(" ".join(hit.itertext()))


def _length(trimmed: Trimmed) -> int:
    return sum(map(len, trimmed.blocks))
