"""The words that tell an event, by its type, and the words around them that say it is none, or not yet."""

import re
from dataclasses import dataclass

from data.schema import EventType
from nlp.patterns import any_of, swift

REPORT = any_of(
    """
    报告 论文 白皮书 榜单 排行榜 测评 评测 成绩 跑分 结果 研究成果 研究 指数 综述 预印本 基准测试 评估 排名
    """
)
FIGURES = any_of("财报 业绩(?!承诺) 年报 季报 半年报 财务报告 业绩预告 业绩快报 盈利预测")
MEETING = any_of(
    """
    发布会 大会 峰会 论坛 年会 演讲 直播 开放日 投资者日 沙龙 研讨会 座谈会 说明会 沟通会 博览会 开发者日 交流会 路演
    """
)
LAUNCH = any_of(
    """
    发布 推出 上线 公布 发表 首发(?!支持|搭载|于) 亮相 面世 问世 揭晓 披露 带来 升级[为至到] 更新[为至到]
    (?:正式|重磅|全面)升级 完成[^，。；]{0,8}升级
    """
)
ALONE = re.compile("发布|上线|首发|亮相|面世|问世|揭晓|升级")  # X发布了: what these launch may stand before them
MEDIUM = re.compile("(?:通过|在|于|来自|从|由|用|经)[^，。；]{0,6}$")
PUBLISH = any_of("发布 公布 发表 推出 披露 发起 出炉")
# 发布会, 发布后, 发布者: the verb is part of something else.
PART_OF = any_of(
    """
    会 者 方 厅 权 后 以来 之后 前 之前 时 之际 日 演讲 周年 内容 消息 公告 通知 声明 文章 视频 微博 推文 在即 商
    了?[^，。；]{0,12}观点
    """
)
BOARD_PLACE = any_of(
    r"""
    第\s?[\d一二三四五六七八九十]+ 第一 首位 冠军 头名 三甲 [Tt][Oo][Pp]\s?\d+ SOTA
    """
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """How events of one type are told: what in a sentence (in simplified characters) begins with their verb."""

    type: EventType
    pattern: re.Pattern[str]


def _trigger(type_: EventType, *patterns: str) -> Trigger:
    return Trigger(type_, swift("|".join(patterns)))


# In order: what an earlier one has taken is not read again by a later one.
TRIGGERS = (
    _trigger(
        "earnings",
        rf"(?:发布|公布|披露|发表|交出)(?:了|的)?[^，。；]{{0,30}}?{FIGURES}",
        rf"{FIGURES}电话会议?",
    ),
    _trigger(
        "funding",
        r"(?:完成|获得?|筹集|募集|拿到|斩获|通过)[^。；]{0,40}?(?:融资|投资)(?!者|人|方|银行|组合|回报|环境|能力|计划|渠道|难|租赁)",
        r"融资\s?[\d*]|以[^，。；]{0,20}估值[^，。；]{0,12}(?:筹集|融资)|领投|[ABCDEFG]\d?\+?\s?轮融资",
    ),
    _trigger("acquisition", r"(?:收购|并购|全资控股|买下)(?!方|案|要约|价格|传闻|标的|的|以来|后)"),
    _trigger(
        "ipo",
        r"(?:递交|提交|披露|更新|公布|呈交)[^，。；]{0,8}招股书|招股书(?:显示|披露|失效)|递表|IPO|挂牌(?=上市|交易)|登陆(?:科创板|纳斯达克|港交所|创业板|纽交所|A股|港股|北交所)",
        r"(?:公司|正式|成功|港股|A股|上交所|深交所|港交所|科创板|创业板|北交所)上市(?!公司|企业)",
    ),
    _trigger(
        "partnership",
        r"达成[^，。；]{0,30}?合作|签署[^，。；]{0,30}?(?:协议|合作|备忘录)|建立[^，。；]{0,20}?合作|宣布[^，。；]{0,16}合作|携手|联手",
    ),
    _trigger(
        "appointment",
        r"任命|出任|接任|卸任|离职|辞任|辞去|加盟|履新|升任|调任|(?:宣布|正式|已|将)加入(?=[A-Z一-鿿])|获委任|走马上任",
    ),
    _trigger(
        "regulation",
        r"(?:通过|完成|获得?|取得)[^，。；]{0,16}?(?:备案|审批|许可证?|批准|牌照|认证)|获批|获准|起诉|提起[^，。；]{0,8}诉讼",
        r"被[^，。；]{0,10}?(?:罚款|处罚|约谈|禁止|下架|立案)|立案调查|反垄断调查",
        r"(?:出台|颁布|印发|施行|签署|公布|发布)[^，。；]{0,24}?(?:办法|条例|法案|法规|指导意见|管理规定|行政令|禁令)",
    ),
    _trigger(
        "open_source",
        r"(?:宣布|正式|全面|同步|并|将|已|进行|悉数|一并|全部|均|也|球|者|日|月|了)开源(?!的|社区|生态|界|项目|协议|版|榜|领域|阵营|方面|平台|大?模型)",
        r"开源(?:了|上线)|开放[^，。；]{0,6}?权重|(?<![最个款大是家的全新A-Z])开源(?!平台|项目|框架|工具|软件|协议|方案|组织|\s?SOTA)(?=[^，。；的社生界版模]{0,6}[A-Z])|权重[^，。；]{0,8}开源",
    ),
    _trigger(
        "leaderboard",
        r"登顶|夺冠|榜首|摘得|摘取|折桂|问鼎|霸榜|跻身|(?:杀进|杀入|闯入|冲进)[^，。；]{0,16}?(?:榜|[前第]\s?[\d一二三十]|[Tt][Oo][Pp])|登上[^，。；]{0,16}?榜|列为第一|刷新[^，。；]{0,12}?(?:纪录|SOTA)",
        r"(?:名列|位列|位居|排名|排在|名次|位于|居于?|取得|拿下|获得?|直冲|跃居|升至|掉到了?|跌至|晋升|列)"
        rf"[^，。；]{{0,16}}?{BOARD_PLACE}",
    ),
    _trigger(
        "research",
        rf"{PUBLISH}(?!的|会|后)[^，。；]{{0,36}}?{REPORT}",
        r"对[^，。；]{2,30}?进行了?[^，。；]{0,24}?(?:探索|评测|测评|评估|研究|实测)|使用[^，。；]{2,20}?进行了[^，。；]{0,6}?(?:测验|测试|评测)",
    ),
    _trigger(
        "conference",
        rf"(?:举行|举办|召开|主办|开幕|出席|现身|亮相|登台|发表|在|于|的)[^，。；]{{0,40}}?{MEETING}(?!后|前|以来|结束)",
        rf"{MEETING}(?:上|中|举行|开幕|召开|落幕)",
    ),
    _trigger("release", rf"{LAUNCH}(?!{PART_OF})"),
)

# Without one of these characters or words a sentence tells nothing; one look is faster than one for each type.
HINT = swift(
    "发[布表起]|推出|上线|公布|首发|亮相|[面问]世|揭晓|披露|带来|[升更][级新]|交出|财报|业绩|年报|季报|融资|投资|领投|收购|并购|控股|买下|招股|递表|IPO|挂牌|登陆|上市|合作|协议|备忘|携手|联手|任命|出任|[接卸辞]任|离职|辞去|加[盟入]|履新|[升调]任|委任|走马|备案|审批|许可|批准|牌照|认证|获[批准]|起诉|诉讼|被|立案|调查|出台|颁布|印发|施行|签署|开源|权重|登顶|夺冠|榜|摘[得取]|折桂|问鼎|跻身|[杀闯冲]|第|SOTA|首位|冠军|头名|三甲|[Tt][Oo][Pp]|对|使用|举[行办]|召开|主办|开幕|出席|现身|登台|会|论坛|演讲|直播|开放日|投资者日|沙龙|开发者日|路演|出炉|纪录"
)
NOT_DONE = re.compile(
    any_of(
        """
    未 没有? 不会 不 否认 拒绝 无法 不再 暂停 推迟 取消 失去 跌出 丢掉 错失
    """
    )
    + r"[^，。；]{0,3}$"
)
UNSURE = re.compile(
    any_of(
        """
        如果 假如 一旦 若 可能 或将 或许 有望 希望 打算 考虑 传闻 据传 猜测 应该 需要 一直 不断 多次 没有迹象 等待
        上次 上一次 历次 每次 往年 先后 陆续 相继 每年 纷纷 各家 众多 不少 将会 为了 以便
        """
    )
    + r"[^，。；]*$"
)
TO_COME = re.compile(
    r"将$|" + any_of("将(?:于|在|会|要|正式|全面|陆续|首次|联合|率先) 即将 计划 预计 拟 定于 定档") + r"[^，。；]*$"
)
LONG_AGO = re.compile(any_of("已经? 曾 此前 早已 早在 之前 先前 过去 以往") + r"[^，。；]{0,60}$")
SINCE = re.compile(r"[^，。；]{0,30}?(?:以来|至今|之前|以前|前夕)")
SINCE_THEN = re.compile(r"[^，。；]{0,24}?(?:以来|至今)")
BEATEN = re.compile(
    any_of(
        """
        超越 超过 击败 领先于? 优于 仅次于 对比 相比 落后于? 逼近 媲美 高于 低于 追平 力压 比肩 持平于 打败 胜过 赶超
        """
    )
    + r"[^，。；]*$"
)
EARLIER = re.compile(any_of("自从? 从 截至 截止") + r"\s*$")
OF_FIGURES = re.compile(
    rf"\s*(?:第?[一二三四1-4]季度)?(?:的)?[^，。；\d]{{0,6}}?(?:{FIGURES}|报告|榜单|排行榜|评测|测评|财年|年度|版)"
)
SOURCE_BEFORE = re.compile(r"(?:据|根据|来源|援引)\s*$")
SOURCE_AFTER = re.compile(r"网?\s*(?:\d{1,2}月)?(?:\d{1,2}日)?(?:报道|消息|讯|获悉|披露数据|官方消息)")
MONEY = re.compile(
    r"[约近超达]?\s?[\d.,]+\s?(?:多|余)?[万亿千百]*\s?(?:美元|美金|元人民币|元|人民币|欧元|英镑|港元|日元)"
)
VALUED = re.compile(r"(?:估值|市值|身价)[^，。；\d]{0,6}$")
ROUND = re.compile(r"(?:Pre-)?[A-G][-+]?\d?\+{0,2}\s?轮|天使轮|种子轮|战略轮|战略融资|新一轮")
QUOTED = re.compile(r"[“「](?P<words>[^”」\n]{2,30})[”」]")
TITLE = re.compile(r"《[^《》\n]{2,60}》")
