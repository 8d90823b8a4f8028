"""The sample sites: how they look from outside, and that they are served as real sites are."""

import json
import re
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from xml.etree import ElementTree

import feedparser
import pytest

from data.errors import BangyanError
from data.sample_articles import SampleArticle, as_html, sample_articles
from data.sample_pages import ARTICLE_PATHS, article_path
from data.sample_sites import SAMPLE_SITES, SampleServer, SampleSite, render, site_files

EVERY = [pytest.param(site, a, id=f"{a.site}-{a.number}") for site in SAMPLE_SITES for a in sample_articles(site.id)]


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with SampleServer(fixed_ports=False) as served:
        yield served


def fetch(url: str, **headers: str) -> tuple[int, Message, bytes]:
    """Status, headers and body of a page, whatever the status."""
    asked = urllib.request.Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def served(server: SampleServer, site: str) -> SampleSite:
    return next(found for found in server.sites if found.id == site)


def words(html: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html))


def test_a_correction_changes_its_page_and_the_sitemap() -> None:
    with SampleServer(fixed_ports=False) as server:
        page, sitemap = (server.urls["xingpu"] + path for path in ("/reviews/4003", "/sitemap.xml"))
        tag, first = fetch(page)[1]["ETag"], fetch(page)[2].decode() + fetch(sitemap)[2].decode()

        server.correct()

        status = fetch(page, If_None_Match=tag)[0]
        second = fetch(page)[2].decode() + fetch(sitemap)[2].decode()
    told = ("38.7", "45.6", "更正（11月10日）", "2023-11-10T16:20:00+08:00")
    assert status == 200
    assert [text in first for text in told] == [True, False, False, False]
    assert [text in second for text in told] == [False, True, True, True]


@pytest.mark.parametrize("site", SAMPLE_SITES, ids=lambda site: site.id)
def test_every_site_says_at_its_foot_that_it_is_a_sample(site: SampleSite) -> None:
    pages = [render(site, "/"), render(site, article_path(site, sample_articles(site.id)[0]))]

    for page in pages:
        assert page
        foot = page.body.decode(site.encoding)[-600:]
        assert "样例站点" in foot
        assert "虚构" in foot


@pytest.mark.parametrize(("site", "article"), EVERY)
def test_every_article_stands_on_its_page(site: SampleSite, article: SampleArticle) -> None:
    page = render(site, article_path(site, article))

    assert page is not None
    text = page.body.decode(site.encoding)
    assert as_html(article.body) in text
    assert words(as_html(article.title)) in words(text)


def test_every_article_is_served_over_http(server: SampleServer) -> None:
    for site in server.sites:
        for article in sample_articles(site.id):
            status, _, body = fetch(site.url + article_path(site, article))

            assert (article.number, status) == (article.number, 200)
            assert as_html(article.body) in body.decode(site.encoding)


@pytest.mark.parametrize(("name", "path"), [("liebang", "/archives/p{}.html"), ("gudu", "/index_{}.html")])
def test_every_article_of_a_site_with_lists_can_be_reached_from_them(name: str, path: str) -> None:
    site = next(found for found in SAMPLE_SITES if found.id == name)

    pages = [render(site, path.format(number)) for number in range(1, 6)]

    listed = "".join(page.body.decode(site.encoding) for page in pages if page)
    assert [a.number for a in sample_articles(name) if f'href="{article_path(site, a)}"' not in listed] == []


def test_the_feed_holds_every_article_in_full(server: SampleServer) -> None:
    site = served(server, "luzhou")

    feed = feedparser.parse(fetch(site.url + "/feed.xml")[2])

    assert not feed.bozo
    found = {entry.title: entry for entry in feed.entries}
    for article in sample_articles("luzhou"):
        entry = found[article.title]
        assert words(entry.content[0].value) == words(as_html(article.body))
        assert entry.author == article.author
        assert tuple(entry.published_parsed)[:5] == article.published.utctimetuple()[:5]
        assert entry.link.startswith(site.url + article_path(site, article))


def test_the_old_site_sends_bytes_that_are_gb18030_and_nothing_else(server: SampleServer) -> None:
    site = served(server, "gudu")
    article = next(
        a for a in sample_articles("gudu") if "喆" in a.title
    )  # in GBK, not in the gb2312 of the page's head

    _, headers, body = fetch(site.url + article_path(site, article))

    assert headers["Content-Type"] == "text/html"
    assert b"charset=gb2312" in body
    assert article.title in body.decode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")


def test_the_sitemap_lists_every_article_with_its_day(server: SampleServer) -> None:
    site = served(server, "xingpu")

    root = ElementTree.fromstring(fetch(site.url + "/sitemap.xml")[2])

    listed = {url.findtext("{*}loc"): url.findtext("{*}lastmod") for url in root}
    for article in sample_articles("xingpu"):
        assert listed[site.url + article_path(site, article)] == article.modified.isoformat()


def test_json_ld_says_title_author_and_date_of_each_article(server: SampleServer) -> None:
    site = served(server, "xingpu")
    for article in sample_articles("xingpu"):
        body = fetch(site.url + article_path(site, article))[2].decode()

        block = re.search(r'<script type="application/ld\+json">(.*?)</script>', body, re.DOTALL)

        assert block
        said = json.loads(block[1])
        assert (said["@type"], said["headline"]) == ("NewsArticle", article.title)
        assert (said["author"][0]["name"], said["datePublished"]) == (article.author, article.published.isoformat())


def test_a_page_that_is_known_is_not_sent_again(server: SampleServer) -> None:
    url = server.urls["liebang"] + "/archives/1001"
    _, headers, _ = fetch(url)

    by_tag = fetch(url, If_None_Match=headers["ETag"])
    by_date = fetch(url, If_Modified_Since=headers["Last-Modified"])
    by_old_tag = fetch(url, If_None_Match='"other"', If_Modified_Since=headers["Last-Modified"])

    assert (by_tag[0], by_tag[2]) == (304, b"")
    assert (by_date[0], by_date[2]) == (304, b"")
    assert by_old_tag[0] == 200


@pytest.mark.parametrize("since", ["yesterday", "Mon, 01 Jan 2018 00:00:00 GMT", "Fri, 11 Aug 2033 02:20:00 -0000"])
def test_a_date_that_says_nothing_gets_the_page(server: SampleServer, since: str) -> None:
    status, _, body = fetch(server.urls["liebang"] + "/archives/1001", If_Modified_Since=since)

    assert status == 200
    assert body


def test_what_a_site_does_not_have_is_404(server: SampleServer) -> None:
    asked = [url + "/no/such/page" for url in server.urls.values()] + [server.urls["gudu"] + "/2020/0101/3001.html"]

    assert {fetch(url)[0] for url in asked} == {404}


def test_robots_txt_closes_the_search_and_leaves_the_articles_open(server: SampleServer) -> None:
    for site in server.sites:
        status, _, body = fetch(site.url + "/robots.txt")
        closed = re.findall(r"Disallow: (\S+)", body.decode())

        assert status == 200
        assert closed
        assert not any(article_path(site, a).startswith(tuple(closed)) for a in sample_articles(site.id))


def test_site_files_name_the_addresses_of_this_run(server: SampleServer) -> None:
    texts = site_files(server)

    for site in server.sites:
        said = tomllib.loads(texts[site.id])
        assert (said["id"], said["home"]) == (site.id, site.url + "/")
        assert (said["private"], said["delay"], said["every"]) == (True, 0.0, "1h")
        assert (said["expects"], said["verified"]) == ([0, 1000], "")
        for url in (*said.get("feeds", []), *said.get("lists", []), *said.get("sitemaps", [])):
            assert fetch(url.replace("{page}", "1"))[0] == 200
        for article in sample_articles(site.id):
            assert re.search(said["article"], site.url + article_path(site, article))


def test_a_taken_port_is_replaced_by_a_free_one() -> None:
    with SampleServer() as first, SampleServer() as second:
        assert not set(first.urls.values()) & set(second.urls.values())
        assert fetch(second.urls["gudu"] + "/")[0] == 200


def test_an_address_that_this_machine_lacks_falls_back_or_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tuple(SampleSite(s.id, s.name, "192.0.2.1", s.markup, 0) for s in SAMPLE_SITES)
    monkeypatch.setattr("data.sample_sites.SAMPLE_SITES", elsewhere)

    with SampleServer() as server:
        hosts = {site.host for site in server.sites}
    with pytest.raises(BangyanError, match=r"192\.0\.2\.1.*ifconfig lo0 alias"), SampleServer(fall_back=False):
        pass

    assert hosts == {"127.0.0.1"}


def test_every_markup_has_a_path_for_its_articles() -> None:
    assert set(ARTICLE_PATHS) == {site.markup for site in SAMPLE_SITES}
