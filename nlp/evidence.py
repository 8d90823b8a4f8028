"""Where a claim's proof stands: drafts become claims only where their slice of the text holds the value they state."""

import re
from collections.abc import Iterable, Iterator

from data.fields import ClaimFields, ClaimKind
from data.frozen import frozen
from data.numbers import find_numbers

_PLACE_WORDS = {
    1: re.compile(
        r"榜首|首位|冠军|冠軍|夺冠|奪冠|桂冠|登顶|登頂|居首|SOTA|头名|頭名|第一|榜一|魁首|夺魁|奪魁|头筹|頭籌|头把|頭把|TOP\s*1|NO\.?\s*1",
        re.IGNORECASE,
    ),
    2: re.compile(r"第二|亚军|亞軍|次席"),
    3: re.compile(r"第三|季军|季軍"),
}


@frozen
class Draft:
    """A claim before its proof is checked; `start` and `end` bound the sentence or row that is said to carry it."""

    kind: ClaimKind
    model: str
    benchmark: str
    value: float
    start: int
    end: int
    subset: str | None = None
    setting: str | None = None
    unit: str | None = None
    scope: str | None = None
    bound: bool = False  # 不到, 突破: it counts only where no exact figure stands
    in_heading: bool = False
    in_table: bool = False


@frozen
class Drafted:
    """Drafts, and how many names and values were left out where too many stood in one place."""

    drafts: list[Draft]
    left_out: int = 0


@frozen
class Grounded:
    """Claims that stand in the text, and how many drafts were dropped because their value stood not in their slice.

    `left_out` says for each part that was checked what it had left out.
    """

    claims: tuple[ClaimFields, ...]
    dropped: int
    left_out: tuple[int, ...] = ()


def ground(text: str, *found: Drafted) -> Grounded:
    """Check each draft against its slice of `text`; a figure stated twice is one claim, at its fullest mention."""
    drafts = [draft for part in found for draft in part.drafts]
    standing = list(_standing(text, drafts))
    exact = {(d.benchmark, d.subset, d.model) for d in standing if not d.bound and d.kind == "score"}
    kept = [d for d in standing if not d.bound or not _has_exact(d, exact)]
    claims = tuple(_claim(text, draft) for draft in _once(kept))
    return Grounded(claims, len(drafts) - len(standing), tuple(part.left_out for part in found))


def _standing(text: str, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """The drafts whose value, or for a rank a word for its place, stands in their slice."""
    worth: dict[tuple[int, int], set[float]] = {}
    for draft in drafts:
        span = draft.start, draft.end
        if span not in worth:
            worth[span] = {number.value for number in find_numbers(text[slice(*span)])}
        word = _PLACE_WORDS.get(int(draft.value)) if draft.kind == "rank" else None
        if draft.value in worth[span] or (word and word.search(text, *span)):
            yield draft


def _has_exact(draft: Draft, exact: set[tuple[str, str | None, str]]) -> bool:
    return any(
        (benchmark, subset) == (draft.benchmark, draft.subset) and (draft.model in model or model in draft.model)
        for benchmark, subset, model in exact
    )


def _once(drafts: list[Draft]) -> list[Draft]:
    best: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        key = (draft.kind, draft.model, draft.benchmark, draft.subset, draft.setting, draft.value, draft.scope)
        if key not in best or _tells_more(draft, best[key]):
            best[key] = draft
    return sorted(best.values(), key=lambda draft: draft.start)


def _tells_more(later: Draft, before: Draft) -> bool:
    """The body tells more than a heading, and a later sentence more than the one that announced it."""
    if later.in_heading != before.in_heading:
        return before.in_heading
    return not later.in_table and not before.in_table


def _claim(text: str, draft: Draft) -> ClaimFields:
    return ClaimFields(
        kind=draft.kind,
        model=draft.model,
        benchmark=draft.benchmark,
        subset=draft.subset,
        setting=draft.setting,
        value=draft.value,
        unit=draft.unit,
        scope=draft.scope,
        evidence=text[draft.start : draft.end],
        start=draft.start,
        end=draft.end,
    )
