"""What the command line promises: statuses, one clear line for each fault, JSON for programs."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bangyan.cli import globals_first, run

SENTENCE = "云岭智能发布云岭-7B。在C-Eval评测中，云岭-7B得分71.5。"
BAD_SITE = """
id = "bad"
name = "坏"
home = "https://bad.example/"
article = "a"
feedz = []
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def bangyan(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """Runs a command line in a home of its own: (status, standard output, standard error)."""

    def call(*words: str, given: str | bytes = "") -> tuple[int, str, str]:
        raw = given.encode() if isinstance(given, str) else given
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        status = run(["--home", str(home), "--lang", "en", *words])
        out, err = capsys.readouterr()
        return status, out, err

    return call


def test_a_mere_reading_imports_no_database_no_crawler_and_no_dashboard(home: Path, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(SENTENCE, encoding="utf-8")
    code = (
        "import sys; from bangyan.cli import run; assert run(sys.argv[1:]) == 0;"
        "print([name for name in ('sqlalchemy', 'scrapy', 'streamlit', 'llama_cpp') if name in sys.modules])"
    )

    command = [sys.executable, "-c", code, "--home", str(home), "read", "--json", str(article)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)

    assert told.stdout.splitlines()[-1] == "[]"


def test_global_options_may_stand_anywhere_but_behind_two_dashes():
    line = globals_first(["query", "--home", "x", "a", "--lang=en", "--", "--debug"])

    assert line == ["--home", "x", "--lang=en", "query", "a", "--", "--debug"]


def test_an_unknown_option_ends_2_and_names_it(bangyan):
    status, out, err = bangyan("query", "--colour", "C-Eval")

    assert status == 2
    assert out == ""
    assert "--colour" in err
    assert "bangyan query --help" in err


def test_read_says_what_it_left_out_on_standard_error_only(bangyan):
    values = "、".join(f"{n}.5" for n in range(100))

    status, out, err = bangyan("read", "--json", "-", given=f"云岭-7B在C-Eval上得分{values}。")

    assert status == 0
    assert "left_out" not in json.loads(out)[0]
    assert err == "bangyan: -: too much to read all of it; left out: 20 names and figures of crowded sentences\n"


def test_extract_says_how_many_articles_were_too_long(bangyan):
    values = "、".join(f"{n}.5" for n in range(100))
    bangyan("add", "-", given=f"云岭-7B在C-Eval上得分{values}。")

    status, _, err = bangyan("extract", "--again")

    assert status == 0
    assert "1 articles were too long" in err


def test_an_unknown_command_ends_2_and_names_it(bangyan):
    status, _, err = bangyan("qery")

    assert status == 2
    assert "qery" in err


def test_lines_come_back_in_order_and_a_broken_one_costs_only_itself(bangyan):
    lines = [
        json.dumps({"id": "a", "text": SENTENCE}),
        "no json",
        json.dumps({"id": "c"}),
        json.dumps({"id": 4, "text": "无"}),
    ]

    status, out, _ = bangyan("read", "--jsonl", given="\n".join(lines))

    rows = [json.loads(line) for line in out.splitlines()]
    assert status == 1
    assert [row["id"] for row in rows] == ["a", None, "c", "4"]
    assert [bool(row["error"]) for row in rows] == [False, True, True, False]
    assert "no json" in rows[1]["error"]
    assert rows[0]["claims"][0]["value"] == 71.5


def test_given_text_comes_back_unchanged_with_slices_of_it(bangyan):
    text = "\ufeff 前言\r\n\r\n" + SENTENCE + "\t　"

    status, out, _ = bangyan("read", "--jsonl", given=json.dumps({"id": "a", "text": text}))

    row = json.loads(out)
    assert status == 0
    assert row["text"] == text
    assert all(text[c["start"] : c["end"]] == c["evidence"] for c in row["claims"])


def test_a_file_that_is_not_there_is_named(bangyan):
    status, _, err = bangyan("read", "nowhere.html")

    assert status == 1
    assert "nowhere.html" in err
    assert len(err.splitlines()) == 1


def test_an_empty_page_is_one_clear_line(bangyan, tmp_path):
    page = tmp_path / "empty.html"
    page.write_text("<html><body></body></html>", encoding="utf-8")

    status, _, err = bangyan("read", str(page))

    assert status == 1
    assert len(err.splitlines()) == 1


def test_an_article_added_by_hand_is_found_by_query_search_and_timeline(bangyan):
    added, _, _ = bangyan(
        "add", "-", "--format", "text", "--title", "云岭", "--published", "2026-05-01", given=SENTENCE
    )
    _, claims, _ = bangyan("query", "云岭-7B", "C-Eval", "--json")
    _, hits, _ = bangyan("search", "云岭", "--jsonl")
    _, events, _ = bangyan("timeline", "--type", "release", "--json")

    assert added == 0
    assert [(row["model"], row["value"], row["published"]) for row in json.loads(claims)] == [
        ("云岭-7B", 71.5, "2026-05-01")
    ]
    assert [json.loads(line)["title"] for line in hits.splitlines()] == ["云岭"]
    assert [row["type"] for row in json.loads(events)] == ["release"]


def test_the_same_article_added_again_is_said_and_not_doubled(bangyan):
    bangyan("add", "-", "--format", "text", given=SENTENCE)

    status, _, err = bangyan("add", "-", "--format", "text", given=SENTENCE)
    _, rows, _ = bangyan("export", "articles", "--format", "jsonl")

    assert status == 0
    assert "known" in err
    assert len(rows.splitlines()) == 1


def test_a_question_with_nothing_known_is_an_empty_array_and_says_the_word(bangyan):
    status, out, err = bangyan("query", "qwzxv", "--json")

    assert status == 0
    assert json.loads(out) == []
    assert "qwzxv" in err


def test_a_database_that_is_none_is_named_in_one_line(bangyan, home):
    home.mkdir(parents=True)
    (home / "bangyan.sqlite").write_bytes(b"this is no database, but it is long enough to look like one" * 100)

    status, _, err = bangyan("query", "C-Eval")

    assert status == 1
    assert "bangyan.sqlite" in err
    assert len(err.splitlines()) == 1


def test_a_database_of_another_kind_is_refused_without_its_password(bangyan):
    status, _, err = bangyan("--database", "postgresql://me:secret@localhost/x", "query", "C-Eval")

    assert status == 1
    assert "postgresql" in err
    assert "secret" not in err


def test_a_site_file_with_a_wrong_key_is_named_and_the_rest_goes_on(bangyan, home):
    (home / "sites").mkdir(parents=True)
    (home / "sites" / "bad.toml").write_text(BAD_SITE, encoding="utf-8")

    status, out, err = bangyan("sites", "--json")

    assert status == 1
    assert "feedz" in err
    assert "bad.toml" in err
    assert "lieyun" in [row["id"] for row in json.loads(out)]


def test_a_site_that_is_not_known_ends_2_with_the_nearest(bangyan):
    status, _, err = bangyan("crawl", "lieyum")

    assert status == 2
    assert "lieyun" in err


def test_export_writes_a_file_that_reads_back(bangyan, tmp_path):
    bangyan("add", "-", "--format", "text", given=SENTENCE)
    file = tmp_path / "claims.csv"

    status, _, _ = bangyan("export", "claims", "--format", "csv", "--output", str(file))

    head, row = file.read_text("utf-8-sig").splitlines()
    assert status == 0
    assert head.startswith("id,") or "model" in head.split(",")
    assert "71.5" in row


def test_the_demos_ledger_answers_as_long_as_there_is_no_own(bangyan, home):
    bangyan("--home", str(home / "demo"), "add", "-", "--format", "text", given=SENTENCE)

    _, demo, said = bangyan("query", "云岭-7B", "--json")
    bangyan("add", "-", "--format", "text", given="白鹭-3B在C-Eval上得分50.5。")
    _, own, _ = bangyan("query", "云岭-7B", "--json")

    assert len(json.loads(demo)) == 1
    assert "demo" in said
    assert json.loads(own) == []


def test_doctor_names_a_variable_that_has_no_effect(bangyan, monkeypatch):
    monkeypatch.setenv("BANGYAN_HOEM", "x")

    status, out, _ = bangyan("doctor", "--json")

    findings = {row["what"]: row for row in json.loads(out)}
    assert status == 0
    assert "BANGYAN_HOME" in findings["BANGYAN_HOEM"]["advice"]


def test_progress_for_programs_is_one_object_a_line(bangyan, home):
    bangyan("add", "-", "--format", "text", given=SENTENCE)

    status, _, err = bangyan("extract", "--again", "--progress", "json")

    told = [json.loads(line) for line in err.splitlines()]
    assert status == 0
    assert set(told[0]) == {"stage", "done", "total", "site", "message"}
    assert (told[-1]["stage"], told[-1]["done"], told[-1]["total"]) == ("extract", 1, 1)
