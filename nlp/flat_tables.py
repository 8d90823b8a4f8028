"""Tables that a site made plain text: a row is a line, and only blanks part its cells."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from nlp.grid import Cell, Row, Span, Table

MOST_IN_LINE = 200  # characters; what is longer is prose
MOST_IN_NAME = 40
ENDS = frozenset("0123456789%％-–—/)）*")  # with which a row of figures can end

FIGURE_CELL = re.compile(
    r"[≈~<>]?\d[\d,]*(?:\.\d+)?[%％分]?(?:\s?±\s?[\d.]+[%％]?)?\*?|[-–—/]{1,2}|N/?A", re.IGNORECASE
)
_FIGURE = re.compile(r"[≈~<>]?\d")
_WIDE = re.compile(r"\t+| {2,}|\u3000+")
_BLANK = re.compile(r"\s+")
_NO_NAME = re.compile(r"[，。；：！？,;!?]|^\d+[.、)）]?$|[:：]$")
_OF_A_NAME = re.compile(r"\d{1,4}(?:\.\d)?")  # Qingyun 2, AIME 2025
# What goes on with the label before it: AIME 2025, Social Science, GPQA Diamond, MMLU (5-shot).
_GOES_ON = re.compile(
    r"20\d\d|\d+(?:\.\d+)?[Bb]?|[vV]\d[\d.]*|[(（].*|Sciences?|Diamond|Verified|Pro|Hard|Lite|Plus|Specific|Score|Accuracy|Bench"
    r"|Exam|Index|Rating|Turbo|[Mm]ini|Flash|Max|Ultra|Opus|Sonnet|Haiku|Preview|Thinking|Instruct|Chat|Base|Large|Small"
)


def find_flat_tables(text: str, taken: Sequence[Table]) -> Iterator[Table]:
    """Lines that end in as many figures each, below a line with as many labels; none of them inside `taken`."""
    inside = iter(taken)
    other = next(inside, None)
    head: Span | None = None
    rows: list[tuple[list[Span], int]] = []
    at = 0
    for line in text.split("\n"):
        start, end = at, at + len(line)
        at = end + 1
        while other and other.end <= start:
            other = next(inside, None)
        free = not other or end <= other.start
        row = _row(text, start, end) if free and line.rstrip()[-1:] in ENDS and len(line) <= MOST_IN_LINE else None
        if row and head and (not rows or abs(rows[0][1] - row[1]) < 2):
            rows.append(row)
            continue
        yield from _table(text, head, rows)
        rows = []
        head = (start, end) if free and not row and 0 < len(line) <= MOST_IN_LINE else None
    yield from _table(text, head, rows)


def fenced(text: str, tables: Sequence[Table]) -> str:
    """`text` with bars where only blanks part the cells of its tables, so that no name is seen across two of them."""
    gaps = [gap for table in tables for row in table.rows if _is_open(text, table) for gap in _gaps(text, row)]
    parts, at = [], 0
    for start, end in gaps:
        parts += [text[at:start], "|" * (end - start)]
        at = end
    return "".join([*parts, text[at:]]) if gaps else text


def _is_open(text: str, table: Table) -> bool:
    return any(True for _ in _gaps(text, table.rows[-1]))


def _gaps(text: str, row: Row) -> Iterator[Span]:
    gaps = ((one.end, other.start) for one, other in pairwise(row.cells))
    return ((start, end) for start, end in gaps if text[start:end].isspace())


def _row(text: str, start: int, end: int) -> tuple[list[Span], int] | None:
    """The cells of a line that ends in figures, and how many figures that are."""
    spans = _spans(text, start, end)
    figures = 0
    while figures < len(spans) and FIGURE_CELL.fullmatch(text, *spans[-1 - figures]):
        figures += 1
    if not figures or figures == len(spans) or not any(_FIGURE.match(text, a) for a, _ in spans[-figures:]):
        return None
    name = text[spans[0][0] : spans[-1 - figures][1]]
    return (spans, figures) if len(name) <= MOST_IN_NAME and not _NO_NAME.search(name) else None


def _spans(text: str, start: int, end: int) -> list[Span]:
    """The parts of a line: between tabs or wide blanks, where it has some, else between blanks."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    gaps = [found.span() for found in _WIDE.finditer(text, start, end)]
    gaps = gaps or [found.span() for found in _BLANK.finditer(text, start, end)]
    return list(zip([start, *(b for _, b in gaps)], [*(a for a, _ in gaps), end], strict=True))


def _table(text: str, head: Span | None, rows: list[tuple[list[Span], int]]) -> Iterator[Table]:
    if head is None or not rows:
        return
    figures = min(often for _, often in rows)
    if len(rows) < 2 and (figures < 2 or not _WIDE.search(text, *head)):
        return
    if any(often > figures and not _OF_A_NAME.fullmatch(text, *spans[-1 - figures]) for spans, often in rows):
        return
    labels = _labels(text, head, figures)
    before = len(labels) - figures
    if before < 1 or any(before > 1 and len(spans) - figures != before for spans, _ in rows):
        return
    first = Row(*_bounds(labels), tuple(Cell(a, b, text[a:b]) for a, b in labels))
    body = tuple(_filled(text, spans, figures, before) for spans, _ in rows)
    yield Table(first.start, body[-1].end, (first, *body), 1)


def _labels(text: str, head: Span, figures: int) -> list[Span]:
    """The labels of a head line: what blanks part, or, where those are too many, with what goes on put together."""
    spans = _spans(text, *head)
    if any(FIGURE_CELL.fullmatch(text, *span) for span in spans[:1]) or len(spans) <= figures + 1:
        return spans if len(spans) == figures + 1 else []
    joined: list[Span] = []
    for a, b in spans:
        if joined and _GOES_ON.fullmatch(text, a, b):
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    return joined if len(joined) <= figures + 3 else []


def _filled(text: str, spans: list[Span], figures: int, before: int) -> Row:
    """A row with its name as one cell, or with one cell for each label before the figures."""
    split = len(spans) - figures
    names = [(spans[0][0], spans[split - 1][1])] if before == 1 else spans[:split]
    cells = [*names, *spans[split:]]
    return Row(*_bounds(cells), tuple(Cell(a, b, text[a:b]) for a, b in cells))


def _bounds(spans: list[Span]) -> Span:
    return spans[0][0], spans[-1][1]
