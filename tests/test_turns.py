"""`bangyan crawl` takes its turn: never at a site that another process crawls, and it notes when each is next due."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bangyan.cli import run
from bangyan.pace import bounds
from bangyan.run import now
from bangyan.turns import Turns, crawl_in_turn
from crawler.run import Outcome
from crawler.site import Site
from data.schema import SiteState
from data.settings import Settings
from data.store import Store
from tests.web import Answer, Web, articles, listing

AT = datetime.fromisoformat("2026-11-24T08:00:00+08:00")
HOUR = timedelta(hours=1)

Told = tuple[int, str, str]


@pytest.fixture
def web() -> Iterator[Web]:
    with Web("here", "127.0.5.1", {"/list": listing(1, 2), **articles(1, 2)}) as web:
        yield web


@pytest.fixture
def other() -> Iterator[Web]:
    with Web("there", "127.0.5.2", {"/list": listing(1), **articles(1)}) as web:
        yield web


@pytest.fixture
def bangyan(settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Told]:
    """Runs a command line over the sites of these webs alone."""

    def call(*words: str, webs: tuple[Web, ...] = ()) -> Told:
        (tmp_path / "sites").mkdir(exist_ok=True)
        for web in webs:
            file(tmp_path / "sites", web.site)
        status = run(["--home", str(settings.home), "--lang", "en", *words, "--sites", str(tmp_path / "sites")])
        return status, *capsys.readouterr()

    return call


def file(folder: Path, site: Site) -> None:
    keys = site.model_dump(mode="json", exclude={"select", "expects"})
    lines = [f"{key} = {json.dumps(value)}" for key, value in keys.items()]
    (folder / f"{site.id}.toml").write_text("\n".join(lines), encoding="utf-8")


def state(settings: Settings, site: str = "here") -> SiteState:
    with Store.open(settings) as store:
        return store.site_states()[site]


# ── the command ──


def test_a_crawl_notes_when_the_site_is_next_due_and_lets_go_of_it(
    bangyan: Callable[..., Told], web: Web, settings: Settings
) -> None:
    began = now()

    status, _, _ = bangyan("crawl", webs=(web,))

    noted = state(settings)
    least, most = bounds(web.site)
    assert status == 0
    assert (noted.holder, noted.failures, noted.verified) == (None, 0, noted.last_good and noted.last_good[:10])
    assert began + least <= datetime.fromisoformat(noted.next_due or "") <= now() + most


def test_a_site_that_another_process_crawls_is_left_out_in_one_clear_line(
    bangyan: Callable[..., Told], web: Web, other: Web, settings: Settings
) -> None:
    with Store.open(settings) as store:
        store.take_lease("here", "another", now())

    status, out, err = bangyan("crawl", "--json", webs=(web, other))

    assert status == 0
    assert [row["site"] for row in json.loads(out)] == ["there"]
    assert len(err.splitlines()) == 1
    assert err.startswith("bangyan: here: another process is crawling it")
    assert state(settings).holder == "another"
    assert web.asked.total() == 0


def test_what_is_not_due_is_not_crawled_with_due(bangyan: Callable[..., Told], web: Web, settings: Settings) -> None:
    bangyan("crawl", "--due", webs=(web,))
    asked = web.asked.total()

    status, out, err = bangyan("crawl", "--due", webs=(web,))

    assert (status, out, err) == (0, "", "no site is due\n")
    assert web.asked.total() == asked > 0


def test_what_another_process_crawls_is_not_due(bangyan: Callable[..., Told], web: Web, settings: Settings) -> None:
    with Store.open(settings) as store:
        store.take_lease("here", "another", now())

    status, out, err = bangyan("crawl", "--due", webs=(web,))

    assert (status, out, err) == (0, "", "no site is due\n")


def test_a_backfill_is_planned_at_the_pace_there_was(
    bangyan: Callable[..., Told], web: Web, settings: Settings
) -> None:
    bangyan("crawl", webs=(web,))
    web.change("/list", listing(*range(1, 10)))
    for path, answer in articles(*range(3, 10)).items():
        web.change(path, answer)

    bangyan("crawl", "--pages", "2", webs=(web,))

    assert state(settings).interval == 3600


def test_a_failing_site_is_next_due_after_twice_its_interval(
    bangyan: Callable[..., Told], web: Web, settings: Settings
) -> None:
    web.change("/list", Answer(status=403))

    status, _, _ = bangyan("crawl", webs=(web,))

    noted = state(settings)
    assert (status, noted.failures) == (1, 1)
    assert now() + 1.7 * HOUR < datetime.fromisoformat(noted.next_due or "") < now() + 2.3 * HOUR


# ── the conductor ──


def test_a_crawl_whose_process_died_is_noted_as_failed(
    web: Web, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.run._environment", lambda: {"PYTHONHOME": "/nowhere"})

    outcomes, _ = crawl_in_turn([web.site], settings)

    noted = state(settings)
    assert outcomes[0].error is not None
    assert (noted.failures, noted.last_error, noted.holder) == (1, outcomes[0].error, None)


def test_a_crawl_that_is_interrupted_leaves_its_site_due_and_free(web: Web, settings: Settings) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        crawl_in_turn([web.site], settings, progress=interrupt)

    with Store.open(settings) as store:
        assert Turns(store).due([web.site]) == [web.site]


def test_a_site_that_another_crawled_since_we_looked_is_not_taken(settings: Settings) -> None:
    keys = {"name": "某站", "home": "https://a.example/", "lists": ["https://a.example/"], "article": "/a/"}
    site = Site.model_validate({"id": "a", **keys})
    with Store.open(settings) as store:
        we, they = (Turns(store, clock=lambda: AT, chance=lambda: 0.5) for _ in range(2))
        seen = we.due([site])
        they.take(site, if_due=True)
        number = store.begin_crawl("a", AT.isoformat())
        store.end_crawl(number, ended=AT.isoformat(), pages=0, new=0, changed=0, failed=0, error=None)
        they.end(site, Outcome("a"))

        assert seen == [site]
        assert not we.take(site, if_due=True)
        assert we.take(site)


def test_we_are_offline_where_the_sites_before_failed_too(settings: Settings) -> None:
    keys = {"name": "某站", "home": "https://a.example/", "lists": ["https://a.example/"], "article": "/a/"}
    sites = [Site.model_validate({"id": name, **keys}) for name in ("a", "b", "c")]
    with Store.open(settings) as store:
        turns = Turns(store, clock=lambda: AT, chance=lambda: 0.5)
        waits = []
        for site in sites:
            turns.take(site)
            waits.append(turns.end(site, Outcome(site.id, error="host not found")).next_due - AT)

    assert waits == [2 * HOUR, 2 * HOUR, HOUR]
