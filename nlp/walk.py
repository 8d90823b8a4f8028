"""One passage's answer under way: what may come next, which tokens follow without a choice, what was chosen so far."""

from collections.abc import Callable, Sequence

from nlp.tasks import AND, END, NEXT, NONE, Task
from nlp.trie import Node, forced, trie

Chosen = list[list[list[int]]]  # for each turn, for each slot, the places of the chosen labels
Tokenize = Callable[[str], tuple[int, ...]]


class Walk:
    """Goes through the turns of a task: `feed` is what has to be evaluated now, then one of `allowed` is chosen."""

    def __init__(self, task: Task, tokenize: Tokenize) -> None:
        self._turns = task.turns
        self._tokenize = tokenize
        self._trees: dict[tuple[str, ...], Node] = {}
        self.chosen: Chosen = [[[] for _ in turn.slots] for turn in task.turns]
        self.feed: list[int] = [token for piece in task.pieces for token in tokenize(piece)]
        self.done = not self._turns
        self._turn, self._slot = 0, 0
        self._node = Node()
        if not self.done:
            self._enter()

    @property
    def allowed(self) -> Sequence[int]:
        """The tokens among which the next choice is made."""
        return self._node.tokens

    def choose(self, token: int) -> None:
        """Take one of `allowed`; sets `feed` to it and all that then follows without a choice."""
        self.feed = [token]
        self._node = self._node.next[token]
        self._go_on()

    def most_tokens(self) -> int:
        """How many tokens the rest can take at most, `feed` included."""
        return len(self.feed) + sum(
            len(self._tokenize(turn.lead)) + sum(self._most(*slot) for slot in turn.slots) for turn in self._turns
        )

    def _most(self, labels: tuple[str, ...], none: bool, several: bool) -> int:
        lengths = [max(len(self._tokenize(label + mark)) for mark in (AND, NEXT, END)) for label in labels]
        return (sum(lengths) if several else max(lengths, default=0)) + len(self._tokenize(NONE + END)) * none

    # ── one slot after another ──

    def _enter(self) -> None:
        self.feed += self._tokenize(self._turns[self._turn].lead)
        self._node = self._tree()
        self._go_on()

    def _go_on(self) -> None:
        """Follow what is forced, through as many slots and turns as need no choice."""
        while True:
            tokens, self._node = forced(self._node)
            self.feed += tokens
            if self._node.word is None:
                return
            if self._take(self._node.word):
                self._turn, self._slot = self._turn + 1, 0
                if self._turn == len(self._turns):
                    self.done = True
                    return
                self.feed += self._tokenize(self._turns[self._turn].lead)
            self._node = self._tree()

    def _take(self, word: int) -> bool:
        """Note what the word `word` says; whether the turn is over."""
        place, mark = self._words()[word]
        slots = self._turns[self._turn].slots
        if place is not None:
            self.chosen[self._turn][self._slot].append(place)
        if mark == AND:
            return False
        if mark == END:
            return True
        self._slot += 1
        return self._slot == len(slots)

    def _words(self) -> list[tuple[int | None, str]]:
        """What may be said in this slot now: the place of a label (None for nothing) and the mark behind it."""
        slots = self._turns[self._turn].slots
        labels, none, several = slots[self._slot]
        taken = self.chosen[self._turn][self._slot]
        last = NEXT if self._slot + 1 < len(slots) else END
        free = [i for i in range(len(labels)) if i not in taken]
        words: list[tuple[int | None, str]] = [(i, last) for i in free]
        if several and len(free) > 1:
            words += [(i, AND) for i in free]
        if none and not taken:
            words.append((None, END if self._slot == 0 else last))
        return words

    def _tree(self) -> Node:
        labels = self._turns[self._turn].slots[self._slot][0]
        said = tuple((NONE if place is None else labels[place]) + mark for place, mark in self._words())
        if said not in self._trees:
            self._trees[said] = trie(self._tokenize(word) for word in said)
        return self._trees[said]
