"""Fetches the one page that a person asks for by its address, bounded and behind the guard."""

import socket
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException
from typing import IO
from urllib.parse import urlsplit

from crawler.guard import check_address, check_ip
from crawler.site import Site
from crawler.urls import DEFAULT_PORTS
from data.errors import FetchError
from data.language import say
from data.settings import Settings, user_agent

MAX_BYTES = 5 * 1024**2
TIMEOUT = 30.0  # seconds without an answer


@dataclass(frozen=True)
class Fetched:
    """A page as it came: the address it came from after redirects, its bytes, the charset its header names."""

    url: str
    body: bytes
    encoding: str | None


def fetch(url: str, settings: Settings, *, site: Site | None = None) -> Fetched:
    """One page, by one request of a person's own: robots.txt, which is for crawlers, is not asked.

    Raises AddressError for an address that must not be visited, FetchError for one that does not answer with a page of
    at most 5 MiB within 30 s.
    """
    opener = urllib.request.build_opener(_GuardedRedirects(site), urllib.request.ProxyHandler())
    request = urllib.request.Request(url, headers={"User-Agent": user_agent(settings), "Accept": "text/html,*/*;q=0.5"})  # noqa: S310
    _check(url, site)
    try:
        with opener.open(request, timeout=TIMEOUT) as answer:
            body = answer.read(MAX_BYTES + 1)
            if len(body) > MAX_BYTES:
                raise FetchError(say(f"网页大于 5 MiB：'{url}'", f"page is larger than 5 MiB: '{url}'"))
            return Fetched(answer.geturl(), body, answer.headers.get_content_charset())
    except urllib.error.HTTPError as error:
        raise FetchError(say(f"网站回答 {error.code}：'{url}'", f"the site answered {error.code}: '{url}'")) from error
    except (OSError, HTTPException) as error:
        why = getattr(error, "reason", None) or error
        raise FetchError(say(f"取不到网页：'{url}'：{why}", f"page cannot be fetched: '{url}': {why}")) from error


class _GuardedRedirects(urllib.request.HTTPRedirectHandler):
    max_redirections = 5

    def __init__(self, site: Site | None) -> None:
        self._site = site

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        _check(newurl, self._site)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _check(url: str, site: Site | None) -> None:
    check_address(url, site)
    parts = urlsplit(url)
    try:
        answers = socket.getaddrinfo(parts.hostname, parts.port or DEFAULT_PORTS[parts.scheme], type=socket.SOCK_STREAM)
    except OSError as error:
        raise FetchError(say(f"找不到主机：'{parts.hostname}'", f"host not found: '{parts.hostname}'")) from error
    for *_, address in answers:
        check_ip(str(address[0]), url, site)
