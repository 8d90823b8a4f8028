"""Crawling real sites over real HTTP on loopback: all arrives, nothing twice, and trouble costs only itself."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from crawler.job import Job, Outcome, Progress, Reach
from crawler.run import crawl
from crawler.site import parse_site
from data.language import use_language
from data.sample_articles import SampleArticle, sample_articles
from data.sample_pages import SAMPLE_SITES
from data.sample_sites import SampleServer, site_files
from data.schema import Article, Skipped
from data.settings import Settings
from data.store import Store
from tests.web import SENTENCE, Answer, Web, article, articles, feed, listing

ROOT = Path(__file__).parent.parent
MANY = 40


def kept(settings: Settings, site: str) -> list[Article]:
    with Store.open(settings) as store:
        return store.articles(site=site)


# ── the sample sites, from end to end ──


@dataclass(frozen=True)
class Samples:
    """The sample sites as the store has them, before and after the correction."""

    outcomes: list[Outcome]
    corrected: list[Outcome]
    articles: dict[str, Article]  # by the end of their address


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    settings = Settings(home=tmp_path_factory.mktemp("samples"))
    with SampleServer(fixed_ports=False) as server:
        sites = [parse_site(text, Path(f"{name}.toml")) for name, text in site_files(server).items()]
        outcomes = crawl(sites, settings, pages=9)
        with Store.open(settings) as store:
            found = {number(a.url): a for a in store.articles()}
        server.correct()
        return Samples(outcomes, crawl(sites, settings, pages=9, refresh=True), found)


def number(url: str | None) -> str:
    return re.findall(r"\d+", url or "")[-1]


EVERY = [pytest.param(a, id=f"{a.site}-{a.number}") for s in SAMPLE_SITES for a in sample_articles(s.id)]


@pytest.mark.parametrize("written", EVERY)
def test_every_sample_article_arrives_as_it_was_written(samples: Samples, written: SampleArticle) -> None:
    found = samples.articles[written.number]

    assert (found.site, found.title, found.author) == (written.site, written.title, written.author)
    assert (found.published, found.source) == (written.published.isoformat(), written.source)
    assert found.text == plain(written.body)


def test_crawl_of_the_samples_has_neither_failures_nor_duplicates(samples: Samples) -> None:
    assert [(o.error, o.failed) for o in samples.outcomes] == [(None, 0)] * len(SAMPLE_SITES)
    assert [o.new for o in samples.outcomes] == [len(sample_articles(s.id)) for s in SAMPLE_SITES]


def test_refresh_finds_the_corrected_articles_and_no_other(samples: Samples) -> None:
    changes = [
        sum(a.body != b.body for a, b in zip(sample_articles(s.id), sample_articles(s.id, corrected=True), strict=True))
        for s in SAMPLE_SITES
    ]

    assert [(o.new, o.changed) for o in samples.corrected] == [(0, changed) for changed in changes]


def plain(markdown: str) -> str:
    """The text that a reader of the page sees, as we write tables and lists; a line of 来源 is a field of its own."""
    markdown = re.sub(r"^来源：\S+\n\n", "", markdown)
    lines = (re.sub(r"^#+ |\*\*", "", line.replace("\u3000", " ")) for line in markdown.splitlines())
    return "\n".join(
        "|" + "---|" * (line.count("|") - 1) if re.fullmatch(r"[|\s:-]+", line) and line else line for line in lines
    )


# ── trouble ──


@dataclass(frozen=True)
class Trouble:
    """One crawl of several sites that each have a trouble of their own."""

    settings: Settings
    webs: dict[str, Web]
    outcomes: dict[str, Outcome]

    def skipped(self, site: str) -> dict[str, str]:
        """Why each skipped page of a site was skipped."""
        with Store.open(self.settings) as store:
            (visit,) = store.crawls(site)
            with store.session() as session:
                rows = session.exec(select(Skipped).where(Skipped.crawl_id == visit.id)).all()
        return {row.url: row.why for row in rows}


LARGE = Answer(b"x" * (6 * 1024 * 1024))
HALF = Answer("<p>half", headers={"Content-Length": "5000"})
CAPTCHA = Answer("<title>安全验证</title><p>验证您是真人</p>")
WEBS: dict[str, dict[str, Any]] = {
    "partly": {
        "/list": listing(1, 2, 3, 4, 5, 6, "/a/1?utm_source=x", "/a/2#top", "/about", "https://other.example/a/9"),
        **articles(1, 2),
        "/a/3": article(3, body=""),
        "/a/5": LARGE,
        "/a/6": HALF,
    },
    "closed": {"/robots.txt": Answer(status=503), "/list": listing(1), **articles(1)},
    "forbidden": {"/robots.txt": Answer("User-agent: *\nDisallow: /a/"), "/list": listing(1), **articles(1)},
    "slowed": {"/robots.txt": Answer("User-agent: *\nCrawl-delay: 0.2"), "/list": listing(1), **articles(1)},
    "refusing": {"/list": listing(1, 2, 3, 4), **{f"/a/{n}": Answer(status=403) for n in range(9)}, "delay": 0.01},
    "busy": {"/list": Answer(status=429, headers={"Retry-After": "60"})},
    "captcha": {"/list": listing(1, 2, 3), **{f"/a/{n}": CAPTCHA for n in range(9)}, "delay": 0.01},
    "htmlfeed": {"/feed": Answer("<!DOCTYPE html><p>hello</p>"), "feeds": ["/feed"], "lists": []},
    "onefeed": {"/feed": Answer("<html>"), "feeds": ["/feed"], "/list": listing(1), **articles(1)},
    "fulltext": {"/feed": feed(1, 2), "feeds": ["/feed"], "lists": [], **articles(1)},
    "changed": {"/list": listing("/about", "/contact")},
    "redirect": {"/list": listing(1, 2), **articles(2), "/a/1": Answer(status=302, headers={"Location": "http://127.0.0.1:9/a/1"})},
    "looping": {"/list": listing(1, 2), **articles(2), "/a/1": Answer(status=302, headers={"Location": "/a/1"})},
    "paged": {
        **{f"/p{n}": listing(*range(n * 10, n * 10 + 3)) for n in (1, 2, 3)},
        **articles(*range(10, 13), *range(20, 23), *range(30, 33)),
        "lists": ["/p{page}"],
    },
    "mapped": {
        "/map.xml": Answer("<sitemapindex><sitemap><loc>/sub.xml</loc></sitemap></sitemapindex>"),
        "/sub.xml": Answer("<urlset><url><loc>/a/1</loc></url><url><loc>/a/2</loc></url></urlset>"),
        **articles(1, 2),
        "sitemaps": ["/map.xml"],
        "lists": [],
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def trouble(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trouble]:
    folder = tmp_path_factory.mktemp("foreign")
    for name in ("data.py", "crawler.py", "scrapy.py"):
        (folder / name).write_text("raise SystemExit('a foreign module was imported')")
    settings = Settings(home=tmp_path_factory.mktemp("trouble"))
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        webs = {name: stack.enter_context(a_web(name, n, said)) for n, (name, said) in enumerate(WEBS.items(), 10)}
        patch.chdir(folder)
        patch.setenv("PYTHONWARNINGS", "error::DeprecationWarning:crawler,error:::scrapy")
        use_language("en")
        outcomes = crawl([web.site for web in webs.values()], settings, pages=2)
        yield Trouble(settings, webs, {outcome.site: outcome for outcome in outcomes})


def a_web(name: str, place: int, said: dict[str, Any]) -> Web:
    answers = {path: answer for path, answer in said.items() if path.startswith("/")}
    return Web(name, f"127.0.1.{place}", answers, **{key: value for key, value in said.items() if key not in answers})


def test_bad_pages_cost_only_themselves(trouble: Trouble) -> None:
    outcome = trouble.outcomes["partly"]

    assert (outcome.new, outcome.failed, outcome.error) == (2, 4, None)


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (3, "body not found: '{url}'"),
        (4, "site answers 404: '{url}'"),
        (5, "page is too large: '{url}'"),
        (6, "page broke off: '{url}'"),
    ],
)
def test_bad_page_is_noted_in_plain_words(trouble: Trouble, page: int, why: str) -> None:
    url = f"{trouble.webs['partly'].home}/a/{page}"

    assert trouble.skipped("partly")[url] == why.format(url=url)


def test_one_article_under_several_addresses_is_asked_once(trouble: Trouble) -> None:
    asked = trouble.webs["partly"].asked

    assert asked["/a/1"] == 1
    assert not asked["/a/1?utm_source=x"]


@pytest.mark.parametrize(
    ("site", "error"),
    [
        ("closed", "robots.txt gives no answer, so the host is left alone: '{home}/list'"),
        ("forbidden", "robots.txt forbids: '{home}/a/1'"),
        ("refusing", "site says no (403): '{home}/a/"),
        ("busy", "site says no (429): '{home}/list'"),
        ("captcha", "site asks for a captcha: '{home}/a/"),
        ("htmlfeed", "feed is HTML, not RSS: '{home}/feed'"),
        ("changed", "list page links to no article: '{home}/list'; has it changed?"),
    ],
)
def test_site_that_gives_nothing_says_why(trouble: Trouble, site: str, error: str) -> None:
    outcome = trouble.outcomes[site]

    assert outcome.new == 0
    assert (outcome.error or "").startswith(error.format(home=trouble.webs[site].home))


@pytest.mark.parametrize("site", ["closed", "forbidden"])
def test_what_robots_txt_closes_is_not_asked(trouble: Trouble, site: str) -> None:
    assert trouble.webs[site].articles_asked == 0


def test_first_stop_sign_ends_the_crawl_of_its_site(trouble: Trouble) -> None:
    assert trouble.webs["refusing"].articles_asked == 1


def test_articles_that_are_left_alone_after_a_stop_sign_are_no_failures(trouble: Trouble) -> None:
    assert trouble.outcomes["refusing"].failed == 1


def test_answer_that_says_no_is_not_asked_again(trouble: Trouble) -> None:
    assert trouble.webs["busy"].asked["/list"] == 1


def test_robots_txt_is_asked_once(trouble: Trouble) -> None:
    assert trouble.webs["partly"].asked["/robots.txt"] == 1


def test_feed_that_is_html_leaves_the_list_page_in_force(trouble: Trouble) -> None:
    outcome = trouble.outcomes["onefeed"]

    assert (outcome.new, outcome.error) == (1, None)
    assert "feed is HTML" in trouble.skipped("onefeed")[f"{trouble.webs['onefeed'].home}/feed"]


def test_full_text_of_a_feed_stands_in_for_a_page_that_fails(trouble: Trouble) -> None:
    outcome = trouble.outcomes["fulltext"]
    by_title = {a.title: a for a in kept(trouble.settings, "fulltext")}

    assert (outcome.new, outcome.failed) == (2, 0)
    assert by_title["第2号"].text == "\n\n".join([SENTENCE] * 5)
    assert (by_title["第2号"].author, by_title["第2号"].published) == ("季棠", "2024-05-20T14:30:00+08:00")
    assert by_title["栖木智能第1号报道"].text == "\n\n".join([SENTENCE] * 2)


def test_redirect_to_a_private_address_is_not_followed(trouble: Trouble) -> None:
    outcome = trouble.outcomes["redirect"]

    assert (outcome.new, outcome.failed) == (1, 1)
    assert "private address is not visited: 'http://127.0.0.1:9/a/1'" in "".join(trouble.skipped("redirect").values())


def test_redirects_in_a_circle_end(trouble: Trouble) -> None:
    outcome = trouble.outcomes["looping"]

    assert (outcome.new, outcome.failed) == (1, 1)
    assert trouble.webs["looping"].asked["/a/1"] <= 6


def test_lists_are_read_as_many_pages_back_as_asked(trouble: Trouble) -> None:
    assert trouble.outcomes["paged"].new == 6
    assert not trouble.webs["paged"].asked["/p3"]


def test_sitemap_index_leads_to_articles(trouble: Trouble) -> None:
    assert trouble.outcomes["mapped"].new == 2


def test_outcome_names_the_articles_that_are_new(trouble: Trouble) -> None:
    ids = {a.id for a in kept(trouble.settings, "mapped")}

    assert set(trouble.outcomes["mapped"].article_ids) == ids


def test_no_site_is_no_crawl(settings: Settings) -> None:
    assert crawl([], settings) == []


# ── interruptions ──


@pytest.fixture
def many() -> Iterator[Web]:
    answers = {"/list": listing(*range(MANY)), **articles(*range(MANY))}
    with Web("many", "127.0.1.40", answers, delay=0.3) as web:
        yield web


def child(job: Job) -> subprocess.Popen[str]:
    """The process that `crawl` starts, for a test that wants to do something to it."""
    started = subprocess.Popen(
        [sys.executable, "-P", "-m", "crawler.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert started.stdin is not None
    started.stdin.write(job.model_dump_json() + "\n")
    started.stdin.flush()
    return started


def after(done: int, started: subprocess.Popen[str], act: Callable[[], object]) -> None:
    """Do something to the child once it has said that it did so many articles, and wait for its end."""
    assert started.stdout is not None
    with started:
        for line in started.stdout:
            if json.loads(line).get("progress", {}).get("done") == done:
                act()
                break
        for _ in started.stdout:
            pass


def test_crawl_that_was_killed_and_repeated_has_every_article_once(many: Web, settings: Settings) -> None:
    job = Job(sites=[many.site], settings=settings, reach=Reach(), language="en")
    started = child(job)
    after(15, started, started.kill)
    before = {a.url for a in kept(settings, "many")}

    (outcome,) = crawl([many.site], settings)

    urls = [a.url for a in kept(settings, "many")]
    assert started.returncode == -signal.SIGKILL
    assert 15 <= len(before) < MANY
    assert sorted(urls) == sorted(f"{many.home}/a/{n}" for n in range(MANY))
    assert outcome.new == MANY - len(before)


def test_crawl_whose_parent_is_gone_ends_by_itself_and_keeps_what_it_had(many: Web, settings: Settings) -> None:
    started = child(Job(sites=[many.site], settings=settings, reach=Reach(), language="en"))
    assert started.stdin is not None
    after(5, started, started.stdin.close)

    with Store.open(settings) as store:
        (visit,) = store.crawls("many")
    assert started.returncode == 0
    assert visit.ended is not None
    assert 5 <= visit.new == len(kept(settings, "many")) < MANY


PARENT = """
import sys
from crawler.job import Job
from crawler.run import crawl
job = Job.model_validate_json(sys.stdin.readline())
crawl(job.sites, job.settings, progress=lambda told: print(told.done, flush=True))
"""


def test_ctrl_c_ends_the_child_too_and_keeps_what_it_had(many: Web, settings: Settings) -> None:
    job = Job(sites=[many.site], settings=settings, reach=Reach(), language="en")
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    with parent:
        assert parent.stdin is not None
        assert parent.stdout is not None
        parent.stdin.write(job.model_dump_json() + "\n")
        parent.stdin.flush()
        while parent.stdout.readline() not in ("5\n", ""):
            pass
        parent.send_signal(signal.SIGINT)
        _, said = parent.communicate(timeout=30)

    with Store.open(settings) as store:
        (visit,) = store.crawls("many")
    assert said.strip().endswith("KeyboardInterrupt")
    assert visit.ended is not None
    assert 5 <= visit.new == len(kept(settings, "many")) < MANY


def test_progress_counts_up_to_all_that_was_found(many: Web, settings: Settings) -> None:
    told: list[Progress] = []

    crawl([many.site], settings, progress=told.append)

    assert [p.done for p in told] == list(range(1, MANY + 1))
    assert {(p.site, p.total) for p in told} == {("many", MANY)}


def test_since_leaves_older_entries_of_a_feed_alone(settings: Settings) -> None:
    with Web("f", "127.0.1.41", {"/feed": feed(1, 2), **articles(1, 2)}, feeds=["/feed"], lists=[]) as web:
        (later,) = crawl([web.site], settings, since="2024-05-21")
        (same,) = crawl([web.site], settings, since="2024-05-20")

    assert (later.new, same.new) == (0, 2)


# ── Scrapy's own commands ──


def scrapy(settings: Settings, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", *words], cwd=ROOT, check=True, timeout=60, capture_output=True, text=True,
        env={**os.environ, "BANGYAN_HOME": str(settings.home)},
    )  # fmt: skip
    return done.stdout


def test_scrapy_crawls_a_site_of_the_home_as_it_lists_it(many: Web, settings: Settings) -> None:
    settings.sites_dir.mkdir(parents=True)
    site = many.site
    (settings.sites_dir / "many.toml").write_text(
        f'id = "many"\nname = "many"\nhome = "{site.home}"\nlists = ["{site.lists[0]}"]\narticle = "/a/"\n'
        "delay = 0\nprivate = true\n"
    )

    names = scrapy(settings, "list").split()
    scrapy(settings, "crawl", "many")

    assert {"lieyun", "many"} <= set(names)
    assert len(kept(settings, "many")) == MANY
