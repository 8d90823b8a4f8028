"""What is found out of sites that nobody has described yet, in several shapes."""

import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.discover import Discovery, discover, empty_draft
from crawler.drafting import drafted, id_of, name_of, pace_of
from crawler.feed import Entry
from crawler.fetch import Fetched
from crawler.guest import Guest, StoppedError
from crawler.links import Link
from crawler.places import root_of
from crawler.site import parse_site
from crawler.site_toml import toml_of
from crawler.sources import Told
from crawler.trail import Trail
from crawler.urls import is_article
from data.errors import SiteError
from data.settings import Settings
from tests.papers import NOW, announced, front, moment_of, paper, papers, rss, sitemap, title_of
from tests.web import Answer, Fault, Web

NUMBERS = range(20, 27)
WORDPRESS = "/2026/11/{n}-new-scores/"


def search(web: Web, settings: Settings, path: str = "/", taken: Sequence[str] = ()) -> Discovery:
    url = web.home + path
    guest = Guest(settings, empty_draft(url, private=True, delay=0.0), now=lambda: NOW)
    return discover(url, guest, taken=taken)


def of(answers: dict[str, Answer | Fault]) -> Web:
    return Web("new", "127.0.0.51", answers)


def with_rss() -> dict[str, Answer | Fault]:
    return {"/": front(NUMBERS, head=announced("/rss")), "/rss": rss(NUMBERS), **papers(NUMBERS)}


def wordpress() -> dict[str, Answer | Fault]:
    head = announced("/comments/feed/") + announced("/feed/") + "<meta property='og:site_name' content='砚边'>"
    return {
        "/": front(NUMBERS, WORDPRESS, head=head),
        "/feed/": rss(NUMBERS, WORDPRESS),
        "/comments/feed/": rss([1], "/2026/11/1-x-y/#comment-{n}"),
        **papers(NUMBERS, WORDPRESS, body="entry-content"),
    }


def test_site_with_a_feed_is_read_through_it(settings: Settings) -> None:
    with of(with_rss()) as web:
        found = search(web, settings)

        assert found.site.feeds == (f"{web.home}/rss",)
        assert found.site.lists == (f"{web.home}/",)
        assert is_article(f"{web.home}/p/99.html", found.site)
        assert not is_article(f"{web.home}/tag/chips", found.site)


def test_what_would_be_read_is_shown(settings: Settings) -> None:
    with of(with_rss()) as web:
        found = search(web, settings)

    assert [one.title for one in found.articles] == [title_of(n) for n in (26, 25, 24)]
    assert found.articles[0].published == moment_of(26).isoformat()
    assert found.articles[0].author == "季棠"
    assert found.articles[0].text.startswith("远汀智造在这一天公布了第26代模型")


def test_selectors_are_those_on_which_the_articles_agree(settings: Settings) -> None:
    with of(with_rss()) as web:
        select = search(web, settings).site.select

    assert select.title == ("h1.headline",)
    assert select.published == ("span.when",)
    assert select.author == ("span.who",)
    assert select.body == ("div.article-body",)


def test_container_that_differs_from_page_to_page_is_no_selector(settings: Settings) -> None:
    pages = {f"/p/{n}.html": paper(n, body="text-" + "abcdefg"[n - 20]) for n in NUMBERS}
    with of({**with_rss(), **pages}) as web:
        found = search(web, settings)

    assert found.site.select.body == ()
    assert found.site.select.title == ("h1.headline",)
    assert len(found.articles) == 3


def test_site_with_nothing_but_a_list_is_read_through_it(settings: Settings) -> None:
    with of({"/": Answer("<a href='/news'>新闻</a>"), "/news": front(NUMBERS), **papers(NUMBERS)}) as web:
        found = search(web, settings, "/news")

        assert (found.site.feeds, found.site.lists) == ((), (f"{web.home}/news",))
        assert len(found.articles) == 3


def test_site_with_nothing_but_a_sitemap_is_read_through_it(settings: Settings) -> None:
    with of({"/": Answer("<p>欢迎</p>"), **papers(NUMBERS)}) as web:
        web.change("/robots.txt", Answer(f"User-agent: *\nAllow: /\nSitemap: {web.home}/maps/news.xml"))
        web.change("/maps/news.xml", sitemap(NUMBERS, web.home))

        found = search(web, settings)

        assert found.site.sitemaps == (f"{web.home}/maps/news.xml",)
        assert (found.site.feeds, found.site.lists) == ((), ())
        assert len(found.articles) == 3


def test_wordpress_site_is_known_by_its_own_feed_not_that_of_its_comments(settings: Settings) -> None:
    with of(wordpress()) as web:
        found = search(web, settings)

        assert found.site.feeds == (f"{web.home}/feed/",)
        assert found.site.name == "砚边"
        assert found.site.select.body == ("div.entry-content",)
        assert is_article(f"{web.home}/2027/01/31-other-scores/", found.site)
        assert not is_article(f"{web.home}/about", found.site)
        assert web.asked["/comments/feed/"] == 0


def test_feed_at_a_usual_place_is_found_and_the_next_places_left_alone(settings: Settings) -> None:
    with of({"/": front(NUMBERS), "/rss.xml": rss(NUMBERS), **papers(NUMBERS)}) as web:
        found = search(web, settings)

        assert found.site.feeds == (f"{web.home}/rss.xml",)
        assert web.asked["/feed.xml"] == 0


def test_feed_that_is_a_page_is_passed_over_and_said(settings: Settings) -> None:
    with of({**with_rss(), "/rss": front(NUMBERS), "/": front(NUMBERS, head=announced("/rss"))}) as web:
        found = search(web, settings)

    assert found.site.feeds == ()
    assert found.site.lists
    assert any("feed is HTML" in remark for remark in found.remarks)


def test_article_s_address_leads_to_its_site(settings: Settings) -> None:
    with of(with_rss()) as web:
        found = search(web, settings, "/p/22.html")

        assert found.articles[0].title == title_of(22)
        assert found.site.feeds == (f"{web.home}/rss",)
        assert web.asked["/p/22.html"] == 1


def test_feed_s_address_leads_to_its_site(settings: Settings) -> None:
    with of(with_rss()) as web:
        found = search(web, settings, "/rss")

        assert found.site.feeds == (f"{web.home}/rss",)
        assert found.site.lists == (f"{web.home}/",)
        assert web.asked["/rss"] == 1


def test_site_with_nothing_to_be_found_is_an_error_with_a_way_on(settings: Settings) -> None:
    nothing = of({"/": Answer("<p>欢迎光临</p><a href='/about'>关于我们</a>")})
    said = pytest.raises(SiteError, match="leads to no feed, list or sitemap; give the address of a list page")

    with nothing as web, said:
        search(web, settings)


def test_links_that_cannot_be_read_as_articles_are_no_site(settings: Settings) -> None:
    shells = {f"/p/{n}.html": Answer("<div id='app'></div>") for n in NUMBERS}

    with of({"/": front(NUMBERS), **shells}) as web, pytest.raises(SiteError, match="none could be read"):
        search(web, settings)


@pytest.mark.parametrize("sign", [Answer(status=403), Answer("<title>安全验证</title><p>请拖动滑块完成验证</p>")])
def test_stop_sign_ends_the_search(settings: Settings, sign: Answer) -> None:
    with of({**with_rss(), "/": sign}) as web:
        with pytest.raises(StoppedError):
            search(web, settings)

        assert sum(web.asked.values()) == 2  # robots.txt and the sign


def test_stop_sign_at_an_article_ends_the_search_too(settings: Settings) -> None:
    with of({**with_rss(), "/p/26.html": Answer(status=403)}) as web:
        with pytest.raises(StoppedError):
            search(web, settings)

        assert web.articles_asked == 0
        assert web.asked["/p/25.html"] == 0


def test_nothing_that_robots_forbids_is_asked(settings: Settings) -> None:
    with of({**with_rss(), "/robots.txt": Answer("User-agent: *\nDisallow: /rss\nDisallow: /feed")}) as web:
        found = search(web, settings)

        assert (web.asked["/rss"], web.asked["/feed"]) == (0, 0)
        assert found.site.lists


def test_every_address_is_asked_once(settings: Settings) -> None:
    with of(with_rss()) as web:
        search(web, settings)

        assert max(web.asked.values()) == 1
        assert sum(web.asked.values()) == 7  # robots.txt, home, feed, three articles, first list page


def test_file_reads_back_as_the_same_site(settings: Settings) -> None:
    with of(with_rss()) as web:
        site = search(web, settings).site

    assert parse_site(toml_of(site), Path("new.toml")) == site


def test_pace_is_told_by_the_feed_s_dates(settings: Settings) -> None:
    with of(with_rss()) as web:
        site = search(web, settings).site

    assert site.every == "1h"  # an article every three hours
    assert site.expects == (1, 25)


@pytest.mark.parametrize(("hours", "every"), [(0.5, "30m"), (3.0, "1h"), (12.0, "3h"), (72.0, "6h"), (400.0, "1d")])
def test_site_is_asked_as_often_as_it_publishes(hours: float, every: str) -> None:
    moments = [NOW - timedelta(hours=hours * n) for n in range(8)]
    entries = [Entry(f"https://x.example/{n}", published=moment.isoformat()) for n, moment in enumerate(moments)]

    assert pace_of(entries).every == every


def test_feed_without_dates_tells_no_pace() -> None:
    assert pace_of([Entry("https://x.example/1")] * 9).expects is None


@pytest.mark.parametrize(
    ("host", "taken", "expected"),
    [
        ("www.lattice-news.example", [], "lattice-news"),
        ("news.yanbian.com.cn", [], "yanbian"),
        ("yanbian.cn", ["yanbian"], "yanbian_2"),
        ("127.0.0.2:8080", [], "127_0_0_2"),
        ("localhost:80", [], "localhost"),
    ],
)
def test_id_is_short_and_nobody_else_s(host: str, taken: list[str], expected: str) -> None:
    assert id_of(host, taken) == expected
    assert re.fullmatch(r"[a-z0-9][a-z0-9_-]*", expected)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<title>砚边 - 只写量得出来的事</title>", "砚边"),
        ("<title>首页_砚边</title>", "砚边"),
        ("<title>砚边 - 首页</title><meta property='og:site_name' content='砚边网'>", "砚边网"),
        ("", "x.example"),
    ],
)
def test_name_is_what_the_site_calls_itself(head: str, expected: str) -> None:
    assert name_of(root_of(f"<html><head>{head}</head><body></body></html>"), "x.example") == expected


def test_list_of_several_pages_is_found_with_them(settings: Settings) -> None:
    with of({**with_rss(), "/page/1": front(NUMBERS)}) as web:
        found = search(web, settings)

        assert found.site.lists == (f"{web.home}/page/{{page}}",)


def test_list_whose_first_page_has_another_address_stays_as_it_is(settings: Settings) -> None:
    with of(with_rss()) as web:
        found = search(web, settings)

        assert found.site.lists == (f"{web.home}/",)


def trail(*urls: str, links: Sequence[str] = (), home: str = "https://www.yanbian.example/") -> Trail:
    """A trail whose feed tells of these articles."""
    entries = tuple(Entry(url) for url in urls)
    told = Told("feed", f"{home}feed", Fetched(f"{home}feed", b""), list(entries))
    return Trail(home, (), tuple(map(Link, links)), frozenset(), told, None, entries, ())


def test_articles_on_another_host_of_the_site_make_that_host_its_home() -> None:
    found = trail(*(f"https://news.yanbian.example/a/{n}" for n in range(3)))

    site = drafted(found, empty_draft(found.home), ())

    assert site
    assert site.home == "https://news.yanbian.example/"
    assert site.feeds == ("https://www.yanbian.example/feed",)
    assert is_article("https://news.yanbian.example/a/9", site)


def test_hosts_that_differ_by_www_or_m_are_the_same_site() -> None:
    urls = [f"https://{host}yanbian.example/a/{n}" for n, host in enumerate(("", "www.", "m."))]

    site = drafted(trail(*urls), empty_draft("https://www.yanbian.example/"), ())

    assert site
    assert site.aliases == ("m.yanbian.example", "yanbian.example")
    assert all(is_article(url, site) for url in urls)


def test_links_to_other_sites_in_a_feed_are_none_of_its_articles(settings: Settings) -> None:
    foreign = str(rss([40], "https://elsewhere.example/p/{n}.html").body).split("<channel>")[1]
    mixed = Answer(str(rss(NUMBERS).body).replace("</channel></rss>", foreign), headers={"Content-Type": "text/xml"})
    with of({**with_rss(), "/rss": mixed}) as web:
        found = search(web, settings)

    assert [one.title for one in found.articles] == [title_of(n) for n in (26, 25, 24)]
