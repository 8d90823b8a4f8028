"""Reading the article on a page: by selectors, by the page's own data, in general; in any encoding."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark import ParameterSet

from crawler.page import read_page
from crawler.site import Site, load_sites
from data.errors import PageError

PAGES = Path(__file__).parent / "pages"
NOW = datetime.fromisoformat("2026-11-23T12:00:00+08:00")
FIELDS = ("url", "title", "author", "source", "published", "text")
SENTENCE = "栖木-7B在C-Eval上的平均分为63.4，在CMMLU上的平均分为61.9，这是它第一次公布成绩。"
BODY = f"<p>{SENTENCE}</p><p>{SENTENCE}公司说，权重将在下个月放出。</p>"


def page(
    body: str = BODY, *, head: str = "<title>栖木大模型交卷_某站</title>", top: str = "<h1>栖木大模型交卷</h1>"
) -> str:
    return f"<html><head>{head}</head><body>{top}<div class='c'>{body}</div></body></html>"


def site(**select: list[str]) -> Site:
    return Site.model_validate(
        {"id": "x", "name": "x", "home": "https://x.example/", "feeds": ["https://x.example/f"], "article": "/a/"}
        | {"select": select}
    )


def saved(name: str) -> dict[str, Any]:
    """What stands beside a saved page; its text joined to one."""
    expected: dict[str, Any] = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    return expected | {"text": "\n\n".join(expected["text"])}


def moment_of(name: str) -> datetime:
    """When a page was saved, which times such as 昨天 are told from."""
    return datetime.fromisoformat(saved(name).get("fetched", NOW.isoformat()))


def site_of(name: str) -> Site:
    """The site of a saved page, which is called after it; `lieyun-2` is its second page, as `save-page` names them."""
    sites = load_sites().sites
    return sites[name] if name in sites else sites[name.rpartition("-")[0]]


def saved_fields(reader: str) -> list[ParameterSet]:
    """Every field of every saved page; one that a reader is known to miss is expected to fail, with the reason."""
    names = [path.stem for path in sorted(PAGES.glob("*.json"))]
    return [saved_field(name, field, saved_gaps(name, reader)) for name in names for field in FIELDS]


def saved_gaps(name: str, reader: str) -> dict[str, str]:
    unsaid = {"site": {}, "general": dict.fromkeys(FIELDS, "'gaps' of this page are not written down yet")}
    gaps: dict[str, str] = saved(name).get("gaps", unsaid)[reader]
    return gaps


def saved_field(name: str, field: str, gaps: dict[str, str]) -> ParameterSet:
    known = [pytest.mark.xfail(reason=gaps[field], strict="gaps" in saved(name))] if field in gaps else []
    return pytest.param(name, field, marks=known)


# ── saved pages ──


@pytest.mark.parametrize(("name", "field"), saved_fields("site"))
def test_saved_page_gives_each_field_as_written_beside_it(name: str, field: str) -> None:
    expected = saved(name)
    body = (PAGES / f"{name}.html").read_bytes()

    article = read_page(body, url=expected["url"], site=site_of(name), now=moment_of(name))

    assert getattr(article, field) == expected[field]


@pytest.mark.parametrize(("name", "field"), saved_fields("general"))
def test_saved_page_gives_each_field_without_its_site_file_too(name: str, field: str) -> None:
    expected = saved(name)

    article = read_page((PAGES / f"{name}.html").read_bytes(), url=expected["url"], now=moment_of(name))

    assert getattr(article, field) == expected[field]


def test_saved_page_reads_alike_without_its_selectors() -> None:
    body = (PAGES / "lieyun.html").read_bytes()

    article = read_page(body, now=NOW)

    assert article.title == "栖木大模型交出首份答卷：C-Eval得分63.4"
    assert article.published == "2024-05-20T14:30:00+08:00"
    assert "| 栖木-1.8B | 48.5 | 48.5 |" in article.text
    assert "虚构的融资" not in article.text


# ── the body ──


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>甲。</p><p>乙。</p>", ["甲。", "乙。"]),
        ("甲。<br><br>乙。", ["甲。", "乙。"]),
        ("甲。<br>　　乙。", ["甲。", "乙。"]),
        ("<p>甲，<br>乙。</p>", ["甲，\n乙。"]),
        ("<p>甲\n    乙 <b>GPT</b>\n  four</p>", ["甲乙 GPT four"]),
        ("<section><span>甲。</span></section><section><span>乙。</span></section>", ["甲。", "乙。"]),
        ("<h2>小标题</h2><p>甲。</p>", ["小标题", "甲。"]),
        ("<ul><li>甲</li><li><p>乙</p></li></ul>", ["- 甲\n- 乙"]),
        ("<p>甲。</p><script>x</script><style>y</style><p hidden>z</p><!-- c -->", ["甲。"]),
        ("<p>甲&nbsp;&nbsp;乙\u200b丙</p>", ["甲 乙丙"]),
        ("<table><tr><td>甲</td><td>乙</td></tr><tr><td>1</td><td>2</td></tr></table>",
         ["| 甲 | 乙 |\n|---|---|\n| 1 | 2 |"]),
        ("<table><tr><th>模型</th><th>分</th></tr><tr><td rowspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr></table>",
         ["| 模型 | 分 |\n|---|---|\n| 甲 | 1 |\n| 甲 | 2 |"]),
        ("<table><caption>表1</caption><tr><td>甲|乙</td><td>丙</td></tr><tr><td>1</td></tr></table>",
         ["表1", "| 甲｜乙 | 丙 |\n|---|---|\n| 1 |  |"]),
        ("<table><tr><td><p>只是排版。</p><p>第二段。</p></td></tr></table>", ["只是排版。", "第二段。"]),
    ],
)  # fmt: skip
def test_body_becomes_plain_text(html: str, text: list[str]) -> None:
    body = f"<p>{SENTENCE}</p><p>{SENTENCE}</p>{html}<p>{SENTENCE}</p>"

    article = read_page(page(body), site=site(body=["div.c"]), now=NOW)

    assert article.text.split("\n\n")[2:-1] == text


@pytest.mark.parametrize(
    "line",
    [
        "责任编辑：周野",
        "【责任编辑：周野】",
        "来源：某某网",
        "图片来源：视觉素材",
        "图片来源@视觉素材",
        "出品｜某某小组",
        "点个在看",
        "点赞、在看",
        "扫码关注我们",
        "未经授权，禁止转载",
        "关注公众号“某站”，获取更多内容",
        "下载某站APP，阅读更多",
        "本文为某站原创，转载请注明出处",
        "以上内容不代表本站立场",
    ],
)
def test_line_that_is_not_the_articles_own_is_left_out(line: str) -> None:
    article = read_page(page(f"{BODY}<p>{line}</p>"), site=site(body=["div.c"]), now=NOW)

    assert line not in article.text


def test_credits_in_one_paragraph_are_left_out_line_by_line() -> None:
    lines = "<p>某站（公众号：mouzhan）<br>作者 | 季棠<br>编辑 | 周野</p>"

    article = read_page(page(lines + BODY), site=site(body=["div.c"]), now=NOW)

    assert article.text.startswith(SENTENCE)
    assert article.author == "季棠"


@pytest.mark.parametrize("lead", ["这台手机的变化，主要在看不见的地方。", "这条消息一天里被转发了两万次。"])
def test_lead_that_only_has_a_notices_letters_stays(lead: str) -> None:
    article = read_page(page(f"<p>{lead}</p>{BODY}"), site=site(body=["div.c"]), now=NOW)

    assert article.text.startswith(lead)


def test_source_of_a_picture_is_not_the_articles() -> None:
    article = read_page(page(f"{BODY}<p>头图来源：视觉素材</p>"), site=site(body=["div.c"]), now=NOW)

    assert article.source is None


def test_what_follows_a_heading_of_related_articles_is_left_out() -> None:
    article = read_page(
        page(f"{BODY}<p>猜你喜欢</p><p>别的文章讲了别的事，与本文无关。</p>"), site=site(body=["div.c"]), now=NOW
    )

    assert "别的文章" not in article.text


@pytest.mark.parametrize(
    "sentence",
    [
        "用户下载APP之后，每天平均打开六次，这一数字在三个月里翻了一番。",
        "该模型的训练数据来源：公开网页、论文与代码仓库，共约2.1万亿个token，其中中文占四成，英文占五成，其余为代码，数据清洗用时三个月，先后剔除了重复网页与低质量问答。",
    ],
)
def test_sentence_with_a_notices_words_stays_in_the_middle(sentence: str) -> None:
    body = f"{BODY}{BODY}<p>{sentence}</p>{BODY}{BODY}"

    article = read_page(page(body), site=site(body=["div.c"]), now=NOW)

    assert sentence in article.text


def test_selector_that_hits_next_to_nothing_is_passed_over() -> None:
    html = page(top="<h1>栖木大模型交卷</h1><div class='digest'>摘要一句。</div>")

    article = read_page(html, site=site(body=["div.digest"]), now=NOW)

    assert SENTENCE in article.text


def test_comments_of_readers_are_no_body_even_where_they_are_longer() -> None:
    comments = "".join(f"<p>网友{n}说：{SENTENCE * 3}第{n}楼。</p>" for n in range(20))

    article = read_page(page(f"<div class='article'>{BODY}</div><div id='comments'>{comments}</div>"), now=NOW)

    assert "网友" not in article.text
    assert SENTENCE in article.text


# ── title, time, author, source ──


def test_title_is_the_heading_without_the_sites_name() -> None:
    article = read_page(page(), now=NOW)

    assert article.title == "栖木大模型交卷"


def test_linked_data_gives_title_author_and_time() -> None:
    graph = {"@graph": [{"@type": "Organization", "name": "某站"}, {
        "@type": ["NewsArticle"], "headline": "栖木大模型交卷", "author": [{"name": "季棠"}, {"name": "周野"}],
        "datePublished": "2024-05-20T06:30:00Z"}]}  # fmt: skip
    head = f"<script type='application/ld+json'>{json.dumps(graph)}</script>"

    article = read_page(page(head=head, top=""), now=NOW)

    assert (article.title, article.author) == ("栖木大模型交卷", "季棠 周野")
    assert article.published == "2024-05-20T14:30:00+08:00"


def test_meta_tags_give_title_author_and_time() -> None:
    head = (
        "<meta property='og:title' content='栖木大模型交卷'><meta name='author' content='季棠'>"
        "<meta property='article:published_time' content='2024-05-20T14:30:00+08:00'>"
    )

    article = read_page(page(head=head, top=""), now=NOW)

    assert (article.title, article.author) == ("栖木大模型交卷", "季棠")
    assert article.published == "2024-05-20T14:30:00+08:00"


def test_baidus_spans_give_time_and_source() -> None:
    time, source = (
        "<span id='pubtime_baidu'>2024-05-20 14:30:05</span>",
        "<span id='source_baidu'>来源：<a>某某网</a></span>",
    )
    top = f"<h1>栖木大模型交卷</h1>{time}{source}"

    article = read_page(page(top=top), now=NOW)

    assert (article.published, article.source) == ("2024-05-20T14:30:05+08:00", "某某网")


@pytest.mark.parametrize(
    ("line", "author", "source"),
    [
        ("作者：季棠", "季棠", None),
        ("文/季棠 2024-05-20", "季棠", None),
        ("来源：某某网 作者：季棠", "季棠", "某某网"),
        ("2024年05月20日 14:30　来源：某某网", None, "某某网"),
    ],
)
def test_line_below_the_title_names_author_and_source(line: str, author: str | None, source: str | None) -> None:
    article = read_page(page(top=f"<h1>栖木大模型交卷</h1><div>{line}</div>"), now=NOW)

    assert (article.author, article.source) == (author, source)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("2024-05-20 14:30", "2024-05-20T14:30:00+08:00"),
        ("2024年05月20日 14:30", "2024-05-20T14:30:00+08:00"),
        ("昨天 14:30", "2026-11-22T14:30:00+08:00"),
        ("05-20 14:30", "2026-05-20T14:30:00+08:00"),
        ("12-20 14:30", "2025-12-20T14:30:00+08:00"),
        ("2024/5/20", "2024-05-20"),
    ],
)
def test_time_below_the_title_is_read_and_never_in_the_future(line: str, published: str) -> None:
    article = read_page(page(top=f"<h1>栖木大模型交卷</h1><span>{line}</span>"), now=NOW)

    assert article.published == published


def test_feed_gives_the_minute_that_a_page_lacks() -> None:
    html = page(top="<h1>栖木大模型交卷</h1><span>2024-05-20</span>")

    article = read_page(html, now=NOW, feed_time="2024-05-20T14:30:00+08:00")

    assert article.published == "2024-05-20T14:30:00+08:00"


def test_time_of_the_page_wins_over_that_of_the_feed() -> None:
    html = page(top="<h1>栖木大模型交卷</h1><span>2024-05-20 14:30</span>")

    article = read_page(html, now=NOW, feed_time="2024-05-21T08:00:00+08:00")

    assert article.published == "2024-05-20T14:30:00+08:00"


# ── encodings ──


@pytest.mark.parametrize(
    ("said", "really", "header"),
    [
        ("utf-8", "utf-8", None),
        ("gb2312", "gb18030", None),
        ("gbk", "gb18030", "gbk"),
        ("utf-8", "gb18030", "utf-8"),
        ("gb2312", "utf-8", "gb2312"),
        ("", "gb18030", None),
        ("", "gb18030", "ISO-8859-1"),
        ("utf-8", "utf-8-sig", "gbk"),
        ("", "utf-16", None),
        ("big5", "big5", None),
        ("no-such-code", "utf-8", "no-such-code"),
    ],
)
def test_page_reads_in_whatever_encoding_it_has_and_whatever_it_says(
    said: str, really: str, header: str | None
) -> None:
    words = "中文網頁的內容：今日台北舉行發表會，說明新款產品的規格與價格。" if really == "big5" else SENTENCE + "囧"
    html = page(f"<p>{words * 3}</p>", head=f"<meta charset='{said}'>" if said else "", top="")

    article = read_page(html.encode(really), declared_encoding=header, now=NOW)

    assert article.text == words * 3


def test_stray_byte_does_not_cost_the_page() -> None:
    body = page(BODY * 20).encode("gb18030").replace("权重".encode("gb18030"), b"\xff", 1)

    article = read_page(body, now=NOW)

    assert SENTENCE in article.text


# ── pages that hold none ──


def test_bytes_of_no_known_encoding_are_an_error_that_says_so() -> None:
    noise = bytes((n * 73 + 129) % 256 for n in range(2000))

    with pytest.raises(PageError, match=r"page is in no known encoding: 'https://x\.example/a/1'"):
        read_page(noise, url="https://x.example/a/1", now=NOW)


@pytest.mark.parametrize("body", [b"", b"  \n ", "\ufeff"])
def test_empty_page_is_an_error_that_names_it(body: bytes | str) -> None:
    with pytest.raises(PageError, match=r"page is empty: 'https://x\.example/a/1'"):
        read_page(body, url="https://x.example/a/1", now=NOW)


def test_page_without_a_body_is_an_error_that_names_the_selector() -> None:
    with pytest.raises(PageError, match=r"body not found: 'x' selector 'div\.gone' \(https://x\.example/a/1\)"):
        read_page(page(""), url="https://x.example/a/1", site=site(body=["div.gone"]), now=NOW)


def test_page_of_tags_nested_a_hundred_thousand_deep_costs_only_itself() -> None:
    html = page("<div>" * 100_000 + SENTENCE + "</div>" * 100_000)

    with pytest.raises(PageError, match="body not found"):
        read_page(html, now=NOW)
