"""Whether a summary says only what its article says: no number and no name that does not stand there."""

import re
import unicodedata
from collections.abc import Iterator

from data.folding import name_key
from data.lexicon import Lexicon
from data.numbers import find_numbers
from nlp.document import parse
from nlp.mentions import find_mentions

LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.+-]*")
MOST_SENTENCES = 3


def unfaithful(summary: str, text: str, lexicon: Lexicon) -> list[str]:
    """The numbers, names and Latin words of `summary` that `text` has not; its title belongs to it."""
    said = {number.value for number in find_numbers(text)}
    invented = [number.text for number in find_numbers(summary) if number.value not in said]
    known = _key(text)
    return list(dict.fromkeys([*invented, *(name for name in _names(summary, lexicon) if _key(name) not in known)]))


def first_sentences(written: str) -> str:
    """The first two or three whole sentences of what a model wrote, "" where it has none."""
    whole = [sentence.text for sentence in parse(written).sentences if sentence.text[-1] in "。！？!?…”"]
    return "".join(whole[:MOST_SENTENCES])


def _names(summary: str, lexicon: Lexicon) -> Iterator[str]:
    yield from (named.text for named in find_mentions(parse(summary), lexicon).all)
    yield from LATIN.findall(unicodedata.normalize("NFKC", summary))


def _key(text: str) -> str:
    return name_key(unicodedata.normalize("NFKC", text))
