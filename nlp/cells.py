"""What a table's cell is worth: one figure, two figures, or nothing."""

import re

from data.frozen import frozen
from nlp.conditions import find_conditions, join_settings
from nlp.heads import TAKEN
from nlp.labels import bare

MOST_FIGURES = 8  # of one cell

_VALUE = re.compile(
    r"(?:约|~|≈|>|<|≥|≤|\s)*(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<scale>[万萬亿億])?\s*(?P<unit>[%％]|分|Elo|ELO|pts|points?)?"
    r"\s*(?:(?:平均|综合|总体)?(?:胜率|准确率|正确率|通过率|得分))?"
    r"\s*(?:±\s*[\d.]+\s*[%％]?|\+/-\s*[\d.]+|\+[\d.]+/-[\d.]+|[*†‡+✅✓✗✘❌⚠※️🥇🥈🥉🏆⭐🔥]+|\s[ACDEFIPRSUV](?![A-Za-z])|\s|[↑↓](?:\s*[\d.]+[%％]?)?|[(（\[].*[)）\]])*"
)
_FIGURE = r"\d{1,7}(?:\.\d+)?\s*[%％分]?"
_PIECE = re.compile(
    rf"(?P<figure>{_FIGURE})\s*(?:[(（](?P<behind>[^()（）\d]{{1,12}})[)）])?|(?P<before>[^\d\s()（）:：]{{1,12}})[:：\s]*(?P<told>{_FIGURE})"
)
_PARTED = re.compile(r"\s*[/／、;；,，]\s*(?![\d]{3}(?!\d))|(?<=[)）])\s+")
_SHARE = re.compile(r"\d+\s?/\s?\d+\s*[(（]\s?(?P<share>\d{1,3}(?:\.\d+)?)\s?[%％]\s?[)）]")  # 17/50 (34.0%)
_BRACKETS = re.compile(r"[(（]([^()（）]{1,40})[)）]")
_SCALES = {"万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8}
_EMPTY = re.compile(r"[-–—−/\\.…\s?？*]*|n/?a|none|null|无|暂无|未公布|未测|tbd", re.IGNORECASE)

Figures = list[tuple[str, str | None]]  # each with what the cell itself calls it


@frozen
class Number:
    """What a cell is worth, with the setting that brackets behind the number say."""

    value: float
    unit: str | None
    setting: str | None


def number(text: str) -> Number | None:
    """What a cell is worth, None where it is no single number."""
    said = bare(text) if text else ""
    found = _VALUE.fullmatch(said) if said else None
    if found is None:
        share = _SHARE.fullmatch(said) if "/" in said else None
        return Number(float(share["share"]), "%", None) if share else None
    value = float(found["number"].replace(",", "")) * _SCALES.get(found["scale"] or "", 1)
    setting = _said_behind(said[found.end("number") :]) if "(" in said or "（" in said else None
    return Number(value, "%" if found["unit"] in ("%", "％") else None, setting)


def _said_behind(text: str) -> str | None:
    """How a figure was reached, as brackets behind it say: 63.5 (5-shot), 63.5 (OpenHands)."""
    inside = _BRACKETS.search(text)
    said = inside[1].strip() if inside else ""
    return join_settings(find_conditions(text)) or (said if TAKEN.fullmatch(said) else None)


def parted(text: str) -> Figures:
    """The figures of a cell with several, each with what the cell itself calls it; empty where it has no such."""
    pieces = [_PIECE.fullmatch(piece) for piece in _PARTED.split(bare(text))] if _PARTED.search(text) else []
    if not 1 < len(pieces) <= MOST_FIGURES or not all(pieces):
        return []
    return [(m["figure"] or m["told"], m["behind"] or m["before"]) for m in pieces if m]


def is_empty(text: str) -> bool:
    """Whether a cell says that there is no figure: a dash, n/a, 未公布."""
    return bool(_EMPTY.fullmatch(text))
