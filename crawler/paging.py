"""Articles that run over several pages: which link leads to the next, and how their texts become one."""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from crawler.body import PARAGRAPH_BREAK, one_line
from crawler.urls import absolute

MOST_PAGES = 15  # further pages of one article
HIGHEST = 99  # a larger number counts something else
NEXT = re.compile(
    r"[\[【<(]?\s*(?:下一?[页頁]|[后後]一?[页頁]|余下全文|剩余全文|阅读剩余.{0,6}|继续阅读|next(?: page)?|[>»›→]{1,2})"
    r"\s*[>»›→\]】)]*",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"[\[【(第]?\s*(\d{1,2})\s*[\]】)页頁]?(?:[：:\s].{1,40})?")
KEYS = re.compile(r"p|pn|pg|page|page_?(?:no|num|number|index|id)|current_?page|cpage", re.IGNORECASE)
BY_KEY = re.compile(rb"[?&;](?:p|pn|pg|c?page\w{0,7}|current_?page)=\d", re.IGNORECASE)
ENDING = re.compile(r"\.(?:s?html?|php|aspx?|jsp|do)$", re.IGNORECASE)
PART = re.compile(r"(?:[_\-/]|(?<=\w)\.)(?:p|page|pn)?[_\-/]?(\d{1,2})$", re.IGNORECASE)
ELSEWHERE = re.compile(r"comment|reply|pinglun|related|relate|recommend|tuijian|sidebar|hot|rank", re.IGNORECASE)
LEAST_REPEATED = 12  # characters; a shorter paragraph may stand twice in one article
SEEN_SHARE = 0.5  # of a page's text: with more of it seen before, it is no further page


def next_page(root: Any, first: str, current: str) -> str | None:
    """The address of the page after `current` of the article that begins at `first`; None where there is none.

    Only an address that is the first's own but for the number of the page, and that a pager's link leads to, counts.
    """
    numbered = sorted({(number, url) for number, url in _links(root, first, current)})
    here = _number(first, current) or 0
    later = [(number, url) for number, url in numbered if here < number <= HIGHEST and url != first]
    if not later or later[0][0] > max(here + 1, 2):  # the first page bears no number, 0 or 1
        return None
    return later[0][1]


def may_go_on(body: bytes, url: str) -> bool:
    """Whether a page's bytes hold anything like the address of a further page: a look that costs next to nothing."""
    path = ENDING.sub("", urlsplit(url).path.rstrip("/"))
    found = PART.search(path)
    last = (path[: found.start()] if found else path).rsplit("/", 1)[-1].encode("ascii", "ignore")
    numbered = re.search(re.escape(last) + rb"[^\s\"'<>]{1,6}\d{1,2}(?!\d)", body) if last else None
    return bool(numbered or BY_KEY.search(body))


def joined(texts: Iterable[str]) -> str:
    """One text of the texts of an article's pages; what a page repeats of those before it stands once."""
    kept: list[str] = []
    seen: set[str] = set()
    for text in texts:
        blocks = text.split(PARAGRAPH_BREAK)
        fresh = [block for block in blocks if block not in seen]
        if kept and sum(map(len, fresh)) < (1 - SEEN_SHARE) * sum(map(len, blocks)):
            break
        kept += fresh
        seen |= {block for block in fresh if len(block) >= LEAST_REPEATED}
    return PARAGRAPH_BREAK.join(kept)


def _links(root: Any, first: str, current: str) -> Iterator[tuple[int, str]]:
    for link in root.iter("a", "link"):
        href = link.get("href") or ""
        if not href or href.startswith(("#", "javascript:")) or not _pages(link):
            continue
        url = absolute(current, href)
        number = _number(first, url) if url else None
        if url and number is not None:
            yield number, url


def _pages(link: Any) -> bool:
    """Whether a link is one of a pager: a number, `next`, or words to that effect, and not that of comments."""
    if link.tag == "link" or "next" in (link.get("rel") or "").split():
        return (link.get("rel") or "") == "next"
    text = one_line("".join(link.itertext()))[:60]
    numbered = NUMBERED.fullmatch(text)
    if not (NEXT.fullmatch(text) or (numbered and int(numbered[1]) > 1)):
        return False
    around = (
        f"{node.get('id') or ''} {node.get('class') or ''}" for node in link.iterancestors() if node.tag != "body"
    )
    return not any(map(ELSEWHERE.search, around))


def _number(first: str, other: str) -> int | None:
    """The number of a page among those of an article; None for an address that is none of its pages."""
    one, two = urlsplit(first), urlsplit(other)
    if one.hostname != two.hostname or one.port != two.port:
        return None
    if one.path == two.path:
        return _in_query(one.query, two.query)
    if dict(parse_qsl(one.query)) and one.query != two.query:
        return None
    return _in_path(one.path, two.path)


def _in_query(first: str, other: str) -> int | None:
    before, after = dict(parse_qsl(first)), dict(parse_qsl(other))
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    if len(changed) != 1 or not KEYS.fullmatch(key := changed.pop()):
        return None
    value = after.get(key, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 2 else None


def _in_path(first: str, other: str) -> int | None:
    ending = ENDING.search(first)
    stem = ENDING.sub("", first.rstrip("/"))
    if bool(ending) != bool(ENDING.search(other)):
        return None
    found = PART.search(ENDING.sub("", other.rstrip("/")))
    if not found:
        return None
    left = ENDING.sub("", other.rstrip("/"))[: found.start()]
    return int(found[1]) if left in (stem, _unnumbered(stem)) else None


def _unnumbered(stem: str) -> str | None:
    """What stands before the number of a first page that bears one itself: 123_1, 123_0."""
    found = PART.search(stem)
    return stem[: found.start()] if found and int(found[1]) in (0, 1) else None
