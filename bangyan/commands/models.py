"""Commands of the local model: `model list`, `pull`, `use` and `test`."""

from pathlib import Path
from typing import Annotated

import typer

from bangyan.catalogue import catalogue, listed
from bangyan.commands.options import JSON
from bangyan.extractor import Extractor
from bangyan.found import row_of, show_reading
from bangyan.hub import Hub, choose
from bangyan.model_pass import ModelPass
from bangyan.models import Shelf, chosen_model, decider_of, models_dir
from bangyan.run import Run
from bangyan.show import console, note, show_json, show_table
from data.errors import UsageError
from data.fields import ArticleFields
from data.language import say
from data.sample_articles import sample_articles
from data.sample_sites import SAMPLE_SITES
from nlp.llm import need_build

GIB = 1024**3

NAME = Annotated[
    str,
    typer.Argument(
        metavar="NAME|OWNER/REPOSITORY",
        help=say("目录里的名字，或模型站上的仓库", "a name of the list, or a repository"),
    ),
]


def add_to(app: typer.Typer) -> None:
    """Put this family's commands on the command line."""
    family = typer.Typer(
        no_args_is_help=True, rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]}
    )
    family.command(
        "list",
        help=say(
            "值得一试的模型，和已有的。例：bangyan model list",
            "Models worth trying, and those here. Example: bangyan model list",
        ),
    )(list_models)
    family.command(
        "pull",
        help=say(
            "下载模型，可续传。例：bangyan model pull qwen3-4b",
            "Fetch a model; goes on where it broke off. Example: bangyan model pull qwen3-4b",
        ),
    )(pull)
    family.command(
        "use",
        help=say(
            "选用一个模型文件；none 表示不用。例：bangyan model use 模型.gguf",
            "Choose a model file; none for none. Example: bangyan model use model.gguf",
        ),
    )(use)
    family.command(
        "test",
        help=say(
            "加载模型，读一篇示例。例：bangyan model test",
            "Load the model and read a sample article. Example: bangyan model test",
        ),
    )(test)
    app.add_typer(
        family,
        name="model",
        help=say(
            "本地模型：list、pull、use、test。例：bangyan model pull qwen3-4b",
            "Local models: list, pull, use, test. Example: bangyan model pull qwen3-4b",
        ),
    )


def list_models(context: typer.Context, as_json: JSON = False) -> int:
    run: Run = context.obj
    shelf = Shelf.of(run.settings)
    chosen = chosen_model(run.settings)
    if as_json:
        show_json(
            [
                {**model.model_dump(), "memory": round(model.memory, 1), "here": _here(shelf, model.repository)}
                for model in catalogue()
            ],
            lines=False,
        )
        return 0
    show_table(
        [
            say("名字", "name"),
            say("仓库", "repository"),
            say("内存 GiB", "memory GiB"),
            say("许可", "licence"),
            say("适合", "good for"),
        ],
        [(m.name, m.repository, round(m.memory, 1), m.licence, m.good_for) for m in catalogue()],
        title=say("值得一试", "worth trying"),
    )
    here = [pin for pin in shelf.pins if pin.path.exists() and (pin.repository or pin.path == chosen)]
    if here:
        show_table(
            [say("选用", "chosen"), say("文件", "file"), "GiB", "SHA-256"],
            [("*" if p.path == chosen else "", str(p.path), round(p.size / GIB, 2), p.digest[:16]) for p in here],
            title=say("已有", "here"),
        )
    return 0


def pull(
    context: typer.Context,
    name: NAME,
    file: Annotated[
        str | None, typer.Option(help=say("文件名的模式，如 '*q8_0*'", "a pattern of the file's name: '*q8_0*'"))
    ] = None,
    endpoint: Annotated[
        str | None, typer.Option(help=say("模型站或镜像的网址", "the hub's address, or a mirror's"))
    ] = None,
) -> int:
    run: Run = context.obj
    known = listed(name)
    if known is None and name.count("/") != 1:
        names = "、".join(model.name for model in catalogue())
        raise UsageError(
            say(f"目录里没有这个模型：'{name}'；有：{names}", f"no such model: '{name}'; there are: {names}")
        )
    hub = Hub(endpoint or run.settings.hub)
    repository = known.repository if known else name
    wanted = choose(hub.files(repository), [file] if file else known.files if known else ["*q4_k_m*", "*"])
    note(f"{wanted.repository}/{wanted.name}  {wanted.size / GIB:.2f} GiB  sha256 {wanted.digest}")
    with run.progress() as progress:
        path = hub.pull(
            wanted,
            models_dir(run.settings) / repository.replace("/", "--"),
            lambda stage, done, total: progress.tell(stage, done, total, message=wanted.name),
        )
    shelf = Shelf.of(run.settings)
    shelf.pin(path, wanted.digest, repository=repository, file=wanted.name)
    shelf.save(run.settings)
    console().print(str(path), markup=False, soft_wrap=True)
    note(say(f"用 `bangyan model use {name}` 选用它", f"choose it with `bangyan model use {name}`"))
    return 0


def use(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="FILE|NAME|none",
            help=say("GGUF 文件、下载过的模型名，或 none", "a GGUF file, a model that was pulled, or none"),
        ),
    ],
) -> int:
    run: Run = context.obj
    shelf = Shelf.of(run.settings)
    if name == "none":
        shelf.chosen = None
    else:
        need_build()
        path = _path_of(shelf, name)
        with decider_of(run.settings, path) as decider:
            decider.start()  # whether it can be loaded is better known now
        shelf = Shelf.of(run.settings)
        shelf.chosen = path
        note(say(f"选用了 {path}；`bangyan extract` 会用它", f"chosen: {path}; `bangyan extract` reads with it"))
    shelf.save(run.settings)
    return 0


def test(context: typer.Context) -> int:
    run: Run = context.obj
    path = chosen_model(run.settings)
    need_build()
    if path is None:
        raise UsageError(
            say("还没有选模型；运行 `bangyan model use 文件`", "no model is chosen; run `bangyan model use FILE`")
        )
    samples = [article for site in SAMPLE_SITES for article in sample_articles(site.id)]
    sample = min((article for article in samples if "C-Eval" in article.body), key=lambda article: len(article.body))
    article = ArticleFields(text=sample.body, title=sample.title, published=sample.published.isoformat())
    with decider_of(run.settings, path, fresh=True) as decider:
        decider.start()
        model = ModelPass(decider, run.lexicon, alone=True)
        decided = model.read(article.text, article.title, article.published)
        told = Extractor(run.lexicon, model).told(None, decided.reading)
    show_reading(row_of(article, told))
    counts = decided.passages, decided.evaluated, f"{decided.seconds:.1f}"
    note(say("{} 段，{} 个 token，{} 秒", "{} passages, {} tokens, {} seconds").format(*counts))
    note(decider.version)
    return 0


def _path_of(shelf: Shelf, name: str) -> Path:
    known = listed(name)
    repository = known.repository if known else name
    pulled = [pin.path for pin in shelf.pins if pin.repository == repository]
    return pulled[-1] if pulled else Path(name).expanduser().absolute()


def _here(shelf: Shelf, repository: str) -> str | None:
    return next((str(pin.path) for pin in reversed(shelf.pins) if pin.repository == repository), None)
