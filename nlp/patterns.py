"""How patterns are put together from lists of words, and how they are spared the places where they cannot begin."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache

_WORD = re.compile(r"[A-Za-z0-9τ](?<![A-Za-z0-9][A-Za-z0-9τ])")
_SPECIAL = frozenset(r".^$*+?{}[]\|()")


def any_of(words: str) -> str:
    """An alternation of the words, the longest first, so that 研究院 is tried before 研究; the words are patterns."""
    return "(?:" + "|".join(sorted(words.split(), key=len, reverse=True)) + ")"


def swift(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile(pattern)`, so rewritten that each alternative begins with a letter, as far as that can be.

    `re` looks for such a pattern at a fifth of the cost: it skips what is none of those letters. (?:再|又)见|[发公]布
    becomes 再见|又见|发布|公布, and (?<!不)见 becomes 见(?<!不见). No named group may follow what is spread, but for a
    pattern that is all one group with an end: there what follows the group stays behind it.
    """
    end = _after(pattern, 0)
    is_group = pattern.startswith("(?:") and pattern[end : end + 1] not in tuple("?*+{")
    if is_group and len(_alternatives(pattern)) == 1:
        return re.compile(f"(?:{_spread_all(pattern[3 : end - 1])}){pattern[end:]}", flags)
    return re.compile(_spread_all(pattern), flags)


def _spread_all(pattern: str) -> str:
    return "|".join(one for part in _alternatives(pattern) for one in _spread(part))


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


def followed(places: Iterable[int], mark: re.Pattern[str], text: str, reach: int) -> list[int]:
    """Those of `places` (in order) behind which what `mark` finds begins within `reach` characters."""
    marks = [found.start() for found in mark.finditer(text)]
    if not marks:
        return []
    near: list[int] = []
    following = 0
    for at in places:
        following = bisect_left(marks, at, following)
        if following == len(marks):
            break
        if marks[following] - at <= reach:
            near.append(at)
    return near


def _alternatives(pattern: str) -> list[str]:
    """The parts of a pattern between the bars that stand in no group and no set."""
    parts, start, at = [], 0, 0
    while at < len(pattern):
        if pattern[at] == "|":
            parts.append(pattern[start:at])
            start = at + 1
        at = _after(pattern, at)
    return [*parts, pattern[start:]]


def _after(pattern: str, at: int) -> int:
    """Where the letter, set or group at `at` ends."""
    if pattern[at] == "\\":
        return at + 2
    if pattern[at] == "[":
        at += 2  # a bracket that opens a set belongs to it
        while pattern[at] != "]":
            at += 1 + (pattern[at] == "\\")
        return at + 1
    if pattern[at] != "(":
        return at + 1
    at += 1
    while pattern[at] != ")":
        at = _after(pattern, at)
    return at + 1


def _spread(part: str) -> Iterator[str]:
    """One alternative as several, each of which begins with a letter; itself where that cannot be."""
    end = _after(part, 0) if part else 0
    head, rest = part[:end], part[end:]
    if rest[:1] == "?" and rest[1:2] not in ("?", "+") and (head[:3] == "(?:" or head not in _SPECIAL):
        yield from (*_spread(head + rest[1:]), *_spread(rest[1:]))
    elif not head or rest[:1] in ("?", "*", "+", "{"):
        yield part
    elif head.startswith("(?:"):
        yield from (one for inner in _alternatives(head[3:-1]) for one in _spread(inner + rest))
    elif head.startswith("[") and head[1] != "^" and not {"-", "\\"} & set(head):
        yield from (re.escape(letter) + rest for letter in head[1:-1])
    elif head.startswith(("(?<!", "(?<=")):
        yield from (_looking_back(head, one) for one in _spread(rest))
    else:
        yield part


def _looking_back(look: str, part: str) -> str:
    """A look at what is before a part, made behind its first letter instead."""
    if not part or part[0] in _SPECIAL or part[1:2] in ("?", "*", "+", "{"):
        return look + part
    return f"{part[0]}{look[:4]}(?:{look[4:-1]}){part[0]}){part[1:]}"
