"""The installed package, wherever it is and whatever lies in the working folder; run against the built wheel too."""

import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

MUST_SHIP = [
    ("bangyan", "models.toml"),
    ("crawler", "sites/lieyun.toml"),
    ("dashboard", "app.py"),
    ("dashboard", ".streamlit/config.toml"),
    ("dashboard", "views/timeline.py"),
    ("data", "lexicons/benchmarks.toml"),
    ("data", "lexicons/models.toml"),
    ("data", "lexicons/orgs.toml"),
    ("data", "lexicons/people.toml"),
    ("data", "lexicons/products.toml"),
    ("data", "migrations/env.py"),
    ("data", "samples/sources.toml"),
]
SENTENCE = "在C-Eval评测中，云岭-7B得分71.5。"


@pytest.fixture
def strange_folder(tmp_path: Path) -> Path:
    """A working folder whose own modules bear the names of our floors."""
    for name in ("data", "crawler", "dashboard", "bangyan"):
        (tmp_path / f"{name}.py").write_text("raise RuntimeError('a stranger')", encoding="utf-8")
    (tmp_path / "nlp").mkdir()
    (tmp_path / "nlp" / "__init__.py").write_text("raise RuntimeError('a stranger')", encoding="utf-8")
    return tmp_path


def bangyan(folder: Path, *words: str, given: str = "", safe: bool = True) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"BANGYAN_HOME": str(folder / "home"), "BANGYAN_LANG": "en", "PYTHONUTF8": "1"}
    line = [sys.executable, *(["-P"] if safe else []), "-m", "bangyan", *words]
    return subprocess.run(line, cwd=folder, env=environment, input=given, capture_output=True, text=True, timeout=90)


@pytest.mark.parametrize(("floor", "name"), MUST_SHIP)
def test_what_is_read_at_run_time_ships_with_the_package(floor: str, name: str) -> None:
    assert files(floor).joinpath(name).is_file()


def test_a_strangers_modules_in_the_working_folder_do_not_win(strange_folder: Path) -> None:
    done = bangyan(strange_folder, "read", "--jsonl", "--format", "text", "-", given=SENTENCE)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["claims"][0]["value"] == 71.5


def test_the_store_is_made_and_asked_from_a_strangers_folder(strange_folder: Path) -> None:
    kept = bangyan(strange_folder, "add", "-", "--format", "text", "--title", "云岭", given=SENTENCE)
    found = bangyan(strange_folder, "query", "云岭-7B", "--json")

    assert kept.returncode == 0, kept.stderr
    assert [row["value"] for row in json.loads(found.stdout)] == [71.5]


def test_the_version_is_the_packages(tmp_path: Path) -> None:
    done = bangyan(tmp_path, "--version")

    assert done.stdout.startswith("bangyan ")


COMMANDS = ["add", "crawl", "dashboard", "demo", "doctor", "export", "extract", "query", "read", "search", "sites"]
COMMANDS += ["schedule", "timeline"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(tmp_path: Path, command: str) -> None:
    done = bangyan(tmp_path, command, "--help")

    assert done.returncode == 0
    assert f"bangyan {command}" in done.stdout.split("Example:")[1]
