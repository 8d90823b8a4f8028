"""Every slice is where it says, sentences end where a reader would end them, and tables are rows of cells."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.document import Document, parse


def sentences(text: str) -> list[str]:
    return [sentence.text for sentence in parse(text).sentences]


def kinds(text: str) -> list[str]:
    return [paragraph.kind for paragraph in parse(text).paragraphs]


def cells(document: Document, table: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[table].rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲模型得分60.2。乙模型得分50。", ["甲模型得分60.2。", "乙模型得分50。"]),
        ("真的吗?是真的!好。", ["真的吗?", "是真的!", "好。"]),
        ("他说:“今年更长。”而且更好。", ["他说:“今年更长。”", "而且更好。"]),
        ("他问“谁更强?”的时候,没人答。", ["他问“谁更强?”的时候,没人答。"]),
        ("它得分80(满分100。见附录)。完。", ["它得分80(满分100。见附录)。", "完。"]),
        ("甲得分61.5;乙得分60。", ["甲得分61.5;乙得分60。"]),
        ("没有句号的一行\n下一行", ["没有句号的一行", "下一行"]),
        ("未闭合(括号。第二句。", ["未闭合(括号。", "第二句。"]),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_headings_items_and_code_are_told_from_prose() -> None:
    text = "# 一级\n\n小标题\n\n这是正文,有逗号。\n\n- 第一项\n1. 第二项\n\n```\nx = 1\n```"

    document = parse(text)

    assert [p.kind for p in document.paragraphs] == [
        "heading", "heading", "prose", "item", "item", "code", "code", "code",
    ]  # fmt: skip
    assert [p.level for p in document.paragraphs[:2]] == [1, 7]


@pytest.mark.parametrize("line", ["短行:", "短行,", "没有空行\n隔开的短行"])
def test_a_short_line_that_leads_on_is_no_heading(line: str) -> None:
    assert "heading" not in kinds(line + "\n\n正文在此。")


@pytest.mark.parametrize(
    "text",
    [
        "| 模型 | 甲榜 |\n|---|---|\n| 乙 | **60.2** |",
        "模型 | 甲榜 |\n---|---|\n乙 | 60.2 |",
        "模型 | 甲榜\n:-- | --:\n乙 | 60.2",
        "| 模型 | 甲榜 |\n| 乙 | 60.2 |",
        "<table><tr><th>模型</th><th>甲榜</th></tr><tr><td>乙</td><td><b>60.2</b></td></tr></table>",
    ],
)
def test_a_table_is_read_however_it_is_written(text: str) -> None:
    document = parse(f"前文在此。\n\n{text}\n\n后文在此。")

    assert cells(document) == [["模型", "甲榜"], ["乙", "60.2"]]
    assert document.tables[0].head == 1
    assert [sentence.text for sentence in document.sentences] == ["前文在此。", "后文在此。"]


def test_a_merged_cell_stands_in_each_place_it_covers() -> None:
    text = (
        "<table><tr><td rowspan=2>模型</td><td colspan='2'>甲榜</td></tr><tr><td>零样本</td><td>五样本</td></tr>"
        "<tr><td>乙</td><td>1</td><td>2</td></tr></table>"
    )

    table = cells(parse(text))

    assert table == [["模型", "甲榜", "甲榜"], ["模型", "零样本", "五样本"], ["乙", "1", "2"]]


def test_a_bar_in_prose_makes_no_table() -> None:
    assert parse("甲 | 乙的对话。\n\n这里也有 a|b 两种。").tables == ()


def test_links_notes_and_tags_are_no_part_of_a_cells_words() -> None:
    document = parse("| 模型 | 榜 |\n|-|-|\n| [甲-7B](https://a.example)[^1] | <b>61</b><sup>2</sup> |")

    assert cells(document)[1] == ["甲-7B", "61"]


noise = st.text(
    st.sampled_from("甲模型A 1.5。！？?!“”「」()（）|-\n\r\t#*`<table><tr><td></td></tr></table>:：；😀é\u0301"),
    max_size=200,
)


@given(st.one_of(noise, st.text(max_size=200)))
def test_every_slice_is_where_it_says(text: str) -> None:
    document = parse(text)

    assert all(text[s.start : s.end] == s.text and s.text.strip() == s.text != "" for s in document.sentences)
    assert all(
        text[c.start : c.end].strip() == text[c.start : c.end] for t in document.tables for r in t.rows for c in r.cells
    )
    places = [(s.start, s.end) for s in document.sentences] + [(t.start, t.end) for t in document.tables]
    ordered = sorted(places)
    assert all(a[1] <= b[0] for a, b in pairwise(ordered))
