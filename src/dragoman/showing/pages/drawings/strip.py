"""Events through time: a row for each quad class, a mark for each month, and the mean score of each month below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from dragoman.record.browsing import Month
from dragoman.showing.export.columns import QUADS, quad_of

ROWS = tuple(name.replace("-", " ") for name in QUADS)
ORDER = (1, 0, 2, 3)
"""Rows from the best to the worst: material and verbal cooperation, verbal and material conflict."""
LEFT, RIGHT, TOP, ROW, SCORES = 130, 12, 8, 26, 90
LEAST, MOST = 640, 960
LARGEST = 11.0
LONGEST = 10
"""More years are drawn by the year."""


@dataclass(frozen=True, slots=True)
class Mark:
    """So many claims of a quad class in a month, or, hollow, in a year that gives no month. `y`, `size` are its middle and its side."""

    x: float
    y: float
    width: float
    height: float
    words: str
    hollow: bool


@dataclass(frozen=True, slots=True)
class Score:
    """The mean score of a month's events; `n` are so many."""

    x: float
    y: float
    n: int
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table beside the drawing: period, quad class, claims, mean score."""

    period: str
    quad: str
    n: int
    score: float


@dataclass(frozen=True, slots=True)
class Strip:
    """The drawing and its table. `undated` claims give no date of their own; `by_publication` of them stand in the month of publication."""

    width: int
    height: int
    names: tuple[tuple[str, float], ...]
    years: tuple[tuple[str, float], ...]
    marks: tuple[Mark, ...]
    scores: tuple[Score, ...]
    zero: float
    rows: tuple[Row, ...]
    undated: int
    by_publication: int


def strip(months: Iterable[Month], *, dates: str = "both") -> Strip | None:
    """Return the drawing of events by month; `dates` is `event` where only dates that the words give count. None where there are no events."""
    counted: dict[tuple[str, int], tuple[int, float]] = {}
    undated = by_publication = 0
    for month in months:
        quad = quad_of(month.type) if month.kind == "event" else None
        if quad is None:
            continue
        if not month.dated or not month.month:
            undated += month.n
            by_publication += month.n if month.month else 0
            if dates == "event" or not month.month:
                continue
        n, score = counted.get((month.month, quad), (0, 0.0))
        counted[month.month, quad] = (n + month.n, score + month.score)
    if not counted:
        return None
    years = sorted({int(month[:4]) for month, _ in counted})
    first, last = years[0], years[-1]
    by_year = last - first >= LONGEST
    if by_year:
        counted = _yearly(counted)
    width = max(LEAST, min(MOST, LEFT + RIGHT + (last - first + 1) * 12 * 4))
    step = (width - LEFT - RIGHT) / ((last - first + 1) * 12)
    bottom = TOP + ROW * len(ROWS)
    largest = max(n for n, _ in counted.values())

    def place(month: str) -> float:
        return LEFT + ((int(month[:4]) - first) * 12 + (int(month[5:7]) - 1 if len(month) > 4 else 0)) * step

    marks = tuple(
        _mark(
            place(month),
            TOP + ROW * ORDER.index(quad - 1) + ROW / 2,
            step,
            n / largest,
            f"{month}: {n} of {ROWS[quad - 1]}",
            year=len(month) == 4,
            hollow=len(month) == 4 and not by_year,
        )
        for (month, quad), (n, _) in sorted(counted.items())
    )
    every = max(1, round((last - first + 1) / 12))
    return Strip(
        width=width,
        height=bottom + SCORES + 22,
        names=tuple((ROWS[quad], TOP + ROW * number + ROW / 2 + 4) for number, quad in enumerate(ORDER)),
        years=tuple((str(year), round(place(str(year)), 1)) for year in range(first, last + 1, every)),
        marks=marks,
        scores=_scores(counted, place, step, bottom, by_year=by_year),
        zero=bottom + SCORES / 2 + 10,
        rows=tuple(Row(month, ROWS[quad - 1], n, round(score / n, 2)) for (month, quad), (n, score) in sorted(counted.items())),
        undated=undated,
        by_publication=by_publication,
    )


def _mark(x: float, y: float, step: float, share: float, words: str, *, year: bool, hollow: bool) -> Mark:
    size = max(3.0, LARGEST * 2 * sqrt(share))
    width = step * 12 - 1 if year else max(2.0, min(size, step * 0.9 if step > 8 else step))
    return Mark(round(x if year else x + (step - width) / 2, 1), round(y - size / 2, 1), round(width, 1), round(size, 1), words, hollow)


def _yearly(counted: Mapping[tuple[str, int], tuple[int, float]]) -> dict[tuple[str, int], tuple[int, float]]:
    found: defaultdict[tuple[str, int], tuple[int, float]] = defaultdict(lambda: (0, 0.0))
    for (month, quad), (n, score) in counted.items():
        known = found[month[:4], quad]
        found[month[:4], quad] = (known[0] + n, known[1] + score)
    return found


def _scores(
    counted: Mapping[tuple[str, int], tuple[int, float]], place: Callable[[str], float], step: float, bottom: float, *, by_year: bool
) -> tuple[Score, ...]:
    """PLOVER's scores reach from -10 to 10."""
    sums: defaultdict[str, tuple[int, float]] = defaultdict(lambda: (0, 0.0))
    for (month, _), (n, score) in counted.items():
        if len(month) == 7 or by_year:
            sums[month] = (sums[month][0] + n, sums[month][1] + score)
    middle = bottom + SCORES / 2 + 10
    return tuple(
        Score(round(place(m) + step * (6 if by_year else 0.5), 1), round(middle - s / n / 10 * SCORES / 2, 1), n, f"{m}: mean {s / n:.1f} of {n}")
        for m, (n, s) in sorted(sums.items())
    )
