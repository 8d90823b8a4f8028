"""How the names of models go on after their family: versions, sizes, variants (Qwen3 → Qwen3-235B-A22B)."""

import re

from data.spelling import is_latin

# Words that may follow after a blank. After a hyphen any capitalised word may.
VARIANTS = """
    Pro Max Ultra Plus Turbo Lite Mini Nano Flash Air Thinking Preview Sonnet Opus Haiku Instruct Instant Chat Base
    Large Small Medium Tiny Coder Math VL Vision Omni MoE Distill Next Speciale Exp Terminus Scout Maverick Behemoth
    Heavy Fast Beta Alpha Reasoning Reasoner Think Experimental Audio Realtime Video Image Codex Imagine Lightning
    Highspeed Embedding Reranker Guard Standard FP8 BF16 FP4 NVFP4 INT4 INT8 GGUF GPTQ AWQ SFT DPO RLHF
"""
SMALL_VARIANTS = (
    "pro max ultra plus turbo lite mini nano flash thinking preview sonnet opus haiku instruct chat base coder"
)
DASHED_VARIANTS = "it hf pt latest search high low xhigh minimal none deep research"  # in small letters after a hyphen
EFFORTS = "High Low xHigh XHigh Medium"  # how hard it thinks: GPT-5 High
BRACKETED_VARIANTS = "High Low xHigh Minimal No None Non Adaptive New Latest Extended Agent Effort"
NO_VARIANTS = frozenset(
    {"based", "level", "like", "style", "powered", "class", "driven", "native", "only", "shot", "way"}
)
NO_NAMES = """
    App Apps Agent Agents Arena Code Studio Team Teams Plan Bench Benchmark Leaderboard Search Token Tokens Elo Score
    Cloud Desktop Edge Enterprise Business Education Index Series Model Models Family Runtime System Card Report
"""
QUALIFIERS = "Pro Max Ultra Plus Turbo Lite Mini Large Flash MoE Chat VL Video Audio Vision Coder Instruct"
UNITS = "年月日号天周岁时秒点亿万千百款个倍名家次种项折元美人篇轮届条台部层步%余度期股"  # a number before is a count
DATE_UNITS = "年月日号亿万%"  # a number before is a count even where it is joined to the name: Kimi6月


def _any(*words: str) -> str:
    return "|".join(sorted(" ".join(words).split(), key=len, reverse=True))


_VARIANT = "Deep Think|" + _any(VARIANTS)
_DASH = "[-_‐‑‒–]"
_EDGE = r"(?![A-Za-z\d])"
_NUMBER = r"\d++(?:\.\d++)*+"
# 分 and 位 are units too, but for 文心一言4.0分差 and 4.0位居.
_NO_UNIT = rf"(?!\s?(?:[{UNITS}]|分(?![差别])|位(?![居列于次])|小时|星期))"
_NO_DATE = rf"(?!\s?[{DATE_UNITS}])"
_SIZE = rf"(?:\d{{1,2}}x)?{_NUMBER}[BbMKkT]{_EDGE}"
_CODE = rf"(?:A\d{{1,3}}(?:\.\d+)?B|[EKMRSTVXZkmrtvx]\d{{1,2}}(?:\.\d{{1,2}})*+[A-Za-z]{{0,2}}){_EDGE}"
_LETTERS = rf"(?:[A-Za-z]{{1,2}}{_EDGE})?"
_LINK = "认知大模型|大语言模型|大模型"

_AFTER_HAN = re.compile(rf"{_LINK}|:?{_SIZE}|{_NUMBER}{_NO_UNIT}{_LETTERS}|{_CODE}|(?:{_VARIANT})(?![a-z])")
_AFTER_LETTER = re.compile(rf"{_SIZE}|{_NUMBER}{_NO_DATE}{_LETTERS}|V\d(?:\.\d{{1,2}})?{_EDGE}")
_AFTER_DIGIT = re.compile(rf":{_SIZE}|(?:{_VARIANT})(?![a-z])")
# Gemini 4 Zorble: a word behind a version is of the name where the article goes on in Chinese, or with a mode.
_CAPITAL = re.compile(
    rf"(?<=\d) (?!(?:{_any(NO_NAMES)}){_EDGE})[A-Z][a-z]{{2,}}(?=\s?[\u4e00-\u9fff，。、）)；：]|[,;:]|\s?[(（])"
)
_DASHED = re.compile(
    rf"{_DASH}(?:{_SIZE}|{_NUMBER}(?!{_DASH}?shot)[A-Za-z]{{0,2}}{_EDGE}"
    rf"|(?P<small>[a-z]{{3,12}})(?={_DASH}(?:\d|{_any(DASHED_VARIANTS, SMALL_VARIANTS)}){_EDGE})"  # claude-zorble-5
    rf"|(?P<word>[A-Za-z][A-Za-z\d]*(?:\.\d+)*[A-Za-z]{{0,2}}\+*){_EDGE})"
)
_SPACED = re.compile(
    rf" (?:0[1-9][0-3]\d{_EDGE}{_NO_UNIT}|(?:\d{{1,2}}x)?{_NUMBER}[BbKk]{_EDGE}|{_CODE}"
    rf"|(?:{_VARIANT}|{_any(SMALL_VARIANTS, EFFORTS)}){_EDGE})"
)
# A lone version after a blank is one digit with few decimals: `Claude 3.5`, and no `文心一言 61` or `GPT 86.4 79.6`.
_SPACED_VERSION = re.compile(rf" \d(?:\.\d{{1,2}})?+(?![\d.]*\d)(?:[A-Za-z]{_EDGE})?{_NO_UNIT}{_EDGE}(?! \d)")
_LINE = re.compile(r"[-_ ][A-Z]\d[A-Z]{1,2}$")  # Skywork-R1V 3.0: its number is no version yet
_DAY = r"(?:0[1-9]|1[0-2])[0-3]\d|\d{6,8}"  # (0314), and no rating (1481)
_BRACKET = re.compile(
    rf"\((?:(?:{_any(VARIANTS, BRACKETED_VARIANTS)}|{_SIZE}|{_CODE}|{_DAY})(?:[ \-_,/]|(?=\))))+\)", re.IGNORECASE
)
_LISTED = re.compile(rf"(?:{_any(VARIANTS, DASHED_VARIANTS)})\+*", re.IGNORECASE)
_DATED = re.compile(rf"(?<![-_.\dA-Za-z])\d+\s?[{DATE_UNITS}]")
_QUALIFIED = re.compile(
    rf"^\d|\S.*\d|{_DASH}\d|\d\.\d|\d[BbKkTM]|[A-Za-z]\d|{_LINK}"
    rf"|(?: |{_DASH})(?:{_any(QUALIFIERS)}){_EDGE}|{_DASH}(?:{_VARIANT}){_EDGE}"
)


def form_end(leveled: str, start: int, end: int) -> int:
    """Where the name of the model ends whose family or alias is `leveled[start:end]`; `end` where nothing follows.

    `leveled` is a text in half-width and Simplified characters (`data.spelling.level`); offsets are code points.
    """
    whole = end
    while piece := _piece(leveled, start, end):
        end = piece
        if _stands_free(leveled, end):
            whole = end
    bracket = _BRACKET.match(leveled, whole)
    return bracket.end() if bracket else whole


def is_dated(leveled: str, end: int) -> bool:
    """Whether the number at the end of a spelling is none of the name's: the 2 of `Sora 2月发布`."""
    digits = end
    while leveled[digits - 1].isdigit():
        digits -= 1
    return digits < end and _DATED.match(leveled, digits) is not None


def qualifies(tail: str) -> bool:
    """Whether what follows makes a name of an everyday word: 34B, -Lightning, 大模型 do, a lone digit does not."""
    return bool(_QUALIFIED.search(tail))


def _piece(leveled: str, start: int, end: int) -> int:
    """The end of the next part of the name, or 0 where there is none."""
    if glued := _glued(leveled[end - 1]).match(leveled, end):
        return glued.end()
    dashed = _DASHED.match(leveled, end)
    if dashed and dashed["small"] not in NO_VARIANTS and _is_variant(dashed["word"]):
        return dashed.end()
    if spaced := _SPACED.match(leveled, end) or _CAPITAL.match(leveled, end):
        return spaced.end()
    if any(character.isdigit() for character in leveled[start:end]) and not _LINE.search(leveled, start, end):
        return 0
    version = _SPACED_VERSION.match(leveled, end)
    return version.end() if version else 0


def _glued(before: str) -> re.Pattern[str]:
    if before.isdigit():
        return _AFTER_DIGIT
    return _AFTER_LETTER if is_latin(before) else _AFTER_HAN


def _is_variant(word: str | None) -> bool:
    if word is None or _LISTED.fullmatch(word):
        return True
    if word.lower() in NO_VARIANTS:
        return False
    return word[0].isupper() or any(character.isdigit() for character in word)


def _stands_free(leveled: str, end: int) -> bool:
    return end >= len(leveled) or not (is_latin(leveled[end]) and is_latin(leveled[end - 1]))
