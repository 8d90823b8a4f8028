"""When two claims answer the same question: how subsets, settings and values are compared."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from data.folding import fold, name_key

COUNTS = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "eight": "8", "ten": "10",
    "零": "0", "单": "1", "两": "2", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6", "八": "8", "十": "10",
    "少": "few",
}  # fmt: skip
OVERALL = frozenset({"", "平均", "平均分", "总分", "综合", "总榜", "整体", "average", "avg", "overall"})
SAME_SUBSET = {
    "人文学科": "人文科学",
    "人文": "人文科学",
    "humanities": "人文科学",
    "社会学科": "社会科学",
    "社科": "社会科学",
    "socialsciences": "社会科学",
    "socialscience": "社会科学",
    "其它": "其他",
    "other": "其他",
    "others": "其他",
    "中国特定": "中国特定主题",
    "chinaspecific": "中国特定主题",
    "单核心": "单核",
    "多核心": "多核",
}

CACHED = 1 << 16  # a ledger has few spellings and many claims

_SETTING = re.compile(
    rf"(?<![a-z0-9.])(?P<count>\d{{1,3}}|few|{'|'.join(COUNTS)})[\s\-‐-―_]*(?:shots?(?![a-z])|样本|样例)"
    r"|(?<![a-z])(?P<word>pass|maj|best|cons|avg|mean|acc|recall)\s?[@^]\s?(?P<k>\d{1,4})(?!\d)"
    r"|(?<![a-z])cot(?![a-z])|思维链",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[\s、,，;；+/]+")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as somebody wrote it: to the nearest `step` (0.1 for 60.2, 10000 for 221万)."""

    value: Decimal
    step: Decimal


@lru_cache(maxsize=CACHED)
def figure(value: float, scale: int = 1) -> Figure:
    """The figure that `value` was written as; trailing zeros are not known any more."""
    written = Decimal(repr(value)) / scale
    exponent = min(0, int(written.normalize().as_tuple().exponent))
    return Figure(Decimal(repr(value)), Decimal(1).scaleb(exponent) * scale)


def agree(one: Figure, other: Figure) -> bool:
    """Whether one may be the other, rounded: 60.2 agrees with 60 and with 60.24, not with 60.3."""
    return _rounded(one, other.step) == other.value or _rounded(other, one.step) == one.value


@lru_cache(maxsize=CACHED)
def subset_key(subset: str | None) -> str:
    """A part of a benchmark for comparing, empty for the whole of it."""
    key = name_key(subset or "")
    return "" if key in OVERALL else SAME_SUBSET.get(key, key)


@lru_cache(maxsize=CACHED)
def scope_key(scope: str | None) -> str:
    """What a rank is among, for comparing; empty for the whole board."""
    return name_key(scope or "")


@lru_cache(maxsize=CACHED)
def setting_parts(setting: str | None) -> frozenset[str]:
    """The conditions of a setting, each written one way: five-shot and 五样本 are `5-shot`; none where unstated."""
    folded = fold(setting or "")
    known = {part for _, _, part in find_settings(folded)}
    rest = _SETTING.sub(" ", folded)
    return frozenset(known | {part for part in _PARTS.split(rest) if part})


def find_settings(text: str) -> Iterator[tuple[int, int, str]]:
    """Where conditions with a usual spelling stand in a text, and that spelling."""
    for match in _SETTING.finditer(text):
        yield match.start(), match.end(), _spelled(match)


def _spelled(match: re.Match[str]) -> str:
    if match["count"]:
        count = match["count"].lower()
        return f"{COUNTS.get(count, count)}-shot"
    return f"{match['word'].lower()}@{match['k']}" if match["word"] else "cot"


def _rounded(figure: Figure, step: Decimal) -> Decimal:
    return (figure.value / step).to_integral_value(ROUND_HALF_UP) * step
