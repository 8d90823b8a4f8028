"""The model's part of an extraction: it reads the articles that it has not read yet, beside the rules or alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bangyan import pipeline
from bangyan.pipeline import Extraction
from bangyan.progress import Progress
from bangyan.run import stamp
from data.errors import BangyanError, ModelError
from data.fields import Reading
from data.language import say
from data.lexicon import Lexicon
from nlp.model_decider import CrashError, ModelDecider
from nlp.model_read import EXTRACTOR, DecidedReading, read_by, summarized
from nlp.opinions import beside

if TYPE_CHECKING:
    from data.schema import Article
    from data.store import Store  # and SQLAlchemy with it, which a mere reading does without


@dataclass(frozen=True)
class ModelPass:
    """A model that reads; `alone` keeps its reading as it is, else what it adds to the rules'."""

    decider: ModelDecider
    lexicon: Lexicon
    alone: bool
    summaries: bool = False  # whether it writes them too

    @property
    def version(self) -> str:
        """What its finds depend on, stored with each of them."""
        return f"{self.decider.version}, {'alone' if self.alone else f'beside rules {pipeline.VERSION}'}"

    def extract(
        self, store: "Store", *, again: bool = False, ids: Sequence[int] | None = None, progress: Progress
    ) -> Extraction:
        """Read what it has not read yet, noting each article as soon as it is read."""
        waiting = list(store.unread(EXTRACTOR, self.version, again=again, ids=ids))
        done = Extraction()
        for i, article in enumerate(waiting, start=1):
            done = self._into(store, article, done)
            progress.tell("model", i, len(waiting), site=article.site, message=article.title or "")
        return done

    def read(self, text: str, title: str | None, published: str | None) -> DecidedReading:
        """Read one article; a process that ends over it is started anew and asked once more."""
        try:
            return self._read(text, title, published)
        except CrashError:
            return self._read(text, title, published)

    def _read(self, text: str, title: str | None, published: str | None) -> DecidedReading:
        decided = read_by(self.decider, text, title=title, published=published, lexicon=self.lexicon)
        return summarized(decided, self.decider.write, text, title, self.lexicon) if self.summaries else decided

    def note(
        self, store: "Store", article: "Article", decided: DecidedReading, rules: Reading | None = None
    ) -> Extraction:
        """Keep what it found in an article."""
        found = decided.reading
        if not self.alone:
            found = beside(rules or pipeline.read_fields(article, self.lexicon), found)
        noted = store.note_reading(article, found, extractor=EXTRACTOR, extractor_version=self.version, at=stamp())
        return Extraction(
            read=1,
            found=noted.found,
            again=noted.again,
            closed=noted.closed,
            unread=decided.unread,
            refused=int(bool(decided.refused)),
        )

    def _into(self, store: "Store", article: "Article", done: Extraction) -> Extraction:
        try:
            return done + self.note(store, article, self.read(article.text, article.title, article.published))
        except CrashError as error:
            why = str(error)
        except ModelError:  # it cannot even be loaded: no article would fare better
            raise
        except (BangyanError, ValueError) as error:
            why = str(error)
        store.note_unreadable(article, why, extractor=EXTRACTOR, extractor_version=self.version, at=stamp())
        return replace(done, failed=done.failed + 1)


def unread_note(count: int) -> str:
    """What is said where passages were not read."""
    return say(
        f"有 {count} 段模型没有读完（超时或太长）；`bangyan extract --again` 再读",
        f"{count} passages were not read by the model (out of time, or too long); `bangyan extract --again` reads them",
    )


def refused_note(count: int) -> str:
    """What is said where a model's summaries said more than their articles."""
    return say(
        f"{count} 篇的模型摘要含有文章里没有的数字或名称，改用摘句",
        f"{count} summaries of the model had a number or name that the article has not; its own sentences stand",
    )
