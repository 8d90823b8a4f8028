"""Under which names claims stand: models as the article writes them, beside the tests that they took."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from data.folding import name_key
from data.lexicon import Lexicon
from nlp.mentions import Mentions, Named
from nlp.patterns import any_of
from nlp.tested_names import merged, named_by, with_tests

_CHIP = re.compile(
    r"骁龙|驍龍|天玑|天璣|麒麟|玄戒|锐龙|酷睿|昇腾|Snapdragon|Dimensity|Kirin|Exynos|Tensor|Ryzen|Core|Xeon|RTX|^i[3579]-|^[AM]\d",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?<![A-Za-z\d.\-])(?<![A-Za-z] )[KMRV]\d{1,2}(?:\.\d)?(?:-\d{4})?(?![A-Za-z\d\-]|\.\d)")
_CODED = re.compile(r"(?:^|[ \-])[KMRV]\d{1,2}(?:\.\d)?(?![A-Za-z\d.])")  # R1, DeepSeek-V3-0324
_MAKERS_CODE = re.compile(rf"\s?的\s?(?P<code>{_CODE.pattern})")  # DeepSeek 的 R1
_LEAD = re.compile(
    any_of("以 前代 上一代 与 和 对 在 由 用 将 把 其 该 及 而 让 是 为 从 比") + r"(?=[\u4e00-\u9fff]{2,4}-)"
)
_SCRIPTS = re.compile(r"(?<=[A-Za-z\d])(?=[\u4e00-\u9fff])")
_TAIL = re.compile(r"(?<=[A-Za-z] )(?:[A-Z][a-z]{3,} \d(?:\.\d)?|\d\.\d [A-Z][a-z]{3,})$")
_CONTESTANTS = ("model", "benchmark", "org", "product")
_VARIANT = re.compile(
    r"\s?[(（](?:API|(?:20\d\d)?[\u4e00-\u9fff]{2}版|网页版?|非?思考版?|联网版?|满血版|预览版|(?:0[1-9]|1[0-2])[0-3]\d|\d{6,8})[)）]"
    r"|\s(?:high|low|medium)(?=\s?(?:變體|变体|版|模式|[（(]\d))"
)
_APPLE = re.compile(
    r"(?<![A-Za-z\d\-.])(?<![A-Za-z] )(?:A1\d|M[1-6])(?: (?:Pro|Max|Ultra|Bionic))?(?![A-Za-z\d\-]|\.\d)"
)


def contestants(mentions: Mentions, lexicon: Lexicon, text: str) -> list[Named]:
    """The names that claims are about, in order: models, benchmarks, products that are tested, and companies.

    A chip stands in a test like a model.
    """
    named = (n for n in with_tests(mentions.all, lexicon, text) if n.type in _CONTESTANTS)
    kept = [replace(n, type="model") if n.type == "product" and _is_chip(n) else n for n in named]
    kept = _with_tails(_with_codes(_without_lead(kept, text), text), mentions, text)
    return [_with_variant(n, text) for n in _as_written(kept, mentions, lexicon)]


def title_names(title: str | None, lexicon: Lexicon) -> list[Named]:
    """The names in a title, for context; their places are places in the title."""
    return [named_by(match) for match in lexicon.find(title)] if title else []


def _is_chip(named: Named) -> bool:
    return named.type in ("product", "model") and bool(_CHIP.search(named.name)) and any(map(str.isdigit, named.name))


def _without_lead(named: list[Named], text: str) -> list[Named]:
    """以兰汀-7B is 兰汀-7B, where the article also writes that without 以."""
    names = {n.text for n in named if n.type == "model"}
    leads = {n: lead.end() for n in names if (lead := _LEAD.match(n))}
    cut = {n: end for n, end in leads.items() if text.count(n[end:]) > text.count(n)}
    return [
        replace(n, start=n.start + cut[n.text], text=n.text[cut[n.text] :], name=n.text[cut[n.text] :])
        if n.text in cut
        else n
        for n in named
    ]


def _with_tails(named: list[Named], mentions: Mentions, text: str) -> list[Named]:
    """Opus 4.5 is Claude Opus 4.5, in an article that names it so; so is each short name that it declares."""
    tails = {m[0]: n for n in named if n.type == "model" and (m := _TAIL.search(n.text))}
    owners = {n.name: n for n in named if n.type == "model"}
    tails |= {alias.alias: owners[alias.name] for alias in mentions.aliases if alias.name in owners}
    if not tails:
        return named
    spaced = {tail: _SCRIPTS.sub(r"\\s?", re.escape(tail)) for tail in tails}  # o1 预览版 is o1预览版
    either = re.compile("|".join(rf"(?<![A-Za-z\d\-.]){form}(?![A-Za-z\d\-]|\.\d)" for form in spaced.values()))
    meant = {re.sub(r"\s", "", tail): named for tail, named in tails.items()}
    added = [
        replace(meant[re.sub(r"\s", "", m[0])], start=m.start(), end=m.end(), text=m[0]) for m in either.finditer(text)
    ]
    ends = {n.start: n.end for n in added}
    return merged([n for n in named if n.end >= ends.get(n.start, 0)], added)


def _with_codes(named: list[Named], text: str) -> list[Named]:
    """Bare version codes (V3.1, R1-0528) are models too, in an article that names a model by one."""
    if any(n.type == "model" and _is_chip(n) for n in named):
        named = merged(named, (Named(m.start(), m.end(), m[0], m[0], "model") for m in _APPLE.finditer(text)))
    if not any(n.type == "model" and _CODED.search(n.text) for n in named):
        ends = {n.end for n in named if n.type == "org" or (n.type == "model" and not re.search(r"\d", n.text))}
        of_makers = [m for m in _MAKERS_CODE.finditer(text) if m.start() in ends]
        return merged(named, (Named(*m.span("code"), m["code"], m["code"], "model") for m in of_makers))
    return merged(named, (Named(m.start(), m.end(), m[0], m[0], "model") for m in _CODE.finditer(text)))


def _with_variant(named: Named, text: str) -> Named:
    """文心一言4.0(API): how it was reached tells one contestant from another."""
    found = _VARIANT.match(text, named.end) if named.type in ("model", "product") else None
    if not found:
        return named
    said = found[0].rstrip() if found[0][0] == " " and found[0].strip().isalpha() else found[0].strip()
    said = said.replace("（", "(").replace("）", ")")
    return replace(named, end=found.end(), text=named.text + found[0], name=named.name + said)


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
            name = declared[form]
            return max(name, form, key=lambda f: (any(map(str.isdigit, f)), name_key(name) in name_key(f), len(f)))
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
