"""Events over time: who did what, when, as articles say it."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel
from sqlalchemy import Select, func
from sqlalchemy import select as columns
from sqlmodel import col

from data.errors import UsageError
from data.fields import EventType
from data.filters import Filters, parse_date
from data.folding import name_key
from data.known import stands_in
from data.language import say
from data.schema import Alias, Article, Entity, Event
from data.store import Store

if TYPE_CHECKING:
    from data.lexicon import Lexicon


class EventRow(BaseModel):
    """An event as `bangyan timeline --json` gives it; `date` is a day, month or year, or None where unsaid."""

    type: str
    date: str | None
    planned: bool
    who: list[str]
    what: str | None
    evidence: str
    article_id: int
    url: str | None
    title: str | None
    site: str | None
    published: str | None

    @property
    def day(self) -> str:
        """Where it stands in time: its own date, else the article's."""
        return self.date or (self.published or "")[:10]


class ToldEvent(EventRow):
    """An event with the day on which its article came out; without one, the day that it was fetched."""

    told_on: str


def timeline(
    store: Store,
    lexicon: "Lexicon | None" = None,
    *,
    entity: str | None = None,
    type: str | None = None,  # noqa: A002
    since: str | None = None,
    until: str | None = None,
    limit: int | None = None,
) -> list[EventRow]:
    """The events in force, newest first, those without a date by their article's.

    `entity` is a company, person, model or product under any name that the lexicon or an article gives it. An event of
    which only the month or year is known is within `since` and `until` where any day of it is. Raises UsageError for a
    type that is none, and for a broken date.
    """
    _check_type(type)
    since, until = (None if day is None else parse_date(day) for day in (since, until))
    rows = _rows(store, type)
    if entity is not None:
        spellings = _spellings(store, lexicon, entity)
        rows = [row for row in rows if _concerns(row, spellings)]
    within = [row for row in rows if _is_within(row.day, Filters(since=since, until=until))]
    return within[:limit]


def told_between(store: Store, since: str, until: str) -> list[ToldEvent]:
    """The events in force of articles that came out from one ISO day to another, both included."""
    day = func.substr(func.coalesce(Article.published, Article.fetched), 1, len("2024-05-01")).label("told_on")
    with store.session() as session:
        lines = session.execute(_all().add_columns(day).where(day >= since, day <= until)).all()
    return [ToldEvent.model_validate(line._asdict()) for line in lines]


def _check_type(name: str | None) -> None:
    known = get_args(EventType)
    if name is not None and name not in known:
        said = ", ".join(known)
        raise UsageError(
            say(f"没有这种事件：'{name}'；可用：{said}", f"no such type of event: '{name}'; known: {said}")
        )


def _rows(store: Store, kind: str | None) -> list[EventRow]:
    query = _all().where(col(Event.type) == kind) if kind else _all()
    with store.session() as session:
        rows = [EventRow.model_validate(line._asdict()) for line in session.execute(query).all()]
    return sorted(rows, key=lambda row: row.day, reverse=True)


def _all() -> Select[Any]:
    fields = [getattr(Event if name in Event.model_fields else Article, name) for name in EventRow.model_fields]
    in_force = col(Event.closed).is_(None), (col(Event.verdict).is_(None) | (col(Event.verdict) != "rejected"))
    return columns(*fields).join_from(Event, Article).where(*in_force).order_by(col(Event.id).desc())


def _is_within(day: str, asked: Filters) -> bool:
    """`2024` is within since:2024-05 as it may be a day of May or later."""
    since = asked.since and asked.since[: len(day)]
    return Filters(since=since, until=asked.until).holds_day(day or None)


# ── whom an event concerns ──


def _spellings(store: Store, lexicon: "Lexicon | None", entity: str) -> set[str]:
    """Every spelling of what `entity` names: as said, as the lexicon has it, as an article declared it."""
    said = {entity}
    for match in lexicon.find(entity) if lexicon else ():
        if (match.start, match.end) == (0, len(entity)):
            said |= {match.name, *(match.entry.spellings if match.entry.name == match.name else ())}
    pairs = columns(col(Alias.alias), col(Entity.name)).join_from(Alias, Entity).distinct()
    with store.session() as session:
        learned = [(line[0], line[1]) for line in session.execute(pairs).all()]
    keys = set(map(name_key, said))
    return said.union(*(pair for pair in learned if keys & set(map(name_key, pair))))


def _concerns(row: EventRow, spellings: Collection[str]) -> bool:
    keys = set(map(name_key, spellings))
    return any(name_key(name) in keys or any(stands_in(one, name) for one in spellings) for name in _named(row))


def _named(row: EventRow) -> Iterable[str]:
    return (*row.who, row.what) if row.what else row.who


__all__ = ["EventRow", "ToldEvent", "timeline", "told_between"]
