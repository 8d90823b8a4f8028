"""Many words found in a text in one pass, however many they are (Aho-Corasick)."""

import re
from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick, Implementation

_HALVES = re.compile("[\ud800-\udfff]")  # halves of characters, which no word has and the automaton cannot take


class Finder:
    """Finds every one of the words wherever it stands, within others as well."""

    def __init__(self, words: Sequence[str]) -> None:
        self._automaton = AhoCorasick(words, implementation=Implementation.ContiguousNFA, store_patterns=False)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Which word (its place among the words), start and end in code points, in the order of their ends."""
        try:
            return self._automaton.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:
            return self._automaton.find_matches_as_indexes(_HALVES.sub("\0", text), overlapping=True)
