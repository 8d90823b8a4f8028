"""Unknown models with a version, seen by what is said of them."""

import pytest

from data.lexicon import load_lexicon
from nlp.read import read


def models(text: str) -> set[str]:
    reading = read(text, lexicon=load_lexicon())
    return {text[m.start : m.end] for e in reading.entities if e.type == "model" for m in e.mentions}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("它在 MMLU 上拿下 70.1 分，超越闭源模型 Zorvik 2.5 Pro。", {"Zorvik 2.5 Pro"}),
        ("它的 MMLU 得分仅次于 ZVK-4.1-mini，远超前代 Kestrin R1。", {"ZVK-4.1-mini", "Kestrin R1"}),
        (
            "MMLU 成绩：\n\n- Zorvik-5.4（High）：70.2%\n- Kestrin Uba 4（Max）：70.1%",
            {"Zorvik-5.4（High）", "Kestrin Uba 4（Max）"},
        ),
        ("它的 MMLU 得分持平 Zorvik-4o、Tarmel-4-Plus 和 ZVK R1。", {"Zorvik-4o", "Tarmel-4-Plus", "ZVK R1"}),
        ("芯片榆砚9400现身。Geekbench 6 测试中，榆砚9400单核心成绩达到 2900 分。", {"榆砚9400"}),
        ("这是首款自研芯片。榆砚 O1 在安兔兔评测中跑分超过 300 万分。", {"榆砚 O1"}),
    ],
)  # fmt: skip
def test_what_scores_or_is_compared_is_a_model(text: str, told: set[str]):
    assert models(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "MMLU 是常用的测试。该系统的市占率超过 Windows 11。",
        "MMLU 是常用的测试。在 Zorvik 3 大会上，公司展示了它。",
        "MMLU 是常用的测试。它在 Zorvik 3 测试中得分不高。",
        "MMLU 是常用的测试。今年得分 60 的超过 90 家。",
        "PHZ110 在 Geekbench 6 中单核得分 2900。",
        "该系统的市占率超过 Zorvik 2.5 Pro。",
    ],
)
def test_what_only_has_a_number_is_none(text: str):
    assert models(text) == set()


def test_a_name_that_scores_is_no_test_though_tests_are_made_of_it():
    text = "机构公布了 Zorvik 4 基准测试。Zorvik 4 以 73 分领先于 Qwen3-8B（70 分），评测为 MMLU。"

    assert "Zorvik 4" in models(text)
