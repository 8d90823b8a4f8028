"""How an article says who wrote it and where it comes from: labels, dateline brackets, a reporter's line."""

import re
from collections.abc import Iterable, Iterator

LONGEST_NAME = 60  # characters of an author or a source
LONGEST_ORIGIN = 160  # characters of a line such as: 本文来自微信公众号：某某（ID：xx），作者：某某
SEPARATOR = r"\s*[:：/／丨︱|｜]\s*"

_WORD = r"[^\s，,。；;、|｜丨︱（）()【】\[\]<>《》「」“”\"/／：:]{1,24}"
_NOT_NAME = (
    r"(?!表示|了解|获悉|从|在|近日|今日|日前|发现|注意|采访|报道|报导|称|编辑|編輯|记者|記者|摄影?|攝影?|图|整理|综合|責任|责任"
    r"|[\u4e00-\u9fff]{0,2}(?:报道|報導|编辑|編輯|记者|記者|摄影|攝影|综合))"
)
_HAN = rf"{_NOT_NAME}[\u4e00-\u9fff]{{1,4}}(?:·[\u4e00-\u9fff]{{1,8}})*"
_PLACED = r"(?=[\u4e00-\u9fff]{2,4}(?:\d{1,2}月)?\d{1,2}日[电電讯訊])"
SOURCE = re.compile(
    rf"(?:(?:(?:文章|本文|稿件|信息|内容|新闻)?(?<![图片面频料據据])[来來]|稿)\s*源(?:[于自於])?|(?<!注明)出处|(?<!註明)出處)"
    rf"\s*[:：丨︱|｜]\s*({_WORD})"
)
ORIGIN = re.compile(
    rf"(?:本文|文章|内容|稿件)?(?:来自|来源于|转自|转载自|首发于|原载于?)\s*(?:于)?(?:微信)?(?:公众号|公众平台|公号)\s*[:：]?\s*[“「\"《]?({_WORD})"
    rf"|^[（(]?(?:本文|文章)(?:来自|转自|转载自)\s*[:：]?\s*[“「\"《]({_WORD})"
)
ROLE = r"(?:[^\s:：，。]{0,12}(?:作者|记者|記者|通讯员|评论员|作家|撰稿人|撰稿)\s*)?"
AUTHOR = re.compile(
    r"(?:^|[\s|｜丨,，【（(])(?:作\s*者|撰\s*文|撰\s*稿|采\s*写|文字?|文章作者|本文作者|(?:本报)?(?:见习)?[记記]者|編譯|编译|整理)"
    rf"{SEPARATOR}{ROLE}({_WORD}(?:[、 ](?!编辑|責任|责任|来源|發布|发布|时间|\d)[\u4e00-\u9fff·]{{2,4}}){{0,3}}?)"
    r"(?=$|[\s，,。；;、|｜丨︱）)】\]/／（(])"
)
PLAIN_AUTHOR = re.compile(rf"(?:^|\s)(?:作者|撰文|撰稿)\s+({_HAN}|[A-Za-z][\w.]{{1,20}})(?=$|\s)")
POSTED = re.compile(
    r"^([\u4e00-\u9fffA-Za-z][^\s，。：:（(]{1,15})\s*(?:[（(]\d+[)）])?\s*(?:发表|發表|发布|發布|投递)[于於]"
)
DATELINE = re.compile(  # 聯合報 記者…, 新华社北京8月1日电
    r"(?:^|\s)[（(【〔\[]?((?:[\u4e00-\u9fff]{2,6}?(?:网|網|社|报|報)))(?:\s*(?:实习|見習|见习|特约)?[记記]者|[\u4e00-\u9fff]{0,5}(?:\d{1,2}月)?\d{1,2}日[电電讯訊])"
)
BYLINE = re.compile(
    rf"(?:^|[^\u4e00-\u9fff]|[\u4e00-\u9fff]{{2,6}}?)(?:见习|实习|特约|本报|首席)?[记記]者\s*[:：]?\s*"
    rf"({_HAN}?(?:{_PLACED}|(?=[\s）)】〕,，、/／|｜]|$))"
    rf"(?:[、 /／]\s*{_HAN}(?=[\s）)】〕,，、/／]|$)){{0,3}})(?!\s*[摄攝])"
)
SENT_FROM = re.compile(rf"^({_HAN}(?:[ 、]{_HAN}){{0,2}})\s*发自")
BY = re.compile(
    r"^[Bb][Yy]\s*[:：]?\s*([A-Z][\w.-]{1,20}(?: [A-Z][\w.-]{1,20}){0,2}|[\u4e00-\u9fff·]{2,5})(?=$|[\s,，|｜])"
)
LABEL = re.compile(
    r"^(?:(?:文章)?(?:作\s*者|[来來]\s*源(?:于)?|[记記]者|出处|稿源|原创|原創|发布者|發布者|撰文|撰稿|媒体|公众号)\s*[:：丨|｜/]?\s*|文\s*[/／丨|｜:：]\s*|[Bb]y\s+|@|[\u4e00-\u9fff]{0,8}?[记記]者\s+)+"
)
EDITOR = re.compile(r"责任编辑|責任編輯|责编|責編|编辑(?!部)|編輯|校对|审核|监制|编审|主编")
EDITED = re.compile(r"(?:编辑|編輯|责编|責編)\s*[:：/丨|｜]\s*([\u4e00-\u9fff]{2,4})")
ADDRESS = re.compile(r"://|@|www\.|\.(?:com|cn|net)/")
JUNK = re.compile(
    r"admin\w*|root|editor\w*|webmaster|author|user|null|undefined|none|test|管理员|站长|佚名|匿名|未知|无名?|不详|本站(?:原创|整理)?|原创|轉載|转载|网络(?:整理|转载)?|互联网"
    r"|网友|小编|编辑|作者|来源|未注明|综合|其他|默认|会员|游客|个人|system|anonymous|unknown|\W*|\d+",
    re.IGNORECASE,
)
TRAIL = re.compile(
    r"\s*(?:[（(【\[].*|(?:20|19)\d{2}[-/.年].*"
    r"|(?<=\S)(?:编辑(?!部)|責任|责任|发布|發布|更新|字号|阅读|浏览|点击|评论|责编|时间).*)$"
)
OUTLET = re.compile(r"(?:网|網|报|報|社|新闻|新聞|电视台|频道|客户端|周刊|杂志|通讯|在线|热线|传媒|财经|媒体|公众号)$")


def source_in(lines: Iterable[str]) -> str | None:
    """The name after 来源, 转自 and the like in the first of the lines that has one."""
    return _first((SOURCE, ORIGIN), lines)


def outlet_in(lines: Iterable[str]) -> str | None:
    """The paper or agency that a dateline names, in the first of the lines that has one."""
    name = _first((DATELINE,), lines)
    return None if name and name.startswith("本") else name


def author_in(lines: Iterable[str]) -> str | None:
    """The name after 作者, 文, 记者 and the like in the first of the lines that has one."""
    return _first((AUTHOR, PLAIN_AUTHOR, POSTED, BYLINE), lines)


def author_by(lines: Iterable[str]) -> str | None:
    """The name after a `By` in the first of the lines that has one."""
    return _first((BY,), lines)


def editors_in(lines: Iterable[str]) -> Iterator[str]:
    """The names after 编辑, 责任编辑 and the like: who put an article on the page did not write it."""
    for line in lines:
        for found in EDITED.finditer(line):
            yield found[1]


def signed(blocks: list[str]) -> str | None:
    """The reporter named where an article begins (…网5月20日讯（记者陈某）) or ends (（陈某））."""
    edges = [block[:80] for block in blocks[:3]] + [block[-60:] for block in reversed(blocks[-3:])]
    return _first((BYLINE, SENT_FROM), edges)


def name_of(text: str | None) -> str | None:
    """A name without its label and what trails it; None for what is too long to be one, an address, or nobody's."""
    if EDITOR.match(one := (text or "").strip()):
        return None
    name = TRAIL.sub("", LABEL.sub("", one.strip(" :：/／|｜丨·-—“”\"'"))).strip(" :：/／|｜丨·,，")
    if not name or len(name) > LONGEST_NAME or EDITOR.match(name) or ADDRESS.search(name) or JUNK.fullmatch(name):
        return None
    return name


def is_outlet(name: str) -> bool:
    """Whether a name is likelier a paper's or a site's than a person's."""
    return bool(OUTLET.search(name))


def _first(patterns: tuple[re.Pattern[str], ...], lines: Iterable[str]) -> str | None:
    lines = list(lines)
    for pattern in patterns:
        for line in lines:
            if (found := pattern.search(line)) and (name := name_of(next(filter(None, found.groups()), None))):
                return name
    return None
