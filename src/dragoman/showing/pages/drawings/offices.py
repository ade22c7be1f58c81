"""Offices and ties through time: a dot for each day on which an article says so, a bar over a period that the words give."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.record.columns import first_day, last_day
from dragoman.showing.pages.drawings.axis import Tick

WIDTH, LEFT, RIGHT, ROW, TOP = 760, 270, 20, 24, 24
DAY = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
MOST = 20
"""So many offices are drawn; the table has all that were looked at."""


@dataclass(frozen=True, slots=True)
class Held:
    """One claim of an office or tie: its words (one row for all that have the same), the day it was published, the period that it gives."""

    label: str
    said: str = ""
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """A row: days of claims at `dots`, the periods given as `bars` (from, to, open at the left, at the right); `n` claims."""

    label: str
    y: float
    dots: tuple[float, ...]
    bars: tuple[tuple[float, float, bool, bool], ...]
    n: int
    first: str
    last: str
    period: str


@dataclass(frozen=True, slots=True)
class Offices:
    """The drawing and its table; `left_out` rows are in the table only."""

    width: int
    height: int
    drawn: tuple[Office, ...]
    rows: tuple[Office, ...]
    ticks: tuple[Tick, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class _Years:
    """The years that the drawing has, the last one excluded."""

    low: int
    high: int

    def place(self, day: str) -> float:
        """Where an ISO day stands."""
        share = (int(day[:4]) + (int(day[5:7]) - 1) / 12 + (int(day[8:10]) - 1) / 372 - self.low) / (self.high - self.low)
        return round(LEFT + min(max(share, 0.0), 1.0) * (WIDTH - LEFT - RIGHT), 1)

    def ticks(self) -> tuple[Tick, ...]:
        """At most about eight of the years."""
        step = max(1, round((self.high - self.low) / 8))
        return tuple(Tick(self.place(f"{year:04}-01-01"), str(year)) for year in range(self.low, self.high + 1, step))


def offices(held: Sequence[Held]) -> Offices | None:
    """Return the drawing of offices, those with most claims first; None where there are none or no day is known."""
    days = [day for one in held for day in (one.said, one.start, one.end) if day and DAY.match(day)]
    if not days:
        return None
    years = _Years(int(min(day[:4] for day in days)), int(max(day[:4] for day in days)) + 1)
    together: dict[str, list[Held]] = {}
    for one in held:
        together.setdefault(one.label, []).append(one)
    ranked = sorted(together.items(), key=lambda item: (-len(item[1]), item[0]))
    rows = tuple(_row(label, some, TOP + ROW * number + ROW / 2, years) for number, (label, some) in enumerate(ranked))
    drawn = rows[:MOST]
    return Offices(WIDTH, TOP + ROW * len(drawn) + 6, drawn, rows, years.ticks(), len(rows) - len(drawn))


def _row(label: str, some: Sequence[Held], y: float, years: _Years) -> Office:
    said = sorted(one.said for one in some if DAY.match(one.said))
    periods = sorted({(one.start or "", one.end or "") for one in some if DAY.match(one.start or one.end or "")})
    return Office(
        label=label,
        y=y,
        dots=tuple(sorted({years.place(first_day(day)) for day in said})),
        bars=tuple(
            (years.place(first_day(start)) if start else LEFT, years.place(last_day(end)) if end else WIDTH - RIGHT, not start, not end)
            for start, end in periods
        ),
        n=len(some),
        first=said[0] if said else "",
        last=said[-1] if said else "",
        period=", ".join(f"{start or '…'} – {end or '…'}" for start, end in periods),
    )
