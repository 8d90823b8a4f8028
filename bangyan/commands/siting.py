"""The words behind `sites`: `check` and `add`; without one, `sites` lists them (see `crawling`)."""

import typer

from bangyan.commands.adding import add_site
from bangyan.commands.checking import check_sites
from data.errors import UsageError
from data.language import say


def add_to_sites(group: typer.Typer) -> None:
    """Put `check` and `add` behind the word `sites`."""
    group.command(
        "check",
        help=say(
            "现在去看站点是否仍如其文件所写，并说怎么改。例：bangyan sites check lieyun",
            "Look whether sites still are as their files say, and what to mend. Example: bangyan sites check lieyun",
        ),
    )(check_sites)
    group.command(
        "add",
        help=say(
            "为未知的站点写站点文件。例：bangyan sites add https://news.example.com/",
            "Write a site file for an unknown site. Example: bangyan sites add https://news.example.com/",
        ),
    )(add_site)


def before_its_word(word: str, misplaced: bool) -> int:
    """Nothing to do before `sites check` or `sites add`; raises UsageError for a form that was asked for too early."""
    if misplaced:
        raise UsageError(say(f"--json 要放在 '{word}' 之后", f"put --json after '{word}': bangyan sites {word} --json"))
    return 0
