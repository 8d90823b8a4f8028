"""What an article's page says: title, author, source, time, body; by selectors, the page's own data, or in general."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import lxml.etree
import lxml.html
from pydantic import ValidationError

from crawler.body import PARAGRAPH_BREAK, blocks_of, one_line
from crawler.boilerplate import Trimmed, trim
from crawler.byline import editors_in, is_outlet, name_of
from crawler.embedded import Embedded, read_embedded
from crawler.encoding import decode
from crawler.container import container_of
from crawler.nearby import Piece, author_near, name_near, pieces_near, source_near, time_near
from crawler.select import Select, hits
from crawler.site import Site
from crawler.title import title_of
from data.dates import read_time
from data.errors import PageError
from data.language import say
from data.schema import ArticleFields

__all__ = ["decode", "read_page"]

DAY_FORM = "YYYY-MM-DD"
MINUTE_FORM = "YYYY-MM-DDTHH:MM"
GRACE = timedelta(days=1)
URL_DAY = re.compile(r"(?<!\d)(20[0-3]\d)[-/_]?([01]\d)[-/_]?([0-3]\d)(?!\d)")
LEAST_BODY = 80  # characters; what a selector hits must have as many to be a body
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
    said = {"title": title, "published": _finer(page.published(near), feed_time)}
    author = name_of(page.picked(page.select.author))
    page.drop()  # after the heading is read: a time within the title is dropped too
    trimmed = page.body(title)
    if not trimmed.blocks:
        raise PageError(_no_body(url, site))
    said |= page.signed(near, trimmed, author)
    return _validated({"url": url, **said, "text": PARAGRAPH_BREAK.join(trimmed.blocks)})


@dataclass(frozen=True)
class _Page:
    """A parsed page, with what its site and the page itself say of where things are."""

    root: Any
    select: Select
    embedded: Embedded
    now: datetime
    url: str | None = None

    def title(self) -> str | None:
        return self.picked(self.select.title, without_children=True) or title_of(self.root, self.embedded.title)

    def published(self, near: list[Piece]) -> str | None:
        """By the selector; else what a reader sees, where it agrees with the page's own data but for the minute."""
        picked = self._read(self.picked(self.select.published))
        if picked:
            return picked
        marked = next(filter(None, map(self._read, (self.embedded.published, *self._marked_times()))), None)
        seen = time_near(near, self.now) or (None if marked else self._day_of_url())
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
        """Author and source: by the selector, what labels say, then names beside the time, then what machines are told."""
        told = name_of(self.embedded.author)
        editors = {*trimmed.editors, *editors_in(piece.text for piece in near), self.embedded.editor}
        named = [name for name in (author_near(near), trimmed.author, told) if name]
        persons = [name for name in named if not is_outlet(name)]
        author = picked or next((name for name in persons if name not in editors), None)
        if not author and named and named[0] != told:
            author = (persons or named)[0]
        source = source_near(near) or trimmed.source or name_of(self.embedded.source)
        beside = name_near(near) if not (author and source) else None
        if beside and is_outlet(beside):
            source = source or beside
        elif beside != source:
            author = author or beside
        return {"author": author or (None if told in editors else told), "source": source}

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
        trimmed = trim(blocks_of(found.node, found.foreign), title) if found else Trimmed([])
        if _length(trimmed) < LEAST_TEXT:
            trimmed = max(trimmed, trim(_by_trafilatura(self.root), title), key=_length)
        written = trim([one_line(line) for line in (self.embedded.body or "").splitlines() if line.strip()], title)
        best = written if _length(written) > 2 * _length(trimmed) else trimmed
        return best if _length(best) >= LEAST_TEXT else Trimmed([])

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
