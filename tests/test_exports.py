"""The ledger as CSV and JSON Lines; names and figures here are invented."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data import exports
from data.errors import UsageError
from data.fields import AliasFields, ArticleFields, ClaimFields, EntityFields, EventFields, MentionFields, Reading
from data.settings import Settings
from data.store import Store

AT = "2024-06-01T08:00:00+08:00"
TEXT = "云雀科技的云雀-7B（下称：小云）在C-Eval得-1.5分。"


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with Store.open(settings) as store:
        yield store


def tell(store: Store, text: str, reading: Reading, published: str | None, title: str = "榜单") -> None:
    fields = ArticleFields(url=f"https://a.example/{published}", title=title, text=text, published=published)
    kept = store.keep(fields, site="a", fetched=AT)
    article = store.article(kept.article_id)
    assert article is not None
    store.note_reading(article, reading, extractor="rules", extractor_version="1", at=AT)


def reading(text: str = TEXT) -> Reading:
    whole: dict[str, Any] = {"evidence": text, "start": 0, "end": len(text)}
    model = EntityFields(name="云雀-7B", type="model", mentions=[mention(text, "云雀-7B"), mention(text, "小云")])
    return Reading(
        summary="云雀-7B 上榜。",
        keywords=["云雀"],
        claims=[ClaimFields(kind="score", model="云雀-7B", benchmark="C-Eval", value=-1.5, **whole)],
        events=[EventFields(type="release", date="2024-05-01", who=["云雀科技"], what="云雀-7B", **whole)],
        entities=[model],
        aliases=[AliasFields(alias="小云", name="云雀-7B", type="model", **whole)],
    )


def mention(text: str, surface: str) -> MentionFields:
    start = text.index(surface)
    return MentionFields(text=surface, start=start, end=start + len(surface))


def written(store: Store, what: str, form: str) -> str:
    file = io.StringIO(newline="")
    exports.write(exports.rows(store, what), file, form, what)
    return file.getvalue()


def objects(store: Store, what: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(store, what, "jsonl").splitlines()]


def test_an_entity_has_its_names_and_the_days_it_was_seen_on(store: Store) -> None:
    tell(store, TEXT, reading(), "2024-05-02T10:00:00+08:00")
    tell(store, TEXT + "！", reading(), "2024-03-02")
    tell(store, TEXT + "？", reading(), None)

    [entity] = objects(store, "entities")

    assert entity == {
        "id": entity["id"],
        "name": "云雀-7B",
        "type": "model",
        "aliases": ["小云"],
        "articles": 3,
        "first_seen": "2024-03-02",
        "last_seen": "2024-05-02",
    }


def test_an_article_has_every_field_of_the_contract(store: Store) -> None:
    tell(store, TEXT, reading(), "2024-05-02")

    [article] = objects(store, "articles")

    assert list(article) == [
        *("id", "url", "title", "author", "source", "site", "published", "fetched", "version", "story", "original"),
        *("summary", "keywords", "text"),
    ]
    assert (article["text"], article["summary"], article["keywords"]) == (TEXT, "云雀-7B 上榜。", ["云雀"])
    assert (article["version"], article["story"], article["original"]) == (1, article["id"], article["id"])


def test_claims_and_events_are_those_of_query_and_timeline(store: Store) -> None:
    tell(store, TEXT, reading(), "2024-05-02")

    [claim], [event] = objects(store, "claims"), objects(store, "events")

    assert (claim["model"], claim["value"], claim["claimed_on"], claim["conflicts"]) == (
        "云雀-7B",
        -1.5,
        "2024-05-02",
        [],
    )
    assert (event["type"], event["date"], event["who"]) == ("release", "2024-05-01", ["云雀科技"])


@pytest.mark.parametrize("what", ["claims", "events", "entities", "articles"])
def test_csv_and_jsonl_hold_the_same(store: Store, what: str) -> None:
    tell(store, TEXT, reading(), "2024-05-02")

    [line] = csv.DictReader(io.StringIO(written(store, what, "csv"), newline=""))
    [row] = objects(store, what)

    assert list(line) == list(row)
    assert {name: _read(cell, row[name]) for name, cell in line.items()} == row


def _read(cell: str, like: object) -> object:
    if like is None or isinstance(like, str):
        return cell or None
    return json.loads(cell.lower() if isinstance(like, bool) else cell)


def test_an_empty_ledger_gives_a_heading_only(store: Store) -> None:
    assert written(store, "claims", "csv").strip() == ",".join(exports.columns_of("claims"))
    assert written(store, "claims", "jsonl") == ""


def test_a_headline_cannot_run_in_a_spreadsheet_and_numbers_stay_numbers(store: Store) -> None:
    tell(store, TEXT, reading(), "2024-05-02", title='=HYPERLINK("http://x")')

    [row] = csv.DictReader(io.StringIO(written(store, "claims", "csv"), newline=""))

    assert row["title"] == '\'=HYPERLINK("http://x")'
    assert row["value"] == "-1.5"


def test_a_csv_file_is_one_that_excel_reads_as_chinese(store: Store, tmp_path: Path) -> None:
    tell(store, TEXT + "\n\n第二段，“引号”。", reading(), "2024-05-02")
    path = tmp_path / "文章.csv"

    with path.open("w", encoding=exports.encoding("csv"), newline="") as file:
        count = exports.write(exports.rows(store, "articles"), file, "csv", "articles")

    assert count == 1
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["text"] == TEXT + "\n\n第二段，“引号”。"


def test_what_cannot_be_exported_names_what_can(store: Store) -> None:
    with pytest.raises(UsageError, match=r"'models'.*claims, events, entities, articles"):
        exports.rows(store, "models")


@pytest.mark.parametrize("form", ["xlsx", "CSV", ""])
def test_a_format_that_is_not_known_names_those_that_are(form: str) -> None:
    with pytest.raises(UsageError, match=r"csv, jsonl"):
        exports.encoding(form)
    with pytest.raises(UsageError, match=r"csv, jsonl"):
        exports.write([], io.StringIO(), form, "claims")
