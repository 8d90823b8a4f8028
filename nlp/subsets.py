"""Which part of a benchmark a sentence speaks of: STEM, 社会科学, 单核, 数学能力, 验证集, 医师考试.

A part is known by the benchmark's lexicon entry, by being usual (STEM, 多核), or by its frame: a skill before 能力,
方面, 分榜;
the words before 得分; what stands between a benchmark's 的 and 上; one of several parts that each have a value.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from data.frozen import frozen
from nlp.masks import ANY, NAME, TESTED, WORTH
from nlp.patterns import any_of, swift

_USUAL = swift(
    any_of(
        r"""
        STEM 社会科学 社会学科 社科(?!院) 人文社科 人文科学 人文学科 人文(?=得分|类|方面)
        (?<!代)理工科?(?!大学|学院|具) 理科
        文科 单核 单核心 多核 多核心
        中国特定 中国特定主题 (?<![该此个本述”」』"心要准流关威种项些类等典用级])(?:验证集|测试集|开发集)
        (?<![个项类])(?:公共|公开|商业|私有|半私有|保留|纯文本|全量)(?:测试|评测)?集
        (?:[Vv]al|[Vv]alidation|[Tt]est|[Dd]ev)集 Hard(?!\s?[A-Za-z]) Level[-\s]?\d
        (?:Metal|OpenCL)(?=\s?(?:跑分|得分|成绩|分数|测试))
        总榜(?=[和与、及]) (?<=[和与、及])总榜
        (?:Text|Image|Video|Speech|Audio)-to-(?:Text|Image|Video|Speech|Audio)
        难题(?=集|部分|子集|上) 其[他它](?=得分|成绩|分?类|科目|学科|专业)
        [0123456789]\d{0,3}[Kk](?=\s?(?:长度|上下文长度))
        """
    )
)
_ONE_SKILL = any_of(
    """
    数学 代码 编程 编码 推理 逻辑 语言 中文 英文 英语 知识 常识 写作 创作 创意 角色扮演 安全 安全性 阅读 长文本 多轮
    对话 工具调用 智能体 指令
    指令遵循 指令跟随 翻译 摘要 视觉 图像 视频 语音 文本 公式 表格 识别 顺序 对齐 人类 理解 生成 计算 学科 多模态
    影像 编辑 网页 开发 前端 搜索 检索 感知 认知 空间 规划 遵循 编写 价值观 多语言 方言 软件工程 文档 图表 音频
    幻觉 物理 化学 生物 历史 法律
    医学 金融 专业 基础 特性 问答 抽取 语义 文生图 文生视频 图生视频 图像编辑 科学 教育 医疗 行业 记忆
    """
)
_SKILL_SUFFIX = any_of(
    "方面 维度 竞技场 分榜 子榜 榜单 榜 单项 赛道 任务 科目 学科 领域 类别 类 项目 评测 测评 测试 性能 部分 专项 板块"
)
_SKILL = re.compile(rf"(?P<skill>{_ONE_SKILL}{_ONE_SKILL}{{0,2}}(?:能力)?){_SKILL_SUFFIX}*")
_SKILL_BEFORE = re.compile(
    rf"(?:^|[,;、:。(和与及在的对其是于以上由从{ANY}]|{any_of('其中 中的 大模型 分别在 以及')}"
    rf"|{any_of('位列 位居 登顶 拿下 占据了? 包揽了? 斩获')})\s?$"
)
_SKILL_BEHIND = re.compile(
    rf"(?<=方面)(?:略|稍|则|也|表现|更|仍|均|落后|领先)|\s?[上中里下,:为、和与及({NAME}{WORTH}]|得分|排名|成绩|并列|位列|位居|榜?首|冠军|第[一二三四五六七八九十\d]|这|两|三|四|等|$|\s[这三两四]"
)
_AND_A_SKILL = re.compile(rf"[和与及](?!{_ONE_SKILL})[\u4e00-\u9fff]{{2,4}}能力")
_METRIC = any_of("得分率? 平均得分率? 成绩 跑分 分数 评分 准确率 准确度 正确率 胜率")
_BEFORE_METRIC = re.compile(
    rf"(?:(?:^|[,;、:({NAME}{TESTED}和与])(?:其中|但|而|且)?(?:[在的上里]|中(?![文国英外]))?|其中|{WORTH}|在)(?P<part>[\u4e00-\u9fffA-Za-z]{{2,8}}?)(?:方面|单项|分榜|能力|任务|测试)?[上中里下]?的?(?={_METRIC})"
)
_HEADED = re.compile(
    rf"^[^,;。:{TESTED}]{{0,4}}{TESTED}+(?P<part>[一-鿿]{{2,6}}?)(?:测试|项目|场景|跑分|得分|分数|成绩)?:"
)  # - Ⓑ光追:…
_OF_TESTED = re.compile(
    rf"{TESTED}中?的(?P<part>[\u4e00-\u9fffA-Za-z\d][\u4e00-\u9fffA-Za-z\d\-]{{1,11}}?)(?:测试|评测|评估|任务)?[上中下里](?=[^,;]{{0,12}}{WORTH})"
)
_ON_BOARD = re.compile(  # Ⓑ创意写作排行榜
    rf"{TESTED}+\s?(?P<part>[一-鿿]{{2,6}}?)(?:能力)?(?:排行|单项|分)?榜单?(?!首|一)"
)
_NO_BOARD = re.compile(
    any_of("模型 开源 闭源 国内 国产 全球 世界 中国 权威 评测 测评 基准 竞技 排名 官方 的 等 多 各 项")
)
_WITH_VALUE = re.compile(
    rf"(?:^|[,;:。、]|其中,?)(?:其中|在|其)?(?P<part>[\u4e00-\u9fff]{{2,8}}?|[a-z]+-[a-z]+)(?:上|方面|中)?的?(?:得分|成绩)?(?:为|是|达到?)?{WORTH}+(?=[,;。、]|和|$)"
)
_DEALT = re.compile(
    rf"(?P<parts>[\u4e00-\u9fff]{{2,8}}(?:、[\u4e00-\u9fff]{{2,8}})*(?:、|和|与|及)[\u4e00-\u9fff]{{2,8}}?)"
    rf"(?:这?[两三四五六七八九]个?[\u4e00-\u9fff]{{0,3}}?)?(?:上|方面|中)?的?(?:平均)?(?:得分|成绩|准确率|分数)?(?:分别|依次)(?:为|是|达到?|得分)?{WORTH}"
)
_LIST_MARK = re.compile(r"、|和|与|及")
_DUELS = ("对战", "对决", "比拼", "较量", "PK", "对局")
_DUEL = re.compile(rf"[与和对跟]\s?{NAME}+\s?的?{any_of(' '.join(_DUELS))}")
_COUNT = re.compile("[两三四五六七八九十][大个项类种]")
_NAME_OF_PART = r"[\u4e00-\u9fffA-Za-z]{2,12}"
_COUNTED = re.compile(
    rf"(?:^|[,;。(在于])(?P<parts>(?![在于从对其]){_NAME_OF_PART}(?:[、和与及]{_NAME_OF_PART}){{1,7}}?)"
    rf"这?(?P<many>[两三四五六七八九十])[大个项类种]"
    rf"(?:大模型|模型|关键|核心|基础|主要|重要)*{any_of('能力 维度 评测 测评 测试 任务 领域 榜单 科目 方面 指标 赛道')}"
)
_QUOTED = re.compile(
    r"[“”「『\"](?P<part>(?!竞技场|综合|总|全球)[\u4e00-\u9fffA-Za-z]{2,8})[”」』\"]\s?(?:单项|分项|子)?(?:分榜|测试集|子集|榜单|榜|赛道|维度|类别|分项|项目|子项|范畴|领域|任务)"
)
_ON_MODELS = re.compile(r"(?:向|类)?(?:通用)?(?:大|语言|小|大语言)?模型|算法|处理|社区|技术|领域的")
_NO_PART = re.compile(
    any_of(
        """
        平均 综合 总 整体 具体
        优异 优秀 亮眼 惊人 出色 不错 最[高终新低好佳] 历史 测试 测评 评测 基准 官方 实际 获得 取得
        拿下 得到 达到 成绩 它 该 此 这 本 模型 版本 均 都 分别 排 榜 超
        高于 低于 以 为 是 将 跑 单次 目前 仅 只 更 较 比 当前 第 我 你 他 她 获 出 的 了 也 已 不 人类 结果 公布
        显示 率 在 和 与 性能 Elo 分$ 可 能$ 有
        对应 相应 各自 则 而 其 芯片 首 次 全 两 者 各 家 今年 去年 版$ 得 约 近 准确 从 由 到 至 项 称 说 表示 年
        月 日 同 另 后 前 时
        仍 还 却 就 又 再 高 低 大 小 基础 水平
        数据集 测试集 评测集 竞赛题? 赛题 试题 考题 真题 题目 题库
        支持 情况 帮助 条件 前提 框架 加持 之 提升 提高 下降 减少 领先 落后 增长 耗时 速度 成本 价格 参数 规模 显存 长度
        """
    )
)
_NO_SHARE = re.compile(
    any_of(
        """
        分数 分值 评分 精度 指标 胜率 积分 基础 水平 表现 支持 情况 加持 帮助 条件 前提 引导 框架 测试 评测 成绩 得分
        过程 平均 官方 最新 榜单
        """
    )
)


@frozen
class Subset:
    """A part of a benchmark at its place in a text; `name` is as the text has it, without 方面, 分榜 and their like."""

    start: int
    end: int
    name: str


def find_subsets(text: str, original: str, known: Iterable[str] = ()) -> list[Subset]:
    """Parts in `text` (folded and masked); `original` has its length; `known` are its benchmarks' subsets."""
    spans = sorted(_spans(text, frozenset(known)), key=lambda span: (span[0], -span[1]))  # 单核心 before 单核
    kept: list[Subset] = []
    for start, end in spans:
        free = not kept or start >= kept[-1].end
        if free and not _ON_MODELS.match(text, end) and not (kept and _explains(text, kept[-1].end, start)):
            kept.append(Subset(start, end, original[start:end].strip()))
    return kept


def _explains(text: str, before: int, start: int) -> bool:
    """Whether what starts at `start` stands in a bracket that only spells out the part before: STEM(科学、技术…)."""
    return text[before : before + 1] == "(" and ")" not in text[before:start]


def _spans(text: str, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    if any(word in text for word in _DUELS):
        yield from (m.span() for m in _DUEL.finditer(text))
    for m in _COUNTED.finditer(text) if _COUNT.search(text) else ():
        yield from _counted(m)
    if any(quote in text for quote in '”」』"'):
        yield from (m.span("part") for m in _QUOTED.finditer(text))
    if known:
        yield from (m.span() for m in _pattern(known).finditer(text) if not _is_loose(m))
    yield from (m.span() for m in _USUAL.finditer(text))
    for m in _OF_TESTED.finditer(text):
        if not _NO_SHARE.search(m["part"]):
            yield m.start("part"), m.end("part") - (2 if m["part"].endswith("长度") else 0)
    for m in _ON_BOARD.finditer(text) if "榜" in text else ():
        if not _NO_BOARD.search(m["part"]) and not _NO_PART.search(m["part"]):
            yield m.span("part")
    yield from _skills(text, known)
    if WORTH in text:
        yield from _valued(text)


def _skills(text: str, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    for m in _SKILL.finditer(text):
        if _AND_A_SKILL.match(text, m.end()) or (m[0] == "基础" and text[m.end() : m.end() + 1] in "得成分"):
            continue
        if _SKILL_BEHIND.match(text, m.end()) and _SKILL_BEFORE.search(text[max(0, m.start() - 5) : m.start()]):
            skill = m["skill"]
            yield m.start(), m.end("skill") - (2 if skill.endswith("能力") and skill[:-2] in known else 0)


def _valued(text: str) -> Iterator[tuple[int, int]]:
    """Parts that only their values tell: X得分61; A、B的得分分别为61和62; 其中X 61分,Y 62分."""
    for m in _BEFORE_METRIC.finditer(text):
        if not _NO_PART.search(m["part"]):
            yield m.span("part")
    for m in _HEADED.finditer(text):
        if not _NO_PART.search(m["part"]) and not _NO_SHARE.search(m["part"]):
            yield m.span("part")
    for m in _DEALT.finditer(text):
        yield from _listed(m["parts"], m.start("parts"))
    beside = [m.span("part") for m in _WITH_VALUE.finditer(text) if not _NO_PART.search(m["part"])]
    if len(beside) > 1:
        yield from beside


def _counted(found: re.Match[str]) -> Iterator[tuple[int, int]]:
    """代码、智能体两项评测: as many parts as the count says; 和 parts them only where they are too few without."""
    many = "二三四五六七八九十".find(found["many"].replace("两", "二")) + 2
    for mark in ("、", "、|和|与|及"):
        parts = re.split(mark, found["parts"])
        if len(parts) == many:
            at = found.start("parts")
            for part in parts:
                yield at, at + len(part)
                at += len(part) + 1
            return


def _listed(parts: str, at: int) -> Iterator[tuple[int, int]]:
    """The items of a list, the first without what leads up to it; none where surer parts stand in it."""
    if _USUAL.search(parts):
        return
    for part in _LIST_MARK.split(parts):
        lead = max(part.rfind(letter) for letter in "的在中上对") + 1
        if len(part) - lead > 1:
            yield at + lead, at + len(part)
        at += len(part) + 1


def _is_loose(found: re.Match[str]) -> bool:
    """其他 is a part only where a score or a heading word follows: 其他得分62, 其他分类下; `_USUAL` sees those."""
    return found[0] in ("其他", "其它", "Other", "Others")


@lru_cache(maxsize=256)
def _pattern(known: frozenset[str]) -> re.Pattern[str]:
    ordered = sorted(known, key=len, reverse=True)
    either = "|".join(rf"(?<![A-Za-z]){re.escape(name)}(?![性化者感]|\s?[A-Za-z])" for name in ordered)
    return swift(either, re.IGNORECASE)
