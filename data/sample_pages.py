"""How the four sample sites look from outside: which page stands at which path, in which markup and encoding."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from email.utils import format_datetime
from functools import lru_cache
from html import escape
from importlib.resources import files
from string import Template

from data.sample_articles import SampleArticle, as_html, sample_articles

PER_PAGE = 10  # articles on a list page
ALL = 10_000  # articles in a feed or a sitemap
RELATED = 5
HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"


@dataclass(frozen=True)
class SampleSite:
    """A sample site, the loopback address it is served on, and the kind of markup it stands for."""

    id: str
    name: str
    host: str
    markup: str
    port: int

    @property
    def url(self) -> str:
        """Where the site is served, without a slash at the end."""
        return f"http://{self.host}:{self.port}"

    @property
    def encoding(self) -> str:
        """What its pages are encoded in."""
        return "gb18030" if self.markup == "gb18030" else "utf-8"


@dataclass(frozen=True)
class Page:
    """An answer of a sample site."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Route:
    """Which template answers a path; `row` is the template of one article in it."""

    path: str  # a pattern with a group `number` for an article, `page` for a list
    template: str
    row: str = ""
    per_page: int = PER_PAGE
    media: str = HTML


SAMPLE_SITES = (
    SampleSite("liebang", "猎榜样刊", "127.0.0.2", "lieyun", 8712),
    SampleSite("luzhou", "芦洲智讯", "127.0.0.3", "feed", 8713),
    SampleSite("gudu", "古渡科技网", "127.0.0.4", "gb18030", 8714),
    SampleSite("xingpu", "杏圃评测室", "127.0.0.5", "sitemap", 8715),
)
ARTICLE_PATHS = {
    "lieyun": "/archives/{number}",
    "feed": "/posts/{number}.html",
    "gb18030": "/{day:%Y/%m%d}/{number}.html",
    "sitemap": "/reviews/{number}",
}
ROUTES = {
    "lieyun": (
        Route(r"/|/archives", "list.html", "row.html"),
        Route(r"/archives/p(?P<page>\d+)\.html", "list.html", "row.html"),
        Route(r"/archives/(?P<number>\d+)", "article.html"),
    ),
    "feed": (
        Route(r"/", "list.html", "row.html"),
        Route(r"/feed\.xml", "feed.xml", "feed_row.xml", ALL, "application/rss+xml; charset=utf-8"),
        Route(r"/posts/(?P<number>\d+)\.html", "article.html"),
    ),
    "gb18030": (  # as on many old sites only the page names an encoding, and not quite rightly
        Route(r"/|/index\.html", "list.html", "row.html", media="text/html"),
        Route(r"/index_(?P<page>\d+)\.html", "list.html", "row.html", media="text/html"),
        Route(r"/\d{4}/\d{4}/(?P<number>\d+)\.html", "article.html", media="text/html"),
    ),
    "sitemap": (
        Route(r"/", "list.html", "row.html"),
        Route(r"/sitemap\.xml", "sitemap.xml", "sitemap_row.xml", ALL, XML),
        Route(r"/reviews/(?P<number>\d+)", "article.html"),
    ),
}


def render(site: SampleSite, path: str, *, corrected: bool = False) -> Page | None:
    """The page of a sample site at a path (a query is ignored), or None where it has none.

    `corrected` is how the site looks after it has corrected an article.
    """
    path = path.partition("?")[0]
    articles = sample_articles(site.id, corrected=corrected)
    if path == "/robots.txt":
        return _page(fill(site, "robots.txt", url=site.url), site, "text/plain; charset=utf-8", articles)
    for route in ROUTES[site.markup]:
        found = re.fullmatch(route.path, path)
        if found:
            return _routed(site, route, path, found.groupdict(), articles)
    return None


def article_path(site: SampleSite, article: SampleArticle) -> str:
    """The path of an article on its site."""
    return ARTICLE_PATHS[site.markup].format(number=article.number, day=article.published)


def fill(site: SampleSite, template: str, **values: str) -> str:
    """A template of the site with its `$names` replaced."""
    return _template(site.id, template).substitute(values)


def _routed(
    site: SampleSite, route: Route, path: str, groups: dict[str, str], articles: tuple[SampleArticle, ...]
) -> Page | None:
    if "number" not in groups:
        return _list_page(site, route, int(groups.get("page", 1)), articles)
    found = [article for article in articles if article_path(site, article) == path]
    if not found:
        return None
    others = [article for article in articles if article not in found]
    text = fill(site, route.template, **_words(site, found[0]), related=_links(site, _near(found[0], others)))
    return _page(text, site, route.media, found)


def _list_page(site: SampleSite, route: Route, number: int, articles: tuple[SampleArticle, ...]) -> Page | None:
    shown = articles[(number - 1) * route.per_page : number * route.per_page]
    if number < 1:
        return None
    rows = "".join(fill(site, route.row, **_words(site, article)) for article in shown) or "<p>没有更多文章了</p>"
    more = number * route.per_page < len(articles)
    words = {
        "url": site.url,
        "name": site.name,
        "rows": rows,
        "next": _next_link(site, number + 1) if more else "",
        "hot": _links(site, articles[:RELATED]),
        "changed": format_datetime(max(article.modified for article in articles)),
    }
    return _page(fill(site, route.template, **words), site, route.media, articles)


def _next_link(site: SampleSite, number: int) -> str:
    path = {"lieyun": f"/archives/p{number}.html", "gb18030": f"/index_{number}.html"}.get(site.markup)
    return f'<li class="next"><a href="{path}">下一页</a></li>' if path else ""


def _words(site: SampleSite, article: SampleArticle) -> dict[str, str]:
    """Everything that a template can say of an article, escaped for HTML and XML."""
    path = article_path(site, article)
    return {
        "site_url": site.url,
        "name": site.name,
        "url": site.url + path,
        "path": path,
        "number": article.number,
        "title": escape(article.title),
        "author": escape(article.author),
        "source": escape(article.source),
        "digest": escape(article.digest),
        "tags": " ".join(f'<a href="/tag/{number}">{escape(tag)}</a>' for number, tag in enumerate(article.tags, 1)),
        "keywords": escape(",".join(article.tags)),
        "day": f"{article.published:%Y-%m-%d}",
        "minute": f"{article.published:%Y-%m-%d %H:%M}",
        "chinese": f"{article.published:%Y年%m月%d日 %H:%M}",
        "iso": article.published.isoformat(),
        "modified": article.modified.isoformat(),
        "rfc822": format_datetime(article.published),
        "body": as_html(article.body).replace("]]>", "]]&gt;"),
        "json_ld": _json_ld(site, article, path),
    }


def _json_ld(site: SampleSite, article: SampleArticle, path: str) -> str:
    said = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": article.published.isoformat(),
        "dateModified": article.modified.isoformat(),
        "author": [{"@type": "Person", "name": article.author}],
        "publisher": {"@type": "Organization", "name": site.name},
        "mainEntityOfPage": site.url + path,
    }
    return json.dumps(said, ensure_ascii=False, indent=2).replace("<", "\\u003c")


def _near(article: SampleArticle, others: list[SampleArticle]) -> list[SampleArticle]:
    return sorted(others, key=lambda other: abs(other.published - article.published))[:RELATED]


def _links(site: SampleSite, articles: Iterable[SampleArticle]) -> str:
    return "\n".join(
        f'<li><a href="{article_path(site, article)}">{escape(article.title)}</a></li>' for article in articles
    )


def _page(text: str, site: SampleSite, media: str, articles: Iterable[SampleArticle]) -> Page:
    body = text.encode(site.encoding)
    changed = max(article.modified for article in articles).astimezone(UTC)
    headers = {
        "Content-Type": media,
        "ETag": f'"{hashlib.sha256(body).hexdigest()[:20]}"',
        "Last-Modified": format_datetime(changed, usegmt=True),
    }
    return Page(200, headers, body)


@lru_cache(maxsize=64)
def _template(site: str, name: str) -> Template:
    return Template((files("data") / "samples" / site / name).read_text(encoding="utf-8"))
