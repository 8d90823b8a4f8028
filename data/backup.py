"""Copies a store while others write to it: all of one moment, checked, and under its name only once it is whole."""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from data.database import revision_of
from data.errors import InputError, StoreError
from data.language import say
from data.raw import Pages

STEP = 2_000  # blocks of the file between two words of progress: some 8 MB
BATCH = 200  # raw pages between two words of progress
PART = ".part"  # what a copy is called until it is whole, after the number of the process that makes it
BESIDE = ("-wal", "-journal", "-shm")  # what SQLite keeps beside a file that is in use
BUSY_SECONDS = 60.0
LEFT_SECONDS = 3600  # a part that has not grown for so long was left by a copy that was killed

Tell = Callable[[str, int, int], None]  # a file's name; how much of it is copied, of how much


@dataclass(frozen=True)
class Copy:
    """What a copy came to: its file, its size in bytes, the revision of the store in it."""

    file: Path
    bytes: int
    revision: str | None  # None for raw pages


def copy_store(source: Path, target: Path, *, force: bool = False, tell: Tell) -> Copy:
    """Copy a store as it is at this moment; nobody who writes to it waits.

    Raises InputError where there is no store, or where `target` cannot be written or is there already and not to be
    replaced (`force`); StoreError where the store or the copy is not sound. What went wrong leaves `target` as it was.
    """
    if revision_of(source) is None:
        raise InputError(say(f"还没有账本：'{source}'", f"there is no store yet: '{source}'"))
    check_target(target, force=force, room=_size(source))
    with _growing(source, target) as part:
        _copy(source, part, lambda done, total: tell(target.name, done, total))
        revision = _checked(part)
    return Copy(target, target.stat().st_size, revision)


def copy_pages(source: Path, target: Path, *, force: bool = False, tell: Tell) -> Copy:
    """Copy raw pages, a few at a time, so that nobody who writes waits long; errors as in `copy_store`.

    Copied after their store, they are all that it points to, and those that came since.
    """
    check_target(target, force=force, room=_size(source))
    with _growing(source, target) as part, closing(Pages(source)) as old, closing(Pages(part)) as new:
        total = old.count()
        done = new.count()  # which makes the file, even if there is nothing to copy
        for rows in old.batches(BATCH):
            new.put_all(rows)
            done += len(rows)
            tell(target.name, done, max(done, total))
    return Copy(target, target.stat().st_size, None)


def check_target(target: Path, *, force: bool, room: int) -> None:
    """Raise InputError where no file of `room` bytes can be made there, or one is there and is not to be replaced."""
    if not target.parent.is_dir():
        raise InputError(
            say(
                f"没有这个文件夹：'{target.parent}'；请先建立它",
                f"no such folder: '{target.parent}'; make it first",
            )
        )
    if target.is_dir():
        raise InputError(say(f"这是文件夹：'{target}'；请写文件名", f"this is a folder: '{target}'; name a file"))
    if target.exists() and not force:
        raise InputError(
            say(f"文件已存在：'{target}'；要替换请加 --force", f"file exists: '{target}'; replace it with --force")
        )
    if any(beside.exists() and beside.stat().st_size for beside in map(target.with_name, _beside(target))):
        raise InputError(say(f"文件正在使用：'{target}'；请换一个", f"file is in use: '{target}'; choose another"))
    if shutil.disk_usage(target.parent).free < room:
        raise InputError(say(f"磁盘空间不够：'{target}'", f"not enough room on the disk: '{target}'"))


@contextmanager
def _growing(source: Path, target: Path) -> Iterator[Path]:
    """A name for the copy until it is whole: then it takes that of the target, else it goes."""
    if target.exists() and target.samefile(source):
        raise InputError(say(f"这就是账本自己：'{target}'", f"this is the store itself: '{target}'"))
    _sweep(target)
    part = target.with_name(f"{target.name}.{os.getpid()}{PART}")
    try:
        yield part
        _write_through(part)
        part.replace(target)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(say(f"无法写入：'{target}'：{error}", f"cannot be written: '{target}': {error}")) from error
    finally:
        for name in (part.name, *_beside(part)):
            part.with_name(name).unlink(missing_ok=True)


def _copy(source: Path, part: Path, told: Callable[[int, int], None]) -> None:
    with closing(_opened(source)) as ours, closing(_opened(part)) as copy:
        # One look at the store for the whole copy: without it, each write by others would begin it anew.
        ours.execute("BEGIN")
        ours.execute("SELECT count(*) FROM sqlite_master").fetchone()
        copy.execute("PRAGMA synchronous = OFF")
        ours.backup(copy, pages=STEP, progress=lambda _, left, total: told(total - left, total))


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)


def _checked(part: Path) -> str:
    """The revision of the store in the copy; raises StoreError where the copy is not sound."""
    with closing(_opened(part)) as copy:
        said = [str(line) for (line,) in copy.execute("PRAGMA quick_check")]
        copy.execute("PRAGMA journal_mode = WAL").fetchone()  # as a store is opened
    if said != ["ok"]:
        faults = "; ".join(said)
        raise StoreError(
            say(f"副本不完好，账本可能已损坏：{faults}", f"copy is not sound, nor may the store be: {faults}")
        )
    revision = revision_of(part)
    assert revision is not None  # it was there a moment ago
    return revision


def _write_through(part: Path) -> None:
    with part.open("rb+") as file:
        os.fsync(file.fileno())


def _sweep(target: Path) -> None:
    """Remove what copies that were killed have left."""
    for left in target.parent.iterdir():
        of_ours = left.name.startswith(f"{target.name}.") and left.name.endswith(PART)
        if of_ours and time.time() - left.stat().st_mtime > LEFT_SECONDS:
            for name in (left.name, *_beside(left)):
                left.with_name(name).unlink(missing_ok=True)


def _beside(path: Path) -> list[str]:
    return [f"{path.name}{end}" for end in BESIDE]


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
