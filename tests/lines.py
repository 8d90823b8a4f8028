"""Work on lines for processes of their own, which import it by its name."""

import os
import signal

said = ""


def greet(word: str) -> None:
    """What each process does first."""
    global said
    said = word


def shout(lines: list[str]) -> list[str]:
    """Each line with the greeting before it; a line `die` kills the process, a line `fail` raises ValueError."""
    if "die" in lines:
        os.kill(os.getpid(), signal.SIGKILL)
    if "fail" in lines:
        raise ValueError("fail")
    return [f"{said} {line}" for line in lines]


def lost(line: str) -> str:
    """The row of a line that no process survived."""
    return f"lost {line}"
