"""A table's reading direction: which columns name models, hold values, ranks, settings or sizes, and what heads say."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from data.frozen import frozen
from nlp.cells import is_empty, number, parted
from nlp.conditions import find_conditions, join_settings
from nlp.grid import Cell, Row, Table
from nlp.heads import NO_SCORE
from nlp.labels import Label, bare, bare_of_brackets, is_category, is_part, read_label
from nlp.mentions import Named
from nlp.sheet_rows import group_title, spread, told_apart, unmerged

MOST_CELLS = 20_000  # of one table; what lies beyond is left out, and counted

Role = Literal["name", "value", "rank", "setting", "size", "metric", "other"]

_SIZE_HEAD = re.compile(
    r"(?:model\s*)?(?:size|params?(?:eters)?)|参数量?|规模|参数规模|模型大小|大小|尺寸", re.IGNORECASE
)
_MEANS = re.compile(r"agents?|智能体|methods?|方法|systems?|系统|方案", re.IGNORECASE)
_ELO = re.compile("elo", re.IGNORECASE)
_WON = re.compile(r"(?:平均)?胜率|win\s?rate", re.IGNORECASE)
_CHANGE = re.compile(r"^[+−–-]\s?\d|\d\s?(?:pp|个?百分点)")
_METRIC_HEAD = re.compile(r"(?:评价|评测|评估)?指标|度量|metrics?", re.IGNORECASE)
_PIECE = re.compile(r"[^/／\s][^/／]*")
_AT_K = re.compile(r"(?:pass|maj|best|cons|avg|mean)\s?[@^]|.*(?:shot|CoT)", re.IGNORECASE)
_COUNT = re.compile(r"\d{1,2}")


@frozen
class Column:
    """One column: the labels over it, and what its cells are."""

    index: int
    labels: tuple[Label, ...]
    role: Role


class Sheet:
    """A table with its labels read; `upright` where models stand in rows, else they stand in columns."""

    def __init__(self, table: Table, names: Sequence[Named]) -> None:
        self._names = names
        self._starts = [n.start for n in names]
        self._math_is_a_test = False
        self.width = table.width
        head, rows = self._parted(table)
        self.head = [spread(row, rows) for row in head]
        self.body = unmerged(rows[: MOST_CELLS // self.width], self.width)
        self.left_out = (len(rows) - len(self.body)) * self.width
        self._math_is_a_test = self._knows_math()
        labels = told_apart([self._told(i) for i in range(self.width)])
        self.upright = self._models_are_in_rows(labels)
        self.columns: list[Column] = []
        for i in range(self.width):
            self.columns.append(Column(i, labels[i], self._role(i, labels[i])))
        self.columns = (
            self._with_ways(self._with_one_score(self._with_one_name())) if self.upright else self._with_remarks()
        )

    def of_role(self, role: Role) -> list[Column]:
        """The columns of one role, from the left."""
        return [column for column in self.columns if column.role == role]

    def label(self, cell: Cell) -> Label:
        """What a cell says, given the names inside it."""
        said = read_label(cell, [n for n in self.names_in(cell) if n.type != "org"])
        return replace(said, kind="benchmark", name="MATH") if self._math_is_a_test and said.name == "Math" else said

    def side(self, cell: Cell, column: Column) -> Label:
        """What a cell of names says; below 评测集, beside models, LLaVA-Wilder is a test."""
        label = self.label(cell)
        tested = not self.upright and any(over.kind == "benchmarks" for over in column.labels)
        return read_label(cell, ()) if tested and label.kind == "model" else label

    def parts_of(self, cell: Cell) -> list[Label]:
        """What each of several names in one head says: MMLU / C-Eval."""
        plain = "/" in cell.text and cell.end - cell.start == len(cell.text)
        pieces = [found.span() for found in _PIECE.finditer(cell.text)] if plain else []
        cells = [Cell(cell.start + a, cell.start + b, cell.text[a:b].strip()) for a, b in pieces]
        return [self.label(piece) for piece in cells]

    def names_in(self, cell: Cell) -> Sequence[Named]:
        """The names found inside a cell, companies included."""
        return self._names[bisect_left(self._starts, cell.start) : bisect_left(self._starts, cell.end)]

    # ── heads ──

    def _knows_math(self) -> bool:
        """Whether a label Math is the test of that name: other tests stand beside it, and no other skill."""
        cells = [c for row in self.head for c in row.cells] + [c for row in self.body for c in row.cells[:1]]
        if not any(c.text == "Math" for c in cells):
            return False
        others = [self.label(c) for c in cells if c.text and c.text != "Math"]
        return any(o.kind == "benchmark" for o in others) and not any(is_category(o.name) for o in others)

    def _parted(self, table: Table) -> tuple[list[Row], list[Row]]:
        """Head rows and body rows; a row of labels right below the head belongs to it."""
        rows = list(table.rows)
        head = table.head
        while head < len(rows) - 1 and self._is_head(rows[head], rows[head - 1]):
            head += 1
        return rows[:head], rows[head:]

    def _is_head(self, row: Row, above: Row) -> bool:
        """Whether a row with a blank first cell says settings or parts, not values."""
        filled = [(i, c) for i, c in enumerate(row.cells) if c.text and not is_empty(c.text)]
        if row.cells[0].text or not filled or any(number(c.text) for _, c in filled):
            return False
        told = sum(self.label(c).kind in ("setting", "overall", "benchmark") for _, c in filled)
        under_blank = sum(i > 0 and i < len(above.cells) and not above.cells[i].text for i, _ in filled)
        return told * 2 >= len(filled) or (under_blank > 0 and len(filled) > 1)

    def _told(self, column: int) -> tuple[Label, ...]:
        """The labels over a column; over figures, Test is a part, 维度 a size, and no tests stand below."""
        labels = self._labels(column)
        if not column or not self._are_numbers(column):
            return labels
        return tuple(_over_figures(label) if label.kind == "benchmarks" else label for label in labels)

    def _labels(self, column: int) -> tuple[Label, ...]:
        """The labels over a column; a blank in an upper head row is what stands to its left there."""
        labels = []
        for depth, row in enumerate(self.head):
            cell = row.cells[column] if column < len(row.cells) else None
            if column and (cell is None or not cell.text) and depth < len(self.head) - 1:
                cell = next((c for c in reversed(row.cells[1:column]) if c.text), cell)
            if cell is not None:
                labels.append(self.label(cell))
        return tuple(labels)

    def _models_are_in_rows(self, labels: list[tuple[Label, ...]]) -> bool:
        heads = Counter(label.kind for column in labels[1:] for label in column)
        corner = {label.kind for label in labels[0]}
        sides = Counter(self.label(row.cells[0]).kind for row in self.body if row.cells)
        second = Counter(self.label(row.cells[1]).kind for row in self.body if len(row.cells) > 2)
        if "benchmarks" in corner:
            return heads["benchmark"] > heads["model"]
        if "models" in corner or heads["models"]:
            return not (heads["model"] > heads["benchmark"] and sides["benchmark"] > sides["model"])
        if heads["model"] != heads["benchmark"]:
            return heads["benchmark"] > heads["model"] or (heads["model"] < 2 and sides["model"] > sides["benchmark"])
        return sides["benchmark"] + second["benchmark"] <= sides["model"] + second["model"]

    def _with_one_name(self) -> list[Column]:
        """Of a column of agents and one of models, the agent is how the model was run."""
        named = [c for c in self.of_role("name") if any(label.kind == "models" for label in c.labels)]
        means = [c for c in named if any(_MEANS.fullmatch(label.name) for label in c.labels)]
        if not means or len(means) == len(named):
            return self.columns
        return [replace(c, role="setting") if c in means else c for c in self.columns]

    def _with_ways(self, columns: list[Column]) -> list[Column]:
        """Of rows that bear one name, the words behind it that tell them apart say how it was run."""
        names = [c for c in columns if c.role == "name"]
        told = [c for c in columns if c.role == "other" and c.labels and c.labels[-1].kind == "part"]
        if len(names) != 1 or not told or any(c.role == "setting" for c in columns):
            return columns
        said = [[self._text(row, c) for c in (names[0], told[0])] for row in self.body if group_title(row) is None]
        again = len({name for name, _ in said}) < len(said) == len({(name, way) for name, way in said})
        alike = len({way for _, way in said}) < len(said)
        return [replace(c, role="setting") if c is told[0] and again and alike else c for c in columns]

    @staticmethod
    def _text(row: Row, column: Column) -> str:
        return row.cells[column.index].text if column.index < len(row.cells) else ""

    def _with_remarks(self) -> list[Column]:
        """Of tests without a column of figures, all that stands behind their names is remarks."""
        names = self.of_role("name")
        if self.of_role("value") or not names:
            return self.columns
        return [replace(c, role="other") if c.role == "name" and c is not names[0] else c for c in self.columns]

    def _with_one_score(self, columns: list[Column]) -> list[Column]:
        """Beside an Elo a share of won matches is another measure."""
        said = [column.labels[-1] if column.labels else None for column in columns]
        if not any(label and _ELO.match(label.name) for label in said):
            return columns
        won = [label is not None and bool(_WON.fullmatch(label.name)) for label in said]
        return [replace(c, role="other") if other else c for c, other in zip(columns, won, strict=True)]

    # ── roles ──

    def _role(self, index: int, labels: tuple[Label, ...]) -> Role:
        kinds = [label.kind for label in labels if label.name or label.setting]
        if "rank" in kinds:
            return "rank" if any(number(text.lstrip("# ")) for text in self._texts(index)) else "other"
        if kinds == ["setting"] and not labels[-1].setting:
            if not index or self._are_settings(index):
                return "setting" if index else "name"
            return "other" if NO_SCORE.search(labels[-1].name) else "value"  # 精度: 61.2, but not 样本数: 9,618
        if self.of_role("name") and any(_METRIC_HEAD.fullmatch(label.name) for label in labels):
            return "metric" if not self._are_numbers(index) else "value"
        if "models" in kinds or "benchmarks" in kinds:
            return "setting" if self.of_role("name") and self._say_settings(index) else "name"
        if index and ("benchmark" if self.upright else "model") in kinds and "none" not in kinds:
            return "other" if self._are_changes(index) else "value"
        if self.upright and any(_SIZE_HEAD.fullmatch(label.name) for label in labels):
            return "size"
        if index == 0 and not self._are_numbers(index) and not self._names_are_said():
            return "name"
        if "none" in kinds and "benchmark" not in kinds and "model" not in kinds:
            return "other"
        if index and self.upright and self._say_settings(index):
            return "setting"
        scores = any(label.kind == "overall" for label in labels)
        if index == 0 or not self._are_numbers(index, of=3 if scores else 2):  # 分数: 80.2, 与Ⓜ相当
            beside = self.of_role("name") if self.upright else self.of_role("value")
            return "other" if self._is_blank(index) or beside else "name"
        return "value"

    def _names_are_said(self) -> bool:
        """Whether a head says of its column that names stand below."""
        heads = (self.label(cell) for row in self.head for cell in row.cells)
        return any(label.kind in ("models", "benchmarks") for label in heads)

    def _texts(self, index: int) -> list[str]:
        return [row.cells[index].text for row in self.body if index < len(row.cells) and group_title(row) is None]

    def _are_numbers(self, index: int, of: int = 2) -> bool:
        """Whether more than every second cell (or as `of` says) of a column is a figure."""
        filled = [text for text in self._texts(index) if not is_empty(text)]
        return sum(number(text) is not None or bool(parted(text)) for text in filled) * of > len(filled)

    def _are_changes(self, index: int) -> bool:
        """Whether most cells of a column are differences: −3.7pp, +2.1."""
        filled = [text for text in self._texts(index) if not is_empty(text)]
        return sum(bool(_CHANGE.search(text)) for text in filled) * 2 > len(filled)

    def _are_settings(self, index: int) -> bool:
        return not self._are_numbers(index) or all(_COUNT.fullmatch(t) for t in self._texts(index) if t)

    def _say_settings(self, index: int) -> bool:
        """Whether the cells of a column beside the names are ways of testing: BF16, INT4."""
        cells = [row.cells[index] for row in self.body if index < len(row.cells) and group_title(row) is None]
        return sum(self.label(cell).kind == "setting" for cell in cells if cell.text) * 2 > len(cells)

    def _is_blank(self, index: int) -> bool:
        return all(is_empty(text) for text in self._texts(index))

    def metric_of(self, row: Row) -> str:
        """What a column of metrics says of a row."""
        cells = (row.cells[c.index] for c in self.of_role("metric") if c.index < len(row.cells))
        return next((bare(cell.text) for cell in cells), "")

    def setting_beside(self, row: Row) -> str | None:
        """What the row's setting column says: shots by their number, else its own words."""
        if (metric := self.metric_of(row)) and _AT_K.match(metric):
            return join_settings(find_conditions(metric))
        for column in self.of_role("setting"):
            text = bare(row.cells[column.index].text) if column.index < len(row.cells) else ""
            if _COUNT.fullmatch(text):
                return f"{text}-shot"
            if text and not is_empty(text):
                return join_settings(find_conditions(text)) or text
        return None


def _over_figures(label: Label) -> Label:
    part = bare_of_brackets(label.name)
    return replace(label, kind="part", name=part) if is_part(part) else replace(label, kind="none")
