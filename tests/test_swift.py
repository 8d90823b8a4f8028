"""Patterns that are spared the places where they cannot begin find what they would find without."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.patterns import any_of, followed, found_at, swift, word_starts

TEXTS = st.lists(
    st.sampled_from(("再", "又", "见", "发", "公", "布", "会", "不", "开源", "AI", "Lab", "X2", " ", "。", "7B")),
    max_size=30,
).map("".join)


@pytest.mark.parametrize(
    "pattern",
    [
        "(?:再|又)见|[发公]布",
        "(?<!不)见|布会?",
        any_of("开源 发布 公布 不见 再会"),
        "不?见|[再又]?会",
        "(?:发|公)(?:布|会)(?!会)",
        r"[^见]会|\d[Bb]",
    ],
)
@settings(deadline=None)
@given(text=TEXTS)
def test_a_swift_pattern_finds_the_same(pattern: str, text: str) -> None:
    assert [m.span() for m in swift(pattern).finditer(text)] == [m.span() for m in re.finditer(pattern, text)]


@settings(deadline=None)
@given(text=TEXTS)
def test_at_its_places_a_pattern_finds_the_same(text: str) -> None:
    name = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Za-z0-9]*")

    assert [m.span() for m in found_at(name, text, word_starts(text))] == [m.span() for m in name.finditer(text)]


@settings(deadline=None)
@given(text=TEXTS, reach=st.integers(0, 6))
def test_places_are_kept_where_a_mark_follows_in_reach(text: str, reach: int) -> None:
    places = range(len(text))

    near = followed(places, re.compile("布|B"), text, reach)

    assert near == [at for at in places if re.search("布|B", text[at : at + reach + 1])]
