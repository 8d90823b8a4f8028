"""Tables as passages: their rows and columns under labels, and which of them carry no claim.

Where a cell stands says whose it is and on what; that is proposed by the rules. Left to decide is which rows are no
contestants (a human, a mean of all) and which columns no results.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from nlp.choices import CellDraft, Option, Passage, Question, Slot, label
from nlp.document import Document
from nlp.evidence import Draft
from nlp.grid import Row
from nlp.mentions import Named
from nlp.tables import table_drafts

MOST_ROWS, MOST_COLUMNS = 20, 20  # of one passage
MOST_SHOWN = 300  # characters of a row

Place = tuple[int, int]


def table_passages(document: Document, names: Sequence[Named], title: Sequence[Named] = ()) -> Iterator[Passage]:
    """The rows of each table that may make claims, so many in one passage as its candidates allow."""
    drafts = table_drafts(document, names, title).drafts
    by_row = {place: list(group) for place, group in groupby(drafts, key=lambda d: (d.start, d.end))}
    for table in document.tables:
        rows = [row for row in table.rows if (row.start, row.end) in by_row]
        upright = all(len({d.model for d in by_row[row.start, row.end]}) == 1 for row in rows)
        for first in range(0, len(rows), MOST_ROWS):
            yield from _passages(rows[first : first + MOST_ROWS], by_row, upright)


def _passages(rows: list[Row], by_row: dict[Place, list[Draft]], upright: bool) -> Iterator[Passage]:
    """These rows, with so many of their columns at a time as one passage may have."""
    drafts = [draft for row in rows for draft in by_row[row.start, row.end]]
    columns = list(dict.fromkeys(_across(draft, upright) for draft in drafts))
    for first in range(0, len(columns), MOST_COLUMNS):
        part = columns[first : first + MOST_COLUMNS]
        yield _passage(rows, {name: label("benchmark", i) for i, name in enumerate(part)}, drafts, upright)


def _passage(rows: list[Row], columns: dict[str, str], drafts: list[Draft], upright: bool) -> Passage:
    sides = {(row.start, row.end): label("left_out", i) for i, row in enumerate(rows)}
    cells = [
        CellDraft(sides[d.start, d.end], columns[name], d)
        for d in drafts
        if (name := _across(d, upright)) in columns and (d.start, d.end) in sides
    ]
    offered = [Option(name, "") for name in (*sides.values(), *columns.values())]
    pieces = [piece for name, said in columns.items() for piece in (name, f"[{said}]")]
    for row in rows:
        shown = " ".join(cell.text for cell in row.cells if cell.text)[:MOST_SHOWN]
        pieces += [f"\n{shown}", f"[{sides[row.start, row.end]}]"]
    return Passage(
        kind="table",
        start=rows[0].start,
        end=rows[-1].end,
        pieces=tuple(pieces),
        heading="",
        before=(),
        questions=(Question("", (Slot("left_out", tuple(offered), several=True),)),),
        cells=tuple(cells),
    )


def _across(draft: Draft, upright: bool) -> str:
    """What tells the columns apart: a benchmark with its part and setting, or in a table lying on its side a model."""
    if not upright:
        return draft.model
    return " ".join(part for part in (draft.benchmark, draft.subset, draft.setting) if part)
