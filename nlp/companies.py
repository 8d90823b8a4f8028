"""Companies, labs and universities that an article names, seen by the word they end with or the words beside them."""

import re
from collections.abc import Iterator

from data.words import is_word, rarity, words
from nlp.name_words import PLACES, STOPS, TRADES
from nlp.patterns import any_of, followed, found_at, swift, word_starts

Span = tuple[int, int]

STRONG = any_of(
    """
    大学 实验室 研究院 研究所 研究中心 科学院 工程院 委员会 基金会 银行 证券 协会 法院 学院 联盟 智库 出版社
    管理局 监管局 监督局 航天局 能源局 数据局 交易所 省政府 市政府 区政府 人民政府 检察院 电视台 研究会 促进会 商务部
    财政部 司法部 国防部 能源部 科技部 教育部 药监局 专利局 证监局 证监会 网信办 发改委 经信局 公安局
    安全局 税务局 测评中心 评测中心 发展部 创新中心 治理中心
    """
)
WEAK = any_of(
    """
    公司 集团 科技 智能 资本 创投 基金 新闻 日报 晚报 财经 电信 汽车 传媒 机器人 半导体 微电子 生物 医疗 软件 网络
    数码 控股 电气 制药 药业 重工 光电 出行 股份 实业 影业 资讯 时报 周刊 晨报 早报 商报 新闻网
    """
)
ENDS = re.compile(
    rf"(?P<suffix>{STRONG[3:-1]}|{WEAK[3:-1]})(?:(?:股份|科技|控股)?(?:集团|有限公司|公司)|[一-鿿]{{2,4}}分校)?"
)
IS_STRONG = re.compile(STRONG + "$")
NOBODY = frozenset(
    """
    官方 团队 公司 我们 研究人员 研究者 开发者 作者 创始人 双方 三方 法院 警方 政府 主办方 组委会 平台 用户 网友 媒体
    专家 学者 企业 厂商 负责人 成员
    """.split()  # noqa: SIM905
)
# These make a name only of what is no word of the dictionary: 智能 of 商汤智能, but not of 边缘智能.
PLAIN = frozenset(
    [
        "控股",
        "动力",
        "能源",
        "电子",
        "通信",
        "云",
        "信息",
        "技术",
        "投资",
        "物流",
        "视频",
        "游戏",
        "教育",
        "资讯",
        "电视",
        "航空",
        "航天",
        "创新",
        "精密",
        "电气",
        "股份",
        "公司",
        "资本",
        "基金",
        "汽车",
        "机器人",
        "半导体",
        "微电子",
        "生物",
        "医疗",
        "软件",
        "网络",
        "数码",
        "智能",
    ]
)
AFTER_WEAK = re.compile(
    r"\s*(?:$|[^一-鿿\w]|\d|"
    + any_of(
        """
        买下 入股 领投 跟投 参投 赔偿 支付 递表 聘请 起诉 收到 发出 全部 持有 所有 员工 研究员 任命
        举办 召开 举行 投资 融资 获 股价 市值 上市 官方 官网 员工 高管 还 刚 率先 首次 今天 昨天
        拟 计划 预计 时隔 上榜 横扫 包揽 先后 相继
        希望 认为 不 没有 以 带来 登 入选 位 排 提 研发 开发 推动 启动 签 达成 与 的 了 在 与 和 及 等 将 已 也 还 又
        再 并 则 就 于 自 从 对 向 为 是 以 由 被 把 完成 获 宣布 发布 推出 公布 公告 披露 表示 称 透露 创始人 联合
        董事长 总裁 首席 旗下 正式 今 昨 近 日前 此前 曾 方面 团队 成立 开源 上线 携手 收购 报道 消息 讯 记者 网 集团
        公司 有限 股份 副 C[ETFO]O AI实验室 研究院 大模型团队
        """
    )
    + ")"
)
KIND = re.compile(r"(?:大模型|AI|[A-G]轮|互联网|上市|初创|创业|独角兽|网约车|保险|\d日获?)(?:公司|企业)$")
MODEL_LIKE = re.compile(r"[A-Za-z]+\d|\d+(?:Pro|Max|Ultra)")  # 小米YU7汽车
IN_NAME = re.compile(r"[一-鿿A-Za-z0-9·&-]+")
RUN = re.compile(r"[一-鿿A-Za-z0-9·&-]+$")
FUNCTION = frozenset(
    "任随按凭经因的了着过在由与和或是从对向被把让给于至到为将称据跟同以并也又都就而但等该本各某其此这那两几每另者们说之使有不没要会能可"
)
COMMON = 10.0
MOST_CHARACTERS = 20
RARE = 12.4  # rarity above which a word of the dictionary may be a name: 澎湃 is 13.1, 硬核 12.9

CAPITAL = r"(?<![A-Za-z0-9@._-])(?:[A-Z][A-Za-z0-9&']{0,30}[ -]){0,3}?[A-Z][A-Za-z0-9&']{0,30}?"
LATIN_END = any_of(
    r"""
    AI(?![A-Za-z0-9-]|\s\d) Labs? Research Capital Ventures Inc\.? Corp(?:oration)?\.? Ltd\.? LLC Technologies
    Robotics Institute University Foundation Networks Computer Group ORG
    """
)
HAN_RUN = re.compile("[一-鿿]{2,6}$")
A_PLACE = re.compile("|".join(f"[(（]{place}[)）]" for place in sorted((*PLACES, "中国"))))
PLACED = re.compile(r"[(（][一-鿿]{2,4}[)）][一-鿿]{2,14}?(?:有限公司|公司|集团)")  # 栖霞(深圳)科技有限公司
LATIN_ORG = re.compile(
    rf"{CAPITAL} ?{LATIN_END}(?![A-Za-z0-9])|(?<![A-Za-z])University of [A-Z][a-z]+(?: [A-Z][a-z]+)?"
)
LATIN_FRAME = re.compile(
    r"(?<![A-Za-z0-9@._/-])(?P<name>[A-Z][A-Za-z0-9]+(?: [A-Z][A-Za-z0-9]+){0,2})\s?"
    + any_of("公司 的?(?:联合|共同)?创始人 CEO CTO COO CFO 首席 团队 集团 董事长 总裁 研究员 工程师")
)
A_FRAME = swift("公司|创始人|C[ETOF]O|首席|团队|集团|董事长|总裁|研究员|工程师")
LATE_FRAME = re.compile(
    any_of(
        """
        收购了? 并购了? 买下了? 入股了? 领投了? 公司 企业 初创 创企 新创 开发商 制造商 供应商 服务商 运营商 厂商 巨头
        独角兽 机构
        """
    )
    + r"\s?(?P<name>[A-Z][A-Za-z0-9]*(?:[:.&][A-Za-z]+)?(?: [A-Z][A-Za-z0-9]+){0,2}|[a-z]+[A-Z][A-Za-z]*)"
    r"(?![A-Za-z0-9-])"
)
SOURCE_FRAME = re.compile(
    r"(?:根据|据)(?:外媒|媒体|科技媒体|彭博|市场调研机构|研究机构|国外媒体)?\s?"
    r"(?P<name>[A-Z][A-Za-z0-9]+(?: [A-Z][a-z]+){0,2})\s?(?:的?(?:报告|统计|数据)|报道|消息|披露|援引)"
)
ACTS = any_of(
    """
    宣布 正式发布 正式推出 发布了 推出了 开源了 上线了 (?:发布(?!会)|推出|开源|上线)[^，。]{0,16}[A-Z]
    完成[^，。]{0,12}融资 获[^，。]{0,12}融资 递交[^，。]{0,4}招股书 发布[^，。]{0,8}(?:财报|信) 达成[^，。]{0,8}合作
    (?:联合)?创始人 CEO 首席 任命 举行 举办 召开 收购 递表 领投 跟投 参投
    """
)
WHEN = any_of(
    r"""
    [于在]?\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)? [于在]?\d{1,2}月\d{1,2}日 \d{1,2}日 今日 今天 昨日 昨天 日前 近日 昨晚
    [上本这下]个?(?:周|星期|礼拜)[一二三四五六日天]?
    """
)
ADVERB = any_of(
    "先后 陆续 相继 正式 全面 重磅 已 也 还 均 将 正 又 同日 当日 现场 随后 此前 曾 首次 率先 [于在][一-鿿]{2,4}"
)
ACTING = re.compile(
    rf"(?:{WHEN}[，,]?)?(?P<name>[一-鿿]{{2,6}}?)(?:[（(][^（）()\n]{{2,40}}[)）])?(?={ADVERB}?{WHEN}?{ACTS})"
)
BEFORE_ACTING = swift("[，,。；;：:！!？?”　（(\n]|公司|企业|厂商|品牌|龙头")
AN_ACT = swift(
    any_of(
        "宣布 正式 发布 推出 开源 上线 完成 获 递交 递表 达成 联合 创始人 CEO 首席 任命 举行 举办 召开 收购"
        " 领投 跟投 参投"
    )
)
FAR = 80  # characters from the beginning of such a clause to what somebody did, a bracket behind the name included
PAPER = re.compile(
    r"(?:据|根据|接受|媒体|报纸|杂志)\s?《(?P<before>[一-鿿A-Za-z ]{2,20})》"
    r"|《(?P<after>[一-鿿A-Za-z ]{2,20})》\s?(?:杂志|报道|报导|记者|编辑|援引|消息|披露|专访|资深|早前|较早前)"
)  # 据《瓦卢日报》
QUOTED_END = any_of("实验室 研究院 研究所 研究中心 工程院 基金会 委员会")
IS_QUOTED = re.compile(QUOTED_END + "[”」』]")
QUOTED = re.compile(rf"[“「『](?P<name>[一-鿿A-Za-z0-9]{{2,14}}{QUOTED_END})[”」』]")
IS_SIGNED = re.compile("日(?:报道|消息|讯)")
SOURCE = re.compile(r"^(?P<name>[一-鿿A-Za-z]{2,6}?)\s?(?:\d{1,2}月)?\d{1,2}日(?:报道|消息|讯)", re.MULTILINE)
NO_ORG = frozenset(
    "AI IT LLM CEO CTO AGI GPT NLP CV GPU CPU NPU API APP App SaaS ML RL VR AR XR IoT PC The This That Our We".split()  # noqa: SIM905
)


def find_companies(text: str, known: frozenset[str] = frozenset()) -> Iterator[Span]:
    """Where organisations stand by form (`text` in simplified characters); a generic word (该公司, 高科技) is none.

    One of the `known` names may begin a longer one: 微软工程院.
    """
    for found in ENDS.finditer(text):
        if span := _whole(text, found, known):
            yield span
    for found in PLACED.finditer(text) if "公司" in text or "集团" in text else ():
        head = HAN_RUN.search(text, max(0, found.start() - 6), found.start())
        if head and A_PLACE.match(text, found.start()):
            yield head.start(), found.end()
    capitals = [at for at in word_starts(text) if text[at].isupper()]
    yield from (found.span() for found in found_at(LATIN_ORG, text, capitals))
    clauses = followed((0, *(found.end() for found in BEFORE_ACTING.finditer(text))), AN_ACT, text, FAR)
    yield from (found.span("name") for found in found_at(ACTING, text, clauses) if _is_unheard(found["name"]))
    if "》" in text:
        yield from (found.span(found.lastgroup or 0) for found in PAPER.finditer(text))
    frames = (
        LATE_FRAME.finditer(text),
        found_at(LATIN_FRAME, text, followed(capitals, A_FRAME, text, FAR)),
        SOURCE_FRAME.finditer(text),
        SOURCE.finditer(text) if IS_SIGNED.search(text) else (),
        QUOTED.finditer(text) if IS_QUOTED.search(text) else (),
    )
    for every in frames:
        yield from (found.span("name") for found in every if found["name"] not in NO_ORG)


def _whole(text: str, found: re.Match[str], known: frozenset[str]) -> Span | None:
    """The name that ends where `found` ends, as far left as its words go."""
    strong, end = bool(IS_STRONG.search(found["suffix"])), found.end("suffix")
    if not strong and not AFTER_WEAK.match(text, found.end()):
        return None
    run = RUN.search(text, max(0, end - MOST_CHARACTERS), end)
    if not run or run.start() == found.start("suffix"):
        return None
    tokens = words(run[0])
    start, name_like, ends = end, False, False
    for place, token in enumerate(reversed(tokens)):
        if token in STOPS or FUNCTION.issuperset(token) or not IN_NAME.fullmatch(token):
            break
        if ends and not (token in PLACES and found[0].endswith("公司")):
            break  # 北京栖霞有限公司 has its place, if 栖霞 has none
        named = _is_name(token, known, found["suffix"]) if place else _has_name(token, found["suffix"], strong)
        if not strong and name_like and not named:
            break
        if not strong and place and not named and token not in TRADES:
            return None
        name_like |= named or (strong and token in ("全国", "国家"))  # 认知智能国家重点实验室
        start -= len(token)
        ends |= token in known
    start = _trimmed(text, start, found.start("suffix"))
    own = text[start : found.start("suffix")]
    if not own:
        return None
    if not strong and (MODEL_LIKE.search(own) or _is_place(own)):
        return None
    fits = name_like and not text[start].isdigit() and not KIND.search(text, start, end)
    return (start, found.end()) if fits else None


def _is_place(name: str) -> bool:
    """Whether nothing but a place and a trade stand before an ending: 中国工业机器人 names nobody."""
    return all(token in PLACES or token in TRADES for token in words(name))


def _is_unheard(name: str) -> bool:
    """Whether a name holds a rare word, and nothing that stands in no name: 栖霞数科, but not 研究人员."""
    tokens = words(name)
    if name[-1] in "者们人员家民" or name[0] in "前双两三四远超" or tokens[0] in ("众多", "多位", "不少"):
        return False
    if any(token in STOPS or FUNCTION.issuperset(token) or token in NOBODY for token in tokens):
        return False
    rare = COMMON if tokens[-1] in TRADES else RARE  # 智能 behind it says that it is a company
    return any(token not in TRADES and rarity(token) > rare for token in tokens) and not is_word(name)


def _trimmed(text: str, start: int, end: int) -> int:
    """Without the function words that the segmentation of an unknown name took in: 据瓦 + 卢 + 新闻."""
    for length in (3, 2):
        if start + length < end and text[start : start + length] in STOPS:
            start += length
    while start + 1 < end and text[start] in FUNCTION and not is_word(text[start : start + 2]):
        start += 1
    return start


def _has_name(last: str, suffix: str, strong: bool) -> bool:
    return len(last) > len(suffix) and last not in TRADES and (strong or not is_word(last))


def _is_name(token: str, known: frozenset[str], suffix: str) -> bool:
    if token in TRADES or token.isdigit() or token[-1] in "系级型类式台款种":
        return False
    if token in known or token.rstrip("省市") in PLACES or (token[0].isascii() and token[0].isupper()):
        return True
    return rarity(token) > RARE and not (suffix in PLAIN and is_word(token))
