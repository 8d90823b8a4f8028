"""The current state that follows from the log: entities, aliases, mentions, claims, events, summaries, stories.

A line that finds something new writes its row. A line that says "again", "closed" or "judged" has the row written anew
from the whole history of that find, so that living through the log and replaying it come to the same.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, insert, update
from sqlmodel import Session, SQLModel, col, select

from data.folding import name_key
from data.links import every_alone, write_link
from data.log import history
from data.schema import Alias, Article, Claim, Entity, Event, LogEntry, Mention

TABLES: tuple[type[SQLModel], ...] = (Mention, Alias, Claim, Event, Entity)  # in an order that foreign keys allow
PORTION = 1000  # lines replayed before they are let go


def apply(session: Session, lines: Sequence[LogEntry]) -> None:
    """Bring the current state up to date with the last of these lines, which are the whole history of one find."""
    match lines[-1].kind:
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
        case "reprint":
            write_link(session, lines)


def replay(session: Session) -> None:
    """Make the current state again from the log alone."""
    for table in TABLES:
        session.execute(delete(table))
    session.execute(update(Article).values(summary=None, keywords=[]))
    every_alone(session)
    last = 0
    while portion := _after(session, last):
        for line in portion:
            apply(session, _upto(session, line))
        last = portion[-1].id or 0
        session.expunge_all()


def _after(session: Session, last: int) -> Sequence[LogEntry]:
    return session.exec(select(LogEntry).where(col(LogEntry.id) > last).order_by(col(LogEntry.id)).limit(PORTION)).all()


def _upto(session: Session, line: LogEntry) -> Sequence[LogEntry]:
    if line.act == "found":
        return [line]
    return history(session, line.article_id, kind=line.kind, key=line.key, upto=line.id)


# ── the history of one find ──


def in_force(lines: Iterable[LogEntry]) -> LogEntry | None:
    """The last word of the extractor that has held the find longest, or None where nobody holds it."""
    held: dict[str, LogEntry] = {}
    for line in lines:
        if line.act == "closed":
            held.pop(line.extractor, None)
        elif line.act != "judged":
            held[line.extractor] = line
    return next(iter(held.values()), None)


def _shown(lines: Sequence[LogEntry]) -> LogEntry:
    return in_force(lines) or _last(lines, "found", "again")


def _last(lines: Sequence[LogEntry], *acts: str) -> LogEntry:
    return next(line for line in reversed(lines) if line.act in acts)


def _judged(lines: Sequence[LogEntry]) -> dict[str, Any]:
    return next((line.body for line in reversed(lines) if line.act == "judged"), {})


# ── one writer for each kind of find ──


def _write_claim(session: Session, lines: Sequence[LogEntry]) -> None:
    judged = _judged(lines)
    fields = {**_shown(lines).body, **judged.get("edited", {})}
    closing = None if in_force(lines) else _last(lines, "closed")
    values = {
        **fields,
        **_origin(lines),
        "model_key": name_key(fields["model"]),
        "benchmark_key": name_key(fields["benchmark"]),
        "closed": closing and closing.at,
        "closed_why": closing and closing.body["why"],
        "verdict": judged.get("verdict"),
        "note": judged.get("note"),
    }
    _put(session, Claim, values, lines)


def _write_event(session: Session, lines: Sequence[LogEntry]) -> None:
    closed = None if in_force(lines) else _last(lines, "closed").at
    _put(session, Event, {**_shown(lines).body, **_origin(lines), "closed": closed}, lines)


def _origin(lines: Sequence[LogEntry]) -> dict[str, Any]:
    shown = _shown(lines)
    by = shown.model_dump(include={"article_id", "version", "extractor", "extractor_version"})
    return {"id": lines[0].id, "found": lines[0].at, **by}


def _put(session: Session, table: type[Claim | Event], values: dict[str, Any], lines: Sequence[LogEntry]) -> None:
    session.execute(insert(table) if len(lines) == 1 else update(table), [values])


def _write_entity(session: Session, lines: Sequence[LogEntry]) -> None:
    name, kind, article_id = lines[0].body["name"], lines[0].body["type"], lines[0].article_id
    entity_id = _entity_id(session, name, kind)
    if len(lines) > 1 and entity_id is not None:
        mine = col(Mention.entity_id) == entity_id, col(Mention.article_id) == article_id
        session.execute(delete(Mention).where(*mine))
    shown = in_force(lines)
    if shown is None:
        _drop_unused(session, entity_id)
        return
    of = {"entity_id": entity_id or _new_entity(session, name, kind, lines), "article_id": article_id}
    session.execute(insert(Mention), [{**of, "version": shown.version, **place} for place in shown.body["mentions"]])


def _write_alias(session: Session, lines: Sequence[LogEntry]) -> None:
    name, kind = lines[0].body["name"], lines[0].body["type"]
    entity_id = _entity_id(session, name, kind)
    if len(lines) > 1:
        session.execute(delete(Alias).where(col(Alias.id) == lines[0].id))
    shown = None if _judged(lines).get("verdict") == "rejected" else in_force(lines)
    if shown is None:
        _drop_unused(session, entity_id)
        return
    said = {field: shown.body[field] for field in ("alias", "evidence", "start", "end")}
    of = {"entity_id": entity_id or _new_entity(session, name, kind, lines), "article_id": shown.article_id}
    session.execute(insert(Alias), [{"id": lines[0].id, **of, "version": shown.version, **said}])


def _entity_id(session: Session, name: str, kind: str) -> int | None:
    return session.exec(select(Entity.id).where(Entity.name == name, Entity.type == kind)).one_or_none()


def _new_entity(session: Session, name: str, kind: str, lines: Sequence[LogEntry]) -> int:
    entity_id = lines[-1].id
    assert entity_id is not None
    session.execute(insert(Entity), [{"id": entity_id, "name": name, "type": kind}])
    return entity_id


def _drop_unused(session: Session, entity_id: int | None) -> None:
    if entity_id is None:
        return
    mention = session.exec(select(Mention.id).where(Mention.entity_id == entity_id).limit(1)).first()
    alias = session.exec(select(Alias.id).where(Alias.entity_id == entity_id).limit(1)).first()
    if mention is None and alias is None:
        session.execute(delete(Entity).where(col(Entity.id) == entity_id))


def _write_summary(session: Session, lines: Sequence[LogEntry]) -> None:
    shown = in_force(lines)
    body = shown.body if shown else {"summary": "", "keywords": []}
    values = {"id": lines[0].article_id, "summary": body["summary"] or None, "keywords": body["keywords"]}
    session.execute(update(Article), [values])
