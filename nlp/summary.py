"""An article in two or three of its own sentences, and in up to ten words."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, compress, islice
from itertools import count as count_from
from operator import add

from data.fields import ClaimFields, EventFields
from data.frozen import frozen
from data.hanzi import simplify
from data.words import STOPWORDS, is_word, only_words, rarity, words
from nlp.document import Document, Sentence
from nlp.mentions import Mentions
from nlp.patterns import any_of

MOST_SENTENCES = 3
MOST_CHARACTERS = 280
MOST_KEYWORDS = 10
MOST_NAMES = 7
MOST_READ = 60  # sentences; what comes later seldom leads an article
MOST_COUNTED = 8000  # characters in which the keywords are looked for
AROUND = 4  # characters beside a word in which it is cut out
SHORTEST, LONGEST = 12, 180
SHORT, NAMELESS, TOLD = 20, 0.3, 0.35  # a short sentence without a name says little, one with an event much
TOO_ALIKE = 0.5  # share of words in common above which a second sentence adds nothing

WHOLE_ENDS = tuple("。！!…”」』") + tuple(mark + bracket for mark in "。！!…" for bracket in "）)")
LATIN_END = re.compile(r"[A-Za-z0-9%)]\.$")
LEANS_ON_ANOTHER = re.compile(
    any_of(
        """
        不过 但 但是 然而 此外 另外 因此 所以 其中 同时 而 并且 于是 接着 随后 他 她 它 这 那 以下 如下 对此 相比之下
        例如 比如 总之 事实上 也就是说 由此可见 无论如何 与此同时 值得一提的是 换句话说 首先 其次 最后 同样 该 其 为此
        据此 对于 因为
        """
    )
)
BOILERPLATE = re.compile(
    any_of(
        r"""
        责任编辑 责编 点击 扫码 公众号 转载 版权 免责声明 图源 图片来源 来源[:：] 原标题 阅读原文 本文来自 本文由
        作者[:：] 编辑[:：] 文[｜|/] 微信号 关注我们 投稿 联系我们 未经授权 不构成投资建议 下载App 登录 注册账号
        仅用于学术 仅供参考 不代表本 今天我们来?[聊看说] 大家好 一起来看 话不多说 感兴趣的 投资有风险 记者从 责编
        https?:// 導讀 导读 更多精彩 声明[:：] 欢迎关注
        """
    )
)
HAN = re.compile("[一-鿿]+")
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.-]+")
ITEM = re.compile(r"^\s*(?:[-*•·]|\d{1,2}[.、)）])\s*(?!\d)")
MARKUP = re.compile("[*`|]|__")
MARKS = "-#>"  # that a line may begin with


@frozen
class _Told:
    sentence: Sentence
    place: int
    order: int  # among all sentences of the article
    pairs: frozenset[str]
    names: int
    claims: int
    leans: bool  # on the sentence before: 不过, 该模型

    @property
    def stands(self) -> bool:
        """Whether it can be read without the one before; one with a figure can, whatever 该模型 it begins with."""
        return not self.leans or self.claims > 0


def summarize(
    document: Document,
    claims: Sequence[ClaimFields] = (),
    mentions: Mentions | None = None,
    events: Sequence[EventFields] = (),
) -> str:
    """Two or three whole sentences of the article in their order; fewer where it has no more, "" where it has none.

    Sentences of prose: no heading, table row, question, boilerplate or sentence without an end; those of lists only
    where there is no other.
    """
    named = [n.start for n in mentions.all] if mentions else []
    claimed = sorted(claim.start for claim in claims)
    told = _candidates(document, "prose", named, claimed) or _candidates(document, "item", named, claimed)
    counts = Counter(chain.from_iterable(one.pairs for one in told))
    shared = {pair: min(count - 1, 6) for pair, count in counts.items() if count > 1}
    title = _pairs(document.title or "")
    happened = {event.start for event in events}

    def worth(one: _Told) -> float:
        said = _worth(one, shared, title) + TOLD * (one.sentence.start in happened)
        return said - (NAMELESS if mentions and not one.names and len(one.sentence.text) <= SHORT else 0.0)

    ranked = sorted(told, key=worth, reverse=True)
    chosen = sorted(_apart(ranked), key=lambda one: one.place)
    return "".join(_joined(chosen))


def keywords(document: Document, mentions: Mentions) -> list[str]:
    """Up to ten words that tell what the article is about: its names, then rare words that it repeats."""
    names = _frequent_names(mentions)[:MOST_NAMES]
    kept = "\n".join({*names, *(named.text for named in mentions.all)}).casefold()
    weights = {word: count * rarity(word) for word, count in _repeated(document.text) if word.casefold() not in kept}
    rare = sorted(weights, key=lambda word: -weights[word])[: 2 * MOST_KEYWORDS]
    own = (word for word in rare if _is_cut_out(word, document.text))
    return [*names, *islice(own, MOST_KEYWORDS - len(names))]


def _is_cut_out(word: str, text: str) -> bool:
    """Whether `word` is one where it first stands: 本生 in 文本生成 is none."""
    start = text.find(word)
    end = start + len(word)
    if not _reaches_over(text, start) and not _reaches_over(text, end):
        return True
    return word in words(text[max(0, start - AROUND) : end + AROUND], guess=False)


def _reaches_over(text: str, edge: int) -> bool:
    """Whether a word of two or three characters stands on both sides of `edge`."""
    around = ((edge - 1, edge + 1), (edge - 2, edge + 1), (edge - 1, edge + 2))
    return any(start >= 0 and is_word(text[start:end]) for start, end in around)


def _repeated(text: str) -> Iterator[tuple[str, int]]:
    """Words of the dictionary that stand in `text` twice or more, without cutting it into words (six times as fast)."""
    pairs = list(map(add, text[:MOST_COUNTED], text[1:MOST_COUNTED]))
    twice = {pair: count for pair, count in Counter(pairs).items() if count > 1 and _is_han(pair)}
    longer = Counter(_longer(text, list(map(twice.__contains__, pairs))))
    inside: dict[str, int] = {}  # how often a word stands within a longer one that is told
    for word in only_words([*sorted(longer, key=len, reverse=True), *twice]):
        count = longer[word] or twice[word]
        if count == 1 or word in STOPWORDS:
            continue
        within = inside.get(word, 0)
        if count > within + 1 or not within:
            yield word, count - within
        for length in range(2, len(word)):
            for at in range(len(word) - length + 1):
                inside[word[at : at + length]] = inside.get(word[at : at + length], 0) + count


def _is_han(pair: str) -> bool:
    return "一" <= pair[0] <= "鿿" and "一" <= pair[1] <= "鿿"


def _longer(text: str, twice: Sequence[bool]) -> Iterator[str]:
    """The stretches of three and of four characters of which each pair stands somewhere else, too."""
    before = two_before = -2
    for at in compress(count_from(), twice):
        if before == at - 1:
            yield text[before : at + 2]
            if two_before == at - 2:
                yield text[two_before : at + 2]
        two_before, before = before, at


def _frequent_names(mentions: Mentions) -> list[str]:
    counts = Counter(named.name for named in mentions.all)
    known = {named.name for named in mentions.all if named.entry}
    return sorted(counts, key=lambda name: (name not in known, -counts[name]))


def _candidates(document: Document, kind: str, named: Sequence[int], claimed: Sequence[int]) -> list[_Told]:
    """The sentences that may be in a summary; `named` and `claimed` are where names and claims stand, in order."""
    fit = [
        (order, sentence)
        for order, whole in enumerate(document.sentences)
        if document.paragraphs[whole.paragraph].kind == kind
        and _is_fit((sentence := _bare(whole) if kind == "item" else whole).text)
    ]
    return [
        _Told(
            sentence,
            place,
            order,
            _pairs(sentence.text),
            _within(sentence, named),
            _within(sentence, claimed),
            bool(LEANS_ON_ANOTHER.match(simplify(sentence.text))),
        )
        for place, (order, sentence) in enumerate(fit[:MOST_READ])
    ]


def _bare(sentence: Sentence) -> Sentence:
    """A sentence without the mark or number of its list item."""
    mark = ITEM.match(sentence.text)
    return replace(sentence, start=sentence.start + mark.end(), text=sentence.text[mark.end() :]) if mark else sentence


def _within(sentence: Sentence, places: Sequence[int]) -> int:
    return bisect_left(places, sentence.end) - bisect_left(places, sentence.start)


def _is_fit(text: str) -> bool:
    if not SHORTEST <= len(text) <= LONGEST or "\n" in text:
        return False
    if not text.endswith(WHOLE_ENDS) and not LATIN_END.search(text, len(text) - 2):
        return False
    return not (
        text[-1] in "?？" or text[0] in MARKS or BOILERPLATE.search(text) or MARKUP.search(text) or _is_open(text)
    )


def _is_open(text: str) -> bool:
    """Whether a quote or bracket was opened and not closed, or the other way round."""
    return any(text.count(one) != text.count(other) for one, other in ("“”", "「」", "《》", "（）", "()"))


def _worth(one: _Told, shared: Mapping[str, int], title: frozenset[str]) -> float:
    """How much a sentence tells: what it shares with others, its place, the title's words, claims and names in it."""
    central = sum(map(shared.__getitem__, one.pairs & shared.keys())) / (len(one.pairs) + 8) / 2
    lead = 1.2 / (1 + 0.3 * one.place)
    headed = len(one.pairs & title) / (len(title) or 1)
    leaning = 0.8 if one.leans else 0.0
    return min(central, 1.0) + lead + headed + 0.4 * min(one.claims, 2) + 0.05 * min(one.names, 4) - leaning


def _apart(ranked: Sequence[_Told]) -> list[_Told]:
    """The best sentences that differ; what leans on the sentence before it comes only with that one."""
    chosen: list[_Told] = []
    for one in sorted(ranked, key=lambda one: not one.stands):
        if not one.stands and chosen and all(other.order != one.order - 1 for other in chosen):
            continue
        length = sum(len(other.sentence.text) for other in chosen) + len(one.sentence.text)
        if len(chosen) == MOST_SENTENCES or (length > MOST_CHARACTERS and len(chosen) > 1):
            break
        if not any(_alike(one.pairs, other.pairs) > TOO_ALIKE for other in chosen):
            chosen.append(one)
    return chosen


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (len(one | other) or 1)


def _joined(chosen: Sequence[_Told]) -> Iterator[str]:
    for number, one in enumerate(chosen):
        yield one.sentence.text
        if one.sentence.text[-1].isascii() and number + 1 < len(chosen):
            yield " "


def _pairs(text: str) -> frozenset[str]:
    """The pairs of characters and the Latin words of a text: nearly as telling as its words, and ten times as fast."""
    return frozenset(chain(LATIN.findall(text), *(map(add, run, run[1:]) for run in HAN.findall(text))))
