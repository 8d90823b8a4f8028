"""What stands near an article's title: its time, its author and its source, labelled or not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from lxml import etree

from crawler.body import DROPPED, one_line
from crawler.byline import EDITOR, JUNK, author_by, author_in, name_of, outlet_in, source_in
from crawler.names import ABSTRACT, holds_article, is_summary
from crawler.title import bare
from data.dates import read_time

DAY = re.compile(
    r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|\d{1,2}\s*月\s*\d{1,2}\s*日|\d{1,2}[-/]\d{1,2}\s+\d{1,2}:\d{2}"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2},? 20\d{2}|\d{1,2} [A-Z][a-z]{2,8} 20\d{2}"
    r"|(?:\d+|几|半)\s*个?(?:分钟|分鐘|小时|小時|天|秒|周|月)前|[昨前今]天\s*\d{1,2}:\d{2}|刚刚|剛剛"
)
ONLY_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
LONGEST_TIME = 60  # characters of a line that says when, behind the body
WHOLE_TIME = re.compile(
    r"(?:发布|發布|发表|發表|时间|時間|日期|来源|來源|更新|作者|编辑).{0,12}20\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\D{0,4}\d{1,2}:\d{2}"
)
CLOCK = re.compile(r"\d{1,2}:\d{2}|\d\s*(?:时|点)")
UNSAID = (DROPPED - {"form", "nav", "footer"}) | {"title"}
NEAR_BEFORE = 6  # pieces of text before the title in which its time and author may stand
NEAR_AFTER = 40  # pieces after it
BODY_PIECE = 120  # characters; a piece as long as that is the body already
SENTENCE = 30  # characters
LEAST_KNOWN = 12  # characters of a piece in an element that is named as the body
BESIDE = 2  # pieces from the time in which a name without a label may stand
NAME = re.compile(r"[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9·&+.\- ]{1,19}")
NO_NAME = re.compile(
    r".*(?:[，。！？；：、“”]|字号|字體|字体|分享|收藏|评论|評論|打印|列印|阅读|閱讀|浏览|点击|关注|關注|原创|原創|转载|举报|登录|注册|首页|首頁|正文|专题|编辑|責任|责任|推荐"
    r"|推薦|下载|客户端|听新闻|语音|播放|展开|全文|更多|返回|发布|發布|更新|时间|時間|来源|來源|微信|微博|朋友圈|复制|链接|大中小|人气|热度|参与|跟贴|留言|标签|訂閱|订阅|繁体|简体|版权"
    r"|撤消|撤销|摘要|导读|客服|相关|热门|猜你|发表|个人中心|APP|App|QQ|facebook|twitter|LINE|\d{4}).*|[大中小]|A[+-]?|By|by",
)
AUTHOR_NAME = re.compile(
    r"(?:^|[-_])(?:author|writer|byline|nick[-_]?name|user[-_]?name|account|zuozhe|reporter|js_name)|author[-_]?name|authors?$|^post_author"
)
SOURCE_NAME = re.compile(
    r"(?:^|[-_])(?:sources?|laiyuan|origin|copyfrom|from|ly)(?:$|[-_])|source$|^js_name$|^media(?:[-_]?name)?$"
)
PROFILE = re.compile(r"/(?:author|authors|u|user|users|space|people|column|writer|profile|member|reporter)s?/[\w-]+/?$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A short piece of a page's text, and the element that it stands in."""

    text: str
    node: Any
    heads: bool = True  # whether it stands above the body, where a name needs no label


def pieces_near(root: Any, title: str | None) -> list[Piece]:
    """The short pieces of text around the title's heading: first those after it, then the last before it."""
    pieces = list(_pieces(root))
    start = _place(pieces, title)
    after = pieces[start : start + NEAR_AFTER]
    end = next((n for n, piece in enumerate(after) if n and len(piece.text) >= BODY_PIECE), len(after))
    begun = next((n for n in range(1, end) if _begins_body(after[n], after[n - 1])), end)
    behind = (replace(piece, heads=False) for piece in after[begun:end])
    return [*after[1:begun], *behind, *pieces[max(0, start - NEAR_BEFORE) : start]] if after else []


def time_near(pieces: list[Piece], now: datetime) -> str | None:
    """The first moment above the body; a day alone where there is no moment; else a whole time behind it."""
    dated = (text for text in _times(pieces) if DAY.search(text))
    above = sorted(dated, key=lambda text: not CLOCK.search(text))
    behind = (piece.text for piece in pieces if not piece.heads and len(piece.text) <= LONGEST_TIME)
    whole = (text for text in behind if WHOLE_TIME.search(text))
    return next(filter(None, (read_time(text, now) for text in (*above, *whole))), None)


def source_near(pieces: list[Piece]) -> str | None:
    """The name after 来源 near the title; else one whose element is named as the source, or a dateline's."""
    return source_in([_joined(pieces)]) or _named(SOURCE_NAME, pieces) or outlet_in(_heads(pieces))


def author_near(pieces: list[Piece]) -> str | None:
    """The name after 作者, 文 or 记者 near the title; else one whose element is named as the author."""
    labelled = author_in([*(piece.text for piece in pieces), _joined(pieces)])
    return labelled or author_by(_heads(pieces)) or _named(AUTHOR_NAME, pieces) or _linked(pieces)


def name_near(pieces: list[Piece]) -> str | None:
    """A short name without a label right beside the time: the account or the paper that published."""
    pieces = [piece for piece in pieces if piece.heads]
    for place, piece in enumerate(pieces):
        if not DAY.search(piece.text) or len(piece.text) > BODY_PIECE // 2:
            continue
        beside = [*pieces[place + 1 : place + 1 + BESIDE], *reversed(pieces[max(0, place - BESIDE) : place])]
        for other in beside:
            if _is_name(other.text) and _are_close(piece.node, other.node):
                return name_of(other.text)
    return None


def _times(pieces: list[Piece]) -> Iterator[str]:
    """What may say when: a piece, with the next where that is no more than a clock; else what its element tells."""
    heads = [piece for piece in pieces if piece.heads]
    for place, piece in enumerate(heads):
        following = heads[place + 1].text if place + 1 < len(heads) else ""
        yield f"{piece.text} {following}" if ONLY_CLOCK.fullmatch(following) else piece.text
        yield from filter(None, (piece.node.get(name) for name in ("datetime", "title")))


def _begins_body(piece: Piece, before: Piece) -> bool:
    """Whether a piece is the body's first; a summary may stand above the line of time and author."""
    around = (piece.node, *_up(piece.node))
    if ABSTRACT.match(piece.text) or ABSTRACT.match(before.text) or any(map(is_summary, around)):
        return False
    if len(piece.text) >= SENTENCE and re.search("[，。！？]", piece.text) and not DAY.search(piece.text[:SENTENCE]):
        return True
    return len(piece.text) >= LEAST_KNOWN and any(map(holds_article, around))


def _heads(pieces: list[Piece]) -> list[str]:
    return [piece.text for piece in pieces if piece.heads]


def _joined(pieces: list[Piece]) -> str:
    return " ".join(piece.text for piece in pieces)


def _named(pattern: re.Pattern[str], pieces: list[Piece]) -> str | None:
    for place, piece in enumerate(pieces):
        label = pieces[place - 1].text if place else ""
        if not piece.heads or EDITOR.search(label[-8:]) or not _is_called(pattern, piece.node):
            continue
        if (name := name_of(piece.text)) and _is_name(name):
            return name
    return None


def _linked(pieces: list[Piece]) -> str | None:
    """The text of a link to a person's page."""
    links = (
        piece
        for piece in pieces
        if piece.heads and piece.node.tag == "a" and PROFILE.search(piece.node.get("href") or "")
    )
    return next(filter(None, (name_of(piece.text) for piece in links if _is_name(piece.text))), None)


def _is_called(pattern: re.Pattern[str], node: Any) -> bool:
    """Whether an element or the one around it has such a name."""
    around = [node] if node.getparent() is None else [node, node.getparent()]
    return any(
        pattern.search(token.lower()) or (each.get("rel") == "author" and pattern is AUTHOR_NAME)
        for each in around
        for token in f"{each.get('id') or ''} {each.get('class') or ''} -".split()
    )


def _is_name(text: str) -> bool:
    return (
        bool(NAME.fullmatch(text)) and not NO_NAME.fullmatch(text) and not JUNK.fullmatch(text) and not DAY.search(text)
    )


def _are_close(one: Any, other: Any) -> bool:
    """Whether two elements stand in one line: the same, brothers, or cousins."""
    above = {one, *_up(one)}
    return other in above or bool(above & set(_up(other)))


def _up(node: Any) -> list[Any]:
    parent = node.getparent()
    above = parent.getparent() if parent is not None else None
    return [each for each in (parent, above) if each is not None and each.tag not in ("body", "html")]


def _pieces(root: Any) -> Iterator[Piece]:
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, node in walk:
        is_element = isinstance(node.tag, str)
        if event == "end":
            if node.tail and (text := one_line(node.tail)):
                yield Piece(text, node.getparent())
        elif not is_element or node.tag in UNSAID:
            walk.skip_subtree()
        elif node.text and (text := one_line(node.text)):
            yield Piece(text, node)


def _place(pieces: list[Piece], title: str | None) -> int:
    wanted = bare(title or "")
    length = len(title or "")
    places = [
        n
        for n, piece in enumerate(pieces)
        if wanted and length / 4 <= len(piece.text) <= 2 * length + 8 and bare(piece.text) == wanted
    ]
    if not places:
        return 0
    return max(places, key=lambda n: (_is_dated(pieces, n), pieces[n].node.tag in ("h1", "h2"), -n))


def _is_dated(pieces: list[Piece], place: int) -> bool:
    return any(DAY.search(piece.text) for piece in pieces[place + 1 : place + 1 + NEAR_AFTER // 4])
