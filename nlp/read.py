"""The whole reading of one article by rules: entities, claims, events, a summary and keywords, each with its place."""

from dataclasses import dataclass

from data.lexicon import Lexicon
from data.schema import Reading
from nlp.claims import find_claims
from nlp.document import parse
from nlp.events import find_events
from nlp.mentions import find_mentions
from nlp.summary import keywords, summarize

EXTRACTOR = "rules"
VERSION = "1"


@dataclass(frozen=True, slots=True)
class ReadWithLoss:
    """A reading, with what was not taken into it.

    `dropped` counts drafted claims whose value stood not in their evidence, `left_out` names and values that were
    not looked
    at because too many stood in one sentence or table.
    """

    reading: Reading
    dropped: int = 0
    left_out: int = 0


def read(text: str, *, title: str | None = None, published: str | None = None, lexicon: Lexicon) -> Reading:
    """Read one article; never raises on any text, and an empty text gives an empty reading.

    `published` is an ISO date, against which relative dates are resolved; offsets count code points of `text` as given.
    """
    return read_with_loss(text, title=title, published=published, lexicon=lexicon).reading


def read_with_loss(
    text: str, *, title: str | None = None, published: str | None = None, lexicon: Lexicon
) -> ReadWithLoss:
    """`read`, with the count of claims that could not be grounded."""
    if not text.strip():
        return ReadWithLoss(Reading())
    document = parse(text, title, published)
    mentions = find_mentions(document, lexicon)
    grounded = find_claims(document, mentions, lexicon)
    claims = list(grounded.claims)
    events = find_events(document, mentions)
    reading = Reading(
        summary=summarize(document, claims, mentions, events),
        keywords=keywords(document, mentions),
        entities=mentions.entities(),
        aliases=list(mentions.aliases),
        events=events,
        claims=claims,
    )
    return ReadWithLoss(reading, grounded.dropped, grounded.left_out)
