"""Names that a maker shares with its model or product: DeepSeek发布 is the company, 超过DeepSeek the model."""

import re
from collections.abc import Sequence
from dataclasses import replace

from data.lexicon import Entry, Lexicon
from nlp.candidates import Candidate
from nlp.patterns import any_of

# What is written, and the maker and the model that it may mean.
DUAL = {"DeepSeek": "深度求索", "MiniMax": "MiniMax"}
ACTS = re.compile(
    r"\s?(?:[（(][^（）()\n]{1,20}[）)])?\s?(?:"
    + any_of(
        """
        公司 团队 创始人 官方 研究员 员工 CEO 方面 投资 融资 估值 也 又 还 再次 首次 正式 已 已经 将 则
        刚刚 今日 昨日 近日 日前
        """
    )
    + r"?|[在于]\s?\d{1,2}\s?月[^，。；]{0,6}日?[^，。；]{0,2})\s?"
    + any_of("发布 推出 开源 宣布 上线 公布 表示 回应 完成 成立 提交 递交 获得 披露 招聘 创立 升级 公司 创始人 团队")
)
ALONE = re.compile(r"\s?(?:旗下|公司|创始人|团队|CEO|官方|方面)")
BOSS = re.compile(r"\s?(?:的?(?:联合|共同)?创始人|(?:首席)?执行[长官]|CEO|CTO)")
FIRM = re.compile(r"(?:公司|企业|新创|初创|创企)\s?$")  # 初创公司Zorble
AMONG = re.compile(r"[、和与及]\s?$")


def tell_apart(found: Sequence[Candidate], plain: str, lexicon: Lexicon) -> list[Candidate]:
    """The names, those that may be a maker's or a model's as what they are here; in the same order."""
    led = {plain[c.start : c.end] for c in found if c.type == "product" and _is_led(c, plain)}
    if led:  # Zorble CEO: what is else a product is a company here
        found = [replace(c, type="org", entry=None) if plain[c.start : c.end] in led else c for c in found]
    shared = [c for c in found if plain[c.start : c.end] in DUAL]
    if not shared:
        return list(found)
    acting = {plain[c.start : c.end] for c in shared if _acts(c, plain)}
    return [_as_told(c, n, found, acting, plain, lexicon) if c in shared else c for n, c in enumerate(found)]


def _as_told(
    one: Candidate, place: int, found: Sequence[Candidate], acting: set[str], plain: str, lexicon: Lexicon
) -> Candidate:
    surface = plain[one.start : one.end]
    if surface in acting:
        return replace(one, type="org", name=surface, entry=lexicon.entry("org", DUAL[surface]))
    listed = place > 0 and found[place - 1].type == "model" and AMONG.search(plain, found[place - 1].end, one.start)
    after = found[place + 1] if place + 1 < len(found) else None
    leads = after is not None and after.type == "model" and AMONG.fullmatch(plain, one.end, after.start)
    if one.type == "org" and (listed or leads):
        return replace(one, type="model", name=surface, entry=_model(lexicon, surface))
    return one


def _is_led(one: Candidate, plain: str) -> bool:
    return bool(BOSS.match(plain, one.end) or FIRM.search(plain, max(0, one.start - 4), one.start))


def _acts(one: Candidate, plain: str) -> bool:
    return bool(ACTS.match(plain, one.end) or ALONE.match(plain, one.end))


def _model(lexicon: Lexicon, name: str) -> Entry | None:
    return lexicon.entry("model", name)
