"""What makes two finds of one article the same find, and how a reading falls into finds."""

import json
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from data.errors import InputError
from data.fields import (
    AliasFields,
    ClaimFields,
    EntityFields,
    EventFields,
    FindKind,
    Reading,
    RelationFields,
    RoleFields,
)
from data.folding import fold, name_key
from data.language import say


@dataclass(frozen=True)
class Find:
    """One thing that a reading says of an article; `key` tells it from the others of its kind there."""

    kind: FindKind
    key: str
    body: dict[str, Any]


def finds_of(reading: Reading, text: str) -> tuple[list[Find], int]:
    """The finds of a reading, each once, and how many were dropped because `text` has no such slice."""
    every = [*map(_claim, reading.claims), *map(_event, reading.events)]
    every += [*map(_entity, reading.entities), *map(_alias, reading.aliases), *map(_role, reading.roles)]
    every += [*map(_relation, reading.relations), *map(_opinion, reading.opinions)]
    grounded = [find for find in every if _grounded(find.body, text)]
    unique = {(find.kind, find.key): find for find in reversed([*grounded, *_summary(reading), *_left_out(reading)])}
    return list(reversed(unique.values())), len(every) - len(grounded)


def claim_key(claim: ClaimFields) -> str:
    """The key of a claim: everything that is said, but not where."""
    value = repr(float(claim.value))
    names = (name_key(claim.model), name_key(claim.benchmark))
    return _text(claim.kind, *names, _fold(claim.subset), _fold(claim.setting), value, _fold(claim.scope))


def event_key(event: EventFields) -> str:
    """The key of an event: everything that is said, but not where."""
    who = sorted(name_key(name) for name in event.who)
    return _text(event.type, event.date, who, _fold(event.what))


def claim_question(body: dict[str, Any]) -> tuple[str | None, ...]:
    """What a claim answers; another value for the same supersedes it in a newer version of its article."""
    names = (name_key(body["model"]), name_key(body["benchmark"]))
    return (body["kind"], *names, _fold(body["subset"]), _fold(body["setting"]))


def mended(claim: ClaimFields, edited: dict[str, Any]) -> dict[str, Any]:
    """The fields that a person mends in a claim, validated with the others; raises InputError naming a wrong one."""
    fields = {name: getattr(claim, name) for name in ClaimFields.model_fields}
    for name in sorted(edited.keys() - fields.keys()):
        raise InputError(say(f"主张没有这个字段：'{name}'", f"no such field of a claim: '{name}'; see its JSON"))
    try:
        checked = ClaimFields.model_validate({**fields, **edited}).model_dump()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0] if first["loc"] else "evidence")
        raise InputError(
            say(f"字段不可用：'{name}'：{first['msg']}", f"field cannot be used: '{name}': {first['msg']}")
        ) from error
    return {name: checked[name] for name in edited}


def _claim(claim: ClaimFields) -> Find:
    return Find("claim", claim_key(claim), claim.model_dump())


def _event(event: EventFields) -> Find:
    return Find("event", event_key(event), event.model_dump())


def _opinion(claim: ClaimFields) -> Find:
    """A claim that disputes another's: kept in the log only, so that no table and no figure takes it for a claim."""
    return Find("opinion", claim_key(claim), {**claim.model_dump(), "mark": "disputed"})


def _entity(entity: EntityFields) -> Find:
    return Find("entity", _text(entity.type, entity.name), entity.model_dump())


def _alias(alias: AliasFields) -> Find:
    return Find("alias", _text(alias.type, alias.name, alias.alias), alias.model_dump())


def _role(role: RoleFields) -> Find:
    """A post: kept in the log only, from which `data.roles` tells who is what."""
    return Find("role", _text(name_key(role.person), _fold(role.org), _fold(role.role)), role.model_dump())


def _relation(relation: RelationFields) -> Find:
    """Who made what, and what is a version of what: kept in the log only."""
    return Find("relation", _text(relation.kind, name_key(relation.name), name_key(relation.of)), relation.model_dump())


def _summary(reading: Reading) -> list[Find]:
    if not reading.summary and not reading.keywords:
        return []
    return [Find("summary", "", {"summary": reading.summary, "keywords": reading.keywords})]


def _left_out(reading: Reading) -> list[Find]:
    """What was not looked at: kept in the log only."""
    parts = [part.model_dump() for part in reading.left_out]
    return [Find("left_out", "", {"parts": parts})] if parts else []


def _grounded(body: dict[str, Any], text: str) -> bool:
    slices = [(m["start"], m["end"], m["text"]) for m in body.get("mentions", ())]
    if "evidence" in body:
        slices.append((body["start"], body["end"], body["evidence"]))
    return all(text[start:end] == surface for start, end, surface in slices)


def _fold(part: str | None) -> str | None:
    return None if part is None else fold(part)


def _text(*parts: object) -> str:
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
