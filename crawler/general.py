"""How to find an article on a page of which nothing is known: its title, time, author, source and body."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from unicodedata import normalize

from crawler.body import DROPPED, HIDDEN, one_line
from crawler.boilerplate import AUTHOR, SOURCE
from data.dates import read_time

HEADINGS = "//h1 | //h2 | //*[contains(@class, 'title') or contains(@id, 'title')][not(self::title)]"
SUFFIX = re.compile(r"\s*(?:[_|｜丨]|\s[-–—]\s|-(?=[^-]{2,12}$)|–|—(?!—)).{1,40}$")
PUNCTUATION = re.compile(r"[，。！？；：、,.!?;:”]")
DAY = re.compile(
    r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|\d{1,2}\s*月\s*\d{1,2}\s*日|\d{1,2}-\d{1,2}\s+\d{1,2}:\d{2}"
    r"|(?:\d+|几|半)\s*(?:分钟|小时|天|秒)前|[昨前今]天\s*\d{1,2}:\d{2}|刚刚"
)
CLOCK = re.compile(r"\d{1,2}:\d{2}|\d\s*(?:时|点)")
LONG_HEADING = 10  # characters; a heading as long as that, within `<title>`, is no section's name
NEAR_BEFORE = 6  # pieces of text before the title in which its time and author may stand
NEAR_AFTER = 40  # pieces after it
BODY_PIECE = 120  # characters; a piece as long as that is the body already
LEAST_PIECE = 12  # characters of a paragraph that counts
UNNAMED_SHARE = 0.75  # of the sentences: as many must a child hold for the body to be in it
NAMED_SHARE = 0.55  # the same, where its name says that it is the body
LEAVES = frozenset({"p", "blockquote", "pre", "tr"})
BODY_NAMES = re.compile(r"article|content|body|main|text|txt|news|post|detail|entry|story|正文")
FOREIGN_NAMES = re.compile(
    r"comment|footer|copyright|statement|shenming|disclaimer|recommend|tuijian|related|relate|hot[-_]|most[-_]?read|rank|sidebar"
    r"|\bside\b|right[-_](?:bar|side|col)|\bshare|wxfollow|qrcode|erweima|breadcrumb|dibu|advert|\bads?[-_\b]|login|popup|toolbar|tags?\b"
)


def title_of(root: Any, said: str | None) -> str | None:
    """The heading that `<title>` begins with; else what the page says, its one `h1`, or `<title>` without suffix."""
    window_title = one_line(root.findtext(".//title") or "")
    headings = list(dict.fromkeys(text for node in root.xpath(HEADINGS) if 4 <= len(text := _heading(node)) <= 120))
    begun = [text for text in headings if len(_bare(text)) >= 4 and _bare(window_title).startswith(_bare(text))]
    within = [text for text in headings if len(_bare(text)) >= LONG_HEADING and _bare(text) in _bare(window_title)]
    if begun or within:
        return max(begun or within, key=len)
    only = [_heading(node) for node in root.iter("h1")]
    return said or (only[0] if len(only) == 1 and only[0] else None) or SUFFIX.sub("", window_title) or None


def pieces_near(root: Any, title: str | None) -> list[str]:
    """The short pieces of text around the title's last heading: where a page puts its time, author and source."""
    pieces = list(_pieces(root))
    start = _place(pieces, title)
    after = pieces[start : start + NEAR_AFTER]
    end = next((n for n, piece in enumerate(after) if n and len(piece) >= BODY_PIECE), len(after))
    return [*after[1:end], *pieces[max(0, start - NEAR_BEFORE) : start]] if after else []


def time_near(pieces: list[str], now: datetime) -> str | None:
    """The first moment that stands near the title; a day alone where there is no moment."""
    joined = [piece for piece in pieces if DAY.search(piece)]
    dated = sorted(joined, key=lambda piece: not CLOCK.search(piece))
    return next(filter(None, (read_time(piece, now) for piece in dated)), None)


def source_near(pieces: list[str]) -> str | None:
    """The name after 来源 near the title."""
    return _said_near(SOURCE, pieces)


def author_near(pieces: list[str]) -> str | None:
    """The name after 作者, 文 or 记者 near the title."""
    return _said_near(AUTHOR, pieces)


def body_of(root: Any, title: str | None = None) -> Any:
    """The smallest element that holds most of the page's sentences outside links; None where it has none."""
    weights = _weights(root, _bare(title or ""))
    if not weights.get(root):
        return None
    node = root
    while True:
        heaviest = max(node, key=lambda child: weights.get(child, 0), default=None)
        if heaviest is None or heaviest.tag in LEAVES or weights.get(heaviest, 0) < _enough(heaviest) * weights[node]:
            return node
        node = heaviest


def _enough(child: Any) -> float:
    return NAMED_SHARE if BODY_NAMES.search(_names_of(child)) else UNNAMED_SHARE


def _weights(root: Any, title: str) -> dict[Any, float]:
    """Of each element: how much of sentences it holds, its descendants included."""
    weights: dict[Any, float] = {}
    apart: set[Any] = set()
    for node in root.iter():
        if node.getparent() in apart or _is_apart(node):
            apart.add(node)
            continue
        weight = _own_weight(node, title)
        while weight and node is not None:
            weights[node] = weights.get(node, 0) + weight
            node = node.getparent()
    return weights


def _own_weight(node: Any, title: str) -> float:
    text = "".join([node.text or "", *(child.tail or "" for child in node)]).strip()
    if len(text) < LEAST_PIECE or _bare(text) == title:
        return 0
    return len(PUNCTUATION.findall(text)) + min(len(text) / 40, 3)


def _is_apart(node: Any) -> bool:
    """Whether what stands in an element is none of the article's: a link, something hidden, comments, a footer."""
    if not isinstance(node.tag, str) or node.tag in DROPPED or node.tag == "a":
        return True
    return bool(HIDDEN.search(node.get("style") or "")) or bool(FOREIGN_NAMES.search(_names_of(node)))


def _names_of(node: Any) -> str:
    return f"{node.get('id') or ''} {node.get('class') or ''}".lower()


def _heading(node: Any) -> str:
    own = one_line("".join([node.text or "", *(child.tail or "" for child in node)]))
    return own or one_line("".join(node.itertext()))


def _bare(text: str) -> str:
    return "".join(char for char in normalize("NFKC", text).casefold() if char.isalnum())


def _pieces(root: Any) -> Iterator[str]:
    for node in root.iter():
        if isinstance(node.tag, str) and node.tag not in DROPPED and node.tag != "title":
            yield from filter(None, [one_line(node.text or "")])
        yield from filter(None, [one_line(node.tail or "")])


def _place(pieces: list[str], title: str | None) -> int:
    wanted = _bare(title or "")
    places = [n for n, piece in enumerate(pieces) if wanted and _bare(piece) == wanted]
    return places[-1] if len(places) == 1 else next(iter(places), 0)


def _said_near(pattern: re.Pattern[str], pieces: list[str]) -> str | None:
    joined = " ".join(pieces)
    found = pattern.search(joined)
    return found[1].strip() if found else None
