"""What a page says about its article for machines: JSON-LD, OpenGraph and other meta tags, Baidu's hidden spans."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from crawler.body import one_line

ARTICLE_TYPES = frozenset({"Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle", "TechArticle", "Report"})
MAX_NODES = 500  # of a JSON-LD graph
TITLE_META = ("og:title", "twitter:title", "article:title", "ArticleTitle", "headline")
PUBLISHED_META = (
    "article:published_time", "og:published_time", "og:time", "bytedance:published_time", "apub:time", "datePublished",
    "PubDate", "pubdate", "publishdate", "publish_time", "publishtime", "og:release_date", "article:create_at",
    "weibo:article:create_at", "weibo: article:create_at", "date", "dc.date", "dc.date.issued", "_pubtime",
)  # fmt: skip
AUTHOR_META = ("article:author", "author", "og:article:author", "dc.creator", "byl", "mediaid")
SOURCE_META = ("source", "og:source", "article:source", "copyright-source", "contentSource", "_source")
DESCRIPTION_META = ("description", "og:description")
BAIDU = {"published": "pubtime_baidu", "source": "source_baidu", "author": "author_baidu", "editor": "editor_baidu"}


@dataclass(frozen=True)
class Embedded:
    """An article's fields as the page gives them to machines; None where it does not."""

    title: str | None = None
    author: str | None = None
    editor: str | None = None
    source: str | None = None
    published: str | None = None
    body: str | None = None
    description: str | None = None


def read_embedded(root: Any) -> Embedded:
    """The fields from JSON-LD first, then from Baidu's spans, then from meta tags."""
    linked = _linked(root)
    metas, spans = _metas(root), _spans(root)
    return Embedded(
        title=_text(linked, "headline", "title", "name") or _first(metas, TITLE_META),
        author=_name(linked.get("author")) or spans.get("author") or _first(metas, AUTHOR_META),
        editor=spans.get("editor") or metas.get("editor"),
        source=spans.get("source") or _first(metas, SOURCE_META),
        published=_text(linked, "datePublished", "pubDate", "dateCreated")
        or spans.get("published")
        or _first(metas, PUBLISHED_META),
        body=linked["articleBody"] if isinstance(linked.get("articleBody"), str) else None,
        description=_first(metas, DESCRIPTION_META),
    )


def _linked(root: Any) -> dict[str, Any]:
    """The page's one article among its JSON-LD, or nothing where it has none or several (a list of articles)."""
    scripts = root.xpath("//script[contains(@type, 'ld+json')]/text()")
    found = [node for script in scripts for node in _nodes(_json(script)) if _is_article(node)]
    titles = {_text(node, "headline", "title") for node in found}
    return max(found, key=len) if len(titles) == 1 else {}


def _json(script: str) -> Any:
    try:
        return json.loads(script.strip().removesuffix(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    waiting = [value]
    for _ in range(MAX_NODES):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            yield node
            waiting += [node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node]


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    named = set(types) if isinstance(types, list) and all(isinstance(t, str) for t in types) else {types}
    return bool(named & ARTICLE_TYPES) or isinstance(node.get("pubDate"), str)  # Baidu's cambrian.jsonld has no @type


def _metas(root: Any) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = one_line(meta.get("content") or "")
        if name and content:
            metas.setdefault(name.lower(), content)
    return metas


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name.lower()] for name in names if name.lower() in metas), None)


def _text(node: dict[str, Any], *keys: str) -> str | None:
    texts = (one_line(node[key]) for key in keys if isinstance(node.get(key), str))
    return next(filter(None, texts), None)


def _name(author: Any) -> str | None:
    """The name in a JSON-LD author: a text, an object with a name, or a list of these."""
    if isinstance(author, str):
        return one_line(author) or None
    if isinstance(author, dict):
        return _name(author.get("name"))
    if isinstance(author, list):
        return " ".join(filter(None, map(_name, author[:5]))) or None
    return None


def _spans(root: Any) -> dict[str, str]:
    """What Baidu's hidden spans say, by the field that their ids name."""
    said = {node.get("id"): one_line("".join(node.itertext())) for node in root.xpath("//*[contains(@id, '_baidu')]")}
    return {field: said[name] for field, name in BAIDU.items() if said.get(name)}
