"""What was found in one article and is in force, in the order of its text, and what it no longer says."""

from dataclasses import dataclass

from sqlmodel import col, func, select

from data.schema import Claim, Entity, Event, Mention
from data.store import Store


@dataclass(frozen=True)
class Found:
    """The claims and events of an article's latest version, and its entities, those that it names most often first.

    `past` are claims of older versions that a newer one corrected or withdrew.
    """

    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    entities: tuple[Entity, ...] = ()
    past: tuple[Claim, ...] = ()


def found_in(store: Store, article_id: int) -> Found:
    """What is found in the article of that id; nothing where there is none."""
    claims = select(Claim).where(Claim.article_id == article_id).order_by(col(Claim.start), col(Claim.id))
    events = select(Event).where(Event.article_id == article_id, col(Event.closed).is_(None))
    entities = select(Entity).join(Mention).where(Mention.article_id == article_id).group_by(col(Entity.id))
    with store.session() as session:
        every = session.exec(claims).all()
        return Found(
            tuple(claim for claim in every if claim.closed is None),
            tuple(session.exec(events.order_by(col(Event.start), col(Event.id))).all()),
            tuple(session.exec(entities.order_by(func.count().desc(), func.min(Mention.start))).all()),
            tuple(claim for claim in every if claim.closed_why in ("superseded", "withdrawn")),
        )
