"""Short names that an article declares itself: MiLM-6B(下称:小米大模型), 德国电信（Deutsche Telekom）."""

import re
from collections.abc import Iterator, Sequence

from data.frozen import frozen
from nlp.candidates import KNOWN, Candidate
from nlp.patterns import any_of

CALLED = any_of(
    """
    以下简称 下称 以下称 以下简称为 下文简称 简称 又称 又名 也称 也叫 俗称 昵称 代号 英文名称? 英文简称 英文缩写
    英文全称 中文名称? 全称 全名 原名 曾用名 旧称 亦称 缩写
    """
)
QUOTES = "“”\"'‘’「」『』《》"
NAME = r"[A-Za-z0-9一-鿿·.&'’\- ]{1,60}?"
DECLARED = re.compile(
    rf"\s*[*`”」》]*\s*(?:[(（,，]?\s*{CALLED}[为是]?|[(（]即)\s*[:：]?\s*[{QUOTES}]?(?P<alias>{NAME})[{QUOTES}]?"
    r"(?:[)）]|(?=[,，。;；]|\s*$))"
)
BRACKETED = re.compile(rf"[*`”」》\"]*\s?[(（]\s*[{QUOTES}]?(?P<alias>{NAME})[{QUOTES}]?\s*[)）]")
TWO_BRACKETED = re.compile(
    rf"[*`”」》\"]*\s?[(（]\s*(?P<alias>[A-Z][A-Za-z &.'-]{{3,60}})\s?[,，;；、]\s?"
    rf"(?:{CALLED}[:：]?\s?)?(?P<other>[A-Z][A-Za-z0-9-]{{1,10}})\s*[)）]"
)
LATIN_ALIAS = re.compile(r"[A-Z][A-Za-z0-9.&'’-]*(?: (?:[A-Z0-9][A-Za-z0-9.&'’-]*|of|and|for|the|&))*")
HAN_ALIAS = re.compile(r"[一-鿿·]{2,8}")
NO_ALIAS = re.compile(
    ".*"
    + any_of(
        """
        参数 基准 国行 行货 同比 环比 售价 上下文 版 模式 类别 美元 元 最 能力 强 弱 左 右 中 图 表 注 如 等 含 目前
        截至 股 月 日 年 小时 级 端 前 后 已 约 来源 以下 包括 公测 内测 百分 均 分 个 工具 思考 联网
        开源 闭源 免费 付费 国内 国外
        企业 个人 基准线 无 未 旗舰 预览 正式 中文 英文 数学 率 得分 成绩 评分 指标
        """
    )
    + r".*|[A-Z]{0,2}\d+[A-Z]?|"
    + any_of(
        """
        SOTA MoE AI AGI LLM VLM CEO CTO API POE RL SFT OCR ESG SoC Base Chat High Low Max Preview Beta Pro Mini
        Reasoning.* Thinking HK US SH SZ NASDAQ NYSE TOP.* Top.* NO No EM Acc(?:uracy)? BLEU ROUGE.* Avg.* Average
        Overall Score Rating Elo LC WR CoT.* Pass.* Prompt.* Strict.* Loose.* Percentile Resolved Correct Text.* Full
        Val Test Dev English Chinese Code Math Hard Easy
        """
    )
)


@frozen
class Declared:
    """`alias` at `[start, end)` means `owner`; the words from the owner to `until` say so."""

    owner: Candidate
    alias: str
    start: int
    end: int
    until: int


def declared_aliases(text: str, plain: str, named: Sequence[Candidate]) -> Iterator[Declared]:
    """The aliases that follow a name: called so in words, or in brackets right after it."""
    begins = {candidate.start: candidate for candidate in named}
    for owner in named:
        if two := _two(text, plain, owner):
            yield from two
            continue
        found = DECLARED.match(plain, owner.end, owner.end + 90)
        if not found:
            found = BRACKETED.match(plain, owner.end, owner.end + 90)
            if not found or not _tells_a_name(owner, found["alias"].strip(), begins.get(found.start("alias"))):
                continue
        start, end = found.span("alias")
        end -= len(plain[start:end]) - len(plain[start:end].rstrip())
        if start < end and plain[start:end] != plain[owner.start : owner.end]:
            yield Declared(owner, text[start:end], start, end, found.end())


def _two(text: str, plain: str, owner: Candidate) -> list[Declared]:
    """The English name and the abbreviation of a Chinese one: 某某中心(Some Center,SC)."""
    found = TWO_BRACKETED.match(plain, owner.end, owner.end + 100) if owner.type == "org" else None
    if not found or owner.name[0].isascii():
        return []
    spans = (found.span("alias"), found.span("other"))
    return [Declared(owner, text[start:end], start, end, found.end()) for start, end in spans]


def _tells_a_name(owner: Candidate, alias: str, seen: Candidate | None) -> bool:
    """Whether brackets hold another name of the owner: in the other script, and known as nothing else."""
    if NO_ALIAS.fullmatch(alias) or (seen and _is_another(owner, seen)):
        return False
    latin_owner = owner.name[0].isascii()
    if LATIN_ALIAS.fullmatch(alias):
        return not latin_owner or owner.type == "benchmark" or _abbreviates(alias, owner.name) or seen is not None
    return owner.type != "person" and latin_owner and bool(HAN_ALIAS.fullmatch(alias))


def _is_another(owner: Candidate, seen: Candidate) -> bool:
    if seen.type != owner.type:
        return seen.weight == KNOWN
    if owner.type == "product":  # a phone (its chip)
        return owner.name[0].isascii() == seen.name[0].isascii()
    two = owner.type == "model" and seen.entry is not None and owner.entry is not None
    translated = owner.name[0].isascii() != seen.name[0].isascii() and _maker(owner) == _maker(seen)  # 千问（Qwen）
    return two and seen.entry is not owner.entry and not translated


def _maker(one: Candidate) -> str | None:
    return one.entry.maker if one.entry else None


def _abbreviates(one: str, other: str) -> bool:
    return one.upper() == _initials(other) or other.upper() == _initials(one)


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall("[A-Z][a-zA-Z]*", name)).upper()
