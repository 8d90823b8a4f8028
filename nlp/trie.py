"""A tree of tokens over the words that may come next, so that a choice can be made token by token among them only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from data.errors import BangyanError


class AmbiguousError(BangyanError):
    """Two of the words that may come next cannot be told apart by their tokens."""


@dataclass(slots=True)
class Node:
    """What may follow; `word` is the number of the word that ends here, None where it goes on."""

    next: dict[int, "Node"] = field(default_factory=dict)
    word: int | None = None

    @property
    def tokens(self) -> Sequence[int]:
        """The tokens that may come next, in the order of the words."""
        return tuple(self.next)


def trie(words: Iterable[Sequence[int]]) -> Node:
    """The tree over these words, each a sequence of tokens; raises AmbiguousError where one begins another."""
    root = Node()
    for number, tokens in enumerate(words):
        node = root
        for token in tokens:
            if node.word is not None:
                raise AmbiguousError(f"one choice begins another: '{node.word}', '{number}'")
            node = node.next.setdefault(token, Node())
        if node.next or node.word is not None:
            raise AmbiguousError(f"one choice begins another: '{number}'")
        node.word = number
    return root


def forced(node: Node) -> tuple[list[int], Node]:
    """The tokens that follow without a choice, and where they end: at a word or where there is a choice."""
    tokens: list[int] = []
    while len(node.next) == 1 and node.word is None:
        ((token, node),) = node.next.items()
        tokens.append(token)
    return tokens, node


def best(allowed: Sequence[int], logits: Mapping[int, float] | Sequence[float]) -> int:
    """The allowed token with the highest logit, the first of several."""
    return max(allowed, key=lambda token: logits[token])
