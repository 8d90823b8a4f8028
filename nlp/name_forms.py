"""Models, benchmarks and products that no lexicon knows yet, seen by their form and the words beside them."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from data.fields import EntityType
from data.words import rarity, words
from nlp.name_words import GENERIC_HEADS, NOT_A_NAME, STOPS, TRADES
from nlp.patterns import any_of, followed, found_at, swift, word_starts

Proposal = tuple[int, int, EntityType, bool]

EDGE = r"(?<![A-Za-z0-9@._/\\-])"
END = r"(?![A-Za-z0-9_])"
PART = r"[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*"
LATIN = rf"(?:[A-Z][A-Za-z0-9]*|[a-z]+[A-Z][A-Za-z0-9]*)(?:\.\d[A-Za-z0-9]*)*(?:[-_]{PART})*"
LATIN_WORDS = rf"{LATIN}(?: [A-Z0-9][A-Za-z0-9.-]*)"
VERSIONED = (
    rf"{LATIN}(?: (?:\d+(?:\.\d+)*|[A-Z]\d{{1,2}}))?(?: (?:Pro|Max|Mini|Turbo|Ultra|Plus|Flash|Preview|Lite|Air))*"
)
OPEN, CLOSE = r"\s?[*「“\"《(（]*", r"[*」”\"》]*\s?"

SIZED_MODEL = re.compile(
    rf"{EDGE}(?:[A-Z][A-Za-z]{{1,20}} )?[A-Za-z][A-Za-z0-9.]{{0,24}}?"
    r"(?:[-_][A-Za-z][A-Za-z0-9.]{0,24}| [A-Z][A-Za-z0-9.]{0,24}|[-_ ]\d{1,4}(?:\.\d{1,4}){0,2}){0,4}?"
    rf"[-_ ]?(?:\d+x)?\d+(?:\.\d+)?[Bb](?:[-_](?!in\b){PART})*{END}"
)
A_SIZE = re.compile("[0-9][Bb](?![A-Za-z0-9])")
A_MODEL = re.compile("模型")
FAR = 160  # characters from the beginning of a name to the part or word that says what it names
MODEL_KIND = any_of(
    "大型 语言 基座 推理 开源 旗舰 大 新 视觉 多模态 生成 生成式 世界 编程 小 基础 预训练 系列 布局分析 算法"
)
MODEL_CALLED = re.compile(rf"模型(?:系列)?{OPEN}—{{0,2}}(?P<name>{VERSIONED}){END}")
CALLED_MODEL = re.compile(
    rf"{EDGE}(?P<name>{VERSIONED}){CLOSE}(?:[(（][^()（）]{{1,60}}[)）])?{MODEL_KIND}*模型(?!库|榜|卡|市场|平台|广场|服务|公司|架构)"
)
# 瓦卢大模型Zetan-2 is Zetan-2, and CMMLU大模型评测 is no model.
HAN_MODEL = re.compile(
    r"大模型(?!评测|测评|榜|竞技|综合|能力|基准|排行)(?:\s?(?:[VvXx]?\d+(?:\.\d+)*|X\d))?(?!\s?[「“《]?[A-Z])"
)
# A Chinese name with a size or a lettered version on a hyphen: 云岭-7B, 云岭-2-Chat, 栖霞-V3.
HAN_SIZED = re.compile(
    rf"(?<=[一-鿿])(?:(?:-[A-Za-z]{{1,12}}){{0,2}}-?(?:\d+(?:\.\d+)?-)?\d+(?:\.\d+)?[Bb]|-[A-Z]\d+(?:\.\d+)?|-\d+(?:\.\d+)?(?=-[A-Z][A-Za-z]))"
    rf"(?:[-_]{PART})*{END}"
)
AFTER_HAN = re.compile(r"[-\d](?<=[一-鿿][-\d])")
HEAD = re.compile(r"[一-鿿A-Za-z0-9]{1,12}$")
HAN_HEAD = re.compile(r"[一-鿿]{1,8}$")
BINDS = "的了在是和与及或而把被将为对从到由向以也又都就让使给比如像即有至"
BOUND = frozenset(BINDS)
COUNTED = re.compile("[一二两三四五六七八九十几多数这那每各]+[款个种家]")  # 两款大模型
COUNTS = re.compile("[比款个台种约近超达到于至仅只才用为]")  # 达到70B and 四款10B are no names
LEANS = re.compile(rf"^(?:[一-鿿]?[和与](?=[一-鿿]{{2}})|前代|上代|新版|旧版|[{BINDS}新旧原该其])")
BENCHMARK = re.compile(
    rf"{EDGE}(?=[A-Za-z0-9τ])(?:[A-Z0-9τ][A-Za-z0-9]*[- ]){{0,2}}?[A-Za-z0-9τ²]*[- ]?"
    rf"{any_of('[Bb]ench(?:mark)? BENCH Eval EVAL Arena Exam QA CLUE GLUE MMLU MMMU Leader[Bb]oard Challenge')}"
    rf"(?:[0-9]+[A-Za-z]*)?(?:[-_]{PART})*"
    r"(?: (?:(?:[Vv]\d*)?\d(?:\.\d+)*(?![-\s]?[Ss]hot)|\d{2,4}(?![\d.]|[-\s]?[Ss]hot)"
    r"|Verified|Pro|Hard|Lite|Multilingual))?"
    rf"{END}(?!\s?[年月日])"
)
A_TEST = swift("[Bb]ench|BENCH|Eval|EVAL|Arena|Exam|QA|[CG]LUE|MM[LM]U|Leader|Challenge")
BOARD = any_of("榜单 排行榜 榜(?=[上中]) 基准 测试集 评测集 数据集 资料集 评测 测评")
A_BOARD = swift(BOARD)
BOARD_KIND = any_of(
    "大模型 模型 中文 英文 数学 编程 代码 综合 能力 开源 权威 多轮 对话 标准 学术 公开 竞赛 推理 测试 [Bb]enchmark 等"
)
BENCHMARK_HEADS = "(?:数据集|评测集|测试集|基准|榜单)"
BENCHMARK_FRAME = re.compile(
    rf"{EDGE}(?P<name>{LATIN_WORDS}{{0,3}}?){CLOSE}{BOARD_KIND}*\s?{BOARD}"
    rf"|{BENCHMARK_HEADS}\s?(?P<late>{LATIN_WORDS}{{0,2}}?){END}"
)
VERSION = re.compile(r"[Vv]\d+(?:\.\d+)*")  # 榜单V1.1
BENCHMARK_HEAD = re.compile(BENCHMARK_HEADS)
SERIES = any_of(
    r"""
    骁龙 Snapdragon 天玑 Dimensity 麒麟 Kirin Exynos 玄戒 昇腾 Ascend Cortex-? Adreno Mali-? Immortalis-? Ryzen 锐龙
    酷睿 Xeon EPYC Gaudi (?:GeForce\s)?RTX Instinct\sMI APU 马良
    iPhone iPad MacBook Apple\sWatch Vision\sPro Galaxy Pixel
    Redmi 红米 小米 Mate Pura nova (?<=华为)P (?<=华为\s)P (?:荣耀\s?)?Magic\s?V?s? 荣耀 一加 OnePlus 真我
    红米\sNote 红米\s?Turbo Redmi\sNote Redmi\s?Turbo
    realme iQOO vivo OPPO Find Reno 魅族 moto\sedge moto\srazr ThinkPad Surface Quest Model SU YU 问界
    """
)
EDITION = any_of(r"至臻版 至尊版 典藏版 Pro\sMax Pro Max Ultra Plus [Mm]ini Elite Gen\s?\d SE Air Fold Flip Leading")
PRODUCT = re.compile(
    rf"(?<![A-Za-z0-9]){SERIES}\s?(?:[A-Z]{{0,2}}\d{{1,4}}[A-Za-z]{{0,2}}|[A-Z]\d*)\+?(?:\s?{EDITION}){{0,3}}\+?"
    r"(?![A-Za-z0-9%.]|\s?[年月日周万亿倍个款家岁名届次])"
)
HAN_SERIES = re.compile("|".join(re.findall("[一-鿿]+", SERIES)))
SERIES_OF = re.compile(r"(?<=[一-鿿])\d+系列")
IS_MODEL = re.compile(r"[^，。；\n]{0,30}?模型")
AN_APP = re.compile("A(?:pp|PP)")
APP = re.compile(rf"{EDGE}{LATIN_WORDS}{{0,2}}? (?:App|APP){END}")
A_PC = swift("Ryzen|锐龙|Core|酷睿|i[3579]-")
PC_CHIP = re.compile(
    r"(?<![A-Za-z0-9-])(?:(?:Ryzen|锐龙)\s?[3579]\s(?:PRO\s)?\d{4}[A-Z0-9]{0,3}|(?:(?:Core|酷睿)\s?)?i[3579]-\d{4,5}[A-Z]{0,2}"
    r"|(?:Core|酷睿)\s?Ultra\s?[3579]\s\d{3}[A-Z]{0,2})(?![A-Za-z0-9])"
)
APPLE_CHIP = re.compile(
    r"(?<![A-Za-z0-9-])(?:(?:A1\d|M[1-6]) (?:Pro|Max|Ultra|Bionic)(?![A-Za-z0-9])"
    r"|(?:A1\d|M[1-6])(?=\s?(?:芯片|晶片|处理器|仿生)))"
)
A_CHIP = re.compile(r"A1\d|M[1-6]")
BARE_CHIP = re.compile(r"(?<![A-Za-z0-9-])(?:A1\d|M[1-6])(?![A-Za-z0-9.-]| ?(?:Pro|Max|Ultra))")
APPLE = re.compile("苹果|Apple|iPhone|Mac")
DEVICE = any_of(
    """
    芯片 晶片 处理器 手机(?!部) App(?![a-z]) APP(?![A-Z]) 应用程序 客户端 智能眼镜 眼镜 音箱 耳机 手表 超级计算机
    超级计算机集群 浏览器 插件 操作系统 开源框架 框架 平台 工具
    """
)
A_DEVICE = swift(DEVICE)
PRODUCT_HEADS = "(?:搭载|芯片|晶片|处理器|手机|超级计算机|的工具|App)"
PRODUCT_FRAME = re.compile(
    rf"{EDGE}(?P<name>{LATIN_WORDS}{{0,2}}){CLOSE}{DEVICE}"
    rf"|{PRODUCT_HEADS}{OPEN}(?P<late>{LATIN_WORDS}{{0,2}}){END}"
)
PRODUCT_HEAD = re.compile(PRODUCT_HEADS)
NETWORK_X = re.compile(
    r"(?<=平台)\s?(?P<name>X)(?![A-Za-z0-9])|(?<![A-Za-z0-9])(?P<late>X)(?=\s?(?:平台|（原|\(原|（前|\(前))"
)
LAUNCHED = re.compile(
    rf"(?:推出|发布|上线|发表)(?:了|新品|全新|新一代|旗下|其)*{OPEN}"
    rf"(?P<name>[A-Z][a-z]+(?: [A-Z0-9][A-Za-z0-9.-]*){{1,3}}){END}"
)
OPENED = re.compile(
    rf"(?:开源|开放|发布|推出|上线)了?{OPEN}(?P<name>(?=[A-Za-z.-]*\d)[A-Z][A-Za-z]+[0-9.]*(?:-{PART})+){END}"
)
SCORED = re.compile(
    rf"{EDGE}(?P<name>(?=[A-Za-z.-]*\d)[A-Z][A-Za-z]+[0-9.]*(?:[- ][A-Z0-9][A-Za-z0-9.]*){{1,4}})\s?"
    + any_of(
        "以\\s?[\\d.]+ 得分 的得分 总分 拿到 取得 获得 位列 排名 登顶 位居 夺冠 的成绩 的总分"
        "(?:今日起?|今天|正式|全量|全面|现已|已)*(?:发布|上线|开源|亮相|问世)(?=[，。！])"
    )
)
GAME = re.compile(r"游戏|手游")
BOOK = re.compile(r"《(?P<name>[^《》\n]{2,14})》")
NO_HEADS = GENERIC_HEADS | STOPS | TRADES
RARE = 12.4  # rarity above which the word before 大模型 may be its name: 山海 is 13.5, 模拟 8.9


def find_forms(text: str) -> Iterator[Proposal]:
    """Names by form, in no order, some inside others; True with those whose form alone says what they are.

    `text` is in simplified characters.
    """
    starts = word_starts(text)
    letters = [at for at in starts if text[at].isalpha()]
    yield from _sized(found_at(SIZED_MODEL, text, followed(letters, A_SIZE, text, FAR)))
    if "模型" in text:
        yield from _framed(MODEL_CALLED.finditer(text), "model")
        yield from _framed(found_at(CALLED_MODEL, text, followed(letters, A_MODEL, text, FAR)), "model")
    yield from _framed(OPENED.finditer(text), "model")
    yield from _framed(found_at(SCORED, text, letters), "model")
    yield from _han_models(text)
    yield from _han_sized(text)
    yield from (
        (*found.span(), "benchmark", True)
        for found in found_at(BENCHMARK, text, followed(starts, A_TEST, text, FAR))
        if is_name(found[0].split(" ")[0])
    )
    tested = followed(letters, A_BOARD, text, FAR)
    yield from _framed(found_at(BENCHMARK_FRAME, text, _with(BENCHMARK_HEAD, text, tested)), "benchmark")
    series = _with(HAN_SERIES, text, letters)
    pc_chips, apps = series if A_PC.search(text) else (), letters if AN_APP.search(text) else ()
    for form, places in ((PRODUCT, series), (PC_CHIP, pc_chips), (APP, apps)):
        products = found_at(form, text, places)
        yield from ((found.start(), _series_end(text, found.end()), "product", True) for found in products)
    chips = list(found_at(APPLE_CHIP, text, letters)) if A_CHIP.search(text) else []
    yield from ((*found.span(), "product", True) for found in chips)
    if chips and APPLE.search(text):  # where one of them is a chip, so are the others
        yield from ((*found.span(), "product", True) for found in found_at(BARE_CHIP, text, letters))
    devices = followed(letters, A_DEVICE, text, FAR)
    yield from _framed(found_at(PRODUCT_FRAME, text, _with(PRODUCT_HEAD, text, devices)), "product")
    if "X" in text:
        yield from _framed(NETWORK_X.finditer(text), "product")
    for found in LAUNCHED.finditer(text):
        yield *found.span("name"), "model" if IS_MODEL.match(text, found.end()) else "product", False
    if GAME.search(text):
        yield from ((*found.span("name"), "product", False) for found in BOOK.finditer(text))


def is_name(text: str) -> bool:
    """Whether a Latin word may name something."""
    return text.strip() not in NOT_A_NAME and (len(text) > 1 or text == "X") and "-to-" not in text  # Text-to-Video


def _with(heads: re.Pattern[str], text: str, letters: list[int]) -> list[int]:
    """The places of Latin words and of the Chinese words that begin a frame, in order."""
    return sorted([*letters, *(found.start() for found in heads.finditer(text))])


def _sized(every: Iterable[re.Match[str]]) -> Iterator[Proposal]:
    for found in every:
        if is_name(re.split("[- ]", found[0])[0]):
            yield *found.span(), "model", True


def _framed(every: Iterable[re.Match[str]], type_: EntityType) -> Iterator[Proposal]:
    for found in every:
        name = found.lastgroup or "name"
        if is_name(found[name]) and not VERSION.fullmatch(found[name]):
            yield *found.span(name), type_, False


def _han_models(text: str) -> Iterator[Proposal]:
    """山海大模型, but not 国产大模型: the word before must be no everyday one."""
    for found in HAN_MODEL.finditer(text):
        head = HEAD.search(text, max(0, found.start() - 12), found.start())
        last = last_name(head[0]) if head else ""
        if not last or not is_name(last) or last in NO_HEADS or last[-1] in "代级型类系式款" or COUNTED.fullmatch(last):
            continue
        if re.fullmatch(LATIN, last) or (len(last) > 1 and rarity(last) > RARE):
            yield found.start() - len(last), found.end(), "model", True


def _han_sized(text: str) -> Iterator[Proposal]:
    """云岭-7B: the name is the last word before the size, single characters that stand together taken as one."""
    for found in found_at(HAN_SIZED, text, (size.start() for size in AFTER_HAN.finditer(text))):
        head = HAN_HEAD.search(text, max(0, found.start() - 8), found.start())
        last = last_name(head[0]) if head else ""
        everyday = last in GENERIC_HEADS or (found[0][0] != "-" and (rarity(last) <= RARE or COUNTS.search(last)))
        if len(last) > 1 and is_name(last) and not everyday:
            yield found.start() - len(last), found.end(), "model", True


@lru_cache(maxsize=1024)
def last_name(head: str) -> str:
    """The last word of a stretch of Chinese, single characters that stand together taken as one."""
    *before, last = words(head)
    while before and len(last) == 1 and _goes_on(before[-1]):
        last = before.pop() + last
    return LEANS.sub("", last)  # jieba takes 以兰汀 and 前代雁字 for words


def _goes_on(word: str) -> bool:
    """Whether a word before a name's last character is of the name: a character, or jieba's own (由云|岫)."""
    if len(word) == 1:
        return word not in BINDS
    return not BOUND.isdisjoint(word[:-1]) and len(word) < 4 and rarity(word) > RARE


def _series_end(text: str, end: int) -> int:
    """小米14系列 is a name with its 系列, iPhone 15 Pro系列 is iPhone 15 Pro."""
    found = SERIES_OF.match(text, max(0, end - 2)) or SERIES_OF.match(text, max(0, end - 1))
    return found.end() if found else end
