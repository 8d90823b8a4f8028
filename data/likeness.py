"""When two bodies are one text: verbatim, cut short or said in other words; and when they only look alike.

Look-alikes share sentences, not their figures (two earnings reports), or share some sentences and not the others (two
round-ups). So a body is held against another sentence by sentence, and a sentence counts as said again only where the
figures in it are said again too.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from data.fields import LinkKind
from data.folding import fold

GRAM = 4  # characters in a shingle
FLOOR = 60  # characters; a shorter body is nobody's reprint
BRIEF = 150  # characters; a shorter body must be repeated nearly whole by one not much longer
BRIEF_CONTAINED, BRIEF_RATIO = 0.8, 0.4
RATIO = 0.2  # of the shorter body to the longer; under it, the longer quotes the shorter
CONTAINED = 0.25  # of the shorter's shingles in the longer: below it the words differ too much
SAID_AGAIN = 0.7  # of the shorter's characters, in sentences that the longer says again
SAME_FIGURES = 0.75  # of sentences that have a mate and figures: those whose figures the mate has too
MATE = 0.5  # of a sentence's pairs of characters in another: they are the same sentence, perhaps reworded
VERBATIM, TRIMMED = 0.9, 0.8
LONG_LINE = 100  # characters; a longer line is a paragraph, however it begins
SHORTEST = 4  # characters of a sentence that counts

_LINE = re.compile(
    r"\s*[(（【\[]?\s*(?:本文)?(?:来源|稿源|转自|转载自|原文链接|原标题|原载|首发于|文章来源|责任编辑|责编|编辑|编译|校对|审核|撰文"
    r"|作者|记者|文|图|封面)\s*[:：丨|/／]\s*(?P<named>[^\n]{0,60})"
    r"|\s*[(（【\[]?\s*(?:本文|文章)(?:转载|转)?(?:来自|自|首发于|转载于)(?:微信)?(?:公众号)?\s*[:：]?\s*(?P<quoted>[^\n]{0,60})"
    r"|\s*(?:[(（【]?(?:免责)?声明[:：]|版权声明|未经(?:授权|许可)|转载请|扫码|扫描(?:下方|上方)?二维码|长按|点击(?:下方|阅读|关注|查看)"
    r"|关注(?:我们|公众号|微信)|欢迎(?:关注|转发|订阅)|更多(?:精彩|资讯|内容|报道)|延伸阅读|相关阅读|猜你喜欢|推荐阅读|下载(?:APP|客户端)"
    r"|编者按|编者注|编辑导语|本文不构成|以上内容|特别声明|温馨提示|本文仅代表|本平台|THE\s*END|END\b|—+\s*END)[^\n]*",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"[(（](?:有删节|有删改|略有删节|有改动|完|本文完|未完待续|(?:文章来源|来源|责任编辑|编辑)[^)）]*)[)）]"
)
_END = re.compile(r"(?<=[。！？!?；;])|\n+")
_PLAIN = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NAME_END = re.compile(r"[，,。；;（(）)【】\[\]|丨/／\s]")
_QUOTES = " \t“”\"'「」《》：:"


@dataclass(frozen=True)
class Likeness:
    """How two bodies are one: `figure` is the share of the shorter's shingles in the longer, from 0 to 1."""

    kind: LinkKind
    figure: float


@dataclass(frozen=True)
class Sentence:
    """A sentence for comparing: its letters and digits, their pairs, and the numbers in it."""

    key: str
    pairs: frozenset[str]
    numbers: frozenset[str]


class Body:
    """A text without what a reprint adds to it: lines that name its source and staff, notices, notes of its editor."""

    def __init__(self, text: str) -> None:
        lines = (_ASIDE.sub("", line) for line in fold(text).split("\n") if not _is_added(line))
        self.text = "\n".join(lines)

    @cached_property
    def key(self) -> str:
        """Its letters and digits."""
        return _PLAIN.sub("", self.text)

    @cached_property
    def shingles(self) -> frozenset[str]:
        """Every four characters of the key that stand together."""
        return frozenset(self.key[i : i + GRAM] for i in range(len(self.key) - GRAM + 1))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences and table rows."""
        every = (_sentence(part) for part in _END.split(self.text))
        return tuple(sentence for sentence in every if len(sentence.key) >= SHORTEST)


def likeness(one: Body, other: Body) -> Likeness | None:
    """How the two bodies are one text, or None where they are two."""
    shorter, longer = sorted((one, other), key=lambda body: len(body.key))
    if len(shorter.key) < FLOOR or len(shorter.key) < RATIO * len(longer.key):
        return None
    if shorter.text == longer.text:
        return Likeness("verbatim", 1.0)
    shared = len(shorter.shingles & longer.shingles)
    contained = shared / len(shorter.shingles)
    if contained < CONTAINED or _too_brief(shorter, longer, contained):
        return None
    said, figures = _said_again(shorter.sentences, longer.sentences)
    if said < SAID_AGAIN or figures < SAME_FIGURES:
        return None
    alike = shared / (len(shorter.shingles) + len(longer.shingles) - shared)
    return Likeness(_kind(alike, contained), round(contained, 3))


def named_source(text: str) -> str | None:
    """The outlet that a line of the text names as its source (`来源：…`, `本文转载自…`), or None."""
    for line in fold(text).split("\n"):
        found = _LINE.match(line)
        if found and (found["quoted"] or "来源" in line[:8] or "转" in line[:6] or "稿源" in line[:6]):
            name = _NAME_END.split((found["quoted"] or found["named"] or "").strip(_QUOTES))[0].strip(_QUOTES)
            if name:
                return name
    return None


def _is_added(line: str) -> bool:
    return len(line) <= LONG_LINE and _LINE.match(line) is not None


def _too_brief(shorter: Body, longer: Body, contained: float) -> bool:
    if len(shorter.key) >= BRIEF:
        return False
    return contained < BRIEF_CONTAINED or len(shorter.key) < BRIEF_RATIO * len(longer.key)


def _kind(alike: float, contained: float) -> LinkKind:
    if alike >= VERBATIM:
        return "verbatim"
    return "trimmed" if contained >= TRIMMED else "reworded"


def _sentence(part: str) -> Sentence:
    key = _PLAIN.sub("", part)
    pairs = frozenset(key[i : i + 2] for i in range(len(key) - 1))
    return Sentence(key, pairs, frozenset(_NUMBER.findall(part)))


def _said_again(shorter: Sequence[Sentence], longer: Sequence[Sentence]) -> tuple[float, float]:
    """The share of characters that are said again, and of sentences with figures and a mate those that agree."""
    places = _places(longer)
    again = agreeing = figured = 0
    for sentence in shorter:
        mate = _mate(sentence, longer, places)
        if mate is None:
            continue
        agrees = sentence.numbers <= _numbers_near(longer, mate)
        again += len(sentence.key) if agrees else 0
        figured += bool(sentence.numbers)
        agreeing += bool(sentence.numbers) and agrees
    return again / (sum(len(s.key) for s in shorter) or 1), agreeing / figured if figured else 1.0


def _places(sentences: Sequence[Sentence]) -> dict[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for i, sentence in enumerate(sentences):
        for pair in sentence.pairs:
            places[pair].append(i)
    return places


def _mate(sentence: Sentence, longer: Sequence[Sentence], places: dict[str, list[int]]) -> int | None:
    """The place of the sentence that shares most with this one; a reprint may have split or joined its sentences."""
    votes = Counter(place for pair in sentence.pairs for place in places.get(pair, ()))
    if not votes:
        return None
    place, _ = votes.most_common(1)[0]
    near = frozenset().union(*(s.pairs for s in longer[max(0, place - 1) : place + 2]))
    return place if len(sentence.pairs & near) >= MATE * len(sentence.pairs) else None


def _numbers_near(sentences: Sequence[Sentence], place: int) -> frozenset[str]:
    return frozenset().union(*(s.numbers for s in sentences[max(0, place - 1) : place + 2]))
