"""Sites that misbehave: each fault ends within its bound, is noted in plain words, and costs no other site anything."""

import gzip
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from crawler.job import Bounds, Job, Outcome, Reach
from crawler.run import crawl
from data.language import use_language
from data.schema import Skipped
from data.settings import Settings
from data.store import Store
from tests.web import HTML, SENTENCE, Answer, Fault, Web, article, articles, listing

ROOT = Path(__file__).parent.parent
BOUNDS = Bounds(seconds=2.0, most_bytes=1024 * 1024, pause=2.0, reading=20.0)
LONGEST = 100.0  # seconds that all of it may take, on a machine with other work
HEALTHY = 30  # articles


# ── what a server may do ──


def drip(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then, for ever."""
    begin(handler, {"Content-Length": "100000"})
    for _ in range(600):
        handler.wfile.write(b"<")
        handler.wfile.flush()
        time.sleep(0.1)


def endless(handler: BaseHTTPRequestHandler) -> None:
    """As much as anyone takes."""
    begin(handler, {})
    while True:
        handler.wfile.write(b"<p>more</p>" * 1000)


def reset(handler: BaseHTTPRequestHandler) -> None:
    """No answer at all."""
    handler.connection.close()


def wrong_length(handler: BaseHTTPRequestHandler) -> None:
    """More than was announced; what was announced is the page."""
    body = str(article(8).body).encode()
    begin(handler, {"Content-Length": str(len(body))})
    handler.wfile.write(body + b"<p>and more</p>")


def begin(handler: BaseHTTPRequestHandler, headers: dict[str, str]) -> None:
    handler.send_response(200)
    for name, value in {"Content-Type": HTML, **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()


PACKED = {"Content-Encoding": "gzip"}
BOMB = Answer(gzip.compress(b"<p>" + b"a" * (64 * 1024 * 1024)), headers=PACKED)
CAPTCHA = Answer("<title>安全验证</title><script>var acw_sc__v2='x'</script><p>请完成验证，以便继续访问。</p>")
WALL = Answer("<title>请开启Cookie</title><p>请开启 Cookie 后继续访问本站，谢谢您的理解与配合，祝您愉快。</p>")
NESTED = Answer("<div>" * 150_000 + f"<p>{SENTENCE}</p>")
VERY_NESTED = Answer("<div>" * 2_000_000)
LIAR = Answer(str(article(9).body).encode("gb18030"), headers={"Content-Type": "text/html; charset=iso-8859-1"})
ENTITIES = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 10))
LAUGHS = f"<!DOCTYPE r [<!ENTITY e0 'ha'>{ENTITIES}]>"
MAP_BOMB = Answer(f"<?xml version='1.0'?>{LAUGHS}<urlset><url><loc>/a/1</loc><title>&e9;</title></url></urlset>")
BAD_ENTRY = "<item><title>&e9;</title><link>/a/1</link></item>"
FEED_BOMB = Answer(f"<?xml version='1.0'?>{LAUGHS}<rss version='2.0'><channel>{BAD_ENTRY}</channel></rss>")
LONG_FEED = Answer(
    "<rss version='2.0'><channel>"
    + "".join(f"<item><link>/b/{n}</link></item>" for n in range(25_000))
    + "</channel></rss>"
)
SELF_MAP = Answer(f"<sitemapindex>{'<sitemap><loc>/map.xml</loc></sitemap>' * 2}</sitemapindex>")
STORM = Answer(status=429, headers={"Retry-After": "1"})


def webs() -> dict[str, dict[str, Any]]:
    """Sites by their name: what each path answers, and the keys of their files."""
    faulty: dict[int, Answer | Fault] = {
        1: drip,
        2: endless,
        3: BOMB,
        4: reset,
        5: NESTED,
        6: VERY_NESTED,
        7: Answer("<p>half", headers={"Content-Length": "5000"}),
        8: wrong_length,
        9: LIAR,
        10: Answer(status=302, headers={"Location": "/a/10"}),
        11: Answer(status=302, headers={"Location": "http://127.0.0.1:9/a/1"}),
    }
    return {
        "healthy": {"/list": listing(*range(HEALTHY)), **articles(*range(HEALTHY)), "delay": 0.05},
        "faulty": {"/list": listing(*faulty), **{f"/a/{n}": fault for n, fault in faulty.items()}},
        "storm": {"/list": STORM},
        "captcha": {"/list": CAPTCHA},
        "wall": {"/list": listing(1, 2, 3), **{f"/a/{n}": WALL for n in range(4)}, "delay": 0.01},
        "longfeed": {"/feed": LONG_FEED, "feeds": ["/feed"], "lists": []},
        "feedbomb": {"/feed": FEED_BOMB, "feeds": ["/feed"], "lists": [], **articles(1)},
        "mapbomb": {"/map.xml": MAP_BOMB, "sitemaps": ["/map.xml"], "lists": [], **articles(1)},
        "selfmap": {"/map.xml": SELF_MAP, "sitemaps": ["/map.xml"], "lists": []},
        "dripping": {"/robots.txt": drip, "/list": listing(1), **articles(1)},
    }


@dataclass(frozen=True)
class Faults:
    """One crawl of all of them."""

    settings: Settings
    webs: dict[str, Web]
    outcomes: dict[str, Outcome]
    seconds: float

    def skipped(self, site: str) -> dict[str, str]:
        """Why each skipped address of a site was skipped, by its path."""
        with Store.open(self.settings) as store, store.session() as session:
            (visit,) = store.crawls(site)
            rows = session.exec(select(Skipped).where(Skipped.crawl_id == visit.id)).all()
        return {row.url.removeprefix(self.webs[site].home): row.why for row in rows}


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faults]:
    settings = Settings(home=tmp_path_factory.mktemp("faults"))
    with ExitStack() as stack:
        served = {name: stack.enter_context(a_web(name, n, said)) for n, (name, said) in enumerate(webs().items(), 1)}
        use_language("en")
        began = time.monotonic()
        outcomes = crawl([web.site for web in served.values()], settings, bounds=BOUNDS)
        yield Faults(settings, served, {o.site: o for o in outcomes}, time.monotonic() - began)


def a_web(name: str, place: int, said: dict[str, Any]) -> Web:
    answers = {path: answer for path, answer in said.items() if path.startswith("/")}
    return Web(name, f"127.0.4.{place}", answers, **{key: value for key, value in said.items() if key not in answers})


# ── what comes of it ──


def test_faults_cost_a_healthy_site_nothing(faults: Faults) -> None:
    outcome = faults.outcomes["healthy"]

    assert (outcome.new, outcome.failed, outcome.error) == (HEALTHY, 0, None)


def test_all_faults_end_within_their_bounds(faults: Faults) -> None:
    assert faults.seconds < LONGEST


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (1, "no answer in time"),
        (2, "page is too large"),
        (3, "page is too large once unpacked"),
        (4, "connection broke off"),
        (6, "page is too large"),
        (7, "page broke off"),
        (10, "too many redirects"),
        (11, "private address is not visited"),
    ],
)
def test_fault_is_noted_in_plain_words(faults: Faults, page: int, why: str) -> None:
    assert faults.skipped("faulty")[f"/a/{page}"].startswith(why)


def test_pages_that_can_be_read_are_read_in_spite_of_their_fault(faults: Faults) -> None:
    with Store.open(faults.settings) as store:
        found = {(a.url or "").rpartition("/")[2]: a for a in store.articles(site="faulty")}

    assert {"8", "9"} <= found.keys()
    assert found["9"].title == "栖木智能第9号报道"
    assert "and more" not in found["8"].text


@pytest.mark.parametrize(
    ("site", "error"),
    [
        ("storm", "site says no (429)"),
        ("captcha", "site asks for a captcha"),
        ("wall", "site asks for a captcha"),
        ("dripping", "robots.txt gives no answer"),
    ],
)
def test_site_that_wants_no_guest_is_left_and_says_why(faults: Faults, site: str, error: str) -> None:
    outcome = faults.outcomes[site]

    assert outcome.new == 0
    assert (outcome.error or "").startswith(error)


def test_busy_site_is_asked_a_few_times_with_pauses_and_then_left(faults: Faults) -> None:
    assert 2 <= faults.webs["storm"].asked["/list"] <= 4


def test_wall_is_met_once(faults: Faults) -> None:
    assert faults.webs["wall"].articles_asked == 1


@pytest.mark.parametrize("site", ["feedbomb", "mapbomb"])
def test_entities_are_not_unfolded(faults: Faults, site: str) -> None:
    assert faults.outcomes[site].new == 1


def test_sitemap_that_names_itself_is_asked_once(faults: Faults) -> None:
    assert faults.webs["selfmap"].asked["/map.xml"] <= 2


def test_long_feed_is_read_as_far_as_anyone_needs(faults: Faults) -> None:
    assert faults.outcomes["longfeed"].error is None


# ── kill -9 ──

KILLS = 30
WITHIN = 24  # articles


# Imports once what all of them need, and forks before anything has begun: thirty starts would take minutes.
KILLER = """
import json, os, signal, sys
import crawler.reactor
from crawler.child import main

job = sys.stdin.readline()
for lines in map(int, sys.stdin.readline().split()):
    (theirs_in, ours_out), (ours_in, theirs_out) = os.pipe(), os.pipe()
    child = os.fork()
    if not child:
        os.close(ours_out), os.close(ours_in)
        os.dup2(theirs_in, 0), os.dup2(theirs_out, 1)
        sys.stdout = open(1, 'w', closefd=False)
        main()
        os._exit(0)
    os.close(theirs_in), os.close(theirs_out)
    os.write(ours_out, job.encode())
    with open(ours_in) as said:
        for _ in range(lines):
            said.readline()
        os.kill(child, signal.SIGKILL)
    os.close(ours_out)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def test_crawls_that_are_killed_thirty_times_lose_nothing_and_double_nothing(settings: Settings) -> None:
    moments = random.Random(20261124)
    answers = {"/list": listing(*range(WITHIN)), **articles(*range(WITHIN))}
    with Web("killed", "127.0.4.60", answers, delay=0.001) as web:
        job = Job(sites=[web.site], settings=settings, reach=Reach(refresh=True), language="en").model_dump_json()
        lines = " ".join(str(moments.randrange(1, WITHIN)) for _ in range(KILLS))
        killed = subprocess.run(
            [sys.executable, "-c", KILLER],
            cwd=ROOT,
            input=f"{job}\n{lines}\n",
            capture_output=True,
            text=True,
            check=True,
        )
        (outcome,) = crawl([web.site], settings)
        urls = [f"{web.home}/a/{n}" for n in range(WITHIN)]

    with Store.open(settings) as store:
        kept, visits = store.articles(), store.crawls("killed")
        pages = [store.raw_page(a.id or 0) for a in kept]
        wrong = store.check()
    assert killed.stdout.split() == [str(-signal.SIGKILL)] * KILLS
    assert (outcome.error, wrong) == (None, "")
    assert sorted(a.url or "" for a in kept) == sorted(urls)
    assert {a.version for a in kept} == {1}
    assert all(pages)
    assert [visit.error for visit in visits] == [None, *["broke off"] * KILLS]
