"""Which of the events that an article tells are one, and at which mention each is told best."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache

from data.fields import EventType
from data.frozen import frozen
from data.hanzi import simplify
from nlp.triggers import MONEY, ROUND
from nlp.when import When

APART = ("partnership", "appointment", "regulation")  # somebody may have several of them, a month apart
MOST_EVENTS = 200  # of one article; no article tells more
WON = re.compile("冠军|第一|榜首|首位|横扫|包揽|囊括")


@frozen
class Draft:
    """One event as a sentence tells it; `text[start:end]` is its evidence."""

    type: EventType
    when: When
    who: tuple[str, ...]
    what: str | None
    start: int
    end: int


def with_report_days(drafts: list[Draft]) -> list[Draft]:
    """A place without a day of its own is of the day on which the ranking came out."""
    out = next((d.when for d in drafts if d.type == "research" and d.when.stated), None)
    if out is None:
        return drafts
    return [
        replace(d, when=replace(out, stated=1)) if d.type == "leaderboard" and not d.when.stated else d for d in drafts
    ]


def once(drafts: Iterable[Draft]) -> list[Draft]:
    """Each event at its best dated mention, in the order of the text."""
    kept: list[Draft] = []
    for draft in drafts:
        place = next((n for n, other in enumerate(kept) if _is_same(draft, other)), None)
        if place is None:
            kept += [draft] if len(kept) < MOST_EVENTS else []
        elif _weight(draft) > _weight(kept[place]):
            kept[place] = draft
    return sorted(kept, key=lambda draft: draft.start)


def _weight(draft: Draft) -> tuple[int, int]:
    return draft.when.stated, len(draft.when.date or "")


def _is_same(one: Draft, other: Draft) -> bool:
    if one.type != other.type or not _may_agree(one.when, other.when):
        return False
    if one.type == "leaderboard" and one.when == other.when and _won(one) and _won(other):
        return bool(set(one.who) & set(other.who))  # 包揽12项冠军, of which 8 here and 4 there
    if one.what and other.what and one.type in ("release", "open_source", "leaderboard"):
        return one.start == other.start or _overlap(one.what, other.what)
    if one.type in APART and one.start != other.start and not _of_one_month(one.when, other.when):
        return False
    if one.type in ("partnership", "regulation") and one.start != other.start:
        return set(one.who) <= set(other.who) or set(other.who) <= set(one.who)
    if one.type == "appointment" and one.start != other.start and len(one.who) > 1 and len(other.who) > 1:
        return len(set(one.who) & set(other.who)) > 1
    if one.type == "acquisition" and one.what and other.what and not _overlap(one.what, other.what):
        return False
    if one.type == "ipo" and one.who and other.who:
        return bool(set(one.who) & set(other.who))
    if one.type == "funding" and (_differ(_round, one, other) or _differ(_sum, one, other)):
        return False
    if one.type == "conference" and one.what and other.what:
        others = one.who and other.who and not set(one.who) & set(other.who)
        if others and one.when.date and other.when.date and one.when.date != other.when.date:
            return False
        on_one_day = one.when.stated == other.when.stated == 2 and one.when.date == other.when.date
        return on_one_day or one.start == other.start or _overlap(one.what, other.what)
    return bool(set(one.who) & set(other.who)) or one.start == other.start


def _won(draft: Draft) -> bool:
    return bool(WON.search(draft.what or ""))


def _differ(told: Callable[[Draft], str], one: Draft, other: Draft) -> bool:
    return len({told(one), told(other)} - {""}) > 1


def _sum(draft: Draft) -> str:
    found = MONEY.search(draft.what or "")
    return re.sub(r"[^\d.万亿]", "", found[0]) if found else ""


def _round(draft: Draft) -> str:
    found = ROUND.search(draft.what or "")
    return found[0] if found else ""


def _may_agree(one: When, other: When) -> bool:
    if one.stated < 2 or other.stated < 2 or not one.date or not other.date:
        return True
    return one.date.startswith(other.date) or other.date.startswith(one.date)


def _of_one_month(one: When, other: When) -> bool:
    return (
        not one.date
        or not other.date
        or one.date[:7].startswith(other.date[:7])
        or other.date[:7].startswith(one.date[:7])
    )


def _overlap(one: str, other: str) -> bool:
    first, second = _even(one), _even(other)
    return _holds(first, second) or _holds(second, first)


def _holds(one: str, other: str) -> bool:
    """Whether `other` is a word of `one`, or of them: Zetan-3 in Zetan-3-72B, but not in Zetan-3s."""
    at = one.find(other) if other else -1
    goes_on = other[-1:].isascii() and re.match("[a-z0-9.]", one[at + len(other) :])
    return at != -1 and not goes_on


@lru_cache(maxsize=1024)
def _even(name: str) -> str:
    """A name without the blanks and hyphens that some leave out: Zetan 3-72B is zetan3 72b."""
    spaced = re.sub(r"[\s_-]+", " ", simplify(name).casefold())
    return re.sub(r"(?<=[一-鿿]) | (?=[一-鿿])|(?<=[a-z]) (?=\d)", "", spaced)
