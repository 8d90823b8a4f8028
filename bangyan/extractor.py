"""Who reads: the rules, the local model, or both, as `--extractor` says."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self

from bangyan import pipeline
from bangyan.model_pass import ModelPass
from bangyan.models import chosen_model, decider_of
from bangyan.pipeline import Extraction
from bangyan.progress import Progress
from bangyan.run import Run
from bangyan.show import note
from data.errors import ModelError, UsageError
from data.fields import ArticleFields, ClaimFields, Reading
from data.language import say
from data.lexicon import Lexicon
from nlp.llm import need_build
from nlp.model_read import EXTRACTOR as LLM
from nlp.model_read import DecidedReading
from nlp.opinions import beside, merged

if TYPE_CHECKING:
    from data.schema import Article
    from data.store import Store

NAMES = ("auto", "rules", "llm")


@dataclass(frozen=True)
class Told:
    """A reading that is not kept: its claims each with who found it, and the model's second opinions."""

    reading: Reading
    finders: tuple[str, ...]
    disputed: tuple[ClaimFields, ...] | None = None  # None where no model read


@dataclass(frozen=True)
class Extractor:
    """The rules, unless a model reads `alone`, and the model where there is one; a context manager."""

    lexicon: Lexicon
    model: ModelPass | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.model:
            self.model.decider.close()

    def read(self, article: ArticleFields) -> Told:
        """What is found in an article that is not kept."""
        rules, decided = self._both(article)
        return self._both_told(rules, decided)

    def keep(self, store: "Store", article: "Article") -> Told:
        """Read a kept article and note what is found."""
        rules, decided = self._both(article)
        if rules:
            pipeline.note(store, article, rules)
        if decided and self.model:
            self.model.note(store, article, decided, rules)
        return self._both_told(rules, decided)

    def extract(
        self, store: "Store", *, again: bool = False, ids: Sequence[int] | None = None, progress: Progress
    ) -> Extraction:
        """Read the articles that have not been read yet (all of them with `again`) and note what is found."""
        done = Extraction()
        if self.model is None or not self.model.alone:
            done = pipeline.extract(store, self.lexicon, again=again, ids=ids, progress=progress)
        if self.model:
            more = self.model.extract(store, again=again, ids=ids, progress=progress)
            done = more if self.model.alone else done.beside(more)
        return done

    def _both(self, article: "ArticleFields | Article") -> tuple[Reading | None, DecidedReading | None]:
        said = (article.text, article.title, article.published)
        decided = self.model.read(*said) if self.model else None
        alone = self.model is not None and self.model.alone
        return None if alone else pipeline.read_fields(article, self.lexicon), decided

    def _both_told(self, rules: Reading | None, decided: DecidedReading | None) -> Told:
        writes = bool(self.model and self.model.summaries and decided and not decided.refused)
        return self.told(rules, decided.reading if decided else None, writes)

    @staticmethod
    def told(rules: Reading | None, model: Reading | None, writes: bool = False) -> Told:
        """One reading alone, or two side by side; `writes` says that the model's summary is its own."""
        if rules is None or model is None:
            alone = rules or model or Reading()
            return Told(alone, (pipeline.EXTRACTOR if rules else LLM,) * len(alone.claims))
        both = merged(rules, model)
        reading = rules.model_copy(
            update={"claims": [claim for claim, _ in both], "summary": model.summary if writes else rules.summary}
        )
        return Told(reading, tuple(finder for _, finder in both), tuple(beside(rules, model).opinions))


def extractor_of(name: str, run: Run) -> Extractor:
    """The extractor of this name; close it after use.

    Raises UsageError where there is none, ModelError where the model is asked for and cannot be had.
    """
    if name not in NAMES:
        raise UsageError(
            say(
                f"没有这种抽取器：'{name}'；可用 {'、'.join(NAMES)}",
                f"no such extractor: '{name}'; use {', '.join(NAMES)}",
            )
        )
    path = None if name == "rules" else chosen_model(run.settings)
    if path is None:
        if name == "llm":
            need_build()
            raise ModelError(
                say("还没有选模型；运行 `bangyan model use 文件`", "no model is chosen; run `bangyan model use FILE`")
            )
        return Extractor(run.lexicon)
    if name == "auto" and (why := _missing()):
        note(say(f"只用规则：{why}", f"only the rules read: {why}"))
        return Extractor(run.lexicon)
    decider = decider_of(run.settings, path)
    return Extractor(run.lexicon, ModelPass(decider, run.lexicon, name == "llm", run.settings.model_summaries))


def _missing() -> str | None:
    try:
        need_build()
    except ModelError as error:
        return str(error)
    return None
