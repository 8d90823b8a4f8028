"""What companies, labs and people did or announced in an article: who, what, when, and the sentence that says so."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from data.folding import name_key
from data.hanzi import simplify
from data.schema import EventFields, EventType
from nlp.actors import THINGS, Cast
from nlp.document import Document, Sentence
from nlp.mentions import Mentions, Named
from nlp.triggers import (
    ALONE,
    LIFE,
    MEANS,
    MEANWHILE,
    MEDIUM,
    MEETING,
    MONEY,
    NOT_DONE,
    ON_BOARD,
    OWNER,
    QUOTED,
    REHEARSED,
    ROLE_NAMED,
    ROUND,
    SINCE_THEN,
    TITLE,
    TRIGGERS,
    UNSURE,
    VALUED,
    hinted,
)
from nlp.when import Calendar, When

APART = ("partnership", "appointment", "regulation")  # somebody may have several of them, a month apart
FIRM = ("appointment", "acquisition")
FAR = 40  # characters behind a verb in which its partner is named
MOST_EVIDENCE = 300
MOST_BEFORE = 200
MOST_EVENTS = 200  # of one article; no article tells more
MOST_READ = 600  # characters of a sentence that are read at once
MOST_COMMON = 4  # characters before 大会 that may be no name: 2026世界机器人大会 has more
MOST_OF_ONE = 60_000  # characters of one sentence that are read at all
CLAUSES = re.compile("[，,；;]")
COMMA = re.compile(r",(?!\d)")
HELD = re.compile("举行|举办|召开|主办|开幕|出席|现身|亮相|登台|发表")
OPENED = re.compile("开源|权重")
WON = re.compile("冠军|夺冠")
DETAIL = re.compile("(?:本|此|该|这)轮|(?:本|此|该|这)次(?:融资|增资)|上一?轮|老股东|跟投")
THING_QUOTED = re.compile(
    r"[^，。；“「《]{0,24}[“「](?P<words>[^”」\n]{2,24})[”」](?:[^，。；]{0,8}(?:模型|平台|系统|机器人|芯片|产品|助手|智能体|引擎|应用|工具|框架|版|计划|功能|套件|方案)|(?=[。，]))"
)
TIMES = re.compile(r"(?:\d+|[两二三四五六七八九十]|多)次|\d+[起笔]|A轮与B轮")
INVESTS = re.compile("领投|投资|注资|入股|增资|战略投资")
ENDS = re.compile(r"(?:了|上线|开放)?\s*(?:[，。；,;！]|$)", re.MULTILINE)
RIGHT_BEFORE = re.compile("\\s?(?:团队|公司|官方|旗下|等)?[^，。；、比和与及对较的]{0,4}")
OF_THIS = re.compile(r"(?:此次|本次|这次|刚刚|今日|昨日)[^，。；]{0,4}$")
MEETING_NAME = re.compile(
    rf"(?:.*(?:[在于的并到和与及]|此次|本次|这次|这场|一场|举行|举办|召开|主办|出席|现身|亮相|登台|发表|的))?(?P<name>(?P<own>[^，。；：]{{0,24}}?){MEETING})$"
)


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
        told = READ.get(type_, _Stage._by_actor)(self, found, sentence)
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

    # One reader a kind of frame: who and what, or None where the frame is not whole.

    def _by_actor(self, found: re.Match[str], sentence: Sentence) -> tuple[tuple[str, ...], str | None] | None:
        who = self.cast.before(sentence, found.start()) or self._speakers(found, sentence)
        return (who, self._phrase(found, sentence)) if who else None

    def _speakers(self, found: re.Match[str], sentence: Sentence) -> tuple[str, ...]:
        """Who is named right behind: 在财报会上，王某表示."""
        return self.cast.after(found.end(), min(sentence.end, found.end() + 16))

    def _launch(self, found: re.Match[str], sentence: Sentence) -> tuple[tuple[str, ...], str | None] | None:
        """推出X; X于今日上线; of 推出的X only what is said to be this time's."""
        before = self.plain[sentence.start : found.start()]
        if self.plain.startswith("的", found.end()) and not OF_THIS.search(before):
            return None
        things = self.cast.objects(sentence, found.end())
        if not things:
            things = self._launched_before(found, sentence)
        if found[0] == "开源" and not self._acts_right_before(found, sentence):
            return None  # 开源模型: it only says what a model is
        if (
            not things and OPENED.search(found[0]) and ENDS.match(self.plain, found.end())
        ):  # 瓦卢发布了Zetan，并全面开源
            things = self._introduced(found, sentence)
        if not things:
            return self._quoted(found, sentence)
        who = self.cast.before(sentence, found.start()) or self._makers(things)
        return who, "、".join(dict.fromkeys(thing.name for thing in things))

    def _acts_right_before(self, found: re.Match[str], sentence: Sentence) -> bool:
        near = self.cast.within(max(sentence.start, found.start() - 40), found.start())
        gap = self.plain[near[-1].end : found.start()] if near else ""
        return bool(near) and near[-1].end <= found.start() and bool(RIGHT_BEFORE.fullmatch(gap))

    def _quoted(self, found: re.Match[str], sentence: Sentence) -> tuple[tuple[str, ...], str | None] | None:
        """瓦卢发布“山海”平台: a thing that only its quotes name."""
        quoted = THING_QUOTED.match(self.plain, found.end(), sentence.end)
        who = self.cast.before(sentence, found.start()) if quoted else ()
        return (who, self.text[quoted.start("words") : quoted.end("words")]) if quoted and who else None

    def _launched_before(self, found: re.Match[str], sentence: Sentence) -> list[Named]:
        thing = self.cast.subject(sentence, found.start(), THINGS) if ALONE.search(found[0]) else None
        if thing is None or found.start() - thing.end > 24 or MEDIUM.search(self.plain[sentence.start : thing.start]):
            return []
        return [] if re.search("[，。；：(（》]|报告|榜单|论文", self.plain[thing.end : found.start()]) else [thing]

    def _introduced(self, found: re.Match[str], sentence: Sentence) -> list[Named]:
        thing = self.cast.subject(sentence, found.start())
        return [thing] if thing else []

    def _makers(self, things: Iterable[Named]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(maker for thing in things if (maker := self.cast.maker(thing))))

    def _ranking(self, found: re.Match[str], sentence: Sentence) -> tuple[tuple[str, ...], str | None] | None:
        thing = self.cast.subject(sentence, found.start())
        if thing is None:
            who = self.cast.before(sentence, found.start())
            won = WON.search(self.plain, sentence.start, sentence.end) or self._board(sentence)
            return (who, found[0]) if who and won else None
        return self._makers([thing]) or self.cast.beside(thing.start), thing.name

    def _board(self, sentence: Sentence) -> bool:
        return any(named.type == "benchmark" for named in self.cast.within(sentence.start, sentence.end))

    def _funding(self, found: re.Match[str], sentence: Sentence) -> tuple[tuple[str, ...], str | None] | None:
        if DETAIL.search(self.plain, sentence.start, found.end()) or TIMES.search(found[0]):
            return None
        who = self.cast.before(sentence, found.start(), own=True) or self._funded(found, sentence)
        money = self._raised(sentence)
        if INVESTS.match(found[0]):
            who = tuple(dict.fromkeys((*who, *self.cast.after(found.end(), min(sentence.end, found.end() + 20)))))
            if len(who) > 1 and not money:
                return who, self._phrase(found, sentence)
        series = ROUND.search(found[0]) or ROUND.search(self.plain, sentence.start, sentence.end)
        if not who or not (money or series):
            return None
        return who, " ".join(part[0].strip() for part in (money, series) if part)

    def _funded(self, found: re.Match[str], sentence: Sentence) -> tuple[str, ...]:
        """A product that stands for its company (某某助手获得融资), else who was spoken of last."""
        clause = max(self.plain.rfind(mark, sentence.start, found.start()) for mark in "，；")
        things = [n for n in self.cast.within(max(clause, sentence.start), found.start()) if n.type in THINGS]
        return (things[0].name,) if things else self.cast.before(sentence, found.start())

    def _raised(self, sentence: Sentence) -> re.Match[str] | None:
        """The first sum of a sentence that is no valuation."""
        for one in MONEY.finditer(self.plain, sentence.start, sentence.end):
            before = VALUED.search(self.plain, max(0, one.start() - 8), one.start())
            if not before and not self.plain.startswith(("估值", "的估值", "市值"), one.end()):
                return one
        return None

    def _appointment(self, found: re.Match[str], sentence: Sentence) -> tuple[tuple[str, ...], str | None] | None:
        """Somebody's post: a person must be told, or at least what they are."""
        if LIFE.search(self.plain, sentence.start, sentence.end) or MEANS.search(
            self.plain, sentence.start, found.start()
        ):
            return None
        behind = self.cast.after(found.end(), min(sentence.end, found.end() + 12))
        who = tuple(dict.fromkeys((*self.cast.before(sentence, found.start()), *behind)))
        told = self.cast.has_person(who) or ROLE_NAMED.search(self.plain, sentence.start, sentence.end)
        return (who, self._phrase(found, sentence)) if who and told else None

    def _partnership(self, found: re.Match[str], sentence: Sentence) -> tuple[tuple[str, ...], str | None] | None:
        """Who acts, with everybody else that the clause names."""
        clause = CLAUSES.search(self.plain, found.end(), sentence.end)
        end = min(clause.start() if clause else sentence.end, found.end() + FAR)
        others = [name.name for name in self.cast.within(found.start(), end) if name.type == "org"]
        who = tuple(dict.fromkeys((*self.cast.before(sentence, found.start()), *others)))
        return (who, self._phrase(found, sentence)) if who else None

    def _listing(self, found: re.Match[str], sentence: Sentence) -> tuple[tuple[str, ...], str | None] | None:
        """A company goes public; a car or a phone that 上市 is released."""
        if found[0].endswith("上市") and not ON_BOARD.search(self.plain, sentence.start, found.end()):
            clause = max(self.plain.rfind(mark, sentence.start, found.start()) for mark in "，；")
            names = self.cast.within(max(clause, sentence.start), found.start())
            if names and names[-1].type in THINGS:
                return None
        return self._by_actor(found, sentence)

    def _acquisition(self, found: re.Match[str], sentence: Sentence) -> tuple[tuple[str, ...], str | None] | None:
        """甲收购乙, 甲完成对乙的收购, 乙被甲收购; 甲旗下的乙 is 乙."""
        if MEANS.search(self.plain, sentence.start, found.start()):
            return None
        if found[0].startswith("被"):
            return self._bought(found, sentence)
        who = self.cast.before(sentence, found.start())
        clause = CLAUSES.search(self.plain, found.end(), sentence.end)
        behind = self.cast.within(found.end(), min(clause.start() if clause else sentence.end, found.end() + 50))
        named = [*self.cast.within(*found.span()), *behind]
        things = [one for one in named if one.type != "person" and one.name not in who]
        own = [one for one in things if not OWNER.match(self.plain, one.end)]
        bought = next(iter([*own, *things]), None)
        return (who, bought.name) if who and bought else None

    def _bought(self, found: re.Match[str], sentence: Sentence) -> tuple[tuple[str, ...], str | None] | None:
        who = self.cast.after(*found.span())
        things = [n for n in self.cast.within(sentence.start, found.start()) if n.type != "person"]
        return (who, things[-1].name) if who and things else None

    def _study(self, found: re.Match[str], sentence: Sentence) -> tuple[tuple[str, ...], str | None] | None:
        tested = any(n.type in THINGS for n in self.cast.within(*found.span())) or "该" in found[0]
        if found[0].startswith("对") and not tested:
            return None
        who = self.cast.before(sentence, found.start())
        board = self.cast.subject(sentence, found.start(), ("benchmark",))
        who = who or ((board.name,) if board else ())
        title = TITLE.search(self.plain, sentence.start, sentence.end)
        return (who, title[0] if title else self._phrase(found, sentence)) if who else None

    def _meeting(self, found: re.Match[str], sentence: Sentence) -> tuple[tuple[str, ...], str | None] | None:
        name = MEETING_NAME.search(self.plain, max(sentence.start, found.end() - 60), found.end())
        who = self.cast.before(sentence, found.end()) or self._speakers(found, sentence)
        if not name:
            return None
        held = self.plain[found.end() : found.end() + 1] not in "上中" or HELD.match(found[0])
        if len(name["own"]) > 1 and (who or (held and len(name["own"]) > MOST_COMMON)):
            return who, self.text[name.start("name") : name.end("name")].strip()
        if not who:
            return None
        topic = QUOTED.search(self.plain, sentence.start, sentence.end)
        return (who, self.text[topic.start("words") : topic.end("words")]) if topic else None

    def _phrase(self, found: re.Match[str], sentence: Sentence) -> str:
        """The words from the verb to the end of its clause, as the article has them."""
        end = CLAUSES.search(self.plain, found.end(), sentence.end)
        return self.text[found.start() : min(end.start() if end else sentence.end, found.start() + 40)].rstrip("。")


READ = {
    "release": _Stage._launch,
    "open_source": _Stage._launch,
    "leaderboard": _Stage._ranking,
    "funding": _Stage._funding,
    "acquisition": _Stage._acquisition,
    "appointment": _Stage._appointment,
    "partnership": _Stage._partnership,
    "regulation": _Stage._partnership,
    "ipo": _Stage._listing,
    "research": _Stage._study,
    "conference": _Stage._meeting,
}
