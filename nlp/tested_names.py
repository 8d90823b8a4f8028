"""Under which names tests stand: boards by their keepers, contests by their years, exam papers, in-house sets."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from data.hanzi import simplify
from data.lexicon import Lexicon, Match
from nlp.mentions import Named
from nlp.patterns import any_of, swift

_SUBJECT = any_of("语文 数学 英语 物理 化学 综合 文科 理科")
_EXAM = re.compile(
    rf"(?:高考|中考|考研){_SUBJECT}?(?:新课标|新高考|全国|新)?[IⅠⅡ1-3一二三甲乙]{{1,2}}卷"
    rf"|(?:新课标|新高考|全国){_SUBJECT}?[IⅠⅡ1-3一二三甲乙]{{1,2}}卷"
    rf"|高考{_SUBJECT}(?=全?卷|试卷|真题|测试|测评|评测)"
)
_ROMAN = str.maketrans({"一": "I", "1": "I", "二": "II", "2": "II"})
_OF_SUBJECT = re.compile(f"高考{_SUBJECT}")
_TEST = any_of("测试集 评测集 数据集 基准 题库 榜单 评测 测评 考卷 测试基准 评测基准")
_QUOTED_TEST = re.compile(
    rf"[“「『](?P<name>[^”」』，。,]{{2,12}})[”」』]{_TEST}|{_TEST}[“「『](?P<after>[^”」』，。,]{{2,12}})[”」』]"
)
_BY_QUOTES = swift(rf"[”」』]{_TEST}|{_TEST}[“「『]")
_KEEPERS = {"Artificial Analysis": "Artificial Analysis Intelligence Index"}
_AS_A_BOARD = re.compile(
    rf"\s?(?:上(?!线|发)|中(?!的)"
    rf"|{any_of('的 最新 综合 智能 总 全球 权威 大模型 模型 AI')}*(?:榜|排名|排行|指数|基准|评测|测评))"
)
_INDEX = re.compile(  # the index of Artificial Analysis, in an article that speaks of them
    r"(?:人工智[能慧]|模型|[综綜]合|AI\s?)*(?:分析|[智][能慧])(?:[综綜]合)?指[数數]|(?<![A-Za-z] )Intelligence Index"
)
_OF_OPEN_MODELS = re.compile(
    r"[^，。；,;]{0,14}开源(?:大|大语言|语言)?模型(?:能力)?(?:排行榜|排名榜|榜单|排名)|[^，。；,;]{0,8}大模型(?:排行榜|排名榜|榜单)"
)
_KIND_BEHIND = re.compile(
    r"-(?P<kind>[A-Z][A-Za-z]{1,12})(?![A-Za-z\d\-])(?=\s?(?:基准|评测|榜|测试|数据集|上|中|得分|[,，(（|]))"
)
_NO_KIND = {"chinese", "english", "test", "valid", "validation", "hard", "easy", "lite", "full", "base", "shot"} | {
    "en",
    "cn",
    "zh",
    "em",
    "acc",
    "cot",
    "pro",
    "avg",
    "val",
    "dev",
}
_CONTEST = re.compile(r"[A-Z]{0,4}MO|I[A-Z]hO|IOI|HMMT|[IC]CPC|AMC|Putnam")  # held each year
_YEAR_BEFORE = re.compile(r"(?P<year>20[12]\d)\s?年?(?:度|的)?\s?$")
_YEAR_BEHIND = re.compile(r"\s?(?P<year>20[12]\d)(?!\d|\s?[年分.%％])")
_VERSION = re.compile(r"(?:[ -]?(?P<version>[vV]\d(?:\.\d+)?)|-(?P<number>\d\.\d))(?![A-Za-z\d.%％])")
_PARTS_BEHIND = re.compile(r"(?:[-_](?:en|cn|zh))?[-_](?:img|image|video|test|val|dev)", re.IGNORECASE)
_CALLED_TEST = re.compile(r"(?<=\w{3}) (?:[Bb]enchmark|[Ll]eaderboard)$")  # Zorble benchmark is Zorble
_VALUE_AFTER = re.compile(r"\s?(?:[%％分年月]|的(?:高分|成绩|得分))")


def with_tests(names: Sequence[Named], lexicon: Lexicon, text: str) -> list[Named]:
    """`names`, in order, the benchmarks among them under their own names, with those that only their frame shows."""
    named = [_board_of(n, lexicon, text) for n in names]
    named = [_benchmark(n, lexicon, text) if n.type == "benchmark" and n.entry is None else n for n in named]
    named = [_with_version(n, text) for n in _with_years(named, lexicon, text)]
    told = {n.name for n in named}
    keepers = [keeper for keeper, board in _KEEPERS.items() if keeper in told or board in told]
    if keepers:
        named = _with_index([_kept_by(n, keepers, lexicon) for n in named], lexicon, text)
    return _with_quoted(named, lexicon, text)


def named_by(match: Match) -> Named:
    """What the lexicon found."""
    return Named(match.start, match.end, match.text, match.name, match.entry.type, match.entry)


def merged(named: Sequence[Named], added: Iterable[Named]) -> list[Named]:
    """Both in order, without what overlaps a name that was there."""
    starts = [n.start for n in named]
    free = []
    for n in added:
        at = bisect_right(starts, n.start)
        if (not at or named[at - 1].end <= n.start) and (at == len(named) or n.end <= named[at].start):
            free.append(n)
    return sorted([*named, *free], key=lambda n: n.start)


def _board_of(named: Named, lexicon: Lexicon, text: str) -> Named:
    """在Artificial Analysis上排名第五: who keeps a board stands for it."""
    board = _KEEPERS.get(named.name) if named.type == "org" else None
    if (
        named.type == "org"
        and named.entry
        and named.entry.name == "Hugging Face"
        and _OF_OPEN_MODELS.match(text, named.end)
    ):
        board = "Open LLM Leaderboard"
    elif board and not _AS_A_BOARD.match(text, named.end):
        board = None
    entry = lexicon.benchmark(board) if board else None
    return replace(named, name=entry.name, type="benchmark", entry=entry) if entry else named


def _kept_by(named: Named, keepers: Sequence[str], lexicon: Lexicon) -> Named:
    """Video Arena is that of Artificial Analysis, where an article names them."""
    if named.type != "benchmark" or named.entry is not None:
        return named
    entry = next((entry for keeper in keepers if (entry := lexicon.benchmark(f"{keeper} {named.name}"))), None)
    return replace(named, name=entry.name, entry=entry) if entry else named


def _with_index(named: list[Named], lexicon: Lexicon, text: str) -> list[Named]:
    """智能指数 is that of Artificial Analysis, where an article names them."""
    entry = lexicon.benchmark(_KEEPERS["Artificial Analysis"])
    if entry is None:
        return named
    return merged(named, (Named(*m.span(), m[0], entry.name, "benchmark", entry) for m in _INDEX.finditer(text)))


def _with_years(named: list[Named], lexicon: Lexicon, text: str) -> list[Named]:
    """2025年美国数学邀请赛 is AIME 2025: a contest with the year beside it, where each year has an entry of its own."""
    dated: list[Named] = []
    for n in named:
        found = _of_year(n, lexicon, text) if n.type == "benchmark" and n.entry is not None else n
        last = dated[-1] if dated else None
        if last and last.name.startswith(f"{found.name} 20") and text[last.end : found.start].strip() in ("(", "（"):
            found = replace(found, name=last.name, entry=last.entry)  # 美国数学邀请赛2024(AIME)
        dated.append(found)
    return dated


def _of_year(named: Named, lexicon: Lexicon, text: str) -> Named:
    before, behind = (
        _YEAR_BEFORE.search(text, max(0, named.start - 10), named.start),
        _YEAR_BEHIND.match(text, named.end),
    )
    year = before["year"] if before else behind["year"] if behind else ""
    entry = lexicon.benchmark(f"{named.name} {year}") if year else None
    if entry is None and not (year and behind and _CONTEST.fullmatch(named.name)):
        return named
    start, end = before.start() if before else named.start, named.end if before or not behind else behind.end()
    name = entry.name if entry else f"{named.name} {year}"
    return Named(start, end, text[start:end], name, "benchmark", entry or named.entry)


def _with_version(named: Named, text: str) -> Named:
    """BFCL v2, MME-Reasoning: a version that the lexicon has no entry of tells one test from another."""
    known = named.type == "benchmark" and named.entry is not None and named.entry.kind != "board"
    kind = _KIND_BEHIND.match(text, named.end) if known else None
    if named.entry and kind and kind["kind"].lower() not in _NO_KIND | {s.lower() for s in named.entry.subsets}:
        whole = text[named.start : kind.end()]
        return Named(named.start, kind.end(), whole, whole, "benchmark")
    found = _VERSION.match(text, named.end) if known else None
    version = found["version"] or found["number"] if found else ""
    if found is None or named.entry is None or version in named.entry.subsets:
        return named
    return replace(named, end=found.end(), text=named.text + found[0], name=f"{named.name} {version}")


def _with_quoted(named: list[Named], lexicon: Lexicon, text: str) -> list[Named]:
    """An in-house test is a benchmark by the name that quotes give it: “热线百问”测试集, 题库“寻针”."""
    known = {n.text for n in named}
    on_board = any(n.entry is not None and n.entry.kind == "board" for n in named)
    plain = simplify(text)
    told = _QUOTED_TEST.finditer(plain) if _BY_QUOTES.search(plain) else ()
    told = (m for m in told if not (on_board and m[0].endswith("榜单")))
    quoted = {text[slice(*m.span(m.lastgroup or 0))] for m in told} - known
    places = [m for name in quoted if name for m in re.finditer(re.escape(name), text)]
    papers = [_paper(m, lexicon, text) for m in _EXAM.finditer(plain)] if "高考" in plain else []
    kept = [n for n in named if not any(p.start <= n.start < p.end for p in papers)]
    tests = [Named(m.start(), m.end(), m[0], m[0], "benchmark") for m in places]
    return merged(kept, sorted([*tests, *papers], key=_at))


def _paper(found: re.Match[str], lexicon: Lexicon, text: str) -> Named:
    """高考数学新课标I卷 under the name that the lexicon has for it; 新课标I卷 of the subject that the article names."""
    of = "" if found[0][:2] in ("高考", "中考", "考研") else (_OF_SUBJECT.search(text) or ["高考"])[0]
    entry = lexicon.benchmark(of + found[0]) or lexicon.benchmark(of + found[0].translate(_ROMAN))
    name = entry.name if entry else of + found[0]
    return Named(*found.span(), text[slice(*found.span())], name, "benchmark", entry)


def _at(named: Named) -> int:
    return named.start


def _benchmark(named: Named, lexicon: Lexicon, text: str) -> Named:
    """A known benchmark inside an unknown name that took in a part, a year, a score or a tester's name beside it."""
    for match in lexicon.find(named.text):
        if match.entry.type != "benchmark":
            continue
        before, after = named.text[: match.start], named.text[match.end :]
        if (not before or before.endswith(" ")) and (not after or _is_beside(after, match, text, named.end)):
            start = named.start + match.start
            return replace(named_by(match), start=start, end=start + match.end - match.start)
    return replace(named, name=_CALLED_TEST.sub("", named.name))


def _is_beside(after: str, match: Match, text: str, end: int) -> bool:
    rest = after.strip()
    if _PARTS_BEHIND.fullmatch(after):
        return True
    if not after.startswith((" ", "(", "（")):
        return False
    if rest in match.entry.subsets:
        return True
    return bool(re.fullmatch(r"\d+(?:\.\d+)?", rest) and (_VALUE_AFTER.match(text, end) or float(rest) > 2100))
