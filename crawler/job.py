"""What a crawl is asked to do and what it says of itself, between the process that wants it and the one that works."""

from dataclasses import dataclass, field
from datetime import datetime

from pydantic import BaseModel

from crawler.site import Site
from data.language import Language
from data.settings import Settings


@dataclass(frozen=True)
class Reach:
    """How far back a crawl goes: list pages, the oldest article's day, and whether known articles are asked again."""

    pages: int = 1
    since: str | None = None
    refresh: bool = False


@dataclass(frozen=True)
class Bounds:
    """How much one answer, or one crawl, may cost; smaller ones make tests quick."""

    seconds: float = 30.0  # from the question to the end of the answer
    most_bytes: int = 5 * 1024 * 1024  # after decompression
    pause: float = 30.0  # seconds that a busy site is waited for; one that asks for more is left alone
    reading: float = 60.0  # seconds for reading one page
    list_pages: int = 1_000  # of one list, where only a day says how far back


@dataclass(frozen=True)
class Progress:
    """How far the crawl of one site is: articles done, of those found so far."""

    site: str
    done: int
    total: int
    message: str


@dataclass(frozen=True)
class Outcome:
    """What one crawl of one site came to; `error` says in plain words why it failed, None that it went well."""

    site: str
    pages: int = 0
    new: int = 0
    changed: int = 0
    failed: int = 0
    error: str | None = None
    article_ids: list[int] = field(default_factory=list)


class Job(BaseModel):
    """What the child is to do, sent to it as its first line of input; when its input ends, it ends."""

    sites: list[Site]
    settings: Settings
    reach: Reach
    language: Language
    bounds: Bounds = Bounds()
    now: datetime | None = None  # what the clock is held to say
