"""The constraint on an answer: only what is offered can be said, and what needs no choice costs none."""

import pytest

from nlp.tasks import Task, Turn
from nlp.trie import AmbiguousError, best, forced, trie
from nlp.walk import Walk


def letters(text: str) -> tuple[int, ...]:
    return tuple(map(ord, text))


def finished(walk: Walk, say: str) -> str:
    """All that is fed when the walk always takes the first letter of `say` that is allowed."""
    fed = "".join(map(chr, walk.feed))
    for letter in say:
        assert ord(letter) in walk.allowed
        walk.choose(ord(letter))
        fed += "".join(map(chr, walk.feed))
    assert walk.done
    return fed


def test_a_tree_forces_what_needs_no_choice():
    root = trie([letters("abc"), letters("abd")])

    tokens, node = forced(root)

    assert tokens == [ord("a"), ord("b")]
    assert node.tokens == (ord("c"), ord("d"))


def test_one_choice_that_begins_another_is_refused():
    with pytest.raises(AmbiguousError):
        trie([letters("ab"), letters("a")])


def test_the_best_of_several_alike_is_the_first():
    assert best([7, 3, 5], {3: 1.0, 5: 1.0, 7: 0.5}) == 3


def test_an_answer_goes_through_its_slots_and_forces_the_sole_option():
    model, benchmark = (("A", "B"), True, True), (("a",), False, False)
    walk = Walk(Task(("句\n",), (Turn("1:", (model, benchmark)),)), letters)

    fed = finished(walk, "B ")

    assert fed == "句\n1:B a\n"
    assert walk.chosen == [[[1], [0]]]


def test_nothing_in_the_first_slot_answers_the_rest():
    slot = (("A", "B"), True, False)
    walk = Walk(Task((), (Turn("1:", (slot, slot)), Turn("2:", (slot,)))), letters)

    fed = finished(walk, "-A")

    assert fed == "1:-\n2:A\n"
    assert walk.chosen == [[[], []], [[0]]]


def test_several_may_be_chosen_but_each_once():
    walk = Walk(Task((), (Turn("", ((("A", "B", "C"), True, True),)),)), letters)

    walk.choose(ord("B"))
    walk.choose(ord("+"))

    assert set(map(chr, walk.allowed)) == {"A", "C"}


def test_labels_of_two_letters_are_told_apart():
    labels = ("A", "A2", "B")
    walk = Walk(Task((), (Turn("", ((labels, False, False),)),)), letters)

    assert finished(walk, "A2") == "A2\n"


def test_the_tokens_that_an_answer_can_take_are_bounded():
    slot = (("A", "B", "C"), True, True)
    walk = Walk(Task(("句",), (Turn("1:", (slot, slot)),)), letters)
    most = walk.most_tokens()

    fed = finished(walk, "A+B+A+B+")

    assert len(fed) <= most
