"""Slow work beside the reactor: in a thread where it is little, in a process of its own where it is much."""

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, ParamSpec, TypeVar, cast

from data.errors import BangyanError, PageError
from data.language import Language, language, say, use_language

P = ParamSpec("P")
T = TypeVar("T")

READERS = min(max(os.cpu_count() or 1, 2), 4)  # processes
LONGEST = 60.0  # seconds that one piece of work may take in a process, its start included

# One thread for all sites of a process: one article is written at a time.
_desk = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
# Each of these threads does nothing but wait for a process of its own, which begins with the first work.
_waiting = ThreadPoolExecutor(max_workers=READERS, thread_name_prefix="reader")
_own = threading.local()
_readers: list["_Reader"] = []
_begun: list[Future[bool]] = []


async def off_reactor(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do slow work in the desk's thread and wait for it."""
    return await asyncio.get_running_loop().run_in_executor(_desk, partial(work, *args, **kwargs))


async def in_process(work: Callable[..., T], *args: object, seconds: float = LONGEST) -> T:
    """Do much work in a process of its own, which may die of it: that costs this work only.

    Work and arguments travel by name and by pickle. Raises the work's own BangyanError, PageError where the process
    died or took longer than `seconds`.
    """
    return await asyncio.get_running_loop().run_in_executor(_waiting, partial(_ask, work, args, seconds))


def begin() -> None:
    """Let the processes begin, which takes a second, while there is other work to do; again does nothing."""
    if not _begun:
        _begun.extend(_waiting.submit(_ask, _greet, (), LONGEST) for _ in range(READERS))


def have_begun() -> bool:
    """Whether the processes are ready to work."""
    return bool(_begun) and all(begun.done() for begun in _begun)


def close() -> None:
    """End the processes, whatever they are at."""
    for reader in _readers:
        reader.end()


def _greet() -> bool:
    from crawler import keeping  # what most of the work needs

    return bool(keeping)


def _ask(work: Callable[..., T], args: tuple[object, ...], seconds: float) -> T:
    if not hasattr(_own, "reader"):
        _own.reader = _Reader()
        _readers.append(_own.reader)
    return cast(T, _own.reader.ask(work, args, seconds))


class _TooLongError(PageError):
    """A piece of work took longer than it may, and its process is still at it."""


def _too_long(seconds: float) -> _TooLongError:
    return _TooLongError(say(f"{seconds:.0f} 秒内没有读完", f"could not be read in {seconds:.0f} s"))


class _Reader:
    """A process that does one piece of work after another; it begins again after it died."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._pipe: Connection[Any, Any] | None = None

    def ask(self, work: Callable[..., object], args: tuple[object, ...], seconds: float) -> object:
        try:
            pipe = self._pipe or self._begin()
            pipe.send((work, args))
            done = pipe.recv() if pipe.poll(seconds) else _too_long(seconds)
        except (EOFError, OSError) as error:
            self.end()
            raise PageError(say("读取页面的进程中断", "the process that read it died")) from error
        if isinstance(done, _TooLongError):
            self.end()
        if isinstance(done, BaseException):
            raise done
        return cast(object, done)

    def end(self) -> None:
        if self._process is not None:
            self._process.kill()
        self._process = self._pipe = None

    def _begin(self) -> "Connection[Any, Any]":
        spawn = get_context("spawn")
        ours, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_serve, args=(theirs, language()), daemon=True)
        self._process.start()
        theirs.close()  # so that each end sees the other's death
        self._pipe = ours
        return ours


def _serve(pipe: "Connection[Any, Any]", spoken: Language) -> None:
    """Work until nobody asks any more; whoever ends the crawl ends us by closing the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever asks us
    use_language(spoken)
    while True:
        try:
            work, args = pipe.recv()
            pipe.send(_done(work, args))
        except (EOFError, OSError):
            return


def _done(work: Callable[..., object], args: tuple[object, ...]) -> object:
    try:
        return work(*args)
    except BangyanError as error:
        return type(error)(str(error))
    except MemoryError:
        raise  # the process is of no more use
    except Exception as error:  # noqa: BLE001 - a page that breaks its reader costs only itself
        return PageError(f"{type(error).__name__}: {error}")
