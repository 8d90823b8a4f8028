"""What reaches a decider, and what its decisions become."""

from statistics import median

import pytest

from data.lexicon import load_lexicon
from nlp.asking import task
from nlp.choices import MOST_CANDIDATES, Passage, is_inside, nothing
from nlp.decider import Context, claims_of
from nlp.document import parse
from nlp.event_gate import event_passages, events_of
from nlp.gate import claim_passages
from nlp.mentions import find_mentions
from nlp.model_read import passages_of
from tests.scripted import EVAL, ScriptedDecider, labelled, scorer

LEXICON = load_lexicon()
NOWHERE = Context("", "", ())


def passages(text: str, title: str | None = None) -> list[Passage]:
    document = parse(text, title)
    return claim_passages(document, find_mentions(document, LEXICON), LEXICON)


def shown(passage: Passage) -> str:
    return "".join(task(passage).pieces)


def test_a_sentence_without_a_figure_on_a_benchmark_costs_nothing():
    assert passages("今天天气很好。公司有200名员工，去年收入增长了30%。Zetan-7B支持12种语言。") == []


def test_every_candidate_of_a_sentence_bears_a_label():
    (passage,) = passages("Zetan-7B在C-Eval的5-shot测试中得分61.5，高于GPT-4的58.2。")

    assert "Zetan-7B[A]" in shown(passage)
    assert "C-Eval[a]" in shown(passage)
    assert "61.5[1]" in shown(passage)
    assert "58.2[2]" in shown(passage)
    assert [question.label for question in passage.questions] == ["1", "2"]


def test_what_a_sentence_takes_over_stands_before_it():
    *_, passage = passages("Zetan-7B参加了C-Eval评测。\n它的平均分为61.5分。")

    assert shown(passage).startswith("前：Zetan-7B[A]C-Eval[a]\n")


def test_links_become_claims_with_the_sentence_as_evidence():
    text = "开头。Zetan-7B在C-Eval上得分61.5%，GPT-4为58.2%。"
    found = passages(text)
    link = ((0,), (0,))

    claims = claims_of(text, found, [(link, ((1,), (0,)))]).claims

    assert [(c.model, c.benchmark, c.value, c.unit) for c in claims] == [
        ("Zetan-7B", "C-Eval", 61.5, "%"),
        ("GPT-4", "C-Eval", 58.2, "%"),
    ]
    assert all(text[c.start : c.end] == c.evidence for c in claims)


@pytest.mark.parametrize(
    "answer",
    [
        (),
        (((0,),), ((0,), (0,))),
        (((9,), (0,)), ((0,), (0,))),
        (((0, 0), (0,)), ((0,), (0,))),
        (((), (0,)), ((0,), (0,))),
        (((0,), ()), ((0,), (0,))),
        (((-1,), (0,)), ((0,), (0,))),
    ],
)
def test_an_answer_outside_its_constraint_makes_no_claim(answer):
    text = "Zetan-7B在C-Eval上得分61.5%，GPT-4为58.2%。"
    found = passages(text)

    assert not is_inside(answer, found[0].questions)
    assert claims_of(text, found, [answer]).claims == ()


def test_rows_and_columns_of_a_table_can_be_left_out():
    text = "| 模型 | C-Eval | MMLU |\n|---|---|---|\n| Zetan-7B | 61.5 | 60.1 |\n| GPT-4 | 68.7 | 86.4 |\n"
    (passage,) = passages(text)

    kept = claims_of(text, [passage], [(((),),)]).claims
    without = claims_of(text, [passage], [(((1, 3),),)]).claims

    assert len(kept) == 4
    assert [(c.model, c.benchmark, c.value) for c in without] == [("Zetan-7B", "C-Eval", 61.5)]


def heads(text: str, answer: tuple[int, ...]) -> list[tuple[str, str | None, str | None]]:
    (passage,) = passages(text)
    found = claims_of(text, [passage], [(((),), *((answer,) for _ in passage.questions[1:]))]).claims
    return [(c.benchmark, c.subset, c.setting) for c in found if c.value == 70.5]


def test_a_head_that_no_lexicon_knows_is_a_benchmark_a_part_or_a_setting_as_is_decided():
    text = "| 模型 | C-Eval | FrostBench |\n|---|---|---|\n| Zetan-7B | 61.5 | 70.5 |\n| Zetan-9B | 62.5 | 71.5 |\n"

    assert heads(text, (0,)) == [("FrostBench", None, None)]
    assert heads(text, (1,)) == [("C-Eval", "FrostBench", None)]
    assert heads(text, (2,)) == [("C-Eval", None, "FrostBench")]
    assert heads(text, ()) == []
    assert "FrostBench[b]" in shown(passages(text)[0])
    assert task(passages(text)[0]).turns[1].lead == "b:"


def test_in_a_table_on_its_side_the_rows_are_asked_about():
    text = "| 基准 | Zetan-7B | Zetan-9B |\n|---|---|---|\n| C-Eval | 61.5 | 60.5 |\n| FrostBench | 70.5 | 71.5 |\n"

    assert heads(text, (1,)) == [("C-Eval", "FrostBench", None)]
    assert heads(text, ()) == []


@pytest.mark.parametrize("head", ["MMLU", "C-Eval Hard"])
def test_of_a_head_that_the_lexicon_knows_nothing_is_asked(head):
    (passage,) = passages(f"| 模型 | C-Eval | {head} |\n|---|---|---|\n| Zetan-7B | 61.5 | 60.1 |\n")

    assert len(passage.questions) == 1


def test_no_passage_has_more_candidates_than_a_constraint_may():
    names = "、".join(f"Zetan-{n}B" for n in range(3, 90))
    values = "、".join(f"{n}.5" for n in range(3, 90))
    found = passages(f"在C-Eval、MMLU、CMMLU、GSM8K上，{names}分别得分{values}。")

    assert len(found) > 1
    assert max(passage.candidates for passage in found) <= MOST_CANDIDATES


def test_a_wide_and_long_table_is_read_in_parts():
    head = "| 模型 | " + " | ".join(f"Test{n}Bench" for n in range(50)) + " |\n|" + "---|" * 51
    rows = "\n".join(f"| Zetan-{n}B | " + " | ".join(f"{n}.{c}" for c in range(50)) + " |" for n in range(1, 60))
    found = passages(f"{head}\n{rows}\n")

    assert len({passage.candidates for passage in found}) > 1
    assert max(passage.candidates for passage in found) <= MOST_CANDIDATES


def test_a_verb_that_tells_an_event_is_asked_about_with_all_that_is_named():
    document = parse("小米公司8月14日发布了Zetan-7B。", published="2023-08-15")
    mentions = find_mentions(document, LEXICON)
    (passage,) = event_passages(document, mentions)
    (question,) = passage.questions
    roles = [slot.role for slot in question.slots]
    answer = (tuple((0,) for _ in roles),)

    (event,) = events_of(document.text, document.published, [passage], [answer])

    assert roles == ["type", "who", "what", "date"]
    assert (event.type, event.date, event.planned) == ("release", "2023-08-14", False)
    assert event.who == [mentions.all[0].name]
    assert event.evidence == document.text


def test_no_event_is_told_of_a_verb_that_was_answered_with_nothing():
    document = parse("小米公司8月14日发布了Zetan-7B。", published="2023-08-15")
    (passage,) = event_passages(document, find_mentions(document, LEXICON))

    assert events_of(document.text, None, [passage], [tuple(map(nothing, passage.questions))]) == []


@pytest.mark.skipif(not EVAL.exists(), reason="needs the labelled articles")
def test_right_decisions_become_right_claims_and_events_from_few_candidates():
    score = scorer()
    hits = found = gold = characters = events_hit = events_found = events_gold = 0
    candidates: list[int] = []
    passed = 0
    for article in labelled():
        document = parse(article["text"], article.get("title"), article.get("published"))
        asked = passages_of(document, find_mentions(document, LEXICON), LEXICON)
        told = list(article.get("events", ()))
        decided = ScriptedDecider(article["claims"], article["text"], score, told).decide(NOWHERE, asked)
        claims = claims_of(article["text"], asked, decided.answers).claims
        right = {score.claim_key(claim) for claim in article["claims"]}
        said = {score.claim_key(claim.model_dump()) for claim in claims}
        hits, found, gold = hits + len(right & said), found + len(said), gold + len(right)
        events = events_of(article["text"], article.get("published"), asked, decided.answers)
        events_hit += score.greedy(told, [event.model_dump() for event in events], score.event_match)
        events_found, events_gold = events_found + len(events), events_gold + len(told)
        candidates += [passage.candidates for passage in asked]
        passed += len({at for passage in asked for at in range(passage.start, passage.end)})
        characters += len(article["text"])

    assert 2 * hits / (found + gold) >= 0.97
    assert 2 * events_hit / (events_found + events_gold) >= 0.8
    assert median(candidates) <= 12
    assert sorted(candidates)[int(len(candidates) * 0.95)] <= 40
    assert passed / characters <= 0.4
