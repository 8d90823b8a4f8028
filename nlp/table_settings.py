"""How the text around a table says that its figures were tested: all of them, or those on one benchmark."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from nlp.conditions import Condition, find_conditions, join_settings
from nlp.document import Document, Paragraph
from nlp.grid import Table
from nlp.mentions import Named

BELOW = 6  # lines under a table that may be its notes
KINDS = ("shot", "cot", "at_k")
OF_MODELS = (
    "thinking",
    "tools",
)  # which a text says of models as well, so that only a caption's colon tells them of figures

_NOTE = re.compile(
    r"\s*[（(]?(?:[>*†‡§¹²³]|<sup|注|(?:数据)?来源|说明|备注|Notes?\b|其中|以上|上表|表中|所有|除)", re.IGNORECASE
)
_SOURCE = re.compile(r"\s*[（(]?(?:数据)?来源")  # （来源：技术报告，5-shot）
_ALL = re.compile(r"统一|统计均|均|全部|所有|一律|都(?:是|采用|使用|为)|\ball\b")
_CLAUSE = re.compile(r"[^,，;；。！!\n]+[,，;；。！!\n]?")
_STOPS = ("。", "！", "!", "\n")
_OF = re.compile(r"对\s?$")


def caption_setting(document: Document, near: Sequence[Paragraph]) -> str | None:
    """What the caption says for the whole table, where it says one of each kind."""
    for paragraph in near:
        text = document.text[paragraph.start : paragraph.end]
        if found := _conditions(text, KINDS + OF_MODELS * text.endswith((":", "："))):
            kinds = {c.kind: {d.setting for d in found if d.kind == c.kind} for c in found}
            return join_settings(found) if all(len(said) == 1 for said in kinds.values()) else None
    return None


def told_settings(
    document: Document, above: Sequence[Paragraph], table: Table, names: Sequence[Named]
) -> Mapping[tuple[str, str], str]:
    """How a benchmark was tested, by its name and the model's, as the section above and the notes below say it.

    An empty name stands for all of them: 均采用5-shot, 对Ⓜ的测试中.
    """
    said: dict[tuple[str, str], set[str]] = defaultdict(set)
    for paragraph in (*above, *_notes(document, table)):
        text = document.text[paragraph.start : paragraph.end]
        found = _conditions(text)
        if not found:
            continue
        low = bisect_left(names, paragraph.start, key=lambda n: n.start)
        high = bisect_left(names, paragraph.end, key=lambda n: n.start)
        inside = [replace(n, start=n.start - paragraph.start, end=n.end - paragraph.start) for n in names[low:high]]
        tests = [n for n in inside if n.type == "benchmark"]
        model = next((n.name for n in inside if n.type == "model" and _OF.search(text, 0, n.start)), "")
        if not tests and not model and _SOURCE.match(text) and (setting := join_settings(found)):
            said["", ""].add(setting)
        for name, setting in _paired(text, tests, found, above=paragraph.start < table.start):
            said[name, model].add(setting)
    return {key: settings.pop() for key, settings in said.items() if len(settings) == 1}


def _conditions(text: str, kinds: tuple[str, ...] = KINDS) -> list[Condition]:
    return [c for c in find_conditions(text) if c.kind in kinds]


def _paired(text: str, tests: list[Named], found: list[Condition], above: bool) -> Iterator[tuple[str, str]]:
    """What is said of each benchmark in the clauses that follow its name; of all, where a note says so."""
    waiting: list[str] = []
    for clause in _CLAUSE.finditer(text):
        start, end = clause.span()
        told = [c for c in found if start <= c.start < end]
        waiting += [n.name for n in tests if start <= n.start < end and not any(c.end <= n.start for c in told)]
        if _ALL.search(text, start, end) and not above:
            waiting = [""]
        yield from _in_clause([n for n in tests if start <= n.start < end], told, waiting)
        waiting = [] if told or text[end - 1 : end] in _STOPS else waiting


def _in_clause(tests: list[Named], told: list[Condition], waiting: list[str]) -> Iterator[tuple[str, str]]:
    """One way of testing is that of all who wait; several are each of the names before it: Ⓑ（5-shot）、Ⓑ（8-shot）."""
    if len({c.setting for c in told if c.kind == "shot"}) < 2:
        setting = join_settings(told)
        yield from ((name, setting) for name in waiting or [n.name for n in tests] if setting)
        return
    last = -1
    for condition in told:
        yield from ((n.name, condition.setting) for n in tests if last < n.start < condition.start)
        last = condition.end


def _notes(document: Document, table: Table) -> Iterator[Paragraph]:
    """The notes right below a table: lines that begin as notes do, before the next heading or table."""
    first = bisect_left(document.paragraphs, table.end, key=lambda paragraph: paragraph.start)
    after = bisect_left(document.tables, table.end, key=lambda other: other.start)
    following = document.tables[after].start if after < len(document.tables) else len(document.text)
    for paragraph in document.paragraphs[first : first + BELOW]:
        is_note = _NOTE.match(document.text, paragraph.start)
        if paragraph.start > following or (paragraph.kind == "heading" and not is_note):
            return
        if is_note:
            yield paragraph
