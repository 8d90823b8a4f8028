"""How to find an article on a page of which nothing is known: its title, time, author, source and body."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from crawler.body import DROPPED, one_line
from crawler.boilerplate import AUTHOR, SOURCE
from crawler.title import bare
from data.dates import read_time

DAY = re.compile(
    r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|\d{1,2}\s*月\s*\d{1,2}\s*日|\d{1,2}-\d{1,2}\s+\d{1,2}:\d{2}"
    r"|(?:\d+|几|半)\s*(?:分钟|小时|天|秒)前|[昨前今]天\s*\d{1,2}:\d{2}|刚刚"
)
CLOCK = re.compile(r"\d{1,2}:\d{2}|\d\s*(?:时|点)")
NEAR_BEFORE = 6  # pieces of text before the title in which its time and author may stand
NEAR_AFTER = 40  # pieces after it
BODY_PIECE = 120  # characters; a piece as long as that is the body already


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


def _pieces(root: Any) -> Iterator[str]:
    for node in root.iter():
        if isinstance(node.tag, str) and node.tag not in DROPPED and node.tag != "title":
            yield from filter(None, [one_line(node.text or "")])
        yield from filter(None, [one_line(node.tail or "")])


def _place(pieces: list[str], title: str | None) -> int:
    wanted = bare(title or "")
    places = [n for n, piece in enumerate(pieces) if wanted and bare(piece) == wanted]
    return places[-1] if len(places) == 1 else next(iter(places), 0)


def _said_near(pattern: re.Pattern[str], pieces: list[str]) -> str | None:
    joined = " ".join(pieces)
    found = pattern.search(joined)
    return found[1].strip() if found else None
