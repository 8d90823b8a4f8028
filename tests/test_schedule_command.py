"""`bangyan schedule` itself: it crawls and extracts by itself, and ends when it is told to, with nothing lost."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Event

import pytest

from bangyan.run import now
from bangyan.turns import Turns
from data.leases import LENGTH
from data.lexicon import load_lexicon
from data.query import ask
from data.settings import Settings
from data.store import Store
from tests.web import Answer, Web, article, articles, listing

MANY = 12  # articles
PROMISED = 10.0  # seconds that an ending may take
SITE = """
id = "{name}"
name = "某站"
home = "{home}/"
lists = ["{home}/list"]
article = '/a/\\d+'
delay = {delay}
private = true
"""


@contextmanager
def scheduling(
    folder: Path, *webs: Web, delay: float = 0.0, words: tuple[str, ...] = ()
) -> Iterator["subprocess.Popen[str]"]:
    """The command, over the sites of these webs alone, in the home of that folder."""
    sites = folder / "sites"
    sites.mkdir(exist_ok=True)
    for web in webs:
        text = SITE.format(name=web.name, home=web.home, delay=delay)
        (sites / f"{web.name}.toml").write_text(text, encoding="utf-8")
    environment = os.environ | {"BANGYAN_HOME": str(folder / "home"), "BANGYAN_LANG": "en", "PYTHONUTF8": "1"}
    line = [sys.executable, "-m", "bangyan", "schedule", "--sites", str(sites), *words]
    child = subprocess.Popen(
        line, env=environment, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        yield child
    finally:
        if child.poll() is None:
            child.kill()
        child.communicate()


def heard(child: "subprocess.Popen[str]", sign: str) -> str:
    """The first line that it says with this sign in it."""
    assert child.stderr is not None
    for line in child.stderr:
        if sign in line:
            return line
    raise AssertionError(f"it ended without saying '{sign}'")


def ended(child: "subprocess.Popen[str]", number: int) -> tuple[int, str]:
    """Its status and last words, after this signal and within what is promised."""
    child.send_signal(number)
    _, err = child.communicate(timeout=PROMISED)
    return child.returncode, err


def wait_for(done: Callable[[], bool]) -> bool:
    """Whether that comes true within a minute."""
    return any(done() or Event().wait(0.2) for _ in range(300))


def planned(home: Settings, site: str) -> bool:
    with Store.open(home) as store:
        state = store.site_states().get(site)
        return bool(state and state.interval)


def crawl_ended(home: Settings, site: str) -> bool:
    with Store.open(home) as store:
        return all(crawl.ended for crawl in store.crawls(site))


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


def test_it_crawls_extracts_ends_on_sigterm_and_does_not_crawl_again_at_once(tmp_path: Path, home: Settings) -> None:
    with Web("first", "127.0.6.1", {"/list": listing(1, 2), **articles(1, 2)}) as web:
        with scheduling(tmp_path, web) as child:
            crawled = heard(child, "first: ")
            extracted = heard(child, "extract: ")
            status, err = ended(child, signal.SIGTERM)
        asked = web.asked.total()
        with scheduling(tmp_path, web) as again:
            heard(again, "1 sites")
            with Web("second", "127.0.6.2", {"/list": listing(3), **articles(3)}) as second:
                (tmp_path / "sites" / "second.toml").write_text(SITE.format(name="second", home=second.home, delay=0))
                heard(again, "second: 1 new")  # a site file that came later is found, and the first site is left alone
                last, _ = ended(again, signal.SIGTERM)

    assert "first: 2 new; next " in crawled
    assert "extract: 2 read, " in extracted
    assert (status, err, last) == (0, "", 0)
    assert web.asked.total() == asked
    with Store.open(home) as store:
        state = store.site_states()["first"]
        assert len(ask(store, "C-Eval 63.4", load_lexicon()).rows) >= 1
        assert datetime.fromisoformat(state.next_due or "") > now()
        assert state.holder is None
        assert store.check() == ""


def test_what_goes_on_ends_with_what_it_kept_and_goes_on_the_next_time(tmp_path: Path, home: Settings) -> None:
    reached, answers = Event(), {"/list": listing(*range(MANY)), **articles(*range(MANY))}

    with Web("slow", "127.0.6.3", {**answers, "/a/3": lambda _: reached.set()}) as web:
        with scheduling(tmp_path, web, delay=0.3) as child:
            assert reached.wait(60)
            status, _ = ended(child, signal.SIGTERM)
        web.change("/a/3", article(3))
        with Store.open(home) as store:
            kept, state, wrong = len(store.articles()), store.site_states()["slow"], store.check()
        with scheduling(tmp_path, web) as again:
            heard(again, "slow: ")
            ended(again, signal.SIGTERM)

    assert status == 0
    assert 0 < kept < MANY
    assert (state.holder, wrong) == (None, "")
    with Store.open(home) as store:
        assert len(store.articles()) == MANY


def test_ctrl_c_ends_it_too_and_is_told_from_sigterm(tmp_path: Path) -> None:
    with Web("idle", "127.0.6.6", {"/list": listing()}) as web, scheduling(tmp_path, web) as child:
        heard(child, "idle: ")
        status, err = ended(child, signal.SIGINT)

    assert (status, err.splitlines()[-1]) == (130, "bangyan: interrupted; what was done is kept")


def test_two_on_one_store_crawl_a_site_once(tmp_path: Path, home: Settings) -> None:
    web = Web("shared", "127.0.6.7", {"/list": listing(1), **articles(1)})
    with web, scheduling(tmp_path, web) as one, scheduling(tmp_path, web) as two:
        heard(one, "1 sites")
        heard(two, "1 sites")
        assert wait_for(lambda: planned(home, "shared"))
        statuses = [ended(child, signal.SIGTERM)[0] for child in (one, two)]

    assert statuses == [0, 0]
    assert (web.asked["/list"], web.articles_asked) == (1, 1)
    with Store.open(home) as store:
        assert [crawl.error for crawl in store.crawls("shared")] == [None]


def test_one_that_is_killed_takes_its_crawl_with_it_and_its_site_is_due_when_the_lease_ends(
    tmp_path: Path, home: Settings
) -> None:
    reached, answers = Event(), {"/list": listing(*range(MANY)), **articles(*range(MANY))}

    with Web("killed", "127.0.6.8", {**answers, "/a/3": lambda _: reached.set()}) as web:
        with scheduling(tmp_path, web, delay=0.3) as child:
            assert reached.wait(60)
            child.kill()
            child.wait()
        assert wait_for(lambda: crawl_ended(home, "killed"))

    with Store.open(home) as store:
        now_due = Turns(store).due([web.site])
        later = Turns(store, clock=lambda: now() + LENGTH).due([web.site])
        kept = len(store.articles())
        wrong = store.check()
    assert (now_due, later, wrong) == ([], [web.site], "")
    assert 0 < kept < MANY


def test_a_server_that_never_answers_does_not_hold_the_end_up(tmp_path: Path, home: Settings) -> None:
    asked, over = Event(), Event()

    def hang(_: object) -> None:
        asked.set()
        over.wait(60)

    with Web("dead", "127.0.6.4", {"/list": hang}) as web, scheduling(tmp_path, web) as child:
        assert asked.wait(60)
        code, _ = ended(child, signal.SIGTERM)
        over.set()

    assert code == 0
    with Store.open(home) as store:
        assert store.site_states()["dead"].holder is None


def test_for_programs_it_says_one_object_a_line(tmp_path: Path) -> None:
    web = Web("json", "127.0.6.5", {"/list": Answer(status=403)})
    with web, scheduling(tmp_path, web, words=("--progress", "json")) as child:
        line = json.loads(heard(child, '"json"'))
        status, err = ended(child, signal.SIGTERM)

    assert set(line) == {"stage", "done", "total", "site", "message"}
    assert (line["stage"], line["site"]) == ("schedule", "json")
    assert line["message"].startswith("site says no (403)")
    assert status == 0
    assert all(json.loads(rest) for rest in err.splitlines())


def test_a_site_that_is_not_known_is_said_at_once(tmp_path: Path) -> None:
    with scheduling(tmp_path, words=("nowhere",)) as child:
        _, err = child.communicate(timeout=60)

    assert child.returncode == 2
    assert "nowhere" in err
