"""Text of the docs that is made from the program, so that it cannot go stale; run by cog (`./run.sh fix`)."""

import typer

from bangyan.commands import app_for
from data.language import say


def commands() -> str:
    """Every command with its help text, as a Markdown table."""
    rows = [f"| `bangyan {name}` | {text} |" for name, text in _helps()]
    heads = say("| 命令 | 作用 |", "| command | what it does |")
    return "\n".join(["", heads, "| --- | --- |", *rows, ""]) + "\n"


def _helps() -> list[tuple[str, str]]:
    group = typer.main.get_group(app_for(None))
    return [(name, (command.help or "").replace("|", "\\|")) for name, command in group.commands.items()]
