"""One reader for each way to tell an event: who and what, or None where its frame is not whole."""

import re
from collections.abc import Callable, Iterable

from data.schema import EventType
from nlp.actors import THINGS, Cast
from nlp.document import Sentence
from nlp.mentions import Named
from nlp.triggers import (
    ALONE,
    LIFE,
    MEANS,
    MEDIUM,
    MEETING,
    MONEY,
    ON_BOARD,
    OWNER,
    QUOTED,
    ROLE_NAMED,
    ROUND,
    TITLE,
    VALUED,
)

Told = tuple[tuple[str, ...], str | None]  # who, and what

CLAUSES = re.compile("[，,；;]")
FAR = 40  # characters behind a verb in which its partner is named
MOST_COMMON = 4  # characters before 大会 that may be no name: 2026世界机器人大会 has more
HELD = re.compile("举行|举办|召开|主办|开幕|出席|现身|亮相|登台|发表")
OPENED = re.compile("开源|权重")
WON = re.compile("冠军|夺冠")
DETAIL = re.compile("(?:本|此|该|这)轮|(?:本|此|该|这)次(?:融资|增资)|上一?轮|老股东|跟投")
TIMES = re.compile(r"(?:\d+|[两二三四五六七八九十]|多)次|\d+[起笔]|A轮与B轮")
INVESTS = re.compile("领投|投资|注资|入股|增资|战略投资")
ENDS = re.compile(r"(?:了|上线|开放)?\s*(?:[，。；,;！]|$)", re.MULTILINE)
RIGHT_BEFORE = re.compile("\\s?(?:团队|公司|官方|旗下|等)?[^，。；、比和与及对较的]{0,4}")
OF_THIS = re.compile(r"(?:此次|本次|这次|刚刚|今日|昨日)[^，。；]{0,4}$")
THING_QUOTED = re.compile(
    r"[^，。；“「《]{0,24}[“「](?P<words>[^”」\n]{2,24})[”」](?:[^，。；]{0,8}(?:模型|平台|系统|机器人|芯片|产品|助手|智能体|引擎|应用|工具|框架|版|计划|功能|套件|方案)|(?=[。，]))"
)
MEETING_NAME = re.compile(
    rf"(?:.*(?:[在于的并到和与及]|此次|本次|这次|这场|一场|举行|举办|召开|主办|出席|现身|亮相|登台|发表|的))?(?P<name>(?P<own>[^，。；：]{{0,24}}?){MEETING})$"
)


class Frames:
    """The frames of one article; `plain` is its `text` in simplified characters and even punctuation."""

    def __init__(self, text: str, plain: str, cast: Cast) -> None:
        self.text = text
        self.plain = plain
        self.cast = cast

    def read(self, type_: EventType, found: re.Match[str], sentence: Sentence) -> Told | None:
        """Who does what, as told around the verb at `found`."""
        return READ.get(type_, Frames._by_actor)(self, found, sentence)

    def _by_actor(self, found: re.Match[str], sentence: Sentence) -> Told | None:
        who = self.cast.before(sentence, found.start()) or self._speakers(found, sentence)
        return (who, self._phrase(found, sentence)) if who else None

    def _speakers(self, found: re.Match[str], sentence: Sentence) -> tuple[str, ...]:
        """Who is named right behind: 在财报会上，王某表示."""
        return self.cast.after(found.end(), min(sentence.end, found.end() + 16))

    def _launch(self, found: re.Match[str], sentence: Sentence) -> Told | None:
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

    def _quoted(self, found: re.Match[str], sentence: Sentence) -> Told | None:
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

    def _ranking(self, found: re.Match[str], sentence: Sentence) -> Told | None:
        thing = self.cast.subject(sentence, found.start())
        if thing is None:
            who = self.cast.before(sentence, found.start())
            won = WON.search(self.plain, sentence.start, sentence.end) or self._board(sentence)
            return (who, found[0]) if who and won else None
        return self._makers([thing]) or self.cast.beside(thing.start), thing.name

    def _board(self, sentence: Sentence) -> bool:
        return any(named.type == "benchmark" for named in self.cast.within(sentence.start, sentence.end))

    def _funding(self, found: re.Match[str], sentence: Sentence) -> Told | None:
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

    def _appointment(self, found: re.Match[str], sentence: Sentence) -> Told | None:
        """Somebody's post: a person must be told, or at least what they are."""
        if LIFE.search(self.plain, sentence.start, sentence.end) or MEANS.search(
            self.plain, sentence.start, found.start()
        ):
            return None
        behind = self.cast.after(found.end(), min(sentence.end, found.end() + 12))
        who = tuple(dict.fromkeys((*self.cast.before(sentence, found.start()), *behind)))
        told = self.cast.has_person(who) or ROLE_NAMED.search(self.plain, sentence.start, sentence.end)
        return (who, self._phrase(found, sentence)) if who and told else None

    def _partnership(self, found: re.Match[str], sentence: Sentence) -> Told | None:
        """Who acts, with everybody else that the clause names."""
        clause = CLAUSES.search(self.plain, found.end(), sentence.end)
        end = min(clause.start() if clause else sentence.end, found.end() + FAR)
        others = [name.name for name in self.cast.within(found.start(), end) if name.type == "org"]
        who = tuple(dict.fromkeys((*self.cast.before(sentence, found.start()), *others)))
        return (who, self._phrase(found, sentence)) if who else None

    def _listing(self, found: re.Match[str], sentence: Sentence) -> Told | None:
        """A company goes public; a car or a phone that 上市 is released."""
        if found[0].endswith("上市") and not ON_BOARD.search(self.plain, sentence.start, found.end()):
            clause = max(self.plain.rfind(mark, sentence.start, found.start()) for mark in "，；")
            names = self.cast.within(max(clause, sentence.start), found.start())
            if names and names[-1].type in THINGS:
                return None
        return self._by_actor(found, sentence)

    def _acquisition(self, found: re.Match[str], sentence: Sentence) -> Told | None:
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

    def _bought(self, found: re.Match[str], sentence: Sentence) -> Told | None:
        who = self.cast.after(*found.span())
        things = [n for n in self.cast.within(sentence.start, found.start()) if n.type != "person"]
        return (who, things[-1].name) if who and things else None

    def _study(self, found: re.Match[str], sentence: Sentence) -> Told | None:
        tested = any(n.type in THINGS for n in self.cast.within(*found.span())) or "该" in found[0]
        if found[0].startswith("对") and not tested:
            return None
        who = self.cast.before(sentence, found.start())
        board = self.cast.subject(sentence, found.start(), ("benchmark",))
        who = who or ((board.name,) if board else ())
        title = TITLE.search(self.plain, sentence.start, sentence.end)
        return (who, title[0] if title else self._phrase(found, sentence)) if who else None

    def _meeting(self, found: re.Match[str], sentence: Sentence) -> Told | None:
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


READ: dict[EventType, Callable[[Frames, re.Match[str], Sentence], Told | None]] = {
    "release": Frames._launch,
    "open_source": Frames._launch,
    "leaderboard": Frames._ranking,
    "funding": Frames._funding,
    "acquisition": Frames._acquisition,
    "appointment": Frames._appointment,
    "partnership": Frames._partnership,
    "regulation": Frames._partnership,
    "ipo": Frames._listing,
    "research": Frames._study,
    "conference": Frames._meeting,
}
