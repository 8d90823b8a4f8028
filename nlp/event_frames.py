"""One reader for each way to tell an event: who and what, or None where its frame is not whole."""

import re
from collections.abc import Callable

from data.fields import EventType
from nlp.actors import THINGS, VENUE, Cast
from nlp.document import Sentence
from nlp.launches import Launches, Told
from nlp.mentions import Named
from nlp.rounds import Rounds, words_from
from nlp.triggers import (
    LIFE,
    MEANS,
    MEETING,
    ON_BOARD,
    OWNER,
    QUOTED,
    ROLE_NAMED,
    TITLE,
)

CLAUSES = re.compile("[，,；;]")
FAR = 40  # characters behind a verb in which its partner is named
MOST_COMMON = 4  # characters before 大会 that may be no name: 2026世界机器人大会 has more
HELD = re.compile("举行|举办|召开|主办|开幕|出席|现身|亮相|登台|发表")
THAT_MODEL = re.compile("该(?:大?模型|版本|系列)")
BACK = re.compile("重返|重回|回归")
WON = re.compile("冠军|夺冠|榜首|上榜|强")
TOGETHER = ("携手", "联手", "牵手")
AS_WHAT = re.compile("(?:博士|教授|先生|女士)?[也已将又则便就随后]{0,2}(?:(?:最初|以|作为)[^，。；]{2,24})?")
TOGETHER_AS = re.compile("成立|组建|^(?:加强|扩大|深化|开启|展开)")
IS_A = re.compile("(?:这|那|就)[就也]?是[^，。；]{0,20}$")  # 这就是瓦卢的发布会
GENERIC = re.compile(
    "(?:新品|产品|媒体|新闻|正式|今日|年度|今年|去年|[本该此今这][届次场]|线上|在线|免费|网络|现场|昨日|[上下本]个?月|各自[^，。；]{0,4})?(?:发布)?"
)  # 在新品发布会上 names no meeting
TOPIC = re.compile(rf"(?:就|题为|主题为?|围绕|关于)\s?{QUOTED.pattern}")
FAILED = re.compile("谈判|洽谈|磋商|商讨|失败|告吹|破局|流产|搁浅|终止收购")
TAKEN = re.compile("^达成|^收[入归]|合并$")
SOMEBODY = re.compile(r"了?\s?(?:一家|两家|\d+家|[^，。；]{0,16}(?:股权|股份|业务|部门|团队))")  # 收购了一家初创公司
BROADCAST = re.compile("(?:直播|演讲)$")
MEETING_NAME = re.compile(
    rf"(?:.*(?:[在于的并到和与及]|此次|本次|这次|这场|一场|举行|举办|召开|主办|出席|现身|亮相|登台|发表|的))?(?P<name>(?P<own>[^，。；：()（）]{{0,24}}?){MEETING})$"
)


class Frames:
    """The frames of one article; `plain` is its `text` in simplified characters and even punctuation."""

    def __init__(self, text: str, plain: str, cast: Cast) -> None:
        self.text = text
        self.plain = plain
        self.cast = cast
        self.launches = Launches(text, plain, cast)
        self.rounds = Rounds(text, plain, cast)

    def read(self, type_: EventType, found: re.Match[str], sentence: Sentence) -> Told | None:
        """Who does what, as told around the verb at `found`."""
        return READ.get(type_, Frames._by_actor)(self, found, sentence)

    def _by_actor(self, found: re.Match[str], sentence: Sentence) -> Told | None:
        who = self.cast.before(sentence, found.start()) or self._speakers(found, sentence)
        return (who, self._phrase(found, sentence)) if who else None

    def _acting(self, found: re.Match[str], sentence: Sentence) -> tuple[str, ...]:
        """Who acts, else who made the thing that does: 瓦卢大模型通过备案."""
        who = self.cast.before(sentence, found.start())
        things = [] if who else [n for n in self.cast.within(sentence.start, found.start()) if n.type in THINGS]
        return who or self.cast.makers_of(things[-1:]) or tuple(n.name for n in things[-1:])

    def _speakers(self, found: re.Match[str], sentence: Sentence) -> tuple[str, ...]:
        """Who is named right behind: 在财报会上，王某表示."""
        return self.cast.after(found.end(), min(sentence.end, found.end() + 16))

    def _launched(self, found: re.Match[str], sentence: Sentence) -> Told | None:
        return self.launches.read(found, sentence)

    def _ranking(self, found: re.Match[str], sentence: Sentence) -> Told | None:
        thing = self.cast.subject(sentence, found.start()) or self._meant(sentence, found.start())
        if thing is None:
            who = self.cast.before(sentence, found.start())
            won = WON.search(self.plain, sentence.start, sentence.end) or self._board(sentence)
            return (who, found[0]) if who and won else None
        return self.cast.makers_of([thing]) or self.cast.beside(thing.start), thing.name

    def _meant(self, sentence: Sentence, at: int) -> Named | None:
        """该模型: the one of which the sentence before spoke."""
        return self.cast.last_model(sentence) if THAT_MODEL.search(self.plain, sentence.start, at) else None

    def _board(self, sentence: Sentence) -> bool:
        return any(named.type == "benchmark" for named in self.cast.within(sentence.start, sentence.end))

    def _funding(self, found: re.Match[str], sentence: Sentence) -> Told | None:
        return self.rounds.read(found, sentence)

    def _appointment(self, found: re.Match[str], sentence: Sentence) -> Told | None:
        """Somebody's post: a person must be told, or at least what they are."""
        if LIFE.search(self.plain, sentence.start, sentence.end) or MEANS.search(
            self.plain, sentence.start, found.start()
        ):
            return None
        behind = self.cast.after(found.start(), min(sentence.end, found.end() + 12))
        if BACK.match(found[0]) and not behind:
            return None  # 重返舞台
        if found[0] == "加入" and not (behind and self._is_person_before(found.start(), sentence)):
            return None  # 加入购物功能
        who = tuple(dict.fromkeys((*self.cast.before(sentence, found.start()), *behind)))
        told = self.cast.has_person(who) or ROLE_NAMED.search(self.plain, sentence.start, sentence.end)
        return (who, self._phrase(found, sentence)) if who and told else None

    def _is_person_before(self, at: int, sentence: Sentence) -> bool:
        """Whether a person, but for what they were, stands right before a verb: 王某以首席科学家身份加入."""
        names = self.cast.within(sentence.start, at)
        return bool(names) and names[-1].type == "person" and bool(AS_WHAT.fullmatch(self.plain, names[-1].end, at))

    def _partnership(self, found: re.Match[str], sentence: Sentence) -> Told | None:
        """Who acts, with everybody else that the clause names."""
        clause = CLAUSES.search(self.plain, found.end(), sentence.end)
        end = min(clause.start() if clause else sentence.end, found.end() + FAR)
        others = [name.name for name in self.cast.within(found.start(), end) if name.type == "org"]
        if found[0] in TOGETHER and not others and len(self.cast.beside(found.start())) < 2:
            return None  # 携手打造: with whom is not said
        who = tuple(dict.fromkeys((*self._acting(found, sentence), *others)))
        if TOGETHER_AS.search(found[0]) and sum(not self.cast.has_person([one]) for one in who) < 2:
            return None  # people who found a company, somebody who 深化合作
        if len(who) == 1 and self.cast.has_person(who):
            return None  # 某总统签署了一份备忘录
        return (who, self._phrase(found, sentence)) if who else None

    def _listing(self, found: re.Match[str], sentence: Sentence) -> Told | None:
        """A company goes public; a car or a phone that 上市 is released."""
        if found[0].endswith("上市") and not ON_BOARD.search(self.plain, sentence.start, found.end()):
            clause = max(self.plain.rfind(mark, sentence.start, found.start()) for mark in "，；")
            names = self.cast.within(max(clause, sentence.start), found.start())
            if names and names[-1].type in THINGS:
                return None
        told = self._by_actor(found, sentence)
        listed = tuple(name for name in told[0] if not VENUE.search(name)) if told else ()
        listed = listed or tuple(name for name in self.cast.last[1] if not VENUE.search(name))
        return (listed, told[1]) if told and listed else None

    def _acquisition(self, found: re.Match[str], sentence: Sentence) -> Told | None:
        """甲收购乙, 甲完成对乙的收购, 乙被甲收购; 甲旗下的乙 is 乙."""
        if MEANS.search(self.plain, sentence.start, found.start()) or FAILED.search(
            self.plain, sentence.start, sentence.end
        ):
            return None
        if found[0].startswith("被"):
            return self._bought(found, sentence)
        who = self.cast.before(sentence, found.start())
        clause = CLAUSES.search(self.plain, found.end(), sentence.end)
        behind = self.cast.within(found.end(), min(clause.start() if clause else sentence.end, found.end() + 50))
        named = [*self.cast.within(*found.span()), *behind]
        things = [one for one in named if one.type != "person" and one.name not in who]
        own = [one for one in things if not OWNER.match(self.plain, one.end)]
        bought = next((one.name for one in [*own, *things]), None)
        if who and not bought and len(who) > 1 and TAKEN.search(found[0]):  # 甲将乙收入麾下, 甲与乙达成收购协议
            *who_buys, bought = who
            return tuple(who_buys), bought
        if who and not bought and SOMEBODY.match(self.plain, found.end()):
            bought = self._phrase(found, sentence)
        return (who, bought) if who and bought else None

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
        if not name or (not HELD.search(found[0]) and IS_A.search(self.plain, sentence.start, found.end())):
            return None
        held = self.plain[found.end() : found.end() + 1] not in "上中" or HELD.search(found[0])
        nobody = held and not BROADCAST.search(found[0])
        called = self.text[name.start("name") : name.end("name")].strip()
        generic = GENERIC.fullmatch(name["own"]) or self.plain.startswith("间", found.end())  # 直播间
        own = "" if generic else name["own"]
        if len(own) > 1 and (who or (nobody and len(own) > MOST_COMMON)):
            return who, called
        if not who:
            who = self.cast.makers_of(n for n in self.cast.within(name.start(), found.end()) if n.type in THINGS)
            return (who, called) if who else None
        if HELD.search(found[0]):  # 举办了一场发布会: it has no name of its own
            return who, called
        topic = TOPIC.search(self.plain, sentence.start, sentence.end)
        return (who, self.text[topic.start("words") : topic.end("words")]) if topic else None

    def _phrase(self, found: re.Match[str], sentence: Sentence) -> str:
        return words_from(self.text, self.plain, found, sentence)


READ: dict[EventType, Callable[[Frames, re.Match[str], Sentence], Told | None]] = {
    "release": Frames._launched,
    "open_source": Frames._launched,
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
