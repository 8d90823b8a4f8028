"""What happened in a day, week or month: new figures and events, each once, by company."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import col

from data.answer import ClaimRow
from data.folding import name_key
from data.periods import Period, before
from data.query import first_claimed
from data.schema import Article, StoryMember
from data.stories import originals
from data.timeline import EventRow, ToldEvent, told_between

if TYPE_CHECKING:
    from data.lexicon import Lexicon
    from data.store import Store

LATE = 7  # days by which an article may come after what it tells and still be news
NEAR = 3  # days between two dates of what is one event
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "releases": ("release", "open_source"),
    "claims": (),
    "fundings": ("funding",),
    "deals": ("acquisition", "ipo", "earnings"),
    "partnerships": ("partnership",),
    "people": ("appointment",),
    "regulation": ("regulation",),
    "boards": ("leaderboard",),
    "conferences": ("conference",),
    "research": ("research",),
}
OF_THINGS = frozenset({"release", "open_source", "leaderboard", "acquisition", "research"})
OF_SEVERAL = frozenset({"appointment", "partnership", "conference", "regulation"})


class News(EventRow):
    """An event, told where its story began; `other_dates` are the days that other articles give it."""

    articles: int  # that tell it, reprints included
    stories: int  # that tell it, a story with its reprints counted once
    other_dates: list[str]


@dataclass(frozen=True)
class Company:
    """What one company did, newest first; `name` is None where nobody is named."""

    name: str | None
    news: tuple[News, ...] = ()
    claims: tuple[ClaimRow, ...] = ()


@dataclass(frozen=True)
class Section:
    """One kind of news, the company with most of it first."""

    kind: str  # a key of SECTIONS
    companies: tuple[Company, ...]

    @property
    def count(self) -> int:
        """How many lines it has."""
        return sum(len(one.news) + len(one.claims) for one in self.companies)


@dataclass(frozen=True)
class Digest:
    """A period's news; sections without any are left out."""

    period: Period
    articles: int
    stories: int
    sections: tuple[Section, ...]


def digest(store: "Store", lexicon: "Lexicon", period: Period) -> Digest:
    """What was first told in `period`: events of then or of the week before it, plans, and new figures in force.

    Reprints of one story count once, and so does an event that several stories tell; what was told before the period
    is no news. Articles without a date count by the day that they were fetched.
    """
    makers = _Makers(lexicon)
    events = _news(store, period)
    told = {kind: [one for one in events if one.type in types] for kind, types in SECTIONS.items()}
    sections = [
        Section(kind, makers.of_claims(first_claimed(store, period.since, period.until)))
        if kind == "claims"
        else Section(kind, makers.of_news(told[kind]))
        for kind in SECTIONS
    ]
    return Digest(period, *_counts(store, period), tuple(section for section in sections if section.companies))


def rows(found: Digest) -> Iterator[dict[str, Any]]:
    """Each line of a digest as a row: its section, its company, and the event or claim."""
    for section in found.sections:
        for company in section.companies:
            for one in (*company.news, *company.claims):
                yield {"section": section.kind, "company": company.name, **_plain(one)}


def _plain(one: BaseModel) -> dict[str, Any]:
    return one.model_dump(mode="json")


def _counts(store: "Store", period: Period) -> tuple[int, int]:
    day = func.coalesce(Article.published, Article.fetched)
    story = func.coalesce(col(StoryMember.story_id), col(Article.id))
    found = columns(func.count(), func.count(func.distinct(story))).select_from(Article)
    joined = found.outerjoin(StoryMember, col(StoryMember.article_id) == col(Article.id))
    with store.session() as session:
        line = session.execute(joined.where(day >= period.since, day < period.until + "\uffff")).one()
    return line[0], line[1]


# ── events, each once ──


@dataclass
class _Group:
    """The articles' tellings of one event, the earliest first."""

    told: list[ToldEvent]

    @property
    def first(self) -> str:
        return self.told[0].told_on

    def dates(self) -> list[str]:
        return list(dict.fromkeys(row.date for row in self.told if row.date))


def _news(store: "Store", period: Period) -> list[News]:
    found = sorted(
        told_between(store, before(period, LATE), period.until), key=lambda row: (row.told_on, row.article_id)
    )
    with store.session() as session:
        of = originals(session, {row.article_id for row in found})
    groups = [group for group in _groups(found, of) if period.holds(group.first) and _is_news(group, period)]
    return sorted(
        (_told(group, of) for group in groups), key=lambda one: (one.date or one.day, one.article_id), reverse=True
    )


def _is_news(group: _Group, period: Period) -> bool:
    """Whether it is of the period, of shortly before, or to come; what is only looked back on is none."""
    since = before(period, LATE)
    return any(row.planned or row.date >= since[: len(row.date)] for row in group.told if row.date)


def _groups(found: Iterable[ToldEvent], of: Mapping[int, tuple[int, int]]) -> list[_Group]:
    groups: list[_Group] = []
    by_name: defaultdict[tuple[str, str], list[_Group]] = defaultdict(list)
    for row in found:
        keys = {(row.type, name_key(name)) for name in row.who or [row.what or row.evidence]}
        near = (group for key in sorted(keys) for group in by_name[key])
        same = next((group for group in near if any(_is_same(row, other, of) for other in group.told)), None)
        if same is None:
            same = _Group([])
            groups.append(same)
        same.told.append(row)
        for key in keys:
            if same not in by_name[key]:
                by_name[key].append(same)
    return groups


def _is_same(one: EventRow, other: EventRow, of: Mapping[int, tuple[int, int]]) -> bool:
    """Whether two tellings of one type by somebody in common are of one event."""
    if one.article_id == other.article_id:  # an article tells each event once
        return False
    same_story = of[one.article_id][0] == of[other.article_id][0]
    if not same_story and not _are_near(one.date, other.date):
        return False
    if one.type in OF_THINGS and one.what and other.what:
        return _overlap(one.what, other.what)
    if one.type in OF_SEVERAL:
        return set(map(name_key, one.who)) == set(map(name_key, other.who))
    return True


def _overlap(one: str, other: str) -> bool:
    first, second = name_key(one), name_key(other)
    return first in second or second in first


def _are_near(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return False
    if len(one) < 10 or len(other) < 10:
        return one.startswith(other) or other.startswith(one)
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= NEAR


def _told(group: _Group, of: Mapping[int, tuple[int, int]]) -> News:
    """The telling of an original, the one with the most exact date first."""
    best = min(group.told, key=lambda row: (of[row.article_id][1] != row.article_id, -len(row.date or "")))
    others = [
        day for day in group.dates() if best.date and not best.date.startswith(day) and not day.startswith(best.date)
    ]
    return News(
        **best.model_dump(exclude={"told_on"}),
        articles=len({row.article_id for row in group.told}),
        stories=len({of[row.article_id][0] for row in group.told}),
        other_dates=others,
    )


# ── by company ──


class _Makers:
    """Whose news it is."""

    def __init__(self, lexicon: "Lexicon") -> None:
        self._lexicon = lexicon

    def of_news(self, news: Iterable[News]) -> tuple[Company, ...]:
        by: defaultdict[str | None, list[News]] = defaultdict(list)
        for one in news:
            by[self._actor(one)].append(one)
        return _most_first([Company(name, news=tuple(ones)) for name, ones in by.items()])

    def of_claims(self, claims: Iterable[ClaimRow]) -> tuple[Company, ...]:
        by: defaultdict[str | None, list[ClaimRow]] = defaultdict(list)
        for one in claims:
            by[self._maker(one.model)].append(one)
        return _most_first([Company(name, claims=tuple(ones)) for name, ones in by.items()])

    def _actor(self, one: News) -> str | None:
        """The first company that acts, else whoever does, else the maker of what it is about."""
        orgs = [entry.name for name in one.who if (entry := self._lexicon.entry("org", name))]
        return next(iter([*orgs, *one.who]), None) or (self._maker(one.what) if one.what else None)

    def _maker(self, model: str) -> str | None:
        match = next(iter(self._lexicon.find(model)), None)
        if match is None:
            return None
        return match.name if match.entry.type == "org" else match.entry.maker


def _most_first(companies: Sequence[Company]) -> tuple[Company, ...]:
    def order(one: Company) -> tuple[bool, int, str]:
        return one.name is None, -len(one.news) - len(one.claims), one.name or ""

    return tuple(sorted(companies, key=order))
