"""Commands about names: `lexicon unknown`, the names that were met and that no lexicon has."""

from typing import Annotated

import typer

from bangyan.commands.options import JSON, JSONL
from bangyan.run import Run
from bangyan.show import note, show_json, show_table, wants_json, write
from data.errors import UsageError
from data.language import say
from data.unknown import TYPES, UnknownName, block_of, unknown_names

TYPE = Annotated[
    str | None, typer.Option("--type", help=say("只看这一类：benchmark、model 或 org", "only benchmark, model or org"))
]
LIMIT = Annotated[int, typer.Option(help=say("最多多少个", "at most so many"), min=1)]
TOML = Annotated[bool, typer.Option("--toml", help=say("只打印可贴进词表的块", "print the blocks to paste, only"))]


def add_to(app: typer.Typer) -> None:
    """Put this family's commands on the command line."""
    lexicon = typer.Typer(
        no_args_is_help=True,
        help=say("词表。例：bangyan lexicon unknown", "The lexicons. Example: bangyan lexicon unknown"),
    )
    lexicon.command(
        "unknown",
        help=say(
            "见过而词表里没有的名字。例：bangyan lexicon unknown --type benchmark --toml >> lexicon/mine.toml",
            "Names that were met and are in no lexicon. "
            "Example: bangyan lexicon unknown --type benchmark --toml >> lexicon/mine.toml",
        ),
    )(unknown)
    app.add_typer(lexicon, name="lexicon")


def unknown(
    context: typer.Context,
    kind: TYPE = None,
    limit: LIMIT = 30,
    toml: TOML = False,
    as_json: JSON = False,
    as_lines: JSONL = False,
) -> int:
    run: Run = context.obj
    json_wanted = wants_json(as_json, as_lines)
    if kind is not None and kind not in TYPES:
        known = ", ".join(TYPES)
        raise UsageError(say(f"没有这一类：'{kind}'；可用：{known}", f"no such type: '{kind}'; known: {known}"))
    asking = run.asking()
    with asking.store() as store:
        found = unknown_names(store, asking.lexicon, types=[kind] if kind else TYPES)[:limit]
    if json_wanted:
        show_json(found, lines=as_lines)
    elif toml:
        _write_blocks(found)
    else:
        _show(found)
    return 0


def _show(found: list[UnknownName]) -> None:
    if not found:
        note(say("见过的名字词表里都有", "the lexicons have every name that was met"))
        return
    pairs = (("名字", "name"), ("类别", "type"), ("文章", "articles"), ("主张", "claims"), ("例句", "example"))
    rows = [(one.name, one.type, one.articles, one.claims, one.example) for one in found]
    show_table([say(*pair) for pair in pairs], rows)
    note(say("贴进 lexicon 文件夹里的一个 TOML 文件：", "paste into a TOML file in the lexicon folder of your home:"))
    _write_blocks(found)


def _write_blocks(found: list[UnknownName]) -> None:
    for one in found:
        write(block_of(one))
