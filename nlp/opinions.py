"""Two readings of one article side by side: where they agree, what only one of them found, where they differ.

The rules' word is the one shown. Where the model ties the same value of the same sentence to something else, its claim
is kept as a second opinion, which disputes the rules'; what only the model found enters as its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from data.fields import ClaimFields, EventFields, Reading
from data.finds import claim_key, event_key
from data.folding import name_key


@dataclass(frozen=True, slots=True)
class Compared:
    """The model's finds sorted by what the rules say to them, and the rules' finds that the model has not."""

    agreed: tuple[ClaimFields, ...]
    only_model: tuple[ClaimFields, ...]
    disputed: tuple[ClaimFields, ...]
    only_rules: tuple[ClaimFields, ...]


def compare(rules: Sequence[ClaimFields], model: Sequence[ClaimFields]) -> Compared:
    """Sort the model's claims by what the rules say to them."""
    known = {claim_key(claim) for claim in rules}
    told = {claim_key(claim) for claim in model}
    agreed = tuple(claim for claim in model if claim_key(claim) in known)
    others = [claim for claim in model if claim_key(claim) not in known]
    disputed = tuple(claim for claim in others if any(_same_figure(claim, one) for one in rules))
    return Compared(
        agreed,
        tuple(claim for claim in others if claim not in disputed),
        disputed,
        tuple(claim for claim in rules if claim_key(claim) not in told),
    )


def beside(rules: Reading, model: Reading) -> Reading:
    """What the model's reading adds to the rules': finds that both have or only it, and its second opinions.

    Names, summary and keywords are the rules', and so is whom a name means where both say it.
    """
    compared = compare(rules.claims, model.claims)
    meant = {name_key(alias.alias): name_key(alias.name) for alias in rules.aliases}
    return Reading(
        claims=[*compared.agreed, *compared.only_model],
        events=[event for event in model.events if not any(_differs(event, one) for one in rules.events)],
        aliases=[one for one in model.aliases if meant.get(name_key(one.alias)) in (None, name_key(one.name))],
        relations=model.relations,
        opinions=list(compared.disputed),
    )


def merged(rules: Reading, model: Reading) -> list[tuple[ClaimFields, str]]:
    """The claims shown where nothing is kept, in the order of the text, each with who found it."""
    only = compare(rules.claims, model.claims).only_model
    every = [*((claim, "rules") for claim in rules.claims), *((claim, "llm") for claim in only)]
    return sorted(every, key=lambda pair: pair[0].start)


def _same_figure(one: ClaimFields, other: ClaimFields) -> bool:
    return one.kind == other.kind and one.value == other.value and _overlap(one, other)


def _differs(one: EventFields, other: EventFields) -> bool:
    """Whether both tell of one thing in one place, in different words."""
    return one.type == other.type and _overlap(one, other) and event_key(one) != event_key(other)


def _overlap(one: ClaimFields | EventFields, other: ClaimFields | EventFields) -> bool:
    return one.start < other.end and other.start < one.end
