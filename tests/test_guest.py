"""How a guest behaves who asks a site one thing after another."""

from datetime import datetime
from pathlib import Path

import pytest

from crawler.fetch import fetch
from crawler.guest import ClosedError, Guest, StoppedError
from crawler.site import Site
from data.errors import AddressError, FetchError
from data.settings import Settings
from tests.test_faults import drip, endless, reset
from tests.web import Answer, Fault, Web, article, articles

NOW = datetime.fromisoformat("2026-11-23T12:00:00+08:00")
CAPTCHA = Answer("<title>安全验证</title><p>请完成验证，拖动滑块</p>")


class Rests(list[float]):
    """Remembers each rest instead of resting."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def guest(site: Site, settings: Settings, rest: Rests | None = None) -> Guest:
    return Guest(settings, site, now=lambda: NOW, rest=Rests() if rest is None else rest)


def slow(web: Web, seconds: float) -> Site:
    return web.site.model_copy(update={"delay": seconds})


def test_robots_is_asked_first_and_once(settings: Settings) -> None:
    with Web("x", "127.0.0.31", articles(1, 2)) as web:
        asking = guest(web.site, settings)

        pages = [asking.ask(f"{web.home}/a/{n}") for n in (1, 2)]

        assert all("栖木智能".encode() in page.body for page in pages)
        assert web.asked["/robots.txt"] == 1


def test_robots_of_the_same_day_is_not_asked_again_by_the_next_guest(settings: Settings) -> None:
    with Web("x", "127.0.0.31", articles(1)) as web:
        guest(web.site, settings).ask(f"{web.home}/a/1")
        guest(web.site, settings).ask(f"{web.home}/a/1")

        assert web.asked["/robots.txt"] == 1


def test_what_robots_forbids_is_not_asked(settings: Settings) -> None:
    robots = Answer("User-agent: *\nDisallow: /a/")
    with Web("x", "127.0.0.31", {"/robots.txt": robots, **articles(1)}) as web:
        with pytest.raises(ClosedError, match="forbids"):
            guest(web.site, settings).ask(f"{web.home}/a/1")

        assert web.asked["/a/1"] == 0


def test_robots_that_fails_closes_the_host(settings: Settings) -> None:
    with Web("x", "127.0.0.31", {"/robots.txt": Answer(status=503), **articles(1)}) as web:
        with pytest.raises(ClosedError, match="503"):
            guest(web.site, settings).ask(f"{web.home}/a/1")

        assert web.asked["/a/1"] == 0


def test_there_is_a_rest_before_every_request_but_the_first(settings: Settings) -> None:
    rests = Rests()
    with Web("x", "127.0.0.31", articles(1, 2)) as web:
        asking = guest(slow(web, 5.0), settings, rests)

        asking.ask(f"{web.home}/a/1")
        asking.ask(f"{web.home}/a/2")

    assert rests == [5.0, 5.0]


def test_rest_is_as_long_as_robots_asks_for(settings: Settings) -> None:
    rests = Rests()
    robots = Answer("User-agent: *\nCrawl-delay: 20")
    with Web("x", "127.0.0.31", {"/robots.txt": robots, **articles(1)}) as web:
        guest(slow(web, 5.0), settings, rests).ask(f"{web.home}/a/1")

    assert rests == [20.0]


def test_site_that_asks_for_endless_rests_is_left_alone(settings: Settings) -> None:
    robots = Answer("User-agent: *\nCrawl-delay: 3600")
    with Web("x", "127.0.0.31", {"/robots.txt": robots, **articles(1)}) as web:
        with pytest.raises(StoppedError, match="3600"):
            guest(web.site, settings).ask(f"{web.home}/a/1")

        assert web.articles_asked == 0


@pytest.mark.parametrize(
    ("sign", "said"),
    [
        (Answer(status=403), "site says no (403)"),
        (Answer(status=429, headers={"Retry-After": "77"}), "Retry-After: 77"),
        (Answer(status=503), "site answers 503"),
        (CAPTCHA, "captcha"),
    ],
)
def test_after_a_stop_sign_nothing_more_is_asked(settings: Settings, sign: Answer, said: str) -> None:
    with Web("x", "127.0.0.31", {"/a/1": sign, "/a/2": article(2)}) as web:
        asking = guest(web.site, settings)

        errors = []
        for number in (1, 2):
            with pytest.raises(StoppedError) as error:
                asking.ask(f"{web.home}/a/{number}")
            errors.append(str(error.value))

        assert said in errors[0]
        assert errors[1] == errors[0]
        assert web.asked["/a/2"] == 0


def test_missing_page_is_no_stop_sign(settings: Settings) -> None:
    with Web("x", "127.0.0.31", articles(2)) as web:
        asking = guest(web.site, settings)

        with pytest.raises(FetchError, match="404"):
            asking.ask(f"{web.home}/a/1")

        assert asking.ask(f"{web.home}/a/2").body


def test_private_address_is_for_private_sites_only(settings: Settings) -> None:
    with Web("x", "127.0.0.31", articles(1)) as web:
        public = web.site.model_copy(update={"private": False})

        with pytest.raises(AddressError, match="private address"):
            guest(public, settings).ask(f"{web.home}/a/1")

        assert not web.asked


def test_redirect_is_asked_of_robots_and_rested_before(settings: Settings) -> None:
    rests = Rests()
    answers = {
        "/robots.txt": Answer("User-agent: *\nDisallow: /closed/"),
        "/a/1": Answer(status=302, headers={"Location": "/a/2"}),
        "/a/2": Answer(status=302, headers={"Location": "/closed/3"}),
        "/closed/3": article(3),
    }
    with Web("x", "127.0.0.31", answers) as web:
        with pytest.raises(ClosedError, match="/closed/3"):
            guest(slow(web, 5.0), settings, rests).ask(f"{web.home}/a/1")

        assert web.asked["/closed/3"] == 0
    assert rests == [5.0, 5.0]


def test_redirect_to_another_private_host_is_refused(settings: Settings, tmp_path: Path) -> None:
    with Web("y", "127.0.0.32", articles(1)) as other:
        elsewhere = Answer(status=302, headers={"Location": f"{other.home}/a/1"})
        refused = pytest.raises(AddressError, match="private address")
        with Web("x", "127.0.0.31", {"/a/1": elsewhere}) as web, refused:
            guest(web.site, settings).ask(f"{web.home}/a/1")

        assert not other.asked


# ── bounds of one answer ──


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (drip, "no answer in time"),
        (endless, "larger than 5 MiB"),
        (Answer("<p>half", headers={"Content-Length": "5000"}), "cannot be fetched"),
        (reset, "cannot be fetched"),
    ],
)
def test_answer_that_does_not_end_well_ends_within_its_bounds(
    settings: Settings, fault: Answer | Fault, said: str
) -> None:
    with Web("x", "127.0.0.31", {"/a/1": fault}) as web, pytest.raises(FetchError, match=said):
        fetch(f"{web.home}/a/1", settings, site=web.site, seconds=0.5)
