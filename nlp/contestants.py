"""Under which names claims stand: models as the article writes them, benchmarks without what stands beside."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from data.folding import name_key
from data.lexicon import Lexicon, Match
from nlp.mentions import Mentions, Named
from nlp.patterns import any_of

_CHIP = re.compile(
    r"骁龙|驍龍|天玑|天璣|麒麟|玄戒|锐龙|酷睿|昇腾|Snapdragon|Dimensity|Kirin|Exynos|Tensor|Ryzen|Core|Xeon|RTX|^[AM]\d",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?<![A-Za-z\d.\-])(?<![A-Za-z] )[KMRV]\d{1,2}(?:\.\d)?(?:-\d{4})?(?![A-Za-z\d\-]|\.\d)")
_VARIANT = re.compile(r"\s?[(（](?:API|网页版?|非?思考版?|联网版?|满血版|预览版|\d{4}|\d{6,8})[)）]")
_TEST = any_of("测试集 评测集 数据集 基准 题库 榜单 评测 测评 考卷 测试基准 评测基准")
_QUOTED_TEST = re.compile(
    rf"[“「『](?P<name>[^”」』，。,]{{2,12}})[”」』]{_TEST}|{_TEST}[“「『](?P<after>[^”」』，。,]{{2,12}})[”」』]"
)
_VALUE_AFTER = re.compile(r"\s?(?:[%％分年月]|的(?:高分|成绩|得分))")


def contestants(mentions: Mentions, lexicon: Lexicon, text: str) -> list[Named]:
    """The names that claims are about, in order: models, benchmarks, products that are tested, and companies.

    Where the article names chips, its phones are no contestants; a phone is tested for the sake of its chip.
    """
    named = [_benchmark(n, lexicon, text) if n.type == "benchmark" and n.entry is None else n for n in mentions.all]
    chips = any(n.type == "product" and _CHIP.search(n.name) for n in named)
    kept = [n for n in named if n.type in ("model", "benchmark", "org") or (n.type == "product" and not chips)]
    kept += [replace(n, type="model") for n in named if n.type == "product" and _CHIP.search(n.name)]
    kept = _with_tests(_with_codes(sorted(kept, key=lambda n: n.start), text), text)
    return [_with_variant(n, text) for n in _as_written(kept, mentions, lexicon)]


def title_names(title: str | None, lexicon: Lexicon) -> list[Named]:
    """The names in a title, for context; their places are places in the title."""
    return [_named(match) for match in lexicon.find(title)] if title else []


def _named(match: Match) -> Named:
    return Named(match.start, match.end, match.text, match.name, match.entry.type, match.entry)


def _with_codes(named: list[Named], text: str) -> list[Named]:
    """Bare version codes (V3.1, R1-0528) are models too, in an article that names a model by one."""
    if not any(n.type == "model" and _CODE.fullmatch(n.text) for n in named):
        return named
    starts = [n.start for n in named]
    added = []
    for found in _CODE.finditer(text):
        at = bisect_right(starts, found.start())
        before = named[at - 1].end if at else 0
        after = named[at].start if at < len(named) else len(text)
        if before <= found.start() and found.end() <= after:
            added.append(Named(found.start(), found.end(), found[0], found[0], "model"))
    return sorted([*named, *added], key=lambda n: n.start)


def _with_tests(named: list[Named], text: str) -> list[Named]:
    """An in-house test is a benchmark by the name that quotes give it: “热线百问”测试集, 题库“寻针”."""
    known = {n.text for n in named}
    quoted = {m["name"] or m["after"] for m in _QUOTED_TEST.finditer(text)} - known
    places = [m for name in quoted if name for m in re.finditer(re.escape(name), text)]
    added = [Named(m.start(), m.end(), m[0], m[0], "benchmark") for m in places]
    free = [n for n in added if not any(n.start < k.end and k.start < n.end for k in named)]
    return sorted([*named, *free], key=lambda n: n.start)


def _with_variant(named: Named, text: str) -> Named:
    """文心一言4.0(API): how it was reached tells one contestant from another."""
    found = _VARIANT.match(text, named.end) if named.type == "model" else None
    if not found:
        return named
    said = found[0].strip().replace("（", "(").replace("）", ")")
    return replace(named, end=found.end(), text=named.text + found[0], name=named.name + said)


def _benchmark(named: Named, lexicon: Lexicon, text: str) -> Named:
    """A known benchmark inside an unknown name that took in a part, a year, a score or a tester's name beside it."""
    for match in lexicon.find(named.text):
        if match.entry.type != "benchmark":
            continue
        before, after = named.text[: match.start], named.text[match.end :]
        if (not before or before.endswith(" ")) and (not after or _is_beside(after, match, text, named.end)):
            start = named.start + match.start
            return replace(_named(match), start=start, end=start + match.end - match.start)
    return named


def _is_beside(after: str, match: Match, text: str, end: int) -> bool:
    rest = after.strip()
    if not after.startswith((" ", "(", "（")):
        return False
    if rest in match.entry.subsets:
        return True
    return bool(re.fullmatch(r"\d+(?:\.\d+)?", rest) and (_VALUE_AFTER.match(text, end) or float(rest) > 2100))


def _as_written(named: Sequence[Named], mentions: Mentions, lexicon: Lexicon) -> list[Named]:
    """Models under the fullest form that the article itself gives them, not under the lexicon's."""
    declared = {alias.alias: alias.name for alias in mentions.aliases}
    forms: dict[str, list[str]] = defaultdict(list)
    for n in named:
        if n.type in ("model", "product"):
            forms[n.name].append(n.text)
    shown = {name: _fullest(name, said, declared, lexicon) for name, said in forms.items()}
    return [replace(n, name=shown[n.name]) if shown.get(n.name, n.name) != n.name else n for n in named]


def _fullest(name: str, said: Iterable[str], declared: dict[str, str], lexicon: Lexicon) -> str:
    forms = list(dict.fromkeys(_own(form, lexicon) for form in dict.fromkeys(said)))
    for form in forms:
        if form in declared:
            return declared[form]
    same = [form for form in forms if name_key(name) in name_key(form)]
    return max(same or forms, key=lambda f: (any(map(str.isdigit, f)), bool(re.search("[A-Za-z]", f)), len(f)))


def _own(form: str, lexicon: Lexicon) -> str:
    """云知声山海大模型 without its maker, where a name of its own is left; ChatGPT大模型 as ChatGPT."""
    if not form.endswith("大模型"):
        return form
    if form[:-3].isascii():
        return form[:-3].strip() or form
    maker = next((m for m in lexicon.find(form[:-3]) if m.start == 0 and m.entry.type == "org"), None)
    return form[maker.end :] if maker and len(form) - maker.end >= len("某某大模型") else form
