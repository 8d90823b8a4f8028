"""The words in which a model is asked: the instructions, what an article's passages share, and one passage.

It is asked in plain text, without a chat template: so a base model can answer too, none begins to think aloud, and
nothing in an article can pass for a turn of a conversation. `PROMPT` names this wording; change it with any word here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from nlp.choices import Option, Passage, Question
from nlp.decider import Context

PROMPT = "1"
NONE, AND, NEXT, END = "-", "+", " ", "\n"

MOST_TITLE, MOST_LEAD, MOST_HEADING = 60, 60, 30  # characters

INSTRUCTIONS = """\
从新闻句子里找评测成绩。候选后面有方括号记号：数字是要判断的数，大写是模型，小写是基准，甲乙是子集，子丑是条件。
逐个回答每个数：模型 基准 子集 条件；没有的写-，多个用+连；不是某模型在某基准上的成绩或名次，只写-。
句：青雀-7B[A]在云测[a]5-shot[子]中得61.5[1]，比灰雁[B]的58.2[2]高3.3[3]，训练用了200[4]张卡。
答：
1:A a 子
2:B a 子
3:-
4:-
句：两家的A1[A]与B2[B]在云测[a]法律[甲]榜并列第一[1]。
答：
1:A+B a 甲
表：云测[a] 价格[b]
青雀-7B 61.5 3元[A]
人类平均 80 -[B]
不算成绩的行列：B+b
"""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question as a model's answer goes: the words before its choices, then slot after slot."""

    lead: str
    slots: tuple[tuple[tuple[str, ...], bool, bool], ...]  # labels, whether none of them may be, whether several may


@dataclass(frozen=True, slots=True)
class Task:
    """A passage as a model gets it: pieces, each made into tokens by itself, and what it has to answer."""

    pieces: tuple[str, ...]
    turns: tuple[Turn, ...]


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
    return Task((*pieces, "句：", *map(_line, passage.pieces), "\n答：\n"), turns)


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
