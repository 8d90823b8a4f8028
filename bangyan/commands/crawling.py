"""Commands that go to the sites: `sites`, `crawl`."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel

from bangyan import pipeline
from bangyan.commands.reading import JSON, JSONL
from bangyan.progress import Progress
from bangyan.run import Run, now
from bangyan.show import note, show_json, show_table, wants_json
from bangyan.sites import SiteRow, chosen_sites, due, site_rows, sites_of
from crawler.run import Outcome, crawl
from crawler.run import Progress as CrawlProgress
from data.errors import UsageError
from data.language import say
from data.schema import ISO_DATE


class CrawlRow(BaseModel):
    """What one visit to one site brought."""

    site: str
    pages: int
    new: int
    changed: int
    failed: int
    error: str | None


def add_to(app: typer.Typer) -> None:
    """Put this family's commands on the command line."""
    app.command(
        "sites",
        help=say(
            "站点及其状态。例：bangyan sites --json", "The sites, each with its state. Example: bangyan sites --json"
        ),
    )(sites)
    app.command(
        "crawl",
        help=say(
            "抓取这些站点，缺省为全部。例：bangyan crawl lieyun --since 2024-01-31",
            "Crawl these sites, or all. Example: bangyan crawl lieyun --since 2024-01-31",
        ),
    )(crawl_sites)


def sites(context: typer.Context, as_json: JSON = False, as_lines: JSONL = False) -> int:
    run: Run = context.obj
    json_wanted = wants_json(as_json, as_lines)
    known = sites_of(run.settings)
    for broken in known.broken:
        note(f"bangyan: {broken}")
    with run.store() as store:
        rows = site_rows(known.sites.values(), store, now())
    if json_wanted:
        show_json(rows, lines=as_lines)
    else:
        _show_sites(rows)
    return int(bool(known.broken))


def crawl_sites(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SITE …]", help=say("站点的 id；缺省为全部启用的", "site ids; all that are enabled by default")
        ),
    ] = None,
    only_due: Annotated[bool, typer.Option("--due", help=say("只抓到期的", "only those that are due"))] = False,
    pages: Annotated[
        int,
        typer.Option(
            help=say(
                "列表页翻几页；中断后一天内再运行，从断处继续",
                "list pages to go back; broken off and run again within a day, it goes on from there",
            ),
            min=1,
        ),
    ] = 1,
    since: Annotated[
        str | None,
        typer.Option(
            help=say(
                "一直翻到这一天；读过才知道更早的文章也留下，免得再问",
                "go back to this day; older articles whose date is learned only by reading them are kept too",
            )
        ),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--sites", help=say("从这里读站点文件，不用自带的", "site files from here instead of the bundled ones")
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help=say("有站点失败即返回 1", "end 1 when any site failed"))
    ] = False,
    as_json: JSON = False,
    as_lines: JSONL = False,
) -> int:
    run: Run = context.obj
    json_wanted = wants_json(as_json, as_lines)
    if since is not None and not ISO_DATE.fullmatch(since):
        raise UsageError(say(f"不是日期：'{since}'；写作 2024-01-31", f"no date: '{since}'; write 2024-01-31"))
    known = sites_of(run.settings, folder)
    for broken in known.broken:
        note(f"bangyan: {broken}")
    wanted = chosen_sites(known, names or [])
    if only_due:
        with run.store() as store:
            wanted = due(wanted, store, now())
    with run.progress() as progress:
        outcomes = crawl(wanted, run.settings, pages=pages, since=since, progress=_teller(progress)) if wanted else []
    if outcomes:
        with run.store() as store:
            pipeline.tidy(store, run.settings, now())
    rows = [
        CrawlRow(site=o.site, pages=o.pages, new=o.new, changed=o.changed, failed=o.failed, error=o.error)
        for o in outcomes
    ]
    if json_wanted:
        show_json(rows, lines=as_lines)
    elif rows:
        show_outcomes(rows)
    else:
        note(say("没有到期的站点", "no site is due"))
    return _status(outcomes, broken=bool(known.broken), strict=strict)


def show_outcomes(rows: Sequence[CrawlRow]) -> None:
    """A line a site, and what went wrong."""
    show_table(
        [
            say("站点", "site"),
            say("页", "pages"),
            say("新", "new"),
            say("改", "changed"),
            say("未成", "failed"),
            say("错误", "error"),
        ],
        [(r.site, r.pages, r.new, r.changed, r.failed, r.error) for r in rows],
    )


def _teller(progress: Progress) -> Callable[[CrawlProgress], None]:
    def tell(told: CrawlProgress) -> None:
        progress.tell("crawl", told.done, told.total, site=told.site, message=told.message)

    return tell


def _status(outcomes: Sequence[Outcome], *, broken: bool, strict: bool) -> int:
    failed = [o for o in outcomes if o.error]
    if not outcomes:
        return int(broken and strict)
    return int(len(failed) == len(outcomes) or (strict and (bool(failed) or broken)))


def _show_sites(rows: Sequence[SiteRow]) -> None:
    show_table(
        [
            "id",
            say("名称", "name"),
            say("状态", "state"),
            say("已核对", "verified"),
            say("上次成功", "last good"),
            say("下次", "next due"),
            say("24 小时", "24 h"),
            say("连续失败", "failures"),
            say("错误", "last error"),
        ],
        [
            (
                r.id,
                r.name,
                say("启用", "on") if r.enabled else say(f"停用：{r.why}", f"off: {r.why}"),
                r.verified or say("未核对", "unverified"),
                r.last_good,
                r.next_due,
                r.articles_24h,
                r.failures,
                r.last_error,
            )
            for r in rows
        ],
    )
