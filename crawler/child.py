"""The process that crawls: all sites of a job in one reactor, telling its parent line by line how it goes."""

import asyncio
import json
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict
from typing import IO

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings as ScrapySettings

from crawler.job import Job
from crawler.scrapy_settings import user_agent
from crawler.spider import spider_class
from crawler.visit import Visit
from data.errors import BangyanError
from data.language import use_language
from data.settings import Settings, load_settings
from data.store import Store


def main() -> None:
    """Do the job that the first line of input describes; say on standard output how it goes."""
    source = open(0, "rb", buffering=0, closefd=False)  # noqa: SIM115 - unbuffered: a thread waits in it at exit
    job = Job.model_validate_json(source.readline())
    use_language(job.language)
    try:
        with Store.open(load_settings(**job.settings.model_dump())) as store:
            _visit_all(job, store, source)
    except BangyanError as error:
        _say({"fault": str(error)})


def _visit_all(job: Job, store: Store, source: IO[bytes]) -> None:
    process = AsyncCrawlerProcess(_scrapy_settings(job.settings))
    for site in job.sites:
        visit = Visit(site, store, job.reach, lambda told: _say({"progress": asdict(told)}))
        task = process.crawl(spider_class(site), visit=visit)
        task.add_done_callback(_teller(visit))
    loop = asyncio.get_event_loop()
    threading.Thread(target=_watch, args=(source, loop, process), daemon=True).start()
    process.start()


def _scrapy_settings(settings: Settings) -> ScrapySettings:
    ours = ScrapySettings()
    ours.setmodule("crawler.scrapy_settings", priority="project")
    ours.set("USER_AGENT", user_agent(settings.contact), priority="cmdline")
    ours.set("LOG_LEVEL", "ERROR", priority="cmdline")
    return ours


def _teller(visit: Visit) -> Callable[[asyncio.Task[None]], None]:
    def told(task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        _say({"outcome": asdict(visit.outcome(error=str(error) if error else None))})

    return told


def _watch(source: IO[bytes], loop: asyncio.AbstractEventLoop, process: AsyncCrawlerProcess) -> None:
    """Wait for the end of our input: whoever wanted this crawl is gone, or wants it no more."""
    while source.read(1024):
        pass
    loop.call_soon_threadsafe(lambda: asyncio.ensure_future(process.stop()))


def _say(said: dict[str, object]) -> None:
    try:
        print(json.dumps(said, ensure_ascii=False), flush=True)  # noqa: T201
    except BrokenPipeError:  # nobody listens any more; the end of our input says the same
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
