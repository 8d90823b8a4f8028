"""Markdown tables that lost their line breaks: | 模型 | MMLU | |---|---| | Ⓜ | 61.2 | | Ⓜ | 66.8 |."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from nlp.grid import Cell, Row, Table, plain

MOST_IN_CELL = 300  # characters

_RULE = re.compile(r"\|(?:[ \t]*:?-{2,}:?[ \t]*\|){2,}")


def find_run_together(text: str, taken: Sequence[Table]) -> Iterator[Table]:
    """Tables of which head, rule and rows stand on one line; none of them inside `taken`."""
    if "|-" not in text and "| -" not in text and "|:" not in text and "| :" not in text:
        return
    done = 0
    others = iter(taken)
    other = next(others, None)
    for rule in _RULE.finditer(text):
        first, last = text.rfind("\n", 0, rule.start()) + 1, text.find("\n", rule.end())
        last = len(text) if last < 0 else last
        while other and other.end <= rule.start():
            other = next(others, None)
        inside = other is not None and other.start <= rule.start()
        width = rule[0].count("|") - 1
        head = None if inside else _row_before(text, max(first, done), rule.start(), width)
        rows = list(_rows(text, rule.end(), last, width)) if head else []
        if head and rows:
            done = rows[-1].end
            yield Table(head.start, done, (head, *rows), 1)


def _row_before(text: str, first: int, end: int, width: int) -> Row | None:
    """The head that ends where the rule begins."""
    bars = [end]
    while len(bars) <= width + 1 and (bar := text.rfind("|", first, bars[-1])) >= 0:
        if len(bars) == 1 and text[bar + 1 : end].strip():
            return None
        bars.append(bar)
    return _row(text, bars[:0:-1]) if len(bars) == width + 2 else None


def _rows(text: str, at: int, end: int, width: int) -> Iterator[Row]:
    while (bar := text.find("|", at, end)) >= 0 and not text[at:bar].strip():
        bars = [bar]
        while len(bars) <= width and (bar := text.find("|", bars[-1] + 1, min(end, bars[-1] + MOST_IN_CELL))) >= 0:
            bars.append(bar)
        if len(bars) <= width:
            return
        yield _row(text, bars)
        at = bars[-1] + 1


def _row(text: str, bars: list[int]) -> Row:
    cells = []
    for left, right in pairwise(bars):
        raw = text[left + 1 : right]
        start = left + 1 + len(raw) - len(raw.lstrip())
        cells.append(Cell(start, max(start, left + 1 + len(raw.rstrip())), plain(raw.strip())))
    return Row(bars[0], bars[-1] + 1, tuple(cells))
