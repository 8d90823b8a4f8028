"""Which numbers of a sentence may be a result: bare ones, per cents, 分, frame rates; no counts, sizes or dates."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from data.frozen import frozen
from data.numbers import Number, find_numbers
from nlp.masks import NAME, TESTED
from nlp.patterns import any_of

_PERCENT = re.compile(r"[\s*]{0,4}[%％]")  # **61.2** %
_POINTS = re.compile(
    r"[\s*]{0,4}(?:Elo(?![A-Za-z])|分(?![钟别布之类数析支成享配层])|pts?(?![A-Za-z])|points?(?![A-Za-z]))",
    re.IGNORECASE,
)
_FRAMES = re.compile(r"\s?(?:FPS|帧)(?![A-Za-z])", re.IGNORECASE)
_GAIN_UNIT = re.compile(r"\s?(?:个?百分点|pp(?![A-Za-z])|%点)")
_COUNTED = (
    "[个個道项種种名位家款次天日年月周岁秒倍人字词元块级层核代号期轮条篇张米页台部本份只支枚度颗场局票星件门套组维题"
    "座架辆句段点样比]"
)
_THINGS = any_of(
    """
    小时 分钟 美元 美金 英镑 欧元 纳米 奈米 英寸 参数 模型 用户 节点 季度 世纪 毫秒 微秒 公里 工程师 研究员 开发者
    企业 公司 学科 科目 主题 国家
    语言 数据 样本 问题 系列 美分
    """
)
_OTHER_UNIT = re.compile(
    rf"\s?(?:[\ufe0f\u20e3{NAME}{TESTED}A-Za-zμ°℃$€¥×+/]|(?:多|余|来|几)?[万亿]?(?:{_COUNTED}|{_THINGS})|大(?![幅大概约致]))"
)
_NUMBERED = re.compile(
    any_of(
        r"""
        第 图 表 附录 公式 步骤 阶段 版本 类型 候选 备选 方案 选项 编号 序号 题 卷 (?<![之此以目当先])前 倒数 Table
        Figure Fig\.? Step Top No\.? Part
        [#¥$€£+±vV]
        """
    )
    + r"\s?$",
    re.IGNORECASE,
)
_CITED = re.compile(r"[\[［]\s?(?:\d{1,3}\s?[,，、]\s?)*$")  # [18], [3, 18]
_CITED_BEHIND = re.compile(r"\s?(?:[,，、]\s?\d{1,3}\s?)*[\]］]")
_MARKER = re.compile(r"\s?[.、)）](?!\d)")  # 1. 2、 at the start of a list's item
_MARKER_WITHIN = re.compile(r"\.\s+\*\*")  # … 2. **数学**: an item of a list that lost its line breaks
_VERSION = re.compile(r"\d(?:\.\d)?")
_AFTER_NAME = re.compile(rf"[{NAME}{TESTED}]$|[A-Za-z] $")
_RATIO_BEFORE = re.compile(r"\d\s?[:/：]\s?$")
_RATIO_BEHIND = re.compile(r"\s?[:：]\s?\d|/\d+(?![.\d])")
_DATE = re.compile(r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}")
_RANGE = re.compile(
    r"\d(?<!\d\d)(?<!\d\.\d)[\d.]*+\s?[%％分]?\s?(?:[-–—~～]\s?\d[\d.]*|[到至]\s?\d[\d.]*(?=\s?[%％分]?\s?(?:之间|不等|区间|的范围)))"
)
_BOUND = re.compile(
    any_of("不到 不足 低于 小于 少于 未达 未到 < 突破了? 超过了? 超 逾 近 将近 接近 约 大约 逼近") + r"\s?$"
)
_AFTER_LATIN = re.compile(r"(?<![A-Za-z])(?!(?:elo|score|acc|accuracy|f1|avg|average)\s?$)[A-Za-z]+\s?$", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(?<![分为是到得获率绩了过约近超至])[\u4e00-\u9fff)）”」。] $")  # 最佳候选 1
_RATED = re.compile(r"\s?的?\s?(?:Elo|Rating|等级分|评分|积分|高分)", re.IGNORECASE)  # 2029的Elo评分 is no year
_AFTER_SCALE = re.compile(r"\s?(?:分|[,;。、)(!:的以左上]|$)")


@frozen
class Value:
    """A number that may be a result; `end` is behind its unit. `bound` says that it is only near or beyond (不到1%)."""

    start: int
    end: int
    value: float
    unit: str | None
    has_unit: bool  # so that it needs no further sign of being a score
    bound: bool = False


def find_values(text: str) -> list[Value]:
    """Candidates in `text`, in which names and settings are masked."""
    numbers = find_numbers(text)
    barred = sorted(m.span() for pattern in (_DATE, _RANGE) for m in pattern.finditer(text)) if numbers else []
    return [value for n in _outside(numbers, barred) for value in _value(text, n)]


def _outside(numbers: Iterable[Number], spans: Sequence[tuple[int, int]]) -> Iterator[Number]:
    starts = [start for start, _ in spans]
    ends = [-1, *accumulate((end for _, end in spans), max)]
    return (n for n in numbers if ends[bisect_right(starts, n.start)] <= n.start)


def _value(text: str, number: Number) -> Iterator[Value]:
    start, end = number.start, number.end
    before = text[max(0, start - 8) : start]
    if _is_numbered(text, number, before) or ("分之" in number.text and not number.text.startswith("百")):
        return
    bound = bool(_BOUND.search(before))
    if found := _FRAMES.match(text, end):
        if number.scale == 1 and not (before[-1:].isascii() and before[-1:].isalnum()):
            yield Value(start, found.end(), number.value, None, True, bound)
        return
    if number.glued or _GAIN_UNIT.match(text, end) or _RATIO_BEHIND.match(text, end):
        return
    if found := _PERCENT.match(text, end):
        yield Value(start, found.end(), number.value, "%", True, bound)
    elif found := _POINTS.match(text, end):
        yield Value(start, found.end(), number.value, None, True, bound)
    elif not _is_counted(text, number, before):
        yield Value(start, end, number.value, None, "分之" in number.text, bound)


def _is_numbered(text: str, number: Number, before: str) -> bool:
    """Whether it numbers something (第3, 表2, V4, 1., [18]), is a version glued to a name, or half of a ratio."""
    if number.ordinal or number.value < 0 or _NUMBERED.search(before) or _RATIO_BEFORE.search(before):
        return True
    if _CITED.search(before) and _CITED_BEHIND.match(text, number.end):
        return True
    if number.value < 10 and _VERSION.fullmatch(number.text) and _AFTER_NAME.search(before):
        return True
    if before.endswith(" ") and _MARKER_WITHIN.match(text, number.end):
        return True
    return not text[: number.start].strip("-*•·( ") and bool(_MARKER.match(text, number.end))


def _is_counted(text: str, number: Number, before: str) -> bool:
    """Whether a bare number counts something, is a year, or goes with a word of Latin letters."""
    if number.end == len(text.rstrip()) and len(number.text) < 3 and _FOOTNOTE.search(before):
        return True
    if number.scale > 1 and not _AFTER_SCALE.match(text, number.end):
        return True
    if "." not in number.text and _AFTER_LATIN.search(before):
        return True
    return bool(_OTHER_UNIT.match(text, number.end)) or (_is_year(number) and not _RATED.match(text, number.end))


def _is_year(number: Number) -> bool:
    return number.text.isdigit() and len(number.text) == 4 and 1990 <= number.value <= 2039 and number.scale == 1
