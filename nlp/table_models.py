"""Whose result a table's cell is: the model in its row, over its column, or the one that the text above names."""

import re
from collections.abc import Sequence

from nlp.grid import Cell, Row
from nlp.labels import bare, is_part
from nlp.sheet import Column, Sheet
from nlp.table_lead import Lead

_SIZE = re.compile(r"\d+(?:\.\d+)?\s?[BbMm]")
_RESULT = re.compile(
    r"\s?(?:的?(?:得分|成绩|分数|表现|准确率|跑分|结果)|\s(?:[Ss]core|[Aa]cc(?:uracy)?))(?:\s?[(（]?[%％分]?[)）]?)"
)
_OURS = re.compile(
    r"本模型|本文(?:模型|方法)?|本工作|我们的?(?:模型|方法)?|ours?(?:\smodel)?|this\smodel", re.IGNORECASE
)
_DESCRIBED = re.compile(
    r"^(?:自托管|本地(?:部署)?|原版|官方|微调后?的?|(?:冻结)?基座(?:模型)?|基线(?:模型)?)\s(?=[A-Z])"
)
_MADE_BY = re.compile(r"\s?[(（][^()（）]{1,20}[)）]$")
_LOWER = re.compile(r"\s[a-z][a-z-]*[\d-]")  # of Zorble embed-v4 the maker is no part
_CHANGED = re.compile(
    r"w/o?\s|(?:without|no)\s|[+＋\-–—]\s?(?=\D)|(?:移除|去除|去掉|删除|不使用|加上|加入)", re.IGNORECASE
)


class Owners:
    """The models of a table's cells."""

    def __init__(self, sheet: Sheet, lead: Lead) -> None:
        self.sheet = sheet
        self.lead = lead
        self.names = sheet.of_role("name")
        self.of_settings = self._rows_are_settings()
        self.of_parts = self._columns_are_parts()
        self._first = max(self.names, key=self._models_in).index if self.names else 0
        self._sized = self._only_sizes_differ()
        self._strict = any(label.kind == "benchmarks" for column in self.names for label in column.labels)

    def of(self, row: Row, column: Column) -> str:
        """The model whose result stands in `row` under `column`; empty where that is none."""
        if self.of_settings or self.of_parts:
            return self.lead.model or ""
        if not self.sheet.upright:
            above = (r.cells[column.index] for r in reversed(self.sheet.head) if column.index < len(r.cells))
            cell = next((c for c in above if c.text), None)
            return self._name(cell, ()) if cell and self._may_compete(cell) else ""
        first = self._beside(column)
        cell = row.cells[first] if first < len(row.cells) else None
        if cell is None or not self._may_compete(cell) or (self._strict and self.sheet.label(cell).kind != "model"):
            return ""
        name = self._name(cell, row.cells)
        return self._with_size(name, row) if self._sized else name

    def _beside(self, column: Column) -> int:
        """The column that names the models of `column`: the nearest where two tables stand side by side."""
        headed = [c.index for c in self.names if any(label.kind == "models" for label in c.labels)]
        return max((i for i in headed if i < column.index and i > self._first), default=self._first)

    def _models_in(self, column: Column) -> int:
        """How many models are recognized in a column of names: more than in one that only groups them."""
        cells = (row.cells[column.index] for row in self.sheet.body if column.index < len(row.cells))
        return sum(self.sheet.label(cell).kind == "model" for cell in cells)

    def _may_compete(self, cell: Cell) -> bool:
        """Whether a label can be a model's: no mean, no part of a test, no measure, no change of an ablation."""
        label = self.sheet.label(cell)
        if label.kind == "none" and not re.search(r"\d", cell.text):
            return False
        return label.kind != "overall" and not is_part(label.name) and not _CHANGED.match(cell.text)

    def _name(self, cell: Cell, beside: Sequence[Cell]) -> str:
        """A model's name as the table has it, without the maker glued behind it or put before it."""
        text = bare(cell.text)
        if _OURS.fullmatch(text):
            return self.lead.model or ""
        makers = [c.text for c in beside if c is not cell and len(c.text) > 1 and not re.search(r"\d", c.text)]
        for maker in sorted(makers, key=len, reverse=True):
            if text.endswith(maker) and len(text) > len(maker) + 1:
                return text[: -len(maker)].strip()
        return self._own(text, cell, makers)

    def _own(self, text: str, cell: Cell, makers: Sequence[str]) -> str:
        text = _DESCRIBED.sub("", text)
        inside = [n for n in self.sheet.names_in(cell) if n.type != "benchmark"]
        if len(inside) > 1 and inside[-1].type == "org" and (owned := _MADE_BY.sub("", text)) != text:
            text, inside = owned, inside[:-1]  # Qingyun-7B (青云)
        if (
            inside
            and inside[0].type == "org"
            and _LOWER.match(text, len(inside[0].text))
            and text.startswith(inside[0].text)
        ):
            return text.removeprefix(inside[0].text).strip()
        if len(inside) == 2 and inside[0].type == "org" and text.startswith(f"{inside[0].text} {inside[1].text}"):
            return text.removeprefix(inside[0].text).strip()
        if len(inside) == 2 and inside[1].type == "org" and inside[0].end == inside[1].start:
            return inside[0].text
        model = next((n for n in inside if n.type != "org"), None)
        rest = text.removeprefix(model.text) if model else text
        if model and _RESULT.fullmatch(rest):
            return model.text
        glued = model and rest != text and rest[:1].isupper() and any(maker.startswith(rest) for maker in makers)
        return model.text if model and glued else text

    def _with_size(self, name: str, row: Row) -> str:
        sizes = [row.cells[c.index].text for c in self.sheet.of_role("size") if c.index < len(row.cells)]
        size = sizes[0] if sizes and _SIZE.fullmatch(sizes[0]) else ""
        return f"{name}-{size}" if name and size and size.lower() not in name.lower() else name

    # ── what kind of table it is ──

    def _only_sizes_differ(self) -> bool:
        """Whether names stand in several rows that only a column of sizes tells apart."""
        if not self.sheet.upright or not self.names or not self.sheet.of_role("size"):
            return False
        first = self.names[0].index
        said = [row.cells[first].text for row in self.sheet.body if first < len(row.cells)]
        return len(set(said)) < len(said)

    def _rows_are_settings(self) -> bool:
        """Whether the rows are settings of the one model that the lead names: BF16, INT8, INT4."""
        if not self.sheet.upright or not self.names:
            return False
        first = self.names[0].index
        rows = [self.sheet.label(row.cells[first]) for row in self.sheet.body if first < len(row.cells)]
        return bool(rows) and sum(label.kind == "setting" for label in rows) * 2 > len(rows)

    def _columns_are_parts(self) -> bool:
        """Whether the columns beside the benchmarks are their parts, all of the one model that the lead names."""
        heads = [column.labels[-1] for column in self.sheet.of_role("value") if column.labels]
        parts = [label for label in heads if label.kind == "overall" or is_part(label.name)]
        return not self.sheet.upright and bool(heads) and len(parts) * 2 > len(heads)
