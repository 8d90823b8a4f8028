"""Who holds which post, as the articles say it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pydantic import BaseModel
from sqlmodel import col, select

from data.folding import name_key
from data.schema import Article, LogEntry

if TYPE_CHECKING:
    from data.store import Store


class RoleRow(BaseModel):
    """A person's post at a company, in how many articles it stands, and the newest of them with its words."""

    person: str
    role: str
    org: str | None
    former: bool
    articles: int
    published: str | None
    evidence: str
    article_id: int
    url: str | None
    title: str | None


def roles(store: "Store", text: str = "") -> list[RoleRow]:
    """The posts that articles give people, by person, the newest first; only those with `text` in a name of theirs."""
    with store.session() as session:
        query = select(LogEntry).where(LogEntry.kind == "role").order_by(col(LogEntry.id))
        held: dict[tuple[str, int], LogEntry] = {}
        for line in session.exec(query).all():
            held[line.key, line.article_id] = line
        lines = [line for line in held.values() if line.act != "closed"]
        articles = {line.article_id: session.get(Article, line.article_id) for line in lines}
    groups: dict[str, list[LogEntry]] = {}
    for line in lines:
        groups.setdefault(line.key, []).append(line)
    wanted = name_key(text)
    rows = [_row(group, articles) for group in groups.values()]
    found = [row for row in rows if any(wanted in name_key(name or "") for name in (row.person, row.org))]
    newest_first = sorted(found, key=lambda row: row.published or "", reverse=True)
    return sorted(newest_first, key=lambda row: row.person)


def _row(lines: Sequence[LogEntry], articles: dict[int, Article | None]) -> RoleRow:
    """The row of one post of one person from its lines, one of each article."""
    dated = [(article.published or "" if (article := articles[line.article_id]) else "", line) for line in lines]
    newest = max(dated, key=lambda pair: pair[0])[1]
    article = articles[newest.article_id]
    return RoleRow(
        **{name: newest.body[name] for name in ("person", "role", "org", "former", "evidence")},
        articles=len(lines),
        published=article.published if article else None,
        article_id=newest.article_id,
        url=article.url if article else None,
        title=article.title if article else None,
    )
