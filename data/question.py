"""The query language: what a line such as `小米大模型 CMMLU five-shot >57 since:2023-08` asks for."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from data.comparing import Figure, figure, find_settings, setting_parts
from data.errors import UsageError
from data.fields import ClaimKind
from data.filters import Filters, read_filters, read_period, without
from data.known import Ledger, Name, parts_of_names, spot_names
from data.language import say
from data.numbers import find_numbers

if TYPE_CHECKING:
    from data.lexicon import Lexicon

_FIRST = re.compile(r"榜首|首位|登顶|夺冠|头名|冠军|居首|(?<![a-z])sota(?![a-z])", re.IGNORECASE)
_RANK = re.compile(r"排名|名次|位次|位列|(?<![a-z])rank(?:ed|ing)?s?(?![a-z])", re.IGNORECASE)
_SCORE = re.compile(r"得分|均分|跑分|(?<![a-z])scores?(?![a-z])", re.IGNORECASE)
_EMPTY = re.compile(
    r"成绩|多少|什么|哪个|哪些|怎么样|如何|模型|榜单|评测|测试|基准|结果"
    r"|(?<![a-z])(?:the|of|on|in|at|is|was|for|and|vs|what|which|who|how|model|benchmark|test)(?![a-z])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\s,，。;；、?？!！:：|/()（）\[\]【】《》“”\"'‘’=<>]+")
_EDGES = "的了吗呢在是和与及上中分名-_.~@#%+*&^$"


@dataclass(frozen=True)
class Question:
    """What a line asks for: names and filters exclude, figures and words prefer.

    `settings` are parts as `setting_parts` spells them; `figures` bare numbers; `words` what is left, of no known name.
    """

    text: str
    models: tuple[Name, ...] = ()
    benchmarks: tuple[Name, ...] = ()
    makers: tuple[Name, ...] = ()
    subsets: tuple[Name, ...] = ()
    settings: frozenset[str] = frozenset()
    kind: ClaimKind | None = None
    figures: tuple[Figure, ...] = ()
    filters: Filters = field(default_factory=Filters)
    words: tuple[str, ...] = ()

    @property
    def names_something(self) -> bool:
        """Whether it names a model, a benchmark, a maker, a part of a benchmark or a setting."""
        return bool(self.models or self.benchmarks or self.makers or self.subsets or self.settings)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked."""
        return self == Question(self.text)


def parse(text: str, lexicon: "Lexicon", ledger: Ledger) -> Question:
    """Read a line of the query language.

    Numbers in names (GPT-4, AIME 2024, Qwen2.5) belong to the name. Raises UsageError where the line is empty, or where
    a date, a filter or a comparison is written wrongly, naming it.
    """
    line = unicodedata.normalize("NFKC", text)
    if not line.strip():
        raise UsageError(
            say("查询是空的；请写出模型、基准或数值", "query is empty; name a model, a benchmark or a value")
        )
    filters, line = read_filters(line)
    names, line = _names(line, lexicon, ledger)
    filters, line = read_period(filters, line)
    settings, line = _settings(line)
    figures, kind, line = _figures(line)
    return _question(text, filters, names, settings, figures, kind, _words(line), ledger)


def _names(line: str, lexicon: "Lexicon", ledger: Ledger) -> tuple[list[Name], str]:
    names: list[Name] = []
    for spot in spot_names(line, lexicon, ledger):
        names.extend(spot.names)
        line = without(line, spot.start, spot.end)
    return names, line


def _settings(line: str) -> tuple[set[str], str]:
    found = list(find_settings(line))
    for start, end, _ in found:
        line = without(line, start, end)
    return {part for _, _, part in found}, line


def _figures(line: str) -> tuple[list[Figure], ClaimKind | None, str]:
    """The bare numbers, and whether scores or ranks are asked for: 第9 and 榜首 are both."""
    kind: ClaimKind | None = None
    numbers = [number for number in find_numbers(line) if not number.glued]
    for number in numbers:
        line = without(line, number.start, number.end + len(number.unit or ""))
    figures = [figure(number.value, number.scale) for number in numbers]
    if _SCORE.search(line):
        kind = "score"
    if _FIRST.search(line):
        figures.append(figure(1))
    if _FIRST.search(line) or _RANK.search(line) or any(number.ordinal for number in numbers):
        kind = "rank"
    for pattern in (_FIRST, _RANK, _SCORE):
        line = pattern.sub(" ", line)
    return figures, kind, line


def _words(line: str) -> list[str]:
    words = (word.strip(_EDGES) for word in _WORD.findall(_EMPTY.sub(" ", line)))
    return list(dict.fromkeys(word for word in words if any(c.isalnum() for c in word)))


def _question(
    text: str,
    filters: Filters,
    spotted: Collection[Name],
    settings: set[str],
    figures: Iterable[Figure],
    kind: ClaimKind | None,
    words: Collection[str],
    ledger: Ledger,
) -> Question:
    parts = parts_of_names(words, {name.kind for name in spotted}, ledger)
    names = _settled([*spotted, *parts.values()])
    people = [name.name for name in names if name.kind == "person"]
    return Question(
        text=text,
        models=_of_kind("model", names),
        benchmarks=_of_kind("benchmark", names),
        makers=_of_kind("maker", names),
        subsets=_of_kind("subset", names),
        settings=frozenset(settings).union(*(setting_parts(n.name) for n in _of_kind("setting", names))),
        kind=kind,
        figures=tuple(dict.fromkeys(figures)),
        filters=filters,
        words=(*people, *(word for word in words if word not in parts)),
    )


def _settled(names: Iterable[Name]) -> list[Name]:
    """Names without those that a spelling has by chance: a part of a benchmark may be called as another benchmark."""
    unique = list(dict.fromkeys(names))
    benchmarks, parts = _of_kind("benchmark", unique), _of_kind("subset", unique)
    doubtful = [name for name in benchmarks if any(name.keys & part.keys for part in parts)]
    shared = [part for part in parts if any(name.keys & part.keys for name in benchmarks)]
    dropped = doubtful if len(doubtful) < len(benchmarks) else shared
    return [name for name in unique if name not in dropped]


def _of_kind(kind: str, names: Iterable[Name]) -> tuple[Name, ...]:
    return tuple(name for name in names if name.kind == kind)
