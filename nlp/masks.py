"""The letters that stand in a sentence, one for each character, where something is already known to stand."""

from collections.abc import Iterable

NAME, TESTED, WORTH = "○", "◎", "◇"  # a model or a setting, a benchmark, a value
ANY = NAME + TESTED + WORTH


def masked(text: str, spans: Iterable[tuple[int, int]], mask: str) -> str:
    """`text` with the characters of each span replaced by `mask`; as long as it was. Spans are in order."""
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], mask * (end - max(start, at))]
        at = max(end, at)
    return "".join(parts) + text[at:]
