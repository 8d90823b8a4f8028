"""What a decider may choose from: the candidates of one passage under short labels, and the questions about them.

Labels are as short as can be: values are 1, 2, …, contestants A, B, …, benchmarks a, b, …, parts 甲, 乙, …, settings
子, 丑, …. A passage with more than `MOST_CANDIDATES` is split, so that no constraint grows without bound.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from data.fields import ClaimKind, EntityType, EventType
from nlp.evidence import Draft

MOST_CANDIDATES = 64

Role = Literal["model", "benchmark", "subset", "setting", "left_out", "head", "type", "date", "who", "what", "relation"]

_FAMILIES: dict[Role, str] = {
    "model": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "benchmark": "abcdefghijklmnopqrstuvwxyz",
    "subset": "甲乙丙丁戊己庚辛壬癸",
    "setting": "子丑寅卯辰巳午未申酉戌亥",
    "left_out": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "type": "甲乙丙丁戊己庚辛壬癸",
    "date": "子丑寅卯辰巳午未申酉戌亥",
    "who": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "what": "abcdefghijklmnopqrstuvwxyz",
}


@dataclass(frozen=True, slots=True)
class Option:
    """A candidate under its label; `name` is what a claim or an event calls it."""

    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Slot:
    """One choice: one of the options, several of them (`several`), or nothing (`none`)."""

    role: Role
    options: tuple[Option, ...]
    none: bool = True
    several: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A value or a place of which is asked whose it is."""

    kind: ClaimKind
    value: float
    unit: str | None = None
    scope: str | None = None
    bound: bool = False


@dataclass(frozen=True, slots=True)
class Happening:
    """A verb at `[start, end)` of which is asked what event it tells."""

    type: EventType
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names, of which is asked what `name` is to `of`; the words at `[start, end)` say it."""

    of: str
    name: str
    type: EntityType  # of `of`
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Head:
    """A head of a table, of the words `said`, that may be a benchmark, or a part or a setting of `board`."""

    label: str
    said: str
    board: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked under one label, one slot after another; nothing in the first slot answers the rest."""

    label: str
    slots: tuple[Slot, ...]
    about: Figure | Happening | Pair | Head | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or some rows of a table, with what may be said of it; the evidence is `text[start:end]`."""

    kind: Literal["sentence", "table", "event", "relation"]
    start: int
    end: int
    pieces: tuple[str, ...]  # its words as they are shown, each label a piece of its own
    heading: str
    before: tuple[Option, ...]  # candidates that stand outside the passage
    questions: tuple[Question, ...]
    cells: tuple["CellDraft", ...] = ()
    in_heading: bool = False

    @property
    def candidates(self) -> int:
        """How many candidates it has, what is asked of included."""
        labels = {(slot.role, option.label) for q in self.questions for slot in q.slots for option in slot.options}
        return len(labels) + sum(question.about is not None for question in self.questions)


@dataclass(frozen=True, slots=True)
class CellDraft:
    """A claim that a table's cell would make, standing in a row and a column that have labels."""

    row: str
    column: str
    draft: Draft


# what was chosen: for each question, for each of its slots, the places of the chosen options
Answer = tuple[tuple[tuple[int, ...], ...], ...]


def label(role: Role, number: int) -> str:
    """The label of the candidate `number` (from 0) of its role: A, …, Z, A2, …"""
    family = _FAMILIES[role]
    round_, place = divmod(number, len(family))
    return family[place] + (str(round_ + 1) if round_ else "")


def options(role: Role, names: Iterable[str], first: int = 0) -> tuple[Option, ...]:
    """Each name once, under its label."""
    return tuple(Option(label(role, i), name) for i, name in enumerate(dict.fromkeys(names), first))


def is_inside(answer: Answer, questions: Sequence[Question]) -> bool:
    """Whether an answer keeps to what its questions allow."""
    return len(answer) == len(questions) and all(map(_allowed, answer, questions))


def _allowed(chosen: tuple[tuple[int, ...], ...], question: Question) -> bool:
    if len(chosen) != len(question.slots):
        return False
    if chosen and not chosen[0] and any(chosen):
        return False
    silent = bool(chosen) and not chosen[0]
    return all(_fits(places, slot, silent) for places, slot in zip(chosen, question.slots, strict=True))


def _fits(places: tuple[int, ...], slot: Slot, silent: bool) -> bool:
    if not places:
        return slot.none or silent
    once = len(set(places)) == len(places)
    return once and (slot.several or len(places) == 1) and all(0 <= i < len(slot.options) for i in places)


def nothing(question: Question) -> tuple[tuple[int, ...], ...]:
    """The answer that says nothing."""
    return ((),) * len(question.slots)


def marked(text: str, start: int, end: int, labels: Iterable[tuple[int, str]]) -> tuple[str, ...]:
    """`text[start:end]` in pieces, each label (with the place behind which it stands) a piece of its own."""
    pieces: list[str] = []
    at = start
    for place, name in sorted(labels):
        pieces += [text[at:place], f"[{name}]"]
        at = max(at, place)
    return tuple(piece for piece in (*pieces, text[at:end]) if piece)
