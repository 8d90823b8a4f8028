"""Reading pages of sites that nobody here has seen: kinds of markup, frames and scripts, all invented."""

import json
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.page import read_page
from data.errors import PageError

NOW = datetime.fromisoformat("2026-11-23T12:00:00+08:00")
TITLE = "栖木大模型交卷：七项第一"
PARAGRAPHS = [
    "栖木智能今天公布了新模型栖木-7B的成绩，在C-Eval上平均分为63.4，在CMMLU上为61.9。",
    "公司说，权重将在下个月放出，许可允许商用，训练用了三个月，数据约两万亿词。",
    "业内人士认为，这是它第一次公布成绩，细节还要等报告。",
]
TEXT = "\n\n".join(PARAGRAPHS)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
OTHER = "另一家公司也在上周放出了自己的模型，规模更大，成绩更低，价格却便宜了一半，引来不少议论。"
HEAD = f"<h1>{TITLE}</h1><div class='q1'>2024-05-20 14:30　来源：某某日报　作者：季棠</div>"


def page(body: str, *, title: str = f"{TITLE}_某站", head: str = "", scripts: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}{scripts}</body></html>"


def teasers(count: int, mark: str = "<span>2小时前</span>") -> str:
    return "".join(
        f"<div class='z'><h3><a href='/{n}'>另一条新闻第{n}号</a></h3><p>{OTHER}</p>{mark}</div>" for n in range(count)
    )


def comments(count: int) -> str:
    return "".join(f"<div class='y'><b>读者{n}</b><p>{OTHER}{n}</p><i>回复 赞({n})</i></div>" for n in range(count))


# ── the body ──


@pytest.mark.parametrize(
    "body",
    [
        BODY,
        "".join(f"<div>{paragraph}</div>" for paragraph in PARAGRAPHS),
        "".join(f"<section><span>{paragraph}</span></section>" for paragraph in PARAGRAPHS),
        "<br><br>".join(f"　　{paragraph}" for paragraph in PARAGRAPHS),
        f"<table><tr><td>{BODY}</td></tr></table>",
    ],
)
@pytest.mark.parametrize("name", ["class='q2'", "", "id='artibody'", "class='TRS_Editor'", "class='index_text_Hx3d9'"])
def test_body_is_read_whatever_its_paragraphs_and_its_name_are(body: str, name: str) -> None:
    html = page(f"<div><a href='/'>首页</a></div>{HEAD}<div {name}>{body}</div><div class='w'>{teasers(8)}</div>")

    article = read_page(html, now=NOW)

    assert article.text.split() == PARAGRAPHS


@pytest.mark.parametrize("around", [teasers(20), comments(30)])
@pytest.mark.parametrize("body", [f"<p>{PARAGRAPHS[2]}</p>", PARAGRAPHS[2]])
def test_one_sentence_is_found_under_a_large_frame(around: str, body: str) -> None:
    html = page(f"<div class='a'>{HEAD}<div class='b'>{body}</div><div class='c'>{around}</div></div>")

    article = read_page(html, now=NOW)

    assert article.text == PARAGRAPHS[2]


def test_long_column_before_the_title_is_not_the_body() -> None:
    html = page(f"<div class='left'>{f'<p>{OTHER}</p>' * 12}</div><div class='mid'>{HEAD}<div>{BODY}</div></div>")

    article = read_page(html, now=NOW)

    assert article.text == TEXT


def test_legal_notice_longer_than_the_article_is_not_the_body() -> None:
    notice = "免责声明：本站所载内容不代表本站立场，版权归原作者所有，转载请联系。" * 4
    html = page(f"{HEAD}<div class='q2'><p>{PARAGRAPHS[2]}</p></div><div class='q3'>{notice}</div>")

    article = read_page(html, now=NOW)

    assert article.text == PARAGRAPHS[2]


def test_form_around_the_whole_page_hides_nothing() -> None:
    html = page(f"<form id='aspnetForm'><div class='bt'>{TITLE}</div><div id='zoom'>{BODY}</div></form>")

    article = read_page(html, now=NOW)

    assert article.text == TEXT


@pytest.mark.parametrize("style", ["display:none", "visibility: hidden; opacity: 0"])
def test_body_that_a_script_would_reveal_is_read(style: str) -> None:
    html = page(f"<h1>{TITLE}</h1><div id='js_content' style='{style}'>{BODY}</div>")

    article = read_page(html, now=NOW)

    assert article.text == TEXT


def test_names_of_states_and_of_tags_do_not_hide_an_article() -> None:
    html = page(
        f"<div class='has-sidebar no-comments'><article class='post tag-ai category-hot'>{HEAD}{BODY}</article></div>"
    )

    article = read_page(html, now=NOW)

    assert article.text == TEXT


def test_list_of_links_within_the_body_is_left_out() -> None:
    links = "".join(f"<li><a href='/{n}'>又一条与本文无关的新闻标题第{n}号</a></li>" for n in range(5))
    html = page(f"{HEAD}<div class='q2'>{BODY}<ul>{links}</ul></div>")

    article = read_page(html, now=NOW)

    assert article.text == TEXT


def test_full_paragraph_that_ends_with_the_end_mark_stays() -> None:
    last = "公司预计，下一版将在十一月完成训练，届时会再公布一次成绩。（完）"
    html = page(f"{HEAD}<div class='q2'>{BODY}<p>{last}</p></div>")

    article = read_page(html, now=NOW)

    assert article.text.endswith(last)


# ── scripts ──

FIELDS = {
    "title": TITLE,
    "content": BODY,
    "publishTime": 1716186600000,
    "author": {"nickname": "季棠"},
    "source": "某某日报",
}
FUNCTION = (
    'window.__NUXT__=(function(a,b){return {data:[{info:{title:a,content:' + json.dumps(BODY) + ',publishTime:b,'
    'author:{nickname:"季棠"},source:"某某日报",top:!0}}],error:null}}(' + json.dumps(TITLE) + ',1716186600000));'
)  # fmt: skip


NEXT = {"props": {"hot": [{"title": "别的事", "content": OTHER * 9}], "page": FIELDS}}
STATE = json.dumps({"article": {"detail": FIELDS}}, ensure_ascii=False)
PLACES = {"title": 2, "content": 3, "publishTime": 4, "author": 5, "source": 7}
POINTED = [{"article": 1}, PLACES, TITLE, BODY, 1716186600000, {"nickname": 6}, "季棠", "某某日报"]


@pytest.mark.parametrize(
    "script",
    [
        f"<script id='__NEXT_DATA__' type='application/json'>{json.dumps(NEXT)}</script>",
        f"<script>window.__INITIAL_STATE__={STATE};(function(){{}}());</script>",
        f"<script>{FUNCTION}</script>",
        f"<script id='__NUXT_DATA__' type='application/json'>{json.dumps(POINTED)}</script>",
    ],
)
def test_article_that_only_a_script_carries_is_read_with_its_fields(script: str) -> None:
    article = read_page(page("<div id='app'></div>", scripts=script), now=NOW)

    assert (article.title, article.author, article.source) == (TITLE, "季棠", "某某日报")
    assert article.published == "2024-05-20T14:30:00+08:00"
    assert article.text == TEXT


# ── title, time, author, source ──


@pytest.mark.parametrize(
    ("window", "markup"),
    [
        (f"{TITLE}_科技_某站", "<h1>某站科技</h1><div class='bt'>{}</div>"),
        (f"{TITLE} - 某站 - 让阅读更好", "<font size='5'>{}</font>"),
        (f"{TITLE}--某站--改变未来", "<p>没有标题。</p>"),
        (f"快讯｜{TITLE}｜某站", "<h1>快讯｜{}</h1>"),
    ],
)
def test_title_loses_the_names_behind_it(window: str, markup: str) -> None:
    article = read_page(page(f"{markup.format(TITLE)}<div class='q2'>{BODY}</div>", title=window), now=NOW)

    assert article.title in (TITLE, f"快讯｜{TITLE}")


@pytest.mark.parametrize(
    ("line", "author", "source"),
    [
        ("<span>2024-05-20 14:30</span><a href='/x'>某某日报</a>", None, "某某日报"),
        ("<span>原创</span><span>季棠</span><span>2024-05-20 14:30</span>", "季棠", None),
        ("<a class='source' href='/x'>某某日报</a> <span>2024-05-20 14:30</span>", None, "某某日报"),
        ("<a href='/author/jt'>季棠</a> · 2024-05-20", "季棠", None),
        ("<span class='author-name'>季棠</span><span>3小时前</span><span>阅读 120</span>", "季棠", None),
        ("2024-05-20 14:30　某某日報 記者季棠／即時報導", "季棠", "某某日報"),
        ("季棠 (2047)发表于2024年05月20日 14时30分", "季棠", None),
        ("<span>By 季棠</span> <span>2024-05-20</span>", "季棠", None),
        ("责任编辑：周野　2024-05-20", None, None),
        ("作者：周野　编辑：周野　2024-05-20", "周野", None),
        ("作者：admin　2024-05-20 14:30", None, None),
    ],
)
def test_names_above_the_body_are_known_with_and_without_labels(
    line: str, author: str | None, source: str | None
) -> None:
    article = read_page(page(f"<h1>{TITLE}</h1><div class='meta'>{line}</div><div class='q2'>{BODY}</div>"), now=NOW)

    assert (article.author, article.source) == (author, source)


@pytest.mark.parametrize(
    ("first", "author", "source"),
    [
        ("新华社北京5月20日电（记者季棠、周野）栖木智能今天公布了成绩，引来许多议论。", "季棠、周野", "新华社"),
        ("本报记者 季棠 北京报道", "季棠", None),
        ("文丨季棠", "季棠", None),
        ("季棠 发自 凹地", "季棠", None),
        ("本文来自微信公众号：某某研究（ID：mm），作者：季棠，经授权发布。", "季棠", "某某研究"),
    ],
)
def test_bylines_within_the_body_are_read(first: str, author: str, source: str | None) -> None:
    article = read_page(page(f"<h1>{TITLE}</h1><div class='q2'><p>{first}</p>{BODY}</div>"), now=NOW)

    assert (article.author, article.source) == (author, source)


def test_time_of_a_list_or_of_the_future_is_not_the_articles() -> None:
    html = page(f"<h1>{TITLE}</h1><div class='q2'>{BODY}</div>{teasers(5, '<span>2026-11-20 08:00</span>')}")

    assert read_page(html.replace("2026-11", "2027-11"), now=NOW).published is None


def test_day_of_the_address_stands_in_where_the_page_tells_none() -> None:
    html = page(f"<h1>{TITLE}</h1><div class='q2'>{BODY}</div>")

    article = read_page(html, url="https://x.example/2024/0520/t20240520_123.html", now=NOW)

    assert article.published == "2024-05-20"


# ── what breaks ──


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_mutilated_page_is_read_or_refused_but_never_raises_anything_else(data: st.DataObject) -> None:
    body = page(f"{HEAD}<div class='q2'>{BODY}{comments(3)}</div>", scripts=f"<script>{FUNCTION}</script>").encode()
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(body)))
        end = data.draw(st.integers(start, min(len(body), start + 400)))
        middle = data.draw(
            st.sampled_from([b"", b"\0", b"<", b"</div></p>", b"<table><tr>", b"\xff\xfe", body[start:end] * 2])
        )
        body = body[:start] + middle + body[end:]

    try:
        article = read_page(body, now=NOW)
    except PageError:
        return
    assert article.text
