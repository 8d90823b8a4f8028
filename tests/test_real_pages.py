"""The selectors of bundled sites on real pages of theirs, where the labelled ones lie beside the project."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from _pytest.mark import ParameterSet

from crawler.body import one_line
from crawler.page import read_page
from crawler.paper import Paper
from crawler.select import hits
from crawler.site import Site, load_sites
from crawler.urls import is_article
from data.fields import ArticleFields
from data.likeness import Body

LABELLED = Path(__file__).parents[2] / "shared" / "eval" / "dev"
NOW = datetime.fromisoformat("2026-11-23T12:00:00+08:00")
MINUTE = len("YYYY-MM-DDTHH:MM")
LEAST = 0.9  # of the body's four-character shingles, both ways


@dataclass(frozen=True)
class Labelled:
    """A real page of a bundled site, with what people read from it."""

    site: Site
    said: dict[str, Any]

    @property
    def paper(self) -> Paper:
        """The page as fetched."""
        return Paper(self.said["url"], (LABELLED / self.said["file"]).read_bytes(), None, NOW)

    @property
    def read(self) -> ArticleFields:
        """The article by the site's selectors."""
        return self.paper.read(self.site)


def labelled() -> Iterator[Labelled]:
    lines = (LABELLED / "html.jsonl").read_text("utf-8").splitlines() if LABELLED.is_dir() else []
    for said in map(json.loads, lines):
        owners = [site for site in load_sites().sites.values() if said["url"] and is_article(said["url"], site)]
        yield from (Labelled(site, said) for site in owners)


def pages() -> list[ParameterSet]:
    found = [pytest.param(page, id=f"{page.site.id}-{page.said['id']}") for page in labelled()]
    missing = pytest.mark.skip(reason="needs the labelled pages of ../shared/eval")
    return found or [pytest.param(None, id="none", marks=missing)]


def bare(text: str | None) -> str:
    return "".join(char for char in normalize("NFKC", text or "").casefold() if char.isalnum())


@pytest.mark.parametrize("page", pages())
def test_title_of_a_real_page_is_read(page: Labelled) -> None:
    assert bare(page.read.title) == bare(page.said["title"])


@pytest.mark.parametrize("page", pages())
def test_time_of_a_real_page_is_read_to_the_minute(page: Labelled) -> None:
    assert (page.read.published or "")[:MINUTE] == page.said["published"][:MINUTE]


@pytest.mark.parametrize("page", pages())
def test_body_of_a_real_page_is_read_whole_and_alone(page: Labelled) -> None:
    read, said = Body(page.read.text).shingles, Body(page.said["text"]).shingles

    assert len(read & said) / len(said) >= LEAST
    assert len(read & said) / len(read) >= LEAST


@pytest.mark.parametrize("page", pages())
def test_author_that_a_selector_names_on_a_real_page_is_the_author(page: Labelled) -> None:
    found = hits(page.paper.root, page.site.select.author)
    named = [bare(one_line(hit if isinstance(hit, str) else "".join(hit.itertext()))) for hit in found]

    assert all(bare(page.said["author"]) in name for name in named[:1])


@pytest.mark.parametrize("page", pages())
def test_selectors_are_no_worse_on_a_real_page_than_none(page: Labelled) -> None:
    said = Body(page.said["text"]).shingles
    with_selectors, without = (
        len(Body(read_page(page.paper.body, url=page.said["url"], site=site, now=NOW).text).shingles & said)
        for site in (page.site, None)
    )

    assert with_selectors >= LEAST * without
