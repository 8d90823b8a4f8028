"""All claims of an article, from its sentences and its tables, each checked against its evidence."""

from data.lexicon import Lexicon, Match
from nlp.document import Document
from nlp.evidence import Grounded, ground
from nlp.mentions import Mentions, Named
from nlp.passages import sentence_drafts
from nlp.tables import table_drafts


def find_claims(document: Document, mentions: Mentions, lexicon: Lexicon) -> Grounded:
    """The claims in order of their evidence, and how many were dropped because their value stood not in it."""
    title = [_named(match) for match in lexicon.find(document.title)] if document.title else []
    drafts = [*sentence_drafts(document, mentions, title), *table_drafts(document, mentions, title)]
    return ground(document.text, drafts)


def _named(match: Match) -> Named:
    return Named(match.start, match.end, match.text, match.name, match.entry.type, match.entry)
