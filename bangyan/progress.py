"""How far long work is: a line on the terminal, or one JSON object a line, on standard error."""

import json
import sys
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TaskID, TextColumn
from rich.progress import Progress as RichProgress

from data.days import BEIJING


class Progress(Protocol):
    """Told how far a stage is; a context manager, so that the terminal is left clean."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def tell(
        self, stage: str, done: int, total: int | None = None, *, site: str | None = None, message: str = ""
    ) -> None:
        """`done` of `total` (None where it is not known) in `stage`."""


def progress_to(how: str, *, lines: bool = False) -> Progress:
    """Progress as `auto` (a terminal's bar, else silence; or `lines` anywhere), `json` (a line an object) or `none`."""
    if how == "json":
        return JsonProgress()
    if how == "auto" and lines:
        return LineProgress()
    if how == "auto" and sys.stderr.isatty():
        return BarProgress()
    return Silence()


class Silence:
    """Says nothing: standard error is no terminal."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def tell(
        self, stage: str, done: int, total: int | None = None, *, site: str | None = None, message: str = ""
    ) -> None:
        """Nothing."""


class JsonProgress(Silence):
    """For programs: `{"stage", "done", "total", "site", "message"}` a line."""

    def tell(
        self, stage: str, done: int, total: int | None = None, *, site: str | None = None, message: str = ""
    ) -> None:
        """One object on a line of its own."""
        told = {"stage": stage, "done": done, "total": total, "site": site, "message": message}
        print(json.dumps(told, ensure_ascii=False), file=sys.stderr, flush=True)  # noqa: T201


class LineProgress(Silence):
    """For people who come back later, and for a journal: a line with its hour for each thing that came to an end."""

    def tell(
        self, stage: str, done: int, total: int | None = None, *, site: str | None = None, message: str = ""
    ) -> None:
        """One line, which stands for itself."""
        del done, total
        print(f"{datetime.now(BEIJING):%H:%M} {site or stage}: {message}", file=sys.stderr, flush=True)  # noqa: T201


class BarProgress:
    """For people: one bar a stage, gone when the work is done."""

    def __init__(self) -> None:
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=30), MofNCompleteColumn())
        self._bars = RichProgress(
            *columns, TextColumn("{task.fields[note]}"), console=Console(stderr=True), transient=True
        )
        self._tasks: dict[tuple[str, str | None], TaskID] = {}

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def tell(
        self, stage: str, done: int, total: int | None = None, *, site: str | None = None, message: str = ""
    ) -> None:
        """Move the stage's bar."""
        key = (stage, site)
        if key not in self._tasks:
            self._tasks[key] = self._bars.add_task(f"{stage} {site or ''}".strip(), total=total, note="")
        self._bars.update(self._tasks[key], completed=done, total=total, note=message[:60])
