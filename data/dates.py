"""The days that an article speaks of, resolved against the day it was published.

The readers of dates are here: `read_time` for the line of a page that says when, `find_dates` for running text.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from data.date_forms import BEGINS, FORMS, SCAN
from data.days import MONTHS, WEEKDAYS, day_of, fold, month_before, whole
from data.frozen import frozen
from data.times import read_time

__all__ = ["DateKind", "DateMention", "find_dates", "read_time"]

DateKind = Literal["day", "month", "quarter", "half", "year", "fiscal", "recent", "past"]

AHEAD_BEFORE = re.compile(r"(?:将|拟|计划|预计|定于|定档|即将|有望|或)[^，。；,;]{0,6}$")
AHEAD_AFTER = re.compile(r"\s*(?:[（(][^）)]{0,12}[）)])?\s*[^，。；,;]{0,4}(?:将(?!\s?\d)|拟|即将|正式亮相在即)")
CLOSES = re.compile(r"\s*[)）]")
OPENS = re.compile(r"\s*[(（]\s*")
DAYS_OFF = {"前": -2, "昨": -1, "今": 0, "明": 1, "后": 2}
YEARS_OFF = {"前": -2, "去": -1, "今": 0, "本": 0, "明": 1}


@frozen
class DateMention:
    """Words that name a time, and the day, month or year that they mean in ISO 8601; None where it cannot be told."""

    start: int
    end: int
    text: str
    date: str | None
    kind: DateKind


@frozen
class _Frame:
    """What a form may look at: the day of publication, the mention before it, whether the words look ahead."""

    today: date | None
    last: DateMention | None
    day: DateMention | None  # the last one that is a day
    gap: str
    ahead: bool


Found = tuple[str | None, DateKind]


def find_dates(text: str, published: str | None = None) -> list[DateMention]:
    """Every time word of `text`, in order, none overlapping another.

    `published` is ISO 8601; without it what is relative, or lacks its year, has no date. A missing year is the one that
    brings the day nearest to `published`, the past preferred unless the words look ahead. A range has its first day.
    """
    folded, today = fold(text), _today(published)
    found: list[DateMention] = []
    day: DateMention | None = None
    for match in _scanned(folded):
        name = match.lastgroup or ""
        last = found[-1] if found else None
        ahead = bool(AHEAD_BEFORE.search(folded, max(0, match.start() - 10), match.start())) or bool(
            AHEAD_AFTER.match(folded, match.end(), match.end() + 24)
        )
        frame = _Frame(today, last, day, folded[last.end : match.start()] if last else "", ahead)
        resolved = _resolve(name, folded, match.start(), frame)
        if resolved:
            day = DateMention(match.start(), match.end(), "", *resolved) if resolved[1] == "day" else day
            found.append(DateMention(match.start(), match.end(), text[match.start() : match.end()], *resolved))
    return list(_with_brackets(found, text))


def _scanned(folded: str) -> Iterator[re.Match[str]]:
    done = 0
    for at in sorted(begin.start() for begins in BEGINS for begin in begins.finditer(folded)):
        if at >= done and (match := SCAN.match(folded, at)):
            done = match.end()
            yield match


def _today(published: str | None) -> date | None:
    try:
        day = date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2100 else None


def _resolve(name: str, text: str, at: int, frame: _Frame) -> Found | None:
    parts = FORMS[name].match(text, at)
    try:
        return RESOLVE[name](parts, frame) if parts else None
    except (ValueError, OverflowError):
        return None


def _with_brackets(found: list[DateMention], text: str) -> Iterator[DateMention]:
    """下周一（8月14日） is one mention with the day that the brackets fix."""
    waiting: DateMention | None = None
    for mention in found:
        if waiting and OPENS.fullmatch(text, waiting.end, mention.start) and (end := CLOSES.match(text, mention.end)):
            exact = mention if _fixes(mention, waiting) else waiting
            waiting = replace(exact, start=waiting.start, end=end.end(), text=text[waiting.start : end.end()])
            continue
        if waiting:
            yield waiting
        waiting = mention
    if waiting:
        yield waiting


def _fixes(inner: DateMention, outer: DateMention) -> bool:
    return inner.kind == "day" and inner.date is not None and ("月" in inner.text or "月" not in outer.text)


def _iso(parts: re.Match[str], _frame: _Frame) -> Found | None:
    day = day_of(int(parts["y"]), int(parts["m"]), int(parts["d"]))
    return (day.isoformat(), "day") if day else None


def _english(parts: re.Match[str], _frame: _Frame) -> Found | None:
    month = MONTHS[(parts["m"] or parts["m2"])[:3].lower()]
    year, number = int(parts["y"] or parts["y2"]), parts["d"] or parts["d2"]
    if not number:
        return f"{year:04}-{month:02}", "month"
    day = day_of(year, month, int(number))
    return (day.isoformat(), "day") if day else None


def _month(parts: re.Match[str], frame: _Frame) -> Found | None:
    month, number = whole(parts["m"]), whole(parts["d"]) if parts["d"] else None
    if not 1 <= month <= 12 or (number is not None and not 1 <= number <= 31):
        return None
    year = _written_year(parts, frame)
    year = year if year is not None else _year_told(month, frame)
    year = year if year is not None else _nearest_year(month, number, frame)
    kind: DateKind = "month" if number is None else "day"
    if year is None:
        return None, kind
    if number is None:
        return f"{year:04}-{month:02}", kind
    day = day_of(year, month, number)
    return (day.isoformat(), kind) if day else None


def _written_year(parts: re.Match[str], frame: _Frame) -> int | None:
    named = parts.groupdict()
    if year := named.get("y"):
        return int(year) + 2000 if len(year) == 2 else whole(year)
    if then := named.get("then"):
        return _then(then, frame)
    close = frame.last and frame.last.date and frame.last.kind in ("day", "month") and _lists(frame.gap)
    return int(frame.last.date[:4]) if close and frame.last and frame.last.date else None


def _then(word: str, frame: _Frame) -> int | None:
    if word[0] in YEARS_OFF:
        return frame.today.year + YEARS_OFF[word[0]] if frame.today else None
    if not frame.last or not frame.last.date:
        return None
    return int(frame.last.date[:4]) + (word[0] in "次翌")


def _year_told(month: int, frame: _Frame) -> int | None:
    """The year of a date that the same sentence tells before: 2023年5月6日发布，6月9日升级."""
    last = frame.last
    if not last or not last.date or len(last.date) < 7 or re.search(r"[。！？\n]", frame.gap):
        return None
    return int(last.date[:4]) if month >= int(last.date[5:7]) else None


def _lists(gap: str) -> bool:
    return bool(re.fullmatch(r"\s*[、和与及至到~—–-]?\s*", gap))


def _nearest_year(month: int, number: int | None, frame: _Frame) -> int | None:
    if not frame.today:
        return None
    if number is None and month == frame.today.month:
        return frame.today.year
    years = (frame.today.year - 1, frame.today.year, frame.today.year + 1)
    days = [day for year in years if (day := day_of(year, month, number or 15))]
    if not days:
        return max(
            year for year in range(frame.today.year - 8, frame.today.year + 1) if day_of(year, month, number or 15)
        )
    return min(days, key=lambda day: _distance(day, frame)).year


def _distance(day: date, frame: _Frame) -> float:
    """A day to come counts three times, as news tell of what was; the other way round where the words look ahead."""
    assert frame.today
    off = (day - frame.today).days
    past, future = (5.0, 1.0) if frame.ahead else (1.0, 3.0)
    return off * future if off > 0 else -off * past


def _near_month(parts: re.Match[str], frame: _Frame) -> Found | None:
    kind: DateKind = "day" if parts["d"] else "month"
    if not frame.today:
        return None, kind
    back = {"上": 1, "下": -1}.get(parts[0][0], 0)
    if parts[0][0] == "当" and frame.last and frame.last.date and len(frame.last.date) >= 7:
        year, month = int(frame.last.date[:4]), int(frame.last.date[5:7])
    else:
        year, month = month_before(frame.today, back)
    if not parts["d"]:
        return f"{year:04}-{month:02}", kind
    day = day_of(year, month, whole(parts["d"]))
    return (day.isoformat(), kind) if day else None


def _bare_day(parts: re.Match[str], frame: _Frame) -> Found | None:
    number, last = whole(parts["d"]), frame.last
    if not 1 <= number <= 31:
        return None
    if last and last.date and len(last.date) >= 7 and (_lists(frame.gap) or last.kind == "month"):
        day = day_of(int(last.date[:4]), int(last.date[5:7]), number)
        return (day.isoformat(), "day") if day else None
    if not frame.today:
        return None, "day"
    for back in (0, 1) if not frame.ahead else (0, -1):
        day = day_of(*month_before(frame.today, back), number)
        if day and ((day >= frame.today) if frame.ahead else ((day - frame.today).days <= 1)):
            return day.isoformat(), "day"
    return None, "day"


def _near_day(parts: re.Match[str], frame: _Frame) -> Found:
    return _day_off(-3 if parts[0].startswith("大") else DAYS_OFF[parts[0][0]], frame), "day"


def _anchored_day(parts: re.Match[str], frame: _Frame) -> Found:
    later = parts["which"][0] in "次翌隔第"
    if frame.day:
        day = _today(frame.day.date)
        return ((day + timedelta(days=later)).isoformat() if day else None), "day"
    return (None if later else _day_off(0, frame)), "day"


def _day_off(days: int, frame: _Frame) -> str | None:
    return (frame.today + timedelta(days=days)).isoformat() if frame.today else None


def _weekday(parts: re.Match[str], frame: _Frame) -> Found:
    which, weekday = parts[0].rstrip("个周星期礼拜一二三四五六日天末"), parts[0][-1].strip("周期拜")
    kind: DateKind = "day" if weekday else "recent"
    if not frame.today:
        return None, kind
    monday = frame.today - timedelta(days=frame.today.weekday() + 7 * (which.count("上") - which.count("下")))
    if not weekday:
        return monday.isoformat()[:7], kind
    day = monday + timedelta(days=WEEKDAYS[weekday])
    if not which and day > frame.today and not frame.ahead:
        day -= timedelta(days=7)
    elif not which and day < frame.today and frame.ahead:
        day += timedelta(days=7)
    return day.isoformat(), kind


def _ago(parts: re.Match[str], frame: _Frame) -> Found:
    kind: DateKind = {"天": "day", "日": "day", "年": "year"}.get(parts["unit"][-1], "month")  # type: ignore[assignment]
    if not frame.today:
        return None, kind
    if parts["n"] == "半":
        return f"{month_before(frame.today, 6)[0]:04}", kind
    count = whole(parts["n"])
    if kind == "day":
        return _day_off(-count, frame), kind
    if kind == "year":
        return f"{frame.today.year - count:04}", kind
    if parts["unit"][-1] == "月":
        year, month = month_before(frame.today, count)
        return f"{year:04}-{month:02}", kind
    return (frame.today - timedelta(weeks=count)).isoformat()[:7], kind


def _quarter(parts: re.Match[str], frame: _Frame) -> Found:
    kind: DateKind = "half" if "半年" in parts[0] or "H" in parts[0].upper() else "quarter"
    if written := parts["y"] or parts["y2"]:
        return f"{whole(written):04}", kind
    if parts["then"]:
        year = _then(parts["then"], frame)
        return (f"{year:04}" if year else None), kind
    return (f"{frame.today.year:04}" if frame.today else None), kind


def _year(parts: re.Match[str], _frame: _Frame) -> Found:
    return f"{whole(parts['y']):04}", "year"


def _near_year(parts: re.Match[str], frame: _Frame) -> Found:
    word = parts["which"]
    year = _then(word, frame) if word else (frame.today.year if frame.today else None)
    return (f"{year:04}" if year else None), "year"


def _fiscal(_parts: re.Match[str], _frame: _Frame) -> Found:
    return None, "fiscal"


def _recent(_parts: re.Match[str], frame: _Frame) -> Found:
    return (frame.today.isoformat()[:7] if frame.today else None), "recent"


def _just_now(_parts: re.Match[str], frame: _Frame) -> Found:
    return _day_off(0, frame), "day"


def _past(_parts: re.Match[str], _frame: _Frame) -> Found:
    return None, "past"


RESOLVE: dict[str, Callable[[re.Match[str], _Frame], Found | None]] = {
    "iso": _iso,
    "english": _english,
    "fiscal": _fiscal,
    "quarter": _quarter,
    "slash": _month,
    "month": _month,
    "near_month": _near_month,
    "year": _year,
    "since_year": _year,
    "near_year": _near_year,
    "ago": _ago,
    "weekday": _weekday,
    "just_now": _just_now,
    "near_day": _near_day,
    "anchored": _anchored_day,
    "recent": _recent,
    "past": _past,
    "bare_day": _bare_day,
}
