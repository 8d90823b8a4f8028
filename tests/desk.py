"""A small ledger to show dashboards over; its companies, models and figures are invented."""

from dataclasses import dataclass
from typing import Any

from data.fields import (
    AliasFields,
    ArticleFields,
    ClaimFields,
    EntityFields,
    EventFields,
    MentionFields,
    Reading,
    RoleFields,
)
from data.store import Store

AT = "2024-06-01T08:00:00+08:00"
BOARD = "云雀科技今日发布云雀-7B。\n\n云雀-7B在C-Eval上得分61.5。\n\n| 模型 | MMLU |\n|---|---|\n| 云雀-7B | 58.2 |"

REPORT = (
    "云雀科技今天在云州公布了云雀-7B，云雀-7B在C-Eval上得分61.5。\n\n"
    "研发负责人周听雨说，这一代的训练数据多了三成，而训练时间反倒缩短了11天。\n\n"
    "她还说，团队眼下最关心的不是分数，而是一台旧笔记本能不能跑得动它。\n\n"
    "首批试用者来自云州的两所中学和一家县医院，他们会在两个月后交回使用报告。"
)


@dataclass
class Desk:
    """A store that articles are put into, with what is found in them."""

    store: Store

    def tell(self, text: str, *finds: Any, url: str = "https://a.example/1", **fields: Any) -> int:
        """Keep an article and note what is found in it; the same url again is a newer version."""
        known = {"title": "云雀的成绩单", "published": "2024-05-20T10:05:00+08:00"}
        site = fields.pop("site", "a")
        kept = self.store.keep(ArticleFields(url=url, text=text, **(known | fields)), site=site, fetched=AT)
        article = self.store.article(kept.article_id)
        assert article is not None
        kinds = {
            "claims": ClaimFields,
            "events": EventFields,
            "aliases": AliasFields,
            "entities": EntityFields,
            "roles": RoleFields,
        }
        found = {name: [find for find in finds if isinstance(find, kind)] for name, kind in kinds.items()}
        reading = Reading(summary="云雀-7B发布。", keywords=["云雀"], **found)  # type: ignore[arg-type]
        noted = self.store.note_reading(article, reading, extractor="rules", extractor_version="1", at=AT)
        assert noted.ungrounded == 0
        return kept.article_id


def placed(text: str, evidence: str) -> dict[str, Any]:
    start = text.index(evidence)
    return {"evidence": evidence, "start": start, "end": start + len(evidence)}


def score(text: str, evidence: str, value: float, benchmark: str = "C-Eval", **more: Any) -> ClaimFields:
    fields = {"kind": "score", "model": "云雀-7B", "benchmark": benchmark, "value": value, **more}
    return ClaimFields(**fields, **placed(text, evidence))


def release(text: str, evidence: str) -> EventFields:
    return EventFields(type="release", date="2024-05-20", who=["云雀科技"], what="云雀-7B", **placed(text, evidence))


def reprinted(desk: Desk) -> list[int]:
    """One report in three articles: the original, a reprint that names it, and one that leaves its end out."""
    claim = score(REPORT, "云雀-7B在C-Eval上得分61.5。", 61.5)
    named = f"来源：甲报\n\n{REPORT}"
    moved = score(named, "云雀-7B在C-Eval上得分61.5。", 61.5)
    short = REPORT[: REPORT.index("首批")].strip()
    return [
        desk.tell(REPORT, claim, url="https://a.example/r", site="甲报", title="云雀-7B来了"),
        desk.tell(named, moved, url="https://b.example/r", site="b", title="转：云雀-7B来了", published="2024-05-21"),
        desk.tell(short, claim, url="https://c.example/r", site="c", title="云雀新模型", published="2024-05-22"),
    ]


def told(desk: Desk) -> int:
    """One article with an event, a score in a sentence and one in a table, and an alias."""
    return desk.tell(
        BOARD,
        release(BOARD, "云雀科技今日发布云雀-7B。"),
        score(BOARD, "云雀-7B在C-Eval上得分61.5。", 61.5),
        score(BOARD, "| 云雀-7B | 58.2 |", 58.2, "MMLU", setting="5-shot"),
        EntityFields(name="云雀科技", type="org", mentions=[MentionFields(text="云雀科技", start=0, end=4)]),
    )
