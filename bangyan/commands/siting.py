"""Commands that look at a site or a page without keeping articles: `sites check`, `sites add`, `save-page`."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from threading import Event
from typing import Annotated
from urllib.parse import urlsplit

import typer
from pydantic import BaseModel

from bangyan.commands.reading import JSON, JSONL
from bangyan.run import Run, now
from bangyan.saving import Pair, save_pair
from bangyan.show import note, show_json, show_table, wants_json, write
from bangyan.sites import KnownSites, chosen_sites, sites_of
from crawler.check import check
from crawler.compare import Finding
from crawler.discover import Discovery, discover, empty_draft
from crawler.guest import Guest, StoppedError
from crawler.paper import ask_paper
from crawler.site import DEFAULT_DELAY, Site
from crawler.site_toml import toml_of
from crawler.urls import is_article
from data.errors import AddressError, InputError, UsageError
from data.language import say
from data.schema import ArticleFields

AT_ONCE = 8  # sites that are checked at the same time, each over one connection
ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
FIRST_SENTENCE = re.compile(r".{1,80}?[。！？!?]|.{1,80}", re.DOTALL)

FOLDER = Annotated[
    Path | None,
    typer.Option(
        "--sites", help=say("从这里读站点文件，不用自带的", "site files from here instead of the bundled ones")
    ),
]


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


def add_to_sites(group: typer.Typer) -> None:
    """Put `check` and `add` behind the word `sites`."""
    group.command(
        "check",
        help=say(
            "现在去看站点是否仍如其文件所写，并说怎么改。例：bangyan sites check lieyun",
            "Look whether sites still are as their files say, and what to mend. Example: bangyan sites check lieyun",
        ),
    )(check_sites)
    group.command(
        "add",
        help=say(
            "为未知的站点写站点文件。例：bangyan sites add https://news.example.com/",
            "Write a site file for an unknown site. Example: bangyan sites add https://news.example.com/",
        ),
    )(add_site)


def add_to(app: typer.Typer) -> None:
    """Put this family's other command on the command line."""
    app.command(
        "save-page",
        help=say(
            "把网页存成一对测试文件。例：bangyan save-page https://… --output tests/pages",
            "Save a page as a pair of test files. Example: bangyan save-page https://… --output tests/pages",
        ),
    )(save_page)


def before_its_word(word: str, misplaced: bool) -> int:
    """Nothing to do before `sites check` or `sites add`; raises UsageError for a form that was asked for too early."""
    if misplaced:
        raise UsageError(say(f"--json 要放在 '{word}' 之后", f"put --json after '{word}': bangyan sites {word} --json"))
    return 0


def check_sites(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SITE …]", help=say("站点的 id；缺省为全部启用的", "site ids; all that are enabled by default")
        ),
    ] = None,
    folder: FOLDER = None,
    as_json: JSON = False,
    as_lines: JSONL = False,
) -> int:
    run: Run = context.obj
    json_wanted = wants_json(as_json, as_lines)
    known = sites_of(run.settings, folder)
    for broken in known.broken:
        note(f"bangyan: {broken}")
    wanted = _named(known, names or [])
    rows: list[Finding] = []
    for site, found in _checked(wanted, run):
        rows += found
        if as_lines:
            show_json(found, lines=True)
        if all(finding.state != "bad" for finding in found):
            _note_verified(run, site)
    rows.sort(key=lambda row: [site.id for site in wanted].index(row.site))
    if json_wanted and not as_lines:
        show_json(rows, lines=False)
    elif not json_wanted:
        _show_findings(rows)
    return int(bool(known.broken) or any(row.state == "bad" for row in rows))


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
    owner = _owner(known, address)
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
    site = _owner(sites_of(run.settings), url)
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


# ── sites check ──


def _named(known: KnownSites, names: Sequence[str]) -> list[Site]:
    """Those sites, disabled ones too; all that are enabled where none is named."""
    if not names:
        return chosen_sites(known, [])
    unknown = [name for name in names if name not in known.sites]
    return chosen_sites(known, unknown[:1]) if unknown else [known.sites[name] for name in dict.fromkeys(names)]


def _checked(sites: Sequence[Site], run: Run) -> Iterator[tuple[Site, list[Finding]]]:
    """Each site with what was found, as they come; Ctrl-C ends each at its next rest."""
    over = Event()
    with run.progress() as progress, ThreadPoolExecutor(AT_ONCE) as pool:
        told: dict[str, int] = {}

        def tell(site: Site) -> Callable[[str], None]:
            def say_it(url: str) -> None:
                told[site.id] = told.get(site.id, 0) + 1
                progress.tell("check", told[site.id], site=site.id, message=url)

            return say_it

        guests = {site.id: Guest(run.settings, site, now=now, rest=rest_until(over)) for site in sites}
        asked = {pool.submit(check, site, guests[site.id], tell(site)): site for site in sites}
        try:
            for done in as_completed(asked):
                yield asked[done], done.result()
        finally:
            over.set()
            pool.shutdown(wait=False, cancel_futures=True)


def rest_until(over: Event) -> Callable[[float], None]:
    """A guest's rest that ends the visit, with StoppedError, once nobody waits for it any more."""

    def rest(seconds: float) -> None:
        if over.wait(seconds):
            raise StoppedError(say("已中断", "interrupted"))

    return rest


def _note_verified(run: Run, site: Site) -> None:
    day = now().date().isoformat()
    with run.store() as store:
        store.note_verified(site.id, day)
    note(say(f"{site.id}：{day} 核对无误", f"{site.id}: verified on {day}"))


def _show_findings(rows: Sequence[Finding]) -> None:
    marks = {"ok": say("正常", "ok"), "note": say("提示", "note"), "bad": say("要改", "mend")}
    columns = (("站点", "site"), ("项目", "what"), ("", ""), ("所见", "seen"), ("怎么办", "what to do"))
    show_table(
        [say(*pair) for pair in columns],
        [(row.site, row.what, marks[row.state], _seen(row), row.advice) for row in rows],
    )


def _seen(row: Finding) -> str:
    return row.seen if row.url is None or row.url in row.seen else f"{row.seen}\n{row.url}"


# ── sites add ──


def _owner(known: KnownSites, url: str) -> Site | None:
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
        [(one.title, one.published, one.author, _first_sentence(one)) for one in found.articles],
        title=say("会这样读：", "it would read:"),
    )


def _first_sentence(article: ArticleFields) -> str:
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
        SeenArticle(**one.model_dump(include={"url", "title", "published", "author"}), sentence=_first_sentence(one))
        for one in found.articles
    ]
    site = found.site
    return AddedRow(
        id=site.id, name=site.name, known=False, written=written, file=str(path), toml=toml_of(site), articles=seen
    )


# ── save-page ──


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
        paragraphs=len(article.text.split("\n\n")) if article else 0,
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
    paragraphs = article.text.split("\n\n")
    return say(f"{len(paragraphs)} 段：", f"{len(paragraphs)} paragraphs: ") + _first_sentence(article)
