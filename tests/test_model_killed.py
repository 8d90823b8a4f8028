"""The local model and whole runs killed at random moments: nothing is lost, nothing doubled, all ends the same."""

import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice

import pytest
from sqlmodel import select

from bangyan.model_pass import ModelPass
from bangyan.models import sha256_of
from data.fields import ArticleFields
from data.lexicon import load_lexicon
from data.schema import LogEntry
from data.settings import Settings
from data.store import Store
from nlp.llm import Sizes
from nlp.model_decider import ModelDecider, ModelFile
from nlp.model_read import read_by
from tests.hostile import hostile_texts
from tests.scripted import EVAL, labelled
from tests.tiny_model import write_tiny_model

pytestmark = [pytest.mark.llm, pytest.mark.timeout(600)]

KILLS = int(os.environ.get("BANGYAN_TESTS_KILLS", "2"))  # of whole runs; 20 take a minute or two
LEXICON = load_lexicon()
ONE = Sizes(threads=1)
AT = "2026-01-01T00:00:00+08:00"
TEXTS = [f"第{n}天，小米的Zetan-{n}B在C-Eval上得分6{n}.5%，GPT-4为58.{n}%，在MMLU上得分7{n}分。" for n in range(1, 9)]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> ModelFile:
    path = write_tiny_model(tmp_path_factory.mktemp("models") / "tiny.gguf")
    return ModelFile(path, sha256_of(path))


def killing(pid: int, count: int) -> "subprocess.Popen[bytes]":
    """Kill a process as soon as a shell has counted so far: somewhere in what it is doing."""
    said = f"i=0; while [ $i -lt {count} ]; do i=$((i+1)); done; kill -9 {pid}"
    return subprocess.Popen(["/bin/sh", "-c", said], stderr=subprocess.DEVNULL)


def test_killed_at_twenty_random_moments_the_model_reads_the_same(model):
    dice = random.Random(7)
    with ModelDecider(model, sizes=ONE) as decider:
        whole = [read_by(decider, text, lexicon=LEXICON).reading for text in TEXTS]
    with ModelDecider(model, sizes=ONE) as decider:
        reader = ModelPass(decider, LEXICON, alone=True)
        found = []
        for number in range(20):
            decider.start()
            assert decider.pid is not None
            with killing(decider.pid, dice.randrange(3000)):
                found.append(reader.read(TEXTS[number % len(TEXTS)], None, None).reading)

    assert found == [whole[number % len(TEXTS)] for number in range(20)]


def hostile() -> list[ArticleFields]:
    """All but the endless ones, of which a store keeps thousands of names."""
    return [ArticleFields(text=text) for text in hostile_texts(400) if text.strip() and len(text) < 10_000]


def real() -> list[ArticleFields]:
    return [ArticleFields(text=a["text"], title=a.get("title"), published=a.get("published")) for a in labelled()]


@pytest.mark.parametrize(
    ("articles", "extractor"),
    [
        (hostile, "llm"),
        pytest.param(real, "auto", marks=pytest.mark.skipif(not EVAL.exists(), reason="needs the labelled articles")),
    ],
)
def test_a_whole_run_killed_at_random_moments_and_resumed_ends_the_same(articles, extractor, model, tmp_path):
    whole, killed = Settings(home=tmp_path / "whole"), Settings(home=tmp_path / "killed")
    for settings in (whole, killed):
        with Store.open(settings) as store:
            for fields in articles():
                store.keep(fields, site=None, fetched=AT)
    dice = random.Random(11)

    with extracting(whole, model, extractor) as run:
        told = Counter(stages_told(run))
    again: Counter[str] = Counter()
    for _ in range(KILLS):
        with extracting(killed, model, extractor) as run:
            stages = stages_told(run)
            again.update(islice(stages, dice.randrange(2 * told.total() // KILLS)))
            killing(run.pid, dice.randrange(30_000)).wait()
            again.update(stages)
    with extracting(killed, model, extractor) as run:
        again.update(stages_told(run))

    assert run.returncode == 0
    assert again <= told  # what is told of is kept: only the article in hand is read again
    assert log_of(killed) == log_of(whole)
    assert any(line[4] == "llm" for line in log_of(whole))


def extracting(settings: Settings, model: ModelFile, extractor: str) -> "subprocess.Popen[str]":
    """A run of the command over what is kept there, whose progress can be heard."""
    environment = {**os.environ, "BANGYAN_MODEL_THREADS": "1", "BANGYAN_MODEL": str(model.path)}
    told = ["--extractor", extractor, "--home", str(settings.home), "--progress", "json"]
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "bangyan", "extract", *told],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env=environment,
    )


def stages_told(run: "subprocess.Popen[str]") -> Iterator[str]:
    """The stage of each article that the run has read and kept, as it says so."""
    assert run.stderr is not None
    for line in run.stderr:
        if line.startswith("{"):
            yield json.loads(line)["stage"]


def log_of(settings: Settings) -> list[tuple[object, ...]]:
    """Every line of the log but its number and time."""
    with Store.open(settings) as store, store.session() as session:
        lines = session.exec(select(LogEntry)).all()
    return sorted((e.article_id, e.kind, e.key, e.act, e.extractor, json.dumps(e.body)) for e in lines)
