"""What a lexicon says of one name, and under which spellings the names are looked up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from data.errors import LexiconError
from data.frozen import frozen
from data.language import say
from data.spelling import exact_form, spelling_key

EntryType = Literal["benchmark", "model", "org", "person", "product"]


@dataclass(frozen=True)
class Entry:
    """One name with its aliases and what its block says of it; `source` is the file that says it.

    `range` holds the lowest and the highest value that can be; `better` says which end is good; `kind` is "benchmark"
    or "board", or what sort of company or product it is. The rest is as in `data.blocks`.
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


@frozen
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


class Spelling(NamedTuple):
    """One way to write the name of the entry at place `owner`.

    `exact` are the letters, capitals included, that a text must show, or "" where any case will do; `bare` says that no
    version has to follow. With `means` false it is a longer word that only contains the name, and no name.
    """

    exact: str
    bare: bool
    means: bool
    owner: int


# The spellings by key (see `data.spelling`), in built-in types only, which `data.compiled` keeps and loads fastest.
Index = Mapping[str, Sequence[tuple[str, bool, bool, int]]]


def under(index: Index, key: str) -> list[Spelling]:
    """The spellings with this key, most often none or one."""
    return [Spelling(*one) for one in index.get(key, ())]


def index(entries: Sequence[Entry]) -> Index:
    """Where to look a name up. Raises LexiconError where two entries claim one alias."""
    spellings: dict[str, list[Spelling]] = {}
    for owner, entry in enumerate(entries):
        for name in dict.fromkeys(entry.spellings):
            added = Spelling(exact_form(name, entry.exact), entry.bare or name != entry.name, True, owner)
            beside = spellings.setdefault(spelling_key(name), [])
            for other in beside:
                _refuse_clash(name, added, other, entries)
            beside.append(added)
    for owner, entry in enumerate(entries):
        for word in entry.unless:
            spellings.setdefault(spelling_key(word), []).append(Spelling("", True, False, owner))
    return {key: [(one.exact, one.bare, one.means, one.owner) for one in ones] for key, ones in spellings.items()}


def _refuse_clash(alias: str, one: Spelling, other: Spelling, entries: Sequence[Entry]) -> None:
    owners = entries[other.owner], entries[one.owner]
    if owners[0] is owners[1] or not _clash(one, other, *owners):
        return
    first, second = (f"'{entry.name}' ([[{entry.type}]], {entry.source})" for entry in owners)
    raise LexiconError(
        say(
            f"两个条目都要别名 '{alias}'：{first} 与 {second}；请从其中一个删去",
            f"alias claimed twice: '{alias}' by {first} and {second}; take it out of one",
        )
    )


def _clash(one: Spelling, other: Spelling, first: Entry, second: Entry) -> bool:
    if one.exact and other.exact and one.exact != other.exact:
        return False
    return (one.bare and other.bare) or first.type == second.type
