"""The tables that keep what the ledger holds.

SQLModel table classes do not validate, so whatever comes from a page, a model or a file passes its `Fields` first
(`data/fields.py`), which the tables of claims and events are made from.
"""

from typing import Any

from sqlalchemy import JSON, Column, Index, String, UniqueConstraint
from sqlmodel import Field, SQLModel

from data.fields import ClaimFields, ClaimKind, EventFields, EventType

# ── articles and crawls ──────────────────────────────────────────────────────────────────────────────────────────────


class Article(SQLModel, table=True):
    """An article at its latest version."""

    __table_args__ = (Index("article_site_published", "site", "published"),)

    id: int | None = Field(default=None, primary_key=True)
    url: str | None = Field(default=None, unique=True)
    site: str | None = Field(default=None, index=True)
    title: str | None = None
    author: str | None = None
    source: str | None = None
    published: str | None = Field(default=None, index=True)
    fetched: str  # when this version was fetched
    version: int = 1
    text: str
    text_hash: str = Field(index=True)
    page_hash: str | None = None  # key into pages.sqlite
    summary: str | None = None
    keywords: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class ArticleVersion(SQLModel, table=True):
    """Every version of every article, the latest included; never overwritten."""

    __tablename__ = "article_version"
    __table_args__ = (
        UniqueConstraint("article_id", "version"),
        Index("article_version_fetched", "fetched", "version"),
    )

    id: int | None = Field(default=None, primary_key=True)
    article_id: int = Field(foreign_key="article.id")
    version: int
    title: str | None = None
    author: str | None = None
    source: str | None = None
    published: str | None = None
    fetched: str
    text: str
    text_hash: str
    page_hash: str | None = None


class ReadingState(SQLModel, table=True):
    """Which extractor, in which version, last read which version of an article."""

    __tablename__ = "reading_state"

    article_id: int = Field(foreign_key="article.id", primary_key=True)
    extractor: str = Field(primary_key=True)
    extractor_version: str
    version: int
    at: str
    error: str | None = None


class SiteState(SQLModel, table=True):
    """How a site is doing."""

    __tablename__ = "site_state"

    site: str = Field(primary_key=True)
    last_crawl: str | None = None
    last_good: str | None = None
    next_due: str | None = None
    failures: int = 0  # crawls in a row that failed
    last_error: str | None = None
    verified: str | None = None  # the day of the first crawl that brought articles
    interval: int | None = None  # seconds between two crawls, as it has come about
    holder: str | None = None  # the process that crawls it now
    until: str | None = None  # when that process is taken for dead, unless it says that it is not


class Crawl(SQLModel, table=True):
    """One visit to one site."""

    __table_args__ = (Index("crawl_started", "started"), Index("crawl_site_started", "site", "started"))

    id: int | None = Field(default=None, primary_key=True)
    site: str = Field(index=True)
    started: str
    ended: str | None = None
    pages: int = 0
    new: int = 0
    changed: int = 0
    failed: int = 0
    error: str | None = None


class Skipped(SQLModel, table=True):
    """A page that was fetched and gave no article, with the reason in plain words."""

    id: int | None = Field(default=None, primary_key=True)
    crawl_id: int = Field(foreign_key="crawl.id", index=True)
    url: str
    why: str


class Fetch(SQLModel, table=True):
    """An address that was asked: what makes the next question conditional, and when an article is asked again."""

    url: str = Field(primary_key=True)  # of an article: the canonical one
    site: str = Field(index=True)
    etag: str | None = None
    last_modified: str | None = None
    fetched: str  # when it was first asked, in Beijing time
    status: int  # of the last answer
    next_check: str | None = None  # in Beijing time; None: not asked again by itself
    checks: int = 0  # how often it was asked again


# ── the log, and the current state that follows from it ──────────────────────────────────────────────────────────────


class LogEntry(SQLModel, table=True):
    """One line of the append-only log: a find, its being found again or no longer, or a person's judgement."""

    __tablename__ = "log"
    __table_args__ = (Index("log_find", "article_id", "kind", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    at: str
    act: str  # LogAct
    kind: str  # FindKind
    key: str  # what makes two finds of one article the same find
    article_id: int = Field(foreign_key="article.id")
    version: int  # of the article
    extractor: str  # "rules", "llm", or "person"
    extractor_version: str
    # the find itself; of "closed" {"why"}; of "judged" {"verdict", "note"} and, where a person mended it, {"edited"}
    body: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class Entity(SQLModel, table=True):
    """What mentions mean, across articles."""

    __table_args__ = (UniqueConstraint("name", "type"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str
    type: str


class Alias(SQLModel, table=True):
    """A short name and the entity that an article declared it for."""

    __table_args__ = (UniqueConstraint("alias", "entity_id", "article_id"),)

    id: int | None = Field(default=None, primary_key=True)
    alias: str = Field(index=True)
    entity_id: int = Field(foreign_key="entity.id", index=True)
    article_id: int = Field(foreign_key="article.id", index=True)
    version: int
    evidence: str
    start: int
    end: int


class Mention(SQLModel, table=True):
    """A surface form at a place in a version of an article."""

    id: int | None = Field(default=None, primary_key=True)
    entity_id: int = Field(foreign_key="entity.id", index=True)
    article_id: int = Field(foreign_key="article.id", index=True)
    version: int
    text: str
    start: int
    end: int


class Claim(ClaimFields, SQLModel, table=True):
    """A claim that is in force or once was; `id` is that of the log line which found it, so a rebuild keeps it."""

    id: int = Field(primary_key=True)
    kind: ClaimKind = Field(sa_type=String)
    article_id: int = Field(foreign_key="article.id", index=True)
    version: int
    extractor: str
    extractor_version: str
    found: str
    closed: str | None = None  # since when the extractor or the article no longer has it
    closed_why: str | None = None  # "superseded" by a newer version of the article, or "withdrawn" from it, or "unread"
    verdict: str | None = None  # a person's last judgement
    note: str | None = None
    model_key: str = Field(index=True)  # folded, for questions
    benchmark_key: str = Field(index=True)


class Event(EventFields, SQLModel, table=True):
    """An event that is in force or once was; `id` as in Claim."""

    id: int = Field(primary_key=True)
    type: EventType = Field(sa_type=String)
    who: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    article_id: int = Field(foreign_key="article.id", index=True)
    version: int
    extractor: str
    extractor_version: str
    found: str
    closed: str | None = None
    verdict: str | None = None
    note: str | None = None


class SignatureBand(SQLModel, table=True):
    """One band of an article's MinHash signature; articles that share one may have the same body.

    Bands of older versions stay: they propose, the bodies themselves decide.
    """

    __tablename__ = "signature_band"
    __table_args__ = {"sqlite_with_rowid": False}

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    hash: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    article_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})


class StoryLink(SQLModel, table=True):
    """Two articles of one story, or two that a person has parted for good; `other_id` is the smaller of the two."""

    __tablename__ = "story_link"

    article_id: int = Field(foreign_key="article.id", primary_key=True)
    other_id: int = Field(foreign_key="article.id", primary_key=True, index=True)
    kind: str | None = None  # LinkKind; None where they were of one story by way of a third article
    figure: float | None = None  # how much of the shorter body is in the longer, from 0 to 1
    joined: str | None = None
    parted: str | None = None  # since when a person says that they are two stories


class StoryMember(SQLModel, table=True):
    """Which story an article is of: the articles that links join; its number is the smallest of their ids."""

    __tablename__ = "story_member"

    article_id: int = Field(foreign_key="article.id", primary_key=True)
    story_id: int = Field(index=True)


class Change(SQLModel, table=True):
    """One row whose counter every write transaction bumps, so that a dashboard knows when to look again."""

    id: int = Field(default=1, primary_key=True)
    counter: int = 0
