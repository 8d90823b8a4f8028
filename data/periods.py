"""The days that a digest is of: one day, a week, a month, or from one date to another."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from data.errors import UsageError
from data.filters import parse_date
from data.language import say

WEEK = 7


@dataclass(frozen=True, slots=True)
class Period:
    """All days from `since` to `until`, both included; ISO dates."""

    since: str
    until: str

    @property
    def days(self) -> int:
        """How many days it has."""
        return (date.fromisoformat(self.until) - date.fromisoformat(self.since)).days + 1

    @property
    def name(self) -> str:
        """How it is written: a day, a month, or both ends."""
        if self.since == self.until:
            return self.since
        if self == month_of(self.since[:7]):
            return self.since[:7]
        return say(f"{self.since} 至 {self.until}", f"{self.since} to {self.until}")

    def holds(self, day: str | None) -> bool:
        """Whether a day is within it, or, of a month or year, any day of it may be."""
        return bool(day) and day is not None and self.since[: len(day)] <= day <= self.until[: len(day)]


def last_day(today: str) -> Period:
    """Yesterday and today."""
    return Period(_shifted(today, -1), today)


def day_of(text: str) -> Period:
    """One day; raises UsageError where `text` is no day."""
    return Period(_day(text), _day(text))


def week_of(text: str) -> Period:
    """The week, Monday to Sunday, in which a day is; raises UsageError where `text` is no day."""
    day = _day(text)
    monday = _shifted(day, -date.fromisoformat(day).weekday())
    return Period(monday, _shifted(monday, WEEK - 1))


def month_of(text: str) -> Period:
    """A month, `2026-11` or any day of it; raises UsageError where `text` is neither."""
    month = parse_date(text)[:7]
    if len(month) < 7:
        raise UsageError(say(f"不是月份：'{text}'；请写成 2024-05", f"no month: '{text}'; write 2024-05"))
    return Period(_first(month), _last(month))


def between(since: str | None, until: str | None, today: str) -> Period:
    """From one date to another, each a day, month or year; a missing end is today, a missing beginning the end's.

    Raises UsageError where one is no date, or where they are the wrong way round.
    """
    end = _last(parse_date(until)) if until else max(today, _first(parse_date(since or today)))
    start = _first(parse_date(since)) if since else _first(parse_date(until or today))
    if start > end:
        raise UsageError(
            say(f"日期前后颠倒：'{since}' 晚于 '{until}'", f"dates run backwards: '{since}' is after '{until}'")
        )
    return Period(start, end)


def before(period: Period, days: int) -> str:
    """The day that many days before a period begins."""
    return _shifted(period.since, -days)


def _day(text: str) -> str:
    day = parse_date(text)
    if len(day) < 10:
        raise UsageError(say(f"不是某一天：'{text}'；请写成 2024-05-01", f"no day: '{text}'; write 2024-05-01"))
    return day


def _first(day: str) -> str:
    return (day + "-01-01"[len(day) - 4 :])[:10]


def _last(day: str) -> str:
    if len(day) == 4:
        return f"{day}-12-31"
    if len(day) == 7:
        return f"{day}-{monthrange(int(day[:4]), int(day[5:]))[1]:02}"
    return day


def _shifted(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
