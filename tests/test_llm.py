"""What is known of the local model's engine."""

import importlib.util

import pytest

from bangyan.doctor import examine
from nlp.llm import installed_build


def test_without_the_extra_there_is_no_build_and_the_way_on_is_told(settings, monkeypatch):
    found = importlib.util.find_spec
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "llama_cpp" else found(name))

    (finding,) = [f for f in examine(settings) if f.what == "llama.cpp"]

    assert installed_build() is None
    assert finding.state == "note"
    assert "bangyan[llm]" in finding.advice


@pytest.mark.llm
def test_the_extra_brings_a_build_that_loads(settings):
    build = installed_build()

    (finding,) = [f for f in examine(settings) if f.what == "llama.cpp"]

    assert build is not None
    assert build.version in finding.seen


def test_the_doctor_names_the_chosen_model_or_the_way_to_one(settings, tmp_path):
    (none,) = [f for f in examine(settings) if f.what == "model"]
    path = tmp_path / "m.gguf"
    path.write_bytes(b"no model")
    (broken,) = [f for f in examine(settings.model_copy(update={"model": path})) if f.what == "model"]

    assert none.state == "note"
    assert "bangyan model list" in none.advice
    assert broken.state == "bad"
    assert "no GGUF file" in broken.seen
