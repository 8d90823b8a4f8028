"""The store keeps every article once, every version of it, and a log from which all that was found follows."""

import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st
from sqlmodel import Session, SQLModel, select

from data.errors import InputError, StoreError
from data.fields import AliasFields, ArticleFields, ClaimFields, EntityFields, EventFields, MentionFields, Reading
from data.schema import Alias, Article, Claim, Entity, Event, LogEntry, Mention
from data.search import search
from data.settings import Settings
from data.store import Kept, Noted, Store

DAY = "2026-01-01T08:00:00+08:00"
TEXT = "北辰-6B在甲榜上得60.2分。北辰-6B(下称:北辰)由北辰科技发布。"
STATE: tuple[type[SQLModel], ...] = (Article, Entity, Alias, Mention, Claim, Event)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with Store.open(settings) as store:
        yield store


def fields(text: str = TEXT, *, url: str | None = "https://a.example/1", **given: Any) -> ArticleFields:
    return ArticleFields(url=url, text=text, **{"title": "北辰", "published": "2026-01-01", **given})


def keep(store: Store, text: str = TEXT, **given: Any) -> Article:
    kept = store.keep(fields(text, **given), site="a", fetched=DAY)
    article = store.article(kept.article_id)
    assert article is not None
    return article


def claim(value: float = 60.2, text: str = TEXT, *, start: int = 0, **given: Any) -> ClaimFields:
    said = {"kind": "score", "model": "北辰-6B", "benchmark": "甲榜", **given}
    return ClaimFields(value=value, evidence=text[start:], start=start, end=len(text), **said)


def event(text: str = TEXT, **given: Any) -> EventFields:
    said = {"type": "release", "who": ["北辰科技"], "what": "北辰-6B", **given}
    return EventFields(evidence=text, start=0, end=len(text), **said)


def entity(name: str = "北辰-6B", text: str = TEXT, *, surface: str = "北辰") -> EntityFields:
    at = text.index(surface)
    mention = MentionFields(text=surface, start=at, end=at + len(surface))
    return EntityFields(name=name, type="model", mentions=[mention])


def alias(text: str = TEXT, name: str = "北辰-6B") -> AliasFields:
    return AliasFields(alias="北辰", name=name, type="model", evidence=text, start=0, end=len(text))


def note(store: Store, article: Article, reading: Reading, *, by: str = "rules", version: str = "1") -> Noted:
    return store.note_reading(article, reading, extractor=by, extractor_version=version, at=DAY)


def claims(store: Store) -> list[Claim]:
    with store.session() as session:
        return list(session.exec(select(Claim).order_by("id")).all())


def only_claim(store: Store) -> Claim:
    (found,) = claims(store)
    return found


def acts(store: Store) -> list[str]:
    with store.session() as session:
        return list(session.exec(select(LogEntry.act).order_by("id")).all())


def state(store: Store) -> dict[str, list[dict[str, Any]]]:
    with store.session() as session:
        return {table.__name__: _rows(session, table) for table in STATE}


def _rows(session: Session, table: type[SQLModel]) -> list[dict[str, Any]]:
    return [row.model_dump() for row in session.exec(select(table).order_by("id")).all()]


# ── articles ──


def test_an_article_is_kept_once(store: Store) -> None:
    first = store.keep(fields(), site="a", fetched=DAY)

    second = store.keep(fields(), site="a", fetched="2026-01-02")

    assert (first.state, second) == ("new", Kept(first.article_id, 1, "same"))
    assert [article.fetched for article in store.articles()] == [DAY]


@pytest.mark.parametrize("change", [{"text": "更正后的正文"}, {"title": "更正"}, {"published": "2026-01-02"}])
def test_a_changed_article_is_a_new_version_and_the_old_one_stays(store: Store, change: dict[str, str]) -> None:
    store.keep(fields(), site="a", fetched=DAY)

    kept = store.keep(fields(**change), site="a", fetched="2026-01-03")

    assert (kept.version, kept.state) == (2, "changed")
    old, new = store.versions(kept.article_id)
    assert (old.text, old.title, old.published) == (TEXT, "北辰", "2026-01-01")
    article = store.article(kept.article_id)
    assert article is not None
    assert article.model_dump(include=set(change)) == new.model_dump(include=set(change)) == change


@pytest.mark.parametrize(
    ("known", "now", "state"),
    [
        ("2026-01-01T10:05:00+08:00", "2026-01-01T11:00:00+08:00", "same"),
        ("2026-01-01T10:05:00+08:00", "2026-01-01T02:30:00Z", "same"),
        ("2026-01-01T23:50:00+08:00", "2026-01-02", "same"),
        ("2026-01-01T10:05:00+08:00", "2026-01-01", "same"),
        ("2026-01-01", "2026-01", "same"),
        ("2026-01-01", None, "same"),
        (None, None, "same"),
        (None, "2026-01-01", "changed"),
        ("2026-01-01", "2026-01-01T10:05:00+08:00", "changed"),
        ("2026-01-01T10:05:00+08:00", "2026-01-01T18:00:00+08:00", "changed"),
        ("2026-01-01T10:05:00+08:00", "2026-01-04", "changed"),
        ("2026-01-01", "2026-02-01", "changed"),
        ("2026-01", "2025", "changed"),
    ],
)
def test_a_date_that_is_only_shown_in_another_way_makes_no_version(
    store: Store, known: str | None, now: str | None, state: str
) -> None:
    store.keep(fields(published=known), site="a", fetched=DAY)

    assert store.keep(fields(published=now), site="a", fetched=DAY).state == state


def test_an_article_without_an_url_is_known_by_its_text(store: Store) -> None:
    first = store.keep(fields(url=None), site=None, fetched=DAY)

    second = store.keep(fields(url=None), site=None, fetched=DAY)

    assert second == Kept(first.article_id, 1, "same")


def test_the_same_text_under_another_url_is_an_article_of_its_own(store: Store) -> None:
    first = store.keep(fields(), site="a", fetched=DAY)

    second = store.keep(fields(url="https://a.example/2"), site="a", fetched=DAY)

    assert second.state == "new"
    assert second.article_id != first.article_id


def test_urls_that_are_kept_are_known(store: Store) -> None:
    many = [f"https://a.example/{n}" for n in range(1000)]
    keep(store, url=many[7])
    keep(store, url=many[900])

    known = store.known(iter(many))

    assert known == {many[7], many[900]}


def test_an_article_is_found_by_its_url_and_by_its_body_whatever_the_blanks(store: Store) -> None:
    kept = keep(store, "第一段。\n\n第二段。")

    found = [store.article_by_url("https://a.example/1"), store.article_by_text("第一段。\r\n 第二段。")]

    assert [article and article.id for article in found] == [kept.id, kept.id]
    assert [store.article_by_url("https://a.example/2"), store.article_by_text("第三段。")] == [None, None]


def test_articles_come_newest_first_by_site_and_day(store: Store) -> None:
    for number, day in enumerate(("2026-01-02T23:30:00+08:00", "2026-01-03", "2026-01-01")):
        keep(store, url=f"https://a.example/{number}", published=day)

    days = [article.published for article in store.articles(site="a", since="2026-01-01", until="2026-01-02")]

    assert days == ["2026-01-02T23:30:00+08:00", "2026-01-01"]
    assert [article.published for article in store.articles(limit=1)] == ["2026-01-03"]
    assert store.articles(site="b") == []


def test_the_page_of_the_latest_version_comes_back_as_it_was_fetched(store: Store) -> None:
    page = "<html>北辰</html>".encode("gb18030") * 100
    first = store.keep(fields(), site="a", fetched=DAY, raw=b"<html>")
    store.keep(fields("更正后的正文"), site="a", fetched=DAY, raw=page)
    bare = store.keep(fields(url=None), site=None, fetched=DAY)

    pages = [store.raw_page(kept.article_id) for kept in (first, bare)]

    assert pages == [page, None]


def test_a_kept_article_can_be_searched_for_at_once(store: Store) -> None:
    kept = keep(store)

    hits = search(store, "60.2")

    assert [hit.article_id for hit in hits] == [kept.id]


def test_fresh_articles_are_counted_by_site(store: Store) -> None:
    keep(store)
    store.keep(fields("更正后的正文"), site="a", fetched="2026-01-05T08:00:00+08:00")
    store.keep(fields(url="https://b.example/1"), site="b", fetched="2026-01-05T08:00:00+08:00")

    fresh = store.fetched_since("2026-01-02T08:00:00+08:00")

    assert fresh == {"b": 1}


# ── readings ──


def test_what_is_found_stands_in_its_tables(store: Store) -> None:
    article = keep(store)
    reading = Reading(
        summary="北辰得分",
        keywords=["北辰"],
        entities=[entity()],
        aliases=[alias()],
        events=[event()],
        claims=[claim()],
    )

    noted = note(store, article, reading)

    assert noted == Noted(found=5)
    now = state(store)
    assert {name: len(rows) for name, rows in now.items()} == dict.fromkeys(now, 1)
    assert now["Article"][0]["summary"] == "北辰得分"
    found = only_claim(store)
    assert (found.model, found.value, found.extractor, found.extractor_version) == ("北辰-6B", 60.2, "rules", "1")
    assert article.text[found.start : found.end] == found.evidence


def test_reading_twice_is_as_good_as_once(store: Store) -> None:
    article = keep(store)
    reading = Reading(summary="北辰得分", entities=[entity()], events=[event()], claims=[claim(), claim(61)])
    note(store, article, reading)
    before = state(store)

    noted = note(store, article, reading)

    assert noted == Noted(again=5)
    assert state(store) == before
    assert acts(store) == ["found"] * 5


def test_the_same_find_twice_in_a_reading_is_one(store: Store) -> None:
    article = keep(store)

    noted = note(store, article, Reading(claims=[claim(), claim(model="北辰 6b", start=3)]))

    assert noted == Noted(found=1)
    assert only_claim(store).start == 0


def test_a_newer_extractor_that_finds_the_same_keeps_the_row(store: Store) -> None:
    article = keep(store)
    note(store, article, Reading(claims=[claim()]))
    before = only_claim(store)

    noted = note(store, article, Reading(claims=[claim(start=3)]), version="2")

    after = only_claim(store)
    assert noted == Noted(again=1)
    assert (after.id, after.found) == (before.id, before.found)
    assert (after.extractor_version, after.start, after.closed) == ("2", 3, None)


def test_what_a_newer_extractor_no_longer_finds_is_closed_as_unread(store: Store) -> None:
    article = keep(store)
    note(store, article, Reading(claims=[claim()], events=[event()], entities=[entity()], aliases=[alias()]))

    noted = note(store, article, Reading(), version="2")

    found = only_claim(store)
    assert noted == Noted(closed=4)
    assert (found.closed, found.closed_why) == (DAY, "unread")
    now = state(store)
    assert (now["Event"][0]["closed"], now["Entity"], now["Alias"], now["Mention"]) == (DAY, [], [], [])


def test_another_figure_in_a_corrected_article_supersedes_the_old_one(store: Store) -> None:
    note(store, keep(store), Reading(claims=[claim(), claim(80, benchmark="乙榜")]))
    corrected = TEXT.replace("60.2", "61.5")

    noted = note(store, keep(store, corrected), Reading(claims=[claim(61.5, corrected)]))

    assert noted == Noted(found=1, closed=2)
    assert [(c.value, c.version, c.closed_why) for c in claims(store)] == [
        (60.2, 1, "superseded"),
        (80, 1, "withdrawn"),
        (61.5, 2, None),
    ]


def test_a_find_that_moved_in_a_corrected_article_moves_along(store: Store) -> None:
    note(store, keep(store), Reading(claims=[claim()]))
    corrected = "更正。" + TEXT

    note(store, keep(store, corrected), Reading(claims=[claim(60.2, corrected, start=3)]))

    found = only_claim(store)
    assert (found.version, found.start, found.closed) == (2, 3, None)
    assert corrected[found.start : found.end] == found.evidence


def test_a_closed_find_that_comes_back_is_the_same_row_again(store: Store) -> None:
    article = keep(store)
    note(store, article, Reading(claims=[claim()], entities=[entity()]))
    before = only_claim(store)
    note(store, article, Reading(), version="2")

    noted = note(store, article, Reading(claims=[claim()], entities=[entity()]), version="3")

    after = only_claim(store)
    assert noted == Noted(again=2)
    assert (after.id, after.closed, after.closed_why) == (before.id, None, None)
    assert len(state(store)["Mention"]) == 1


def test_an_extractor_closes_its_own_finds_only(store: Store) -> None:
    article = keep(store)
    note(store, article, Reading(claims=[claim()]), by="rules")
    note(store, article, Reading(claims=[claim(start=3), claim(61)]), by="llm")

    note(store, article, Reading(), by="rules", version="2")

    assert [(c.value, c.extractor, c.start, c.closed) for c in claims(store)] == [
        (60.2, "llm", 3, None),
        (61, "llm", 0, None),
    ]


def test_a_find_of_two_extractors_stays_with_the_one_that_had_it_first(store: Store) -> None:
    article = keep(store)
    note(store, article, Reading(claims=[claim()]), by="rules")

    noted = note(store, article, Reading(claims=[claim(start=3)]), by="llm")

    found = only_claim(store)
    assert noted == Noted(again=1)
    assert (found.extractor, found.start) == ("rules", 0)


def test_an_entity_of_two_articles_outlives_one_of_them(store: Store) -> None:
    first, second = keep(store), keep(store, url="https://a.example/2")
    note(store, first, Reading(entities=[entity()]))
    note(store, second, Reading(entities=[entity()]))

    note(store, first, Reading(), version="2")

    now = state(store)
    assert len(now["Entity"]) == 1
    assert [mention["article_id"] for mention in now["Mention"]] == [second.id]


def test_evidence_that_is_not_in_the_text_does_not_come_in(store: Store) -> None:
    article = keep(store)
    elsewhere = "甲" * len(TEXT)

    noted = note(store, article, Reading(claims=[claim(text=elsewhere)], events=[event(text=elsewhere + "乙")]))

    assert noted == Noted(ungrounded=2)
    assert acts(store) == []


def test_a_reading_of_an_older_version_comes_too_late(store: Store) -> None:
    old = keep(store)
    corrected = TEXT.replace("60.2", "61.5")
    note(store, keep(store, corrected), Reading(claims=[claim(61.5, corrected)]))

    noted = note(store, old, Reading(claims=[claim()]))

    assert noted == Noted()
    assert [c.value for c in claims(store)] == [61.5]


def test_unread_are_articles_that_this_extractor_has_not_read_as_they_are(store: Store) -> None:
    read, changed, unreadable, never = (keep(store, url=f"https://a.example/{n}") for n in range(4))
    for article in (read, changed):
        note(store, article, Reading())
    store.note_unreadable(unreadable, "no sentence", extractor="rules", extractor_version="1", at=DAY)
    keep(store, "更正后的正文", url="https://a.example/1")

    def waiting(version: str = "1", **how: Any) -> list[int | None]:
        return [article.id for article in store.unread("rules", version, **how)]

    everything = [read.id, changed.id, unreadable.id, never.id]
    assert waiting() == [changed.id, never.id]
    assert waiting("2") == everything
    assert waiting(again=True) == everything
    assert waiting(ids=[read.id, never.id]) == [never.id]
    assert waiting(again=True, ids=[read.id]) == [read.id]


# ── judgements ──


def test_a_persons_verdict_outlives_every_reading(store: Store) -> None:
    article = keep(store)
    note(store, article, Reading(claims=[claim()]))
    claim_id = only_claim(store).id

    store.judge(claim_id, "edited", note="表中是61", at=DAY, edited={"value": 61, "unit": "%"})
    note(store, article, Reading(claims=[claim()]), version="2")

    found = only_claim(store)
    assert (found.id, found.verdict, found.note) == (claim_id, "edited", "表中是61")
    assert (found.value, found.unit, found.extractor_version) == (61, "%", "2")


def test_the_last_verdict_counts(store: Store) -> None:
    note(store, keep(store), Reading(claims=[claim()]))
    claim_id = only_claim(store).id
    store.judge(claim_id, "edited", note=None, at=DAY, edited={"value": 61})

    store.judge(claim_id, "rejected", note="no score", at=DAY)

    found = only_claim(store)
    assert (found.verdict, found.note, found.value) == ("rejected", "no score", 60.2)
    assert store.counts()["claims"] == 0


@pytest.mark.parametrize(
    ("edited", "named"),
    [({"values": 1}, "'values'"), ({"value": "many"}, "'value'"), ({"evidence": "x"}, "'evidence'")],
)
def test_an_edit_that_cannot_be_is_refused_by_name(store: Store, edited: dict[str, Any], named: str) -> None:
    note(store, keep(store), Reading(claims=[claim()]))

    with pytest.raises(InputError, match=named):
        store.judge(only_claim(store).id, "edited", note=None, at=DAY, edited=edited)


def test_a_claim_that_is_not_there_cannot_be_judged(store: Store) -> None:
    note(store, keep(store), Reading(events=[event()]))

    with pytest.raises(InputError, match="no such claim: '1'"):
        store.judge(1, "confirmed", note=None, at=DAY)


# ── the log ──


def test_a_line_of_the_log_can_be_neither_changed_nor_taken_out(store: Store, settings: Settings) -> None:
    note(store, keep(store), Reading(claims=[claim()]))
    connection = sqlite3.connect(settings.home / "bangyan.sqlite")

    for attempt in ("UPDATE log SET act = 'closed'", "DELETE FROM log"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(attempt)

    connection.close()
    assert acts(store) == ["found"]


FINDS = st.fixed_dictionaries(
    {
        "claims": st.lists(st.builds(claim, st.sampled_from([60.2, 61.0]), start=st.sampled_from([0, 3])), max_size=3),
        "events": st.lists(st.builds(event, what=st.sampled_from(["北辰-6B", "北辰"])), max_size=2),
        "entities": st.lists(
            st.builds(entity, st.sampled_from(["甲", "乙"]), surface=st.sampled_from(["北辰", "甲榜"])), max_size=3
        ),
        "aliases": st.lists(st.builds(alias, name=st.sampled_from(["甲", "丙"])), max_size=2),
        "summary": st.sampled_from(["", "短", "长"]),
    }
)
READINGS = st.lists(
    st.tuples(
        st.integers(0, 1),  # article
        st.booleans(),  # corrected before it is read
        st.sampled_from(["rules", "llm"]),
        st.sampled_from(["1", "2"]),
        FINDS,
        st.sampled_from([None, "confirmed", "edited"]),
    ),
    max_size=8,
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty store; a copy of it opens at once."""
    home = tmp_path_factory.mktemp("empty")
    Store.open(Settings(home=home)).close()
    return home / "bangyan.sqlite"


@given(readings=READINGS)
@effort(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_all_that_was_found_can_be_made_again_from_the_log(empty: Path, readings: list[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as folder, Store.open(Settings(home=Path(shutil.copy(empty, folder)).parent)) as store:
        for number, (which, corrected, by, version, finds, verdict) in enumerate(readings):
            title = f"更正{number}" if corrected else "北辰"
            article = keep(store, url=f"https://a.example/{which}", title=title)
            note(store, article, Reading(**finds), by=by, version=version)
            if verdict and (found := claims(store)):
                store.judge(
                    found[0].id, verdict, note=None, at=DAY, edited={"value": 1.0} if verdict == "edited" else None
                )
        before = state(store)

        store.rebuild()

        assert state(store) == before
        assert store.check() == ""


# ── crawls ──


def crawl(store: Store, *, ended: str, error: str | None = None) -> int:
    number = store.begin_crawl("a", DAY)
    store.end_crawl(number, ended=ended, pages=3, new=2, changed=0, failed=1, error=error)
    return number


def test_a_good_crawl_after_two_bad_ones_clears_the_sites_name(store: Store) -> None:
    crawl(store, ended="2026-01-01")
    crawl(store, ended="2026-01-02", error="feed not found")
    crawl(store, ended="2026-01-03", error="feed not found")
    bad = store.site_states()["a"]

    crawl(store, ended="2026-01-04")

    good = store.site_states()["a"]
    assert (bad.failures, bad.last_good, bad.last_crawl) == (2, "2026-01-01", "2026-01-03")
    assert bad.last_error == "feed not found"
    assert (good.failures, good.last_good, good.last_error) == (0, "2026-01-04", None)


def test_site_is_verified_on_the_last_day_that_was_noted_and_keeps_what_else_is_known_of_it(store: Store) -> None:
    crawl(store, ended="2026-01-01")

    store.note_verified("a", "2026-01-02")
    store.note_verified("a", "2026-01-03")
    store.note_verified("never crawled", "2026-01-03")

    states = store.site_states()
    assert (states["a"].verified, states["a"].last_good) == ("2026-01-03", "2026-01-01")
    assert (states["never crawled"].verified, states["never crawled"].last_crawl) == ("2026-01-03", None)


def test_crawls_come_latest_first_with_their_figures(store: Store) -> None:
    first, second = crawl(store, ended="2026-01-01"), crawl(store, ended="2026-01-02")
    store.skip_page(second, "https://a.example/9", "no body")

    visits = store.crawls("a")

    assert [(visit.id, visit.pages, visit.new, visit.failed) for visit in visits] == [
        (second, 3, 2, 1),
        (first, 3, 2, 1),
    ]
    assert store.crawls("b") == []
    assert store.counts()["skipped"] == 1


def test_a_crawl_that_never_began_cannot_end(store: Store) -> None:
    with pytest.raises(StoreError, match="no such crawl: '7'"):
        store.end_crawl(7, ended=DAY, pages=0, new=0, changed=0, failed=0, error=None)


# ── the whole ──


def test_the_counter_grows_with_every_write_of_any_process(store: Store, settings: Settings) -> None:
    before = store.counter()

    with Store.open(settings) as other:
        keep(other)
        keep(other)
        other.begin_crawl("a", DAY)

    assert store.counter() == before + 2


def test_counts_are_of_what_is_in_force(store: Store) -> None:
    article = keep(store)
    note(store, article, Reading(claims=[claim(), claim(70, benchmark="乙榜")], events=[event()], entities=[entity()]))
    note(store, article, Reading(claims=[claim()], entities=[entity()]), version="2")

    counts = store.counts()

    assert {name: counts[name] for name in ("articles", "claims", "models", "benchmarks", "events", "entities")} == {
        "articles": 1,
        "claims": 1,
        "models": 1,
        "benchmarks": 1,
        "events": 0,
        "entities": 1,
    }


def test_many_threads_keep_articles_through_one_store(store: Store) -> None:
    def keep_some(thread: int) -> None:
        for number in range(10):
            keep(store, url=f"https://a.example/{thread}/{number}")

    threads = [threading.Thread(target=keep_some, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert store.counts()["articles"] == 80


def test_a_process_that_is_killed_while_it_keeps_leaves_a_sound_store(settings: Settings) -> None:
    endless = f"""
from itertools import count
from data.fields import ArticleFields
from data.settings import Settings
from data.store import Store
with Store.open(Settings(home={str(settings.home)!r})) as store:
    for n in count():
        fields = ArticleFields(url=f"https://a.example/{{n}}", text=f"第{{n}}篇" * 500)
        if store.keep(fields, site="a", fetched="2026-01-01", raw=b"%d" % n * 5000).state == "new":
            print(n, flush=True)
"""
    for _ in range(3):
        child = subprocess.Popen([sys.executable, "-c", endless], stdout=subprocess.PIPE, text=True, cwd=Path.cwd())
        assert child.stdout is not None
        said = [child.stdout.readline() for _ in range(20)]
        child.send_signal(signal.SIGKILL)
        said += child.stdout.readlines()
        child.wait()
        child.stdout.close()

        with Store.open(settings) as store:
            assert store.check() == ""
            for number in (line for line in said if line.endswith("\n")):
                kept = store.article_by_url(f"https://a.example/{int(number)}")
                assert kept is not None
                assert store.raw_page(kept.id or 0) == b"%d" % int(number) * 5000
            assert len(search(store, "第0篇", limit=10_000)) > 0


def test_a_store_that_breaks_while_in_use_says_so_plainly(store: Store, settings: Settings) -> None:
    connection = sqlite3.connect(settings.home / "bangyan.sqlite")
    connection.execute("DROP TABLE skipped")
    connection.close()

    with pytest.raises(StoreError, match="store cannot be used: no such table: skipped"):
        store.counts()
