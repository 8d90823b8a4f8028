"""Who acts in an event and what it concerns: the names before and behind its verb."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

from nlp.document import Sentence
from nlp.mentions import Mentions, Named
from nlp.triggers import BEATEN, EVEN, SOURCE_AFTER, SOURCE_BEFORE

ACTORS = ("org", "person")
THINGS = ("model", "product", "benchmark")
MOST_LISTED = 8
FAR = 40  # characters between a verb and its object
CLAUSES = re.compile("[，,；;：:]")
COORDINATED = re.compile(r"\s*[、和与及]\s*")
APPOSED = re.compile(
    r"了?[一两二三四五六七八九十\d]+[大款个项][^，。；]{0,12}(?:模型|产品|芯片|新品|工具|机型|车型)[，：]\s?"
)  # 连发两款模型，甲和乙
VENUE = re.compile("交易?所$|[纳那納]斯[达達]克$|[证證][监監][会會]$|NYSE$|SEC$")
AT = re.compile("(?:[在向于於]|登[陆陸]|完成|通[过過])(?:美国|香港|中国)?$")
OWN_WORD = re.compile("[^，。；]{0,6}?(?:发布|公布|披露|官方)")  # 据瓦卢公布的财报
SAYS = re.compile(r"[^，。；]{0,4}?(?:表示|指出|透露|称|介绍|说|坦言|强调)")
HE = re.compile(r"\s?[他她]")
PLACE = re.compile(r"[在于]\s?$")
THAN = re.compile(r"[较比]\s?$")
ON = re.compile(r"\s?(?:平台|榜|[上中])")
FAMILY = re.compile(r"\s?(?:系列|家族)?[^，。；\w]?(?:大?模型)?\s?(?:[:：]|—+|，?(?:分别为|包括|包含))[^，。；]{0,8}")
HEAD = re.compile("[A-Za-z]+|[一-鿿]+")
LISTED = re.compile(r"[^，。；]{0,12}?(?:、|和|与|以?及)[^，。；、]{0,10}|\s*")


class Cast:
    """The names of one article, and who was the last to act."""

    def __init__(self, mentions: Mentions, plain: str) -> None:
        self.plain = plain
        self.names = mentions.all
        self.starts = [named.start for named in self.names]
        self.last: tuple[int, tuple[str, ...]] = (-1, ())
        self.model: tuple[int, Named | None] = (-1, None)
        self.person: tuple[int, str] = (-1, "")
        self.people = {named.name for named in self.names if named.type == "person"}
        self.makers = _makers(mentions.all, plain)
        self.said = {named.entry.name: named.name for named in self.names if named.type == "org" and named.entry}

    def note(self, sentence: Sentence) -> None:
        """Remember whom `sentence` spoke of, for the next one of its paragraph."""
        names = list(dict.fromkeys(actor.name for actor in self._actors(sentence.start, sentence.end)))
        if names:
            self.last = (sentence.paragraph, tuple(names[:2]))
        for named in self.within(sentence.start, sentence.end):
            if named.type == "model":
                self.model = (sentence.paragraph, named)
            elif named.type == "person":
                self.person = (sentence.paragraph, named.name)

    def last_model(self, sentence: Sentence) -> Named | None:
        """The model that an earlier sentence of the paragraph named last."""
        return self.model[1] if self.model[0] == sentence.paragraph else None

    def has_person(self, names: Sequence[str]) -> bool:
        """Whether one of the names is a person's."""
        return any(name in self.people for name in names)

    def before(self, sentence: Sentence, at: int, *, own: bool = False) -> tuple[str, ...]:
        """Who acts, seen from the verb at `at`: the actors of its clause, of one before, of the sentence before.

        With `own` only those of its clause.
        """
        edges = [sentence.start, *(m.end() for m in CLAUSES.finditer(self.plain, sentence.start, at)), at]
        speakers: list[Named] = []
        for start, end in zip(edges[-2::-1], edges[:0:-1], strict=True):
            actors = self._actors(start, end)
            if end < at and not speakers and actors and self._speaks(actors[-1]):
                speakers = actors  # 王某说，上月发布了: it is the company's
            elif actors:
                return tuple(dict.fromkeys(actor.name for actor in (*actors[:3], *speakers)))
            if HE.match(self.plain, start, end) and self.person[0] == sentence.paragraph:
                return (self.person[1],)
            if own:
                return ()
        if speakers:
            return tuple(dict.fromkeys(actor.name for actor in speakers[:3]))
        return self.last[1] if self.last[0] == sentence.paragraph else ()

    def _speaks(self, named: Named) -> bool:
        return named.type == "person" and bool(SAYS.match(self.plain, named.end))

    def beside(self, at: int) -> tuple[str, ...]:
        """Actors of the clause in which something stands at `at`, before it."""
        start = max(self.plain.rfind(mark, 0, at) for mark in "，,；;。！\n") + 1
        return tuple(dict.fromkeys(actor.name for actor in self._actors(start, at)))

    def after(self, start: int, end: int) -> tuple[str, ...]:
        """Actors named in `[start, end)`."""
        return tuple(dict.fromkeys(actor.name for actor in self._actors(start, end)))

    def objects(self, sentence: Sentence, end: int) -> list[Named]:
        """The things that a verb which ends at `end` has behind it, a list of them whole."""
        behind = [n for n in self.within(end, sentence.end) if n.type in THINGS]
        listed: list[Named] = []
        for thing in behind:
            gap = self.plain[listed[-1].end if listed else end : thing.start]
            if not listed and (beaten := BEATEN.search(gap)) and "的" not in beaten[0]:
                continue  # 发布对标甲的乙
            if listed and (thing.type != listed[0].type or not LISTED.fullmatch(gap)):
                break
            if not listed and (len(gap) > FAR or (re.search("[，。；]|并实现", gap) and not APPOSED.fullmatch(gap))):
                break
            listed.append(thing)
        return self._members(listed, behind)[:MOST_LISTED]

    def _members(self, listed: list[Named], behind: Sequence[Named]) -> list[Named]:
        """Those that a colon lists behind their family: 新一代Zetan模型：Zetan-7B和Zetan-72B."""
        rest = behind[1:] if len(listed) == 1 else ()
        head = HEAD.match(listed[0].name) if listed else None
        family = [one for one in rest if head and one.name.startswith(head[0]) and one.type == listed[0].type]
        told = bool(family) and FAMILY.fullmatch(self.plain, listed[0].end, family[0].start)
        return [*listed, *family] if told else listed

    def subject(self, sentence: Sentence, at: int, types: Sequence[str] = ("model", "product")) -> Named | None:
        """The thing nearest before the verb at `at`; of several that are coordinated, the first."""
        before = [n for n in self.within(sentence.start, at) if n.type in types and not self._is_beaten(sentence, n)]
        while len(before) > 1 and COORDINATED.fullmatch(self.plain, before[-2].end, before[-1].start):
            before.pop()
        return before[-1] if before else None

    def within(self, start: int, end: int) -> Sequence[Named]:
        """The names that begin in `[start, end)`."""
        return self.names[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def maker(self, thing: Named) -> str | None:
        """Who made a model or product, as the article or the lexicon has it."""
        told = self.makers.get(thing.name)
        if told:
            return told
        maker = thing.entry.maker if thing.entry else None
        if not maker:
            return None
        return self.said.get(maker, maker)

    def makers_of(self, things: Iterable[Named]) -> tuple[str, ...]:
        """Who made them, each once."""
        return tuple(dict.fromkeys(maker for thing in things if (maker := self.maker(thing))))

    def _is_beaten(self, sentence: Sentence, named: Named) -> bool:
        beaten = BEATEN.search(self.plain, max(sentence.start, named.start - 60), named.start)
        place = PLACE.search(self.plain, max(0, named.start - 2), named.start) and ON.match(self.plain, named.end)
        measure = THAN.search(self.plain, max(0, named.start - 2), named.start)  # 较甲早三个月
        return bool(beaten or place or measure or EVEN.match(self.plain, named.end))

    def _actors(self, start: int, end: int) -> list[Named]:
        return [
            n
            for n in self.within(start, end)
            if n.type in ACTORS
            and not self._is_source(n)
            and not self._is_venue(n)
            and not BEATEN.search(self.plain, start, n.start)
        ]

    def _is_venue(self, named: Named) -> bool:
        """在港交所, 登陆纳斯达克: where somebody else does it."""
        return bool(VENUE.search(named.text) and AT.search(self.plain, max(0, named.start - 4), named.start))

    def _is_source(self, named: Named) -> bool:
        """据某报报道, 某报3月4日消息: who only tells it."""
        told = SOURCE_BEFORE.search(self.plain, max(0, named.start - 3), named.start)
        told = told if not OWN_WORD.match(self.plain, named.end) else None
        return bool(told and named.type == "org") or bool(SOURCE_AFTER.match(self.plain, named.end))


def _makers(names: Sequence[Named], plain: str) -> dict[str, str]:
    """Makers that the article tells by standing right before a name: 瓦卢的Zetan-7B."""
    told: dict[str, str] = {}
    for maker, thing in pairwise(names):
        gap = plain[maker.end : thing.start]
        if (
            maker.type == "org"
            and thing.type in ("model", "product")
            and re.fullmatch(r"\s*(?:的|旗下的?|自研的?|发布的?|推出的?|开发的?)?[^，。、]{0,6}", gap)
        ):
            told.setdefault(thing.name, maker.name)
    return told
