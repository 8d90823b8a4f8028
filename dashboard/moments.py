"""What stands on the timeline: events, and the claims of one article together; which of them a reader asked for."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from data.answer import ClaimRow
from data.folding import fold
from data.timeline import EventRow

CLAIM = "claim"  # beside the types of events


@dataclass(frozen=True)
class Scores:
    """The claims of one article; there is at least one."""

    claims: tuple[ClaimRow, ...]

    @property
    def article_id(self) -> int:
        return self.claims[0].article_id

    @property
    def title(self) -> str | None:
        return self.claims[0].title

    @property
    def site(self) -> str | None:
        return self.claims[0].site

    @property
    def day(self) -> str:
        """The article's day; empty where it is not known."""
        return self.claims[0].claimed_on or ""


Moment = EventRow | Scores


@dataclass(frozen=True)
class Wanted:
    """What a reader asked for; an empty part asks for all, and `since` and `until` are months, both included.

    `names` are the claims and events that concern what the word names, by whatever name they call it.
    """

    word: str = ""
    types: Collection[str] = ()
    site: str | None = None
    since: str = ""
    until: str = ""
    claim_ids: Collection[int] = ()
    event_keys: Collection[str] = ()

    def holds(self, row: EventRow | ClaimRow) -> bool:
        """Whether a row is asked for."""
        return self._is_of_type(row) and self._is_in_time(row) and self._is_of_site(row) and self._concerns(row)

    def _is_of_type(self, row: EventRow | ClaimRow) -> bool:
        return not self.types or (row.type if isinstance(row, EventRow) else CLAIM) in self.types

    def _is_of_site(self, row: EventRow | ClaimRow) -> bool:
        return not self.site or row.site == self.site

    def _is_in_time(self, row: EventRow | ClaimRow) -> bool:
        """A year alone is in time where one of its months may be."""
        month = day_of(row)[:7]
        if not self.since and not self.until:
            return True
        since, until = self.since[: len(month)], self.until[: len(month)]
        return bool(month) and since <= month and (not until or month <= until)

    def _concerns(self, row: EventRow | ClaimRow) -> bool:
        if not self.word:
            return True
        known = row.id in self.claim_ids if isinstance(row, ClaimRow) else event_key(row) in self.event_keys
        return known or fold(self.word) in fold(_words(row))


def day_of(row: EventRow | ClaimRow) -> str:
    """The day, month or year under which a row stands; empty where it has none."""
    return row.day if isinstance(row, EventRow) else row.claimed_on or ""


def event_key(event: EventRow) -> str:
    """What tells an event from the others."""
    return event.model_dump_json()


def moments(events: Iterable[EventRow], claims: Iterable[ClaimRow], wanted: Wanted) -> list[Moment]:
    """What is asked for, newest first, with the claims of an article as one."""
    by_article: dict[int, list[ClaimRow]] = {}
    for claim in filter(wanted.holds, claims):
        by_article.setdefault(claim.article_id, []).append(claim)
    scores = [Scores(tuple(sorted(group, key=lambda claim: claim.start))) for group in by_article.values()]
    day: Callable[[Moment], str] = lambda moment: moment.day  # noqa: E731
    return sorted([*filter(wanted.holds, events), *scores], key=day, reverse=True)


def by_month(found: Iterable[Moment]) -> dict[str, tuple[int, int]]:
    """How many events and claims each month has, `YYYY-MM` first to last; what has no month is left out."""
    events: Counter[str] = Counter()
    claims: Counter[str] = Counter()
    for one in found:
        if isinstance(one, Scores):
            claims[one.day[:7]] += len(one.claims)
        else:
            events[one.day[:7]] += 1
    months = sorted(month for month in events | claims if len(month) == len("2026-01"))
    return {month: (events[month], claims[month]) for month in months}


def _words(row: EventRow | ClaimRow) -> str:
    if isinstance(row, EventRow):
        named = (*row.who, row.what)
    else:
        named = (row.model, row.benchmark, row.subset, row.setting, row.scope)
    return "\n".join(part for part in (*named, row.title, row.evidence) if part)
