"""Models that sentences name by what tells them apart: 5.1 for GPT-5.1, Gemini for the only Gemini of the article."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from data.folding import name_key
from nlp.mentions import Named
from nlp.patterns import any_of
from nlp.tested_names import merged

_TAIL = re.compile(r"(?<=[A-Za-z\u4e00-\u9fff\- ])(?:\d{1,2}\.\d{1,2}|\d{3,4}[A-Z]{1,2})$")
_MARK, _DIGIT, _LETTER = re.compile("[- ]"), re.compile(r"\d"), re.compile("[A-Za-z]")
_CODE = re.compile(r"[KMRV]\d{1,2}(?:\.\d)?")
_LEADS = re.compile(
    r"(?:^|[，。；、,;(（“「\n]|"
    + any_of("相比 相较 对比 比 较 超过 超越 高于 低于 与 和 而 前代 上一代 旧版 新版 的")
    + r")\s?$"
)
_IN_BRACKET = re.compile(r"\s?[(（]")
_CLOSED = re.compile(r"[)）](?=\s?[:：])")
_DOES = re.compile(
    r"\s?"
    + any_of(
        """
        的(?!高?分|成绩|得分) 的(?:得分|成绩|分数)(?:为|是|只|仅|达) 在 则 以 拿下 取得 得分 达到 仅为? 只有 系列 版本
        更 却 也 已 为 是
        """
    )
)


def whole_names(names: Sequence[Named], text: str, title: Sequence[Named] = ()) -> list[Named]:
    """`names`, in order, each model under its whole name, with the versions that stand alone in sentences."""
    names = list(_with_chips(names, text))
    models = [n for n in (*names, *title) if n.type == "model"]
    whole = _only_members(models) | _of_codes(models) | _without_head(models)
    settled = [replace(n, name=whole[n.name]) if n.type == "model" and n.name in whole else n for n in names]
    return merged(settled, _versions(models, text))


def _with_chips(names: Sequence[Named], text: str) -> Iterator[Named]:
    """一加8 Pro(骁龙865), in a list of results, is told from the one with another chip."""
    inside = False
    for n, chip in zip_longest(names, names[1:]):
        closed = _CLOSED.match(text, chip.end) if chip and _holds(n, chip, text) else None
        if closed:
            end, whole = closed.end(), f"{n.text} ({chip.text})"
            yield Named(n.start, end, text[n.start : end], whole, "model", n.entry)
        elif not inside:
            yield n
        inside = closed is not None


def _holds(device: Named, chip: Named, text: str) -> bool:
    return (
        device.type == "product" and chip.type == "model" and bool(_IN_BRACKET.fullmatch(text, device.end, chip.start))
    )


def _only_members(models: Sequence[Named]) -> dict[str, str]:
    """Each name without a number, and the one name with a number that begins with it."""
    numbered = {n.name: name_key(n.name) for n in models if any(map(str.isdigit, n.name))}
    members: dict[str, str] = {}
    for head in {n.name for n in models if not n.name.endswith("大模型")} - numbered.keys():
        own = [name for name, key in numbered.items() if key.startswith(name_key(head))]
        if len(own) == 1:
            members[head] = own[0]
    return members


def _of_codes(models: Sequence[Named]) -> dict[str, str]:
    """V3, where only one name ends with it: DeepSeek-V3."""
    names = {n.name for n in models}
    ended = {
        code: [n for n in names if n != code and n.endswith((f"-{code}", f" {code}"))]
        for code in names
        if _CODE.fullmatch(code)
    }
    return {code: whole[0] for code, whole in ended.items() if len(whole) == 1}


def _without_head(models: Sequence[Named]) -> dict[str, str]:
    """V4-Pro is DeepSeek-V4-Pro, and Opus 4.8 Claude Opus 4.8, where the article names them so too."""
    fuller: dict[str, set[str]] = defaultdict(set)
    names = {n.name for n in models if _DIGIT.search(n.name) and _LETTER.search(n.name)}
    for n in models:
        family = name_key(n.entry.name) if n.entry else ""
        for mark in _MARK.finditer(n.name) if family else ():
            head, tail = n.name[: mark.start()], n.name[mark.end() :]
            if tail in names and family.startswith(name_key(head)):
                fuller[tail].add(n.name)
    return {tail: wholes.pop() for tail, wholes in fuller.items() if len(wholes) == 1}


def _versions(models: Sequence[Named], text: str) -> Iterator[Named]:
    """Versions where only a name can stand: 相比5.1的38%; a version that two models share means neither."""
    owners: dict[str, dict[str, Named]] = defaultdict(dict)
    for n in models:
        if tail := _TAIL.search(n.text):
            owners[tail[0]][n.name] = n
    only = {tail: next(iter(meant.values())) for tail, meant in owners.items() if len(meant) == 1}
    if not only:
        return
    alone = re.compile(rf"(?<![A-Za-z\d.\-])(?:{'|'.join(map(re.escape, only))})(?![A-Za-z\d%％]|\.\d)")
    for m in alone.finditer(text):
        if _LEADS.search(text, max(0, m.start() - 6), m.start()) and _DOES.match(text, m.end()):
            yield replace(only[m[0]], start=m.start(), end=m.end(), text=m[0])
