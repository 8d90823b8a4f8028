"""Which claims answer a question, and which of them first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from data.answer import STATUS_ORDER, Saying, Told
from data.comparing import agree, figure, subset_key
from data.folding import fold, name_key
from data.known import Name, stands_in
from data.question import Question


@dataclass(frozen=True)
class Scope:
    """The keys of those names of the ledger that a question is about; None where it leaves that open."""

    models: frozenset[str] | None = None
    benchmarks: frozenset[str] | None = None


def scope_of(question: Question, models: Iterable[str], benchmarks: Iterable[str], made: frozenset[str]) -> Scope:
    """What a question is about, of the models and benchmarks that the ledger has.

    A benchmark that is there under the very name asked for stands alone (MATH is not MATH-500); a model brings its
    longer names along. `made` has the keys of the models of the makers that are named; they count where no model is.
    """
    named = _keys(question.models, models) if question.models else made if question.makers else None
    exact = {name for name in benchmarks if any(asked.is_exactly(name_key(name)) for asked in question.benchmarks)}
    asked = _keys(question.benchmarks, exact or benchmarks) if question.benchmarks else None
    return Scope(named, asked)


def fits(question: Question) -> Callable[[Told], bool]:
    """Whether a claim that is in scope answers the question."""
    narrow = not question.names_something

    def wanted(told: Told) -> bool:
        if not _passes(question, told) or not _fits_conditions(question, told):
            return False
        if narrow and question.figures:
            return matches_value(question, told)
        return not (narrow and question.words) or bool(said_words(question.words, told))

    return wanted


def in_order(question: Question, found: Iterable[Saying]) -> list[Saying]:
    """Sayings as a reader wants them.

    Those in force first; then with a value asked for, of what fits more of the names, the whole before its parts,
    scores before ranks, and the newest.
    """
    newest = sorted(found, key=lambda saying: (saying.first.day or "", saying.first.id), reverse=True)
    return sorted(newest, key=lambda saying: _order(question, saying.first))


def matches_value(question: Question, told: Told) -> bool:
    """Whether a claim has a value that the question gives, rounded either way; a filter `=61` takes it as it is."""
    if any(bound.low == told.value == bound.high for bound in question.filters.bounds):
        return True
    return any(agree(asked, figure(told.value)) for asked in question.figures)


def said_words(words: Iterable[str], told: Told) -> set[str]:
    """Those of the words that stand in a claim or in its article's title."""
    parts = (told.model, told.benchmark, told.subset, told.setting, told.scope, told.evidence, told.title)
    text = fold("\n".join(part for part in parts if part))
    return {word for word in words if fold(word) in text}


def _keys(asked: Iterable[Name], names: Iterable[str]) -> frozenset[str]:
    return frozenset(key for name in names if any(_is(one, key := name_key(name), name) for one in asked))


def _is(asked: Name, key: str, name: str) -> bool:
    return asked.is_exactly(key) or asked.is_part_of(name)


def _passes(question: Question, told: Told) -> bool:
    filters = question.filters
    if told.status != filters.status and (filters.status or told.status == "rejected"):
        return False
    if told.kind == "rank" and question.kind is None and any(bound.low != bound.high for bound in filters.bounds):
        return False
    in_time = filters.holds_day(told.day) and _is_site(told, filters.site)
    return in_time and all(bound.holds(told.value) for bound in filters.bounds)


def _is_site(told: Told, site: str | None) -> bool:
    if site is None or fold(told.site or "") == fold(site):
        return True
    host = urlsplit(told.url or "").hostname or ""
    return f".{host}".endswith(f".{fold(site)}")


def _fits_conditions(question: Question, told: Told) -> bool:
    """A claim that states another setting does not fit; one that states none may."""
    if question.kind and told.kind != question.kind:
        return False
    if question.subsets and not any(_is_subset(name, told.subset) for name in question.subsets):
        return False
    return not told.settings or question.settings <= told.settings


def _is_subset(asked: Name, subset: str | None) -> bool:
    if not subset_key(subset):
        return not subset_key(asked.name)
    return subset_key(asked.name) == subset_key(subset) or stands_in(asked.name, subset or "")


def _order(question: Question, told: Told) -> tuple[object, ...]:
    return (
        STATUS_ORDER.index(told.status),
        not matches_value(question, told),
        -_fit(question, told),
        bool(subset_key(told.subset)),
        told.kind == "rank",
        bool(told.scope),
    )


def _fit(question: Question, told: Told) -> int:
    exact = any(name.is_exactly(told.model_key) for name in question.models)
    settings = bool(question.settings) and question.settings <= told.settings
    return 2 * exact + settings + len(said_words(question.words, told))


__all__ = ["Scope", "fits", "in_order", "matches_value", "said_words", "scope_of"]
