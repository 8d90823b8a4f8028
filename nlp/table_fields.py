"""What a table's labels say together: the benchmark of a figure, its part, and how it was tested."""

import re
from dataclasses import replace

from nlp.cells import Number
from nlp.heads import ANNOUNCES, BEHIND, MEASURE
from nlp.labels import Label, bare_of_brackets, is_category, is_metric, is_part, is_test_like
from nlp.sheet import Column, Sheet
from nlp.table_lead import Lead
from nlp.table_models import Owners

_LATIN_NAME = re.compile(r"[A-Za-z][\w.-]+(?: [\w.-]+){0,2}$")
_CAPITAL = re.compile(r"[A-Z][a-z]{2,}$")  # a test's name where other tests are its only company
_A_NAME = re.compile(r"[A-Z][A-Za-z0-9]*[A-Z0-9]|[A-Z][a-z]+[\s-]?[A-Z0-9]")

_SPLIT_AT_END = re.compile(r"(?<=\S{3})[ _](val|dev|test|mini)$")

SURE = 2  # known tests; beside more of them any capitalized word is one

SHORTEST = 4  # characters of a test's name that mean it

Labels = tuple[Label, ...]


class Fields:
    """The benchmarks of a sheet, by its labels and what is said above it."""

    def __init__(self, sheet: Sheet, lead: Lead, owners: Owners) -> None:
        self.sheet = sheet
        self.lead = lead
        self.owners = owners
        self.names = sheet.of_role("name")
        labels = self._labels()
        self.told = {label.setting for label in labels}
        self.boards = self._boards(labels)
        self.of_tests = not self.of_headed and self._announces_tests()

    @property
    def board(self) -> str | None:
        """The only benchmark that the table is about."""
        return self.boards[0] if len(self.boards) == 1 else None if self.boards else self.lead.benchmark

    def of(self, labels: Labels, column: Column) -> Label | None:
        """The benchmark with its part and setting that stands over a column or before a row."""
        return self._of_part(self.said_by(labels), column)

    def _boards(self, labels: list[Label]) -> list[str]:
        """The benchmarks that the table's own heads or labels name."""
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

    def said_by(self, labels: Labels) -> Label | None:
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
            benchmark = benchmark if benchmark.known else _as_test(self._in_full(benchmark), benchmark.setting)
            part = parts[-1].name if parts and parts[-1] is labels[-1] and benchmark is not labels[-1] else None
            return replace(benchmark, subset=benchmark.subset or part, setting=benchmark.setting or setting)
        if any(label.kind == "none" and label.name for label in labels):
            return None
        if self.boards and self.lead.board and labels and labels[-1].kind == "overall":
            return Label("benchmark", self.lead.board, setting=setting)
        if len(self.boards) > 1 or self.of_tests:
            unknown = next((self._in_full(label) for label in reversed(parts) if self._may_be_a_test(label.name)), None)
            return _as_test(unknown, setting) if unknown else None
        return self._part(labels, setting)

    def _measures(self) -> bool:
        """Whether a column says what was measured on the benchmark as a whole: 准确率."""
        heads = (label for column in self.sheet.of_role("value") for label in column.labels)
        return self.sheet.upright and any(MEASURE.fullmatch(bare_of_brackets(label.name)) for label in heads)

    def _announces_tests(self) -> bool:
        """Whether a head says of the labels beside models that they are tests, all of them: 评测集, Benchmark."""
        heads = [label.name for column in self.names for label in column.labels]
        values = self.sheet.of_role("value")
        models = [c for c in values if any(label.kind == "model" for label in c.labels)]
        return (
            not self.sheet.upright
            and (len(models) > 1 or not values)
            and any(ANNOUNCES.fullmatch(name) for name in heads)
        )

    def _may_be_a_test(self, name: str) -> bool:
        """Whether an unknown label may be a test: it looks like one, or is a Latin name below 评测集."""
        if is_test_like(name) or (len(self.boards) > SURE and _CAPITAL.match(name)):
            return True
        return bool((_LATIN_NAME if self.of_tests else _A_NAME).match(name))

    def _in_full(self, label: Label) -> Label:
        """WinoG, TQA: short for a test that is named above the table."""
        meant = [test for test in self.lead.tests if _is_short_for(label.name, test)]
        return replace(label, name=meant[0]) if len(meant) == 1 else label

    def _upper_test(self, labels: Labels) -> Label | None:
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

    def _part(self, labels: Labels, setting: str | None) -> Label | None:
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
        if part and self._measures() and not is_part(part.name):
            return None  # 能效比 beside 准确率 is another measure
        above = board == self.lead.benchmark and self.lead.stated
        if self.boards and part and not above and not is_part(part.name):
            return None  # 引用能力 beside one test need not be a part of it
        whole = next((label.subset for label in labels if label.kind == "overall" and label.subset), None)
        subset = part.name if part else whole or self.lead.subset
        reach = None if part or self.boards else self.lead.range
        return Label("benchmark", board, subset, setting, range=reach)

    # ── settings ──

    def setting(
        self, field: Label, worth: Number, beside: str | None, column: Column, sides: Labels, model: str
    ) -> str | None:
        """What the cell, its row, its column, the models' column and the text around say, the nearest first."""
        if worth.setting:
            return worth.setting
        own = beside or (sides[0].setting if self.owners.of_settings and sides else None)
        if field.setting and own:
            return " ".join(sorted((field.setting, own), key=lambda said: "shot" not in said))
        over = [] if self.of_headed else [label.setting for label in (*reversed(column.labels), *reversed(sides))]
        corner = [label.setting for c in self.names for label in c.labels]
        return next((said for said in (field.setting, own, *over, *corner) if said), None) or self._around(field, model)

    def _around(self, field: Label, model: str) -> str | None:
        """What notes say of a figure, or the caption of all, unless the labels of some repeat it."""
        said = self.lead.setting_of(field.name, model)
        return None if said == self.lead.setting and said in self.told else said


def _is_short_for(name: str, test: str) -> bool:
    """Whether a name is the beginning of another, or the capitals of it."""
    begins = len(name) >= SHORTEST and test.casefold().startswith(name.casefold())
    return begins or (len(name) > 2 and name == "".join(c for c in test if c.isupper()))


def _as_test(label: Label, setting: str | None) -> Label:
    """An unknown name as a benchmark, with the part in its brackets or at its end: Zorb (Hard), Zorb1.1 test."""
    name, end = label.name, _SPLIT_AT_END.search(label.name)
    said = label.extra or ""
    part = said if is_part(said) or BEHIND.fullmatch(said) else end[1] if end else None
    name = name[: end.start()] if end and part == end[1] else name
    return replace(label, kind="benchmark", name=name, subset=label.subset or part, setting=setting)


def _as_part(label: Label) -> Label:
    """TriviaQA, Few-shot: a test or a way of testing as the name of a part."""
    return replace(label, kind="part", setting=None) if label.kind in ("benchmark", "setting") else label
