"""The command that writes what is new as Markdown: `digest`."""

from pathlib import Path
from typing import Annotated

import typer

from bangyan.commands.options import JSON, JSONL
from bangyan.run import Run, now
from bangyan.show import note, show_json, wants_json, write
from data.digest import digest, rows
from data.digest_markdown import markdown
from data.errors import InputError, UsageError
from data.language import say
from data.periods import Period, between, day_of, last_day, month_of, week_of

SINCE = Annotated[
    str | None, typer.Option(help=say("从这一天起，如 2024-05-01、2024-05", "from this day on: 2024-05-01, 2024-05"))
]
UNTIL = Annotated[str | None, typer.Option(help=say("到这一天止，缺省为今天", "up to this day, today by default"))]
DAY = Annotated[str | None, typer.Option(help=say("这一天", "this day"))]
WEEK = Annotated[str | None, typer.Option(help=say("这一天所在的一周", "the week of this day"))]
MONTH = Annotated[str | None, typer.Option(help=say("这个月，如 2024-05", "this month: 2024-05"))]


def add_to(app: typer.Typer) -> None:
    """Put this family's command on the command line."""
    app.command(
        "digest",
        help=say(
            "一天、一周或一月的新闻摘报，Markdown；缺省为昨天和今天。例：bangyan digest --since 2024-05-01",
            "What is new in a day, week or month, as Markdown; by default yesterday and today. "
            "Example: bangyan digest --since 2024-05-01",
        ),
    )(write_digest)


def write_digest(
    context: typer.Context,
    since: SINCE = None,
    until: UNTIL = None,
    day: DAY = None,
    week: WEEK = None,
    month: MONTH = None,
    output: Annotated[
        Path | None,
        typer.Option(help=say("写入这个文件；缺省为标准输出", "write to this file; standard output by default")),
    ] = None,
    as_json: JSON = False,
    as_lines: JSONL = False,
) -> int:
    run: Run = context.obj.asking()
    json_wanted = wants_json(as_json, as_lines)
    period = asked_period(since, until, day, week, month)
    with run.store() as store:
        found = digest(store, run.lexicon, period)
    if json_wanted:
        show_json(rows(found), lines=as_lines)
        return 0
    text = markdown(found)
    if output is None:
        write(text.rstrip("\n"))
        return 0
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(
            say(f"写不了文件：'{output}'：{error.strerror}", f"cannot write file: '{output}': {error.strerror}")
        ) from error
    count = sum(section.count for section in found.sections)
    note(say(f"已写入 {count} 条：{output}", f"{count} lines written: {output}"))
    return 0


def asked_period(since: str | None, until: str | None, day: str | None, week: str | None, month: str | None) -> Period:
    """The period that the options name, yesterday and today where none does; raises UsageError where two do."""
    today = now().date().isoformat()
    asked = [name for name, value in (("--day", day), ("--week", week), ("--month", month)) if value]
    asked += ["--since/--until"] if since or until else []
    if len(asked) > 1:
        said = say("、", ", ").join(asked)
        raise UsageError(say(f"时段只能有一个：'{said}'", f"more than one period: '{said}'; name one"))
    if day:
        return day_of(day)
    if week:
        return week_of(week)
    if month:
        return month_of(month)
    return between(since, until, today) if asked else last_day(today)
