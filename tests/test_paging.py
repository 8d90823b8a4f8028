"""Articles that run over several pages: their links are told from others, and their texts become one."""

import lxml.html
import pytest

from crawler.paging import joined, next_page
from crawler.run import crawl
from data.settings import Settings
from data.store import Store
from tests.web import SENTENCE, Answer, Web, listing

FIRST = "https://x.example/a/123.html"


def following(links: str, *, first: str = FIRST, current: str | None = None) -> str | None:
    return next_page(lxml.html.document_fromstring(f"<div>{links}</div>"), first, current or first)


@pytest.mark.parametrize(
    ("first", "href"),
    [
        (FIRST, "123_2.html"),
        (FIRST, "/a/123-2.html"),
        (FIRST, "123_1.html"),
        ("https://x.example/a/123", "?page=2"),
        ("https://x.example/a/123", "/a/123/2"),
        ("https://x.example/a/123", "/a/123/p2"),
        ("https://x.example/a?id=5", "/a?id=5&p=2"),
        ("https://x.example/a/123_1.html", "123_2.html"),
    ],
)
@pytest.mark.parametrize("text", ["2", "下一页", "余下全文"])
def test_next_page_is_known_by_its_address_and_its_link(first: str, href: str, text: str) -> None:
    assert following(f"<a href='{href}'>{text}</a>", first=first)


@pytest.mark.parametrize(
    "links",
    [
        "<a href='124.html'>下一页</a>",
        "<a href='123_2.html'>下一篇：另一件事</a>",
        "<a href='https://y.example/a/123_2.html'>2</a>",
        "<div id='comments'><a href='?page=2'>2</a></div>",
        "<a href='123.html?from=2'>2</a>",
        "<a href='#2'>2</a><a href='javascript:next()'>下一页</a>",
    ],
)
def test_link_to_another_article_or_to_comments_is_no_next_page(links: str) -> None:
    assert following(links) is None


def test_pages_are_told_in_order_and_end() -> None:
    pager = "<a href='123.html'>1</a><a href='123_2.html'>2</a><a href='123_3.html'>3</a>"

    seconds = following(pager)
    thirds = following(pager, current="https://x.example/a/123_2.html")
    end = following(pager, current="https://x.example/a/123_3.html")

    assert (seconds, thirds, end) == ("https://x.example/a/123_2.html", "https://x.example/a/123_3.html", None)


def test_what_every_page_repeats_stands_once() -> None:
    lead = "这一段导语在每一页的开头都重复了一遍。"

    assert joined([f"{lead}\n\n甲。", f"{lead}\n\n{'乙' * 30}。"]) == f"{lead}\n\n甲。\n\n{'乙' * 30}。"


def test_page_that_says_the_same_again_ends_the_article() -> None:
    assert joined(["甲" * 30, "甲" * 30, "乙" * 30]) == "甲" * 30


def part(number: int, words: str) -> Answer:
    pager = "".join(f"<a href='/a/1{'' if n == 1 else f'_{n}'}'>{n}</a>" for n in (1, 2, 3))
    title = "栖木智能的三页长文"
    body = f"<p>{words}{SENTENCE}</p><p>第{number}页还有一段，说的是别的事，也够长了。</p>"
    return Answer(
        f"<title>{title}_某站</title><h1>{title}</h1><div class='article-content'>{body}</div><div>{pager}</div>"
    )


def crawled_text(web: Web, settings: Settings) -> str:
    crawl([web.site], settings)
    with Store.open(settings) as store:
        (article,) = store.articles(site=web.name)
    return article.text


def test_crawl_joins_the_pages_of_an_article(settings: Settings) -> None:
    pages = {"/a/1": part(1, "甲"), "/a/1_2": part(2, "乙"), "/a/1_3": part(3, "丙"), "/list": listing(1)}

    with Web("paged", "127.0.1.77", pages) as web:
        text = crawled_text(web, settings)

    places = [text.index(f"{word}{SENTENCE}") for word in "甲乙丙"]
    assert places == sorted(places)
    assert web.asked["/a/1_2"] == web.asked["/a/1_3"] == 1


def test_further_page_that_fails_costs_only_itself(settings: Settings) -> None:
    pages = {"/a/1": part(1, "甲"), "/a/1_2": part(2, "乙"), "/list": listing(1)}

    with Web("broken", "127.0.1.78", pages) as web:
        text = crawled_text(web, settings)

    assert f"乙{SENTENCE}" in text
