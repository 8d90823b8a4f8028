"""The main job, shown on the bundled sample sites: serve, crawl, extract, ask."""

from bangyan import pipeline
from bangyan.commands.crawling import CrawlRow, show_outcomes
from bangyan.run import Run
from bangyan.show import console, note, show_table
from crawler.run import Outcome, crawl
from crawler.run import Progress as CrawlProgress
from crawler.site import Site, parse_site
from data.language import say
from data.query import ask
from data.sample_sites import SampleServer, site_files
from data.settings import Settings

QUESTION = "MiLM-6B C-Eval 60.2"
LIST_PAGES = 9  # more than any sample site has


def show(run: Run) -> Settings:
    """Crawl and read the sample sites, print what was found, and return the settings of the demo's own home."""
    settings = run.demo_settings()
    settings.sites_dir.mkdir(parents=True, exist_ok=True)
    note(
        say(
            "示例站点在本机回环地址上提供；除 MiLM-6B 等注明来源的事实外，其中的公司、模型、人物和成绩均为虚构。",
            "the sample sites are served on loopback; their companies, models, people and scores are invented, "
            "except for facts whose source is named, such as MiLM-6B's",
        )
    )
    with SampleServer() as server:
        sites = [_kept(settings, name, text) for name, text in site_files(server).items()]
        outcomes = _visit(run, settings, sites)
        done = _extract(run, settings)
        server.correct()
        corrected = _visit(run, settings, sites, refresh=True)
        again = _extract(run, settings)
    _print_found(run, settings, outcomes, corrected, done, again)
    return settings


def _kept(settings: Settings, name: str, text: str) -> Site:
    # kept in the demo's home, so that `bangyan sites` shows them there
    path = settings.sites_dir / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return parse_site(text, path)


def _visit(run: Run, settings: Settings, sites: list[Site], *, refresh: bool = False) -> list[Outcome]:
    with run.progress() as progress:

        def tell(told: CrawlProgress) -> None:
            progress.tell("crawl", told.done, told.total, site=told.site, message=told.message)

        return crawl(sites, settings, pages=LIST_PAGES, refresh=refresh, progress=tell)


def _extract(run: Run, settings: Settings) -> pipeline.Extraction:
    with run.store(settings) as store, run.progress() as progress:
        return pipeline.extract(store, run.lexicon, progress=progress)


def _print_found(
    run: Run,
    settings: Settings,
    outcomes: list[Outcome],
    corrected: list[Outcome],
    done: pipeline.Extraction,
    again: pipeline.Extraction,
) -> None:
    changed = {o.site: o.changed for o in corrected}
    show_outcomes(
        [
            CrawlRow(
                site=o.site, pages=o.pages, new=o.new, changed=changed.get(o.site, 0), failed=o.failed, error=o.error
            )
            for o in outcomes
        ]
    )
    with run.store(settings) as store:
        counts = store.counts()
        answer = ask(store, QUESTION, run.lexicon)
    names = {
        "articles": say("文章", "articles"),
        "claims": say("成绩", "claims"),
        "models": say("模型", "models"),
        "benchmarks": say("基准", "benchmarks"),
        "events": say("事件", "events"),
        "entities": say("实体", "entities"),
    }
    show_table(
        list(names.values()), [[counts[name] for name in names]], title=say("账本里现在有", "the ledger now holds")
    )
    note(
        say(
            f"读了 {done.read + again.read} 篇，其中 {again.read} 篇是更正后重读的",
            f"{done.read + again.read} articles read, {again.read} of them again after a correction",
        )
    )
    out = console()
    out.print(f'\n[bold]bangyan query "{QUESTION}"[/bold]')
    for row in answer.rows[:1]:
        out.print(
            f"{row.model}  {row.benchmark}  [bold green]{row.value:g}[/bold green]  {row.claimed_on or ''}  {row.url}"
        )
        out.print(f"“{row.evidence}”", markup=False)
    out.print(say(f"\n数据在：{settings.home}", f"\ndata is in: {settings.home}"), markup=False)
