"""The three views over a small store; companies, models and figures here are invented."""

import os
import shutil
import tomllib
from collections.abc import Iterator
from datetime import date
from html import unescape
from importlib.resources import files
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import read
from dashboard.moments import Wanted, by_month, moments
from dashboard.names import moment, month, outward
from dashboard.sheet import sheet
from data.errors import BangyanError
from data.fields import AliasFields, EventFields, RoleFields
from data.language import use_language
from data.settings import Settings
from data.store import Store
from tests.desk import BOARD, Desk, placed, release, reprinted, score, told

APP = str(files("dashboard").joinpath("app.py"))
HOSTILE = "<script>alert(1)</script> </mark> & 😀 <img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with an empty store, made once."""
    home = tmp_path_factory.mktemp("empty")
    Store.open(Settings(home=home)).close()
    return home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The home that the dashboard will open, in a language that is set, with nothing cached of another test."""
    monkeypatch.setenv("BANGYAN_HOME", str(tmp_path))
    monkeypatch.setenv("BANGYAN_LANG", "en")
    st.cache_data.clear()
    st.cache_resource.clear()
    yield tmp_path
    _close()
    st.cache_data.clear()
    st.cache_resource.clear()


def _close() -> None:
    try:
        read.store().close()
    except BangyanError:
        return  # a broken store was never open


@pytest.fixture
def desk(home: Path, empty: Path) -> Iterator[Desk]:
    """An empty store in that home."""
    shutil.copytree(empty, home, dirs_exist_ok=True)
    with Store.open(Settings(home=home)) as store:
        yield Desk(store)


def shown(view: str = "timeline", **query: str | list[str]) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=30)
    if view != "timeline":
        app.run().switch_page(f"views/{view}.py")
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    """All HTML that a page shows but for its style."""
    bodies = [element.proto.body for element in app.get("html")]
    return "\n".join(body for body in bodies if not body.startswith("<style>"))


def cards(app: AppTest) -> int:
    """How many cards a page shows."""
    return html(app).count('class="by-card"')


def said(app: AppTest) -> str:
    """All that a page says outside HTML."""
    parts = [*app.title, *app.caption, *app.info, *app.warning, *app.error, *app.subheader]
    return "\n".join(part.value for part in parts)


# ── the timeline ──


def test_the_timeline_shows_events_and_claims_with_their_sentences(desk: Desk) -> None:
    told(desk)

    app = shown()

    assert "云雀科技今日发布云雀-7B。" in html(app)
    assert "云雀-7B在C-Eval上得分61.5。" in html(app)
    assert cards(app) == 2  # the article's claims are one card
    assert "2 claims" in html(app)
    assert [heading.value for heading in app.subheader] == ["May 2024"]


def test_a_company_is_found_under_a_name_that_an_article_declared(desk: Desk) -> None:
    told(desk)
    text = "云雀科技(下称:百灵)发布白鹭-7B。"
    alias = AliasFields(alias="百灵", name="云雀科技", type="org", **placed(text, "云雀科技(下称:百灵)"))
    desk.tell(text, release(text, text), alias, url="https://a.example/2")
    desk.tell("鸬鹚科技发布鸬鹚-7B。", url="https://a.example/3")

    app = shown(word="百灵")

    assert cards(app) == 2
    assert "云雀科技今日发布云雀-7B。" in html(app)


def test_whoever_is_asked_for_is_shown_with_the_post_that_an_article_gives(desk: Desk) -> None:
    told(desk)
    text = "云雀科技CEO周听雨表示，模型会开源。"
    post = RoleFields(person="周听雨", role="CEO", org="云雀科技", **placed(text, "云雀科技CEO周听雨"))
    article = desk.tell(text, post, url="https://a.example/2")

    found, other = html(shown(word="周听雨")), html(shown(word="鸬鹚科技"))

    assert "周听雨<small>CEO, 云雀科技</small>" in found
    assert f"article?id={article}" in found
    assert "周听雨<small>" not in other


def test_filters_live_in_the_address(desk: Desk) -> None:
    told(desk)

    app = shown(type=["claim"], site="a")

    assert app.multiselect[0].value == ["claim"]
    assert app.selectbox(key="site").value == "a"
    assert "0 events" in html(app)
    app.multiselect[0].set_value(["release"]).run()
    assert app.query_params["type"] in ("release", ["release"])
    assert "0 claims" in html(app)


def test_an_address_with_filters_of_nothing_known_shows_everything(desk: Desk) -> None:
    told(desk)

    app = shown(type=["nonsense"], site="nowhere", months=["1999-01", "x"])

    assert cards(app) == 2


def test_a_filter_that_nothing_fits_says_so(desk: Desk) -> None:
    told(desk)

    assert "Nothing fits" in said(shown(word="zzz"))


def test_more_is_shown_on_demand(desk: Desk) -> None:
    for number in range(35):
        text = f"第{number}号公司发布{number}号模型。"
        desk.tell(text, release(text, text), url=f"https://a.example/{number}")

    app = shown()
    first = cards(app)
    [more] = [button for button in app.button if "show more" in button.label]
    more.click().run()

    assert (first, cards(app)) == (30, 35)


def test_a_year_is_within_the_months_that_it_may_be(desk: Desk) -> None:
    text = "去年发布云雀-7B。"
    year = EventFields(type="release", date="2023", who=["云雀科技"], what="云雀-7B", **placed(text, text))
    desk.tell(text, year)
    [event] = read.events()

    assert moments([event], [], Wanted(since="2023-05", until="2024-01")) == [event]
    assert moments([event], [], Wanted(since="2024-01", until="2024-02")) == []
    assert by_month([event]) == {}


# ── claims ──


def test_a_query_is_answered_with_the_sentence_and_its_place(desk: Desk) -> None:
    number = told(desk)

    app = shown("claims", q="云雀-7B C-Eval 61.5")

    assert list(app.dataframe[0].value["score"]) == [61.5]
    assert "云雀-7B在C-Eval上得分61.5。" in html(app)
    assert f'href="article?id={number}#e' in html(app)
    assert 'href="https://a.example/1"' in html(app)


def test_a_conflicting_value_stands_with_its_own_sentence(desk: Desk) -> None:
    text = "复测显示，云雀-7B的MMLU 5-shot成绩是55.0。"
    told(desk)
    desk.tell(text, score(text, text, 55.0, "MMLU", setting="5-shot"), url="https://b.example/1", site="b")

    app = shown("claims", q="云雀-7B MMLU 58.2")

    assert "1 conflicting" in html(app)
    assert text in html(app)


def test_every_article_that_says_it_is_named(desk: Desk) -> None:
    told(desk)
    desk.tell(BOARD, score(BOARD, "云雀-7B在C-Eval上得分61.5。", 61.5), url="https://b.example/1", title="转载")

    app = shown("claims", q="云雀-7B C-Eval")

    assert "said in 2 articles" in html(app)
    assert "转载" in html(app)


def test_sources_are_grouped_by_whom_they_repeat(desk: Desk) -> None:
    reprinted(desk)
    other = "测评员说，云雀-7B在C-Eval上得分61.5，和公布的一样。"
    desk.tell(other, score(other, other, 61.5), url="https://d.example/1", site="d", title="我们也测了")

    shown_html = html(shown("claims", q="云雀-7B C-Eval"))

    assert "said in 4 articles of 2 independent sources" in shown_html
    first, repeats, rest = shown_html.partition('<div class="by-repeats">')
    assert "云雀-7B来了" in first
    inside, _, after = rest.partition("</div></div>")
    assert repeats
    assert ("转：云雀-7B来了" in inside, inside.count("reprint"), "我们也测了" in after) == (True, 2, True)


def test_no_cell_says_none_and_empty_columns_are_left_out(desk: Desk) -> None:
    told(desk)
    text = "云雀-7B在C-Eval开源榜上排名第2。"
    desk.tell(text, score(text, text, 2, kind="rank", scope="开源"), url="https://a.example/2")

    frame, columns = sheet(read.claims())

    assert "subset" not in frame
    assert set(frame) == set(columns)
    assert sorted(frame["rank"].dropna()) == ["#2 · 开源"]
    assert "None" not in frame.to_csv()


def test_an_example_can_be_clicked(desk: Desk) -> None:
    told(desk)

    app = shown("claims")
    app.button(key="example C-Eval >60").click().run()

    assert app.text_input(key="q").value == "C-Eval >60"
    assert list(app.dataframe[0].value["score"]) == [61.5]


def test_a_broken_filter_is_named_and_the_page_stands(desk: Desk) -> None:
    told(desk)

    app = shown("claims", q="云雀-7B since:yesterday")

    assert "yesterday" in app.error[0].value
    assert not app.dataframe


def test_a_name_that_is_not_known_brings_near_ones(desk: Desk) -> None:
    told(desk)

    assert "did you mean" in said(shown("claims", q="C-Evaal 99"))


def test_that_lower_is_better_is_said(desk: Desk) -> None:
    text = "云雀-7B在LibriSpeech上的词错误率为2.1%。"
    desk.tell(text, score(text, text, 2.1, "LibriSpeech", unit="%"))

    assert "lower is better" in said(shown("claims", q="LibriSpeech"))


# ── an article ──


def test_an_article_shows_what_was_found_in_it_at_its_place(desk: Desk) -> None:
    number = told(desk)

    page = html(shown("article", id=str(number)))

    assert ">云雀-7B在C-Eval上得分61.5。</mark>" in page
    assert '<tr class="by-row claim"' in page
    assert "2024-05-20 10:05 · a" in page
    assert "云雀科技<small>organisation</small>" in page
    assert "claims (2)" in page
    assert "events (1)" in page
    assert "version" not in page


def test_an_article_shows_its_story_with_the_reason_for_every_merge(desk: Desk) -> None:
    first, second, third = reprinted(desk)

    original, reprint = (html(shown("article", id=str(n))) for n in (first, third))

    assert "The original; there are 2 reprints." in original
    assert "A reprint of" in reprint
    assert reprint.count('class="by-member"') == 3
    assert "published first" in reprint
    assert "names as its source: 甲报" in reprint
    assert "with article 1: the same body (100%)" in reprint
    assert "trimmed<small>100%</small>" in reprint
    assert "with article 2: trimmed 100%" in reprint
    assert f"<code>bangyan story {third} --part</code>" in reprint
    assert f'href="article?id={second}"' in reprint


def test_an_article_that_nobody_reprinted_says_nothing_of_stories(desk: Desk) -> None:
    assert "by-story" not in html(shown("article", id=str(told(desk))))


def test_an_article_without_finds_says_so_in_words(desk: Desk) -> None:
    number = desk.tell("今天天气不错。")

    app = shown("article", id=str(number))

    assert "The article makes no claim." in html(app)
    assert "The article tells of no event." in html(app)
    assert not app.dataframe


def test_what_was_corrected_is_struck_through_and_the_older_text_can_be_read(desk: Desk) -> None:
    old, new = "云雀-7B在C-Eval上得分61.5。", "更正：云雀-7B在C-Eval上得分59.1。"
    number = desk.tell(old, score(old, old, 61.5))
    desk.tell(new, score(new, new, 59.1))

    app = shown("article", id=str(number))
    latest = html(app)
    app.button_group[0].set_value(1).run()

    assert "superseded" in latest
    assert f">{old}</mark>" not in latest
    assert '<mark class="past"' in html(app)
    assert f">{old}</mark>" in html(app)


@pytest.mark.parametrize("asked", ["999", "x", "-1", "1'; --", "٣", "9" * 40, "<b>"])
def test_an_article_that_is_not_there_is_named_and_others_are_offered(desk: Desk, asked: str) -> None:
    told(desk)

    app = shown("article", id=asked)

    assert f"no such article: '{asked}'" in app.warning[0].value
    assert "云雀的成绩单" in html(app)


def test_articles_are_found_by_their_text(desk: Desk) -> None:
    told(desk)
    desk.tell("今天天气不错。", url="https://a.example/2", title="天气")

    page = html(shown("article", find="天气"))

    assert "今天天气不错。" in page
    assert "云雀的成绩单" not in page


# ── what must never happen ──


@pytest.mark.parametrize("view", ["timeline", "claims", "article"])
def test_what_articles_say_never_becomes_markup(desk: Desk, view: str) -> None:
    text = f"{HOSTILE} 得分1。"
    number = desk.tell(
        text,
        score(text, text, 1.0, HOSTILE, model=HOSTILE, subset=HOSTILE, setting=HOSTILE, unit=HOSTILE),
        EventFields(type="release", who=[HOSTILE], what=HOSTILE, **placed(text, text)),
        title=HOSTILE,
        author=HOSTILE,
        source=HOSTILE,
        url="javascript:alert(1)",
    )

    page = html(shown(view, **({"id": str(number)} if view == "article" else {})))

    assert HOSTILE in unescape(page)
    assert "<img src=x" not in page
    assert "<script>alert" not in page
    assert "javascript:" not in page


@pytest.mark.parametrize("view", ["timeline", "claims", "article"])
def test_an_empty_store_says_so(home: Path, view: str) -> None:
    app = shown(view)

    assert len(app.info) == 1
    assert "0 articles" in said(app)


def test_a_file_that_is_no_store_is_said_in_a_sentence_with_the_way_on(home: Path) -> None:
    (home / "bangyan.sqlite").write_text("this is no database" * 100, encoding="utf-8")

    app = AppTest.from_file(APP, default_timeout=30).run()

    assert not app.exception
    assert len(app.error) == 1
    assert "bangyan.sqlite" in app.error[0].value
    assert "bangyan doctor" in app.caption[0].value


def test_a_broken_lexicon_of_the_users_own_is_named(desk: Desk, home: Path) -> None:
    told(desk)
    (home / "lexicon").mkdir(exist_ok=True)
    (home / "lexicon" / "mine.toml").write_text("[[benchmark]]\nnoname = 1\n", encoding="utf-8")

    app = AppTest.from_file(APP, default_timeout=30)
    app.query_params["word"] = "云雀"
    app.run()

    assert not app.exception
    assert "mine.toml" in app.error[0].value


def test_a_new_claim_is_seen_at_the_next_look(desk: Desk) -> None:
    told(desk)
    app = shown("claims")
    before = len(app.dataframe[0].value)

    text = "云雀-7B在CMMLU上得分70.0。"
    desk.tell(text, score(text, text, 70.0, "CMMLU"), url="https://a.example/2")
    app.run()

    assert (before, len(app.dataframe[0].value)) == (2, 3)


def test_the_dashboard_speaks_chinese(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANGYAN_LANG", "zh")
    told(desk)

    pages = [shown(view) for view in ("timeline", "claims", "article")]

    assert [page.title[0].value for page in pages] == ["时间线", "成绩", "文章"]
    assert pages[0].subheader[0].value == "2024年5月"
    assert "每条都指向原文的一句" in said(pages[0])


def test_usage_statistics_are_off_and_the_setting_ships() -> None:
    config = tomllib.loads(files("dashboard").joinpath(".streamlit/config.toml").read_text(encoding="utf-8"))

    assert config["browser"]["gatherUsageStats"] is False
    assert config["client"]["showErrorDetails"] == "none"


def test_nothing_of_the_dashboards_own_points_outside() -> None:
    own = [path for path in Path(os.fspath(files("dashboard"))).rglob("*") if path.suffix in (".css", ".svg", ".py")]  # type: ignore[call-overload]

    addressed = {path.name for path in own if "://" in path.read_text(encoding="utf-8")}

    assert addressed == {"logo.svg"}  # the name of SVG's own namespace


# ── names ──


@pytest.mark.parametrize(
    ("iso", "shown_as"),
    [
        ("2024-11-28T21:15:00+08:00", "2024-11-28 21:15"),
        ("2024-11-28T21:15", "2024-11-28 21:15"),
        ("2024-11-28T21:15:00Z", "2024-11-28 21:15 Z"),
        ("2024-11-28", "2024-11-28"),
        ("2024", "2024"),
        (None, ""),
    ],
)
def test_times_are_shown_to_the_minute(iso: str | None, shown_as: str) -> None:
    assert moment(iso) == shown_as


def test_months_are_headings_in_both_languages() -> None:
    english = [month("2024-11"), month("2024"), month("")]
    use_language("zh")

    assert english == ["Nov 2024", "2024", "undated"]
    assert [month("2024-11"), month("2024"), month("")] == ["2024年11月", "2024年", "日期不详"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x", "http://", "", None]
)
def test_only_addresses_of_the_web_are_linked(url: str | None) -> None:
    assert outward(url) is None


def test_the_digest_shows_the_week_of_the_newest_article(desk: Desk) -> None:
    told(desk)

    app = shown("digest")

    (text,) = [one.value for one in app.markdown if "61.5" in one.value]
    assert "## Released and opened" in text
    assert "> 云雀-7B在C-Eval上得分61.5。" in text
    assert app.date_input[0].value.isoformat() == "2024-05-20"


def test_another_length_of_the_digest_is_in_the_address(desk: Desk) -> None:
    told(desk)
    app = shown("digest", length="month", day="2024-05-02")

    assert any("61.5" in one.value for one in app.markdown)
    app.date_input[0].set_value(date(2024, 4, 2)).run()

    assert not any("61.5" in one.value for one in app.markdown)
    assert "2024-04-02" in app.query_params["day"]


def test_the_digest_of_an_empty_ledger_says_what_to_do(desk: Desk) -> None:
    app = shown("digest")

    assert "bangyan demo" in app.info[0].value
