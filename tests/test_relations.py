"""How names are related, as a decider says: pairs that are proposed, and what its answers become."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from sqlmodel import select

from bangyan.extractor import Extractor
from bangyan.model_pass import ModelPass
from bangyan.progress import Silence
from data.aliases import aliases, judge_alias
from data.fields import ArticleFields
from data.lexicon import load_lexicon
from data.query import ledger
from data.schema import LogEntry
from data.store import Store
from nlp.asking import task
from nlp.choices import Answer, Pair, Passage, nothing
from nlp.decider import Context, Decided
from nlp.document import parse
from nlp.mentions import find_mentions
from nlp.model_read import read_by
from nlp.relation_gate import MOST_PAIRS, Related, relation_passages, relations_of

LEXICON = load_lexicon()
AT = "2026-01-01T00:00:00+08:00"


def passages(text: str) -> list[Passage]:
    document = parse(text)
    return list(relation_passages(document, find_mentions(document, LEXICON)))


def pairs(text: str) -> list[tuple[str, str, str]]:
    """What each pair may be, whose, and which name."""
    found = [(question, question.about) for passage in passages(text) for question in passage.questions]
    return [
        ("".join(o.name for o in question.slots[0].options), pair.of, pair.name)
        for question, pair in found
        if isinstance(pair, Pair)
    ]


def first(passage: Passage) -> Answer:
    """The answer that says of each pair the first that it may be."""
    return tuple(((0,),) for _ in passage.questions)


def related(text: str) -> Related:
    found = passages(text)
    return relations_of(text, found, [first(passage) for passage in found])


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("瓦卢科技公司旗下的Zetan-7B今日上线。", ("出", "瓦卢科技公司", "Zetan-7B")),
        ("小米Zetan-7B今日上线。", ("出", "小米", "Zetan-7B")),
        ("Zetan-7B来自瓦卢科技公司。", ("出", "瓦卢科技公司", "Zetan-7B")),
        ("Zetan-7B的对话版Zetan-7B-Chat上线。", ("版", "Zetan-7B", "Zetan-7B-Chat")),
        ("Zetan-9B-Chat是Zetan-7B的升级版。", ("版", "Zetan-7B", "Zetan-9B-Chat")),
        ("Zetan-7B-Chat（兰汀）上线。", ("别", "Zetan-7B-Chat", "兰汀")),
        ("Zetan-7B，代号Lanting，今日上线。", ("别", "Zetan-7B", "Lanting")),
        ("发布Zetan-7B（Lanting-7B）。", ("别版", "Zetan-7B", "Lanting-7B")),
    ],
)
def test_names_that_the_words_between_them_may_relate_are_proposed(text, pair):
    assert pairs(text) == [pair]


@pytest.mark.parametrize(
    "text",
    [
        "Zetan-7B和Zetan-9B得分相近。",
        "Zetan-7B超过了Lanting-7B的升级版。",
        "OpenAI的GPT-4今日上线。",  # whose it is stands in the lexicon
        "Zetan-7B（5.7）上线。",
        "Zetan-7B（OpenAI）上线。",  # known as something else
        "瓦卢科技公司认为，大家都低估了Zetan-7B。",
        "",
    ],
)
def test_names_that_nothing_relates_cost_nothing(text):
    assert pairs(text) == []


def test_each_pair_is_asked_about_once_an_article():
    assert len(pairs("瓦卢科技公司的Zetan-7B上线。\n瓦卢科技公司的Zetan-7B下线。")) == 1


def test_a_pair_is_shown_with_its_names_under_labels():
    (passage,) = passages("今天，瓦卢科技公司推出的Zetan-7B（下称：兰汀）上线了。")

    assert "".join(task(passage).pieces) == "名：瓦卢科技公司[A]推出的Zetan-7B[B](下称:兰汀[C])\n答：\n".replace(
        "(下称:兰汀[C])", "（下称：兰汀[C]）"
    )
    assert [turn.lead for turn in task(passage).turns] == ["AB:", "BC:"]


def test_no_passage_asks_of_more_pairs_than_one_may():
    found = passages("、".join(f"小米的Zetan-{n}B" for n in range(1, 60)))

    assert len(found) > 3
    assert max(len(passage.questions) for passage in found) <= MOST_PAIRS


def test_answers_become_aliases_and_relations_with_the_words_that_say_so():
    text = "瓦卢科技公司推出Zetan-7B-Chat（兰汀）。Zetan-9B-Chat是Zetan-7B-Chat的升级版。"

    found = related(text)

    assert [(a.alias, a.name, a.evidence) for a in found.aliases] == [
        ("兰汀", "Zetan-7B-Chat", "Zetan-7B-Chat（兰汀）")
    ]
    assert [(r.kind, r.name, r.of) for r in found.relations] == [
        ("maker", "Zetan-7B-Chat", "瓦卢科技公司"),
        ("version", "Zetan-9B-Chat", "Zetan-7B-Chat"),
    ]
    assert all(text[one.start : one.end] == one.evidence for one in (*found.aliases, *found.relations))
    assert found.maker("Zetan-9B-Chat") == "瓦卢科技公司"
    assert found.maker("GPT-4") is None


@pytest.mark.parametrize("answer", [(), (((5,),),), (((0, 0),),), (((0,), (0,)),)])
def test_an_answer_outside_its_constraint_relates_nothing(answer):
    text = "瓦卢科技公司推出Zetan-7B。"

    assert relations_of(text, passages(text), [answer]) == Related()


# ── in a reading, and in a store ──


def test_what_lies_beyond_the_bound_of_an_article_is_left_out_and_said(monkeypatch):
    monkeypatch.setattr("nlp.model_read.MOST_READ", 12)

    reading = read_by(Telling(), "小米推出Zetan-7B。小米推出Zetan-9B。", lexicon=LEXICON).reading

    assert [r.name for r in reading.relations] == ["Zetan-7B"]
    assert [(part.of, part.count) for part in reading.left_out] == [("text", 14)]


@dataclass
class Telling:
    """A decider that says of each pair the first that it may be, of each verb only what it tells and of what."""

    version: str = "telling"

    def decide(self, context: Context, passages: Sequence[Passage]) -> Decided:
        del context
        return Decided(tuple(map(self._answer, passages)))

    def _answer(self, passage: Passage) -> Answer:
        if passage.kind == "relation":
            return first(passage)
        if passage.kind == "event":
            told = ("type", "what")
            return tuple(tuple((0,) if s.role in told else () for s in q.slots) for q in passage.questions)
        return tuple(map(nothing, passage.questions))

    def close(self) -> None:
        pass


def test_an_event_of_which_nobody_is_named_is_its_maker_s():
    text = "Zetan-7B来自瓦卢科技公司。\n\nZetan-7B今日正式发布。"

    reading = read_by(Telling(), text, published="2026-01-05", lexicon=LEXICON).reading

    assert {tuple(event.who) for event in reading.events if event.what == "Zetan-7B"} == {("瓦卢科技公司",)}


class Silent(Telling):
    """A decider that says nothing."""

    def _answer(self, passage: Passage) -> Answer:
        return tuple(map(nothing, passage.questions))


TEXT = "瓦卢科技公司推出的Zetan-7B-Chat（Lanting）和Zetan-9B（下称：兰汀）在C-Eval上得61.5分。"


@pytest.fixture
def store(settings):
    with Store.open(settings) as store:
        store.keep(ArticleFields(text=TEXT), site=None, fetched=AT)
        yield store


def extract(store: Store, *, again: bool = False) -> None:
    Extractor(LEXICON, ModelPass(Telling(), LEXICON, alone=False)).extract(store, again=again, progress=Silence())  # type: ignore[arg-type]


def learned(store: Store) -> list[tuple[str, str]]:
    return [(one.alias, one.name) for one in ledger(store).learned]


def test_a_name_that_only_the_model_finds_is_learned_like_a_declared_one(store):
    extract(store)

    found = {row.alias: (row.name, row.status, row.extractor, row.evidence) for row in aliases(store)}
    assert found == {
        "Lanting": ("Zetan-7B-Chat", "learned", "llm", "Zetan-7B-Chat（Lanting）"),
        "兰汀": ("Zetan-9B", "learned", "rules", "Zetan-9B（下称：兰汀）"),
    }
    assert set(learned(store)) == {("Lanting", "Zetan-7B-Chat"), ("兰汀", "Zetan-9B")}


def test_a_name_that_the_model_found_can_be_undone_like_a_declared_one(store):
    extract(store)

    judge_alias(store, "Lanting", "Zetan-7B-Chat", "rejected", note=None, at=AT)
    extract(store, again=True)
    store.rebuild()

    assert learned(store) == [("兰汀", "Zetan-9B")]


def test_a_name_ends_where_the_last_of_those_who_found_it_no_longer_does(store):
    extract(store)
    Extractor(LEXICON, ModelPass(Silent("silent"), LEXICON, alone=False)).extract(store, progress=Silence())  # type: ignore[arg-type]

    assert [(row.alias, row.extractor) for row in aliases(store)] == [("兰汀", "rules")]
    assert learned(store) == [("兰汀", "Zetan-9B")]


def test_makers_are_kept_in_the_log_with_their_words(store):
    extract(store)

    with store.session() as session:
        (line,) = session.exec(select(LogEntry).where(LogEntry.kind == "relation")).all()
    assert (line.extractor, line.body["kind"], line.body["of"]) == ("llm", "maker", "瓦卢科技公司")
    assert TEXT[line.body["start"] : line.body["end"]] == line.body["evidence"]
