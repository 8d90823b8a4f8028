"""Which addresses may be visited, and what a robots.txt closes."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from crawler.fetch import fetch
from crawler.guard import check_address, check_ip
from crawler.robots import read_robots
from crawler.site import Site, parse_site
from data.errors import AddressError, FetchError
from data.settings import Settings


def site(host: str, *, private: bool) -> Site:
    text = f"""
    id = "x"
    name = "x"
    home = "http://{host}/"
    lists = ["http://{host}/list"]
    article = '/a/'
    private = {str(private).lower()}
    """
    return parse_site(text, Path("x.toml"))


@pytest.mark.parametrize(
    "url", ["https://x.example/", "http://8.8.8.8/", "https://[2606:4700::1111]/", "http://x.example:8080/a"]
)
def test_public_address_may_be_visited(url: str) -> None:
    assert check_address(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://0.0.0.0/",
        "http://10.1.2.3/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
        "http://[::1]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "file:///etc/passwd",
        "ftp://x.example/",
        "gopher://x.example/",
        "https://user:secret@x.example/",
        "http://x.example:0/",
        "http://[broken/",
        "nonsense",
    ],
)
def test_private_or_odd_address_may_not_be_visited(url: str) -> None:
    with pytest.raises(AddressError):
        check_address(url)


def test_host_that_stands_for_a_private_address_may_not_be_visited() -> None:
    with pytest.raises(AddressError, match=r"'http://rebound\.example/' \(10\.0\.0\.1\)"):
        check_ip("10.0.0.1", "http://rebound.example/")


def test_private_site_may_be_visited_on_the_host_and_port_that_its_file_names() -> None:
    assert check_address("http://127.0.0.9:8000/list", site("127.0.0.9:8000", private=True)) is None


@pytest.mark.parametrize(
    "url", ["http://127.0.0.9:5432/", "http://127.0.0.9/", "http://127.0.0.8:8000/", "http://10.0.0.1:8000/"]
)
def test_private_site_opens_no_other_host_or_port(url: str) -> None:
    with pytest.raises(AddressError):
        check_address(url, site("127.0.0.9:8000", private=True))


def test_site_that_names_a_private_host_must_say_that_it_is_private() -> None:
    with pytest.raises(AddressError):
        check_address("http://127.0.0.9:8000/list", site("127.0.0.9:8000", private=False))


# ── robots.txt ──

CLOSED = b"User-agent: *\nDisallow: /admin\n\nUser-agent: Bangyan\nDisallow: /secret\nCrawl-delay: 12\n"


@pytest.mark.parametrize(
    ("status", "body", "url", "allowed"),
    [
        (200, CLOSED, "https://x.example/a", True),
        (200, CLOSED, "https://x.example/secret/1", False),
        (200, CLOSED, "https://x.example/admin", True),
        (200, b"User-agent: *\nDisallow: /", "https://x.example/a", False),
        (200, b"\xff\xfe<html>no rules here</html>", "https://x.example/a", True),
        (404, b"Disallow: /", "https://x.example/a", True),
        (403, b"", "https://x.example/a", True),
        (429, b"", "https://x.example/a", False),
        (500, b"", "https://x.example/a", False),
        (503, b"User-agent: *\nAllow: /", "https://x.example/a", False),
        (None, b"", "https://x.example/a", False),
    ],
)
def test_robots_txt_is_read_as_rfc_9309_says(status: int | None, body: bytes, url: str, allowed: bool) -> None:
    assert read_robots(status, body).allows(url) is allowed


def test_crawl_delay_is_what_the_host_asks_for() -> None:
    assert read_robots(200, CLOSED).delay == 12.0
    assert read_robots(200, CLOSED.replace(b"12", b"86400")).delay == 86400.0


# ── one address that a person names ──


class Answers(BaseHTTPRequestHandler):
    """A page, a way to a private address, and something too large."""

    def do_GET(self) -> None:
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:9/")
            self.end_headers()
            return
        body = b"<p>hello</p>" if self.path == "/page" else b"x" * (5 * 1024 * 1024 + 1)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=gbk")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def host() -> Iterator[str]:
    with HTTPServer(("127.0.0.9", 0), Answers) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"127.0.0.9:{server.server_port}"
        server.shutdown()
        thread.join()


def test_named_page_is_fetched_with_the_encoding_of_its_header(host: str, settings: Settings) -> None:
    fetched = fetch(f"http://{host}/page", settings, site=site(host, private=True))

    assert (fetched.body, fetched.encoding) == (b"<p>hello</p>", "gb18030")


def test_named_private_page_is_not_fetched_without_its_site(host: str, settings: Settings) -> None:
    with pytest.raises(AddressError, match="private address is not visited"):
        fetch(f"http://{host}/page", settings)


def test_redirect_to_a_private_address_is_not_followed(host: str, settings: Settings) -> None:
    with pytest.raises(AddressError, match=r"http://127\.0\.0\.1:9/"):
        fetch(f"http://{host}/away", settings, site=site(host, private=True))


def test_page_beyond_five_mebibytes_is_refused(host: str, settings: Settings) -> None:
    with pytest.raises(FetchError, match="page is larger than 5 MiB"):
        fetch(f"http://{host}/large", settings, site=site(host, private=True))
