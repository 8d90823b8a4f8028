"""The revisions of the store, oldest first, and which tables they answer for.

Nothing here imports alembic (0.3 s): looking at a store that is current must cost nothing.
"""

from typing import Any

REVISIONS = ("0001", "0002", "0003", "0004", "0005")
HEAD = REVISIONS[-1]
SEARCH_TABLE = "article_search"


def is_ours(_thing: Any, name: str | None, kind: str, *_reflected: Any) -> bool:
    """Whether alembic compares this table with the models: the full-text index and its shadow tables are no models."""
    return kind != "table" or not (name or "").startswith(SEARCH_TABLE)
