"""What comes from outside, validated: articles, claims, events, entities, and a whole reading.

Plain pydantic, so that reading an article needs no database. Dates are ISO 8601 text (`2023-08-11`, or with a time and
an offset, Beijing's unless the source carries another); offsets count Unicode code points. None means that the article
does not say.
"""

import re
from typing import Literal, Self

from pydantic import BaseModel, Field, FiniteFloat, field_validator, model_validator

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


class _Evidenced(BaseModel):
    """A slice of an article's text: `text[start:end] == evidence`."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    evidence: str = Field(min_length=1)

    @model_validator(mode="after")
    def _evidence_fills_its_slice(self) -> Self:
        if len(self.evidence) != self.end - self.start:
            raise ValueError(f"evidence of {len(self.evidence)} characters in a slice of {self.end - self.start}")
        return self


class ArticleFields(BaseModel):
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

    kind: ClaimKind
    model: str = Field(min_length=1)
    benchmark: str = Field(min_length=1)
    subset: str | None = None
    setting: str | None = None
    value: FiniteFloat
    unit: str | None = None
    scope: str | None = None


class EventFields(_Evidenced):
    """Who did what, when; `date` is `YYYY-MM-DD`, `YYYY-MM` or `YYYY`."""

    type: EventType
    date: str | None = None
    planned: bool = False
    who: list[str] = Field(default_factory=list)
    what: str | None = None

    _date_is_iso = field_validator("date")(_iso)


class MentionFields(BaseModel):
    """A surface form at a place in the text: `text[start:end]`."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    text: str = Field(min_length=1)


class EntityFields(BaseModel):
    """What mentions of one article mean, under one canonical name."""

    name: str = Field(min_length=1)
    type: EntityType
    mentions: list[MentionFields] = Field(min_length=1)


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


class LeftOut(BaseModel):
    """What a reading passed over, since there was too much of it; `count` is None where it was not counted.

    Of a text, characters at its end; of sentences, names and figures; of tables, cells.
    """

    of: LeftOutOf
    count: int | None = None


class Reading(BaseModel):
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
