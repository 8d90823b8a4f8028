"""What `sites check`, `sites add` and `save-page` promise on the command line."""

import io
import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from bangyan.cli import run
from bangyan.commands.checking import rest_until
from bangyan.saving import save_pair
from crawler.check import check
from crawler.guest import Guest
from crawler.page import read_page
from crawler.paper import ask_paper
from crawler.site import Site, load_site
from crawler.site_toml import toml_of
from data.settings import Settings
from data.store import Store
from tests.papers import NOW, announced, front, paper, papers, rss, title_of
from tests.web import Answer, Web

NUMBERS = range(20, 24)
SELECT = {"title": ["h1.headline"], "published": ["span.when"], "body": ["div.article-body"]}
WELL = {"/feed": rss(NUMBERS), "/list": front(NUMBERS), **papers(NUMBERS)}
SITES_KEYS = [
    "id", "name", "enabled", "why", "verified", "last_good", "next_due", "articles_24h", "expects", "failures",
    "last_error",
]  # fmt: skip

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def bangyan(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Runs a command line in a home of its own: (status, standard output, standard error)."""

    def call(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(""))
        status = run(["--home", str(home), "--lang", "en", *words])
        out, err = capsys.readouterr()
        return status, out, err

    return call


class Terminal(io.StringIO):
    """A person's terminal, as far as anybody asks."""

    def isatty(self) -> bool:
        return True


def known(home: Path, site: Site) -> None:
    """Let a site be one of the user's own."""
    (home / "sites").mkdir(parents=True, exist_ok=True)
    (home / "sites" / f"{site.id}.toml").write_text(toml_of(site), encoding="utf-8")


def web(name: str = "mine", **keys: object) -> Web:
    said = {"feeds": ["/feed"], "article": r"/p/\d+\.html", "select": SELECT} | keys
    return Web(name, "127.0.0.61", WELL, **said)


# ── sites ──


def test_sites_without_a_word_lists_them_with_the_keys_of_old(bangyan: Call) -> None:
    status, out, _ = bangyan("sites", "--json")

    assert status == 0
    assert [list(row) for row in json.loads(out)][:1] == [SITES_KEYS]


def test_form_before_the_word_is_called_wrongly(bangyan: Call) -> None:
    status, _, err = bangyan("sites", "--json", "check")

    assert status == 2
    assert "bangyan sites check --json" in err


# ── sites check ──


def test_site_that_is_well_ends_0_and_is_verified_from_today(bangyan: Call, home: Path) -> None:
    with web() as mine:
        known(home, mine.site)

        status, out, err = bangyan("sites", "check", "mine", "--json")

    _, listed, _ = bangyan("sites", "--json")
    verified = next(row["verified"] for row in json.loads(listed) if row["id"] == "mine")
    assert status == 0
    assert {row["state"] for row in json.loads(out)} == {"ok"}
    assert f"mine: verified on {verified}" in err


def test_site_with_something_to_mend_ends_1_says_it_and_is_not_verified(bangyan: Call, home: Path) -> None:
    with web(select=SELECT | {"body": ["#paragraph"]}) as mine:
        known(home, mine.site)

        status, out, _ = bangyan("sites", "check", "mine", "--json")

    with Store.open(Settings(home=home)) as store:
        assert "mine" not in store.site_states()
    bad = [row for row in json.loads(out) if row["state"] == "bad"]
    assert status == 1
    assert [(row["site"], row["what"]) for row in bad] == [("mine", "body")]
    assert "div.article-body" in bad[0]["advice"]


def test_people_see_a_table_of_what_was_looked_at(bangyan: Call, home: Path) -> None:
    with web() as mine:
        known(home, mine.site)

        status, out, _ = bangyan("sites", "check", "mine")

    assert status == 0
    assert all(word in out for word in ("mine", "robots", "feed", "article", "what to do"))


def test_disabled_site_is_looked_at_only_when_named(bangyan: Call, home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "only"
    folder.mkdir()
    with web("off", enabled=False, why="试用") as off, web("on") as on:
        for site in (off.site, on.site):
            (folder / f"{site.id}.toml").write_text(toml_of(site), encoding="utf-8")

        _, out, _ = bangyan("sites", "check", "--sites", str(folder), "--jsonl")
        _, named, _ = bangyan("sites", "check", "off", "--sites", str(folder), "--jsonl")

    assert {json.loads(line)["site"] for line in out.splitlines()} == {"on"}
    assert {json.loads(line)["site"] for line in named.splitlines()} == {"off"}


def test_unknown_site_ends_2_and_names_the_nearest(bangyan: Call) -> None:
    status, _, err = bangyan("sites", "check", "lieyum")

    assert status == 2
    assert "did you mean 'lieyun'?" in err


# ── sites add ──


def new_web() -> Web:
    return Web(
        "x", "127.0.0.62", {"/": front(NUMBERS, head=announced("/feed")), "/feed": rss(NUMBERS), **papers(NUMBERS)}
    )


def test_file_is_shown_and_not_written_where_nobody_can_be_asked(bangyan: Call, home: Path) -> None:
    with new_web() as new:
        status, out, err = bangyan("sites", "add", new.home, "--private", "--delay", "0")

    assert status == 0
    assert "feeds = " in out
    assert title_of(23) in out
    assert "with --yes" in err
    assert not (home / "sites").exists()


@pytest.mark.parametrize(("answer", "written"), [("y\n", True), ("\n", False), ("n\n", False)])
def test_person_at_a_terminal_is_asked_first(
    home: Path, monkeypatch: pytest.MonkeyPatch, answer: str, written: bool
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    monkeypatch.setattr("sys.stdout", Terminal())
    with new_web() as new:
        status = run(["--home", str(home), "sites", "add", new.home, "--private", "--delay", "0", "--id", "new"])

    assert status == 0
    assert (home / "sites" / "new.toml").exists() is written


def test_written_file_is_a_site_that_can_be_crawled(bangyan: Call, home: Path) -> None:
    with new_web() as new:
        added, _, err = bangyan("sites", "add", new.home, "--private", "--delay", "0", "--yes", "--id", "new")
        crawled, out, _ = bangyan("crawl", "new", "--json")

    site = load_site(home / "sites" / "new.toml")
    assert added == 0
    assert "bangyan crawl new" in err
    assert (site.id, site.private, site.verified) == ("new", True, "")
    assert crawled == 0
    assert [row["new"] for row in json.loads(out)] == [4]


def test_programs_get_one_row_with_the_file_and_what_it_would_read(bangyan: Call, home: Path) -> None:
    with new_web() as new:
        _, out, _ = bangyan("sites", "add", new.home, "--private", "--delay", "0", "--json")

    (row,) = json.loads(out)
    assert (row["known"], row["written"]) == (False, False)
    assert tomllib.loads(row["toml"])["id"] == row["id"]
    assert row["articles"][0]["title"] == title_of(23)
    assert row["articles"][0]["sentence"].endswith("。")


def test_dry_run_writes_nothing_even_with_yes(bangyan: Call, home: Path) -> None:
    with new_web() as new:
        bangyan("sites", "add", new.home, "--private", "--delay", "0", "--yes", "--dry-run")

    assert not (home / "sites").exists()


@pytest.mark.parametrize("url", ["https://www.lieyunwang.com/", "lieyunpro.com", "https://m.lieyunpro.com/archives/7"])
def test_known_site_is_said_and_not_written_again(bangyan: Call, home: Path, url: str) -> None:
    status, out, err = bangyan("sites", "add", url, "--yes")

    assert (status, out) == (0, "")
    assert "site is known: 'lieyun'" in err
    assert not (home / "sites").exists()


def test_private_address_needs_its_word(bangyan: Call) -> None:
    with new_web() as new:
        status, _, err = bangyan("sites", "add", new.home, "--yes")

        assert status == 1
        assert "private address is not visited" in err
        assert "--private" in err
        assert not new.asked


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["https://new.example/", "--id", "lieyun"], "id is taken: 'lieyun'"),
        (["https://new.example/", "--id", "Neu!"], "no id: 'Neu!'"),
        (["https://new.example/", "--delay", "0"], "needs --private"),
    ],
)
def test_option_that_cannot_be_ends_2(bangyan: Call, words: list[str], said: str) -> None:
    status, _, err = bangyan("sites", "add", *words)

    assert status == 2
    assert said in err


@pytest.mark.parametrize("url", ["ftp://new.example/", "https://", "http://[broken/"])
def test_what_is_no_web_address_is_one_clear_line(bangyan: Call, url: str) -> None:
    status, _, err = bangyan("sites", "add", url)

    assert status == 1
    assert len(err.splitlines()) == 1
    assert f"not a web address: '{url}'" in err
    assert "bug" not in err


# ── save-page ──


def test_page_of_a_known_site_is_saved_as_the_pair_that_tests_it(bangyan: Call, home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    with web() as mine:
        known(home, mine.site)

        status, out, err = bangyan("save-page", f"{mine.home}/p/22.html", "--output", str(folder))

    expected = json.loads((folder / "mine-1.json").read_text("utf-8"))
    body = (folder / "mine-1.html").read_bytes()
    assert status == 0
    assert title_of(22) in out
    assert "mine-1.json" in err
    assert list(expected) == ["url", "fetched", "title", "author", "source", "published", "text", "gaps"]
    assert expected["title"] == title_of(22)
    assert expected["gaps"] == {"site": {}, "general": {}}
    assert read_page(body, now=NOW).text == "\n\n".join(expected["text"])


def test_page_that_was_saved_is_not_written_again_unless_forced(bangyan: Call, home: Path, tmp_path: Path) -> None:
    with web() as mine:
        known(home, mine.site)
        line = ("save-page", f"{mine.home}/p/22.html", "--output", str(tmp_path))
        bangyan(*line)
        (tmp_path / "mine-1.html").write_text("mine", "utf-8")

        again, _, err = bangyan(*line)
        kept = (tmp_path / "mine-1.html").read_text("utf-8")
        forced, _, _ = bangyan(*line, "--force")

    assert (again, forced) == (1, 0)
    assert "--force" in err
    assert kept == "mine"
    assert (tmp_path / "mine-1.html").read_text("utf-8") != "mine"


def test_next_page_takes_the_next_number(bangyan: Call, home: Path, tmp_path: Path) -> None:
    with web() as mine:
        known(home, mine.site)
        for number in (21, 22):
            bangyan("save-page", f"{mine.home}/p/{number}.html", "--output", str(tmp_path))

    assert sorted(path.name for path in tmp_path.glob("mine-*")) == [
        "mine-1.html", "mine-1.json", "mine-2.html", "mine-2.json",
    ]  # fmt: skip


def test_fields_that_the_general_reader_misses_are_named_as_gaps(bangyan: Call, home: Path, tmp_path: Path) -> None:
    with web(select=SELECT | {"title": ["footer"], "author": ["span.who"]}) as mine:
        known(home, mine.site)

        bangyan("save-page", f"{mine.home}/p/22.html", "--output", str(tmp_path))

    assert list(json.loads((tmp_path / "mine-1.json").read_text("utf-8"))["gaps"]["general"]) == ["title"]


def test_page_without_a_body_is_saved_to_be_looked_at_and_ends_1(bangyan: Call, home: Path, tmp_path: Path) -> None:
    with web() as mine:
        known(home, mine.site)
        mine.change("/p/22.html", Answer("<title>空</title><div id='app'></div>"))

        status, out, err = bangyan("save-page", f"{mine.home}/p/22.html", "--output", str(tmp_path), "--json")

    assert status == 1
    assert "body not found" in err
    assert json.loads(out)[0]["error"]
    assert json.loads((tmp_path / "mine-1.json").read_text("utf-8"))["text"] == []
    assert (tmp_path / "mine-1.html").exists()


def test_disabled_site_s_reason_is_said_when_a_page_of_it_is_saved(bangyan: Call, home: Path, tmp_path: Path) -> None:
    with web(enabled=False, why="只供试用") as mine:
        known(home, mine.site)

        status, _, err = bangyan("save-page", f"{mine.home}/p/22.html", "--output", str(tmp_path))

    assert status == 0
    assert "site is disabled: 'mine': 只供试用" in err


def test_captcha_is_not_saved(bangyan: Call, home: Path, tmp_path: Path) -> None:
    with web() as mine:
        known(home, mine.site)
        mine.change("/p/22.html", Answer("<title>安全验证</title><p>请完成验证</p>"))

        status, _, err = bangyan("save-page", f"{mine.home}/p/22.html", "--output", str(tmp_path))

    assert status == 1
    assert "captcha" in err
    assert list(tmp_path.glob("*.html")) == []


def test_page_of_an_unknown_site_is_read_in_general_and_named_by_its_host(settings: Settings, tmp_path: Path) -> None:
    with web() as mine:
        url = f"{mine.home}/p/22.html"

        pair = save_pair(ask_paper(Guest(settings, mine.site, now=lambda: NOW), url), url, None, tmp_path)

        assert pair.html.name == f"{mine.home.removeprefix('http://').replace(':', '_')}-1.html"
    assert pair.article
    assert pair.article.title == title_of(22)


def test_page_whose_header_alone_knows_its_encoding_is_saved_as_utf_8(settings: Settings, tmp_path: Path) -> None:
    text = str(paper(22).body).replace("云岭", "雲嶺")
    headers = {"Content-Type": "text/html; charset=big5"}
    with web() as mine:
        url = f"{mine.home}/p/22.html"
        mine.change("/p/22.html", Answer(text.encode("big5hkscs", "ignore"), headers=headers))

        pair = save_pair(ask_paper(Guest(settings, mine.site, now=lambda: NOW), url), url, None, tmp_path)

    assert pair.article
    assert read_page(pair.html.read_bytes(), now=NOW).text == pair.article.text


# ── Ctrl-C ──


def test_look_ends_at_its_next_rest_when_nobody_waits_for_it_any_more(settings: Settings) -> None:
    over = Event()
    over.set()
    with web() as mine:
        slow = mine.site.model_copy(update={"delay": 3600.0})

        found = check(slow, Guest(settings, slow, now=lambda: NOW, rest=rest_until(over)))

        assert sum(mine.asked.values()) == 1
    assert [finding.seen for finding in found if finding.what == "stop sign"] == ["interrupted"]
