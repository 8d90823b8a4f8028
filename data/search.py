"""Full-text search: whatever string of two characters or more stands in an article's title or text is found.

The index holds, for each run of letters and digits, its overlapping pairs and then its last character; a question is
put as phrases of such tokens, and what they find is checked with `in`. Pairs of Latin letters and digits too, not of
Han alone: `Eva` in C-Eval, `60` in 60.2 and `6B` in MiLM-6B are then found, which words would hide, and there is one
rule for all scripts. No dictionary is asked, so that nothing goes stale when one grows.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pydantic import BaseModel
from sqlalchemy import Connection, text
from sqlmodel import Session, col, select

from data.folding import fold
from data.schema import Article

if TYPE_CHECKING:
    from data.store import Store

SNIPPET = 60  # characters
CHUNK = 64  # articles fetched at a time
CREATE = """
CREATE VIRTUAL TABLE article_search USING fts5(
  title, text, content='', columnsize=0, tokenize='unicode61 remove_diacritics 0'
)
"""
INSERT = "INSERT INTO article_search (rowid, title, text) VALUES (:id, :title, :text)"
FOUND = """
article.id IN (
  SELECT v.article_id FROM article_version v JOIN article a ON a.id = v.article_id AND a.version = v.version
  WHERE v.id IN (SELECT rowid FROM article_search WHERE article_search MATCH :phrases)
)
"""

_TERM = re.compile(r'"([^"]*)"|“([^”]*)”|(\S+)')
# Runs of what Python calls letters and digits; `\w` has the underscore besides and lacks a few numerals.
_SAFE = re.compile(r"[0-9a-z\u4e00-\u9fa5]*")


class Hit(BaseModel):
    """An article in which every term stands, with the text around the first that does."""

    article_id: int
    url: str | None
    title: str | None
    site: str | None
    published: str | None
    snippet: str


# ── questions ──


def search(
    store: "Store",
    text: str,
    *,
    site: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int = 20,
) -> list[Hit]:
    """Articles in whose title or text every term of `text` stands, newest first.

    Blanks part terms; `"…"` or `“…”` hold one together. Width and case make no difference. `since` and `until` are
    ISO dates (or beginnings of such), both included. A text without terms finds nothing.
    """
    wanted = terms(text)
    if not wanted:
        return []
    folded = [fold(term) for term in wanted]
    hits: list[Hit] = []
    with store.session() as session:
        for article in _articles(session, _candidates(session, folded, site, since, until)):
            if len(hits) >= limit:
                break
            if _holds(article, folded):
                hits.append(_hit(article, wanted))
    return hits


def terms(text: str) -> list[str]:
    """What a question asks for: its words, and whole what it puts in quotation marks."""
    return [term for groups in _TERM.findall(text) if (term := "".join(groups))]


def place(text: str, term: str) -> tuple[int, int] | None:
    """Where `term` first stands in `text`, whatever the width and case: the slice of the original, or None."""
    at = fold(text).find(fold(term))
    if at < 0:
        return None
    return _offset(text, at, whole=True), _offset(text, at + len(fold(term)), whole=False)


def snippet(text: str, wanted: Sequence[str]) -> str:
    """About 60 characters of `text` on one line, around the first of the terms that stands there."""
    found = next(filter(None, (place(text, term) for term in wanted)), (0, 0))
    spare = max(0, SNIPPET - (found[1] - found[0]))
    start = max(0, found[0] - spare // 2)
    end = min(len(text), max(found[1], start + SNIPPET))
    start = max(0, min(start, end - SNIPPET))
    cut = " ".join(text[start:end].split())
    return ("…" if start else "") + cut + ("…" if end < len(text) else "")


def marked(snippet: str, wanted: Iterable[str]) -> str:
    """A snippet with «» around the first place of each term, for tables that people read."""
    for term in wanted:
        if found := place(snippet, term):
            start, end = found
            snippet = f"{snippet[:start]}«{snippet[start:end]}»{snippet[end:]}"
    return snippet


# ── the index ──


def create_index(connection: Connection) -> None:
    """Make the index; it keeps no text of its own, and its rows are numbered like those of `article_version`."""
    connection.execute(text(CREATE))


def index_all(connection: Connection) -> None:
    """Index every version of every article that is kept."""
    for version_id, title, body in connection.execute(text("SELECT id, title, text FROM article_version")).all():
        index_version(connection, version_id, title, body)


def index_version(connection: Connection, version_id: int, title: str | None, body: str) -> None:
    """Index one version of an article, once.

    Rows are never taken out: an index without text of its own wants the very tokens back, and those depend on the
    Unicode tables of the Python that made them. An older version's row finds its article only for as long as it is
    the latest.
    """
    connection.execute(
        text(INSERT),
        {"id": version_id, "title": tokens(title or ""), "text": tokens(body)},
    )


def tokens(text: str) -> str:
    """The tokens of a text, parted by blanks: each run's overlapping pairs, then its last character."""
    return " ".join(token for run in _runs(fold(text)) for token in _pairs(run, whole=True))


# ── inside ──


def _candidates(
    session: Session, folded: list[str], site: str | None, since: str | None, until: str | None
) -> Sequence[int]:
    query = select(col(Article.id)).order_by(col(Article.published).desc(), col(Article.id).desc())
    if phrases := [phrase for term in folded if (phrase := _phrase(term))]:
        query = query.where(text(FOUND).bindparams(phrases=" AND ".join(phrases)))
    if site is not None:
        query = query.where(Article.site == site)
    if since is not None:
        query = query.where(col(Article.published) >= since)
    if until is not None:
        query = query.where(col(Article.published) < until + "\uffff")
    return [article_id for article_id in session.exec(query).all() if article_id is not None]


def _articles(session: Session, ids: Sequence[int]) -> Iterator[Article]:
    for first in range(0, len(ids), CHUNK):
        chunk = ids[first : first + CHUNK]
        found = {a.id: a for a in session.exec(select(Article).where(col(Article.id).in_(chunk))).all()}
        yield from (found[article_id] for article_id in chunk if article_id in found)


def _holds(article: Article, folded: list[str]) -> bool:
    parts = (fold(article.text), fold(article.title or ""))
    return all(any(term in part for part in parts) for term in folded)


def _hit(article: Article, wanted: list[str]) -> Hit:
    assert article.id is not None
    return Hit(
        article_id=article.id,
        url=article.url,
        title=article.title,
        site=article.site,
        published=article.published,
        snippet=snippet(article.text, wanted),
    )


def _phrase(folded: str) -> str | None:
    """The phrase that every text with this string answers to; None where it has no letter or digit."""
    runs = list(_runs(folded))
    if not runs:
        return None
    # The text may go on after the question's last run, so that its last character need not end a run there.
    open_end = folded[-1].isalnum()
    whole = runs if not open_end else runs[:-1]
    parts = [token for run in whole for token in _pairs(run, whole=True)]
    if not open_end:
        return f'"{" ".join(parts)}"'
    parts += _pairs(runs[-1], whole=False)
    return f'"{" ".join(parts)}"' + (" *" if len(runs[-1]) == 1 else "")


def _runs(folded: str) -> Iterator[str]:
    for word in "".join(c if c.isalnum() else " " for c in folded).split(" "):
        if word:
            yield word


def _pairs(run: str, *, whole: bool) -> list[str]:
    """The overlapping pairs of a run, and its last character where the run is `whole` or has no other."""
    pairs = [_encoded(run[i : i + 2]) for i in range(len(run) - 1)]
    return [*pairs, _encoded(run[-1])] if whole or not pairs else pairs


def _encoded(token: str) -> str:
    # SQLite knows the letters of Unicode 6.1 only and would drop younger ones; hexadecimal digits it always takes.
    if _SAFE.fullmatch(token):
        return token
    return "".join(c if _SAFE.fullmatch(c) else f"u{ord(c):06x}" for c in token)


def _offset(text: str, folded_offset: int, *, whole: bool) -> int:
    """The offset in `text` of an offset in its folded form, found by folding longer and longer beginnings.

    With `whole`, the last that lies at or before it; else the first at or after it.
    """
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2 if whole else (low + high) // 2
        length = len(fold(text[:middle]))
        if whole:
            low, high = (middle, high) if length <= folded_offset else (low, middle - 1)
        else:
            low, high = (low, middle) if length >= folded_offset else (middle + 1, high)
    return low
