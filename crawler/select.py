"""Where on a site's pages the parts of an article are: selectors, in the order in which they are tried."""

from functools import lru_cache
from typing import Any

import parsel
from pydantic import BaseModel, ConfigDict, field_validator

from data.language import say

XPATH = "xpath:"  # begins a selector that is no CSS


class Select(BaseModel):
    """Selectors of an article's page: CSS (with `::text`, `::attr(x)`) or `xpath:…`; the first that matches wins."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()

    @field_validator("*")
    @classmethod
    def _compiles(cls, selectors: tuple[str, ...]) -> tuple[str, ...]:
        for selector in selectors:
            as_xpath(selector)
        return selectors


def hits(root: Any, selectors: tuple[str, ...]) -> list[Any]:
    """All that the selectors find in a page, those of the first first: elements, or texts where they ask for such."""
    found = (root.xpath(as_xpath(selector)) for selector in selectors)
    return [hit for some in found for hit in (some if isinstance(some, list) else [str(some)])]


@lru_cache(maxsize=1024)
def as_xpath(selector: str) -> str:
    """The XPath of a selector of ours; raises ValueError where it does not compile."""
    try:
        xpath = selector.removeprefix(XPATH) if selector.startswith(XPATH) else parsel.css2xpath(selector)
        parsel.Selector(text="<p/>").xpath(xpath)
    except Exception as error:  # cssselect, lxml and parsel each have errors of their own
        raise ValueError(say(f"选择器不成立：'{selector}'", f"selector does not compile: '{selector}'")) from error
    return xpath
