"""An article's page as it was asked for just now, to be read by a site's selectors and in general."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from crawler.challenge import asks_for_proof, is_challenge, reads_as_challenge
from crawler.guest import Guest
from crawler.page import read_page
from crawler.places import root_of
from crawler.site import Site
from data.errors import PageError
from data.fields import ArticleFields


@dataclass(frozen=True)
class Paper:
    """An article's page as fetched, to be read in both ways."""

    url: str
    body: bytes
    encoding: str | None
    now: datetime

    @cached_property
    def root(self) -> Any:
        """The parsed page."""
        return root_of(self.body, url=self.url, declared_encoding=self.encoding)

    def read(self, site: Site | None = None) -> ArticleFields:
        """The article by the site's selectors, or in general; raises PageError where there is none."""
        return read_page(self.body, url=self.url, site=site, declared_encoding=self.encoding, now=self.now)

    @cached_property
    def general(self) -> ArticleFields | None:
        """The article as the general reader reads it; None where it finds none."""
        try:
            return self.read()
        except PageError:
            return None


def ask_paper(guest: Guest, url: str) -> Paper:
    """The page of an article, readable or not; raises as `Guest.ask` does, StoppedError for a captcha too."""
    answer = guest.ask(url)
    paper = Paper(answer.url, answer.body, answer.encoding, guest.now())
    read = paper.general
    if is_challenge(answer.body) if read is None else reads_as_challenge(read.title, read.text):
        raise guest.stop(asks_for_proof(url))
    return paper
