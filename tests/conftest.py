"""What all tests share: a home of their own, Chinese for people, and the tools that only some machines have."""

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.language import use_language
from data.settings import Settings
from data.words import use_cache

# Tools that a test may need; `.ci/run` names those that must be there, so that no test is skipped unseen.
TOOLS = {
    "browser": ("Chromium", lambda: shutil.which("chromium") or shutil.which("google-chrome")),
    "llm": ("the extra `llm`", lambda: importlib.util.find_spec("llama_cpp")),
    "server": ("a PostgreSQL server", lambda: next(Path("/usr/lib/postgresql").glob("*/bin/initdb"), None)),
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs a tool that is not here, by its name; fail where the tool was promised."""
    for mark, (tool, found) in TOOLS.items():
        if item.get_closest_marker(mark) is None or found():
            continue
        if mark in os.environ.get("BANGYAN_TESTS_NEED", "").split(","):
            pytest.fail(f"needs {tool}, which should be here", pytrace=False)
        pytest.skip(f"needs {tool}")


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    use_cache(tmp_path_factory.mktemp("cache"))  # jieba's dictionary, not in the home of whoever runs the tests


@pytest.fixture(autouse=True, scope="session")
def _closed_at_the_end() -> Iterator[None]:
    yield
    if utils := sys.modules.get("llama_cpp._utils"):  # which leaves its files to the end of the interpreter
        utils.outnull_file.close()
        utils.errnull_file.close()


@pytest.fixture(autouse=True)
def _own_surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in [n for n in os.environ if n.startswith("BANGYAN_") and not n.startswith("BANGYAN_TESTS_")]:
        monkeypatch.delenv(name)
    use_language("en")
    yield
    use_language(None)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with a home of their own."""
    return Settings(home=tmp_path / "home")
