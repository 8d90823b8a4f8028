"""The dashboard as a reader's browser shows it, started from a stranger's folder."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bangyan.serve import command, environment
from data.lexicon import load_lexicon
from data.schema import ArticleFields
from data.settings import Settings
from data.store import Store
from nlp.read import EXTRACTOR, VERSION, read

TEXT = "5月6日，云岭智能发布云岭-7B。\n\n在C-Eval评测中，云岭-7B得分71.5。"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
AT = "2026-05-06T10:00:00+08:00"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A dashboard over one article, served from a folder whose modules bear our floors' names."""
    settings = Settings(home=tmp_path / "home", lang="zh")
    fields = ArticleFields(url="http://127.0.0.9/1", title="云岭-7B来了", published="2026-05-06", text=TEXT)
    with Store.open(settings) as store:
        article = store.article(store.keep(fields, site="yunling", fetched=AT).article_id)
        assert article is not None
        found = read(TEXT, title=fields.title, published=fields.published, lexicon=load_lexicon())
        store.note_reading(article, found, extractor=EXTRACTOR, extractor_version=VERSION, at=AT)
    (tmp_path / "data.py").write_text("raise RuntimeError('a stranger')", encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = os.environ | environment(settings) | {"BANGYAN_LANG": "zh"}
    child = subprocess.Popen(command("127.0.0.1", port), cwd=tmp_path, env=own, stdout=subprocess.DEVNULL)
    yield f"http://127.0.0.1:{port}"
    child.terminate()
    child.wait(20)


@pytest.mark.browser
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # Playwright leaves its pipes to the collector
def test_a_reader_walks_the_three_views_and_nothing_leaves_the_machine(address: str) -> None:
    from playwright.sync_api import sync_playwright

    asked: set[str | None] = set()
    with sync_playwright() as play:
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.on("request", lambda request: asked.add(urlsplit(request.url).hostname))
        _open(page, address)
        page.get_by_text("云岭-7B").first.wait_for()
        page.goto(f"{address}/claims?q=云岭-7B C-Eval")
        page.get_by_text("71.5").first.wait_for()
        page.goto(f"{address}/article?id=1")
        page.get_by_text("在C-Eval评测中，云岭-7B得分71.5。").first.wait_for()
        marked = page.locator("mark").all_inner_texts()
        browser.close()

    assert "在C-Eval评测中，云岭-7B得分71.5。" in "".join(marked)
    assert asked <= {"127.0.0.1", None, ""}


def _open(page: object, address: str) -> None:
    """The first page, once the server is up: a refused connection is asked again."""
    for attempt in range(60):
        try:
            page.goto(address)  # type: ignore[attr-defined]
        except Exception as error:
            if "ERR_CONNECTION_REFUSED" not in str(error) or attempt == 59:
                raise
            page.wait_for_timeout(250)  # type: ignore[attr-defined]
        else:
            return
