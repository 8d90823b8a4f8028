"""Many lines of work over several processes: results in the order of the lines, as they come, whatever breaks."""

import contextlib
import itertools
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from queue import Empty, Queue
from threading import Thread
from typing import Any, Generic, TypeVar

Row = TypeVar("Row")

IN_A_CHUNK = 16  # lines that a process is handed at once
AHEAD = 3  # chunks a process that may wait or be done before they are asked for: memory stays flat
_END = object()


class Spread(Generic[Row]):
    """Does `work` on lines in `jobs` processes, each of which calls `start(*given)` first.

    `lost(line)` makes the row of a line whose process was killed; the other lines are still worked on. All that crosses
    over to the processes must be picklable, and an error of `work` or of the lines is raised here.
    """

    def __init__(
        self,
        jobs: int,
        work: Callable[[list[str]], list[Row]],
        lost: Callable[[str], Row],
        start: Callable[..., None],
        given: tuple[Any, ...],
    ) -> None:
        self._jobs = jobs
        self._work = work
        self._lost = lost
        self._start = start, given
        self._pool = self._new_pool(jobs)
        self._waiting: deque[tuple[list[str], Future[list[Row]]]] = deque()

    def rows(self, lines: Iterable[str]) -> Iterator[Row]:
        """The rows of `lines` in their order, each as soon as those before it are there."""
        arriving: Queue[Any] = Queue(self._jobs * AHEAD * IN_A_CHUNK)
        Thread(target=_feed, args=(lines, arriving), daemon=True).start()
        over = False
        try:
            while not over or self._waiting:
                while not over and len(self._waiting) < self._jobs * AHEAD:
                    # a line that comes alone is worked on alone: whoever sent it may wait for its row
                    chunk, over = _next_chunk(arriving, wait=not self._waiting)
                    if not chunk:
                        break
                    self._waiting.append((chunk, self._submit(chunk)))
                if self._waiting:
                    yield from self._first()
        finally:
            self._stop()

    def _first(self) -> Iterator[Row]:
        chunk, future = self._waiting.popleft()
        try:
            yield from future.result()
        except BrokenProcessPool:
            yield from self._one_by_one(chunk)
            self._renew(self._jobs)
            self._waiting = deque((later, self._submit(later)) for later, _ in self._waiting)

    def _one_by_one(self, chunk: list[str]) -> Iterator[Row]:
        """Each line with nothing beside it, so that it is known which of them a process did not survive."""
        self._renew(1)
        for line in chunk:
            try:
                yield from self._submit([line]).result()
            except BrokenProcessPool:
                yield self._lost(line)
                self._renew(1)

    def _submit(self, chunk: list[str]) -> Future[list[Row]]:
        try:
            with _no_interrupt():
                return self._pool.submit(self._work, chunk)
        except BrokenProcessPool as error:
            broken: Future[list[Row]] = Future()
            broken.set_exception(error)
            return broken

    def _renew(self, jobs: int) -> None:
        self._stop()
        self._pool = self._new_pool(jobs)

    def _new_pool(self, jobs: int) -> ProcessPoolExecutor:
        start, given = self._start
        return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), start, given)

    def _stop(self) -> None:
        processes = list((self._pool._processes or {}).values())
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:  # nobody waits for what they are at
            process.terminate()
        for process in processes:
            process.join()


def _feed(lines: Iterable[str], arriving: Queue[Any]) -> None:
    try:
        for line in lines:
            arriving.put(line)
    except BaseException as error:  # noqa: BLE001 - raised where the lines are asked for
        arriving.put(error)
    arriving.put(_END)


def _next_chunk(arriving: Queue[Any], *, wait: bool) -> tuple[list[str], bool]:
    """The lines that are there, up to a chunk, and whether there are no more; with `wait`, one line at least."""
    chunk: list[str] = []
    with contextlib.suppress(Empty):
        for first in itertools.chain([wait], itertools.repeat(False, IN_A_CHUNK - 1)):
            line = arriving.get(block=first)
            if line is _END:
                return chunk, True
            if isinstance(line, BaseException):
                raise line
            chunk.append(line)
    return chunk, False


@contextlib.contextmanager
def _no_interrupt() -> Iterator[None]:
    """Processes that start in here never see Ctrl-C: it is for the one that started them to end them."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
