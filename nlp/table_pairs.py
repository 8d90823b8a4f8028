"""What tells the two figures of one cell apart: 40.6 / 42.7 under `Test (0/5-shot)`."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from nlp.conditions import find_conditions, join_settings
from nlp.labels import Label, is_part

_SLASH = re.compile(r"\s*[/／|]\s*")
_SIDES = re.compile(
    r"(?:[(（“\"'：:]\s*|^)([^()（）“”\"'：:/／]{1,20}?\s*[/／]\s*[^()（）“”\"'：:/／]{1,20}?)(?:[)）”\"'，,。]|$)"
)
_WITH = re.compile(r"[有无带]|w/o?\s|\+")  # 无CI, 有CI: ways of testing
_SHOTLESS = re.compile(r"\d{1,2}|zero|few|one|five", re.IGNORECASE)


def sides(texts: Iterable[str]) -> tuple[Label, Label] | None:
    """What the first of `texts` that names two ways of testing or two parts says of each figure."""
    for text in texts:
        for found in _SIDES.finditer(text):
            first, second = (_side(side) for side in _SLASH.split(_with_shots(found[1].strip()))[:2])
            if first and second and first.kind == second.kind and first != second:
                return first, second
    return None


def own_sides(said: Sequence[str | None]) -> tuple[Label, ...] | None:
    """What the cell itself says of each of its figures."""
    told = [_side(name) or Label("part", name) for name in said if name]
    return tuple(told) if len(told) == len(said) else None


def with_side(field: Label, side: Label) -> Label:
    """A benchmark with what one of two figures adds to it."""
    if side.kind == "setting":
        return replace(field, setting=side.setting)
    if _WITH.match(side.name):
        return replace(field, setting=side.name)
    return replace(field, subset=side.name)


def _with_shots(text: str) -> str:
    """`0/5-shot` says shot once for both."""
    first, _, second = text.partition("/")
    last = re.search(r"-?\s?shots?$", second, re.IGNORECASE)
    return f"{first.strip()}{last[0]}/{second}" if last and _SHOTLESS.fullmatch(first.strip()) else text


def _side(text: str) -> Label | None:
    if setting := join_settings(find_conditions(text)):
        return Label("setting", setting=setting)
    return Label("part", text.strip()) if is_part(text) else None
