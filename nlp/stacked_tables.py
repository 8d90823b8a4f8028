"""Tables of which each cell became a line of its own, as a page's text has them that lost its tags."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from nlp.flat_tables import FIGURE_CELL
from nlp.grid import Cell, Row, Span, Table
from nlp.heads import BENCHMARKS, MODELS, RANK

MOST_IN_CELL = 60  # characters; what is longer is prose
MOST_WIDTH = 12  # columns
MOST_ABOVE = 40  # lines above the first row of figures among which the head may stand
MOST_ROWS = 500
MOST_TRIED = 20  # places in one run of lines at which no table begins

Found = tuple[list[Row], int]  # a table's rows, and the line behind it

_FIGURE_LINE = re.compile(r"\n[ \t]*\d[\d.,]*[%％分]?\*?[ \t]*(?=\n|\Z)")
_LINE = re.compile(r"[^\r\n]+")
_NO_CELL = re.compile(r"[。！？；，：:!?;]|^(?:##|[>|<`])|^[-*•·]\s")
_NO_HEAD = re.compile(r"\d+(?:\.\d+)?[BbMmKkTt]?")


def find_stacked_tables(text: str, taken: Sequence[Table]) -> Iterator[Table]:
    """Short lines that repeat a name and as many figures, below as many short lines; none of them inside `taken`."""
    if sum(1 for _ in _FIGURE_LINE.finditer(text)) < 4:
        return
    for run in _runs(text, taken):
        figures = [bool(FIGURE_CELL.fullmatch(text, *span)) for span in run]
        if sum(figures) > 3:
            yield from _tables(text, run, figures)


def _runs(text: str, taken: Sequence[Table]) -> Iterator[list[Span]]:
    """Short lines that follow one another, without the space around them."""
    inside = iter(taken)
    other = next(inside, None)
    run: list[Span] = []
    for found in _LINE.finditer(text):
        line = found[0].strip()
        if not line:
            continue
        start = found.start() + found[0].index(line[0])
        while other and other.end <= start:
            other = next(inside, None)
        if len(line) > MOST_IN_CELL or _NO_CELL.search(line) or (other and other.start <= start):
            yield run
            run = []
        else:
            run.append((start, start + len(line)))
    yield run


def _tables(text: str, run: list[Span], figures: list[bool]) -> Iterator[Table]:
    """The tables of one run, from its first on."""
    at = 0
    while table := _first(text, run, figures, at):
        rows, at = table
        yield Table(rows[0].start, rows[-1].end, tuple(rows), 1)


def _first(text: str, run: list[Span], figures: list[bool], at: int) -> Found | None:
    """The first table behind line `at`, with the line behind it."""
    starts = (i for i in range(at, len(run)) if figures[i] and (i == at or not figures[i - 1]))
    for start in islice(starts, MOST_TRIED):
        tried = [_grouped(text, run, figures, at, start, width) for width in _widths(figures, start)]
        found = [table for table in (*tried, _periodic(text, run, figures, at, start)) if table]
        if found:
            return max(found, key=lambda table: len(table[0]))
    return None


def _widths(figures: list[bool], start: int) -> list[int]:
    """How many figures a row may have: what runs of figures have most often, from here on."""
    lengths: Counter[int] = Counter()
    length = 0
    for is_figure in (*figures[start : start + 200], False):
        if not is_figure and length:
            lengths[length] += 1
        length = length + 1 if is_figure else 0
    return [width for width, often in lengths.most_common(3) if often > 1 and width <= MOST_WIDTH]


def _grouped(text: str, run: list[Span], figures: list[bool], at: int, start: int, width: int) -> Found | None:
    """A head over rows of a name and `width` figures, among which a line may name a group of them."""
    heads = [h for h in range(max(at, start - MOST_ABOVE), start - width) if not any(figures[h : h + width])]
    tried = [(*_rows(figures, head + width, width), head) for head in heads]
    corners = {h for h in heads if h > at and _is_corner(text, run[h - 1])}
    rows, end, head = max(tried, key=lambda t: (len(t[0]), t[2] in corners, t[2]), default=([], 0, 0))
    labels = run[head : head + width]
    between = end - head - width - len(rows) * (width + 1)
    whole = sum(all(figures[i + 1 : i + 1 + width]) for i in rows)
    if width == 1 and (between or head not in corners):
        return None  # names and counts alternate in much that is no table
    if (
        len(rows) < 2
        or whole * 2 < len(rows)
        or between * 2 > len(rows)
        or any(_NO_HEAD.fullmatch(text, *span) for span in labels)
    ):
        return None
    corner = run[head - 1] if head in corners else (labels[0][0], labels[0][0])
    return [_row(text, [corner, *labels]), *(_row(text, run[i : i + width + 1]) for i in rows)], end


def _rows(figures: list[bool], at: int, width: int) -> tuple[list[int], int]:
    """Where rows begin from line `at` on: a name and `width` cells, most of them figures."""
    rows: list[int] = []
    while at + width < len(figures) and not figures[at] and len(rows) < MOST_ROWS:
        cells = figures[at + 1 : at + 1 + width]
        named = not all(cells) and at + 1 + width < len(figures) and all(figures[at + 2 : at + 2 + width])
        if named and not figures[at + 1]:
            at += 1
            continue
        if sum(cells) * 3 < width * 2:
            break
        rows.append(at)
        at += width + 1
    return rows, at


def _periodic(text: str, run: list[Span], figures: list[bool], at: int, start: int) -> Found | None:
    """A head that begins as heads do, over rows of as many lines, in each of which the same lines are figures."""
    best = (0, 0, 1)  # where it ends and begins, and how wide it is
    for head in range(max(at, start - 2 * MOST_WIDTH), start):
        if not _is_corner(text, run[head]):
            continue
        for width in range(max(2, (start - head + 1) // 2), start - head + 1):
            kind = figures[head + width : head + 2 * width]
            end = head + width
            while end < head + MOST_ROWS * width and figures[end : end + width] == kind and end + width <= len(figures):
                end += width
            if any(kind) and end >= head + 3 * width:
                best = max(best, (end, head, width))
    end, head, width = best
    return ([_row(text, run[i : i + width]) for i in range(head, end, width)], end) if end else None


def _is_corner(text: str, span: Span) -> bool:
    """Whether a line says that models, benchmarks or places stand below it."""
    return any(pattern.fullmatch(text, *span) for pattern in (MODELS, BENCHMARKS, RANK))


def _row(text: str, spans: Sequence[Span]) -> Row:
    return Row(spans[0][0], spans[-1][1], tuple(Cell(a, b, text[a:b]) for a, b in spans))
