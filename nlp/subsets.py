"""Which part of a benchmark a sentence speaks of: STEM, 社会科学, 单核, 数学能力, 验证集.

A part is known by the benchmark's lexicon entry, by being usual (STEM, 多核), or by its frame: the words before 得分, or a
skill before 能力, 方面, 分榜 and their like.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_USUAL = re.compile(
    r"STEM|社会(?:科学|学科)|社科(?!院)|人文(?:社科|科学|学科)|人文(?=得分|类|方面)|理工科?(?!大学|学院)|[文理]科|文科|单核心?|多核心?|中国特定(?:主题)?"
    r"|(?<![该此个本述])(?:验证集|测试集|开发集)|(?:[Vv]al(?:idation)?|[Tt]est|[Dd]ev)集|Hard(?!\s?[A-Za-z])|难题(?=集|部分|子集|上)"
    r"|其[他它](?=得分|成绩|分?类|科目|学科|专业)"
)
_ONE_SKILL = (
    r"(?:数学|代码|编程|编码|推理|逻辑|语言|中文|英[文语]|知识|常识|写作|创作|创意|角色扮演|安全性?|阅读|长文本|多轮|对话|工具调用|智能体|指令(?:遵循|跟随)?|翻译|摘要"
    r"|视觉|图像|视频|语音|文本|公式|表格|识别|顺序|对齐|人类|理解|生成|计算|学科|多模态|幻觉|物理|化学|生物|历史|法律|医学|金融|专业|基础|特性|问答|抽取|语义|科学|教育|医疗|行业|记忆)"
)
_SKILL = re.compile(
    rf"(?P<skill>{_ONE_SKILL}{{1,3}}(?:能力)?)(?P<suffix>(?:方面|维度|分榜|子榜|榜单?|单项|赛道|任务|科目|学科|领域|类别|类|项目|评测|测评|测试|性能|部分|专项|板块)*)"
)
_SKILL_FRAME = re.compile(r"(?:[上中里下,:为、和与及(]|得分|排名|成绩|并列|位列|位居|这|两|三|四|等|○|$)")
_SKILL_LEAD = re.compile(r"(?:^|[,;、:。(和与及在的对其是于以上由从○]|其中|中的|大模型|分别在|以及)$")
_METRIC = r"(?:平均)?(?:得分|成绩|跑分|分数|评分|准确率|正确率|胜率)"
_BEFORE_METRIC = re.compile(
    rf"(?:^|[,;、:(]|在|其中|○|和|与)(?P<part>[\u4e00-\u9fffA-Za-z]{{2,8}}?)(?:方面|单项|分榜|能力)?[上中里下]?的?(?={_METRIC})"
)
_NO_PART = re.compile(
    r"平均|综合|总|整体|最[高终新低好佳]|历史|测试|测评|评测|基准|官方|实际|获得|取得|拿下|得到|达到|成绩|它|该|此|这|本|模型|版本|均|都|分别"
    r"|排|榜|超|高于|低于|以|为|是|将|跑|单次|目前|仅|只|更|较|比|当前|第|我|你|他|她|获|出|的|了|也|已|不|人类|结果|公布|显示|率|在|和|与|性能|Elo|分$|可|能$|有|则|而|其|芯片|首|次|全"
)
_DUEL = re.compile(r"[与和对跟]\s?○+\s?的?(?:对战|对决|比拼|较量|PK|对局)")
_ON_MODELS = re.compile(r"(?:向|类)?(?:通用)?(?:大|语言|小|大语言)?模型|(?:算法|处理|社区|技术|领域的)")


@dataclass(frozen=True, slots=True)
class Subset:
    """A part of a benchmark at its place in a text; `name` is as the text has it, without 方面, 分榜 and their like."""

    start: int
    end: int
    name: str


def find_subsets(text: str, original: str, known: Iterable[str] = ()) -> list[Subset]:
    """Parts in `text` (folded, names masked by ○); `original` has its length; `known` are its benchmarks' subsets."""
    spans = sorted(_spans(text, frozenset(known)), key=lambda span: span[0])  # stable: the surer kinds come first
    kept: list[Subset] = []
    for start, end in spans:
        if (not kept or start >= kept[-1].end) and not _ON_MODELS.match(text, end):
            if not (kept and _explains(text, kept[-1].end, start)):
                kept.append(Subset(start, end, original[start:end].strip()))
    return kept


def _explains(text: str, before: int, start: int) -> bool:
    """Whether what starts at `start` stands in a bracket that only spells out the part before: STEM(科学、技术…)."""
    return text[before : before + 1] == "(" and ")" not in text[before:start]


def _spans(text: str, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    yield from (m.span() for m in _DUEL.finditer(text))
    if known:
        yield from (m.span() for m in _pattern(known).finditer(text) if not _is_loose(text, m))
    yield from (m.span() for m in _USUAL.finditer(text))
    for m in _SKILL.finditer(text):
        if _SKILL_FRAME.match(text, m.end()) and _SKILL_LEAD.search(text[max(0, m.start() - 4) : m.start()]):
            yield m.start(), _end_of_skill(m, known)
    for m in _BEFORE_METRIC.finditer(text):
        if not _NO_PART.search(m["part"]):
            yield m.span("part")


def _is_loose(text: str, found: re.Match[str]) -> bool:
    """其他 is a part only where a score or a heading word follows: 其他得分62, 其他分类下; `_USUAL` sees those."""
    return found[0] in ("其他", "其它", "Other", "Others")


def _end_of_skill(found: re.Match[str], known: frozenset[str]) -> int:
    skill = found["skill"]
    return found.end("skill") - (2 if skill.endswith("能力") and skill[:-2] in known else 0)


@lru_cache(maxsize=256)
def _pattern(known: frozenset[str]) -> re.Pattern[str]:
    ordered = sorted(known, key=len, reverse=True)
    return re.compile("|".join(rf"(?<![A-Za-z]){re.escape(name)}(?![性化者感]|\s?[A-Za-z])" for name in ordered))
