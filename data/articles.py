"""How an article is found again, begun and renewed: its row, its versions and their place in the full-text index."""

import hashlib
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Insert, Row, insert
from sqlalchemy import text as sql
from sqlmodel import Session

from data.schema import Article, ArticleFields, ArticleVersion
from data.search import index_version

Values = dict[str, Any]  # by column

BEGIN, ADD_VERSION = insert(Article), insert(ArticleVersion)
KNOWN = "SELECT id, version, text, title, published FROM article WHERE"
BY_URL = sql(f"{KNOWN} url = :url")
BY_TEXT = sql(f"{KNOWN} text_hash = :text_hash AND url IS NULL ORDER BY id LIMIT 1")


@dataclass(frozen=True)
class Kept:
    """What became of an article that was to be kept."""

    article_id: int
    version: int
    state: Literal["new", "same", "changed"]


def text_hash(text: str) -> str:
    """What two bodies share that differ in blanks and line ends only (SHA-256, hexadecimal)."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()


def unchanged(session: Session, fields: ArticleFields, body_hash: str) -> Kept | None:
    """The article as it is kept, where these fields bring nothing new; `body_hash` is that of their text."""
    known = _known(session, fields, body_hash)
    return Kept(known.id, known.version, "same") if known and _same(known, fields) else None


def keep(
    session: Session, fields: ArticleFields, body_hash: str, *, site: str | None, fetched: str, page_hash: str | None
) -> Kept:
    """Begin an article, or renew it where its text, title or date changed; its url, else its text, says which it is."""
    known = _known(session, fields, body_hash)
    own = {**fields.model_dump(), "text_hash": body_hash, "page_hash": page_hash, "fetched": fetched}
    if known is None:
        return Kept(_begin(session, {**own, "site": site}), 1, "new")
    if _same(known, fields):
        return Kept(known.id, known.version, "same")
    return Kept(known.id, _renew(session, known.id, own), "changed")


def _known(session: Session, fields: ArticleFields, body_hash: str) -> Row[Any] | None:
    if fields.url is not None:
        return session.connection().execute(BY_URL, {"url": fields.url}).one_or_none()
    return session.connection().execute(BY_TEXT, {"text_hash": body_hash}).first()


def _same(known: Row[Any], fields: ArticleFields) -> bool:
    return (known.text, known.title, known.published) == (fields.text, fields.title, fields.published)


def _begin(session: Session, own: Values) -> int:
    article_id = _inserted(session, BEGIN, {**own, "version": 1, "keywords": []})
    _add_version(session, article_id, {**own, "version": 1})
    return article_id


def _renew(session: Session, article_id: int, own: Values) -> int:
    article = session.get_one(Article, article_id)
    article.sqlmodel_update({name: value for name, value in own.items() if name != "url"})
    article.version += 1
    session.flush()
    _add_version(session, article_id, {**own, "version": article.version})
    return article.version


def _add_version(session: Session, article_id: int, own: Values) -> None:
    row = {name: value for name, value in own.items() if name in ArticleVersion.model_fields}
    version_id = _inserted(session, ADD_VERSION, {**row, "article_id": article_id})
    index_version(session.connection(), version_id, own["title"], own["text"])


def _inserted(session: Session, statement: Insert, row: Values) -> int:
    """The id of a new row; not by way of an object, which takes three times as long."""
    return int(session.connection().execute(statement, row).lastrowid)
