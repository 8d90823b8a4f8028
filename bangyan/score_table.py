"""The scorecard as a table: Markdown in the reader's language, or JSON."""

from collections.abc import Iterator
from typing import Any

from bangyan.scorecard import Scorecard
from data.language import say

_SAID = {
    "claims precision": "主张：准确率",
    "claims recall": "主张：召回率",
    "claims f1": "主张：F1",
    "events precision": "事件：准确率",
    "events recall": "事件：召回率",
    "events f1": "事件：F1",
    "entities precision": "实体：准确率",
    "entities recall": "实体：召回率",
    "entities f1": "实体：F1",
    "invented values": "编造的数值",
    "tokens an article": "每篇 token 数",
    "disputes the rules": "与规则不同的主张",
    "only its own": "只有模型有的主张",
    "abstains": "规则有而模型不说的主张",
    "passages unread": "没读完的段",
    "articles failed": "模型中断的文章",
    "claims f1, rules first": "主张 F1，规则在前",
    "claims f1, model first": "主张 F1，模型在前",
}


def rows(card: Scorecard) -> Iterator[tuple[str, float | None, float | None]]:
    """The lines of the table: what, the rules' figure, the model's."""
    for kind in ("claims", "events", "entities"):
        tallies = getattr(card.rules, kind), getattr(card.model, kind, None)
        for figure in ("precision", "recall", "f1"):
            one, other = (round(getattr(t, figure), 4) if t and t.articles else None for t in tallies)
            yield f"{kind} {figure}", one, other
    yield "invented values", float(card.rules.invented), float(card.model.invented) if card.model else None
    if not card.model:
        return
    yield "tokens an article", None, round(card.model.tokens / max(card.articles, 1), 1)
    yield "disputes the rules", None, float(card.disputed)
    yield "only its own", None, float(card.only_model)
    yield "abstains", None, float(card.abstained)
    yield "passages unread", None, float(card.unread)
    yield "articles failed", None, float(card.failed)
    if card.rules_first.articles:
        yield "claims f1, rules first", round(card.rules_first.f1, 4), None
        yield "claims f1, model first", None, round(card.model_first.f1, 4)


def markdown(card: Scorecard) -> str:
    """The table as Markdown, with what follows from it below."""
    head = say(f"| {card.articles} 篇 | 规则 | 模型 |", f"| {card.articles} articles | rules | llm |")
    lines = [f"| {say(_SAID[what], what)} | {_cell(one)} | {_cell(other)} |" for what, one, other in rows(card)]
    below = ["", _advice(card), "", say(f"模型：{card.version}", f"model: {card.version}")] if card.model else []
    return "\n".join([head, "| --- | ---: | ---: |", *lines, *below])


def _advice(card: Scorecard) -> str:
    if card.model_first.f1 == card.rules_first.f1:
        return say("谁在前都一样", "it makes no difference which of the two comes first")
    better = say("规则在前更好", "the rules first do better with this model")
    return say("模型在前更好", "the model first does better") if card.precedence == "llm" else better


def _cell(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.10g}"


def as_json(card: Scorecard) -> dict[str, Any]:
    """The table for programs."""
    figures = [{"what": what, "rules": one, "llm": other} for what, one, other in rows(card)]
    seconds = {"rules": card.rules.seconds, "llm": card.model.seconds if card.model else None}
    return {
        "articles": card.articles,
        "figures": figures,
        "precedence": card.precedence if card.model else None,
        "model": card.version or None,
        "seconds": {who: None if took is None else round(took, 3) for who, took in seconds.items()},
    }
