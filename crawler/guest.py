"""A guest who asks a site one thing after another, as gently as a crawl does, where a person waits for the answer."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from crawler.challenge import asks_for_proof, is_plain_challenge
from crawler.fetch import AnswerError, Fetched, fetch
from crawler.robots import LONGEST_DELAY, Robots, read_robots
from crawler.robots_cache import RobotsCache
from crawler.site import DEFAULT_DELAY, Site
from crawler.statuses import BUSY_STATUSES, STOP_STATUSES, status_said
from data.days import BEIJING
from data.errors import FetchError
from data.language import say
from data.settings import Settings


class StoppedError(FetchError):
    """The site says no, so it is asked for nothing more."""


class ClosedError(FetchError):
    """A robots.txt keeps the address closed."""


@dataclass(frozen=True)
class _Rules:
    """A host's robots.txt, and why it could not be had where it could not."""

    robots: Robots
    why: str = ""


class Guest:
    """Asks through the guard, by robots.txt, one request at a time with a rest before each; a stop sign ends it.

    `site` says which private hosts may be asked, and how long to rest; `now` and `rest` (seconds) stand in for the
    clock.
    """

    def __init__(
        self,
        settings: Settings,
        site: Site | None = None,
        *,
        now: Callable[[], datetime] | None = None,
        rest: Callable[[float], None] = time.sleep,
    ) -> None:
        self.site = site
        self.stopped: str | None = None  # why the site is asked for nothing more
        self.now = now or _beijing_now
        self._settings = settings
        self._rest = rest
        self._rules: dict[str, _Rules] = {}
        self._cache = RobotsCache(settings.cache_dir / "robots")
        self._has_asked = False

    def ask(self, url: str, *, data: bytes | None = None) -> Fetched:
        """What an address answers.

        Raises StoppedError at a stop sign and ever after, ClosedError where robots.txt forbids, AddressError where the
        guard does, FetchError where the address cannot be had.
        """
        if self.stopped:
            raise StoppedError(self.stopped)
        try:
            answer = fetch(url, self._settings, site=self.site, leave=self._leave, data=data)
        except AnswerError as error:
            if error.status in STOP_STATUSES | BUSY_STATUSES:
                raise self.stop(_refusal(error, url)) from error
            raise
        if is_plain_challenge(answer.body):
            raise self.stop(asks_for_proof(url))
        return answer

    def stop(self, why: str) -> StoppedError:
        """Ask the site for nothing more; the error to raise."""
        self.stopped = self.stopped or why
        return StoppedError(self.stopped)

    def robots(self, url: str) -> Robots:
        """The rules of the host that the address is on."""
        return self._rules_of(url).robots

    def why_closed(self, url: str) -> str | None:
        """Why robots.txt keeps an address closed; None where it is open."""
        rules = self._rules_of(url)
        if rules.robots.closed:
            return say(f"robots.txt 取不到，暂不访问：{rules.why}", f"no robots.txt, so it is left alone: {rules.why}")
        if rules.robots.allows(url):
            return None
        return say(f"robots.txt 不许访问：'{url}'", f"robots.txt forbids: '{url}'")

    def _leave(self, url: str) -> None:
        why = self.why_closed(url)
        if why:
            raise ClosedError(why)
        asked = self.robots(url).delay
        if asked > LONGEST_DELAY:
            raise self.stop(too_slow(asked, url))
        self._pause(asked)

    def _rules_of(self, url: str) -> _Rules:
        parts = urlsplit(url)
        address = f"{parts.scheme}://{parts.netloc}/robots.txt"
        if address not in self._rules:
            self._rules[address] = self._asked_rules(address)
        return self._rules[address]

    def _asked_rules(self, address: str) -> _Rules:
        kept = self._cache.get(address, self.now())
        if kept:
            return _Rules(read_robots(*kept))
        self._pause()
        try:
            status, body = 200, fetch(address, self._settings, site=self.site).body
        except AnswerError as error:
            status, body, why = error.status, b"", str(error)
        except FetchError as error:
            return _Rules(read_robots(None), str(error))
        else:
            why = ""
        self._cache.put(address, status, body, self.now())
        return _Rules(read_robots(status, body), why)

    def _pause(self, asked: float = 0.0) -> None:
        """Rest as long as the site's file and its robots.txt want; before the very first request there is no need."""
        seconds = max(self.site.delay if self.site else DEFAULT_DELAY, asked)
        if self._has_asked and seconds:
            self._rest(seconds)
        self._has_asked = True


def too_slow(seconds: float, url: str) -> str:
    """What to say of a robots.txt that wants longer rests than anybody keeps to."""
    return say(
        f"robots.txt 要求每次间隔 {seconds:.0f} 秒，超过上限，不访问：'{url}'",
        f"robots.txt asks for {seconds:.0f} s between requests, more than we can keep to: '{url}'",
    )


def _refusal(error: AnswerError, url: str) -> str:
    said = status_said(error.status, url)
    if not error.retry_after:
        return said
    return say(f"{said}，请过后再来（Retry-After: {error.retry_after}）", f"{said}, Retry-After: {error.retry_after}")


def _beijing_now() -> datetime:
    return datetime.now(BEIJING)
