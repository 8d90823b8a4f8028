"""Crawls sites in a process of its own: a Twisted reactor cannot be started twice in one, and a crash stays there."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO

from crawler.job import Bounds, Job, Outcome, Progress, Reach
from crawler.site import Site
from crawler.stop import Stop
from data.errors import StoreError
from data.language import language, say
from data.settings import Settings

__all__ = ["Bounds", "Outcome", "Progress", "Stop", "crawl"]

GRACE = 10.0  # seconds that a crawl has to end after it was asked to
ROOT = Path(__file__).parent.parent


def crawl(
    sites: Sequence[Site],
    settings: Settings,
    *,
    pages: int = 1,
    since: str | None = None,
    refresh: bool = False,
    progress: Callable[[Progress], None] | None = None,
    now: datetime | None = None,
    bounds: Bounds | None = None,
    stop: Stop | None = None,
    ended: Callable[[Outcome], None] | None = None,
) -> list[Outcome]:
    """Visit all sites at the same time and keep their articles; an outcome for each, in their order.

    `pages` is how many list pages to go back, `since` an ISO day, `refresh` asks known articles again. An article is
    kept as soon as it is read, so an interruption loses none; Ctrl-C ends the child first, and so does `stop` from
    another thread. `ended` is told each outcome when it is there. `now` stands in for the clock and `bounds` for the
    usual ones. Raises StoreError where the store cannot be opened.
    """
    if not sites:
        return []
    reach = Reach(pages, since, refresh)
    job = Job(
        sites=list(sites), settings=settings, reach=reach, language=language(), bounds=bounds or Bounds(), now=now
    )
    child = _started(job)
    done: dict[str, Outcome] = {}
    try:
        if stop:
            stop.heed(child)
        for outcome in _heard(child, progress):
            done[outcome.site] = outcome
            if ended:
                ended(outcome)
        status = child.wait()
    finally:
        _end(child)
    return [done.get(site.id) or _lost(site, status) for site in sites]


def _started(job: Job) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "crawler.child"],
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
        child.wait()  # its input is closed already
        _pipe(child.stdout).close()


def _lost(site: Site, status: int) -> Outcome:
    return Outcome(
        site.id, error=say(f"抓取进程中断（退出码 {status}）", f"the crawl broke off (exit status {status})")
    )


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe
