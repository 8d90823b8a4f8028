"""How the body of a page becomes plain text: paragraphs, headings, list lines and Markdown tables."""

import re
from collections.abc import Set
from typing import Any

from crawler.table import is_data_table, markdown

PARAGRAPH_BREAK = "\n\n"
DROPPED = frozenset({
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "form", "button",
    "input", "select", "textarea", "nav", "footer", "head", "audio", "video", "map", "link", "meta",
})  # fmt: skip
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "legend", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
})  # fmt: skip
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
HAN = "\u2e80-\u9fff\uff00-\uffef"
NOTHING: frozenset[Any] = frozenset()
MAX_DEPTH = 200  # below it only the text counts: a page may nest its tags thousands deep

_SOURCE_BREAK = "\r"  # a line break of the HTML source, which is no more than a space
_WRAPPED_HAN = re.compile(f"(?<=[{HAN}]) ?\r[ \r]*(?=[{HAN}])")
_BLANKS = re.compile(r"[^\S\n\r]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff\u00ad]")
_PARTED = re.compile(r"\n(?:[ \r\u3000]*\n)+|\n[\r ]*(?=\u3000\u3000)")


def blocks_of(element: Any, without: Set[Any] = NOTHING) -> list[str]:
    """The text of an element, one entry a paragraph, heading, list or table; lists and tables have a line a row.

    Elements of `without` are left out.
    """
    return _Writer(without).write(element)


def one_line(text: str) -> str:
    """Text without line breaks, invisible characters and runs of blanks."""
    return " ".join(_INVISIBLE.sub("", text).split())


class _Writer:
    """Goes through an element once, gathering text until a block begins or ends."""

    def __init__(self, without: Set[Any] = NOTHING) -> None:
        self._without = without
        self._blocks: list[str] = []
        self._line: list[str] = []

    def write(self, element: Any) -> list[str]:
        self._children(element, depth=0)
        self._end_block()
        return self._blocks

    def _node(self, node: Any, depth: int) -> None:
        if isinstance(node.tag, str) and not _is_dropped(node) and node not in self._without:
            self._element(node, depth)
        self._text(node.tail)

    def _element(self, node: Any, depth: int) -> None:
        if depth > MAX_DEPTH:
            self._text("".join(node.itertext()))
        elif node.tag == "br":
            self._line.append("\n")
        elif node.tag == "pre":
            self._block("\n".join(line.rstrip() for line in "".join(node.itertext()).splitlines() if line.strip()))
        elif node.tag in ("ul", "ol"):
            self._list(node)
        elif node.tag == "table" and is_data_table(node):
            self._table(node)
        else:
            self._plain(node, depth)

    def _list(self, node: Any) -> None:
        kept = [item for item in node if item not in self._without]
        self._block("\n".join(line for item in kept for line in _item_lines(item, self._without)))

    def _plain(self, node: Any, depth: int) -> None:
        is_block = node.tag in BLOCKS
        if is_block:
            self._end_block()
        self._children(node, depth + 1)
        if is_block:
            self._end_block()

    def _children(self, node: Any, depth: int) -> None:
        self._text(node.text)
        for child in node:
            self._node(child, depth)

    def _table(self, node: Any) -> None:
        for caption in node.iter("caption"):
            self._block(one_line("".join(caption.itertext())))
        self._block(markdown(node))

    def _text(self, text: str | None) -> None:
        if text:
            self._line.append(text.replace("\r", "").replace("\n", _SOURCE_BREAK))

    def _block(self, text: str) -> None:
        self._end_block()
        if text.strip():
            self._blocks.append(text)

    def _end_block(self) -> None:
        text = _INVISIBLE.sub("", "".join(self._line))
        self._line = []
        self._blocks += filter(None, (_paragraph(part) for part in _PARTED.split(text)))


def _paragraph(text: str) -> str:
    unwrapped = _WRAPPED_HAN.sub("", _BLANKS.sub(" ", text)).replace(_SOURCE_BREAK, " ")
    return "\n".join(filter(None, (" ".join(line.split()) for line in unwrapped.split("\n"))))


def _item_lines(item: Any, without: Set[Any]) -> list[str]:
    if not isinstance(item.tag, str) or _is_dropped(item):
        return []
    lines = [line for block in blocks_of(item, without) for line in block.split("\n")]
    return [line if number or line.startswith("- ") else f"- {line}" for number, line in enumerate(lines)]


def _is_dropped(node: Any) -> bool:
    return node.tag in DROPPED or node.get("hidden") is not None or bool(HIDDEN.search(node.get("style") or ""))
