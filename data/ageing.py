"""Which raw pages may go: none behind a claim, made now or once, and none of an article that nobody has read."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import text as sql
from sqlmodel import Session

from data.raw import START, Pages

PORTION = 100  # pages that go in one transaction
PAUSE = 0.02  # seconds in which others get to write

CLAIMED = "SELECT article_id FROM claim"
UNREAD = (
    "SELECT article_id FROM"
    " (SELECT article_id, max(version) AS version FROM article_version GROUP BY article_id) AS latest"
    " WHERE NOT EXISTS (SELECT 1 FROM reading_state AS state"
    " WHERE state.article_id = latest.article_id AND state.version >= latest.version)"
)
PAGES_OF = "SELECT DISTINCT page_hash FROM article_version WHERE page_hash IS NOT NULL AND article_id IN ({})"
BEHIND_CLAIMS = sql(PAGES_OF.format(CLAIMED))
NEEDED = sql(PAGES_OF.format(f"{CLAIMED} UNION {UNREAD}"))
CLAIMED_SINCE = sql(PAGES_OF.format("SELECT article_id FROM log WHERE id > :line AND kind = 'claim'"))
LAST_LINE = sql("SELECT coalesce(max(id), 0) FROM log")

Held = Callable[[], AbstractContextManager[Session]]


def behind_claims(session: Session) -> set[str]:
    """The hashes of the pages that are kept for ever: of every version of an article that makes or made a claim."""
    return set(session.execute(BEHIND_CLAIMS).scalars())


def age(pages: Pages, asking: Held, holding: Held, before: str) -> int:
    """Remove the pages that were fetched last before that moment and are not needed, and return how many.

    `holding` keeps other writers of the store away for as long as its block lasts, some milliseconds a portion: no
    claim may come to an article between the look and the removal.
    """
    with asking() as session:
        line = session.execute(LAST_LINE).scalar_one()
        needed = set(session.execute(NEEDED).scalars())
    removed, place = 0, START
    while old := pages.older(before, place, PORTION):
        place = old[-1]
        if gone := {page for _, page in old} - needed:
            with holding() as session:
                claimed = set(session.execute(CLAIMED_SINCE, {"line": line}).scalars())
                removed += pages.remove(gone - claimed, before)
            pages.give_back()
            time.sleep(PAUSE)
    while pages.give_back():
        time.sleep(PAUSE)
    return removed
