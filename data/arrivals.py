"""An article on its way into the store, with all that can be worked out before the store is asked, in any process."""

from dataclasses import dataclass

from data.articles import text_hash
from data.fetches import Answer
from data.fields import ArticleFields
from data.likeness import Body
from data.raw import PackedPage, packed
from data.signatures import bands_of


@dataclass(frozen=True)
class Arrival:
    """An article that is to be kept: what it says, how its address answered, and its slow work done."""

    fields: ArticleFields
    site: str | None
    fetched: str
    text_hash: str
    bands: tuple[int, ...]  # of its signature
    page: PackedPage | None = None  # what it was read from
    answer: Answer | None = None


def arrival(
    fields: ArticleFields, *, site: str | None, fetched: str, raw: bytes | None = None, answer: Answer | None = None
) -> Arrival:
    """The article as it arrives at the store; `raw` is the page that it was read from, `fetched` ISO 8601."""
    page = None if raw is None else packed(raw)
    return Arrival(fields, site, fetched, text_hash(fields.text), bands_of(Body(fields.text)), page, answer)
