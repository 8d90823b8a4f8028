"""Companies, labs and universities that an article names, seen by the word they end with or the words beside them."""

import re
from collections.abc import Iterator

from data.words import is_word, rarity, words
from nlp.company_acts import BOUND, FUNCTION, RARE, Span, find_acting
from nlp.name_words import PLACES, STOPS, TRADES
from nlp.patterns import any_of, found_at, word_starts

STRONG = any_of(
    """
    大学 信息办公室 实验室 研究院 研究所 研究中心 科学院 工程院 委员会 基金会 银行 证券 协会 法院 学院 联盟 智库 出版社
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
    r"\s*(?:$|[^一-鿿\w]|[\dA-Z]|"
    + any_of(
        """
        买下 入股 领投 跟投 参投 赔偿 支付 递表 聘请 起诉 收到 发出 全部 持有 所有 员工 研究员 任命
        举办 召开 举行 投资 融资 获 股价 市值 上市 官方 官网 员工 高管 还 刚 率先 首次 今天 昨天
        拟 计划 预计 时隔 上榜 横扫 包揽 先后 相继
        希望 认为 不 没有 以 带来 登 入选 位 排 提 研发 开发 推动 启动 签 达成 与 的 了 在 与 和 及 等 将 已 也 还 又
        再 并 则 就 于 自 从 对 向 为 是 以 由 被 把 完成 获 宣布 发布 推出 公布 公告 披露 表示 称 透露 创始人 联合
        董事长 总裁 首席 旗下 正式 今 昨 近 日前 此前 曾 方面 团队 成立 开源 上线 携手 收购 报道 消息 讯 记者 网 集团
        公司 有限 股份 副 C[ETFO]O AI实验室 研究院 大模型 因 遭 通过 牵手 联手 接入 入选 自研 自主 凭借? 处以
        研究(?=团队|成果) 回应 否认 加入
        斩获 拿下 营收 净利 总部 技术负责人 高级 正式 成为 面向 跻身 累计 募资 筹集 递交 提交 更新 摘得 夺得 一季度
        """
    )
    + ")"
)
UNHEARD = ("科技", "资本", "创投", "集团")  # endings that make a name of any word that nobody has heard
HAN_PAIR = re.compile("[一-鿿]{2}")
UNKNOWN = 17.0  # rarity of a word that the dictionary has not
ITS_GOODS = ("软件", "智能")  # 苹果智能 is what the company makes
TRADE_ENDS = frozenset("级型类式化性端的新")
GOES_ON = re.compile(
    any_of(
        """
        行业 产业 领域 企业 巨头 园 股 化 制造 赛道 市场 论文 大会 产品 技术 板块 概念 生态 时代 创新 强国 进步 发展
        竞争 革命 感 界 圈 馆 城 类 性 工程 服务 平台 市 支出 开支 运作 大厂 人才 公司 中心 水平 金融 媒体
        """
    )
)
KIND = re.compile(r"(?:大模型|AI|[A-G]轮|互联网|上市|初创|创业|独角兽|网约车|保险|\d日获?)(?:公司|企业)$")
MODEL_LIKE = re.compile(r"[A-Za-z]+\d|\d+(?:Pro|Max|Ultra)")  # 小米YU7汽车
IN_NAME = re.compile(r"[一-鿿A-Za-z0-9·&-]+")
RUN = re.compile(r"[一-鿿A-Za-z0-9·&-]+$")
MOST_CHARACTERS = 20

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
    yield from find_acting(text, capitals)


def _whole(text: str, found: re.Match[str], known: frozenset[str]) -> Span | None:
    """The name that ends where `found` ends, as far left as its words go."""
    legal = found[0].endswith("有限公司") or text.startswith("有限", found.start() - 2)
    strong, end = legal or bool(IS_STRONG.search(found["suffix"])), found.end("suffix")
    told = strong or AFTER_WEAK.match(text, found.end())
    if not told and not _is_unheard_of(text, found):
        return None
    run = RUN.search(text, max(0, end - MOST_CHARACTERS), end)
    if not run or run.start() == found.start("suffix"):
        return None
    tokens = words(run[0])
    start, name_like, ends = end, False, False
    for place, token in enumerate(reversed(tokens)):
        if token in STOPS or FUNCTION.issuperset(token) or not IN_NAME.fullmatch(token):
            break
        bound = token[0] in BOUND and not is_word(token)  # 由瓦卢: the segmentation of an unknown name took it in
        token = token[bound:]
        if ends and not (token in PLACES and found[0].endswith("公司")):
            break  # 北京栖霞有限公司 has its place, if 栖霞 has none
        named = _is_name(token, known, found["suffix"]) if place else _has_name(token, found["suffix"], strong)
        named |= bound
        if not strong and name_like and not named:
            break
        if not strong and place and not named and token not in TRADES:
            return None
        name_like |= named or (legal and place > 0 and token not in TRADES and token not in PLACES)
        name_like |= strong and token in ("全国", "国家")  # 认知智能国家重点实验室
        start -= len(token)
        if bound:
            break
        ends |= token in known
    start = _trimmed(text, start, found.start("suffix"))
    own = text[start : found.start("suffix")]
    if not own:
        return None
    if own in known and found["suffix"] in ITS_GOODS and not strong:
        return None
    if not strong and (MODEL_LIKE.search(own) or _is_place(own)):
        return None
    fits = name_like and not text[start].isdigit() and not KIND.search(text, start, end)
    return (start, found.end()) if fits else None


def _is_unheard_of(text: str, found: re.Match[str]) -> bool:
    """Whether what stands before a company's ending is in no dictionary, and nothing goes on behind it."""
    own = text[max(0, found.start() - 2) : found.start()]
    return (
        found[0] in UNHEARD
        and bool(HAN_PAIR.fullmatch(own))
        and not is_word(own)
        and not FUNCTION & {*own}
        and own[-1] not in TRADE_ENDS
        and not GOES_ON.match(text, found.end())
        and rarity(words(text[max(0, found.start() - 4) : found.start()])[-1]) > UNKNOWN
    )


def _is_place(name: str) -> bool:
    """Whether nothing but a place and a trade stand before an ending: 中国工业机器人 names nobody."""
    return all(token in TRADES or token.rstrip("省市") in PLACES for token in words(name))


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
    if token in TRADES or token.isdigit() or token[-1] in "系级型类式台款种着了过":
        return False
    if token in known or token.rstrip("省市") in PLACES or (token[0].isascii() and token[0].isupper()):
        return True
    return rarity(token) > RARE and not (suffix in PLAIN and is_word(token))
