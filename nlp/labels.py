"""What a table's head cell or row label says: a benchmark with its subset and setting, a model, an overall score, or neither."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from nlp.conditions import Condition, find_conditions, join_settings
from nlp.grid import Cell
from nlp.mentions import Named

LabelKind = Literal["benchmark", "model", "overall", "part", "rank", "setting", "models", "benchmarks", "none"]

_MODELS_HEAD = re.compile(
    r"(?:ai|大|语言|llm|large|language|base|chat|基座|对话|开源|评测|测试|参赛)*\s*(?:models?|模型)(?:\s*(?:names?|名称?|版本|系列|\(.*\)))?"
    r"|名称|name|llms?|methods?|方法|systems?|系统|选手|芯片|处理器|soc|cpu|gpu|机型|设备|产品|agents?|智能体|apis?|方案|checkpoint|variants?|模型/.*",
    re.IGNORECASE,
)
_BENCHMARKS_HEAD = re.compile(
    r"(?:评测|测试|公开)?(?:bench(?:mark)?s?|基准(?:测试)?|数据集|datasets?|tasks?|任务|评测集?|测试集?|测试项目?|评测项目?|榜单?|metrics?|指标|evals?|evaluations?|tests?|项目|测评|评测基准|考试)"
    r"(?:\s*(?:名称?|names?|\(.*\)|/.*))?",
    re.IGNORECASE,
)
_OVERALL = re.compile(
    r"(?:综合|平均|总|最终|测试|整体|总体|测评|评测|总体|overall|average|avg|mean|total|final|macro|micro|加权|5-shot|0-shot|arena)*[\s\-_.]*"
    r"(?:得分|分数|成绩|总分|均分|平均分?|准确率|正确率|跑分|评分|分|准确度|精度|胜率|elo(?:\s*(?:评分|得分|分数|rating|score))?|rating|scores?|acc(?:uracy)?|avg\.?|average|overall|mean|总榜|综合|整体|total|win\s?rate|success rate|成功率|resolved?|解决率|通过率)"
    r"\s*(?:[(（]?[%％分↑⬆]+[)）]?|\((?:%|acc|avg|↑|平均|平均分|em|macro)\))?",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"排名|名次|位次|rank(?:ing)?|排行|总排名|#|no\.?|rank\*?(?:\s*\(.*\))?|rank\s*\(?ub\)?", re.IGNORECASE
)
_SETTING_HEAD = re.compile(
    r"#?\s*shots?|n-?shots?|settings?|设置|测试设置|评测方式|模式|mode|prompt(?:ing)?|方式|样本数"
    r"|(?:智能体|agent)?\s?(?:框架|脚手架|scaffold|harness)|精度|量化(?:方式|精度)?|precision",
    re.IGNORECASE,
)
_NO_SCORE = re.compile(
    r"置信|\bci\b|区间|投票|votes?|机构|organi[sz]ation|\borg\b|公司|厂商|开发者|单位|vendor|provider|developer|creator|许可|licen[cs]e|参数|params?\b|parameters?|size|规模|大小"
    r"|价格|定价|单价|pric(?:e|ing)|成本|costs?\b|费用|\$|¥|元|speed|速度|吞吐|throughput|tokens?\b|tok/s|延迟|latency|耗时|用时|seconds|日期|date|时间|\btime\b|发布|released?|上下文|context|window"
    r"|长度|length|链接|link|url|开源|open.?source|下载|download|备注|说明|notes?\b|remark|knowledge|cutoff|截止|变化|涨跌|delta|diff|提升|gain|improv|层数|layers?|heads?\b|learning rate|学习率"
    r"|显存|内存|memory|\bvram\b|gpu|硬件|hardware|题数|题量|题目数|数量|\bcount\b|number of|样本|std|方差|stdev|类型|\btype\b|架构|architecture|训练|\btrain|\bepochs?\b|\bbatch|状态|status"
    r"|访问|access|体验|地址|序号|编号|\bid\b|使用方式|属性|国家|country|多模态|模态|modality|flops|算力|功耗|power|频率|主频|核心|工艺|制程|年份|year|月份|vocab|词表|seq|衰减|精度类型|dtype|维度|描述|介绍|特点|场景|排名变化|占比|比例|分布|来源|source|作者|author",
    re.IGNORECASE,
)
_HUMAN = re.compile(
    r"人类|真人|human|专家|随机|random|及格|平均水平|expert|baseline\s*$|基线|满分|majority", re.IGNORECASE
)
_TEST_LIKE = re.compile(
    r"(?:bench|eval|qa|test|exam|arena|math|code|gsm|mmlu|clue|score|quiz|评测|考试|竞赛|高考|测评|榜)(?:[-\s_.\d+a-zA-Z]{0,12})?$",
    re.IGNORECASE,
)
_CATEGORY = re.compile(
    r"英[文语]|中[文英]|数学|代码|编程|推理|知识|语言|综合|通用|多语言|安全|对齐|english|chinese|math(?:ematics)?|code|coding|general|reasoning|knowledge|multilingual|alignment|science|agent|safety|instruction(?: following)?|long context|长文本|学科|理解|其他|others?",
    re.IGNORECASE,
)
_WINDOW = re.compile(r"\d{2,4}[-/.]\d{1,2}|\d{4}\s*-\s*\d{4}|v\d+\s*-\s*v\d+|20\d\d")
_BRACKET = re.compile(r"\s*[(（]([^()（）]*)[)）]")
_AT_SHOTS = re.compile(r"@\s?(\d{1,2})$")
_METRIC = re.compile(
    r"em|acc\.?|accuracy|f1|准确率|%|↑|avg|average|rouge-?l?|bleu|strict|loose|prompt[ -]?strict|inst.*|macro|micro|score|win.?rate|resolved|分|correct|mc1|mc2|norm|acc_norm",
    re.IGNORECASE,
)
_MARKS = re.compile(
    r"^[\s🥇🥈🥉⭐🔥✨👑🏆▲△*†‡•\-]+|[\s*†‡§¶⁎🔥⭐✨🆕¹²³⁴⁵]+$|\s*\((?:ours|new|新|本模型|我们)\)$|\s+(?:NEW|new|New)$"
)


@dataclass(frozen=True, slots=True)
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
    before = None
    while before != text:
        before, text = text, _MARKS.sub("", text)
    return text.strip()


def says_human(text: str) -> bool:
    """Whether a row or column is a human's, a random guess or a baseline: no contestant."""
    return bool(_HUMAN.search(text)) and not re.search(r"eval|exam", text, re.IGNORECASE)


def read_label(cell: Cell, named: Sequence[Named]) -> Label:
    """What `cell` says, given the names found inside it."""
    text = bare(cell.text)
    if not text:
        return Label("none")
    benchmark = next((n for n in named if n.type == "benchmark"), None)
    model = next((n for n in named if n.type in ("model", "product")), None)
    if benchmark and (model is None or benchmark.start <= model.start):
        return _benchmark(text, benchmark)
    said = _words(text)
    return Label("model", model.name) if model and said.kind in ("part", "none") else said


@lru_cache(maxsize=4096)
def _words(text: str) -> Label:
    conditions = find_conditions(text)
    if conditions and _is_only(text, conditions):
        return Label("setting", setting=join_settings(conditions))
    stem, extra = _stem(text, conditions)
    for pattern, kind in _HEADS:
        if pattern.fullmatch(text) or pattern.fullmatch(stem):
            part = extra if kind == "overall" and extra and not _METRIC.fullmatch(extra) else None
            return Label(kind, text, part, join_settings(conditions))
    if _NO_SCORE.search(text):
        return Label("none", text)
    return Label("part" if stem else "none", stem, setting=join_settings(conditions), extra=extra)


_HEADS: tuple[tuple[re.Pattern[str], LabelKind], ...] = (
    (_RANK, "rank"),
    (_MODELS_HEAD, "models"),
    (_BENCHMARKS_HEAD, "benchmarks"),
    (_SETTING_HEAD, "setting"),
    (_OVERALL, "overall"),
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
    bare_stem = _BRACKET.sub("", stem).strip(" -_@,，:：()（）*")
    return bare_stem, (extra[1].strip() or None) if extra else None


def is_test_like(name: str) -> bool:
    """Whether an unknown name looks like a test's: it ends in Bench, Eval, QA, 考试, …"""
    return bool(_TEST_LIKE.search(name)) and not is_category(name)


def is_category(name: str) -> bool:
    """Whether a name is a heading for several benchmarks: English, 数学, Code."""
    return bool(_CATEGORY.fullmatch(name.strip()))


def _benchmark(text: str, named: Named) -> Label:
    rest = text.replace(bare(named.text), " ", 1) if bare(named.text) in text else re.sub(r"^[^\s(（@]+", " ", text)
    shots = _AT_SHOTS.search(rest.strip())
    conditions = find_conditions(rest)
    setting = f"{shots[1]}-shot" if shots and not conditions else join_settings(conditions)
    for condition in reversed(conditions):
        rest = rest[: condition.start] + " " + rest[condition.end :]
    rest = _AT_SHOTS.sub("", rest.strip())
    known = tuple(named.entry.subsets or ()) if named.entry else ()
    subset, extra = _subset(rest, known)
    reach = named.entry.range if named.entry else None
    return Label("benchmark", named.name, subset, setting, extra, reach, known=named.entry is not None)


def _subset(rest: str, known: Sequence[str]) -> tuple[str | None, str | None]:
    """A part of the benchmark in what is left of its label: `(val)`, `Hard`, `- STEM`; and what else is in brackets."""
    words = [w.strip() for w in re.split(r"[()（）/,，、|:：]|\s-\s|\s{2,}", rest.strip(" -_")) if w.strip()]
    lowered = {name.lower(): name for name in known}
    for word in words:
        if word.lower() in lowered or _USUAL.fullmatch(word):
            return word, None
    left = [w for w in words if not _METRIC.fullmatch(w) and not _WINDOW.search(w)]
    metric = next((w for w in words if _METRIC.fullmatch(w)), None)
    return None, (left[0] if left else metric)


_USUAL = re.compile(
    r"STEM|Hard|验证集|测试集|val(?:idation)?(?:\s?set)?|dev(?:\s?set)?|test(?:\s?set)?|社会科学|人文科?学?科?|Humanities|Social Sciences?|Others?|其他|单核|多核|easy|medium",
    re.IGNORECASE,
)  # noqa: E501
