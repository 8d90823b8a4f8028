"""Reads a page that was fetched and keeps its article, where it was fetched or after it was read elsewhere."""

from dataclasses import dataclass

from crawler.fetched import Page, read_fetched
from crawler.site import Site
from data.schema import ArticleFields
from data.store import Kept, Store


@dataclass(frozen=True)
class Done:
    """What became of a page: where its article is kept, and what a crawl wants to know of it."""

    kept: Kept
    title: str | None
    published: str | None


def read_and_keep(store: Store, page: Page, site: Site) -> Done:
    """Read a page and keep its article; raises PageError where it holds none."""
    article, raw = read_fetched(page, site)
    return keep_article(store, article, raw, page, site)


def keep_article(store: Store, article: ArticleFields, raw: bytes, page: Page, site: Site) -> Done:
    """Keep an article that was read from a page."""
    fetched = page.fetched.isoformat(timespec="seconds")
    kept = store.keep(article, site=site.id, fetched=fetched, raw=raw, answer=page.answer)
    return Done(kept, article.title, article.published)
