"""The command `score`: the scorecard of the rules and the model on labelled text."""

from pathlib import Path
from typing import Annotated

import typer

from bangyan.commands.options import EXTRACTOR, JSON
from bangyan.extractor import extractor_of
from bangyan.model_pass import ModelPass
from bangyan.models import chosen_model, decider_of
from bangyan.run import Run
from bangyan.score_table import as_json, markdown
from bangyan.scorecard import labelled, score
from bangyan.show import note, show_json, write
from data.language import say


def add_to(app: typer.Typer) -> None:
    """Put this family's commands on the command line."""
    app.command(
        "score",
        help=say(
            "在标注过的文章上给规则和模型打分。例：bangyan score 标注.jsonl --extractor llm",
            "The scorecard of rules and model on labelled text. Example: bangyan score gold.jsonl --extractor llm",
        ),
    )(score_gold)


def score_gold(
    context: typer.Context,
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help=say("标注文件", "labelled articles"))],
    extractor: EXTRACTOR = "auto",
    as_array: JSON = False,
    sample: Annotated[int | None, typer.Option(help=say("只取这么多篇", "only so many articles"), min=1)] = None,
    seed: Annotated[int, typer.Option(help=say("抽样的种子", "which ones are drawn"))] = 0,
) -> int:
    run: Run = context.obj
    articles = labelled(gold, sample=sample, seed=seed)
    reads = extractor_of(extractor, run).model is not None
    path = chosen_model(run.settings)
    model: ModelPass | None = None
    if reads and path:
        decider = context.with_resource(decider_of(run.settings, path, fresh=True))  # what it costs is part of it
        model = ModelPass(decider, run.lexicon, alone=True)
    with run.progress() as progress:
        card = score(articles, run.lexicon, model, lambda done: progress.tell("score", done, len(articles)))
    if as_array:
        show_json([as_json(card)], lines=False)
    else:
        write(markdown(card))
    for who, column in ((say("规则", "rules"), card.rules), (say("模型", "llm"), card.model)):
        if column:  # beside the table, which is the same each time
            seconds = f"{column.seconds / max(card.articles, 1):.3f}"
            note(say(f"{who}每篇 {seconds} 秒", f"{who}: {seconds} seconds an article"))
    return 0
