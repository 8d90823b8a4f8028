"""Candidates for names: what the lexicon knows, what stands by form, and which of two that overlap is right."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from data.fields import EntityType
from data.folding import name_key
from data.frozen import frozen
from data.lexicon import Entry, Lexicon, Match
from data.words import is_word
from nlp.companies import find_companies
from nlp.contest_names import find_contest_names
from nlp.listed_names import find_listed
from nlp.name_forms import Proposal, find_forms
from nlp.people import find_handles, find_people
from nlp.product_names import find_products
from nlp.versioned_names import find_versioned

KNOWN, SEEN, GUESSED = 3, 2, 1

NO_TEXT = re.compile(
    r"(?a:(?<=\]\()[^)\s]+|arXiv:\d{4}\.\d+|https?://[^\s，。）)\]]+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[a-zA-Z]\w*|(?<![\w.-])(?:[\w-]+\.)+(?:com|cn|org|io|net)(?:/[^\s，。）)\]]*)?)"
)
NO_TEXT_IN = re.compile(r"\]\(|://|@|arXiv:|\.(?:com|cn|org|io|net)")  # without which there is no NO_TEXT
GAP = re.compile(r"[\s·]*(?:的|旗下)?")
ADDED = re.compile(r"\s?(?:Leaderboard|Benchmark|Challenge|大模型)", re.IGNORECASE)
PLACED = re.compile("[一-鿿]{2,6}?[省市州县](?=[一-鿿]{2})")
OFFSPRING = re.compile(r"系(?!统|列)")  # 清华系 tells where somebody comes from
HYPHENED = re.compile(r"(?<![A-Za-z0-9-])(?P<name>[A-Z][A-Za-z]+)-$")
MOST_IN_HEAD = 16
DIGIT = re.compile(r"\d")
OWN_MODEL = re.compile(r"大模型(?!\s?[「“《(（]?[A-Za-z]|评测|测评|榜|竞技|公司|团队|厂商|领域|产品|业务|平台)")
ON_DEVICES = re.compile("安兔兔|[Gg]eek[Bb]ench|[a-zA-Z]M(?:ark|ARK)|GFX|Cinebench|SPEC|Speedometer|JetStream|DXO")
CHIP = re.compile("芯片|晶片|处理器|SoC")
DEPARTMENT = re.compile(r"(?:事业)?部(?!署|分|落|门槛)")


@frozen
class Candidate:
    """A name that may stand at `[start, end)`; `name` is the lexicon's where it knows it, else the text."""

    start: int
    end: int
    type: EntityType
    name: str
    entry: Entry | None
    weight: int


def find_candidates(text: str, plain: str, lexicon: Lexicon) -> list[Candidate]:
    """The names of `text`, in order, none overlapping another; `plain` is `text` in simplified characters."""
    matches = lexicon.find(text)
    known = [c for match in matches for c in _known(match, plain, lexicon)]
    listed = find_listed(plain, matches, lexicon)
    known += [Candidate(s, e, "org", n.name if n else text[s:e], n, SEEN) for s, e, n in listed]
    known.sort(key=lambda candidate: candidate.start)
    every = [*known, *_seen(plain, known, text)]
    barred = [found.span() for found in NO_TEXT.finditer(text)] if NO_TEXT_IN.search(text) else []
    if barred:
        closed = {place for start, end in barred for place in range(start, end)}
        every = [c for c in every if c.start not in closed]
    chosen = sorted(_apart(every), key=lambda candidate: candidate.start)
    contest = find_contest_names(plain, [(c.start, c.end, _contested(c)) for c in chosen])
    told = [Candidate(start, end, type_, text[start:end], None, SEEN) for start, end, type_ in contest]
    return sorted((*chosen, *told), key=lambda candidate: candidate.start) if told else chosen


def _contested(candidate: Candidate) -> EntityType:
    """The type of a name, a test of devices taken for one of them: what stands there is no model."""
    on_devices = candidate.type == "benchmark" and ON_DEVICES.search(candidate.name)
    return "product" if on_devices else candidate.type


def _known(match: Match, plain: str, lexicon: Lexicon) -> Iterator[Candidate]:
    """What the lexicon found, unless it is half of another word; 云杉山海大模型 is 云杉 and its 山海大模型."""
    start, entry = match.start, match.entry
    torn = start > 0 and is_word(plain[start - 1 : start + 1]) and not is_word(plain[start : start + 2])
    other = {"product": DEPARTMENT, "org": OFFSPRING}.get(entry.type)
    if torn or (other and other.match(plain, match.end)):
        return
    maker = lexicon.entry("org", entry.maker) if entry.maker and entry.type in ("model", "product") else None
    head = HYPHENED.search(plain, max(0, start - MOST_IN_HEAD), start) if entry.type == "model" else None
    if head and not lexicon.entry("org", head["name"]):  # Mini-Gemini is no Gemini
        yield Candidate(head.start(), match.end, "model", plain[head.start() : match.end], None, SEEN)
        return
    own = match.text.find(entry.name)
    if maker and own > 0 and name_key(match.text[:own]) in {name_key(spelling) for spelling in maker.spellings}:
        yield Candidate(start, start + len(match.text[:own].rstrip()), "org", maker.name, maker, KNOWN)
        yield Candidate(start + own, match.end, entry.type, match.text[own:], entry, KNOWN)
        return
    yield Candidate(start, match.end, entry.type, match.name, entry, KNOWN)


def _seen(plain: str, known: list[Candidate], text: str) -> Iterator[Candidate]:
    makers = [candidate for candidate in known if candidate.type == "org"]
    starts = {candidate.start: candidate for candidate in makers}
    index = _Index(known)
    ends = {candidate.end for candidate in makers}
    for start, end in find_companies(plain, frozenset(plain[c.start : c.end] for c in makers)):
        local = PLACED.match(plain, start, end)  # 广东省网信办 is no 网信办
        if (end not in ends or local) and not any(
            c.type in ("person", "product", "model") for c in index.within(start, end)
        ):
            yield Candidate(start, end, "org", text[start:end], None, SEEN)
    for start, end in find_people(plain, [(c.start, c.end) for c in known if c.type == "person"]):
        yield Candidate(start, end, "person", text[start:end], None, SEEN)
    for start, end in find_handles(plain):
        yield _handle(start, end, text, known)
    versioned: list[Proposal] = []
    if any(c.type in ("model", "benchmark") and _contested(c) != "product" for c in known) or CHIP.search(plain):
        models, others = ([(c.start, c.end) for c in known if (c.type == "model") is told] for told in (True, False))
        versioned += ((*span, "model", False) for span in find_versioned(plain, models, others))
    scoring = {plain[start:end] for start, end, _, _ in versioned}
    for start, end, type_, sure in (*find_forms(plain), *find_products(plain), *versioned):
        if _is_known(start, end, type_, plain, index):
            continue
        if type_ == "benchmark" and not sure and plain[start:end] in scoring:  # Zetan 4 的基准测试
            continue
        if type_ != "product" or DIGIT.search(plain, start, end):
            start = _without_maker(plain, start, end, starts)
        sure = sure or (type_ == "product" and _extends_maker(start, end, starts, index))
        yield Candidate(start, end, type_, text[start:end], None, SEEN if sure else GUESSED)
    for maker in makers:  # 小米大模型: the maker's model that has no other name yet
        if found := OWN_MODEL.match(plain, maker.end):
            yield Candidate(maker.start, found.end(), "model", text[maker.start : found.end()], None, SEEN)


class _Index:
    """What is known, by place."""

    def __init__(self, known: list[Candidate]) -> None:
        self._known = known
        self._starts = [candidate.start for candidate in known]

    def within(self, start: int, end: int) -> list[Candidate]:
        """Those that begin in `[start, end)`."""
        return self._known[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def _is_known(start: int, end: int, type_: EntityType, plain: str, index: _Index) -> bool:
    """Whether a form only adds to what the lexicon knows there: AlpacaEval Leaderboard, ChatGPT大模型."""
    inside = [c for c in index.within(start, end) if c.type == type_ and c.end <= end]
    return any(
        (c.end == end and type_ in ("benchmark", "product"))
        or (c.start == start and ADDED.fullmatch(plain, c.end, end))
        for c in inside
    )


def _extends_maker(start: int, end: int, makers: dict[int, Candidate], index: _Index) -> bool:
    """Whether all that is known within a product's name is its maker: Perplexity Enterprise Pro."""
    return start in makers and not index.within(start + 1, end)


def _handle(start: int, end: int, text: str, known: list[Candidate]) -> Candidate:
    """@name is whom its letters spell, a person where they spell nobody."""
    key = name_key(text[start + 1 : end])
    owner = next(
        (c for c in known if c.type in ("org", "person", "product") and name_key(text[c.start : c.end]) == key), None
    )
    return Candidate(
        start, end, owner.type if owner else "person", owner.name if owner else text[start:end], None, SEEN
    )


def _without_maker(plain: str, start: int, end: int, makers: dict[int, Candidate]) -> int:
    """OpenAI o3 begins at o3: a maker's name before a name of its own is the maker's."""
    maker = makers.get(start)
    if not maker or maker.end >= end:
        return start
    gap = GAP.match(plain, maker.end, end)
    own = gap.end() if gap else maker.end
    return own if maker.end < own < end and not plain[own].isdigit() else start


def _apart(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The heaviest first, then the longest; what overlaps one that is chosen already is dropped."""
    taken: set[int] = set()
    chosen = []
    for candidate in sorted(candidates, key=_rank):
        if not taken.isdisjoint(range(candidate.start, candidate.end)):
            continue
        taken.update(range(candidate.start, candidate.end))
        chosen.append(candidate)
    return chosen


def _rank(candidate: Candidate) -> tuple[int, int, int]:
    return (0 if candidate.weight >= SEEN else 1, candidate.start - candidate.end, -candidate.weight)
