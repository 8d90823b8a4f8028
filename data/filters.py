"""The filters of a question: `>80`, `60..70`, `since:2024-05`, `site:…`; what does not fit them is left out."""

import re
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

from data.errors import UsageError
from data.folding import fold
from data.language import say
from data.numbers import parse_number

STATUSES = ("current", "superseded", "withdrawn", "rejected")
FILTERS = ("since", "until", "site", "status")

_N = r"-?\d[\d,]*(?:\.\d+)?(?:\s?[万亿])?(?:\s?%)?"
_FILTER = re.compile(r"(?<![^\s,;])(?P<name>[A-Za-z]+):(?P<value>\S*)")
_RANGE = re.compile(rf"(?<![\w.])(?P<low>{_N})\s?\.\.+\s?(?P<high>{_N})")
_BOUND = re.compile(rf"(?P<sign>>=|<=|=>|=<|≥|≤|>|<|=)\s*(?:(?P<number>{_N})|[^\s,;<>=]*)")
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?)?[年月日号]?")
_PERIOD = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}[日号])?)?|(?<![-.])(?:19|20)\d\d-\d\d(?:-\d\d)?(?![-.\d]))"
)


@dataclass(frozen=True, slots=True)
class Bound:
    """A condition on a value: `low <= value <= high`, without the ends where it is `open`."""

    low: float = float("-inf")
    high: float = float("inf")
    open: bool = False

    def holds(self, value: float) -> bool:
        """Whether `value` is within."""
        return self.low < value < self.high if self.open else self.low <= value <= self.high


@dataclass(frozen=True)
class Filters:
    """What excludes; `since` and `until` are ISO dates or beginnings of such, both included."""

    bounds: tuple[Bound, ...] = ()
    since: str | None = None
    until: str | None = None
    site: str | None = None
    status: str | None = None

    def holds_day(self, day: str | None) -> bool:
        """Whether an ISO date is within `since` and `until`; no date is, where neither is asked."""
        if self.since is None and self.until is None:
            return True
        return day is not None and (self.since or "") <= day and day[: len(self.until or day)] <= (self.until or day)


class Rest(NamedTuple):
    """What was read, and the text without it."""

    filters: Filters
    text: str


def read_filters(text: str) -> Rest:
    """The filters in a line; raises UsageError where one is written wrongly, naming it."""
    rest = Rest(Filters(), text)
    for pattern, use in ((_FILTER, _named), (_RANGE, _range), (_BOUND, _bound)):
        for match in pattern.finditer(rest.text):
            filters = use(rest.filters, match)
            rest = Rest(filters, without(rest.text, *match.span()) if filters != rest.filters else rest.text)
    return rest


def read_period(filters: Filters, text: str) -> Rest:
    """A date that stands free (2024年5月, 2024-05) as both ends of the time asked for."""
    match = _PERIOD.search(text)
    if not match:
        return Rest(filters, text)
    period = parse_date(match[0])
    both = replace(filters, since=filters.since or period, until=filters.until or period)
    return Rest(both, without(text, *match.span()))


def parse_date(text: str) -> str:
    """A day, month or year (2024-05-01, 2024-05, 2024年5月) as ISO 8601; raises UsageError naming a broken one."""
    match = _DATE.fullmatch(fold(text).strip())
    if not match or not _exists(*(int(part or 1) for part in match.groups())):
        raise UsageError(
            say(
                f"不是日期：'{text}'；请写成 2024、2024-05 或 2024-05-01",
                f"no date: '{text}'; write 2024, 2024-05 or 2024-05-01",
            )
        )
    return "-".join(part.zfill(2) for part in match.groups() if part)


def without(text: str, start: int, end: int) -> str:
    """`text` with blanks for a slice of it, so that offsets stay."""
    return text[:start] + " " * (end - start) + text[end:]


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _named(filters: Filters, match: re.Match[str]) -> Filters:
    name, value = match["name"].lower(), match["value"]
    if name not in FILTERS:
        return _ordinary(filters, name)
    if not value:
        raise UsageError(
            say(f"'{name}:' 后面缺了内容；冒号后不要空格", f"nothing after '{name}:'; write its value without a blank")
        )
    match name:
        case "since":
            return replace(filters, since=parse_date(value))
        case "until":
            return replace(filters, until=parse_date(value))
        case "site":
            return replace(filters, site=value)
        case _:
            return replace(filters, status=_status(value))


def _ordinary(filters: Filters, name: str) -> Filters:
    """A word with a colon is an ordinary word (MMLU:86.4), unless it is nearly a filter."""
    if near := get_close_matches(name, FILTERS, 1, 0.7):
        raise UsageError(
            say(
                f"没有这个条件：'{name}:'；是不是 '{near[0]}:'？",
                f"no such filter: '{name}:'; did you mean '{near[0]}:'?",
            )
        )
    return filters


def _status(value: str) -> str:
    if value not in STATUSES:
        known = ", ".join(STATUSES)
        raise UsageError(say(f"没有这种状态：'{value}'；可用：{known}", f"no such status: '{value}'; known: {known}"))
    return value


def _range(filters: Filters, match: re.Match[str]) -> Filters:
    low, high, said = _number(match["low"]), _number(match["high"]), match[0].strip()
    if low > high:
        raise UsageError(
            say(f"范围写反了：'{said}'；请把小的写在前面", f"range runs backwards: '{said}'; write its lower end first")
        )
    return _bounded(filters, Bound(low, high))


def _bound(filters: Filters, match: re.Match[str]) -> Filters:
    sign, said = match["sign"], match[0].strip()
    if not match["number"]:
        raise UsageError(
            say(f"比较号后面缺数字：'{said}'；例如 '{sign}80'", f"no number after '{sign}': '{said}'; write '{sign}80'")
        )
    value = _number(match["number"])
    if sign == "=":
        return _bounded(filters, Bound(value, value))
    if ">" in sign or sign == "≥":
        return _bounded(filters, Bound(low=value, open=sign == ">"))
    return _bounded(filters, Bound(high=value, open=sign == "<"))


def _bounded(filters: Filters, bound: Bound) -> Filters:
    return replace(filters, bounds=(*filters.bounds, bound))


def _number(text: str) -> float:
    value = parse_number(text.strip())
    if value is None:
        raise UsageError(say(f"不是数字：'{text.strip()}'", f"no number: '{text.strip()}'; write it like 60.2"))
    return value
