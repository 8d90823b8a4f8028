"""Who acts in an event and what it concerns: the names before and behind its verb."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from nlp.document import Sentence
from nlp.mentions import Mentions, Named
from nlp.triggers import BEATEN, SOURCE_AFTER, SOURCE_BEFORE

ACTORS = ("org", "person")
THINGS = ("model", "product", "benchmark")
MOST_LISTED = 8
FAR = 40  # characters between a verb and its object
CLAUSES = re.compile("[，,；;：:]")
COORDINATED = re.compile(r"\s*[、和与及]\s*")
LISTED = re.compile(r"[^，。；]{0,12}?(?:、|和|与|以?及)[^，。；、]{0,10}|\s*")


class Cast:
    """The names of one article, and who was the last to act."""

    def __init__(self, mentions: Mentions, plain: str) -> None:
        self.plain = plain
        self.names = mentions.all
        self.starts = [named.start for named in self.names]
        self.last: tuple[int, tuple[str, ...]] = (-1, ())
        self.people = {named.name for named in self.names if named.type == "person"}
        self.makers = _makers(mentions.all, plain)
        self.said = {named.entry.name: named.name for named in self.names if named.type == "org" and named.entry}

    def note(self, sentence: Sentence) -> None:
        """Remember whom `sentence` spoke of, for the next one of its paragraph."""
        actors = self._actors(sentence.start, sentence.end)
        if actors:
            self.last = (sentence.paragraph, tuple(dict.fromkeys(a.name for a in actors[:2])))

    def has_person(self, names: Sequence[str]) -> bool:
        """Whether one of the names is a person's."""
        return any(name in self.people for name in names)

    def before(self, sentence: Sentence, at: int, *, own: bool = False) -> tuple[str, ...]:
        """Who acts, seen from the verb at `at`: the actors of its clause, of one before, of the sentence before.

        With `own` only those of its clause.
        """
        edges = [sentence.start, *(m.end() for m in CLAUSES.finditer(self.plain, sentence.start, at)), at]
        for start, end in zip(edges[-2::-1], edges[:0:-1], strict=True):
            if actors := self._actors(start, end):
                return tuple(dict.fromkeys(actor.name for actor in actors[:3]))
            if own:
                return ()
        return self.last[1] if self.last[0] == sentence.paragraph else ()

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
            if listed and (thing.type != listed[0].type or not LISTED.fullmatch(gap)):
                break
            if not listed and (len(gap) > FAR or re.search("[，。；]", gap)):
                break
            listed.append(thing)
        return listed[:MOST_LISTED]

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

    def _is_beaten(self, sentence: Sentence, named: Named) -> bool:
        return bool(BEATEN.search(self.plain, max(sentence.start, named.start - 60), named.start))

    def _actors(self, start: int, end: int) -> list[Named]:
        return [n for n in self.within(start, end) if n.type in ACTORS and not self._is_source(n)]

    def _is_source(self, named: Named) -> bool:
        """据某报报道, 某报3月4日消息: who only tells it."""
        told = SOURCE_BEFORE.search(self.plain, max(0, named.start - 3), named.start)
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
