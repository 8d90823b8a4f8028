"""Which places on a leaderboard a sentence gives: 第9, 榜首, 登顶, 并列第二, SOTA, and among whom (同参数量级, 开源模型)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from data.numbers import parse_number
from nlp.skeleton import MODEL, Skeleton

_PLACE = re.compile(
    r"(?P<nth>第(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})(?P<noun>名|位|席)?)"
    r"|(?P<list>榜首|首位|头名|桂冠|夺冠|冠军|登顶|居首|SOTA(?!方法|模型|之列|级|开源|算法|基线|的方法|的模型)|榜一|魁首|NO\.?1(?!\d)|TOP1(?!\d))|(?P<second>亚军|次席)|(?P<third>季军)",
    re.IGNORECASE,
)
_NO_PLACE_AFTER = re.compile(
    r"(?:个|款|次|代|季|阶|时间|大|方|财|家|步|批|届|版|类|章|节|部分|天|轮|期|条|种|年|点|梯队|项|场|层|手|线|性|人称|弹|张|篇|周|卷|题|象限|组|局|步|颗|台|座|枚|眼|集团|曲线|AI|开源|印象)"
)
_ENDS = re.compile(r"[,;。、)(!?:]|$|的|宝座|成绩|并|且|和|与|超|领先|位置")
_LED = re.compile(
    r"(?:排名|排行|排|位列|位居|名列|列|居|并列|夺得|荣登|升至|升到|跌至|跌到|掉到|拿下|取得|获得|获|斩获|国内|全球|世界|模型)[^,;]{0,4}$"
)
_NO_PLACE_BEFORE = re.compile(
    r"(?:(?<![目当])前|比|较|距|仅次于|次于|不及|距离|无缘|冲击|争夺|挑战|剑指|超[越过]|击败|打败|领先|瞄准|原|目标|继)[^,;Ⓜ]{0,4}$|SOTA[^,;]{0,2}$"
)
_OTHER_BOARD = re.compile(
    r"(?<!参)数量|下载量?|用户|份额|出货|销量|热度|营收|收入|市值|估值|融资|专利|论文数|规模最|活跃|播放|产量|装机|人气|热搜|App ?Store|应用商店|趋势榜|热榜|Trending|趋势|大赛|竞赛|比赛|挑战赛|奥运|世界杯|调用量",
    re.IGNORECASE,
)
_SCOPE = (
    r"(?:同(?:等)?(?:参数)?(?:量级|规模|尺寸|级别|体量|类型?|档位?|价位)(?:参数)?|中文向|国内(?!外)|国产|中国|亚洲|亚太|开源|闭源|端侧|轻量级?|小参数|小尺寸|\d+(?:\.\d+)?B(?:参数)?(?:以[下内上]|级别?|规模|参数)?"
    r"|[十百千]亿(?:参数)?(?:级别?|规模)?|非推理|推理|文本|多模态|视觉|安卓|手机|移动端?)+(?:类)?(?:的)?(?:通用|基础|基座|对话)?(?:大语言模型|语言模型|大模型|小模型|模型|芯片|厂商|机构|阵营|SoC)?"
)
_SCOPE_BEFORE = re.compile(
    rf"(?P<scope>{_SCOPE})(?:中|里|内|当中|之中|范围内|类别中)?(?:的)?(?:最佳性能|最好成绩|最佳|性能)?"
    r"(?:均|都|总|综合|成绩|得分|也)?(?:排名|排行|位列|位居|位于|名列|排在|并列|居|列|取得|获得|拿下|夺得|斩获|稳居|跃居|荣登|登上|的)*\(?$"
)
_SCOPE_EARLIER = re.compile(rf"(?:在|于|是|为)(?:所有)?(?P<scope>{_SCOPE})(?:中|里|内|当中|之中|阵营|范围内)")
_SCOPE_AFTER = re.compile(rf"^的(?P<scope>{_SCOPE})")
_WHOLE = re.compile(r"全球|世界|总榜|全网")


@dataclass(frozen=True, slots=True)
class Place:
    """A place at `start` of a skeleton's text, up to `end`; `scope` says among whom, None for the whole board."""

    start: int
    end: int
    value: int
    scope: str | None
    tied: bool


RANK_HINT = re.compile(
    r"第\s*[\d一二三四五六七八九十]|榜首|首位|[头頭]名|冠|登[顶頂]|居首|SOTA|榜一|魁首|TOP\s*1|NO\.?\s*1|[亚亞季][军軍]|次席",
    re.IGNORECASE,
)


def find_places(text: str) -> Iterator[Place]:
    """The places that a skeleton's `text` gives, in order."""
    for found in _PLACE.finditer(text):
        before = text[max(0, found.start() - 40) : found.start()]
        if _is_none(found, before, text):
            continue
        value = _number(found)
        if value:
            scope = _scope(before, text[found.end() : found.end() + 20])
            yield Place(found.start(), found.end(), value, scope, before.endswith("并列"))


def _is_none(found: re.Match[str], before: str, text: str) -> bool:
    if found["nth"] and not found["noun"] and _NO_PLACE_AFTER.match(text, found.end()):
        return True
    if found["nth"] and (
        re.match(r"[、和]?第[一二三四五六七八九十\d]", text[found.end() :])
        or re.search(r"第[一二三四五六七八九十\d]+[、和]?$", before)
    ):
        return True
    if found["nth"] and not found["noun"] and not _ENDS.match(text, found.end()) and not _LED.search(before):
        return True
    return bool(_NO_PLACE_BEFORE.search(before)) and not re.match(rf"(?:名|位)?{MODEL}", text[found.end() :])


def _number(found: re.Match[str]) -> int:
    if found["list"]:
        return 1
    if found["second"]:
        return 2
    if found["third"]:
        return 3
    said = found["number"]
    value = int(said) if said.isdigit() else int(parse_number(f"第{said}") or 0)
    return value


def _scope(before: str, after: str) -> str | None:
    clause = re.split(r"[,;。]", before)[-1]
    if found := _SCOPE_BEFORE.search(clause):
        return found["scope"].rstrip("的") or None
    if found := _SCOPE_AFTER.match(after):
        return found["scope"]
    if found := _SCOPE_EARLIER.search(clause):
        return found["scope"]
    return None


def is_other_board(skeleton: Skeleton, place: Place) -> bool:
    """Whether the place is one by users, sales, downloads or in a contest of people."""
    start = max(skeleton.text.rfind("。", 0, place.start), skeleton.text.rfind(";", 0, place.start)) + 1
    return bool(_OTHER_BOARD.search(skeleton.text[start : place.end + 8]))
