"""Where a text says a name: longest first, leftmost first, at offsets of the text as it is written."""

from collections.abc import Iterator, Mapping, Sequence

from data.entries import Entry, Match, Spelling
from data.model_forms import form_end, qualifies
from data.spelling import JOINERS, even, is_latin, level, squeeze

FAR = 2  # places from one character of a name to its next: one blank or hyphen may stand between


class Spotter:
    """The names in one text, in order. `begins` is what `data.entries.by_beginning` gives."""

    def __init__(self, text: str, begins: Mapping[str, Sequence[Spelling]]) -> None:
        self._text = text
        self._begins = begins
        self._even = even(text)
        self._squeezed = squeeze(self._even)
        self._places = [at for at, character in enumerate(self._even) if character not in JOINERS]
        self._level: str | None = None

    def __iter__(self) -> Iterator[Match]:
        done = 0
        for at in self._beginnings():
            if self._places[at] < done:
                continue
            if spotted := self._longest(at):
                spelling, match = spotted
                done = match.end
                if spelling.means:
                    yield match

    @property
    def _leveled(self) -> str:
        if self._level is None:
            self._level = level(self._text)
        return self._level

    def _beginnings(self) -> list[int]:
        known, squeezed = self._begins, self._squeezed
        pairs = map(str.__add__, squeezed, squeezed[1:] + "\0")
        return [at for at, pair in enumerate(pairs) if pair in known or pair[0] in known]

    def _longest(self, at: int) -> tuple[Spelling, Match] | None:
        start = self._places[at]
        if start and is_latin(self._even[start]) and is_latin(self._even[start - 1]):
            return None
        spotted = [(spelling, match) for spelling in self._candidates(at) if (match := self._match(spelling, at, start))]
        # Of two that end alike the longer alias stands first and wins: `GPT-4 Turbo` over `GPT-4` and its variant.
        return max(spotted, key=lambda pair: pair[1].end, default=None)

    def _candidates(self, at: int) -> Iterator[Spelling]:
        for beginning in (self._squeezed[at : at + 2], self._squeezed[at]):
            for spelling in self._begins.get(beginning, ()):
                if self._squeezed.startswith(spelling.key, at):
                    yield spelling

    def _match(self, spelling: Spelling, at: int, start: int) -> Match | None:
        last = at + len(spelling.key) - 1
        end = self._places[last] + 1
        if self._torn(at, last) or not self._is_exact(spelling, start, end):
            return None
        if spelling.entry.type == "model" and spelling.means:
            return self._model(spelling, start, end)
        return self._made(start, end, spelling.entry, spelling.entry.name) if self._stands_free(end) else None

    def _model(self, spelling: Spelling, start: int, end: int) -> Match | None:
        whole = form_end(self._leveled, start, end)
        if not self._stands_free(whole):
            return None
        if not spelling.bare and not qualifies(self._leveled[end:whole]):
            return None
        name = spelling.entry.name if whole == end else self._text[start:whole]
        return self._made(start, whole, spelling.entry, name)

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
        if not after or not is_latin(self._even[end - 1]):
            return True
        if self._even[end - 1].isdigit() and after[0] == "." and after[1:].isdigit():
            return False
        return not is_latin(after[0])
