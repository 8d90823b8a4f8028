"""Runs the benches that are named, or all, and prints each figure as a ratio to its yardstick."""

import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from statistics import median

from crawler.page import read_page
from data.fields import ArticleFields
from data.lexicon import load_lexicon
from data.sample_articles import sample_articles
from data.sample_pages import SAMPLE_SITES, article_path, render
from data.words import words
from nlp.read import read
from tests.bench.cold import bench_cold
from tests.bench.crawling import crawl_memory, crawl_rates
from tests.bench.jobs import bench_jobs
from tests.bench.llm import bench_llm
from tests.bench.pathological import bench_pathological
from tests.bench.stories import bench_stories
from tests.scripted import DEV, labelled

ROUNDS = 5


def bench_read() -> None:
    """The whole reading by rules against cutting the same text into words with jieba.

    Real articles where the labelled ones lie beside the project, else its own; then its own by kind. Those are a third
    as long as real ones, so that what an article costs whatever its length weighs more: the sample articles have 22
    claims a thousand characters, the saved pages of news hardly any.
    """
    lexicon = load_lexicon()
    figures, news = (list(map(given, articles)) for articles in (kept_articles(), saved_articles()))
    real = [(gold["text"], gold["title"], gold["published"]) for gold in labelled()] if DEV.exists() else []
    for name, articles in {"read": real or [*figures, *news], " figures": figures, " news": news}.items():
        ours, cut = paired(
            lambda articles=articles: [read(a, title=b, published=c, lexicon=lexicon) for a, b, c in articles],
            lambda articles=articles: [words(text) for text, _, _ in articles],
        )
        tell(name, ours, "jieba.cut", cut, len(articles))


def given(article: ArticleFields) -> tuple[str, str | None, str | None]:
    """What of an article is read: text, title and date."""
    return article.text, article.title, article.published


def bench_page() -> None:
    """Reading pages without site files against trafilatura on the same pages."""
    import trafilatura

    pages = sample_pages()
    now = datetime.fromisoformat("2026-11-01T12:00:00+08:00")

    ours, theirs = paired(
        lambda: [read_page(body, url=url, now=now) for url, body in pages],
        lambda: [trafilatura.extract(body, url=url, with_metadata=True) for url, body in pages],
    )

    tell("page", ours, "trafilatura", theirs, len(pages))


def bench_crawl() -> None:
    """A crawl that reads and keeps, against a spider that only fetches or two processes that only read."""
    kept, fetched, read = crawl_rates([body for _, body in sample_pages()])
    slower = min(fetched, read)
    print(
        f"crawl    {kept:8.0f} pages/s   bare Scrapy {fetched:.0f}, two readers {read:.0f}   ratio {kept / slower:.2f}"
    )


def bench_memory() -> None:
    """What a crawl of 5,000 pages takes."""
    growth, peak = crawl_memory([body for _, body in sample_pages()])
    print(f"memory   {growth:8.2f} MB a 1,000 pages   peak {peak:.0f} MB")


def paired(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """Median seconds of each, the two taking turns, so that both meet the same noise; what loads once loads before."""
    ours()
    theirs()
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for work, seconds in zip((ours, theirs), taken, strict=True):
            began = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - began)
    return median(taken[0]), median(taken[1])


def tell(name: str, ours: float, yardstick: str, theirs: float, count: int) -> None:
    """One line: ours, theirs and their ratio."""
    mine, its = ours / count * 1e3, theirs / count * 1e3
    print(f"{name:8} {mine:8.2f} ms   {yardstick} {its:8.2f} ms   ratio {ours / theirs:.2f}")


def sample_pages() -> list[tuple[str, bytes]]:
    """The sample sites' article pages with their addresses."""
    paths = [(site, article_path(site, article)) for site in SAMPLE_SITES for article in sample_articles(site.id)]
    return [(f"{site.url}{path}", page.body) for site, path in paths if (page := render(site, path)) is not None]


def kept_articles() -> list[ArticleFields]:
    """The sample articles as the page reader gives them."""
    now = datetime.fromisoformat("2026-11-01T12:00:00+08:00")
    return [read_page(body, url=url, now=now) for url, body in sample_pages()]


def saved_articles() -> list[ArticleFields]:
    """The articles of the saved pages, one of each site that a file is bundled for."""
    now = datetime.fromisoformat("2026-11-01T12:00:00+08:00")
    pages = sorted((Path(__file__).parent.parent / "pages").glob("*.html"))
    return [read_page(page.read_bytes(), url=f"https://site.example/{page.stem}", now=now) for page in pages]


BENCHES: dict[str, Callable[[], None]] = {
    "page": bench_page,
    "crawl": bench_crawl,
    "memory": bench_memory,
    "read": bench_read,
    "cold": bench_cold,
    "stories": bench_stories,
    "pathological": bench_pathological,
    "jobs": lambda: bench_jobs(kept_articles()),
    "llm": bench_llm,
}


def main(names: Sequence[str]) -> int:
    """Run the benches of these names, or all of them; 2 for a name that is none."""
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"no such bench: '{unknown[0]}'; there are {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    for name in names or BENCHES:
        BENCHES[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
