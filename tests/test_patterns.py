"""What the addresses of a site's articles have in common, learned from a few of them."""

import re

import pytest

from crawler.links import Link, likely_articles, links_on, next_page
from crawler.patterns import learn, shape_of

HOME = "https://news.example/"
OTHERS = [
    HOME,
    *(
        HOME + path
        for path in ("about-us/", "tag/chips", "author/9/", "list/2.html", "category/ai", "page/3", "search?q=x")
    ),
]


def on(*paths: str) -> list[str]:
    return [HOME + path for path in paths]


@pytest.mark.parametrize(
    ("articles", "also", "path"),
    [
        (on("archives/502050", "archives/502051"), "archives/7", r"/archives/\d+"),
        (on("2026/09/330123.html", "2026/08/330001.html"), "2025/12/1.html", r"/20\d{2}/\d{2}/\d+\.html?"),
        (on("a/2026-08-01-3", "a/2026-08-02"), "a/2027-01-01-12", r"/a/20\d{2}-\d{2}-\d{2}(?:-\w+)?"),
        (
            on("c/ai/202609/aBcD1234EfGh.html", "c/chips/202608/Qx3dk8GfGx.html"),
            "c/robots/202701/zZ91kd02Lm.html",
            r"/c/[\w-]+/20\d{4}/\w+\.html?",
        ),
        (on("forward_31000000", "forward_31000001"), "forward_9", r"/forward_\d+"),
        (on("2026/09/01/open-weights-at-last/", "2026/09/02/a-new-board/"), "2026/10/11/one-more/", None),
        (on("20260901/600000.shtml", "20260902/600001.shtml"), "20270101/1.shtml", r"/20\d{6}/\d+\.shtml"),
        (on("blog/zh/open-weights", "blog/zh/moyun", "blog/zh/a-long-name"), "blog/zh/next", None),
        (on("very-long-slug-here/", "other-long-slug-there/", "x-y-z-w/"), "one-more-long-slug/", None),
        (on("%E6%A0%96/", "%E6%A0%96%E6%9C%A8/"), "%E4%BA%91/", None),
    ],
)
def test_pattern_takes_in_the_articles_and_the_next_one_and_nothing_else(
    articles: list[str], also: str, path: str | None
) -> None:
    pattern = learn(articles, OTHERS)

    assert pattern is not None
    assert all(re.search(pattern, url) for url in [*articles, HOME + also])
    assert [url for url in OTHERS if re.search(pattern, url)] == []
    assert path is None or path in pattern


def test_article_may_be_told_by_what_is_asked_in_its_address() -> None:
    pattern = learn(on("story?sid=82000&utm_source=rss", "story?sid=82001"), OTHERS)

    assert pattern
    assert re.search(pattern, HOME + "story?from=feed&sid=90000")
    assert not re.search(pattern, HOME + "story")
    assert not re.search(pattern, HOME + "story?page=90000")


def test_pattern_does_not_match_an_article_s_comments_or_its_list() -> None:
    pattern = learn(on("p/12.html", "p/13.html"), OTHERS)

    assert pattern
    assert not re.search(pattern, HOME + "p/12.html/comments")
    assert not re.search(pattern, HOME + "p/")


def test_two_shapes_of_one_site_are_both_articles() -> None:
    pattern = learn(on(*(f"a/{n}" for n in range(10, 16)), *(f"news/2026/{n}.html" for n in range(10, 16))), OTHERS)

    assert pattern
    assert re.search(pattern, HOME + "a/99")
    assert re.search(pattern, HOME + "news/2026/99.html")


def test_stray_link_of_a_feed_does_not_widen_the_pattern() -> None:
    pattern = learn(on(*(f"a/{n}" for n in range(10, 30)), "campaign/spring-sale-now"), OTHERS)

    assert pattern
    assert not re.search(pattern, HOME + "campaign/spring-sale-now")


def test_section_is_named_where_leaving_it_open_would_take_in_other_pages() -> None:
    others = [*OTHERS, *on("user/17", "user/18")]

    pattern = learn(on("ai/101", "chips/102", "ai/103"), others)

    assert pattern
    assert re.search(pattern, HOME + "chips/104")
    assert not re.search(pattern, HOME + "user/19")


def test_addresses_with_nothing_that_varies_have_no_pattern() -> None:
    assert learn(on("about", "contact"), OTHERS) is None


def test_tracking_makes_no_other_shape() -> None:
    assert shape_of(HOME + "a/1?utm_source=x&from=timeline") == shape_of(HOME + "a/2")


LIST = """
<a href="/">首页</a> <a href="/tag/chips">芯片</a> <a href="/author/9/">季棠</a> <a href="/login">登录</a>
<a href="/special/2026-spring-fair-live">春季展会直播专题页入口</a>
<a href="/a/1"><img></a> <h2><a href="/a/1">栖木智能公布第二代模型的四项成绩</a></h2>
<h2><a href="/a/2">云岭智能把推理价格降到原来的一半</a></h2>
<h2><a href="/a/3">两家实验室对同一份榜单给出不同读法</a></h2>
<h2><a href="https://elsewhere.example/a/4">友站文章的标题也可以写得这么长</a></h2>
<a href="/user/11">甲</a> <a href="/user/12">乙</a> <a href="/user/13">丙</a> <a href="/page/2">2</a>
"""


def test_list_shows_its_articles_by_their_titles() -> None:
    links = links_on(LIST.encode(), url=HOME)

    assert [link.url for link in likely_articles(links, HOME)] == on("a/1", "a/2", "a/3")


def test_link_has_the_longest_of_its_texts() -> None:
    links = links_on(LIST.encode(), url=HOME)

    assert Link(HOME + "a/1", "栖木智能公布第二代模型的四项成绩") in links


def test_page_of_short_links_lists_no_articles() -> None:
    links = links_on(b"<a href='/u/1'>a</a><a href='/u/2'>b</a><a href='/u/3'>c</a>", url=HOME)

    assert likely_articles(links, HOME) == []


@pytest.mark.parametrize(
    ("href", "text", "template"),
    [
        ("/page/2", "2", "/page/{page}"),
        ("/latest/p2.html", "下一页", "/latest/p{page}.html"),
        ("/news/?cat=2&page=2", "2", "/news/?cat=2&page={page}"),
        ("/index_2.shtml", "下页", "/index_{page}.shtml"),
        ("/2026/list", "2", None),
        ("/page/2", "第二版", None),
        ("https://elsewhere.example/page/2", "2", None),
    ],
)
def test_link_to_a_list_s_second_page_shows_where_the_others_are(href: str, text: str, template: str | None) -> None:
    links = links_on(f"<a href='{href}'>{text}</a><a href='/page/3'>3</a>".encode(), url=HOME)

    found = next_page(links, HOME)

    assert found == (template and HOME.rstrip("/") + template)
