"""Names of companies that only their neighbours make clear: 腾讯、蚂蚁和红杉; 戴尔、Zorble、联想."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from data.lexicon import Entry, Lexicon, Match
from nlp.name_words import PLACES, STOPS, TRADES

Found = tuple[int, int, Entry | None]

JOINT = "、和与及"
GAP = re.compile(r"\s?(?:、|和|与|及|以及)\s?")
NO_HEADS = PLACES | TRADES | STOPS
OWNER = re.compile("旗下|集团")
LATIN = re.compile(r"\s?[、，]\s?(?P<name>[A-Z][A-Za-z0-9]{2,}(?: [A-Z][a-z]+)?)(?=\s?[、和与及])")
NEXT = re.compile(rf"\s?[{JOINT}](?P<name>[一-鿿]{{2,3}}?)(?=[{JOINT}，。；）)]|等(?!待|级))")


def find_listed(plain: str, known: Sequence[Match], lexicon: Lexicon) -> Iterator[Found]:
    """What stands beside a known company in a list, or before 旗下, and begins the name of another.

    Also a Latin word between two companies of a list. `plain` is in simplified characters.
    """
    heads = lexicon.heads
    orgs = [match for match in known if match.entry.type == "org"]
    starts, ends = {match.start for match in known}, {match.end for match in known}
    for match in orgs:
        yield from _after(plain, match.end, heads, starts)
        yield from _before(plain, match.start, heads, ends)
    for owner in OWNER.finditer(plain):
        start = _head_at(plain, owner.start(), heads)
        if start is not None:
            yield start, owner.start(), heads[plain[start : owner.start()]]
    yield from _between(plain, orgs, starts)


def _between(plain: str, orgs: Sequence[Match], starts: set[int]) -> Iterator[Found]:
    for one, other in pairwise(orgs):
        end, told = one.end, []
        while (found := LATIN.match(plain, end)) and found.start("name") not in starts:
            end = found.end()
            told.append(found.span("name"))
        if told and GAP.fullmatch(plain, end, other.start):
            yield from ((*span, None) for span in told)


def _after(plain: str, end: int, heads: Mapping[str, Entry], starts: set[int]) -> Iterator[Found]:
    while found := NEXT.match(plain, end):
        if found.start("name") in starts or not _is_head(found["name"], heads):
            return
        yield *found.span("name"), heads[found["name"]]
        end = found.end()


def _before(plain: str, start: int, heads: Mapping[str, Entry], ends: set[int]) -> Iterator[Found]:
    at: int | None = start
    while at and plain[at - 1] in JOINT:
        end = at - 1
        at = _head_at(plain, end, heads) if end not in ends else None
        if at is not None:
            yield at, end, heads[plain[at:end]]


def _head_at(plain: str, end: int, heads: Mapping[str, Entry]) -> int | None:
    return next((at for at in (end - 3, end - 2) if at >= 0 and _is_head(plain[at:end], heads)), None)


def _is_head(name: str, heads: Mapping[str, Entry]) -> bool:
    return name in heads and name not in NO_HEADS
