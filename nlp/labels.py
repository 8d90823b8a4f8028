"""What a table's head or row label says: a benchmark with its subset and setting, a model, an overall score."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from data.frozen import frozen
from data.hanzi import simplify
from nlp.conditions import Condition, find_conditions, join_settings
from nlp.grid import Cell
from nlp.heads import (
    BEHIND,
    BENCHMARKS,
    CATEGORY,
    METRIC,
    MODELS,
    NO_SCORE,
    OVERALL,
    PART,
    RANK,
    SETTING,
    TAKEN,
    TEST_LIKE,
    UNNAMED,
)
from nlp.mentions import Named

LabelKind = Literal["benchmark", "model", "overall", "part", "rank", "setting", "models", "benchmarks", "none"]

_WINDOW = re.compile(r"\d{2,4}[-/.]\d{1,2}|\d{4}\s*-\s*\d{4}|v\d+\s*-\s*v\d+|20\d\d")
_BRACKET = re.compile(r"\s*[(（]([^()（）]*)[)）]")
_COMPARES = re.compile("接近|优于|超过|超越|超|显著|大幅|领先|落后|低于|高于|持平|媲美|远超|略")
_DOTTED = re.compile(r"[A-Z][A-Za-z]*\.[A-Z]")  # Zh.QA, Math.Find: a part of one benchmark
_AT_SHOTS = re.compile(r"@\s?(\d{1,2})$")
_NAMED = r"(?:大?模型|models?|方法|methods?)(?:名称?|\sname)?"
_TESTED = r"(?:评测集?|测试集?|数据集|任务|指标|基准(?:测试)?|能力|(?:bench)?marks?|datasets?|tasks?|metrics?|evals?)"
_BOTH = re.compile(rf"{_NAMED}\s?[/\\|]+\s?{_TESTED}|{_TESTED}\s?[/\\|]+\s?{_NAMED}", re.IGNORECASE)  # 评测集\模型
_BUT = re.compile(r"(?:avg\.?|average|overall|平均分?|总分)\s?[(（]?(?:w/o\s|without\s|excl|不含|除去?)", re.IGNORECASE)
_MEAN_OF = re.compile(r"(?P<of>\S.{1,24}?)\s(?:(?:macro|micro)[\s-]?)?(?:avg\.?|average)", re.IGNORECASE)
_MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?(?: ?(?:20)?\d\d)?")
_JOINTS = re.compile(r"[\s\-/+&,，、和与]+|平均分?|average|avg\.?", re.IGNORECASE)
_MARKS = re.compile(
    r"^[\s①②③④⑤⑥⑦⑧⑨⑩🥇🥈🥉⭐🔥✨👑🏆▲△*†‡•\-]+|[\s*†‡§¶⁎🔥⭐✨🆕✅❓❌¹²³⁴⁵]+$|\s+(?:NEW|new|New)$"
    r"|\s*[(（](?:[Oo]urs?|OURS|[Nn]ew|NEW|新|本模型|我们|(?:[Cc]losed?|[Oo]pen)[\s-]?sourced?|[开闭]源|(?:[Ff]rom|[Rr]eported)[^()（）]{0,30}"
    r"|[^()（）]{0,12}(?:来自|实测|自测|复现|论文|公布|参照|参考|本文|本工作|官方数据|样本)[^()（）]{0,30}"
    r"|[Bb]aseline|[Rr]ef(?:erence)?\.?|基线|旧版|当前|预留|默认|推荐)[)）]$|(?<!=)\s?\[\d{1,3}\]$"
)
_PLAIN = re.compile("[A-Za-z0-9一-鿿](?:.*[A-Za-z0-9一-鿿])?(?<!NEW)(?<!new)(?<!New)")  # with none of them


@frozen
class Label:
    """What one head cell or row label says; `name` is a benchmark's, a model's or a part's, where it is one."""

    kind: LabelKind
    name: str = ""
    subset: str | None = None
    setting: str | None = None
    extra: str | None = None  # what stands in brackets and is none of these (EM, Rating)
    range: tuple[float, float] | None = None
    known: bool = False


def bare(text: str) -> str:
    """A label's words without medals, stars and footnote marks."""
    if _PLAIN.fullmatch(text):
        return text
    before = None
    while before != text:
        before, text = text, _MARKS.sub("", text)
    return text.strip()


def bare_of_brackets(text: str) -> str:
    """A label's words without what stands in brackets."""
    return _BRACKET.sub("", text).strip()


def says_human(text: str) -> bool:
    """Whether a row or column is a human's, a random guess or a baseline: no contestant."""
    return bool(UNNAMED.search(text)) and not re.search(r"eval|exam", text, re.IGNORECASE)


def read_label(cell: Cell, named: Sequence[Named]) -> Label:
    """What `cell` says, given the names found inside it."""
    text = bare(cell.text)
    if not text:
        return Label("none")
    tests = [n for n in named if n.type == "benchmark"]
    model = next((n for n in named if n.type in ("model", "product")), None)
    if tests and (model is None or tests[0].start <= model.start):
        return Label("benchmark", text) if _are_joined(text, tests) else _benchmark(text, tests[0])
    said = _words(text)
    return Label("model", model.name) if model and said.kind in ("part", "none") else said


@lru_cache(maxsize=4096)
def _words(text: str) -> Label:
    conditions = find_conditions(text)
    if conditions and _is_only(text, conditions):
        return Label("setting", text, setting=join_settings(conditions))
    stem, extra = _stem(text, conditions)
    said, short = simplify(text), simplify(stem).split("(")[0]
    if _BOTH.fullmatch(said):
        return Label("none")
    if _BUT.match(said):
        return Label("overall", text, text, join_settings(conditions))
    mean = None if OVERALL.fullmatch(said) or NO_SCORE.search(said) else _MEAN_OF.fullmatch(said)
    if mean:
        return Label("overall", text, mean["of"], join_settings(conditions))
    for pattern, kind in _HEADS:
        if pattern.fullmatch(said) or pattern.fullmatch(short):
            is_part_of_it = extra and "(" not in stem and not METRIC.fullmatch(extra)
            part = extra if kind == "overall" and is_part_of_it else None
            return Label(kind, text, part, join_settings(conditions))
    if NO_SCORE.search(said):
        return Label("none", text)
    return Label("part" if stem else "none", stem, setting=join_settings(conditions), extra=extra)


_HEADS: tuple[tuple[re.Pattern[str], LabelKind], ...] = (
    (RANK, "rank"),
    (MODELS, "models"),
    (BENCHMARKS, "benchmarks"),
    (SETTING, "setting"),
    (OVERALL, "overall"),
)


def _is_only(text: str, conditions: list[Condition]) -> bool:
    left = text
    for condition in reversed(conditions):
        left = left[: condition.start] + left[condition.end :]
    return len(re.sub(r"[\s()（）/,，、+&-]|acc\.?|准确率|平均分?", "", left, flags=re.IGNORECASE)) <= 1


def _stem(text: str, conditions: list[Condition]) -> tuple[str, str | None]:
    """A label without its conditions and brackets, and what the first bracket says."""
    stem = text
    for condition in reversed(conditions):
        stem = stem[: condition.start] + stem[condition.end :]
    extra = _BRACKET.search(stem)
    bare_stem = bare_of_brackets(stem).strip(" -_@,，:：()（）*")
    return bare_stem, (extra[1].strip() or None) if extra else None


def is_test_like(name: str) -> bool:
    """Whether an unknown name looks like a test's: it ends in Bench, Eval, QA, 考试, …"""
    found = TEST_LIKE.search(name)
    mixed = found and found[0].isascii() and not name.isascii()  # 单文档QA
    return bool(found) and not mixed and not is_part(name) and not is_category(name) and not _DOTTED.match(name)


def is_category(name: str) -> bool:
    """Whether a name is a heading for several benchmarks (English, 数学) or a remark (优于多数模型), and no part."""
    said = simplify(name.strip())
    return bool(CATEGORY.fullmatch(said) or _COMPARES.match(said))


def is_part(name: str) -> bool:
    """Whether a name is a part that many benchmarks have: STEM, Hard, 验证集."""
    return bool(PART.fullmatch(simplify(name.strip())))


def is_metric(name: str) -> bool:
    """Whether a name says how something was measured: EM, Acc., F1."""
    return bool(METRIC.fullmatch(simplify(name.strip())))


def _are_joined(text: str, tests: Sequence[Named]) -> bool:
    """Whether a label is several benchmarks taken together, and no one of them: MMLU-CMMLU, MMLU & C-Eval."""
    rest = text
    for named in tests:
        rest = rest.replace(named.text, "", 1)
    return len({n.name for n in tests}) > 1 and not _JOINTS.sub("", rest)


def _benchmark(text: str, named: Named) -> Label:
    rest = text.replace(bare(named.text), " ", 1) if bare(named.text) in text else re.sub(r"^[^\s(（@]+", " ", text)
    shots = _AT_SHOTS.search(rest.strip())
    conditions = find_conditions(rest)
    setting = f"{shots[1]}-shot" if shots and not conditions else join_settings(conditions)
    for condition in reversed(conditions):
        rest = rest[: condition.start] + " " + rest[condition.end :]
    rest = _AT_SHOTS.sub("", rest.strip())
    known = tuple(named.entry.subsets or ()) if named.entry else ()
    rest, taken = _taken(rest, known)
    month = _MONTH.fullmatch(rest)
    name = f"{named.name} {rest}" if month else named.name
    subset, extra = (None, None) if month else _subset(rest, known)
    said = " ".join(said for said in (setting, taken) if said) or None
    reach = named.entry.range if named.entry else None
    return Label("benchmark", name, subset, said, extra, reach, known=named.entry is not None)


def _taken(rest: str, known: Sequence[str]) -> tuple[str, str | None]:
    """What stands behind a benchmark's name, and apart from it how it was taken: w/ Tools, (多 Agent)."""
    whole = rest.strip(" -_:：,，()（）")
    if TAKEN.fullmatch(whole) and whole.lower() not in (name.lower() for name in known):
        return "", whole
    told = next((found for found in _BRACKET.finditer(rest) if TAKEN.fullmatch(found[1].strip())), None)
    return (rest.replace(told[0], "").strip(), told[1].strip()) if told else (whole, None)


def _subset(rest: str, known: Sequence[str]) -> tuple[str | None, str | None]:
    """A part of the benchmark in what is left of its label: `(val)`, `Hard`, `- STEM`; and what else is in brackets."""
    words = [w.strip() for w in re.split(r"[()（）/,，、|:：]|\s-\s|\s{2,}", rest.strip(" -_")) if w.strip()]
    lowered = {name.lower(): name for name in known}
    for word in words:
        if word.lower() in lowered or is_part(word) or BEHIND.fullmatch(simplify(word)):
            return word, None
    left = [w for w in words if not is_metric(w) and not _WINDOW.search(w)]
    metric = next((w for w in words if is_metric(w)), None)
    return None, (left[0] if left else metric)
