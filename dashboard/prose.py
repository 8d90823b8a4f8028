"""An article's text as HTML: its paragraphs, lists and tables, with the slices that carry claims and events marked.

Everything that the article says is escaped. Outside tables the text nodes of the HTML, joined, are the text itself, to
the character; in tables they are its cells.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from dashboard.grids import Grid, Row, grids
from dashboard.names import anchor

LINE = re.compile(r"[^\n]+")
BULLET = re.compile(r"\s*(?:[-*+•·●]\s+|(?P<number>\d{1,2}[.、)）]|[（(]\d{1,2}[)）])\s*(?!\d))(?=\S)")
HASHES = re.compile(r"#{1,6}\s+(?=\S)")
STOP = re.compile(r"[。！!；;]|[，,、：:…]$")
MOST_IN_HEADING = 24  # characters


@dataclass(frozen=True)
class Mark:
    """A slice of a text to be shown as evidence; `hint` says what it carries, `kind` is its class of style."""

    start: int
    end: int
    kind: str  # "claim", "event" or "past"
    hint: str


def marked(text: str, marks: Iterable[Mark]) -> str:
    """A text as HTML, with the slices of `marks` marked; marks that do not lie within the text are left out.

    Where slices overlap, each stretch between two ends is marked once, with all hints that cover it. Each slice of
    evidence can be jumped to by its `anchor`.
    """
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    return f'<div class="by-text">{"".join(_Writer(text, inside).blocks())}</div>'


class _Writer:
    """Writes one text from its beginning to its end."""

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self._text = text
        self._marks = marks
        self._named: set[str] = set()

    def blocks(self) -> Iterator[str]:
        at = 0
        for grid in grids(self._text):
            yield from self._lines(at, grid.start)
            yield self._grid(grid)
            at = grid.end
        yield from self._lines(at, len(self._text))

    def _lines(self, start: int, end: int) -> Iterator[str]:
        at, in_list = start, False
        for line in LINE.finditer(self._text, start, end):
            bullet = BULLET.match(self._text, *line.span())
            if bullet and not in_list:
                yield self._text[at : line.start()] + "<ul>"
            elif in_list and not bullet:
                yield "</ul>" + self._text[at : line.start()]
            else:
                yield self._text[at : line.start()]
            yield self._item(line, bullet) if bullet else self._paragraph(line)
            at, in_list = line.end(), bullet is not None
        yield ("</ul>" if in_list else "") + self._text[at:end]

    def _paragraph(self, line: re.Match[str]) -> str:
        start, end = line.span()
        if hashes := HASHES.match(self._text, start, end):
            said = self._pieces(hashes.end(), end)  # before the sign, which is no place to jump to
            return f'<p class="by-head"><span class="by-sign">{self._pieces(*hashes.span())}</span>{said}</p>'
        kind = ' class="by-head"' if self._is_heading(start, end) else ""
        return f"<p{kind}>{self._pieces(start, end)}</p>"

    def _is_heading(self, start: int, end: int) -> bool:
        """A short line without a stop, between blank lines, with more text below it."""
        line = self._text[start:end]
        alone = self._text[:start].endswith("\n\n") and self._text[end:].startswith("\n\n")
        return alone and len(line) <= MOST_IN_HEADING and not STOP.search(line) and bool(self._text[end:].strip())

    def _item(self, line: re.Match[str], bullet: re.Match[str]) -> str:
        sign = "" if bullet["number"] else ' class="by-sign"'
        kind = ' class="by-numbered"' if bullet["number"] else ""
        said = self._pieces(bullet.end(), line.end())  # here too
        return f"<li{kind}><span{sign}>{self._pieces(*bullet.span())}</span>{said}</li>"

    # ── tables ──

    def _grid(self, grid: Grid) -> str:
        head = "".join(self._row(row, "th") for row in grid.rows[: grid.head])
        body = "".join(self._row(row, "td") for row in grid.rows[grid.head :])
        return f'<div class="by-grid"><table><thead>{head}</thead><tbody>{body}</tbody></table></div>'

    def _row(self, row: Row, tag: str) -> str:
        whole = [mark for mark in self._marks if mark.start <= row.start and row.end <= mark.end]
        cells = [f"<{tag}>{self._pieces(*cell, without=whole)}</{tag}>" for cell in row.cells]
        if not whole:
            return f"<tr>{''.join(cells)}</tr>"
        first = f"<{tag}><span data-hint={_quoted(_hint(whole))}>{self._pieces(*row.cells[0], without=whole)}</span>"
        names = self._new_names(whole)
        name = f' id="{names[0]}"' if names else ""
        rest = "".join(cells[1:])
        return f'<tr class="by-row {_kind(whole)}" tabindex="0"{name}>{first}</{tag}>{rest}</tr>'

    # ── marks ──

    def _pieces(self, start: int, end: int, without: Sequence[Mark] = ()) -> str:
        near = [mark for mark in self._marks if mark.start < end and start < mark.end and mark not in without]
        ends = {place for mark in near for place in (mark.start, mark.end) if start < place < end}
        cuts = sorted({start, end, *ends})
        return "".join(self._piece(a, b, [m for m in near if m.start <= a and b <= m.end]) for a, b in pairwise(cuts))

    def _piece(self, start: int, end: int, marks: Sequence[Mark]) -> str:
        part = self._text[start:end]
        if not marks or not part.strip():
            return escape(part)
        first, *others = [*self._new_names(marks), ""]
        before = "".join(f'<span id="{name}"></span>' for name in others if name)
        name = f' id="{first}"' if first else ""
        hint = f"data-hint={_quoted(_hint(marks))}"
        return f'{before}<mark class="{_kind(marks)}" tabindex="0" {hint}{name}>{escape(part)}</mark>'

    def _new_names(self, marks: Sequence[Mark]) -> list[str]:
        names = [anchor(self._text[mark.start : mark.end]) for mark in marks]
        new = [name for name in dict.fromkeys(names) if name not in self._named]
        self._named.update(new)
        return new


def _kind(marks: Sequence[Mark]) -> str:
    return min((mark.kind for mark in marks), key=("claim", "event", "past").index)


def _hint(marks: Sequence[Mark]) -> str:
    return "\n".join(dict.fromkeys(mark.hint for mark in marks))


def _quoted(text: str) -> str:
    return f'"{escape(text, quote=True)}"'.replace("\n", "&#10;")
