"""Questions to the ledger: the claims that fit a line of the query language, or all of them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, func, or_
from sqlalchemy import select as columns
from sqlmodel import Session, col

from data.answer import ClaimRow, OtherValue, Saying, Told, current_by_question, row, sayings
from data.filters import Filters, parse_date
from data.fitting import Scope, fits, in_order, matches_value, scope_of
from data.folding import name_key
from data.known import Learned, Ledger, models_made_by
from data.question import Question, parse
from data.schema import Alias, Article, Claim, Entity, StoryMember
from data.search import search
from data.store import Store

if TYPE_CHECKING:
    from data.lexicon import Lexicon

__all__ = [
    "Answer",
    "ClaimRow",
    "OtherValue",
    "Question",
    "all_claims",
    "ask",
    "first_claimed",
    "ledger",
    "parse",
    "tellings",
]

OF_ARTICLE = frozenset({"url", "title", "site", "source", "published"})
KEYS = 500  # at most so many in one question; above it, all claims are read and sifted here


@dataclass(frozen=True)
class Answer:
    """A question as it was understood, the rows that answer it, and its words that stand in no article."""

    question: Question
    rows: list[ClaimRow]
    unknown: tuple[str, ...] = ()


def ask(store: Store, text: str, lexicon: "Lexicon", *, limit: int | None = None) -> Answer:
    """Answer a line of the query language; no rows where nothing fits or nothing in it is known.

    Raises UsageError where the line is empty or a filter in it is written wrongly.
    """
    known = ledger(store)
    asked = parse(text, lexicon, known)
    unknown = tuple(word for word in asked.words if not search(store, word, limit=1))
    question = replace(asked, words=tuple(word for word in asked.words if word not in unknown))
    if question.is_empty:
        return Answer(question, [], unknown)
    made = models_made_by(question.makers, lexicon, known)
    pool = _told(store, scope_of(question, known.models, known.benchmarks, made))
    found = in_order(question, sayings(pool, fits(question)))
    return Answer(question, _rows(found[:limit], pool, question), unknown)


def all_claims(
    store: Store,
    *,
    model: str | None = None,
    benchmark: str | None = None,
    site: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> list[ClaimRow]:
    """All claims but rejected ones, newest first, each once; `since` and `until` are ISO dates, both included.

    Raises UsageError where one of them is no date.
    """
    keys = [None if name is None else frozenset({name_key(name)}) for name in (model, benchmark)]
    since, until = (None if day is None else parse_date(day) for day in (since, until))
    question = Question("", filters=Filters(since=since, until=until, site=site))
    pool = _told(store, Scope(*keys))
    found = sorted(sayings(pool, fits(question)), key=lambda s: (s.first.day or "", -s.first.id), reverse=True)
    return _rows(found, pool, question)


def first_claimed(store: Store, since: str, until: str) -> list[ClaimRow]:
    """The claims in force that no article made before `since`, and some did until `until`; ISO days, newest first."""
    question, pool = Question(""), _told(store, Scope(None, None))
    found = [one for one in sayings(pool, lambda told: told.status == "current") if one.first.day]
    new = [one for one in found if since <= (one.first.day or "") <= until]
    return _rows(
        sorted(sorted(new, key=lambda one: one.first.id), key=lambda one: one.first.day or "", reverse=True),
        pool,
        question,
    )


def tellings(store: Store, claim: ClaimRow) -> tuple[Told, ...]:
    """Every claim that a row stands for, the earliest first: who says it, reprints included."""
    scope = Scope(frozenset({name_key(claim.model)}), frozenset({name_key(claim.benchmark)}))
    same = next(iter(sayings(_told(store, scope), lambda told: told.id == claim.id)), None)
    return tuple(sorted(same.told, key=lambda told: (told.published or "9999", told.id))) if same else ()


def ledger(store: Store) -> Ledger:
    """The names that stand in the ledger's claims, and those that its articles declared."""
    with store.session() as session:
        models, benchmarks, subsets, settings = (
            frozenset(_distinct(session, column))
            for column in (Claim.model, Claim.benchmark, Claim.subset, Claim.setting)
        )
        names = columns(col(Alias.alias), col(Entity.name), col(Entity.type)).join_from(Alias, Entity).distinct()
        learned = tuple(Learned(*line) for line in session.execute(names.order_by(col(Alias.alias))).all())
    return Ledger(models, benchmarks, subsets, settings, learned)


def _distinct(session: Session, column: object) -> Iterable[str]:
    return (value for (value,) in session.execute(columns(column).distinct()).all() if value)  # type: ignore[call-overload]


def _rows(found: Iterable[Saying], pool: list[Told], question: Question) -> list[ClaimRow]:
    current = current_by_question(pool)
    return [row(saying, current, value_match=matches_value(question, saying.first)) for saying in found]


# ── the claims that may matter ──


def _told(store: Store, scope: Scope) -> list[Told]:
    """Every claim in scope that is or was in the ledger, with its article."""
    query = _all()
    for column, keys in ((col(Claim.model_key), scope.models), (col(Claim.benchmark_key), scope.benchmarks)):
        if keys is not None and len(keys) <= KEYS:
            query = query.where(column.in_(keys))
    with store.session() as session:
        told = [Told._make(line) for line in session.execute(query).all()]
    return [claim for claim in told if _in_scope(claim, scope)]


def _all() -> Select[Any]:
    story = func.coalesce(col(StoryMember.story_id), col(Claim.article_id))
    named = {name: getattr(Article if name in OF_ARTICLE else Claim, name) for name in Told._fields if name != "story"}
    fields = [named.get(name, story) for name in Told._fields]
    of_story = col(StoryMember.article_id) == col(Claim.article_id)
    return columns(*fields).join_from(Claim, Article).outerjoin(StoryMember, of_story).where(_counts())


def _counts() -> ColumnElement[bool]:
    """Claims that a newer extractor no longer finds are out, unless a person has vouched for them."""
    vouched = func.coalesce(Claim.verdict, "").in_(("confirmed", "edited"))
    return or_(func.coalesce(Claim.closed_why, "") != "unread", vouched)


def _in_scope(told: Told, scope: Scope) -> bool:
    return _among(told.model_key, scope.models) and _among(told.benchmark_key, scope.benchmarks)


def _among(key: str, keys: Collection[str] | None) -> bool:
    return keys is None or key in keys
