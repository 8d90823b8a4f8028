"""What stands between a spider and the network: the guard, the site's stop signs, its robots.txt and its pace."""

import asyncio
import contextlib
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Protocol, Self, cast
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.interfaces import IReactorCore

from crawler.challenge import asks_for_proof, is_plain_challenge
from crawler.guard import check_address, check_ip
from crawler.robots import LONGEST_DELAY, Robots, read_robots
from crawler.trouble import BUSY_STATUSES, STOP_STATUSES, status_said
from crawler.visit import Visit
from data.errors import AddressError
from data.language import say

ROBOTS = "robots"  # marks a request for robots.txt in its meta
MOST_PAUSES = 3  # that a busy site is waited for in one crawl
LEAST_PAUSE = 1.0  # seconds
SLOWER = 2.0  # as many times


class Visiting(Protocol):
    """What we need of a spider."""

    visit: Visit


class Manner:
    """Base of our downloader middlewares: each knows the visit that it guards."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.visit = cast(Visiting, crawler.spider).visit

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy, once a crawl."""
        return cls(crawler)


class Guard(Manner):
    """Lets only allowed addresses through, redirects and the answers of DNS included."""

    async def process_request(self, request: Request) -> None:
        """Raise IgnoreRequest for an address that must not be visited."""
        try:
            check_address(request.url, self.visit.site)
            for ip in await self._resolved(request.url):
                check_ip(ip, request.url, self.visit.site)
        except AddressError as error:
            raise IgnoreRequest(str(error)) from error
        if self.visit.site.private:
            request.meta.setdefault("proxy", None)

    async def _resolved(self, url: str) -> list[str]:
        """The address that Scrapy is going to connect to: both ask the reactor's resolver, which keeps its answers."""
        from twisted.internet import reactor  # only now: importing it earlier would choose the wrong reactor

        resolver = cast(IReactorCore, reactor)
        try:
            return [await maybe_deferred_to_future(resolver.resolve(urlsplit(url).hostname))]  # type: ignore[arg-type]
        except OSError:
            return []  # the download fails for the same reason, and says so


class StopSigns(Manner):
    """Ends the crawl of a site that says no; what is still waiting is not asked."""

    def process_request(self, request: Request) -> None:  # noqa: ARG002 - Scrapy gives it by name
        """Raise IgnoreRequest once the site is to be left alone."""
        if self.visit.stopped:
            raise IgnoreRequest(self.visit.stopped)

    def process_response(self, request: Request, response: Response) -> Response:
        """Note a stop sign; the answer itself goes on to whoever asked."""
        if response.status in STOP_STATUSES - BUSY_STATUSES and not request.meta.get(ROBOTS):
            self.visit.stop(status_said(response.status, response.url))
        elif response.status == 200 and is_plain_challenge(response.body):
            self.visit.stop(asks_for_proof(response.url))
        return response


class Patience(Manner):
    """Waits for a busy site as long as it asks for, within bounds, and is slower with it afterwards."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._quiet_until = 0.0  # by the loop's clock
        self._pauses = 0

    async def process_request(self, request: Request) -> None:  # noqa: ARG002 - Scrapy gives it by name
        """Let nothing through while the site wants quiet."""
        while not self.visit.ended.is_set() and (left := self._quiet_until - _clock()) > 0:
            await self._wait(left)
        if self.visit.stopped:
            raise IgnoreRequest(self.visit.stopped)

    async def process_response(self, request: Request, response: Response) -> Response | Request:
        """Ask again after the pause; a site that asks for a long one, or for many, is left alone for this crawl."""
        if response.status not in BUSY_STATUSES or request.meta.get(ROBOTS):
            return response
        asked = retry_after(response.headers.get("Retry-After"), self.visit.now())
        if self._is_too_much(response.status, asked):
            self.visit.stop(_busy(response, asked))
            return response
        if _clock() >= self._quiet_until:  # else another answer has told us already
            self._pauses += 1
            pause = min(max(asked or 0, self.visit.site.delay * SLOWER, LEAST_PAUSE), self.visit.bounds.pause)
            self._quiet_until = _clock() + pause
            self._slow_down(request)
        return request.replace(dont_filter=True)

    def _is_too_much(self, status: int, asked: float | None) -> bool:
        if asked is None and status in STOP_STATUSES:
            return True
        return (asked or 0) > self.visit.bounds.pause or self._pauses >= MOST_PAUSES

    async def _wait(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.visit.ended.wait(), seconds)

    def _slow_down(self, request: Request) -> None:
        slot = self.crawler.engine.downloader.slots.get(request.meta.get("download_slot", ""))
        if slot:
            slot.delay = min(max(slot.delay * SLOWER, LEAST_PAUSE), LONGEST_DELAY)


class RobotsTxt(Manner):
    """Asks each host for its robots.txt once a day, and keeps to it (Scrapy's own lets a 5xx pass as allowed)."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._asked: dict[str, asyncio.Future[Robots]] = {}

    async def process_request(self, request: Request) -> None:
        """Raise IgnoreRequest for what the host closes; stop where it asks for a pace that is too slow for us."""
        if request.meta.get(ROBOTS):
            return
        parts = urlsplit(request.url)
        robots = await self._robots(f"{parts.scheme}://{parts.netloc}/robots.txt")
        if not robots.allows(request.url):
            raise IgnoreRequest(_forbidden(robots, request.url))
        if robots.delay > LONGEST_DELAY:
            self.visit.stop(_too_slow(robots.delay, request.url))
            raise IgnoreRequest(_too_slow(robots.delay, request.url))
        self._slow_down(request, robots.delay)

    async def _robots(self, url: str) -> Robots:
        if url not in self._asked:
            self._asked[url] = asyncio.ensure_future(self._ask(url))
        return await asyncio.shield(self._asked[url])

    async def _ask(self, url: str) -> Robots:
        cache = self.visit.robots
        kept = cache.get(url, self.visit.now()) if cache else None
        if kept:
            return read_robots(*kept)
        request = Request(url, meta={ROBOTS: True, "dont_obey_robotstxt": True}, callback=NO_CALLBACK, priority=1000)
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception:  # noqa: BLE001 - whatever went wrong, there was no answer, and that is what counts
            return read_robots(None)
        if cache:
            cache.put(url, response.status, response.body, self.visit.now())
        return read_robots(response.status, response.body)

    def _slow_down(self, request: Request, delay: float) -> None:
        """Keep to a Crawl-delay: where the host is being asked already, and where it is going to be."""
        if delay <= self.visit.site.delay:
            return
        throttle, downloader = self.crawler.get_extension(AutoThrottle), self.crawler.engine.downloader
        if throttle:
            throttle.mindelay, throttle.maxdelay = max(throttle.mindelay, delay), max(throttle.maxdelay, delay)
        host = downloader.get_slot_key(request)
        downloader.per_slot_settings.setdefault(host, {})["delay"] = delay
        if host in downloader.slots:
            downloader.slots[host].delay = max(downloader.slots[host].delay, delay)


def retry_after(header: bytes | None, now: datetime) -> float | None:
    """The seconds that a Retry-After asks to wait: a number, or until a date; None where it asks for nothing."""
    said = (header or b"").decode("latin-1").strip()
    if said.isascii() and said.isdigit():
        return float(said)
    try:
        return max((parsedate_to_datetime(said) - now).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return None


def _clock() -> float:
    return asyncio.get_running_loop().time()


def _busy(response: Response, asked: float | None) -> str:
    """What to say of a site that is left alone as it is busy."""
    if asked is None:
        return status_said(response.status, response.url)
    said = status_said(response.status, response.url)
    return say(
        f"{said}，要求等 {asked:.0f} 秒；下次再来", f"{said}, asks to wait {asked:.0f} s; left for the next crawl"
    )


def _too_slow(delay: float, url: str) -> str:
    return say(
        f"robots.txt 要求每次间隔 {delay:.0f} 秒，超过上限，不抓取：'{url}'",
        f"robots.txt asks for {delay:.0f} s between requests, more than we can keep to: '{url}'",
    )


def _forbidden(robots: Robots, url: str) -> str:
    if robots.closed:
        return say(
            f"robots.txt 取不到，暂不访问：'{url}'", f"robots.txt gives no answer, so the host is left alone: '{url}'"
        )
    return say(f"robots.txt 不许访问：'{url}'", f"robots.txt forbids: '{url}'")
