"""What companies, labs and people did or announced in an article: who, what, when, and the sentence that says so."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from data.folding import name_key
from data.hanzi import simplify
from data.schema import EventFields, EventType
from nlp.actors import Cast
from nlp.document import Document, Sentence
from nlp.event_frames import HELD, Frames
from nlp.mentions import Mentions
from nlp.triggers import (
    MEANWHILE,
    NOT_DONE,
    REHEARSED,
    ROUND,
    SINCE_THEN,
    TRIGGERS,
    UNSURE,
    hinted,
)
from nlp.when import Calendar, When

APART = ("partnership", "appointment", "regulation")  # somebody may have several of them, a month apart
FIRM = ("appointment", "acquisition")
MOST_EVIDENCE = 300
MOST_BEFORE = 200
MOST_EVENTS = 200  # of one article; no article tells more
MOST_READ = 600  # characters of a sentence that are read at once
MOST_OF_ONE = 60_000  # characters of one sentence that are read at all
CLAUSES = re.compile("[，,；;]")
COMMA = re.compile(r",(?!\d)")


@dataclass(frozen=True, slots=True)
class _Draft:
    type: EventType
    when: When
    who: tuple[str, ...]
    what: str | None
    start: int
    end: int


def find_events(document: Document, mentions: Mentions) -> list[EventFields]:
    """Each event once, at its fullest mention, in the order of the text; never raises.

    Opinions, plans without a time, and what is only looked back on carry none.
    """
    stage = _Stage(document, mentions)
    drafts = [draft for sentence in document.sentences for piece in _pieces(sentence) for draft in stage.read(piece)]
    return [_fields(draft, document.text) for draft in _once(_with_report_days(drafts))]


def _pieces(sentence: Sentence) -> Iterator[Sentence]:
    """A sentence, in pieces that end with a clause where it is longer than any sentence should be."""
    start = sentence.start
    while sentence.end - start > MOST_READ and start - sentence.start < MOST_OF_ONE:
        text = sentence.text[start - sentence.start :][:MOST_READ]
        cut = max((m.end() for m in CLAUSES.finditer(text)), default=MOST_READ)
        yield Sentence(start, start + cut, text[:cut], sentence.paragraph)
        start += cut
    if sentence.end - start <= MOST_READ:
        yield Sentence(start, sentence.end, sentence.text[start - sentence.start :], sentence.paragraph)


def _fields(draft: _Draft, text: str) -> EventFields:
    return EventFields(
        type=draft.type,
        date=draft.when.date,
        planned=draft.when.planned,
        who=list(draft.who),
        what=draft.what,
        start=draft.start,
        end=draft.end,
        evidence=text[draft.start : draft.end],
    )


def _with_report_days(drafts: list[_Draft]) -> list[_Draft]:
    """A place without a day of its own is of the day on which the ranking came out."""
    out = next((d.when for d in drafts if d.type == "research" and d.when.stated), None)
    if out is None:
        return drafts
    return [
        replace(d, when=replace(out, stated=1)) if d.type == "leaderboard" and not d.when.stated else d for d in drafts
    ]


def _once(drafts: Iterable[_Draft]) -> list[_Draft]:
    kept: list[_Draft] = []
    for draft in drafts:
        place = next((n for n, other in enumerate(kept) if _is_same(draft, other)), None)
        if place is None:
            kept += [draft] if len(kept) < MOST_EVENTS else []
        elif _weight(draft) > _weight(kept[place]):
            kept[place] = draft
    return sorted(kept, key=lambda draft: draft.start)


def _weight(draft: _Draft) -> tuple[int, int]:
    return draft.when.stated, len(draft.when.date or "")


def _is_same(one: _Draft, other: _Draft) -> bool:
    if one.type != other.type or not _may_agree(one.when, other.when):
        return False
    if one.what and other.what and one.type in ("release", "open_source", "leaderboard"):
        return one.start == other.start or _overlap(one.what, other.what)
    if one.type in APART and one.start != other.start and not _of_one_month(one.when, other.when):
        return False
    if one.type in ("partnership", "regulation") and one.start != other.start:
        return set(one.who) <= set(other.who) or set(other.who) <= set(one.who)
    if one.type == "appointment" and one.start != other.start and len(one.who) > 1 and len(other.who) > 1:
        return len(set(one.who) & set(other.who)) > 1
    if one.type == "funding" and len({_round(one), _round(other)} - {""}) > 1:
        return False
    same_day = (
        one.type == "conference" and one.when.stated == other.when.stated == 2 and one.when.date == other.when.date
    )
    return same_day or bool(set(one.who) & set(other.who)) or one.start == other.start


def _round(draft: _Draft) -> str:
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
    first, second = name_key(one), name_key(other)
    return first in second or second in first


class _Stage:
    """One article, read sentence by sentence."""

    def __init__(self, document: Document, mentions: Mentions) -> None:
        self.text = document.text
        self.plain = COMMA.sub("，", simplify(document.text)).replace(";", "；")
        self.kinds = [paragraph.kind for paragraph in document.paragraphs]
        self.cast = Cast(mentions, self.plain)
        self.calendar = Calendar(document, self.plain)
        self.frames = Frames(self.text, self.plain, self.cast)

    def read(self, sentence: Sentence) -> Iterator[_Draft]:
        """The events that `sentence` tells."""
        if self.kinds[sentence.paragraph] in ("code", "heading"):
            return
        taken: list[tuple[int, int]] = []
        self.calendar.enter(sentence)
        types = hinted(self.plain, sentence.start, sentence.end)
        for trigger in TRIGGERS:
            if trigger.type not in types:
                continue
            for found in trigger.pattern.finditer(self.plain, sentence.start, sentence.end):
                if any(found.start() < end and start < found.end() for start, end in taken):
                    continue
                draft = self._draft(trigger.type, found, sentence)
                if draft or trigger.type == "research":  # 发布了成绩 releases nothing, whoever it was
                    taken.append(found.span())
                if draft:
                    yield draft
                if draft and trigger.type == "leaderboard":
                    break  # a sentence that lists places is about the first
        self.cast.note(sentence)

    def _draft(self, type_: EventType, found: re.Match[str], sentence: Sentence) -> _Draft | None:
        before = self.plain[sentence.start : found.start()]
        if NOT_DONE.search(before) or UNSURE.search(before) or self._asks(found, sentence):
            return None
        when = self.calendar.of(sentence, *found.span())
        if type_ == "conference" and REHEARSED.search(self.plain, found.start(), min(sentence.end, found.end() + 10)):
            when = replace(when, date=None)
        if type_ == "conference" and not when.stated and not HELD.match(found[0]):
            when = replace(when, date=None)  # 在开放日上: looked back on
        firm = type_ in FIRM and when.planned  # 将出任: said, if not yet done
        if not when.date and ((when.planned and not firm) or SINCE_THEN.match(self.plain, found.end())):
            return None
        if not when.stated and MEANWHILE.match(self.plain, found.end(), sentence.end):
            return None  # 在某某开源之际，另一家: only when something else happened
        told = self.frames.read(type_, found, sentence)
        if told is None:
            return None
        who, what = told
        return _Draft(type_, when, who, what, *self._evidence(sentence, found))

    def _asks(self, found: re.Match[str], sentence: Sentence) -> bool:
        return sentence.text[-1] in "?？" and not CLAUSES.search(self.plain, found.end(), sentence.end)

    def _evidence(self, sentence: Sentence, found: re.Match[str]) -> tuple[int, int]:
        """The sentence, or where that is too long its clauses around the verb, those before it first."""
        if sentence.end - sentence.start <= MOST_EVIDENCE:
            return sentence.start, sentence.end
        edges = [
            sentence.start,
            *(m.end() for m in CLAUSES.finditer(self.plain, sentence.start, sentence.end)),
            sentence.end,
        ]
        start = max((edge for edge in edges if edge <= found.start()), default=sentence.start)
        end = min((edge for edge in edges if edge >= found.end()), default=sentence.end)
        if end - start > MOST_EVIDENCE:
            start = max(start, found.end() - MOST_BEFORE)
            return start, min(end, start + MOST_EVIDENCE)
        start = min(edge for edge in edges if end - edge <= max(MOST_BEFORE, end - start))
        end = max(edge for edge in edges if edge - start <= MOST_EVIDENCE)
        return start, end - (self.plain[end - 1] in "，；,;")
