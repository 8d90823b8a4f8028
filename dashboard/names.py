"""What things are called where people read them: types, values, days, links."""

import re
from urllib.parse import quote, urlsplit
from zlib import crc32

from data.answer import ClaimRow, Told
from data.language import say
from data.roles import RoleRow
from data.schema import Claim

EVENT_NAMES = {
    "release": ("发布", "release"),
    "open_source": ("开源", "open source"),
    "funding": ("融资", "funding"),
    "acquisition": ("收购", "acquisition"),
    "ipo": ("上市", "IPO"),
    "earnings": ("财报", "earnings"),
    "partnership": ("合作", "partnership"),
    "appointment": ("任命", "appointment"),
    "regulation": ("监管", "regulation"),
    "leaderboard": ("榜单", "leaderboard"),
    "conference": ("会议", "conference"),
    "research": ("研究", "research"),
}
ENTITY_NAMES = {
    "org": ("公司机构", "organisation"),
    "person": ("人物", "person"),
    "model": ("模型", "model"),
    "product": ("产品", "product"),
    "benchmark": ("基准", "benchmark"),
}
STATUS_NAMES = {
    "current": ("有效", "current"),
    "superseded": ("已更正", "superseded"),
    "withdrawn": ("已撤下", "withdrawn"),
    "rejected": ("已否定", "rejected"),
}
LINK_NAMES = {
    "verbatim": ("逐字", "verbatim"),
    "trimmed": ("删节", "trimmed"),
    "reworded": ("改写", "reworded"),
}
TIE_NAMES = {
    "story": ("转载", "reprint"),
    "outlet": ("同一媒体", "same outlet"),
    "sentence": ("同一句话", "same sentence"),
}
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
BEIJING = "+08:00"
ISO_TIME = re.compile(r"(?P<day>[\d-]{10})T(?P<time>\d\d:\d\d)(?::[\d.]+)?(?P<offset>Z|[+-]\d\d:\d\d)?")

Valued = ClaimRow | Claim | Told


def event_name(kind: str) -> str:
    """A type of event."""
    return say(*EVENT_NAMES.get(kind, (kind, kind)))


def entity_name(kind: str) -> str:
    """A type of entity."""
    return say(*ENTITY_NAMES.get(kind, (kind, kind)))


def status_name(status: str) -> str:
    """What became of a claim."""
    return say(*STATUS_NAMES.get(status, (status, status)))


def link_name(kind: str) -> str:
    """How a reprint repeats its original."""
    return say(*LINK_NAMES.get(kind, (kind, kind)))


def tie_name(tie: str) -> str:
    """Why two articles are one source."""
    return say(*TIE_NAMES.get(tie, (tie, tie)))


def figure(value: float) -> str:
    """A number as it would be written: 60.2, 1287, never 60.200000 or 2.2e+06."""
    return f"{value:.10g}"


def place(claim: Valued) -> str:
    """A rank with what it is among: 第 1 · 开源."""
    rank = say(f"第 {figure(claim.value)}", f"#{figure(claim.value)}")
    return f"{rank} · {claim.scope}" if claim.scope else rank


def value(claim: Valued) -> str:
    """A score with its unit, or a rank with its scope."""
    return place(claim) if claim.kind == "rank" else figure(claim.value) + (claim.unit or "")


def conditions(claim: Valued) -> str:
    """Which part of the benchmark, and how it was tested; empty where the article says neither."""
    return " · ".join(filter(None, (claim.subset, claim.setting)))


def told(claim: Valued) -> str:
    """A claim in one line."""
    return " ".join(filter(None, (claim.model, claim.benchmark, conditions(claim), value(claim))))


def counted(number: int, noun: str) -> str:
    """A number of things in English: 1 claim, 2 claims."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def day(iso: str | None) -> str:
    """The day of a date with or without a time."""
    return (iso or "")[:10]


def moment(iso: str | None) -> str:
    """A date with its time to the minute, and its offset unless that is Beijing's."""
    clock = ISO_TIME.fullmatch(iso or "")
    if clock is None:
        return iso or ""
    offset = clock["offset"]
    return f"{clock['day']} {clock['time']}" + (f" {offset}" if offset and offset != BEIJING else "")


def month(iso: str) -> str:
    """A month as a heading, 2024年11月; a year where no month is known."""
    if not iso:
        return say("日期不详", "undated")
    year, number = iso[:4], iso[5:7]
    if not number:
        return say(f"{year}年", year)
    return say(f"{year}年{int(number)}月", f"{MONTHS[int(number) - 1]} {year}")


# ── addresses ──


def anchor(evidence: str) -> str:
    """The name of a slice of evidence within its article's page."""
    return f"e{crc32(evidence.encode('utf-8', 'surrogatepass')):08x}"


def post_name(row: RoleRow) -> str:
    """Who is what: 杨某 · 栖霞科技前首席科学家."""
    former = say("前", "former ") if row.former else ""
    return say(f"{row.org or ''}{former}{row.role}", f"{former}{row.role}{', ' + row.org if row.org else ''}")


def article_link(article_id: int, evidence: str | None = None) -> str:
    """The address of an article in the dashboard, at a slice of evidence where one is given.

    It is relative, so that it holds behind a proxy's path too.
    """
    return f"article?id={article_id}" + (f"#{anchor(evidence)}" if evidence else "")


def timeline_link(word: str) -> str:
    """The address of the timeline of what `word` names."""
    return f"./?word={quote(word)}"


def claims_link(line: str) -> str:
    """The address of the answer to a query line."""
    return f"claims?q={quote(line)}"


def outward(url: str | None) -> str | None:
    """An article's own address if it is one of the web's, else None: `javascript:` is no way to an article."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
