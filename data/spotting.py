"""Where a text says a name: longest first, leftmost first, at offsets of the text as it is written."""

import re
from collections.abc import Iterator, Sequence

from data.entries import Entry, Index, Match, Spelling, under
from data.finder import Finder
from data.model_forms import form_end, is_dated, qualifies
from data.spelling import even, is_latin, level, squeeze, squeezed_places

FAR = 2  # places from one character of a name to its next: one blank or hyphen may stand between

_SEAM = re.compile("[A-ZＡ-Ｚ](?<=[a-z0-9ａ-ｚ０-９][A-ZＡ-Ｚ])")


def finder(index: Index) -> Finder:
    """What finds all keys of an index in a squeezed text."""
    return Finder([key for key in index if len(key) > 1])


class Spotter:
    """The names in one text, in order; `keys` is `finder(index)`."""

    def __init__(self, text: str, entries: Sequence[Entry], index: Index, keys: Finder) -> None:
        self._text = text
        self._entries = entries
        self._index = index
        self._keys = keys
        self._even = even(text)
        self._squeezed = squeeze(self._even)
        self._places = squeezed_places(self._even)
        self._level: str | None = None
        self._before: Match | None = None
        self._seams: list[int] = []

    def __iter__(self) -> Iterator[Match]:
        done = 0
        humps = {found.start() for found in _SEAM.finditer(self._text)}
        keys = self._known_keys(humps)
        if humps:
            seams = [at for at, lengths in keys.items() if self._places[at] in humps and self._is_seam(at, lengths)]
            self._seams = [self._places[at] for at in seams]
            humps.difference_update(self._seams)
        for at, lengths in keys.items():
            if self._places[at] < done or self._places[at] in humps:
                continue
            if spotted := self._longest(at, lengths):
                spelling, match = spotted
                done = match.end
                if spelling.means:
                    self._before = match
                    yield match

    @property
    def _leveled(self) -> str:
        if self._level is None:
            self._level = level(self._text)
        return self._level

    def _known_keys(self, humps: set[int]) -> dict[int, list[int]]:
        """The lengths of the keys that begin at each place of the squeezed text, longest first.

        None begins inside a Latin word but at one of `humps`, the capitals within one.
        """
        found: dict[int, list[int]] = {}
        for _, start, end in self._keys.find(self._squeezed):
            found.setdefault(start, []).append(end - start)
        return {at: found[at][::-1] for at in sorted(found) if self._begins(self._places[at], humps)}

    def _begins(self, at: int, humps: set[int]) -> bool:
        inside = at and is_latin(self._even[at]) and is_latin(self._even[at - 1])
        return not inside or at in humps

    def _is_seam(self, at: int, lengths: Sequence[int]) -> bool:
        """Whether a company's name begins in the middle of a word, as where a board's columns ran together.

        `Kimi K2.6Moonshot AI`, `qwen3.5-max-previewAlibaba`: so the text of the arena's table reads.
        """
        spotted = self._longest(at, lengths)
        return spotted is not None and spotted[1].entry.type == "org"

    def _longest(self, at: int, lengths: Sequence[int]) -> tuple[Spelling, Match] | None:
        """The match of the longest alias; of entries that share it, as a maker and its model may, the longer match."""
        for length in lengths:
            spellings = under(self._index, self._squeezed[at : at + length])
            spotted = [(one, match) for one in spellings if (match := self._match(one, at, at + length - 1))]
            if spotted:
                return max(spotted, key=lambda pair: pair[1].end)
        return None

    def _match(self, spelling: Spelling, first: int, last: int) -> Match | None:
        start, end = self._places[first], self._places[last] + 1
        if self._torn(first, last) or not self._is_exact(spelling, start, end):
            return None
        entry = self._entries[spelling.owner]
        if entry.type == "model" and spelling.means:
            return self._model(spelling, entry, start, end)
        return self._made(start, end, entry, entry.name) if self._stands_free(end) else None

    def _model(self, spelling: Spelling, entry: Entry, start: int, end: int) -> Match | None:
        seam = next((seam for seam in self._seams if seam >= end), None)
        whole = form_end(self._leveled[:seam] if seam else self._leveled, start, end)
        if not self._stands_free(whole) or is_dated(self._leveled, whole):
            return None
        if not spelling.bare and not self._after_maker(entry, start) and not qualifies(self._leveled[end:whole]):
            return None
        return self._made(start, whole, entry, entry.name if whole == end else self._text[start:whole])

    def _after_maker(self, entry: Entry, start: int) -> bool:
        before = self._before
        return before is not None and before.entry.name == entry.maker and not squeeze(self._text[before.end : start])

    def _made(self, start: int, end: int, entry: Entry, name: str) -> Match:
        return Match(start, end, self._text[start:end], entry, name)

    def _torn(self, first: int, last: int) -> bool:
        places = self._places
        if places[last] - places[first] == last - first:
            return False
        return any(places[at + 1] - places[at] > FAR for at in range(first, last))

    def _is_exact(self, spelling: Spelling, start: int, end: int) -> bool:
        return not spelling.exact or squeeze(self._leveled[start:end]) == spelling.exact

    def _stands_free(self, end: int) -> bool:
        """Whether the Latin word or the number that ends here does end here."""
        after = self._even[end : end + 2]
        if not after or not is_latin(self._even[end - 1]) or end in self._seams:
            return True
        if self._even[end - 1].isdigit() and after[0] == "." and after[1:].isdigit():
            return False
        return not is_latin(after[0])
