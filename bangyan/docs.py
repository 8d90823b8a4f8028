"""Text of the docs that is made from the program, so that it cannot go stale; run by cog (`./run.sh fix`)."""

from collections.abc import Iterator, Mapping
from typing import Any

import typer

from bangyan.commands import app
from data.language import say


def commands() -> str:
    """Every command with its help text, as a Markdown table."""
    rows = [f"| `bangyan {name}` | {text} |" for name, text in _helps()]
    heads = say("| 命令 | 作用 |", "| command | what it does |")
    return "\n".join(["", heads, "| --- | --- |", *rows, ""]) + "\n"


def _helps() -> list[tuple[str, str]]:
    return list(_helps_of(typer.main.get_group(app).commands))


def _helps_of(commands: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, command in commands.items():
        yield f"{before}{name}", (command.help or "").replace("|", "\\|")
        yield from _helps_of(getattr(command, "commands", {}), f"{before}{name} ")
