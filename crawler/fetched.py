"""How a page that was fetched becomes an article, with what a feed said of it filled in."""

from dataclasses import dataclass
from datetime import datetime

from crawler.challenge import asks_for_proof, reads_as_challenge
from crawler.feed import Entry
from crawler.page import read_page
from crawler.site import Site
from data.errors import PageError
from data.fetches import Answer
from data.schema import ArticleFields


@dataclass(frozen=True)
class Page:
    """An article's page as fetched; `body` is None where it failed and a feed's full text stands in for it."""

    url: str  # canonical: the key in the store
    fetched: datetime
    body: bytes | None = None
    encoding: str | None = None
    entry: Entry | None = None
    answer: Answer | None = None
    further: tuple[str, ...] = ()  # the article's further pages, in order, as text


class ChallengeError(PageError):
    """The page is a captcha or the like, although the server says that all is well."""


def read_fetched(page: Page, site: Site) -> tuple[ArticleFields, bytes]:
    """The article and what it was read from: the page, or a feed's full text where the page gives none.

    Raises ChallengeError for a captcha, PageError where nothing can be read.
    """
    entry = page.entry or Entry(page.url)
    if page.body is None and entry.html is not None:
        return _from_feed(page, entry, entry.html), entry.html.encode()
    try:
        return _from_page(page, site, entry), page.body or b""
    except ChallengeError:
        raise
    except PageError:
        if entry.html is None:
            raise
        return _from_feed(page, entry, entry.html), entry.html.encode()


def _from_page(page: Page, site: Site, entry: Entry) -> ArticleFields:
    article = read_page(
        page.body or b"",
        url=page.url,
        site=site,
        declared_encoding=page.encoding,
        now=page.fetched,
        feed_time=entry.published,
    )
    if reads_as_challenge(article.title, article.text):
        raise ChallengeError(asks_for_proof(page.url))
    return _filled(article, title=article.title or entry.title, author=article.author or entry.author)


def _from_feed(page: Page, entry: Entry, html: str) -> ArticleFields:
    article = read_page(f"<body><div>{html}</div></body>", url=page.url, now=page.fetched)
    return _filled(article, title=entry.title, author=entry.author or article.author, published=entry.published)


def _filled(article: ArticleFields, **fields: str | None) -> ArticleFields:
    return ArticleFields.model_validate({**article.model_dump(), **fields})
