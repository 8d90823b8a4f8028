"""What is no result though it is a number: gains, gaps, goals, suppositions, shares, prices, costs and speeds."""

import re

from nlp.owners import AS_RESULT
from nlp.patterns import any_of, swift
from nlp.skeleton import BENCHMARK, MODEL, VALUE

_ABOUT = any_of("约 近 将近 大约 接近 超过 超 逾 达到了? 高达 达 整整 足足 至少 最多 最高 平均 整体 不到")
_LOOSE = any_of("了 幅度 优势 分别 也 更是 更 还 就 则 仅 只 有 在 为 是 的 第二名 其")
_RIVAL = any_of("[该这]款?(?:芯片|模型|机型|产品) 前者 对手")
_FILLER = rf"(?:{_ABOUT}|{_LOOSE}|{_RIVAL}|{MODEL}|{BENCHMARK})*"
_GAIN = swift(
    any_of(
        r"""
        提升 提高 增长 增加 上涨 上升 改善 改进 下降 降低 减少 暴涨 激增 领先于? 高出 (?<![最新更较])高(?!达)了? 多出
        (?<![许更最])多了? 快了? 快出
        (?<!最)低了? 低出 少了? 落后于? 分差 差距 差了? 相差 拉开 胜出 超出 优势 进步 涨了? 涨幅 增幅 降幅 增速 跌幅
        跌了? 掉了 提速 加速 扣掉?了? 丢了?
        失了? 节省 [狂大险完]?胜 压缩 缩短 扩大 幅度 误差
        """
    )
    + rf"{_FILLER}$"
)
_OVER = re.compile(
    any_of("超过 超越 高于 低于 优于 胜过 弱于 强于 超 逊于 逊色于 不及")
    + rf"[^,;。]{{0,8}}{MODEL}(?:{any_of('系列 模型 版本 等 约 近 达 多达 了 有 整整 足足 大约 将近')}|[A-Za-z])*$"
)
_RIVALS = re.compile(rf"(?:领先于?|落后于?|胜过?|超出|输给){MODEL}(?:系列|模型|版本|芯片)?的$")  # 略胜Ⓜ的Ⓥ
_CHANGE = any_of(
    f"""
    提升 增长 涨幅 增幅 分?之差 领先(?!全场|群雄|一众|{MODEL}的{VALUE})
    优势 差距 差别 差异 改进 进步 下降 降幅 跌幅 增益 减少
    """
)
_GAIN_BEHIND = re.compile(
    rf"(?:以上|左右|多)?的?{any_of('绝对 相对 显著 巨大 性能 大幅 平均 效果')}*{_CHANGE}(?![至到为])"
)
_SHARE_BEHIND = re.compile(
    f"的?{any_of('(?<=的)模型 样本 置信 份额 概率 任务 题目 问题 场景 代码 时间 情况')}"
    f"|的?{any_of('人类 参赛者 选手 考生 用户 企业 开发者 受访者 回答 员工')}"
)
_SOLVED = re.compile(rf"{any_of('解决 完成 答对 通过 做对 修复')}了?(?:{BENCHMARK}[中里上]?的?)?{_ABOUT}?$")
_RATIO = re.compile(  # 成本仅为Ⓜ的8%, 性能接近Ⓜ的90%
    rf"(?:仅为|只有|仅是|相当于|约为|为|(?<!其[次后])是|达到|(?:性能|能力|水平|效果|表现|成本|价格)[^,;。]{{0,8}}接近)了?"
    rf"{MODEL}(?:系列|模型|版本)?的约?$"
)
_GAP = re.compile(any_of("之差 领先 优势 差距 差别 差异"))
_CHANGED_FROM = re.compile(
    rf"(?:较|比|对比|从)[^,;。{VALUE}]{{0,10}}{MODEL}[^,;。{VALUE}]{{0,4}}的(?:得分)?$"
)  # 较Ⓜ的Ⓥ提升
_OF_A_GOAL = re.compile(
    f"(?:(?:甚至|乃至|或|到|、){VALUE})?的(?:目标|愿景|等级|量表|分制)|分?的(?:答案|回答)(?:为|视为|算)"
)
_OF_FAULTS = re.compile("[将把使让](?:幻觉|错误|出错)率从?")
_PREFERS = re.compile(rf"(?:偏好|倾向于?|青睐|喜欢)[^,;。]{{0,4}}{MODEL}")  # 用户更偏好Ⓜ(Ⓥ)
_ANSWERED = re.compile(r"的?(?:题目|问题|任务)[^,;]{0,6}(?:正确|解决|成功|答对|通过)")  # 对Ⓥ的问题给出了正确回答
_GOAL = re.compile(
    any_of(
        """
        目标 有望 预计 计划 期望 希望 力争 如果 假如 假设 若按 倘若 将达到 或将 将会达 理论上 争取 预期 预测 据估计
        可达到
        可能达到 若
        """
    )
)
_THRESHOLD = re.compile(
    any_of(r"门槛 阈值 标准 要求 线 (?<![得到下获])(?<![得到下获]了)满分 总分值 分值 总计 共计")
    + rf"(?:均?为|是|的|:|共)?$|(?:取值|(?:分数|得分)范围)(?:为|是|在|从)?(?:{VALUE}[到至~-])?$"  # 取值Ⓥ到Ⓥ
)
_SUPPOSED = re.compile(any_of("能到 达到 超过 高于 考到 能达到") + rf"{_ABOUT}?$")
_THEN = re.compile(r"[^,;]{0,6}就(?:可以|能|算)|(?:即可|才算|才能)")
_OF_A_PAPER = re.compile(rf"(?:\d道|试卷|全卷)[^;。{MODEL}]*(?:总分|总共|共|合计)为?$")  # 14道客观题,总分Ⓥ
_TO_ANOTHER = re.compile(rf"(?:距离?|离)[^,;。{VALUE}]{{0,6}}{MODEL}[^,;。{VALUE}]{{0,4}}(?:有|差)了?$")  # 距离Ⓜ有Ⓥ
_OF_A_GAP = re.compile(rf"(?:差距|分差)[^;。{MODEL}]*$")  # 差距,在Ⓑ上缩小到Ⓥ
_THRESHOLD_BEHIND = re.compile(r"(?:为|作为)[^,;]{0,6}(?:线|标准|门槛)")
_TAKES = re.compile(any_of("拿下 取得 斩获 得分 准确率 成绩"))  # 以10B激活参数拿下Ⓥ: what went before is not measured
_OTHER_NOUN = re.compile(
    any_of(
        """
        下载量? 占比 占据? 份额 市占 用户 成本 价格 定价 费用 收入 营收 利润 增速 同比 环比 速度 时延 延迟 耗时 参数
        显存 内存 功耗 能耗 训练量
        数据量 算力 利用率 缓存 投票 样本 融资 估值 股价 市值 销量 出货 温度 主频 频率 核心数 面积 晶体管 时长 上下文
        窗口 字数 人数 订阅 售价 折扣 倍率
        吞吐 带宽 误差率? 电量 续航 充电 压缩率 加速比 调用量 热度 播放 点赞 关注 粉丝 学习率 批次 token Token 价值
        薪 股 奖金 题量 题目 种子 缩短 减免
        采纳率 采用率 接受率 覆盖率 渗透率 留存率 转化率 使用率 满意 版本号
        置信 (?<!成)功率
        """
    )
)


def is_refused(text: str, place: int, start: int, end: int, first: int, last: int, *, percent: bool) -> bool:
    """Whether the value at `place` of a skeleton's `text` is no result.

    `start` and `end` bound its clause; `first` and `last` are the places of the first and last value of its list;
    `percent` tells a ratio (仅为Ⓜ的8%) from points.
    """
    before = text[start:first]
    if (
        (_GAIN.search(before) and not _RIVALS.search(before))
        or (_OVER.search(before) and not AS_RESULT.match(text, last + 1, end))
        or ((gain := _GAIN_BEHIND.match(text, last + 1, end)) and not _is_change_from(before, gain[0]))
    ):
        return True
    if _OF_FAULTS.search(before) or _OF_A_GOAL.match(text, last + 1, end):
        return True
    if percent and _RATIO.search(before):
        return True
    if _SHARE_BEHIND.match(text, last + 1, end) and not (
        _SOLVED.search(before) or _ANSWERED.match(text, last + 1, end)
    ):
        return True
    if _THRESHOLD.search(text[start:place]) or (before.endswith("以") and _THRESHOLD_BEHIND.match(text, last + 1, end)):
        return True
    if _SUPPOSED.search(before) and _THEN.match(text, last + 1, end):
        return True
    if _PREFERS.search(text[:first]):
        return True
    if _OF_A_PAPER.search(text[:first]) or _TO_ANOTHER.search(before):
        return True
    return bool(_GOAL.search(before) or _speaks_of_other(before) or _OF_A_GAP.search(text[:first]))


def _is_change_from(before: str, gain: str) -> bool:
    """较Ⓜ的Ⓥ提升…: the figure is what the change began with; of 与Ⓜ的Ⓥ差距 it is the gap."""
    return not _GAP.search(gain) and bool(_CHANGED_FROM.search(before))


def _speaks_of_other(before: str) -> bool:
    """Whether a noun that is measured otherwise stands between the last name or value and this one."""
    tail = before[max(before.rfind(letter) for letter in (VALUE, BENCHMARK, MODEL)) + 1 :]
    return bool(_OTHER_NOUN.search(_TAKES.split(tail)[-1]))
