"""Values side by side on one axis: points, intervals, and arrows where an end is open."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, LEFT, RIGHT, ROW, TOP = 760, 84, 24, 26, 30
FAR = 1000
"""Figures that lie so many times apart stand on a logarithmic axis."""


@dataclass(frozen=True, slots=True)
class Given:
    """A value as bounds, both inclusive, None = open; `label` names its row, `struck` says that it does not stand or is denied."""

    label: str
    low: float | None
    high: float | None
    words: str
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of the drawing: from `x1` to `x2`; `open_left`, `open_right`: an arrow there; `point`: both are one."""

    label: str
    x1: float
    x2: float
    y: float
    words: str
    open_left: bool
    open_right: bool
    struck: bool

    @property
    def point(self) -> bool:
        """Whether the value is exact."""
        return self.x1 == self.x2


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the axis with its figure."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The drawing: its size, rows and ticks; `unit` is that of the ticks."""

    width: int
    height: int
    unit: str
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    log: bool = False
    """Whether each step to the right multiplies: where the largest figure is a thousand times the smallest."""


def axis(values: Sequence[Given], unit: str) -> Axis | None:
    """Return the drawing of values of one unit; None where there is nothing that could be drawn."""
    ends = [end for value in values for end in (value.low, value.high) if end is not None and math.isfinite(end)]
    if not ends:
        return None
    log = min(ends) > 0 and max(ends) / min(ends) >= FAR
    low, high = _powers(min(ends), max(ends)) if log else _roomy(min(ends), max(ends))
    scale, name = scale_of(high / 10 if log else high)

    def place(value: float) -> float:
        share = (math.log(value) - math.log(low)) / (math.log(high) - math.log(low)) if log else (value - low) / (high - low)
        return round(LEFT + min(max(share, 0.0), 1.0) * (WIDTH - LEFT - RIGHT), 1)

    bars = tuple(
        Bar(
            label=value.label,
            x1=place(low if value.low is None else value.low),
            x2=place(high if value.high is None else value.high),
            y=TOP + ROW * number + ROW / 2,
            words=value.words,
            open_left=value.low is None,
            open_right=value.high is None,
            struck=value.struck,
        )
        for number, value in enumerate(values)
        if value.low is not None or value.high is not None
    )
    marks = tuple(Tick(place(at), f"{at / scale:.10g}") for at in (decades(low, high) if log else ticks(low, high)))
    return Axis(WIDTH, TOP + ROW * len(values) + 8, f"{name} {unit}".strip(), bars, marks, log)


def _roomy(low: float, high: float) -> tuple[float, float]:
    room = (high - low) * 0.15 or abs(low) * 0.15 or 1.0
    return max(low - room, 0.0) if low >= 0 else low - room, high + room


def _powers(low: float, high: float) -> tuple[float, float]:
    """The powers of ten around figures, a little room beyond them where an end is open."""
    return 10.0 ** max(math.floor(math.log10(low) - 0.1), -300), 10.0 ** min(math.ceil(math.log10(high) + 0.1), 300)


def decades(low: float, high: float, most: int = 8) -> list[float]:
    """Return powers of ten between two ends, at most so many."""
    first, last = round(math.log10(low)), round(math.log10(high))
    return [10.0**power for power in range(first, last + 1, max(1, math.ceil((last - first + 1) / most)))]


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Return round numbers between two ends, at most so many."""
    raw = (high - low) / most
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= raw)
    first = math.ceil(low / step)
    return [round(number * step, 10) for number in range(first, math.floor(high / step) + 1)]


def scale_of(value: float) -> tuple[float, str]:
    """Return what figures as large as this are divided by, and its name."""
    return next(((size, name) for size, name in ((1e12, "tn"), (1e9, "bn"), (1e6, "m")) if abs(value) >= size), (1.0, ""))
