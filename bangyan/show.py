"""How rows are shown: JSON for programs, a table for people."""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from data.errors import UsageError
from data.language import say

if TYPE_CHECKING:
    from rich.console import Console

Row = BaseModel | dict[str, Any]
R = TypeVar("R", bound=BaseModel)


def wants_json(as_json: bool, as_lines: bool) -> bool:
    """Whether a program is reading; raises UsageError when both forms are asked for."""
    if as_json and as_lines:
        raise UsageError(say("--json 和 --jsonl 只能用一个", "use either --json or --jsonl, not both"))
    return as_json or as_lines


def show_json(rows: Iterable[Row], *, lines: bool) -> None:
    """Rows as one array, or as one object a line, each line out at once."""
    if lines:
        for row in rows:
            write(json.dumps(_plain(row), ensure_ascii=False))
        return
    write(json.dumps([_plain(row) for row in rows], ensure_ascii=False, indent=2))


def show_rows(
    rows: Sequence[R], *, json_wanted: bool, lines: bool, table: Callable[[Sequence[R]], None], nothing: str
) -> None:
    """Rows as JSON for programs; for people as their `table`, or a remark that there are none."""
    if json_wanted:
        show_json(rows, lines=lines)
    elif rows:
        table(rows)
    else:
        note(nothing)


def show_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str | None = None) -> None:
    """A table on standard output; numbers to the right, None as a dash."""
    from rich.table import Table  # here, as programs are shown JSON
    from rich.text import Text

    cells = [tuple(row) for row in rows]
    table = Table(title=title, title_justify="left", header_style="bold", expand=False)
    for i, column in enumerate(columns):
        numeric = bool(cells) and all(row[i] is None or isinstance(row[i], int | float) for row in cells)
        table.add_column(column, justify="right" if numeric else "left", overflow="fold")
    for row in cells:
        table.add_row(*(cell if isinstance(cell, Text) else Text(figure(cell)) for cell in row))
    console().print(table)


def figure(value: object) -> str:
    """A cell's text: a float without a needless .0, a dash for None."""
    if value is None or value == "":
        return "–"
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)


def write(line: str) -> None:
    """One line on standard output, out at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def console() -> "Console":
    """Standard output; wide enough to keep a row on its line when it is no terminal."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 160, highlight=False, soft_wrap=False)


def note(text: str) -> None:
    """A remark for people, on standard error."""
    print(text, file=sys.stderr)  # noqa: T201


def _plain(row: Row) -> dict[str, Any]:
    return row.model_dump(mode="json") if isinstance(row, BaseModel) else row
