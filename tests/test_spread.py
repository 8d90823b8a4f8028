"""Lines over several processes: in order, as they come, and none lost but the one that kills."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from bangyan.spread import AHEAD, IN_A_CHUNK, Spread
from tests.lines import greet, lost, shout


def rows(lines: Iterable[str], jobs: int = 2) -> Iterator[str]:
    return Spread(jobs, shout, lost, greet, ("hey",)).rows(lines)


def test_rows_come_in_the_order_of_their_lines() -> None:
    lines = [str(n) for n in range(500)]

    assert list(rows(lines)) == [f"hey {n}" for n in lines]


def test_no_lines_give_no_rows() -> None:
    assert list(rows([])) == []


def test_a_row_is_there_before_the_next_line_is() -> None:
    answered: list[str] = []

    def questions() -> Iterator[str]:
        for n in range(5):
            while len(answered) < n:
                threads_turn()
            yield str(n)

    for row in rows(questions()):
        answered += [row]

    assert answered == [f"hey {n}" for n in range(5)]


def threads_turn() -> None:
    os.sched_yield()


def test_no_more_lines_are_taken_than_may_wait() -> None:
    taken = 0

    def lines() -> Iterator[str]:
        nonlocal taken
        for n in range(100_000):
            taken = n
            yield str(n)

    every = rows(lines(), jobs=1)
    next(every)
    every.close()  # type: ignore[attr-defined]

    assert taken <= 3 * AHEAD * IN_A_CHUNK


def test_a_line_that_kills_its_process_is_lost_alone() -> None:
    lines = [str(n) for n in range(100)]
    lines[40] = "die"

    assert list(rows(lines)) == [f"hey {line}" if line != "die" else "lost die" for line in lines]


def test_an_error_of_the_work_is_raised() -> None:
    with pytest.raises(ValueError, match="fail"):
        list(rows(["1", "fail"]))


def test_an_error_of_the_lines_is_raised() -> None:
    def lines() -> Iterator[str]:
        yield "1"
        raise UnicodeError("no text")

    with pytest.raises(UnicodeError, match="no text"):
        list(rows(lines()))


def start(home: Path, *words: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-m", "bangyan", "--home", str(home), "--lang", "en", *words]
    paths = os.pathsep.join([str(Path(__file__).parent.parent), os.environ.get("PYTHONPATH", "")])
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": paths},
    )


def line(number: int) -> bytes:
    return json.dumps({"id": str(number), "text": f"第{number}篇。在C-Eval评测中，云岭-7B得分71.5。"}).encode() + b"\n"


def test_an_interrupt_ends_130_with_what_was_done_printed(tmp_path: Path) -> None:
    count = 300  # enough for processes to be started
    reading = start(tmp_path, "read", "--jsonl", "--jobs", "2")
    assert reading.stdin
    assert reading.stdout
    assert reading.stderr

    reading.stdin.write(b"".join(map(line, range(count))))
    reading.stdin.flush()
    out = [json.loads(reading.stdout.readline()) for _ in range(count)]
    os.killpg(reading.pid, signal.SIGINT)  # as a terminal does
    said = reading.stderr.read().decode()
    status = reading.wait()
    reading.stdin.close()
    reading.stdout.close()
    reading.stderr.close()

    assert [row["id"] for row in out] == [str(n) for n in range(count)]
    assert status == 130
    assert said == "bangyan: interrupted; what was done is kept\n"


def test_many_lines_give_the_same_rows_over_several_processes(tmp_path: Path) -> None:
    given = b"".join(map(line, range(260))) + b"no JSON\n"

    alone, shared = (start(tmp_path, "read", "--jsonl", "--jobs", jobs).communicate(given) for jobs in ("1", "2"))

    assert alone == shared
    assert len(alone[0].splitlines()) == 261
