"""Text of the docs that is made from the program, so that it cannot go stale; run by cog (`./run.sh fix`)."""

from collections.abc import Iterator, Mapping
from typing import Any

import typer

from bangyan.commands import app_for
from data.language import say
from data.settings import Settings


def commands() -> str:
    """Every command with its help text, as a Markdown table."""
    rows = [f"| `bangyan {name}` | {text} |" for name, text in _helps()]
    heads = say("| 命令 | 作用 |", "| command | what it does |")
    return "\n".join(["", heads, "| --- | --- |", *rows, ""]) + "\n"


def settings() -> str:
    """Every setting with its default, as a Markdown table; raises KeyError for one that nobody has described."""
    told = {
        "home": say("数据文件夹", "the folder of your data"),
        "database": say(
            "账本，SQLAlchemy URL；缺省在数据文件夹里", "the ledger, an SQLAlchemy URL; by default in the home"
        ),
        "model": say("GGUF 模型文件", "a GGUF model file"),
        "lang": say("语言：`zh` 或 `en`；缺省随系统", "language: `zh` or `en`; by default the system's"),
        "contact": say("站点能找到你的地址，抓取时报上", "where a site's owner can reach you; told to every site"),
        "keep_pages": say(
            "原始网页保留几天；0 为读过即可删；有成绩的永久保留",
            "days that raw pages are kept; 0: until they were read; those behind claims are kept for ever",
        ),
        "sites_at_once": say("`schedule` 同时抓几个站点", "sites that `schedule` crawls at the same time"),
        "hub": say("`model pull` 从哪里取模型，可用镜像", "where `model pull` fetches models, or a mirror of it"),
        "model_seconds": say("模型读一篇最多几秒", "seconds that the model may take for one article"),
        "model_threads": say("模型用几个线程；缺省由机器定", "threads of the model; by default as the machine has"),
        "model_cells": say("模型同时记住多少个词元；缺省由模型定", "tokens that the model keeps at once"),
        "model_summaries": say("模型是否也写摘要（慢得多）", "whether the model writes summaries too (far slower)"),
        "gpu_layers": say("放进显卡几层；缺省能放则全放", "layers on the GPU; by default all where the build can"),
    }
    fields = Settings.model_fields.items()
    rows = [f"| `BANGYAN_{name.upper()}` | {told[name]} | {_default(field.default)} |" for name, field in fields]
    heads = say("| 变量 | 意思 | 缺省 |", "| variable | meaning | default |")
    return "\n".join(["", heads, "| --- | --- | --- |", *rows, ""]) + "\n"


def _default(value: object) -> str:
    return str(value) if value and isinstance(value, int | float | str) else ""


def _helps() -> list[tuple[str, str]]:
    return list(_helps_of(typer.main.get_group(app_for(None)).commands))


def _helps_of(commands: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, command in commands.items():
        yield f"{before}{name}", (command.help or "").replace("|", "\\|")
        yield from _helps_of(getattr(command, "commands", {}), f"{before}{name} ")
