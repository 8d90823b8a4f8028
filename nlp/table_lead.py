"""What the text above a table says of it: which benchmark, which part of it, tested how."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import field

from data.folding import name_key
from data.frozen import frozen
from data.hanzi import simplify
from nlp.document import Document, Paragraph
from nlp.grid import Table
from nlp.labels import Label, is_test_like
from nlp.mentions import Named
from nlp.table_pairs import sides as sides_of
from nlp.table_settings import caption_setting, told_settings

NEAR = 2  # paragraphs above a table that may be its caption
MOST_LEVEL = 6  # of a heading that bears a mark; one without is too unsure to end a section
NEXT = 20  # characters behind a benchmark's name in which its part stands
FAR = 30  # paragraphs above it in which its benchmark may be named

_RESULTS = re.compile(
    r"[#*\s]*(?:评测|评估|测试|实验|测评|最终)?(?:结果|成绩|表现|效果)(?:如下)?[*\s:：]*"
    r"|[#*\s]*(?:Evaluation )?Results[*\s:：]*",
    re.IGNORECASE,
)
_BELOW = re.compile(r"如下|下表|所示|以下")
_ARENAS = (
    *("Text-to-Image", "Image-to-Image", "Text-to-Video", "Image-to-Video", "Text-to-Speech"),
    *("文生图", "文生视频", "图生视频", "图像编辑"),
)
_CALLED = re.compile(r"[A-Z][a-z]+[A-Z\d][\w.-]*(?=\s?[：:—])")
_LEADERBOARD = re.compile(r"(?<![\w.-])[A-Z][\w.-]*(?: [A-Z\dv][\w.-]*){0,5} Leaderboard(?!\w)")
_PART = re.compile(
    r"STEM|Hard(?![A-Za-z])|验证集|测试集|开发集|社会科学|人文(?:科学|学科)|单核|多核|难题|[Vv]al集|[Tt]est集"
)


@frozen
class Lead:
    """What is said above a table; None where nothing is."""

    benchmark: str | None = None
    range: tuple[float, float] | None = None
    subset: str | None = None
    setting: str | None = None
    settings: Mapping[tuple[str, str], str] = field(default_factory=dict)  # by benchmark and model, as notes say
    sides: tuple[Label, Label] | None = None  # of two figures in one cell
    stated: bool = False  # whether the benchmark is named above the table or in the title, not only inside
    headed: bool = False  # whether the heading or caption right above names it
    board: str | None = None  # a board of several tests that the heading right above names
    tests: tuple[str, ...] = ()  # that are named above
    model: str | None = None  # the only model that the caption, the heading over it or the title names

    def setting_of(self, benchmark: str, model: str) -> str | None:
        """How a model was tested on a benchmark, as the text around the table says it."""
        keys = ((benchmark, model), ("", model), (benchmark, ""), ("", ""))
        return next((self.settings[key] for key in keys if key in self.settings), None) or self.setting


def lead_of(
    document: Document, table: Table, names: Sequence[Named], title: Sequence[Named], sole: Named | None
) -> Lead:
    """Read captions and headings above `table`, nearest first, then the title, then what stands further up.

    `sole` is the only benchmark that the article names at all.
    """
    above = _above(document, table)
    near = _captions(document, above)
    headings = _headings(document, above)
    named = _benchmark(document, near, names) or _benchmark(document, headings, names) or sole_benchmark(title)
    stated = named = named or _leaderboard(document, near) or _benchmark(document, above, names)
    named = named or (None if sole and _is_of_another(document, table, above, sole, names) else sole)
    model = _nearest_model([*near, *headings], names) or _entitled(document.title, names)
    model = model or _called(document, headings, names)
    sides = sides_of(document.text[paragraph.start : paragraph.end] for paragraph in near)
    setting, settings = caption_setting(document, near), told_settings(document, above, table, names)
    tests = tuple(dict.fromkeys(n.name for p in above for n in _inside(names, p) if n.type == "benchmark"))
    if named is None:
        return Lead(setting=setting, settings=settings, sides=sides, tests=tests, model=model)
    entry = named.entry
    subset = _subset(document, near, named, names)
    captions = (p for p in near if p.kind == "heading" or _BELOW.search(document.text, p.start, p.end))
    above_it = next((_benchmark(document, [paragraph], names) for paragraph in captions), None)
    of_board = entry is not None and entry.kind == "board"
    headed = above_it == named and not of_board
    titled = of_board and any(named in _inside(names, p) for p in near if p.kind == "heading")
    return Lead(
        named.name,
        entry.range if entry else None,
        subset,
        setting,
        settings,
        sides,
        stated=stated is not None,
        headed=headed,
        board=named.name if titled else None,
        tests=tests,
        model=model,
    )


def _above(document: Document, table: Table) -> list[Paragraph]:
    """The paragraphs above, nearest first, without those of sections that ended before."""
    last = bisect_left(document.paragraphs, table.start + 1, key=lambda paragraph: paragraph.end)
    kept: list[Paragraph] = []
    waiting: list[Paragraph] = []
    level: float = MOST_LEVEL + 1
    for paragraph in reversed(document.paragraphs[max(0, last - FAR) : last]):
        waiting.append(paragraph)
        if paragraph.kind == "heading" and paragraph.level <= MOST_LEVEL:
            depth = _depth(document, paragraph)
            kept += waiting if depth < level else []
            level, waiting = min(level, depth), []
    return kept + waiting


def _is_of_another(
    document: Document, table: Table, above: list[Paragraph], sole: Named, names: Sequence[Named]
) -> bool:
    """Whether the only benchmark is that of a section that ended above, with a table of its own."""
    starts = {paragraph.start for paragraph in above}
    last = bisect_left(document.paragraphs, table.start + 1, key=lambda paragraph: paragraph.end)
    ended = [p for p in document.paragraphs[max(0, last - FAR) : last] if p.start not in starts and p.kind == "heading"]
    over = [p.start for p in ended if any(n.name == sole.name for n in _inside(names, p))]
    tables = (other.start for other in document.tables)
    return bool(over) and any(over[-1] < start < table.start for start in tables)


def _depth(document: Document, heading: Paragraph) -> float:
    """How deep a heading stands; one that only says 结果 goes on with the section before it."""
    return heading.level + 0.5 * _says_only_results(document, heading)


def _says_only_results(document: Document, heading: Paragraph) -> bool:
    return bool(_RESULTS.fullmatch(document.text, heading.start, heading.end))


def _captions(document: Document, above: list[Paragraph]) -> list[Paragraph]:
    """The lines right above a table and the nearest heading, if that is near."""
    near: list[Paragraph] = []
    for paragraph in above[: NEAR + 1]:
        near.append(paragraph)
        if paragraph.kind == "heading" and not _says_only_results(document, paragraph):
            break
    return near


def _headings(document: Document, above: list[Paragraph]) -> list[Paragraph]:
    """The heading over the table and those that it stands under."""
    chain: list[Paragraph] = []
    for paragraph in above:
        if paragraph.kind == "heading" and (not chain or _depth(document, paragraph) < _depth(document, chain[-1])):
            chain.append(paragraph)
    return chain


def _nearest_model(paragraphs: list[Paragraph], names: Sequence[Named]) -> str | None:
    """The model of the first paragraph that names any, if it names no other."""
    for paragraph in paragraphs:
        found = {n.name for n in _inside(names, paragraph) if n.type == "model"}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _entitled(title: str | None, names: Sequence[Named]) -> str | None:
    """The only model of the title, as the text writes it; M2 is none in a title that says M2.5."""
    said = name_key(title or "")
    found = {n.name for n in names if n.type == "model" and name_key(n.text) in said}
    whole = max(found, key=len, default=None)
    return whole if whole and all(name_key(name) in name_key(whole) for name in found) else None


def _called(document: Document, headings: list[Paragraph], names: Sequence[Named]) -> str | None:
    """A system that no lexicon has, as the topmost heading or the title calls it: MemOS：面向智能体的记忆系统."""
    top = headings[-1] if headings and headings[-1].level == 1 else None
    free = top is not None and not _inside(names, top)
    said = document.text[top.start : top.end].lstrip("# ") if top and free else document.title or ""
    found = _CALLED.match(said)
    name = found[0] if found else ""
    known = is_test_like(name) or any(n.text == name for n in names)
    return name if name and not known and document.text.count(name) > 1 else None


def _benchmark(document: Document, paragraphs: list[Paragraph], names: Sequence[Named]) -> Named | None:
    """The benchmark of the first paragraph that names one only."""
    for paragraph in paragraphs:
        inside = [n for n in _inside(names, paragraph) if n.type == "benchmark"]
        outside = [n for n in inside if not _is_bracketed(document.text, paragraph.start, n.start)]
        found = {n.name: n for n in outside or inside}
        if "Chatbot Arena" in found:  # Chatbot Arena (lmarena.ai): the board and the house that keeps it
            found.pop("LMArena", None)
        tests = {name: n for name, n in found.items() if n.entry is None or n.entry.kind != "board"}
        if len(found) == 1 or len(tests) == 1:  # a board beside a test is the tool that it was tested with
            return next(iter((tests or found).values()))
        if len(found) > 1 and paragraph.kind == "heading":
            return None
    return None


def _leaderboard(document: Document, near: list[Paragraph]) -> Named | None:
    """A leaderboard that no lexicon has, right above: Zorble v2.0 Open Leaderboard."""
    places = ((document.text.find("eaderboard", p.start, p.end), p) for p in near)
    found = next((_LEADERBOARD.search(document.text, p.start, p.end) for at, p in places if at >= 0), None)
    return Named(*found.span(), found[0], found[0], "benchmark") if found else None


def _inside(names: Sequence[Named], paragraph: Paragraph) -> Sequence[Named]:
    low = bisect_left(names, paragraph.start, key=lambda n: n.start)
    high = bisect_left(names, paragraph.end, key=lambda n: n.start)
    return names[low:high]


def _is_bracketed(text: str, start: int, at: int) -> bool:
    """Whether a place stands in brackets: Ⓑ（由 Ⓑ、Ⓑ 构成）."""
    before = text[start:at]
    return sum(map(before.count, "(（")) > sum(map(before.count, ")）"))


def sole_benchmark(names: Sequence[Named], document: Document | None = None) -> Named | None:
    """The benchmark among `names`, where it is the only one, and in an article not only in a table."""
    found = {n.name: n for n in names if n.type == "benchmark"}
    only = next(iter(found.values())) if len(found) == 1 else None
    if only is None or document is None:
        return only
    places = [(table.start, table.end) for table in document.tables]
    free = (n for n in names if n.name == only.name and not any(a <= n.start < b for a, b in places))
    return only if next(free, None) else None


def _subset(document: Document, near: list[Paragraph], board: Named, names: Sequence[Named]) -> str | None:
    """The part of the benchmark that the heading, or else the only caption right behind its name, speaks of."""
    own = board.entry.subsets or () if board.entry else ()
    arena = not own and (board.entry is None or board.entry.kind == "board")
    known = sorted(_ARENAS if arena else own, key=len, reverse=True)
    headings = [paragraph for paragraph in near if paragraph.kind == "heading"]
    for paragraph in headings or near[:1]:
        text = document.text[paragraph.start : paragraph.end]
        ends = [n.end - paragraph.start for n in _inside(names, paragraph) if n.name == board.name]
        places = [text] if headings else [text[end : end + NEXT] for end in ends]
        said = [name for name in known if any(_holds(place, name, bool(headings)) for place in places)]
        found = said or [text[slice(*part.span())] for part in _PART.finditer(simplify(text))]
        if len(set(found)) == 1 or (said and len(said) == 1):
            return str(found[0])
    return None


def _holds(text: str, name: str, anywhere: bool) -> bool:
    before = "(?<![A-Za-z])" if anywhere else r"(?<!.)[\s\-的·]{0,2}"
    spelled = re.sub(r"\\[ -]", "[ -]", re.escape(name))  # Text to Video, Text-to-Video
    return bool(re.search(rf"{before}{spelled}(?![A-Za-z])", text))
