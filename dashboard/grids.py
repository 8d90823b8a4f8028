"""Where Markdown tables stand in a text: their rows and cells with their exact places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

Span = tuple[int, int]

RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
BAR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Row:
    """One line of a table without the blanks around it; `cells` are the slices between its bars, bare of blanks."""

    start: int
    end: int
    cells: tuple[Span, ...]


@dataclass(frozen=True)
class Grid:
    """A table from its first to its last line; the line of dashes is no row; `head` rows stand before it."""

    start: int
    end: int
    rows: tuple[Row, ...]
    head: int


def grids(text: str) -> list[Grid]:
    """The tables of a text, in order: lines that begin and end with a bar, one of them a line of dashes."""
    return [grid for block in _blocks(text) if (grid := _grid(text, block))]


def bare(text: str, start: int, end: int) -> Span:
    """A slice without the blanks at its ends."""
    part = text[start:end]
    left = start + len(part) - len(part.lstrip())
    return left, max(left, start + len(part.rstrip()))


def _blocks(text: str) -> Iterator[list[Span]]:
    """Runs of neighbouring lines that are fenced by bars."""
    numbered = enumerate(_lines(text))
    fenced = [(number, line) for number, line in numbered if _is_fenced(text, line)]
    for _, run in groupby(enumerate(fenced), key=lambda pair: pair[1][0] - pair[0]):
        yield [line for _, (_, line) in run]


def _lines(text: str) -> Iterator[Span]:
    at = 0
    for line in text.split("\n"):
        yield bare(text, at, at + len(line))
        at += len(line) + 1


def _is_fenced(text: str, line: Span) -> bool:
    start, end = line
    return end - start > 1 and text[start] == "|" and text[end - 1] == "|"


def _grid(text: str, block: list[Span]) -> Grid | None:
    rules = [number for number, line in enumerate(block) if RULE.fullmatch(text, *line)]
    rows = tuple(_row(text, *line) for number, line in enumerate(block) if number not in rules)
    if not rules or not rules[0] or len(rows) <= rules[0]:
        return None
    return Grid(block[0][0], block[-1][1], rows, rules[0])


def _row(text: str, start: int, end: int) -> Row:
    bars = [found.start() for found in BAR.finditer(text, start, end)]
    cells = tuple(bare(text, left + 1, right) for left, right in pairwise(bars))
    return Row(start, end, cells)
