"""Where on a page a thing that was read stands, told as a CSS path that can go into a site file."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from unicodedata import normalize

import lxml.etree
import lxml.html

from crawler.body import one_line
from crawler.encoding import decode
from crawler.select import hits
from data.dates import read_time
from data.errors import PageError
from data.language import say

UNSEEN = "ancestor::script or ancestor::style or ancestor::noscript or ancestor::template or ancestor::head"
LEAST_PARAGRAPH = 12  # characters; a shorter line stands in many places
HELD = 0.9  # of the body's characters: as many must an element hold to be its container
LONGEST_LABEL = 80  # characters of an element that gives a time or a name
BODY_NAMES = re.compile(r"article|content|body|main|text|txt|news|post|detail|entry|story", re.IGNORECASE)
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{1,60}")
HASHED = re.compile(r"(?:sc|css|jsx|svelte|emotion|tw)-\w+|.*\d{3}.*")  # made anew by each build, or one article's own
MODULE = re.compile(
    r"([A-Za-z]+(?:[-_][A-Za-z]+)*?)_{1,3}[A-Za-z0-9+/-]*\d[A-Za-z0-9+/-]*"
)  # name__7hash of CSS modules
STATES = frozenset({"active", "show", "clearfix", "cf", "fl", "fr", "left", "right", "open", "on", "hide", "wow"})
ALONE = frozenset({"article", "main", "h1", "time"})  # tags that say enough where there is one of them
NEAREST = 4  # elements around one that may help to name it
LABEL = re.compile(r"^(?:作者|来源|记者|文|发布时间|时间|发布)\s*[:：/|]?\s*")


def root_of(body: bytes | str, *, url: str | None = None, declared_encoding: str | None = None) -> Any:
    """A parsed page; raises PageError where it is none."""
    text = body if isinstance(body, str) else decode(body, url, declared=declared_encoding)
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(text.encode("utf-8", "ignore") or b"<p/>", parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise PageError(say(f"不是网页：'{url}'", f"no page: '{url}'")) from error


def body_places(root: Any, text: str) -> list[Any]:
    """The smallest element that holds the article's paragraphs, if there is one."""
    lines = (line for line in text.split("\n") if not line.startswith("|"))  # a table's cells stand apart on the page
    paragraphs = [line for part in lines if len(line := _bare(part)) >= LEAST_PARAGRAPH]
    whole = sum(map(len, paragraphs))
    place = None
    node = root.find("body") if whole else None
    while node is not None:
        place = node
        node = next((child for child in node if _held(child, paragraphs) >= HELD * whole), None)
    return [] if place is None or place.tag in ("body", "html") else [_container(place)]


def title_places(root: Any, title: str) -> list[Any]:
    """The elements whose text is the title, but for what stands in it as an element of its own; `h1` first."""
    wanted = _bare(title)
    found = [node for node in _seen(root) if node.tag not in ("a", "li") and wanted in map(_bare, _readings(node))]
    headings = [node for node in found if node.tag == "h1"]
    return [*headings, *(node for node in _deepest(found) if node not in headings)]


def time_places(root: Any, published: str, now: datetime) -> list[Any]:
    """The elements whose text is that moment."""
    return _deepest(
        [node for node in _seen(root) if (text := _label(node)) and _time(text, now) == published and node.tag != "a"]
    )


def author_places(root: Any, author: str) -> list[Any]:
    """The elements whose text is that name, with or without a label before it."""
    wanted = _bare(author)
    return _deepest([node for node in _seen(root) if (text := _label(node)) and _bare(LABEL.sub("", text)) == wanted])


def css_paths(root: Any, node: Any) -> Iterator[str]:
    """The CSS paths, best first, that lead to this element and to no other of the page."""
    for path in _paths(node):
        if _leads(root, path, node):
            yield path


def agreed_path(pages: Sequence[tuple[Any, Sequence[Any]]]) -> str | None:
    """The best CSS path that leads to one of its wanted elements on each page, and to nothing else there."""
    if not pages or not all(nodes for _, nodes in pages):
        return None
    first, others = pages[0], pages[1:]
    for node in first[1]:
        for path in css_paths(first[0], node):
            if all(any(_leads(root, path, wanted) for wanted in nodes) for root, nodes in others):
                return path
    return None


def _leads(root: Any, path: str, node: Any) -> bool:
    found = hits(root, (path,))
    return len(found) == 1 and found[0] is node


def _paths(node: Any) -> Iterator[str]:
    yield from _names(node)
    if node.tag in ALONE:
        yield str(node.tag)
    around = [parent for parent in node.iterancestors() if parent.tag not in ("html", "body")][:NEAREST]
    for parent in around:
        for name in _names(parent):
            for own in (*_names(node), str(node.tag)):
                yield f"{name} > {own}" if parent is around[0] else f"{name} {own}"


def _names(node: Any) -> list[str]:
    """What an element may be called: by its id, then by its classes, those that speak of an article first."""
    name = node.get("id") or ""
    ids = [f"{node.tag}#{name}"] if _is_lasting(name) else []
    classes = (node.get("class") or "").split()
    lasting = sorted(filter(_is_lasting, classes), key=lambda one: not BODY_NAMES.search(one))
    modules = [f"{node.tag}[class*='{found[1]}_']" for one in classes if (found := MODULE.fullmatch(one))]
    both = [f"{node.tag}.{'.'.join(lasting[:2])}"] if len(lasting) > 1 else []
    return [*ids, *(f"{node.tag}.{one}" for one in lasting), *modules, *both]


def _is_lasting(name: str) -> bool:
    hashed = HASHED.fullmatch(name) or MODULE.fullmatch(name)
    return bool(NAME.fullmatch(name)) and not hashed and name.lower() not in STATES


def _container(node: Any) -> Any:
    """Not the one paragraph or nameless wrapper in which all stands, but the element around it that has a name."""
    for around in (node, *node.iterancestors()):
        if around.tag == "body":
            break
        if around.tag != "p" and (_names(around) or around.tag in ALONE):
            return around
        if len(around.getparent()) > 1:
            break
    return node


def _held(node: Any, paragraphs: list[str]) -> int:
    text = _bare(_words(node)) if isinstance(node.tag, str) else ""
    return sum(len(paragraph) for paragraph in paragraphs if paragraph in text)


def _seen(root: Any) -> Iterator[Any]:
    body = root.find("body")
    for node in body.iter() if body is not None else ():
        if isinstance(node.tag, str) and node.tag not in ("script", "style", "noscript", "template"):
            yield node


def _deepest(nodes: list[Any]) -> list[Any]:
    around = {parent for node in nodes for parent in node.iterancestors()}
    return [node for node in nodes if node not in around]


def _words(node: Any) -> str:
    return "".join(node.xpath(f".//text()[not({UNSEEN})]"))


def _readings(node: Any) -> tuple[str, str]:
    return _words(node), "".join([node.text or "", *(child.tail or "" for child in node)])


def _label(node: Any) -> str | None:
    """The text of an element that is short enough to be no more than a time or a name."""
    pieces: list[str] = []
    for piece in node.itertext():
        pieces.append(piece)
        if sum(map(len, pieces)) > 4 * LONGEST_LABEL:
            return None
    text = one_line(" ".join(pieces))
    return text if 0 < len(text) <= LONGEST_LABEL else None


def _time(text: str, now: datetime) -> str | None:
    return read_time(text, now) if any(char.isdigit() for char in text) else None


def _bare(text: str) -> str:
    return "".join(char for char in normalize("NFKC", text).casefold() if char.isalnum())
