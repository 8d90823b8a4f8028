"""Names that articles use and no lexicon has: how often they were met, where, and a block to begin an entry with."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pydantic import BaseModel
from sqlmodel import Session, col, select

from data.entries import EntryType
from data.folding import name_key
from data.schema import Article, Claim, Entity, Mention
from data.store import Store

if TYPE_CHECKING:
    from data.lexicon import Lexicon

TYPES: tuple[EntryType, ...] = ("benchmark", "model", "org")
MOST_IN_EXAMPLE = 160  # characters
END = re.compile(r"[。！？!?\n]")


class UnknownName(BaseModel):
    """A name in no lexicon, the most often met first; `example` is a sentence of the article that has it first."""

    name: str
    type: EntryType
    articles: int
    mentions: int
    claims: int
    per_cent: bool  # most of its claims are told with a per cent sign
    article_id: int
    example: str


def unknown_names(store: Store, lexicon: "Lexicon", *, types: Collection[str] = TYPES) -> list[UnknownName]:
    """The models, benchmarks and companies that were met and are in no lexicon.

    A version or size of a family that is known (Qwen3-8B) counts as known.
    """
    with store.session() as session:
        met = [*_mentioned(session, types), *_claimed(session, types)]
        gathered = _gathered(met, lexicon)
        names = [_unknown(session, places) for places in gathered.values()]
    return sorted(names, key=lambda one: (-one.claims, -one.articles, -one.mentions, one.type, one.name))


def block_of(unknown: UnknownName) -> str:
    """A block for a lexicon file that names it, with the keys that somebody who knows will fill in."""
    lines = [f"[[{unknown.type}]]", f"name = {_quoted(unknown.name)}", "aliases = []"]
    if unknown.type == "benchmark":
        lines += ['unit = "%"', "range = [0, 100]"] if unknown.per_cent else []
        lines += ['better = "higher"']
    if unknown.type == "model":
        lines += ['# maker = ""']
    return "\n".join(lines) + "\n"


class _Met(BaseModel):
    """One place where a name was met; `start` is -1 where only a claim has it."""

    name: str
    type: EntryType
    article_id: int
    start: int
    per_cent: bool | None = None  # of a claim: whether its unit is one


def _mentioned(session: Session, types: Collection[str]) -> Iterator[_Met]:
    chosen = (
        select(Entity.name, Entity.type, Mention.article_id, Mention.start).join_from(Entity, Mention).join(Article)
    )
    current = chosen.where(col(Entity.type).in_(types), col(Mention.version) == col(Article.version))
    for name, type_, article_id, start in session.exec(current.order_by(col(Mention.id))):
        yield _Met(name=name, type=type_, article_id=article_id, start=start)


def _claimed(session: Session, types: Collection[str]) -> Iterator[_Met]:
    """Names in claims: a table's label may be a benchmark or a model that is no mention."""
    chosen = select(Claim.benchmark, Claim.model, Claim.article_id, Claim.unit).where(col(Claim.closed).is_(None))
    for benchmark, model, article_id, unit in session.exec(chosen.order_by(col(Claim.id))):
        if "benchmark" in types:
            yield _Met(name=benchmark, type="benchmark", article_id=article_id, start=-1, per_cent=unit == "%")
        if "model" in types:
            yield _Met(name=model, type="model", article_id=article_id, start=-1, per_cent=unit == "%")


def _gathered(met: Iterable[_Met], lexicon: "Lexicon") -> dict[tuple[str, str], list[_Met]]:
    known: dict[tuple[str, str], bool] = {}
    places: dict[tuple[str, str], list[_Met]] = defaultdict(list)
    for one in met:
        key = one.type, name_key(one.name)
        if key not in known:
            known[key] = _is_known(one, lexicon)
        if not known[key]:
            places[key].append(one)
    return places


def _is_known(met: _Met, lexicon: "Lexicon") -> bool:
    if lexicon.entry(met.type, met.name):
        return True
    found = (match for match in lexicon.find(met.name) if match.entry.type == met.type)
    return met.type == "model" and any(match.start == 0 or match.end == len(met.name) for match in found)


def _unknown(session: Session, places: Sequence[_Met]) -> UnknownName:
    name, _ = Counter(one.name for one in places).most_common(1)[0]
    claims = [one for one in places if one.per_cent is not None]
    first = min(places, key=lambda one: (one.start < 0, one.article_id))
    article = session.get(Article, first.article_id)
    return UnknownName(
        name=name,
        type=first.type,
        articles=len({one.article_id for one in places}),
        mentions=len(places) - len(claims),
        claims=len(claims),
        per_cent=sum(bool(one.per_cent) for one in claims) * 2 > len(claims),
        article_id=first.article_id,
        example=_sentence(article.text, first.start, name) if article else "",
    )


def _sentence(text: str, start: int, name: str) -> str:
    """The sentence or row around `start`, else around where `name` stands first."""
    at = start if start >= 0 else max(text.find(name), 0)
    begin = max((found.end() for found in END.finditer(text, 0, at)), default=0)
    found = END.search(text, at)
    end = found.end() if found else len(text)
    if end - begin > MOST_IN_EXAMPLE:
        begin = max(begin, at - MOST_IN_EXAMPLE // 2)
    return text[begin : min(end, begin + MOST_IN_EXAMPLE)].strip()


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
