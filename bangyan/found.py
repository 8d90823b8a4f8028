"""What was found in an article, as `read` and its like show it: a row for programs, tables for people."""

from typing import Any

from bangyan.extractor import Told
from bangyan.left_out import left_out
from bangyan.show import console, note, show_table
from data.fields import ArticleFields
from data.language import say

CLAIM_KEYS = ("kind", "model", "benchmark", "subset", "setting", "value", "unit", "scope", "evidence", "start", "end")
EVENT_KEYS = ("type", "date", "who", "what", "evidence", "start", "end")


def row_of(fields: ArticleFields, told: Told) -> dict[str, Any]:
    """An article and what was found in it, as `read` prints it."""
    reading = told.reading
    second: dict[str, Any] = {}
    if told.disputed is not None:
        second["disputed"] = [{k: getattr(claim, k) for k in CLAIM_KEYS} for claim in told.disputed]
    return {
        "url": fields.url,
        "title": fields.title,
        "author": fields.author,
        "source": fields.source,
        "published": fields.published,
        "text": fields.text,
        "summary": reading.summary,
        "keywords": reading.keywords,
        "entities": [entity.model_dump() for entity in reading.entities],
        "events": [{k: getattr(event, k) for k in EVENT_KEYS} for event in reading.events],
        "claims": [
            {k: getattr(claim, k) for k in CLAIM_KEYS} | {"extractor": finder}
            for claim, finder in zip(reading.claims, told.finders, strict=True)
        ],
        "error": None,
        **second,
        "left_out": left_out(reading),
    }


def blank(url: str | None, title: str | None, published: str | None, error: str) -> dict[str, Any]:
    """The row of an article that could not be read, and why."""
    nothing: dict[str, Any] = {"summary": "", "keywords": [], "entities": [], "events": [], "claims": []}
    return {
        "url": url,
        "title": title,
        "author": None,
        "source": None,
        "published": published,
        "text": "",
        **nothing,
        "error": error,
        "left_out": None,
    }


def say_left_out(row: dict[str, Any]) -> None:
    """Take what a reading left out of a row, whose keys are agreed on, and say it to people."""
    if said := row.pop("left_out"):
        note(f"bangyan: {row['id']}: {said}")


def show_reading(row: dict[str, Any]) -> None:
    """What was found in one article, for people."""
    out = console()
    out.print(f"[bold]{row['title'] or '–'}[/bold]  {row['published'] or ''}  {row['source'] or ''}", markup=True)
    if row["summary"]:
        out.print(row["summary"], markup=False)
    if row["claims"]:
        show_table(
            [
                say("模型", "model"),
                say("基准", "benchmark"),
                say("子集", "subset"),
                say("条件", "setting"),
                say("值", "value"),
                say("原句", "sentence"),
            ],
            [
                (c["model"], c["benchmark"], c["subset"], c["setting"], claim_value(c), c["evidence"])
                for c in row["claims"]
            ],
            title=say("成绩", "claims"),
        )
    if row["events"]:
        show_table(
            [say("事件", "event"), say("日期", "date"), say("谁", "who"), say("什么", "what"), say("原句", "sentence")],
            [(e["type"], e["date"], "、".join(e["who"]), e["what"], e["evidence"]) for e in row["events"]],
            title=say("事件", "events"),
        )
    if row["entities"]:
        out.print(say("名称：", "names: ") + "、".join(e["name"] for e in row["entities"]), markup=False)
    if not row["claims"] and not row["events"]:
        out.print(say("没有找到成绩或事件", "no claim and no event found"))


def claim_value(claim: dict[str, Any]) -> str:
    """A score as it is written, a rank as 第N with what it is among."""
    value = f"{claim['value']:.10g}"
    if claim["kind"] == "rank":
        return say(f"第{value}", f"#{value}") + (f"（{claim['scope']}）" if claim["scope"] else "")
    return value + (claim["unit"] or "")
