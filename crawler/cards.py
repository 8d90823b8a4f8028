"""Which parts of a page are one of many alike: the teasers of a list, the comments of readers."""

import re
from collections import defaultdict
from itertools import islice
from typing import Any

TAGS = frozenset({"div", "li", "dl", "dd", "article", "section", "a"})
LEAST = 3  # as many alike stand beside each other
LOOKED_AT = 5  # of them
MOST_COUNTED = 400  # elements of one whose text is counted
MOST_PARTS = 60  # elements of one that are looked at
ONE_OF_ALL = 0.6  # of all their text: one that has more is no card among its like
LINK_TITLE = 6  # characters; a link as long as that, at the start, is the title of another article
MARK = re.compile(
    r"(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?|\d+\s*(?:秒|分钟|小时|天|个?月|年)前.{0,6}|刚刚|[昨前今]天.{0,6}"
    r"|.{0,8}(?:回复|回覆|举报|檢舉|点赞|顶|踩|赞|讚|支持|反对|阅读|評論|评论)\s*[（(]?\d*\s*[)）]?.{0,8}|\d+楼"
)
MARK_LENGTH = 24  # characters


def cards_of(parent: Any) -> list[Any]:
    """The children of an element that are cards: alike, each with a linked title at its start or a mark of its own."""
    if len(parent) < LEAST:
        return []
    alike: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for child in parent:
        if child.tag in TAGS and len(child):
            alike[child.tag, (child.get("class") or "").split(" ")[0].rstrip("0123456789-_")].append(child)
    return [card for group in alike.values() if len(group) >= LEAST and _are_cards(group) for card in group]


def _are_cards(group: list[Any]) -> bool:
    lengths = [_length(part) for part in group]
    if max(lengths) > ONE_OF_ALL * sum(lengths):
        return False
    looked_at = group[:LOOKED_AT]
    return sum(map(_is_card, looked_at)) >= 0.7 * len(looked_at)


def _length(node: Any) -> int:
    """Characters outside links, as far as it is looked at: cards within cards would else be counted again and again."""
    parts = [part for part in islice(node.iter(), MOST_COUNTED) if isinstance(part.tag, str) and part.tag != "a"]
    return sum(len(part.text or "") + (len(part.tail or "") if part is not node else 0) for part in parts)


def _is_card(node: Any) -> bool:
    """Whether a part has the make of a card: several pieces of text, one of them a title's link or a mark."""
    pieces = _pieces(node)
    if len(pieces) < 2:
        return False
    if any(len(text) <= MARK_LENGTH and MARK.fullmatch(text) for _, text in pieces):
        return True
    part = next((part for part, text in pieces if len(text) >= LINK_TITLE), None)
    return part is not None and _is_linked(part, node)


def _pieces(node: Any) -> list[tuple[Any, str]]:
    found = []
    for part in islice(node.iter(), MOST_PARTS):
        if isinstance(part.tag, str) and part.tag not in ("script", "style"):
            if text := (part.text or "").strip():
                found.append((part, text))
            if part is not node and (text := (part.tail or "").strip()):
                found.append((part.getparent(), text))
    return found


def _is_linked(part: Any, within: Any) -> bool:
    while part is not None:
        if part.tag == "a":
            return True
        if part is within:
            return False
        part = part.getparent()
    return False
