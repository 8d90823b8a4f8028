"""When an event happened or will happen, as the sentence, its paragraph or the article's own date tell."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from data.dates import DateMention, find_dates
from data.frozen import frozen
from nlp.document import Document, Sentence
from nlp.triggers import EARLIER, LONG_AGO, OF_FIGURES, OF_MEETING, SINCE, TO_COME

DATELINE = 24  # characters from the beginning of a paragraph within which a day holds for all of it
FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
DATED = re.compile(r"20\d\d\s?[年./-]\s?\d")
CLAUSES = re.compile(r"[，,；;]")
LISTED = re.compile(r"\s?[、和与及至到~—–-]+\s?")
AHEAD = re.compile("(?:可能|有望|预计|计划|拟)[^，。；]{0,3}$")  # 可能于2027年上市的讯号，并发布
EFFECT = re.compile(r"\s?起?\s?(?:正式)?生效")
UNTIL = re.compile("截[至止]到?$")
OF_STRETCH = re.compile(r"止?的[^，。；]{0,8}(?:季度?|财年|财季|年度|半年|个月|业绩)")
IN_TITLE = 40  # characters between the beginning of a title and a time word that belongs to it
VAGUE = ("recent", "past")


@frozen
class When:
    """The day, month or year of an event, and how sure that is."""

    date: str | None
    stated: (
        int  # 2 where a time word of the sentence gives it, 1 where one before does, 0 where only the article's date
    )
    planned: bool


class Calendar:
    """The time words of one article, and what they mean for what stands beside them."""

    def __init__(self, document: Document, plain: str) -> None:
        self.plain = plain
        self.published = (document.published or "")[:10] or None
        found = find_dates(document.text, self.published or _own_day(document.text))
        self.dates = [date for date in found if not self._describes(date)]
        self.since = {date.start for date in found if self._begins_stretch(date)}
        self.starts = [date.start for date in self.dates]
        self.lead: tuple[int, DateMention] | None = None

    def enter(self, sentence: Sentence) -> None:
        """Note the day that opens a paragraph: it holds for the sentences after it, beyond a colon for a list."""
        if self.lead and self.lead[0] == sentence.paragraph - 1 and self._goes_on(sentence):
            self.lead = (sentence.paragraph, self.lead[1])
        for date in self._within(sentence.start, min(sentence.end, sentence.start + DATELINE)):
            if date.kind == "day" and date.date:
                self.lead = (sentence.paragraph, date)
                return

    def _goes_on(self, sentence: Sentence) -> bool:
        before = self.plain[max(0, sentence.start - 8) : sentence.start].rstrip()
        return before.endswith(("：", ":"))

    def of(self, sentence: Sentence, start: int, end: int) -> When:
        """When what the verb at `[start, end)` tells happens."""
        before = self.plain[sentence.start : start]
        told = self.plain[sentence.start : end]
        to_come = bool(TO_COME.search(before))
        if to_come and self._is_vague(sentence, start):  # 将于近期: no time at all
            return When(None, 0, planned=True)
        if date := self._nearest(sentence, start, end):
            ahead = bool(date.date and self.published and date.date > self.published[: len(date.date)])
            return When(date.date, 2, planned=ahead or (to_come and date.date is None))
        if to_come and (day := self._takes_effect(sentence, end)):
            return When(day.date, 2, planned=bool(self.published and (day.date or "") > self.published))
        if to_come or LONG_AGO.search(told):
            return When(None, 0, planned=to_come)
        if self.lead and self.lead[0] == sentence.paragraph and self.lead[1].start < start:
            return When(self.lead[1].date, 1, planned=False)
        return When(self.published and self.published[:7], 0, planned=False)

    def _takes_effect(self, sentence: Sentence, end: int) -> DateMention | None:
        """The day on which what will be is to begin: 将接替某某，于6月1日生效."""
        return next((d for d in self._within(end, sentence.end) if EFFECT.match(self.plain, d.end)), None)

    def dates_before(self, sentence: Sentence, start: int) -> bool:
        """Whether the clause of the verb at `start` has a time word before it."""
        clause = max(sentence.start, *(self.plain.rfind(mark, sentence.start, start) for mark in "，；"))
        return bool(self._within(clause, start))

    def _is_vague(self, sentence: Sentence, start: int) -> bool:
        clause = max(sentence.start, *(self.plain.rfind(mark, sentence.start, start) for mark in "，；"))
        told = self._within(clause, start)
        return bool(told) and told[-1].kind in VAGUE

    def _nearest(self, sentence: Sentence, start: int, end: int) -> DateMention | None:
        """The last time word before the verb, else the first behind it in the same clause."""
        here = max(sentence.start, *(self.plain.rfind(mark, sentence.start, start) for mark in "，,；;"))
        before = [d for d in self._within(sentence.start, start) if d.start >= here or d.start not in self.since]
        clause = CLAUSES.search(self.plain, end, sentence.end)
        after = self._within(start, clause.start() if clause else sentence.end)
        before = [d for d in before if d.start >= here or not AHEAD.search(self.plain, sentence.start, d.start)]
        own = [date for date in before if date.start >= here]
        if own and all(date.kind in VAGUE for date in own):
            return own[-1]  # 昨日说，几个月前发布的
        exact = [date for date in before if date.kind not in VAGUE]
        exact = [date for date in exact if not self._in_brackets(date)] or exact
        while len(exact) > 1 and LISTED.fullmatch(self.plain, exact[-2].end, exact[-1].start):
            exact.pop()  # 8日和9日 begins on the 8th
        return next(iter([*reversed(exact), *after, *reversed(before)]), None)

    def _in_brackets(self, date: DateMention) -> bool:
        before = self.plain[max(0, date.start - IN_TITLE) : date.start]
        return before.count("（") + before.count("(") > before.count("）") + before.count(")")

    def _within(self, start: int, end: int) -> Sequence[DateMention]:
        return self.dates[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def _describes(self, date: DateMention) -> bool:
        """Whether a time word belongs to a thing: 2023年财报, 8月榜单, 截至3月31日的季度, a title's 2024年."""
        until = UNTIL.search(self.plain, max(0, date.start - 3), date.start)
        if until and OF_STRETCH.match(self.plain, date.end):
            return True
        if self.plain.rfind("《", max(0, date.start - IN_TITLE), date.start) > self.plain.rfind("》", 0, date.start):
            return True
        figures = date.kind != "day" and OF_FIGURES.match(self.plain, date.end)
        numbered = date.kind == "year" and date.text[:1].isdigit()
        meeting = numbered and OF_MEETING.match(self.plain, date.end)  # 2021年云州技术峰会
        return bool(figures or meeting) or date.kind in ("quarter", "half", "fiscal")

    def _begins_stretch(self, date: DateMention) -> bool:
        """Whether a stretch of time begins or ends with it (自3月以来, 截至今日); it dates only what stands within."""
        since = EARLIER.search(self.plain, max(0, date.start - 4), date.start)
        return bool(since) or bool(SINCE.match(self.plain, date.end))


def _own_day(text: str) -> str | None:
    """The latest full date of an undated article, where all of its full dates are of one year."""
    if not DATED.search(text):
        return None
    days = [d.date for d in find_dates(text) if d.date and FULL_DATE.fullmatch(d.date)]
    return max(days) if len({day[:4] for day in days}) == 1 else None
