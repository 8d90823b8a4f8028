"""Rows of a table put right: those that lost a cell, those that only part others, and labels that tell rows apart."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from nlp.cells import is_empty, number
from nlp.grid import Cell, Row
from nlp.labels import Label, is_part


def group_title(row: Row) -> Cell | None:
    """The one cell of a row that only parts the rows below it."""
    filled = {c.text: c for c in row.cells if c.text}
    if len(filled) != 1 or len(row.cells) < 2:
        return None
    (cell,) = filled.values()
    return cell if number(cell.text) is None else None


def spread(head: Row, rows: list[Row]) -> Row:
    """A head whose first cell stood over two columns, of groups and of names, stands over both again."""
    full = [row for row in rows if len(row.cells) == len(head.cells) > 2 and row.cells[-1].text]
    if head.cells[-1].text or not full or not all(_is_side(c) for row in full for c in row.cells[:2]):
        return head
    return replace(head, cells=(head.cells[0], *head.cells[:-1]))


def unmerged(rows: list[Row], width: int) -> list[Row]:
    """Rows that lost their first cell, which the row above holds for them, have it back.

    Markdown knows no merged cells: what stood once over several rows is left out of the later ones, whose end is blank.
    """
    if not any(len(row.cells) > 2 and _is_side(row.cells[0]) and _is_side(row.cells[1]) for row in rows):
        return rows
    full: list[Row] = []
    for row in rows:
        cells = row.cells if len(row.cells) < width or row.cells[-1].text else row.cells[:-1]
        shifted = len(cells) == width - 1 and _is_side(cells[0]) and number(cells[1].text) is not None
        if shifted and full and any(map(_is_side, full[-1].cells[1:2])):
            row = replace(row, cells=(full[-1].cells[0], *cells))
        elif full and _goes_on(row, full[-1]):
            row = replace(row, cells=(full[-1].cells[0], *row.cells[1:]))
        full.append(row)
    return full


def _goes_on(row: Row, above: Row) -> bool:
    """Whether a row with a blank first cell is a further one of what the row above is of."""
    sides = (*above.cells[:2], row.cells[1]) if min(len(row.cells), len(above.cells)) > 2 else ()
    return bool(sides) and not row.cells[0].text and all(_is_side(c) for c in sides)


def _is_side(cell: Cell) -> bool:
    return bool(cell.text) and number(cell.text) is None and not is_empty(cell.text)


def without_remarks(labels: list[tuple[Label, ...]]) -> list[tuple[Label, ...]]:
    """Rows of which each has a test of its own, without what else is said of it: MMLU, 学科知识."""
    tests = Counter(label.name for row in labels for label in row if label.kind == "benchmark")
    return [
        tuple(label for label in row if label.kind != "part" or is_part(label.name))
        if all(tests[label.name] == 1 for label in row if label.kind == "benchmark")
        and any(label.kind == "benchmark" for label in row)
        else row
        for row in labels
    ]


def told_apart(labels: list[tuple[Label, ...]], metrics: Sequence[str] = ()) -> list[tuple[Label, ...]]:
    """Columns of one benchmark that only their brackets tell apart are its parts: RULER 8K, Codeforces (Rating).

    So are rows that only their metrics tell apart.
    """
    said = [
        next((label for label in reversed(column) if label.kind in ("benchmark", "part")), None) for column in labels
    ]
    often = Counter((label.name, label.subset, label.setting) for label in said if label)
    alike = Counter((label.name, label.subset, label.setting, label.extra) for label in said if label)
    told: list[tuple[Label, ...]] = []
    for column, label, metric in zip(labels, said, metrics or [""] * len(labels), strict=True):
        extra = metric if label and alike[label.name, label.subset, label.setting, label.extra] > 1 else None
        if label and label.kind == "benchmark" and often[label.name, label.subset, label.setting] > 1:
            extra = extra or label.extra
        told.append(tuple(replace(one, subset=extra) if extra and one is label else one for one in column))
    return told
