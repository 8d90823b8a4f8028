"""Which places on a leaderboard a sentence gives: 第9, 榜首, 登顶, 并列第二, SOTA, and among whom (同参数量级)."""

import re
from collections.abc import Iterator

from data.frozen import frozen
from data.numbers import parse_number
from nlp.patterns import any_of, swift
from nlp.skeleton import MODEL, VALUE, Skeleton

_NUMBER = r"\d{1,3}|[一二三四五六七八九十]{1,3}"
_FIRST = any_of(
    r"""
    榜首 首位 头名 桂冠 夺冠 冠军 登顶 居首 榜一 魁首 夺魁 头筹 头把交椅 NO\.?1(?!\d) TOP1(?!\d)
    SOTA(?!方法|模型|之列|级|开源|算法|基线|的方法|的模型)
    """
)
_PLACE = re.compile(
    rf"(?P<nth>(?:第|(?<=[名列榜于是为在第])\s?[#＃]\s?)(?P<number>{_NUMBER})(?P<noun>名|位|席)?(?:/\d+)?)|(?P<first>{_FIRST})|(?P<second>亚军|次席)|(?P<third>季军)",
    re.IGNORECASE,
)
_ONE_PLACE = re.compile(rf"第?(?P<number>{_NUMBER})(?:名|位)?")
_PLACES = re.compile(
    rf"第(?:{_NUMBER})(?:名|位)?(?:(?:、|,|和|与|及|以及)第?(?:{_NUMBER})(?:名|位)?)+(?![个款次代季年月])"
)
_THING_BEHIND = re.compile(
    any_of(
        """
        个 款 次 代 季 阶 时间 大 方 财 家 步 批 届 版 类 章 节 部分 天 轮 期 条 种 年 点 梯队 项 场 层 手 线 性 人称
        弹 张 篇 周 卷 题 象限 组 局 步 颗
        台 座 枚 眼 集团 曲线 AI 开源 印象 阵营
        """
    )
)
_ENDS = re.compile(rf"[,;。、)(!?:]|$|{any_of('的 宝座 成绩 并 且 和 与 超 领先 位置')}")
_LED = re.compile(
    any_of(
        """
        排名 排行 排 位列 位居 名列 列 居 并列 夺得 荣登 升至 升到 跌至 跌到 掉到 拿下 取得 获得 获 斩获 国内 全球
        世界 模型
        """
    )
    + "[^,;]{0,4}$"
)
_NOT_REACHED = re.compile(
    any_of(
        """
        比 较 距 仅次于 次于 不及 距离 无缘 冲击 争夺 挑战 剑指 超[越过] 击败 打败 领先 瞄准 原 目标 继 失去 丢掉
        让出 告别 未能? 没有?能? 并非 不是 尚未 未曾 止步于? 有望 力争 预计 计划
        """
    )
    + rf"[^,;{MODEL}]{{0,4}}$|SOTA[^,;]{{0,2}}$"
)
_FOUGHT_FOR = re.compile(r"的?(?:位置|宝座)?(?:发起|进行)?(?:冲击|挑战|争夺|之争|[仍还]有|信息|名单|易主|换人)")
_ONE_OF_MANY_BEHIND = re.compile(rf"[、和与及]?第[一二三四五六七八九十\d]|[、和与及][\d{VALUE}]")
_ONE_OF_MANY_BEFORE = re.compile(r"第[一二三四五六七八九十\d]+(?:名|位)?[、和与及]?$")
_AT_ONCE_BEHIND = re.compile(rf"(?:名|位)?的?{MODEL}")
OTHER_BOARD = re.compile(
    any_of(
        r"""
        (?<!参)数量 下载量? 用户 份额 出货 销量 热度 营收 收入 市值 估值 融资 专利 论文数 规模最 活跃 播放 产量 装机
        人气 热搜 App\s?Store 应用商店
        趋势榜 热榜 Trending 趋势 大赛 竞赛 比赛 挑战赛 奥运 世界杯 调用量
        """
    ),
    re.IGNORECASE,
)
_SAME = rf"同(?:等)?(?:参数)?{any_of('量级 级(?!别) 规模 尺寸 级别 体量 类型? 档位? 价位')}(?:参数)?"
_AMONG = any_of(
    r"""
    中文(?:向|(?=大?模型)) 国内(?!外) 国产 中国 亚洲 亚太 开源 开源权重 开放权重 闭源 端侧 轻量级? 小参数 小尺寸
    小(?=模型)
    (?:医疗|金融|法律|教育|数学|代码|语音|视频|图像|文生图|文生视频|嵌入)(?=大?模型)
    \d+(?:\.\d+)?B(?:参数)?(?:以[下内上]|级别?|规模|参数)?
    [十百千]亿(?:参数)?(?:级别?|规模)? 非推理 推理 文本 多模态 视觉 安卓 手机 移动端?
    """
)
_CONTESTANTS = any_of("大语言模型 语言模型 大模型 小模型 模型 芯片 厂商 机构 阵营 SoC")
_SCOPE = rf"(?:{_SAME}|{_AMONG})+类?的?(?:通用|基础|基座|对话)?{_CONTESTANTS}?"
_WITHIN = any_of("中 里 内 当中 之中 范围内 类别中")
_SCOPE_BEFORE = re.compile(
    rf"(?P<scope>{_SCOPE}){_WITHIN}?的?(?:最佳性能|最好成绩|最佳|性能)?(?:均|都|总|综合|成绩|得分|也)?"
    rf"{any_of('排名 排行 位列 位居 位于 名列 排在 并列 居 列 取得 获得 拿下 夺得 斩获 稳居 跃居 荣登 登上 的')}*\(?$"
)
_SCOPE_EARLIER = re.compile(rf"(?:在|于|是|为)(?:所有)?(?P<scope>{_SCOPE}){any_of('中 里 内 当中 之中 阵营 范围内')}")
_SCOPE_BEHIND = re.compile(rf"的(?P<scope>{_SCOPE})")
_IS_SOMEBODY = re.compile(r"的?(?:只有|仅有?|才|则|以|成绩|得分|分数|选手)")  # 第二名只有Ⓥ: whoever that is
_NUMBERS = (",", ":", "、", ".")
_CLAUSE = re.compile(r"[,;。]")

RANK_HINT = swift(
    r"第[\s*]*[\d一二三四五六七八九十]|[#＃]\s?\d|榜首|首位|[头頭]名|冠|登[顶頂]|居首|[夺奪]魁|[头頭]筹|[头頭]籌|[头頭]把|[Ss][Oo][Tt][Aa]|榜一|魁首|[Tt][Oo][Pp]\s*1"
    r"|[Nn][Oo]\.?\s*1|[亚亞季][军軍]|次席"
)


@frozen
class Place:
    """A place at `start` of a skeleton's text, up to `end`; `scope` says among whom, None for the whole board."""

    start: int
    end: int
    value: int
    scope: str | None


def find_places(text: str) -> Iterator[Place]:
    """The places that a skeleton's `text` gives, in order."""
    for found in _PLACE.finditer(text):
        before = text[max(0, found.start() - 40) : found.start()]
        value = 0 if _is_none(found, before, text) else _number(found)
        if value:
            yield Place(found.start(), found.end(), value, _scope(before, text, found.end()))


def find_place_lists(text: str) -> Iterator[tuple[int, int, list[int]]]:
    """Lists of places that go to as many models (分列第三、第五), each as its start, its end and its values."""
    for found in _PLACES.finditer(text):
        values = [_ordinal(m["number"]) for m in _ONE_PLACE.finditer(found[0])]
        if all(values):
            yield found.start(), found.end(), values


def is_other_board(skeleton: Skeleton, place: Place) -> bool:
    """Whether the place is one by users, sales, downloads or in a contest of people."""
    start = max(skeleton.text.rfind("。", 0, place.start), skeleton.text.rfind(";", 0, place.start)) + 1
    return bool(OTHER_BOARD.search(skeleton.text, start, place.end + 8))


def _is_none(found: re.Match[str], before: str, text: str) -> bool:
    """第三方, 第一梯队, 第四第五 and 仅次于第一 place nobody; 领先第二名Ⓜ does."""
    end = found.end()
    if found["nth"] and (_ONE_OF_MANY_BEHIND.match(text, end) or _ONE_OF_MANY_BEFORE.search(before)):
        return True
    if found["nth"] and not before.rpartition(";")[2].strip("-*•·( ") and text[end : end + 1] in _NUMBERS:
        return True  # 第一,…: a number of what is said
    if found["first"] and found[0] in ("登顶", "夺冠") and before.endswith("的"):
        return True  # Ⓜ的登顶: told before
    if found["noun"] and _IS_SOMEBODY.match(text, end) and not before.rpartition(",")[2].strip("而且但"):
        return True
    counted = _THING_BEHIND.match(text, end) or not (_ENDS.match(text, end) or _LED.search(before))
    if found["nth"] and not found["noun"] and counted:
        return True
    if _FOUGHT_FOR.match(text, end):
        return True
    return bool(_NOT_REACHED.search(before)) and not _AT_ONCE_BEHIND.match(text, end)


def _number(found: re.Match[str]) -> int:
    for group, value in (("first", 1), ("second", 2), ("third", 3)):
        if found[group]:
            return value
    return _ordinal(found["number"])


def _ordinal(said: str) -> int:
    return int(said) if said.isdigit() else int(parse_number(f"第{said}") or 0)


def _scope(before: str, text: str, end: int) -> str | None:
    clause = _CLAUSE.split(before)[-1]
    found = _SCOPE_BEFORE.search(clause) or _SCOPE_BEHIND.match(text, end) or _SCOPE_EARLIER.search(clause)
    return (found["scope"].rstrip("的") or None) if found else None
