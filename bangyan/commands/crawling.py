"""Commands that go to the sites: `sites`, `crawl`."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Annotated

import typer
from pydantic import BaseModel
from rich.text import Text

from bangyan import pipeline
from bangyan.commands import siting
from bangyan.commands.options import JSON, JSONL, SITE_FILES, SITES
from bangyan.health import age
from bangyan.progress import Progress
from bangyan.run import Run, now
from bangyan.schedule import moment
from bangyan.show import console, note, show_json, show_table, wants_json
from bangyan.sites import Health, SiteRow, chosen_sites, site_healths, site_rows, sites_of
from bangyan.turns import Busy, crawl_in_turn
from crawler.run import Outcome
from crawler.run import Progress as CrawlProgress
from data.errors import UsageError
from data.fields import ISO_DATE
from data.language import say

WIDE = 120  # columns; a narrower terminal has no room for the sites' names beside how they are doing


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
    group = typer.Typer()
    group.callback(
        invoke_without_command=True,
        help=say(
            "站点及其状态。例：bangyan sites --json", "The sites, each with its state. Example: bangyan sites --json"
        ),
    )(sites)
    siting.add_to_sites(group)
    app.add_typer(group, name="sites")
    app.command(
        "crawl",
        help=say(
            "抓取这些站点，缺省为全部。例：bangyan crawl lieyun --since 2024-01-31",
            "Crawl these sites, or all. Example: bangyan crawl lieyun --since 2024-01-31",
        ),
    )(crawl_sites)


def sites(context: typer.Context, as_json: JSON = False, as_lines: JSONL = False) -> int:
    run: Run = context.obj
    if context.invoked_subcommand:
        return siting.before_its_word(context.invoked_subcommand, as_json or as_lines)
    json_wanted = wants_json(as_json, as_lines)
    known = sites_of(run.settings)
    for broken in known.broken:
        note(f"bangyan: {broken}")
    at = now()
    with run.store() as store:
        rows = site_rows(known.sites.values(), store, at)
        healths = {} if json_wanted else site_healths(known.sites.values(), store, at)
    if json_wanted:
        show_json(rows, lines=as_lines)
    else:
        _show_sites(rows, healths, at)
    return int(bool(known.broken))


def crawl_sites(
    context: typer.Context,
    names: SITES = None,
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
    folder: SITE_FILES = None,
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
    with run.progress() as progress:
        outcomes, busy = crawl_in_turn(
            wanted, run.settings, pages=pages, since=since, if_due=only_due, progress=_teller(progress)
        )
    for left in busy:
        note(f"bangyan: {_left_out(left)}")
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
    elif not busy:
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


def _left_out(busy: Busy) -> str:
    until = f"{busy.until:%H:%M}" if busy.until else "–"
    return say(
        f"{busy.site.id}：另一个进程正在抓取它（占用到 {until}），这次略过",
        f"{busy.site.id}: another process is crawling it (it holds it until {until}); left out",
    )


def _status(outcomes: Sequence[Outcome], *, broken: bool, strict: bool) -> int:
    failed = [o for o in outcomes if o.error]
    if not outcomes:
        return int(broken and strict)
    return int(len(failed) == len(outcomes) or (strict and (bool(failed) or broken)))


def _show_sites(rows: Sequence[SiteRow], healths: Mapping[str, Health], at: datetime) -> None:
    columns = {
        "id": [row.id for row in rows],
        say("名称", "name"): [row.name for row in rows],
        say("上次成功", "last good"): [age(row.last_good, at) for row in rows],
        say("下次", "next"): [moment(datetime.fromisoformat(row.next_due), at) if row.next_due else "" for row in rows],
        say("24 小时", "24 h"): [_counted(row) for row in rows],
        say("最新", "newest"): [healths[row.id].newest for row in rows],
        say("情况", "how it is doing"): [_doing(row, healths[row.id]) for row in rows],
    }
    if console().width < WIDE:
        columns.pop(say("名称", "name"))
    show_table(list(columns), zip(*columns.values(), strict=True))


def _counted(row: SiteRow) -> str:
    return f"{row.articles_24h} / {row.expects[0]}–{row.expects[1]}" if row.expects else str(row.articles_24h)


def _doing(row: SiteRow, health: Health) -> Text:
    if not row.enabled:
        return Text(say(f"停用：{row.why}", f"off: {row.why}"), style="dim")
    verified = row.verified and say(f"{row.verified} 核对过", f"verified {row.verified}")
    said = [str(health) or say("正常", "well"), verified or say("未核对", "unverified")]
    return Text(say("；", "; ").join(said), style="red" if health.grave else "")
