"""Names that no lexicon knows and no form tells are seen by what is said of them; all are invented."""

import pytest

from data.lexicon import load_lexicon
from nlp.claims import find_claims
from nlp.document import parse
from nlp.mentions import find_mentions

LEXICON = load_lexicon()
NAMES = ["Zephira-X2", "Zephira X2", "Zephira 3.5", "Zephira-3.5-Pro", "Zephira 3.5 Pro", "Zephira"]


def told(text: str) -> set[tuple[str, str, float]]:
    document = parse(text)
    claims = find_claims(document, find_mentions(document, LEXICON), LEXICON).claims
    return {(c.model, c.benchmark, c.value) for c in claims}


def models(text: str) -> set[str]:
    return {e.name for e in find_mentions(parse(text), LEXICON).entities() if e.type == "model"}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "text",
    [
        "{}在MMLU上以61.2%的准确率领先。",
        "{}的MMLU得分为61.2%。",
        "{}拿下了MMLU 61.2%的成绩。",
        "在MMLU上，**{}**得分61.2%。",
        "在MMLU上，“{}”模型（一个新来的）则为61.2%。",
        "在MMLU上，最高的是{}，为61.2%。",
        "在MMLU上，最好的成绩只有61.2%（{}）。",
        "MMLU更新了榜单。{}以61.2%的准确率紧随其后。",
    ],
)
def test_what_contends_on_a_test_is_a_model(text: str, name: str) -> None:
    assert told(text.format(name)) == {(name, "MMLU", 61.2)}


@pytest.mark.parametrize("name", NAMES)
def test_what_a_model_is_measured_against_is_a_model(name: str) -> None:
    assert told(f"Qingyun-7B在MMLU上得分61.2%，低于{name}（66.8%）。") == {
        ("Qingyun-7B", "MMLU", 61.2),
        (name, "MMLU", 66.8),
    }
    assert told(f"{name}和Qingyun-7B在MMLU上分别得到61.2%和66.8%。") == {
        (name, "MMLU", 61.2),
        ("Qingyun-7B", "MMLU", 66.8),
    }


@pytest.mark.parametrize("test", ["Zorblex", "KronLogic", "Lumina-X", "LMX-100"])
@pytest.mark.parametrize(
    "text",
    [
        "Qingyun-7B在{}上得分61.2%。",
        "在{}评估中，Qingyun-7B的平均分为61.2%。",
        "在{}（一套新题）上，Qingyun-7B得分61.2%。",
        "Qingyun-7B拿下了{} 61.2%的成绩。",
        "{}是由几位老师出题的新基准。Qingyun-7B在{}上的得分为61.2%。",
    ],
)
def test_where_a_model_has_a_result_is_a_test(text: str, test: str) -> None:
    assert told(text.replace("{}", test)) == {("Qingyun-7B", test, 61.2)}


def test_what_stands_in_a_list_of_tests_is_one() -> None:
    assert told("在Zorblex、MMLU、KronLogic上，Qingyun-7B分别取得62.4、58.1和63.7分。") == {
        ("Qingyun-7B", "Zorblex", 62.4),
        ("Qingyun-7B", "MMLU", 58.1),
        ("Qingyun-7B", "KronLogic", 63.7),
    }
    assert told("Qingyun-7B在MMLU得分88.1%、KronLogic得分60.1%。") == {
        ("Qingyun-7B", "MMLU", 88.1),
        ("Qingyun-7B", "KronLogic", 60.1),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Zephira发布了新的办公软件，售价61.2元。",
        "在Zephira上，61.2%的用户选择了会员。",
        "Qingyun-7B在MMLU上得分61.2%，WER为4.1%。",
        "Qingyun-7B在MMLU上得分61.2%，可用Zephira部署。",
        "| 模型 | Zephira |\n|---|---|\n| MMLU | 61.2 |",
        "安兔兔公布榜单，Zephira X2以220万分位列第一。",
    ],
)
def test_what_does_neither_is_none(text: str) -> None:
    assert not {name for name in models(text) if "Zephira" in name or name == "WER"}


@pytest.mark.parametrize("name", ["云岫大模型", "云岫-7B", "云岫-2-Chat"])
@pytest.mark.parametrize("text", ["MMLU的最高分为61.2%，由{}创下。", "在MMLU上，58.1分和{}的61.2%差距不大。"])
def test_a_chinese_name_begins_behind_the_word_that_leads_to_it(text: str, name: str) -> None:
    assert models(text.format(name)) == {name}


@pytest.mark.parametrize(
    "text", ["Qingyun-7B模型在MMLU上以 **61.2** % 的成绩领先。", "Qingyun-7B大模型（带工具）达到了MMLU的61.2%。"]
)
def test_the_word_model_and_marks_between_a_figure_and_its_unit_say_nothing(text: str) -> None:
    assert told(text) == {("Qingyun-7B", "MMLU", 61.2)}


@pytest.mark.parametrize("name", ["Zephira-X2", "Zephira 3.5"])
@pytest.mark.parametrize(
    "text", ["今天，{}正式开源。它在MMLU上的得分为61.2%。", "公司发布了新一代模型{}。\n\n在MMLU上，该模型得分61.2%。"]
)
def test_what_an_article_of_tests_launches_is_its_model(text: str, name: str) -> None:
    assert told(text.format(name)) == {(name, "MMLU", 61.2)}


def test_what_is_launched_beside_a_model_is_none() -> None:
    assert models("Qingyun-7B在MMLU上得分61.2%。CUDA 19.4正式发布。") == {"Qingyun-7B"}


@pytest.mark.parametrize(
    "text",
    [
        "Qingyun-7B的KronLogic得分为61.2%。",
        "Qingyun-7B在KronLogic得分61.2%。",
        "Qingyun-7B在KronLogic、Zorblex等多个数学、代码榜单中都得到61.2%的成绩。",
        "Qingyun-7B发布。Zephira在KronLogic上得分61.2%。",
    ],
)
def test_a_test_may_be_told_by_its_result_alone(text: str) -> None:
    assert ("KronLogic", 61.2) in {(benchmark, value) for _, benchmark, value in told(text)}


def test_two_strangers_tell_of_each_other() -> None:
    assert told("Qingyun-7B发布。Zephira在KronLogic上得分61.2%。") == {("Zephira", "KronLogic", 61.2)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Qingyun-7B在Zorblex（61.2%）和MMLU（70.1%）上领先。",
         {("Qingyun-7B", "Zorblex", 61.2), ("Qingyun-7B", "MMLU", 70.1)}),
        ("Qingyun-7B在数学推理测试Zorblex上拿下61.2分。", {("Qingyun-7B", "Zorblex", 61.2)}),
        ("Qingyun-7B登顶Zorblex榜首。", {("Qingyun-7B", "Zorblex", 1)}),
        ("Zorblex测试得分方面，Qingyun-7B为61.2%。", {("Qingyun-7B", "Zorblex", 61.2)}),
        ("在Zorblex 2025上，Qingyun-7B的准确率为61.2%。", {("Qingyun-7B", "Zorblex 2025", 61.2)}),
        ("青云-Med-13B在MMLU上得分61.2%。", {("青云-Med-13B", "MMLU", 61.2)}),
    ],
)  # fmt: skip
def test_what_a_model_is_put_to_is_a_test(text: str, found: set[tuple[str, str, float]]) -> None:
    assert told(text) == found
