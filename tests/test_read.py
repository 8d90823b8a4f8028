"""The whole reading: it never fails, and every find stands where it says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.fields import ClaimFields, Reading
from data.lexicon import load_lexicon
from data.numbers import find_numbers
from nlp.read import read

LEXICON = load_lexicon()

STORY = (
    "# 青云大模型交成绩单\n\n8月11日,青云科技发布Qingyun-7B(下称:青云大模型)。\n\n"
    "在C-Eval评估中,青云大模型的平均分为60.2,排名第9。\n\n| 模型 | MMLU |\n|---|---|\n| Qingyun-7B | 61.2 |"
)
WORDS = (
    "Qingyun-7B", "GPT-4", "小米大模型", "天玑9300", "C-Eval", "MMLU", "AIME 2024", "Geekbench 6", "60.2", "86.4%",
    "９分", "220.7万分", "第9", "榜首", "分别为", "和", "、", "，", "。", "；", "(", "）", "“", "”", "在", "上", "得分",
    "超过", "的", "从", "提升到", "5-shot", "| ", "|---|", "\n", "\n\n", "# ", "- ", "😀", "é", "e\u0301", "㎏",
    "開源模型", "準確率", "\u200b", "\x00", "<table><tr><td>", "**", "前者", "后者", "其", "并列第二", "同参数量级",
    "No.1", "TOP1", "SOTA", "百分之六十点二", "九成", "6０．２％", "12,345分", "1306 Elo", "±5", "†", "~30.0%",
    "58.5～61.5", "约", "不到", "2025年", "新模型Xinghai-9", "XinghaiBench基准", "“热线百问”测试集", "LiveCodeBench v6",
    "(Diamond)", "pass@1", "zero-shot", "数学能力", "方面", "| - |", "<br>", "</td>", "\U0001f469\u200d\U0001f52c", "ﬁ",
    "①", "²", "τ²-bench", "\u3000", "Ⓜ", "Ⓥ", "○", "總分", "超越", "比", "高3分", "而", ":", "由", "创下", "以下简称",
)  # fmt: skip
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
NAMES = sorted({spelling for entry in LEXICON.entries for spelling in entry.spellings})
NUMBERS = st.one_of(
    st.integers(-9, 10**7).map(str), st.floats(0, 100).map(lambda value: f"{value:.1f}%"), st.sampled_from("一二三百万")
)
names = st.one_of(st.sampled_from(WORDS), st.sampled_from(NAMES))
noise = st.one_of(
    st.text(max_size=3), st.sampled_from(("\u0301", "\ufe0f", "\u200d", "👩\u200d🔬", "\U00020000", "臺灣"))
)
pieces = st.lists(
    st.one_of(
        names, names.map(lambda name: name.translate(WIDE)), NUMBERS, noise, st.sampled_from("，。、；：（）()\n")
    ),
    max_size=40,
).map("".join)


def stands(claim: ClaimFields, text: str) -> bool:
    told = [number.value for number in find_numbers(claim.evidence)]
    return text[claim.start : claim.end] == claim.evidence and (claim.kind == "rank" or claim.value in told)


def test_a_story_gives_its_claims_entities_and_summary() -> None:
    reading = read(STORY, title="青云大模型交成绩单", published="2023-08-11", lexicon=LEXICON)

    assert {(c.kind, c.model, c.benchmark, c.value) for c in reading.claims} == {
        ("score", "Qingyun-7B", "C-Eval", 60.2),
        ("rank", "Qingyun-7B", "C-Eval", 9),
        ("score", "Qingyun-7B", "MMLU", 61.2),
    }
    assert "Qingyun-7B" in {entity.name for entity in reading.entities}
    assert reading.summary


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u3000"])
def test_an_empty_text_gives_an_empty_reading(text: str) -> None:
    assert read(text, lexicon=LEXICON) == Reading()


@settings(max_examples=250, deadline=None)
@given(st.one_of(pieces, st.text(max_size=300)))
def test_every_find_stands_where_it_says(text: str) -> None:
    reading = read(text, title=text[:20], published="2024-05-06", lexicon=LEXICON)

    assert all(stands(claim, text) for claim in reading.claims)
    assert all(claim.model.strip() and claim.benchmark.strip() and claim.value >= 0 for claim in reading.claims)
    assert all(claim.value == int(claim.value) > 0 for claim in reading.claims if claim.kind == "rank")
    assert all(text[event.start : event.end] == event.evidence for event in reading.events)
    assert all(text[m.start : m.end] == m.text for entity in reading.entities for m in entity.mentions)
