"""How an article is found again, begun and renewed: its row, its versions and their place in the full-text index."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from sqlmodel import Session, col, select

from data.days import BEIJING
from data.schema import Article, ArticleFields, ArticleVersion
from data.search import index_version

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


def unchanged(session: Session, fields: ArticleFields) -> Kept | None:
    """The article as it is kept, where these fields bring nothing new."""
    known = _known(session, fields)
    return _kept(known, "same") if known is not None and _same(known, fields) else None


def keep(session: Session, fields: ArticleFields, *, site: str | None, fetched: str, page_hash: str | None) -> Kept:
    """Begin an article, or renew it where its text, title or date changed; its url, else its text, says which it is."""
    known = _known(session, fields)
    if known is None:
        return _kept(_begin(session, fields, site, fetched, page_hash), "new")
    if _same(known, fields):
        return _kept(known, "same")
    return _kept(_renew(session, known, fields, fetched, page_hash), "changed")


def _known(session: Session, fields: ArticleFields) -> Article | None:
    if fields.url is not None:
        return session.exec(select(Article).where(Article.url == fields.url)).one_or_none()
    query = select(Article).where(Article.text_hash == text_hash(fields.text), col(Article.url).is_(None))
    return session.exec(query.order_by(col(Article.id)).limit(1)).first()


def _same(known: Article, fields: ArticleFields) -> bool:
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


def _kept(article: Article, state: Literal["new", "same", "changed"]) -> Kept:
    assert article.id is not None
    return Kept(article.id, article.version, state)


def _begin(session: Session, fields: ArticleFields, site: str | None, fetched: str, page_hash: str | None) -> Article:
    body = text_hash(fields.text)
    article = Article(**fields.model_dump(), text_hash=body, page_hash=page_hash, site=site, fetched=fetched)
    session.add(article)
    session.flush()
    _add_version(session, article)
    return article


def _renew(session: Session, known: Article, fields: ArticleFields, fetched: str, page_hash: str | None) -> Article:
    known.sqlmodel_update(fields.model_dump(exclude={"url"}))
    known.version += 1
    known.fetched, known.text_hash, known.page_hash = fetched, text_hash(fields.text), page_hash
    _add_version(session, known)
    return known


def _add_version(session: Session, article: Article) -> None:
    shared = set(ArticleVersion.model_fields) - {"id", "article_id"}
    assert article.id is not None
    version = ArticleVersion(article_id=article.id, **article.model_dump(include=shared))
    session.add(version)
    session.flush()
    assert version.id is not None
    index_version(session.connection(), version.id, version.title, version.text)
