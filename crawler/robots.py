"""What a robots.txt allows, as RFC 9309 reads it: 4xx allows all, a server error or no answer closes the site."""

from dataclasses import dataclass

from protego import Protego

AGENT = "Bangyan"  # the product token that a robots.txt may name
MOST_BYTES = 500 * 1024  # RFC 9309, 2.5
LONGEST_DELAY = 120.0  # seconds; a site that asks for a longer Crawl-delay is not crawled


@dataclass(frozen=True)
class Robots:
    """The rules of one host; `closed` where nothing may be asked."""

    closed: bool = False
    rules: Protego | None = None

    def allows(self, url: str) -> bool:
        """Whether the address may be asked."""
        return not self.closed and (self.rules is None or self.rules.can_fetch(url, AGENT))

    @property
    def delay(self) -> float:
        """The seconds between two requests that the host asks for; 0 where it says nothing."""
        if self.rules is None:
            return 0.0
        rate = self.rules.request_rate(AGENT)
        return max(float(self.rules.crawl_delay(AGENT) or 0), rate.seconds / rate.requests if rate else 0.0)


def read_robots(status: int | None, body: bytes = b"") -> Robots:
    """The rules in an answer to a request for robots.txt; status None where there was no answer."""
    if status is None or status >= 500 or status == 429:
        return Robots(closed=True)
    if status >= 300:
        return Robots()
    return Robots(rules=Protego.parse(body[:MOST_BYTES].decode("utf-8", "replace")))
