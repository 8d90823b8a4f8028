"""What the status of an answer means: the site says no, or later."""

from data.language import say

STOP_STATUSES = frozenset({401, 403, 405, 429, 451})  # the site says no: it is left alone for this crawl
BUSY_STATUSES = frozenset({429, 503})  # the site says: later


def status_said(status: int, url: str) -> str:
    """What an answer's status means."""
    if status in STOP_STATUSES:
        return say(f"站点拒绝（{status}）：'{url}'", f"site says no ({status}): '{url}'")
    return say(f"站点回答 {status}：'{url}'", f"site answers {status}: '{url}'")
