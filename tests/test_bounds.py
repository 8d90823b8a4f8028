"""No text makes a reading slow or large: work grows with the text, not faster, and what is left out is said."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from data.fields import LeftOut, Reading
from data.lexicon import load_lexicon
from nlp import read as reading
from nlp import sheet
from nlp.document import MOST_IN_SENTENCE, parse
from nlp.event_once import MOST_EVENTS
from nlp.grid import MOST_COLUMNS
from nlp.read import read
from nlp.skeleton import MOST_NAMES, MOST_VALUES
from tests.bench.pathological import MONSTERS, TABLE, Monster

LEXICON = load_lexicon()


def left_out(text: str) -> dict[str, int | None]:
    return {part.of: part.count for part in read(text, lexicon=LEXICON).left_out}


@contextmanager
def counted() -> Iterator[Callable[[], int]]:
    """Counts the calls of functions, those of Python and those of C."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield lambda: calls
    finally:
        sys.setprofile(before)


def work(text: str) -> int:
    with counted() as calls:
        read(text, lexicon=LEXICON)
    return calls()


@pytest.mark.parametrize("monster", MONSTERS, ids=lambda monster: monster.name)
def test_a_text_of_twice_the_size_is_no_more_than_twice_the_work(monster: Monster) -> None:
    count = max(monster.count // 200, 250)
    work(monster.text(60))  # what is made once

    once, twice = work(monster.text(count)), work(monster.text(2 * count))

    assert twice < 2.3 * once + 500


@pytest.mark.parametrize("monster", MONSTERS, ids=lambda monster: monster.name)
def test_no_sentence_is_longer_than_the_most(monster: Monster) -> None:
    document = parse(monster.text(monster.count // 40))

    assert all(len(sentence.text) <= MOST_IN_SENTENCE for sentence in document.sentences)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("monster", MONSTERS, ids=lambda monster: monster.name)
def test_a_monstrous_text_is_read_and_its_finds_stand_in_it(monster: Monster) -> None:
    text = monster.text(monster.count // 40)

    found = read(text, lexicon=LEXICON)

    assert all(text[claim.start : claim.end] == claim.evidence for claim in found.claims)
    assert all(text[event.start : event.end] == event.evidence for event in found.events)


def test_a_text_that_is_read_whole_leaves_nothing_out() -> None:
    found = read("GPT-4在MMLU上得分86.4，在C-Eval上得分68.7。", lexicon=LEXICON)

    assert found.claims
    assert found.left_out == Reading().left_out == []


def test_values_beyond_the_most_of_a_sentence_are_counted() -> None:
    values = "、".join(f"{n}.5" for n in range(MOST_VALUES + 7))

    assert left_out(f"GPT-4在MMLU上得分{values}。") == {"sentence": 7}


def test_names_beyond_the_most_of_a_sentence_are_counted() -> None:
    models = "、".join(f"Qing-{n}B" for n in range(1, MOST_NAMES + 3))

    assert left_out(f"{models}在MMLU上得分90。") == {"sentence": 3}  # and MMLU


def test_cells_beyond_the_most_of_a_table_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MOST_CELLS", 90)
    rows = "\n".join(f"| M-{n}B | 60.1 | 60.2 |" for n in range(90 // 3 + 5))

    assert left_out(TABLE + rows) == {"table": 15}


def test_columns_beyond_the_most_of_a_table_are_counted() -> None:
    width = MOST_COLUMNS + 9
    head, rule, row = f"| 模型 {'| MMLU ' * width}|", f"|-{'|-' * width}|", f"| M-7B {'| 60.2 ' * width}|"

    assert left_out(f"{head}\n{rule}\n{row}") == {"table": 20}


def test_characters_beyond_the_most_of_a_text_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_READ", 30)
    text = "GPT-4在MMLU上得分86.4。" + "后面还有很多话。" * 3

    found = read(text, lexicon=LEXICON)

    assert [claim.value for claim in found.claims] == [86.4]
    assert found.left_out == [LeftOut(of="text", count=len(text) - 30)]


def test_more_events_than_the_most_are_said() -> None:
    text = "".join(f"栖霞数科宣布推出Qingyun-{n}B。\n\n" for n in range(MOST_EVENTS + 20))

    assert left_out(text) == {"events": None}
