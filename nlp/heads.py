"""The words that tables put over their columns and before their rows, and what each says of the cells."""

import re

from nlp.patterns import any_of

_MODELS = rf"""
    (?:ai|大|量化|语言|llm|large|language|base|chat|基座|对话|开源|评测|测试|参赛|\s)*(?:models?|模型)(?:\s*(?:names?|名称?|版本|系列|\(.*\)))?
    [\w.\-]+\smodels 模型/.* 名称 name llms? methods? 方法 systems? 系统 选手 芯片 处理器 soc cpu gpu 机型 设备 产品
    agents? 智能体
    apis? 方案 checkpoint variants?
"""  # noqa: F541
_TESTS = """
    (?:任务|能力|题目|测试)(?:类型|类别|维度|方向) 能力 维度 学科 科目 子集 subsets? categor(?:y|ies)
    bench(?:mark)?s? 基准 基准测试 数据集 datasets? tasks? 任务 评测集? 测试集? 测试项目? 评测项目? 榜单? metrics?
    指标 evals? evaluations? tests?
    项目 测评 评测基准 考试
"""
_WHOLE = """
    综合 平均 总 最终 任务 测试 整体 总体 测评 评测 overall average avg mean total final macro micro 加权 5-shot
    0-shot arena
"""
_SCORE = r"""
    结果 表现 数值 分值 指标值 性能 results? performance values? 值
    得分 分数 成绩 总分 均分 平均 平均分 准确率 正确率 跑分 评分 分 准确度 精度 胜率
    elo(?:\s*(?:评分|得分|分数|rating|score))? rating scores?
    acc(?:uracy)?\.? avg\.? average overall mean 总榜 综合 整体 total win\s?rate success\srate 成功率 resolved? 解决率
    正确 通过率 (?:智能|综合)?指数 intelligence(?:\sindex)?
"""
_NO_SCORE = r"""
    置信 \bci\b 区间 投票 票数 得票 令牌 服务商 提供商 供应商
    votes? 机构 organi[sz]ation \borg\b 公司 厂商 开发者 单位 vendor provider developer creator
    许可 licen[cs]e 参数
    params?\b parameters? size 规模 大小 价格 定价 单价 pric(?:e|ing) 成本 costs?\b 费用 \$ ¥ 元 speed 速度 吞吐
    throughput tokens?\b tok/s 延迟
    latency 耗时 用时 seconds 日期 date 时间 \btime\b(?!\sspy) 发布 released?
    上下文 context\s(?:window|length|size) ^context$ 长度 length
    链接
    link url
    开源 open.?source 下载
    download 备注 说明 notes?\b remark knowledge\scutoff 截止 变化 涨跌 delta diff 提升 gain improv 层数 layers?
    heads?\b learning\srate 学习率
    显存 内存 memory \bvram\b gpu 硬件 hardware 题数 题量 题目数 数量 \bcount\b number\sof 样本 std 方差 stdev 类型
    \btype\b 架构
    architecture 训练 \btrain \bepochs?\b \bbatch 状态 status 访问 access 体验 地址 序号 编号 \bid\b 使用方式 属性
    国家 country flops 算力 功耗 power 频率 主频 核心 工艺 制程 年份 year 月份 vocab 词表 seq 衰减 精度类型 dtype
    维度 ppl 困惑度 perplexity 描述 介绍 特点 场景
    (?<![分指系])数$ \b[rm]*mse\b \bmae\b \bloss\b \bp\s?(?:值|values?|vs)
    能耗 energy \bwh\b 功率
    部分正确 错误 incorrect wrong kappa agreement 一致(?:性|率) \bmatches\b \bw/l\b 场次 对局
    温度 temperature 步数 \bsteps?\b 百分位
    占比 比例 分布 来源 source 作者 author 花费
"""
_SKILLS = r"""
    英文 英语 中文 中英 数学 代码 编程 推理 知识 语言 综合 通用 多语言 安全 对齐 长文本 学科 理解 其他 others?
    english chinese math(?:ematics)? code
    coding general reasoning knowledge multilingual alignment science agent safety instruction(?:\sfollowing)?
    long\scontext vision visual writing translation role-?play tools? search planning creativity audio video image
    speech memory humanities social\sscience
"""
_METRICS = r"""
    em acc\.? accuracy f1 准确率 % ↑ avg average rouge-?l? bleu strict loose prompt[\s-]?strict inst.* macro micro
    score win.?rate resolved 分 rating elo percentile
    correct mc1 mc2 norm acc_norm
"""
_PARTS = r"""
    STEM Hard 验证集 测试集 val(?:idation)?(?:\s?set)? valid dev(?:\s?set)? test(?:\s?set)? 社会科学
    人文 人文科学 人文学科 Humanities
    Social\sSciences? Others? China[\s-]?Specific 中国特定(?:主题)? 其他 单核 多核 easy med(?:ium)? zh
    cn en img image video text[-\s]?only 纯文本(?:子集)? 中文 英文
"""
# Behind a benchmark's name, what part of it is meant: RULER 128K, FrontierMath T1–3, MATH (Level 5).
_BEHIND = r"""
    text(?:[-\s]only)? mm multi-?modal
    \d+[KkMm] (?:level|tier|t|l)\s?\d(?:[-–~]\d)? II? python java(?:script)? typescript c\+\+ rust go
    (?:semi-?)?(?:private|public)(?:\s(?:set|eval))? (?:公开|私有|完整|精选)子?集 telecom retail airline banking
    \d+[-\s]?needles? [一二两四八\d]+针 (?:en|zh|cn)[-–→>]+(?:en|zh|cn|fr|de|ja) [RD]Q small mini
    单轮 多轮 (?:single|multi)[-\s]turn
"""
# And how it was taken: with tools, by an agent, with much effort.
_TAKEN = r"""
    (?:w/o?|without|with|using|\+)\s?[^\W\d].{0,40} (?:不?带|不?用|使用|启用|无需?|基于)[^，。]{1,16}
    (?:x?high|low|medium|max|minimal)(?:\s(?:effort|reasoning|thinking))?
    (?:[非不无]|non-?)?\s?(?:思考|推理|thinking|reasoning)(?:模式)?
    .{0,20}(?:effort|budget|scaffold(?:ing)?|harness|agents?|框架|脚手架|智能体|上下文管理|预算) [多单]\s?agents?
    terminus[-\s]?\d* openhands agentless mini-?swe-?agent.{0,8} swe-?agent claude\scode.{0,8} droid opencode
    codex(?:\scli)? kimi\scli gemini\scli kilo\s?code cline
"""


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(any_of(words), re.IGNORECASE)


# The whole label says: models, benchmarks, a place, a way of testing, or an overall score stand below or beside.
MODELS = _pattern(_MODELS)
BENCHMARKS = re.compile(rf"(?:评测|测试|公开)?{any_of(_TESTS)}(?:\s*(?:名称?|names?|\(.*\)|/.*))?", re.IGNORECASE)
ANNOUNCES = re.compile(
    r"(?:评测|测试|公开)?(?:集|数据集|基准)(?:名称?)?|基准测试|bench(?:mark)?s?|datasets?", re.IGNORECASE
)
RANK = _pattern(r"排名 名次 位次 rank(?:ing)? 排行 总排名 # no\.? rank\*?(?:\s*\(.*\))? rank\s*\(?ub\)?")
SETTING = _pattern(
    r"""
    #?\s*shots? n-?shots? settings? 设置 测试设置 评测方式
    (?:测试|评测)?条件 (?:思考|推理)强度 (?:reasoning\s)?effort (?:思考|推理)?模式 mode prompt(?:ing)? 方式 样本数 精度
    量化(?:方式|精度|方法)? quanti[sz]ation precision
    (?:智能体|agent)?\s?(?:框架|脚手架|scaffold|harness)
    """
)
OVERALL = re.compile(
    rf"[%％]?\s*{any_of(_WHOLE)}*[\s\-_.]*{any_of(_SCORE)}"
    r"\s*(?:[(（]?[%％分↑⬆]+[)）]?|\((?:%|acc|avg|↑|平均|平均分|em|macro)\))?",
    re.IGNORECASE,
)
MEASURE = _pattern(r"准确率 正确率 准确度 精度 acc(?:uracy)?\.? 通过率 成功率 success\srate pass\srate f1(?:\sscore)?")
CATEGORY = _pattern(_SKILLS)
METRIC = _pattern(_METRICS)
PART = re.compile(rf"{any_of(_PARTS)}(?:[-_\s]{any_of(_PARTS)})*", re.IGNORECASE)
BEHIND = re.compile(rf"{any_of(_BEHIND)}(?:[-_\s]{any_of(_BEHIND)})*", re.IGNORECASE)
TAKEN = _pattern(_TAKEN)
# Somewhere in the label.
NO_SCORE = _pattern(_NO_SCORE)
UNNAMED = _pattern(r"人类 真人 human 专家 随机 random 及格 平均水平 expert baseline\s*$ 基线 满分 majority")
TEST_LIKE = re.compile(
    any_of("bench eval qa test exam(?!ination) arena math code gsm mmlu clue score quiz 评测 考试 竞赛 高考 测评 榜")
    + r"(?:[-\s_.\d+a-zA-Z]{0,12})?$",
    re.IGNORECASE,
)
