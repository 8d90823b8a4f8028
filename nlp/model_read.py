"""The reading of one article by a decider: claims, events, how names are related; names and posts are as proposed."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from data.fields import LeftOut, Reading
from data.lexicon import Lexicon
from nlp.choices import Passage
from nlp.decider import Context, Decider, claims_of
from nlp.document import Document, parse
from nlp.event_gate import event_passages, events_of
from nlp.faithful import first_sentences, unfaithful
from nlp.gate import claim_passages
from nlp.mentions import Mentions, find_mentions
from nlp.read import MOST_READ
from nlp.relation_gate import relation_passages, relations_of
from nlp.roles import find_roles
from nlp.summary import keywords, summarize

EXTRACTOR = "llm"
MOST_SHOWN = 3000  # characters of an article of which a summary is written
SUMMARY = "新闻：\n{article}\n\n用两三句中文概括上面的新闻，只写其中有的数字和名称：\n"

Writes = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class DecidedReading:
    """A reading, and what it took: passages asked, those not read and why, tokens evaluated, seconds."""

    reading: Reading
    passages: int = 0
    unread: int = 0
    why_unread: str = ""  # "time", or "room" where a passage is longer than the model's context
    evaluated: int = 0
    seconds: float = 0.0
    refused: tuple[str, ...] = ()  # what a summary said that the article does not, where it was refused for that


def summarized(
    decided: DecidedReading, writes: Writes, text: str, title: str | None, lexicon: Lexicon
) -> DecidedReading:
    """With the summary that a model writes, unless that says a number or a name that the article does not."""
    article = "\n".join(filter(None, (title, text)))
    written = first_sentences(writes(SUMMARY.format(article=article[:MOST_SHOWN])))
    if not written:
        return decided
    if invented := unfaithful(written, article, lexicon):
        return replace(decided, refused=tuple(invented))
    return replace(decided, reading=decided.reading.model_copy(update={"summary": written}))


def read_by(
    decider: Decider, text: str, *, title: str | None = None, published: str | None = None, lexicon: Lexicon
) -> DecidedReading:
    """Read one article by `decider`; offsets count code points of `text` as given."""
    if not text.strip():
        return DecidedReading(Reading())
    document = parse(text[:MOST_READ], title, published)
    mentions = find_mentions(document, lexicon)
    passages = passages_of(document, mentions, lexicon)
    decided = decider.decide(context_of(document, mentions), passages)
    claims = list(claims_of(text, passages, decided.answers).claims)
    related = relations_of(text, passages, decided.answers)
    reading = Reading(
        events=events_of(text, published, passages, decided.answers, related.maker),
        summary=summarize(document, claims),
        keywords=keywords(document, mentions),
        entities=mentions.entities(),
        aliases=list(related.aliases),
        roles=find_roles(document, mentions),
        relations=list(related.relations),
        claims=claims,
        left_out=[LeftOut(of="text", count=len(text) - MOST_READ)] if len(text) > MOST_READ else [],
    )
    unread = sum(answer is None for answer in decided.answers)
    return DecidedReading(reading, len(passages), unread, decided.why_unread, decided.evaluated, decided.seconds)


def passages_of(document: Document, mentions: Mentions, lexicon: Lexicon) -> list[Passage]:
    """Everything that is asked of an article."""
    asked = [*claim_passages(document, mentions, lexicon), *event_passages(document, mentions)]
    return [*asked, *relation_passages(document, mentions)]


def context_of(document: Document, mentions: Mentions) -> Context:
    """What all passages of an article are read with; its first sentence only where it has no title."""
    lead = next((s.text for s in document.sentences), "") if not document.title else ""
    aliases = tuple((alias.alias, alias.name) for alias in mentions.aliases)
    return Context(document.title or "", lead, aliases, document.published)
