"""The ledger as files for other programs: rows of claims, events, entities or articles, as CSV or JSON Lines."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, TextIO

from pydantic import BaseModel
from sqlalchemy import Row as Line
from sqlalchemy import Select, union
from sqlalchemy import select as columns
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from data.errors import UsageError
from data.language import say
from data.query import ClaimRow, all_claims
from data.schema import Alias, Article, Entity, Mention
from data.store import Store
from data.stories import originals
from data.timeline import EventRow, timeline

FORMATS = ("csv", "jsonl")
PORTION = 200  # articles read at a time; their texts are long


class EntityRow(BaseModel):
    """An entity, the names it goes by, and the first and last day on which a dated article mentions it."""

    id: int
    name: str
    type: str
    aliases: list[str]
    articles: int
    first_seen: str | None
    last_seen: str | None


class ArticleRow(BaseModel):
    """An article at its latest version, its story, and the id of that story's original (its own, where it is that)."""

    id: int
    url: str | None
    title: str | None
    author: str | None
    source: str | None
    site: str | None
    published: str | None
    fetched: str
    version: int
    story: int
    original: int
    summary: str | None
    keywords: list[str]
    text: str


ROWS: Mapping[str, type[BaseModel]] = {
    "claims": ClaimRow,
    "events": EventRow,
    "entities": EntityRow,
    "articles": ArticleRow,
}


def rows(store: Store, what: str) -> Iterator[BaseModel]:
    """The rows of `what`: claims, events, entities or articles; raises UsageError for anything else."""
    sources: dict[str, Callable[[Store], Iterable[BaseModel]]] = {
        "claims": all_claims,
        "events": timeline,
        "entities": _entities,
        "articles": _articles,
    }
    if what not in sources:
        known = ", ".join(sources)
        raise UsageError(say(f"没有这种导出：'{what}'；可用：{known}", f"cannot export: '{what}'; known: {known}"))
    return iter(sources[what](store))


def columns_of(what: str) -> list[str]:
    """The columns of the rows of `what`, in order."""
    return list(ROWS[what].model_fields)


def encoding(form: str) -> str:
    """What a file of this format is encoded in: CSV with a byte order mark, without which Excel garbles Chinese."""
    return "utf-8-sig" if _known(form) == "csv" else "utf-8"


def write(rows: Iterable[BaseModel], file: TextIO, form: str, what: str) -> int:
    """Write rows of `what` in this format and return how many; raises UsageError for a format that is not known.

    A CSV file must be open with `newline=""`.
    """
    if _known(form) == "csv":
        return write_csv(rows, file, columns_of(what))
    return write_jsonl(rows, file)


def write_csv(rows: Iterable[BaseModel], file: TextIO, columns: Sequence[str]) -> int:
    """Write rows as CSV with a heading and return how many; a list is JSON text in its cell, None an empty cell.

    Text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers.
    """
    count = 0
    writer = csv.writer(file)
    writer.writerow(columns)
    for row in rows:
        cells = row.model_dump(mode="json")
        writer.writerow([_cell(cells[name]) for name in columns])
        count += 1
    return count


def write_jsonl(rows: Iterable[BaseModel], file: TextIO) -> int:
    """Write rows as one JSON object a line and return how many."""
    count = 0
    for row in rows:
        file.write(json.dumps(row.model_dump(mode="json"), ensure_ascii=False) + "\n")
        count += 1
    return count


def _known(form: str) -> str:
    if form not in FORMATS:
        known = ", ".join(FORMATS)
        raise UsageError(say(f"没有这种格式：'{form}'；可用：{known}", f"no such format: '{form}'; known: {known}"))
    return form


def _cell(value: object) -> object:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    # https://owasp.org/www-community/attacks/CSV_Injection: a headline from the web must not run in a spreadsheet.
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return "'" + value
    return value


# ── rows that no other room makes ──


def _articles(store: Store) -> Iterator[ArticleRow]:
    last = 0
    while portion := _articles_after(store, last):
        last = portion[-1].id or 0
        with store.session() as session:
            stories = originals(session, [article.id for article in portion if article.id is not None])
        yield from (_article_row(article, *stories[article.id or 0]) for article in portion)


def _article_row(article: Article, story: int, original: int) -> ArticleRow:
    return ArticleRow(**article.model_dump(include=set(ArticleRow.model_fields)), story=story, original=original)


def _articles_after(store: Store, last: int) -> Sequence[Article]:
    with store.session() as session:
        return session.exec(
            select(Article).where(col(Article.id) > last).order_by(col(Article.id)).limit(PORTION)
        ).all()


def _entities(store: Store) -> Iterator[EntityRow]:
    with store.session() as session:
        entities = session.exec(select(Entity).order_by(col(Entity.id))).all()
        seen = {key: list(lines) for key, lines in groupby(_seen(session), attrgetter("entity_id"))}
    for entity in entities:
        assert entity.id is not None
        yield _entity_row(entity.id, entity, seen.get(entity.id, []))


def _seen(session: Session) -> Sequence[Line[Any]]:
    """Which entity goes by which name in which article, and that article's date."""
    names = [_names(Mention, col(Mention.text)), _names(Alias, col(Alias.alias))]
    return session.execute(union(*names).order_by("entity_id", "surface")).all()


def _names(table: type[Mention] | type[Alias], surface: Mapped[str]) -> Select[Any]:
    fields: tuple[Any, ...] = (
        col(table.entity_id),
        surface.label("surface"),
        col(table.article_id),
        col(Article.published),
    )
    return columns(*fields).join_from(table, Article)


def _entity_row(entity_id: int, entity: Entity, seen: Iterable[Line[Any]]) -> EntityRow:
    seen = list(seen)
    days = sorted(line.published[:10] for line in seen if line.published)
    return EntityRow(
        id=entity_id,
        name=entity.name,
        type=entity.type,
        aliases=sorted({line.surface for line in seen} - {entity.name}),
        articles=len({line.article_id for line in seen}),
        first_seen=days[0] if days else None,
        last_seen=days[-1] if days else None,
    )
