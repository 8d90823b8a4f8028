"""The commands about names that articles declared: `alias list`, `alias reject`, `alias confirm`."""

from collections.abc import Sequence
from typing import Annotated

import typer

from bangyan.commands.options import JSON, JSONL
from bangyan.run import Run, stamp
from bangyan.show import note as remark
from bangyan.show import show_rows, show_table, wants_json
from data.aliases import AliasRow, aliases, judge_alias
from data.fields import Verdict
from data.language import say

ALIAS = Annotated[str, typer.Argument(metavar="ALIAS", help=say("别名", "the alias"))]
NAME = Annotated[str, typer.Argument(metavar="NAME", help=say("它所指的名称", "the name that it is for"))]
NOTE = Annotated[str | None, typer.Option(help=say("为什么", "why"))]


def add_to(app: typer.Typer) -> None:
    """Put this family's commands on the command line."""
    family = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    family.command(
        "list",
        help=say(
            "文章自己给出的别名，及出处。例：bangyan alias list 小米",
            "The aliases that articles declare, and where. Example: bangyan alias list 小米",
        ),
    )(list_them)
    family.command(
        "reject",
        help=say(
            "这个别名不对：不再用它。例：bangyan alias reject 大模型 MiLM-6B",
            "This alias is wrong: use it no more. Example: bangyan alias reject 大模型 MiLM-6B",
        ),
    )(reject)
    family.command(
        "confirm",
        help=say(
            "这个别名是对的，收回先前的否定。例：bangyan alias confirm 小米大模型 MiLM-6B",
            "This alias is right after all. Example: bangyan alias confirm 小米大模型 MiLM-6B",
        ),
    )(confirm)
    app.add_typer(
        family,
        name="alias",
        help=say(
            "文章给出的别名：查看、否定、收回。例：bangyan alias reject 大模型 MiLM-6B",
            "Aliases that articles declare: see them, undo one. Example: bangyan alias reject 大模型 MiLM-6B",
        ),
    )


def list_them(
    context: typer.Context,
    text: Annotated[
        str, typer.Argument(metavar="[TEXT]", help=say("只看含有它的", "only those with this in a name"))
    ] = "",
    as_json: JSON = False,
    as_lines: JSONL = False,
) -> int:
    run: Run = context.obj.asking()
    json_wanted = wants_json(as_json, as_lines)
    with run.store() as store:
        rows = aliases(store, text)
    show_rows(rows, json_wanted=json_wanted, lines=as_lines, table=_show, nothing=say("没有别名", "no aliases"))
    return 0


def reject(context: typer.Context, alias: ALIAS, name: NAME, note: NOTE = None) -> int:
    return _judge(context.obj, alias, name, "rejected", note)


def confirm(context: typer.Context, alias: ALIAS, name: NAME, note: NOTE = None) -> int:
    return _judge(context.obj, alias, name, "confirmed", note)


def _judge(run: Run, alias: str, name: str, verdict: Verdict, note: str | None) -> int:
    with run.store() as store:
        count = judge_alias(store, alias, name, verdict, note=note, at=stamp())
    done = say("已否定", "rejected") if verdict == "rejected" else say("已确认", "confirmed")
    remark(say(f"{done}：'{alias}' = '{name}'（{count} 篇文章）", f"{done}: '{alias}' = '{name}' ({count} articles)"))
    return 0


def _show(rows: Sequence[AliasRow]) -> None:
    states = {"learned": say("在用", "in use"), "rejected": say("已否定", "rejected")}
    heads = (
        ("别名", "alias"),
        ("名称", "name"),
        ("类型", "type"),
        ("状态", "status"),
        ("出自", "found by"),
        ("文章数", "articles"),
        ("原句", "words"),
    )
    show_table(
        [say(*pair) for pair in heads],
        [(r.alias, r.name, r.type, states[r.status], r.extractor, r.articles, r.evidence) for r in rows],
    )
