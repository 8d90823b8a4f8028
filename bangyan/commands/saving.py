"""The command that saves a page as the pair of files that tests it: `save-page`."""

from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel

from bangyan.commands.adding import first_sentence, owner_of
from bangyan.commands.options import JSON, JSONL
from bangyan.run import Run, now
from bangyan.saving import PARAGRAPH_BREAK, Pair, save_pair
from bangyan.show import note, show_json, show_table, wants_json
from bangyan.sites import sites_of
from crawler.guest import Guest
from crawler.paper import ask_paper
from crawler.site import Site
from crawler.urls import is_article
from data.fields import ArticleFields
from data.language import say


class SavedRow(BaseModel):
    """The pair of files of a page, and what was read from it."""

    html: str
    json_file: str
    site: str | None
    url: str
    title: str | None
    author: str | None
    source: str | None
    published: str | None
    paragraphs: int
    error: str | None


def add_to(app: typer.Typer) -> None:
    """Put this family's command on the command line."""
    app.command(
        "save-page",
        help=say(
            "把网页存成一对测试文件。例：bangyan save-page https://… --output tests/pages",
            "Save a page as a pair of test files. Example: bangyan save-page https://… --output tests/pages",
        ),
    )(save_page)


def save_page(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help=say("文章地址", "the article's address"))],
    output: Annotated[
        Path | None,
        typer.Option(help=say("写到这个文件夹；缺省为当前文件夹", "into this folder; the current one by default")),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=say("已存过的也重写", "write anew what is saved already"))
    ] = False,
    as_json: JSON = False,
    as_lines: JSONL = False,
) -> int:
    run: Run = context.obj
    json_wanted = wants_json(as_json, as_lines)
    site = owner_of(sites_of(run.settings), url)
    if site and not site.enabled:
        note(say(f"站点已停用：'{site.id}'：{site.why}", f"site is disabled: '{site.id}': {site.why}"))
    if site and not is_article(url, site):
        note(
            say(
                f"地址不符合 '{site.id}' 的 article 模式：'{url}'",
                f"address does not match the article pattern of '{site.id}': '{url}'",
            )
        )
    paper = ask_paper(Guest(run.settings, site, now=now), url)
    pair = save_pair(paper, url, site, output or Path(), force=force)
    if json_wanted:
        show_json([_saved_row(pair, url, site)], lines=as_lines)
    else:
        _show_pair(pair, site, paper.general)
    if pair.fault:
        note(f"bangyan: {pair.fault}")
    return int(bool(pair.fault))


def _saved_row(pair: Pair, url: str, site: Site | None) -> SavedRow:
    article = pair.article
    return SavedRow(
        html=str(pair.html),
        json_file=str(pair.json),
        site=site.id if site else None,
        url=url,
        title=article and article.title,
        author=article and article.author,
        source=article and article.source,
        published=article and article.published,
        paragraphs=len(article.text.split(PARAGRAPH_BREAK)) if article else 0,
        error=pair.fault or None,
    )


def _show_pair(pair: Pair, site: Site | None, general: ArticleFields | None) -> None:
    note(say(f"已写入 {pair.html} 和 {pair.json}", f"written: {pair.html} and {pair.json}"))
    by = say(f"按 '{site.id}' 的选择器", f"by the selectors of '{site.id}'") if site else ""
    readers = [(by, pair.article)] if site else []
    readers.append((say("通用读法", "in general"), general))
    names = (("标题", "title"), ("作者", "author"), ("来源", "source"), ("发布", "published"), ("正文", "body"))
    rows = [(say(*name), *(_cell(name[1], article) for _, article in readers)) for name in names]
    show_table(["", *(reader for reader, _ in readers)], rows)
    note(
        say(
            "放进 tests/pages 之前：保留标记，把文字换成自己的，期望的字段也照改",
            "before it goes into tests/pages: keep the markup, put your own words into it and the expected fields",
        )
    )


def _cell(field: str, article: ArticleFields | None) -> str | None:
    if article is None:
        return None
    if field != "body":
        value: str | None = getattr(article, field)
        return value
    paragraphs = article.text.split(PARAGRAPH_BREAK)
    return say(f"{len(paragraphs)} 段：", f"{len(paragraphs)} paragraphs: ") + first_sentence(article)
