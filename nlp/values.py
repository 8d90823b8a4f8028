"""Which numbers of a sentence may be a result: bare ones, per cents, 分, frame rates; not counts, sizes, prices or dates."""

import re
from dataclasses import dataclass

from data.numbers import Number, find_numbers

_PERCENT = re.compile(r"\s?[%％]")
_POINTS = re.compile(r"\s?(?:分(?![钟别布之类数析支成享配层])|pts?(?![A-Za-z])|points?(?![A-Za-z]))", re.IGNORECASE)
_FRAMES = re.compile(r"\s?(?:FPS|帧)(?![A-Za-z])", re.IGNORECASE)
_GAIN_UNIT = re.compile(r"\s?(?:个?百分点|pp(?![A-Za-z])|%点)")
_OTHER_UNIT = re.compile(
    r"\s?(?:[\ufe0f\u20e3○A-Za-zμ°℃$€¥×+/]|[-–~～至到]\s?\d"
    r"|(?:多|余|来|几)?[万亿]?(?:[个個道项種种名位家款次天日年月周岁秒倍人字词元块级层核代号期轮条篇张米页台部本份只支枚度颗场局票星件门套组维题种座架辆篇句段点样]"
    r"|小时|分钟|美元|美金|英镑|欧元|纳米|奈米|英寸|参数|模型|用户|节点|季度|世纪|毫秒|微秒|公里|工程师|研究员|开发者|企业|公司|学科|科目|主题|国家|语言|数据|样本|问题|系列|美分))"
)
_NUMBERED = re.compile(
    r"(?:第|图|表|附录|公式|步骤|阶段|版本|类型|题|卷|Table|Figure|Fig\.?|Step|Top|No\.?|Part|#|[¥$€£+vV])\s?$",
    re.IGNORECASE,
)
_MARKER = re.compile(r"\s?[.、)）](?!\d)")  # 1. 2、 at the start of a list's item
_VERSION = re.compile(r"\d(?:\.\d)?")
_RATIO = re.compile(r"\d\s?[:/：]\s?$")
_RATIO_AFTER = re.compile(r"\s?[:：]\s?\d|/\d+(?![.\d])")
_DATE = re.compile(r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}")
_BOUND = re.compile(r"(?:不到|不足|低于|小于|少于|未达|未到|<|突破了?|超过了?|超|逾|近|将近|接近|约|大约|逼近)\s?$")
_AFTER_LATIN = re.compile(r"(?<![A-Za-z])(?!(?:elo|score|acc|accuracy|f1|avg|average)\s?$)[A-Za-z]+\s?$", re.IGNORECASE)
_AFTER_SCALE = re.compile(r"\s?(?:分|[,;。、)(!:的以左上]|$)")


@dataclass(frozen=True, slots=True)
class Value:
    """A number that may be a result; `end` is behind its unit. `bound` says that it is only near or beyond (不到1%)."""

    start: int
    end: int
    value: float
    unit: str | None
    has_unit: bool  # so that it needs no further sign of being a score
    bound: bool = False


def find_values(text: str) -> list[Value]:
    """Candidates in `text`, in which names and settings are masked by ○."""
    dates = [m.span() for m in _DATE.finditer(text)]
    numbers = (n for n in find_numbers(text) if not any(a <= n.start < b for a, b in dates))
    return [value for number in numbers if (value := _value(text, number))]


def _value(text: str, number: Number) -> Value | None:
    before, at = text[max(0, number.start - 8) : number.start], number.end
    if number.ordinal or number.value < 0 or _NUMBERED.search(before) or _RATIO.search(before):
        return None
    if not text[: number.start].strip("-*•·( ") and _MARKER.match(text, at):
        return None
    if before.endswith("○") and number.value < 10 and _VERSION.fullmatch(number.text):
        return None
    if found := _FRAMES.match(text, at):
        return _rate(number, found.end(), before)
    if number.glued:
        return None
    if _GAIN_UNIT.match(text, at) or _RATIO_AFTER.match(text, at):
        return None
    bound = bool(_BOUND.search(before))
    if found := _PERCENT.match(text, at):
        return (
            None
            if _is_range(text, number, found.end())
            else Value(number.start, found.end(), number.value, "%", True, bound)
        )
    if found := _POINTS.match(text, at):
        return Value(number.start, found.end(), number.value, None, True, bound)
    if number.scale > 1 and not _AFTER_SCALE.match(text, at):
        return None
    if "." not in number.text and _AFTER_LATIN.search(before):
        return None
    if _OTHER_UNIT.match(text, at) or _is_year(text, number) or _is_range(text, number, at):
        return None
    return Value(number.start, at, number.value, None, False, bound)


def _rate(number: Number, end: int, before: str) -> Value | None:
    """Frames a second; 200万帧 are so many pictures."""
    if number.scale > 1 or before[-1:].isascii() and before[-1:].isalnum():
        return None
    return Value(number.start, end, number.value, None, True, bool(_BOUND.search(before)))


def _is_range(text: str, number: Number, end: int) -> bool:
    if re.match(r"\s?[-–—~～]\s?\d", text[end : end + 4]):
        return True
    return bool(re.search(r"\d\s?[%％]?\s?[-–—~～]\s?$", text[max(0, number.start - 5) : number.start]))


def _is_year(text: str, number: Number) -> bool:
    return number.text.isdigit() and len(number.text) == 4 and 1990 <= number.value <= 2039 and number.scale == 1
