"""Claims that tables make: models in rows or columns, benchmarks in heads or captions, settings in either."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nlp.conditions import find_conditions, join_settings
from nlp.document import Document
from nlp.evidence import Draft, Drafted
from nlp.grid import Cell, Row, Table
from nlp.labels import Label, bare, is_category, is_test_like, read_label, says_human
from nlp.mentions import Named
from nlp.table_lead import Lead, lead_of

MOST_CELLS = 20_000  # of one table; what lies beyond is left out

_VALUE = re.compile(
    r"(?:约|~|≈|>|<|≥|≤|\s)*(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<scale>[万萬亿億])?\s*(?P<unit>[%％]|分)?"
    r"\s*(?:±\s*[\d.]+\s*[%％]?|\+/-\s*[\d.]+|\+[\d.]+/-[\d.]+|\*+|†|‡|\s|[↑↓](?:\s*[\d.]+[%％]?)?|[(（\[].*[)）\]])*"
)
_EMPTY = re.compile(r"[-–—−/\\.…\s?？*]*|n/?a|none|null|无|暂无|未公布|未测|tbd", re.IGNORECASE)


_SIZE_HEAD = re.compile(
    r"(?:model\s*)?(?:size|params?(?:eters)?)|参数量?|规模|参数规模|模型大小|大小|尺寸", re.IGNORECASE
)
_SIZE = re.compile(r"\d+(?:\.\d+)?\s?[BbMm]")


@dataclass(frozen=True, slots=True)
class _Column:
    """One column: the labels over it, and what its cells are."""

    index: int
    labels: tuple[Label, ...]
    role: str  # "name", "value", "rank", "setting", "size" or "other"


def table_drafts(document: Document, names: Sequence[Named], title: Sequence[Named] = ()) -> Drafted:
    """Drafts of all claims in tables, row by row; `title` are the names in the title, for context only."""
    names = [n for n in names if n.type != "org"] if document.tables else []
    starts = [n.start for n in names]
    drafts: list[Draft] = []
    left_out = 0
    for table in document.tables:
        inside = names[bisect_left(starts, table.start) : bisect_left(starts, table.end)]
        sheet = _Sheet(table, inside, lead_of(document, table, names, title))
        drafts += sheet.drafts()
        left_out += sheet.left_out
    return Drafted(drafts, left_out)


class _Sheet:
    """A table with its labels read, and what it makes of its cells."""

    def __init__(self, table: Table, names: Sequence[Named], lead: Lead) -> None:
        self.names = names
        self.starts = [n.start for n in names]
        self.lead = lead
        self.width = table.width
        self.head, rows = self._parted(table)
        self.body = rows[: MOST_CELLS // self.width]
        self.left_out = (len(rows) - len(self.body)) * self.width
        self.labels = [self._labels(i) for i in range(self.width)]
        self.upright = self._models_are_in_rows()
        self.columns = [self._column(i) for i in range(self.width)]
        self.sized = self._names_repeat()

    def drafts(self) -> Iterator[Draft]:
        names = [c.index for c in self.columns if c.role == "name"]
        if not names:
            return
        several = self._names_several()
        group: tuple[Label, ...] = ()
        for row in self.body:
            if title := _group_title(row):
                group = (self._label(title),)
                continue
            sides = tuple(self._label(row.cells[i]) for i in names if i < len(row.cells))
            yield from self._row(row, group + sides if not self.upright else sides, several)

    # ── labels ──

    def _label(self, cell: Cell) -> Label:
        return read_label(cell, self.names[bisect_left(self.starts, cell.start) : bisect_left(self.starts, cell.end)])

    def _parted(self, table: Table) -> tuple[list[Row], list[Row]]:
        """Head rows and body rows; a row of labels right below the head belongs to it."""
        rows = list(table.rows)
        head = table.head
        while head < len(rows) - 1 and self._is_head(rows[head], rows[head - 1]):
            head += 1
        return rows[:head], rows[head:]

    def _is_head(self, row: Row, above: Row) -> bool:
        """Whether a row with a blank first cell says settings or parts, not values."""
        filled = [(i, c) for i, c in enumerate(row.cells) if c.text and not _EMPTY.fullmatch(c.text)]
        if row.cells[0].text or len(filled) < 2 or any(_number(c.text) for _, c in filled):
            return False
        told = sum(self._label(c).kind in ("setting", "overall", "benchmark") for _, c in filled)
        under_blank = sum(i > 0 and i < len(above.cells) and not above.cells[i].text for i, _ in filled)
        return told * 2 >= len(filled) or under_blank > 0

    def _labels(self, column: int) -> tuple[Label, ...]:
        """The labels over a column; a blank in an upper head row is what stands to its left there."""
        labels = []
        for depth, row in enumerate(self.head):
            cell = row.cells[column] if column < len(row.cells) else None
            if column and (cell is None or not cell.text) and depth < len(self.head) - 1:
                cell = next((c for c in reversed(row.cells[1:column]) if c.text), cell)
            if cell is not None:
                labels.append(self._label(cell))
        return tuple(labels)

    def _models_are_in_rows(self) -> bool:
        heads = Counter(label.kind for labels in self.labels[1:] for label in labels)
        corner = {label.kind for label in self.labels[0]}
        sides = Counter(self._label(row.cells[0]).kind for row in self.body if row.cells)
        second = Counter(self._label(row.cells[1]).kind for row in self.body if len(row.cells) > 2)
        if "benchmarks" in corner:
            return heads["benchmark"] > heads["model"]
        if "models" in corner or heads["models"]:
            return not (heads["model"] > heads["benchmark"] and sides["benchmark"] > sides["model"])
        if heads["model"] != heads["benchmark"]:
            return heads["benchmark"] > heads["model"] or (heads["model"] < 2 and sides["model"] > sides["benchmark"])
        return sides["benchmark"] + second["benchmark"] <= sides["model"] + second["model"]

    def _column(self, index: int) -> _Column:
        labels = self.labels[index]
        return _Column(
            index, labels, self._role(index, [label.kind for label in labels if label.name or label.setting], labels)
        )

    def _role(self, index: int, kinds: list[str], labels: tuple[Label, ...]) -> str:
        if "rank" in kinds:
            return "rank" if any(_number(text) for text in self._cells(index)) else "other"
        if kinds and kinds[-1] == "setting" and len(kinds) == 1:
            return "setting" if not labels[-1].setting or self._texts_are_settings(index) else "value"
        if "models" in kinds or "benchmarks" in kinds:
            return "name"
        if self.upright and any(_SIZE_HEAD.fullmatch(label.name) for label in labels):
            return "size"
        if "none" in kinds and "benchmark" not in kinds and "model" not in kinds:
            return "other"
        if index == 0 or not self._numbers(index):
            return "name" if not self._is_named_before(index) and not self._blank(index) else "other"
        return "value"

    def _is_named_before(self, index: int) -> bool:
        """Whether a column further left already names the models of an upright table."""
        return self.upright and any(
            self._role(i, [label.kind for label in self.labels[i]], self.labels[i]) == "name" for i in range(index)
        )

    def _cells(self, index: int) -> list[str]:
        return [row.cells[index].text for row in self.body if index < len(row.cells) and not _group_title(row)]

    def _numbers(self, index: int) -> bool:
        filled = [text for text in self._cells(index) if not _EMPTY.fullmatch(text)]
        return sum(_number(text) is not None for text in filled) * 2 > len(filled)

    def _blank(self, index: int) -> bool:
        return all(_EMPTY.fullmatch(text) for text in self._cells(index))

    def _texts_are_settings(self, index: int) -> bool:
        return any(find_conditions(text) or re.fullmatch(r"\d{1,2}", text) for text in self._cells(index))

    def _names_repeat(self) -> bool:
        """Whether names stand in several rows and only a column of sizes tells those apart."""
        if not self.upright or not any(c.role == "size" for c in self.columns):
            return False
        first = next((c.index for c in self.columns if c.role == "name"), 0)
        names = [text for text in self._cells(first) if text]
        return len(set(names)) < len(names) or "" in self._cells(first)

    def _names_several(self) -> bool:
        """Whether benchmarks stand in the table's own heads or labels, so that a column 平均 has none."""
        if self.upright:
            return any(label.kind == "benchmark" for labels in self.labels for label in labels)
        return any(self._label(c).kind == "benchmark" for row in self.body for c in row.cells[:2])

    # ── cells ──

    def _row(self, row: Row, sides: tuple[Label, ...], several: bool) -> Iterator[Draft]:
        beside = self._setting_beside(row)
        board = self._overall_board(several)
        for column in self.columns:
            cell = row.cells[column.index] if column.index < len(row.cells) else None
            if cell is None or column.role not in ("value", "rank"):
                continue
            number = _number(cell.text)
            if number is None:
                continue
            model = self._model(row, column, sides)
            if not model or says_human(model):
                continue
            if column.role == "rank":
                if self.upright and board and number.value == int(number.value) > 0 and self._has_scores():
                    yield Draft("rank", model, board.name, number.value, row.start, row.end)
                continue
            field = self._field(column.labels if self.upright else sides, several)
            if field is None or not _allowed(field, number.value):
                continue
            setting = self._setting(field, number, beside, column, sides)
            yield Draft(
                "score",
                model,
                field.name,
                number.value,
                row.start,
                row.end,
                subset=field.subset,
                setting=setting,
                unit=number.unit,
            )

    def _model(self, row: Row, column: _Column, sides: tuple[Label, ...]) -> str:
        if not self.upright:
            cell = next(
                (
                    r.cells[column.index]
                    for r in reversed(self.head)
                    if column.index < len(r.cells) and r.cells[column.index].text
                ),
                None,
            )
            return self._name_of(cell, None) if cell else ""
        first = next(c.index for c in self.columns if c.role == "name")
        if first >= len(row.cells):
            return ""
        name = self._name_of(row.cells[first], row)
        if self.sized:
            size = next(
                (row.cells[c.index].text for c in self.columns if c.role == "size" and c.index < len(row.cells)), ""
            )
            name = f"{name}-{size}" if name and _SIZE.fullmatch(size) and size.lower() not in name.lower() else name
        return name

    def _name_of(self, cell: Cell, row: Row | None) -> str:
        """A model's name as the table has it, without the maker glued to it or put before it."""
        text = bare(cell.text)
        inside = [
            n
            for n in self.names[bisect_left(self.starts, cell.start) : bisect_left(self.starts, cell.end)]
            if n.type != "benchmark"
        ]
        others = [c.text for c in row.cells if c is not cell and len(c.text) > 1] if row else []
        for other in sorted(others, key=len, reverse=True):
            if text.endswith(other) and len(text) > len(other) + 1 and _number(other) is None:
                return text[: -len(other)].strip()
        if len(inside) == 1 and inside[0].end < cell.end and inside[0].text.startswith(text[: len(inside[0].text)]):
            rest = text[len(inside[0].text) :]
            if (
                rest
                and rest[0].isupper()
                and inside[0].text[-1:].islower()
                and row
                and any(o.startswith(rest) for o in others)
            ):
                return inside[0].text
        return text

    def _field(self, labels: tuple[Label, ...], several: bool) -> Label | None:
        """The benchmark, subset and setting that labels say together, with what the lead says."""
        benchmark = next((label for label in reversed(labels) if label.kind == "benchmark"), None)
        parts = [label for label in labels if label.kind == "part" and not is_category(label.name)]
        setting = next((label.setting for label in labels if label.kind != "benchmark" and label.setting), None)
        if benchmark:
            part = parts[-1].name if parts and parts[-1] is labels[-1] and benchmark is not labels[-1] else None
            return replace(benchmark, subset=benchmark.subset or part, setting=benchmark.setting or setting)
        if any(label.kind == "none" and label.name for label in labels):
            return None
        whole = next((label.subset for label in labels if label.kind == "overall" and label.subset), None)
        if several:
            unknown = next((label for label in reversed(parts) if _is_a_name(label.name)), None)
            return replace(unknown, kind="benchmark", setting=setting) if unknown else None
        return self._part_of_lead(labels, setting, whole)

    def _part_of_lead(self, labels: tuple[Label, ...], setting: str | None, whole: str | None) -> Label | None:
        part = next((label for label in reversed(labels) if label.kind == "part"), None)
        if part and is_test_like(part.name):
            return replace(part, kind="benchmark", setting=setting)
        if not self.lead.benchmark:
            return None
        subset = part.name if part else whole or self.lead.subset
        return Label("benchmark", self.lead.benchmark, subset, setting, range=self.lead.range if not part else None)

    def _overall_board(self, several: bool) -> Label | None:
        return Label("benchmark", self.lead.benchmark) if self.lead.benchmark and not several else None

    def _has_scores(self) -> bool:
        return any(c.role == "value" for c in self.columns)

    def _setting(
        self, field: Label, number: "_Number", beside: str | None, column: _Column, sides: tuple[Label, ...]
    ) -> str | None:
        """What the cell, its row, its column, the models' column and the lead say, the nearest first."""
        if number.setting:
            return number.setting
        if field.setting and beside and "shot" in beside and "shot" not in field.setting:
            return f"{beside} {field.setting}"
        corner = [label.setting for c in self.columns if c.role == "name" for label in c.labels]
        said = [
            field.setting,
            beside,
            *(label.setting for label in (*reversed(column.labels), *reversed(sides))),
            *corner,
        ]
        return next((setting for setting in said if setting), None) or self.lead.setting

    def _setting_beside(self, row: Row) -> str | None:
        for column in self.columns:
            text = row.cells[column.index].text if column.role == "setting" and column.index < len(row.cells) else ""
            if re.fullmatch(r"\d{1,2}", text):
                return f"{text}-shot"
            if found := find_conditions(text):
                return join_settings(found)
        return None


@dataclass(frozen=True, slots=True)
class _Number:
    value: float
    unit: str | None
    setting: str | None


def _number(text: str) -> _Number | None:
    """What a cell is worth, None where it is no single number."""
    found = _VALUE.fullmatch(bare(text)) if text else None
    if found is None:
        return None
    value = float(found["number"].replace(",", "")) * {"万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8}.get(
        found["scale"] or "", 1
    )
    setting = join_settings(find_conditions(text[found.end("number") :])) if "(" in text or "（" in text else None
    return _Number(value, "%" if found["unit"] in ("%", "％") else None, setting)


def _allowed(field: Label, value: float) -> bool:
    return field.range is None or field.range[0] <= value <= field.range[1]


def _is_a_name(name: str) -> bool:
    """Whether an unknown label among known benchmarks may be one itself: it has a capital or a test's ending."""
    return is_test_like(name) or bool(re.match(r"[A-Z][A-Za-z0-9]*[A-Z0-9]|[A-Z][a-z]+[\s-]?[A-Z0-9]", name))


def _group_title(row: Row) -> Cell | None:
    """The one cell of a row that only parts the rows below it."""
    filled = {c.text: c for c in row.cells if c.text}
    if len(filled) == 1 and len(row.cells) > 1:
        (cell,) = filled.values()
        return cell if _number(cell.text) is None else None
    return None
