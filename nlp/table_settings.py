"""How the text around a table says that its figures were tested: all of them, or those on one benchmark."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from nlp.conditions import Condition, find_conditions, join_settings
from nlp.document import Document, Paragraph
from nlp.grid import Table
from nlp.mentions import Named

BELOW = 6  # lines under a table that may be its notes
KINDS = ("shot", "cot", "at_k")

_NOTE = re.compile(r"\s*(?:[>*†‡§¹²³]|<sup|注|说明|备注|Notes?\b|其中|以上|上表|表中|所有|除)", re.IGNORECASE)
_ALL = re.compile(r"统一|统计均|均|全部|所有|一律|都(?:是|采用|使用|为)|\ball\b")
_CLAUSE = re.compile(r"[,，;；]")
_STOP = re.compile(r"[。!！]|\n")


def setting_around(document: Document, near: Sequence[Paragraph], table: Table) -> str | None:
    """What holds for the whole table: what its caption says, where that is one of each kind, else its notes."""
    for paragraph in near:
        text = document.text[paragraph.start : paragraph.end]
        if found := _conditions(text):
            kinds = {c.kind: {d.setting for d in found if d.kind == c.kind} for c in found}
            return join_settings(found) if all(len(said) == 1 for said in kinds.values()) else None
    for paragraph in _notes(document, table):
        for clause in _CLAUSE.split(document.text[paragraph.start : paragraph.end]):
            found = _conditions(clause) if _ALL.search(clause) else []
            if found and len({c.setting for c in found}) == 1:
                return join_settings(found)
    return None


def settings_by_test(
    document: Document, above: Sequence[Paragraph], table: Table, names: Sequence[Named]
) -> Mapping[str, str]:
    """Which benchmark was tested how, as the section above and the notes below say it one by one."""
    said: dict[str, set[str]] = defaultdict(set)
    for paragraph in (*above, *_notes(document, table)):
        text = document.text[paragraph.start : paragraph.end]
        found = _conditions(text)
        if found:
            low = bisect_left(names, paragraph.start, key=lambda n: n.start)
            high = bisect_left(names, paragraph.end, key=lambda n: n.start)
            tests = [(n.start - paragraph.start, n.name) for n in names[low:high] if n.type == "benchmark"]
            for name, setting in _paired(text, tests, found):
                said[name].add(setting)
    return {name: settings.pop() for name, settings in said.items() if len(settings) == 1}


def _conditions(text: str) -> list[Condition]:
    return [c for c in find_conditions(text) if c.kind in KINDS]


def _paired(text: str, tests: list[tuple[int, str]], found: list[Condition]) -> Iterator[tuple[str, str]]:
    """Each condition with the benchmarks that stand before it in its sentence and have none yet."""
    waiting: list[str] = []
    last = 0
    placed: list[tuple[int, str | Condition]] = [*tests, *((c.start, c) for c in found)]
    for at, what in sorted(placed, key=lambda one: one[0]):
        if _STOP.search(text, last, at):
            waiting = []
        last = at
        if isinstance(what, str):
            waiting.append(what)
            continue
        yield from ((name, what.setting) for name in waiting)
        waiting = []


def _notes(document: Document, table: Table) -> Iterator[Paragraph]:
    """The notes right below a table: lines that begin as notes do, before the next heading or table."""
    first = bisect_left(document.paragraphs, table.end, key=lambda paragraph: paragraph.start)
    following = next((other.start for other in document.tables if other.start >= table.end), len(document.text))
    for paragraph in document.paragraphs[first : first + BELOW]:
        is_note = _NOTE.match(document.text, paragraph.start)
        if paragraph.start > following or (paragraph.kind == "heading" and not is_note):
            return
        if is_note:
            yield paragraph
