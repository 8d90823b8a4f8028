"""The names that are known beforehand: benchmarks, models, companies, people and products, and where a text says them."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Literal

from data.blocks import Block, read_blocks
from data.errors import LexiconError
from data.language import say
from data.model_forms import form_end, qualifies
from data.spelling import JOINERS, even, exact_form, is_latin, level, spelling_key, squeeze

EntryType = Literal["benchmark", "model", "org", "person", "product"]


@dataclass(frozen=True)
class Entry:
    """One name with its aliases and what its block says of it; `source` is the file that says it.

    `range` holds the lowest and highest value that can be; `better` says which end is good.
    """

    type: EntryType
    name: str
    aliases: tuple[str, ...] = ()
    unit: str | None = None
    range: tuple[float, float] | None = None
    better: Literal["higher", "lower"] | None = None
    subsets: tuple[str, ...] = ()
    kind: str | None = None
    maker: str | None = None
    family: str | None = None
    role: str | None = None
    org: str | None = None
    bare: bool = True
    exact: bool = False
    source: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """The canonical name first, then the aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class Match:
    """A name at `text[start:end]` (code points).

    `name` is the entry's canonical name, or, for a model that the entry's alias only begins (Qwen3-8B), the whole name
    as the text writes it.
    """

    start: int
    end: int
    text: str
    entry: Entry
    name: str


@dataclass(frozen=True)
class _Spelling:
    key: str
    exact: str  # the letters, capitals included, that the text must show; "" where any case will do
    bare: bool  # whether it is a name without a version after it
    entry: Entry


@dataclass(frozen=True)
class Lexicon:
    """All names of one run; `load_lexicon` makes it. Raises LexiconError where two entries claim one alias."""

    entries: tuple[Entry, ...]
    _spellings: Mapping[str, Sequence[_Spelling]] = field(init=False, repr=False, compare=False)
    _begins: Mapping[str, Sequence[_Spelling]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        spellings = _by_key(self.entries)
        object.__setattr__(self, "_spellings", spellings)
        object.__setattr__(self, "_begins", _by_beginning(spellings))

    def find(self, text: str) -> list[Match]:
        """The names in `text`, leftmost and longest first, none overlapping another.

        Full width, Traditional characters, and blanks or hyphens within a name do not count; case does only for short
        names. A model's name reaches over its version, size and variant.
        """
        return list(_Reading(text, self._begins))

    def entry(self, type: EntryType, name: str) -> Entry | None:  # noqa: A002
        """The entry of this type that has `name`, in any spelling, as its name or an alias."""
        found = self._spellings.get(spelling_key(name), ())
        return next((spelling.entry for spelling in found if spelling.entry.type == type), None)

    def benchmark(self, name: str) -> Entry | None:
        """The benchmark or leaderboard of this name or alias."""
        return self.entry("benchmark", name)

    def suggest(self, name: str) -> list[str]:
        """Up to three canonical names that are spelled much like `name`, the nearest first."""
        near = difflib.get_close_matches(spelling_key(name), self._spellings, n=3, cutoff=0.7)
        return list(dict.fromkeys(self._spellings[key][0].entry.name for key in near))

    def canonical_model(self, surface: str) -> str:
        """A key under which all spellings of one model fall together: `GPT4`, `gpt-4` and `OpenAI GPT-4` are one.

        A maker's name in front of a name of its own is dropped; an alias gives its entry's key. For comparing, not for
        showing.
        """
        found = self.find(surface)
        own = found[1] if len(found) > 1 and _names_maker(found[0], found[1], surface) else None
        bare = surface[own.start :] if own else surface
        known = self.entry("model", bare)
        return spelling_key(known.name if known else bare)


def load_lexicon(user_dir: Path | None = None) -> Lexicon:
    """The bundled names, with those of `user_dir/*.toml` on top: a block with a bundled one's type and name replaces it.

    Raises LexiconError for a file that cannot be read, a key that is not known, an alias that two entries claim.
    """
    own = tuple(_read(sorted(user_dir.glob("*.toml")))) if user_dir else ()
    if not own:
        return _bundled()
    replaced = {(entry.type, spelling_key(entry.name)) for entry in own}
    kept = [entry for entry in _bundled().entries if (entry.type, spelling_key(entry.name)) not in replaced]
    return Lexicon((*kept, *own))


@cache
def _bundled() -> Lexicon:
    with resources.as_file(resources.files("data") / "lexicons") as folder:
        return Lexicon(tuple(_read(sorted(folder.glob("*.toml")))))


def _read(paths: Iterable[Path]) -> Iterator[Entry]:
    for path in paths:
        for kind, block in read_blocks(path):
            yield _entry(kind, block, path.name)


def _entry(kind: str, block: Block, source: str) -> Entry:
    return Entry(type=kind, source=source, **block.model_dump())  # type: ignore[arg-type]


def _by_key(entries: Iterable[Entry]) -> dict[str, list[_Spelling]]:
    spellings: dict[str, list[_Spelling]] = {}
    for entry in entries:
        for name in dict.fromkeys(entry.spellings):
            bare = entry.bare or name != entry.name
            added = _Spelling(spelling_key(name), exact_form(name, entry.exact), bare, entry)
            beside = spellings.setdefault(added.key, [])
            for other in beside:
                _refuse_clash(name, added, other)
            beside.append(added)
    return spellings


def _refuse_clash(alias: str, one: _Spelling, other: _Spelling) -> None:
    if one.entry is other.entry or not _clashes(one, other):
        return
    owners = [f"'{it.entry.name}' ([[{it.entry.type}]], {it.entry.source})" for it in (other, one)]
    raise LexiconError(
        say(
            f"两个条目都要别名 '{alias}'：{owners[0]} 与 {owners[1]}；请从其中一个删去",
            f"alias claimed twice: '{alias}' by {owners[0]} and {owners[1]}; take it out of one",
        )
    )


def _clashes(one: _Spelling, other: _Spelling) -> bool:
    if one.exact and other.exact and one.exact != other.exact:
        return False
    return (one.bare and other.bare) or one.entry.type == other.entry.type


def _by_beginning(spellings: Mapping[str, Sequence[_Spelling]]) -> dict[str, list[_Spelling]]:
    begins: dict[str, list[_Spelling]] = {}
    for key, beside in spellings.items():
        begins.setdefault(key[:2], []).extend(beside)
    for beside in begins.values():
        beside.sort(key=lambda spelling: -len(spelling.key))
    return begins


def _names_maker(first: Match, second: Match, surface: str) -> bool:
    between = surface[first.end : second.start]
    return first.entry.type == "org" and first.start == 0 and second.entry.type == "model" and not squeeze(between)


class _Reading:
    """One text, folded and squeezed, with the places in it where a name may begin."""

    def __init__(self, text: str, begins: Mapping[str, Sequence[_Spelling]]) -> None:
        self.text = text
        self.begins = begins
        self.even = even(text)
        self.squeezed = squeeze(self.even)
        self.places = [at for at, character in enumerate(self.even) if character not in JOINERS]
        self._level: str | None = None

    def __iter__(self) -> Iterator[Match]:
        done = 0
        for at in self._beginnings():
            if self.places[at] < done:
                continue
            if found := self._longest(at):
                done = found.end
                yield found

    @property
    def leveled(self) -> str:
        if self._level is None:
            self._level = level(self.text)
        return self._level

    def _beginnings(self) -> list[int]:
        known, squeezed = self.begins, self.squeezed
        pairs = map(str.__add__, squeezed, squeezed[1:] + "\0")
        return [at for at, pair in enumerate(pairs) if pair in known or pair[0] in known]

    def _longest(self, at: int) -> Match | None:
        start = self.places[at]
        if start and is_latin(self.even[start]) and is_latin(self.even[start - 1]):
            return None
        best: Match | None = None
        for spelling in self._candidates(at):
            found = self._match(spelling, at, start)
            if found and (best is None or found.end > best.end):
                best = found
        return best

    def _candidates(self, at: int) -> Iterator[_Spelling]:
        for beginning in (self.squeezed[at : at + 2], self.squeezed[at]):
            for spelling in self.begins.get(beginning, ()):
                if self.squeezed.startswith(spelling.key, at):
                    yield spelling

    def _match(self, spelling: _Spelling, at: int, start: int) -> Match | None:
        last = at + len(spelling.key) - 1
        end = self.places[last] + 1
        if self._torn(at, last) or not self._is_exact(spelling, start, end):
            return None
        if spelling.entry.type == "model":
            return self._model(spelling, start, end)
        return self._made(start, end, spelling.entry, spelling.entry.name) if self._stands_free(end) else None

    def _model(self, spelling: _Spelling, start: int, end: int) -> Match | None:
        whole = form_end(self.leveled, start, end)
        if not self._stands_free(whole):
            return None
        entry = spelling.entry
        if not spelling.bare and not qualifies(self.leveled[end:whole]):
            return None
        return self._made(start, whole, entry, entry.name if whole == end else self.text[start:whole])

    def _made(self, start: int, end: int, entry: Entry, name: str) -> Match:
        return Match(start, end, self.text[start:end], entry, name)

    def _torn(self, first: int, last: int) -> bool:
        """Whether more than one blank or hyphen stands together within the name."""
        return any(self.places[at + 1] - self.places[at] > 2 for at in range(first, last))

    def _is_exact(self, spelling: _Spelling, start: int, end: int) -> bool:
        return not spelling.exact or squeeze(self.leveled[start:end]) == spelling.exact

    def _stands_free(self, end: int) -> bool:
        """Whether the Latin word or the number that ends here does end here."""
        after = self.even[end : end + 2]
        if not after or not is_latin(self.even[end - 1]):
            return True
        if self.even[end - 1].isdigit() and after[0] == "." and after[1:].isdigit():
            return False
        return not is_latin(after[0])
