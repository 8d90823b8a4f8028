"""Commands that read articles into the store: `add`, `extract`."""

from typing import Annotated

import typer

from bangyan import pipeline
from bangyan.commands.options import EXTRACTOR, FORMAT, JSON, JSONL, PUBLISHED, SITE, SOURCE, TITLE, URL
from bangyan.extractor import extractor_of
from bangyan.found import row_of, say_left_out, show_reading
from bangyan.input import Given, article_of, known_format, site_named, under_one_address
from bangyan.model_pass import refused_note, unread_note
from bangyan.run import Run, now, stamp
from bangyan.show import note, show_json, show_table, wants_json
from data.errors import BangyanError, UsageError
from data.language import say
from data.schema import Article


def add_to(app: typer.Typer) -> None:
    """Put this family's commands on the command line."""
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
    from_site = site_named(site, run.settings)
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
        say_left_out(row)
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


def _lost(number: int) -> Article:
    raise BangyanError(f"article vanished while it was read: '{number}'")
