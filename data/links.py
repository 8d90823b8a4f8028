"""Which pairs of articles are one story, as lines of the log, and the rows that follow from these."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from sqlalchemy import delete, func, insert, or_, update
from sqlalchemy import select as columns
from sqlmodel import Session, col

from data.likeness import Body, Likeness, likeness
from data.log import Stamp, history
from data.schema import Article, LogAct, LogEntry, StoryLink, StoryMember
from data.signatures import add_bands, candidates

KIND = "reprint"
ENOUGH = 3  # links of an article to one story, so that it holds when one of its members is parted
READER, READER_VERSION = "stories", "1"

Pair = tuple[int, int]  # the ids of two articles, the larger first


def new_links(session: Session, article_id: int, body: Body, bands: Sequence[int], at: str) -> list[LogEntry]:
    """The lines which say of whom an article, kept or changed just now, is a reprint, and of whom no longer.

    Its bands are noted on the way.
    """
    linked = {_other(pair, article_id) for pair in _links(session, {article_id})}
    alike = _alike(session, article_id, body, {*candidates(session, article_id, bands), *linked})
    add_bands(session, article_id, bands)
    gone = [_line(session, "closed", (article_id, other), {"why": "unlike"}, at) for other in linked - alike.keys()]
    joined = _joinable(session, article_id, alike, linked & alike.keys())
    return gone + [_line(session, "found", (article_id, other), asdict(alike[other]), at) for other in joined]


def partings(session: Session, article_id: int, at: str) -> list[LogEntry]:
    """The lines by which a person takes an article out of its story: it and each other member are parted for good."""
    others = sorted(members(session, article_id) - {article_id})
    return [_line(session, "judged", (article_id, other), {"verdict": "parted"}, at) for other in others]


def members(session: Session, article_id: int) -> set[int]:
    """The articles that links join to this one, itself included."""
    found, fresh = {article_id}, {article_id}
    while fresh:
        fresh = {one for pair in _links(session, fresh) for one in pair} - found
        found |= fresh
    return found


def write_link(session: Session, lines: Sequence[LogEntry]) -> None:
    """Bring the row of a pair, and the stories of its two articles, up to date with the whole history of the pair."""
    pair = (lines[0].article_id, int(lines[0].key))
    session.execute(delete(StoryLink).where(col(StoryLink.article_id) == pair[0], col(StoryLink.other_id) == pair[1]))
    parted = next((line.at for line in lines if line.act == "judged"), None)
    held = lines[-1] if lines[-1].act == "found" else None
    if parted:
        session.execute(insert(StoryLink), [_row(pair, parted=parted)])
    elif held:
        session.execute(insert(StoryLink), [_row(pair, joined=held.at, **held.body)])
    regroup(session, pair)


def regroup(session: Session, article_ids: Iterable[int]) -> None:
    """Write anew of which stories these articles, and those that links join to them, are members."""
    left = set(article_ids)
    while left:
        story = members(session, min(left))
        session.execute(delete(StoryMember).where(col(StoryMember.article_id).in_(story)))
        session.execute(insert(StoryMember), [{"article_id": one, "story_id": min(story)} for one in sorted(story)])
        left -= story


def every_alone(session: Session) -> None:
    """Make each article a story of its own, as it is before any line of the log says otherwise."""
    session.execute(delete(StoryLink))
    session.execute(update(StoryMember).values(story_id=col(StoryMember.article_id)))


def unsorted(session: Session, limit: int) -> Sequence[tuple[int, str]]:
    """Articles with their texts, the latest first, that were kept before stories were told apart."""
    oldest = session.execute(columns(func.min(Article.id))).scalar_one_or_none()
    # The oldest is sorted last: once it is, so are all, and we need not look through them.
    if oldest is None or session.get(StoryMember, oldest) is not None:
        return []
    unknown = ~columns(col(StoryMember.article_id)).where(col(StoryMember.article_id) == col(Article.id)).exists()
    texts = columns(col(Article.id), col(Article.text)).where(unknown).order_by(col(Article.id).desc()).limit(limit)
    return [(one, text) for one, text in session.execute(texts).all()]


def _row(pair: Pair, **given: object) -> dict[str, object]:
    empty = dict.fromkeys(("kind", "figure", "joined", "parted"))
    return {**empty, "article_id": pair[0], "other_id": pair[1], **given}


def _alike(session: Session, article_id: int, body: Body, near: set[int]) -> dict[int, Likeness]:
    if not near:
        return {}
    parted = {_other(pair, article_id) for pair in _links(session, {article_id}, parted=True)}
    texts = columns(col(Article.id), col(Article.text)).where(col(Article.id).in_([*near]))
    bodies = {one: Body(text) for one, text in session.execute(texts).all() if one not in parted}
    found = {one: likeness(body, bodies[one]) for one in near if one in bodies}
    return {one: how for one, how in found.items() if how is not None}


def _joinable(session: Session, article_id: int, alike: dict[int, Likeness], linked: set[int]) -> Iterator[int]:
    """Those that may join it, the likest first: what a person has parted must not come together by way of a third."""
    story = set().union(*(members(session, one) for one in linked)) | {article_id}
    for other in sorted(alike.keys() - linked, key=lambda one: (-alike[one].figure, one)):
        theirs = members(session, other) - {article_id}
        if (len(linked) >= ENOUGH and other in story) or (other not in story and _are_parted(session, story, theirs)):
            continue
        linked = {*linked, other}
        story |= theirs
        yield other


def _are_parted(session: Session, some: set[int], others: set[int]) -> bool:
    return any(
        (one in some and other in others) or (one in others and other in some)
        for one, other in _links(session, others, parted=True)
    )


def _links(session: Session, article_ids: set[int], *, parted: bool = False) -> list[Pair]:
    one, other = col(StoryLink.article_id), col(StoryLink.other_id)
    pairs = columns(one, other).where(or_(one.in_(article_ids), other.in_(article_ids)))
    return [(a, b) for a, b in session.execute(pairs.where(col(StoryLink.parted).is_not(None) == parted)).all()]


def _other(pair: Pair, article_id: int) -> int:
    return pair[1] if pair[0] == article_id else pair[0]


def _line(session: Session, act: LogAct, pair: Pair, body: dict[str, object], at: str) -> LogEntry:
    article_id, other = max(pair), min(pair)
    version = session.execute(columns(col(Article.version)).where(col(Article.id) == article_id)).scalar_one()
    reader = ("person", "") if act == "judged" else (READER, READER_VERSION)
    stamp = Stamp(article_id, version, *reader, at)
    return LogEntry(act=act, kind=KIND, key=str(other), body=body, **asdict(stamp))


def past_of(session: Session, lines: Iterable[LogEntry]) -> list[LogEntry]:
    """All earlier lines about the pairs of these."""
    return [old for line in lines for old in history(session, line.article_id, kind=KIND, key=line.key)]
