"""How a question is made conditional, and what of an answer is remembered for the next one."""

from scrapy.http import Response

from data.fetches import Answer
from data.schema import Fetch

NOT_MODIFIED = 304


def conditions(fetch: Fetch | None) -> dict[str, str]:
    """The headers that ask only for what has changed since; none where nothing is remembered."""
    if fetch is None:
        return {}
    said = {"If-None-Match": fetch.etag, "If-Modified-Since": fetch.last_modified}
    return {name: value for name, value in said.items() if value}


def answer_of(response: Response, url: str, *, checked: bool = False) -> Answer:
    """What to remember of an answer; `url` is the address that was asked, before redirects."""
    return Answer(url, response.status, _header(response, "ETag"), _header(response, "Last-Modified"), checked)


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1")[:500] if value else None
