"""The command that shows an article with its reprints, and takes it out of their story: `story`."""

from typing import Annotated

import typer

from bangyan.commands.options import JSON, JSONL
from bangyan.run import Run, stamp
from bangyan.show import note, show_json, show_table, wants_json
from data.errors import InputError
from data.language import say
from data.stories import Story, part, story_of, tell, tell_original


def add_to(app: typer.Typer) -> None:
    """Put this family's command on the command line."""
    app.command(
        "story",
        help=say(
            "一篇文章和它的转载。例：bangyan story 12；分开：bangyan story 12 --part",
            "An article with its reprints. Example: bangyan story 12; to undo a merge: bangyan story 12 --part",
        ),
    )(story)


def story(
    context: typer.Context,
    article: Annotated[int, typer.Argument(metavar="ARTICLE", help=say("文章编号", "the article's id"))],
    parting: Annotated[
        bool,
        typer.Option("--part", help=say("不是转载：把它永久分开", "no reprint: take it out of its story for good")),
    ] = False,
    as_json: JSON = False,
    as_lines: JSONL = False,
) -> int:
    run: Run = context.obj
    json_wanted = wants_json(as_json, as_lines)
    with run.store() as store:
        others = part(store, article, stamp()) if parting else []
        found = story_of(store, article)
    if found is None:
        raise InputError(say(f"没有这篇文章：'{article}'", f"no such article: '{article}'"))
    if json_wanted:
        show_json([found], lines=as_lines)
        return 0
    if others:
        apart = ", ".join(map(str, others))
        note(say(f"已分开：'{article}' 与 {apart}", f"parted for good: '{article}' from {apart}"))
    _show(found)
    return 0


def _show(found: Story) -> None:
    heads = (
        ("编号", "id"),
        ("", ""),
        ("站点", "site"),
        ("发布", "published"),
        ("注明来源", "names as source"),
        ("标题", "title"),
    )
    original, reprint = say("首发", "original"), say("转载", "reprint")
    rows = [
        (one.article_id, original if one.article_id == found.original else reprint, one.site, one.published,
         say("、", ", ").join(one.named), one.title)
        for one in found.members
    ]  # fmt: skip
    why = tell_original(found.original_by)
    title = say(f"首发：'{found.original}'，{why}", f"original: '{found.original}', {why}")
    show_table([say(*pair) for pair in heads], rows, title=title)
    if found.merges:
        pairs = [(merge.article_id, merge.other_id, tell(merge), merge.joined) for merge in found.merges]
        why = say("为何是同一篇", "why they are one")
        show_table([say("文章", "article"), say("与", "and"), why, say("归入", "joined")], pairs)
