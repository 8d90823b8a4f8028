"""Figures that a table's cells state with their own words: of a rival, of another framework, on another test."""

import re
from collections.abc import Iterator

from nlp.cells import Number, number
from nlp.grid import Row
from nlp.labels import Label
from nlp.mentions import Named
from nlp.sheet import Sheet

Stated = tuple[str, Label, Number, str | None]  # a model's figure on a benchmark, and how it was tested

_FIGURE = r"(?P<worth>\d[\d.,]*\s?[%％]?)"
_RIVAL = re.compile(  # Ⓜ(70.5), Ⓜ **70.5**, Ⓜ 70.5%; Ⓜ Terra 70.5%
    rf"(?P<kind>\s[A-Z][a-z]+(?=\s[\d*]))?(?:\s?[(（:：]\s?{_FIGURE}\s?[)）]?"
    r"|\s\*\*(?P<bold>\d[\d.,]*\s?[%％]?)\*\*|\s(?P<share>\d[\d.]*\s?[%％])(?=\W|$))"
)
_WAY = re.compile(  # Zorble 脚手架: 70.5%
    rf"(?P<way>[A-Z][\w .+-]{{1,30}}?\s?(?:脚手架|框架|智能体|[Ss]caffold|[Hh]arness))\s?[:：]\s?{_FIGURE}"
)
_ON_TEST = re.compile(
    r"(?:\s?[vV]?\d(?=\s?[:：]))?\s?(?:[:：]\s?(?P<told>\d[\d.,]*\s?[%％]?)|(?P<worth>\d[\d.,]*\s?[%％])|(?<=\s)(?P<alone>\d[\d.]*))(?![\d.])"
)


def of_rivals(sheet: Sheet, text: str, row: Row, field: Label) -> Iterator[Stated]:
    """Cells beside a benchmark that name a model themselves: 对标模型: Ⓜ(70.5)."""
    for cell in row.cells[1:]:
        for named in sheet.names_in(cell):
            found = _RIVAL.match(text, named.end, cell.end) if named.type == "model" else None
            worth = number(found["worth"] or found["bold"] or found["share"]) if found else None
            if found and worth:
                name = named.text + found["kind"] if found["kind"] else named.name
                yield name, field, worth, field.setting


def in_other_ways(text: str, row: Row, field: Label, model: str) -> Iterator[Stated]:
    """Cells beside a benchmark that name another framework with what was reached by it."""
    for found in _WAY.finditer(text, row.start, row.end):
        if worth := number(found["worth"]):
            yield model, field, worth, found["way"]


def on_tests(sheet: Sheet, text: str, row: Row, model: str) -> Iterator[Stated]:
    """Cells beside a model that name a benchmark with a figure: 亮点: Ⓑ 70.5%."""
    for column in sheet.columns:
        free = column.role in ("other", "name", "value") and column.index < len(row.cells)
        cell = row.cells[column.index] if free else None
        for named in sheet.names_in(cell) if cell else ():
            found = _ON_TEST.match(text, named.end, cell.end) if cell and named.type == "benchmark" else None
            alone = found and cell and named.start == cell.start and found.end() == cell.end
            if found is None or (found["alone"] and not alone):
                continue
            worth = number(found["told"] or found["worth"] or found["alone"])
            if worth is not None:
                yield model, _benchmark(named), worth, None


def _benchmark(named: Named) -> Label:
    return Label("benchmark", named.name, range=named.entry.range if named.entry else None)
