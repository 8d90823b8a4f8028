"""A site file for a site that nobody has described yet: its name, pace and selectors, from what was found of it."""

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from crawler.body import one_line
from crawler.compare import FIELDS, alike, place_of
from crawler.feed import Entry
from crawler.fetch import Fetched
from crawler.links import LEAST_LINKS, links_on
from crawler.paper import Paper
from crawler.patterns import is_near, learn
from crawler.places import root_of
from crawler.site import DEFAULT_DELAY, Site
from crawler.trail import Trail
from crawler.urls import is_article
from data.errors import AddressError, PageError
from data.language import say

LEAST_PAPERS = 2  # pages that must agree on a selector
LEAST_DATES = 5  # of a feed that tell how often a site publishes
SECONDS_A_DAY = 86_400
PACES = ((24.0, "30m"), (4.0, "1h"), (1.0, "3h"), (0.2, "6h"), (0.0, "1d"))  # at so many articles a day, so often
UNKNOWN_PACE = "2h"
FEWER, MORE = 5, 3  # times: an unusual day
LONGEST_NAME = 24  # characters of a site's name
NAME_END = re.compile(r"\s*[-_|｜–—·:：,，、]\s*")
NO_NAMES = frozenset({"首页", "主页", "home", "index"})
TWINS = ("www.", "m.", "")  # hosts that are one site, most often
SECOND_LEVEL = frozenset({"com", "net", "org", "gov", "edu", "co", "ac"})


@dataclass(frozen=True)
class Pace:
    """How often to crawl, and how many articles a day to expect, where that can be told."""

    every: str = UNKNOWN_PACE
    expects: tuple[int, int] | None = None


def empty_draft(url: str, *, private: bool = False, delay: float = DEFAULT_DELAY) -> Site:
    """What is known of a site before it was asked anything: which hosts are its own, and how long to rest.

    Raises AddressError for what is no web address.
    """
    try:
        home = _root(url)
        host = urlsplit(home).netloc.lower()
        return Site(id="draft", name=host, home=home, lists=(home,), article=".", private=private, delay=delay)
    except ValueError as error:  # pydantic's own is one
        raise AddressError(say(f"不是网址：'{url}'", f"not a web address: '{url}'")) from error


def drafted(trail: Trail, draft: Site, taken: Collection[str]) -> Site | None:
    """The site that a trail leads to, with no selectors yet; None where there is nothing to crawl."""
    others = [link.url for link in trail.links if link.url not in trail.likely and is_near(link.url, trail.home)]
    article = learn([entry.url for entry in trail.entries], [trail.home, *others])
    if article is None:
        return None
    home = _articles_home(trail)
    host = urlsplit(home).netloc.lower()
    hosts = {urlsplit(url).netloc.lower() for url in (trail.home, *_told(trail))}
    lists = _lists(trail, article)
    if not (lists or trail.feed or trail.sitemap):
        return None
    pace = pace_of(trail.feed.entries if trail.feed else [])
    return Site(
        id=id_of(host, taken),
        name=_name(trail.pages, host),
        home=home,
        aliases=twins_of(host, hosts),
        feeds=(trail.feed.url,) if trail.feed else (),
        lists=lists,
        sitemaps=(trail.sitemap.url,) if trail.sitemap else (),
        article=article,
        every=pace.every,
        expects=pace.expects,
        private=draft.private,
        delay=draft.delay,
    )


def pace_of(entries: Sequence[Entry]) -> Pace:
    """The pace of a feed with these entries."""
    moments = sorted(_seconds(entry.published) for entry in entries if entry.published)
    if len(moments) < LEAST_DATES or moments[-1] - moments[0] < SECONDS_A_DAY / 24:
        return Pace()
    a_day = (len(moments) - 1) / (moments[-1] - moments[0]) * SECONDS_A_DAY
    every = next(every for least, every in PACES if a_day >= least)
    return Pace(every, (math.floor(a_day / FEWER), math.ceil(a_day * MORE) + 1))


def name_of(root: Any, host: str) -> str:
    """What a site calls itself on its home page; its host where it says nothing."""
    said = root.xpath("string(//meta[@property='og:site_name']/@content)").strip()
    parts = NAME_END.split(one_line(root.findtext(".//title") or ""))
    short = (part for part in (said, *parts) if 0 < len(part) <= LONGEST_NAME and part.lower() not in NO_NAMES)
    return one_line(next(short, host))


def id_of(host: str, taken: Collection[str]) -> str:
    """A short id after the host that no other site has."""
    bare = host.lower().partition(":")[0].strip("[]")
    parts = bare.split(".")
    if not parts[-1].isdigit():
        parts = [part for part in parts[:-1] if part not in SECOND_LEVEL][-1:] or parts
    name = re.sub(r"[^a-z0-9_-]", "_", "_".join(parts)).strip("_-") or "site"
    numbered = (f"{name}_{number}" for number in range(2, 100))
    return next(one for one in (name, *numbered) if one not in taken)


def twins_of(home_host: str, hosts: Collection[str]) -> tuple[str, ...]:
    """Those of the hosts that are the home's with or without its www or m."""
    stem = _stem(home_host)
    return tuple(sorted(host for host in hosts if host != home_host and _stem(host) == stem))


def with_selectors(site: Site, papers: Sequence[Paper]) -> Site:
    """The site with those selectors on which all pages agree and which read the same as is read without them."""
    if len(papers) < LEAST_PAPERS:
        return site
    select = {field: (place,) for field in FIELDS if (place := _good_place(site, field, papers))}
    return _selecting(site, select)


def _articles_home(trail: Trail) -> str:
    """The site's home, or that of the host on which its articles are: an alias would stand for the home's host."""
    hosts = Counter(urlsplit(entry.url).netloc.lower() for entry in trail.entries)
    own = urlsplit(trail.home).netloc.lower()
    if own in hosts or twins_of(own, hosts):
        return trail.home
    most = hosts.most_common(1)[0][0]
    return _root(next(entry.url for entry in trail.entries if urlsplit(entry.url).netloc.lower() == most))


def _told(trail: Trail) -> list[str]:
    urls = [*(link.url for link in trail.links), *(entry.url for entry in trail.entries)]
    return [url for url in urls if is_near(url, trail.home)]


def _lists(trail: Trail, article: str) -> tuple[str, ...]:
    """Those of the pages that link to several articles and are none themselves."""
    hosts = tuple({urlsplit(url).netloc.lower() for url in (trail.home, *(entry.url for entry in trail.entries))})
    known = empty_draft(trail.home).model_copy(update={"article": article, "aliases": hosts})
    pages = [page for page in trail.pages if not is_article(page.url, known)]
    return tuple(dict.fromkeys(page.url for page in pages if _articles_on(page, known) >= LEAST_LINKS))


def _articles_on(page: Fetched, site: Site) -> int:
    links = links_on(page.body, url=page.url, declared_encoding=page.encoding)
    return sum(is_article(link.url, site) for link in links)


def _name(pages: Sequence[Fetched], host: str) -> str:
    if not pages:
        return host
    home = pages[-1]
    return name_of(root_of(home.body, url=home.url, declared_encoding=home.encoding), host)


def _good_place(site: Site, field: str, papers: Sequence[Paper]) -> str | None:
    place = place_of(field, papers)
    tried = _selecting(site, {field: (place,)}) if place else None
    return place if tried and all(_reads_alike(tried, paper) for paper in papers) else None


def _reads_alike(site: Site, paper: Paper) -> bool:
    try:
        read = paper.read(site)
    except PageError:
        return False
    return paper.general is not None and alike(read, paper.general) and read.author == paper.general.author


def _selecting(site: Site, select: Mapping[str, tuple[str, ...]]) -> Site:
    return Site.model_validate({**site.model_dump(), "select": select})


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment[:10] if len(moment) <= len("YYYY-MM-DD") else moment).timestamp()


def _stem(host: str) -> str:
    return next(host.removeprefix(twin) for twin in TWINS if host.startswith(twin))


def _root(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"
