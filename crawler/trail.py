"""What leads to an unknown site's articles: its feed, its pages with their links, or its sitemap, asked politely."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urljoin, urlsplit

from crawler.challenge import asks_for_proof, is_challenge
from crawler.feed import Entry, read_feed
from crawler.fetch import Fetched
from crawler.guest import Guest, StoppedError
from crawler.links import Link, likely_articles, links_on
from crawler.patterns import NO_ARTICLE, is_near
from crawler.places import root_of
from crawler.sources import Told, ask_feed, ask_sitemap
from crawler.urls import absolute
from data.errors import AddressError, FetchError, PageError

COMMON_FEEDS = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml")
FEED_TYPES = ("rss", "atom", "feed+json")
MOST_ANNOUNCED = 3  # feeds of a page's own that are asked
MOST_SITEMAPS = 2  # of those that robots.txt names
NEWEST = 200  # entries of a sitemap that a pattern is learned from
XML_STARTS = (b"<?xml", b"<urlset", b"<sitemapindex", b"\x1f\x8b")

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Trail:
    """What was come upon: `entries` look like articles, in their order; `remarks` say what led nowhere."""

    home: str
    pages: tuple[Fetched, ...]
    links: tuple[Link, ...]  # of all pages
    likely: frozenset[str]  # those of the links that look like articles
    feed: Told | None
    sitemap: Told | None
    entries: tuple[Entry, ...]
    remarks: tuple[str, ...]


def find_trail(url: str, guest: Guest, tell: Tell) -> Trail:
    """What leads to the articles of the site that an address is of: a feed, a sitemap, a list, an article, its home.

    Raises StoppedError at a stop sign, FetchError or AddressError where the address itself cannot be had.
    """
    return _Search(url, guest, tell).trail()


class _Search:
    """One search of one site."""

    def __init__(self, url: str, guest: Guest, tell: Tell) -> None:
        self._guest = guest
        self._tell = tell
        self._remarks: list[str] = []
        self._pages: list[Fetched] = []
        self._given = self._ask(url)
        self._home = _root(self._given.url)

    def trail(self) -> Trail:
        source = self._source_given()
        if source is None:
            self._look_at(self._given)
        elif source.entries:
            self._home = _root(Counter(_root(entry.url) for entry in source.entries).most_common(1)[0][0])
        if source or urlsplit(self._given.url).path.strip("/"):
            self._try_home()
        return self._followed(source)

    def _followed(self, source: Told | None) -> Trail:
        links = self._all_links()
        likely = likely_articles(links, self._home)
        feed = source if source and source.kind == "feed" else self._announced() or self._guessed()
        entries = self._near(feed.entries) if feed else [Entry(link.url, link.text) for link in likely]
        sitemap = source if source and source.kind == "sitemap" else None if entries else self._mapped()
        return Trail(
            home=self._home,
            pages=tuple(self._pages),
            links=tuple(links),
            likely=frozenset(link.url for link in likely),
            feed=feed,
            sitemap=sitemap,
            entries=tuple(entries or (self._near(sitemap.entries)[:NEWEST] if sitemap else [])),
            remarks=tuple(self._remarks),
        )

    # ── the given address and the home page ──

    def _source_given(self) -> Told | None:
        """What the given address is, where it is a feed or a sitemap and no page."""
        url, body, encoding = self._given.url, self._given.body, self._given.encoding
        try:
            entries = read_feed(body, url=url, now=self._guest.now(), declared_encoding=encoding)
            return Told("feed", url, self._given, entries)
        except FetchError:
            is_xml = body.lstrip().startswith(XML_STARTS)
        return self._tried(url, partial(ask_sitemap, self._guest)) if is_xml else None

    def _try_home(self) -> None:
        try:
            self._look_at(self._ask(self._home))
        except StoppedError:
            raise
        except (FetchError, PageError, AddressError) as error:
            self._remarks.append(str(error))

    def _look_at(self, page: Fetched) -> None:
        if not _links_of(page) and is_challenge(page.body):
            raise self._guest.stop(asks_for_proof(page.url))
        self._pages.append(page)

    def _all_links(self) -> list[Link]:
        longest: dict[str, Link] = {}
        for link in (link for page in self._pages for link in _links_of(page)):
            if len(link.text) >= len(longest.setdefault(link.url, link).text):
                longest[link.url] = link
        return list(longest.values())

    # ── feeds and sitemaps ──

    def _announced(self) -> Told | None:
        """The first feed that works of those that the pages announce."""
        announced = dict.fromkeys(url for page in self._pages for url in _announced_on(page))
        return self._first(list(announced)[:MOST_ANNOUNCED], partial(ask_feed, self._guest))

    def _guessed(self) -> Told | None:
        """The first feed that works of those at usual places."""
        return self._first([urljoin(self._home, path) for path in COMMON_FEEDS], partial(ask_feed, self._guest))

    def _mapped(self) -> Told | None:
        """The first sitemap that works of those that robots.txt names, or the one at the usual place."""
        rules = self._guest.robots(self._home).rules
        named = list(rules.sitemaps)[:MOST_SITEMAPS] if rules else []
        return self._first(named or [urljoin(self._home, "/sitemap.xml")], partial(ask_sitemap, self._guest))

    def _first(self, urls: Sequence[str], ask: Callable[[str], Told]) -> Told | None:
        return next((told for url in urls if (told := self._tried(url, ask)) and self._near(told.entries)), None)

    def _tried(self, url: str, ask: Callable[[str], Told]) -> Told | None:
        self._tell(url)
        try:
            return ask(url)
        except StoppedError:
            raise
        except (FetchError, PageError, AddressError) as error:
            self._remarks.append(str(error))
            return None

    def _ask(self, url: str) -> Fetched:
        self._tell(url)
        return self._guest.ask(url)

    def _near(self, entries: Sequence[Entry]) -> list[Entry]:
        return [entry for entry in entries if is_near(entry.url, self._home) and not _is_aside(entry.url)]


def _links_of(page: Fetched) -> list[Link]:
    return links_on(page.body, url=page.url, declared_encoding=page.encoding)


def _announced_on(page: Fetched) -> list[str]:
    """The feeds that a page announces, but for those of its comments."""
    root = root_of(page.body, url=page.url, declared_encoding=page.encoding)
    nodes = root.xpath("//link[contains(@rel, 'alternate')]")
    feeds = [node.get("href", "") for node in nodes if any(kind in (node.get("type") or "") for kind in FEED_TYPES)]
    return [url for href in feeds if "comment" not in href and (url := absolute(page.url, href))]


def _is_aside(url: str) -> bool:
    """Whether an address is the home page, or of a kind that holds no article on any site."""
    parts = urlsplit(url)
    return bool(NO_ARTICLE.search(parts.path)) or not (parts.path.strip("/") or parts.query)


def _root(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"
