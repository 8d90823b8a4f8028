"""The whole reading of one article by rules: entities, claims, events, a summary and keywords, each with its place."""

from collections.abc import Mapping
from dataclasses import dataclass

from data.fields import LeftOut, LeftOutOf, Reading
from data.lexicon import Lexicon
from nlp.claims import find_claims
from nlp.document import parse
from nlp.event_once import MOST_EVENTS
from nlp.events import find_events
from nlp.mentions import find_mentions
from nlp.roles import find_roles
from nlp.summary import keywords, summarize

EXTRACTOR = "rules"
VERSION = "1"
MOST_READ = 500_000  # characters of one article, as many as of a long novel


@dataclass(frozen=True, slots=True)
class ReadWithLoss:
    """A reading, and how many drafted claims were dropped because their value stood not in their evidence."""

    reading: Reading
    dropped: int = 0


def read(text: str, *, title: str | None = None, published: str | None = None, lexicon: Lexicon) -> Reading:
    """Read one article; never raises on any text, and an empty text gives an empty reading.

    Time and memory are bounded for any text: what is beyond a bound is not looked at, and `Reading.left_out` says so.

    `published` is an ISO date, against which relative dates are resolved; offsets count code points of `text` as given.
    """
    return read_with_loss(text, title=title, published=published, lexicon=lexicon).reading


def read_with_loss(
    text: str, *, title: str | None = None, published: str | None = None, lexicon: Lexicon
) -> ReadWithLoss:
    """`read`, with the count of claims that could not be grounded."""
    if not text.strip():
        return ReadWithLoss(Reading())
    document = parse(text[:MOST_READ], title, published)
    mentions = find_mentions(document, lexicon)
    grounded = find_claims(document, mentions, lexicon)
    claims = list(grounded.claims)
    events = find_events(document, mentions)
    reading = Reading(
        summary=summarize(document, claims, mentions, events),
        keywords=keywords(document, mentions),
        entities=mentions.entities(),
        aliases=list(mentions.aliases),
        roles=find_roles(document, mentions),
        events=events,
        claims=claims,
    )
    in_sentences, in_tables = grounded.left_out
    reading.left_out = _left_out(
        {
            "text": max(0, len(text) - MOST_READ),
            "sentence": in_sentences,
            "table": in_tables,
            "events": None if len(reading.events) == MOST_EVENTS else 0,
        }
    )
    return ReadWithLoss(reading, grounded.dropped)


def _left_out(counts: Mapping[LeftOutOf, int | None]) -> list[LeftOut]:
    return [LeftOut(of=of, count=count) for of, count in counts.items() if count != 0]
