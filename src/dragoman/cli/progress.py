"""How far a long work has come, on stderr: a bar on a terminal, elsewhere a line every half minute. And how it is stopped."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic
from types import FrameType
from typing import TYPE_CHECKING

from dragoman.cli.common import say

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

EVERY = 30.0
"""Seconds between two lines where there is no terminal."""


class Progress:
    """Counts articles and claims, and shows them with rate and, where the number of articles is known, the time left."""

    def __init__(self, total: int | None = None, *, quiet: bool = False, live: bool = False) -> None:
        """`total` is the number of articles; `live` shows a bar, else there are lines; `quiet` shows nothing."""
        self._total, self._quiet, self._live = total, quiet, live and not quiet
        self._seen = self._read = self._claims = 0
        self._shown = self._began = monotonic()
        self._open = ExitStack()
        self._bar: Bar | None = None

    def __enter__(self) -> Progress:
        """Begin to show it."""
        self._shown = self._began = monotonic()
        if self._live:
            from rich.console import Console
            from rich.progress import BarColumn, TextColumn
            from rich.progress import Progress as Bar

            bar = Bar(BarColumn(), TextColumn("{task.description}", markup=False), console=Console(stderr=True), transient=True)
            bar.add_task("loading", total=self._total)
            self._bar = self._open.enter_context(bar)
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        self._open.close()

    def passed(self) -> None:
        """One article was there already."""
        self._seen += 1
        self._show()

    def read(self, claims: int, articles: int = 1) -> None:
        """Articles were read."""
        self._seen += articles
        self._read += articles
        self._claims += claims
        self._show()

    def _show(self) -> None:
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=self._seen, description=self.line())
        elif not self._quiet and monotonic() - self._shown >= EVERY:
            self._shown = monotonic()
            say(f"… {self.line()}")

    def line(self) -> str:
        """`1,200 of 4,000 articles, 23,400 claims, 3.1 articles/s, 15 min left`."""
        of = "" if self._total is None else f" of {max(self._total, self._seen):,}"
        words = f"{self._seen:,}{of} articles, {self._claims:,} claims"
        seconds = monotonic() - self._began
        if not self._read or not seconds:
            return words
        rate = self._read / seconds
        left = "" if self._total is None else f", {duration(max(0, self._total - self._seen) / rate)} left"
        return f"{words}, {rate:.1f} articles/s{left}"


def duration(seconds: float) -> str:
    """Return a time in its two largest units: `40 s`, `15 min`, `3 h 20 min`, `2 d 4 h`."""
    minutes, hours = round(seconds / 60), round(seconds / 3600)
    if seconds < 60:
        return f"{seconds:.0f} s"
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min" if hours < 48 else f"{hours // 24} d {hours % 24} h"


def on_terminal(*, printing: bool) -> bool:
    """Whether a bar can be shown: stderr is a terminal, and nothing that is asked for goes to the same one."""
    return sys.stderr.isatty() and not (printing and sys.stdout.isatty())


class Stopped(BaseException):
    """Ctrl-C or SIGTERM: what was read is to be kept, then the program ends with `code`."""

    def __init__(self, number: int) -> None:
        """`number` is the signal's."""
        super().__init__(number)
        self.code = 128 + number


@contextmanager
def stoppable() -> Iterator[None]:
    """Within it the first Ctrl-C or SIGTERM raises `Stopped`; the second ends the process at once, as the system does it."""

    def stop(number: int, _: FrameType | None) -> None:
        for one in before:
            signal.signal(one, signal.SIG_DFL)
        raise Stopped(number)

    signals = (signal.SIGINT, signal.SIGTERM)
    before = {one: found for one in signals if (found := signal.getsignal(one)) is not signal.SIG_IGN}
    try:
        for one in before:
            signal.signal(one, stop)
        yield
    finally:
        for one, found in before.items():
            signal.signal(one, found)
