"""A sentence reduced to its grammar: each name, value and setting is one letter, so that patterns see its frame.

在“甲榜”(5-shot)中，乙模型以 60.2 分超过丙的58分 is 在Ⓑ(Ⓣ)中,Ⓜ以Ⓥ超过Ⓜ的Ⓥ. Traditional forms of the grammar's own words,
full-width punctuation, quotes, blanks and glosses in brackets that name nothing are folded away; each letter keeps
what it
stands for and its place in the text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from typing import Protocol

from data.frozen import frozen
from data.hanzi import simplify
from nlp.conditions import Condition, find_conditions
from nlp.document import Sentence
from nlp.masks import NAME, TESTED, WORTH, masked
from nlp.mentions import Named
from nlp.patterns import any_of
from nlp.subsets import find_subsets
from nlp.unnamed import UNNAMED
from nlp.values import Value, find_values

MODEL, PRODUCT, BENCHMARK, SUBSET, SETTING, VALUE, HUMAN = "Ⓜ", "Ⓟ", "Ⓑ", "Ⓢ", "Ⓣ", "Ⓥ", "Ⓗ"
LETTERS = MODEL + PRODUCT + BENCHMARK + SUBSET + SETTING + VALUE + HUMAN
MOST_NAMES = 120  # of one sentence; what stands beyond is left out, and counted
MOST_VALUES = 80

_FOLDED = tuple(zip("，；：（）？！／＆％．　幀", ",;:()?!/&%. 帧", strict=True))
_PRONOUN = re.compile("前者|后者|两者|二者")
_KINDS = {"benchmark": BENCHMARK, "product": PRODUCT}
# A product is a contestant only where it does what models do.
_ACTING = re.compile(
    rf"{PRODUCT}(?=(?:框架|系统|智能体|团队|芯片|处理器)?(?:在[^,;。]{{0,6}}{BENCHMARK}|以[^,;。{LETTERS}]{{0,12}},?以?{VALUE}|紧随其后|的?[^,;。{LETTERS}]{{0,4}}(?:得分|成绩|准确率|平均|跑分|{BENCHMARK}|{SUBSET})"
    rf"|取得|获得|拿下|得分|达到|\({VALUE}|:{VALUE}|为{VALUE}|的{VALUE}|位列|位居|排名|登顶))"
)
_OF_MAKER = re.compile(r"\s?(?:公司|旗下|团队|最新)?的?\s?")
_OF_SERIES = re.compile(f"|(?:的|系列|新一代|最新|全新)+{any_of('多模态 语言 大 视觉 推理 端侧 旗舰')}*模型")
_NOISE = str.maketrans(dict.fromkeys(' \t\xa0\u200b*`_~“”"‘’「」『』《》〈〉【】[]') | dict.fromkeys(LETTERS, NAME))
_GLOSS = re.compile(rf"\((?![^()]*(?:SOTA|第[一二三四五六七八九十\d]|榜首|冠军))[^(){LETTERS}]*\)")
_CLASS = re.compile(rf"(?<={MODEL})(?:大语言|语言|大)?模型(?!{any_of('团队 库 榜 公司 平台 服务')})")  # Ⓜ模型 is Ⓜ
# Blanks beside Chinese or a mask: many write 在 MMLU 上, many 在MMLU上. The number of a list's item keeps its own.
_LOOSE = re.compile(r" (?:(?=[^\x00-\x7f])|(?<=[^\x00-\x7f] )(?!\d{1,2}[.)、](?!\d)))")


class Span(Protocol):
    """What stands at `[start, end)` of a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@frozen
class Token:
    """A letter's meaning: a name, a value, a subset or a setting, at a place in the document."""

    kind: str
    start: int
    end: int
    name: str
    value: Value | None = None
    named: Named | None = None
    condition: Condition | None = None


@frozen
class Skeleton:
    """The reduced sentence: the letter at `places[i]` of `text` stands for `tokens[i]`."""

    sentence: Sentence
    text: str
    tokens: tuple[Token, ...]
    places: tuple[int, ...]
    left_out: int = 0  # names and values beyond the most that are looked at

    def between(self, first: int, second: int) -> str:
        """What stands between two tokens."""
        return self.text[self.places[first] + 1 : self.places[second]]


def fold_grammar(text: str) -> str:
    """`text` with the grammar's own words in one spelling, character for character."""
    folded = simplify(text)
    for wide, narrow in _FOLDED:  # five times as fast as one translation of every character
        folded = folded.replace(wide, narrow)
    return folded


@frozen
class Before:
    """What was spoken of before a sentence: the parts of the benchmark, and the two models last named."""

    parts: Sequence[str] = ()
    models: Sequence[str] = ()


NOTHING = Before()


def reduce(
    sentence: Sentence, folded: str, names: Sequence[Named], before: Before = NOTHING, *, figures: bool = True
) -> Skeleton:
    """The skeleton of `sentence` with the names inside it (in order); `folded` is its text by `fold_grammar`.

    A maker's name right before a model's (谷歌 Gemini) is left out. Without `figures`, values, settings and contestants
    without a name are not looked for.
    """
    folded = _blanked(folded, _makers(sentence, names))
    named = [n for n in names if n.type != "org"]
    kept = named[:MOST_NAMES]
    known = {*before.parts, *(s for n in kept for s in _subsets_of(n))}
    parts = _parts(folded, sentence, kept, known, figures)
    tokens = [*(Token(_KINDS.get(n.type, MODEL), n.start, n.end, n.name, named=n) for n in kept), *parts]
    values = [token for token in parts if token.kind == VALUE]
    tokens = _apart([t for t in tokens if t.kind != VALUE] + values[:MOST_VALUES])
    if meant := list(_meant(folded, sentence, tokens, before.models)):
        tokens = _apart([*tokens, *meant])
    left_out = len(named) - len(kept) + max(0, len(values) - MOST_VALUES)
    return _assembled(sentence, folded, tokens, left_out)


def _parts(folded: str, sentence: Sentence, names: Sequence[Named], known: set[str], figures: bool) -> list[Token]:
    """Settings, values, subsets and unnamed contestants, each found where nothing before them was."""
    base, original = sentence.start, sentence.text
    tested = [n.type == "benchmark" for n in names]
    spans = [(n.start - base, n.end - base) for n in names]
    text = masked(folded, [s for s, t in zip(spans, tested, strict=True) if not t], NAME)
    text = masked(text, [s for s, t in zip(spans, tested, strict=True) if t], TESTED)
    loose = [found.start() for found in _LOOSE.finditer(text)]
    if not loose:
        return _found(text, original, range(base, base + len(text)), known, figures)
    runs = list(zip([0, *(at + 1 for at in loose)], [*loose, len(text)], strict=True))
    close, written = ("".join(whole[start:end] for start, end in runs) for whole in (text, original))
    places = list(chain.from_iterable(range(base + start, base + end) for start, end in runs))
    return _found(close, written, places, known, figures)


def _found(text: str, original: str, places: Sequence[int], known: set[str], figures: bool) -> list[Token]:
    """What `_parts` finds in a text whose characters stand at `places` of the document."""

    def at(found: Span) -> tuple[int, int]:
        return places[found.start], places[found.end - 1] + 1

    if not figures:
        return [Token(SUBSET, *at(s), s.name) for s in find_subsets(text, original, known)]
    unnamed = [Token(HUMAN, places[m.start()], places[m.end() - 1] + 1, m[0]) for m in UNNAMED.finditer(text)]
    conditions = find_conditions(text)
    text = masked(text, [(c.start, c.end) for c in conditions], NAME)
    values = find_values(text)
    text = masked(text, [(v.start, v.end) for v in values], WORTH)
    return [
        *unnamed,
        *(Token(SETTING, *at(c), "", condition=_spelled(c, original)) for c in conditions),
        *(Token(VALUE, *at(v), original[v.start : v.end], value=v) for v in values),
        *(Token(SUBSET, *at(s), s.name) for s in find_subsets(text, original, known)),
    ]


def _meant(folded: str, sentence: Sentence, tokens: list[Token], recent: Sequence[str]) -> Iterator[Token]:
    """The models that 前者, 后者 and 两者 mean: the last two named before."""
    for found in _PRONOUN.finditer(folded):
        start, end = sentence.start + found.start(), sentence.start + found.end()
        before = [t.name for t in tokens if t.kind == MODEL and t.end <= start]
        named = list(dict.fromkeys([*recent, *before][::-1]))[1::-1]
        if found[0] == "后者" and named:
            yield Token(MODEL, start, end, named[-1])
        elif len(named) == 2:
            yield Token(MODEL, start, start + 1, named[0])
            if found[0] != "前者":
                yield Token(MODEL, start + 1, end, named[1])


def _subsets_of(named: Named) -> Iterable[str]:
    return (named.entry.subsets or ()) if named.entry is not None and named.type == "benchmark" else ()


def _makers(sentence: Sentence, names: Sequence[Named]) -> list[tuple[int, int]]:
    return [
        (maker.start - sentence.start, named.start - sentence.start)
        for maker, named in pairwise(names)
        if maker.type == "org"
        and named.type in ("model", "product")
        and _OF_MAKER.fullmatch(sentence.text, maker.end - sentence.start, named.start - sentence.start)
    ]


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _spelled(condition: Condition, original: str) -> Condition:
    """What has no usual spelling stays as the article has it, traditional characters included."""
    if condition.kind in ("shot", "at_k", "cot"):
        return condition
    return replace(condition, setting=original[condition.start : condition.end].strip())


def _apart(tokens: Iterable[Token]) -> list[Token]:
    """Tokens in order; of two that overlap the one that starts first, or is longer, stays."""
    kept: list[Token] = []
    for token in sorted(tokens, key=lambda token: (token.start, -token.end)):
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
    return kept


def _assembled(sentence: Sentence, folded: str, tokens: list[Token], left_out: int) -> Skeleton:
    parts: list[str] = []
    kept: list[Token] = []
    at = sentence.start
    for token in tokens:
        gap = folded[at - sentence.start : token.start - sentence.start].translate(_NOISE)
        if gap == "(" and kept and kept[-1].kind == token.kind and _says_again(kept[-1], token, folded, sentence):
            at = token.end + 1
            continue
        if gap == "(" and kept and kept[-1].kind == token.kind == MODEL and _is_closed(token, folded, sentence):
            kept[-1] = _more_exact(kept[-1], token)
            at = token.end + 1
            continue
        if gap == "(" and kept and kept[-1].kind == token.kind == BENCHMARK and _is_gloss(token, folded, sentence):
            at = token.end + 1
            continue
        if kept and _OF_SERIES.fullmatch(gap) and _is_series_of(kept[-1], token):
            parts.pop()
            kept.pop()
            gap = ""
        parts += [gap, token.kind]
        kept.append(token)
        at = token.end
    parts.append(folded[at - sentence.start :].translate(_NOISE))
    text = _CLASS.sub("", _GLOSS.sub("", _ACTING.sub(MODEL, "".join(parts))))
    kept = [
        replace(t, kind=MODEL) if t.kind == PRODUCT and acts else t for t, acts in zip(kept, _acting(text), strict=True)
    ]
    places = tuple(i for i, letter in enumerate(text) if letter in LETTERS)
    return Skeleton(sentence, text, tuple(kept), places, left_out)


def _is_closed(token: Token, folded: str, sentence: Sentence) -> bool:
    """Whether the bracket that opens before `token` holds nothing else."""
    return folded[token.end - sentence.start : token.end - sentence.start + 1] == ")"


def _more_exact(before: Token, token: Token) -> Token:
    """远岫2.0预览版(Yuanxiu-2.0-0412): the name with more numbers, at the place of the first."""
    if sum(map(str.isdigit, token.name)) > sum(map(str.isdigit, before.name)):
        return replace(before, name=token.name, named=token.named)
    return before


def _is_gloss(token: Token, folded: str, sentence: Sentence) -> bool:
    """AIME 25(美国数学竞赛): the bracket only says what the test is."""
    return _is_closed(token, folded, sentence) and token.named is not None and not token.named.text.isascii()


def _is_series_of(before: Token, token: Token) -> bool:
    """悟道·天鹰AquilaChat2-34B: the series before a model's own name adds nothing."""
    both = before.kind == token.kind == MODEL and before.named is not None and token.named is not None
    return both and not any(letter.isdigit() for letter in before.name)


def _acting(text: str) -> list[bool]:
    """For each letter, whether it stands for a model."""
    return [letter == MODEL for letter in text if letter in LETTERS]


def _says_again(before: Token, token: Token, folded: str, sentence: Sentence) -> bool:
    """大模型竞技场(Chatbot Arena): the bracket only says the name again."""
    closed = _is_closed(token, folded, sentence)
    return closed and token.kind in (MODEL, BENCHMARK) and before.name == token.name
