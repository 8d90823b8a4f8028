"""A decider that answers from labelled claims, and so shows what right decisions become: it can only choose options."""

import importlib.util
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from nlp.choices import Answer, CellDraft, Figure, Head, Passage, Question, Slot, nothing
from nlp.decider import Context, Decided
from nlp.event_gate import KINDS
from nlp.table_gate import read_as

EVAL = Path(os.environ.get("BANGYAN_EVAL", Path(__file__).parent.parent.parent / "shared" / "eval"))
DEV = EVAL / "dev" / "claims.jsonl"

Gold = dict[str, Any]


def scorer() -> ModuleType:
    """The scorer that comes with the labelled articles."""
    spec = importlib.util.spec_from_file_location("eval_score", EVAL / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def labelled() -> list[Gold]:
    """The labelled articles."""
    return [json.loads(line) for line in DEV.read_text("utf-8").splitlines()]


@dataclass
class ScriptedDecider:
    """Answers each question with the gold claims of its article; what is not among the options is lost."""

    gold: Sequence[Gold]
    text: str
    score: ModuleType
    events: Sequence[Gold] = ()

    def decide(self, context: Context, passages: Sequence[Passage]) -> Decided:
        """The gold's choices."""
        del context
        return Decided(tuple(self._answer(passage) for passage in passages))

    def _answer(self, passage: Passage) -> Answer:
        if passage.kind == "relation":
            return tuple(map(nothing, passage.questions))  # the labels say nothing of it
        if passage.kind == "event":
            told = [event for event in self.events if self._stands_in(event, passage)]
            return tuple(self._event(question, told) for question in passage.questions)
        here = [claim for claim in self.gold if self._stands_in(claim, passage)]
        if passage.kind == "table":
            return self._table(passage, here)
        return tuple(self._links(question, here) for question in passage.questions)

    def _stands_in(self, claim: Gold, passage: Passage) -> bool:
        at = self.text.find(claim["evidence"])
        while at >= 0:
            if at < passage.end and passage.start < at + len(claim["evidence"]):
                return True
            at = self.text.find(claim["evidence"], at + 1)
        return False

    def _event(self, question: Question, gold: list[Gold]) -> tuple[tuple[int, ...], ...]:
        kinds = [option.name for option in question.slots[0].options]
        event = next((e for e in gold if KINDS[e["type"]] in kinds), None)
        if event is None:
            return nothing(question)
        gold.remove(event)  # each is told once
        said = {"type": [KINDS[event["type"]]], "who": event["who"], "what": [event["what"] or ""]}
        return tuple(self._told(slot, {**said, "date": [event["date"] or ""]}[slot.role]) for slot in question.slots)

    def _told(self, slot: Slot, said: Sequence[str]) -> tuple[int, ...]:
        fold = self.score.fold
        found = [
            i
            for i, option in enumerate(slot.options)
            if any(fold(name) and (fold(name) in fold(option.name) or fold(option.name) in fold(name)) for name in said)
        ]
        return tuple(found if slot.several else found[:1])

    def _table(self, passage: Passage, gold: Sequence[Gold]) -> Answer:
        keys = {self.score.claim_key(claim) for claim in gold}
        left_out, *heads = passage.questions
        kinds = [self._kind(question, passage.cells, keys) for question in heads]
        labels = {label for cell in passage.cells if self._right(cell, keys) for label in (cell.row, cell.column)}
        labels |= {cell.row for q, k in zip(heads, kinds, strict=True) if k for cell in _under(q, passage.cells)}
        slot = left_out.slots[0]
        out = tuple(i for i, option in enumerate(slot.options) if option.label not in labels)
        return ((out,), *((kind,) for kind in kinds))

    def _kind(self, question: Question, cells: Sequence[CellDraft], keys: set[Any]) -> tuple[int, ...]:
        """What a head is: that under which most of its cells are labelled claims, if any is."""
        assert isinstance(question.about, Head)
        options, under = question.slots[0].options, _under(question, cells)
        told = [sum(self._right(c, keys, question.about, o.name) for c in under) for o in options]
        return (told.index(max(told)),) if any(told) else ()

    def _right(self, cell: CellDraft, keys: set[Any], head: Head | None = None, kind: str = "") -> bool:
        draft = read_as(cell.draft, head, kind) if head else cell.draft
        return self.score.claim_key(vars_of(draft)) in keys

    def _links(self, question: Question, gold: Sequence[Gold]) -> tuple[tuple[int, ...], ...]:
        figure = question.about
        if not question.slots or not isinstance(figure, Figure):
            return nothing(question)
        fitting = [c for c in gold if c["kind"] == figure.kind and float(c["value"]) == figure.value]
        links = [link for claim in fitting if (link := self._link(question, claim)) is not None]
        if not links:
            return nothing(question)
        models = tuple(dict.fromkeys(link[0][0] for link in links if link[1:] == links[0][1:]))
        subsets = list(dict.fromkeys(link[2:3] for link in links if link[:2] == links[0][:2]))
        if question.slots[0].several and len(models) > 1:
            return (models, *links[0][1:])
        if len(subsets) > 1 and question.slots[2].several:
            return (*links[0][:2], tuple(i for places in subsets for part in places for i in part), *links[0][3:])
        return links[0]

    def _link(self, question: Question, claim: Gold) -> tuple[tuple[int, ...], ...] | None:
        found = []
        for slot in question.slots:
            places = self._places(slot, claim)
            if places is None:
                return None
            found.append(places)
        roles = {slot.role for slot in question.slots}
        if (claim.get("subset") and "subset" not in roles) or (claim.get("setting") and "setting" not in roles):
            return None
        return tuple(found)

    def _places(self, slot: Slot, claim: Gold) -> tuple[int, ...] | None:
        same = getattr(self.score, slot.role)
        said = same(claim.get(slot.role))
        fits = [i for i, option in enumerate(slot.options) if same(option.name) == said]
        if fits or (not said and slot.none):
            return tuple(fits[:1]) if said else ()
        return self._joined(slot, said, same) if slot.role == "setting" else None

    def _joined(self, slot: Slot, said: str, same: Any) -> tuple[int, ...] | None:
        parts = [i for i, option in enumerate(slot.options) if same(option.name) in said]
        return tuple(parts) if slot.several and len(parts) > 1 else None


def _under(question: Question, cells: Sequence[CellDraft]) -> list[CellDraft]:
    """The cells under, or beside, the head that is asked about."""
    return [cell for cell in cells if question.label in (cell.row, cell.column)]


def vars_of(draft: Any) -> Gold:
    """A draft as the scorer takes it."""
    return {name: getattr(draft, name) for name in ("kind", "model", "benchmark", "subset", "setting", "value")}


def claims_found(found: Iterable[Any]) -> list[Gold]:
    """Claims as the scorer takes them."""
    return [claim.model_dump() for claim in found]
