"""Finds out, politely, how an unknown site can be read, and reads two or three of its articles that way."""

from collections.abc import Collection
from dataclasses import dataclass

from crawler.drafting import drafted, empty_draft, with_selectors
from crawler.fetch import Fetched
from crawler.guest import Guest, StoppedError
from crawler.links import LEAST_LINKS, Link, links_on, next_page
from crawler.paper import Paper, ask_paper
from crawler.site import Site
from crawler.trail import Tell, Trail, find_trail
from crawler.urls import canonical, is_article
from data.errors import BangyanError, SiteError
from data.fields import ArticleFields
from data.language import say

__all__ = ["Discovery", "discover", "empty_draft"]

PAPERS = 3  # articles that are read
TRIES = 5  # that are asked for, where some cannot be had


@dataclass(frozen=True)
class Discovery:
    """A site as its file would describe it, what it would read, and what led nowhere."""

    site: Site
    articles: tuple[ArticleFields, ...]
    remarks: tuple[str, ...]


def discover(url: str, guest: Guest, *, taken: Collection[str] = (), tell: Tell = lambda _: None) -> Discovery:
    """What can be found out of the site that an address of it leads to; `taken` are ids that others have.

    `guest` is one of the site's `empty_draft`; `tell` hears of each address beforehand. Raises SiteError where nothing
    leads to articles, StoppedError at a stop sign, FetchError or AddressError where the address itself cannot be had.
    """
    trail = find_trail(url, guest, tell)
    site = drafted(trail, guest.site or empty_draft(url), taken)
    if site is None:
        raise SiteError(_nothing(url))
    papers, faults = _papers(url, site, trail, guest, tell)
    if not papers:
        raise SiteError(_unreadable(site, faults))
    found = _paged(with_selectors(site, papers), trail, guest, tell)
    return Discovery(found, tuple(paper.read(found) for paper in papers), (*trail.remarks, *faults))


def _paged(site: Site, trail: Trail, guest: Guest, tell: Tell) -> Site:
    """The site with a list's further pages, where its first page answers under an address like theirs too."""
    for page in (page for page in trail.pages if page.url in site.lists):
        template = next_page(_links_of(page), page.url)
        if template and not is_article(template, site) and _lists_articles(template, site, guest, tell):
            lists = tuple(template if url == page.url else url for url in site.lists)
            return site.model_copy(update={"lists": lists})
    return site


def _lists_articles(template: str, site: Site, guest: Guest, tell: Tell) -> bool:
    first = template.replace("{page}", "1")
    tell(first)
    try:
        links = _links_of(guest.ask(first))
    except BangyanError:
        return False  # even at a stop sign: there is nothing left to ask
    return sum(is_article(link.url, site) for link in links) >= LEAST_LINKS


def _links_of(page: Fetched) -> list[Link]:
    return links_on(page.body, url=page.url, declared_encoding=page.encoding)


def _papers(url: str, site: Site, trail: Trail, guest: Guest, tell: Tell) -> tuple[list[Paper], list[str]]:
    """Articles that could be read, the given one first if it is one; and why others could not."""
    told = (url, *(entry.url for entry in trail.entries))
    wanted = {canonical(one, site): one for one in told if is_article(one, site)}
    papers: list[Paper] = []
    faults: list[str] = []
    for one in list(wanted.values())[:TRIES]:
        try:
            paper = _paper(one, trail, guest, tell)
        except StoppedError:
            raise
        except BangyanError as error:
            faults.append(str(error))
            continue
        if paper.general:
            papers.append(paper)
        else:
            faults.append(say(f"没有找到正文：'{one}'", f"body not found: '{one}'"))
        if len(papers) == PAPERS:
            break
    return papers, faults


def _paper(url: str, trail: Trail, guest: Guest, tell: Tell) -> Paper:
    """The article's page: that which was asked for already, else asked for now."""
    for page in trail.pages:
        if canonical(page.url) == canonical(url):
            return Paper(page.url, page.body, page.encoding, guest.now())
    tell(url)
    return ask_paper(guest, url)


def _nothing(url: str) -> str:
    return say(
        f"没有找到文章：'{url}'；没有可用的订阅源、文章列表或站点地图，换列表页或一篇文章的地址再试",
        f"no articles found: '{url}' leads to no feed, list or sitemap; give the address of a list page or an article",
    )


def _unreadable(site: Site, faults: list[str]) -> str:
    why = faults[0] if faults else ""
    return say(
        f"像文章的地址符合 '{site.article}'，但一篇也没读到：{why}",
        f"what looks like articles matches '{site.article}', but none could be read: {why}",
    )
