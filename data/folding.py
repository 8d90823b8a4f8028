"""How text is folded for matching: what two spellings must share to be the same."""

import re
import unicodedata
from functools import lru_cache

_JOINERS = re.compile(r"[\s\-_·‐‑‒–—]+")


def fold(text: str) -> str:
    """`text` for comparing: full-width as half-width, capitals as small letters.

    Folding moves offsets (`㎏` becomes two characters): match on the folded text, slice the original.
    """
    # Once more after the case, because `casefold` takes some letters apart (ΐ) that a slice must not lose a part of.
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


@lru_cache(maxsize=4096)  # the same names are compared all through an article
def name_key(name: str) -> str:
    """A name for comparing: folded, without blanks, hyphens, underscores (`C-Eval`, `CEval` and `c eval` are one)."""
    return _JOINERS.sub("", fold(name))
