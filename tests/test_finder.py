"""The finder of many words in one pass."""

from hypothesis import given
from hypothesis import strategies as st

from data.finder import Finder


def test_words_within_others_are_found_too_in_the_order_of_their_ends():
    finder = Finder(["智能", "人工智能", "工"])

    assert finder.find("🧪人工智能") == [(2, 2, 3), (1, 1, 5), (0, 3, 5)]


def test_half_a_character_does_not_hide_the_words_beside_it():
    assert Finder(["榜首"]).find("\ud83d榜首\udc00") == [(0, 1, 3)]


def test_no_words_are_found_nowhere():
    assert Finder([]).find("榜首") == []


@given(st.lists(st.text("甲乙ab", min_size=1, max_size=3), unique=True), st.text("甲乙ab\ud83d", max_size=30))
def test_finder_finds_what_looking_for_each_word_finds(words: list[str], text: str):
    told = {
        (n, at, at + len(word)) for n, word in enumerate(words) for at in range(len(text)) if text.startswith(word, at)
    }

    assert sorted(Finder(words).find(text)) == sorted(told)
