"""Numbers in Chinese text: what `60.2%`, `220.7万`, `八十五点三` and `第9` are worth, and exactly where they stand."""

import re
from decimal import Decimal

from data.frozen import frozen

_D = "0-9０-９"
_HAN = "零〇一二两三四五六七八九十廿卅百千万亿"
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "萬": 10_000, "亿": 10**8, "億": 10**8}
# 百度, 百川, 千问, 万科 and their like follow years in headlines: 2024百度世界大会.
_SCALE = r"(?:万亿|[十百千]?[万萬亿億])(?![科兴物国])|千(?![问寻帆里米克瓦卡])"
_UNIT = r"[%％‰]|个?百分点|分(?![别钟布之类数享析为支])|分钟|倍|[名位款项个家次道题年月日号元人岁秒天]|小时|美元"
_WORTH_ALONE = frozenset({"%", "倍", "分", "百分点", "个百分点"})

_NUMBER = re.compile(
    rf"""(?=[{_D}{_HAN}第负#nNtT−－-])(?:
    (?P<whole>[{_HAN}]+|[{_D}]+)分之(?P<part>[{_D}]+(?:[.．][{_D}]+)?|[{_HAN}]+(?:[点點][零〇一二三四五六七八九]+)?)
    |(?:(?P<mark>第[ ]?|(?<![A-Za-z])(?:[Nn][Oo][.．]?[ ]?|[Tt][Oo][Pp][ ]?(?=[1１](?![{_D}.．])))|(?<!\#)\#)
       |(?P<sign>[−负]|(?:(?<=[\s(（\[【:：=,，。；;、|~～为是到至约])|^)[-－]))?
     (?:
      (?P<arabic>(?:[{_D}]{{1,3}}(?:,[{_D}]{{3}})+|[０-９]{{1,3}}(?:，[０-９]{{3}})+)(?![{_D}])(?:[.．][{_D}]+)*
        |[{_D}]+(?:[.．][{_D}]+)*)
      (?:(?:\*\*|__)?[ ]?(?P<scale>{_SCALE}))?
      |(?P<han>[一二两三四五六七八九十廿卅零〇][{_HAN}]*(?:[点點][零〇一二三四五六七八九]+(?![十百千])[万亿]*)?)
     )
     (?:(?=[ ]?(?P<unit>{_UNIT})))?
    )""",
    re.VERBOSE | re.MULTILINE,
)
_SECTION = re.compile(
    r"零?(?:([一二两三四五六七八九])千)?(零)?(?:([一二两三四五六七八九])百)?(零)?"
    r"(?:([一二三四五六七八九])?(十))?(零)?([一二两三四五六七八九])?"
)
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")  # what needs no exact arithmetic
_HALFWIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


@frozen
class Number:
    """A number at `text[start:end]`: sign, 第 and 万 belong to it, its unit follows it.

    `value` is the whole worth (220.7万 is 2207000), `scale` what 万 put to it. `ordinal` marks a place (第9, No.1).
    `glued` says that it touches a Latin letter or hangs on one by a hyphen, a dot or an @: part of a name, a version or
    a setting (Qwen2.5-7B, 5-shot, pass@1), as far as letters can tell.
    """

    start: int
    end: int
    text: str
    value: float
    unit: str | None = None
    scale: int = 1
    ordinal: bool = False
    glued: bool = False


def find_numbers(text: str) -> list[Number]:
    """All numbers of `text`, in order; dates come as their parts (2024 年, 5 月), versions with two dots not at all."""
    numbers: list[Number] = []
    for match in _NUMBER.finditer(text):
        if _is_a_word(text, match) or (worth := _worth(match)) is None:
            continue
        start, end = match.span()
        glued = _is_glued(text, start, end, numbers[-1] if numbers else None)
        scale = _scale(match["scale"])
        numbers.append(Number(start, end, match[0], worth, _unit(match), scale, bool(match["mark"]), glued))
    return numbers


def parse_number(text: str) -> float | None:
    """What `text` is worth where it is one number and nothing else (a unit apart), else None."""
    found = find_numbers(text)
    if len(found) != 1 or found[0].start != 0 or found[0].glued:
        return None
    return found[0].value if text[found[0].end :].strip() in ("", found[0].unit or "") else None


def _worth(match: re.Match[str]) -> float | None:
    digits, sign, scale = match.group("arabic", "sign", "scale")
    if digits is not None and scale is None and _PLAIN.fullmatch(digits):
        return -float(digits) if sign else float(digits)
    if match["whole"]:
        value = _fraction(match["whole"], match["part"])
    else:
        value = _han(match["han"]) if digits is None else _arabic(digits)
    if value is None:
        return None
    value *= _scale(scale)
    return float(-value if sign else value)


def _fraction(whole: str, part: str) -> Decimal | None:
    value = _either(part)
    if value is None or whole in ("百", "千"):
        return value
    below = _either(whole)
    return value / below if below else None


def _either(digits: str) -> Decimal | None:
    return _han(digits) if digits[0] in _HAN else _arabic(digits)


def _arabic(digits: str) -> Decimal | None:
    plain = digits.translate(_HALFWIDTH).replace(",", "")
    return None if plain.count(".") > 1 else Decimal(plain)


def _scale(marks: str | None) -> int:
    scale = 1
    for mark in marks or "":
        scale *= _SCALES[mark]
    return scale


def _han(numeral: str) -> Decimal | None:
    """What Chinese numerals are worth, None where they are no number (三四, 零一万); 廿三 is 二十三."""
    numeral = numeral.replace("廿", "二十").replace("卅", "三十").replace("點", "点")
    front, point, back = numeral.partition("点")
    marks = back.lstrip("零〇一二三四五六七八九")
    whole = _positional(front)
    if whole is None and (len(front) == 1 or front[0] not in "零〇"):
        whole = _cardinal(front)
    if whole is None:
        return None
    decimals = "".join(str(_DIGITS[c]) for c in back.removesuffix(marks))
    return Decimal(f"{whole}.{decimals}") * _scale(marks) if point else Decimal(whole)


def _positional(numeral: str) -> int | None:
    """二〇二四; 三四 is "three or four"."""
    if len(numeral) < 2 or any(c not in _DIGITS for c in numeral):
        return None
    if len(numeral) < 4 and "〇" not in numeral[1:] and "零" not in numeral[1:]:
        return None
    return int("".join(str(_DIGITS[c]) for c in numeral))


def _cardinal(numeral: str) -> int | None:
    if numeral in ("零", "〇"):
        return 0
    for mark, size in (("亿", 10**8), ("万", 10_000)):
        high, found, low = numeral.rpartition(mark)
        if found:
            return _joined(_cardinal(high), size, low)
    return _section(numeral)


def _joined(high: int | None, size: int, low: str) -> int | None:
    if not high:
        return None
    if len(low) == 1 and _DIGITS.get(low):
        return high * size + _DIGITS[low] * size // 10  # 两万三 is 23000
    below = _cardinal(low) if low else 0
    return None if below is None else high * size + below


def _section(numeral: str) -> int | None:
    match = _SECTION.fullmatch(numeral)
    if not match or not numeral.strip("零〇"):
        return None
    thousands, _, hundreds, _, tens, ten, nought, ones = match.groups()
    value = 1000 * _DIGITS[thousands or "零"] + 100 * _DIGITS[hundreds or "零"]
    value += 10 * _DIGITS[tens or ("一" if ten else "零")]
    if ones and not ten and not nought and numeral[-2:-1] in ("百", "千"):
        return value + _DIGITS[ones] * _SCALES[numeral[-2]] // 10  # 一百五 is 150
    return value + _DIGITS[ones or "零"]


def _unit(match: re.Match[str]) -> str | None:
    if match["whole"]:
        return {"百": "%", "千": "‰"}.get(match["whole"])
    return match["unit"].replace("％", "%") if match["unit"] else None


def _is_a_word(text: str, match: re.Match[str]) -> bool:
    """Chinese numerals stand in many words: 一个, 统一, 十分, 数十亿, 八点三十分."""
    numeral = match["han"]
    if not numeral or match["mark"]:
        return False
    if match.start() and text[match.start() - 1] in "数几点":
        return True
    return len(numeral) == 1 and (match["unit"] not in _WORTH_ALONE or numeral + match["unit"] == "十分")


def _is_glued(text: str, start: int, end: int, before: Number | None) -> bool:
    left, right = text[max(0, start - 2) : start], text[end : end + 2]
    if _is_latin(left[-1:]) or _is_latin(right[:1]):
        return True
    if right[:1] in ("-", "_", ".", "‑") and _is_latin(right[1:2]):
        return True
    if left[-1:] not in ("-", "_", ".", "@", "‑"):
        return False
    return _is_latin(left[:1]) or bool(before and before.glued and before.end == start - 1)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()
