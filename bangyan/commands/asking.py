"""Commands that ask the ledger: `query`, `search`, `timeline`, `export`."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from bangyan.commands.options import JSON, JSONL
from bangyan.found import claim_value
from bangyan.run import Run
from bangyan.show import note, show_rows, show_table, wants_json
from data.errors import InputError
from data.exports import encoding, rows, write
from data.language import say
from data.query import Answer, ClaimRow, ask
from data.search import Hit, search
from data.timeline import EventRow, timeline

SINCE = Annotated[str | None, typer.Option(help=say("从这一天起，如 2024-01", "from this day on: 2024-01"))]
UNTIL = Annotated[str | None, typer.Option(help=say("到这一天止", "up to this day"))]
LIMIT = Annotated[int | None, typer.Option(help=say("最多几行", "rows at most"), min=1)]
SITE = Annotated[str | None, typer.Option(help=say("只看这个站点", "this site only"))]


def add_to(app: typer.Typer) -> None:
    """Put this family's commands on the command line."""
    app.command(
        "query",
        help=say(
            '查成绩。例：bangyan query "MiLM-6B C-Eval 60.2"',
            'Find claims. Example: bangyan query "MiLM-6B C-Eval 60.2"',
        ),
    )(query)
    app.command(
        "search",
        help=say(
            "全文检索文章。例：bangyan search 小米大模型",
            "Search the articles' text. Example: bangyan search 小米大模型",
        ),
    )(search_articles)
    app.command(
        "timeline",
        help=say(
            "事件时间线。例：bangyan timeline --entity 小米 --type release",
            "Events over time. Example: bangyan timeline --entity 小米 --type release",
        ),
    )(events)
    app.command(
        "export",
        help=say(
            "导出。例：bangyan export claims --format csv --output 成绩.csv",
            "Export. Example: bangyan export claims --format csv --output claims.csv",
        ),
    )(export)


def query(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="TEXT",
            help=say(
                "模型、基准、数值、条件；另有 =61 >80 60..70 since: until: site:",
                "model, benchmark, value, setting; also =61 >80 60..70 since: until: site:",
            ),
        ),
    ],
    as_json: JSON = False,
    as_lines: JSONL = False,
    limit: LIMIT = None,
) -> int:
    run: Run = context.obj.asking()
    json_wanted = wants_json(as_json, as_lines)
    with run.store() as store:
        answer = ask(store, " ".join(words), run.lexicon, limit=limit)
    _say_unknown(answer, run)
    show_rows(
        answer.rows,
        json_wanted=json_wanted,
        lines=as_lines,
        table=_show_claims,
        nothing=say("没有找到", "nothing found"),
    )
    return 0


def search_articles(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="TEXT",
            help=say(
                "文字；空格隔开的都要有，引号内为一整段",
                "text; parts by spaces must all be there, quotes keep a phrase whole",
            ),
        ),
    ],
    as_json: JSON = False,
    as_lines: JSONL = False,
    site: SITE = None,
    since: SINCE = None,
    until: UNTIL = None,
    limit: LIMIT = 20,
) -> int:
    run: Run = context.obj.asking()
    json_wanted = wants_json(as_json, as_lines)
    with run.store() as store:
        hits = search(store, " ".join(words), site=site, since=since, until=until, limit=limit or 20)
    show_rows(
        hits,
        json_wanted=json_wanted,
        lines=as_lines,
        table=lambda found: _show_hits(found, words),
        nothing=say("没有找到", "nothing found"),
    )
    return 0


def events(
    context: typer.Context,
    entity: Annotated[
        str | None, typer.Option(help=say("公司、人物、模型或产品", "a company, person, model or product"))
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option("--type", help=say("事件类型，如 release、funding", "type of event: release, funding …")),
    ] = None,
    since: SINCE = None,
    until: UNTIL = None,
    limit: LIMIT = None,
    as_json: JSON = False,
    as_lines: JSONL = False,
) -> int:
    run: Run = context.obj.asking()
    json_wanted = wants_json(as_json, as_lines)
    with run.store() as store:
        rows = timeline(store, run.lexicon, entity=entity, type=kind, since=since, until=until, limit=limit)
    show_rows(rows, json_wanted=json_wanted, lines=as_lines, table=_show_events, nothing=say("没有事件", "no events"))
    return 0


def export(
    context: typer.Context,
    what: Annotated[str, typer.Argument(help="claims, events, entities, articles")],
    form: Annotated[str, typer.Option("--format", help="csv, jsonl")] = "csv",
    output: Annotated[
        Path | None,
        typer.Option(help=say("写入这个文件；缺省为标准输出", "write to this file; standard output by default")),
    ] = None,
) -> int:
    run: Run = context.obj.asking()
    with run.store() as store:
        found = rows(store, what)
        if output is None:
            write(found, sys.stdout, form, what)
            return 0
        try:
            with output.open("w", encoding=encoding(form), newline="") as file:
                count = write(found, file, form, what)
        except OSError as error:
            raise InputError(
                say(f"写不了文件：'{output}'：{error.strerror}", f"cannot write file: '{output}': {error.strerror}")
            ) from error
    note(say(f"已写入 {count} 行：{output}", f"{count} rows written: {output}"))
    return 0


def _say_unknown(answer: Answer, run: Run) -> None:
    for word in answer.unknown:
        near = run.lexicon.suggest(word)
        hint = say(f"；是不是 '{near[0]}'？", f"; did you mean '{near[0]}'?") if near else ""
        note(say(f"不认识：'{word}'{hint}", f"nothing known: '{word}'{hint}"))


def _show_claims(rows: Sequence[ClaimRow]) -> None:
    show_table(
        [
            say("模型", "model"),
            say("基准", "benchmark"),
            say("子集", "subset"),
            say("条件", "setting"),
            say("值", "value"),
            say("日期", "date"),
            say("站点", "site"),
            say("来源数", "sources"),
            say("异说", "conflicts"),
            say("原句", "sentence"),
        ],
        [
            (
                r.model,
                r.benchmark,
                r.subset,
                r.setting,
                _valued(r),
                r.claimed_on,
                r.site,
                r.sources,
                len(r.conflicts) or None,
                r.evidence,
            )
            for r in rows
        ],
    )
    for url in dict.fromkeys(r.url for r in rows[:5] if r.url):
        note(url)


def _valued(row: ClaimRow) -> Text:
    style = "bold green" if row.value_match else "strike" if row.status != "current" else ""
    return Text(claim_value(row.model_dump()), style=style)


def _show_hits(hits: Sequence[Hit], words: list[str]) -> None:
    table = []
    for hit in hits:
        snippet = Text(hit.snippet)
        snippet.highlight_words([w.strip('"') for w in words], style="bold yellow", case_sensitive=False)
        table.append((hit.article_id, (hit.published or "")[:10], hit.site, hit.title, snippet))
    show_table(["id", say("日期", "date"), say("站点", "site"), say("标题", "title"), say("摘录", "snippet")], table)


def _show_events(rows: Sequence[EventRow]) -> None:
    show_table(
        [
            say("日期", "date"),
            say("类型", "type"),
            say("谁", "who"),
            say("什么", "what"),
            say("站点", "site"),
            say("原句", "sentence"),
        ],
        [(_dated(r), r.type, "、".join(r.who), r.what, r.site, r.evidence) for r in rows],
    )


def _dated(row: EventRow) -> str:
    return (row.date or "–") + (say("（计划）", " (planned)") if row.planned else "")
