"""Lexicon files as they were read last: kept beside them, and read again only when one of them has changed."""

import contextlib
import hashlib
import marshal
import os
import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from data import blocks, entries, hanzi, spelling
from data.entries import Entry, Index, index
from data.spelling import spelling_key

# Where Python keeps what it compiled, too, and as it does: ignored by git, left out of wheels, one for each Python.
CACHE = f"__pycache__/lexicon.{sys.implementation.cache_tag}.marshal"

_READERS = (blocks, entries, hanzi, spelling)
_FIELDS = [field.name for field in fields(Entry)]


def compiled(bundled: Sequence[Path], own: Sequence[Path], folder: Path) -> tuple[tuple[Entry, ...], Index]:
    """The entries of the files and the index over them; an own block replaces a bundled one of its type and name.

    Reading 4,000 blocks takes 250 ms, what is kept in `folder` a tenth of it. Raises LexiconError as
    `data.blocks.read_blocks` and `data.entries.index` do.
    """
    stamp = _stamp([*bundled, *own])
    kept = _kept(folder / CACHE, stamp)
    if kept is not None:
        return kept
    merged = _merged(_read(bundled), _read(own))
    found = merged, index(merged)
    _keep(folder / CACHE, stamp, *found)
    return found


def _stamp(paths: Sequence[Path]) -> str:
    """What changes when a file does, or the code that reads it."""
    digest = hashlib.sha256()
    for path in (*paths, *(Path(str(module.__file__)) for module in _READERS)):
        digest.update(path.name.encode())
        with contextlib.suppress(OSError):  # a file that cannot be read is complained of where it is read
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _read(paths: Sequence[Path]) -> list[Entry]:
    return [_entry(kind, path, block) for path in paths for kind, block in blocks.read_blocks(path)]


def _entry(kind: str, path: Path, block: blocks.Block) -> Entry:
    return Entry(type=kind, source=path.name, **block.model_dump())  # type: ignore[arg-type]


def _merged(bundled: Sequence[Entry], own: Sequence[Entry]) -> tuple[Entry, ...]:
    replaced = {(entry.type, spelling_key(entry.name)) for entry in own}
    kept = (entry for entry in bundled if (entry.type, spelling_key(entry.name)) not in replaced)
    return (*kept, *own)


def _kept(path: Path, stamp: str) -> tuple[tuple[Entry, ...], Index] | None:
    try:
        known, told, spellings = marshal.loads(path.read_bytes())  # noqa: S302  # as safe as the .pyc beside it
    except (OSError, EOFError, ValueError, TypeError):  # not there, or cut short: the files say it all again
        return None
    return (tuple(Entry(*values) for values in told), spellings) if known == stamp else None


def _keep(path: Path, stamp: str, merged: Sequence[Entry], found: Index) -> None:
    told = [tuple(getattr(entry, name) for name in _FIELDS) for entry in merged]
    whole: Any = (stamp, told, found)
    beside = path.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):  # an installation that cannot be written to reads the files each time
        path.parent.mkdir(exist_ok=True)
        beside.write_bytes(marshal.dumps(whole))
        beside.replace(path)
