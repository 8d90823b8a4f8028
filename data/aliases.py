"""The short names that articles declared, and what a person says of them."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pydantic import BaseModel
from sqlmodel import Session, col, select

from data.errors import InputError
from data.fields import Verdict
from data.folding import name_key
from data.language import say
from data.log import judgement
from data.schema import Article, LogEntry
from data.state import in_force

if TYPE_CHECKING:
    from data.store import Store


class AliasRow(BaseModel):
    """A short name, whom it means, and the first article that declared it; `status` is `learned` or `rejected`.

    `extractor` is who found it first there, of those who find it still.
    """

    alias: str
    name: str
    type: str
    status: str
    extractor: str
    note: str | None
    articles: int
    evidence: str
    article_id: int
    url: str | None
    title: str | None


def aliases(store: "Store", text: str | None = None) -> list[AliasRow]:
    """Every alias that an article declares, by its name, rejected ones last; only those with `text` in a name of it."""
    with store.session() as session:
        lines = _alias_lines(session)
        titles = {line.article_id: session.get(Article, line.article_id) for line in lines}
    groups: dict[str, list[LogEntry]] = {}
    for line in lines:
        groups.setdefault(line.key, []).append(line)
    rows = [row for group in groups.values() if (row := _row(group, titles))]
    wanted = name_key(text or "")
    found = [row for row in rows if wanted in name_key(row.alias) or wanted in name_key(row.name)]
    return sorted(found, key=lambda row: (row.status == "rejected", row.name, row.alias))


def judge_alias(store: "Store", alias: str, name: str, verdict: Verdict, *, note: str | None, at: str) -> int:
    """Log a person's word that `alias` does not mean `name` (rejected), or does (confirmed); how many articles said so.

    It holds for the articles that have declared it until now, however often they are read again. Raises InputError
    where no article declared it.
    """
    return store.judge_alias(alias, name, verdict, note=note, at=at)


def judgements(
    session: Session, alias: str, name: str, verdict: Verdict, note: str | None, at: str
) -> tuple[list[LogEntry], Sequence[LogEntry]]:
    """The lines that judge an alias in each article that declared it, and all earlier lines about it there."""
    keys = name_key(alias), name_key(name)
    past = _alias_lines(session)
    found = {(line.article_id, line.key): line for line in past if line.act == "found" and _says(line) == keys}
    if not found:
        raise InputError(
            say(
                f"没有文章把 '{alias}' 叫作 '{name}' 的别名；用 `bangyan alias list` 查看",
                f"no article declares '{alias}' for '{name}'; see `bangyan alias list`",
            )
        )
    return [judgement(line, {"verdict": verdict, "note": note}, at) for line in found.values()], past


def is_rejected(lines: Iterable[LogEntry]) -> bool:
    """Whether a person's last word on an alias was that it is none; `lines` are its history in one article."""
    last = [line for line in lines if line.act == "judged"][-1:]
    return any(line.body["verdict"] == "rejected" for line in last)


def _alias_lines(session: Session) -> Sequence[LogEntry]:
    return session.exec(select(LogEntry).where(LogEntry.kind == "alias").order_by(col(LogEntry.id))).all()


def _says(line: LogEntry) -> tuple[str, str] | None:
    body = line.body
    return (name_key(body["alias"]), name_key(body["name"])) if "alias" in body else None


def _row(lines: Sequence[LogEntry], titles: dict[int, Article | None]) -> AliasRow | None:
    """The row of one alias of one name from its lines in all articles; None where no article has it any more."""
    by: dict[int, list[LogEntry]] = {}
    for line in lines:
        by.setdefault(line.article_id, []).append(line)
    held = {number: told for number, told in by.items() if in_force(told)}
    if not held:
        return None
    first, told = next(iter(held.items()))
    shown = in_force(told) or told[0]
    article = titles[first]
    rejected = all(is_rejected(own) for own in held.values())
    notes = [line.body.get("note") for line in told if line.act == "judged"]
    return AliasRow(
        **{name: shown.body[name] for name in ("alias", "name", "type", "evidence")},
        status="rejected" if rejected else "learned",
        extractor=shown.extractor,
        note=notes[-1] if notes else None,
        articles=len(held),
        article_id=first,
        url=article.url if article else None,
        title=article.title if article else None,
    )
