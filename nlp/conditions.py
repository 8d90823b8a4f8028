"""How a model was tested, as articles say it: shots, chain of thought, pass@k, tools, thinking, quantization, agents.

A condition's `setting` is written one way however the article writes it: 零样本, zero-shot and 0 shot are `0-shot`.
What has
no usual spelling (不用工具, 1080p离屏) stays as the article has it.
"""

import re
from collections.abc import Iterator

from data.frozen import frozen
from nlp.patterns import any_of

COUNTS = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "eight": "8", "ten": "10",
    "零": "0", "一": "1", "单": "1", "單": "1", "两": "2", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6",
    "八": "8",
    "十": "10", "few": "few", "少": "few", "小": "few",
}  # fmt: skip

SHOT = re.compile(
    r"(?<![A-Za-z0-9./])(?P<n>\d{1,3}(?:/\d{1,2})?|zero|one|two|three|four|five|six|eight|ten|few|[零一二三四五六八十单單两少])"
    r"(?:[\s\-‐-―_]?shots?(?![A-Za-z])|[\s\-‐-―]?(?:样本|樣本|样例))"
    r"|(?:few|n)-?shots?\s*[（(]\s*(?:[kn]\s*=\s*)?(?P<k>\d{1,3})\s*[)）]"
    r"|(?<![A-Za-z])shots?\s*[=:]\s*(?P<e>\d{1,3})",
    re.IGNORECASE,
)
AT_K = re.compile(
    r"(?<![A-Za-z])(?P<word>pass|maj|best|cons|avg|mean|majority|consensus|acc|recall|r|k)"
    r"(?:\s?(?P<sign>[@^])\s?(?P<k>\d{1,4}))(?!\d)",
    re.IGNORECASE,
)
COT = re.compile(
    r"(?<![A-Za-z])(?:with(?:out)?[ -]|w/o?\s?|no[ -])?CoT(?![A-Za-z])(?:@\d+)?|思维链|思維鏈", re.IGNORECASE
)
TOOLS = re.compile(
    rf"{any_of('不 未 没有 无需 不带 在不')}?{any_of('使用 用 借助 调用 结合 允许使用 依赖 借用')}"
    rf"[\u4e00-\u9fff]{{0,6}}?工具(?!链|箱|书)"
    rf"|{any_of('无 無 不带 不帶 带 帶 有 没有 開啟 开启')}(?:任何|外部)?工具(?:辅助|調用|调用|使用)?(?!链|箱|书)"
    r"|使用\s?(?:Python|代码解释器|搜索)(?!引擎|功能)"
    r"|(?<![A-Za-z])(?:with(?:out)?|no|w/o?)[ -]?(?:tools?|python|search|browsing|internet)(?![A-Za-z])",
    re.IGNORECASE,
)
THINKING = re.compile(
    rf"(?:{any_of('不 未 没有')}{any_of('使用 启用 开启 打开')}|{any_of('关闭 开启 打开 启用 使用')})?"
    r"(?:非|无|深度|慢|快|扩展)?(?:思考|推理)模式"
    r"|(?:未采用|未使用|不使用|使用|采用|开启|启用)扩展思[考维]"
    rf"|[高中低]{any_of('算力 计算量 推理强度 推理')}{any_of('模式 设置 配置')}"
    r"|(?<![A-Za-z\-])(?:non-?)?thinking[ -]mode(?![A-Za-z])|非\s?thinking",
    re.IGNORECASE,
)
QUANT = re.compile(
    r"(?<![A-Za-z0-9\-])(?:(?:GPTQ|AWQ)-?INT[2-8]|INT[2-8](?:-?(?:GPTQ|AWQ))?|FP8|FP4|FP16|BF16|W4A16|W8A8|AWQ|GPTQ)"
    r"(?![A-Za-z0-9\-])\s?(?:量化)?"
    r"|(?:[2-8]|[二四八])[\s-]?(?:比特|bits?(?![A-Za-z]))\s?(?:量化)?|(?<![A-Za-z0-9])Q[2-8]_(?:[01]|K(?:_[SML])?)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
SCREEN = re.compile(
    r"\d{3,4}[pP]\s?(?:离屏|離屏|在屏|在屏幕)?|[1248]K\s?分辨率|(?<![A-Za-z])(?:High|Low|Medium) Tier(?![A-Za-z])"
    r"|(?<![A-Za-z])Vulkan(?![A-Za-z])"
)


# Each pattern with letters of which one must stand in the text: most texts have none, and looking for those is quick.
_HINTED = (
    (("工具", "tool", "Tool", "ython", "代码解释器", "搜索", "search", "browsing", "internet"), TOOLS, "tools"),
    (("模式", "设置", "配置", "hinking", "扩展思"), THINKING, "thinking"),
    (
        ("INT", "int", "Int", "FP", "fp", "BF", "bf", "W4", "W8", "AWQ", "GPTQ", "比特", "bit", "_K", "_0", "_1"),
        QUANT,
        "quant",
    ),
    (("0p", "0P", "分辨率", "Tier", "Vulkan"), SCREEN, "screen"),
)


@frozen
class Condition:
    """A condition at its place in a text; `kind` tells which of them may stand together (`5-shot CoT`)."""

    start: int
    end: int
    setting: str
    kind: str


def find_conditions(text: str) -> list[Condition]:
    """All conditions that `text` names, in order, without overlap; linear in its length."""
    found = sorted(_all(text), key=lambda c: (c.start, -c.end))
    kept: list[Condition] = []
    for condition in found:
        if not kept or condition.start >= kept[-1].end:
            kept.append(condition)
    return kept


def join_settings(conditions: list[Condition]) -> str | None:
    """Several conditions of one figure as one setting, shots first: `5-shot CoT`; None where there are none."""
    ordered = sorted(conditions, key=lambda c: c.kind != "shot")
    said = list(dict.fromkeys(c.setting for c in ordered))
    screens = {c.setting for c in conditions if c.kind == "screen"}
    return ("、" if screens else " ").join(said) or None


def _all(text: str) -> Iterator[Condition]:
    if "hot" in text or "HOT" in text or "样" in text or "樣" in text:
        yield from _shots(text)
    if "@" in text or "^" in text:
        yield from _at_k(text)
    if "oT" in text or "OT" in text or "思" in text:
        yield from (Condition(m.start(), m.end(), _cot(m[0]), "cot") for m in COT.finditer(text))
    for hints, pattern, kind in _HINTED:
        if not any(hint in text for hint in hints):
            continue
        yield from (Condition(m.start(), m.end(), m[0].strip(), kind) for m in pattern.finditer(text))


def _shots(text: str) -> Iterator[Condition]:
    for m in SHOT.finditer(text):
        said = (m["n"] or m["k"] or m["e"]).lower()
        yield Condition(m.start(), m.end(), f"{COUNTS.get(said, said)}-shot", "shot")


def _at_k(text: str) -> Iterator[Condition]:
    for m in AT_K.finditer(text):
        yield Condition(m.start(), m.end(), f"{m['word'].lower()}{m['sign']}{m['k']}", "at_k")


def _cot(said: str) -> str:
    lowered = said.lower()
    if lowered.startswith(("without", "no", "w/o")):
        return "without CoT"
    return "CoT" + (said[said.index("@") :] if "@" in said else "")
