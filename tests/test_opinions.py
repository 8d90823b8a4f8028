"""The rules and a model side by side: who is shown, what is kept as a second opinion, and what of it a store holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from sqlmodel import select

from bangyan.extractor import Extractor
from bangyan.model_pass import ModelPass
from bangyan.progress import Silence
from data.fields import AliasFields, ArticleFields, ClaimFields, Reading
from data.lexicon import load_lexicon
from data.schema import Claim, LogEntry
from data.store import Store
from nlp.choices import Passage, nothing
from nlp.decider import Context, Decided
from nlp.model_decider import CrashError
from nlp.opinions import beside, compare, merged

TEXT = "Zetan-7B在C-Eval上得分61.5%，GPT-4为58.2%。"
LEXICON = load_lexicon()


def claim(model: str, value: float, *, start: int = 0) -> ClaimFields:
    return ClaimFields(
        kind="score", model=model, benchmark="C-Eval", value=value, evidence="x" * 10, start=start, end=start + 10
    )


def test_what_both_say_is_one_claim():
    one, same = claim("Zetan-7B", 61.5), claim("zetan 7b", 61.5)

    compared = compare([one], [same])

    assert (len(compared.agreed), compared.only_model, compared.disputed, compared.only_rules) == (1, (), (), ())
    assert merged(Reading(claims=[one]), Reading(claims=[same])) == [(one, "rules")]


def test_other_links_of_the_same_figure_are_a_second_opinion():
    rules, model = claim("Zetan-7B", 61.5), claim("GPT-4", 61.5)

    added = beside(Reading(claims=[rules]), Reading(claims=[model]))

    assert added.claims == []
    assert added.opinions == [model]
    assert merged(Reading(claims=[rules]), Reading(claims=[model])) == [(rules, "rules")]


@pytest.mark.parametrize("model", [claim("GPT-4", 58.2), claim("GPT-4", 61.5, start=100)])
def test_what_only_the_model_found_is_its_own(model):
    rules = claim("Zetan-7B", 61.5)

    assert beside(Reading(claims=[rules]), Reading(claims=[model])).claims == [model]
    assert (model, "llm") in merged(Reading(claims=[rules]), Reading(claims=[model]))


def alias(name: str) -> AliasFields:
    return AliasFields(alias="兰汀", name=name, type="model", evidence="x", start=0, end=1)


def test_an_alias_of_the_models_enters_unless_the_rules_have_it_for_something_else():
    rules = Reading(aliases=[alias("Zetan-7B")])

    assert beside(rules, Reading(aliases=[alias("zetan 7b")])).aliases == [alias("zetan 7b")]
    assert beside(rules, Reading(aliases=[alias("GPT-4")])).aliases == []
    assert beside(Reading(), Reading(aliases=[alias("GPT-4")])).aliases == [alias("GPT-4")]


# ── in a store ──


@dataclass
class Swapping:
    """A decider that gives the first figure to the second model and is silent on the rest; it may crash first."""

    crashes: int = 0
    version: str = "swapping"
    asked: list[int] = field(default_factory=list)

    def decide(self, context: Context, passages: Sequence[Passage]) -> Decided:
        del context
        if self.crashes:
            self.crashes -= 1
            raise CrashError("process of the model ended: '-9'")
        self.asked.append(len(passages))
        answers = [(((1,), (0,)), *map(nothing, passage.questions[1:])) for passage in passages]
        return Decided(tuple(answers))

    def close(self) -> None:
        pass


def extractor(decider: Swapping, *, alone: bool = False) -> Extractor:
    return Extractor(LEXICON, ModelPass(decider, LEXICON, alone))  # type: ignore[arg-type]


@pytest.fixture
def store(settings):
    with Store.open(settings) as store:
        store.keep(ArticleFields(text=TEXT), site=None, fetched="2026-01-01T00:00:00+08:00")
        yield store


def claims_in(store: Store) -> list[tuple[str, float, str]]:
    with store.session() as session:
        shown = session.exec(select(Claim).where(Claim.closed == None)).all()  # noqa: E711
    return sorted((c.model, c.value, c.extractor) for c in shown)


def test_a_second_opinion_is_kept_marked_and_not_shown(store):
    extractor(Swapping()).extract(store, progress=Silence())

    with store.session() as session:
        (opinion,) = session.exec(select(LogEntry).where(LogEntry.kind == "opinion")).all()
    assert claims_in(store) == [("GPT-4", 58.2, "rules"), ("Zetan-7B", 61.5, "rules")]
    assert (opinion.extractor, opinion.body["model"], opinion.body["mark"]) == ("llm", "GPT-4", "disputed")
    assert [c.model for c in store.opinions(1)] == ["GPT-4"]


def test_a_rebuilt_store_shows_the_same(store):
    extractor(Swapping()).extract(store, progress=Silence())
    before = claims_in(store)

    store.rebuild()

    assert claims_in(store) == before
    assert [c.model for c in store.opinions(1)] == ["GPT-4"]


def test_a_model_alone_enters_its_own_claims(store):
    extractor(Swapping(), alone=True).extract(store, progress=Silence())

    assert claims_in(store) == [("GPT-4", 61.5, "llm")]


def test_an_article_that_was_read_is_not_read_again_until_something_changes(store):
    decider = Swapping()
    for _ in range(2):
        extractor(decider).extract(store, progress=Silence())
    assert len(decider.asked) == 1

    decider.version = "another file"
    extractor(decider).extract(store, progress=Silence())

    assert len(decider.asked) == 2


def test_a_crash_costs_nothing_where_the_second_try_goes_well(store):
    done = extractor(Swapping(crashes=1)).extract(store, progress=Silence())

    assert done.failed == 0
    assert store.opinions(1)


def test_a_process_that_crashes_twice_over_an_article_costs_this_article(store):
    store.keep(ArticleFields(text=TEXT + "再说一遍。"), site=None, fetched="2026-01-01T00:00:00+08:00")

    done = extractor(Swapping(crashes=2)).extract(store, progress=Silence())

    assert (done.read, done.failed) == (2, 1)
    assert store.opinions(1) == []
    assert store.opinions(2)


def test_what_is_read_and_not_kept_shows_second_opinions_apart(store):
    told = extractor(Swapping()).read(ArticleFields(text=TEXT))

    assert [(c.model, c.value) for c in told.reading.claims] == [("Zetan-7B", 61.5), ("GPT-4", 58.2)]
    assert told.finders == ("rules", "rules")
    assert [(c.model, c.value) for c in told.disputed or ()] == [("GPT-4", 61.5)]
