"""The command that looks sites over: `sites check`."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from threading import Event

import typer

from bangyan.commands.options import JSON, JSONL, SITE_FILES, SITES
from bangyan.run import Run, now
from bangyan.show import note, show_json, show_table, wants_json
from bangyan.sites import KnownSites, chosen_sites, sites_of
from crawler.check import check
from crawler.compare import Finding
from crawler.guest import Guest, StoppedError
from crawler.site import Site
from data.language import say

AT_ONCE = 8  # sites that are checked at the same time, each over one connection


def check_sites(
    context: typer.Context,
    names: SITES = None,
    folder: SITE_FILES = None,
    as_json: JSON = False,
    as_lines: JSONL = False,
) -> int:
    run: Run = context.obj
    json_wanted = wants_json(as_json, as_lines)
    known = sites_of(run.settings, folder)
    for broken in known.broken:
        note(f"bangyan: {broken}")
    wanted = _named(known, names or [])
    rows: list[Finding] = []
    for site, found in _checked(wanted, run):
        rows += found
        if as_lines:
            show_json(found, lines=True)
        if all(finding.state != "bad" for finding in found):
            _note_verified(run, site)
    rows.sort(key=lambda row: [site.id for site in wanted].index(row.site))
    if json_wanted and not as_lines:
        show_json(rows, lines=False)
    elif not json_wanted:
        _show_findings(rows)
    return int(bool(known.broken) or any(row.state == "bad" for row in rows))


def _named(known: KnownSites, names: Sequence[str]) -> list[Site]:
    """Those sites, disabled ones too; all that are enabled where none is named."""
    if not names:
        return chosen_sites(known, [])
    unknown = [name for name in names if name not in known.sites]
    return chosen_sites(known, unknown[:1]) if unknown else [known.sites[name] for name in dict.fromkeys(names)]


def _checked(sites: Sequence[Site], run: Run) -> Iterator[tuple[Site, list[Finding]]]:
    """Each site with what was found, as they come; Ctrl-C ends each at its next rest."""
    over = Event()
    with run.progress() as progress, ThreadPoolExecutor(AT_ONCE) as pool:
        told: dict[str, int] = {}

        def tell(site: Site) -> Callable[[str], None]:
            def say_it(url: str) -> None:
                told[site.id] = told.get(site.id, 0) + 1
                progress.tell("check", told[site.id], site=site.id, message=url)

            return say_it

        guests = {site.id: Guest(run.settings, site, now=now, rest=rest_until(over)) for site in sites}
        asked = {pool.submit(check, site, guests[site.id], tell(site)): site for site in sites}
        try:
            for done in as_completed(asked):
                yield asked[done], done.result()
        finally:
            over.set()
            pool.shutdown(wait=False, cancel_futures=True)


def rest_until(over: Event) -> Callable[[float], None]:
    """A guest's rest that ends the visit, with StoppedError, once nobody waits for it any more."""

    def rest(seconds: float) -> None:
        if over.wait(seconds):
            raise StoppedError(say("已中断", "interrupted"))

    return rest


def _note_verified(run: Run, site: Site) -> None:
    day = now().date().isoformat()
    with run.store() as store:
        store.note_verified(site.id, day)
    note(say(f"{site.id}：{day} 核对无误", f"{site.id}: verified on {day}"))


def _show_findings(rows: Sequence[Finding]) -> None:
    marks = {"ok": say("正常", "ok"), "note": say("提示", "note"), "bad": say("要改", "mend")}
    columns = (("站点", "site"), ("项目", "what"), ("", ""), ("所见", "seen"), ("怎么办", "what to do"))
    show_table(
        [say(*pair) for pair in columns],
        [(row.site, row.what, marks[row.state], _seen(row), row.advice) for row in rows],
    )


def _seen(row: Finding) -> str:
    return row.seen if row.url is None or row.url in row.seen else f"{row.seen}\n{row.url}"
