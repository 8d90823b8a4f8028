"""Keeps a schedule going until a signal ends it: APScheduler's jobs, the clock, and the extraction beside crawls."""

import itertools
import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from bangyan.pipeline import EXTRACTOR, VERSION
from bangyan.progress import Progress
from bangyan.run import now
from bangyan.schedule import Schedule
from bangyan.serve import environment
from bangyan.sites import site_healths
from bangyan.turns import RENEWAL, Turns
from crawler.run import Outcome, Stop, crawl
from crawler.site import Site
from data.days import BEIJING
from data.errors import BangyanError
from data.language import say
from data.settings import Settings
from data.store import Store

LOOK = 10.0  # seconds between two looks for what is due
EXTRACT = 5.0  # seconds between two looks for whether there is anything to extract from
WATCH = 2.0  # seconds between two looks at the clock
JUMP = 30.0  # seconds by which the clock may differ from the time that passed
FAULTY = timedelta(minutes=10)  # between two remarks on one fault that lasts
BOUND = 8.0  # seconds that an ending may take, of the ten that are promised


class Clockwork:
    """A scheduler over one store, until a signal ends it."""

    def __init__(
        self, settings: Settings, store: Store, sites: Callable[[], Sequence[Site]], progress: Progress
    ) -> None:
        self._settings, self._sites, self._progress = settings, sites, progress
        self._told = itertools.count(1)
        self._asked = threading.Event()
        self._signal: int | None = None
        self._fault, self._faulty = "", now()
        self._reading: subprocess.Popen[str] | None = None
        self._clock = threading.Lock()
        self._wall, self._passed, self._not_before = now(), time.monotonic(), 0.0
        self._jobs = _scheduler(settings.sites_at_once)
        self._schedule = Schedule(
            Turns(store),
            sites,
            self._crawl,
            at_once=settings.sites_at_once,
            start=self._start,
            tell=self._tell,
            grave=lambda site: _grave(site, store),
        )
        if any(True for _ in store.unread(EXTRACTOR, VERSION)):  # an earlier one was ended before it had read all
            self._schedule.found_new.set()

    def run(self) -> int:
        """Stay until SIGTERM or Ctrl-C; the signal that came. Crawls that go on are ended, and lose nothing."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end_soon)
        for work, seconds, pool in (
            (self._look, LOOK, "house"),
            (self._schedule.renew, RENEWAL, "house"),
            (self._extract, EXTRACT, "reading"),
        ):
            self._jobs.add_job(work, Again(seconds), next_run_time=now(), executor=pool)
        self._jobs.add_listener(self._tell_fault, EVENT_JOB_ERROR)
        self._jobs.start()
        self._tell("bangyan", self._greeting())
        try:
            self._watch()
        finally:
            self._end()
        return self._signal or 0

    def _greeting(self) -> str:
        count, at_once = len(self._sites()), self._settings.sites_at_once
        return say(
            f"{count} 个站点，同时至多 {at_once} 个；Ctrl-C 结束",
            f"{count} sites, at most {at_once} at once; Ctrl-C ends it",
        )

    def _watch(self) -> None:
        while not self._asked.wait(WATCH):
            self._mind_clock()

    def _mind_clock(self) -> None:
        """Notice a long sleep or a clock that was set: nothing waits for an hour that is gone or that is far off.

        What is ours is renewed first, and so do others what is theirs: a lease that ran out while all slept is not
        taken from them.
        """
        with self._clock:
            wall, passed = now(), time.monotonic()
            lead = (wall - self._wall).total_seconds() - (passed - self._passed)
            self._wall, self._passed = wall, passed
            if abs(lead) <= JUMP:
                return
            self._not_before = passed + RENEWAL
        for job in self._jobs.get_jobs():
            with suppress(JobLookupError):  # it began just now
                job.modify(next_run_time=now())

    def _look(self) -> None:
        self._mind_clock()
        if time.monotonic() >= self._not_before:
            self._schedule.look()

    def _start(self, work: Callable[[], None]) -> None:
        self._jobs.add_job(work, next_run_time=now(), executor="crawls")

    def _crawl(self, site: Site, stop: Stop) -> Outcome:
        return crawl([site], self._settings, stop=stop)[0]

    def _tell(self, site: str, message: str) -> None:
        self._progress.tell("schedule", next(self._told), site=site, message=message)

    def _tell_fault(self, event: JobExecutionEvent) -> None:
        """A store that is busy, a disk that is full: the next time may do; what lasts is said now and then."""
        fault = str(event.exception)
        if fault != self._fault or now() - self._faulty > FAULTY:
            self._fault, self._faulty = fault, now()
            self._tell("bangyan", fault if isinstance(event.exception, BangyanError) else repr(event.exception))

    def _extract(self) -> None:
        if not self._schedule.found_new.is_set() or self._asked.is_set():
            return
        self._schedule.found_new.clear()
        self._reading = child = subprocess.Popen(
            [sys.executable, "-P", "-m", "bangyan", "extract", "--json", "--progress", "none"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=os.environ | environment(self._settings),
            start_new_session=True,  # Ctrl-C reaches us alone, and we end the child
        )
        if self._asked.is_set():
            child.terminate()
        out, err = child.communicate()
        if not self._asked.is_set():
            self._tell_extracted(child.returncode, out, err)

    def _tell_extracted(self, status: int, out: str, err: str) -> None:
        if status:
            self._tell("extract", (err.strip().splitlines() or [f"{status}"])[-1])
            return
        (row,) = json.loads(out)
        if row["read"] or row["failed"]:
            figures = f"读 {row['read']} 篇，发现 {row['found']}", f"{row['read']} read, {row['found']} found"
            self._tell("extract", say(*figures))

    def _end_soon(self, number: int, _frame: object) -> None:
        self._signal = number
        self._asked.set()

    def _end(self) -> None:
        """End what goes on, within the bound: what was kept is kept, however its process ends."""
        last = threading.Timer(BOUND, os._exit, [130 if self._signal == signal.SIGINT else 0])
        last.daemon = True
        last.start()
        self._schedule.end()
        if self._reading:
            self._reading.terminate()  # an article is noted whole or not at all
        self._jobs.shutdown(wait=True)
        self._schedule.leave()
        last.cancel()


class Again(BaseTrigger):  # type: ignore[misc]  # it has no types
    """So many seconds after the last time: APScheduler's own counts all that were missed, one by one."""

    def __init__(self, seconds: float) -> None:
        self.wait = timedelta(seconds=seconds)

    def get_next_fire_time(self, _previous: datetime | None, at: datetime) -> datetime:
        """Asked by APScheduler after each time."""
        return at + self.wait


def _grave(site: Site, store: Store) -> str:
    health = site_healths([site], store, now())[site.id]
    return str(health) if health.grave else ""


def _scheduler(crawls: int) -> Any:
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)  # what matters is said by us
    pools = {"crawls": crawls, "house": 2, "reading": 1}
    return BackgroundScheduler(
        timezone=BEIJING,
        executors={name: ThreadPoolExecutor(size) for name, size in pools.items()},
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
