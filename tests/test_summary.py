import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.fields import ClaimFields, EventFields
from data.lexicon import load_lexicon
from data.words import words
from nlp.document import parse
from nlp.mentions import find_mentions
from nlp.summary import ITEM, keywords, summarize

LEAD = "瓦卢科技6月12日发布新一代大模型Zetan-3-72B，面向开发者开放。"
SCORE = "该模型在LimeBench评测中得分81.5，比上一代模型高出许多。"
MIDDLE = "公司创始人表示，团队为训练新一代大模型准备了两年时间。"
TALK = "不过，评测并不能说明一切，使用体验同样要紧。"
ARTICLE = f"{LEAD}\n\n{MIDDLE}{TALK}\n\n{SCORE}\n\n责任编辑：某某，未经授权不得转载本文章内容。"


@pytest.fixture(autouse=True, scope="module")
def _loaded() -> None:
    words("一词")  # takes a second, once


def test_the_lead_comes_first() -> None:
    assert summarize(parse(ARTICLE, "瓦卢科技发布Zetan-3-72B")).startswith(LEAD)


def test_a_sentence_that_bears_a_claim_is_told() -> None:
    start = ARTICLE.index(SCORE)
    claim = ClaimFields(
        kind="score",
        model="Zetan-3-72B",
        benchmark="LimeBench",
        value=81.5,
        start=start,
        end=start + len(SCORE),
        evidence=SCORE,
    )

    assert SCORE in summarize(parse(ARTICLE), [claim])


def test_the_summary_is_two_or_three_sentences_of_the_article_in_order() -> None:
    summary = summarize(parse(ARTICLE))

    told = [sentence for sentence in (LEAD, MIDDLE, TALK, SCORE) if sentence in summary]
    assert 2 <= len(told) <= 3
    assert summary == "".join(told)


@pytest.mark.parametrize(
    "line",
    [
        "责任编辑：某某，转载请注明出处，谢谢大家的支持。",
        "| 模型 | 得分 |\n|---|---|\n| Zetan-3-72B | 81.5 |",
        "# 瓦卢科技的新一代大模型",
        "这句话没有说完，后面还有很多内容但是没有句号",
        "新一代大模型究竟有多强，开发者们准备好了吗？",
        "他说：“这句引语没有收尾。",
    ],
)
def test_what_is_no_whole_sentence_of_prose_is_left_out(line: str) -> None:
    assert line not in summarize(parse(f"{line}\n\n{LEAD}"))
    assert summarize(parse(line)) == ""


def test_an_article_of_nothing_but_a_list_is_told_in_its_items() -> None:
    text = f"- {LEAD}\n\n- {MIDDLE}\n\n- 短语"

    assert summarize(parse(text)) == LEAD + MIDDLE


@pytest.mark.parametrize(
    "leaning",
    ["該系列包含三款，能力由强到弱排开，价钱也不一样。", "由此可见，结果并不像大家想的那样好看，还得再等等。"],
)
def test_what_leans_on_a_sentence_that_is_not_told_is_left_out(leaning: str) -> None:
    long = "云州的一位工程师用了一个晚上，" + "把说明书从头到尾读了一遍又一遍，" * 16 + "最后睡着了。"

    assert leaning not in summarize(parse(f"{LEAD}\n\n{long}{leaning}\n\n{MIDDLE}"))


@pytest.mark.parametrize(
    "line",
    ["本测评结果仅用于学术研究，请勿他用。", "今天我们来聊聊端到端的那些事情吧。", "某某排行榜（发布于某年某月某日）"],
)
def test_disclaimers_greetings_and_captions_are_left_out(line: str) -> None:
    assert summarize(parse(f"{line}\n\n{LEAD}")) == LEAD


def test_a_sentence_that_tells_an_event_is_told() -> None:
    done = "桑德科技6月3日宣布收购瓦卢科技。"
    text = f"{MIDDLE}\n\n{TALK}\n\n天气一天比一天热，会场外排起了长队，人人都在扇扇子。\n\n{done}"
    at = text.index(done)
    event = EventFields(type="acquisition", who=["桑德科技"], evidence=done, start=at, end=at + len(done))

    assert done in summarize(parse(text), events=[event])


def test_no_keyword_is_cut_from_two_words() -> None:
    document = parse("文本生成很难，文本生成很慢，文本生成很贵。")

    assert "本生" not in keywords(document, find_mentions(document, load_lexicon()))


def test_the_same_thing_is_not_told_twice() -> None:
    again = LEAD.replace("面向", "并面向")

    summary = summarize(parse(f"{LEAD}\n\n{again}\n\n{MIDDLE}"))

    assert (LEAD in summary) != (again in summary)


def test_keywords_begin_with_names_and_are_ten_at_most() -> None:
    document = parse(ARTICLE * 3)

    found = keywords(document, find_mentions(document, load_lexicon()))

    assert set(found[:3]) <= {"瓦卢科技", "Zetan-3-72B", "LimeBench"}
    assert "评测" in found
    assert len(found) <= 10
    assert len(set(found)) == len(found)


def test_an_empty_article_has_neither() -> None:
    document = parse("")

    assert summarize(document) == ""
    assert keywords(document, find_mentions(document, load_lexicon())) == []


@given(
    st.lists(st.one_of(st.sampled_from([LEAD, SCORE, TALK, "\n\n", "“", "|", "。", "# "]), st.text(max_size=6))).map(
        "".join
    )
)
def test_every_summary_is_made_of_the_article(text: str) -> None:
    document = parse(text)

    summary = summarize(document)

    assert _is_made_of(summary, [ITEM.sub("", sentence.text) for sentence in document.sentences])


def _is_made_of(text: str, sentences: list[str]) -> bool:
    rests = [
        (text.removeprefix(sentence).removeprefix(" "), number)
        for number, sentence in enumerate(sentences)
        if text.startswith(sentence)
    ]
    return not text or any(_is_made_of(rest, sentences[number + 1 :]) for rest, number in rests)
