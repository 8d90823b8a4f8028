"""A summary that a model wrote is refused where it says what its article does not."""

import pytest

from data.fields import Reading
from data.lexicon import load_lexicon
from nlp.faithful import first_sentences, unfaithful
from nlp.model_read import DecidedReading, summarized

LEXICON = load_lexicon()
TEXT = "小米公司发布Zetan-7B，它在C-Eval上得分61.5%，超过GPT-4。训练用了两百万条数据。"
KEPT = DecidedReading(Reading(summary="摘句。"))


@pytest.mark.parametrize(
    "said", ["小米发布了Zetan-7B，得分61.5%。", "Zetan-7B在C-Eval上超过GPT-4。", "zetan-7b 得了６１.５。"]
)
def test_what_the_article_says_may_be_said(said):
    assert unfaithful(said, TEXT, LEXICON) == []


@pytest.mark.parametrize(
    ("said", "invented"),
    [
        ("Zetan-7B得分62.5%。", "62.5"),
        ("Zetan-7B超过Claude 3。", "Claude 3"),
        ("华为发布Zetan-7B。", "华为"),
        ("Zetan-7B在MMLU上得分61.5%。", "MMLU"),
        ("Zetan-7B has 70 layers。", "70"),
    ],
)
def test_a_number_or_a_name_that_the_article_has_not_is_found(said, invented):
    assert invented in unfaithful(said, TEXT, LEXICON)


def test_at_most_three_whole_sentences_are_taken():
    assert first_sentences("一。二。三。四。没完") == "一。二。三。"
    assert first_sentences("没完") == ""


def test_a_faithful_summary_stands():
    decided = summarized(KEPT, lambda _: "小米发布Zetan-7B。", TEXT, None, LEXICON)

    assert decided.reading.summary == "小米发布Zetan-7B。"


def test_an_unfaithful_summary_falls_back_and_is_told():
    decided = summarized(KEPT, lambda _: "小米发布Zetan-70B。", TEXT, None, LEXICON)

    assert decided.reading.summary == "摘句。"
    assert decided.refused
