"""Which names go to a decider in pairs: those of which the words around them may say that one made the other, or is a
version or another name of it.

The pairs are proposed, each once an article; what is left to decide is whether the article says so.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from data.fields import AliasFields, RelationFields, RelationKind
from data.folding import name_key
from data.hanzi import simplify
from nlp.aliases import BRACKETED, DECLARED, HAN_ALIAS, LATIN_ALIAS, NO_ALIAS
from nlp.choices import Answer, Option, Pair, Passage, Question, Slot, is_inside, label, marked
from nlp.document import Document
from nlp.mentions import Mentions, Named
from nlp.patterns import any_of

MOST_PAIRS = 8  # of one passage
MOST_SHOWN = 200  # characters from the first name to the last
NEAR = 24  # characters between two names
MOST_ALIAS = 90  # characters behind a name in which another for it begins and ends

ALIAS, MAKER, VERSION = "别", "出", "版"  # as the instructions have them
_KINDS: dict[str, RelationKind] = {MAKER: "maker", VERSION: "version"}
_THINGS = ("model", "product")
_MADE = any_of("自研 旗下 推出 发布 公布 开发 研发 打造 开源 训练 上线 出品 带来 的")
_MAKES = re.compile(rf"[\s·“\"《「*]*|[^，。；\n]{{0,8}}?{_MADE}[^，。；、\n]{{0,12}}")
_BY = re.compile(r"[^，。；\n]{0,6}(?:由|是|来自|出自|归)[^，。；、\n]{0,6}")  # Ⓜ由Ⓞ研发
_ITS_VERSION = re.compile(r".{0,6}(?:[的之].{0,8}[版代作]本?|系列|家族|包括|包含|分为).{0,8}")
_IS_ONE = re.compile(r".{0,6}(?:是|即|作为|基于|源自|来自).{0,4}")  # Ⓜ是Ⓜ的对话版
_APART = re.compile("[，。；,;、和与及\n]|超|比")  # two contestants


@dataclass(frozen=True, slots=True)
class Related:
    """What the answers say of names: other names for them, makers, versions."""

    aliases: tuple[AliasFields, ...] = ()
    relations: tuple[RelationFields, ...] = ()

    def maker(self, name: str) -> str | None:
        """Who made what is called so, or made what that is a version of."""
        made = {r.name: r.of for r in reversed(self.relations) if r.kind == "maker"}
        versions = (r.of for r in self.relations if r.kind == "version" and r.name == name)
        return next((made[one] for one in (name, *versions) if one in made), None)


@dataclass(frozen=True, slots=True)
class _Proposed:
    """A pair, what it may be, and the ends of its two names in the text, where their labels stand."""

    may_be: str
    pair: Pair
    ends: tuple[int, int]


def relation_passages(document: Document, mentions: Mentions) -> Iterator[Passage]:
    """The stretches of sentences in which names may be related, in order; never raises, whatever the text."""
    plain = simplify(document.text)
    starts = [named.start for named in mentions.all]
    asked: set[tuple[str, str]] = set()
    for sentence in document.sentences:
        if document.paragraphs[sentence.paragraph].kind == "code":
            continue
        names = mentions.all[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        fresh = []
        for one in sorted(_proposed(document.text, plain, names), key=lambda one: one.pair.start):
            key = name_key(one.pair.of), name_key(one.pair.name)
            if key[0] != key[1] and key not in asked:
                asked.add(key)
                fresh.append(one)
        yield from (_passage(document.text, part) for part in _parts(fresh))


def relations_of(text: str, passages: Sequence[Passage], answers: Sequence[Answer | None]) -> Related:
    """What the answers say of names, each with the slice of `text` that says it."""
    aliases: list[AliasFields] = []
    relations: list[RelationFields] = []
    for said, pair in _chosen(passages, answers):
        proof = {"start": pair.start, "end": pair.end, "evidence": text[pair.start : pair.end]}
        if said == ALIAS:
            aliases.append(
                AliasFields.model_validate({"alias": pair.name, "name": pair.of, "type": pair.type, **proof})
            )
        else:
            relations.append(
                RelationFields.model_validate({"kind": _KINDS[said], "name": pair.name, "of": pair.of, **proof})
            )
    return Related(tuple(aliases), tuple(relations))


def _chosen(passages: Sequence[Passage], answers: Sequence[Answer | None]) -> Iterator[tuple[str, Pair]]:
    for passage, answer in zip(passages, answers, strict=True):
        if passage.kind != "relation" or answer is None or not is_inside(answer, passage.questions):
            continue
        for question, (places,) in zip(passage.questions, answer, strict=True):
            if isinstance(question.about, Pair):
                yield from ((question.slots[0].options[place].name, question.about) for place in places)


# ── pairs ──


def _proposed(text: str, plain: str, names: Sequence[Named]) -> Iterator[_Proposed]:
    begins = {named.start: named for named in names}
    for named in names:
        yield from _other_names(text, plain, named, begins)
    for one, other in pairwise(names):
        if other.start - one.end <= NEAR:
            yield from _two_names(plain, one, other)


def _other_names(text: str, plain: str, owner: Named, begins: Mapping[int, Named]) -> Iterator[_Proposed]:
    """Words behind a name that may be another name of it: called so, or in brackets and of a name's form."""
    called = DECLARED.match(plain, owner.end, owner.end + MOST_ALIAS)
    found = called or BRACKETED.match(plain, owner.end, owner.end + MOST_ALIAS)
    if not found or not (called or _may_be_a_name(found["alias"].strip())):
        return
    start = found.start("alias")
    end = start + len(found["alias"].rstrip())
    seen = begins.get(start)
    if start == end or (seen and seen.entry and seen.entry is not owner.entry):
        return  # nothing, or known as something else
    of, alias = owner.name, text[start:end]
    if name_key(of) == name_key(alias):  # 小米大模型（MiLM-6B）, where the second is the fuller one
        alias = owner.text
    may_be = ALIAS + VERSION if owner.type in _THINGS and any(map(str.isdigit, alias)) else ALIAS
    yield _Proposed(may_be, Pair(of, alias, owner.type, owner.start, found.end()), (owner.end, end))


def _may_be_a_name(alias: str) -> bool:
    return not NO_ALIAS.fullmatch(alias) and bool(LATIN_ALIAS.fullmatch(alias) or HAN_ALIAS.fullmatch(alias))


def _two_names(plain: str, one: Named, other: Named) -> Iterator[_Proposed]:
    """A thing and its maker, where the lexicon does not know it, or a version and what it is a version of."""
    between = plain[one.end : other.start]
    if any(named.entry and named.entry.maker for named in (one, other) if "org" in (one.type, other.type)):
        return
    if one.type == "org" and other.type in _THINGS and _MAKES.fullmatch(between):
        yield _paired(MAKER, one, other)
    elif other.type == "org" and one.type in _THINGS and _BY.fullmatch(between):
        yield _paired(MAKER, other, one)
    elif one.type == other.type and one.type in _THINGS and not _APART.search(between):
        first, second = name_key(one.name), name_key(other.name)
        if _IS_ONE.fullmatch(between) or first.startswith(second):
            yield _paired(VERSION, other, one)
        elif _ITS_VERSION.fullmatch(between) or second.startswith(first):
            yield _paired(VERSION, one, other)


def _paired(may_be: str, of: Named, named: Named) -> _Proposed:
    start, end = min(of.start, named.start), max(of.end, named.end)
    return _Proposed(may_be, Pair(of.name, named.name, of.type, start, end), (of.end, named.end))


def _parts(pairs: Sequence[_Proposed]) -> Iterator[list[_Proposed]]:
    """So many pairs at a time as one passage may have, near each other."""
    part: list[_Proposed] = []
    for one in pairs:
        if part and (len(part) == MOST_PAIRS or one.pair.end - part[0].pair.start > MOST_SHOWN):
            yield part
            part = []
        part.append(one)
    if part:
        yield part


def _passage(text: str, pairs: Sequence[_Proposed]) -> Passage:
    places = sorted({place for one in pairs for place in one.ends})
    labels = {place: label("model", number) for number, place in enumerate(places)}
    start, end = pairs[0].pair.start, max(one.pair.end for one in pairs)
    return Passage(
        kind="relation",
        start=start,
        end=end,
        pieces=marked(text, start, end, labels.items()),
        heading="",
        before=(),
        questions=tuple(_question(one, labels) for one in pairs),
    )


def _question(one: _Proposed, labels: Mapping[int, str]) -> Question:
    names = "".join(labels[place] for place in one.ends)
    return Question(names, (Slot("relation", tuple(Option(said, said) for said in one.may_be)),), one.pair)
