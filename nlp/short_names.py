"""The same names again, shorter: Musk after Elon Musk, Maverick after Llama-4-Maverick, 山海 after 山海大模型."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.words import rarity
from nlp.candidates import Candidate
from nlp.name_words import TRADES
from nlp.patterns import any_of, swift

VARIANT = any_of(
    """
    Instruct Chat Base Turbo Mini mini Pro Max Ultra Preview Flash Plus Coder Lite Thinking Vision Audio Large Small
    Medium Next Open Code Math High Low Text Image Video Model Language Air Nano Omni Distill Reasoning Reasoner
    Experimental Exp Latest Light Fast Deep Research Agent
    """
)
MODEL_PART = re.compile(rf"(?:^|[- ])(?!{VARIANT}$)(?P<part>[A-Z][a-z]{{3,}})$")
SURNAME = re.compile(r"(?:[·・‧•]|[A-Za-z]\.? )(?P<part>[A-Z][a-zé]+(?:-[A-Z][a-z]+)?|[一-鿿]{2,})$")
GIVEN = re.compile(r"(?P<part>[A-Z][a-z]{2,}) ")
ORG_HEAD = re.compile(
    rf"^(?P<part>.{{2,}}?)(?:{any_of('教育 科技 智能 软件 网络 半导体 汽车 控股 股份 人工智能 AI')}|\s)*"
    rf"(?:{any_of('公司 集团 有限公司 科技 智能 资本 创投 基金 网络 软件 机器人 半导体 AI')})+$"
)
ORG_TAIL = re.compile(r"(?P<part>(?:[一-鿿]{2,6}委员会)?[一-鿿A-Za-z]{0,6}(?:实验室|研究院|委员会|研究中心))$")
OWN_MODEL = re.compile(r"^(?P<part>.{2,})大模型$")
MEMBERS = re.compile(
    r"(?:包含|包括|分为|分别为|有|推出|——|[:：])[^。；\n]{0,12}?(?P<list>[A-Z][A-Za-z0-9.]*(?:[(（][^()（）]{1,12}[)）])?"
    r"(?:\s?[、和与及以]+\s?[A-Z][A-Za-z0-9.]*(?:[(（][^()（）]{1,12}[)）])?)+)(?:\s?[一两三四五几][个款种]?(?:不同)?(?:版本|型号|模型|尺寸|规格)|\s?[两三四五]款|[。\n])"
)
SERIES_AHEAD = swift(r"[一两三四五]个(?:版本|型号|尺寸|规格)|[两三四五]款")
MEMBER = re.compile(r"[A-Z][A-Za-z0-9.]*")
MOST_SURFACES = 2000  # each is looked for in the whole text
MOST_CHARACTERS = 60  # of a name that may have a shorter form
NEAR = 60  # characters between a series and the list of its members


def more_mentions(plain: str, found: Sequence[Candidate]) -> list[Candidate]:
    """Mentions of the names in `found` that stand where none was found yet, in full or shorter."""
    places = _Free(plain, found)
    members = list(_members(plain, found))
    added = [member for member in members if places.take(member.start, member.end)]
    for surface, candidate in _surfaces(plain, (*found, *added)):
        added += places.again(surface, candidate)
    return added


def _surfaces(plain: str, found: Sequence[Candidate]) -> Iterator[tuple[str, Candidate]]:
    """The surfaces to look for, the longest first, each with whom it means."""
    seen: dict[str, Candidate] = {}
    for candidate in found:
        seen.setdefault(plain[candidate.start : candidate.end], candidate)
    wanted = {surface: candidate for surface, candidate in seen.items() if candidate.entry is None}
    for surface, candidate in seen.items():
        for short in _shorter(surface, candidate):
            if short not in seen:
                wanted.setdefault(short, candidate)
    yield from sorted(list(wanted.items())[:MOST_SURFACES], key=lambda pair: -len(pair[0]))


def _shorter(surface: str, candidate: Candidate) -> Iterator[str]:
    forms = {
        "person": (SURNAME, GIVEN),
        "org": (ORG_HEAD, ORG_TAIL),
        "model": (MODEL_PART, OWN_MODEL),
    }.get(candidate.type, ())
    for form in forms if len(surface) <= MOST_CHARACTERS else ():
        found = form.search(surface)
        if found and found["part"] != surface and not _is_everyday(found["part"]):
            yield found["part"]


def _is_everyday(part: str) -> bool:
    return part in TRADES or ("一" <= part[0] <= "鿿" and len(part) == 2 and rarity(part) < 11)


def _members(plain: str, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Ultra、Pro 和 Nano 三个版本 are members of the series named just before."""
    if not SERIES_AHEAD.search(plain):
        return
    starts = [candidate.start for candidate in found]
    for listed in MEMBERS.finditer(plain):
        at, end = listed.span("list")
        around = found[bisect_left(starts, at - NEAR) : bisect_left(starts, end)]
        before = [c for c in around if c.type == "model" and c.start < at]
        told = SERIES_AHEAD.search(plain, max(0, listed.start() - 20), listed.end())
        inside = any(c.start >= at for c in around)
        if not before or not told or inside:
            continue
        for part in MEMBER.finditer(plain, *listed.span("list")):
            name = f"{before[-1].name} {part[0]}"
            yield replace(before[-1], start=part.start(), end=part.end(), name=name, entry=None)


class _Free:
    """Which characters of a text belong to no name yet."""

    def __init__(self, plain: str, found: Sequence[Candidate]) -> None:
        self.plain = plain
        self.taken = bytearray(len(plain))
        for candidate in found:
            self._mark(candidate.start, candidate.end)

    def take(self, start: int, end: int) -> bool:
        """Take a place, if it is free."""
        if any(self.taken[start:end]):
            return False
        self._mark(start, end)
        return True

    def again(self, surface: str, candidate: Candidate) -> Iterator[Candidate]:
        """Every free place where `surface` stands by itself, taken for `candidate`."""
        at = self.plain.find(surface)
        while at >= 0:
            end = at + len(surface)
            if _stands_alone(self.plain, at, end) and self.take(at, end):
                yield replace(candidate, start=at, end=end)
            at = self.plain.find(surface, end)

    def _mark(self, start: int, end: int) -> None:
        self.taken[start:end] = b"\1" * (end - start)


def _stands_alone(plain: str, start: int, end: int) -> bool:
    """Whether a Latin name begins and ends here; Han characters need no edge."""
    before, after = plain[max(0, start - 1) : start], plain[end : end + 1]
    if _is_latin(plain[start]) and before and (_is_latin(before) or before in "-_.@/"):
        return False
    return not (_is_latin(plain[end - 1]) and after and (_is_latin(after) or after in "-_"))


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
