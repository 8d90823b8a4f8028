"""Tables as passages: their rows and columns under labels, and which of them carry no claim.

Where a cell stands says whose it is and on what; that is proposed by the rules. Left to decide is which rows are no
contestants (a human, a mean of all) and which columns no results; and of a head that no lexicon knows, in a table about
one benchmark that it does know, whether it is a part of that, a setting, or a benchmark itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from data.lexicon import Lexicon
from nlp.choices import CellDraft, Head, Option, Passage, Question, Slot, label
from nlp.document import Document
from nlp.evidence import Draft
from nlp.grid import Row
from nlp.mentions import Named
from nlp.tables import table_drafts

MOST_ROWS, MOST_COLUMNS = 20, 20  # of one passage
MOST_SHOWN = 300  # characters of a row

BENCHMARK, PART, SETTING = "基", "子", "条"  # what a head may be, as the instructions have it

Place = tuple[int, int]


def table_passages(
    document: Document, names: Sequence[Named], lexicon: Lexicon, title: Sequence[Named] = ()
) -> Iterator[Passage]:
    """The rows of each table that may make claims, so many in one passage as its candidates allow."""
    drafts = table_drafts(document, names, title).drafts
    by_row = {place: list(group) for place, group in groupby(drafts, key=lambda d: (d.start, d.end))}
    for table in document.tables:
        rows = list({(row.start, row.end): row for row in table.rows if (row.start, row.end) in by_row}.values())
        upright = all(len({d.model for d in by_row[row.start, row.end]}) == 1 for row in rows)
        for first in range(0, len(rows), MOST_ROWS):
            yield from _passages(rows[first : first + MOST_ROWS], by_row, upright, lexicon)


def read_as(draft: Draft, head: Head, kind: str) -> Draft:
    """A cell's claim where its head is what `kind` says."""
    if kind == BENCHMARK:
        return replace(draft, benchmark=head.said, subset=None)
    if kind == PART:
        return replace(draft, benchmark=head.board, subset=head.said)
    setting = " ".join(said for said in (head.said, draft.setting) if said)
    return replace(draft, benchmark=head.board, subset=None, setting=setting)


def _passages(rows: list[Row], by_row: dict[Place, list[Draft]], upright: bool, lexicon: Lexicon) -> Iterator[Passage]:
    """These rows, with so many of their columns at a time as one passage may have."""
    drafts = [draft for row in rows for draft in by_row[row.start, row.end]]
    columns = list(dict.fromkeys(_across(draft, upright) for draft in drafts))
    for first in range(0, len(columns), MOST_COLUMNS):
        part = columns[first : first + MOST_COLUMNS]
        yield _passage(rows, {name: label("benchmark", i) for i, name in enumerate(part)}, drafts, upright, lexicon)


def _passage(rows: list[Row], columns: dict[str, str], drafts: list[Draft], upright: bool, lexicon: Lexicon) -> Passage:
    sides = {(row.start, row.end): label("left_out", i) for i, row in enumerate(rows)}
    cells = [
        CellDraft(sides[d.start, d.end], columns[name], d)
        for d in drafts
        if (name := _across(d, upright)) in columns and (d.start, d.end) in sides
    ]
    heads = {head.label: head for head in _open_heads(cells, upright, lexicon)}
    offered = tuple(Option(name, "") for name in (*sides.values(), *columns.values()) if name not in heads)
    shown_as = {name: heads[said].said if said in heads else name for name, said in columns.items()}
    pieces = [piece for name, said in columns.items() for piece in (shown_as[name], f"[{said}]")]
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
        questions=(Question("", (Slot("left_out", offered, several=True),)), *map(_what_it_is, heads.values())),
        cells=tuple(cells),
    )


def _what_it_is(head: Head) -> Question:
    kinds = tuple(Option(kind, kind) for kind in (BENCHMARK, PART, SETTING))
    return Question(head.label, (Slot("head", kinds),), head)


def _open_heads(cells: Sequence[CellDraft], upright: bool, lexicon: Lexicon) -> Iterator[Head]:
    """The heads that no lexicon knows, each with the one benchmark that it does know there."""
    boards = {cell.draft.benchmark for cell in cells if lexicon.benchmark(cell.draft.benchmark)}
    heads: dict[str, set[tuple[str, str | None]]] = {}
    for cell in cells:
        if cell.draft.kind == "score":
            said = (cell.draft.benchmark, cell.draft.subset)
            heads.setdefault(cell.column if upright else cell.row, set()).add(said)
    for name, ((benchmark, subset), *others) in heads.items():
        if not others and len(boards) == 1 and not _is_known(benchmark, subset, lexicon):
            yield Head(name, subset or benchmark, *boards)


def _is_known(benchmark: str, subset: str | None, lexicon: Lexicon) -> bool:
    entry = lexicon.benchmark(benchmark)
    return entry is not None and (subset is None or subset in entry.subsets)


def _across(draft: Draft, upright: bool) -> str:
    """What tells the columns apart: a benchmark with its part and setting, or in a table lying on its side a model."""
    if not upright:
        return draft.model
    return " ".join(part for part in (draft.benchmark, draft.subset, draft.setting) if part)
