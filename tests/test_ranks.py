"""Places on leaderboards: which words give one, to whom, on which board and among whom; all about invented models."""

import pytest

from data.lexicon import load_lexicon
from nlp.claims import find_claims
from nlp.document import parse
from nlp.mentions import find_mentions

LEXICON = load_lexicon()

A, B, C = "Qingyun-7B", "Mofang-13B", "Tianhe-72B"


def ranks(text: str) -> list[tuple[str, str, str | None, float, str | None]]:
    document = parse(text)
    claims = find_claims(document, find_mentions(document, LEXICON), LEXICON).claims
    found = ((c.model, c.benchmark, c.subset, c.value, c.scope) for c in claims if c.kind == "rank")
    return sorted(found, key=repr)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("排名第9", 9),
        ("位列第六名", 6),
        ("位居榜首", 1),
        ("登顶", 1),
        ("夺冠", 1),
        ("排名第一", 1),
        ("拿下第十二名", 12),
        ("获得亚军", 2),
        ("跃居首位", 1),
        ("取得SOTA", 1),
        ("排在第4位", 4),
        ("夺魁", 1),
        ("拔得头筹", 1),
        ("稳坐头把交椅", 1),
    ],
)
def test_each_word_for_a_place_gives_it(words: str, place: int) -> None:
    assert ranks(f"{A}在C-Eval榜单上{words}。") == [(A, "C-Eval", None, place, None)]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            f"{A}在C-Eval榜单中排名第9、同参数量级排名第1。",
            [(A, "C-Eval", None, 1, "同参数量级"), (A, "C-Eval", None, 9, None)],
        ),
        (f"{A}在CMMLU中文向大模型排名第1。", [(A, "CMMLU", None, 1, "中文向大模型")]),
        (f"{A}在SuperCLUE上位居国内第一。", [(A, "SuperCLUE", None, 1, "国内")]),
        (f"{A}在SuperCLUE评测中位列国内大模型榜首。", [(A, "SuperCLUE", None, 1, "国内大模型")]),
        (f"在C-Eval上,{A}在开源模型中排名第二。", [(A, "C-Eval", None, 2, "开源模型")]),
        (f"{A}在AIME 2024上取得了开源模型的最佳性能(SOTA)。", [(A, "AIME 2024", None, 1, "开源模型")]),
        (f"{A}在SuperCLUE上位列全球第一。", [(A, "SuperCLUE", None, 1, None)]),
    ],
)
def test_the_scope_says_among_whom(text: str, rows: list[tuple[str, str, None, float, str | None]]) -> None:
    assert ranks(text) == sorted(rows, key=repr)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (f"在C-Eval上,{A}与{B}并列第二。", [(A, "C-Eval", None, 2, None), (B, "C-Eval", None, 2, None)]),
        (f"在C-Eval上,排名第一的是{A}。", [(A, "C-Eval", None, 1, None)]),
        (f"{A}在C-Eval上领先第二名{B} 3分。", [(B, "C-Eval", None, 2, None)]),
        (
            f"在C-Eval榜单上,{A}从此前的第2名掉到了第32名。",
            [(A, "C-Eval", None, 2, None), (A, "C-Eval", None, 32, None)],
        ),
        (f"在C-Eval的数学能力上,{A}超过{B}拿下榜首。", [(A, "C-Eval", "数学能力", 1, None)]),
        (f"C-Eval更新了榜单。{A}以61.2分位列第三。", [(A, "C-Eval", None, 3, None)]),
    ],
)
def test_the_place_goes_to_whom_it_is_given(text: str, rows: list[tuple[str, str, str | None, float, None]]) -> None:
    assert ranks(text) == sorted(rows, key=repr)


@pytest.mark.parametrize(
    "text",
    [
        f"{A}跻身C-Eval榜单前三。",
        f"{A}在C-Eval上仅次于{B}。",
        f"{A}是首个在C-Eval上超过60分的第三方模型。",
        f"{A}在C-Eval上取得历史最高分。",
        f"{A}系列在C-Eval上位列第四第五。",
        f"{A}在C-Eval中处于第一梯队。",
        f"{A}下载量位居全球第一,此前曾参加C-Eval评测。",
        f"第一季度,{A}参加了C-Eval评测。",
        f"{A}向C-Eval榜首发起冲击,距离第一仍有差距。",
        f"{A}在某榜单上排名第一。",
    ],
)
def test_what_names_no_place_makes_no_rank(text: str) -> None:
    assert ranks(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"{A}在C-Eval上并未取得SOTA。",
        f"在C-Eval上,{A}赚得5478元,第二名只有1473元。",
        f"数学能力登顶全球:在C-Eval上,{A}得分61.2。",
        f"{A}在C-Eval上得分61.2,并在终端操作基准测试中排名第一。",
    ],
)
def test_what_gives_no_place_on_the_board_is_none(text: str) -> None:
    assert ranks(text) == []


def test_a_place_among_all_that_took_part_is_a_place() -> None:
    assert ranks(f"在C-Eval上,{A}总分位列所有参评模型的第三名。") == [(A, "C-Eval", None, 3, None)]


def test_places_are_dealt_over_models_with_their_nouns() -> None:
    found = ranks(f"在SuperBench的安全评测中,{A}、{B}分别位列第二名、第三名。{C}则位列第六名。")

    assert found == [
        (B, "SuperBench", "安全", 3, None),
        (A, "SuperBench", "安全", 2, None),
        (C, "SuperBench", "安全", 6, None),
    ]


def test_a_place_holds_for_each_of_a_counted_list_of_parts() -> None:
    found = ranks(f"SuperBench结果显示,在代码编写、安全和价值观两项评测中,{A}均排在第七名。")

    assert {row[2] for row in found} == {"代码编写", "安全和价值观"}


def test_places_of_a_series_are_nobody_elses() -> None:
    found = ranks(f"在C-Eval评测中,{A}与{B}并列第一,而GPT-4系列模型则位列第四和第五。")

    assert [(row[0], row[3]) for row in found] == [(B, 1), (A, 1)]


def test_the_second_whom_somebody_leads_has_its_place() -> None:
    assert ranks(f"在C-Eval上,{A}比第二名的{B}高出0.41分。") == [(B, "C-Eval", None, 2, None)]


def test_who_keeps_a_board_stands_for_it() -> None:
    found = ranks(f"目前,{A}已在Artificial Analysis上跻身全球第五,国产第二。")

    board = "Artificial Analysis Intelligence Index"
    assert found == [(A, board, None, 2, "国产"), (A, board, None, 5, None)]


@pytest.mark.parametrize("words", ["「文字轉圖像」範疇中位居首位", "“文字转图像”榜单上登顶"])
def test_a_part_that_quotes_name_is_the_part(words: str) -> None:
    assert [row[2] for row in ranks(f"LMArena公布榜单,{A}在{words}。")] == [words[1:6]]


@pytest.mark.parametrize("words", ["夺得单项第一", "以53.3分摘得桂冠", "稳居首位"])
def test_a_place_is_on_the_board_spoken_of_before(words: str) -> None:
    assert [(row[0], row[1], row[3]) for row in ranks(f"SuperCLUE公布了新一期报告。{A}{words}。")] == [
        (A, "SuperCLUE", 1)
    ]


def test_the_maker_of_an_open_board_and_what_it_ranks_are_the_board() -> None:
    found = ranks(f"Hugging Face公布了最新的开源大模型排行榜,{A}排在第五位。")

    assert [(row[0], row[1], row[3]) for row in found] == [(A, "Open LLM Leaderboard", 5)]


def test_a_first_place_on_several_boards_is_on_each() -> None:
    found = ranks(f"{A}在C-Eval、MMLU等多个榜单上取得了同级SOTA成绩。")

    assert {(row[0], row[1], row[3], row[4]) for row in found} == {(A, "C-Eval", 1, "同级"), (A, "MMLU", 1, "同级")}


def test_a_place_by_a_mean_over_several_tests_is_on_none_of_them() -> None:
    assert ranks(f"{A}在12个主流评测基准上的综合得分排第三。在MMLU评测里,它表现不错。") == []


def test_a_scope_is_spelled_as_the_article_spells_it() -> None:
    assert ranks(f"在C-Eval評測中,{A}排名開源模型第一。") == [(A, "C-Eval", None, 1, "開源模型")]


@pytest.mark.parametrize("scope", ["中文大模型", "小模型", "7B模型", "医疗大模型"])
def test_the_kind_of_model_right_before_a_place_is_its_scope(scope: str) -> None:
    assert ranks(f"{A}在C-Eval榜单上位列{scope}第一。") == [(A, "C-Eval", None, 1, scope)]


@pytest.mark.parametrize("text", [f"{A}有望登顶C-Eval。", f"{A}在C-Eval榜单上位列第一阵营。"])
def test_a_hope_and_a_group_are_no_place(text: str) -> None:
    assert ranks(text) == []
