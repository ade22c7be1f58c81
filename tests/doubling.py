"""Judges time by how it grows, never by how long it takes: the machine that tests run on may be slow or busy."""

import time
from collections.abc import Callable

LINEAR = 3.0
"""The most that an input of twice the length may take more; quadratic code takes 4 times as long."""
NOTHING = 0.004
"""Seconds of CPU below which nothing can be told."""


def superlinear(run: Callable[[int], object], start: int = 1000, limit: float = 0.25, most: int = 1 << 21) -> tuple[int, list[float]] | None:
    """Double the length until a run takes `limit` seconds of CPU.

    Return the length and the times where the last two doublings exceed `LINEAR`, else None.

    A long run that was doubled is measured again: a single hiccup of the machine is no finding.
    """
    size, times = start, [measured(run, start)]
    while (times[-1] < limit or len(times) < 3) and size < most:
        size *= 2
        times.append(measured(run, size))
        if _grows(times):
            times = [min(measured(run, n), t) for n, t in zip((size // 4, size // 2, size), times[-3:], strict=True)]
            if _grows(times):
                return size, times
    return None


def _grows(times: list[float]) -> bool:
    return len(times) > 2 and times[-3] > NOTHING and times[-1] > LINEAR * times[-2] and times[-2] > LINEAR * times[-3]


def measured(run: Callable[[int], object], size: int) -> float:
    """Seconds of CPU that one run takes."""
    begun = time.process_time()
    run(size)
    return time.process_time() - begun
