"""A summary is whole sentences of the article; keywords begin with what it is about."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.lexicon import load_lexicon
from nlp.claims import find_claims
from nlp.document import parse
from nlp.mentions import find_mentions
from nlp.summary import keywords, summarize

TEXT = """云岭智能5月6日发布新一代语言模型云岭-7B，并同步开放权重。

公司成立于2022年，总部设在昆明。

在C-Eval评测中，云岭-7B得分71.5，比上一代高出6分。

| 模型 | C-Eval |
|---|---|
| 云岭-7B | 71.5 |

责任编辑：某人。扫码关注我们的公众号。
"""


def summary_of(text: str, title: str | None = None) -> str:
    document = parse(text, title)
    lexicon = load_lexicon()
    return summarize(document, find_claims(document, find_mentions(document, lexicon), lexicon).claims)


def test_a_summary_tells_the_news_and_its_figure_in_the_articles_order():
    told = summary_of(TEXT, "云岭智能发布云岭-7B")

    assert told.startswith("云岭智能5月6日发布新一代语言模型云岭-7B")
    assert "得分71.5" in told


def test_tables_and_boilerplate_stay_out():
    told = summary_of(TEXT)

    assert "|" not in told
    assert "责任编辑" not in told
    assert "公众号" not in told


@pytest.mark.parametrize("text", ["", "无", "只有一个没有句号的标题", "| a | b |\n|---|---|\n| 1 | 2 |"])
def test_where_there_is_no_whole_sentence_there_is_no_summary(text):
    assert summary_of(text) == ""


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["云岭智能发布了新的语言模型。", "它在评测里得到了七十分的成绩！", "天气很好。", "\n\n", "1. ", "“"]
        ),
        max_size=12,
    )
)
def test_every_sentence_of_a_summary_stands_in_the_article_whole(pieces):
    text = "".join(pieces)

    told = summary_of(text)

    assert all(sentence.text in text for sentence in parse(told).sentences)
    assert len(parse(told).sentences) <= 3


def test_keywords_begin_with_the_names_and_are_ten_at_most():
    document = parse("小米的MiLM-6B在C-Eval上得分60.2。" * 3 + "预训练语料和对齐方法都有改进。", "MiLM-6B")

    found = keywords(document, find_mentions(document, load_lexicon()))

    assert {"C-Eval", "小米"} <= set(found[:4])
    assert len(found) <= 10
    assert len(set(found)) == len(found)
