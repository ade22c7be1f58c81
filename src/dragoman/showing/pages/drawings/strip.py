"""Events through time: a row for each quad class, a mark for each month, and the mean score of each month below."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from dragoman.record.browsing import Month
from dragoman.showing.export.columns import QUADS, quad_of
from dragoman.showing.pages.environment import count

ROWS = tuple(name.replace("-", " ") for name in QUADS)
ORDER = (1, 0, 2, 3)
"""Rows from the best to the worst: material and verbal cooperation, verbal and material conflict."""
At = tuple[str, int]
"""Month (or year), and quad class from 1."""
Sum = tuple[int, float]
"""How many, and the sum of their scores."""
LEFT, RIGHT, TOP, ROW, SCORES = 130, 12, 8, 26, 90
LEAST, MOST = 640, 960
LARGEST = 11.0
LONGEST, MARKS = 20, 400
NEARLY = 0.95
"""Of more years the last ones are drawn, where they have so large a share; else, or with more marks, the drawing is by the year."""
DIGIT = 7
"""Numbers stand below the scores where each of their digits has so many pixels."""


@dataclass(frozen=True, slots=True)
class Mark:
    """So many claims or happenings of a quad class in a month, or, hollow, in a year that gives no month. `y`, `size` are its middle and its side."""

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
    """A row of the table beside the drawing: period, quad class, number, mean score."""

    period: str
    quad: str
    n: int
    score: float


@dataclass(frozen=True, slots=True)
class Strip:
    """The drawing and its table, in a `unit` that is counted.

    `undated` ones give no date of their own; `by_publication` of them are dated by publication. `numbers` tells whether there is room for a
    number below each score.
    """

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
    earlier: int
    """So many are before the first year drawn, `from_year`: the table has them."""
    from_year: int
    unit: str
    numbers: bool
    by_year: bool


def strip(months: Iterable[Month], *, dates: str = "both", unit: str = "claim") -> Strip | None:
    """Return the drawing of events by month; `dates` is `event` where only dates that the words give count. None where no event has a place.

    `unit` is the noun for what `n` counts.
    """
    counted, undated, by_publication = _counted(months, dates)
    if not counted:
        return None
    rows = tuple(Row(month, ROWS[quad - 1], n, round(score / n, 2)) for (month, quad), (n, score) in sorted(counted.items()))
    first, last = _span(counted)
    earlier = sum(row.n for row in rows if int(row.period[:4]) < first)
    drawn = {at: told for at, told in counted.items() if int(at[0][:4]) >= first}
    by_year = last - first >= LONGEST or len(drawn) > MARKS
    drawn = _yearly(drawn) if by_year else drawn
    width = max(LEAST, min(MOST, LEFT + RIGHT + (last - first + 1) * 12 * 4))
    step = (width - LEFT - RIGHT) / ((last - first + 1) * 12)
    bottom = TOP + ROW * len(ROWS)

    def place(month: str) -> float:
        return LEFT + ((int(month[:4]) - first) * 12 + (int(month[5:7]) - 1 if len(month) > 4 else 0)) * step

    scores = _scores(drawn, place, step, bottom, by_year=by_year)
    digits = max((len(str(score.n)) for score in scores), default=1)
    return Strip(
        width=width,
        height=bottom + SCORES + 40,
        names=tuple((ROWS[quad], TOP + ROW * number + ROW / 2 + 4) for number, quad in enumerate(ORDER)),
        years=tuple((str(year), round(place(str(year)), 1)) for year in range(first, last + 1, max(1, round((last - first + 1) / 12)))),
        marks=_marks(drawn, place, step, unit, by_year=by_year),
        scores=scores,
        zero=bottom + SCORES / 2 + 10,
        rows=rows,
        undated=undated,
        by_publication=by_publication,
        earlier=earlier,
        from_year=first,
        unit=unit,
        numbers=step * (12 if by_year else 1) >= DIGIT * digits + 3,
        by_year=by_year,
    )


def _counted(months: Iterable[Month], dates: str) -> tuple[dict[At, Sum], int, int]:
    counted: dict[At, Sum] = {}
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
    return counted, undated, by_publication


def _span(counted: Mapping[At, Sum]) -> tuple[int, int]:
    """First and last year that are drawn: of more than `LONGEST` those last ones that have nearly all, else all."""
    years: Counter[int] = Counter()
    for (month, _), (n, _) in counted.items():
        years[int(month[:4])] += n
    first, last = min(years), max(years)
    late = sum(n for year, n in years.items() if year > last - LONGEST)
    if last - first >= LONGEST and late >= years.total() * NEARLY:
        first = min(year for year in years if year > last - LONGEST)
    return first, last


def _marks(counted: Mapping[At, Sum], place: Callable[[str], float], step: float, unit: str, *, by_year: bool) -> tuple[Mark, ...]:
    largest = max(n for n, _ in counted.values())
    return tuple(
        _mark(
            place(month),
            TOP + ROW * ORDER.index(quad - 1) + ROW / 2,
            step,
            n / largest,
            f"{month}: {count(n, unit)} of {ROWS[quad - 1]}",
            year=len(month) == 4,
            hollow=len(month) == 4 and not by_year,
        )
        for (month, quad), (n, _) in sorted(counted.items())
    )


def _mark(x: float, y: float, step: float, share: float, words: str, *, year: bool, hollow: bool) -> Mark:
    size = max(3.0, LARGEST * 2 * sqrt(share))
    width = step * 12 - 1 if year else max(2.0, min(size, step * 0.9 if step > 8 else step))
    return Mark(round(x if year else x + (step - width) / 2, 1), round(y - size / 2, 1), round(width, 1), round(size, 1), words, hollow)


def _yearly(counted: Mapping[At, Sum]) -> dict[At, Sum]:
    found: defaultdict[At, Sum] = defaultdict(lambda: (0, 0.0))
    for (month, quad), (n, score) in counted.items():
        known = found[month[:4], quad]
        found[month[:4], quad] = (known[0] + n, known[1] + score)
    return found


def _scores(counted: Mapping[At, Sum], place: Callable[[str], float], step: float, bottom: float, *, by_year: bool) -> tuple[Score, ...]:
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
