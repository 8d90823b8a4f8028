"""A frozen value is a dataclass that compares, hashes and is replaced like any."""

from dataclasses import replace

from data.frozen import frozen


@frozen
class Pair:
    left: int
    right: str = ""


def test_a_frozen_value_is_made_compared_hashed_and_replaced():
    pair = Pair(1, "a")

    assert replace(pair, left=2) == Pair(2, "a")
    assert {pair, Pair(1, "a")} == {pair}
    assert not hasattr(pair, "__dict__")
