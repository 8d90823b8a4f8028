"""Reads an article's passages side by side: one sequence each, in one batch, each held to its own constraint.

Sequence 0 holds the instructions for good, sequence 1 what the article's passages share, the others one passage each.
Batches are formed from one article's passages in their order, whatever else is waiting, and never exceed the engine's;
so the same article gets the same answers however often the work was interrupted.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from nlp.tasks import Task
from nlp.trie import AmbiguousError, best
from nlp.walk import Chosen, Walk

INSTRUCTIONS, ARTICLE, FIRST = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Cell:
    """A token to be evaluated, at its position in its sequence."""

    token: int
    position: int
    sequence: int
    wanted: bool  # whether its logits are looked at


class Engine(Protocol):
    """What evaluates tokens: llama.cpp, through `nlp.llm`."""

    lanes: int  # passages at once
    cells: int  # tokens that can be kept at once
    batch: int  # tokens that can be evaluated at once
    longest: int  # tokens of one sequence that the model was made for

    def tokenize(self, text: str) -> tuple[int, ...]:
        """The tokens of a text; what looks like a control token is plain text."""
        ...

    def decode(self, cells: Sequence[Cell]) -> bool:
        """Evaluate tokens, at most `batch`; False where that was broken off."""
        ...

    def logits(self, row: int) -> Sequence[float]:
        """The logits of the wanted cell `row` (its place in the last batch)."""
        ...

    def branch(self, source: int, sequence: int) -> None:
        """Let a sequence begin with all of another."""
        ...

    def drop(self, sequence: int) -> None:
        """Forget a sequence."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was chosen in each task, None where it was not read; how many tokens that took."""

    chosen: tuple[Chosen | None, ...]
    evaluated: int
    why_unread: str = ""


class Lanes:
    """An engine that has read the instructions."""

    def __init__(self, engine: Engine, instructions: str) -> None:
        self.engine = engine
        self.start = len(tokens := engine.tokenize(instructions))
        self.evaluated = 0
        self._evaluate(INSTRUCTIONS, tokens, 0)

    def read(self, shared: str, tasks: Sequence[Task], *, in_time: Callable[[], bool]) -> Outcome:
        """Answer the tasks of one article, as many as there is time for; `in_time` is asked between two batches."""
        if not tasks:
            return Outcome((), 0)
        began = self.evaluated
        chosen: list[Chosen | None] = [None] * len(tasks)
        context = self.engine.tokenize(shared)[: min(self.engine.cells, self.engine.longest) // 4]
        self.engine.branch(INSTRUCTIONS, ARTICLE)
        whole = in_time() and self._evaluate(ARTICLE, context, self.start)
        at = self.start + len(context)
        why = "" if whole else "time"
        for numbers, walks in self._rounds(tasks, self.engine.cells - at, self.engine.longest - at) if whole else ():
            if not walks:
                why = why or "room"
            elif not self._round(walks, at, in_time):
                why = "time"
            for number, walk in zip(numbers, walks, strict=False):
                chosen[number] = walk.chosen if walk.done else None
            if why == "time":
                break
        self.engine.drop(ARTICLE)
        return Outcome(tuple(chosen), self.evaluated - began, why)

    def _rounds(self, tasks: Sequence[Task], room: int, longest: int) -> Iterator[tuple[list[int], list[Walk]]]:
        """Tasks that fit side by side, in order; one that does not fit even alone is in a round without walks."""
        numbers: list[int] = []
        walks: list[Walk] = []
        left = room
        for number, task in enumerate(tasks):
            walk = self._walk(task)
            most = walk.most_tokens() if walk else room + 1
            if walk is None or most > min(room, longest):
                yield [number], []
                continue
            if most > left or len(walks) == self.engine.lanes:
                yield numbers, walks
                numbers, walks, left = [], [], room
            left -= most
            numbers.append(number)
            walks.append(walk)
        if walks:
            yield numbers, walks

    def _walk(self, task: Task) -> Walk | None:
        try:
            return Walk(task, self.engine.tokenize)
        except AmbiguousError:
            return None

    def _round(self, walks: Sequence[Walk], start: int, in_time: Callable[[], bool]) -> bool:
        """Answer these side by side; False where time ran out."""
        positions = [start] * len(walks)
        fed = [0] * len(walks)
        for lane in range(len(walks)):
            self.engine.branch(ARTICLE, FIRST + lane)
        whole = True
        while whole and not all(walk.done for walk in walks):
            whole = in_time() and self._step(walks, positions, fed)
        for lane in range(len(walks)):
            self.engine.drop(FIRST + lane)
        return whole

    def _step(self, walks: Sequence[Walk], positions: list[int], fed: list[int]) -> bool:
        """One batch: of each lane in turn what it has to feed; then a choice in each that fed all."""
        cells: list[Cell] = []
        ready: list[tuple[int, int]] = []  # a lane, and the row of its last token
        for lane, walk in enumerate(walks):
            if walk.done or len(cells) == self.engine.batch:
                continue
            part = walk.feed[fed[lane] : fed[lane] + self.engine.batch - len(cells)]
            fed[lane] += len(part)
            whole = fed[lane] == len(walk.feed)
            for i, token in enumerate(part, 1):
                cells.append(Cell(token, positions[lane], FIRST + lane, whole and i == len(part)))
                positions[lane] += 1
            if whole:
                ready.append((lane, len(cells) - 1))
        self.evaluated += len(cells)
        if not self.engine.decode(cells):
            return False
        for lane, row in ready:
            walks[lane].choose(self._pick(walks[lane], row))
            fed[lane] = 0
        return True

    def _pick(self, walk: Walk, row: int) -> int:
        return best(walk.allowed, self.engine.logits(row))

    def _evaluate(self, sequence: int, tokens: Sequence[int], position: int) -> bool:
        """Evaluate tokens without looking at what they say."""
        for first in range(0, len(tokens), self.engine.batch):
            part = tokens[first : first + self.engine.batch]
            self.evaluated += len(part)
            if not self.engine.decode([Cell(t, position + first + i, sequence, False) for i, t in enumerate(part)]):
                return False
        return True
