"""What a decider is, and how its answers become claims: links among candidates, and nothing else.

Whatever it is (a local model, a script), a decider is given passages and returns for each the places of the options it
chose. An answer that is not inside its passage's constraint is dropped, and every claim is grounded like the rules'.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Protocol

from nlp.choices import Answer, Figure, Head, Passage, Question, is_inside
from nlp.conditions import find_conditions, join_settings
from nlp.evidence import Draft, Drafted, Grounded, ground
from nlp.table_gate import read_as

_ARENA, _ARENAS = "Chatbot Arena", ("Chatbot Arena", "LMArena")
_ITS_TEXT_BOARD = ("文本", "文本榜", "Text", "总榜")  # LMArena's text board is Chatbot Arena as a whole


@dataclass(frozen=True, slots=True)
class Context:
    """What all passages of one article are read with."""

    title: str
    lead: str
    aliases: tuple[tuple[str, str], ...]
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """The answers to passages, in their order; None for those that were not read, with why."""

    answers: tuple[Answer | None, ...]
    why_unread: str = ""
    evaluated: int = 0  # tokens
    seconds: float = 0.0


class Decider(Protocol):
    """Whoever links the candidates of passages."""

    def decide(self, context: Context, passages: Sequence[Passage]) -> Decided:
        """The links in each of one article's passages; the same ones for the same passages."""
        ...


def claims_of(text: str, passages: Sequence[Passage], answers: Sequence[Answer | None]) -> Grounded:
    """The claims that the answers make, checked against `text`."""
    drafts = [
        draft
        for passage, answer in zip(passages, answers, strict=True)
        if answer is not None and passage.kind in ("sentence", "table") and is_inside(answer, passage.questions)
        for draft in _drafts(passage, answer)
    ]
    return ground(text, Drafted(drafts))


def _drafts(passage: Passage, answer: Answer) -> Iterator[Draft]:
    if passage.kind == "table":
        yield from _cells(passage, answer)
        return
    for question, chosen in zip(passage.questions, answer, strict=True):
        if chosen and chosen[0] and isinstance(question.about, Figure):
            yield from _claims(passage, question, question.about, chosen)


def _cells(passage: Passage, answer: Answer) -> Iterator[Draft]:
    """What a table's cells claim, but for rows and columns that are left out."""
    left_out = {passage.questions[0].slots[0].options[i].label for i in answer[0][0]}
    heads = {}
    for question, (places,) in zip(passage.questions[1:], answer[1:], strict=True):
        if isinstance(question.about, Head):
            kinds = [question.slots[0].options[place].name for place in places]
            heads[question.label] = (question.about, kinds)
    for cell in passage.cells:
        if {cell.row, cell.column} & left_out:
            continue
        head, kinds = heads.get(cell.column) or heads.get(cell.row) or (None, [])
        if head is None:
            yield cell.draft
        yield from (read_as(cell.draft, head, kind) for kind in kinds if head)


def _claims(passage: Passage, question: Question, figure: Figure, chosen: Sequence[tuple[int, ...]]) -> Iterator[Draft]:
    said = {
        slot.role: [slot.options[i].name for i in places] for slot, places in zip(question.slots, chosen, strict=True)
    }
    setting = _joined(said.get("setting", []))
    parts: list[str | None] = [*said.get("subset", [])] or [None]
    for model, board, subset in product(said["model"], said["benchmark"], parts):
        if board in _ARENAS and subset in _ITS_TEXT_BOARD:
            board, subset = _ARENA, None
        draft = Draft(figure.kind, model, board, figure.value, passage.start, passage.end, subset=subset)
        yield replace(
            draft,
            setting=setting,
            unit=figure.unit,
            scope=figure.scope,
            bound=figure.bound,
            in_heading=passage.in_heading,
        )


def _joined(settings: Sequence[str]) -> str | None:
    """Several settings of one figure as one, as the rules join them; what has no usual spelling stays apart."""
    found = [condition for said in settings for condition in find_conditions(said)]
    spelled = [replace(c, setting=said) for said in settings for c in find_conditions(said)[:1]]
    return join_settings(spelled) if len(spelled) == len(settings) and found else " ".join(settings) or None
