"""The rules do not fall below their floors on what the sample articles claim."""

import json

from tests.score import FLOORS, Score, own_score


def test_the_samples_claims_are_found_as_well_as_ever():
    floor = json.loads(FLOORS.read_text("utf-8"))["samples claims"]

    assert own_score().f1 >= floor


def test_nothing_to_find_and_nothing_found_is_perfect():
    assert Score(hits=0, found=0, gold=0).f1 == 1.0


def test_half_of_what_was_found_and_of_what_is_there_is_a_half():
    assert Score(hits=2, found=4, gold=4).f1 == 0.5
