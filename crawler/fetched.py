"""How a page that was fetched becomes an article, with what a feed said of it filled in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from crawler.challenge import asks_for_proof, reads_as_challenge
from crawler.feed import Entry
from crawler.page import read_page
from crawler.paging import joined
from crawler.site import Site
from data.errors import PageError
from data.fetches import Answer
from data.fields import ArticleFields


@dataclass(frozen=True)
class Further:
    """A further page of an article, as fetched."""

    url: str
    body: bytes
    encoding: str | None = None


@dataclass(frozen=True)
class Page:
    """An article's page as fetched; `body` is None where it failed and a feed's full text stands in for it."""

    url: str  # canonical: the key in the store
    fetched: datetime
    body: bytes | None = None
    encoding: str | None = None
    entry: Entry | None = None
    answer: Answer | None = None
    further: tuple[Further, ...] = ()  # the article's further pages, in order
    first: str | None = None  # where its first page was found, once there are further ones


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


def with_further(article: ArticleFields, further: Iterable[Further], site: Site | None, now: datetime) -> ArticleFields:
    """The article with the texts of its further pages behind its own."""
    return _filled(article, text=joined([article.text, *_further_texts(further, site, now)]))


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
    whole = with_further(article, page.further, site, page.fetched) if page.further else article
    return _filled(whole, title=article.title or entry.title, author=article.author or entry.author)


def _further_texts(further: Iterable[Further], site: Site | None, now: datetime) -> Iterator[str]:
    """The texts of further pages, up to the first that cannot be read."""
    for page in further:
        try:
            yield read_page(page.body, url=page.url, site=site, declared_encoding=page.encoding, now=now).text
        except PageError:
            return


def _from_feed(page: Page, entry: Entry, html: str) -> ArticleFields:
    article = read_page(f"<body><div>{html}</div></body>", url=page.url, now=page.fetched)
    return _filled(article, title=entry.title, author=entry.author or article.author, published=entry.published)


def _filled(article: ArticleFields, **fields: str | None) -> ArticleFields:
    return ArticleFields.model_validate({**article.model_dump(), **fields})
