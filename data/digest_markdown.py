"""A digest as Markdown: a heading for each kind of news and each company, a line with its link and its sentence."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote, urlsplit

from data.answer import ClaimRow, OtherValue
from data.digest import Company, Digest, News, Section
from data.language import say

HEADS = {
    "releases": ("发布与开源", "Released and opened"),
    "claims": ("新成绩", "New figures"),
    "fundings": ("融资", "Fundings"),
    "deals": ("收购、上市与财报", "Acquisitions, listings, earnings"),
    "partnerships": ("合作", "Partnerships"),
    "people": ("人事", "People"),
    "regulation": ("监管与诉讼", "Regulation and suits"),
    "boards": ("榜单", "Leaderboards"),
    "conferences": ("会议", "Conferences"),
    "research": ("研究", "Research"),
}
DEEDS = {  # said where a section has more than one
    "release": ("发布", "released"),
    "open_source": ("开源", "opened"),
    "acquisition": ("收购", "acquires"),
    "ipo": ("上市", "goes public"),
    "earnings": ("财报", "reports"),
}
SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~$])")
LIST_LIKE = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")
MOST_TITLE = 40  # characters


def markdown(found: Digest) -> str:
    """The whole digest; what articles say is escaped, so that it shows as it was written."""
    title = say(f"榜眼摘报：{found.period.name}", f"Bangyan digest: {found.period.name}")
    return (
        "\n".join([f"# {title}", "", _summed_up(found), *(line for one in found.sections for line in _section(one))])
        + "\n"
    )


def _summed_up(found: Digest) -> str:
    if not found.sections:
        return say(
            f"读了 {found.articles} 篇文章，没有新的成绩或事件。",
            f"{found.articles} articles read; no new figures or events.",
        )
    parts = [f"{say(*HEADS[one.kind])} {one.count}" for one in found.sections]
    return say(
        f"{found.articles} 篇文章，去掉转载 {found.stories} 篇：{'、'.join(parts)}。",
        f"{found.articles} articles, {found.stories} without reprints: {', '.join(parts)}.",
    )


def _section(section: Section) -> Iterator[str]:
    yield from ("", f"## {say(*HEADS[section.kind])}")
    for company in section.companies:
        yield from ("", f"### {_plain(company.name) if company.name else say('其他', 'Others')}", "")
        yield from _lines(company)


def _lines(company: Company) -> Iterator[str]:
    for told in _of_one_sentence(company.news):
        yield f"- {_told(told)} — {_link(told[0])}{_marks(told[0])}"
        yield f"  > {_quote(told[0].evidence)}"
    for claims in _by_sentence(company.claims):
        yield f"- {_claimed(claims)} — {_link(claims[0])}{_doubts(claims)}"
        yield f"  > {_quote(claims[0].evidence)}"


def _by_sentence(claims: Sequence[ClaimRow]) -> list[list[ClaimRow]]:
    """Figures that one sentence or one row of a table gives stand on one line."""
    found: dict[tuple[int, str], list[ClaimRow]] = {}
    for one in claims:
        found.setdefault((one.article_id, one.evidence), []).append(one)
    return list(found.values())


def _of_one_sentence(news: Sequence[News]) -> list[list[News]]:
    """What one sentence says of one thing, as that it was released and opened, stands on one line."""
    found: dict[tuple[int, str, str | None], list[News]] = {}
    for one in news:
        found.setdefault((one.article_id, one.evidence, one.what), []).append(one)
    return list(found.values())


def _told(told: Sequence[News]) -> str:
    news = told[0]
    deeds = say("并", " and ").join(say(*DEEDS[one.type]) for one in told if one.type in DEEDS)
    day = f"{news.date} " if news.date else ""
    planned = say("（计划）", "(planned) ") if news.planned else ""
    who = say("、", ", ").join(_plain(name) for name in news.who)
    what = _plain(news.what or "")
    done = f" {deeds}" if deeds else ""
    return f"{day}{planned}**{who or what}**{done}" + (say("：", ": ") + what if who and what else "")


def _claimed(claims: Sequence[ClaimRow]) -> str:
    """Each model with its figures: **云雀-7B** C-Eval **61.5**, MMLU · 5-shot **58.2**."""
    by = {model: [one for one in claims if one.model == model] for model in dict.fromkeys(one.model for one in claims)}
    comma, stop = say("，", ", "), say("；", "; ")
    return stop.join(f"**{_plain(model)}** {comma.join(map(_figure, ones))}" for model, ones in by.items())


def _figure(one: ClaimRow) -> str:
    asked = " · ".join(_plain(part) for part in (one.benchmark, one.subset, one.setting) if part)
    return f"{asked} **{_value(one)}**"


def _value(one: ClaimRow) -> str:
    value = f"{one.value:.10g}"
    if one.kind == "score":
        return value + (one.unit or "")
    among = f"（{_plain(one.scope)}）" if one.scope else ""
    return say(f"第 {value}", f"#{value}") + among


def _marks(news: News) -> str:
    told = say(f" · {news.stories} 处报道", f" · told by {news.stories}") if news.stories > 1 else ""
    dates = say("、", ", ").join(news.other_dates)
    return told + (say(f" ⚠ 日期另有说法：{dates}", f" ⚠ dated otherwise: {dates}") if dates else "")


def _doubts(claims: Sequence[ClaimRow]) -> str:
    sources = max(one.origins for one in claims)
    told = say(f" · {sources} 个来源", f" · {sources} sources") if sources > 1 else ""
    others = list(dict.fromkeys(_other(other) for one in claims for other in one.conflicts))
    return told + (say(" ⚠ 另有说法：", " ⚠ said otherwise: ") + say("、", ", ").join(others) if others else "")


def _other(other: OtherValue) -> str:
    where = f"{other.value:.10g} {other.site or ''}".strip()
    return f"[{_plain(where)}]({_address(other.url)})" if _address(other.url) else _plain(where)


def _link(one: News | ClaimRow) -> str:
    title = one.title or say(f"文章 {one.article_id}", f"article {one.article_id}")
    title = title if len(title) <= MOST_TITLE else title[:MOST_TITLE].rstrip() + "…"
    address = _address(one.url)
    shown = f"[{_plain(title)}]({address})" if address else _plain(title)
    return shown + (f" · {_plain(one.site)}" if one.site else "")


def _address(url: str | None) -> str:
    """An address that no article can break out of; "" where it is none of the web."""
    if not url or urlsplit(url).scheme not in ("http", "https"):
        return ""
    return quote(url, safe="/:?#@!$&'*+,;=%-._~[]")


def _quote(evidence: str) -> str:
    return LIST_LIKE.sub(r"\1\\\2", _plain(evidence))


def _plain(text: str) -> str:
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))
