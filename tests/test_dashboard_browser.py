"""The served dashboard in a real browser: what a user sees, at both widths, and that nothing leaves the machine."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest

from bangyan import serve
from data.settings import Settings
from data.store import Store
from tests.desk import Desk, reprinted, told

sync_api = pytest.importorskip("playwright.sync_api")

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
ARGUMENTS += ["--disable-component-update", "--disable-sync"]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PATIENCE = 30_000  # milliseconds
CORRECTED = "更正：白鹭-7B在C-Eval上得分59.1。"
WIDER_THAN_THE_WINDOW = """() => [document.documentElement, document.querySelector('[data-testid="stMain"]')]
  .some(element => element.scrollWidth > window.innerWidth)"""

pytestmark = pytest.mark.browser


@dataclass
class Visit:
    """A tab on the served dashboard, with all that it asked for and all that went wrong."""

    tab: "sync_api.Page"
    root: str
    asked: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tab.set_default_timeout(PATIENCE)
        self.tab.on("request", lambda request: self.asked.append(request.url))
        self.tab.on("websocket", lambda socket: self.asked.append(socket.url))
        self.tab.on("pageerror", lambda error: self.wrong.append(str(error)))

    def go(self, path: str) -> None:
        self.tab.goto(self.root + path)
        self.tab.wait_for_selector("h1")
        self.tab.wait_for_selector('[data-test-script-state="notRunning"]')  # what is shown now stays

    def sees(self, text: str) -> None:
        self.tab.get_by_text(text).first.wait_for()

    def unfold(self, summary: str, shown: "sync_api.Locator") -> None:
        """Click until it is shown: a page that is drawn anew at the moment of the click folds it again."""
        for _ in range(6):
            if not shown.is_visible():
                self.tab.get_by_text(summary).first.click()
            with suppress(sync_api.TimeoutError):
                shown.wait_for(timeout=PATIENCE / 6)
                return
        shown.wait_for()

    def hosts(self) -> set[str | None]:
        """Every host that was asked for anything."""
        return {urlsplit(url).hostname for url in self.asked if urlsplit(url).scheme not in ("data", "blob")}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard that was started in a folder with a stranger's `data.py`."""
    folder = tmp_path_factory.mktemp("strange")
    (folder / "data.py").write_text("raise RuntimeError('a stranger')", encoding="utf-8")
    settings = Settings(home=folder / "home")
    with Store.open(settings) as store:
        told(Desk(store))
        reprinted(Desk(store))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | serve.environment(settings) | {"BANGYAN_LANG": "zh", "PYTHONUNBUFFERED": "1"}
    with (folder / "log").open("w") as log:
        child = subprocess.Popen(
            serve.command("127.0.0.1", port), cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=log, text=True
        )
    with child:
        assert child.stdout is not None
        assert any("URL:" in line for line in child.stdout), (folder / "log").read_text(encoding="utf-8")
        yield f"http://127.0.0.1:{port}"
        child.kill()  # politely asked, it waits for the tabs that are open


@pytest.fixture(scope="module")
def browser() -> Iterator["sync_api.Browser"]:
    """The Chromium of this machine."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def visit(request: pytest.FixtureRequest, browser: "sync_api.Browser", root: str) -> Iterator[Visit]:
    """A fresh tab of each width."""
    tab = browser.new_page(viewport=request.param)
    yield Visit(tab, root)
    tab.close()


def test_a_user_walks_from_the_timeline_to_a_claim_to_its_sentence(visit: Visit) -> None:
    tab = visit.tab

    visit.go("/")
    visit.sees("云雀科技今日发布云雀-7B。")
    sentence = tab.get_by_text("云雀-7B在C-Eval上得分61.5。")
    was_folded = not sentence.is_visible()
    visit.unfold("61.5", sentence)
    assert was_folded
    assert tab.locator(".vega-embed").count() == 0  # a single month needs no chart
    assert not tab.evaluate(WIDER_THAN_THE_WINDOW)

    tab.get_by_role("link", name="成绩", exact=True).click()
    tab.get_by_label("查询", exact=True).fill("云雀-7B C-Eval 61.5")
    tab.keyboard.press("Enter")
    visit.sees("出处：4 篇文章，")
    tab.locator("[data-testid=stDataFrame] canvas").first.wait_for()
    tab.locator(".vega-embed").first.wait_for()
    assert "q=" in tab.url
    assert not tab.evaluate(WIDER_THAN_THE_WINDOW)

    tab.get_by_role("link", name="云雀的成绩单").first.click()
    mark = tab.locator("mark", has_text="云雀-7B在C-Eval上得分61.5。")
    mark.wait_for()
    tab.wait_for_function("id => document.querySelector(':target')?.id === id", arg=mark.get_attribute("id"))
    assert tab.locator("tr.by-row").inner_text().split() == ["云雀-7B", "58.2"]
    assert "C-Eval 61.5" in (mark.get_attribute("data-hint") or "")
    assert not tab.evaluate(WIDER_THAN_THE_WINDOW)

    tab.locator(".by-side a", has_text="MMLU").click()
    tab.wait_for_function("document.querySelector(':target')?.tagName === 'TR'")
    assert visit.hosts() == {"127.0.0.1"}
    assert visit.wrong == []


def test_a_user_sees_why_an_article_is_a_reprint_and_goes_to_the_original(visit: Visit) -> None:
    tab = visit.tab

    visit.go("/article?id=4")
    reason = tab.get_by_text("一篇的正文有 100% 在另一篇里")
    tab.get_by_text("看这 3 篇，和归到一起的理由").click()
    reason.wait_for()
    assert tab.locator(".by-story code").inner_text() == "bangyan story 4 --part"
    assert not tab.evaluate(WIDER_THAN_THE_WINDOW)

    tab.locator(".by-story a", has_text="云雀-7B来了").first.click()
    visit.sees("这是首发，另有 2 篇转载")
    assert visit.wrong == []


def test_every_view_is_one_click_away_at_every_width(visit: Visit) -> None:
    visit.go("/article")

    for name in ("时间线", "成绩", "摘报", "文章"):
        visit.tab.get_by_role("link", name=name, exact=True).click()
        visit.tab.get_by_role("heading", level=1, name=name).wait_for()

    assert visit.wrong == []


def test_a_digest_of_a_week_fits_the_window_and_can_be_taken_along(visit: Visit) -> None:
    visit.go("/digest?length=week&day=2024-05-22")

    visit.sees("云雀-7B在C-Eval上得分61.5。")
    with visit.tab.expect_download() as download:
        visit.tab.get_by_role("button", name="下载 Markdown").click()

    assert download.value.suggested_filename == "bangyan-2024-05-20-2024-05-26.md"
    assert not visit.tab.evaluate(WIDER_THAN_THE_WINDOW)
    assert visit.wrong == []


def test_links_have_the_colour_of_the_theme(browser: "sync_api.Browser", root: str) -> None:
    visit = Visit(browser.new_page(viewport=WIDE), root)

    visit.go("/")
    visit.tab.locator(".by-card a").first.wait_for()

    assert visit.tab.locator(".by-card a").first.evaluate("a => getComputedStyle(a).color") == "rgb(138, 59, 18)"
    visit.tab.close()
