"""The main job, shown on the bundled sample sites: serve, crawl, extract, ask."""

from collections import Counter
from collections.abc import Sequence

from rich.console import Console

from bangyan import pipeline
from bangyan.found import claim_value
from bangyan.run import Run
from bangyan.show import console, note, show_table
from crawler.run import Outcome, crawl
from crawler.run import Progress as CrawlProgress
from crawler.site import Site, parse_site
from data.errors import BangyanError
from data.language import say
from data.query import all_claims, ask
from data.sample_sites import SampleServer, sample_lexicon, site_files
from data.settings import Settings
from data.store import Store
from data.timeline import timeline

QUESTION = "MiLM-6B C-Eval 60.2"
LIST_PAGES = 9  # more than any sample site has


def show(run: Run) -> Settings:
    """Crawl and read the sample sites, print what was found, and return the settings of the demo's own home.

    Raises BangyanError where no sample site could be visited.
    """
    run = Run(run.demo_settings(), run.progress)
    settings, out = run.settings, console()
    _prepare(settings)
    _introduce(out)
    with SampleServer() as server:
        sites = [_kept(settings, name, text) for name, text in site_files(server).items()]
        _visit(run, sites)
        _extract(run)
        server.correct()  # one article has been corrected since; a second visit finds it
        corrected = _visit(run, sites, refresh=True)
        _extract(run)
    with run.store() as store:
        _print_found(out, store, sites, corrected)
        _print_answer(out, store, run)
    _print_way_on(out, settings)
    return settings


def _introduce(out: Console) -> None:
    out.print(
        say(
            "四个示例站点在本机回环地址上提供，用真正的 HTTP 抓取。除注明来源的事实（如 MiLM-6B 的成绩）外，"
            "其中的公司、模型、人物和成绩都是虚构的。",
            "Four sample sites are served on loopback and crawled over real HTTP. Their companies, models, people and "
            "figures are invented, except for facts whose source is named, such as MiLM-6B's scores.",
        ),
        markup=False,
    )


def _prepare(settings: Settings) -> None:
    settings.sites_dir.mkdir(parents=True, exist_ok=True)
    settings.lexicon_dir.mkdir(parents=True, exist_ok=True)
    (settings.lexicon_dir / "samples.toml").write_text(sample_lexicon(), encoding="utf-8")


def _kept(settings: Settings, name: str, text: str) -> Site:
    # kept in the demo's home, so that `bangyan sites` shows them there
    path = settings.sites_dir / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return parse_site(text, path)


def _visit(run: Run, sites: list[Site], *, refresh: bool = False) -> list[Outcome]:
    with run.progress() as progress:

        def tell(told: CrawlProgress) -> None:
            progress.tell("crawl", told.done, told.total, site=told.site, message=told.message)

        outcomes = crawl(sites, run.settings, pages=LIST_PAGES, refresh=refresh, progress=tell)
    failed = [outcome for outcome in outcomes if outcome.error]
    for outcome in failed:
        note(f"bangyan: {outcome.site}: {outcome.error}")
    if len(failed) == len(outcomes):
        raise BangyanError(say("一个示例站点也没抓到", "none of the sample sites could be visited"))
    return outcomes


def _extract(run: Run) -> None:
    with run.store() as store, run.progress() as progress:
        pipeline.extract(store, run.lexicon, progress=progress)


def _print_found(out: Console, store: Store, sites: Sequence[Site], corrected: Sequence[Outcome]) -> None:
    articles = Counter(article.site for article in store.articles())
    claims = Counter(claim.site for claim in all_claims(store))
    events = Counter(event.site for event in timeline(store))
    changed = {outcome.site: outcome.changed for outcome in corrected}
    show_table(
        [say("站点", "site"), say("地址", "address"), *_counted(), say("更正", "corrected")],
        [(s.name, s.home, articles[s.id], claims[s.id], events[s.id], changed.get(s.id, 0)) for s in sites],
    )
    counts = store.counts()
    out.print(
        say(
            f"账本里现在有 {counts['articles']} 篇文章、{counts['claims']} 条成绩（{counts['models']} 个模型，"
            f"{counts['benchmarks']} 个基准）、{counts['events']} 个事件、{counts['entities']} 个名称。",
            f"The ledger now holds {counts['articles']} articles, {counts['claims']} claims ({counts['models']} models "
            f"on {counts['benchmarks']} benchmarks), {counts['events']} events and {counts['entities']} names.",
        )
    )


def _counted() -> list[str]:
    return [say("文章", "articles"), say("成绩", "claims"), say("事件", "events")]


def _print_answer(out: Console, store: Store, run: Run) -> None:
    answer = ask(store, QUESTION, run.lexicon)
    out.print(f'\n[bold]bangyan query "{QUESTION}"[/bold]')
    for row in answer.rows[:1]:
        head = (row.model, row.benchmark, claim_value(row.model_dump()), (row.claimed_on or "")[:10], row.title or "")
        out.print("  ".join(head), style="bold green", markup=False)
        out.print(f"“{row.evidence}”\n{row.url}", markup=False)


def _print_way_on(out: Console, settings: Settings) -> None:
    out.print(
        say("\n接着试试：", "\nNow try:")
        + '\n  bangyan query "小米大模型 CMMLU five-shot"\n  bangyan timeline --type funding\n  bangyan search 榜单'
        + say(f"\n示例数据在 {settings.home}", f"\nThe demo's data is in {settings.home}"),
        markup=False,
    )
