"""Without the extra `llm`: what needs it says in one line how to get it, and all else works."""

import json
import subprocess
import sys

import pytest

from bangyan.cli import run as bangyan
from nlp.llm import installed_build

BROUGHT = ("llama_cpp", "huggingface_hub")
TEXT = "Zetan-7B在C-Eval上得分61.5%。"

# Every module of the front door and below, with the import of what the extra brings failing.
IMPORTS_ALL = """
import importlib, pkgutil, sys
sys.modules.update(dict.fromkeys(("llama_cpp", "huggingface_hub")))
for floor in ("bangyan", "crawler", "nlp", "data"):
    package = importlib.import_module(floor)
    for module in pkgutil.walk_packages(package.__path__, floor + "."):
        if not module.name.endswith("__main__") and ".migrations." not in module.name:
            importlib.import_module(module.name)
"""


@pytest.fixture(autouse=True)
def _bare(monkeypatch):
    for name in BROUGHT:
        monkeypatch.setitem(sys.modules, name, None)  # as Python has it for what cannot be imported


@pytest.fixture
def files(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "gold.jsonl").write_text(json.dumps({"text": TEXT, "claims": []}), "utf-8")
    (tmp_path / "m.gguf").write_bytes(b"GGUF")
    return tmp_path


def test_nothing_imports_it_before_it_is_used():
    done = subprocess.run([sys.executable, "-c", IMPORTS_ALL], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr[-300:]) == (0, "")


@pytest.mark.parametrize("chosen", [False, True])
@pytest.mark.parametrize(
    "words",
    [
        ["model", "use", "{}/m.gguf"],
        ["model", "test"],
        ["model", "pull", "qwen3-4b"],
        ["extract", "--extractor", "llm"],
        ["read", "{}/a.txt", "--extractor", "llm"],
        ["add", "{}/a.txt", "--extractor", "llm"],
        ["score", "{}/gold.jsonl", "--extractor", "llm"],
    ],
)
def test_a_command_that_needs_it_says_how_to_get_it(words, chosen, files, settings, capsys):
    model = ["--model", str(files / "m.gguf")] if chosen else []

    status = bangyan([*(word.format(files) for word in words), *model, "--home", str(settings.home)])

    told = capsys.readouterr()
    assert installed_build() is None
    assert status == 1
    assert "pip install 'bangyan[llm]'" in told.err
    assert told.err.count("\n") == 1
    assert not told.out


@pytest.mark.parametrize(
    "words",
    [
        ["model", "list"],
        ["model", "use", "none"],
        ["extract"],
        ["extract", "--extractor", "rules"],
        ["score", "{}/gold.jsonl"],
        ["add", "{}/a.txt"],
        ["query", "C-Eval"],
        ["alias", "list"],
    ],
)
def test_all_else_works_though_a_model_is_chosen(words, files, settings, capsys):
    chosen = ["--model", str(files / "m.gguf"), "--home", str(settings.home)]

    assert bangyan([*(word.format(files) for word in words), *chosen]) == 0


def test_the_rules_still_read_and_say_so(files, settings, capsys):
    status = bangyan(["read", str(files / "a.txt"), "--home", str(settings.home), "--model", str(files / "m.gguf")])

    told = capsys.readouterr()
    assert status == 0
    assert "61.5" in told.out
    assert "only the rules read" in told.err
