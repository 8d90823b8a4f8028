"""Going back through lists and sitemaps: as far as asked, no further, and on from where an earlier crawl broke off."""

import re
import signal
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from crawler.job import Bounds, Job, Outcome, Reach
from crawler.run import crawl
from crawler.sitemap import read_sitemap
from data.schema import Fetch, Skipped
from data.settings import Settings
from data.store import Store
from tests.test_crawl import after, child
from tests.web import Answer, Web, article, articles, listing

NOW = datetime.fromisoformat("2026-11-20T08:00:00+08:00")
PAGES, A_PAGE = 40, 3


def pages(count: int = PAGES, *, beside: tuple[int, ...] = ()) -> dict[str, Any]:
    """List pages of three articles each, numbered from the newest on; `beside` stands on every page."""
    return {
        f"/p{n}": listing(*range((n - 1) * A_PAGE, n * A_PAGE), *beside) for n in range(1, count + 1)
    }  # fmt: skip


def dated(numbers: range, *, old: tuple[int, ...] = ()) -> dict[str, Answer]:
    """Articles of one day each, the next always a day older; those that are `old` are of 2019."""
    return {f"/a/{n}": of_day(n, date(2019, 1, 1) if n in old else day_of(n)) for n in numbers}


def day_of(number: int) -> date:
    return date(2024, 5, 20) - timedelta(days=number)


def of_day(number: int, day: date) -> Answer:
    made = str(article(number).body).replace("2024-05-20", day.isoformat())
    return Answer(made)


def lists_asked(web: Web) -> set[int]:
    return {int(path[2:]) for path in web.asked if re.fullmatch(r"/p\d+", path)}


def twice(web: Web) -> list[str]:
    return sorted(path for path, count in web.asked.items() if count > 1 and path != "/robots.txt")


def urls(settings: Settings) -> list[str]:
    with Store.open(settings) as store:
        return sorted(a.url or "" for a in store.articles())


def back(web: Web, settings: Settings, **reach: Any) -> Outcome:
    (outcome,) = crawl([web.site], settings, **{"now": NOW, **reach})
    return outcome


# ── interrupted and repeated ──


@pytest.fixture
def many() -> Iterator[Web]:
    answers = {**pages(), **articles(*range(PAGES * A_PAGE))}
    with Web("many", "127.0.5.1", answers, lists=["/p{page}"]) as web:
        yield web


def killed(web: Web, settings: Settings, done: int, **reach: Any) -> set[str]:
    """Crawl until so many lists or sitemaps are noted as done, and no further; those that are then."""
    started = child(Job(sites=[web.site], settings=settings, reach=Reach(**reach), language="en", now=NOW))
    with Store.open(settings) as store:

        def walked() -> set[str]:
            return store.walked(web.site.id, reach.get("since", ""), NOW - timedelta(hours=1))

        def kill() -> None:
            while started.poll() is None and len(walked()) < done:
                time.sleep(0.02)
            started.kill()

        after(1, started, kill)
        assert started.returncode == -signal.SIGKILL
        return walked()


def test_backfill_that_was_killed_goes_on_without_asking_again_for_what_it_has(many: Web, settings: Settings) -> None:
    done = killed(many, settings, 15, pages=PAGES)
    had = len(urls(settings))
    many.asked.clear()

    outcome = back(many, settings, pages=PAGES)

    again = lists_asked(many)
    assert urls(settings) == sorted(f"{many.home}/a/{n}" for n in range(PAGES * A_PAGE))
    assert outcome.new == PAGES * A_PAGE - had == many.articles_asked
    assert {1, PAGES} <= again
    assert len([page for page in again if f"{many.home}/p{page}" in done]) <= 5  # the first, and where it broke off
    assert twice(many) == []


def test_backfill_that_came_to_its_end_begins_anew_the_next_time(many: Web, settings: Settings) -> None:
    back(many, settings, pages=5)
    many.asked.clear()

    back(many, settings, pages=5)

    assert (lists_asked(many), many.articles_asked) == ({1, 2, 3, 4, 5}, 0)
    with Store.open(settings) as store, store.session() as session:
        assert not [f for f in session.exec(select(Fetch)).all() if "#" in f.url]


def test_way_of_a_broken_backfill_is_forgotten_after_a_day(many: Web, settings: Settings) -> None:
    killed(many, settings, 8, pages=PAGES)
    many.asked.clear()

    back(many, settings, pages=10, now=NOW + timedelta(hours=25))

    assert lists_asked(many) == set(range(1, 11))


def test_articles_that_came_since_are_had_before_the_crawl_goes_on(many: Web, settings: Settings) -> None:
    killed(many, settings, 12, pages=PAGES)
    shifted = [*range(1000, 1007), *range(PAGES * A_PAGE)]  # seven new ones move the others two pages on
    for n in range(1, PAGES + 4):
        many.change(f"/p{n}", listing(*shifted[(n - 1) * A_PAGE : n * A_PAGE]))
    for path, answer in articles(*range(1000, 1007)).items():
        many.change(path, answer)

    back(many, settings, pages=PAGES + 3)

    assert len(urls(settings)) == PAGES * A_PAGE + 7


def test_article_that_failed_is_tried_by_the_next_backfill(many: Web, settings: Settings) -> None:
    many.change("/a/20", Answer(status=500))
    first = back(many, settings, pages=15)
    many.change("/a/20", article(20))
    many.asked.clear()

    second = back(many, settings, pages=15)

    assert (first.failed, second.new, many.articles_asked) == (1, 1, 1)
    assert lists_asked(many) <= {1, 2, 6, 7, 8, 14, 15}


def test_list_page_that_failed_is_asked_again_by_the_next_backfill(many: Web, settings: Settings) -> None:
    many.change("/p9", Answer(status=500))
    back(many, settings, pages=12)
    many.change("/p9", pages()["/p9"])
    many.asked.clear()

    back(many, settings, pages=12)

    assert len(urls(settings)) == 12 * A_PAGE
    assert not lists_asked(many) & {3, 4, 5, 6}


def test_usual_crawl_does_not_heed_where_a_backfill_broke_off(many: Web, settings: Settings) -> None:
    killed(many, settings, 4, pages=PAGES)
    many.asked.clear()

    back(many, settings)

    assert lists_asked(many) == {1}


# ── back to a day ──


def going_back(settings: Settings, answers: dict[str, Any], since: str, **keys: Any) -> tuple[set[int], set[int]]:
    """The list pages that were asked and the articles that were kept."""
    with Web("since", "127.0.5.2", answers, **{"lists": ["/p{page}"], **keys}) as web:
        outcome = back(web, settings, since=since)
    assert outcome.error is None
    return lists_asked(web), {int(url.rpartition("/")[2]) for url in urls(settings)}


def test_walk_ends_with_the_first_page_that_is_wholly_older(settings: Settings) -> None:
    listed, found = going_back(settings, {**pages(9), **dated(range(27))}, day_of(7).isoformat())

    assert listed == {1, 2, 3, 4}  # 9, 10 and 11 are the first page without a younger one
    assert found == set(range(12))


def test_old_article_at_the_top_does_not_end_the_walk(settings: Settings) -> None:
    answers = {**pages(9), **dated(range(27), old=(0, 4))}

    listed, found = going_back(settings, answers, day_of(7).isoformat())

    assert (listed, found) == ({1, 2, 3, 4}, set(range(12)))


def test_young_article_beside_every_page_does_not_keep_the_walk_going(settings: Settings) -> None:
    answers = {
        **pages(9, beside=(900, 901)),
        **dated(range(27)),
        **{f"/a/{n}": of_day(n, day_of(0)) for n in (900, 901)},
    }

    listed, _ = going_back(settings, answers, day_of(7).isoformat())

    assert listed == {1, 2, 3, 4}


def test_dates_of_known_articles_end_the_walk_too(settings: Settings) -> None:
    with Web("since", "127.0.5.2", {**pages(9), **dated(range(27))}, lists=["/p{page}"]) as web:
        back(web, settings, since=day_of(7).isoformat())
        web.asked.clear()
        back(web, settings, since=day_of(7).isoformat())

    assert (lists_asked(web), web.articles_asked) == ({1, 2, 3, 4}, 0)


def test_list_that_shows_the_same_page_for_ever_ends_the_walk(settings: Settings) -> None:
    same = {f"/p{n}": listing(0, 1, 2) for n in range(1, 30)}

    listed, found = going_back(settings, {**same, **articles(0, 1, 2)}, "2020-01-01")

    assert (listed, found) == ({1, 2}, {0, 1, 2})


def test_list_that_is_left_before_the_day_was_reached_is_noted(settings: Settings) -> None:
    answers = {f"/p{n}": listing(n) for n in range(1, 30)} | {"/a/1": of_day(1, day_of(1))}

    with Web("since", "127.0.5.2", answers, lists=["/p{page}"]) as web:
        back(web, settings, since="2020-01-01", bounds=Bounds(list_pages=9))

    with Store.open(settings) as store, store.session() as session:
        whys = {row.url: row.why for row in session.exec(select(Skipped)).all() if "/p" in row.url}
    assert whys == {f"{web.home}/p9": f"list is long, and left at: '{web.home}/p9'; see --pages"}


# ── sitemaps ──


def sitemap(*places: tuple[str, str]) -> Answer:
    return Answer(
        "<urlset>"
        + "".join(f"<url><loc>{url}</loc><lastmod>{day}</lastmod></url>" for url, day in places)
        + "</urlset>"
    )


def test_sitemaps_are_read_back_to_the_day_and_no_further(settings: Settings) -> None:
    index = "".join(
        f"<sitemap><loc>/map-{name}.xml</loc>{lastmod}</sitemap>"
        for name, lastmod in (
            ("2024-05", ""),
            ("2024-04", ""),
            ("2024-03", ""),
            ("a", "<lastmod>2024-04-09</lastmod>"),
            ("b", "<lastmod>2024-02-09T10:00:00+08:00</lastmod>"),
        )
    )
    answers: dict[str, Any] = {
        "/map.xml": Answer(f"<sitemapindex>{index}</sitemapindex>"),
        "/map-2024-05.xml": sitemap(("/a/1", "2024-05-20"), ("/a/2", "2024-05-02")),
        "/map-2024-04.xml": sitemap(("/a/3", "2024-04-20"), ("/a/4", "2024-04-01")),
        "/map-a.xml": sitemap(("/a/5", "2024-04-08"), ("/a/6", "2024-03-01")),
        **articles(*range(1, 7)),
    }

    with Web("maps", "127.0.5.3", answers, sitemaps=["/map.xml"], lists=[]) as web:
        back(web, settings, since="2024-04-05")

    assert {path for path in web.asked if path.endswith(".xml")} == {
        "/map.xml", "/map-2024-05.xml", "/map-2024-04.xml", "/map-a.xml",
    }  # fmt: skip
    assert sorted(url[-1] for url in urls(settings)) == ["1", "2", "3", "5"]


def test_sitemaps_that_were_done_are_not_asked_again_after_a_kill(settings: Settings) -> None:
    months = [f"2024-{month:02}" for month in range(12, 0, -1)]
    index = "".join(f"<sitemap><loc>/map-{month}.xml</loc></sitemap>" for month in months)
    answers: dict[str, Any] = {"/map.xml": Answer(f"<sitemapindex>{index}</sitemapindex>"), **articles(*range(36))}
    for n, month in enumerate(months):
        answers[f"/map-{month}.xml"] = sitemap(*((f"/a/{n * 3 + k}", f"{month}-1{k}") for k in range(3)))

    with Web("maps", "127.0.5.3", answers, sitemaps=["/map.xml"], lists=[], delay=0.01) as web:
        done = killed(web, settings, 3, since="2024-01-01")
        web.asked.clear()
        back(web, settings, since="2024-01-01")

    assert len(urls(settings)) == 36
    assert {path for path in web.asked if f"{web.home}{path}" in done} <= {"/map-2024-12.xml"}  # where news would be
    assert twice(web) == []


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("sitemap-2024-05.xml", "2024-05"),
        ("sitemap_202405.xml.gz", "2024-05"),
        ("sitemap-2024.xml", "2024"),
        ("2024/05/20.xml", "2024-05-20"),
        ("sitemap-pt-post-p1-2019-10.html", "2019-10"),
        ("sitemap-12.xml", None),
        ("sitemap-2001.xml", None),
        ("sitemap-2077.xml", None),
        ("sitemap-120240511.xml", None),
    ],
)
def test_period_of_a_sitemap_is_read_from_its_address(name: str, period: str | None) -> None:
    body = f"<sitemapindex><sitemap><loc>/{name}</loc></sitemap></sitemapindex>".encode()

    (further,) = read_sitemap(body, url="https://x.example/sitemap.xml", now=NOW).further

    assert further.published == period


def test_article_whose_date_is_known_only_after_reading_is_kept_though_older(settings: Settings) -> None:
    answers = {"/list": listing(1), "/a/1": of_day(1, date(2019, 1, 1))}

    with Web("since", "127.0.5.2", answers) as web:
        back(web, settings, since="2024-01-01")

    assert len(urls(settings)) == 1
