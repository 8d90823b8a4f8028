"""How a table of a page becomes a Markdown table, so that a claim can be read from one of its lines."""

from collections.abc import Iterator
from typing import Any

MAX_SPAN = 100  # cells that one merged cell may fill
MAX_WIDTH = 200  # columns
MAX_CELL = 300  # characters; a longer cell shows a table that only lays out a page
HEAD_ROWS = 3

Grid = list[list[str]]


def is_data_table(table: Any) -> bool:
    """Whether a table holds data, not a page's layout: two rows and two columns at least, short cells, none nested."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    grid = _grid(table)
    if len(grid) < 2 or max(len(row) for row in grid) < 2:
        return False
    return all(len(cell) <= MAX_CELL for row in grid for cell in row)


def markdown(table: Any) -> str:
    """The table as Markdown, one row a line; a merged cell stands wherever it reaches, heading rows are joined."""
    grid = _grid(table)
    width = max(len(row) for row in grid)
    padded = [row + [""] * (width - len(row)) for row in grid]
    heads = _head_rows(table)
    head = [_joined(row[column] for row in padded[:heads]) for column in range(width)]
    return "\n".join([_line(head), "|" + "---|" * width, *(_line(row) for row in padded[heads:])])


def _head_rows(table: Any) -> int:
    """How many rows are headings: those whose cells are all `th`, or stand in `thead`; else the first."""
    count = 0
    for row in _rows(table):
        if not (row.getparent().tag == "thead" or all(cell.tag == "th" for cell in _cells(row))):
            break
        count += 1
    return min(max(count, 1), HEAD_ROWS)


def _joined(texts: Iterator[str]) -> str:
    return " ".join(dict.fromkeys(filter(None, texts)))


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _grid(table: Any) -> Grid:
    grid: Grid = []
    carried: dict[int, tuple[str, int]] = {}  # column → text of a cell from above, rows that it still fills
    for row in _rows(table):
        line: list[str] = []
        for cell in _cells(row):
            _take_carried(line, carried)
            _place(cell, line, carried)
        _take_carried(line, carried)
        if any(line):
            grid.append(line)
    return grid


def _take_carried(line: list[str], carried: dict[int, tuple[str, int]]) -> None:
    while len(line) in carried:
        text, left = carried.pop(len(line))
        if left > 1:
            carried[len(line)] = (text, left - 1)
        line.append(text)


def _place(cell: Any, line: list[str], carried: dict[int, tuple[str, int]]) -> None:
    text = _cell_text(cell)
    down = _span(cell, "rowspan")
    for _ in range(min(_span(cell, "colspan"), MAX_WIDTH - len(line))):
        if down > 1:
            carried[len(line)] = (text, down - 1)
        line.append(text)


def _rows(table: Any) -> list[Any]:
    return [row for row in table.iter("tr") if len(row)]


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _cell_text(cell: Any) -> str:
    parts = [part for part in cell.itertext() if part]
    return " ".join("".join(parts).split()).replace("|", "｜")


def _span(cell: Any, name: str) -> int:
    said = (cell.get(name) or "").strip()
    return min(max(int(said), 1), MAX_SPAN) if said.isascii() and said.isdigit() else 1
