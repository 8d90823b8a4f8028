"""The command that stays: `schedule`."""

import signal
from collections.abc import Callable, Sequence
from pathlib import Path

import typer

from bangyan.commands.options import SITE_FILES, SITES
from bangyan.run import Run
from bangyan.show import note
from bangyan.sites import chosen_sites, sites_of
from crawler.site import Site
from data.errors import UsageError
from data.language import say
from data.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Put this family's commands on the command line."""
    app.command(
        "schedule",
        help=say(
            "留下来，到期就抓取，并抽取新文章；Ctrl-C 结束。例：bangyan schedule",
            "Stay, crawl each site when it is due, extract what is new; Ctrl-C ends it. Example: bangyan schedule",
        ),
    )(schedule)


def schedule(
    context: typer.Context,
    names: SITES = None,
    folder: SITE_FILES = None,
) -> int:
    from bangyan.clockwork import Clockwork  # APScheduler takes a while, and only this command needs it

    run: Run = context.obj
    sites = _sites(run.settings, names or [], folder)
    with run.store() as store, run.lines() as progress:
        ended_by = Clockwork(run.settings, store, sites, progress).run()
    if ended_by == signal.SIGINT:
        raise KeyboardInterrupt
    return 0


def _sites(settings: Settings, names: Sequence[str], folder: Path | None) -> Callable[[], Sequence[Site]]:
    """The sites as their files are at each look; what is wrong with a file is said once, and the others go on."""
    told: set[str] = set()
    latest = chosen_sites(sites_of(settings, folder), names)  # what is called wrongly is said at once

    def look() -> Sequence[Site]:
        nonlocal latest
        known = sites_of(settings, folder)
        for broken in {str(error) for error in known.broken} - told:
            note(f"bangyan: {broken}")
            told.add(broken)
        try:
            latest = chosen_sites(known, names)
        except UsageError as gone:
            if str(gone) not in told:
                note(f"bangyan: {gone}")
                told.add(str(gone))
        return latest

    return look
