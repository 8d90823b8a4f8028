"""What the ledger holds: the fields that come from outside, validated, and the tables that keep them.

A class that ends in `Fields` validates and is no table; SQLModel table classes do not validate, so whatever comes from
a page, a model or a file passes its `Fields` first. Dates are ISO 8601 text (`2023-08-11`, or with a time and an
offset, Beijing's unless the source carries another); offsets count Unicode code points. None means that the
article does not say.
"""

import math
import re
from typing import Any, Literal, Self

import pydantic
from pydantic import BaseModel, field_validator, model_validator
from sqlalchemy import JSON, Column, Index, String, UniqueConstraint
from sqlmodel import Field, SQLModel

ClaimKind = Literal["score", "rank"]
EntityType = Literal["org", "person", "model", "product", "benchmark"]
EventType = Literal[
    "release",
    "open_source",
    "funding",
    "acquisition",
    "ipo",
    "earnings",
    "partnership",
    "appointment",
    "regulation",
    "leaderboard",
    "conference",
    "research",
]
FindKind = Literal["claim", "event", "entity", "alias", "role", "relation", "summary", "reprint", "left_out", "opinion"]
RelationKind = Literal["maker", "version"]
LeftOutOf = Literal["text", "sentence", "table", "events"]
LogAct = Literal["found", "again", "closed", "judged"]
LinkKind = Literal["verbatim", "trimmed", "reworded"]
Verdict = Literal["confirmed", "rejected", "edited"]

ISO_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2})?([+-]\d{2}:\d{2}|Z)?)?)?)?")


def _iso(value: str | None) -> str | None:
    if value is not None and not ISO_DATE.fullmatch(value):
        raise ValueError(f"no ISO 8601 date: {value!r}")
    return value


class _Evidenced(SQLModel):
    """A slice of an article's text: `text[start:end] == evidence`."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    evidence: str = Field(min_length=1)

    @model_validator(mode="after")
    def _evidence_fills_its_slice(self) -> Self:
        if len(self.evidence) != self.end - self.start:
            raise ValueError(f"evidence of {len(self.evidence)} characters in a slice of {self.end - self.start}")
        return self


# ── what comes from outside ──────────────────────────────────────────────────────────────────────────────────────────


class ArticleFields(SQLModel):
    """An article as a page, a feed or a person gives it; paragraphs of `text` are parted by a blank line."""

    url: str | None = None
    title: str | None = None
    author: str | None = None
    source: str | None = None  # 来源: who is said to have published it first
    published: str | None = None
    text: str = Field(min_length=1)

    _published_is_iso = field_validator("published")(_iso)


class ClaimFields(_Evidenced):
    """A model has a value on a benchmark, in a setting, in a sentence (see `eval/ANNOTATION.md` for each field)."""

    kind: ClaimKind = Field(sa_type=String)
    model: str = Field(min_length=1)
    benchmark: str = Field(min_length=1)
    subset: str | None = None
    setting: str | None = None
    value: float
    unit: str | None = None
    scope: str | None = None

    @field_validator("value")
    @classmethod
    def _value_is_finite(cls, value: float) -> float:
        if not math.isfinite(value):
            raise ValueError("a value must be a finite number")
        return value


class EventFields(_Evidenced):
    """Who did what, when; `date` is `YYYY-MM-DD`, `YYYY-MM` or `YYYY`."""

    type: EventType = Field(sa_type=String)
    date: str | None = None
    planned: bool = False
    who: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    what: str | None = None

    _date_is_iso = field_validator("date")(_iso)


class MentionFields(BaseModel):
    """A surface form at a place in the text: `text[start:end]`."""

    # Of pydantic, as no table follows from it: an article has hundreds of them, and SQLModel takes three times as long.
    start: int = pydantic.Field(ge=0)
    end: int = pydantic.Field(gt=0)
    text: str = pydantic.Field(min_length=1)


class EntityFields(BaseModel):
    """What mentions of one article mean, under one canonical name."""

    name: str = pydantic.Field(min_length=1)
    type: EntityType
    mentions: list[MentionFields] = pydantic.Field(min_length=1)


class AliasFields(_Evidenced):
    """A short name that an article declares for an entity (`MiLM-6B(下称:小米大模型)`), with the words that do."""

    alias: str = Field(min_length=1)
    name: str = Field(min_length=1)
    type: EntityType


class RoleFields(_Evidenced):
    """A post that an article gives a person (小米创始人雷军), with the words that do; `former` where it is past."""

    person: str = Field(min_length=1)
    role: str = Field(min_length=1)
    org: str | None = None
    former: bool = False


class RelationFields(_Evidenced):
    """What an article says of two names: `of` made `name`, or `name` is a version of `of`."""

    kind: RelationKind
    name: str = Field(min_length=1)
    of: str = Field(min_length=1)


class LeftOut(SQLModel):
    """What a reading passed over, since there was too much of it; `count` is None where it was not counted.

    Of a text, characters at its end; of sentences, names and figures; of tables, cells.
    """

    of: LeftOutOf
    count: int | None = None


class Reading(SQLModel):
    """All that one extractor found in one article's text, and what it did not look at."""

    summary: str = ""
    keywords: list[str] = Field(default_factory=list)
    entities: list[EntityFields] = Field(default_factory=list)
    aliases: list[AliasFields] = Field(default_factory=list)
    roles: list[RoleFields] = Field(default_factory=list)
    relations: list[RelationFields] = Field(default_factory=list)
    events: list[EventFields] = Field(default_factory=list)
    claims: list[ClaimFields] = Field(default_factory=list)
    left_out: list[LeftOut] = Field(default_factory=list)
    opinions: list[ClaimFields] = Field(default_factory=list)  # disputed: other words on a value that is claimed above


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


class Claim(ClaimFields, table=True):
    """A claim that is in force or once was; `id` is that of the log line which found it, so a rebuild keeps it."""

    id: int = Field(primary_key=True)
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


class Event(EventFields, table=True):
    """An event that is in force or once was; `id` as in Claim."""

    id: int = Field(primary_key=True)
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
