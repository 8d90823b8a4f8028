"""How an article is set changes none of its claims: width of punctuation, blanks, Traditional characters."""

import re
from collections import Counter
from collections.abc import Callable

import pytest

from data.fields import ClaimFields
from data.folding import name_key
from data.hanzi import simplify
from data.lexicon import load_lexicon
from data.sample_articles import sample_articles
from data.sample_pages import SAMPLE_SITES
from nlp.read import read

FULL = str.maketrans(",:;()!?", "，：；（）！？")
HALF = str.maketrans("，：；（）！？", ",:;()!?")
SIMPLE = "数据测试评学习国产语单验证万亿术综专题动态队"
TRADITIONAL = str.maketrans(SIMPLE, "數據測試評學習國產語單驗證萬億術綜專題動態隊")


def full(text: str) -> str:
    return re.sub("(?<=[一-鿿])[,:;()!?]|[,:;()!?](?=[一-鿿])", lambda mark: mark[0].translate(FULL), text)


def half(text: str) -> str:
    return text.translate(HALF)


def spaced(text: str) -> str:
    return re.sub("(?<=[一-鿿])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[一-鿿])", " ", text)


def close(text: str) -> str:
    return re.sub("(?<=[一-鿿]) (?=[A-Za-z0-9])|(?<=[A-Za-z0-9%]) (?=[一-鿿])", "", text)


def traditional(text: str) -> str:
    return text.translate(TRADITIONAL)


def told(claim: ClaimFields) -> tuple[object, ...]:
    names = (claim.model, claim.benchmark, claim.subset, claim.setting, claim.scope)
    return (claim.kind, claim.value, *(name_key(simplify(name or "")) for name in names))


@pytest.mark.parametrize("way", [full, half, spaced, close, traditional])
def test_claims_stay_the_same_however_the_text_is_set(way: Callable[[str], str]):
    changed = []
    for article in (article for site in SAMPLE_SITES for article in sample_articles(site.id)):
        usual = read(article.body, title=article.title, lexicon=load_lexicon())
        other = read(way(article.body), title=way(article.title), lexicon=load_lexicon())
        before, after = (Counter(map(told, reading.claims)) for reading in (usual, other))
        changed += [(article.title, gone) for gone in (before - after)] + [
            (article.title, come) for come in (after - before)
        ]

    assert changed == []
