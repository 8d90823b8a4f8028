"""Asking again: only what may have changed, only when its time has come, and at no cost where it has not."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from bangyan.pipeline import extract
from bangyan.progress import Silence
from crawler.run import crawl
from data.fetches import Answer as Answered
from data.fields import ArticleFields
from data.lexicon import load_lexicon
from data.schema import Claim
from data.settings import Settings
from data.store import Store
from tests.web import Answer, Web, article, feed, listing

BEGAN = datetime.fromisoformat("2026-11-20T08:00:00+08:00")
HOUR = timedelta(hours=1)


def report(score: str) -> Answer:
    """An article with one claim."""
    text = f"<p>栖木-7B在C-Eval上的平均分为{score}。</p><p>公司说，权重将在下个月放出，届时会有详细的技术报告。</p>"
    return Answer(article(1, text).body, tagged=True)


@pytest.fixture
def web() -> Iterator[Web]:
    listed = Answer(listing(1, 2).body, tagged=True)
    with Web(
        "again", "127.0.3.1", {"/list": listed, "/a/1": report("63.4"), "/a/2": Answer(plain_page(), tagged=True)}
    ) as web:
        yield web


def plain_page() -> str:
    text = "<p>栖木智能今天搬进了新的办公楼，员工们很高兴，午饭吃了三种饺子。</p>" * 3
    return str(article(2, text).body)


def crawl_and_read(web: Web, settings: Settings, after: timedelta) -> tuple[int, int, int, str | None]:
    """Crawl so long after the first time, read what is new; pages, new, changed, error."""
    (outcome,) = crawl([web.site], settings, now=BEGAN + after)
    with Store.open(settings) as store:
        extract(store, load_lexicon(), progress=Silence())
    return outcome.pages, outcome.new, outcome.changed, outcome.error


def claims(settings: Settings) -> list[tuple[float, int, str | None]]:
    with Store.open(settings) as store, store.session() as session:
        rows = session.exec(select(Claim).order_by(Claim.id)).all()
    return [(claim.value, claim.version, claim.closed_why) for claim in rows]


def test_figure_that_changes_after_five_hours_supersedes_the_old_claim(web: Web, settings: Settings) -> None:
    crawl_and_read(web, settings, 0 * HOUR)
    crawl_and_read(web, settings, 2 * HOUR)
    web.change("/a/1", report("65.1"))
    seen = crawl_and_read(web, settings, 7 * HOUR)

    with Store.open(settings) as store:
        (kept,) = (a for a in store.articles() if (a.url or "").endswith("/a/1"))
        texts = [version.text for version in store.versions(kept.id or 0)]
    assert seen == (1, 0, 1, None)
    assert ["63.4" in texts[0], "65.1" in texts[1], len(texts)] == [True, True, 2]
    assert claims(settings) == [(63.4, 1, "superseded"), (65.1, 2, None)]


def page(shown: str, related: str) -> Answer:
    text = (
        "<p>栖木-7B在C-Eval上的平均分为63.4。</p>" + "<p>公司说，权重将在下个月放出，届时会有详细的技术报告。</p>" * 6
    )
    return Answer(
        f"<title>栖木智能第1号报道</title><h1>栖木智能第1号报道</h1><div class='meta'><span>{shown}</span></div>"
        f"<div class='article-content'>{text}</div><div class='related'><h3>相关阅读</h3><ul>{related}</ul></div>",
        tagged=True,
    )


def test_page_that_changes_only_beside_its_article_makes_no_version(settings: Settings) -> None:
    answers = {"/list": listing(1), "/a/1": page("3小时前", "<li><a href='/a/2'>新的办公楼</a></li>")}
    seen = []
    with Web("beside", "127.0.3.3", answers, select={"body": ["div.article-content"]}) as web:
        crawl_and_read(web, settings, 0 * HOUR)
        for hours, shown, other in ((2, "5小时前", 7), (7, "11-20", 8), (25, "2026-11-20 05:10", 9)):
            web.change("/a/1", page(shown, f"<li><a href='/a/2'>第{other}条别的消息</a></li>"))
            seen.append(crawl_and_read(web, settings, hours * HOUR))

    assert seen == [(1, 0, 0, None)] * 3
    assert claims(settings) == [(63.4, 1, None)]


def test_each_version_keeps_its_text_and_what_was_found_in_it(web: Web, settings: Settings) -> None:
    for hours, figure in ((0, "63.4"), (2, "65.1"), (7, "66.0")):
        web.change("/a/1", report(figure))
        crawl_and_read(web, settings, hours * HOUR)

    with Store.open(settings) as store:
        (kept,) = (a for a in store.articles() if (a.url or "").endswith("/a/1"))
        texts = {version.version: version.text for version in store.versions(kept.id or 0)}
    assert claims(settings) == [(63.4, 1, "superseded"), (65.1, 2, "superseded"), (66.0, 3, None)]
    assert all(str(value) in texts[version] for value, version, _ in claims(settings))


def test_only_an_article_with_a_claim_is_asked_again_and_only_when_its_time_has_come(
    web: Web, settings: Settings
) -> None:
    asked = []
    for hours in (0, 0.5, 7):
        crawl_and_read(web, settings, hours * HOUR)
        asked.append((web.asked["/a/1"], web.asked["/a/2"]))

    assert asked == [(1, 1), (1, 1), (2, 1)]


def test_article_is_due_after_an_hour_six_a_day_three_and_seven(settings: Settings) -> None:
    url, due = "https://a.example/1", []
    with Store.open(settings) as store:
        store.keep(ArticleFields(url=url, text="甲。"), site="a", fetched=BEGAN.isoformat())
        store.note_fetches("a", [Answered(url, 200)], BEGAN)
        for hour in range(24 * 30):
            if store.due_articles("a", BEGAN + hour * HOUR, every=True):
                due.append(hour)
                store.note_fetches("a", [Answered(url, 304, checked=True)], BEGAN + hour * HOUR)
        checks = store.fetches([url])[url].checks

    assert due == [1, 6, 24, 72, 168]
    assert checks == 5


def test_what_has_not_changed_costs_nothing_and_is_no_failure(web: Web, settings: Settings) -> None:
    crawl_and_read(web, settings, 0 * HOUR)
    seen = crawl_and_read(web, settings, 2 * HOUR)

    assert seen == (0, 0, 0, None)
    assert web.unchanged == {"/list": 1, "/a/1": 1}


def test_article_that_is_gone_is_kept_and_is_no_failure(web: Web, settings: Settings) -> None:
    crawl_and_read(web, settings, 0 * HOUR)
    web.change("/a/1", Answer(status=404))
    seen = crawl_and_read(web, settings, 2 * HOUR)

    assert seen == (0, 0, 0, None)
    assert claims(settings) == [(63.4, 1, None)]


def test_source_is_asked_in_full_until_all_that_it_told_of_was_had(web: Web, settings: Settings) -> None:
    web.change("/a/2", Answer(status=500))
    (first,) = crawl([web.site], settings, now=BEGAN)
    web.change("/a/2", article(2))
    (second,) = crawl([web.site], settings, now=BEGAN + HOUR / 2)

    assert (first.new, first.failed, second.new) == (1, 1, 1)
    assert not web.unchanged["/list"]


def test_backfill_asks_for_lists_in_full(web: Web, settings: Settings) -> None:
    crawl([web.site], settings, now=BEGAN)
    crawl([web.site], settings, now=BEGAN + HOUR / 2, since="2020-01-01")

    assert not web.unchanged["/list"]


def test_refresh_asks_known_articles_again_but_conditionally(web: Web, settings: Settings) -> None:
    crawl([web.site], settings, now=BEGAN)
    (outcome,) = crawl([web.site], settings, now=BEGAN + HOUR / 2, refresh=True)

    assert (web.unchanged["/a/1"], web.unchanged["/a/2"]) == (1, 1)
    assert (outcome.changed, outcome.failed, outcome.error) == (0, 0, None)


def test_what_a_feed_said_of_an_article_is_not_lost_when_it_is_asked_again(settings: Settings) -> None:
    page = "<p>栖木-7B在C-Eval上的平均分为63.4。</p>" * 4
    body = f"<h1>第1号</h1><span>2024-05-20</span><div>{page}</div>"
    answers = {"/feed": feed(1), "/a/1": Answer(f"<title>第1号</title>{body}")}
    with Web("fed", "127.0.3.2", answers, feeds=["/feed"], lists=[]) as web:
        crawl_and_read(web, settings, 0 * HOUR)
        seen = crawl_and_read(web, settings, 2 * HOUR)

    assert web.asked["/a/1"] == 2
    assert seen == (1, 0, 0, None)


def test_crawl_that_was_killed_is_closed_by_the_next_of_its_site(web: Web, settings: Settings) -> None:
    with Store.open(settings) as store:
        store.begin_crawl("again", BEGAN.isoformat())

    crawl([web.site], settings, now=BEGAN + HOUR)

    with Store.open(settings) as store:
        assert [visit.error for visit in store.crawls("again")] == [None, "broke off"]
        assert all(visit.ended for visit in store.crawls("again"))
