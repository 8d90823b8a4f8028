"""How sites are doing: one that breaks is noticed the same day, in words, and one that does not is left in peace."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from bangyan.cli import run
from bangyan.health import Trouble, age, span, troubles
from bangyan.run import now
from bangyan.sites import SiteRow
from crawler.site import Site
from data.fields import ArticleFields
from data.schema import SiteState
from data.settings import Settings
from data.store import Store
from data.visits import Lately

AT = datetime.fromisoformat("2026-11-24T20:00:00+08:00")
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
KEYS = ["id", "name", "enabled", "why", "verified", "last_good", "next_due", "articles_24h", "expects", "failures"]
KEYS += ["last_error"]

Told = tuple[int, str, str]


def site(**keys: Any) -> Site:
    given = {"id": "a", "name": "某站", "home": "https://a.example/", "lists": ["https://a.example/"], "article": "/a/"}
    return Site.model_validate({**given, "expects": [5, 50], **keys})


def ago(hours: float) -> str:
    return (AT - hours * HOUR).isoformat()


def state(**keys: Any) -> SiteState:
    return SiteState(**{"site": "a", "last_crawl": ago(1), "last_good": ago(1), **keys})


def lately(**keys: Any) -> Lately:
    well = {"crawls": 9, "good": 9, "pages": 12, "articles": 12, "first_crawl": ago(24 * 30), "newest": ago(2)}
    return Lately(**{**well, **keys})


def said(*, of: SiteState | None = None, figures: Lately | None = None, **keys: Any) -> list[Trouble]:
    return troubles(site(**keys), of or state(), figures or lately(), AT)


# ── sentences ──


def test_a_site_that_does_as_expected_has_no_troubles() -> None:
    assert said() == []


def test_a_site_that_was_never_crawled_says_so() -> None:
    assert troubles(site(), None, Lately(), AT) == [Trouble("not crawled yet")]


@pytest.mark.parametrize(
    ("figures", "sentence", "grave"),
    [
        ({"articles": 0}, "no article in 24 h, at least 5 expected", True),
        ({"articles": 3}, "only 3 articles in 24 h, at least 5 expected", False),
        ({"articles": 51}, "51 articles in 24 h, at most 50 expected", False),
        (
            {"pages": 7, "failed": 8, "why": "no body: 'https://a.example/a/1'"},
            "8 of 15 pages in 24 h gave no article, such as: no body: 'https://a.example/a/1'",
            True,
        ),
        ({"undated": 7}, "7 of 12 new articles have no date; the pages may have changed", False),
        ({"newest": ago(50)}, "the newest article is 2 d old", False),
        ({"newest": "2026-11-20"}, "the newest article is 4 d old", False),
    ],
)
def test_what_is_unlike_the_expected_is_said_in_words(figures: dict[str, Any], sentence: str, grave: bool) -> None:
    assert said(figures=lately(**figures)) == [Trouble(sentence, grave)]


@pytest.mark.parametrize(
    "figures",
    [
        {"articles": 0, "first_crawl": ago(23)},  # it has not been followed for a day yet
        {"articles": 400, "first_crawl": ago(30)},  # all that it had was new on the first day
        {"articles": 0, "good": 0, "crawls": 0},  # nobody looked
        {"pages": 1, "failed": 3},  # a handful says nothing
        {"newest": ago(40)},  # a day off
        {"newest": "2026-11"},
        {"newest": None},
    ],
)
def test_what_tells_nothing_yet_is_no_trouble(figures: dict[str, Any]) -> None:
    assert said(figures=lately(**figures)) == []


def test_a_site_that_seldom_publishes_may_be_silent_for_weeks() -> None:
    figures = lately(articles=0, newest=ago(24 * 20))

    assert said(figures=figures, expects=[0, 3]) == []
    assert said(figures=lately(articles=0, newest=ago(24 * 40)), expects=[0, 3])[0].text.endswith("40 d old")


def test_a_site_of_which_nothing_is_expected_is_never_too_slow() -> None:
    assert said(figures=lately(articles=0), expects=None) == []


def test_one_failure_is_told_and_is_not_grave() -> None:
    failed = state(failures=1, last_error="site answers 500")

    assert said(of=failed) == [Trouble("the last crawl failed: site answers 500")]


def test_failures_in_a_row_are_grave_and_stand_for_what_follows_from_them() -> None:
    failed = state(failures=3, last_error="site says no (403)", last_good=ago(30))

    (trouble,) = said(of=failed, figures=lately(articles=0, good=0))

    assert trouble.grave
    assert trouble.text == "3 crawls in a row failed, the last good one 30 h ago: site says no (403)"


def test_a_site_that_failed_for_a_day_is_grave_however_seldom_it_is_crawled() -> None:
    failed = state(failures=2, last_error="feed is no feed", last_good=ago(47))

    assert said(of=failed)[0].grave


@pytest.mark.parametrize(
    ("long", "words"), [(0, "0 min"), (0.99, "59 min"), (1, "1 h"), (47.9, "47 h"), (48, "2 d"), (-5, "0 min")]
)
def test_an_age_is_told_in_one_unit(long: float, words: str) -> None:
    assert span(long * HOUR) == words
    assert age(ago(long), AT) == words


# ── noticed the same day ──


@pytest.fixture
def bangyan(settings: Settings, capsys: pytest.CaptureFixture[str]) -> Callable[..., Told]:
    def call(*words: str) -> Told:
        status = run(["--home", str(settings.home), "--lang", "en", *words])
        return status, *capsys.readouterr()

    return call


def crawl(store: Store, name: str, at: datetime, *, new: int = 0, failed: int = 0, error: str | None = None) -> None:
    began = at.isoformat(timespec="seconds")
    number = store.begin_crawl(name, began)
    for n in range(new):
        url = f"https://{name}.example/{began}/{n}"
        fields = ArticleFields(url=url, text=f"{name} {began} 第{n}篇", published=began)
        store.keep(fields, site=name, fetched=began)
    for n in range(failed):
        store.skip_page(number, f"https://{name}.example/{n}", "no body found")
    store.end_crawl(number, ended=began, pages=new, new=new, changed=0, failed=failed, error=error)


def test_a_site_that_breaks_is_noticed_the_same_day(bangyan: Callable[..., Told], settings: Settings) -> None:
    at, broke = now(), now() - 23 * HOUR
    with Store.open(settings) as store:
        for hours in range(100, 0, -2):
            then = at - hours * HOUR
            crawl(store, "qbitai", then, new=2)
            crawl(store, "ithome", then, new=20 if then < broke else 0)  # its list is empty now
            crawl(store, "huxiu", then, new=4 if then < broke else 0, failed=0 if then < broke else 2)  # no body found
            crawl(store, "sspai", then, new=2, error=None if then < broke else "site says no (403)")

    status, out, _ = bangyan("doctor", "--json")
    _, table, _ = bangyan("sites")

    noticed = {
        row["what"]: row["seen"] for row in json.loads(out) if row["what"] in ("qbitai", "ithome", "huxiu", "sspai")
    }
    assert status == 0
    assert set(noticed) == {"ithome", "huxiu", "sspai"}
    assert noticed["ithome"].startswith("no article in 24 h")
    assert "gave no article, such as: no body found" in noticed["huxiu"]
    assert "crawls in a row failed" in noticed["sspai"]
    line = next(line for line in table.splitlines() if "ithome" in line)
    assert "no article in 24 h, at least 50 expected" in line


def test_doctor_is_alarmed_only_when_no_site_can_be_had(bangyan: Callable[..., Told], settings: Settings) -> None:
    with Store.open(settings) as store:
        for hours in range(5, 0, -1):
            for name in ("ithome", "huxiu"):
                crawl(store, name, now() - hours * HOUR, error="host not found")

    status, out, _ = bangyan("doctor", "--json")

    (network,) = (row for row in json.loads(out) if row["what"] == "network")
    assert status == 1
    assert (network["state"], network["seen"]) == ("bad", "all 2 sites that were crawled fail")


def test_doctor_reminds_of_a_ledger_that_nobody_follows_any_more(
    bangyan: Callable[..., Told], settings: Settings
) -> None:
    with Store.open(settings) as store:
        crawl(store, "ithome", now() - 5 * DAY, new=1)

    status, out, _ = bangyan("doctor", "--json")

    (row,) = (row for row in json.loads(out) if row["what"] == "crawls")
    assert (status, row["state"], row["seen"]) == (0, "note", "last crawl 5 d ago")
    assert "bangyan schedule" in row["advice"]


def test_doctor_makes_no_store_to_look_at_sites(bangyan: Callable[..., Told], settings: Settings) -> None:
    bangyan("doctor")

    assert not (settings.home / "bangyan.sqlite").exists()


# ── the table and its JSON ──


def test_sites_tell_programs_what_is_agreed_and_no_more(bangyan: Callable[..., Told], settings: Settings) -> None:
    with Store.open(settings) as store:
        crawl(store, "ithome", now() - HOUR, new=3)

    _, out, _ = bangyan("sites", "--json")

    rows = {row["id"]: row for row in json.loads(out)}
    assert list(SiteRow.model_fields) == KEYS
    assert all(list(row) == KEYS for row in rows.values())
    assert rows["ithome"]["verified"] == (now() - HOUR).date().isoformat()
    assert rows["ithome"]["articles_24h"] == 3
    assert rows["juejin"]["enabled"] is False
    assert rows["juejin"]["next_due"] is None
    assert rows["juejin"]["why"]


@pytest.mark.parametrize("width", [100, 160])
def test_the_table_of_sites_fits_and_keeps_every_id_whole(
    bangyan: Callable[..., Told], settings: Settings, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    for module in ("bangyan.show", "bangyan.commands.crawling"):
        monkeypatch.setattr(f"{module}.console", lambda: Console(width=width, highlight=False))
    with Store.open(settings) as store:
        crawl(store, "netease_tech", now() - HOUR, error="site says no (403): 'https://tech.163.com/'")

    _, out, _ = bangyan("sites")

    assert "netease_tech" in out
    assert "off: " in out
    assert "unverified" in out
    assert max(cell_len(line) for line in out.splitlines()) <= width
    row = next(line for line in out.splitlines() if "netease_tech" in line)
    assert "the last crawl failed:" in row
