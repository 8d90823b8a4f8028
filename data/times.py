"""When a page says that it was published: one line of text, in any of the forms that Chinese sites use."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

from data.days import BEIJING, MONTHS, WEEKDAYS, day_of, fold, whole

N = r"(?:\d{1,2}|[〇零一二三四五六七八九十]{1,3})"
CLOCK = re.compile(
    r"(?P<half>凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚间|晚|[AaPp]\.?[Mm]\.?)?\s*(?<!\d)(?P<h>\d{1,2})\s*[:点时]\s*"
    r"(?:(?P<m>\d{1,2})\s*(?:[:分]\s*(?:(?P<s>\d{2})(?:\.\d+)?秒?)?)?)?\s*(?P<after>[AaPp]\.?[Mm]\b)?"
)
STAMP = re.compile(
    r"(?P<y>\d{4})-(?P<mo>\d{1,2})-(?P<d>\d{1,2})[T ]\s*(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2}))?(?:[.,]\d+)?"
    r"\s*(?P<zone>[Zz]|UTC|GMT|[+-]\d{2}:?\d{2})"
)
BASIC_STAMP = re.compile(r"(?<!\d)(?P<d>20\d{6})T(?P<t>\d{6})(?P<z>Z?)")
RFC = re.compile(r"\d{1,2}\s+[A-Z][a-z]{2}\s+\d{4}\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s+(?:[+-]\d{4}|[A-Z]{2,4}))?")
FULL = re.compile(
    rf"(?<!\d)(?P<y>(?:19|20)\d{{2}}|[一二][〇零九][〇零一二三四五六七八九]{{2}})\s*[年/.-]\s*(?P<m>{N})\s*[月/.-]\s*(?P<d>{N})(?!\d)\s*[日号]?"
)
PACKED = re.compile(r"(?<!\d)(?P<y>20\d{2})(?P<m>\d{2})(?P<d>\d{2})(?!\d)")
ENGLISH = re.compile(
    r"\b(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?\s+)?(?P<m>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\.?"
    r"(?:\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?)?\s+(?P<y>(?:19|20)\d{2})",
    re.IGNORECASE,
)
MONTH_DAY = re.compile(rf"(?<![\d.])(?P<m>{N})\s*(?:月|[-/](?=\d{{1,2}}(?![\d.])))\s*(?P<d>{N})\s*[日号]?")
EPOCH = re.compile(r"\s*(?P<s>1\d{9})(?P<ms>\d{3})?(?:\.\d+)?\s*")
AGO = re.compile(
    r"(?P<n>\d{1,5}|半|[一二两三四五六七八九十]{1,3})\s*个?\s*(?P<unit>秒钟?|分钟?|小时|天|日|周|星期|月|年)(?:之|以)?前"
)
ENGLISH_AGO = re.compile(r"(?P<n>\d{1,4}|an?) +(?P<unit>second|minute|hour|day|week|month|year)s?\s+ago", re.IGNORECASE)
DAYS_AGO = re.compile(r"大前天|前天|前日|昨[日天晚夜]|今[日天早晨晚]|yesterday|today", re.IGNORECASE)
WEEKDAY = re.compile(r"(?P<which>上上|上|本|这)?个?(?:周|星期|礼拜)(?P<w>[一二三四五六日天])")
JUST_NOW = re.compile(r"刚刚|刚才|just now", re.IGNORECASE)
SECONDS = {"秒": 1, "分": 60, "小": 3600, "天": 86400, "日": 86400, "周": 604800, "星": 604800}
ENGLISH_UNITS = {"second": "秒", "minute": "分", "hour": "小", "day": "天", "week": "周", "month": "月", "year": "年"}
MOST_CHARACTERS = 400  # a line that says when is short
LONG_UNITS = {"月": 30, "年": 365}


def read_time(text: str, now: datetime) -> str | None:
    """The moment that `text` names, ISO 8601 in Beijing time; the day alone where no time is given; None for neither.

    A year that is not written is taken from `now` so that the day is not in the future. A time without an offset, and a
    `now` without one, are Beijing's. Never raises.
    """
    try:
        return _read(
            fold(text[:MOST_CHARACTERS]), now.astimezone(BEIJING) if now.tzinfo else now.replace(tzinfo=BEIJING)
        )
    except (ValueError, OverflowError):
        return None


def _read(text: str, now: datetime) -> str | None:
    day = _full(text, now) or _english(text, now)
    moment = _stamp(text) or (None if day else _ago(text, now))
    if moment:
        return moment.astimezone(BEIJING).replace(microsecond=0).isoformat()
    day = day or _days_ago(text, now) or _month_day(text, now) or _weekday(text, now)
    if day:
        return _with_clock(day[0], text[: day[1]], text[day[1] :])
    clock = CLOCK.fullmatch(text.strip())
    return _with_clock(now.date(), "", text) if clock else None


def _stamp(text: str) -> datetime | None:
    if found := EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(found["s"]), tz=UTC)
    if found := STAMP.search(text):
        year, month, day, hour, minute, second = (int(found[part] or 0) for part in ("y", "mo", "d", "h", "m", "s"))
        return datetime(year, month, day, hour, minute, second, tzinfo=_zone(found["zone"]))
    if found := BASIC_STAMP.search(text):
        return datetime.strptime(found["d"] + found["t"], "%Y%m%d%H%M%S").replace(tzinfo=UTC if found["z"] else BEIJING)
    if found := RFC.search(text):
        moment = parsedate_to_datetime(found[0])
        return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)
    return None


def _zone(offset: str) -> tzinfo:
    if offset[0] not in "+-":
        return UTC
    minutes = int(offset[1:3]) * 60 + int(offset[-2:])
    return timezone(timedelta(minutes=minutes if offset[0] == "+" else -minutes))


def _ago(text: str, now: datetime) -> datetime | None:
    if JUST_NOW.search(text):
        return now
    found = AGO.search(text)
    english = None if found else ENGLISH_AGO.search(text)
    if not found and not english:
        return None
    count, unit = (found["n"], found["unit"][0]) if found else _english_ago(english)
    if unit not in ("秒", "分", "小"):
        return None  # days ago name a day, not a moment
    return now - timedelta(seconds=_count(count) * SECONDS[unit])


def _english_ago(found: re.Match[str] | None) -> tuple[str, str]:
    if not found:
        raise ValueError
    return ("1" if found["n"].lower().startswith("a") else found["n"]), ENGLISH_UNITS[found["unit"].lower()]


def _count(numeral: str) -> float:
    return 0.5 if numeral == "半" else whole(numeral)


def _full(text: str, _now: datetime) -> tuple[date, int] | None:
    for pattern in (FULL, PACKED):
        for found in pattern.finditer(text):
            if day := day_of(whole(found["y"]), whole(found["m"]), whole(found["d"])):
                return day, found.end()
    return None


def _english(text: str, _now: datetime) -> tuple[date, int] | None:
    found = ENGLISH.search(text)
    number = found and (found["d1"] or found["d2"])
    if not found or not number:
        return None
    day = day_of(int(found["y"]), MONTHS[found["m"][:3].lower()], int(number))
    return (day, found.end()) if day else None


def _days_ago(text: str, now: datetime) -> tuple[date, int] | None:
    found = AGO.search(text)
    english = None if found else ENGLISH_AGO.search(text)
    if found or english:
        count, unit = (found["n"], found["unit"][0]) if found else _english_ago(english)
        days = _count(count) * LONG_UNITS.get(unit, SECONDS.get(unit, 0) / 86400)
        end = (found or english).end()  # type: ignore[union-attr]  # one of the two was found
        return (now - timedelta(days=days)).date(), end
    if not (word := DAYS_AGO.search(text)):
        return None
    back = {"大": 3, "前": 2, "昨": 1, "y": 1}.get(word[0][0].lower(), 0)
    return now.date() - timedelta(days=back), word.end()


def _weekday(text: str, now: datetime) -> tuple[date, int] | None:
    if not (found := WEEKDAY.search(text)):
        return None
    monday = now.date() - timedelta(days=now.weekday())
    day = monday + timedelta(days=WEEKDAYS[found["w"]] - 7 * (found["which"] or "").count("上"))
    if not found["which"] and day > now.date():
        day -= timedelta(days=7)
    return day, found.end()


def _month_day(text: str, now: datetime) -> tuple[date, int] | None:
    for found in MONTH_DAY.finditer(text):
        month, number = whole(found["m"]), whole(found["d"])
        for year in range(now.year, now.year - 9, -1):  # 29 February is at most eight years away
            day = day_of(year, month, number)
            if day and day <= now.date():
                return day, found.end()
    return None


def _with_clock(day: date, before: str, after: str) -> str:
    found = CLOCK.search(after) or CLOCK.search(before)
    clock = found and _clock(found)
    return f"{day.isoformat()}T{clock.isoformat()}+08:00" if clock else day.isoformat()


def _clock(found: re.Match[str]) -> time | None:
    hour, half = int(found["h"]), (found["half"] or found["after"] or "").lower()
    if hour < 12 and half.startswith(("下", "傍", "晚", "p")):
        hour += 12
    if hour == 12 and half.startswith(("凌", "a")):
        hour = 0
    minute, second = int(found["m"] or 0), int(found["s"] or 0)
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None
