"""The sample sites of the demo, served over real HTTP on loopback addresses, and the site files that describe them."""

import errno
import socketserver
from contextlib import ExitStack
from dataclasses import replace
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from threading import Thread
from typing import Self
from urllib.parse import urlsplit

from data.errors import BangyanError
from data.language import say
from data.sample_pages import SAMPLE_SITES, Page, SampleSite, fill, render

__all__ = ["SAMPLE_SITES", "Page", "SampleServer", "SampleSite", "render", "sample_lexicon", "site_files"]

LAST_RESORT = "127.0.0.1"  # macOS answers only here unless told otherwise
PATIENCE = 5.0  # seconds that a silent client is waited for


class SampleServer:
    """The four sample sites while the `with` block lasts, each on an address of its own.

    A port that is taken is replaced by a free one, an address that this machine does not have by 127.0.0.1, unless
    `fall_back` is false: then entering raises BangyanError. `urls` says where each site is.
    """

    def __init__(self, *, fall_back: bool = True, fixed_ports: bool = True) -> None:
        self._fall_back = fall_back
        self._fixed_ports = fixed_ports
        self._open = ExitStack()
        self.sites: tuple[SampleSite, ...] = ()
        self.corrected = False

    @property
    def urls(self) -> dict[str, str]:
        """The base URL of each site, by its id."""
        return {site.id: site.url for site in self.sites}

    def correct(self) -> None:
        """From now on serve the corrected version of the article that its site corrects."""
        self.corrected = True

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            self.sites = tuple(self._serve(site, opening) for site in SAMPLE_SITES)
            self._open = opening.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def _serve(self, site: SampleSite, opening: ExitStack) -> SampleSite:
        listener = self._listener(site if self._fixed_ports else replace(site, port=0))
        opening.callback(listener.server_close)
        thread = Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.05}, name=f"sample-{site.id}")
        thread.start()
        opening.callback(thread.join)
        opening.callback(listener.shutdown)
        return listener.site

    def _listener(self, site: SampleSite) -> "_Listener":
        try:
            return _Listener(self, site)
        except OSError as error:
            if error.errno == errno.EADDRINUSE and site.port:
                return self._listener(replace(site, port=0))
            if error.errno == errno.EADDRNOTAVAIL and self._fall_back and site.host != LAST_RESORT:
                return self._listener(replace(site, host=LAST_RESORT))
            raise _not_served(site, error) from error


def site_files(server: SampleServer) -> dict[str, str]:
    """The text of each served site's TOML file, by the site's id, with the addresses of this very run."""
    return {site.id: fill(site, "site.toml", url=site.url, name=site.name) for site in server.sites}


def sample_lexicon() -> str:
    """The text of a lexicon file that names the invented companies, models and people of the samples."""
    return (files("data") / "samples" / "lexicon.toml").read_text(encoding="utf-8")


def _not_served(site: SampleSite, error: OSError) -> BangyanError:
    alias = f"sudo ifconfig lo0 alias {site.host}"
    return BangyanError(
        say(
            f"示例站点无法使用地址：'{site.host}'（{error}）；在 macOS 上可先执行 `{alias}`",
            f"sample site cannot be served on: '{site.host}' ({error}); on macOS run `{alias}` first",
        )
    )


class _Listener(ThreadingHTTPServer):
    """One site's socket; its port is the one that it really got."""

    daemon_threads = False  # closing waits for the answers that are under way

    def __init__(self, owner: SampleServer, site: SampleSite) -> None:
        self.owner = owner
        super().__init__((site.host, site.port), _Answer)
        self.site = replace(site, port=self.server_address[1])

    def server_bind(self) -> None:
        # http.server looks up the name of its own address here, which can ask a name server on the internet
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]


class _Answer(BaseHTTPRequestHandler):
    """Answers one request with a page of the site, 304 where the client has it already, or 404."""

    server: _Listener
    timeout = PATIENCE

    def do_GET(self) -> None:
        page = render(self.server.site, urlsplit(self.path).path, corrected=self.server.owner.corrected)
        self._send(page or Page(404, {"Content-Type": "text/html; charset=utf-8"}, "<h1>页面不存在</h1>".encode()))

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing: the crawl reports what it fetched."""

    def _send(self, page: Page) -> None:
        known = self._is_known(page)
        self.send_response(304 if known else page.status)
        for name, value in page.headers.items():
            self.send_header(name, value)
        if not known:
            self.send_header("Content-Length", str(len(page.body)))
        self.end_headers()
        if not known and self.command != "HEAD":
            self.wfile.write(page.body)

    def _is_known(self, page: Page) -> bool:
        if page.status != 200:
            return False
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return page.headers["ETag"] in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
        return self._is_unchanged_since(self.headers.get("If-Modified-Since"), page)

    def _is_unchanged_since(self, said: str | None, page: Page) -> bool:
        try:
            since = parsedate_to_datetime(said) if said else None
        except ValueError:
            return False
        if since is None or since.tzinfo is None:
            return False
        return parsedate_to_datetime(page.headers["Last-Modified"]) <= since
