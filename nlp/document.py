"""The shape of an article's text: its paragraphs, sentences and tables, each with its exact place.

Offsets count code points of the text as given; the text itself is never changed. A paragraph is one line: prose,
heading,
list item or code. The lines of a Markdown or HTML table are no paragraphs; they are its rows.
"""

import re
from collections.abc import Iterator
from typing import Literal

from data.frozen import frozen
from nlp.flat_tables import find_flat_tables
from nlp.grid import Row, Table, find_tables
from nlp.run_together import find_run_together
from nlp.stacked_tables import find_stacked_tables

ParagraphKind = Literal["prose", "heading", "item", "code"]

__all__ = ["Document", "Paragraph", "ParagraphKind", "Row", "Sentence", "Table", "parse"]

MOST_IN_HEADING = 40
MOST_IN_SENTENCE = 2000  # what is longer is parted at a weaker mark, so that no text has an endless sentence
MOST_IN_QUOTE = 80  # a quote or bracket that is longer ends its sentences like any text

MARKED_HEADING = re.compile(r"(#{1,6})\s+\S")
BOLD_HEADING = re.compile(r"\*\*[^*]{1,60}\*\*[：:]?$")
ITEM = re.compile(
    r"(?:[-*+•·●○◆■▪►➤✅✔✓☑]|\d{1,2}\ufe0f?\u20e3"  # - * 1️⃣
    r"|\d{1,2}[.、)）](?!\d)|[（(]\d{1,2}[)）]|[①-⑳]|[一二三四五六七八九十]{1,3}、)\s*\S"
)
NO_HEADING_END = re.compile(r"[。；;，,：:、…!！|]\s*$")
HAS_STOP = re.compile(r"[。！!；;]")
STOP = re.compile(r"[。！？!?…]+|(?<=[a-z)）\u4e00-\u9fff])\.(?=\s+[A-Z\u4e00-\u9fff])|[“”「」『』《》()（）]")
OPENERS = "“「『《(（"
CLOSERS = "”」』》)）"
CLOSED_BY = dict(zip(OPENERS, CLOSERS, strict=True))
TAIL = re.compile(r"[。！？!?…”」』》)）\"'’]*")
GOES_ON = re.compile(r"\s*(?:的|这|等|之|与|和|、|，|,|是)")  # after a quoted question: 「谁更强？」的


@frozen
class Sentence:
    """One sentence: `document.text[start:end] == text`, without the white space around it."""

    start: int
    end: int
    text: str
    paragraph: int  # its place in `Document.paragraphs`


@frozen
class Paragraph:
    """One line of the text that is not part of a table; `level` is a heading's (1 to 6, 7 where it bears no mark)."""

    start: int
    end: int
    kind: ParagraphKind
    level: int
    sentences: tuple[Sentence, ...]


@frozen
class Document:
    """An article's text taken apart; title and date stand beside it, as given."""

    text: str
    title: str | None
    published: str | None
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    tables: tuple[Table, ...]


def parse(text: str, title: str | None = None, published: str | None = None) -> Document:
    """Take `text` apart; never raises, whatever the text."""
    tables: tuple[Table, ...] = tuple(find_tables(text))
    for find in (find_run_together, find_flat_tables, find_stacked_tables):
        tables = tuple(sorted([*tables, *find(text, tables)], key=lambda table: table.start))
    paragraphs: list[Paragraph] = []
    in_code = False
    for start, end, alone in _lines(text, tables):
        line = text[start:end]
        fence = line.startswith(("```", "~~~"))
        kind: ParagraphKind = "code" if fence or in_code else _kind(line, alone)
        in_code ^= fence
        level = _level(line) if kind == "heading" else 0
        sentences = tuple(Sentence(a, b, text[a:b], len(paragraphs)) for a, b in _sentences(text, start, end))
        paragraphs.append(Paragraph(start, end, kind, level, sentences))
    flat = tuple(sentence for paragraph in paragraphs for sentence in paragraph.sentences)
    return Document(text, title, published, tuple(paragraphs), flat, tables)


def _lines(text: str, tables: tuple[Table, ...]) -> Iterator[tuple[int, int, bool]]:
    """Lines outside tables without the space around them, and whether each stands alone between blank lines."""
    spans = [(found.start(), found.end()) for found in re.finditer(r"[^\r\n\u2028\u2029]+", text)]
    inside = iter(tables)
    table = next(inside, None)
    for number, (start, end) in enumerate(spans):
        while table and table.end <= start:
            table = next(inside, None)
        pieces, at = [], start
        while table and table.start < end:
            pieces.append((at, max(at, table.start)))
            at = max(at, min(table.end, end))
            if table.end > end:
                break
            table = next(inside, None)
        for left, right in [*pieces, (at, end)]:
            line = text[left:right]
            bare = line.strip()
            if bare:
                begin = left + len(line) - len(line.lstrip())
                yield begin, begin + len(bare), not pieces and _stands_alone(text, spans, number)


def _stands_alone(text: str, spans: list[tuple[int, int]], number: int) -> bool:
    before = text[spans[number - 1][1] : spans[number][0]] if number else "\n\n"
    after = text[spans[number][1] : spans[number + 1][0]] if number + 1 < len(spans) else "\n\n"
    blank_before = before.count("\n") > 1 or (number > 0 and not text[slice(*spans[number - 1])].strip())
    blank_after = after.count("\n") > 1 or (number + 1 < len(spans) and not text[slice(*spans[number + 1])].strip())
    return (number == 0 or blank_before) and blank_after


def _kind(line: str, alone: bool) -> ParagraphKind:
    if MARKED_HEADING.match(line) or BOLD_HEADING.match(line):
        return "heading"
    if ITEM.match(line):
        return "item"
    bare = alone and len(line) <= MOST_IN_HEADING and not NO_HEADING_END.search(line) and not HAS_STOP.search(line)
    return "heading" if bare else "prose"


def _level(line: str) -> int:
    marked = MARKED_HEADING.match(line)
    return len(marked[1]) if marked else 7


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Ends at a full stop that is outside quotes and brackets, or that closes one; the closing marks belong to it."""
    begin, closers, opened = start, "", start
    at = start
    while found := STOP.search(text, at, end):
        mark, at = found[0], found.end()
        if mark in CLOSED_BY:
            opened = opened if closers else found.start()
            closers = (closers + CLOSED_BY[mark])[-8:]
            continue
        if mark in CLOSERS:
            closers = closers[: closers.rfind(mark)] if mark in closers else closers
            continue
        tail = _tail(text, at, end)
        if (
            closers
            and not set(closers) <= set(text[at:tail])
            and found.start() - opened < MOST_IN_QUOTE
            and _will_close(text, closers[0], at, opened + MOST_IN_QUOTE * 2, end)
        ):
            continue
        if mark[0] in "?？!！…" and tail > at and GOES_ON.match(text, tail, end):
            continue
        yield from _bounded(text, begin, tail)
        begin, at, closers = tail, tail, ""
    yield from _bounded(text, begin, end)


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MOST_IN_SENTENCE:
        most = start + MOST_IN_SENTENCE
        cut = max(text.rfind(mark, start + 1, most) for mark in "；;，, ") + 1 or most
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)


def _tail(text: str, at: int, end: int) -> int:
    found = TAIL.match(text, at, end)
    return found.end() if found else at


def _will_close(text: str, closer: str, at: int, most: int, end: int) -> bool:
    return text.find(closer, at, min(most, end)) >= 0


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
