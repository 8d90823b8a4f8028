"""What the bundled names of companies, people and products promise: enough of them, tied together, none too short."""

import re
from collections import Counter

import pytest

from data.lexicon import Entry, load_lexicon
from data.spelling import spelling_key

ONE_HAN = re.compile(r"[一-鿿]")


def entries(*types: str) -> list[Entry]:
    return [entry for entry in load_lexicon().entries if entry.type in types]


def org_names() -> set[str]:
    return {entry.name for entry in entries("org")}


@pytest.mark.parametrize(("entry_type", "least"), [("org", 300), ("person", 150), ("product", 150)])
def test_enough_names_are_known_beforehand(entry_type: str, least: int):
    known = entries(entry_type)

    assert len(known) >= least


def test_the_company_of_a_person_is_a_known_company():
    companies = org_names()

    strangers = [(it.name, it.org) for it in entries("person") if it.org and it.org not in companies]

    assert strangers == []


def test_the_maker_of_a_product_is_a_known_company():
    companies = org_names()

    strangers = [(it.name, it.maker) for it in entries("product") if it.maker and it.maker not in companies]

    assert strangers == []


def test_no_name_is_a_single_han_character():
    spellings = [spelling for entry in entries("org", "person", "product") for spelling in entry.spellings]

    assert [spelling for spelling in spellings if ONE_HAN.fullmatch(spelling)] == []


def test_no_name_is_a_bare_number():
    spellings = [spelling for entry in entries("org", "person", "product") for spelling in entry.spellings]

    assert [spelling for spelling in spellings if spelling_key(spelling).isdigit()] == []


def test_no_canonical_name_stands_twice():
    names = Counter((entry.type, spelling_key(entry.name)) for entry in entries("org", "person", "product"))

    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("輝達执行长黃仁勳登台演讲", "英伟达"),
        ("辛顿在多伦多大学任教", "辛顿"),
        ("智谱华章更新了产品", "智谱"),
        ("新款手机预装HyperOS系统", "澎湃OS"),
        ("好未来在海信大厦旁开会", "好未来教育"),
        ("京东方面今天回应", "京东"),
    ],
)
def test_a_name_is_found_under_its_usual_other_spellings(text: str, name: str):
    found = {match.entry.name for match in load_lexicon().find(text)}

    assert name in found


@pytest.mark.parametrize(
    "text",
    [
        "互联网飞速发展，一台大模型服务器也不够",
        "从零跑出训练流程，推广汽车新业态",
        "走向美好未来，用户使用友好，可上云从简",
        "甚至强化学习也在集成电路访问界面里出现",
        "提高通用能力，北京东城的教育部门创新浪潮不断",
        "上海信息化的工程维护已在上周明确，打印奇数页",
        "a robotic arm with an oracle and low perplexity",
    ],
)
def test_everyday_words_do_not_hide_a_name(text: str):
    found = load_lexicon().find(text)

    assert [match.text for match in found] == []
