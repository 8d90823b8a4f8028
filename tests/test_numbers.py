"""What numbers in Chinese text are worth, and where they stand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.numbers import Number, find_numbers, parse_number

PIECES = st.sampled_from(
    [
        "得分",
        "60.2",
        "１２．５",
        "％",
        "%",
        "万",
        "第",
        "九",
        "八十五点三",
        "-",
        "，",
        ",",
        "474",
        "Qwen",
        "2.5",
        "点",
        "百分之",
    ]
)


def only(text: str) -> Number:
    [number] = find_numbers(text)
    return number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("平均分为60.2，", 60.2),
        ("跑出1,474分", 1474),
        ("得分１２．５", 12.5),
        ("跑分220.7万", 2207000),
        ("跑分**220.7**万分", 2207000),
        ("融资3亿元", 300000000),
        ("1.2万亿参数", 1.2e12),
        ("拿下八十五点三分", 85.3),
        ("共十二项", 12),
        ("得二十分", 20),
        ("一百零五道题", 105),
        ("一百五十道题", 150),
        ("两万三千道题", 23000),
        ("三点五亿", 350000000),
        ("二〇二四年", 2024),
        ("准确率百分之八十", 80),
        ("占三分之二", 2 / 3),
        ("收益为-3.5", -3.5),
        ("收益(-3.5)", -3.5),
        ("负3.5", -3.5),
    ],
)
def test_a_number_is_worth_what_a_reader_says_it_is(text: str, value: float) -> None:
    assert only(text).value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("60.2%", "%"),
        ("60.2％", "%"),
        ("60.2 分", "分"),
        ("百分之六十", "%"),
        ("提升3.2个百分点", "个百分点"),
        ("快了3倍", "倍"),
        ("得60.2分别为", None),
        ("用时30分钟", "分钟"),
        ("60.2", None),
    ],
)
def test_the_unit_that_follows_a_number_is_named(text: str, unit: str | None) -> None:
    assert only(text).unit == unit


@pytest.mark.parametrize(
    ("text", "place"), [("排名第9", 9), ("位列第一", 1), ("第 12 位", 12), ("TOP1", 1), ("No.1", 1), ("第二十三名", 23)]
)
def test_a_place_is_an_ordinal(text: str, place: int) -> None:
    number = only(text)

    assert (number.value, number.ordinal) == (place, True)


@pytest.mark.parametrize(
    "text", ["Qwen2.5", "GPT-4", "GPT-4-0613", "5-shot", "pass@1", "v1.5", "A100", "Qwen-7B", "60.2B"]
)
def test_a_number_inside_a_name_or_a_setting_is_glued(text: str) -> None:
    assert all(number.glued for number in find_numbers(text))
    assert find_numbers(text)


@pytest.mark.parametrize("text", ["60.2", "得分60.2(Base)", "60-70分", "MMLU：86.4", "MMLU 86.4%", "60.2，GPT"])
def test_a_number_that_stands_free_is_not_glued(text: str) -> None:
    assert not any(number.glued for number in find_numbers(text))


@pytest.mark.parametrize(
    "text",
    [
        "百度",
        "千问",
        "零一万物",
        "十分出色",
        "一个统一的",
        "数十亿",
        "三四个",
        "版本3.5.1",
        "八点三十分",
        "万科",
        "一些",
    ],
)
def test_a_word_that_looks_like_a_number_is_none(text: str) -> None:
    assert find_numbers(text) == []


def test_a_hyphen_between_two_numbers_is_no_sign() -> None:
    values = [number.value for number in find_numbers("60-70分，2024-05")]

    assert values == [60, 70, 2024, 5]


def test_a_year_before_a_company_does_not_swallow_its_name() -> None:
    assert [(n.text, n.value) for n in find_numbers("2024百度世界大会")] == [("2024", 2024)]


def test_a_list_without_spaces_is_not_taken_for_thousands() -> None:
    assert [number.value for number in find_numbers("54.5,71.7，60，370")] == [54.5, 71.7, 60, 370]


@given(st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=40))
def test_offsets_point_at_the_number_in_the_text_as_given(text: str) -> None:
    numbers = find_numbers(text)

    assert all(text[n.start : n.end] == n.text and n.text for n in numbers)
    assert all(a.end <= b.start for a, b in pairwise(numbers))


@given(st.decimals(min_value=0, max_value=10**7, places=2))
def test_a_written_decimal_is_read_back(value: object) -> None:
    assert only(f"得分为{value}，").value == float(str(value))


@given(st.integers(min_value=0, max_value=10**7))
def test_thousands_are_read_back(value: int) -> None:
    assert only(f"得分为{value:,}。").value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("60.2", 60.2), ("60.2%", 60.2), ("220.7万", 2207000), ("60.2 abc", None), ("7B", None), ("", None)],
)
def test_a_text_that_is_one_number_is_parsed_whole(text: str, value: float | None) -> None:
    assert parse_number(text) == value


def test_a_per_cent_behind_a_digit_is_a_number_of_its_own() -> None:
    assert [number.value for number in find_numbers("±5百分之六十点二")] == [5, 60.2]
