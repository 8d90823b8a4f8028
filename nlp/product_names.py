"""Products that no lexicon knows, seen by the word that says what they are, or by the quotes around their name."""

import re
from collections.abc import Iterator

from data.fields import EntityType
from data.words import rarity, words
from nlp.name_words import NOT_A_NAME
from nlp.patterns import any_of, followed, found_at, swift, word_starts

Proposal = tuple[int, int, EntityType, bool]

EDGE = r"(?<![A-Za-z0-9@._/\\-])"
LATIN = r"(?:[A-Z][A-Za-z0-9]*|[a-z]+[A-Z][A-Za-z0-9]*)(?:[-.][A-Za-z0-9]+)*"
NAME = rf"{LATIN}(?: (?:{LATIN}|[vV]?\d[A-Za-z0-9.]*)){{0,3}}"
KIND = any_of(
    """
    工作台 助手 智能体 引擎 套件 机器人 架构 技术 系统 浏览器 编辑器 平台 芯片 处理器 加速卡 计算机 服务器 眼镜 头显
    耳机 音箱 手机 平板 汽车 车型 轿车 工具 应用 软件 插件 框架 操作系统 数据库 协议 游戏 卫星 火箭 飞船 超算 集群
    """
)
# Behind the kind: 助手ClawdBot, 人形机器人G1; before it: NVQLink技术.
BEHIND = re.compile(rf"(?:{KIND})\s?[“「]?(?P<name>{NAME})(?![A-Za-z0-9-])")
BEFORE = re.compile(
    rf"{EDGE}(?P<name>{NAME})\s?[”」]?(?:{KIND})(?!研发|领域|行业|公司|赛道|市场|大会|论文|团队|专家|企业)"
)
QUOTED = re.compile(
    r"[“「『](?P<name>[一-鿿A-Za-z0-9·.-]{2,14})[”」』](?!的)\s?(?:[一-鿿A-Za-z]{0,6})?(?P<kind>模型|"
    + any_of(
        "集群 架构 晶片 平台 系统 机器人 芯片 处理器 助手 智能体 引擎 手机 眼镜 汽车 卫星 火箭 飞船 应用 操作系统"
        " 框架 数据集"
    )
    + ")"
)
NAMED = re.compile(
    r"(?:架构|产品|平台|系统|机器人|芯片|助手|智能体|应用|软件|名为|命名为|取名)\s?[“「『](?P<name>[一-鿿A-Za-z0-9·-]{2,10})[”」』]"
)
MODEL_QUOTED = re.compile(r"模型\s?[“「『](?P<name>[一-鿿A-Za-z0-9·. -]{2,20})[”」』]")
# A thing that its quotes and its kind name: 功能「Zorble Wrapped」; with a Latin name, more of the kinds are sure.
NAMED_LATIN = re.compile(
    r"(?:产品|平台|系统|机器人|芯片|助手|助理|智能体|功能|服务|应用|工具|游戏|项目|软件|浏览器|框架|插件|套件)\s?"
    r"[“「『](?P<name>[A-Z][A-Za-z0-9.'+-]*(?: [A-Za-z0-9.'+-]+){0,4})[”」』]"
)
# 一台Zorble S2可以搬运: only machines are counted so.
MACHINES = re.compile("台")
COUNTED = re.compile(rf"台(?<=[一每两数几\d多]台)\s?(?P<name>{NAME})(?![A-Za-z0-9-])")
# 一款名为Zorble的助理: what it is stands behind it.
CALLED = re.compile(
    rf"(?:名为|叫做|叫作|取名为?|命名为|名叫|代号为?)\s?[“「『]?(?P<name>{NAME})[”」』]?\s?的[^，,。；]{{0,10}}?"
    rf"(?P<kind>模型|公司|企业|机构|实验室|开发者|网友|工程师|研究员|程序员|助理|功能|服务|项目|能力|{KIND})"
)
TYPES: dict[str, EntityType] = {
    "模型": "model",
    **dict.fromkeys(("公司", "企业", "机构", "实验室"), "org"),
    **dict.fromkeys(("开发者", "网友", "工程师", "研究员", "程序员"), "person"),
}
LAUNCHED = re.compile(
    r"(?:发布|推出|发表|展示|带来|亮相)(?:了|新一代|全新|量产版|首款|旗下|其|第[一二三四五]代|新款|新品|升级版){0,3}\s?"
    rf"(?P<name>{NAME})(?=[，。、（(；,和与]|\s?(?:机柜|系列|平台|芯片|机器人|手机))"
)
ON_X = re.compile(
    r"(?:(?<=在)|(?<=通过)|(?<=社交平台)|(?<=社交媒体))\s?(?P<name>X)(?=\s?(?:上|发文|发帖|表示|账号|宣布|平台))"
)
SYSTEM = re.compile(
    r"(?:小米|华为|苹果|荣耀|OPPO|vivo)?(?:(?:澎湃|鸿蒙|Harmony|Hyper|Color|Origin|Magic|One|vision|watch|iPad|mac|i)\s?OS)"
    r"\s?\d+(?:\.\d+)*(?![A-Za-z0-9])"
)
TABLETS = re.compile(
    r"MIUI\s?\d+(?:\.\d+)*(?![A-Za-z0-9])"
    r"|小米(?:平板|手环|手表|路由器|音箱)\s?\d+[A-Za-z]{0,2}(?: (?:Pro|Max|Ultra))*(?![A-Za-z0-9])"
)
A_KIND = swift(KIND)
LAUNCHES = re.compile("发布|推出|发表|展示|带来|亮相")
FAR = 120  # characters of the longest name
QUOTE_ENDS = "”」』"
AN_APP = re.compile(r"\s?(?:App|APP)(?![A-Za-z])")
HAN_HEAD = re.compile("[一-鿿]{2,6}$")
MOST_HEAD = 6
UNKNOWN = 17.0  # rarity of a word that the dictionary has not
BINDS = frozenset("及与和或的了")
EVENT_DAY = re.compile(r"双?\d+")  # 「双11」电商平台
WITH_LATIN = re.compile(r"[A-Za-z]|\d\.\d")
MODELS_OF = ("模型", "数据集")
LOOSE = re.compile(r"AI|GPU|CPU|NPU|API|3D|5G|6G|APP|App|IT|VR|AR|XR|MR|PC|AIoT|IoT|SaaS|B端|C端|[A-Z]")


def find_products(text: str) -> Iterator[Proposal]:
    """Products by form, in no order, some inside others; True with those whose form alone says what they are."""
    letters = [at for at in word_starts(text) if text[at].isalpha()]
    kinds = [found.start() for found in A_KIND.finditer(text)] if letters else []
    launches = (found.start() for found in LAUNCHES.finditer(text)) if letters else ()
    for pattern, places in ((BEHIND, kinds), (BEFORE, followed(letters, A_KIND, text, FAR)), (LAUNCHED, launches)):
        yield from (
            (*found.span("name"), "product", False)
            for found in found_at(pattern, text, places)
            if _is_own(found["name"])
        )
    if "App" in text or "APP" in text:
        yield from _apps(text)
    if "OS" in text:
        yield from ((*found.span(), "product", True) for found in SYSTEM.finditer(text))
    if "小米" in text or "MIUI" in text:
        yield from ((*found.span(), "product", True) for found in TABLETS.finditer(text))
    if "X" in text:
        yield from ((*found.span("name"), "product", True) for found in ON_X.finditer(text))
    for found in found_at(COUNTED, text, (at.start() for at in MACHINES.finditer(text)) if letters else ()):
        if _is_own(found["name"]):
            yield *found.span("name"), "product", False
    for found in CALLED.finditer(text) if letters else ():
        if _is_own(found["name"]):
            yield *found.span("name"), TYPES.get(found["kind"], "product"), True
    if any(mark in text for mark in QUOTE_ENDS):
        yield from _quoted(text)


def _apps(text: str) -> Iterator[Proposal]:
    """灵雀App: what nobody has heard of before App names it."""
    for found in AN_APP.finditer(text):
        head = HAN_HEAD.search(text, max(0, found.start() - MOST_HEAD), found.start())
        last = words(head[0])[-1] if head else ""
        if len(last) > 1 and rarity(last) > UNKNOWN and not BINDS & {*last}:
            yield found.start() - len(last), found.end(), "product", False


def _quoted(text: str) -> Iterator[Proposal]:
    yield from ((*found.span("name"), "product", False) for found in NAMED.finditer(text))
    yield from ((*found.span("name"), "product", True) for found in NAMED_LATIN.finditer(text))
    for found in MODEL_QUOTED.finditer(text):
        if WITH_LATIN.search(found["name"]):
            yield *found.span("name"), "model", True
    for found in QUOTED.finditer(text):
        if found["kind"] == "模型" and _names_model(found):
            yield *found.span("name"), "model", False
        if found["kind"] not in MODELS_OF and not EVENT_DAY.fullmatch(found["name"]):
            yield *found.span("name"), "product", False


def _names_model(found: re.Match[str]) -> bool:
    """“栖霞”大模型, “栖霞3.0”基座大模型; a quoted word further off tells a kind."""
    return bool(WITH_LATIN.search(found["name"])) or found.string.startswith("大模型", found.end("name") + 1)


def _is_own(name: str) -> bool:
    """Whether a Latin word names something: NVQLink and G1 do, AI and GPU do not."""
    words = name.split(" ")
    return not all(word in NOT_A_NAME or LOOSE.fullmatch(word) for word in words) and words[0] not in NOT_A_NAME
