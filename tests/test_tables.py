"""Claims in tables, one case for each way to build one; all about invented models."""

import pytest

from data.fields import ClaimFields
from data.lexicon import load_lexicon
from nlp.claims import find_claims
from nlp.document import parse
from nlp.mentions import find_mentions

LEXICON = load_lexicon()

Row = tuple[str, str, str | None, str | None, float]


def read(text: str, title: str | None = None) -> tuple[ClaimFields, ...]:
    document = parse(text, title)
    return find_claims(document, find_mentions(document, LEXICON), LEXICON).claims


def scores(text: str, title: str | None = None) -> list[Row]:
    found = ((c.model, c.benchmark, c.subset, c.setting, c.value) for c in read(text, title) if c.kind == "score")
    return sorted(found, key=repr)


def expect(*rows: Row) -> list[Row]:
    return sorted(rows, key=repr)


def test_models_stand_in_rows_under_benchmarks() -> None:
    table = "| 模型 | MMLU | GSM8K |\n|---|---|---|\n| 青云-7B | **61.2** | - |\n| Mofang-13B | 66.8 | 50.3 |"

    assert scores(table) == expect(
        ("青云-7B", "MMLU", None, None, 61.2),
        ("Mofang-13B", "MMLU", None, None, 66.8),
        ("Mofang-13B", "GSM8K", None, None, 50.3),
    )


def test_models_stand_in_columns_beside_benchmarks() -> None:
    table = (
        "| Benchmark | Qingyun-7B | Mofang-13B |\n|---|---|---|\n| MMLU (5-shot) | 61.2 | 66.8 |\n| Params | 7B | 13B |"
    )

    assert scores(table) == expect(
        ("Qingyun-7B", "MMLU", None, "5-shot", 61.2), ("Mofang-13B", "MMLU", None, "5-shot", 66.8)
    )


@pytest.mark.parametrize(
    ("table", "setting"),
    [
        ("| 模型 | MMLU (5-shot) |\n|-|-|\n| Qingyun-7B | 61.2 |", "5-shot"),
        ("| 模型 | MMLU@5 |\n|-|-|\n| Qingyun-7B | 61.2 |", "5-shot"),
        ("| 模型 | MMLU |\n|-|-|\n| | 5-shot |\n| Qingyun-7B | 61.2 |", "5-shot"),
        ("| Model 5-shot | MMLU |\n|-|-|\n| Qingyun-7B | 61.2 |", "5-shot"),
        ("| 模型 | # Shots | MMLU |\n|-|-|-|\n| Qingyun-7B | 5 | 61.2 |", "5-shot"),
        ("| 模型 | 模式 | MMLU |\n|-|-|-|\n| Qingyun-7B | 思考 | 61.2 |", "思考"),
        ("| 模型 | MMLU |\n|-|-|\n| Qingyun-7B | 61.2 (5-shot) |", "5-shot"),
        ("以下是5-shot准确率。\n\n| 模型 | MMLU |\n|-|-|\n| Qingyun-7B | 61.2 |", "5-shot"),
        ("| 模型 | HumanEval (pass@1) |\n|-|-|\n| Qingyun-7B | 61.2 |", "pass@1"),
    ],
)
def test_a_setting_is_found_wherever_the_table_says_it(table: str, setting: str) -> None:
    assert [row[3] for row in scores(table)] == [setting]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("### C-Eval\n\n| 模型 | 平均分 |\n|-|-|\n| Qingyun-7B | 61.2 |", None),
        ("C-Eval排行榜\n\n模型 | Accuracy |\n---|---|\nQingyun-7B | 61.2 |", None),
        ("下表是C-Eval的成绩。\n\n| 模型 | 得分 |\n|-|-|\n| Qingyun-7B | 61.2 |", None),
        ("| 模型 | 得分 |\n|-|-|\n| Qingyun-7B | 61.2 |", "C-Eval最新榜单"),
    ],
)
def test_the_benchmark_of_a_bare_score_is_named_above(text: str, title: str | None) -> None:
    assert scores(text, title) == [("Qingyun-7B", "C-Eval", None, None, 61.2)]


def test_the_columns_of_one_benchmark_are_its_parts() -> None:
    text = "### C-Eval\n\n| Model | STEM | Humanities | Average |\n|-|-|-|-|\n| Qingyun-7B | 38.2 | 46.2 | 42.8 |"

    assert scores(text) == expect(
        ("Qingyun-7B", "C-Eval", "STEM", None, 38.2),
        ("Qingyun-7B", "C-Eval", "Humanities", None, 46.2),
        ("Qingyun-7B", "C-Eval", None, None, 42.8),
    )


def test_a_heading_tells_the_part() -> None:
    text = "C-Eval的成绩如下。\n\n## 验证集结果\n\n| Model | Accuracy |\n|-|-|\n| Qingyun-7B | 42.8 |"

    assert [row[2] for row in scores(text)] == ["验证集"]


def test_a_board_gives_places_and_scores_and_nothing_else() -> None:
    text = (
        "大模型竞技场总榜\n\n| 排名 | 模型 | 得分 | 95% CI | 投票数 | 机构 | 许可证 |\n|-|-|-|-|-|-|-|\n"
        "| 14 | qingyun-5.1Qingyun | 1,474 | +/-8 | 5,733 | Qingyun | MIT |"
    )

    claims = read(text)

    assert sorted((c.kind, c.model, c.benchmark, c.value) for c in claims) == [
        ("rank", "qingyun-5.1", "Chatbot Arena", 14),
        ("score", "qingyun-5.1", "Chatbot Arena", 1474),
    ]


def test_a_row_is_its_own_evidence() -> None:
    table = "| 模型 | MMLU |\n|---|---|\n| Qingyun-7B | 61.2 |"

    (claim,) = read(table)

    assert claim.evidence == "| Qingyun-7B | 61.2 |"
    assert table[claim.start : claim.end] == claim.evidence


def test_sizes_tell_rows_of_one_name_apart() -> None:
    table = "| 模型 | 参数量 | MMLU |\n|-|-|-|\n| Qingyun | 7B | 61.2 |\n| Qingyun | 13B | 66.8 |"

    assert [row[0] for row in scores(table)] == ["Qingyun-13B", "Qingyun-7B"]


@pytest.mark.parametrize("name", ["人类专家", "随机", "Human", "Random"])
def test_people_and_chance_are_no_contestants(name: str) -> None:
    assert scores(f"| 模型 | MMLU |\n|-|-|\n| {name} | 89.8 |\n| Qingyun-7B | 61.2 |") == [
        ("Qingyun-7B", "MMLU", None, None, 61.2)
    ]


@pytest.mark.parametrize(
    "table",
    [
        "| 模型 | 参数量 | 上下文 | 价格 |\n|-|-|-|-|\n| Qingyun-7B | 7 | 4096 | 0.5 |",
        "| 指标 | 一季度 | 二季度 |\n|-|-|-|\n| 营收 | 3.2 | 4.1 |",
        "| 模型 | 显存 | 速度 |\n|-|-|-|\n| Qingyun-7B | 14.2 | 35.6 |",
        "| 姓名 | 年龄 |\n|-|-|\n| 甲 | 61 |",
    ],
)
def test_a_table_without_a_benchmark_makes_no_claim(table: str) -> None:
    assert read(table) == ()


def test_an_html_table_is_read_with_its_merged_cells() -> None:
    text = (
        "<table><tr><th rowspan='2'>模型</th><th colspan='2'>C-Eval</th></tr><tr><th>0-shot</th><th>5-shot</th></tr>"
        "<tr><td>Qingyun-7B</td><td>60.1</td><td><b>61.2</b></td></tr></table>"
    )

    assert scores(text) == expect(
        ("Qingyun-7B", "C-Eval", None, "0-shot", 60.1), ("Qingyun-7B", "C-Eval", None, "5-shot", 61.2)
    )


def test_rows_of_settings_are_of_the_model_that_is_named_above() -> None:
    text = "以Qingyun-7B为例,结果如下。\n\n| 精度 | MMLU |\n|-|-|\n| BF16 | 61.2 |\n| INT4 | 60.1 |"

    assert scores(text) == expect(
        ("Qingyun-7B", "MMLU", None, "BF16", 61.2), ("Qingyun-7B", "MMLU", None, "INT4", 60.1)
    )


def test_a_column_of_results_is_named_after_its_model() -> None:
    table = (
        "| 测试 | Qingyun-7B得分 | 对标模型表现 |\n|-|-|-|\n"
        "| MMLU | 61.2 | Mofang-13B (66.8) |\n| GSM8K | 50.3% | Mofang-13B (48.1%) |"
    )

    assert scores(table) == expect(
        ("Qingyun-7B", "MMLU", None, None, 61.2),
        ("Mofang-13B", "MMLU", None, None, 66.8),
        ("Qingyun-7B", "GSM8K", None, None, 50.3),
        ("Mofang-13B", "GSM8K", None, None, 48.1),
    )


@pytest.mark.parametrize("head", ["分数", "结果", "表现", "数值", "准确率", "Result", "Performance", "Score (%)"])
def test_a_column_of_results_without_a_name_is_the_models_that_the_article_is_of(head: str) -> None:
    table = f"| 基准测试 | {head} |\n|-|-|\n| MMLU | 61.2% |\n| GSM8K | 50.3% |"

    assert scores(f"Qingyun-7B今日发布。\n\n{table}") == expect(
        ("Qingyun-7B", "MMLU", None, None, 61.2), ("Qingyun-7B", "GSM8K", None, None, 50.3)
    )


def test_a_column_of_results_may_say_some_of_them_in_words() -> None:
    table = "| 基准测试 | 分数 |\n|-|-|\n| MMLU | 61.2% |\n| GSM8K | 50.3% |\n| 内部甲 | 与前代同 |\n| 内部乙 | 好 |"

    assert scores(f"Qingyun-7B今日发布。\n\n{table}") == expect(
        ("Qingyun-7B", "MMLU", None, None, 61.2), ("Qingyun-7B", "GSM8K", None, None, 50.3)
    )


def test_the_model_of_the_title_is_meant_where_the_text_above_a_table_names_two() -> None:
    text = "有Qingyun-7B和Mofang-13B两个版本。\n\n| 基准测试 | 得分 |\n|-|-|\n| MMLU | 61.2 |\n| GSM8K | 50.3 |"

    assert scores(text, title="Qingyun-7B评测报告") == expect(
        ("Qingyun-7B", "MMLU", None, None, 61.2), ("Qingyun-7B", "GSM8K", None, None, 50.3)
    )
    assert scores(text, title="两款新模型的评测报告") == []


def test_a_row_that_lost_its_merged_first_cell_has_it_back() -> None:
    table = (
        "| 维度 | 基准 | Qingyun-7B | Mofang-13B |\n|-|-|-|-|\n"
        "| 知识 | MMLU (综合) | 61.2 | 66.8 |\n| C-Eval | 60.2 | 58.1 | |\n"
        "| 编程 | LiveCodeBench Pro | 2439 Elo | 2243 Elo |"
    )

    assert scores(table) == expect(
        ("Qingyun-7B", "MMLU", None, None, 61.2),
        ("Mofang-13B", "MMLU", None, None, 66.8),
        ("Qingyun-7B", "C-Eval", None, None, 60.2),
        ("Mofang-13B", "C-Eval", None, None, 58.1),
        ("Qingyun-7B", "LiveCodeBench Pro", None, None, 2439),
        ("Mofang-13B", "LiveCodeBench Pro", None, None, 2243),
    )


def test_line_breaks_and_small_print_in_a_name_are_read_through() -> None:
    table = (
        "<table><tr><th>Benchmark</th><th>Metric</th><th><sup>Qingyun-3x7B<br>-A3B</sup></th><th>Mofang-13B<sup>*</sup></th></tr>"
        "<tr><td>MMLU</td><td>EM</td><td>61.2</td><td>66.8</td></tr>"
        "<tr><td>HumanEval</td><td>Pass@1</td><td>50.3</td><td>55.4</td></tr></table>"
    )

    assert scores(table) == expect(
        ("Qingyun-3x7B-A3B", "MMLU", None, None, 61.2),
        ("Mofang-13B", "MMLU", None, None, 66.8),
        ("Qingyun-3x7B-A3B", "HumanEval", None, "pass@1", 50.3),
        ("Mofang-13B", "HumanEval", None, "pass@1", 55.4),
    )


def test_dotted_labels_are_parts_of_the_test_in_the_lead() -> None:
    table = (
        "我们在InfiniteBench上测试。\n\n| | Qingyun-7B | GPT-4 (From 论文) |\n|-|-|-|\n"
        "| Zh.QA | 21.4% | 25.9% |\n| avg | 48.8% | 52.3% |"
    )

    assert scores(table) == expect(
        ("Qingyun-7B", "InfiniteBench", "Zh.QA", None, 21.4),
        ("GPT-4", "InfiniteBench", "Zh.QA", None, 25.9),
        ("Qingyun-7B", "InfiniteBench", None, None, 48.8),
        ("GPT-4", "InfiniteBench", None, None, 52.3),
    )


@pytest.mark.parametrize(
    ("label", "benchmark", "setting"),
    [
        ("BFCL v9", "BFCL v9", None),
        ("CMMLU 5-shot", "CMMLU", "5-shot"),
        ("AIME25，使用 Python", "AIME 2025", "使用 Python"),
    ],
)
def test_what_stands_behind_a_test_tells_it_from_another(label: str, benchmark: str, setting: str | None) -> None:
    assert scores(f"| 基准 | Qingyun-7B |\n|-|-|\n| {label} | 61.2 |\n| MMLU | 60.1 |")[0] == (
        "Qingyun-7B",
        benchmark,
        None,
        setting,
        61.2,
    )


def test_a_remark_beside_a_score_is_no_part() -> None:
    table = "| 测试集 | Qingyun-7B表现 | 关键对比 |\n|---|---|---|\n| MATH | 68.2 | 接近人类专家水平 |"

    assert [(row[1], row[2], row[4]) for row in scores(table)] == [("MATH", None, 68.2)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "> 注：以上评测统一采用 **5-shot**。"),
        ("MMLU测试5-shot结果，GSM8K测试8-shot结果。", ""),
        ("- MMLU 是一个英文评测集，我们进行了5-shot测试。\n- GSM8K 是一个数学评测集，我们进行了8-shot测试。", ""),
        ("", "> MMLU（5-shot）、GSM8K（8-shot）"),
    ],
)
def test_the_text_around_a_table_says_how_each_benchmark_was_tested(before: str, after: str) -> None:
    table = "| 模型 | MMLU | GSM8K |\n|-|-|-|\n| Qingyun-7B | 61.2 | 50.3 |"

    found = scores(f"## 评测结果\n\n{before}\n\n{table}\n\n{after}")

    assert [(row[1], row[3]) for row in found if row[1] == "MMLU"] == [("MMLU", "5-shot")]


def test_a_section_that_ended_says_nothing_of_a_table() -> None:
    text = (
        "# 结果\n\n## 法律\n\nC-Eval的5-shot成绩另见附录。\n\n## 翻译\n\n我们在MMMLU上测试。\n\n### 7B模型\n\n"
        "| 模型 | 中-英 | 中-法 |\n|-|-|-|\n| Qingyun-7B | 29.9 | 27.6 |"
    )

    assert scores(text) == expect(
        ("Qingyun-7B", "MMMLU", "中-英", None, 29.9), ("Qingyun-7B", "MMMLU", "中-法", None, 27.6)
    )


def test_the_parts_of_several_benchmarks_are_of_the_model_that_is_named_above() -> None:
    text = (
        "**Qingyun-7B**的详细结果：\n\n| 评测集 | STEM | Hard | Average |\n|-|-|-|-|\n"
        "| C-Eval | 51.5 | 39.9 | 59.5 |\n| CMMLU | 49.8 | - | 61.6 |"
    )

    assert scores(text) == expect(
        ("Qingyun-7B", "C-Eval", "STEM", None, 51.5),
        ("Qingyun-7B", "C-Eval", "Hard", None, 39.9),
        ("Qingyun-7B", "C-Eval", None, None, 59.5),
        ("Qingyun-7B", "CMMLU", "STEM", None, 49.8),
        ("Qingyun-7B", "CMMLU", None, None, 61.6),
    )


@pytest.mark.parametrize("name", ["w/o 检索", "+ RLHF", "平均", "STEM", "- 去噪"])
def test_means_parts_and_changes_are_no_contestants(name: str) -> None:
    assert [row[0] for row in scores(f"| 模型 | MMLU | C-Eval |\n|-|-|-|\n| {name} | 60.1 | 58.2 |")] == []


def test_rows_of_data_are_no_contestants() -> None:
    assert read("| 數據集 | 樣本數 | C-Eval 準確率 |\n|-|-|-|\n| 原始數據 | 52K | 45.3% |") == ()


def test_several_benchmarks_taken_together_are_none_of_them() -> None:
    table = "| 模型 | JEC-QA | CEval-MMLU-CMMLU |\n|-|-|-|\n| Qingyun-7B | 44.4 | 56.3 |"

    assert [row[1] for row in scores(table)] == ["CEval-MMLU-CMMLU", "JEC-QA"]


@pytest.mark.parametrize(
    ("head", "benchmarks"), [("| 模型 | GSM8K | Math |", ["GSM8K", "MATH"]), ("| 模型 | Code | Math |", [])]
)
def test_math_is_a_test_beside_tests_and_a_skill_beside_skills(head: str, benchmarks: list[str]) -> None:
    assert [row[1] for row in scores(f"{head}\n|-|-|-|\n| Qingyun-7B | 61.2 | 42.2 |")] == benchmarks


@pytest.mark.parametrize(
    ("head", "lead"),
    [("验证集 (zero-shot / 5-shot)", ""), ("验证集 (0/5-shot)", ""), ("验证集", "结果以“zero-shot / 5-shot”呈现。")],
)
def test_two_figures_in_one_cell_are_two_claims(head: str, lead: str) -> None:
    text = f"### 评测：C-Eval\n\n{lead}\n\n| 模型 | {head} |\n|-|-|\n| Qingyun-7B | 40.6 / 42.7 |"

    assert [row[3:] for row in scores(text)] == [("0-shot", 40.6), ("5-shot", 42.7)]


def test_two_figures_that_nothing_tells_apart_are_no_claim() -> None:
    assert read("| 模型 | MMLU |\n|-|-|\n| Qingyun-7B | 40.6 / 42.7 |") == ()


def test_two_tables_side_by_side_have_their_own_models() -> None:
    text = (
        "### C-Eval\n\n| Base Models | Test | Chat Models | Test |\n|-|-|-|-|\n"
        "| Qingyun-7B | 38.0 | Qingyun-7B-Chat | 42.6 |"
    )

    assert scores(text) == expect(
        ("Qingyun-7B", "C-Eval", "Test", None, 38.0), ("Qingyun-7B-Chat", "C-Eval", "Test", None, 42.6)
    )


def test_what_stands_right_of_the_figures_says_nothing_of_them() -> None:
    table = "| 数据集 | Qingyun-7B | 语言 |\n|-|-|-|\n| MGSM | 54.0 | zh, en, bn |\n| XCOPA | 73.3 | zh, et |"

    assert scores(table) == expect(("Qingyun-7B", "MGSM", None, None, 54.0), ("Qingyun-7B", "XCOPA", None, None, 73.3))


def test_the_tasks_of_the_benchmark_in_the_heading_are_its_parts_though_some_are_tests_of_their_own() -> None:
    text = "### LongBench评估\n\n| 模型 | TriviaQA | VCSUM | LSHT |\n|-|-|-|-|\n| Qingyun-7B | 89.1 | 15.4 | 45.5 |"

    assert [row[1:3] for row in scores(text)] == [
        ("LongBench", "LSHT"),
        ("LongBench", "TriviaQA"),
        ("LongBench", "VCSUM"),
    ]


def test_rows_of_tasks_are_parts_of_the_benchmark_above() -> None:
    text = "## SuperCLUE的测试结果\n\n| 任务类型 | Qingyun-7B |\n|-|-|\n| 语义理解 | 70.0 |\n| 总分 | 66.7 |"

    assert scores(text) == expect(
        ("Qingyun-7B", "SuperCLUE", "语义理解", None, 70.0), ("Qingyun-7B", "SuperCLUE", None, None, 66.7)
    )


def test_measures_and_abilities_beside_a_test_are_none_of_its_parts() -> None:
    table = "| 模型 | 大小 | PPL | MMLU | 引用能力 |\n|-|-|-|-|-|\n| Qingyun-7B | 12.9 | 9.3 | 61.2 | 91 |"

    assert scores(table) == [("Qingyun-7B", "MMLU", None, None, 61.2)]


def test_figures_that_a_cell_itself_tells_apart_are_parts() -> None:
    table = (
        "| 芯片 | Geekbench 6 |\n|-|-|\n| 骁龙9 Gen 9 | 2560(单核) / 7800(多核) |\n| 天玑9900 | 单核2450，多核7600 |"
    )

    assert [row[:1] + row[2:3] + row[4:] for row in scores(table)] == [
        ("天玑9900", "单核", 2450),
        ("天玑9900", "多核", 7600),
        ("骁龙9 Gen 9", "单核", 2560),
        ("骁龙9 Gen 9", "多核", 7800),
    ]


def test_a_ranking_by_something_else_gives_no_place_on_the_board() -> None:
    head = "C-Eval\n\n| 排名 | 模型 | 得分 |\n|-|-|-|\n"
    rows = ("| 1 | Qingyun-7B | 61.2 |\n", "| 2 | Mofang-13B | 66.8 |\n", "| 3 | Yunjian-9B | 64.1 |\n")

    assert {c.kind for c in read(head + "".join(rows))} == {"score"}
    assert {c.kind for c in read(head + "".join(rows[:2]))} == {"score", "rank"}


def test_lines_that_end_in_a_bar_are_a_table_without_a_rule() -> None:
    table = "模型 | MMLU | GSM8K |\nQingyun-7B | 61.2 | 50.3 |\nMofang-13B | 66.8 | 55.4 |"

    assert len(scores(table)) == 4


def test_a_head_whose_first_cell_stood_over_groups_and_names_stands_over_both() -> None:
    text = (
        "- C-Eval采用5-shot评测。\n\nModel | Average | STEM | |\n---|---|---|---|\n"
        "预训练模型 | Qingyun-7B | 62.6 | 52.7 |\nMofang-13B | 61.6 | 55.4 | |\n"
    )

    assert scores(text) == expect(
        ("Qingyun-7B", "C-Eval", None, "5-shot", 62.6),
        ("Qingyun-7B", "C-Eval", "STEM", "5-shot", 52.7),
        ("Mofang-13B", "C-Eval", None, "5-shot", 61.6),
        ("Mofang-13B", "C-Eval", "STEM", "5-shot", 55.4),
    )


@pytest.mark.parametrize("gap", [" ", "\t", "   "])
def test_a_table_that_became_plain_lines_is_read(gap: str) -> None:
    lines = (
        ("Model", "STEM", "Social Science", "Average"),
        ("Qingyun-7B", "38.2", "46.2", "42.8"),
        ("Mofang 13B", "41.0", "-", "45.1"),
    )
    text = "C-Eval排行榜\n\n" + "\n".join(gap.join(cells) for cells in lines)

    assert scores(text) == expect(
        ("Qingyun-7B", "C-Eval", "STEM", None, 38.2),
        ("Qingyun-7B", "C-Eval", "Social Science", None, 46.2),
        ("Qingyun-7B", "C-Eval", None, None, 42.8),
        ("Mofang 13B", "C-Eval", "STEM", None, 41.0),
        ("Mofang 13B", "C-Eval", None, None, 45.1),
    )


def test_places_and_makers_stand_before_the_figures_of_plain_lines() -> None:
    text = "C-Eval排行榜\n\n排名 模型 机构 得分\n1 Qingyun-7B 青云 66.8\n2 Mofang-13B 魔方 61.2"

    assert sorted((c.kind, c.model, c.value) for c in read(text)) == [
        ("rank", "Mofang-13B", 2),
        ("rank", "Qingyun-7B", 1),
        ("score", "Mofang-13B", 61.2),
        ("score", "Qingyun-7B", 66.8),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "型号 起售价 销量\nQingyun 15 5999 100\nQingyun 16 6999 200",
        "我们在C-Eval上看到。\n第一次测试用了 12\n第二次测试用了 13",
        "C-Eval\nQingyun-7B 61.2",
    ],
)
def test_plain_lines_without_labels_that_fit_are_no_table(text: str) -> None:
    assert [c for c in read(text) if "\n" in c.evidence or c.subset] == []


def test_cells_of_several_lines_are_as_many_rows() -> None:
    table = (
        "| Topic | Bench | Quantization | Qingyun-7B-Instruct |\n|-|-|-|-|\n"
        "| **Long<br>Context** | MMLU<br>C-Eval<br>GSM8K | FP8 | 17.2<br>20<br>- |\n"
        "| 推理 | DROP | B16<br>Int4AWQ | 52.8<br>48.9 |"
    )

    assert scores(table) == expect(
        ("Qingyun-7B-Instruct", "MMLU", None, "FP8", 17.2),
        ("Qingyun-7B-Instruct", "C-Eval", None, "FP8", 20),
        ("Qingyun-7B-Instruct", "DROP", None, "B16", 52.8),
        ("Qingyun-7B-Instruct", "DROP", None, "Int4AWQ", 48.9),
    )


def test_rows_of_which_each_cell_became_a_line_are_put_together() -> None:
    text = (
        "量化模型 |\nMMLU |\nC-Eval |\n|\n---|---|---|---|\nQingyun-7B |\nBF16 |\n70.5 |\n77.2 |\n"
        "GPTQ-Int8 |\n69.1 |\n76.7 |\n|"
    )

    assert scores(text) == expect(
        ("Qingyun-7B", "MMLU", None, "BF16", 70.5),
        ("Qingyun-7B", "C-Eval", None, "BF16", 77.2),
        ("Qingyun-7B", "MMLU", None, "GPTQ-Int8", 69.1),
        ("Qingyun-7B", "C-Eval", None, "GPTQ-Int8", 76.7),
    )


def test_a_note_on_one_model_says_nothing_of_the_others() -> None:
    text = (
        "| 模型 | GSM8K | BBH | MMLU |\n|-|-|-|-|\n"
        "| Qingyun-7B | 61.2 | 50.3 | 55.0 |\n| Mofang-13B | 66.8 | 52.1 | 57.0 |\n\n"
        "> 对 Qingyun-7B 的测试中，BBH 采用 3-shot 测试，GSM8K 采用 0-shot CoT 测试，其他数据集均采用 0-shot 测试。"
    )

    assert scores(text) == expect(
        ("Qingyun-7B", "GSM8K", None, "0-shot CoT", 61.2),
        ("Qingyun-7B", "BBH", None, "3-shot", 50.3),
        ("Qingyun-7B", "MMLU", None, "0-shot", 55.0),
        ("Mofang-13B", "GSM8K", None, None, 66.8),
        ("Mofang-13B", "BBH", None, None, 52.1),
        ("Mofang-13B", "MMLU", None, None, 57.0),
    )


def test_an_unknown_name_over_parts_is_a_test_beside_a_known_one() -> None:
    table = (
        "<table><tr><th>模型</th><th colspan='2'>C-Eval</th><th colspan='2'>QingyunQuiz</th></tr>"
        "<tr><th></th><th>STEM</th><th>Hard</th><th>细节</th><th>时序</th></tr>"
        "<tr><td>Qingyun-7B</td><td>51.5</td><td>39.9</td><td>2.5</td><td>2.7</td></tr></table>"
    )

    assert [row[1:3] for row in scores(table)] == [
        ("C-Eval", "Hard"),
        ("C-Eval", "STEM"),
        ("QingyunQuiz", "时序"),
        ("QingyunQuiz", "细节"),
    ]


def test_what_was_measured_is_no_other_name_of_a_benchmark() -> None:
    text = (
        "我们测试了\nMMLU (准确率)\nC-Eval (准确率)\n\n"
        "| 模型 | MMLU (EM) | C-Eval (EM) |\n|-|-|-|\n| Qingyun-7B | 61.2 | 58.1 |"
    )

    assert [row[1] for row in scores(text)] == ["C-Eval", "MMLU"]


def test_a_table_that_lost_its_line_breaks_is_read_and_what_stands_around_it_too() -> None:
    text = (
        "**对比:** | 测试 | Qingyun-7B | Mofang-13B | |------|-----|-----| | MMLU | 92.1% | 91.8% | "
        "| GSM8K | 89.5% | 88.2% | 另外，Yunjian-9B在MMLU上取得60.5分。"
    )

    assert scores(text) == expect(
        ("Qingyun-7B", "MMLU", None, None, 92.1),
        ("Mofang-13B", "MMLU", None, None, 91.8),
        ("Qingyun-7B", "GSM8K", None, None, 89.5),
        ("Mofang-13B", "GSM8K", None, None, 88.2),
        ("Yunjian-9B", "MMLU", None, None, 60.5),
    )


def test_a_board_of_a_house_that_stands_in_brackets_is_the_board() -> None:
    text = (
        "# 排行榜\n\n基于 Chatbot Arena (lmarena.ai) 的数据。\n\n"
        "| 排名 (UB) | 模型 | 分数 | 票数 | 服务商 |\n|-|-|-|-|-|\n"
        "| 1 | qingyun-5.1 | 1451 | 54087 | 青云 |"
    )

    assert sorted((c.kind, c.benchmark, c.subset, c.value) for c in read(text)) == [
        ("rank", "Chatbot Arena", None, 1),
        ("score", "Chatbot Arena", None, 1451),
    ]


def test_a_row_of_a_human_is_of_no_model_above_it() -> None:
    table = "| Benchmark | Qingyun-7B | Mofang-13B |\n|-|-|-|\n| GPQA | 61.2 | 66.8 |\n| Human Expert | 81.3 | 81.3 |"

    assert {row[1] for row in scores(table)} == {"GPQA"}


def test_a_heading_that_only_says_results_goes_on_with_the_section_before_it() -> None:
    text = (
        "# 公开benchmark榜单\n\n## 中文评测\n\n### C-Eval\n\nC-Eval是一个中文测试集，我们用5-shot评测。\n\n"
        "### 结果\n\n| 模型 | Average |\n|-|-|\n| Qingyun-7B | 42.8 |\n| Mofang-13B | 41.2 |"
    )

    assert scores(text) == expect(
        ("Qingyun-7B", "C-Eval", None, "5-shot", 42.8), ("Mofang-13B", "C-Eval", None, "5-shot", 41.2)
    )


@pytest.mark.parametrize(
    ("label", "subset", "setting"),
    [
        ("MMLU w/ Tools", None, "w/ Tools"),
        ("MMLU（多 Agent）", None, "多 Agent"),
        ("MMLU (high effort)", None, "high effort"),
        ("MMLU Terminus-2", None, "Terminus-2"),
        ("MMLU (5-shot, 不使用工具)", None, "5-shot 不使用工具"),
        ("MMLU 128K", "128K", None),
        ("MMLU T1–3", "T1–3", None),
        ("MMLU (公开子集)", "公开子集", None),
        ("MMLU (Retail)", "Retail", None),
        ("MMLU (综合知识)", None, None),
        ("MMLU 知识问答", None, None),
        ("MMLU (Rating)", None, None),
    ],
)
def test_what_stands_behind_a_test_is_a_part_or_a_way_or_nothing(
    label: str, subset: str | None, setting: str | None
) -> None:
    table = f"| 基准 | Qingyun-7B | Mofang-13B |\n|-|-|-|\n| {label} | 61.2 | 66.8 |\n| C-Eval | 60.1 | 59.9 |"

    assert ("Qingyun-7B", "MMLU", subset, setting, 61.2) in scores(table)


def test_the_month_of_a_contest_belongs_to_its_name() -> None:
    table = "| 基准 | Qingyun-7B |\n|-|-|\n| HMMT Nov. 2031 | 61.2 |\n| MMLU | 60.1 |"

    assert ("Qingyun-7B", "HMMT Nov. 2031", None, None, 61.2) in scores(table)


@pytest.mark.parametrize(
    ("head", "benchmarks"),
    [("评测集", {"huidabai", "Xunzhen", "MMLU"}), ("Benchmark", {"huidabai", "Xunzhen", "MMLU"}), ("指标", {"MMLU"})],
)
def test_names_below_a_head_that_announces_tests_are_tests(head: str, benchmarks: set[str]) -> None:
    rows = "| huidabai | 61.2 | 66.8 |\n| Xunzhen（中文） | 0.71 | 0.74 |\n| MMLU | 60.1 | 59.9 |\n| Params | 7 | 13 |"
    table = f"| {head} | Qingyun-7B | Mofang-13B |\n|-|-|-|\n{rows}"

    assert {row[1] for row in scores(table)} == benchmarks


def test_a_remark_tells_what_another_framework_reached() -> None:
    table = (
        "| 基准测试 | 分数 | 细节 |\n|-|-|-|\n| SWE-bench Verified | 80.2% | 快 37%。Zorble 脚手架：79.7%。 |\n"
        "| MMLU | 59.0% 平均准确率 | - |"
    )

    assert scores(f"Qingyun-7B今日发布。\n\n{table}") == expect(
        ("Qingyun-7B", "SWE-bench Verified", None, None, 80.2),
        ("Qingyun-7B", "SWE-bench Verified", None, "Zorble 脚手架", 79.7),
        ("Qingyun-7B", "MMLU", None, None, 59.0),
    )


def test_a_caption_with_a_colon_says_whether_the_models_thought() -> None:
    table = "| 基准 | Qingyun-7B |\n|-|-|\n| MMLU | 61.2 |\n| C-Eval | 60.1 |"

    assert {row[3] for row in scores(f"Qingyun-7B 非 thinking 设置：\n\n{table}")} == {"非 thinking"}
    assert {row[3] for row in scores(f"Qingyun-7B支持思考模式。\n\n{table}")} == {None}


@pytest.mark.parametrize(
    "mark",
    [
        "(Ours)",
        "（本机实测）",
        "(2031 参照)",
        "（原项目公布）",
        "(close source)",
        "（开源）",
        "(From 论文)",
        " NEW",
        "†",
        "⭐",
    ],
)
def test_a_remark_behind_a_name_is_no_part_of_it(mark: str) -> None:
    assert scores(f"| 模型 | MMLU |\n|-|-|\n| Qingyun-7B{mark} | 61.2 |\n| Mofang-13B (high) | 66.8 |") == expect(
        ("Qingyun-7B", "MMLU", None, None, 61.2), ("Mofang-13B (high)", "MMLU", None, None, 66.8)
    )


def test_several_tests_in_one_head_have_as_many_figures_in_each_cell() -> None:
    table = "| 模型 | 参数量 | C-Eval / CMMLU / MMLU |\n|-|-|-|\n| Qingyun-7B | 7B | 60.1 / 58.2 / 61.2 |"

    assert scores(table) == expect(
        ("Qingyun-7B", "C-Eval", None, None, 60.1),
        ("Qingyun-7B", "CMMLU", None, None, 58.2),
        ("Qingyun-7B", "MMLU", None, None, 61.2),
    )
    assert scores(table.replace(" / 61.2", "")) == []


def test_a_source_below_a_table_says_how_all_of_it_was_tested() -> None:
    table = "| 模型 | MMLU 分数 |\n|-|-|\n| Qingyun-7B | 61.2 |"

    assert [row[3] for row in scores(f"{table}\n\n（来源：各家技术报告，5-shot 评估）")] == ["5-shot"]
    assert [row[3] for row in scores(f"{table}\n\n（来源：C-Eval 为 5-shot）")] == [None]


def test_counts_beside_a_model_are_no_contestants() -> None:
    table = (
        "| 基准 | 选项数 | 题目数 | Qingyun-7B 分数 |\n|-|-|-|-|\n| MMLU | 4 | 99 | 61.2 |\n| C-Eval | 4 | 98 | 60.1 |"
    )

    assert {row[0] for row in scores(table)} == {"Qingyun-7B"}


def test_what_a_board_is_made_of_stands_in_brackets_and_is_not_the_board() -> None:
    text = (
        "Artificial Analysis Intelligence Index（由 MMLU、C-Eval 等 9 项构成）排名：\n\n"
        "| 排名 | 模型 | 智能指数 |\n|-|-|-|\n| 1 | Qingyun-7B | 51 |\n| 2 | Mofang-13B | 44 |"
    )

    assert sorted((c.kind, c.model, c.value) for c in read(text)) == [
        ("rank", "Mofang-13B", 2),
        ("rank", "Qingyun-7B", 1),
        ("score", "Mofang-13B", 44),
        ("score", "Qingyun-7B", 51),
    ]
    assert {c.benchmark for c in read(text)} == {"Artificial Analysis Intelligence Index"}


def test_a_test_that_only_another_table_names_says_nothing_of_this_one() -> None:
    text = (
        "| 指标 | 结果 |\n|-|-|\n| MMLU | 未测 |\n\n另一项实验如下。\n\n"
        "| 排名 | 模型 | 得分 |\n|-|-|-|\n| 1 | Qingyun-7B | 71.4 |\n| 2 | Mofang-13B | 70.2 |"
    )

    assert read(text) == ()


def test_metrics_tell_the_rows_of_one_test_apart_and_costs_are_no_results() -> None:
    table = (
        "| 测试集 | 指标 | Qingyun-7B | Mofang-13B |\n|-|-|-|-|\n| MMLU | 准确率 | 61.2 | 66.8 |\n"
        "| HumanEval | pass@1 | 50.3 | 55.4 |\n| MME | 感知 | 1480 | 1510 |\n| MME | 认知 | 320 | 330 |\n"
        "| 建库 | 费用 | 3 | 4 |"
    )

    assert {row[1:4] for row in scores(table)} == {
        ("MMLU", None, None),
        ("HumanEval", None, "pass@1"),
        ("MME", "感知", None),
        ("MME", "认知", None),
    }


def test_cells_beside_a_model_may_name_a_test_with_its_figure() -> None:
    table = (
        "| 模型 | 亮点 | 备注 |\n|-|-|-|\n| Qingyun-7B | MMLU 61.2%；32k 上下文 | 免费 |\n"
        "| Mofang-13B | C-Eval: 58.1 | 在MMLU上快3倍 |"
    )

    assert scores(table) == expect(("Qingyun-7B", "MMLU", None, None, 61.2), ("Mofang-13B", "C-Eval", None, None, 58.1))


@pytest.mark.parametrize("head", ["条件", "模式", "推理强度", "Effort", "测试条件"])
def test_a_column_says_under_which_conditions_each_row_was_tested(head: str) -> None:
    table = f"| 模型 | MMLU | {head} |\n|-|-|-|\n| Qingyun-7B | 61.2 | 标准 |\n| Qingyun-7B | 66.8 | 深度思考 † |"

    assert [(row[3], row[4]) for row in scores(table)] == [("标准", 61.2), ("深度思考", 66.8)]


def test_columns_of_differences_are_no_results() -> None:
    rows = "| Qingyun-7B | −3.7pp | 60.1 |\n| Mofang-13B | ≈0 | 58.2 |\n| 云笺 | +1.2pp | 57.0 |"
    table = f"| 模型 | MMLU | C-Eval |\n|-|-|-|\n{rows}"

    assert {row[1] for row in scores(table)} == {"C-Eval"}


def test_this_model_is_the_one_that_the_title_or_caption_names_or_nobody() -> None:
    table = "| 模型 | MMLU |\n|-|-|\n| Mofang-13B | 66.8 |\n| **本模型（20样本）** | 61.2 |"

    assert [row[0] for row in scores(table)] == ["Mofang-13B"]
    assert [row[0] for row in scores(f"## Qingyun-7B的成绩\n\n{table}")] == ["Mofang-13B", "Qingyun-7B"]


def test_who_vouches_for_a_figure_is_no_part_of_it() -> None:
    assert [row[4] for row in scores("| 模型 | MMLU |\n|-|-|\n| Qingyun-7B | 61.2 V |\n| 云笺 | **60.1 I** |")] == [
        61.2,
        60.1,
    ]


def test_a_maker_in_brackets_or_before_a_lower_name_is_no_part_of_it() -> None:
    rows = "| Cohere qy-embed-v4 | 512 | 61.2 |\n| Mofang-13B (智源) [12] | 1024 | 60.1 |"
    table = f"| 模型 | 维度 | MTEB 得分 |\n|-|-|-|\n{rows}"

    assert scores(table) == expect(("qy-embed-v4", "MTEB", None, None, 61.2), ("Mofang-13B", "MTEB", None, None, 60.1))


@pytest.mark.parametrize(("known", "found"), [("MMLU | C-Eval | GSM8K", True), ("MMLU | C-Eval", False)])
def test_a_capitalized_word_is_a_test_where_enough_known_ones_stand_beside_it(known: str, found: bool) -> None:
    figures = " | ".join("61.2" for _ in known.split("|"))
    table = f"| 模型 | {known} | Apogee | Writing |\n|-|-|-|-|-|-|\n| Qingyun-7B | {figures} | 2.3 | 70.1 |"

    assert ("Apogee" in {row[1] for row in scores(table)}) == found
    assert "Writing" not in {row[1] for row in scores(table)}


def test_two_ways_in_one_setting_are_one_setting_of_one_figure() -> None:
    table = "| 模型 | AGIEval | GSM8K |\n|-|-|-|\n| | 3/0-shot | 8/4-shot |\n| Qingyun-7B | 33.8 | 15.2 |"

    assert {row[1]: row[3] for row in scores(table)} == {"AGIEval": "3/0-shot", "GSM8K": "8/4-shot"}


def test_a_head_that_names_a_split_over_figures_is_a_part() -> None:
    table = "| Models | Valid (0-shot) | Test (5-shot) |\n|-|-|-|\n| Qingyun-7B | 55.2 | 54.8 |\n| 云笺 | 51.6 | 51.5 |"

    assert {row[1:4] for row in scores(f"#### C-Eval\n\n{table}")} == {
        ("C-Eval", "Valid", "0-shot"),
        ("C-Eval", "Test", "5-shot"),
    }


def test_shares_stand_in_brackets_behind_their_counts() -> None:
    table = "| 模型 | MMLU | C-Eval |\n|-|-|-|\n| Qingyun-7B | 17/50 (34.0%) | **50/50 (100.0%)** |"

    assert [row[4] for row in scores(table)] == [100, 34]


def test_what_is_measured_beside_an_accuracy_is_no_part_of_the_test() -> None:
    table = "| 模型 | 准确率 | 能耗(Wh) | EOR |\n|-|-|-|-|\n| Qingyun-7B | 0.81 | 326.9 | 0.25 |"

    assert scores(f"#### GSM8K任务中的蒸馏效果\n\n{table}") == [("Qingyun-7B", "GSM8K", None, None, 0.81)]


def test_the_mean_of_several_tests_under_a_board_is_the_boards() -> None:
    text = (
        "### Open LLM Leaderboard\n\n这个榜单包含MMLU、HellaSwag、TruthfulQA等测试。\n\n"
        "| 模型 | MMLU | HellaS | TQA | 平均 |\n|-|-|-|-|-|\n| Qingyun-7B | 61.2 | 80.5 | 53.6 | 66.8 |"
    )

    assert scores(text) == expect(
        ("Qingyun-7B", "MMLU", None, None, 61.2),
        ("Qingyun-7B", "HellaSwag", None, None, 80.5),
        ("Qingyun-7B", "TruthfulQA", None, None, 53.6),
        ("Qingyun-7B", "Open LLM Leaderboard", None, None, 66.8),
    )


def test_a_remark_on_what_each_test_is_about_is_no_part_but_rows_of_one_test_are_its_parts() -> None:
    head = "| 评测基准 | 领域 | Qingyun-7B | Mofang-13B |\n|-|-|-|-|\n"
    remarks = head + "| GSM8K | 数学与量化 | 61.2 | 66.8 |\n| MMLU | 科学与学术 | 60.1 | 59.9 |"
    parts = head + "| C-Eval | 社会科学 | 61.2 | 66.8 |\n| C-Eval | 物理 | 60.1 | 59.9 |"

    assert {row[2] for row in scores(remarks)} == {None}
    assert {row[2] for row in scores(parts)} == {"社会科学", "物理"}


def test_a_table_of_tests_alone_is_of_the_model_that_the_nearest_heading_or_caption_names() -> None:
    table = "| 基准 | 分数 |\n|-|-|\n| MMLU | {} |\n| C-Eval | 55.3 |"
    under = "## 二、Qingyun-7B 详细参数\n\n### 2.1 基准测试得分\n\n" + table.format(61.2)
    captions = f"**仅 Qingyun-7B 公布**：\n\n{table.format(61.2)}\n\n**仅 Mofang-13B 公布**：\n\n{table.format(66.8)}"

    assert {row[0] for row in scores(under)} == {"Qingyun-7B"}
    assert {(row[0], row[4]) for row in scores(captions)} >= {("Qingyun-7B", 61.2), ("Mofang-13B", 66.8)}


def test_a_row_whose_name_is_blank_goes_on_with_the_model_above() -> None:
    table = "| 模型 | 方法 | MMLU | C-Eval |\n|-|-|-|-|\n| Qingyun-7B | Full | 61.2 | 55.3 |\n| | Zorble | 60.1 | 54 |"

    assert {row for row in scores(table) if row[1] == "MMLU"} == {
        ("Qingyun-7B", "MMLU", None, "Full", 61.2),
        ("Qingyun-7B", "MMLU", None, "Zorble", 60.1),
    }


def test_a_test_may_be_called_by_a_model_below_a_head_of_tests() -> None:
    table = (
        "| 基准 | Qingyun-7B | GPT-4o |\n|-|-|-|\n| DocVQA | 87.5 | 92.8 |\n"
        "| LLaVA-Zorble (small) | 67.8 | 85.9 |\n| Zorb1.1 test | 64.2 | 60.3 |"
    )

    assert {row[1:3] for row in scores(table)} == {
        ("DocVQA", None),
        ("LLaVA-Zorble", "small"),
        ("Zorb1.1", "test"),
    }


def test_figures_with_and_without_a_tool_are_settings() -> None:
    table = "| 基准 | Qingyun-7B | Mofang-13B |\n|-|-|-|\n| MathVista | 83.7（无CI）/ 90.2（有CI） | 78.0 |"

    assert scores(table) == expect(
        ("Qingyun-7B", "MathVista", None, "无CI", 83.7),
        ("Qingyun-7B", "MathVista", None, "有CI", 90.2),
        ("Mofang-13B", "MathVista", None, None, 78),
    )


@pytest.mark.parametrize("place", ["{}", "#{}"])
def test_places_and_scores_under_the_heading_of_a_kind_of_arena_are_of_that_part(place: str) -> None:
    text = (
        "ZorbleBench 用盲测投票计算 Elo。\n\n### Text-to-Video\n\n| 排名 | 模型 | Elo | 样本数 |\n|-|-|-|-|\n"
        f"| {place.format(1)} | Qingyun-7B | **1222** (±9) | 9,618 |\n"
        f"| {place.format(6)} | Mofang-13B | 1102 (±10) | 3,290 |\n| ~50 | Yunjian-2B | 1002 | 3,290 |"
    )

    assert {(c.kind, c.model, c.subset, c.value) for c in read(text)} == {
        ("score", "Qingyun-7B", "Text-to-Video", 1222),
        ("rank", "Qingyun-7B", "Text-to-Video", 1),
        ("score", "Mofang-13B", "Text-to-Video", 1102),
        ("rank", "Mofang-13B", "Text-to-Video", 6),
        ("score", "Yunjian-2B", "Text-to-Video", 1002),
    }


def test_a_leaderboard_that_no_lexicon_has_is_named_right_above() -> None:
    text = (
        "## 文本\n\n来源：[Artificial Analysis Intelligence Index](https://a.ai)。\n\n"
        "| 排名 | 模型 | Intelligence |\n|-|-|-|\n| 1 | Qingyun-7B | 46 |\n| 2 | Mofang-13B | 45 |\n\n"
        "## 图像\n\n来源：[Zorble-T2I v2.0 Leaderboard](https://z.ai)。\n\n"
        "| 排名 | 模型 | Elo |\n|-|-|-|\n| 1 | Qingyun-7B | 1035 |\n| 2 | Mofang-13B | 1012 |"
    )

    assert {(c.kind, c.benchmark, c.subset, c.value) for c in read(text) if c.model == "Qingyun-7B"} == {
        ("score", "Artificial Analysis Intelligence Index", None, 46),
        ("rank", "Artificial Analysis Intelligence Index", None, 1),
        ("score", "Zorble-T2I v2.0 Leaderboard", None, 1035),
        ("rank", "Zorble-T2I v2.0 Leaderboard", None, 1),
    }


def test_the_only_benchmark_of_a_section_with_a_table_of_its_own_is_not_that_of_the_next() -> None:
    table = "| 模型 | 平均分 |\n|-|-|\n| Qingyun-7B | {} |"
    text = f"### 6.1 MTEB 评测\n\n{table.format(61.2)}\n\n### 6.2 场景评测\n\n{table.format(82.5)}"

    assert scores(text) == [("Qingyun-7B", "MTEB", None, None, 61.2)]


def test_a_mean_over_a_skill_of_several_tests_is_no_test() -> None:
    table = "| Model | MMLU | BBH | Knowledge Avg |\n|-|-|-|-|\n| Qingyun-7B | 61.2 | 55.4 | 58.3 |"

    assert {row[1] for row in scores(table)} == {"MMLU", "BBH"}


def test_beside_an_elo_a_share_of_won_matches_is_no_score() -> None:
    table = "| 模型 | Elo | Win Rate | W/L | Matches |\n|-|-|-|-|-|\n| Qingyun-7B | 1246.1 | 59.0% | 134/93 | 227 |"

    assert [row[4] for row in scores(f"### Chatbot Arena\n\n{table}")] == [1246.1]


def test_a_row_with_a_blank_end_below_one_of_words_keeps_its_cells() -> None:
    table = (
        "| 模型 | MMLU | C-Eval | 说明 |\n|-|-|-|-|\n| Qingyun-7B | 61.2 | 55.4 | 最强 |\n"
        "| Mofang-13B | 66.8 | — | |\n| Yunjian-2B | 对标 Qingyun-7B | — | 小 |"
    )

    assert {row[:2] + row[4:] for row in scores(table)} == {
        ("Qingyun-7B", "MMLU", 61.2),
        ("Qingyun-7B", "C-Eval", 55.4),
        ("Mofang-13B", "MMLU", 66.8),
    }


@pytest.mark.parametrize(
    ("cell", "setting"), [("63.5 (OpenHands)", "OpenHands"), ("63.5 ✗", None), ("_63.5_", None), ("63.5% ✅", None)]
)
def test_marks_and_agents_stand_behind_a_figure(cell: str, setting: str | None) -> None:
    table = f"| 模型 | SWE-bench Verified |\n|-|-|\n| _Qingyun-7B (ref)_ | {cell} |"

    assert scores(table) == [("Qingyun-7B", "SWE-bench Verified", None, setting, 63.5)]


def test_numbers_in_circles_before_a_part_are_no_part_of_its_name() -> None:
    table = "| 模型 | 总分 | ① 鉴别诊断 | ② 急诊分诊 |\n|-|-|-|-|\n| Qingyun-7B | 0.73 | 0.83 | 0.5 |"

    assert {row[2] for row in scores(f"### ZorbleBench\n\n{table}")} == {None, "鉴别诊断", "急诊分诊"}


def test_rivals_stand_in_the_remarks_beside_a_test_also_where_it_has_no_figure_itself() -> None:
    beside = (
        "| 基准 | Qingyun-7B | Mofang-13B | 备注 |\n|-|-|-|-|\n"
        "| MMLU（5-shot） | 85.8% | 78.0% | 表内最优 GPT-5.6 Terra **87.4%** |\n"
        "| C-Eval | 61.2 | 60 | 最优 GLM-5（70.5） |"
    )
    alone = (
        "| 基准 | 数据量 | 答案格式 | 最优模型 |\n|-|-|-|-|\n"
        "| Zorb4D | 1.8K QA | MCQ | Gemini-2.5-Pro 62% |\n| ZorbleBench | 2K QA | MCQ | GPT-4o 63% |"
    )

    assert {row for row in scores(beside) if row[0].startswith("G")} == {
        ("GPT-5.6 Terra", "MMLU", None, "5-shot", 87.4),
        ("GLM-5", "C-Eval", None, None, 70.5),
    }
    assert scores(alone) == expect(
        ("Gemini-2.5-Pro", "Zorb4D", None, None, 62), ("GPT-4o", "ZorbleBench", None, None, 63)
    )


def test_of_right_and_wrong_answers_the_right_ones_are_the_result() -> None:
    table = "| 系统 | 正确 | 部分正确 | 错误 |\n|-|-|-|-|\n| Qingyun-7B | **0.762** | 0.105 | 0.133 |"

    assert scores(f"### ZorbleBench测评\n\n{table}") == [("Qingyun-7B", "ZorbleBench", None, None, 0.762)]


def test_a_version_behind_a_hyphen_tells_a_test_from_another() -> None:
    table = "| 模型 | OSWorld-7.0 | MMLU |\n|-|-|-|\n| Qingyun-7B | 47.9 | 61.2 |"

    assert {row[1] for row in scores(table)} == {"OSWorld 7.0", "MMLU"}


def test_words_that_tell_rows_of_one_model_apart_say_how_it_was_run() -> None:
    table = (
        "| Model | Cond. | MMLU |\n|-|-|-|\n| **Qingyun-7B** | Orig | 67.4 |\n| | α=+4 | 66.4 |\n"
        "| **Mofang-13B** | Orig | 71.7 |\n| | α=+4 | 72.4 |"
    )
    makers = "| Model | Team | MMLU |\n|-|-|-|\n| Qingyun-7B | Zorble | 67.4 |\n| Mofang-13B | Zorble | 66.4 |"

    assert {(row[0], row[3]) for row in scores(table)} == {
        (model, way) for model in ("Qingyun-7B", "Mofang-13B") for way in ("Orig", "α=+4")
    }
    assert {row[3] for row in scores(makers)} == {None}


def test_a_cell_may_name_the_test_of_its_figure() -> None:
    table = (
        "| 模型 | MMLU-Pro | AIME / HMMT |\n|-|-|-|\n| Qingyun-7B | 85.2 | AIME25 92.7 |\n"
        "| Mofang-13B | MMLU 90.0 | — |"
    )

    assert scores(table) == expect(
        ("Qingyun-7B", "MMLU-Pro", None, None, 85.2),
        ("Qingyun-7B", "AIME 2025", None, None, 92.7),
        ("Mofang-13B", "MMLU", None, None, 90),
    )


@pytest.mark.parametrize(("name", "model"), [("QingOS", "QingOS"), ("Agent", None), ("QingBench", None)])
def test_a_system_that_the_top_heading_calls_by_name_is_that_of_a_table_of_tests(name: str, model: str | None) -> None:
    text = f"# {name}：面向智能体的系统\n\n{name} 统一管理记忆。\n\n## 评测\n\n| 基准 | 分数 |\n|-|-|\n| MMLU | 61.2 |"

    assert [row[0] for row in scores(text)] == ([model] if model else [])
