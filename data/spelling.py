"""When two spellings are one name: folded character by character, so that every offset stays where it was."""

import re
import unicodedata
from itertools import chain

from data.hanzi import simplify

JOINERS = " \\-_·‐‑‒–—・‧•−"  # as in a character class; no line break, so that no name reaches over one
SHORT = 4  # letters: an all-capital word up to here is a name only in capitals (DROP, MATH)
TINY = 2  # letters: a name up to here is one only as it is written (o1, Yi)

# What may fold: all but ASCII, Chinese and its marks, so that most characters of an article are passed over at once.
_FOLDING = re.compile("[^\\x00-\\x7f一-鿿、。「」『』《》〈〉【】“”‘’…—·]")
_JOINER = re.compile(f"[{JOINERS}]+")
_JOINED = re.compile(f"[^{JOINERS}]+")
_LETTERS = re.compile(r"[^\W\d_]+")


def level(text: str) -> str:
    """`text` in half-width and Simplified characters, capitals kept; as long as it was, character by character."""
    return simplify(_FOLDING.sub(lambda found: _LEVELS[ord(found[0])], text))


def even(text: str) -> str:
    """`level` in small letters; as long as it was. A character that folds into several (`…`, `㎏`) stays itself."""
    folded = simplify(_FOLDING.sub(lambda found: _EVENS[ord(found[0])], text)).lower()
    return folded if len(folded) == len(text) else text.translate(_EVENS)


def squeeze(text: str) -> str:
    """`text` without blanks, hyphens, underscores and middle dots: `C-Eval`, `C Eval` and `CEval` are one."""
    return "".join(_JOINER.split(text))


def squeezed_places(text: str) -> list[int]:
    """Where in `text` each character of `squeeze(text)` stands."""
    return list(chain.from_iterable(range(*run.span()) for run in _JOINED.finditer(text)))


def spelling_key(name: str) -> str:
    """What all spellings of one name share: `GPT-4`, `GPT4` and `gpt 4`; `聯發科` and `联发科`."""
    return squeeze(even(name))


def exact_form(alias: str, always: bool = False) -> str:
    """The squeezed letters that a text must show, capitals included, to mean `alias`; empty where any case will do.

    Exact are names of up to two letters (o1, Yi), words of up to four capitals (MATH), and all that `always` asks for.
    """
    written = squeeze(level(alias))
    letters = "".join(_LETTERS.findall(written))
    if not letters.isascii() or not letters:
        return ""
    if always or len(letters) <= TINY:
        return written
    return written if written.isupper() and written.isalpha() and len(written) <= SHORT else ""


def is_latin(character: str) -> bool:
    """Whether a name beside `character` would be inside a longer Latin word."""
    return character < "\u2e80" and character.isalnum()


class _Table(dict[int, str]):
    def __init__(self, casefold: bool) -> None:
        super().__init__()
        self.casefold = casefold

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFKC", chr(code))
        folded = simplify(folded.casefold() if self.casefold else folded)
        self[code] = folded if len(folded) == 1 else chr(code)
        return self[code]


_LEVELS = _Table(casefold=False)
_EVENS = _Table(casefold=True)
