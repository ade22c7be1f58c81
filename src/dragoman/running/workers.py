"""Reading in processes of their own, which can be killed: an article that hangs or takes too much memory costs itself alone.

Readings come in the order of the articles, so that the record is that of one worker.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import TimeoutError as TooLong
from dataclasses import dataclass
from multiprocessing import get_context
from signal import Signals
from typing import TypeAlias

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from dragoman.domain import Article, Reading
from dragoman.errors import DragomanError
from dragoman.running.setup import Setup

Readings: TypeAlias = Generator[Reading, None, None]
"""To be closed by who stops early: that ends the workers."""

AHEAD = 32
"""Articles for each worker that are taken from the input before the first of them is given on: it bounds the memory."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What an article may take: wall seconds, and megabytes of address space of its worker (where the system knows such a limit)."""

    seconds: float = 60.0
    megabytes: int = 4096


def default_workers() -> int:
    """All cores but one, at least one."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, cores - 1)


def read_here(articles: Iterable[Article], setup: Setup) -> Readings:
    """Read articles in this process, in order. What reads them is loaded with the first of them."""
    read = None
    for article in articles:
        read = read or setup.read()
        yield read(article)


def read_apart(articles: Iterable[Article], setup: Setup, workers: int, limits: Limits) -> Readings:
    """Read articles in `workers` processes; the readings come in the order of the articles.

    An article that its worker did not survive, or that took too long, gives a reading with a `fault`; a new worker reads the rest.
    Raises what `setup.read` raises.
    """
    pool: ProcessPool | None = None
    ahead: deque[tuple[Article, ProcessFuture[Reading]]] = deque()
    try:
        for article in articles:
            pool = pool or ProcessPool(workers, initializer=_begin, initargs=(setup, limits.megabytes), context=get_context("spawn"))
            ahead.append((article, pool.schedule(_read, (article,), timeout=limits.seconds)))
            while ahead and (len(ahead) >= AHEAD * workers or ahead[0][1].done()):
                yield _result(*ahead.popleft(), limits)
        while ahead:
            yield _result(*ahead.popleft(), limits)
    finally:
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()


def _result(article: Article, future: ProcessFuture[Reading], limits: Limits) -> Reading:
    try:
        return future.result()
    except TooLong:
        return Reading(article, fault=f"it took longer than {limits.seconds:g} seconds")
    except ProcessExpired as error:
        return Reading(article, fault=f"its worker {_end_of(error.exitcode)}")
    except MemoryError:
        return Reading(article, fault=f"it takes more than {limits.megabytes:,} megabytes")


def _end_of(code: int | None) -> str:
    if code is not None and -code in set(Signals):
        return f"was killed by {Signals(-code).name}"
    return f"ended with {code}"


_loaded: list[Callable[[Article], Reading] | DragomanError] = []
"""Of a worker's process: what reads an article, or why it could not be loaded."""


def _begin(setup: Setup, megabytes: int) -> None:
    try:
        _loaded.append(setup.read())
    except DragomanError as error:
        _loaded.append(error)
    _limit_memory(megabytes)


def _read(article: Article) -> Reading:
    [read] = _loaded
    if isinstance(read, DragomanError):
        raise read
    return read(article)


def _limit_memory(megabytes: int) -> None:
    """Have the system refuse more memory than that: the article ends with a `MemoryError`, not the machine."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = megabytes << 20
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
