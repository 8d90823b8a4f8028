"""The names that the ledger and the lexicon know, and where they stand in a question."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from data.folding import fold, name_key

if TYPE_CHECKING:
    from data.lexicon import Lexicon

LEAST = 2  # characters of a part of a name

_TOKEN = re.compile(r"\d+(?:\.\d+)*[a-z]*|[a-z]+|[^\W\d_a-z]+")
_LATIN = re.compile(r"[0-9A-Za-z]")
_CUT_BEFORE = re.compile(r"(?:[0-9A-Za-z]|\d\.)$")
_CUT_AFTER = re.compile(r"[0-9A-Za-z]|\.\d")
_JOINER = re.compile(r"[\s\-_·‐‑‒–—]")


@dataclass(frozen=True)
class Learned:
    """A short name that an article declared for an entity (小米大模型 for MiLM-6B)."""

    alias: str
    name: str
    type: str


@dataclass(frozen=True)
class Ledger:
    """The names that stand in the ledger: in its claims, and as declared by its articles."""

    models: frozenset[str] = frozenset()
    benchmarks: frozenset[str] = frozenset()
    subsets: frozenset[str] = frozenset()
    settings: frozenset[str] = frozenset()
    learned: tuple[Learned, ...] = ()


@dataclass(frozen=True)
class Name:
    """What a question names: its canonical name, and the keys of every spelling that it is known by.

    `aliases` are those spellings; of a maker, its own and not its models'.
    """

    kind: str
    name: str
    aliases: frozenset[str] = frozenset()
    keys: frozenset[str] = field(default=frozenset(), compare=False)

    def is_exactly(self, key: str) -> bool:
        """Whether a name with this key is the very thing named."""
        return key in self.keys

    def is_part_of(self, name: str) -> bool:
        """Whether it stands in a longer name, cut where words and versions end: GPT-4 in GPT-4-Turbo, not in GPT-4o."""
        return any(stands_in(alias, name) for alias in self.aliases)


@dataclass(frozen=True, slots=True)
class Spot:
    """Names that `text[start:end]` may mean; several where they share a spelling."""

    start: int
    end: int
    names: tuple[Name, ...]


def named(kind: str, name: str, aliases: Iterable[str] = ()) -> Name:
    """A name with all its spellings."""
    spellings = frozenset({name, *aliases})
    return Name(kind, name, spellings, frozenset(filter(None, map(name_key, spellings))))


def spot_names(text: str, lexicon: "Lexicon", ledger: Ledger) -> list[Spot]:
    """The names in `text`, the longest first where they overlap; a name never cuts a word or a number in two."""
    candidates = [*_spot_ledger(text, ledger), *_spot_lexicon(text, lexicon, ledger)]
    spots: list[Spot] = []
    for spot in sorted(candidates, key=lambda spot: (spot.start, -spot.end)):
        if spots and (spots[-1].start, spots[-1].end) == (spot.start, spot.end):
            spots[-1] = Spot(spot.start, spot.end, _merged(spots[-1].names + spot.names))
        elif not spots or spot.start >= spots[-1].end:
            spots.append(spot)
    return spots


def parts_of_names(words: Iterable[str], taken: Collection[str], ledger: Ledger) -> dict[str, Name]:
    """Those of `words` that are a part of names in the ledger: of models, else of benchmarks, else of subsets.

    A kind that is `taken`, as something of it is named in full, gets no more; nor does a word count that stands in the
    same names as one before it (云雀 Pro asks for 云雀, Pro preferred).
    """
    found: dict[str, Name] = {}
    meant: set[str] = set()
    for word in words:
        kind, names = _names_with(word, taken, ledger)
        if names and not names & meant:
            found[word] = named(kind, word)
            meant |= names
    return found


def _names_with(word: str, taken: Collection[str], ledger: Ledger) -> tuple[str, set[str]]:
    kinds = (("model", ledger.models), ("benchmark", ledger.benchmarks), ("subset", ledger.subsets))
    for kind, names in kinds if len(name_key(word)) >= LEAST else ():
        fitting = {name for name in names if stands_in(word, name)} if kind not in taken else set()
        if fitting:
            return kind, fitting
    return "", set()


def models_made_by(makers: Iterable[Name], lexicon: "Lexicon", ledger: Ledger) -> frozenset[str]:
    """The keys of those models of the ledger that one of `makers` made: the lexicon says so, or the model's own name.

    小米大模型 says whose model MiLM-6B is.
    """
    makers = list(makers)
    if not makers:
        return frozenset()
    called = {name: [a.alias for a in ledger.learned if a.name == name] for name in ledger.models}
    return frozenset(name_key(name) for name in ledger.models if _is_made_by(makers, name, called[name], lexicon))


def _is_made_by(makers: Iterable[Name], model: str, aliases: Iterable[str], lexicon: "Lexicon") -> bool:
    said = {name_key(match.entry.maker) for match in lexicon.find(model) if match.entry.maker}
    return any(maker.keys & said or any(maker.is_part_of(name) for name in (model, *aliases)) for maker in makers)


def stands_in(part: str, name: str) -> bool:
    """Whether the words of `part` stand side by side in `name`; Chinese words may be cut, others not."""
    asked, given = _tokens(part), _tokens(name)
    if not asked:
        return False
    places = range(len(given) - len(asked) + 1)
    return any(all(map(_fits, asked, given[place : place + len(asked)])) for place in places)


def _tokens(name: str) -> list[str]:
    return _TOKEN.findall(fold(name))


def _fits(asked: str, given: str) -> bool:
    return asked == given or (not asked.isascii() and asked in given)


# ── where names stand ──


def _spot_ledger(text: str, ledger: Ledger) -> Iterator[Spot]:
    table = _table(ledger)
    longest = max(map(len, table), default=0)
    characters = [(c, i) for i, char in enumerate(text) if not _JOINER.match(char) for c in fold(char)]
    key = "".join(c for c, _ in characters)
    for start in range(len(key)):
        for end in range(min(len(key), start + longest), start, -1):
            names = table.get(key[start:end])
            first, last = characters[start][1], characters[end - 1][1] + 1
            if names and _is_whole(text, first, last):
                yield Spot(first, last, tuple(names))


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no Latin word and no number is cut at either end: GPT-4 in GPT-4o, Qwen2 in Qwen2.5; Chinese may be."""
    starts_cut = _LATIN.match(text, start) and _CUT_BEFORE.search(text, max(0, start - 2), start)
    ends_cut = _LATIN.match(text, end - 1) and _CUT_AFTER.match(text, end)
    return not starts_cut and not ends_cut


def _table(ledger: Ledger) -> Mapping[str, list[Name]]:
    table: dict[str, list[Name]] = {}
    for name in _ledger_names(ledger):
        for key in name.keys:
            table.setdefault(key, []).append(name)
    return table


def _ledger_names(ledger: Ledger) -> Iterator[Name]:
    learned: dict[tuple[str, str], set[str]] = {}
    for alias in ledger.learned:
        learned.setdefault((_kind(alias.type), alias.name), set()).add(alias.alias)
    kinds = (("model", ledger.models), ("benchmark", ledger.benchmarks))
    subsets, settings = (("subset", ledger.subsets), ("setting", ledger.settings))
    for kind, names in (*kinds, subsets, settings):
        yield from (named(kind, name) for name in names if (kind, name) not in learned)
    yield from (named(kind, name, aliases) for (kind, name), aliases in learned.items())


def _spot_lexicon(text: str, lexicon: "Lexicon", ledger: Ledger) -> Iterator[Spot]:
    for match in lexicon.find(text):
        entry, key = match.entry, name_key(match.name)
        aliases = {match.text, *(entry.aliases if entry.name == match.name else ())}
        aliases |= {alias.alias for alias in ledger.learned if name_key(alias.name) == key}
        if entry.type == "model":
            aliases |= _other_spellings(match.name, lexicon, ledger)
        yield Spot(match.start, match.end, (named(_kind(entry.type), match.name, aliases),))


def _other_spellings(model: str, lexicon: "Lexicon", ledger: Ledger) -> set[str]:
    key = lexicon.canonical_model(model)
    return {name for name in ledger.models if lexicon.canonical_model(name) == key}


def _kind(entity_type: str) -> str:
    return {"org": "maker", "product": "model"}.get(entity_type, entity_type)


def _merged(names: Iterable[Name]) -> tuple[Name, ...]:
    merged: dict[tuple[str, str], Name] = {}
    for name in names:
        known = merged.get((name.kind, name_key(name.name)))
        aliases = name.aliases | (known.aliases if known else frozenset())
        merged[name.kind, name_key(name.name)] = named(name.kind, known.name if known else name.name, aliases)
    return tuple(merged.values())
