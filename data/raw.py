"""The pages as they were fetched: one compressed row per content, in a file of their own beside the store."""

import hashlib
import sqlite3
import threading
import zlib
from pathlib import Path

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


class Pages:
    """Raw pages by the hash of their content; safe to share between threads and between processes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._open: sqlite3.Connection | None = None

    def put(self, raw: bytes, fetched: str) -> str:
        """Keep a page and return its hash (SHA-256, hexadecimal); a page that is known keeps its first date."""
        page_hash = hashlib.sha256(raw).hexdigest()
        body = zlib.compress(raw, 9)
        with self._lock:
            self._write("INSERT OR IGNORE INTO page VALUES (?, ?, ?)", (page_hash, fetched, body))
        return page_hash

    def get(self, page_hash: str) -> bytes | None:
        """The page of that hash, as it was fetched, or None where it is not kept (any more)."""
        with self._lock:
            try:
                row = self._connection().execute("SELECT body FROM page WHERE hash = ?", (page_hash,)).fetchone()
            except sqlite3.Error as error:
                raise _unusable(self.path, error) from error
        return zlib.decompress(row[0]) if row else None

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

    def _write(self, sql: str, values: tuple[object, ...]) -> None:
        try:
            self._connection().execute(sql, values)
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
