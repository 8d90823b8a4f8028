"""What a lexicon says of one name, and under which spellings the names are looked up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from data.errors import LexiconError
from data.language import say
from data.spelling import exact_form, spelling_key

EntryType = Literal["benchmark", "model", "org", "person", "product"]


@dataclass(frozen=True)
class Entry:
    """One name with its aliases and what its block says of it; `source` is the file that says it.

    `range` holds the lowest and the highest value that can be; `better` says which end is good; `kind` is "benchmark" or
    "board", or what sort of company or product it is. The rest is as in `data.blocks`.
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
    unless: tuple[str, ...] = ()
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
class Spelling:
    """One way to write an entry's name, by its `key` (see `data.spelling`).

    `exact` are the letters, capitals included, that a text must show, or "" where any case will do; `bare` says that no
    version has to follow. With `means` false it is a longer word that only contains the name, and no name.
    """

    key: str
    exact: str
    bare: bool
    entry: Entry
    means: bool = True


def by_key(entries: Iterable[Entry]) -> dict[str, list[Spelling]]:
    """The spellings of all entries under their keys. Raises LexiconError where two entries claim one alias."""
    spellings: dict[str, list[Spelling]] = {}
    for entry in entries:
        for name in dict.fromkeys(entry.spellings):
            added = _spelling(name, entry)
            beside = spellings.setdefault(added.key, [])
            for other in beside:
                _refuse_clash(name, added, other)
            beside.append(added)
    return spellings


def by_beginning(spellings: Mapping[str, Sequence[Spelling]], entries: Iterable[Entry]) -> dict[str, list[Spelling]]:
    """All that may stand in a text, under the first two characters of its key (or the only one), longest first."""
    begins: dict[str, list[Spelling]] = {}
    for key, beside in spellings.items():
        begins.setdefault(key[:2], []).extend(beside)
    for entry in entries:
        for word in entry.unless:
            key = spelling_key(word)
            begins.setdefault(key[:2], []).append(Spelling(key, "", bare=True, entry=entry, means=False))
    for beside in begins.values():
        beside.sort(key=lambda spelling: -len(spelling.key))
    return begins


def _spelling(name: str, entry: Entry) -> Spelling:
    bare = entry.bare or name != entry.name
    return Spelling(spelling_key(name), exact_form(name, entry.exact), bare, entry)


def _refuse_clash(alias: str, one: Spelling, other: Spelling) -> None:
    if one.entry is other.entry or not _clash(one, other):
        return
    owners = [f"'{it.entry.name}' ([[{it.entry.type}]], {it.entry.source})" for it in (other, one)]
    raise LexiconError(
        say(
            f"两个条目都要别名 '{alias}'：{owners[0]} 与 {owners[1]}；请从其中一个删去",
            f"alias claimed twice: '{alias}' by {owners[0]} and {owners[1]}; take it out of one",
        )
    )


def _clash(one: Spelling, other: Spelling) -> bool:
    if one.exact and other.exact and one.exact != other.exact:
        return False
    return (one.bare and other.bare) or one.entry.type == other.entry.type
