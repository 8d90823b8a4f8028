"""What characters the bytes of a page stand for, also where the page lies about it."""

import codecs
import re

from charset_normalizer import from_bytes

from data.errors import PageError
from data.language import say

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso8859-1": "cp1252", "ascii": "utf-8"}
DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
HEAD = 4096  # bytes in which a declaration is looked for
FORGIVEN = 0.002  # share of undecodable characters: a cut emoji or a stray byte does not cost the page
USUAL = ("utf-8", "gb18030", "big5hkscs")
STRANGE = re.compile("[\u3400-\u4dbf\ue000-\uf8ff\U00020000-\U0003ffff]")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")


def decode(body: bytes, name: str | None = None, *, declared: str | None = None) -> str:
    """The text of a page; `declared` is what the header or the site file says, gb2312 and gbk are read as GB18030.

    Raises PageError where no known encoding fits; `name` is what it calls the page.
    """
    plain = _plain_utf8(body)
    if plain is not None:
        return plain
    for encoding in _candidates(body, declared):
        text = _decoded(body, encoding)
        if text is not None:
            return CONTROLS.sub("", text)
    called = f": '{name}'" if name else ""
    raise PageError(say(f"页面不是任何已知的编码{called}", f"page is in no known encoding{called}"))


def declared_in(body: bytes) -> str | None:
    """The encoding that a page's own `<meta>` or XML declaration names."""
    found = DECLARED.search(body[:HEAD])
    return found[1].decode("ascii") if found else None


def _plain_utf8(body: bytes) -> str | None:
    """What is valid UTF-8 is UTF-8, whatever the page says; the reverse reading makes other Chinese of it."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else CONTROLS.sub("", text)


def _candidates(body: bytes, declared: str | None) -> list[str]:
    marked = [encoding for bom, encoding in BOMS if body.startswith(bom)]
    said = [_codec(name) for name in (declared, declared_in(body)) if name]
    sure = [name for name in said if name and name != "cp1252"]  # servers say ISO-8859-1 of whatever they have
    return [*dict.fromkeys([*marked, *sure, *USUAL]), *_detected(body)]


def _codec(name: str) -> str | None:
    try:
        usual = codecs.lookup(name).name
    except LookupError:
        return None
    return WIDER.get(usual, usual)


def _detected(body: bytes) -> list[str]:
    best = from_bytes(body[:50_000], cp_exclusion=["utf_7"]).best()
    return [best.encoding] if best else []


def _decoded(body: bytes, encoding: str) -> str | None:
    try:
        text = body.decode(encoding, errors="replace")
    except (LookupError, UnicodeError):
        return None
    faults = text.count("\ufffd") + len(CONTROLS.findall(text))
    return text if faults <= max(1, len(text) * FORGIVEN) and _reads(text) else None


def _reads(text: str) -> bool:
    """Whether text looks like writing: GB18030 takes most byte strings, but then as rare and private characters."""
    return len(STRANGE.findall(text)) <= max(2, len(text) * FORGIVEN)
