"""Which sentences go to a decider for events: those in which a verb that tells one meets somebody or something named.

Types, days and names are proposed; what is left to decide is whether it happened, who did it, what it concerns, when.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from data.dates import find_dates
from data.fields import EventFields, EventType
from data.hanzi import simplify
from nlp.choices import Answer, Happening, Option, Passage, Question, Role, Slot, is_inside, marked, options
from nlp.document import Document, Sentence
from nlp.mentions import Mentions, Named
from nlp.triggers import MONEY, NOT_DONE, TRIGGERS, hinted

MOST_VERBS = 3  # of one sentence
MOST_NAMES = 12
MOST_EVIDENCE = 300
KINDS: dict[EventType, str] = {
    "release": "发布",
    "open_source": "开源",
    "funding": "融资",
    "acquisition": "收购",
    "ipo": "上市",
    "earnings": "财报",
    "partnership": "合作",
    "appointment": "任免",
    "regulation": "监管",
    "leaderboard": "上榜",
    "conference": "会议",
    "research": "研究",
}
_TYPES = {said: kind for kind, said in KINDS.items()}
# What a verb of one type often tells instead.
_OR: dict[EventType, tuple[EventType, ...]] = {
    "release": ("open_source", "research"),
    "open_source": ("release",),
    "conference": ("release",),
    "research": ("leaderboard",),
}
_IN_WORDS = ("earnings", "conference", "research", "regulation", "partnership", "appointment")  # 发布第一季度业绩
_CLAUSE = re.compile("[，,；;。！!]")
MOST_WORDS = 30
_ACTORS, _THINGS = ("org", "person"), ("model", "product", "benchmark", "org")


def event_passages(document: Document, mentions: Mentions) -> Iterator[Passage]:
    """The sentences in which an event may be told, in order; never raises, whatever the text."""
    plain = simplify(document.text)
    published = (document.published or "")[:10] or None
    dates = [date for date in find_dates(document.text, published) if date.date]
    starts, days = [named.start for named in mentions.all], [date.start for date in dates]
    before: list[str] = []
    for sentence in document.sentences:
        names = mentions.all[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        actors = [named for named in names if named.type in _ACTORS]
        kind = document.paragraphs[sentence.paragraph].kind
        verbs = list(_verbs(plain, sentence)) if kind in ("prose", "item") else []
        if verbs and names:
            first, last = bisect_left(days, sentence.start), bisect_left(days, sentence.end)
            told = [(date.end, str(date.date)) for date in dates[first:last]]
            known = [str(date.date) for date in dates[max(0, first - 1) : first]]
            known += [published, published[:7]] if published else []
            yield _passage(document.text, sentence, verbs, names, [*before, *_makers(names)], told, known)
        before = list(dict.fromkeys(actor.name for actor in actors))[:2] or before


def events_of(
    text: str,
    published: str | None,
    passages: Sequence[Passage],
    answers: Sequence[Answer | None],
    maker: Callable[[str], str | None] = lambda _: None,
) -> list[EventFields]:
    """The events that the answers tell, each once, each with a slice of `text` as its evidence.

    `maker` says who made something: who acts where the answer names nobody.
    """
    found: dict[tuple[object, ...], EventFields] = {}
    for passage, answer in zip(passages, answers, strict=True):
        if passage.kind != "event" or answer is None or not is_inside(answer, passage.questions):
            continue
        for question, chosen in zip(passage.questions, answer, strict=True):
            if chosen and chosen[0] and isinstance(question.about, Happening):
                event = _event(text, published, passage, question, chosen, maker)
                found.setdefault((event.type, event.date, tuple(event.who), event.what), event)
    return list(found.values())


def _verbs(plain: str, sentence: Sentence) -> Iterator[Happening]:
    """What may tell an event, the first of each place; what is denied tells none."""
    types = hinted(plain, sentence.start, sentence.end)
    found = [
        Happening(trigger.type, match.start(), match.end())
        for trigger in TRIGGERS
        if trigger.type in types
        for match in trigger.pattern.finditer(plain, sentence.start, sentence.end)
        if not NOT_DONE.search(plain[max(sentence.start, match.start() - 12) : match.start()])
    ]
    kept: list[Happening] = []
    for verb in found:
        if not any(verb.start < other.end and other.start < verb.end for other in kept):
            kept.append(verb)
    yield from sorted(kept[:MOST_VERBS], key=lambda verb: verb.start)


def _passage(
    text: str,
    sentence: Sentence,
    found: Sequence[Happening],
    names: Sequence[Named],
    before: Sequence[str],
    days: Sequence[tuple[int, str]],
    known: Sequence[str],
) -> Passage:
    start, end = _window(sentence, found)
    verbs = [verb for verb in found if verb.end <= end]
    inside = [named for named in names if start <= named.start and named.end <= end][:MOST_NAMES]
    acting = (*_ACTORS, "benchmark") if any(verb.type == "research" for verb in verbs) else _ACTORS
    who = options("who", [*(n.name for n in inside if n.type in acting), *before])
    money = list(MONEY.finditer(text, start, end))[:2] if any(v.type == "funding" for v in verbs) else []
    things = [(n.end, n.name) for n in inside if n.type in _THINGS] + [(m.end(), m[0].strip()) for m in money]
    things += [words for verb in verbs if verb.type in _IN_WORDS and (words := _words(text, verb, end))]
    what = options("what", [name for _, name in things])
    told = [(at, day) for at, day in days if start < at <= end]
    when = options("date", [*(day for _, day in told), *known])
    kinds = options("type", [KINDS[kind] for verb in verbs for kind in (verb.type, *_OR.get(verb.type, ()))])
    marks = [(verb.end, str(i)) for i, verb in enumerate(verbs, 1)]
    marks += [(n.end, _label(who, n.name)) for n in inside if n.type in acting]
    marks += [(at, _label(what, name)) for at, name in things]
    marks += [(at, _label(when, day)) for at, day in told]
    return Passage(
        kind="event",
        start=start,
        end=end,
        pieces=marked(text, start, end, marks),
        heading="",
        before=(*kinds, *(o for o in who if o.name in before), *when),
        questions=tuple(_question(i, verb, kinds, who, what, when) for i, verb in enumerate(verbs, 1)),
    )


def _question(
    number: int,
    verb: Happening,
    kinds: tuple[Option, ...],
    who: tuple[Option, ...],
    what: tuple[Option, ...],
    when: tuple[Option, ...],
) -> Question:
    allowed = {KINDS[kind] for kind in (verb.type, *_OR.get(verb.type, ()))}
    slots = [Slot("type", tuple(option for option in kinds if option.name in allowed))]
    offered: tuple[tuple[Role, tuple[Option, ...]], ...] = (("who", who), ("what", what))
    slots += [Slot(role, found, several=len(found) > 1) for role, found in offered if found]
    if when:
        slots.append(Slot("date", when))
    return Question(str(number), tuple(slots), verb)


def _event(
    text: str,
    published: str | None,
    passage: Passage,
    question: Question,
    chosen: Sequence[tuple[int, ...]],
    maker: Callable[[str], str | None],
) -> EventFields:
    said = {
        slot.role: [slot.options[i].name for i in places] for slot, places in zip(question.slots, chosen, strict=True)
    }
    date = next(iter(said.get("date", ())), None)
    day = (published or "")[: len(date or "")]
    makers = [of for thing in said.get("what", ()) if (of := maker(thing))]
    return EventFields(
        type=_TYPES[said["type"][0]],
        date=date,
        planned=bool(date and day and date > day),
        who=(said.get("who") or list(dict.fromkeys(makers)))[:3],
        what="、".join(said.get("what", ())) or None,
        start=passage.start,
        end=passage.end,
        evidence=text[passage.start : passage.end],
    )


def _window(sentence: Sentence, verbs: Sequence[Happening]) -> tuple[int, int]:
    """The sentence, or of a long one what stands around its first verb."""
    if sentence.end - sentence.start <= MOST_EVIDENCE:
        return sentence.start, sentence.end
    start = max(sentence.start, verbs[0].start - MOST_EVIDENCE // 2)
    return start, min(sentence.end, start + MOST_EVIDENCE)


def _makers(names: Sequence[Named]) -> list[str]:
    """Those who made what is named, as the lexicon has it."""
    return list(dict.fromkeys(n.entry.maker for n in names if n.entry and n.entry.maker and n.type != "org"))[:3]


def _words(text: str, verb: Happening, end: int) -> tuple[int, str] | None:
    """What stands behind a verb to the end of its clause, with that end."""
    clause = _CLAUSE.search(text, verb.end, end)
    last = min(clause.start() if clause else end, verb.start + MOST_WORDS)
    said = text[verb.start : last].strip()
    return (last, said) if said else None


def _label(offered: Sequence[Option], name: str) -> str:
    return next(option.label for option in offered if option.name == name)
