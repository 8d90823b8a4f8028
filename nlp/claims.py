"""All claims of an article, from its sentences and its tables, each checked against its evidence."""

from data.lexicon import Lexicon
from nlp.contestants import contestants, title_names
from nlp.document import Document
from nlp.evidence import Grounded, ground
from nlp.mentions import Mentions
from nlp.passages import sentence_drafts
from nlp.tables import table_drafts


def find_claims(document: Document, mentions: Mentions, lexicon: Lexicon) -> Grounded:
    """The claims in order of their evidence, and how many were dropped because their value stood not in it."""
    names = contestants(mentions, lexicon, document.text)
    title = title_names(document.title, lexicon)
    return ground(document.text, sentence_drafts(document, names, title), table_drafts(document, names, title))
