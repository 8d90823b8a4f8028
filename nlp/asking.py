"""An article's passages as tasks for a model: the words that are shown, and the questions as turns."""

from collections.abc import Sequence

from nlp.choices import Option, Passage, Question
from nlp.decider import Context
from nlp.tasks import Task, Turn

_SAID = {"sentence": "句：", "event": "事：", "relation": "名："}
MOST_TITLE, MOST_LEAD, MOST_HEADING = 60, 60, 30  # characters


def shared(context: Context) -> str:
    """What all passages of one article are read with."""
    said = [f"文：{_line(context.title, MOST_TITLE)}"] if context.title else []
    said += [_line(context.lead, MOST_LEAD)] if context.lead else []
    said += [f"{_line(alias, 20)}={_line(name, 30)}" for alias, name in context.aliases[:4]]
    return "".join(f"{line}\n" for line in said if line)


def task(passage: Passage) -> Task:
    """One passage with its context, ending where the answer begins."""
    head = [f"节：{_line(passage.heading, MOST_HEADING)}\n"] if passage.heading else []
    pieces = [*head, *_before(passage.before)]
    turns = tuple(_turn(question) for question in passage.questions if question.slots)
    if passage.kind == "table":
        return Task((*pieces, "表：", *map(_flat, passage.pieces), "\n"), turns)
    return Task((*pieces, _SAID[passage.kind], *map(_line, passage.pieces), "\n答：\n"), turns)


def _turn(question: Question) -> Turn:
    lead = f"{question.label}:" if question.label else "不算成绩的行列："
    slots = tuple((tuple(o.label for o in slot.options), slot.none, slot.several) for slot in question.slots)
    return Turn(lead, slots)


def _before(options: Sequence[Option]) -> list[str]:
    """Candidates that stand before the passage, by their names."""
    if not options:
        return []
    return ["前：", *(piece for option in options for piece in (_line(option.name, 40), f"[{option.label}]")), "\n"]


def _line(text: str, most: int = 10_000) -> str:
    """Words on one line: an article's own line breaks part nothing here."""
    return " ".join(text.split())[:most] if text != "\n" else text


def _flat(piece: str) -> str:
    """A row's words on its line."""
    return ("\n" if piece.startswith("\n") else "") + _line(piece)
