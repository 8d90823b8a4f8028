"""The command that writes a site file for an unknown site: `sites add`."""

import re
import sys
from pathlib import Path
from threading import Event
from typing import Annotated
from urllib.parse import urlsplit

import typer
from pydantic import BaseModel

from bangyan.commands.checking import rest_until
from bangyan.commands.options import JSON, JSONL
from bangyan.run import Run, now
from bangyan.show import note, show_json, show_table, wants_json, write
from bangyan.sites import KnownSites, sites_of
from crawler.discover import Discovery, discover, empty_draft
from crawler.guest import Guest
from crawler.site import DEFAULT_DELAY, Site
from crawler.site_toml import toml_of
from crawler.urls import is_article
from data.errors import AddressError, InputError, UsageError
from data.fields import ArticleFields
from data.language import say

ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
FIRST_SENTENCE = re.compile(r".{1,80}?[。！？!?]|.{1,80}", re.DOTALL)


class SeenArticle(BaseModel):
    """What a new site file would read of one article."""

    url: str | None
    title: str | None
    published: str | None
    author: str | None
    sentence: str


class AddedRow(BaseModel):
    """What became of an address: the site that it is of, its file, and what that would read."""

    id: str
    name: str
    known: bool
    written: bool
    file: str | None
    toml: str | None
    articles: list[SeenArticle]


def add_site(
    context: typer.Context,
    url: Annotated[
        str,
        typer.Argument(
            metavar="URL",
            help=say("首页、列表页、订阅源或一篇文章的地址", "its home page, a list page, a feed or an article"),
        ),
    ],
    site_id: Annotated[str | None, typer.Option("--id", help=say("站点的 id", "the site's id"))] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=say("不问就写", "write without asking"))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("只看不写", "write nothing"))] = False,
    private: Annotated[
        bool, typer.Option("--private", help=say("自己内网或本机上的站点", "a site of your own on a private address"))
    ] = False,
    delay: Annotated[
        float, typer.Option(help=say("两次请求间隔的秒数", "seconds between two requests"), min=0)
    ] = DEFAULT_DELAY,
    as_json: JSON = False,
    as_lines: JSONL = False,
) -> int:
    run: Run = context.obj
    json_wanted = wants_json(as_json, as_lines)
    if delay < 1 and not private:
        raise UsageError(say("'--delay' 小于 1 只许与 --private 同用", "'--delay' under 1 needs --private"))
    address = url if "://" in url else f"https://{url}"
    known = sites_of(run.settings)
    owner = owner_of(known, address)
    if owner:
        return _say_known(owner, json_wanted, as_lines)
    _usable_id(site_id, known)
    found = _discovered(address, run, known, private=private, delay=delay)
    if site_id:
        found = Discovery(found.site.model_copy(update={"id": site_id}), found.articles, found.remarks)
    if not json_wanted:
        _show_discovery(found)
    path = run.settings.sites_dir / f"{found.site.id}.toml"
    written = not dry_run and (yes or (not json_wanted and _is_agreed(path))) and _written(path, toml_of(found.site))
    if json_wanted:
        show_json([_added_row(found, path, written)], lines=as_lines)
    else:
        note(_what_now(found.site, path, written=written, dry_run=dry_run))
    return 0


def owner_of(known: KnownSites, url: str) -> Site | None:
    """The site that an address is of: the one whose article it is, else the one whose host it is on."""
    try:
        host = urlsplit(url).netloc.lower()
    except ValueError:
        return None
    article = (site for site in known.sites.values() if is_article(url, site))
    own = (site for site in known.sites.values() if host in {site.home_host, *site.aliases})
    return next(article, None) or next(own, None)


def _say_known(site: Site, json_wanted: bool, as_lines: bool) -> int:
    if json_wanted:
        row = AddedRow(id=site.id, name=site.name, known=True, written=False, file=None, toml=None, articles=[])
        show_json([row], lines=as_lines)
    else:
        note(
            say(
                f"已有这个站点：'{site.id}'（{site.name}）；用 `bangyan sites check {site.id}` 核对",
                f"site is known: '{site.id}' ({site.name}); look it over with `bangyan sites check {site.id}`",
            )
        )
    return 0


def _usable_id(site_id: str | None, known: KnownSites) -> None:
    if site_id is None:
        return
    if not ID.fullmatch(site_id):
        raise UsageError(
            say(f"id 不可用：'{site_id}'；用小写字母、数字、_ 和 -", f"no id: '{site_id}'; use a-z, 0-9, _ and -")
        )
    if site_id in known.sites:
        raise UsageError(
            say(f"id 已有人用：'{site_id}'；另取一个", f"id is taken: '{site_id}'; choose another with --id")
        )


def _discovered(url: str, run: Run, known: KnownSites, *, private: bool, delay: float) -> Discovery:
    over, count = Event(), iter(range(1, 1000))
    guest = Guest(run.settings, empty_draft(url, private=private, delay=delay), now=now, rest=rest_until(over))
    with run.progress() as progress:
        try:
            return discover(
                url, guest, taken=known.sites, tell=lambda asked: progress.tell("look", next(count), message=asked)
            )
        except AddressError as error:
            hint = "" if private else say("；自己的站点请加 --private", "; say --private where the site is your own")
            raise AddressError(f"{error}{hint}") from error


def _show_discovery(found: Discovery) -> None:
    for remark in found.remarks:
        note(say(f"没有用上：{remark}", f"of no use: {remark}"))
    write(toml_of(found.site))
    columns = (("标题", "title"), ("发布", "published"), ("作者", "author"), ("第一句", "first sentence"))
    show_table(
        [say(*pair) for pair in columns],
        [(one.title, one.published, one.author, first_sentence(one)) for one in found.articles],
        title=say("会这样读：", "it would read:"),
    )


def first_sentence(article: ArticleFields) -> str:
    """How an article's body begins."""
    found = FIRST_SENTENCE.match(article.text.strip())
    return found[0] if found else ""


def _is_agreed(path: Path) -> bool:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    return typer.confirm(say(f"写入 {path}？", f"write {path}?"), err=True)


def _written(path: Path, text: str) -> bool:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise InputError(
            say(f"写不了文件：'{path}'：{error.strerror}", f"cannot write file: '{path}': {error.strerror}")
        ) from error
    return True


def _what_now(site: Site, path: Path, *, written: bool, dry_run: bool) -> str:
    if written:
        return say(
            f"已写入 {path}；用 `bangyan crawl {site.id}` 抓取",
            f"written: {path}; visit it with `bangyan crawl {site.id}`",
        )
    if dry_run:
        return say(f"没有写入（--dry-run）；会写到 {path}", f"nothing written (--dry-run); it would be {path}")
    return say(f"没有写入；加 --yes 写到 {path}", f"nothing written; with --yes it goes to {path}")


def _added_row(found: Discovery, path: Path, written: bool) -> AddedRow:
    seen = [
        SeenArticle(**one.model_dump(include={"url", "title", "published", "author"}), sentence=first_sentence(one))
        for one in found.articles
    ]
    site = found.site
    return AddedRow(
        id=site.id, name=site.name, known=False, written=written, file=str(path), toml=toml_of(site), articles=seen
    )
