"""Commands that keep the ledger safe: `backup`."""

from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel

from bangyan.commands.options import JSON, JSONL
from bangyan.progress import Progress
from bangyan.run import Run
from bangyan.show import note, show_json, show_table, wants_json
from data.backup import Copy, Tell, check_target, copy_pages, copy_store
from data.database import store_path
from data.language import say


class BackupRow(BaseModel):
    """A file that was copied; `revision` is that of the store in it, None for raw pages."""

    file: str
    bytes: int
    revision: str | None


def add_to(app: typer.Typer) -> None:
    """Put this family's commands on the command line."""
    app.command(
        "backup",
        help=say(
            "复制账本，不必停下其他程序。例：bangyan backup 账本-2026-11.sqlite",
            "Copy the ledger while it is in use. Example: bangyan backup ledger-2026-11.sqlite",
        ),
    )(backup)


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("复制到这个文件", "the file to copy to"))],
    with_pages: Annotated[
        bool,
        typer.Option(
            "--pages",
            help=say(
                "原始网页也复制，放在旁边的 *.pages.sqlite", "copy the raw pages too, beside it as *.pages.sqlite"
            ),
        ),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help=say("文件已存在时替换它", "replace the file where it exists"))
    ] = False,
    as_json: JSON = False,
    as_lines: JSONL = False,
) -> int:
    run: Run = context.obj
    json_wanted = wants_json(as_json, as_lines)
    store, pages = store_path(run.settings), run.settings.pages_path
    file = file.expanduser().absolute()
    beside = file.with_name(f"{file.stem}.pages.sqlite")
    with_pages = with_pages and pages.exists()
    if with_pages:
        check_target(beside, force=force, room=pages.stat().st_size)  # before hours of copying, not after
    with run.progress() as progress:
        copies = [copy_store(store, file, force=force, tell=_teller(progress))]
        if with_pages:
            copies.append(copy_pages(pages, beside, force=force, tell=_teller(progress)))
    if json_wanted:
        show_json(map(_row, copies), lines=as_lines)
    else:
        _show(copies, run)
    return 0


def _row(copy: Copy) -> BackupRow:
    return BackupRow(file=str(copy.file), bytes=copy.bytes, revision=copy.revision)


def _show(copies: list[Copy], run: Run) -> None:
    heads = [say("文件", "file"), say("字节", "bytes"), say("版本", "revision")]
    show_table(heads, [(str(copy.file), copy.bytes, copy.revision) for copy in copies])
    store = store_path(run.settings)
    note(
        say(
            f"只看副本：bangyan --database sqlite:///{copies[0].file} query …\n"
            f"恢复：停下所有 bangyan，把 {store} 连同 {store.name}-wal、{store.name}-shm 移开，再把副本复制到那里",
            f"to look into the copy: bangyan --database sqlite:///{copies[0].file} query …\n"
            f"to restore it: end every bangyan, move {store} away with its -wal and -shm, and copy it there",
        )
    )
    if len(copies) > 1:
        pages = run.settings.pages_path
        note(say(f"原始网页同样：复制到 {pages}", f"likewise the raw pages: copy them to {pages}"))


def _teller(progress: Progress) -> Tell:
    def tell(name: str, done: int, total: int) -> None:
        progress.tell("backup", done, total, message=name)

    return tell
