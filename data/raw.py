"""The pages as they were fetched: one compressed row per content, in a file of their own beside the store."""

import hashlib
import sqlite3
import threading
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import zstandard

from data.errors import StoreError
from data.language import say

BUSY_SECONDS = 60.0
TABLE = """
CREATE TABLE IF NOT EXISTS page (
  hash TEXT PRIMARY KEY,
  fetched TEXT NOT NULL,
  body BLOB NOT NULL
) WITHOUT ROWID
"""


LEVEL = 3  # of 33 pages of 18 sites: 37.0 kB and 0.5 ms a page; zlib's best takes 37.9 kB and 4.7 ms
ZSTANDARD = b"\x28\xb5\x2f\xfd"  # begins what is packed now; older rows are zlib's


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
        """Keep pages with the dates on which they were fetched, all or none; one that is known keeps its first date."""
        rows = [(page.hash, fetched, page.body) for page, fetched in pages]
        if rows:
            with self._lock:
                self._write("INSERT OR IGNORE INTO page VALUES (?, ?, ?)", rows)

    def get(self, page_hash: str) -> bytes | None:
        """The page of that hash, as it was fetched, or None where it is not kept (any more)."""
        with self._lock:
            try:
                row = self._connection().execute("SELECT body FROM page WHERE hash = ?", (page_hash,)).fetchone()
            except sqlite3.Error as error:
                raise _unusable(self.path, error) from error
        return unpacked(row[0]) if row else None

    def count(self) -> int:
        """How many pages are kept."""
        with self._lock:
            try:
                return int(self._connection().execute("SELECT count(*) FROM page").fetchone()[0])
            except sqlite3.Error as error:
                raise _unusable(self.path, error) from error

    def close(self) -> None:
        """Close the file; the next question opens it again."""
        with self._lock:
            if self._open is not None:
                self._open.close()
            self._open = None

    def _write(self, sql: str, rows: Sequence[tuple[object, ...]]) -> None:
        try:
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            with connection:  # commits, or rolls back
                connection.executemany(sql, rows)
        except sqlite3.Error as error:
            raise _unusable(self.path, error) from error

    def _connection(self) -> sqlite3.Connection:
        if self._open is None:
            self._open = _connect(self.path)
        return self._open


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA synchronous = NORMAL")
        # No WAL here: the switch to it fails at once, without waiting, when two processes open a new file together.
        connection.execute(TABLE)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _unusable(path: Path, error: sqlite3.Error) -> StoreError:
    return StoreError(say(f"原始网页库无法使用：'{path}'：{error}", f"raw pages cannot be used: '{path}': {error}"))
