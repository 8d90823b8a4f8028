"""How an article is found again, begun and renewed: its row, its versions and their place in the full-text index."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Insert, Row, insert
from sqlalchemy import text as sql
from sqlmodel import Session

from data.days import BEIJING
from data.fields import ArticleFields
from data.schema import Article, ArticleVersion
from data.search import index_version

Values = dict[str, Any]  # by column

BEGIN, ADD_VERSION = insert(Article), insert(ArticleVersion)
KNOWN = "SELECT id, version, text, title, published FROM article WHERE"
BY_URL = sql(f"{KNOWN} url = :url")
BY_TEXT = sql(f"{KNOWN} text_hash = :text_hash AND url IS NULL ORDER BY id LIMIT 1")
DRIFT = timedelta(hours=2)  # by which a time that is told as an age (3小时前) moves from one look to the next


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
    if _tells_the_same(known.published, fields.published):
        own["published"] = known.published  # which may say more
    return Kept(known.id, _renew(session, known.id, own), "changed")


def _known(session: Session, fields: ArticleFields, body_hash: str) -> Row[Any] | None:
    if fields.url is not None:
        return session.connection().execute(BY_URL, {"url": fields.url}).one_or_none()
    return session.connection().execute(BY_TEXT, {"text_hash": body_hash}).first()


def _same(known: Row[Any], fields: ArticleFields) -> bool:
    is_worded_so = (known.text, known.title) == (fields.text, fields.title)
    return is_worded_so and _tells_the_same(known.published, fields.published)


def _tells_the_same(known: str | None, now: str | None) -> bool:
    """Whether a date is the known one as a page shows it later: 3小时前 becomes 昨天, 8月10日, and at last nothing."""
    if known is None or now is None or known == now:
        return now is None or known == now
    if len(now) > len(known):
        return False  # more is known than before
    if known.startswith(now):
        return True
    if "T" in known and len(now) == len("2026-01-01"):
        return abs(date.fromisoformat(known[:10]) - date.fromisoformat(now)) <= timedelta(days=1)
    return "T" in now and abs(_moment(known) - _moment(now)) <= DRIFT


def _moment(written: str) -> datetime:
    moment = datetime.fromisoformat(written)
    return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)


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
