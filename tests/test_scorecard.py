"""The scorecard of the rules and a model on labelled text."""

import json

import pytest

from bangyan.cli import run as bangyan
from bangyan.scorecard import Scorecard, Tally
from data.fields import ClaimFields
from data.lexicon import load_lexicon
from tests.tiny_model import write_tiny_model

TEXT = "Zetan-7B在C-Eval上得分61.5%，GPT-4为58.2%。"
GOLD = {"kind": "score", "model": "Zetan-7B", "benchmark": "CEval", "subset": None, "setting": None, "value": 61.5}


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "gold.jsonl"
    lines = [{"id": str(n), "text": TEXT, "claims": [GOLD], "events": []} for n in range(3)]
    path.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    return path


def claim(model: str) -> ClaimFields:
    return ClaimFields(kind="score", model=model, benchmark="C-Eval", value=61.5, evidence="x", start=0, end=1)


def test_the_rules_are_scored_under_any_name_of_a_benchmark(gold, settings, capsys):
    assert bangyan(["score", str(gold), "--json", "--home", str(settings.home)]) == 0

    (card,) = json.loads(capsys.readouterr().out)
    figures = {line["what"]: line["rules"] for line in card["figures"]}
    assert card["articles"] == 3
    assert (figures["claims precision"], figures["claims recall"], figures["invented values"]) == (0.5, 1.0, 0.0)


@pytest.mark.llm
def test_the_same_seed_prints_the_same_table_with_the_model_beside_the_rules(
    gold, settings, tmp_path, capsys, monkeypatch
):
    monkeypatch.setenv("BANGYAN_MODEL_THREADS", "1")
    model = write_tiny_model(tmp_path / "tiny.gguf")
    words = ["score", str(gold), "--extractor", "llm", "--model", str(model), "--sample", "2", "--seed", "5"]
    said = []
    for _ in range(2):
        assert bangyan([*words, "--home", str(settings.home)]) == 0
        said.append(capsys.readouterr())

    assert said[0].out == said[1].out
    assert "| 2 articles | rules | llm |" in said[0].out
    assert "| invented values | 0 | 0 |" in said[0].out
    assert "first" in said[0].out
    assert "prompt" in said[0].out
    assert "llm: " in said[0].err


@pytest.mark.llm
def test_the_table_is_for_programs_too_with_the_seconds_that_each_took(gold, settings, tmp_path, capsys):
    model = write_tiny_model(tmp_path / "tiny.gguf")

    words = ["--json", "--extractor", "llm", "--model", str(model), "--home", str(settings.home)]
    assert bangyan(["score", str(gold), *words]) == 0

    (card,) = json.loads(capsys.readouterr().out)
    whats = [line["what"] for line in card["figures"]]
    for what in ("claims f1", "events f1", "disputes the rules", "abstains", "invented values", "tokens an article"):
        assert what in whats
    assert card["precedence"] in ("rules", "llm")
    assert card["seconds"]["llm"] > 0
    assert "llama-cpp-python" in card["model"]


def test_what_is_not_labelled_is_not_scored(gold, settings, capsys):
    bangyan(["score", str(gold), "--home", str(settings.home), "--lang", "zh"])

    told = capsys.readouterr().out
    assert "| 3 篇 | 规则 | 模型 |" in told
    assert "| 实体：F1 | – | – |" in told
    assert "| 事件：F1 | 1 | – |" in told


def test_the_better_precedence_is_told():
    labels, lexicon = {"claims": [GOLD]}, load_lexicon()
    right, wrong = claim("Zetan-7B"), claim("GPT-4")
    model_right, rules_right = Scorecard(), Scorecard()

    model_right.add_both(labels, [wrong], [right], lexicon)
    rules_right.add_both(labels, [right], [wrong], lexicon)

    assert (model_right.precedence, rules_right.precedence) == ("llm", "rules")
    assert (model_right.disputed, model_right.only_model, model_right.abstained) == (1, 0, 0)


def test_a_value_that_the_model_leaves_alone_is_an_abstention():
    card = Scorecard()

    card.add_both({"claims": [GOLD]}, [claim("Zetan-7B")], [], load_lexicon())

    assert (card.abstained, card.disputed) == (1, 0)


def test_nothing_found_where_nothing_is_labelled_is_perfect():
    assert (Tally().precision, Tally().recall, Tally().f1) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize("line", ["no json", "[]", '{"id": "1"}'])
def test_a_line_that_is_no_labelled_article_is_named(line, settings, tmp_path, capsys):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"text": "x", "claims": []}) + "\n" + line, "utf-8")

    assert bangyan(["score", str(path), "--home", str(settings.home)]) == 1
    assert "line 2" in capsys.readouterr().err
