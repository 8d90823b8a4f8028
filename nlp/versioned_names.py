"""Models that no lexicon knows, seen by the version behind their name and by what is said of them, wherever it stands.

超越 Zetan 3.1 Pro, Zetan-4-Plus 以 61.5 分, 榆砚9400 单核成绩: what is compared, or scores, as models do is one itself.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from data.frozen import frozen
from data.model_forms import form_end, qualifies
from data.spelling import level
from data.words import is_word, rarity
from nlp.name_forms import A_TEST, COUNTS, EDGE, HAN_HEAD, NO_HEADS, RARE, is_name, last_name
from nlp.patterns import any_of, word_starts

Span = tuple[int, int]

MOST_IN_NAME = 60  # characters
MOST_BEFORE = 14  # characters before a name in which what it is compared by stands

_VARIANT = any_of("Pro Max Ultra Plus Turbo Lite Mini mini Flash")
# The name, or it and a word of its own, before what may be a version.
_HEAD = re.compile(
    rf"{EDGE}[A-Z][A-Za-z]+(?: [A-Z][a-z]+)?"
    rf"(?=[vV]?\d{{1,2}}(?!\d)|[- ][vV]?\d|[- ][A-Z]\d|[- ]{_VARIANT}(?![A-Za-z]))"
)
_VERSION = re.compile(
    rf" ?(?:\d{{1,4}}(?:\.\d)?(?: ?{_VARIANT})?|[A-Z]\d{{1,2}}(?:\.\d)?)(?![\dA-Za-z.%％])"
)  # behind a Chinese name
_BEHIND_HAN = re.compile(r"[\dA-Z](?:(?<=[一-鿿][\dA-Z])|(?<=[一-鿿] [\dA-Z]))")
_NO_MODEL = re.compile(
    r"\s?(?:[”」》]?\s?(?:测试|评测|基准|榜|数据集|大会|会议|峰会|比赛|竞赛|论文|协议|标准|[年月日届])|-?[Ss]hot)"
)
_COMPARED = re.compile(
    any_of(
        """
        超越 超过 超 击败 打败 战胜 优于 高于 低于 强于 弱于 领先于? 落后于? 仅次于 逊色于 不敌 媲美 比肩 持平于? 追平
        对标 赶超 力压 胜过 逼近 碾压 略逊于 不及 远超 反超 前代 上一代 前作
        """
    )
    + rf"(?:{any_of('了 的 前代 上代 闭源 开源 旗舰 同类 自家 推理 大 模型 对手 竞品')}|\s)*[“「]?$"
)
_SCORES = re.compile(
    r"\s?[”」]?(?:[(（][^()（）\d][^()（）]{0,29}[)）])?\s?(?:芯片|处理器|模型|大模型|版本?|也|则|均|都|分别|仅)*\s?(?:以\s?\d"
    r"|[(（]\s?\d[\d.]*\s?[%％分]?\s?[)）]|[:：]\s?\d[\d.]*\s?[%％分]|的\s?\d[\d.]*\s?(?:[%％分]|(?=[，。；、）)和与]|$))"
    "|的?(?:[单多]核心?|平均|综合|总)*"
    + any_of("得分 成绩 总分 准确率 正确率 分数 跑分 胜率 通过率")
    + "|"
    + any_of("取得 拿到 拿下 斩获 上榜 位列 位居 排名 登顶 夺冠 并列 名列 跻身 稳居 居首 杀进 得分")
    + r"|在[^，。；,;\n]{1,24}?(?:上榜|(?:[上中里]|测试|评测|基准|榜)[^，。；,;\n]{0,12}?"
    + any_of("得分 跑分 取得 达到 获得 拿下 拿到 位列 位居 排名 第 超过")
    + "))"
)
_DIGIT = re.compile(r"\d")
_IN_A_TEST = re.compile(r"[在于]\s?[“「《]?$")
_BESIDE = re.compile(r"\s?[”」]?(?:[(（][^()（）]{1,20}[)）])?\s?[、，,和与及/]{1,2}\s?[“「]?")


@frozen
class _Form:
    start: int
    end: int
    is_sure: bool


def find_versioned(text: str, models: Iterable[Span], others: Iterable[Span]) -> Iterator[Span]:
    """Where models stand that no other form tells; `models` and `others` are the places of names that are known.

    A name with a version is one where something is compared with it, or where it scores or ranks; and so is each that
    stands in a list with a model.
    """
    known = {*models}
    taken = {start for start, _ in chain(known, others)}
    fresh = (at for at in word_starts(text) if at not in taken and text[at].isupper())
    forms = [form for at in fresh if (form := _latin(text, at))]
    forms += [form for found in _BEHIND_HAN.finditer(text) if (form := _han(text, found.start()))]
    told = {*known, *((form.start, form.end) for form in forms if form.is_sure)}
    row = sorted({*told, *((form.start, form.end) for form in forms)})
    for one, other in (*pairwise(row), *pairwise(row[::-1])):  # once along each list, once back
        if one in told and _are_listed(text, one, other):
            told.add(other)
    yield from told.difference(known)


def _latin(text: str, at: int) -> _Form | None:
    found = _HEAD.match(text, at)
    if not found or not is_name(found[0].split(" ")[0]) or A_TEST.search(found[0]):
        return None
    end = at + form_end(level(text[at : at + MOST_IN_NAME]), 0, len(found[0]))
    tail = text[found.end() : end]
    if not (_DIGIT.search(tail) or qualifies(tail)) or _NO_MODEL.match(text, end):
        return None
    return _Form(at, end, _acts(text, at, end))


def _han(text: str, at: int) -> _Form | None:
    found = _VERSION.match(text, at - (text[at - 1] == " "))
    if not found or not _SCORES.match(text, found.end()):
        return None
    head = HAN_HEAD.search(text, max(0, found.start() - 8), found.start())
    last = last_name(head[0]) if head else ""
    if (
        len(last) < 2
        or last[-1] == "第"
        or last in NO_HEADS
        or is_word(last)
        or rarity(last) <= RARE
        or COUNTS.search(last)
    ):
        return None
    return _Form(found.start() - len(last), found.end(), True)


def _acts(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - MOST_BEFORE) : start]
    if _COMPARED.search(before):
        return True
    return not _IN_A_TEST.search(before) and _SCORES.match(text, end) is not None


def _are_listed(text: str, one: Span, other: Span) -> bool:
    first, second = sorted((one, other))
    return first[1] <= second[0] and _BESIDE.fullmatch(text, first[1], second[0]) is not None
