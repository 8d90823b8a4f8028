"""Claims in sentences: one case for each kind of construction, all about invented models."""

import pytest

from data.fields import ClaimFields
from data.lexicon import load_lexicon
from nlp.claims import find_claims
from nlp.document import parse
from nlp.mentions import find_mentions

LEXICON = load_lexicon()

A, B, C = "Qingyun-7B", "Mofang-13B", "Tianhe-72B"


def read(text: str, title: str | None = None) -> tuple[ClaimFields, ...]:
    document = parse(text, title)
    return find_claims(document, find_mentions(document, LEXICON), LEXICON).claims


def scores(text: str, title: str | None = None) -> list[tuple[str, str, str | None, str | None, float]]:
    found = [c for c in read(text, title) if c.kind == "score"]
    return sorted(((c.model, c.benchmark, c.subset, c.setting, c.value) for c in found), key=repr)


def expect(
    *rows: tuple[str, str, str | None, str | None, float],
) -> list[tuple[str, str, str | None, str | None, float]]:
    return sorted(rows, key=repr)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(f"在C-Eval评估中,{A}的平均分为60.2。", [(A, "C-Eval", None, None, 60.2)], id="plain"),
        pytest.param(f"{A}在MMLU上以61.5%的准确率领先。", [(A, "MMLU", None, None, 61.5)], id="by a value"),
        pytest.param(f"{A}拿下了MMLU 61.5分的成绩。", [(A, "MMLU", None, None, 61.5)], id="value behind the name"),
        pytest.param(f"{A}取得61.5分的MMLU成绩。", [(A, "MMLU", None, None, 61.5)], id="benchmark behind the value"),
        pytest.param(f"{A}在ＭＭＬＵ上得分６１．５。", [(A, "MMLU", None, None, 61.5)], id="full width"),
        pytest.param(f"在C-Eval評測中,{A}的平均準確率達到60.2%。", [(A, "C-Eval", None, None, 60.2)], id="traditional"),
        pytest.param(
            f"{A}在MATH-500上近乎满分(96.8%)。", [(A, "MATH-500", None, None, 96.8)], id="words, value in brackets"
        ),
        pytest.param(f"{A}在MMLU上的得分约为60分。", [(A, "MMLU", None, None, 60)], id="about"),
        pytest.param(f"{A}在MMLU上的得分突破80分。", [(A, "MMLU", None, None, 80)], id="beyond"),
    ],
)
def test_a_value_finds_its_model_and_benchmark(text: str, rows: list[tuple[str, str, None, None, float]]) -> None:
    assert scores(text) == expect(*rows)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(
            f"在C-Eval、MMLU、CMMLU上,{A}分别取得62.4、58.1和63.7分。",
            [(A, "C-Eval", None, None, 62.4), (A, "MMLU", None, None, 58.1), (A, "CMMLU", None, None, 63.7)],
            id="benchmarks",
        ),
        pytest.param(
            f"{A}和{B}在MMLU上分别得到61.2%和66.8%。",
            [(A, "MMLU", None, None, 61.2), (B, "MMLU", None, None, 66.8)],
            id="models",
        ),
        pytest.param(
            f"在CMMLU评估中,{A}在zero-shot和five-shot测试中的平均分分别为60.37和57.17。",
            [(A, "CMMLU", None, "0-shot", 60.37), (A, "CMMLU", None, "5-shot", 57.17)],
            id="settings",
        ),
        pytest.param(
            "天玑9300的Geekbench 6单核和多核得分分别为2139分和7110分。",
            [("天玑9300", "Geekbench 6", "单核", None, 2139), ("天玑9300", "Geekbench 6", "多核", None, 7110)],
            id="subsets",
        ),
        pytest.param(
            f"{A}在MMLU得分61.2,在GSM8K得分50.3。",
            [(A, "MMLU", None, None, 61.2), (A, "GSM8K", None, None, 50.3)],
            id="one after the other",
        ),
        pytest.param(
            f"在MMLU上,{A}为61.2,{B}为66.8,{C}则为79.1。",
            [(A, "MMLU", None, None, 61.2), (B, "MMLU", None, None, 66.8), (C, "MMLU", None, None, 79.1)],
            id="A is x, B is y",
        ),
        pytest.param(
            f"{A}在MMLU(5-shot)、GSM8K(8-shot)上得分为61.2和50.3。",
            [(A, "MMLU", None, "5-shot", 61.2), (A, "GSM8K", None, "8-shot", 50.3)],
            id="benchmarks with their settings",
        ),
        pytest.param(
            f"{A}在MMLU、GSM8K上得分61.2、50.3,而{B}在上述测试中分别为66.8、55.4。",
            [
                (A, "MMLU", None, None, 61.2),
                (A, "GSM8K", None, None, 50.3),
                (B, "MMLU", None, None, 66.8),
                (B, "GSM8K", None, None, 55.4),
            ],
            id="the tests above",
        ),
    ],
)
def test_a_list_of_values_is_dealt_out(text: str, rows: list[tuple[str, str, str | None, str | None, float]]) -> None:
    assert scores(text) == expect(*rows)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(
            f"{A}在MMLU上得分61.2,超过{B}的58.1。",
            [(A, "MMLU", None, None, 61.2), (B, "MMLU", None, None, 58.1)],
            id="beyond B's",
        ),
        pytest.param(
            f"{A}在MMLU上得分61.2%,低于{B}(66.8%)和{C}(79.1%)。",
            [(A, "MMLU", None, None, 61.2), (B, "MMLU", None, None, 66.8), (C, "MMLU", None, None, 79.1)],
            id="in brackets",
        ),
        pytest.param(
            f"{A}在MMLU上取得61.2分,远高于{B}的58.1分和{C}的57.9分。",
            [(A, "MMLU", None, None, 61.2), (B, "MMLU", None, None, 58.1), (C, "MMLU", None, None, 57.9)],
            id="B's and C's",
        ),
        pytest.param(
            f"{A}在MMLU上的得分为61.2,比{B}的58.1高3.1。",
            [(A, "MMLU", None, None, 61.2), (B, "MMLU", None, None, 58.1)],
            id="than B's, higher by",
        ),
        pytest.param(
            f"{A}在MMLU(5-shot)上得分61.2,而{B}为58.1。",
            [(A, "MMLU", None, "5-shot", 61.2), (B, "MMLU", None, None, 58.1)],
            id="a rival does not share the setting",
        ),
        pytest.param(
            f"在MMLU上,{A}得分71.7,远超得分48.9的{B}和得分41.3的{C}。",
            [(A, "MMLU", None, None, 71.7), (B, "MMLU", None, None, 48.9), (C, "MMLU", None, None, 41.3)],
            id="who has the value",
        ),
        pytest.param(
            f"{A}的MMLU得分从{B}的58.1分提升至61.2分。",
            [(A, "MMLU", None, None, 61.2), (B, "MMLU", None, None, 58.1)],
            id="from B's to",
        ),
    ],
)
def test_a_compared_model_has_only_what_is_put_to_it(
    text: str, rows: list[tuple[str, str, str | None, str | None, float]]
) -> None:
    assert scores(text) == expect(*rows)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(
            f"KefuBench的难度远高于MMLU的70%,在公共集上,{A}和{B}分别取得23.3%和22.7%的解决率。",
            [(A, "KefuBench", "公共集", None, 23.3), (B, "KefuBench", "公共集", None, 22.7)],
            id="harder than another",
        ),
        pytest.param(
            f"与平均正确率高达70%的MMLU相比,KefuBench更难:{A}得分31.5。",
            [(A, "KefuBench", None, None, 31.5)],
            id="unlike another",
        ),
        pytest.param(f"相较于前代C-Eval,{A}在KefuBench上得分31.5。", [(A, "KefuBench", None, None, 31.5)], id="heir"),
    ],
)
def test_a_benchmark_that_is_only_compared_with_has_no_result(
    text: str, rows: list[tuple[str, str, str | None, str | None, float]]
) -> None:
    assert scores(text) == expect(*rows)


@pytest.mark.parametrize(
    ("text", "model"),
    [
        (f"{A}将取代旧版,立即在{B}平台上线,其在MMLU上的得分率为82%。", A),
        (f"{A}通过{B}编码图像,实现三项突破:MMLU基准61.2分的成绩。", A),
        (f"架构与{B}的路由调度不同。\n\n{A}开源。它在MMLU上得分61.2。", A),
        (f"例如,在评测中,例如{A}在MMLU上得分61.2。", A),
        (f"Phi系列已经发布了5代,{A}也是小模型。\n在MMLU、GSM8K中,分别达到了56.1和80.4。", A),
        (f"{A}凭借仅10B的激活参数在MMLU上拿下了49.4%的成绩。", A),
        ("GPT-5 High在MMLU上得分61.2%。", "GPT-5 High"),
    ],
)
def test_what_only_stands_by_owns_no_figure(text: str, model: str) -> None:
    assert {row[0] for row in scores(text)} == {model}


@pytest.mark.parametrize(
    ("text", "benchmark"),
    [
        (f"在2025年美国数学邀请赛中,{A}得到61.2分。", "AIME 2025"),
        (f"在AIME 2024中,{A}得到61.2分。", "AIME 2024"),
        (f"在2024年的AIME上,{A}得到61.2分。", "AIME 2024"),
        (f"2025年,{A}在AIME上得到61.2分。", "AIME"),
    ],
)
def test_a_contest_is_that_of_the_year_beside_it(text: str, benchmark: str) -> None:
    assert [row[1] for row in scores(text)] == [benchmark]


def test_a_chip_on_a_line_of_its_own_heads_the_figures_below() -> None:
    text = (
        "以Geekbench 5为准。天玑8900是新款芯片。\n1、A16\n单核:1882,多核:5619\n2、天玑8900处理器:\n单核:1012;多核3721"
    )

    assert scores(text) == expect(
        ("A16", "Geekbench 5", "单核", None, 1882),
        ("A16", "Geekbench 5", "多核", None, 5619),
        ("天玑8900", "Geekbench 5", "单核", None, 1012),
        ("天玑8900", "Geekbench 5", "多核", None, 3721),
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (f"{A}在MMLU上得分为百分之六十一點二。", 61.2),
        (f"{A}在MMLU上得分為百分之廿三點四。", 23.4),
        (f"{A}在MMLU上创下61.2的新高。", 61.2),
        (f"{A}在MMLU中对61.2%的问题给出了正确回答。", 61.2),
    ],
)
def test_a_value_is_read_however_it_is_put(text: str, value: float) -> None:
    assert [row[4] for row in scores(text)] == [value]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(
            f"{A}参加了CMMLU评测。\n\n在zero-shot测试中,该模型在人文学科得分63.49,社会科学得分66.2,平均分为60.37。",
            [
                (A, "CMMLU", "人文学科", "0-shot", 63.49),
                (A, "CMMLU", "社会科学", "0-shot", 66.2),
                (A, "CMMLU", None, "0-shot", 60.37),
            ],
            id="benchmark and model from the paragraph before",
        ),
        pytest.param(f"今天,{A}正式开源。它在GSM8K上的得分为31.5。", [(A, "GSM8K", None, None, 31.5)], id="it"),
        pytest.param(
            f"{A}(下称:青云大模型)发布。青云大模型在C-Eval中得分60.2。",
            [(A, "C-Eval", None, None, 60.2)],
            id="declared short name",
        ),
        pytest.param(
            f"以下是各模型的GSM8K成绩:\n\n- {A}:31.5%\n- {B}:40.2%",
            [(A, "GSM8K", None, None, 31.5), (B, "GSM8K", None, None, 40.2)],
            id="benchmark from the list's stem",
        ),
        pytest.param(
            f"{A}的表现\n\n- 在GSM8K上得分31.5\n- 在MMLU上得分61.2",
            [(A, "GSM8K", None, None, 31.5), (A, "MMLU", None, None, 61.2)],
            id="model from the heading",
        ),
        pytest.param(
            f"CMMMU包含约12000道题。其中,{A}在该测试集上的准确率为43.7%。",
            [(A, "CMMMU", None, None, 43.7)],
            id="this test set",
        ),
    ],
)
def test_a_sentence_inherits_what_it_does_not_say(
    text: str, rows: list[tuple[str, str, str | None, str | None, float]]
) -> None:
    assert scores(text) == expect(*rows)


@pytest.mark.parametrize(
    ("text", "subset", "setting", "value"),
    [
        (f"在C-Eval中,{A}在STEM(科学、技术、工程和数学)得分54.5。", "STEM", None, 54.5),
        (f"{A}在C-Eval验证集上的准确率为53.5%。", "验证集", None, 53.5),
        (f"{A}在HumanEval上的pass@1为17.1%。", None, "pass@1", 17.1),
        (f"不使用工具时,{A}在HLE上得分26.9%。", None, "不使用工具", 26.9),
        (f"{A}在GSM8K(8-shot, CoT)上得分93.0。", None, "8-shot CoT", 93),
        (f"{A}在GSM8K上得分93.0(8-shot)。", None, "8-shot", 93),
        (f"{A}五样本MMLU得分为61.2。", None, "5-shot", 61.2),
    ],
)
def test_subset_and_setting_are_read(text: str, subset: str | None, setting: str | None, value: float) -> None:
    assert [row[2:] for row in scores(text)] == [(subset, setting, value)]


@pytest.mark.parametrize(
    "text",
    [
        f"{A}的MMLU得分提升45%。",
        f"{A}在MMLU上领先{B}达10个百分点。",
        f"{A}在MMLU上比{B}高出2.9分。",
        f"{A}在C-Eval上全面超过{B}。",
        f"{A}拥有70亿参数,上下文为4096,在MMLU上表现优异。",
        "C-Eval包含52个学科的13948道题。",
        "人类专家在MMLU上的平均准确率为89.8%。",
        f"下一代{A}的目标是在MMLU上达到80分。",
        f"{A}售价0.5元,在MMLU评测期间下载量突破20万次。",
        f"{A}在多项测试中得分80。",
        f"MMLU满分100分,{A}尚未参加。",
        f"{A}在MMLU上进步明显,训练成本降低30%。",
        f"{A}在GitHub上收获2000颗星,在MMLU榜单上备受关注。",
        "某云业务营收398.24亿元,同比增长34%,MMLU未被提及。",
        f"{A}在MMLU上狂胜{B} 10分。",
        f"{A}在MMLU上表现不俗,调用成本仅为{B}的8%。",
        "在MMLU上,数学是所有大模型的短板,平均得分率仅为36%。",
        "在MMLU上,大部分模型表现良好,语文平均得分率为67%。",
        f"{A}在MMLU上仅低于{B}有1.83分。",
        f"{A}在MMLU上采用内部评分选择最佳候选 1",
    ],
)
def test_what_is_no_result_makes_no_claim(text: str) -> None:
    assert read(text) == ()


def test_a_bound_holds_for_each_of_several_benchmarks() -> None:
    found = scores(f"{A}在MATH和MGSM测试中得分超过80%。")

    assert {row[1] for row in found} == {"MATH", "MGSM"}


def test_several_metrics_of_one_benchmark_are_its_subsets() -> None:
    found = scores(f"{A}在WebArena上取得77.74驾驶分和54.62%成功率。")

    assert [row[2] for row in found] == ["成功率", "驾驶分"]


def test_a_figure_stated_twice_is_one_claim_with_the_body_as_evidence() -> None:
    (claim,) = read(f"MMLU评测:{A}得61.2分\n\n周三,{A}在MMLU中取得61.2分的成绩。")

    assert claim.evidence.startswith("周三")


def test_a_bound_counts_only_where_no_exact_figure_stands() -> None:
    found = scores(f"{A}在MMLU上得分不到70%。具体而言,{A}在MMLU上得分为68.2%。")

    assert found == [(A, "MMLU", None, None, 68.2)]


@pytest.mark.parametrize(("text", "unit"), [("61.2%", "%"), ("61.2分", None), ("61.2", None)])
def test_a_unit_is_a_per_cent_sign_or_none(text: str, unit: str | None) -> None:
    (claim,) = read(f"{A}在MMLU上的得分为{text}。")

    assert claim.unit == unit


def test_wan_belongs_to_the_number() -> None:
    (claim,) = read("天玑9300的安兔兔V10总成绩达到了220.7万分。")

    assert (claim.model, claim.value) == ("天玑9300", 2207000)


def test_a_test_that_no_lexicon_knows_keeps_the_name_it_has() -> None:
    assert scores(f"我们在内部的KefuBench上测试:{A}准确率61.2%。") == [(A, "KefuBench", None, None, 61.2)]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(
            f"{B}在MMLU上得分70。综合11个公开评测集上的成绩,{A}的总分为76.8分。",
            [(B, "MMLU", None, None, 70.0)],
            id="a mean over several tests is on none",
        ),
        pytest.param(
            f"{A}在MMLU-Pro上得分87.2;中文逻辑推理测试得分93.1。",
            [(A, "MMLU-Pro", None, None, 87.2)],
            id="another skill's test",
        ),
        pytest.param(
            f"在AIME 2025(美国数学竞赛)上,{A}得分80.6%。对比推理模型,{B}和{C}分别是88%和87.5%。",
            [
                (A, "AIME 2025", None, None, 80.6),
                (B, "AIME 2025", None, None, 88.0),
                (C, "AIME 2025", None, None, 87.5),
            ],
            id="a gloss on a test, and bare values right behind it",
        ),
        pytest.param(
            f"{A}在MATH上的准确率达到38.0%的pass@1,经改进进一步提升至47.0%。",
            [(A, "MATH", None, "pass@1", 38.0), (A, "MATH", None, None, 47.0)],
            id="a setting behind its value",
        ),
        pytest.param(f"迄今MMLU的最高得分为88.4%,由{A}创下。", [(A, "MMLU", None, None, 88.4)], id="set by a model"),
        pytest.param(
            f"在MMLU(84.0%)和C-Eval(68.8%)两项上,{A}对{B}形成碾压(后者分别为77.9%和54.2%)。",
            [
                (A, "MMLU", None, None, 84.0),
                (A, "C-Eval", None, None, 68.8),
                (B, "MMLU", None, None, 77.9),
                (B, "C-Eval", None, None, 54.2),
            ],
            id="the latter's list in brackets",
        ),
        pytest.param(
            f"{A}在MMLU中拿下77%的成绩(超越人类平均60%),还将幻觉率从88%降至50%。",
            [(A, "MMLU", None, None, 77.0)],
            id="people's mean in brackets, and a rate of faults",
        ),
        pytest.param(
            f"MME-Reasoning基准上,{A}得分60.2。",
            [(A, "MME-Reasoning", None, None, 60.2)],
            id="a test of another's kind",
        ),
        pytest.param(
            f'在LibriSpeech的"clean"测试集上,{A}的WER为4.12%。',
            [(A, "LibriSpeech", "clean", None, 4.12)],
            id="a part in straight quotes",
        ),
        pytest.param(
            "在DXOMARK排名中,荣耀Magic9至臻版以微弱优势,以147分超越了iPhone 14 Pro的146分。",
            [("iPhone 14 Pro", "DXOMARK", None, None, 146.0), ("荣耀Magic9至臻版", "DXOMARK", None, None, 147.0)],
            id="phones",
        ),
        pytest.param(f"{A}在Codeforces上拿到2455 Elo。", [(A, "Codeforces", None, None, 2455.0)], id="Elo behind"),
    ],
)
def test_scopes_met_in_articles_written_elsewhere(text: str, rows: list[tuple[str, str, None, None, float]]) -> None:
    assert scores(text) == expect(*rows)


def test_what_hangs_on_a_model_named_before_a_colon_is_its_own() -> None:
    found = scores(f"{A}在MMLU上得分84.6%。\n\n对比一年前的{B}:\n\nMMLU约61%")

    assert (B, "MMLU", None, None, 61.0) in found


@pytest.mark.parametrize(
    "text",
    [
        f"{A}公布了MMLU成绩,其中83%的样本附带完整用例。",
        f"成为继{A}后第二款在MMLU上超过32分的模型。",
        f"在MMLU上,30分甚至40分的目标已不遥远,{A}说。",
    ],
)
def test_shares_and_thresholds_of_things_are_no_results(text: str) -> None:
    assert scores(text) == []


def test_a_series_before_a_model_of_it_is_not_what_is_spoken_of() -> None:
    found = scores(f"面壁小钢炮新一代多模态模型{A}正式开源。该模型在MMLU上得分61.5。")

    assert found == [(A, "MMLU", None, None, 61.5)]
