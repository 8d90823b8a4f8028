"""Commands that read articles: `read`, `add`, `extract`."""

import itertools
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bangyan import pipeline
from bangyan.extractor import Extractor, Told, extractor_of
from bangyan.input import Format, Given, Line, article_of, article_of_line, read_line, under_one_address
from bangyan.left_out import left_out
from bangyan.model_pass import refused_note, unread_note
from bangyan.run import Run, now, stamp
from bangyan.show import console, note, show_json, show_table, wants_json, write
from bangyan.spread import Spread
from data.errors import BangyanError, UsageError
from data.language import say, use_language
from data.schema import ArticleFields

if TYPE_CHECKING:
    from crawler.site import Site

# A pool costs a second and a half to start: as long as a process needs for about this many articles.
ARTICLES_BEFORE_POOL = 200

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


def add_to(app: typer.Typer) -> None:
    """Put this family's commands on the command line."""
    app.command(
        "read",
        help=say(
            "读文章并打印找到的内容，不入库。例：bangyan read 文章.html",
            "Read articles and print what is found; store nothing. Example: bangyan read article.html",
        ),
    )(read)
    app.command(
        "add",
        help=say(
            "手工加入一篇文章。例：bangyan add https://… 或 bangyan add 文章.html",
            "Keep one article by hand. Example: bangyan add https://… or bangyan add article.html",
        ),
    )(add)
    app.command(
        "extract",
        help=say(
            "读尚未读过的文章。例：bangyan extract --again",
            "Read the articles that have not been read yet. Example: bangyan extract --again",
        ),
    )(extract)


def read(
    context: typer.Context,
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE …]", help=say("文件、网址，或 - 表示标准输入", "files, addresses, or - for standard input")
        ),
    ] = None,
    as_json: JSON = False,
    as_lines: JSONL = False,
    form: FORMAT = None,
    extractor: EXTRACTOR = "auto",
    jobs: Annotated[int | None, typer.Option(help=say("并行进程数", "processes at once"), min=1)] = None,
    url: URL = None,
    title: TITLE = None,
    published: PUBLISHED = None,
    source: SOURCE = None,
    site: SITE = None,
) -> int:
    run: Run = context.obj
    reader = context.with_resource(extractor_of(extractor, run))
    names = files or ["-"]
    from_site = _site(site, run)
    json_wanted = wants_json(as_json, as_lines)
    if as_lines and form is None and all(n == "-" or n.endswith(".jsonl") for n in names):
        return read_lines(
            itertools.chain.from_iterable(map(_lines_of, names)), run, reader, from_site, jobs or os.cpu_count() or 1
        )
    if "-" in names and sys.stdin.isatty():
        note(
            say(
                "正在等待标准输入；粘贴文章后按 Ctrl-D",
                "waiting for standard input; paste an article, then press Ctrl-D",
            )
        )
    given, failed, found = Given(url, title, published, source), False, []
    for name in names:
        row = _read_one(name, run, reader, known_format(form), given, from_site)
        failed |= row["error"] is not None
        if row["error"]:
            note(f"bangyan: {name}: {row['error']}")
        _say_left_out(row)
        if as_lines:
            show_json([row], lines=True)
        elif json_wanted:
            found.append(row)
        elif not row["error"]:
            show_reading(row)
    if json_wanted and not as_lines:
        show_json(found, lines=False)
    return int(failed)


def read_lines(lines: Iterable[str], run: Run, reader: Extractor, site: "Site | None", jobs: int) -> int:
    """Read JSON lines and print one object a line, in order; 1 when any could not be read."""
    status = 0
    for row in _in_order((line for line in lines if line.strip()), run, reader, site, 1 if reader.model else jobs):
        status |= row["error"] is not None
        _say_left_out(row)
        write(json.dumps(row, ensure_ascii=False))
    return int(status)


def add(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="URL|FILE|-", help=say("网址、文件，或 -", "an address, a file, or -"))
    ],
    as_json: JSON = False,
    as_lines: JSONL = False,
    form: FORMAT = None,
    extractor: EXTRACTOR = "auto",
    url: URL = None,
    title: TITLE = None,
    published: PUBLISHED = None,
    source: SOURCE = None,
    site: SITE = None,
) -> int:
    run: Run = context.obj
    reader = context.with_resource(extractor_of(extractor, run))
    json_wanted = wants_json(as_json, as_lines)
    from_site = _site(site, run)
    given = Given(url, title, published, source)
    fields, body = article_of(name, as_format=known_format(form), given=given, site=from_site, settings=run.settings)
    fields = under_one_address(fields, run.settings)
    with run.store() as store:
        known = store.article_by_text(fields.text) if not (fields.url and store.known([fields.url])) else None
        if known:
            note(
                say(
                    f"已有同样正文的文章：{known.id}《{known.title}》",
                    f"an article with this body is known: {known.id} '{known.title}'",
                )
            )
            article = known
        else:
            kept = store.keep(fields, site=site, fetched=stamp(), raw=body)
            if kept.state != "new":
                note(
                    say(
                        f"已有这篇文章：{kept.article_id}（{kept.state}）",
                        f"this article is known: {kept.article_id} ({kept.state})",
                    )
                )
            article = store.article(kept.article_id) or _lost(kept.article_id)
        row = {"id": str(article.id), **row_of(fields, reader.keep(store, article))}
        _say_left_out(row)
    if json_wanted:
        show_json([row], lines=as_lines)
    else:
        show_reading(row)
    return 0


def extract(
    context: typer.Context,
    again: Annotated[
        bool, typer.Option("--again", help=say("已读过的也重读", "read those again that were read"))
    ] = False,
    article: Annotated[
        list[int] | None, typer.Option(help=say("只读这一篇（可重复）", "only this article (repeatable)"))
    ] = None,
    extractor: EXTRACTOR = "auto",
    as_json: JSON = False,
) -> int:
    run: Run = context.obj
    reader = context.with_resource(extractor_of(extractor, run))
    with run.store() as store, run.progress() as progress:
        for number in article or []:
            if store.article(number) is None:
                raise UsageError(
                    say(
                        f"没有这篇文章：'{number}'；用 `bangyan search` 查找",
                        f"no such article: '{number}'; find it with `bangyan search`",
                    )
                )
        done = reader.extract(store, again=again or bool(article), ids=article, progress=progress)
        pipeline.tidy(store, run.settings, now())
    if done.cut:
        note(
            say(
                f"{done.cut} 篇太长，未全读；`bangyan read` 会说出略去了什么",
                f"{done.cut} articles were too long to read all of them; `bangyan read` says what was left out",
            )
        )
    if done.unread:
        note(unread_note(done.unread))
    if done.refused:
        note(refused_note(done.refused))
    if as_json:
        show_json([vars(done)], lines=False)
    else:
        show_table(
            [
                say("已读", "read"),
                say("新发现", "found"),
                say("仍在", "again"),
                say("已失效", "closed"),
                say("未能读", "unreadable"),
            ],
            [(done.read, done.found, done.again, done.closed, done.failed)],
        )
    return 0 if done.failed == 0 or done.read else 1


def _site(name: str | None, run: Run) -> "Site | None":
    if name is None:
        return None
    from crawler.site import known_site  # here, as most articles are read without a site

    return known_site(name, run.settings)


def known_format(name: str | None) -> Format | None:
    """The format of this name; raises UsageError when there is none."""
    if name in (None, "html", "markdown", "text"):
        return name  # type: ignore[return-value]
    raise UsageError(
        say(
            f"没有这种格式：'{name}'；可用 html、markdown 或 text",
            f"no such format: '{name}'; use html, markdown or text",
        )
    )


def show_reading(row: dict[str, Any]) -> None:
    """What was found in one article, for people."""
    out = console()
    out.print(f"[bold]{row['title'] or '–'}[/bold]  {row['published'] or ''}  {row['source'] or ''}", markup=True)
    if row["summary"]:
        out.print(row["summary"], markup=False)
    if row["claims"]:
        show_table(
            [
                say("模型", "model"),
                say("基准", "benchmark"),
                say("子集", "subset"),
                say("条件", "setting"),
                say("值", "value"),
                say("原句", "sentence"),
            ],
            [
                (c["model"], c["benchmark"], c["subset"], c["setting"], claim_value(c), c["evidence"])
                for c in row["claims"]
            ],
            title=say("成绩", "claims"),
        )
    if row["events"]:
        show_table(
            [say("事件", "event"), say("日期", "date"), say("谁", "who"), say("什么", "what"), say("原句", "sentence")],
            [(e["type"], e["date"], "、".join(e["who"]), e["what"], e["evidence"]) for e in row["events"]],
            title=say("事件", "events"),
        )
    if row["entities"]:
        out.print(say("名称：", "names: ") + "、".join(e["name"] for e in row["entities"]), markup=False)
    if not row["claims"] and not row["events"]:
        out.print(say("没有找到成绩或事件", "no claim and no event found"))


def claim_value(claim: dict[str, Any]) -> str:
    """A score as it is written, a rank as 第N with what it is among."""
    value = f"{claim['value']:.10g}"
    if claim["kind"] == "rank":
        return say(f"第{value}", f"#{value}") + (f"（{claim['scope']}）" if claim["scope"] else "")
    return value + (claim["unit"] or "")


def _read_one(
    name: str, run: Run, reader: Extractor, form: Format | None, given: Given, site: "Site | None"
) -> dict[str, Any]:
    try:
        fields, _ = article_of(name, as_format=form, given=given, site=site, settings=run.settings)
    except BangyanError as error:
        return {"id": name, **_blank(given.url, given.title, given.published, str(error))}
    return {"id": name, **row_of(fields, reader.read(fields))}


def _read_json(line: str, reader: Extractor, site: "Site | None") -> dict[str, Any]:
    parsed = Line()
    try:
        parsed = read_line(line)
        fields = article_of_line(parsed, site)
        return {"id": parsed.id, **row_of(fields, reader.read(fields))}
    except Exception as error:  # noqa: BLE001 - whatever one article does, the others are still read
        why = str(error) if isinstance(error, BangyanError) else f"{type(error).__name__}: {error}"
        return {"id": parsed.id, **_blank(parsed.url, parsed.title, parsed.published, why), "text": parsed.text or ""}


def _in_order(
    lines: Iterator[str], run: Run, reader: Extractor, site: "Site | None", jobs: int
) -> Iterator[dict[str, Any]]:
    for line in itertools.islice(lines, ARTICLES_BEFORE_POOL if jobs > 1 else None):
        yield _read_json(line, reader, site)
    if jobs == 1 or (first := next(lines, None)) is None:
        return
    yield from Spread(jobs, _work, _lost_row, _start_worker, (replace(run), site)).rows(itertools.chain([first], lines))


_worker: "tuple[Run, Site | None] | None" = None


def _start_worker(run: Run, site: "Site | None") -> None:
    global _worker
    use_language(run.settings.lang)
    _worker = (run, site)


def _work(lines: list[str]) -> list[dict[str, Any]]:
    assert _worker is not None
    run, site = _worker
    return [_read_json(line, Extractor(run.lexicon), site) for line in lines]


def _lost_row(line: str) -> dict[str, Any]:
    """The row of an article whose process was killed."""
    try:
        parsed = read_line(line)
    except BangyanError:
        parsed = Line()
    why = say("读这一篇的进程被终止了（内存不足？）", "the process that read it was killed (out of memory?)")
    return {"id": parsed.id, **_blank(parsed.url, parsed.title, parsed.published, why), "text": parsed.text or ""}


def _say_left_out(row: dict[str, Any]) -> None:
    """Take what a reading left out of a row, whose keys are agreed on, and say it to people."""
    if said := row.pop("left_out"):
        note(f"bangyan: {row['id']}: {said}")


def _lines_of(name: str) -> Iterator[str]:
    if name == "-":
        yield from sys.stdin
        return
    try:
        with open(name, encoding="utf-8") as file:  # noqa: PTH123
            yield from file
    except OSError as error:
        raise UsageError(
            say(f"打不开文件：'{name}'：{error.strerror}", f"cannot open file: '{name}': {error.strerror}")
        ) from error


def row_of(fields: ArticleFields, told: Told) -> dict[str, Any]:
    """An article and what was found in it, as `read` prints it."""
    reading = told.reading
    claim_keys = (
        "kind",
        "model",
        "benchmark",
        "subset",
        "setting",
        "value",
        "unit",
        "scope",
        "evidence",
        "start",
        "end",
    )
    event_keys = ("type", "date", "who", "what", "evidence", "start", "end")
    second: dict[str, Any] = {}
    if told.disputed is not None:
        second["disputed"] = [{k: getattr(claim, k) for k in claim_keys} for claim in told.disputed]
    return {
        "url": fields.url,
        "title": fields.title,
        "author": fields.author,
        "source": fields.source,
        "published": fields.published,
        "text": fields.text,
        "summary": reading.summary,
        "keywords": reading.keywords,
        "entities": [entity.model_dump() for entity in reading.entities],
        "events": [{k: getattr(event, k) for k in event_keys} for event in reading.events],
        "claims": [
            {k: getattr(claim, k) for k in claim_keys} | {"extractor": finder}
            for claim, finder in zip(reading.claims, told.finders, strict=True)
        ],
        "error": None,
        **second,
        "left_out": left_out(reading),
    }


def _blank(url: str | None, title: str | None, published: str | None, error: str) -> dict[str, Any]:
    nothing: dict[str, Any] = {"summary": "", "keywords": [], "entities": [], "events": [], "claims": []}
    return {
        "url": url,
        "title": title,
        "author": None,
        "source": None,
        "published": published,
        "text": "",
        **nothing,
        "error": error,
        "left_out": None,
    }


def _lost(number: int) -> Any:
    raise BangyanError(f"article vanished while it was read: '{number}'")
