"""The names that are known beforehand: benchmarks, models, companies, people and products."""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from pathlib import Path

from data.compiled import compiled
from data.entries import Entry, EntryType, Index, Match, index, under
from data.finder import Finder
from data.spelling import spelling_key, squeeze
from data.spotting import Spotter, finder

__all__ = ["Entry", "EntryType", "Lexicon", "Match", "load_lexicon"]

TRADE = re.compile("(?:集团|资本|创投|基金|投资|科技|智能|汽车|证券)$")
NEAR = 0.7  # how much alike two keys are that may be meant for each other (difflib's ratio)


@dataclass(frozen=True)
class Lexicon:
    """All names of one run; `load_lexicon` makes it, or `Lexicon.of` from entries."""

    entries: tuple[Entry, ...]
    _index: Index = field(repr=False, compare=False)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Lexicon":
        """A lexicon of these entries. Raises LexiconError where two of them claim one alias."""
        entries = tuple(entries)
        return cls(entries, index(entries))

    def find(self, text: str) -> list[Match]:
        """The names in `text`, leftmost and longest first, none overlapping another.

        Full width, Traditional characters, and blanks or hyphens within a name do not count; case does only for short
        names. A model's name reaches over its version, size and variant.
        """
        return list(Spotter(text, self.entries, self._index, self._keys))

    @cached_property
    def _keys(self) -> Finder:
        return finder(self._index)

    @cached_property
    def heads(self) -> dict[str, Entry]:
        """Companies by what their name begins with before a word of trade, two or three characters that one alone has.

        蚂蚁集团 by 蚂蚁, 红杉资本 by 红杉.
        """
        owners: dict[str, set[str]] = {}
        entries: dict[str, Entry] = {}
        for entry in self.entries:
            for spelling in entry.spellings if entry.type == "org" else ():
                head = TRADE.sub("", spelling)
                if head != spelling and 2 <= len(head) <= 3 and not head.isascii():
                    owners.setdefault(head, set()).add(entry.name)
                    entries[head] = entry
        return {head: entries[head] for head, names in owners.items() if len(names) == 1}

    def entry(self, type: EntryType, name: str) -> Entry | None:  # noqa: A002
        """The entry of this type that has `name`, in any spelling, as its name or an alias."""
        return next((entry for entry in self._owners(spelling_key(name)) if entry.type == type), None)

    def benchmark(self, name: str) -> Entry | None:
        """The benchmark or leaderboard of this name or alias."""
        return self.entry("benchmark", name)

    def suggest(self, name: str) -> list[str]:
        """Up to three canonical names that are spelled much like `name`, the nearest first."""
        near = difflib.get_close_matches(spelling_key(name), self._index, n=3, cutoff=NEAR)
        return list(dict.fromkeys(owner.name for key in near for owner in self._owners(key)))

    def canonical_model(self, surface: str) -> str:
        """A key under which all spellings of one model fall together: `GPT4`, `gpt-4` and `OpenAI GPT-4` are one.

        A maker's name in front of a name of its own is dropped; an alias gives its entry's key. For comparing, not for
        showing.
        """
        found = self.find(surface)
        named = found[1].start if len(found) > 1 and _names_maker(found[0], found[1], surface) else 0
        known = self.entry("model", surface[named:])
        return spelling_key(known.name if known else surface[named:])

    def _owners(self, key: str) -> Iterator[Entry]:
        return (self.entries[one.owner] for one in under(self._index, key) if one.means)


def load_lexicon(user_dir: Path | None = None) -> Lexicon:
    """The bundled names, with those of `user_dir/*.toml` on top: a block of a bundled one's type and name replaces it.

    Raises LexiconError for a file that cannot be read, a key that is not known, an alias that two entries claim.
    """
    own = sorted(user_dir.glob("*.toml")) if user_dir else []
    if not own or user_dir is None:
        return _bundled()
    with resources.as_file(resources.files("data") / "lexicons") as folder:
        return Lexicon(*compiled(sorted(folder.glob("*.toml")), own, user_dir))


@cache
def _bundled() -> Lexicon:
    with resources.as_file(resources.files("data") / "lexicons") as folder:
        return Lexicon(*compiled(sorted(folder.glob("*.toml")), [], folder))


def _names_maker(first: Match, second: Match, surface: str) -> bool:
    between = surface[first.end : second.start]
    return first.entry.type == "org" and first.start == 0 and second.entry.type == "model" and not squeeze(between)
