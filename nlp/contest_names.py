"""Models and tests that no lexicon knows and no form tells, seen by what is said of them.

Zorble在Ⓑ上得61.2分 names a model, Ⓜ在Zorbtest上得61.2分 a test, and what stands in a list beside either is of its kind.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from data.fields import EntityType
from nlp.masks import NAME, TESTED, masked
from nlp.name_words import NOT_A_NAME
from nlp.patterns import any_of, word_starts

Place = tuple[int, int]
Span = tuple[int, int, EntityType]

_WORD = (
    r"(?:[A-Z][A-Za-z0-9]*|[a-z]+[A-Z0-9][A-Za-z0-9]*)(?:\.\d+[A-Za-z]?){0,4}(?:[-_][A-Za-z0-9]+(?:\.\d+){0,3}){0,6}"
)
_MORE = (
    r"(?:20\d\d(?![\d.年-])|\d{1,2}(?:\.\d)?(?![\d.]*\s?[%％分\d])|[Vv]\d+(?:\.\d+)*|[A-Z]\d+[A-Za-z]?"
    r"|[A-Z][a-z]+(?![A-Za-z0-9]))"
)
_FORM = re.compile(rf"{_WORD}(?: {_MORE}){{0,4}}(?![A-Za-z0-9_%]|[*` ]*[|<])")
_SHORT = re.compile(r"[A-Z]{1,5}|[Vv]\d[\d.]*|[A-Z]\d{1,3}|[A-Za-z]+@\d+")  # WER, R1, STEM: a metric, a code, a field
_NO_NAME = NOT_A_NAME | frozenset(
    "Acc Accuracy Average Avg BLEU CoT F1 Hard Overall Pass Precision ROUGE Recall Resolved STEM Score".split()  # noqa: SIM905
)
_CLOSE = r"[*`”」》]{0,3}\s?"
_KIND = f"(?:{any_of('大模型 模型 系列 版本 版')}\\s?)?"
_SO = f"{any_of('则 也 又 均 都 同样 还 更是 更 已 分别 随后 仅 只 的')}*"
_METRIC = any_of("得分 分数 成绩 跑分 准确率 正确率 平均分 总分 胜率 通过率 解决率 成功率 评分")
_GETS = any_of(
    """
    以 为 是 达到 达 取得 获得 拿下 拿到 得到 得 实现 斩获 录得 跑出 考出 交出 收获 突破 仅有 只有 刷到 打出 创下 超过
    近 约
    """
)
_FIGURE = r"\d+(?:\.\d+)?\s?(?:[%％]|分(?![钟之])|(?<=\.\d)|(?<=\.\d\d)|(?=[)）]))"
_PLACED = any_of("上榜 位列 位居 排名 排在 登顶 夺冠 名列 稳居 荣登 问鼎 跃居 并列 摘得 夺得")
_BRACKET = r"(?:[(（][^()（）\n]{1,40}[)）])?\s?"
_IN_CLAUSE = r"[^，。；,;\n]"
_GAP = rf"(?:[^，。；,;、(（\n{NAME}A-Za-z]|(?<=\d)B)"
_WORDS = rf"[^，。；,;、\n{NAME}{TESTED}A-Za-z\d]"
_CONTENDS = re.compile(
    rf"{_CLOSE}{_KIND}(?:[(（][^()（）\d\n]{{1,40}}[)）])?\s?{_SO}"
    rf"(?:{_GAP}{{0,22}}?[在的下得获取登顶了过]{_GAP}{{0,3}}{TESTED}|{_IN_CLAUSE}{{0,16}}?(?:{_PLACED}|第\s?[一二三四五六七八九十\d]+\s?名|榜首)|的?\s?{_FIGURE}"
    rf"|{_WORDS}{{0,6}}{_METRIC}{_WORDS}{{0,6}}\d|{_GETS}了?{_WORDS}{{0,6}}{_FIGURE}"
    rf"|在{_IN_CLAUSE}{{1,30}}?(?:{_METRIC}|{_GETS}){_WORDS}{{0,6}}\d)"
)
_FIGURED = re.compile(rf"{_CLOSE}{_KIND}[:：(（]\s?{_FIGURE}")
_AGAINST = re.compile(
    r"(?:[,，]|"
    + any_of("超过 超越 高于 低于 优于 不及 不如 落后于? 领先于? 击败 比 和 与 及 以及 而 、")
    + r")\s?[*`“「]{0,3}$"
)
_CONTENDED = re.compile(
    rf"(?:(?:第\s?[一二三四五六七八九十\d]+\s?名?|榜首|首位|冠军|亚军|最高)的是?|由|{_FIGURE}[(（])[*`“「]{{0,3}}\s?$"
)
_AT = re.compile(r"在\s?[*`“「《]{0,2}$")
_NEXT = (
    rf"(?:[(（][^()（）\n]{{1,40}}[)）]"
    rf"|\s?(?:[、/]|和|与|及|以及)\s?(?:[A-Za-z][A-Za-z0-9_.²-]*(?: [Vv]?[\d.]+)?|{TESTED}+|{NAME}+))"
)
_TESTS = re.compile(
    rf"{_CLOSE}{_NEXT}{{0,12}}\s?(?:等[^，。；\n]{{0,18}}?|[一-鿿]{{0,10}}?)(?:[上中里]|测试)[^。；;\n在{TESTED}]{{0,40}}?"
    rf"(?:(?:{_METRIC}|{_GETS})了?[^，。；,;\n\dA-Za-z]{{0,6}}{_FIGURE}|{_PLACED}|榜首|第\s?[一二三四五六七八九十\d]+\s?名|SOTA)"
)
_SCORED = re.compile(rf"{_CLOSE}{_BRACKET}{_METRIC}{_WORDS}{{0,6}}{_FIGURE}")
_BOARDS = re.compile(rf"{_CLOSE}[一-鿿]{{0,4}}?(?<![热趋势销费载气])(?:总|分)?榜单?(?:上|中|是|里)")
_GOT = re.compile(rf"(?:{_GETS}了?|{_FIGURE}的)\s?[*`“「《]{{0,2}}$")
_GOT_BEHIND = re.compile(rf"{_CLOSE}(?:\s?{_FIGURE}的?(?:成绩|得分|高分)|(?:的?(?:成绩|得分)))")
_OF_KIND = re.compile(r"(?:测试|评测|测评|考试|基准|榜单|排行榜)\s?[*`“「《]{0,2}$")
_THEREON = re.compile(rf"{_CLOSE}(?:[(（][^()（）\n]{{1,40}}[)）]\s?)?[上中里]")
_TOPS = re.compile(r"(?:登顶|登上|问鼎|霸占|横扫)了?\s?[*`“「《]{0,2}$")
_A_BOARD = re.compile(rf"{_CLOSE}[总分]?榜")
_TESTED_ON = re.compile(rf"{_CLOSE}测试(?:得分|成绩|[上中里]|的?(?:准确|正确)率)")
_IN_BRACKETS = re.compile(  # 在Zorbtest(61.5%)和Ⓑ(70.1%)上
    rf"{_CLOSE}[(（]\s?{_FIGURE}\s?[)）](?:\s?(?:[、,，/]|和|与|及|以及)\s?(?:[A-Za-z][\w.²-]*|{TESTED}+)"
    rf"\s?[(（][^()（）\n]{{1,20}}[)）])*\s?(?:等[^，。；,;\n]{{0,8}}?)?(?:[上中里]|测试|评测|基准)"
)
_OWNED = re.compile(rf"{NAME}的\s?$")  # Ⓜ的Zorbtest得分
_LAUNCHED = re.compile(
    rf"{_CLOSE}{_KIND}{any_of('正式 今日 今天 全面 宣布 已经 现已 已 也')}*{any_of('开源 发布 上线 亮相')}"
)
_LAUNCHES = re.compile(r"(?:开源|发布|推出|上线)(?:了|新一代|全新|旗下|其|最新|的)*(?:模型|大模型)?\s?[*`“「《]{0,3}$")
# Zorble-Think-1有35B个参数: what has parameters is a model
_HAS_SIZE = re.compile(
    rf"{_CLOSE}{_KIND}[约共总则]?(?:有|拥有|采用|包含|参数){_IN_CLAUSE}{{0,8}}?\d+(?:\.\d+)?\s?"
    rf"(?:[BT](?![A-Za-z])|亿|万亿){_IN_CLAUSE}{{0,6}}?(?:参数|[，。；,;\n])"
)
_DEFINED = re.compile(
    rf"{_CLOSE}(?:[(（][^()（）\n]{{1,40}}[)）])?\s?(?:是|作为){_IN_CLAUSE}{{0,30}}?"
    r"(?:评测集|测试集|基准测试|评测基准|基准|榜单|排行榜|[Bb]enchmark)(?=[，。；,;\n]|$)"
)
_JOINT = (
    r"(?:\s?(?:[、/]|和|与|及|以及|(?<=[\d%％分)）])[,，])\s?"
    r"|(?<=[\d%％分)）])[。；;]?\s*\n\s*(?:[-*•·]|\d{1,2}[.、)])\s*)[*`“「《]{0,3}"
)
_LISTED = re.compile(
    rf"{_CLOSE}(?:[(（][^()（）\n]{{0,30}}[)）]|{_METRIC}|[为是:：达到得的]|\d+(?:\.\d+)?\s?[%％分]?)*+{_JOINT}"
)
_BESIDE = re.compile(rf"{_CLOSE}{_KIND}\s?(?:[、/]|和|与|及|以及)\s?[*`“「]{{0,3}}")
_DEALT = re.compile(r"[^。；;\n]{0,16}?分别")
_ENDS = re.compile(r"[。！？!?；;\n]+")
_GLUED = ("-", "_", ".", "/", "@", ">", TESTED)
_WITHIN = re.compile(rf"[{TESTED}A-Za-zÀ-ž] $|[|>][*` ]*$")  # of a test, of a longer name, in a table
_DIGIT = re.compile(r"\d")


def find_contest_names(plain: str, known: Sequence[Span]) -> list[Span]:
    """Names beside `known` ones (in order, none overlapping), each as its start, its end and its type.

    `plain` is the article in simplified characters. Where it names neither a test nor a model, nothing is found.
    """
    tests = [(start, end) for start, end, type_ in known if type_ == "benchmark"]
    if not tests and all(type_ != "model" for _, _, type_ in known):
        return []
    text = masked(masked(plain, [(start, end) for start, end, _ in known], NAME), tests, TESTED)
    forms = [found.span() for at in word_starts(plain) if text[at] == plain[at] and (found := _form_at(text, at))]
    if not forms:
        return []
    told = _told_along(text, known, forms, tests)
    new = [(start, end) for start, end, type_ in told if type_ == "benchmark"]
    if new and len(told) < len(forms):  # Zorble在Zorbtest上…: the test tells what contends on it
        told = _told_along(text, sorted([*known, *told]), forms, sorted([*tests, *new])) + told
    lone = all(type_ != "model" for _, _, type_ in (*known, *told))
    return sorted(told or _launched(text, forms) if lone else told)


def _told_along(text: str, known: Sequence[Span], forms: Sequence[Place], tests: Sequence[Place]) -> list[Span]:
    """What the forms are told to be, going through the text once; `tests` are the places of tests."""
    inside = _near(text, tests)
    places = {start for start, _, _ in known}
    told: list[Span] = []
    passed: list[Place] = []  # names of which nothing was told yet, right before the one at hand
    before: Span | None = None
    free = [(start, end, None) for start, end in forms if start not in places]
    for start, end, type_ in sorted([*known, *free], key=lambda span: span[0]):
        kind = type_ or _told(text, start, end, before, inside=inside(start))
        if kind is None:
            passed.append((start, end))
            continue
        before = (start, end, kind)
        if type_ is None:
            told.append(before)
        if kind == "model" and passed and inside(start):
            told += _beside(text, passed, start)
        passed = []
    return told


def _launched(text: str, forms: Sequence[Place]) -> list[Span]:
    """The model that an article of tests launches, where it names no other: 今天,Zorble-X2正式开源."""
    numbered = [(start, end) for start, end in forms if _DIGIT.search(text, start, end)]
    return [
        (start, end, "model")
        for start, end in numbered
        if not _SHORT.fullmatch(text, start, end)
        and (_LAUNCHED.match(text, end) or _LAUNCHES.search(text, max(0, start - 12), start))
    ]


def _form_at(text: str, at: int) -> re.Match[str] | None:
    """What has the form of a name at a word's start, unless it belongs to a test (MMLU Zorble) or is no name."""
    if not text[at].isalpha() or text[at - 1 : at] in _GLUED:
        return None
    found = _FORM.match(text, at)
    if not found or len(found[0]) < 3 or "-to-" in found[0] or found[0].split(" ")[0] in _NO_NAME:
        return None
    return None if _WITHIN.search(text, max(0, at - 5), at) else found


def _told(text: str, start: int, end: int, before: Span | None, *, inside: bool) -> EntityType | None:
    """What the words around a name tell it to be; `before` is the name before it, `inside` that a test stands near."""
    if _AT.search(text, max(0, start - 5), start):
        return "benchmark" if any(told.match(text, end) for told in (_TESTS, _BOARDS, _SCORED, _IN_BRACKETS)) else None
    if _is_test(text, start, end):
        return "benchmark"
    if before and before[2] == "benchmark" and _LISTED.fullmatch(text, before[1], start):
        return "benchmark"
    if _SHORT.fullmatch(text, start, end):
        return None
    if _HAS_SIZE.match(text, end):
        return "model"
    if not inside:
        return None
    if _CONTENDS.match(text, end) or _CONTENDED.search(text, max(0, start - 16), start):
        return "model"
    numbered = _DIGIT.search(text, start, end)
    if _FIGURED.match(text, end) and (numbered or _AGAINST.search(text, max(0, start - 6), start)):
        return "model"
    listed = before and before[2] == "model" and _LISTED.fullmatch(text, before[1], start)
    return "model" if listed and (numbered or _DEALT.match(text, end)) else None


def _is_test(text: str, start: int, end: int) -> bool:
    """Whether the words on both sides of a name tell a test: 登顶Zorbtest榜, 推理测试Zorbtest上, Zorbtest测试中."""
    if _DEFINED.match(text, end) or (_TESTED_ON.match(text, end) and not _DIGIT.search(text, start, end)):
        return True
    long_enough = not _SHORT.fullmatch(text, start, end)
    sides = ((_GOT, _GOT_BEHIND), (_OF_KIND, _THEREON), (_TOPS, _A_BOARD), (_OWNED if long_enough else None, _SCORED))
    return any(one and other.match(text, end) and one.search(text, max(0, start - 12), start) for one, other in sides)


def _beside(text: str, passed: Sequence[Place], start: int) -> Iterator[Span]:
    """Zorble和Ⓜ分别…: the names that a list parts only by 、 and 和 from a model at `start`."""
    for begin, end in reversed(passed):
        if not _BESIDE.fullmatch(text, end, start) or _SHORT.fullmatch(text, begin, end):
            return
        if not _DIGIT.search(text, begin, end) and not _DEALT.search(text, start):
            return
        yield begin, end, "model"
        start = begin


def _near(text: str, tests: Sequence[Place]) -> Callable[[int], bool]:
    """Tells of a place whether its sentence, or the one before, names a test."""
    ends = [found.start() for found in _ENDS.finditer(text)] if tests else []
    holding = {bisect_left(ends, start) for start, _ in tests}
    return lambda place: not holding.isdisjoint((at := bisect_left(ends, place), at - 1))
