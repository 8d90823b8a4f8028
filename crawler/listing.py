"""What a list page tells of articles: the addresses that it links to."""

import lxml.html

from crawler.encoding import decode
from crawler.feed import Entry
from crawler.urls import absolute
from data.language import say


def entries_of(body: bytes, *, url: str, declared_encoding: str | None = None) -> list[Entry]:
    """What a page links to, each address once, in its own order; raises PageError where it is unreadable."""
    text = decode(body, url, declared=declared_encoding)
    if not text.strip():
        return []
    root = lxml.html.document_fromstring(text.encode("utf-8", "ignore"), parser=lxml.html.HTMLParser(encoding="utf-8"))
    links = (absolute(url, node.get("href", "")) for node in root.iter("a"))
    return [Entry(link) for link in dict.fromkeys(links) if link]


def no_articles(url: str) -> str:
    """What to say of a list page that links to no article."""
    return say(
        f"列表页上没有文章链接：'{url}'；页面是否改版？", f"list page links to no article: '{url}'; has it changed?"
    )
