"""What the article on a page is called: the heading that `<title>` begins with, without the names of its site."""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from unicodedata import normalize

from crawler.body import one_line

HEADINGS = "//h1 | //h2 | //*[contains(@class, 'title') or contains(@id, 'title')][not(self::title)]"
OTHERS = ("div", "p", "span", "td", "strong", "b", "font", "h3", "em", "dt", "center", "big")
SUFFIX = re.compile(r"\s*(?:[_|｜丨•·](?!\d)|\s[-–—]+\s|(?<!-)-(?=[^-]{2,12}$)|–|—(?!—)|-{2,}).{1,60}$")
LEAST = 4  # characters of a heading
LONGEST = 120
NO_LETTERS = re.compile(r"[\W_]+")
LONG_HEADING = 10  # characters; a heading as long as that, within `<title>`, is no section's name
LEAST_BEFORE_SUFFIX = 6  # characters; what stands before the first bar may be a rubric: 快讯｜…


def title_of(root: Any, said: str | None) -> str | None:
    """The heading that `<title>` begins with; else what the page says, its one `h1`, or `<title>` without suffix."""
    window = one_line(root.findtext(".//title") or "")
    heading = _heading_of(root.xpath(HEADINGS), (window, said or ""))
    if heading:
        return heading
    stripped, said = without_suffix(window), without_suffix(said or "")
    begun = _begun(_texts(root.iter(*OTHERS)), (stripped, said))
    if begun:
        return begun
    only = [text for node in root.iter("h1") if (text := heading_text(node))]
    if said and not _is_cut(said, stripped, window):
        return said
    return stripped if said else (only[0] if len(only) == 1 else None) or stripped or None


def without_suffix(title: str) -> str:
    """A page's title without the names of its section and site behind it."""
    start = 0
    while found := SUFFIX.search(title, start):
        if len(bare(title[: found.start()])) >= LEAST_BEFORE_SUFFIX:
            return title[: found.start()]
        start = found.start() + 1
    return title


def bare(text: str) -> str:
    """Text without all but letters and digits, folded for comparing."""
    return NO_LETTERS.sub("", normalize("NFKC", text).casefold())


def heading_text(node: Any) -> str:
    """What an element says itself; with what its children say, where it says nothing itself."""
    own = one_line("".join([node.text or "", *(child.tail or "" for child in node)]))
    return own or one_line("".join(node.itertext()))


def _heading_of(nodes: Iterable[Any], windows: tuple[str, str]) -> str | None:
    headings = list(dict.fromkeys(text for node in nodes if LEAST <= len(text := heading_text(node)) <= LONGEST))
    begun = [text for text in headings if _begins(text, windows[0])]
    window = bare(windows[0])
    within = [text for text in headings if len(bare(text)) >= LONG_HEADING and bare(text) in window]
    told = [text for text in headings if len(bare(text)) >= LONG_HEADING and _begins(text, windows[1])]
    return max(begun or within or told, key=len, default=None)


def _begun(texts: Iterator[str], titles: tuple[str, str]) -> str | None:
    """What any other element says that is a whole title, or nearly."""
    wanted = {bare(title) for title in titles if len(bare(title)) >= LEAST_BEFORE_SUFFIX}
    return next((text for text in texts if bare(text) in wanted), None) if wanted else None


def _texts(nodes: Iterator[Any]) -> Iterator[str]:
    for node in nodes:
        if node.text and LEAST <= len(text := one_line(node.text)) <= LONGEST:
            yield text


def _begins(text: str, title: str) -> bool:
    own = bare(text)
    return len(own) >= LEAST and bare(title).startswith(own)


def _is_cut(said: str, stripped: str, window: str) -> bool:
    """Whether a machine's title ends, at a quote or at its limit, in the middle of what the window says."""
    short = said.rstrip("….")
    longer = len(bare(stripped)) > len(bare(short)) and bare(window).startswith(bare(short))
    return bool(bare(short)) and longer
