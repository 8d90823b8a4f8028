"""Finding an article's reprints and adding it, among a million signatures, in a fresh process, against signing it."""

import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from data import articles
from data.fields import ArticleFields
from data.likeness import Body
from data.sample_articles import sample_articles
from data.settings import Settings
from data.signatures import BANDS, bands_of
from data.store import Store, _sort

STORED = 1_000_000
FIRST_ID = 1 << 32  # of the signatures that belong to no article here
TOGETHER = 4  # samples in one text: about as long as the articles of the press
DAY = "2026-01-01T08:00:00+08:00"


@dataclass(frozen=True)
class Figures:
    """Median seconds of signing a text and of finding its reprints and adding it, and the process's memory in MB."""

    signing: float
    adding: float
    adding_reprint: float
    memory: float


def bench_stories(stored: int = STORED) -> None:
    """Prints the figures for a store with so many signatures."""
    with TemporaryDirectory() as folder:
        figures = measure(Path(folder), stored)
    ratios = figures.adding / figures.signing, figures.adding_reprint / figures.signing
    print(
        f"stories  {figures.adding * 1e3:8.2f} ms   signing {figures.signing * 1e3:8.2f} ms   ratio {ratios[0]:.2f}"
        f"   a reprint {figures.adding_reprint * 1e3:.2f} ms, ratio {ratios[1]:.2f}   {figures.memory:.0f} MB"
    )


def measure(home: Path, stored: int) -> Figures:
    """The figures of a fresh process over a store in that folder, filled with so many random signatures."""
    settings = Settings(home=home)
    Store.open(settings).close()
    fill(home / "bangyan.sqlite", stored)
    done = subprocess.run(
        [sys.executable, "-m", __name__, str(home)], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    return Figures(**json.loads(done.stdout))


def fill(path: Path, stored: int) -> None:
    """Random signatures, band by band in the table's own order."""
    import numpy as np

    random = np.random.default_rng(1)
    ids = np.arange(FIRST_ID, FIRST_ID + stored)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA synchronous = OFF")
        for number in range(BANDS):
            hashes = np.sort(random.integers(-(1 << 31), 1 << 31, stored))
            rows = zip([number] * stored, hashes.tolist(), random.permutation(ids).tolist(), strict=True)
            connection.executemany("INSERT INTO signature_band VALUES (?, ?, ?)", rows)
            connection.commit()


def figures_here(home: Path) -> Figures:
    """The figures of this process."""
    texts = long_texts()
    bands_of(Body(texts[0]))  # load what loads once
    with Store.open(Settings(home=home)) as store:
        rounds = [(_seconds(store, text, n), _seconds(store, text, n + len(texts))) for n, text in enumerate(texts)]
    signing, adding = ([once[i] for once, _ in rounds] for i in (0, 1))
    return Figures(median(signing), median(adding), median(again[1] for _, again in rounds), _peak())


def long_texts() -> list[str]:
    """Texts that have nothing in common."""
    samples = [sample for site in ("luzhou", "gudu", "liebang", "xingpu") for sample in sample_articles(site)]
    bodies = [sample.body for sample in samples if not sample.reprint_of]
    return ["\n\n".join(bodies[n : n + TOGETHER]) for n in range(0, len(bodies) - TOGETHER, TOGETHER)]


def _peak() -> float:
    """The most memory that this process had, in MB; `ru_maxrss` would count the process that started it too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024


def _seconds(store: Store, text: str, number: int) -> tuple[float, float]:
    fields = ArticleFields(url=f"https://a.example/{number}", text=text)
    with store.write() as session:
        kept = articles.keep(session, fields, articles.text_hash(text), site="a", fetched=DAY, page_hash=None)
    began = time.perf_counter()
    bands = bands_of(Body(text))
    signed = time.perf_counter()
    with store.write() as session:
        _sort(session, kept.article_id, text, bands, DAY)
    return signed - began, time.perf_counter() - signed


if __name__ == "__main__":
    print(json.dumps(asdict(figures_here(Path(sys.argv[1])))))
