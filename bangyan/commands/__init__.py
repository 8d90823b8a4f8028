"""The commands, one file a family, and the options that all of them take."""

from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from bangyan.run import Run
from data.language import say

FAMILIES = (
    "house", "crawling", "saving", "scheduling", "reading", "extracting", "asking",
    "digesting", "stories", "naming", "aliasing", "people", "models", "scoring", "keeping",
)  # fmt: skip
ALONE = {"read": "reading"}  # commands that are started often, and need the family that they are of alone


def app_for(command: str | None) -> typer.Typer:
    """The command line as far as `command` needs it: importing all families takes half a second."""
    app = typer.Typer(
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
        help=say(
            "榜眼：谁在哪个基准上得了多少分，出自哪一篇、哪一句。",
            "Bangyan: who scored what on which benchmark, in which article and sentence.",
        ),
    )
    app.callback()(before_all)
    for family in FAMILIES if command not in ALONE else (ALONE[command],):
        import_module(f"bangyan.commands.{family}").add_to(app)
    return app


def before_all(
    context: typer.Context,
    home: Annotated[
        Path | None,
        typer.Option(help=say("数据所在的文件夹（BANGYAN_HOME）", "the folder of your data (BANGYAN_HOME)")),
    ] = None,
    database: Annotated[
        str | None, typer.Option(help=say("数据库，SQLAlchemy URL", "the store, an SQLAlchemy URL"))
    ] = None,
    model: Annotated[Path | None, typer.Option(help=say("GGUF 模型文件", "a GGUF model file"))] = None,
    lang: Annotated[str | None, typer.Option(help=say("语言：zh 或 en", "language: zh or en"))] = None,
    progress: Annotated[
        str, typer.Option(help=say("进度：auto、json 或 none", "progress: auto, json or none"))
    ] = "auto",
    debug: Annotated[bool, typer.Option("--debug", help=say("出错时显示细节", "show details of an error"))] = False,
    version: Annotated[bool, typer.Option("--version", "-V", help=say("显示版本", "show the version"))] = False,
) -> None:
    del debug, version  # read from the command line before this runs
    context.obj = Run.of(home=home, database=database, model=model, lang=lang, progress=progress)
