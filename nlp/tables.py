"""Claims that tables make: models in rows or columns, benchmarks in heads or captions, settings in either."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.cells import Number, number, parted
from nlp.document import Document
from nlp.evidence import Draft, Drafted
from nlp.grid import MOST_COLUMNS, Row
from nlp.heads import ANNOUNCES
from nlp.labels import Label, is_category, is_metric, is_part, is_test_like, says_human
from nlp.mentions import Named
from nlp.sheet import Column, Sheet, group_title, told_apart
from nlp.table_lead import Lead, lead_of, sole_benchmark
from nlp.table_models import Owners
from nlp.table_pairs import own_sides, with_side
from nlp.table_pairs import sides as sides_of

_RIVAL = re.compile(r"\s?[(（:：]\s?(?P<worth>\d[\d.,]*\s?[%％]?)\s?[)）]?")  # Ⓜ(70.5)
_WAY = re.compile(  # Zorble 脚手架: 70.5%
    r"(?P<way>[A-Z][\w .+-]{1,30}?\s?(?:脚手架|框架|智能体|[Ss]caffold|[Hh]arness))"
    r"\s?[:：]\s?(?P<worth>\d[\d.,]*\s?[%％]?)"
)
_LATIN_NAME = re.compile(r"[A-Za-z][\w.-]+(?: [\w.-]+){0,2}$")
_A_NAME = re.compile(r"[A-Z][A-Za-z0-9]*[A-Z0-9]|[A-Z][a-z]+[\s-]?[A-Z0-9]")


def table_drafts(document: Document, names: Sequence[Named], title: Sequence[Named] = ()) -> Drafted:
    """Drafts of all claims in tables, row by row; `title` are the names in the title, for context only."""
    starts = [n.start for n in names]
    sole = sole_benchmark(names)
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
        self.boards = self._boards()
        self.of_tests = not self.of_headed and self._announces_tests()
        self.ranks = self._ranks_by_a_score()
        self._told = {label.setting for label in self._labels()}

    def drafts(self) -> Iterator[Draft]:
        rows = list(self._sided()) if self.names else []
        sides = [labels for _, labels in rows]
        for (row, _), labels in zip(rows, sides if self.sheet.upright else told_apart(sides), strict=True):
            yield from self._row(row, labels)

    def _sided(self) -> Iterator[tuple[Row, tuple[Label, ...]]]:
        """Each row with the labels before its cells, and the title of its group where rows are benchmarks."""
        group: tuple[Label, ...] = ()
        for row in self.sheet.body:
            if title := group_title(row):
                group = (self.sheet.label(title),)
                continue
            sides = tuple(self.sheet.label(row.cells[c.index]) for c in self.names if c.index < len(row.cells))
            yield row, sides if self.sheet.upright else (*group, *sides)

    def _row(self, row: Row, sides: tuple[Label, ...]) -> Iterator[Draft]:
        beside = self.sheet.setting_beside(row)
        if not self.sheet.upright and (said := self._field(sides)):
            yield from self._rivals(row, said)
        for column in self.sheet.columns:
            cell = row.cells[column.index] if column.index < len(row.cells) else None
            if cell and column.role == "value" and (figures := parted(cell.text)):
                yield from self._several(row, column, figures, sides, beside)
                continue
            worth = number(cell.text) if cell and column.role in ("value", "rank") else None
            model = self.owners.of(row, column) if worth else ""
            if worth is None or not model or says_human(model) or (not self.sheet.upright and _are_people(sides)):
                continue
            if column.role == "rank":
                yield from self._rank(row, model, worth)
            elif field := self._of_part(self._field(column.labels if self.sheet.upright else sides), column):
                setting = self._setting(field, worth, beside, column, sides)
                yield from self._score(row, model, worth, field, setting or self._around(field, model))

    def _several(
        self,
        row: Row,
        column: Column,
        figures: list[tuple[str, str | None]],
        sides: tuple[Label, ...],
        beside: str | None,
    ) -> Iterator[Draft]:
        """Several figures in one cell, where the cell, the head or the lead says what tells them apart."""
        heads = self.sheet.head if self.sheet.upright else [row]
        places = [column.index] if self.sheet.upright else [c.index for c in self.names]
        told = (
            own_sides([said for _, said in figures])
            or sides_of(r.cells[i].text for r in heads for i in places if i < len(r.cells))
            or self.lead.sides
        )
        field = self._of_part(self._field(column.labels if self.sheet.upright else sides), column)
        model = self.owners.of(row, column)
        if not field or not told or len(told) != len(figures) or not model or says_human(model):
            return
        for (text, _), side in zip(figures, told, strict=True):
            if worth := number(text):
                own = with_side(field, side)
                setting = self._setting(own, worth, beside, column, sides)
                yield from self._score(row, model, worth, own, setting or self._around(own, model))

    def _rivals(self, row: Row, field: Label) -> Iterator[Draft]:
        """Cells that name a model themselves, 对标模型: Ⓜ(70.5), or another way to test the only one of the table."""
        for cell in row.cells[1:]:
            models = [n for n in self.sheet.names_in(cell) if n.type == "model"]
            found = [(n, _RIVAL.match(self.text, n.end, cell.end)) for n in models]
            for named, worth in ((n, number(m["worth"])) for n, m in found if m):
                if worth is not None:
                    yield from self._score(row, named.name, worth, field, None)

        values = self.sheet.of_role("value")
        model = self.owners.of(row, values[0]) if len(values) == 1 else ""
        for other in _WAY.finditer(self.text, row.start, row.end) if model else ():
            if worth := number(other["worth"]):
                yield from self._score(row, model, worth, field, other["way"])

    def _score(self, row: Row, model: str, worth: Number, field: Label, setting: str | None) -> Iterator[Draft]:
        if field.range is None or field.range[0] <= worth.value <= field.range[1]:
            draft = Draft("score", model, field.name, worth.value, row.start, row.end, in_table=True)
            yield replace(draft, subset=field.subset, setting=setting, unit=worth.unit)

    def _rank(self, row: Row, model: str, worth: Number) -> Iterator[Draft]:
        """A place counts where the table ranks on one board by a score."""
        board = self.boards[0] if len(self.boards) == 1 else None if self.boards else self.lead.benchmark
        if self.sheet.upright and board and worth.value == int(worth.value) > 0 and self.ranks:
            yield Draft("rank", model, board, worth.value, row.start, row.end, in_table=True)

    def _ranks_by_a_score(self) -> bool:
        """Whether the places follow one of the columns of scores; another ranking is none on the board."""
        places = self.sheet.of_role("rank")
        return bool(places) and any(self._is_ranked(places[0], column) for column in self.sheet.of_role("value"))

    def _is_ranked(self, places: Column, scores: Column) -> bool:
        cells = [row.cells for row in self.sheet.body if len(row.cells) > max(places.index, scores.index)]
        worth = [(number(c[places.index].text), number(c[scores.index].text)) for c in cells]
        by_place = sorted(((p.value, s.value) for p, s in worth if p and s), key=lambda pair: pair[0])
        said = [score for _, score in by_place]
        return bool(said) and (said == sorted(said) or said == sorted(said, reverse=True))

    # ── benchmarks ──

    def _boards(self) -> list[str]:
        """The benchmarks that the table's own heads or labels name."""
        labels = self._labels()
        named = [label for label in labels if label.kind == "benchmark"]
        boards = list(dict.fromkeys(label.name for label in named))
        known = sum(label.known for label in named)
        parts = sum(label.kind == "part" for label in labels) + len(named) - known
        self.of_headed = self.lead.headed and self.lead.benchmark not in boards and known <= parts
        return [] if self.of_headed else boards

    def _labels(self) -> list[Label]:
        """What stands where benchmarks do: over the columns, or before the rows."""
        if self.sheet.upright:
            return [label for column in self.sheet.columns for label in column.labels]
        beside = [c.index for c in self.names] or [0, 1]
        return [self.sheet.label(row.cells[i]) for row in self.sheet.body for i in beside if i < len(row.cells)]

    def _field(self, labels: tuple[Label, ...]) -> Label | None:
        """The benchmark, subset and setting that labels say together, with what the lead says."""
        if self.of_headed:
            labels = tuple(_as_part(label) for label in labels)
        benchmark = next((label for label in reversed(labels) if label.kind == "benchmark"), None)
        benchmark = benchmark or self._upper_test(labels)
        parts = [
            label for label in labels if label.kind == "part" and not (is_category(label.name) or is_metric(label.name))
        ]
        setting = next((label.setting for label in labels if label.kind != "benchmark" and label.setting), None)
        if benchmark:
            part = parts[-1].name if parts and parts[-1] is labels[-1] and benchmark is not labels[-1] else None
            return replace(benchmark, subset=benchmark.subset or part, setting=benchmark.setting or setting)
        if any(label.kind == "none" and label.name for label in labels):
            return None
        if len(self.boards) > 1 or self.of_tests:
            unknown = next((label for label in reversed(parts) if self._may_be_a_test(label.name)), None)
            part = unknown.extra if unknown and unknown.extra and is_part(unknown.extra) else None
            return replace(unknown, kind="benchmark", subset=part, setting=setting) if unknown else None
        return self._part(labels, setting)

    def _announces_tests(self) -> bool:
        """Whether a head says of the labels beside models that they are tests, all of them: 评测集, Benchmark."""
        heads = [label.name for column in self.names for label in column.labels]
        models = [c for c in self.sheet.of_role("value") if any(label.kind == "model" for label in c.labels)]
        return not self.sheet.upright and len(models) > 1 and any(ANNOUNCES.fullmatch(name) for name in heads)

    def _may_be_a_test(self, name: str) -> bool:
        """Whether an unknown label may be a test: it looks like one, or is a Latin name below 评测集."""
        return is_test_like(name) or bool((_LATIN_NAME if self.of_tests else _A_NAME).match(name))

    def _upper_test(self, labels: tuple[Label, ...]) -> Label | None:
        """An unknown name over a column's part is a test, where known tests stand over the parts of other columns."""
        upper = labels[0] if len(labels) > 1 and self.sheet.upright else None
        if upper is None or upper.kind not in ("part", "model") or is_category(upper.name):
            return None
        beside = any(len(c.labels) > 1 and c.labels[0].kind == "benchmark" for c in self.sheet.of_role("value"))
        return replace(upper, kind="benchmark") if beside else None

    def _of_part(self, field: Label | None, column: Column) -> Label | None:
        """A benchmark's part, where the columns are parts and not models."""
        if not field or not self.owners.of_parts or not column.labels:
            return field
        head = column.labels[-1]
        return replace(field, subset=head.name) if head.kind == "part" else field

    def _part(self, labels: tuple[Label, ...], setting: str | None) -> Label | None:
        """A column or row that names no benchmark: a part of the table's only one, or of the one in the lead."""
        part = next((label for label in reversed(labels) if label.kind == "part"), None)
        if (
            part
            and not self.of_headed
            and (is_test_like(part.name) or (self.boards and self._may_be_a_test(part.name)))
        ):
            return replace(part, kind="benchmark", setting=setting)
        board = self.boards[0] if self.boards else self.lead.benchmark
        if not board or (self.boards and not part):
            return None
        above = board == self.lead.benchmark and self.lead.stated
        if self.boards and part and not above and not is_part(part.name):
            return None  # 引用能力 beside one test need not be a part of it
        whole = next((label.subset for label in labels if label.kind == "overall" and label.subset), None)
        subset = part.name if part else whole or self.lead.subset
        reach = None if part or self.boards else self.lead.range
        return Label("benchmark", board, subset, setting, range=reach)

    # ── settings ──

    def _setting(
        self, field: Label, worth: Number, beside: str | None, column: Column, sides: tuple[Label, ...]
    ) -> str | None:
        """What the cell, its row, its column, and the models' column say, the nearest first."""
        if worth.setting:
            return worth.setting
        own = beside or (sides[0].setting if self.owners.of_settings and sides else None)
        if field.setting and own:
            return " ".join(sorted((field.setting, own), key=lambda said: "shot" not in said))
        over = [] if self.of_headed else [label.setting for label in (*reversed(column.labels), *reversed(sides))]
        corner = [label.setting for c in self.names for label in c.labels]
        return next((said for said in (field.setting, own, *over, *corner) if said), None)

    def _around(self, field: Label, model: str) -> str | None:
        """What notes say of a figure, or the caption of all, unless the labels of some repeat it."""
        said = self.lead.setting_of(field.name, model)
        return None if said == self.lead.setting and said in self._told else said


def _are_people(sides: tuple[Label, ...]) -> bool:
    """Whether a row beside models in columns is a human's: Human Expert."""
    return any(label.kind == "part" and says_human(label.name) for label in sides)


def _as_part(label: Label) -> Label:
    """TriviaQA, Few-shot: a test or a way of testing as the name of a part."""
    return replace(label, kind="part", setting=None) if label.kind in ("benchmark", "setting") else label
