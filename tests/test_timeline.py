"""Events over time; companies, people and models here are invented."""

from collections.abc import Iterator
from typing import Any

import pytest

from data.errors import UsageError
from data.fields import AliasFields, ArticleFields, EventFields, Reading
from data.lexicon import Entry, Lexicon
from data.settings import Settings
from data.store import Store
from data.timeline import EventRow, timeline

LEXICON = Lexicon.of((Entry("org", "云雀科技", ("云雀", "Skylark")), Entry("model", "白鹭")))
AT = "2024-06-01T08:00:00+08:00"


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with Store.open(settings) as store:
        yield store


def tell(
    store: Store, *events: dict[str, Any], published: str | None = "2024-05-20T10:00:00+08:00", alias: str | None = None
) -> int:
    text = "\n\n".join(f"{'、'.join(event.get('who', []))}在{event.get('date')}有动作。" for event in events)
    text = f"{alias or ''}{text}{len(store.articles())}"
    fields = ArticleFields(
        url=f"https://a.example/{len(store.articles())}", title="新闻", text=text, published=published
    )
    kept = store.keep(fields, site="a", fetched=AT)
    article = store.article(kept.article_id)
    assert article is not None
    found = [EventFields(evidence=text[:2], start=0, end=2, **event) for event in events]
    said = (
        [AliasFields(alias=alias, name="云雀科技", type="org", evidence=alias, start=0, end=len(alias))]
        if alias
        else []
    )
    store.note_reading(article, Reading(events=found, aliases=said), extractor="rules", extractor_version="1", at=AT)
    return kept.article_id


def declared(alias: str) -> AliasFields:
    return AliasFields(alias=alias, name="云雀科技", type="org", evidence=alias, start=0, end=len(alias))


def event(date: str | None, who: str = "云雀科技", kind: str = "release", **more: Any) -> dict[str, Any]:
    return {"type": kind, "date": date, "who": [who], **more}


def dates(rows: list[EventRow]) -> list[str | None]:
    return [row.date for row in rows]


def test_a_row_says_who_did_what_when_and_where_it_stands(store: Store) -> None:
    number = tell(store, event("2024-05-18", what="云雀-7B", planned=True))

    [row] = timeline(store)

    assert list(row.model_dump()) == (
        ["type", "date", "planned", "who", "what", "evidence", "article_id", "url", "title", "site", "published"]
    )
    assert (row.type, row.date, row.planned, row.who, row.what) == (
        "release",
        "2024-05-18",
        True,
        ["云雀科技"],
        "云雀-7B",
    )
    assert (row.evidence, row.article_id, row.site) == ("云雀", number, "a")


def test_events_are_the_newest_first_those_without_a_date_by_their_article(store: Store) -> None:
    tell(store, event("2024-05-18"), event("2024-06-30"), event(None), event("2024-04"))

    assert dates(timeline(store)) == ["2024-06-30", None, "2024-05-18", "2024-04"]


def test_the_limit_keeps_the_newest(store: Store) -> None:
    tell(store, event("2024-05-18"), event("2024-06-30"))

    assert dates(timeline(store, limit=1)) == ["2024-06-30"]


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2024-05", None, ["2024-06-30", None, "2024-05-18", "2024"]),
        (None, "2024-05", [None, "2024-05-18", "2024-04", "2024"]),
        ("2024-04-10", "2024-04-20", ["2024-04", "2024"]),
        ("2025", None, []),
    ],
)
def test_time_is_bounded_and_a_month_is_any_of_its_days(
    store: Store, since: str | None, until: str | None, found: list[str | None]
) -> None:
    tell(store, event("2024-05-18"), event("2024-06-30"), event(None), event("2024-04"), event("2024"))

    assert dates(timeline(store, since=since, until=until)) == found


@pytest.mark.parametrize("said", ["云雀科技", "云雀", "Skylark", "skylark", "小云", "云雀-7B", "云雀 7b"])
def test_an_entity_is_found_under_any_of_its_names(store: Store, said: str) -> None:
    tell(store, event("2024-05-18", what="云雀-7B"), alias="小云")
    tell(store, event("2024-05-19", who="白鹭智能"))

    assert dates(timeline(store, LEXICON, entity=said)) == ["2024-05-18"]


def test_an_entity_nobody_knows_has_no_events(store: Store) -> None:
    tell(store, event("2024-05-18"))

    assert timeline(store, LEXICON, entity="无名") == []


def test_one_type_of_event_can_be_asked_for(store: Store) -> None:
    tell(store, event("2024-05-18"), event("2024-05-19", kind="funding"))

    assert dates(timeline(store, type="funding")) == ["2024-05-19"]


def test_a_type_or_a_date_that_is_none_is_named(store: Store) -> None:
    with pytest.raises(UsageError, match="'party'"):
        timeline(store, type="party")
    with pytest.raises(UsageError, match="'2024-13'"):
        timeline(store, since="2024-13")


def test_an_event_that_is_no_longer_found_is_gone(store: Store) -> None:
    article = store.article(tell(store, event("2024-05-18")))
    assert article is not None

    store.note_reading(article, Reading(), extractor="rules", extractor_version="2", at=AT)

    assert timeline(store) == []
