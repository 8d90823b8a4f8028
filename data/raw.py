"""The pages as they were fetched: one compressed row per content, in a file of their own beside the store."""

import hashlib
import json
import sqlite3
import threading
import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import zstandard

from data.errors import StoreError
from data.language import say

BUSY_SECONDS = 60.0
LEVEL = 3  # of 33 pages of 18 sites: 37.0 kB and 0.5 ms a page; zlib's best takes 37.9 kB and 4.7 ms
ZSTANDARD = b"\x28\xb5\x2f\xfd"  # begins what is packed now; older rows are zlib's
GIVEN_BACK = 2_000  # blocks of the file, in one go: some 8 MB
SCHEMA = (
    "CREATE TABLE IF NOT EXISTS page (hash TEXT PRIMARY KEY, fetched TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS page_fetched ON page (fetched)",
)
PUT = (
    "INSERT INTO page VALUES (?, ?, ?)"
    " ON CONFLICT (hash) DO UPDATE SET fetched = excluded.fetched WHERE excluded.fetched > fetched"
)
OLDER = "SELECT fetched, hash FROM page WHERE fetched < ? AND (fetched, hash) > (?, ?) ORDER BY fetched, hash LIMIT ?"
REMOVE = "DELETE FROM page WHERE hash IN (SELECT value FROM json_each(?)) AND fetched < ?"
AMONG = "SELECT count(*) FROM page WHERE hash IN (SELECT value FROM json_each(?))"
BATCH = "SELECT hash, fetched, body FROM page WHERE hash > ? ORDER BY hash LIMIT ?"

Place = tuple[str, str]  # when a page was fetched last, and its hash: their order is that of age
START: Place = ("", "")


@dataclass(frozen=True)
class Sizes:
    """How much the raw pages take: how many, bytes of their file, bytes of it that wait for later pages, the oldest."""

    count: int
    bytes: int
    free: int
    oldest: str | None


@dataclass(frozen=True)
class PackedPage:
    """A page compressed, under the hash of its content (SHA-256, hexadecimal)."""

    hash: str
    body: bytes


def packed(raw: bytes) -> PackedPage:
    """A page made ready to be kept; to be called where there is time for it."""
    return PackedPage(hashlib.sha256(raw).hexdigest(), zstandard.compress(raw, LEVEL))


def unpacked(body: bytes) -> bytes:
    """The page as it was fetched."""
    return zstandard.decompress(body) if body.startswith(ZSTANDARD) else zlib.decompress(body)


class Pages:
    """Raw pages by the hash of their content; safe to share between threads and between processes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._open: sqlite3.Connection | None = None

    def put(self, pages: Iterable[tuple[PackedPage, str]]) -> None:
        """Keep pages with the dates on which they were fetched, all or none; a known one is as young as its last."""
        rows = [(page.hash, fetched, page.body) for page, fetched in pages]
        if not rows:
            return
        with self._using() as connection:
            connection.execute("BEGIN IMMEDIATE")
            with connection:  # commits, or rolls back
                connection.executemany(PUT, rows)

    def get(self, page_hash: str) -> bytes | None:
        """The page of that hash, as it was fetched, or None where it is not kept (any more)."""
        with self._using() as connection:
            row = connection.execute("SELECT body FROM page WHERE hash = ?", (page_hash,)).fetchone()
        return unpacked(row[0]) if row else None

    def count(self) -> int:
        """How many pages are kept."""
        with self._using() as connection:
            return int(connection.execute("SELECT count(*) FROM page").fetchone()[0])

    def among(self, hashes: Collection[str]) -> int:
        """How many pages of these hashes are kept."""
        with self._using() as connection:
            return int(connection.execute(AMONG, (json.dumps(list(hashes)),)).fetchone()[0])

    def sizes(self) -> Sizes:
        """How much they take."""
        with self._using() as connection:
            block, blocks, free = (
                _number(connection, f"PRAGMA {n}") for n in ("page_size", "page_count", "freelist_count")
            )
            (oldest,) = connection.execute("SELECT min(fetched) FROM page").fetchone()
            count = _number(connection, "SELECT count(*) FROM page")
        return Sizes(count, block * blocks, block * free, oldest)

    def older(self, before: str, after: Place, limit: int) -> list[Place]:
        """Pages that were fetched last before that moment, oldest first, from the place after `after` on."""
        with self._using() as connection:
            return list(connection.execute(OLDER, (before, *after, limit)))

    def remove(self, hashes: Collection[str], before: str) -> int:
        """Remove those of the pages that were not fetched again since `before`, and return how many."""
        with self._using() as connection:
            return connection.execute(REMOVE, (json.dumps(list(hashes)), before)).rowcount

    def give_back(self) -> bool:
        """Give some of the room that removed pages left back to the file system; whether there is more of it.

        A file from before pages aged keeps it, and fills it with the next pages.
        """
        with self._using() as connection:
            before = _number(connection, "PRAGMA freelist_count")
            connection.execute(f"PRAGMA incremental_vacuum({GIVEN_BACK})").fetchall()  # a step for each block
            return 0 < _number(connection, "PRAGMA freelist_count") < before

    def aged_on(self) -> date | None:
        """The day on which pages were last aged, or None where they never were."""
        with self._using() as connection:
            number = _number(connection, "PRAGMA user_version")
        return date.fromordinal(number) if number else None

    def note_aged(self, day: date) -> None:
        """Note that pages were aged on that day."""
        with self._using() as connection:
            connection.execute(f"PRAGMA user_version = {day.toordinal()}")

    def batches(self, size: int) -> Iterator[list[tuple[str, str, bytes]]]:
        """Every page as it lies in the file (hash, fetched, compressed body), so many at once; no lock in between."""
        last = ""
        while True:
            with self._using() as connection:
                rows = connection.execute(BATCH, (last, size)).fetchall()
            if not rows:
                return
            yield rows
            last = rows[-1][0]

    def put_all(self, rows: Collection[tuple[str, str, bytes]]) -> None:
        """Keep pages as they lay in another file."""
        with self._using() as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(PUT, rows)
            connection.execute("COMMIT")

    def close(self) -> None:
        """Close the file; the next question opens it again."""
        with self._lock:
            if self._open is not None:
                self._open.close()
            self._open = None

    @contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                self._open = self._open or _connect(self.path)
                yield self._open
            except sqlite3.Error as error:
                raise _unusable(self.path, error) from error


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # heeded before there is a table, never after
        # No WAL here: the switch to it fails at once, without waiting, when two processes open a new file together.
        for statement in SCHEMA:
            connection.execute(statement)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _number(connection: sqlite3.Connection, sql: str) -> int:
    return int(connection.execute(sql).fetchone()[0])


def _unusable(path: Path, error: sqlite3.Error) -> StoreError:
    return StoreError(say(f"原始网页库无法使用：'{path}'：{error}", f"raw pages cannot be used: '{path}': {error}"))
