"""The command that tells who is what: `people`."""

from collections.abc import Sequence
from typing import Annotated

import typer

from bangyan.commands.options import JSON, JSONL
from bangyan.run import Run
from bangyan.show import show_rows, show_table, wants_json
from data.language import say
from data.roles import RoleRow, roles


def add_to(app: typer.Typer) -> None:
    """Put this family's command on the command line."""
    app.command(
        "people",
        help=say(
            "文章里谁任什么职，及原文。例：bangyan people 小米",
            "Who holds which post, in the articles' words. Example: bangyan people 小米",
        ),
    )(people)


def people(
    context: typer.Context,
    text: Annotated[
        str, typer.Argument(metavar="[TEXT]", help=say("只看这个人或这家公司", "this person or company only"))
    ] = "",
    as_json: JSON = False,
    as_lines: JSONL = False,
) -> int:
    run: Run = context.obj.asking()
    json_wanted = wants_json(as_json, as_lines)
    with run.store() as store:
        rows = roles(store, text)
    show_rows(rows, json_wanted=json_wanted, lines=as_lines, table=_show, nothing=say("没有找到", "nothing found"))
    return 0


def _show(rows: Sequence[RoleRow]) -> None:
    heads = (
        ("人物", "person"),
        ("公司", "company"),
        ("职务", "post"),
        ("日期", "date"),
        ("文章数", "articles"),
        ("原文", "words"),
    )
    show_table(
        [say(*pair) for pair in heads],
        [(row.person, row.org, post(row), (row.published or "")[:10], row.articles, row.evidence) for row in rows],
    )


def post(row: RoleRow) -> str:
    """A post as people read it: 前首席科学家."""
    return say("前", "former ") + row.role if row.former else row.role
