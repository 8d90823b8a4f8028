"""The whole reading of one article by rules: entities, claims, events, a summary and keywords, each with its place."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.lexicon import Lexicon, Match
from data.schema import Reading
from nlp.claims import find_claims
from nlp.document import Document, parse
from nlp.events import find_events
from nlp.evidence import Grounded, ground
from nlp.mentions import Mentions, Named, find_mentions
from nlp.summary import keywords, summarize
from nlp.tables import find_table_claims

EXTRACTOR = "rules"
VERSION = "1"


@dataclass(frozen=True, slots=True)
class ReadWithLoss:
    """A reading, and how many drafted claims were dropped because their value stood not in their evidence."""

    reading: Reading
    dropped: int


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
        return ReadWithLoss(Reading(), 0)
    document = parse(text, title, published)
    mentions = find_mentions(document, lexicon)
    grounded = claims_of(document, mentions, lexicon)
    claims = list(grounded.claims)
    reading = Reading(
        summary=summarize(document, claims),
        keywords=keywords(document, mentions),
        entities=mentions.entities(),
        aliases=list(mentions.aliases),
        events=find_events(document, mentions),
        claims=claims,
    )
    return ReadWithLoss(reading, grounded.dropped)


def claims_of(document: Document, mentions: Mentions, lexicon: Lexicon) -> Grounded:
    """All claims of a document, from its sentences and its tables, each checked against its evidence."""
    title = _names_in(document.title, lexicon)
    drafts = [*find_claims(document, mentions, title), *find_table_claims(document, mentions, title)]
    return ground(document.text, drafts)


def _names_in(title: str | None, lexicon: Lexicon) -> Sequence[Named]:
    return [_named(match) for match in lexicon.find(title)] if title else []


def _named(match: Match) -> Named:
    return Named(match.start, match.end, match.text, match.name, match.entry.type, match.entry)
