"""What a page links to: which of it looks like articles, and where a list goes on."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlsplit

import lxml.html

from crawler.body import one_line
from crawler.encoding import decode
from crawler.patterns import NO_ARTICLE, Shape, is_near, shape_of
from crawler.urls import absolute

LEAST_LINKS = 3  # of one shape that make a list
TITLE_WEIGHT = 8  # a title is as heavy: a Han character counts 1, a Latin word 2
KEPT_SHARE = 0.3  # of the best shape's worth: a shape worth as much is one of articles too
SECOND_PAGE = frozenset({"2", "下一页", "下页", "后一页", "Next", "next", ">", "›", "»"})
TWO = re.compile(r"(?<!\d)2(?!\d)")
HAN = re.compile("[\u3400-\u9fff]")
LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")


@dataclass(frozen=True)
class Link:
    """An address that a page links to, with the longest of the texts that do."""

    url: str
    text: str = ""


def links_on(body: bytes, *, url: str, declared_encoding: str | None = None) -> list[Link]:
    """What a page links to, each address once; raises PageError where it is unreadable."""
    text = decode(body, url, declared=declared_encoding)
    if not text.strip():
        return []
    root = lxml.html.document_fromstring(text.encode("utf-8", "ignore"), parser=lxml.html.HTMLParser(encoding="utf-8"))
    longest: dict[str, str] = {}
    for node in root.iter("a"):
        link = absolute(url, node.get("href", ""))
        said = max(one_line("".join(node.itertext())), one_line(node.get("title") or ""), key=len)
        if link and len(said) >= len(longest.setdefault(link, "")):
            longest[link] = said
    return [Link(link, said) for link, said in longest.items()]


def likely_articles(links: Sequence[Link], home: str) -> list[Link]:
    """Those of a page's links that look like articles of the site: many of one shape, with titles for texts."""
    shapes: defaultdict[tuple[str, Shape], list[Link]] = defaultdict(list)
    for link in links:
        if is_near(link.url, home) and not NO_ARTICLE.search(urlsplit(link.url).path):
            shapes[urlsplit(link.url).netloc, shape_of(link.url)].append(link)
    worth = {key: _worth(key[1], some) for key, some in shapes.items()}
    enough = KEPT_SHARE * max(worth.values(), default=0)
    kept = {link.url for key, some in shapes.items() if worth[key] and worth[key] >= enough for link in some}
    return [link for link in links if link.url in kept]


def next_page(links: Sequence[Link], home: str) -> str | None:
    """The address of a list's further pages, {page} in place of the number, as its link to the second one shows it."""
    second = [link for link in links if link.text in SECOND_PAGE and is_near(link.url, home)]
    for link in sorted(second, key=lambda link: link.text != "2"):
        parts = urlsplit(link.url)
        asked = f"{parts.path}?{parts.query}" if parts.query else parts.path
        twos = list(TWO.finditer(asked))
        if twos:
            return f"{parts.scheme}://{parts.netloc}{asked[: twos[-1].start()]}{{page}}{asked[twos[-1].end() :]}"
    return None


def _worth(shape: Shape, links: Sequence[Link]) -> float:
    weight = median(map(_weight, (link.text for link in links)))
    if len(links) < LEAST_LINKS or weight < TITLE_WEIGHT or not shape.varies:
        return 0.0
    return len(links) * min(weight, 30)


def _weight(text: str) -> int:
    return len(HAN.findall(text)) + 2 * len(LATIN.findall(text))
