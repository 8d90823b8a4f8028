"""What companies, labs and people did or announced in an article: who, what, when, and the sentence that says so."""

import re
from collections.abc import Iterator
from dataclasses import replace

from data.fields import EventFields, EventType
from data.hanzi import simplify
from nlp.actors import Cast
from nlp.document import Document, Sentence
from nlp.event_frames import HELD, Frames
from nlp.event_once import Draft, once, with_report_days
from nlp.mentions import Mentions
from nlp.triggers import (
    COUNTED,
    MEANWHILE,
    NOT_DONE,
    REHEARSED,
    SINCE_THEN,
    TRIGGERS,
    UNSURE,
    WHILE,
    hinted,
)
from nlp.when import Calendar

FIRM = ("appointment", "acquisition")
MOST_EVIDENCE = 300
MOST_BEFORE = 200
MOST_READ = 600  # characters of a sentence that are read at once
MOST_OF_ONE = 60_000  # characters of one sentence that are read at all
CLAUSES = re.compile("[，,；;]")
IN_TURN = re.compile("先后|相继|陆续")
COMMA = re.compile(r",(?!\d)")


def find_events(document: Document, mentions: Mentions) -> list[EventFields]:
    """Each event once, at its fullest mention, in the order of the text; never raises.

    Opinions, plans without a time, and what is only looked back on carry none.
    """
    stage = _Stage(document, mentions)
    drafts = [draft for sentence in document.sentences for piece in _pieces(sentence) for draft in stage.read(piece)]
    return [_fields(draft, document.text) for draft in once(with_report_days(drafts))]


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


def _fields(draft: Draft, text: str) -> EventFields:
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


class _Stage:
    """One article, read sentence by sentence."""

    def __init__(self, document: Document, mentions: Mentions) -> None:
        self.text = document.text
        self.plain = COMMA.sub("，", simplify(document.text)).replace(";", "；")
        self.kinds = [paragraph.kind for paragraph in document.paragraphs]
        self.cast = Cast(mentions, self.plain)
        self.calendar = Calendar(document, self.plain)
        self.frames = Frames(self.text, self.plain, self.cast)

    def read(self, sentence: Sentence) -> Iterator[Draft]:
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

    def _draft(self, type_: EventType, found: re.Match[str], sentence: Sentence) -> Draft | None:
        before = self.plain[sentence.start : found.start()]
        if NOT_DONE.search(before) or self._is_unsure(before, sentence) or self._asks(found, sentence):
            return None
        when = self.calendar.of(sentence, *found.span())
        if type_ == "conference" and REHEARSED.search(self.plain, found.start(), min(sentence.end, found.end() + 10)):
            when = replace(when, date=None)
        if type_ == "conference" and not when.stated and not HELD.search(found[0]):
            when = replace(when, date=None)  # 在开放日上: looked back on
        firm = type_ in FIRM and when.planned  # 将出任: said, if not yet done
        if not when.date and when.planned and not firm:
            return None
        if when.stated < 2 and SINCE_THEN.match(self.plain, found.end()):
            return None
        meanwhile = MEANWHILE.match(self.plain, found.end(), sentence.end)
        if meanwhile and not self.calendar.dates_before(sentence, found.start()):
            return None  # 在某某开源之际，另一家: only when something else happened
        if when.stated < 2 and WHILE.search(before):
            return None  # 当某某登陆港交所时: only when something else happened
        if type_ == "leaderboard" and COUNTED.search(before):
            return None  # 下载量位居第一
        told = self.frames.read(type_, found, sentence)
        if told is None:
            return None
        who, what = told
        return Draft(type_, when, who, what, *self._evidence(sentence, found))

    def _is_unsure(self, before: str, sentence: Sentence) -> bool:
        found = UNSURE.search(before)
        if found and IN_TURN.match(found[0]):
            at = sentence.start + found.start()
            return not any(name.end >= at - 12 for name in self.cast.within(max(0, at - 20), at))
        return bool(found)

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
