"""How much faster many articles are read by two processes than by one, and how much memory all of them take."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Event, Thread

from data.fields import ArticleFields

COUNT, ALONE = 10_000, 2_000  # articles read by two processes, and by one, whose rate a few tell as well
STARTED = 500  # articles after which all processes are there


def bench_jobs(articles: list[ArticleFields]) -> None:
    """Articles a second of two processes against one, and the most memory of the command with its children."""
    alone, _ = _rate(articles, ALONE, 1)
    both, most = _rate(articles, COUNT, 2)
    print(f"jobs     {both:8.0f} articles/s   one process {alone:.0f}   ratio {both / alone:.2f}   peak {most:.0f} MB")


def _rate(articles: list[ArticleFields], count: int, jobs: int) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder, "given.jsonl")
        given.write_text("".join(_lines(articles, count)), encoding="utf-8")
        command = [sys.executable, "-m", "bangyan", "--home", folder, "read", "--jsonl", "--jobs", str(jobs)]
        with given.open("rb") as lines, subprocess.Popen(command, stdin=lines, stdout=subprocess.PIPE) as reading:
            done = Event()
            sizes: list[float] = []
            watch = Thread(target=_watch, args=(reading.pid, sizes, done))
            watch.start()
            seconds = _seconds(reading.stdout or ())
            done.set()
            watch.join()
    return (count - STARTED) / seconds, max(sizes)


def _lines(articles: list[ArticleFields], count: int) -> Iterator[str]:
    """As many different articles, each put together from two."""
    for n in range(count):
        one, other = articles[n % len(articles)], articles[(7 * n + 3) % len(articles)]
        text = f"{one.text}\n\n{other.text}\n\n这是第{n}篇。"
        told = {"id": str(n), "title": one.title, "published": one.published, "text": text}
        yield json.dumps(told, ensure_ascii=False) + "\n"


def _seconds(rows: Iterable[bytes]) -> float:
    """How long the rows take from the one on at which all processes are there."""
    began = time.perf_counter()
    for n, _ in enumerate(rows):
        if n == STARTED:
            began = time.perf_counter()
    return time.perf_counter() - began


def _watch(pid: int, sizes: list[float], done: Event) -> None:
    while not done.wait(0.2):
        sizes.append(sum(map(_size, [pid, *_children(pid)])))


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in _read(task).split()]


def _size(pid: int) -> float:
    """MB in memory; 0 where the process is gone."""
    _, told, size = _read(Path(f"/proc/{pid}/status")).partition("VmRSS:")
    return int(size.split()[0]) / 1024 if told else 0.0


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
