"""The conductor: crawl, then read what is new, then note what was found."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bangyan.progress import Progress
from bangyan.run import BEIJING, stamp
from data.errors import BangyanError
from data.fields import ArticleFields, Reading
from data.lexicon import Lexicon
from data.settings import Settings
from nlp.read import EXTRACTOR, VERSION
from nlp.read import read as read_text

if TYPE_CHECKING:
    from data.schema import Article
    from data.store import Noted, Store

__all__ = ["EXTRACTOR", "VERSION", "Extraction", "extract", "note", "read_fields", "tidy"]

YOUNGEST = timedelta(days=1)  # a page as young may belong to an article that is being kept this moment


@dataclass(frozen=True)
class Extraction:
    """What one extraction did: articles read and unreadable; finds that are new, still there, no longer there.

    `cut` counts the articles of which something was left out, as there was too much of it, `unread` passages that a
    model had no time or no room for, `refused` summaries of its that said too much.
    """

    read: int = 0
    failed: int = 0
    found: int = 0
    again: int = 0
    closed: int = 0
    cut: int = 0
    unread: int = 0
    refused: int = 0

    def __add__(self, other: "Extraction") -> "Extraction":
        """Both together."""
        sums = {field.name: getattr(self, field.name) + getattr(other, field.name) for field in fields(self)}
        return Extraction(**sums)

    def beside(self, model: "Extraction") -> "Extraction":
        """With what a model found in the same articles, each counted once."""
        both = self + model
        return replace(both, read=max(self.read, model.read), failed=max(self.failed, model.failed))


def extract(
    store: "Store", lexicon: Lexicon, *, again: bool = False, ids: Sequence[int] | None = None, progress: Progress
) -> Extraction:
    """Read the articles that this extractor has not read yet (all of them with `again`) and note what it finds.

    Each article is noted as soon as it is read, so an interruption keeps all that was done.
    """
    waiting = list(store.unread(EXTRACTOR, VERSION, again=again, ids=ids))
    done = Extraction()
    for i, article in enumerate(waiting, start=1):
        done = _read_into(store, article, lexicon, done)
        progress.tell("extract", i, len(waiting), site=article.site, message=article.title or "")
    return done


def tidy(store: "Store", settings: Settings, now: datetime) -> int:
    """Let raw pages go that are older than `keep_pages` days and behind no claim; how many. Once a day at most.

    For whoever has crawled or extracted, or stays and schedules; cheap where it was done today. Where the pages may be
    another store's too, they all stay.
    """
    from data.database import shares_pages  # and SQLAlchemy with it, which a mere reading does without

    today = now.astimezone(BEIJING)
    if shares_pages(settings) or store.pages_aged_on() == today.date():
        return 0
    store.note_pages_aged(today.date())  # first, so that no second process begins the same
    return store.age_pages(stamp(today - max(timedelta(days=settings.keep_pages), YOUNGEST)))


def read_fields(article: "ArticleFields | Article", lexicon: Lexicon) -> Reading:
    """What the rules find in an article, kept or not."""
    return read_text(article.text, title=article.title, published=article.published, lexicon=lexicon)


def note(store: "Store", article: "Article", reading: Reading) -> "Noted":
    """Keep what the rules found."""
    return store.note_reading(article, reading, extractor=EXTRACTOR, extractor_version=VERSION, at=stamp())


def _read_into(store: "Store", article: "Article", lexicon: Lexicon, done: Extraction) -> Extraction:
    try:
        reading = read_fields(article, lexicon)
        noted = note(store, article, reading)
    except (BangyanError, ValueError) as error:
        # this article's trouble is noted beside it, and the next one is read
        store.note_unreadable(article, str(error), extractor=EXTRACTOR, extractor_version=VERSION, at=stamp())
        return replace(done, failed=done.failed + 1)
    return done + Extraction(
        read=1, found=noted.found, again=noted.again, closed=noted.closed, cut=int(bool(reading.left_out))
    )
