"""JSON as sites serve it: in any encoding, bare or wrapped in a call (JSONP), its values named by dotted keys."""

import json
import re
from typing import Any

from crawler.encoding import decode
from data.errors import FetchError, PageError
from data.language import say

CALL = re.compile(r"\s*(?:/\*.*?\*/\s*)?[\w.$]+\s*\((.*)\)\s*;?\s*", re.DOTALL)
TRAILING_COMMA = re.compile(r",(?=\s*[\]}])")


def read_json(body: bytes, *, url: str, declared_encoding: str | None = None) -> Any:
    """The value that a JSON or JSONP answer holds; raises FetchError where it is neither."""
    text = _text_of(body, url, declared_encoding)
    call = CALL.fullmatch(text)
    bare = call[1] if call else text
    for written in (bare, TRAILING_COMMA.sub("", bare)):  # the second may touch a text, so only where the first fails
        try:
            return json.loads(written, strict=False)
        except (ValueError, RecursionError):
            continue
    raise FetchError(say(f"不是 JSON：'{url}'", f"no JSON: '{url}'"))


def at(value: Any, key: str) -> Any:
    """What stands under a dotted key, such as `authors.0.name`; the value itself under "", None where nothing is."""
    for part in filter(None, key.split(".")):
        if isinstance(value, list) and part.isdigit():
            value = value[int(part)] if int(part) < len(value) else None
        else:
            value = value.get(part) if isinstance(value, dict) else None
    return value


def text_at(value: Any, key: str) -> str | None:
    """The text or number under a dotted key, as text; None where there is none."""
    found = at(value, key) if key else None
    is_written = isinstance(found, str | int | float) and not isinstance(found, bool)
    return str(found).strip() or None if is_written else None


def _text_of(body: bytes, url: str, declared: str | None) -> str:
    try:
        return decode(body, url, declared=declared)
    except PageError as error:
        raise FetchError(str(error)) from error
