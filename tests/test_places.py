"""Where on a page a thing stands, told as CSS that holds on the next page too."""

from datetime import datetime

import pytest

from crawler.places import agreed_path, author_places, body_places, css_paths, root_of, time_places, title_places
from crawler.select import hits

NOW = datetime.fromisoformat("2026-11-23T12:00:00+08:00")
TEXT = "栖木智能在二十日公布了第二代模型，并放出权重。\n\n公司说，它在四份榜单上都比上一代高，最多的高出七分。"


def page(open_body: str, close_body: str = "</div>", *, number: int = 1) -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in TEXT.split("\n\n"))
    return (
        f"<html><head><title>标题{number}</title><script>var x = '{TEXT[:20]}'</script></head><body><div id='wrap'>"
        f"<h1 class='headline'>栖木第{number}份成绩单</h1><span class='when'>2026年11月{number}日 08:30</span>"
        f"<em class='who'>作者：季棠</em>{open_body}{paragraphs}{close_body}"
        "<div class='aside'>短句。</div></div></body></html>"
    )


@pytest.mark.parametrize(
    ("open_body", "path"),
    [
        ("<div class='article-body'>", "div.article-body"),
        ("<div id='main-text' class='x'>", "div#main-text"),
        ("<div id='post-500123' class='entry fl'>", "div.entry"),
        ("<div class='css-1x2y3z article_content__Jv8jK'>", "div[class*='article_content_']"),
        ("<div class='box'><section>", "div.box"),
        ("<div class='col-8 article'><section><section>", "div.article"),
    ],
)
def test_body_is_told_by_what_lasts_of_its_container(open_body: str, path: str) -> None:
    root = root_of(page(open_body, "</div>"))

    places = body_places(root, TEXT)

    assert agreed_path([(root, places)]) == path


def test_path_leads_to_the_one_element_and_no_other() -> None:
    root = root_of(page("<div class='c'>") + "<div class='c'>另一处</div>")
    place = body_places(root, TEXT)[0]

    paths = list(css_paths(root, place))

    assert "div.c" not in paths
    assert all(hits(root, (path,)) == [place] for path in paths)


def test_path_must_hold_on_every_page() -> None:
    pages = [
        root_of(page(f"<div id='{name}' class='text'>", number=n)) for n, name in enumerate(("first", "second"), 1)
    ]

    path = agreed_path([(root, body_places(root, TEXT)) for root in pages])

    assert path == "div.text"


def test_pages_that_differ_have_no_common_path() -> None:
    one, other = root_of(page("<div class='old'>")), root_of(page("<div class='new'>"))

    assert agreed_path([(root, body_places(root, TEXT)) for root in (one, other)]) is None


def test_title_time_and_author_are_found_by_what_they_say() -> None:
    root = root_of(page("<div class='c'>"))

    assert agreed_path([(root, title_places(root, "栖木第1份成绩单"))]) == "h1.headline"
    assert agreed_path([(root, time_places(root, "2026-11-01T08:30:00+08:00", NOW))]) == "span.when"
    assert agreed_path([(root, author_places(root, "季棠"))]) == "em.who"


def test_what_is_not_on_the_page_has_no_place() -> None:
    root = root_of(page("<div class='c'>"))

    assert body_places(root, "完全不同的一段话，它不在这张网页上任何地方。") == []
    assert title_places(root, "别的标题") == []
    assert agreed_path([(root, [])]) is None
