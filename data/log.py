"""The append-only log: which lines a reading or a judgement adds to it."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel import Session, col, select

from data.fields import LogAct
from data.finds import Find, claim_question
from data.schema import LogEntry, ReadingState


@dataclass(frozen=True)
class Stamp:
    """Who reads what and when: the extractor in its version, and the article in its."""

    article_id: int
    version: int
    extractor: str
    extractor_version: str
    at: str


@dataclass(frozen=True)
class Noted:
    """What a reading changed: finds that are new, that were found again, that are no longer found, that were dropped.

    `again` counts every find that was known before, whether or not a line had to say so; `ungrounded` those whose
    evidence is not in the text.
    """

    found: int = 0
    again: int = 0
    closed: int = 0
    ungrounded: int = 0


def history(
    session: Session, article_id: int, *, kind: str | None = None, key: str = "", upto: int | None = None
) -> Sequence[LogEntry]:
    """The lines about one article, or about one find of it, oldest first; `upto` is the id of the last that counts."""
    query = select(LogEntry).where(LogEntry.article_id == article_id).order_by(col(LogEntry.id))
    if kind is not None:
        query = query.where(LogEntry.kind == kind, LogEntry.key == key)
    if upto is not None:
        query = query.where(col(LogEntry.id) <= upto)
    return session.exec(query).all()


def entries_for(finds: Sequence[Find], past: Sequence[LogEntry], stamp: Stamp) -> list[LogEntry]:
    """The lines that this reading adds: finds that are new, that moved or came from another version, that are gone.

    `past` is the article's whole history. An extractor closes its own finds only.
    """
    known = {(line.kind, line.key) for line in past if line.act == "found"}
    held = _last_by(stamp.extractor, past)
    said = {(find.kind, find.key) for find in finds}
    added = [_added(find, held.get((find.kind, find.key)), (find.kind, find.key) in known, stamp) for find in finds]
    gone = [line for key, line in held.items() if key not in said and line.act != "closed"]
    return [line for line in added if line] + [_closing(line, finds, stamp) for line in gone]


def note_state(session: Session, stamp: Stamp, error: str | None) -> bool:
    """Note that an extractor read an article, or why it could not; False where it has read a newer version already."""
    state = session.get(ReadingState, (stamp.article_id, stamp.extractor))
    if state is not None and state.version > stamp.version:
        return False
    session.merge(ReadingState(**asdict(stamp), error=error))
    return True


def judgement(claim_line: LogEntry, body: dict[str, Any], at: str) -> LogEntry:
    """The line of a person's verdict on the claim that `claim_line` found."""
    stamp = Stamp(claim_line.article_id, claim_line.version, "person", "", at)
    return _line("judged", claim_line.kind, claim_line.key, body, stamp)


def _last_by(extractor: str, past: Iterable[LogEntry]) -> dict[tuple[str, str], LogEntry]:
    return {(line.kind, line.key): line for line in past if line.extractor == extractor}


def _added(find: Find, last: LogEntry | None, known: bool, stamp: Stamp) -> LogEntry | None:
    if not known:
        return _line("found", find.kind, find.key, find.body, stamp)
    if last is not None and last.act != "closed" and _same(last, find, stamp):
        return None
    return _line("again", find.kind, find.key, find.body, stamp)


def _same(last: LogEntry, find: Find, stamp: Stamp) -> bool:
    by = (last.version, last.extractor_version)
    return by == (stamp.version, stamp.extractor_version) and last.body == find.body


def _closing(line: LogEntry, finds: Sequence[Find], stamp: Stamp) -> LogEntry:
    return _line("closed", line.kind, line.key, {"why": _why(line, finds, stamp)}, stamp)


def _why(line: LogEntry, finds: Sequence[Find], stamp: Stamp) -> str:
    if line.version >= stamp.version:
        return "unread"
    if line.kind != "claim":
        return "withdrawn"
    asked = claim_question(line.body)
    answered = any(find.kind == "claim" and claim_question(find.body) == asked for find in finds)
    return "superseded" if answered else "withdrawn"


def _line(act: LogAct, kind: str, key: str, body: dict[str, Any], stamp: Stamp) -> LogEntry:
    return LogEntry(act=act, kind=kind, key=key, body=body, **asdict(stamp))
