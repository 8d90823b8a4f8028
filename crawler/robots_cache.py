"""The robots.txt of each host as it was answered within the last day, in the home's cache."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from crawler.robots import MOST_BYTES

KEPT = timedelta(days=1)  # RFC 9309, 2.4


class RobotsCache:
    """Answers to requests for robots.txt, a file each; what cannot be read or written is asked again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, url: str, now: datetime) -> tuple[int, bytes] | None:
        """Status and body of an answer that is not older than a day."""
        try:
            kept = json.loads(self._path(url).read_text("utf-8"))
            age = now - datetime.fromisoformat(kept["asked"])
            answer = int(kept["status"]), str(kept["body"]).encode("utf-8", "replace")
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return answer if timedelta(0) <= age < KEPT else None

    def put(self, url: str, status: int, body: bytes, now: datetime) -> None:
        """Keep an answer; one that closes a site is none to keep, as the site may be well again in a minute."""
        if status >= 500 or status == 429:
            return
        said = {"asked": now.isoformat(), "status": status, "body": body[:MOST_BYTES].decode("utf-8", "replace")}
        path = self._path(url)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.with_suffix(".new").write_text(json.dumps(said), "utf-8")
            path.with_suffix(".new").replace(path)
        except OSError:
            return

    def _path(self, url: str) -> Path:
        return self._folder / (quote(url, safe="")[:200] + ".json")
