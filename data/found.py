"""What was found in one article and is in force, in the order of its text."""

from dataclasses import dataclass

from sqlmodel import col, select

from data.schema import Claim, Event
from data.store import Store


@dataclass(frozen=True)
class Found:
    """The claims and events of an article's latest version."""

    claims: tuple[Claim, ...]
    events: tuple[Event, ...]


def found_in(store: Store, article_id: int) -> Found:
    """What is found in the article of that id; nothing where there is none."""
    with store.session() as session:
        claims = select(Claim).where(Claim.article_id == article_id, col(Claim.closed).is_(None))
        events = select(Event).where(Event.article_id == article_id, col(Event.closed).is_(None))
        return Found(
            tuple(session.exec(claims.order_by(col(Claim.start), col(Claim.id))).all()),
            tuple(session.exec(events.order_by(col(Event.start), col(Event.id))).all()),
        )
