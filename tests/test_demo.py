"""The main job, from a page over HTTP to an answer, on the bundled sample sites."""

import json
from pathlib import Path

import pytest

from bangyan.cli import run


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the demo ran once."""
    home = tmp_path_factory.mktemp("home")
    assert run(["--home", str(home), "--lang", "en", "demo", "--no-dashboard"]) == 0
    return home


@pytest.fixture
def rows(home: Path, capsys: pytest.CaptureFixture[str]):
    """Runs a command in that home and returns its JSON rows."""

    def call(*words: str) -> list[dict]:
        capsys.readouterr()
        assert run(["--home", str(home), *words, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return call


def test_the_figure_that_started_it_all_is_answered_with_its_sentence(rows):
    first = rows("query", "MiLM-6B C-Eval 60.2")[0]

    said = [first[name] for name in ("model", "benchmark", "value", "subset", "value_match")]
    assert said == ["MiLM-6B", "C-Eval", 60.2, None, True]
    assert first["claimed_on"].startswith("2023-08-11")
    assert first["url"].endswith("/archives/1001")
    assert "60.2" in first["evidence"]


def test_a_declared_short_name_and_a_setting_find_the_claim(rows):
    first = rows("query", "小米大模型 CMMLU five-shot")[0]

    assert (first["model"], first["setting"], first["subset"], first["value"]) == ("MiLM-6B", "5-shot", None, 57.17)


def test_a_corrected_article_supersedes_its_old_claim(rows):
    statuses = {row["status"] for row in rows("query", "status:superseded")}

    assert statuses == {"superseded"}


def test_two_sources_that_disagree_are_shown_beside_each_other(rows):
    first = rows("query", "云岭-2-72B MMLU 5-shot")[0]

    assert [other["value"] for other in first["conflicts"]] in ([77.4], [79.8])


def test_a_reprinted_claim_has_many_sources_and_one_origin(rows):
    first = rows("query", "栖霞-V3 LongBench 58.6")[0]

    assert (first["sources"], first["origins"]) == (4, 1)


def test_many_models_stand_on_many_benchmarks(rows):
    claims = rows("query", ">0")

    assert len({row["model"] for row in claims}) >= 60
    assert len({row["benchmark"] for row in claims}) >= 25


def test_a_second_demo_keeps_every_article_once(home, rows):
    before = {row["article_id"] for row in rows("search", "云岭")}

    assert run(["--home", str(home), "--lang", "en", "demo", "--no-dashboard"]) == 0

    assert {row["article_id"] for row in rows("search", "云岭")} == before
