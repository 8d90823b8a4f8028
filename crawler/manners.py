"""What stands between a spider and the network: the guard, the site's stop signs, its robots.txt and its pace."""

import asyncio
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

from crawler.guard import check_address, check_ip
from crawler.robots import Robots, read_robots
from crawler.trouble import STOP_STATUSES, status_said
from crawler.visit import Visit
from data.errors import AddressError
from data.language import say

ROBOTS = "robots"  # marks a request for robots.txt in its meta


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
        if response.status in STOP_STATUSES and not request.meta.get(ROBOTS):
            self.visit.stop(status_said(response.status, response.url))
        return response


class RobotsTxt(Manner):
    """Asks each host for its robots.txt once a crawl, and keeps to it (Scrapy's own lets a 5xx pass as allowed)."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._asked: dict[str, asyncio.Future[Robots]] = {}

    async def process_request(self, request: Request) -> None:
        """Raise IgnoreRequest for what the host closes."""
        if request.meta.get(ROBOTS):
            return
        parts = urlsplit(request.url)
        robots = await self._robots(f"{parts.scheme}://{parts.netloc}/robots.txt")
        if not robots.allows(request.url):
            raise IgnoreRequest(_forbidden(robots, request.url))

    async def _robots(self, url: str) -> Robots:
        if url not in self._asked:
            self._asked[url] = asyncio.ensure_future(self._ask(url))
        return await asyncio.shield(self._asked[url])

    async def _ask(self, url: str) -> Robots:
        request = Request(url, meta={ROBOTS: True, "dont_obey_robotstxt": True}, callback=NO_CALLBACK, priority=1000)
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception:  # noqa: BLE001 - whatever went wrong, there was no answer, and that is what counts
            return read_robots(None)
        robots = read_robots(response.status, response.body)
        self._slow_down(request, robots.delay)
        return robots

    def _slow_down(self, request: Request, delay: float) -> None:
        slot = self.crawler.engine.downloader.slots.get(request.meta.get("download_slot", ""))
        throttle = self.crawler.get_extension(AutoThrottle)
        if slot and delay > slot.delay:
            slot.delay = delay
        if throttle:
            throttle.mindelay = max(throttle.mindelay, delay)


def _forbidden(robots: Robots, url: str) -> str:
    if robots.closed:
        return say(
            f"robots.txt 取不到，暂不访问：'{url}'", f"robots.txt gives no answer, so the host is left alone: '{url}'"
        )
    return say(f"robots.txt 不许访问：'{url}'", f"robots.txt forbids: '{url}'")
