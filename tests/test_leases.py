"""Who crawls a site: one process at a time, on whichever store, however the others end."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest

from data.fields import ArticleFields
from data.leases import LENGTH
from data.settings import Settings
from data.store import Store

AT = datetime.fromisoformat("2026-11-24T08:00:00+08:00")
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with Store.open(settings) as store:
        yield store


def end(store: Store, holder: str = "one", *, lost: str | None = None, at: datetime = AT) -> None:
    store.end_lease("a", holder, at=at, next_due=at + HOUR, interval=HOUR, lost=lost)


def crawl(store: Store, at: datetime = AT, **figures: int | str | None) -> None:
    number = store.begin_crawl("a", at.isoformat())
    said = {"pages": 0, "new": 0, "changed": 0, "failed": 0, "error": None, **figures}
    store.end_crawl(number, ended=at.isoformat(), **said)  # type: ignore[arg-type]


# ── leases ──


def test_of_two_that_want_a_site_one_gets_it(store: Store) -> None:
    first = store.take_lease("a", "one", AT)
    second = store.take_lease("a", "two", AT + MINUTE)

    assert first is not None
    assert second is None


def test_a_process_does_not_get_its_own_site_twice(store: Store) -> None:
    store.take_lease("a", "one", AT)

    assert store.take_lease("a", "one", AT) is None


def test_many_threads_that_want_a_site_at_once_share_it_out_to_one(settings: Settings) -> None:
    got, begin = [], Barrier(8)

    def want(number: int) -> None:
        with Store.open(settings) as store:
            begin.wait()
            if store.take_lease("a", f"process {number}", AT):
                got.append(number)

    threads = [Thread(target=want, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(got) == 1


def test_a_lease_that_is_not_renewed_ends_by_itself(store: Store) -> None:
    store.take_lease("a", "killed", AT)

    early = store.take_lease("a", "other", AT + LENGTH - timedelta(seconds=1))
    late = store.take_lease("a", "other", AT + LENGTH)

    assert early is None
    assert late is not None


def test_a_lease_that_is_renewed_goes_on(store: Store) -> None:
    store.take_lease("a", "one", AT)
    lost = store.renew_leases(["a"], "one", AT + 2 * MINUTE)

    assert lost == set()
    assert store.take_lease("a", "two", AT + 4 * MINUTE) is None


def test_a_site_that_another_took_over_is_told_to_its_old_holder_and_not_planned_by_it(store: Store) -> None:
    store.take_lease("a", "asleep", AT)
    store.take_lease("a", "other", AT + HOUR)

    lost = store.renew_leases(["a"], "asleep", AT + HOUR)
    end(store, "asleep", lost="too late")

    state = store.site_states()["a"]
    assert lost == {"a"}
    assert (state.holder, state.next_due, state.failures) == ("other", AT.isoformat(), 0)


def test_a_lease_from_before_the_clock_went_back_holds_nobody_up(store: Store) -> None:
    store.take_lease("a", "one", AT + 24 * HOUR)

    assert store.take_lease("a", "two", AT) is not None


def test_a_site_that_is_not_wanted_any_more_is_not_taken(store: Store) -> None:
    store.take_lease("a", "one", AT)
    end(store)

    taken = store.take_lease("a", "two", AT, wanted=lambda state: state.next_due == AT.isoformat())

    assert taken is None
    assert store.site_states()["a"].holder is None


def test_a_site_whose_first_crawl_breaks_off_stays_due(store: Store) -> None:
    store.take_lease("a", "one", AT)
    crawl(store, at=AT + MINUTE)
    store.give_back_lease("a", "one")

    assert store.site_states()["a"].next_due == AT.isoformat()


def test_leases_do_not_make_a_dashboard_look_again(store: Store) -> None:
    before = store.counter()

    store.take_lease("a", "one", AT)
    store.renew_leases(["a"], "one", AT)
    store.give_back_lease("a", "one")

    assert store.counter() == before


def test_a_plan_stands_in_the_store(store: Store) -> None:
    store.take_lease("a", "one", AT)
    end(store)

    state = store.site_states()["a"]
    assert (state.next_due, state.interval, state.holder, state.until) == ((AT + HOUR).isoformat(), 3600, None, None)


def test_a_crawl_that_could_not_say_how_it_ended_is_noted_as_failed(store: Store) -> None:
    store.take_lease("a", "one", AT)
    end(store, lost="the crawl broke off")

    state = store.site_states()["a"]
    assert (state.failures, state.last_error, state.last_crawl) == (1, "the crawl broke off", AT.isoformat())


# ── verified ──


def test_a_site_is_verified_by_its_first_crawl_that_brings_articles(store: Store) -> None:
    seen = []
    for day, figures in enumerate([{"error": "no"}, {"pages": 0}, {"pages": 3, "new": 3}, {"pages": 1, "new": 1}]):
        crawl(store, AT + day * timedelta(days=1), **figures)
        seen.append(store.site_states()["a"].verified)

    assert seen == [None, None, "2026-11-26", "2026-11-26"]


def test_a_crawl_that_could_read_only_few_of_the_pages_verifies_nothing(store: Store) -> None:
    crawl(store, pages=1, new=1, failed=9)

    assert store.site_states()["a"].verified is None


# ── lately ──


def test_what_came_of_the_crawls_of_a_day_is_counted_by_site(store: Store) -> None:
    crawl(store, AT - 48 * HOUR, pages=9, new=9)
    crawl(store, AT - 2 * HOUR, pages=3, new=3, failed=1)
    crawl(store, AT - HOUR, error="site says no (403)")
    number = store.begin_crawl("a", AT.isoformat())
    store.skip_page(number, "https://a.example/1", "no body")
    for n, published in enumerate([None, "2026-11-23", "2027-01-01"]):
        fields = ArticleFields(url=f"https://a.example/{n}", text=f"第{n}篇文章", published=published)
        store.keep(fields, site="a", fetched=(AT - HOUR).isoformat())

    lately = store.lately(AT - 24 * HOUR, AT)["a"]

    assert (lately.crawls, lately.good, lately.pages, lately.failed, lately.why) == (2, 1, 3, 1, "no body")
    assert (lately.articles, lately.undated, lately.newest) == (3, 1, "2026-11-23")
    assert lately.first_crawl == (AT - 48 * HOUR).isoformat()


def test_a_site_that_was_never_crawled_has_no_figures(store: Store) -> None:
    store.keep(ArticleFields(text="手工加入"), site=None, fetched=AT.isoformat())

    assert "a" not in store.lately(AT - HOUR, AT)
