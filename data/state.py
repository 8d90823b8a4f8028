"""The current state that follows from the log: entities, aliases, mentions, claims, events, summaries.

A line that finds something new writes its row. A line that says "again", "closed" or "judged" has the row written anew
from the whole history of that find, so that living through the log and replaying it come to the same.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import Session, SQLModel, col, select

from data.folding import name_key
from data.log import history
from data.schema import Alias, Article, Claim, Entity, Event, LogEntry, Mention

TABLES: tuple[type[SQLModel], ...] = (Mention, Alias, Claim, Event, Entity)  # in an order that foreign keys allow
PORTION = 1000  # lines replayed before what they wrote is let go


def apply(session: Session, line: LogEntry) -> None:
    """Bring the current state up to date with a line that was just added to the log."""
    lines = [line] if line.act == "found" else history(session, line.article_id, line.kind, line.key)
    _write(session, line.kind, [past for past in lines if past.id and line.id and past.id <= line.id])


def replay(session: Session) -> None:
    """Make the current state again from the log alone."""
    for table in TABLES:
        session.execute(delete(table))
    session.execute(update(Article).values(summary=None, keywords=[]))
    last = 0
    while lines := _after(session, last):
        for line in lines:
            apply(session, line)
        last = lines[-1].id or 0
        session.flush()
        session.expunge_all()


def _after(session: Session, last: int) -> Sequence[LogEntry]:
    return session.exec(select(LogEntry).where(col(LogEntry.id) > last).order_by(col(LogEntry.id)).limit(PORTION)).all()


def _write(session: Session, kind: str, lines: Sequence[LogEntry]) -> None:
    match kind:
        case "claim":
            _write_claim(session, lines)
        case "event":
            _write_event(session, lines)
        case "entity":
            _write_entity(session, lines)
        case "alias":
            _write_alias(session, lines)
        case "summary":
            _write_summary(session, lines)


# ── the history of one find ──


def _in_force(lines: Iterable[LogEntry]) -> LogEntry | None:
    """The last word of the extractor that has held the find longest, or None where nobody holds it."""
    held: dict[str, LogEntry] = {}
    for line in lines:
        if line.act == "closed":
            held.pop(line.extractor, None)
        elif line.act != "judged":
            held[line.extractor] = line
    return next(iter(held.values()), None)


def _last(lines: Sequence[LogEntry], *acts: str) -> LogEntry:
    return next(line for line in reversed(lines) if line.act in acts)


def _judged(lines: Sequence[LogEntry]) -> dict[str, Any]:
    return next((line.body for line in reversed(lines) if line.act == "judged"), {})


# ── one writer for each kind of find ──


def _write_claim(session: Session, lines: Sequence[LogEntry]) -> None:
    holder = _in_force(lines)
    shown = holder or _last(lines, "found", "again")
    judged = _judged(lines)
    fields = {**shown.body, **judged.get("edited", {})}
    closing = None if holder else _last(lines, "closed")
    session.merge(
        Claim(
            **fields,
            **_origin(lines[0], shown),
            model_key=name_key(fields["model"]),
            benchmark_key=name_key(fields["benchmark"]),
            closed=closing.at if closing else None,
            closed_why=closing.body["why"] if closing else None,
            verdict=judged.get("verdict"),
            note=judged.get("note"),
        )
    )


def _write_event(session: Session, lines: Sequence[LogEntry]) -> None:
    holder = _in_force(lines)
    shown = holder or _last(lines, "found", "again")
    closed = None if holder else _last(lines, "closed").at
    session.merge(Event(**shown.body, **_origin(lines[0], shown), closed=closed))


def _origin(first: LogEntry, shown: LogEntry) -> dict[str, Any]:
    return {
        "id": first.id,
        "article_id": first.article_id,
        "version": shown.version,
        "extractor": shown.extractor,
        "extractor_version": shown.extractor_version,
        "found": first.at,
    }


def _write_entity(session: Session, lines: Sequence[LogEntry]) -> None:
    body = _last(lines, "found", "again").body
    entity = _entity(session, body["name"], body["type"])
    if entity is not None:
        session.execute(
            delete(Mention).where(col(Mention.entity_id) == entity.id, col(Mention.article_id) == lines[0].article_id)
        )
    shown = _in_force(lines)
    if shown is None:
        _drop_unused(session, entity)
        return
    entity = entity or _new_entity(session, body["name"], body["type"], lines[-1])
    assert entity.id is not None
    for mention in shown.body["mentions"]:
        session.add(Mention(entity_id=entity.id, article_id=shown.article_id, version=shown.version, **mention))
    session.flush()


def _write_alias(session: Session, lines: Sequence[LogEntry]) -> None:
    body = _last(lines, "found", "again").body
    entity = _entity(session, body["name"], body["type"])
    session.execute(delete(Alias).where(col(Alias.id) == lines[0].id))
    shown = _in_force(lines)
    if shown is None:
        _drop_unused(session, entity)
        return
    entity = entity or _new_entity(session, body["name"], body["type"], lines[-1])
    assert entity.id is not None
    place = {name: shown.body[name] for name in ("alias", "evidence", "start", "end")}
    session.add(Alias(id=lines[0].id, entity_id=entity.id, article_id=shown.article_id, version=shown.version, **place))
    session.flush()


def _entity(session: Session, name: str, kind: str) -> Entity | None:
    return session.exec(select(Entity).where(Entity.name == name, Entity.type == kind)).one_or_none()


def _new_entity(session: Session, name: str, kind: str, line: LogEntry) -> Entity:
    entity = Entity(id=line.id, name=name, type=kind)
    session.add(entity)
    session.flush()
    return entity


def _drop_unused(session: Session, entity: Entity | None) -> None:
    if entity is None:
        return
    mention = session.exec(select(Mention.id).where(Mention.entity_id == entity.id).limit(1)).first()
    alias = session.exec(select(Alias.id).where(Alias.entity_id == entity.id).limit(1)).first()
    if mention is None and alias is None:
        session.delete(entity)
        session.flush()


def _write_summary(session: Session, lines: Sequence[LogEntry]) -> None:
    shown = _in_force(lines)
    body = shown.body if shown else {"summary": None, "keywords": []}
    article = session.get_one(Article, lines[0].article_id)
    article.summary, article.keywords = body["summary"] or None, body["keywords"]
