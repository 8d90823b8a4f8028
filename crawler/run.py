"""Crawls sites in a process of its own: a Twisted reactor cannot be started twice in one, and a crash stays there."""

import asyncio
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import IO

from pydantic import BaseModel
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings as ScrapySettings

from crawler.scrapy_settings import user_agent
from crawler.site import Site
from crawler.spider import spider_class
from crawler.visit import Outcome, Progress, Reach, Visit
from data.errors import BangyanError, StoreError
from data.language import Language, language, say, use_language
from data.settings import Settings, load_settings
from data.store import Store

__all__ = ["Outcome", "Progress", "crawl"]

GRACE = 10.0  # seconds that a crawl has to end after it was asked to
ROOT = Path(__file__).parent.parent


class Job(BaseModel):
    """What the child is to do, sent to it as its first line of input; when its input ends, it ends."""

    sites: list[Site]
    settings: Settings
    reach: Reach
    language: Language


def crawl(
    sites: Sequence[Site],
    settings: Settings,
    *,
    pages: int = 1,
    since: str | None = None,
    refresh: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> list[Outcome]:
    """Visit all sites at the same time and keep their articles; an outcome for each, in their order.

    `pages` is how many list pages to go back, `since` an ISO day, `refresh` asks known articles again. An article is
    kept as soon as it is read, so an interruption loses none; Ctrl-C ends the child first. Raises StoreError where the
    store cannot be opened.
    """
    if not sites:
        return []
    job = Job(sites=list(sites), settings=settings, reach=Reach(pages, since, refresh), language=language())
    child = _started(job)
    try:
        done = {outcome.site: outcome for outcome in _heard(child, progress)}
        status = child.wait()
    finally:
        _end(child)
    return [done.get(site.id) or _lost(site, status) for site in sites]


def _started(job: Job) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "crawler.run"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=_environment(),
        start_new_session=True,  # Ctrl-C reaches us alone, and we end the child
    )
    try:
        _pipe(child.stdin).write(job.model_dump_json() + "\n")
        _pipe(child.stdin).flush()
    except BrokenPipeError:
        pass  # it died at once: its silence is heard below
    except BaseException:
        _end(child)
        raise
    return child


def _environment() -> dict[str, str]:
    """The child's environment: `-P` keeps the current folder out, so a checkout that is not installed is named here."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    if (ROOT / "pyproject.toml").exists():
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), environment.get("PYTHONPATH"))))
    return environment


def _heard(child: subprocess.Popen[str], progress: Callable[[Progress], None] | None) -> Iterator[Outcome]:
    for line in _pipe(child.stdout):
        said = json.loads(line)
        if "outcome" in said:
            yield Outcome(**said["outcome"])
        elif "fault" in said:
            raise StoreError(said["fault"])
        elif progress:
            progress(Progress(**said["progress"]))


def _end(child: subprocess.Popen[str]) -> None:
    """Let the child end by itself, which the end of its input tells it to do; kill it where it does not."""
    try:
        child.communicate(timeout=GRACE)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        child.kill()
        child.communicate()
    except ValueError:
        child.wait()  # its pipes are closed already


def _lost(site: Site, status: int) -> Outcome:
    return Outcome(
        site.id, error=say(f"抓取进程中断（退出码 {status}）", f"the crawl broke off (exit status {status})")
    )


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe


# ── the child ────────────────────────────────────────────────────────────────────────────────────────────────────────


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
    print(json.dumps(said, ensure_ascii=False), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
