"""What the ledger answers: claims that say the same as one row, with their sources and with what contradicts them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pydantic import BaseModel

from data.comparing import agree, figure, scope_key, setting_parts, subset_key
from data.fields import ClaimKind
from data.folding import fold, name_key

STATUS_ORDER = ("current", "superseded", "withdrawn", "rejected")

_PLAIN = re.compile(r"[\W_]+")

Tie = Literal["story", "outlet", "sentence"]


class Told(NamedTuple):
    """A claim and the article that makes it; the fields are those of `Claim` and `Article`, and its story.

    A named tuple, as a large ledger has a hundred thousand: it is made three times as fast as a frozen dataclass.
    """

    id: int
    kind: ClaimKind
    model: str
    benchmark: str
    subset: str | None
    setting: str | None
    value: float
    unit: str | None
    scope: str | None
    evidence: str
    start: int
    end: int
    extractor: str
    model_key: str
    benchmark_key: str
    closed_why: str | None
    verdict: str | None
    article_id: int
    url: str | None
    title: str | None
    site: str | None
    source: str | None
    published: str | None
    story: int

    @property
    def day(self) -> str | None:
        """The article's date, without its time."""
        return self.published[:10] if self.published else None

    @property
    def status(self) -> str:
        """How the claim stands: a person's word first, then the article's, then the extractor's."""
        if self.verdict == "rejected":
            return "rejected"
        return self.closed_why if self.closed_why in ("superseded", "withdrawn") else "current"

    @property
    def settings(self) -> frozenset[str]:
        """The conditions that it states, as `setting_parts` spells them."""
        return setting_parts(self.setting)

    @property
    def question(self) -> tuple[str, ...]:
        """What it answers, but for the setting."""
        return (self.kind, self.model_key, self.benchmark_key, subset_key(self.subset), scope_key(self.scope))


@dataclass(frozen=True)
class Saying:
    """A claim as a row: the first article that is asked for and makes it, and all that do."""

    first: Told
    told: tuple[Told, ...]


class OtherValue(BaseModel):
    """Another value for the same question, and who says so."""

    value: float
    id: int
    article_id: int
    url: str | None
    site: str | None
    published: str | None
    evidence: str


class ClaimRow(BaseModel):
    """A claim as `bangyan query --json` gives it; see the contract for each field."""

    kind: ClaimKind
    model: str
    benchmark: str
    subset: str | None
    setting: str | None
    value: float
    unit: str | None
    scope: str | None
    evidence: str
    start: int
    end: int
    extractor: str
    id: int
    article_id: int
    url: str | None
    title: str | None
    site: str | None
    published: str | None
    claimed_on: str | None
    origins: int
    sources: int
    conflicts: list[OtherValue]
    unclear: list[OtherValue]
    status: str
    value_match: bool


_SHARED = [name for name in ClaimRow.model_fields if name in Told._fields]


def sayings(pool: Iterable[Told], wanted: Callable[[Told], bool]) -> list[Saying]:
    """The claims of `pool` folded: one saying for each that an article makes and that is wanted.

    Those that agree in everything said and in status are one; its first article is the earliest that is wanted, and its
    sources are all, wanted or not.
    """
    same: dict[tuple[object, ...], list[Told]] = {}
    for told in pool:
        same.setdefault((told.question, told.settings, told.value, told.status), []).append(told)
    shown = ((group, [told for told in group if wanted(told)]) for group in same.values())
    return [Saying(min(some, key=_earliest), tuple(group)) for group, some in shown if some]


def current_by_question(pool: Iterable[Told]) -> dict[tuple[str, ...], list[Told]]:
    """The claims in force by what they answer."""
    found: dict[tuple[str, ...], list[Told]] = {}
    for told in pool:
        if told.status == "current":
            found.setdefault(told.question, []).append(told)
    return found


def row(saying: Saying, current: Mapping[tuple[str, ...], Sequence[Told]], *, value_match: bool) -> ClaimRow:
    """A saying as a row, with the other values of its question.

    Two claims contradict each other (`conflicts`) where both state the same setting; where neither states one they may
    (`unclear`). Where only one does, they are not compared. Values that are one another rounded do not differ.
    """
    first = saying.first
    others = _others(first, current.get(first.question, ())) if first.status == "current" else []
    return ClaimRow(
        **{name: getattr(first, name) for name in _SHARED},
        claimed_on=first.day,
        origins=count_origins(saying.told),
        sources=len({told.article_id for told in saying.told}),
        conflicts=others if first.settings else [],
        unclear=[] if first.settings else others,
        status=first.status,
        value_match=value_match,
    )


def count_origins(told: Sequence[Told]) -> int:
    """How many independent sources say it; as `origins`."""
    return 1 if len(told) == 1 else len(origins(told))


def origins(told: Sequence[Told]) -> list[list[Told]]:
    """Who says it, by independent source, in the order of each one's first.

    Articles are of one origin where they are of one story, come from one outlet, name the same source (来源) or one
    another's outlet, or have the same sentence but for case, width and punctuation.
    """
    groups: list[tuple[set[str], list[int]]] = []
    for place, claim in enumerate(told):
        marks, places = _marks(claim), [place]
        for known, others in [group for group in groups if group[0] & marks]:
            marks, places = marks | known, others + places
            groups.remove((known, others))
        groups.append((marks, sorted(places)))
    return [[told[place] for place in places] for _, places in sorted(groups, key=lambda group: group[1])]


def tie(told: Told, others: Iterable[Told]) -> Tie:
    """What makes a claim and others of its origin one source; a story before an outlet before a sentence."""
    shared = {mark.partition(" ")[0] for mark in _marks(told) & set().union(*map(_marks, others))}
    return "story" if "story" in shared else "outlet" if "outlet" in shared else "sentence"


def _marks(told: Told) -> set[str]:
    outlets = {f"outlet {name_key(name)}" for name in (told.source, told.site) if name}
    return {f"story {told.story}", f"says {_PLAIN.sub('', fold(told.evidence))}"} | outlets


def _others(told: Told, rivals: Iterable[Told]) -> list[OtherValue]:
    mine, settings = figure(told.value), told.settings
    differing = [rival for rival in rivals if rival.value != told.value and rival.settings == settings]
    other: dict[float, Told] = {}
    for rival in sorted(differing, key=_earliest):
        if not agree(mine, figure(rival.value)):
            other.setdefault(rival.value, rival)
    return [OtherValue(**{name: getattr(rival, name) for name in OtherValue.model_fields}) for rival in other.values()]


def _earliest(told: Told) -> tuple[bool, str, int]:
    return (told.published is None, told.published or "", told.id)
