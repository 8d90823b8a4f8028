"""How patterns are put together from lists of words, and how they are spared the places where they cannot begin."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

_WORD = re.compile(r"[A-Za-z0-9τ](?<![A-Za-z0-9][A-Za-z0-9τ])")


def any_of(words: str) -> str:
    """An alternation of the words, the longest first, so that 研究院 is tried before 研究; the words are patterns."""
    return "(?:" + "|".join(sorted(words.split(), key=len, reverse=True)) + ")"


@lru_cache(maxsize=2)
def word_starts(text: str) -> tuple[int, ...]:
    """Where the words of Latin letters, and the numbers, of `text` begin."""
    return tuple(found.start() for found in _WORD.finditer(text))


def found_at(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """What `pattern.finditer(text)` finds, where `pattern` can only begin at one of `places` (in order).

    A pattern that begins with a look at what is before it makes `re` try each character; in Chinese text few of them
    begin a name in Latin letters.
    """
    done = 0
    for at in places:
        if at >= done and (found := pattern.match(text, at)):
            done = found.end()
            yield found
