"""What a model answered, by what it was asked: a file in the home's cache, made again by asking again."""

import sqlite3
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path

from data.errors import StoreError
from data.language import say

BUSY_SECONDS = 60.0
CHUNK = 400  # keys in one question
TABLE = "CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, said TEXT NOT NULL) WITHOUT ROWID"


class Answers:
    """Answers by the key of their question; safe to share between threads and between processes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._open: sqlite3.Connection | None = None

    def get(self, keys: Iterable[str]) -> dict[str, str]:
        """The answers that are known; raises StoreError where the file cannot be read."""
        asked = list(keys)
        found: dict[str, str] = {}
        with self._lock:
            try:
                for first in range(0, len(asked), CHUNK):
                    part = asked[first : first + CHUNK]
                    marks = ",".join("?" * len(part))
                    query = f"SELECT key, said FROM answer WHERE key IN ({marks})"  # noqa: S608 - question marks only
                    found.update(self._connection().execute(query, part).fetchall())
            except sqlite3.Error as error:
                raise self._unusable(error) from error
        return found

    def put(self, answers: Mapping[str, str]) -> None:
        """Keep these all at once or not at all; the first answer to a question stands."""
        if not answers:
            return
        with self._lock:
            try:
                with self._connection() as connection:
                    connection.executemany("INSERT OR IGNORE INTO answer VALUES (?, ?)", answers.items())
            except sqlite3.Error as error:
                raise self._unusable(error) from error

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._open is not None:
                self._open.close()
                self._open = None

    def _connection(self) -> sqlite3.Connection:
        if self._open is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._open = sqlite3.connect(self.path, timeout=BUSY_SECONDS, check_same_thread=False)
            self._open.execute("PRAGMA journal_mode = WAL")
            self._open.execute(TABLE)
        return self._open

    def _unusable(self, error: sqlite3.Error) -> StoreError:
        return StoreError(
            say(
                f"模型回答的缓存不能用：'{self.path}'：{error}；可以删掉它",
                f"cache of answers cannot be used: '{self.path}': {error}; it may be deleted",
            )
        )
