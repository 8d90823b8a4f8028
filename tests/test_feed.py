"""Feeds and sitemaps: what they announce, and those that are none."""

import gzip
import json
from datetime import datetime

import pytest

from crawler.feed import read_feed
from crawler.sitemap import read_sitemap
from data.errors import FetchError

NOW = datetime.fromisoformat("2026-11-23T12:00:00+08:00")
URL = "https://x.example/feed"
LONG = "栖木-7B在C-Eval上的平均分为63.4。" * 20


def rss(*items: str, declaration: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f'{declaration}<rss version="2.0" {spaces}><channel><title>某站</title>{"".join(items)}</channel></rss>'


def item(link: str = "https://x.example/a/1", *, guid: str = "1", body: str = "", date: str = "") -> str:
    return (
        f"<item><title><![CDATA[标题<b>甲</b>]]></title><link>{link}</link><guid>{guid}</guid><pubDate>{date}</pubDate>"
        f"<dc:creator>季棠</dc:creator><description><![CDATA[{body}]]></description></item>"
    )


def test_rss_gives_link_title_author_time_and_full_text() -> None:
    feed = rss(item(body=f"<p>{LONG}</p>", date="Mon, 20 May 2024 06:30:00 GMT"))

    (entry,) = read_feed(feed.encode(), url=URL, now=NOW)

    assert (entry.url, entry.title, entry.author) == ("https://x.example/a/1", "标题甲", "季棠")
    assert entry.published == "2024-05-20T14:30:00+08:00"
    assert LONG in (entry.html or "")


def test_short_description_is_a_digest_and_no_full_text() -> None:
    (entry,) = read_feed(rss(item(body="一句摘要。")).encode(), url=URL, now=NOW)

    assert entry.html is None


def test_repeated_guids_cost_no_article_and_repeated_links_give_one() -> None:
    feed = rss(item("https://x.example/a/1"), item("https://x.example/a/2"), item("https://x.example/a/1"))

    entries = read_feed(feed.encode(), url=URL, now=NOW)

    assert [entry.url for entry in entries] == ["https://x.example/a/1", "https://x.example/a/2"]


def test_relative_link_is_resolved_and_a_link_to_nowhere_left_out() -> None:
    feed = rss(item("/a/3"), item("javascript:void(0)", guid="javascript:0"))

    assert [entry.url for entry in read_feed(feed.encode(), url=URL, now=NOW)] == ["https://x.example/a/3"]


@pytest.mark.parametrize(("declared", "really"), [("gb2312", "gb18030"), ("utf-8", "gb18030"), ("gbk", "utf-8")])
def test_feed_reads_whatever_encoding_it_says(declared: str, really: str) -> None:
    feed = rss(item(body=LONG), declaration=f'<?xml version="1.0" encoding="{declared}"?>')

    (entry,) = read_feed(feed.encode(really), url=URL, now=NOW)

    assert entry.title == "标题甲"


def test_entities_that_a_feed_defines_are_not_expanded() -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "甲甲甲甲"><!ENTITY b "&a;&a;&a;&a;">]>'
    feed = rss(item(body="&b;")).replace("<rss", bomb + "<rss")

    (entry,) = read_feed(feed.encode(), url=URL, now=NOW)

    assert entry.html is None


def test_atom_gives_its_entries() -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title>标题</title><link href="/a/1"/>'
        "<published>2024-05-20T14:30:00+08:00</published></entry></feed>"
    )

    (entry,) = read_feed(feed.encode(), url=URL, now=NOW)

    assert (entry.url, entry.published) == ("https://x.example/a/1", "2024-05-20T14:30:00+08:00")


def test_json_feed_gives_its_entries() -> None:
    entry = {"url": "/a/1", "title": "标题", "authors": [{"name": "季棠"}], "content_html": f"<p>{LONG}</p>"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [entry, "nonsense", {"title": "no link"}]}

    (found,) = read_feed(json.dumps(feed).encode(), url=URL, now=NOW)

    assert (found.url, found.author, found.html) == ("https://x.example/a/1", "季棠", f"<p>{LONG}</p>")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<!DOCTYPE html><html><body>404</body></html>", "feed is HTML, not RSS: 'https://x.example/feed'"),
        (b"\n<!-- c --><html></html>", "feed is HTML, not RSS: 'https://x.example/feed'"),
        (b"", "feed is empty: 'https://x.example/feed'"),
        (b"  \n", "feed is empty: 'https://x.example/feed'"),
        (b"{}", "no feed: 'https://x.example/feed'"),
        (b"[" * 100_000, "no feed: 'https://x.example/feed'"),
        (b"plain text", "no feed: 'https://x.example/feed'"),
        (b"<foo/>", "no feed: 'https://x.example/feed'"),
    ],
)
def test_what_is_no_feed_is_an_error_that_names_it(body: bytes, said: str) -> None:
    with pytest.raises(FetchError) as error:
        read_feed(body, url=URL, now=NOW)

    assert str(error.value) == said


# ── sitemaps ──

SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://x.example/a/1</loc></url>
<url><loc> https://x.example/a/2 </loc><lastmod>2024-05-20</lastmod></url>
<url><loc>https://x.example/a/3</loc><news:news><news:publication_date>2024-05-21T10:00:00+08:00</news:publication_date>
<news:title>T</news:title></news:news></url></urlset>"""


@pytest.mark.parametrize("body", [SITEMAP, gzip.compress(SITEMAP)])
def test_sitemap_gives_its_articles_newest_first(body: bytes) -> None:
    sitemap = read_sitemap(body, url="https://x.example/sitemap.xml", now=NOW)

    assert [entry.url[-1] for entry in sitemap.entries] == ["3", "2", "1"]
    assert [entry.published for entry in sitemap.entries] == ["2024-05-21T10:00:00+08:00", "2024-05-20", None]


def test_sitemap_index_gives_further_sitemaps() -> None:
    body = b"<sitemapindex><sitemap><loc>/s1.xml</loc></sitemap></sitemapindex>"

    sitemap = read_sitemap(body, url="https://x.example/sitemap.xml", now=NOW)

    assert [entry.url for entry in sitemap.further] == ["https://x.example/s1.xml"]


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"text", b"\x1f\x8bbroken"])
def test_what_is_no_sitemap_is_an_error(body: bytes) -> None:
    with pytest.raises(FetchError, match="sitemap"):
        read_sitemap(body, url="https://x.example/sitemap.xml", now=NOW)
