"""Where tables stand in a text, written in Markdown or in HTML, as rows of cells with their exact places."""

import html
import re
from collections.abc import Iterator

from data.frozen import frozen

MOST_COLUMNS = 200
MOST_SPAN = 50

RULE = re.compile(r"[|+]?\s*:?-+:?\s*(?:[|+]\s*:?-+:?\s*)*[|+]?")
DRAWN = str.maketrans("│┃║｜─━═┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝", "||||---" + "+" * 18)
LINE = re.compile(r"[^\r\n]+")
TABLE_START = re.compile(r"<table\b", re.IGNORECASE)
TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)
HTML_ROW = re.compile(r"<tr\b[^>]*>(.*?)(?:</tr\s*>|(?=<tr\b)|(?=</table))", re.IGNORECASE | re.DOTALL)
HTML_CELL = re.compile(r"<(t[dh])\b([^>]*)>(.*?)(?=</t[dh]\s*>|<t[dh]\b|</tr|\Z)", re.IGNORECASE | re.DOTALL)
SPAN = re.compile(r"(col|row)span\s*=\s*[\"']?(\d{1,3})", re.IGNORECASE)

MARKUP = re.compile(
    r"!\[[^\]]{0,300}\]\([^)]{0,300}\)"  # an image
    r"|\[\^[^\]]{0,30}\]|<sup\b[^<>]{0,20}>\s*(?:[\d*†‡§¶,\s]{1,6}|\[\d{1,2}\]|[a-z])\s*</sup\s*>"  # a footnote
    r"|</?[a-z][^<>]{0,300}>"  # a tag
    r"|\$(?:\\\w+\{)*(?=[\d.]+[^$|]{0,20}\$)|(?<=[\d%}])\}*\$"  # $\mathbf{61.2}$
    r"|\*\*|__|~~|`|(?<![\w_])_(?=\S)|(?<=\S)_(?![\w_])|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])",
    re.IGNORECASE,
)
LINK = re.compile(r"\[([^\[\]]{0,300})\]\([^()]{0,300}\)")
FIGURE = re.compile(r"\d[\d.,]*\s?[%％]?\*?|[-–—/]+|N/?A", re.IGNORECASE)
ESCAPED = re.compile(r"\\([_|#\[\]()~+-])")
BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
MARKS = frozenset("[]<>*_~`\\&$")  # without which a cell has no markup


Span = tuple[int, int]


@frozen
class Cell:
    """One cell: `text[start:end]` is its raw content, `text` the same without markup."""

    start: int
    end: int
    text: str


@frozen
class Row:
    """One line of a table, from its first to its last character; a merged cell stands once in each place it covers."""

    start: int
    end: int
    cells: tuple[Cell, ...]


@frozen
class Table:
    """A table; `head` is how many of its rows are marked as its head (a further head row may lie among the others)."""

    start: int
    end: int
    rows: tuple[Row, ...]
    head: int

    @property
    def width(self) -> int:
        return max(len(row.cells) for row in self.rows)


def find_tables(text: str) -> Iterator[Table]:
    """All tables of `text`, in order; they never overlap."""
    if any(bar in text for bar in "│┃║｜"):
        text = text.translate(DRAWN)  # each by one character, so that places stay
    if "|" not in text and "<t" not in text and "<T" not in text:
        return
    taken = list(_html_tables(text))
    yield from sorted([*taken, *_markdown_tables(text, taken)], key=lambda table: table.start)


def plain(raw: str) -> str:
    """A cell's words without bold, links, footnotes, tags and entities."""
    if MARKS.isdisjoint(raw):
        return raw.strip()
    bare = MARKUP.sub("", LINK.sub(r"\1", BREAK.sub(_joint, raw.replace("\\*", "*"))))
    return ESCAPED.sub(r"\1", html.unescape(bare)).strip()


def _joint(found: re.Match[str]) -> str:
    """A line break within a cell is a blank, but none before -A3B or a bracket, which go on with the name."""
    after = found.string[found.end() : found.end() + 1]
    return "" if after and after in "-(（" else " "


def _markdown_tables(text: str, taken: list[Table]) -> Iterator[Table]:
    if "|" not in text:
        return
    for block in _blocks(text, taken):
        yield from _table(text, block)


def _blocks(text: str, taken: list[Table]) -> Iterator[list[Span]]:
    """Lines with bars that follow one another, or that blank lines part and bars fence."""
    block: list[Span] = []
    apart = False  # whether blank lines stand between the rows
    last_end = 0
    for found in LINE.finditer(text):
        start, end = _stripped(text, *found.span())
        gap = text.count("\n", last_end, start)
        last_end = end
        if end == start or ("|" not in found[0] and not (text[start] == "+" and RULE.fullmatch(text, start, end))):
            continue
        if any(table.start <= start < table.end for table in taken):
            continue
        fenced = len(block) > 0 and text[start] == text[end - 1] == text[block[-1][0]] == text[block[-1][1] - 1] == "|"
        if gap > 1 and fenced and (apart or len(block) == 1) and text.count("\n", block[-1][1], start) == gap:
            apart = True
            if RULE.fullmatch(text, start, end) and any(RULE.fullmatch(text, *line) for line in block):
                yield block[:-1]
                block = block[-1:]
        elif block and text.count("\n", block[-1][1], start) > 1:
            yield block
            block, apart = [], False
        block.append((start, end))
    if block:
        yield block


def _table(text: str, lines: list[Span]) -> Iterator[Table]:
    """Lines with bars are a table from the line above their rule on, or all of them where each has as many bars."""
    rule = next((i for i, (a, b) in enumerate(lines) if i and b - a > 2 and RULE.fullmatch(text, a, b)), None)
    if rule is None:
        if not _are_rows(text, lines):
            return
        head, kept = 1, lines
    else:
        first = rule - 1
        while first and text[lines[first - 1][0]] == "|" and text[lines[rule][0]] == "|":
            first -= 1
        lines, rule, first = _with_whole_head(text, lines, rule, first)
        head = rule - first
        kept = [line for i, line in enumerate(lines[first:], first) if i != rule]
    if rule is not None:
        kept = [*kept[:head], *_whole_rows(text, kept[head:], sum(1 for _ in _cells(text, *lines[rule])))]
    whole = (Row(a, b, tuple(_cells(text, a, b))) for a, b in kept if not RULE.fullmatch(text, a, b))
    rows = tuple(row for one in whole for row in _unstacked(text, one))
    if len(rows) > head and max(len(row.cells) for row in rows) > 1:
        yield Table(rows[0].start, rows[-1].end, rows, head)


def _are_rows(text: str, lines: list[Span]) -> bool:
    """Whether lines without a rule are a table: bars fence or end each, or part as many cells with figures in them."""
    if len(lines) < 2:
        return False
    if all(text[a] == "|" and text[b - 1] == "|" for a, b in lines):
        return True
    if len({text.count("|", a, b) for a, b in lines}) > 1:
        return False
    if all(text[b - 1] == "|" and text.count("|", a, b) > 1 for a, b in lines):
        return True
    figures = [sum(bool(FIGURE.fullmatch(c.text)) for c in list(_cells(text, a, b))[1:]) for a, b in lines[1:]]
    return sum(figures) > 1 and sum(map(bool, figures)) * 2 > len(figures)


def _whole_rows(text: str, lines: list[Span], width: int) -> list[Span]:
    """Rows of which each cell became a line, `81.3 |`, are put together by the width of the rule."""
    torn = all(text.find("|", a, b) == b - 1 for a, b in lines)
    if not torn or width < 2 or len(lines) < width:
        return lines
    return [(lines[i][0], lines[i + width - 1][1]) for i in range(0, len(lines) - width + 1, width)]


def _with_whole_head(text: str, lines: list[Span], rule: int, first: int) -> tuple[list[Span], int, int]:
    """A head that line breaks tore apart is put together, where its pieces make up as many cells as the rule has."""
    width = sum(1 for _ in _cells(text, *lines[rule]))
    for start in range(rule - 1, -1, -1):
        cells = sum(1 for _ in _cells(text, lines[start][0], lines[rule - 1][1]))
        if cells == width and start < rule - 1:
            return [*lines[:start], (lines[start][0], lines[rule - 1][1]), *lines[rule:]], start + 1, start
        if cells >= width:
            break
    return lines, rule, first


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _cells(text: str, start: int, end: int) -> Iterator[Cell]:
    at = start + 1 if text[start] == "|" else start
    last = end - 1 if end > at and text[end - 1] == "|" and text[end - 2] != "\\" else end
    for _ in range(MOST_COLUMNS):
        bar = text.find("|", at, last)
        while bar > 0 and text[bar - 1] == "\\":
            bar = text.find("|", bar + 1, last)
        left, right = _stripped(text, at, last if bar < 0 else bar)
        yield Cell(left, right, plain(text[left:right]))
        if bar < 0:
            return
        at = bar + 1


def _html_tables(text: str) -> Iterator[Table]:
    at = 0
    while (opening := TABLE_START.search(text, at)) and (closing := TABLE_END.search(text, opening.end())):
        start, at = opening.start(), closing.end()
        rows = list(_html_rows(text, start, at))
        if len(rows) > 1:
            head = next((i for i, (_, is_head) in enumerate(rows) if not is_head), 1)
            yield Table(start, at, tuple(row for row, _ in rows), max(head, 1))


def _html_rows(text: str, start: int, end: int) -> Iterator[tuple[Row, bool]]:
    """Rows with merged cells repeated in each place they cover, and whether all of a row's cells are head cells."""
    falling: dict[int, tuple[int, Cell]] = {}  # column → how many more rows its cell covers
    for found in HTML_ROW.finditer(text, start, end):
        cells: list[Cell] = []
        is_head = True
        for part in HTML_CELL.finditer(text, found.start(1), found.end(1)):
            _fall(cells, falling)
            is_head &= part[1].lower() == "th"
            left, right = _stripped(text, part.start(3), part.end(3))
            cell = Cell(left, right, plain(text[left:right]))
            spans = {kind.lower(): min(int(size), MOST_SPAN) for kind, size in SPAN.findall(part[2])}
            for _ in range(max(spans.get("col", 1), 1)):
                if spans.get("row", 1) > 1:
                    falling[len(cells)] = (spans["row"] - 1, cell)
                cells.append(cell)
            if len(cells) >= MOST_COLUMNS:
                break
        _fall(cells, falling)
        if cells:
            row = Row(*_stripped(text, found.start(), found.end()), tuple(cells))
            yield from ((one, is_head) for one in _unstacked(text, row))


def _unstacked(text: str, row: Row) -> Iterator[Row]:
    """A row whose cells hold several lines of figures is as many rows: 17.2<br>20<br>48.5 beside three benchmarks."""
    breaks = text.find("<br", row.start, row.end) >= 0
    lines = [list(_lines(text, cell)) for cell in row.cells] if breaks else []
    sizes = {len(stack) for stack in lines if len(stack) > 1 and all(FIGURE.fullmatch(line.text) for line in stack)}
    if len(sizes) != 1:
        yield row
        return
    (size,) = sizes
    for i in range(size):
        cells = (stack[i] if len(stack) == size else cell for stack, cell in zip(lines, row.cells, strict=True))
        yield Row(row.start, row.end, tuple(cells))


def _lines(text: str, cell: Cell) -> Iterator[Cell]:
    at = cell.start
    ends = [found.span() for found in BREAK.finditer(text, cell.start, cell.end)]
    for end, following in [*ends, (cell.end, cell.end)]:
        yield Cell(at, end, plain(text[at:end]))
        at = following


def _fall(cells: list[Cell], falling: dict[int, tuple[int, Cell]]) -> None:
    while len(cells) in falling:
        column = len(cells)
        left, cell = falling.pop(column)
        if left > 1:
            falling[column] = (left - 1, cell)
        cells.append(cell)
