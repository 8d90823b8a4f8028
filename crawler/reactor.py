"""All sites of a job in one reactor, each with a spider and a visit of its own."""

import asyncio
import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import IO

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings as ScrapySettings

from crawler import beside
from crawler.job import Job
from crawler.robots_cache import RobotsCache
from crawler.scrapy_settings import user_agent
from crawler.spider import spider_class
from crawler.visit import Visit
from data.settings import load_settings
from data.store import Store

GRACE = 8.0  # seconds that a crawl has to end after its input did
Say = Callable[[dict[str, object]], None]


def crawl_all(job: Job, source: IO[bytes], say_line: Say) -> None:
    """Do a job to its end, or to the end of `source`; say how each site's crawl goes and what it came to."""
    with Store.open(load_settings(**job.settings.model_dump())) as store:
        process = AsyncCrawlerProcess(_scrapy_settings(job))
        visits = [_visit(job, number, store, say_line) for number in range(len(job.sites))]
        for visit in visits:
            task = process.crawl(spider_class(visit.site), visit=visit)
            task.add_done_callback(_teller(visit, say_line))
        loop = asyncio.get_event_loop()
        threading.Thread(target=_watch, args=(source, loop, process, visits), daemon=True).start()
        try:
            process.start()
        finally:
            beside.close()


def _visit(job: Job, number: int, store: Store, say_line: Say) -> Visit:
    return Visit(
        job.sites[number],
        store,
        job.reach,
        lambda told: say_line({"progress": asdict(told)}),
        now=job.now,
        bounds=job.bounds,
        robots=RobotsCache(job.settings.cache_dir / "robots"),
    )


def _scrapy_settings(job: Job) -> ScrapySettings:
    ours = ScrapySettings()
    ours.setmodule("crawler.scrapy_settings", priority="project")
    ours.set("USER_AGENT", user_agent(job.settings.contact), priority="cmdline")
    ours.set("LOG_LEVEL", "ERROR", priority="cmdline")
    ours.set("DOWNLOAD_TIMEOUT", job.bounds.seconds, priority="cmdline")
    ours.set("DOWNLOAD_MAXSIZE", job.bounds.most_bytes, priority="cmdline")
    return ours


def _teller(visit: Visit, say_line: Say) -> Callable[[asyncio.Task[None]], None]:
    def told(task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        say_line({"outcome": asdict(visit.outcome(error=str(error) if error else None))})

    return told


def _watch(
    source: IO[bytes], loop: asyncio.AbstractEventLoop, process: AsyncCrawlerProcess, visits: Sequence[Visit]
) -> None:
    """Wait for the end of our input: whoever wanted this crawl is gone, or wants it no more."""
    while source.read(1024):
        pass
    asyncio.run_coroutine_threadsafe(_end(process, visits), loop)
    time.sleep(GRACE)  # this thread does not keep a process that is done
    os._exit(1)  # nothing is lost by it: what was kept is kept


async def _end(process: AsyncCrawlerProcess, visits: Sequence[Visit]) -> None:
    """Stop what still goes on; Scrapy hangs when it is told to stop what is just ending by itself."""
    ongoing = {visit.site.id for visit in visits if not visit.ended.is_set() or visit.stopped}
    for visit in visits:
        visit.ended.set()
    crawlers = [crawler for crawler in process.crawlers if crawler.spidercls.name in ongoing]
    await asyncio.gather(*(crawler.stop_async() for crawler in crawlers))
