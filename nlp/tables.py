"""Claims that tables make: models in rows or columns, benchmarks in heads or captions, settings in either."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.cells import Figures, Number, number, parted
from nlp.document import Document
from nlp.evidence import Draft, Drafted
from nlp.grid import MOST_COLUMNS, Cell, Row
from nlp.heads import NO_SCORE
from nlp.labels import Label, says_human
from nlp.mentions import Named
from nlp.sheet import Column, Sheet
from nlp.sheet_rows import group_title, told_apart, without_remarks
from nlp.table_fields import Fields, Labels
from nlp.table_lead import Lead, lead_of, sole_benchmark
from nlp.table_models import Owners
from nlp.table_pairs import own_sides, with_side
from nlp.table_pairs import sides as sides_of
from nlp.table_remarks import Stated, in_other_ways, of_rivals, on_tests


def table_drafts(document: Document, names: Sequence[Named], title: Sequence[Named] = ()) -> Drafted:
    """Drafts of all claims in tables, row by row; `title` are the names in the title, for context only."""
    starts = [n.start for n in names]
    sole = sole_benchmark(names, document)
    drafts: list[Draft] = []
    left_out = 0
    for table in document.tables:
        inside = names[bisect_left(starts, table.start) : bisect_left(starts, table.end)]
        sheet = Sheet(table, inside)
        drafts += _Reader(sheet, lead_of(document, table, names, title, sole), document.text).drafts()
        left_out += sheet.left_out + sum(_beyond(row, document.text) for row in table.rows)
    return Drafted(drafts, left_out)


def _beyond(row: Row, text: str) -> int:
    """How many cells a row has beyond the columns that are read."""
    return text.count("|", row.cells[-1].end + 2, row.end) if len(row.cells) >= MOST_COLUMNS else 0


class _Reader:
    """What a sheet makes of its cells under what is said above it."""

    def __init__(self, sheet: Sheet, lead: Lead, text: str) -> None:
        self.sheet = sheet
        self.text = text
        self.lead = lead
        self.names = sheet.of_role("name")
        self.owners = Owners(sheet, lead)
        self.fields = Fields(sheet, lead, self.owners)
        self.ranks = self._ranks_by_a_score()

    def drafts(self) -> Iterator[Draft]:
        rows = list(self._sided()) if self.names else []
        sides = [labels for _, labels in rows]
        if not self.sheet.upright:
            sides = told_apart(without_remarks(sides), [self.sheet.metric_of(row) for row, _ in rows])
        for (row, _), labels in zip(rows, sides, strict=True):
            yield from self._row(row, labels)

    def _sided(self) -> Iterator[tuple[Row, Labels]]:
        """Each row with the labels before its cells, and the title of its group where rows are benchmarks."""
        group: Labels = ()
        for row in self.sheet.body:
            if title := group_title(row):
                group = (self.sheet.label(title),)
                continue
            sides = tuple(self.sheet.side(row.cells[c.index], c) for c in self.names if c.index < len(row.cells))
            yield row, sides if self.sheet.upright else (*group, *sides)

    def _row(self, row: Row, sides: Labels) -> Iterator[Draft]:
        if NO_SCORE.search(self.sheet.metric_of(row)):
            return
        beside = self.sheet.setting_beside(row)
        for whose, test, stated, how in self._remarks(row, sides):
            yield from self._score(row, whose, stated, test, how)
        for column in self.sheet.columns:
            cell = row.cells[column.index] if column.index < len(row.cells) else None
            if cell and column.role == "value" and (figures := parted(cell.text)):
                yield from self._several(row, column, figures, sides, beside)
                continue
            worth = _worth(cell, column) if cell else None
            model = self.owners.of(row, column) if worth else ""
            if worth is None or not model or says_human(model) or (not self.sheet.upright and _are_people(sides)):
                continue
            if column.role == "rank":
                yield from self._rank(row, model, worth)
            elif field := self.fields.of(self._over(column, sides), column):
                setting = self.fields.setting(field, worth, beside, column, sides, model)
                yield from self._score(row, model, worth, field, setting)

    def _over(self, column: Column, sides: Labels) -> Labels:
        """The labels that say of a cell what was tested."""
        return column.labels if self.sheet.upright else sides

    def _remarks(self, row: Row, sides: Labels) -> Iterator[Stated]:
        """What cells of a row state with their own words."""
        values = self.sheet.of_role("value")
        if self.sheet.upright:
            model = self.owners.of(row, (values or self.names)[0])
            yield from on_tests(self.sheet, self.text, row, model) if model else ()
        elif field := self.fields.said_by(sides):
            yield from of_rivals(self.sheet, self.text, row, field)
            model = self.owners.of(row, values[0]) if len(values) == 1 else ""
            yield from in_other_ways(self.text, row, field, model) if model else ()

    def _several(
        self, row: Row, column: Column, figures: Figures, sides: Labels, beside: str | None
    ) -> Iterator[Draft]:
        """Several figures in one cell, where the cell, the head or the lead says what tells them apart."""
        model = self.owners.of(row, column)
        if not model or says_human(model):
            return
        for (text, _), field in zip(figures, self._fields_of_several(row, column, figures, sides), strict=False):
            if worth := number(text):
                setting = self.fields.setting(field, worth, beside, column, sides, model)
                yield from self._score(row, model, worth, field, setting)

    def _fields_of_several(self, row: Row, column: Column, figures: Figures, sides: Labels) -> list[Label]:
        """What each of the figures of one cell was reached on; none where that is not told of each."""
        heads = self.sheet.head if self.sheet.upright else [row]
        places = [column.index] if self.sheet.upright else [c.index for c in self.names]
        over = [r.cells[i] for r in heads for i in places if i < len(r.cells)]
        for cell in over:
            tests = [self.fields.said_by((label,)) for label in self.sheet.parts_of(cell)]
            said = [test for test in tests if test]
            if len({test.name for test in said}) == len(tests) == len(figures):
                return said
        told = own_sides([said for _, said in figures]) or sides_of(cell.text for cell in over) or self.lead.sides
        field = self.fields.of(self._over(column, sides), column)
        return [with_side(field, side) for side in told] if field and told and len(told) == len(figures) else []

    def _score(self, row: Row, model: str, worth: Number, field: Label, setting: str | None) -> Iterator[Draft]:
        if field.range is None or field.range[0] <= worth.value <= field.range[1]:
            draft = Draft("score", model, field.name, worth.value, row.start, row.end, in_table=True)
            yield replace(draft, subset=field.subset, setting=setting, unit=worth.unit)

    def _rank(self, row: Row, model: str, worth: Number) -> Iterator[Draft]:
        """A place counts where the table ranks on one board by a score."""
        board = self.fields.board
        if self.sheet.upright and board and worth.value == int(worth.value) > 0 and self.ranks:
            part = self.lead.subset if board == self.lead.benchmark else None
            draft = Draft("rank", model, board, worth.value, row.start, row.end, in_table=True)
            yield replace(draft, subset=part)

    def _ranks_by_a_score(self) -> bool:
        """Whether the places follow one of the columns of scores; another ranking is none on the board."""
        places = self.sheet.of_role("rank")
        return bool(places) and any(self._is_ranked(places[0], column) for column in self.sheet.of_role("value"))

    def _is_ranked(self, places: Column, scores: Column) -> bool:
        cells = [row.cells for row in self.sheet.body if len(row.cells) > max(places.index, scores.index)]
        worth = [(number(c[places.index].text.lstrip("# ")), number(c[scores.index].text)) for c in cells]
        by_place = sorted(((p.value, s.value) for p, s in worth if p and s), key=lambda pair: pair[0])
        said = [score for _, score in by_place]
        return bool(said) and (said == sorted(said) or said == sorted(said, reverse=True))


def _worth(cell: Cell, column: Column) -> Number | None:
    """What a cell is worth: a figure, or a place (#1), but none that is only about right (~50)."""
    if column.role == "rank":
        return number(cell.text.lstrip("# ")) if cell.text[:1] not in ("~", "≈") else None
    return number(cell.text) if column.role == "value" else None


def _are_people(sides: Labels) -> bool:
    """Whether a row beside models in columns is a human's: Human Expert."""
    return any(label.kind == "part" and says_human(label.name) for label in sides)
