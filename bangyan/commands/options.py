"""The options that several commands take, written once."""

from pathlib import Path
from typing import Annotated

import typer

from data.language import say

JSON = Annotated[bool, typer.Option("--json", help=say("输出 JSON 数组", "print a JSON array"))]
JSONL = Annotated[bool, typer.Option("--jsonl", help=say("每行一个 JSON 对象", "print one JSON object a line"))]
EXTRACTOR = Annotated[
    str,
    typer.Option(
        help=say(
            "抽取器：rules、llm 或 auto（规则，选了模型就再加模型）",
            "extractor: rules, llm, or auto (both where a model is chosen)",
        )
    ),
]
URL = Annotated[str | None, typer.Option(help=say("文章地址", "the article's address"))]
TITLE = Annotated[str | None, typer.Option(help=say("标题", "its title"))]
PUBLISHED = Annotated[
    str | None, typer.Option(help=say("发布日期，如 2023-08-11", "when it was published: 2023-08-11"))
]
SOURCE = Annotated[str | None, typer.Option(help=say("来源", "who published it first"))]
SITE = Annotated[
    str | None, typer.Option(help=say("站点的 id，按它的选择器读网页", "a site's id, to read pages with its selectors"))
]
FORMAT = Annotated[str | None, typer.Option("--format", help="html, markdown, text")]
SITES = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SITE …]", help=say("站点的 id；缺省为全部启用的", "site ids; all that are enabled by default")
    ),
]
SITE_FILES = Annotated[
    Path | None,
    typer.Option(
        "--sites", help=say("从这里读站点文件，不用自带的", "site files from here instead of the bundled ones")
    ),
]
