"""The command that reads articles and stores nothing: `read`."""

import itertools
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bangyan.commands.options import EXTRACTOR, FORMAT, JSON, JSONL, PUBLISHED, SITE, SOURCE, TITLE, URL
from bangyan.extractor import Extractor, extractor_of
from bangyan.found import blank, row_of, say_left_out, show_reading
from bangyan.input import Format, Given, Line, article_of, article_of_line, known_format, read_line, site_named
from bangyan.run import Run
from bangyan.show import note, show_json, wants_json, write
from bangyan.spread import Spread
from data.errors import BangyanError, UsageError
from data.language import say, use_language

if TYPE_CHECKING:
    from crawler.site import Site

# A pool costs a second and a half to start: as long as a process needs for about this many articles.
ARTICLES_BEFORE_POOL = 200


def add_to(app: typer.Typer) -> None:
    """Put this family's commands on the command line."""
    app.command(
        "read",
        help=say(
            "读文章并打印找到的内容，不入库。例：bangyan read 文章.html",
            "Read articles and print what is found; store nothing. Example: bangyan read article.html",
        ),
    )(read)


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
    from_site = site_named(site, run.settings)
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
        say_left_out(row)
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
        say_left_out(row)
        write(json.dumps(row, ensure_ascii=False))
    return int(status)


def _read_one(
    name: str, run: Run, reader: Extractor, form: Format | None, given: Given, site: "Site | None"
) -> dict[str, Any]:
    try:
        fields, _ = article_of(name, as_format=form, given=given, site=site, settings=run.settings)
    except BangyanError as error:
        return {"id": name, **blank(given.url, given.title, given.published, str(error))}
    return {"id": name, **row_of(fields, reader.read(fields))}


def _read_json(line: str, reader: Extractor, site: "Site | None") -> dict[str, Any]:
    parsed = Line()
    try:
        parsed = read_line(line)
        fields = article_of_line(parsed, site)
        return {"id": parsed.id, **row_of(fields, reader.read(fields))}
    except Exception as error:  # noqa: BLE001 - whatever one article does, the others are still read
        why = str(error) if isinstance(error, BangyanError) else f"{type(error).__name__}: {error}"
        return {"id": parsed.id, **blank(parsed.url, parsed.title, parsed.published, why), "text": parsed.text or ""}


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
    return {"id": parsed.id, **blank(parsed.url, parsed.title, parsed.published, why), "text": parsed.text or ""}


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
