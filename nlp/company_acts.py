"""Companies that an article names where they do what companies do: 栖霞数科宣布, Zorble完成融资, 据Zorble报道."""

import re
from collections.abc import Iterator, Sequence

from data.words import is_word, rarity, words
from nlp.name_words import GIVEN_NAMES, NOT_A_NAME, STOPS, SURNAMES, TRADES
from nlp.patterns import any_of, followed, found_at, swift

Span = tuple[int, int]

NOBODY = frozenset(
    """
    官方 官网 官宣 团队 公司 我们 研究人员 研究者 开发者 作者 创始人 双方 三方 法院 警方 政府 主办方 组委会 平台 用户
    网友 媒体
    专家 学者 企业 厂商 负责人 成员
    """.split()  # noqa: SIM905
)
COMMON = 10.0
EVERYDAY = 11.5  # rarity below which a word of two characters stands in no unheard name but as its trade
RARE = 12.4  # rarity above which a word of the dictionary may be a name: 澎湃 is 13.1, 硬核 12.9
FUNCTION = frozenset(
    "任随按凭经因的了着过在由与和或是从对向被把让给于至到为将称据跟同以并也又都就而但等该本各某其此这那两几每另者们说之使有不没要会能可"
)
BOUND = frozenset("由被与和对向给把将在从是让跟据")
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
    r"""
    (?:宣布|官宣)(?!了?[离辞卸退]|加[入盟]) 正式(?:发布|推出|上线|开源)(?![，。；！]|$)
    (?:发布|推出|开源|上线|公布|公开|揭晓)了(?![，。；！]|$)
    (?:发布(?!会)|推出|开源|上线)[^，。；]{0,16}?[A-Z《“「] 将[^，。；]{2,20}?开源
    完成[^，。]{0,12}(?:融资|收购) 获得?[^，。；]{0,20}(?:融资|投资|领投|注资) 融资\s?[约超近达]?[\d数] 筹集 募资
    领投 跟投 参投
    \d[\d.]*[万亿]?[^，。；]{0,8}轮融资 获得?[^，。；]{0,16}(?:牌照|许可|备案|批准|认证)
    (?:递交|提交)[^，。]{0,8}(?:招股书|申请) 递表 登陆[^，。；]{2,6} 在[^，。；]{2,10}(?:挂牌|上市)
    通过[^，。；]{0,6}聆讯 启动上市
    [向在](?:港交所|联交所|美国|证监会|法院)[^，。；]{0,10}(?:递交|提交|提起|挂牌|上市)
    (?:发布|公布|披露)[^，。；]{0,16}(?:财报|业绩|年报|季报|信) 发布论文
    (?:达成|开展|展开|签署|签订)[^，。]{0,12}(?:合作|协议) 收入(?:麾下|囊中)
    [与和][^，。；]{2,20}?(?:达成|签署|签订|签约|合作|联合|共同) 携手 联手 牵手
    任命 聘请 举行 举办 召开 收购 并购 以[^，。；]{2,16}收购 被[^，。；]{0,14}(?:罚款|列入|起诉|约谈|收购|立案)
    因[^，。；]{2,16}被(?:罚|起诉|约谈) 起诉 遭[^，。；]{2,10}(?:调查|起诉|罚款) 旗下
    """
)
ROLES = any_of("(?:联合|共同)?创始人 CEO CTO COO CFO 首席 联席 技术负责人 董事长 总裁")
WHEN = any_of(
    r"""
    [于在]?\s?\d{4}\s?年(?:\s?\d{1,2}\s?月)?(?:\s?\d{1,2}\s?日)? [于在]?\s?\d{1,2}\s?月\s?\d{1,2}\s?日
    \d{1,2}\s?日 今日 今天 昨日 昨天 日前 近日 昨晚
    [上本这下]个?(?:周|星期|礼拜)[一二三四五六日天]?
    """
)
ADVERB = any_of(
    "亦 便 即 就 则 再 仍 先后 陆续 相继 正式 全面 重磅 已 也 还 均 将 正 又 拟 并 同日 当日 现场 随后 此前 曾 首次"
    " 率先 同步 成功 刚刚"
    " 据悉 对外 盘后 盘前"
    " [于在][一-鿿]{1,6}"
)
OF_COMPANY = re.compile(
    "发布|推出|上线|开源|融资|招股|申请|递表|上市|挂牌|聆讯|财报|业绩|领投|跟投|参投|旗下|携手|联手|牵手"
)
DIGIT = re.compile("[0-9]")
DID = rf"(?:(?:{ADVERB}|\s?{WHEN}){{1,3}}[，,]?)?\s?{ACTS}"
ACTING = re.compile(
    rf"(?:{WHEN}[，,]?)?(?P<name>(?:(?![由被])[一-鿿]){{2,6}}?)(?:[（(][^（）()\n]{{2,40}}[)）])?"
    rf"(?={ROLES}|(?P<did>{DID}|(?:{ADVERB}|{WHEN}){{0,2}}(?:研发|开发|打造|出品|推出)(?=[，。的])))"
)
LATIN_FRAME = re.compile(
    rf"(?<![A-Za-z0-9@._/-])(?P<name>(?:[A-Z]|[a-z](?=[A-Z]))[A-Za-z0-9]+(?: [A-Z][A-Za-z0-9]+){{0,2}})(?![A-Za-z0-9-])"
    rf"(?:[（(][^（）()\n]{{2,40}}[)）])?(?=\s?(?:的?{ROLES}|公司|团队|集团|研究员|工程师|的(?:全资)?(?:收购|并购)|(?P<did>{DID})))"
)
BEFORE_ACTING = swift("[，,。；;：:！!？?”　（(\n由被]|公司|企业|厂商|品牌|龙头")
AN_ACT = swift(
    any_of(
        "宣布 官宣 正式 发布 推出 开源 上线 完成 获 融资 筹集 募资 递 提交 登陆 挂牌 上市 聆讯 达成 联合 共同 合作"
        " 签 携手 联手"
        " 牵手 任命 聘请 举行 举办 召开 收购 并购 领投 跟投 参投 披露 公布 被 起诉 遭 旗下 创始人 C[ETOF]O 首席"
        " 公司 团队 集团 董事长 总裁 研究员 工程师 提起 开展 展开"
    )
)
FAR = 80  # characters from the beginning of such a clause to what somebody did, a bracket behind the name included
PAPER = re.compile(
    r"(?:据|根据|接受|媒体|报纸|杂志)\s?"
    r"《(?P<before>[一-鿿A-Za-z ]{2,20}(?<!办法)(?<!条例)(?<!法案)(?<!规定)(?<!意见)(?<!法))》"
    r"|《(?P<after>[一-鿿A-Za-z ]{2,20})》\s?(?:杂志|报道|报导|记者|编辑|援引|消息|披露|专访|资深|早前|较早前)"
)  # 据《瓦卢日报》
QUOTED_END = any_of("实验室 研究院 研究所 研究中心 工程院 基金会 委员会")
IS_QUOTED = re.compile(QUOTED_END + "[”」』]")
QUOTED = re.compile(rf"[“「『](?P<name>[一-鿿A-Za-z0-9]{{2,14}}{QUOTED_END})[”」』]")
IS_SIGNED = re.compile("日(?:报道|消息|讯)")
SOURCE = re.compile(
    r"^(?P<name>[一-鿿A-Za-z]{2,6}?)(?:北京|上海|深圳|台北|香港)?\s?(?:\d{1,2}月)?\d{1,2}日(?:报道|消息|讯)",
    re.MULTILINE,
)
FOUNDED = re.compile(r"创[立办]了?(?P<name>[一-鿿]{2,6})(?=[，,。；、（(])")
INVESTED = swift("领投|跟投|参投|投资方|投资者|投资人")
INVESTORS = re.compile(
    r"(?:^|[由，,。；])\s?(?P<list>[^由，,。；\n]{2,80}?)(?:等[^，。；、]{0,6})?[联合共同独家还也已将则曾又均]*$"
)
INVESTORS_ARE = re.compile(r"(?:包括了?|为|有)(?P<list>[^，,。；\n]{2,80}?)(?=等|[，,。；\n]|$)")
IN_LIST = re.compile(r"[、和与及]|以及")
AN_INVESTOR = re.compile(
    r"(?:老股东|现有股东|知名机构|本轮|以及)?\s?"
    r"(?P<name>[一-鿿]{2,8}|[A-Z][A-Za-z0-9]*(?: [A-Z][A-Za-z]+){0,2}[一-鿿]{0,4})$"
)
NO_ORG = NOT_A_NAME | {"BG", "BU", "LLM", "AGI", "GPT", "APP", "The", "This", "That", "Our", "We"}


def find_acting(text: str, capitals: Sequence[int]) -> Iterator[Span]:
    """Where organisations stand by what is told beside them; a Latin name begins at one of the `capitals`."""
    clauses = followed((0, *(found.end() for found in BEFORE_ACTING.finditer(text))), AN_ACT, text, FAR)
    yield from (
        found.span("name") for found in found_at(ACTING, text, clauses) if _is_unheard(found["name"], found["did"])
    )
    if "》" in text:
        yield from (found.span(found.lastgroup or 0) for found in PAPER.finditer(text))
    frames = (
        LATE_FRAME.finditer(text),
        (one for one in found_at(LATIN_FRAME, text, followed(capitals, AN_ACT, text, FAR)) if _is_latin_org(one)),
        SOURCE_FRAME.finditer(text),
        SOURCE.finditer(text) if IS_SIGNED.search(text) else (),
        QUOTED.finditer(text) if IS_QUOTED.search(text) else (),
    )
    for found in FOUNDED.finditer(text):
        if _is_unheard(found["name"], None):
            yield found.span("name")
    for mark in INVESTED.finditer(text):
        if mark[0].endswith("投"):
            told = INVESTORS.search(text, max(0, mark.start() - FAR), mark.start())
        else:
            told = INVESTORS_ARE.match(text, mark.end())
        if told:
            yield from _listed_in(text, *told.span("list"))
    for every in frames:
        yield from (found.span("name") for found in every if found["name"] not in NO_ORG)


def _listed_in(text: str, start: int, end: int) -> Iterator[Span]:
    """Those whom a list names, where each of its parts can be a name."""
    at, parts = start, []
    for mark in (*IN_LIST.finditer(text, start, end), None):
        until = mark.start() if mark else end
        parts.append(AN_INVESTOR.match(text, at, until))
        at = mark.end() if mark else end
    if all(parts):
        yield from (part.span("name") for part in parts if part and _is_investor(part["name"]))


def _is_investor(name: str) -> bool:
    tokens = words(name)
    return name not in NO_ORG and not any(t in STOPS or FUNCTION.issuperset(t) or t in NOBODY for t in tokens)


def _is_latin_org(found: re.Match[str]) -> bool:
    """Whether a Latin name that does what companies do is no version's (Zetan2发布了) and no person's."""
    parts = found["name"].split(" ")
    return not found["did"] or not (DIGIT.search(found["name"]) or GIVEN_NAMES & {*parts} or NO_ORG & {*parts})


def _is_unheard(name: str, did: str | None) -> bool:
    """Whether a name holds a rare word, and nothing that stands in no name: 栖霞数科, but not 研究人员."""
    tokens = words(name)
    if did and name[0] in SURNAMES and len(name) < 4 and not OF_COMPANY.search(did):
        return False  # 王某宣布离开
    if (
        name[-1] in "者们人员家民"
        or name[0] in "前双两三四远超这那该此"
        or (name[0] in BOUND and not is_word(name[:2]))
        or name[-1] in "亦便也还就已均则即仍再又并将"
        or tokens[0] in ("众多", "多位", "不少")
    ):
        return False
    if any(token in STOPS or FUNCTION.issuperset(token) or token in NOBODY for token in tokens):
        return False
    if any(len(token) > 1 and token not in TRADES and rarity(token) < EVERYDAY for token in tokens):
        return False  # 智谱当前, 正式卸下
    rare = COMMON if tokens[-1] in TRADES else RARE  # 智能 behind it says that it is a company
    return any(token not in TRADES and rarity(token) > rare for token in tokens) and not is_word(name)
