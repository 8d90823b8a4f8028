"""The process in which the model lives: lines of JSON in, lines of JSON out, so that a crash takes nothing else along.

The first line says which model and how; the answer is `{"ready": …}` or `{"error": …}`. Each line after it is one
article. When standard input ends, whatever is being computed is broken off: whoever asked is gone.
"""

import json
import queue
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from data.errors import BangyanError
from data.language import use_language
from nlp.lanes import Lanes
from nlp.llm import LlamaEngine, Sizes
from nlp.tasks import INSTRUCTIONS, Task, Turn
from nlp.writing import write


def main() -> int:
    """Serve until standard input ends."""
    lines, gone = _listen()
    wanted = json.loads(lines.get() or "{}")
    use_language(wanted.get("language"))
    try:
        sizes = Sizes(**wanted.get("sizes", {}))
        engine = LlamaEngine(Path(wanted["model"]), sizes, gone.is_set)
        lanes = Lanes(engine, INSTRUCTIONS)
    except (BangyanError, OSError, ValueError) as error:
        _say({"error": str(error)})
        return 1
    _say({"ready": {"backend": engine.backend}})
    while (line := lines.get()) is not None:
        asked = json.loads(line)
        _say(_answered(lanes, engine, asked, _timer(asked["seconds"], gone)))
    return 0


def _answered(lanes: Lanes, engine: LlamaEngine, asked: dict[str, Any], in_time: Callable[[], bool]) -> dict[str, Any]:
    try:
        if "write" in asked:
            return {"written": write(engine, asked["write"], most=asked["most"], in_time=in_time)}
        tasks = [Task(tuple(t["pieces"]), tuple(map(_turn, t["turns"]))) for t in asked["tasks"]]
        outcome = lanes.read(asked["shared"], tasks, in_time=in_time)
    except BangyanError as error:
        return {"error": str(error)}
    return {"chosen": outcome.chosen, "evaluated": outcome.evaluated, "why": outcome.why_unread}


def _timer(seconds: float, gone: threading.Event) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: not gone.is_set() and time.monotonic() < end


def _turn(said: list[Any]) -> Turn:
    lead, slots = said
    return Turn(lead, tuple((tuple(labels), none, several) for labels, none, several in slots))


def _listen() -> tuple["queue.Queue[str | None]", threading.Event]:
    """Lines as they come, None at their end; and an event that says that they have ended."""
    lines: queue.Queue[str | None] = queue.Queue()
    gone = threading.Event()

    def listen() -> None:
        for line in sys.stdin:
            lines.put(line)
        gone.set()
        lines.put(None)

    threading.Thread(target=listen, daemon=True).start()
    return lines, gone


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
