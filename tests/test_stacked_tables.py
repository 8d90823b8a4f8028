"""Tables that lost their shape on the way: bars, rules or line breaks that are missing, and cells a line each."""

from itertools import product

import pytest

from nlp.document import parse
from tests.test_tables import expect, scores

ROWS = (
    ("模型", "MMLU", "C-Eval"),
    ("Qingyun-7B", "61.2", "55.3"),
    ("Mofang 2", "66.8", "58.1"),
    ("云笺", "60", "-"),
)
CLAIMS = expect(
    ("Qingyun-7B", "MMLU", None, None, 61.2),
    ("Qingyun-7B", "C-Eval", None, None, 55.3),
    ("Mofang 2", "MMLU", None, None, 66.8),
    ("Mofang 2", "C-Eval", None, None, 58.1),
    ("云笺", "MMLU", None, None, 60),
)


def drawn(rows: tuple[tuple[str, ...], ...], bar: str, cross: str, line: str) -> str:
    rule = cross + cross.join(line * 12 for _ in rows[0]) + cross
    return "\n".join([rule, *(text for row in rows for text in (bar + bar.join(row) + bar, rule))])


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(cell for row in ROWS for cell in row),
        "\n\n".join(cell for row in ROWS for cell in row),
        "\n".join(" | ".join(row) for row in ROWS),
        "\n\n".join("| " + " | ".join(row) + " |" for row in (ROWS[0], ("---", "---", "---"), *ROWS[1:])),
        "\n".join(" ".join(row) for row in ROWS),
        "\n".join("\t".join(row) for row in ROWS),
        drawn(ROWS, "|", "+", "-"),
        drawn(ROWS, "│", "┼", "─"),
        "\n".join("｜" + "｜".join(row) + "｜" for row in ROWS),
    ],
)
def test_a_table_is_read_whatever_parts_its_cells(text: str) -> None:
    assert scores(text) == CLAIMS


def test_two_tables_of_which_each_row_stands_alone_stay_two() -> None:
    text = "\n\n".join(f"| 模型 | {test} |\n\n|-|-|\n\n| Qingyun-7B | 61.2 |" for test in ("MMLU", "C-Eval"))

    assert [table.rows[0].cells[1].text for table in parse(text).tables] == ["MMLU", "C-Eval"]


def test_the_names_of_groups_among_stacked_rows_are_no_cells() -> None:
    lines = "Benchmark Qingyun-7B Mofang-13B 知识 MMLU 61.2 66.8 C-Eval 55.3 - 代码 HumanEval 40.1 42.7 MBPP 50.2 51.9"

    assert scores(lines.replace(" ", "\n")) == expect(
        ("Qingyun-7B", "MMLU", None, None, 61.2),
        ("Mofang-13B", "MMLU", None, None, 66.8),
        ("Qingyun-7B", "C-Eval", None, None, 55.3),
        ("Qingyun-7B", "HumanEval", None, None, 40.1),
        ("Mofang-13B", "HumanEval", None, None, 42.7),
        ("Qingyun-7B", "MBPP", None, None, 50.2),
        ("Mofang-13B", "MBPP", None, None, 51.9),
    )


def test_places_makers_and_remarks_may_stand_in_stacked_rows() -> None:
    lines = "排名 模型 机构 MMLU 说明 1 Qingyun-7B 青云 71.2 好 2 Mofang-13B 魔方 66.8 好 3 Yunjian-9B 云笺 60.3 差"

    assert scores(lines.replace(" ", "\n")) == expect(
        ("Qingyun-7B", "MMLU", None, None, 71.2),
        ("Mofang-13B", "MMLU", None, None, 66.8),
        ("Yunjian-9B", "MMLU", None, None, 60.3),
    )


@pytest.mark.parametrize(
    "text",
    [
        "第一章\n12\n第二章\n13\n第三章\n14\n第四章\n15",
        "首页\n下载\n点赞\n12\n收藏\n13\n评论\n14\n分享\n15",
        "Qingyun-7B在MMLU上得到\n61.2\n分\n比前代高\n3.1\n分\n比上一代高\n4.1\n分\n共有\n100\n题",
    ],
)
def test_short_lines_with_numbers_among_them_are_no_table(text: str) -> None:
    assert parse(text).tables == ()


@pytest.mark.parametrize(
    ("corner", "mark"),
    list(product(["评测集\\模型", "模型/任务", "Model / Benchmark", ""], ["{}", "**{}**", "${}$", "{} ✅"])),
)
def test_a_corner_that_names_both_sides_says_nothing_of_either(corner: str, mark: str) -> None:
    head = f"| {corner} | Qingyun | Mofang |\n|-|-|-|\n"
    table = head + f"| MMLU | {mark.format(61.2)} | 66.8 |\n| C-Eval | 55.3 | {mark.format(58.1)} |"

    assert scores(table) == expect(
        ("Qingyun", "MMLU", None, None, 61.2),
        ("Mofang", "MMLU", None, None, 66.8),
        ("Qingyun", "C-Eval", None, None, 55.3),
        ("Mofang", "C-Eval", None, None, 58.1),
    )


def test_a_caption_that_some_labels_repeat_is_not_said_of_the_others() -> None:
    table = "| 模型 | HumanEval (pass@1) | MMLU |\n|-|-|-|\n| Qingyun-7B | 61.2 | 55.3 |"

    assert scores(f"需要采样的测试取pass@1。\n\n{table}") == expect(
        ("Qingyun-7B", "HumanEval", None, "pass@1", 61.2), ("Qingyun-7B", "MMLU", None, None, 55.3)
    )
