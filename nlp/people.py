"""People that an article names, seen by their title, by what they do, or by the form of their names."""

import re
from collections.abc import Collection, Iterator, Sequence

from data.words import is_word, rarity
from nlp.name_words import DOUBLE_SURNAMES, GIVEN_NAMES, NO_NAME, NOT_IN_GIVEN, SURNAMES, TRANSLITERATION
from nlp.patterns import any_of, found_at, swift, word_starts

Span = tuple[int, int]

ROLE = any_of(
    r"""
    首席[一-鿿]{2,5}[官家师] 首富 (?:联合|共同)?创始人 创办人 创始合伙人 董事长 副?总裁 总经理 [Cc][ETFOMIPSA]O
    (?<![A-Za-z])[SE]?VP 掌门人 掌门 掌舵人 负责人 一号位 实控人 副?主席 副?主任 副?院长 校长 所长 理事长 秘书长
    (?<!大)部长 [司局处厅区市会行]长 总会计师 教授 院士 博士 组长 研究员 科学家 分析师 工程师 合伙人 投资人
    产品经理 产品总监 总监 高管 老师 教师 记者
    作者 主持人 完成人 创作者 发起人 老板 总理 总统 书记 省长 市长 贡献者 技术人员 创始成员 董事 议员 法官 律师 学者
    法务长 产品长 策略长 资讯长 执行长 技术长 营运长 财务长 副总(?!裁|经理|监|统)
    作家 导演 发言人 主编 总编辑 顾问 博主 [Uu][Pp]主 总工程师 店长 站长 编译 所长 总助 助理 架构师 操盘手 搭档 院长
    """
)
WEAK_ROLE = frozenset(
    """
    董事 顾问 编译 学者 搭档 助理 记者 老板 作者 高管 记者 由 任命 接替 解除 罢免 免去 起用 教师 老师 创作者
    """.split()  # noqa: SIM905
)
TITLE = swift(
    rf"(?:{ROLE}|任命|解除|罢免|免去|接替|起用|聘请|聘任|委任|由)(?:兼[一-鿿]{{2,5}}[官长人监席师]|[、/和及兼与]{ROLE})*[:：\s]?(?=[A-Z一-鿿])"
)
WHEN = any_of(
    r"[于在]\s?\d{4}\s?年(?:\s?\d{1,2}\s?月)? 已?[于在]?上(?:周|个?月)"
    " 则 也 就 还 曾 均 日前 近日 昨日 今日 当日 随后 此前 周[一二三四五六日] 在[^，。]{1,18}?[中上时会里]"
)
HOW = any_of(
    """
    再次 多次 反复 正式 公开 首次 在[^，。]{1,14}?[中上时里] 对[^，。]{1,10} 向[^，。]{1,10} 进一步 还 也 就 并 曾
    则 明确 将 拟 已
    """
)
DOES = any_of(
    r"""
    表示 表态 认为 指出 坦言 坦承 透露 强调 介绍 补充 回应 写道 直言 谈到 提到 告诉 称(?![之为号]) 说(?!明|法|服)
    出任 留任
    解释 回忆 分析称 复盘 感慨 反驳 呼吁 预测 警告 提醒
    担任 加入 加盟 离职 卸任 接任 辞去 现任 曾任 宣布 发文 发帖 转发 领投 创立 创办 发表演讲 当选 接替 兼任 升任
    转任 调任 卸下 以[^，。]{2,16}身份加入 跳槽 履新 离开(?=\s?[A-Z]|公司)
    """
)
AFTER_NAME = re.compile(
    rf"(?:先生|女士|教授|博士|院士|老师|总)?{WHEN}?[,，]?{HOW}*{DOES}"
    rf"|[（(][^（）()\n]{{0,24}}{ROLE}(?:[、，/兼和][^（）()\n]{{0,24}})?[)）]"  # 杨某（栖霞科技CTO）
)
ENDS_CLEARLY = re.compile(
    r"的(?=[^，。]{0,12}(?:职|总裁|董事|CEO))|[一-鿿]{2,4}\d{1,2}日[电讯]|[一-鿿]{2,4}报[道导]|[，,。、（(】\]／╱/]|担任|出任|为|带队|领衔|主导|接任|撰写|创立|创办|等|先生|女士|$|\n|\s",
    re.MULTILINE,
)
BEGINNING = f"[{''.join(sorted(SURNAMES))}]"
CLAUSE = re.compile(rf"{BEGINNING}(?=[一-鿿])(?<![^，。；：、！？”」\s（(,;:!?）)布称意]{BEGINNING})")
DOT = "[·・‧•]"
A_DOT = re.compile(DOT)
SYLLABLES = "[" + "".join(sorted(TRANSLITERATION)) + "]"
TRANSLITERATED = re.compile(
    rf"(?!师)(?:[A-Z]\.?{DOT})?{SYLLABLES}{{1,6}}(?:{DOT}(?:{SYLLABLES}{{1,7}}|[A-Z]\.?(?={DOT})))+"
)
LATIN_NAME = re.compile(
    r"(?<![A-Za-z0-9@._-])(?P<given>[A-Z][a-zé]+(?:-[A-Z][a-z]+)?)(?: [A-Z]\.| [A-Z][a-z]+)?"
    r"(?: (?:van|von|de|der|da|el|bin))?"
    r" (?P<last>(?:Mc|Mac|O['’])?[A-Z][a-zé]+(?:-[A-Z][a-z]+)?)(?! ?[A-Z0-9][A-Za-z0-9]|[A-Za-z0-9])"
)
PERSONAL = re.compile(  # a Latin name that only a person can have
    r"\s?(?:已|将|宣布|正式|自己|本人)*(?:卸任|离职|辞职|接任|担任|出任|坦言|回忆|感慨|毕业|撰文)"
)
GLOSS = re.compile(r"[(（]\s?(?=[A-Z])")
GLOSSED = re.compile(rf"(?!师){SYLLABLES}(?:{SYLLABLES}|{DOT}){{1,11}}$")
MOST_GLOSSED = 12
LIST_GAP = re.compile(r"[\s*]*(?:、|,|，|和|与|以及|及)[\s*]*")
HAN_GAP = re.compile(r"\s?[、和与及]\s?(?=[一-鿿]{2})")
LIST_ENDS = re.compile(
    r"[、，,。；（(）)和与及等]|联合|共同|[两三四五]人|加入|宣布|分别|先后|均|为|担任|也|还|离职|出席|$", re.MULTILINE
)
GONE = any_of("离职 辞职 退休 卸任 创业 去世 被查")
IS_GONE = re.compile(GONE)
DEPARTED = re.compile("(?:已|宣布|官宣|正式|将|因病|到龄|申请){0,2}" + GONE)
ADDRESSED = re.compile("先生|女士|同学(?!们)|摄(?=[)）])")
HANDLE = re.compile(
    r"(?<![\w.@/])@(?:[A-Za-z][A-Za-z0-9_]{2,}|[一-鿿][一-鿿A-Za-z0-9_]{1,11}(?=[\s，。：:、)）]|$))", re.MULTILINE
)
BYLINE = swift(
    r"(?:文|作者|编辑|撰文|记者|采写|责编|编译)\s?[|｜丨/：:]\s?(?=[一-鿿]{2})"
    r"|(?:作者|编辑|记者|编译)[ 　](?=[一-鿿]{2})"
)
BYLINE_ENDS = re.compile(r"\s|[,，、|｜丨/()（）]|$", re.MULTILINE)
EVERYDAY = 10.5  # rarity below which two characters are an everyday word, not the beginning of a name
EVERYDAY_NAME = 11.8  # 焦虑 is 11.5, 马云 12.4
EVERYDAY_GIVEN = 9.5  # 技术 is 7.4, while 建国 is 9.9


def find_people(text: str, known: Sequence[Span] = ()) -> Iterator[Span]:
    """Where people are named in a frame that shows it (`text` in simplified characters), some of them twice.

    `known` are places of people that the lexicon has: who is listed with them is a person too.
    """
    shown = [*_titled(text), *_acting(text), *_marked(text, ADDRESSED)]
    if IS_GONE.search(text):
        shown += _marked(text, DEPARTED)
    yield from shown
    yield from _signed(text)
    yield from _listed(text, [*known, *shown])
    if A_DOT.search(text):
        yield from (found.span() for found in TRANSLITERATED.finditer(text))
    yield from _latin(text)
    yield from _glossed(text, {end for _, end in known})


def find_handles(text: str) -> Iterator[Span]:
    """@names of social networks."""
    return (found.span() for found in HANDLE.finditer(text)) if "@" in text else iter(())


def _titled(text: str) -> Iterator[Span]:
    """CEO王某, and after a title that says little, only a name with a clear end: 由王某担任."""
    for title in TITLE.finditer(text):
        end = _name_end(text, title.end())
        weak = title[0].rstrip(":： ") in WEAK_ROLE
        if end and not (weak and not ENDS_CLEARLY.match(text, end)):
            yield title.end(), end


def _acting(text: str) -> Iterator[Span]:
    """A name at the beginning of a clause that speaks or changes post: 王某表示."""
    for found in CLAUSE.finditer(text):
        start = found.start()
        end = _name_end(text, start)
        if end and AFTER_NAME.match(text, end, end + 40):
            yield start, end


def _signed(text: str) -> Iterator[Span]:
    """文｜王某: who wrote it."""
    for found in BYLINE.finditer(text):
        start = found.end()
        while (end := _name_end(text, start)) and BYLINE_ENDS.match(text, end):
            yield start, end
            start = end + 1


def _marked(text: str, mark: re.Pattern[str]) -> Iterator[Span]:
    """梁某先生, 某部梁某离职: a name right before a word that only people have."""
    for found in mark.finditer(text):
        for start in (found.start() - 3, found.start() - 2):
            if _is_whole(text, start, found.start()):
                yield start, found.start()
                break


def _listed(text: str, people: Sequence[Span]) -> Iterator[Span]:
    """The names that go on after one: 由甲某、乙某、丙某联合牵头."""
    seen = {start for start, _ in people}
    for _, end in people:
        at: int | None = end
        while at and (gap := HAN_GAP.match(text, at)):
            start = gap.end()
            at = None if start in seen else _name_end(text, start)
            if at and LIST_ENDS.match(text, at):
                seen.add(start)
                yield start, at
            else:
                at = None


def _name_end(text: str, start: int) -> int | None:
    """Where the Chinese name at `start` ends: a surname and one or two characters that begin no other word."""
    double = text[start : start + 2] in DOUBLE_SURNAMES
    if not double and text[start : start + 1] not in SURNAMES:
        return None
    given = start + (2 if double else 1)
    if not _fits(text, given):
        return None
    end = given + 2 if _fits(text, given + 1) and not _begins_word(text, given + 1) else given + 1
    return None if not double and _is_everyday(text[start:end]) else end


def _is_everyday(name: str) -> bool:
    if name in NO_NAME or name[:2] in NO_NAME or rarity(name) < EVERYDAY_NAME:
        return True
    return len(name) == 3 and (rarity(name[:2]) < EVERYDAY or rarity(name[1:]) < EVERYDAY_GIVEN)


def _fits(text: str, at: int) -> bool:
    return at < len(text) and "一" <= text[at] <= "鿿" and text[at] not in NOT_IN_GIVEN


def _begins_word(text: str, at: int) -> bool:
    """Whether the character at `at` begins a word with what follows (年 of 年度), so that it is no part of the name."""
    two, three = text[at : at + 2], text[at : at + 3]
    return (is_word(two) and len(two) == 2 and rarity(two) < 14) or (is_word(three) and len(three) == 3)


def _latin(text: str) -> Iterator[Span]:
    """First and last name: a first name that is known, a place in a list of people, or a title before."""
    last: Span | None = None
    unsure: Span | None = None
    for found in found_at(LATIN_NAME, text, (at for at in word_starts(text) if text[at].isupper())):
        listed = last is not None and LIST_GAP.fullmatch(text, last[1], found.start())
        known = found["given"] in GIVEN_NAMES or PERSONAL.match(text, found.end())
        if known or listed or _after_title(text, found.start()):
            if unsure and LIST_GAP.fullmatch(text, unsure[1], found.start()):
                yield unsure
            last = found.span()
            yield last
        else:
            unsure = found.span()


def _glossed(text: str, ends: Collection[int]) -> Iterator[Span]:
    """What a first and last name in brackets explains: 艾某（Jony Zorble)."""
    for gloss in GLOSS.finditer(text):
        latin = LATIN_NAME.match(text, gloss.end())
        end = gloss.start() - text.startswith(" ", max(0, gloss.start() - 1), gloss.start())
        if not latin or end in ends or not text.startswith((")", "）"), latin.end()):
            continue
        foreign = GLOSSED.search(text, max(0, end - MOST_GLOSSED), end) if latin["given"] in GIVEN_NAMES else None
        start = next((s for s in (end - 3, end - 2) if _is_whole(text, s, end) and not _is_tail(text, s)), None)
        if foreign and (start is None or end - foreign.start() > 3):  # 首富马斯克 is no 富马斯克
            start = foreign.start() + is_word(text[max(0, foreign.start() - 1) : foreign.start() + 1])
        if start is not None:
            yield start, end
            yield latin.span()


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a Chinese name stands there whole; in 高管梁某 管 is no surname."""
    return start >= 0 and _name_end(text, start) == end and not (start and is_word(text[start - 1 : start + 1]))


def _is_tail(text: str, at: int) -> bool:
    """Whether a foreign name goes on to the left: 霍兰 of 马尔霍兰."""
    return at > 0 and {text[at - 1], text[at]} <= TRANSLITERATION


def _after_title(text: str, at: int) -> bool:
    return any(title.end() == at for title in TITLE.finditer(text, max(0, at - 14), min(len(text), at + 1)))
