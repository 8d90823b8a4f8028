"""The labelled set: groups of articles that are one story each, and groups whose articles only look alike.

`first` was at hand when the thresholds were set; `second` was written afterwards and has changed none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from data.sample_articles import SampleArticle, sample_articles
from tests.stories.variants import FIRST, SECOND, Variant

HERE = Path(__file__).parent
SITES = ("luzhou", "gudu", "liebang", "xingpu")
REPRINTED = 15  # stories in each half
LEAST = 260  # characters of a sample that is reprinted here


@dataclass(frozen=True)
class Group:
    """Texts that are one story, or, as look-alikes, each a story of its own."""

    name: str
    texts: tuple[str, ...]
    one_story: bool


def groups(half: str) -> list[Group]:
    """The groups of `first` or `second`."""
    variants, turn = (FIRST, 0) if half == "first" else (SECOND, 1)
    return [*_reprints(variants, turn), *_lookalikes(HERE / f"{half}.md")]


def _reprints(variants: Mapping[str, Variant], turn: int) -> Iterator[Group]:
    for sample in islice(_samples(), turn, 2 * REPRINTED, 2):
        texts = (variant(sample.body) for variant in variants.values())
        yield Group(f"{sample.site}/{sample.number}", (sample.body, *texts), one_story=True)


def _samples() -> Iterator[SampleArticle]:
    every = (sample for site in SITES for sample in sample_articles(site))
    return (sample for sample in every if not sample.reprint_of and len(sample.body) >= LEAST)


def _lookalikes(path: Path) -> Iterator[Group]:
    for block in path.read_text(encoding="utf-8").split("\n# "):
        name, _, body = block.removeprefix("# ").partition("\n")
        yield Group(name, tuple(text.strip() for text in body.split("\n---\n")), one_story=False)
