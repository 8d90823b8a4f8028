"""Which pairs of articles are one story, as lines of the log, and the rows that follow from these.

Its questions are plain SQL: an article is sorted whenever one is kept, and building them took longer than answering.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import text as sql
from sqlmodel import Session, col, select

from data.fields import LogAct
from data.likeness import Body, Likeness, likeness
from data.log import Stamp
from data.schema import LogEntry
from data.signatures import add_bands, candidates

KIND = "reprint"
ENOUGH = 3  # links of an article to one story, so that it holds when one of its members is parted
READER, READER_VERSION = "stories", "1"

AMONG = "(SELECT value FROM json_each(:ids))"
BEGIN = sql("INSERT OR IGNORE INTO story_member (article_id, story_id) VALUES (:id, :id)")
TEXTS = sql(f"SELECT id, text FROM article WHERE id IN {AMONG}")  # noqa: S608  no values in it, nor below
VERSIONS = sql(f"SELECT id, version FROM article WHERE id IN {AMONG}")  # noqa: S608
PAIRS = sql(
    "SELECT article_id, other_id, parted IS NOT NULL FROM story_link"  # noqa: S608
    f" WHERE article_id IN {AMONG} OR other_id IN {AMONG}"
)
MEMBERS = sql(
    "WITH RECURSIVE story (id) AS (SELECT :id UNION"
    " SELECT CASE link.article_id WHEN story.id THEN link.other_id ELSE link.article_id END"
    " FROM story JOIN story_link AS link ON link.article_id = story.id OR link.other_id = story.id"
    " WHERE link.parted IS NULL) SELECT id FROM story"
)
GROUP = sql(f"UPDATE story_member SET story_id = :story WHERE article_id IN {AMONG}")  # noqa: S608
LINK = sql(
    "INSERT OR REPLACE INTO story_link (article_id, other_id, kind, figure, joined, parted)"
    " VALUES (:article_id, :other_id, :kind, :figure, :joined, :parted)"
)
UNLINK = sql("DELETE FROM story_link WHERE article_id = :article_id AND other_id = :other_id")
OLDEST_IS_SORTED = sql("SELECT count(*) FROM story_member WHERE article_id = (SELECT min(id) FROM article)")
UNSORTED = sql(
    "SELECT id, text FROM article WHERE id NOT IN (SELECT article_id FROM story_member) ORDER BY id DESC LIMIT :limit"
)
ALONE = sql("DELETE FROM story_link"), sql("UPDATE story_member SET story_id = article_id")

Pair = tuple[int, int]  # the ids of two articles, the larger first


def new_links(session: Session, article_id: int, text: str, bands: Sequence[int], at: str) -> list[LogEntry]:
    """The lines which say of whom an article, kept or changed just now, is a reprint, and of whom no longer.

    On the way the article becomes a story of its own, where it is of none yet, and its bands are noted.
    """
    session.execute(BEGIN, {"id": article_id})
    linked, parted = _linked_and_parted(session, article_id)
    near = {*candidates(session, article_id, bands), *linked} - parted
    add_bands(session, article_id, bands)
    alike = _alike(session, text, near)
    lines: dict[Pair, tuple[LogAct, dict[str, object]]] = {
        _pair(article_id, other): ("closed", {"why": "unlike"}) for other in linked - alike.keys()
    }
    for other in _joinable(session, article_id, alike, linked & alike.keys()):
        lines[_pair(article_id, other)] = ("found", asdict(alike[other]))
    return _lines(session, lines, at)


def partings(session: Session, article_id: int, at: str) -> list[LogEntry]:
    """The lines by which a person takes an article out of its story: it and each other member are parted for good."""
    others = sorted(members(session, article_id) - {article_id})
    return _lines(session, {_pair(article_id, other): ("judged", {"verdict": "parted"}) for other in others}, at)


def past_of(session: Session, lines: Collection[LogEntry]) -> Sequence[LogEntry]:
    """All earlier lines about the articles of these that are about reprints, oldest first."""
    if not lines:
        return []
    about = col(LogEntry.article_id).in_({line.article_id for line in lines}), LogEntry.kind == KIND
    return session.exec(select(LogEntry).where(*about).order_by(col(LogEntry.id))).all()


def members(session: Session, article_id: int) -> set[int]:
    """The articles that links join to this one, itself included."""
    return set(session.execute(MEMBERS, {"id": article_id}).scalars())


def write_link(session: Session, lines: Sequence[LogEntry]) -> None:
    """Bring the row of a pair, and the stories of its two articles, up to date with the whole history of the pair."""
    pair = {"article_id": lines[0].article_id, "other_id": int(lines[0].key)}
    parted = next((line.at for line in lines if line.act == "judged"), None)
    held = lines[-1] if lines[-1].act == "found" and not parted else None
    if parted or held:
        said = {"kind": None, "figure": None, **(held.body if held else {}), "joined": held and held.at}
        session.execute(LINK, {**pair, **said, "parted": parted})
    else:
        session.execute(UNLINK, pair)
    _regroup(session, set(pair.values()))


def every_alone(session: Session) -> None:
    """Make each article a story of its own, as it is before any line of the log says otherwise."""
    for statement in ALONE:
        session.execute(statement)


def unsorted(session: Session, limit: int) -> list[tuple[int, str]]:
    """Articles with their texts, the latest first, that were kept before stories were told apart."""
    # The oldest is sorted last: once it is, so are all, and we need not look through them.
    if session.execute(OLDEST_IS_SORTED).scalar_one():
        return []
    return [(one, text) for one, text in session.execute(UNSORTED, {"limit": limit})]


def _regroup(session: Session, left: set[int]) -> None:
    while left:
        story = members(session, min(left))
        session.execute(GROUP, {"story": min(story), "ids": _listed(story)})
        left -= story


def _linked_and_parted(session: Session, article_id: int) -> tuple[set[int], set[int]]:
    linked: set[int] = set()
    parted: set[int] = set()
    for one, other, apart in session.execute(PAIRS, {"ids": _listed([article_id])}):
        (parted if apart else linked).add(other if one == article_id else one)
    return linked, parted


def _alike(session: Session, text: str, near: set[int]) -> dict[int, Likeness]:
    if not near:
        return {}
    body = Body(text)
    found = {one: likeness(body, Body(other)) for one, other in session.execute(TEXTS, {"ids": _listed(near)})}
    return {one: how for one, how in found.items() if how is not None}


def _joinable(session: Session, article_id: int, alike: Mapping[int, Likeness], linked: set[int]) -> Iterator[int]:
    """Those that may join it, the likest first: what a person has parted must not come together by way of a third."""
    story = members(session, article_id) if linked else {article_id}
    count = len(linked)
    for other in sorted(alike.keys() - linked, key=lambda one: (-alike[one].figure, one)):
        if other in story and count >= ENOUGH:
            continue
        theirs = {other} if other in story else members(session, other)
        if other not in story and _are_parted(session, story, theirs):
            continue
        story |= theirs
        count += 1
        yield other


def _are_parted(session: Session, some: set[int], others: set[int]) -> bool:
    pairs = session.execute(PAIRS, {"ids": _listed(others)})
    return any(apart and ({one, other} & some) and ({one, other} & others) for one, other, apart in pairs)


def _lines(session: Session, said: Mapping[Pair, tuple[LogAct, dict[str, object]]], at: str) -> list[LogEntry]:
    ids = {pair[0] for pair in said}
    versions = {line.id: line.version for line in session.execute(VERSIONS, {"ids": _listed(ids)})} if ids else {}
    return [_line(pair, versions[pair[0]], act, body, at) for pair, (act, body) in said.items()]


def _line(pair: Pair, version: int, act: LogAct, body: dict[str, object], at: str) -> LogEntry:
    reader = ("person", "") if act == "judged" else (READER, READER_VERSION)
    stamp = Stamp(pair[0], version, *reader, at)
    return LogEntry(act=act, kind=KIND, key=str(pair[1]), body=body, **asdict(stamp))


def _pair(one: int, other: int) -> Pair:
    return max(one, other), min(one, other)


def _listed(ids: Iterable[int]) -> str:
    return json.dumps(sorted(ids))
