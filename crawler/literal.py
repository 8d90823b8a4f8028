"""JavaScript values as pages carry them in their scripts, read without running anything."""

import re
from collections.abc import Iterator
from typing import Any

LONGEST = 2_000_000  # characters of one value
MOST_VALUES = 40  # of one script
DEEPEST = 60  # levels
ASSIGNED = re.compile(
    r"(?:^|[;{}\s,(])(?:(?:var|let|const)\s+)?"
    r"((?:window|self|globalThis)(?:\.|\[[\"'])[\w$]+[\"']?\]?|[\w$]{3,40})\s*=\s*(?=[{(])"
)
CALLED = re.compile(r"\(\s*function\s*\(([\w$,\s]*)\)\s*\{")
_BLANK = re.compile(r"(?:\s+|//[^\n]*\n|/\*.*?\*/)*", re.DOTALL)
_NAME = re.compile(r"[\w$]+(?:\.[\w$]+)*")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|-?\.\d+")
_STRINGS = {quote: re.compile(rf"{quote}((?:[^{quote}\\]|\\.)*){quote}", re.DOTALL) for quote in ('"', "'", "`")}
_ESCAPE = re.compile(r"\\(u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|\n|.)", re.DOTALL)
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "", "\n": ""}
_WORDS = {"true": True, "false": False, "null": None, "undefined": None, "NaN": None}
_CALL = re.compile(r"(?:\.[\w$]+)?\((?:[^()\"']|\"[^\"]*\"|'[^']*')*\)")


class LiteralError(ValueError):
    """What stands there is code, not a value."""


def values_in(script: str) -> Iterator[Any]:
    """The objects that a script assigns, with the arguments of a function around them filled in."""
    start = 0
    for _ in range(MOST_VALUES):
        if not (found := ASSIGNED.search(script, start)):
            return
        start = found.end()
        try:
            value, start = _assigned(script[: start + LONGEST], found.end())
        except (LiteralError, RecursionError, IndexError):
            continue
        yield value


def _assigned(script: str, start: int) -> tuple[Any, int]:
    called = CALLED.match(script, start)
    if not called:
        return _Reader(script, {}).value(start)
    names = [name.strip() for name in called[1].split(",") if name.strip()]
    body = script.find("return", called.end())
    if body < 0:
        raise LiteralError
    _, end = _Reader(script, {}, lenient=True).value(body + len("return"))
    opens = script.find("(", end)
    given, _ = _Reader(script, {}, lenient=True).sequence(opens + 1, ")")
    return _Reader(script, dict(zip(names, given, strict=False)), lenient=True).value(body + len("return"))


class _Reader:
    """Reads one value after another; `names` are variables whose values are known."""

    def __init__(self, script: str, names: dict[str, Any], *, lenient: bool = False) -> None:
        self._script, self._names, self._lenient = script, names, lenient

    def value(self, at: int, depth: int = 0) -> tuple[Any, int]:
        at = self._blank(at)
        char = self._script[at : at + 1]
        if depth > DEEPEST or not char:
            raise LiteralError
        if char == "{":
            return self._object(at + 1, depth)
        if char == "[":
            return self.sequence(at + 1, "]", depth)
        if char in _STRINGS:
            return self._string(at, char)
        return self._word(at)

    def sequence(self, at: int, closing: str, depth: int = 0) -> tuple[list[Any], int]:
        found: list[Any] = []
        while True:
            at = self._blank(at)
            char = self._script[at : at + 1]
            if char == closing:
                return found, at + 1
            if char == ",":
                at += 1
                continue
            value, at = self.value(at, depth + 1)
            found.append(value)

    def _object(self, at: int, depth: int) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        while True:
            at = self._blank(at)
            char = self._script[at : at + 1]
            if char == "}":
                return found, at + 1
            if char == ",":
                at += 1
                continue
            key, at = self._string(at, char) if char in _STRINGS else self._key(at)
            at = self._blank(at)
            if self._script[at : at + 1] != ":":
                raise LiteralError
            found[key], at = self.value(at + 1, depth + 1)

    def _key(self, at: int) -> tuple[str, int]:
        found = _NAME.match(self._script, at)
        if not found:
            raise LiteralError
        return found[0], found.end()

    def _string(self, at: int, quote: str) -> tuple[str, int]:
        found = _STRINGS[quote].match(self._script, at)
        if not found:
            raise LiteralError
        end = found.end()
        while call := _CALL.match(self._script, end):  # '…'.slice(6, -6)
            end = call.end()
        return _unescaped(found[1]), end

    def _word(self, at: int) -> tuple[Any, int]:
        if number := _NUMBER.match(self._script, at):
            text = number[0]
            return (float(text) if re.search("[.eE]", text) else int(text)), number.end()
        if self._script.startswith("!", at):
            value, end = self.value(at + 1, DEEPEST - 1)
            return not value, end
        if self._script.startswith("void 0", at):
            return None, at + len("void 0")
        return self._named(at)

    def _named(self, at: int) -> tuple[Any, int]:
        found = _NAME.match(self._script, at)
        if not found:
            raise LiteralError
        name, end = found[0], found.end()
        if name in _WORDS:
            return _WORDS[name], end
        if name not in self._names and not self._lenient:
            raise LiteralError
        while call := _CALL.match(self._script, end):  # Array(3), x.toString()
            end = call.end()
        return self._names.get(name), end

    def _blank(self, at: int) -> int:
        found = _BLANK.match(self._script, at)
        return found.end() if found else at


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    plain = _ESCAPE.sub(_character, text)
    return _SURROGATES.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), plain)


def _character(found: re.Match[str]) -> str:
    code = found[2] or found[3] or found[4]
    if code:
        number = int(code, 16)
        return chr(number) if number < 0x110000 else ""
    return _ESCAPED.get(found[1], found[1])
