import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.words import STOPWORDS, add_names, content_words, is_word, rarity, words

SAY_WORDS = """
import sys
from pathlib import Path
from data.words import use_cache, words
use_cache(Path(sys.argv[1]))
print(*words("青柠很好"))
"""


@pytest.fixture(autouse=True, scope="module")
def _loaded() -> None:
    words("一词")  # takes a second, once


@given(st.text(max_size=80))
def test_words_joined_are_the_text_again(text: str) -> None:
    assert "".join(words(text)) == text


def test_an_added_name_is_one_word() -> None:
    add_names(["云杉星河大模型", "Two Words", ""])

    found = words("我们试用云杉星河大模型写作")

    assert "云杉星河大模型" in found


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    assert rarity("的") < rarity("模型") < rarity("云杉星河从未见过")


def test_the_dictionary_is_asked_for_whole_words() -> None:
    assert is_word("发布")
    assert not is_word("布了新")


def test_content_words_leave_out_numbers_punctuation_and_stopwords() -> None:
    found = content_words("其中，模型的60.2分表示，The benchmark 很难。")

    assert "模型" in found
    assert "benchmark" in found
    assert not STOPWORDS & {word.lower() for word in found}
    assert not any(char in "".join(found) for char in "，。602")


def test_processes_that_start_together_share_one_cache_and_say_nothing_else(tmp_path: Path) -> None:
    cache = tmp_path / "not there yet" / "cache"

    started = [
        subprocess.Popen(
            [sys.executable, "-c", SAY_WORDS, str(cache)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    said = [process.communicate() for process in started]

    assert [out.split() for out, _ in said] == [["青柠", "很", "好"]] * 2
    assert [err for _, err in said] == ["", ""]
    assert [path.name for path in cache.iterdir()] == ["jieba.cache"]
