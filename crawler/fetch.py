"""Fetches one address that a person named, through the same guard as a crawl, without Scrapy."""

import http.client
import socket
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPHandler, HTTPRedirectHandler, HTTPSHandler, ProxyHandler, Request, build_opener

from w3lib.encoding import http_content_type_encoding

from crawler.fetched import Further
from crawler.guard import check_address, check_ip
from crawler.page import further_page
from crawler.paging import MOST_PAGES
from crawler.scrapy_settings import (
    DEFAULT_REQUEST_HEADERS,
    DOWNLOAD_DELAY,
    DOWNLOAD_MAXSIZE,
    DOWNLOAD_TIMEOUT,
    user_agent,
)
from crawler.site import Site
from data.errors import AddressError, FetchError
from data.language import say
from data.settings import Settings

PIECE = 64 * 1024  # bytes that are read at a time


@dataclass(frozen=True)
class Fetched:
    """An answer: where it came from after redirects, its bytes, and the encoding that its header names."""

    url: str
    body: bytes
    encoding: str | None = None


class AnswerError(FetchError):
    """The site answered with a status that is no page."""

    def __init__(self, said: str, status: int, retry_after: str | None = None) -> None:
        super().__init__(said)
        self.status = status
        self.retry_after = retry_after


Leave = Callable[[str], None]  # raises a BangyanError for an address that must not be asked


def fetch(
    url: str,
    settings: Settings,
    *,
    site: Site | None = None,
    leave: Leave | None = None,
    data: bytes | None = None,
    seconds: float = DOWNLOAD_TIMEOUT,
) -> Fetched:
    """The page at an address; a private one only where `site` names its host and is private.

    `leave` is asked about the address and about each one that it redirects to; `data` is JSON to be posted; `seconds`
    may pass between two pieces of the answer, and until its end. Raises AddressError where it must not be visited,
    FetchError where it cannot be had, AnswerError for a status that is no page.
    """
    check_address(url, site)
    if leave:
        leave(url)
    headers = {**DEFAULT_REQUEST_HEADERS, "User-Agent": user_agent(settings.contact)}
    headers |= {"Content-Type": "application/json"} if data is not None else {}
    request = Request(url, headers=headers, data=data)  # noqa: S310
    try:
        with _opener(site, leave).open(request, timeout=seconds) as answer:
            body = _unpacked(_read(answer, monotonic() + seconds), answer.headers.get("Content-Encoding"))
            return Fetched(answer.url, _bounded(body, url), _declared(answer.headers.get("Content-Type")))
    except HTTPError as error:
        error.close()
        said = say(f"站点回答 {error.code}：'{url}'", f"site answers {error.code}: '{url}'")
        raise AnswerError(said, error.code, error.headers.get("Retry-After")) from error
    except (URLError, OSError, http.client.HTTPException, zlib.error, EOFError) as error:
        reason = getattr(error, "reason", None) or error
        if isinstance(reason, _RefusedError):
            raise AddressError(str(reason)) from error
        raise FetchError(say(f"打不开：'{url}'：{reason}", f"cannot be fetched: '{url}': {reason}")) from error


def fetch_further(
    page: Fetched, settings: Settings, *, site: Site | None = None, pause: Callable[[float], None] = time.sleep
) -> list[Further]:
    """The further pages of the article that begins on a page, as many as can be had, at the site's pace."""
    further: list[Further] = []
    current, known = page, {page.url}
    while len(further) < MOST_PAGES:
        url = further_page(
            current.body, first=page.url, current=current.url, site=site, declared_encoding=current.encoding
        )
        if not url or url in known:
            break
        pause(site.delay if site else DOWNLOAD_DELAY)
        try:
            current = fetch(url, settings, site=site)
        except (FetchError, AddressError):
            break
        known |= {url, current.url}
        further.append(Further(url, current.body, current.encoding))
    return further


class _RefusedError(OSError):
    """An AddressError that travels through urllib as the OSError which it expects."""


class _Redirects(HTTPRedirectHandler):
    max_redirections = 5

    def __init__(self, site: Site | None, leave: Leave | None = None) -> None:
        self._site = site
        self._leave = leave

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Request | None:
        try:
            check_address(newurl, self._site)
            if self._leave:
                self._leave(newurl)
        except AddressError as error:
            fp.close()
            raise _RefusedError(str(error)) from error
        except FetchError:
            fp.close()
            raise
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _Http(HTTPHandler):
    def __init__(self, site: Site | None) -> None:
        super().__init__()
        self._site = site

    def http_open(self, req: Request) -> http.client.HTTPResponse:
        return self.do_open(_guarded(http.client.HTTPConnection, req, self._site), req)


class _Https(HTTPSHandler):
    def __init__(self, site: Site | None) -> None:
        super().__init__()
        self._site = site

    def https_open(self, req: Request) -> http.client.HTTPResponse:
        return self.do_open(_guarded(http.client.HTTPSConnection, req, self._site), req)


def _opener(site: Site | None, leave: Leave | None) -> Any:
    proxies = [ProxyHandler({})] if site and site.private else []
    return build_opener(_Redirects(site, leave), _Http(site), _Https(site), *proxies)


def _guarded(kind: type[http.client.HTTPConnection], request: Request, site: Site | None) -> Callable[..., Any]:
    """Connections that look at the very address they connect to, so that no second answer of DNS can differ."""

    def connection(host: str, **options: Any) -> http.client.HTTPConnection:
        made = kind(host, **options)
        if not request.has_proxy():
            made._create_connection = _checked(request.full_url, site)  # type: ignore[attr-defined]
        return made

    return connection


def _checked(url: str, site: Site | None) -> Callable[..., socket.socket]:
    def connect(address: tuple[str, int], timeout: float | None = None, source: Any = None) -> socket.socket:
        ips = [str(found[4][0]) for found in socket.getaddrinfo(*address, type=socket.SOCK_STREAM)]
        try:
            for ip in ips:
                check_ip(ip, url, site)
        except AddressError as error:
            raise _RefusedError(str(error)) from error
        return socket.create_connection((ips[0], address[1]), timeout, source)

    return connect


def _read(answer: http.client.HTTPResponse, until: float) -> bytes:
    """The body, a byte more than we take at most; raises TimeoutError where it drips on after `until`."""
    body = bytearray()
    while len(body) <= DOWNLOAD_MAXSIZE and (piece := answer.read1(PIECE)):
        body += piece
        if monotonic() > until:
            raise TimeoutError(say("超时未答", "no answer in time"))
    told = answer.headers.get("Content-Length", "")
    if len(body) <= DOWNLOAD_MAXSIZE and told.isascii() and told.isdigit() and len(body) < int(told):
        raise http.client.IncompleteRead(bytes(body), int(told) - len(body))
    return bytes(body)


def _unpacked(body: bytes, encoding: str | None) -> bytes:
    """What the server packed although we did not ask for it, no further than we take."""
    if (encoding or "").lower() == "gzip":
        return zlib.decompressobj(wbits=31).decompress(body, DOWNLOAD_MAXSIZE + 1)
    return body


def _bounded(body: bytes, url: str) -> bytes:
    if len(body) > DOWNLOAD_MAXSIZE:
        megabytes = DOWNLOAD_MAXSIZE // 2**20
        raise FetchError(say(f"页面大于 {megabytes} MiB：'{url}'", f"page is larger than {megabytes} MiB: '{url}'"))
    return body


def _declared(content_type: str | None) -> str | None:
    return http_content_type_encoding(content_type) if content_type else None
