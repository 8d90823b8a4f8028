"""The article that a page carries in its scripts as data, found by its shape: a title, and a long text beside it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from crawler.body import one_line
from crawler.literal import values_in
from crawler.title import bare

LEAST_TEXT = 60  # characters of Chinese that a text has at least
LARGEST = 3_000_000  # characters of a script
MOST_NODES = 30_000  # of one value
DEEPEST = 30
SMALLEST = 200  # characters: a script that is shorter carries no article
LEAST_TITLE = 4
LONGEST_TITLE = 200
TITLES = re.compile(r"title|headline|subject|name$", re.IGNORECASE)
TEXTS = re.compile(r"content|body|text|html|detail|article|main|markdown", re.IGNORECASE)
SUMMARIES = re.compile(r"desc|intro|summary|digest|abstract|excerpt|seo|share|meta|comment|copyright", re.IGNORECASE)
TIMES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^(?:publish|pub|post|release|issue)(?:ed)?[-_]?(?:at|on|date|time|timestamp)?(?:str|text)?$",
        r"publi?sh.*(?:time|date|at)$|^pubdate|dateline|display[-_]?time",
        r"^(?:date|time|ctime|(?:news|add|in)[-_]?time|created?[-_]?(?:at|time|date|on)|timestamp)$",
    )
)
AUTHORS = re.compile(
    r"^(?:authors?|authors?[-_]?(?:name|info)|writer|nick[-_]?name|user|user[-_]?(?:name|info)|creator|owner)$",
    re.IGNORECASE,
)
NAMES = ("name", "nickname", "nick_name", "nickName", "username", "user_name", "userName", "screen_name", "author_name")
SOURCES = re.compile(
    r"^(?:source|source[-_]?name|media[-_]?name|media|origin|copy[-_]?from|news[-_]?source|publisher)$", re.IGNORECASE
)
HAN = re.compile(r"[\u4e00-\u9fff]")
STOP = re.compile(r"[。，！？；]|<p|&lt;p|<br")
SAID = re.compile(
    r"(?:\b|_)(?:ct|pub_?(?:lish)?_?(?:date|time)|publish(?:ed)?_?at|create_?time|datePublished)[\"']?\s*[:=]\s*[\"']?"
    r"(20\d{2}[-/年.]\d{1,2}[-/月.]\d{1,2}[^\"'<>;,]{0,24}|1\d{9}(?:\d{3})?\b)",
    re.IGNORECASE,
)
EPOCH = re.compile(r"1\d{9}(?:\d{3})?")


@dataclass(frozen=True)
class Scripted:
    """An article as a script carries it; `html` is its text, marked up or plain."""

    title: str | None
    html: str
    published: str | None = None
    author: str | None = None
    source: str | None = None


def scripted_article(
    root: Any, title: str | None, *, thorough: bool = False, any_title: bool = False
) -> Scripted | None:
    """The longest text in the page's scripts that stands beside the page's title; None where there is none.

    `thorough` looks also at values that are no JSON; `any_title` is for pages that show no text and bear no title.
    """
    wanted = [bare(each) for each in (title or "", root.findtext(".//title") or "") if len(bare(each)) >= LEAST_TITLE]
    values = list(_values(root, thorough=thorough))
    found = [article for value in values for article in _articles(value, wanted)]
    if any_title and not found:
        found = [article for value in values for article in _articles(value, [])]
    return max(found, key=lambda article: len(HAN.findall(article.html)), default=None)


def scripted_time(root: Any) -> str | None:
    """The moment that a script names as that of publication: `var ct = "…"`, `pubDate: '…'`."""
    for script in root.iter("script"):
        if script.text and (found := SAID.search(script.text)):
            return found[1]
    return None


def _values(root: Any, *, thorough: bool) -> Iterator[Any]:
    for script in root.iter("script"):
        text = (script.text or "").strip()
        if not SMALLEST <= len(text) <= LARGEST or "ld+json" in (script.get("type") or ""):
            continue
        if text[0] in "{[":
            try:
                value = json.loads(text, strict=False)
            except (ValueError, RecursionError):
                continue
            yield _pointed(value) if isinstance(value, list) else value
        elif thorough and (HAN.search(text) or "\\u" in text):
            yield from values_in(text)


def _pointed(value: list[Any]) -> Any:
    """The value that a flat list stands for, where numbers point to other places of the list (`__NUXT_DATA__`)."""
    objects = [part for part in value if isinstance(part, dict)]
    if not any(part and all(_points(target, value) for target in part.values()) for part in objects):
        return value
    return [{key: _target(value, number, 0) for key, number in part.items()} for part in objects]


def _points(target: Any, value: list[Any]) -> bool:
    return isinstance(target, int) and not isinstance(target, bool) and -8 <= target < len(value)


def _target(value: list[Any], number: Any, depth: int) -> Any:
    found = value[number] if _points(number, value) and number >= 0 else None
    if depth < 3 and isinstance(found, dict):
        return {key: _target(value, each, depth + 1) for key, each in found.items()}
    if depth < 3 and isinstance(found, list):
        return [_target(value, each, depth + 1) for each in found[:20]]
    return found


def _articles(value: Any, wanted: list[str]) -> Iterator[Scripted]:
    waiting: list[tuple[Any, dict[str, Any], int]] = [(value, {}, 0)]
    for _ in range(MOST_NODES):
        if not waiting:
            return
        node, above, depth = waiting.pop()
        if isinstance(node, dict):
            if article := _article(node, above, wanted):
                yield article
            waiting += [(child, node, depth + 1) for child in node.values() if isinstance(child, dict | list)]
        elif isinstance(node, list) and depth < DEEPEST:
            waiting += [(child, above, depth + 1) for child in node if isinstance(child, dict | list)]


def _article(node: dict[str, Any], above: dict[str, Any], wanted: list[str]) -> Scripted | None:
    texts = {key: text for key, text in node.items() if isinstance(text, str) and _is_text(key, text)}
    if not texts:
        return None
    title = _title(node, wanted) or _title(above, wanted)
    if not title and wanted:
        return None
    html = max(texts.values(), key=lambda text: len(HAN.findall(text)))
    inner = [child for key, child in node.items() if isinstance(child, dict) and not AUTHORS.search(key)]
    both = (
        dict(each for part in (*inner, above) for each in part.items() if not isinstance(each[1], dict | list)) | node
    )
    return Scripted(title, unescape(html) if "&lt;" in html else html, _time(both), _author(both), _source(both))


def _is_text(key: str, text: str) -> bool:
    if len(text) < LEAST_TEXT or not TEXTS.search(key) or SUMMARIES.search(key):
        return False
    return len(HAN.findall(text[:20_000])) >= LEAST_TEXT // 2 and bool(STOP.search(text))


def _title(node: dict[str, Any], wanted: list[str]) -> str | None:
    """What a node calls itself, where the page is called so too, or says nothing."""
    for key, text in node.items():
        is_title = isinstance(text, str) and TITLES.search(key) and len(text) <= LONGEST_TITLE
        own = bare(text) if is_title else ""
        if len(own) >= LEAST_TITLE and _is_wanted(own, wanted):
            return one_line(text)
    return None


def _is_wanted(own: str, wanted: list[str]) -> bool:
    return not wanted or any(title.startswith(own) or own.startswith(title) for title in wanted)


def _time(node: dict[str, Any]) -> str | None:
    for pattern in TIMES:
        for key, value in node.items():
            if pattern.search(key) and isinstance(value, str | int | float) and not isinstance(value, bool):
                text = str(int(value)) if isinstance(value, float) else str(value)
                if EPOCH.fullmatch(text) or re.search(r"\d{4}\D\d|\d:\d", text):
                    return text
    return None


def _author(node: dict[str, Any]) -> str | None:
    return next(filter(None, (_name(value) for key, value in node.items() if AUTHORS.search(key))), None)


def _source(node: dict[str, Any]) -> str | None:
    return next(filter(None, (_name(value) for key, value in node.items() if SOURCES.search(key))), None)


def _name(value: Any) -> str | None:
    if isinstance(value, str):
        return one_line(value) or None
    if isinstance(value, dict):
        return next(filter(None, (_name(value.get(name)) for name in NAMES)), None)
    if isinstance(value, list):
        return " ".join(filter(None, map(_name, value[:5]))) or None
    return None
