"""Looks a site over, live and politely: robots, feeds, lists, sitemaps, and two articles that they tell of."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Literal
from urllib.parse import urlsplit

from crawler.compare import Finding, compare
from crawler.feed import Entry
from crawler.guest import ClosedError, Guest, StoppedError
from crawler.links import Link, likely_articles, links_on
from crawler.paper import Paper, ask_paper
from crawler.patterns import learn
from crawler.site import Site
from crawler.sources import Kind, Told, ask_feed, ask_list, ask_sitemap
from crawler.urls import canonical, is_article
from data.errors import AddressError, BangyanError, FetchError, PageError
from data.language import say

ARTICLES = 2  # that are read
TRIES = 4  # articles that are asked for, where some cannot be had
STALE = timedelta(days=14)  # a feed whose newest article is older tells of nothing new
SHOWN = 3  # addresses that stand as examples

State = Literal["ok", "note", "bad"]


def check(site: Site, guest: Guest, tell: Callable[[str], None] | None = None) -> list[Finding]:
    """What there is to say of a site as it is now, a stop sign included; `tell` hears of each address beforehand."""
    look = _Look(site, guest, tell or (lambda _: None))
    found: list[Finding] = []
    try:
        for finding in look.all():
            found.append(finding)  # one by one: a stop sign leaves those before it  # noqa: PERF402
    except StoppedError as stop:
        found.append(look.finding("stop sign", None, "bad", str(stop), _leave_alone()))
    return found


class _Look:
    """One look at one site."""

    def __init__(self, site: Site, guest: Guest, tell: Callable[[str], None]) -> None:
        self._site = site
        self._guest = guest
        self._tell = tell
        self._told: list[Told] = []

    def all(self) -> Iterator[Finding]:
        """Everything, in the order in which a crawl would come upon it."""
        yield from self._robots()
        for url in self._site.feeds:
            yield from self._source("feed", url, partial(ask_feed, self._guest))
        for url in self._site.lists:
            yield from self._source("list", url, partial(ask_list, self._guest, self._site))
        for url in self._site.sitemaps:
            yield from self._source("sitemap", url, partial(ask_sitemap, self._guest))
        yield from self._agreement()
        yield from self._articles()

    def finding(self, what: str, url: str | None, state: State, seen: str, advice: str = "") -> Finding:
        """A finding of this site."""
        return Finding(site=self._site.id, what=what, url=url, state=state, seen=seen, advice=advice)

    def _robots(self) -> Iterator[Finding]:
        home = self._site.home
        parts = urlsplit(home)
        url = f"{parts.scheme}://{parts.netloc}/robots.txt"
        self._tell(url)
        try:
            why, robots = self._guest.why_closed(home), self._guest.robots(home)
        except AddressError as error:
            yield self.finding("robots", url, "bad", str(error))
            return
        if robots.closed:
            yield self.finding("robots", url, "bad", why or "")
        elif robots.delay > self._site.delay:
            seen = say(f"要求每次间隔 {robots.delay:.0f} 秒", f"asks for {robots.delay:.0f} s between requests")
            advice = say(
                f"在站点文件中写 delay = {robots.delay:.1f}", f"write delay = {robots.delay:.1f} in the site file"
            )
            yield self.finding("robots", url, "note", seen, advice)
        else:  # a closed home is no fault as long as feeds and articles are open
            yield self.finding("robots", url, "note" if why else "ok", why or say("允许访问", "lets us in"))

    def _source(self, kind: Kind, url: str, ask: Callable[[str], Told]) -> Iterator[Finding]:
        self._tell(url)
        try:
            told = ask(url)
        except StoppedError:
            raise
        except ClosedError as error:
            is_shut = self._guest.robots(url).closed  # the whole host, and perhaps for a minute only
            advice = "" if is_shut else say(f"从 {kind}s 中去掉它", f"take it out of '{kind}s'")
            yield self.finding(kind, url, "bad", str(error), advice)
        except BangyanError as error:
            yield self.finding(kind, url, "bad", str(error), _source_advice(kind))
        else:
            self._told.append(told)
            yield self._telling(told)
            yield from self._move(kind, url, told.answer.url)

    def _telling(self, told: Told) -> Finding:
        articles = self._articles_of(told)
        seen = say(
            f"{len(told.entries)} 条链接，{len(articles)} 条是文章",
            f"{len(articles)} of {len(told.entries)} links are articles",
        )
        if not articles:
            return self.finding(told.kind, told.url, "bad", seen, self._pattern_advice(told))
        newest = max((entry.published for entry in articles if entry.published), default=None)
        if told.kind == "feed" and newest and self._is_stale(newest):
            seen += say(f"，最新一篇是 {newest[:10]}", f", the newest of {newest[:10]}")
            is_slow = not self._site.expects or self._site.expects[0] < 1
            advice = say("订阅源似乎停更了；换一个来源", "the feed seems to have stopped; look for another source")
            return self.finding(told.kind, told.url, "note" if is_slow else "bad", seen, "" if is_slow else advice)
        return self.finding(told.kind, told.url, "ok", seen)

    def _pattern_advice(self, told: Told) -> str:
        """Which of the links look like articles although the pattern says no, and a pattern that would say yes."""
        links = [Link(entry.url, entry.title or "") for entry in told.entries]
        if told.kind == "list":
            links = _links(told) or links
        likely = [link.url for link in (likely_articles(links, self._site.home) if told.kind == "list" else links)]
        foreign = {urlsplit(url).netloc for url in likely} - self._site.hosts
        if likely and len(foreign) == len({urlsplit(url).netloc for url in likely}):
            hosts = ", ".join(f"'{host}'" for host in sorted(foreign)[:SHOWN])
            return say(
                f"链接都在别的主机上：{hosts}；它们是本站就写进 aliases", f"all links are on {hosts}: an alias of it?"
            )
        if not likely:
            return say("没有像文章的链接；页面是否改版？", "no link looks like an article; has the page changed?")
        shown = ", ".join(f"'{url}'" for url in likely[:SHOWN])
        pattern = learn(likely, [link.url for link in links if link.url not in likely])
        proposed = say(f"；可写 article = '{pattern}'", f"; try article = '{pattern}'") if pattern else ""
        return say(
            f"article 模式 '{self._site.article}' 一条也不符；像文章的有 {shown}{proposed}",
            f"'article' = '{self._site.article}' matches none; these look like articles: {shown}{proposed}",
        )

    def _move(self, what: str, asked: str, answered: str) -> Iterator[Finding]:
        host = urlsplit(answered).netloc.lower()
        if host not in self._site.hosts:
            seen = say(f"转到了另一主机：'{host}'", f"redirects to another host: '{host}'")
            advice = say(f"若是本站，把 '{host}' 写进 aliases", f"if it is the site, put '{host}' into 'aliases'")
            yield self.finding(what, asked, "note", seen, advice)

    def _agreement(self) -> Iterator[Finding]:
        """Whether a feed and a list tell of the same articles."""
        feeds, lists = (
            {self._key(entry) for told in self._told if told.kind == kind for entry in self._articles_of(told)}
            for kind in ("feed", "list")
        )
        if not feeds or not lists:
            return
        both = len(feeds & lists)
        seen = say(
            f"订阅源的 {len(feeds)} 篇中有 {both} 篇在列表上",
            f"{both} of the feeds' {len(feeds)} articles are on a list too",
        )
        yield self.finding("feed and list", None, "ok" if both else "note", seen)

    def _articles(self) -> Iterator[Finding]:
        papers: list[Paper] = []
        for url in self._picked():
            if len(papers) == ARTICLES:
                break
            self._tell(url)
            try:
                papers.append(ask_paper(self._guest, url))
            except StoppedError:
                raise
            except (FetchError, PageError, AddressError) as error:
                yield self.finding("article", url, "bad", str(error))
            else:
                yield from self._move("article", url, papers[-1].url)
        if not papers:
            seen = say("没有读到任何文章", "no article could be read")
            yield self.finding("article", None, "bad", seen)
        yield from compare(self._site, papers)

    def _picked(self) -> list[str]:
        """Articles to ask for: the first of each source in turn, then the second."""
        columns = [[entry.url for entry in self._articles_of(told)] for told in self._told]
        rows = (column[n] for n in range(TRIES) for column in columns if n < len(column))
        once = {canonical(url, self._site): url for url in reversed(list(rows))}
        return list(reversed(once.values()))[:TRIES]

    def _articles_of(self, told: Told) -> list[Entry]:
        return [entry for entry in told.entries if is_article(entry.url, self._site)]

    def _key(self, entry: Entry) -> str:
        return canonical(entry.url, self._site)

    def _is_stale(self, newest: str) -> bool:
        now = self._guest.now()
        moment = datetime.fromisoformat(newest)
        return now - (moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)) > STALE


def _links(told: Told) -> list[Link]:
    try:
        return links_on(told.answer.body, url=told.answer.url, declared_encoding=told.answer.encoding)
    except PageError:
        return []


def _source_advice(kind: Kind) -> str:
    return {
        "feed": say(
            '看看站点首页的 <link rel="alternate">，或用 `bangyan sites add` 找新的订阅源',
            'look at the home page\'s <link rel="alternate">, or let `bangyan sites add` look for another feed',
        ),
        "list": say("改用另一个列表页", "look for another list page"),
        "sitemap": say("看看 robots.txt 里的 Sitemap 行", "look at the Sitemap lines of robots.txt"),
    }[kind]


def _leave_alone() -> str:
    return say(
        "不再访问；过一天再试，仍如此就设 enabled = false 并写明 why",
        "left alone; try again in a day, and if it stays so set enabled = false and say why",
    )
