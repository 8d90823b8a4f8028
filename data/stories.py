"""Stories: an article with its reprints, which of them is the original, and why they are one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pydantic import BaseModel
from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import Session, col

from data.fields import LinkKind
from data.folding import name_key
from data.language import say
from data.likeness import named_source
from data.schema import Article, StoryLink, StoryMember

if TYPE_CHECKING:
    from data.store import Store

EDGE = 300  # characters at each end of a text where a line may name its source
LATEST = 200  # articles of a site that tell by which name it calls itself
PART = 400  # stories in one question

Ground = Literal["alone", "source", "published", "length", "order"]
Outlets = Mapping[str | None, frozenset[str]]


class Merge(BaseModel):
    """Why two articles are of one story: `figure` is the share of the shorter body in the longer, from 0 to 1."""

    article_id: int
    other_id: int
    kind: LinkKind
    figure: float
    joined: str

    def mate(self, article_id: int) -> int:
        """The other article of the two."""
        return self.other_id if self.article_id == article_id else self.article_id


class Member(BaseModel):
    """An article of a story; `named` is the source that its page or its text names."""

    article_id: int
    url: str | None
    title: str | None
    site: str | None
    named: tuple[str, ...]
    published: str | None
    length: int


class Story(BaseModel):
    """An article with its reprints, the original first; `original_by` tells what made it the original."""

    id: int
    original: int
    original_by: Ground
    members: list[Member]
    merges: list[Merge]

    @property
    def has_reprints(self) -> bool:
        """Whether it is more than one article."""
        return len(self.members) > 1

    def reasons(self, article_id: int) -> list[Merge]:
        """Why an article is of this story: its merges with those before it, the original first, or all it has."""
        order = {member.article_id: place for place, member in enumerate(self.members)}
        mine = [merge for merge in self.merges if article_id in (merge.article_id, merge.other_id)]
        mine.sort(key=lambda merge: order[merge.mate(article_id)])
        return [merge for merge in mine if order[merge.mate(article_id)] < order[article_id]] or mine


class Standing(NamedTuple):
    """What makes an article the original: the smallest does."""

    reprints: int  # 2: names another member's outlet as its source, 1: somebody else's, 0: nobody's
    moment: str
    brevity: int
    article_id: int


def story_of(store: "Store", article_id: int) -> Story | None:
    """The story of an article, itself included, with the reason for every merge; None where no such article is kept."""
    with store.session() as session:
        if session.get(Article, article_id) is None:
            return None
        story_id = story_ids(session, [article_id])[article_id]
        members = _members(session, [story_id]).get(story_id) or _alone(session, article_id)
        outlets = _outlets(session, members)
        merges = _merges(session, {member.article_id for member in members})
    ordered = sorted(members, key=lambda member: _standing(member, members, outlets))
    by = _ground([_standing(member, members, outlets) for member in ordered])
    return Story(id=story_id, original=ordered[0].article_id, original_by=by, members=ordered, merges=merges)


def part(store: "Store", article_id: int, at: str) -> list[int]:
    """Take an article out of its story for good and return the other members; as `Store.part`."""
    return store.part(article_id, at=at)


def originals(session: Session, article_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """For each of the articles its story and that story's original."""
    of = story_ids(session, article_ids)
    stories = {story: members for story, members in _members(session, set(of.values())).items() if len(members) > 1}
    outlets = _outlets(session, [member for members in stories.values() for member in members])
    first = {story: _original(members, outlets) for story, members in stories.items()}
    return {article: (story, first.get(story, article)) for article, story in of.items()}


def story_ids(session: Session, article_ids: Collection[int]) -> dict[int, int]:
    """The story of each of the articles."""
    found = {article_id: article_id for article_id in article_ids}
    for some in _parts(article_ids):
        rows = columns(col(StoryMember.article_id), col(StoryMember.story_id))
        found.update((a, s) for a, s in session.execute(rows.where(col(StoryMember.article_id).in_(some))).all())
    return found


def tell(merge: Merge) -> str:
    """Why two articles are of one story, in words."""
    share = f"{merge.figure:.0%}"
    match merge.kind:
        case "verbatim":
            return say(f"正文相同（{share}）", f"the same body ({share})")
        case "trimmed":
            return say(f"一篇的正文有 {share} 在另一篇里", f"{share} of the one's body stands in the other")
        case "reworded":
            return say(f"逐句改写（{share} 的文字相同）", f"reworded sentence by sentence ({share} of the words kept)")


def tell_original(by: Ground) -> str:
    """What made an article the original, in words."""
    told = {
        "alone": say("只有这一篇", "there is no other"),
        "source": say("其他文章注明了别的来源", "the others name another source"),
        "published": say("发布最早", "published first"),
        "length": say("正文最长", "the longest body"),
        "order": say("最先收录", "kept first"),
    }
    return told[by]


# ── what the store says ──


def _members(session: Session, stories: Collection[int]) -> dict[int, list[Member]]:
    found: defaultdict[int, list[Member]] = defaultdict(list)
    for some in _parts(stories):
        rows = (
            _edges().add_columns(col(StoryMember.story_id)).join(StoryMember, col(StoryMember.article_id) == Article.id)
        )
        for row in session.execute(rows.where(col(StoryMember.story_id).in_(some))).all():
            found[row.story_id].append(_member(row))
    return dict(found)


def _alone(session: Session, article_id: int) -> list[Member]:
    return [_member(session.execute(_edges().where(col(Article.id) == article_id)).one())]


def _edges() -> Any:
    text = col(Article.text)
    fields = (col(Article.id), *(col(getattr(Article, n)) for n in ("url", "title", "site", "source", "published")))
    ends = func.substr(text, 1, EDGE).label("head"), func.substr(text, -EDGE).label("tail")
    return columns(*fields, *ends, func.length(text).label("length"))


def _member(row: Any) -> Member:
    named = (row.source, named_source(row.head), named_source(row.tail))
    fields = {name: getattr(row, name) for name in ("url", "title", "site", "published", "length")}
    return Member(article_id=row.id, named=tuple(dict.fromkeys(name for name in named if name)), **fields)


def _merges(session: Session, article_ids: set[int]) -> list[Merge]:
    link, fields = StoryLink, [getattr(StoryLink, name) for name in Merge.model_fields]
    rows = columns(*fields).where(col(link.article_id).in_(article_ids), col(link.parted).is_(None))
    lines = session.execute(rows.order_by(col(link.joined), col(link.article_id), col(link.other_id))).all()
    return [Merge.model_validate(line._asdict()) for line in lines]


def _outlets(session: Session, members: Iterable[Member]) -> Outlets:
    """The names of each site: its id, and what most of its latest articles name as their source."""
    sites = {member.site for member in members}
    return {site: _names_of(session, site) for site in sites}


def _names_of(session: Session, site: str | None) -> frozenset[str]:
    if site is None:
        return frozenset()
    latest = (
        columns(col(Article.source)).where(col(Article.site) == site).order_by(col(Article.id).desc()).limit(LATEST)
    )
    of = latest.subquery().c.source
    counted = columns(of, func.count()).where(of.is_not(None)).group_by(of).order_by(func.count().desc())
    lines = session.execute(counted).all()
    usual = [name for name, many in lines[:1] if 2 * many > sum(line[1] for line in lines)]
    return frozenset(name_key(name) for name in (site, *usual))


def _parts(ids: Collection[int]) -> Iterable[Sequence[int]]:
    every = sorted(ids)
    return (every[i : i + PART] for i in range(0, len(every), PART))


# ── the original ──


def _original(members: Sequence[Member], outlets: Outlets) -> int:
    return min(_standing(member, members, outlets) for member in members).article_id


def _standing(member: Member, members: Sequence[Member], outlets: Outlets) -> Standing:
    own = outlets[member.site]
    foreign = [name_key(name) for name in member.named if not _names(name_key(name), own)]
    theirs = frozenset(name for other in members if other.site != member.site for name in outlets[other.site])
    reprints = 2 if any(_names(name, theirs) for name in foreign) else int(bool(foreign) and member.site is not None)
    return Standing(reprints, _moment(member.published), -member.length, member.article_id)


def _names(name: str, outlets: frozenset[str]) -> bool:
    return any(name == outlet or (len(outlet) > 2 and outlet in name) for outlet in outlets)


def _moment(published: str | None) -> str:
    """For comparing: in UTC; a day alone is later than its hours, an unknown day the latest."""
    if published is None:
        return "~"
    if "T" not in published:
        return published + "~"
    return f"{datetime.fromisoformat(published).astimezone(UTC):%Y-%m-%dT%H:%M:%S}"


def _ground(standings: Sequence[Standing]) -> Ground:
    if len(standings) == 1:
        return "alone"
    first, second = standings[:2]
    place = next(i for i in count() if first[i] != second[i])
    return ("source", "published", "length", "order")[place]
