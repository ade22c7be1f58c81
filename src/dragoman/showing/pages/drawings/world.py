"""A map of who deals with whom: countries filled by how much is told of them, and a line between two. Nothing is placed as a point."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import sqrt

import msgspec

from dragoman.record.browsing import Dyad

LINES = 40
"""So many pairs have a line; the table has all."""
STEPS = (1, 10, 100, 1000, 10_000)
"""A country is the darker the more of these its claims reach."""
Point = tuple[float, float]


class Outlines(msgspec.Struct, frozen=True):
    """`world.json`: the outlines of countries as SVG paths and their middles, by code; `-Name` for areas that have none."""

    source: str
    width: int
    height: int
    outlines: dict[str, str]
    middles: dict[str, Point]


@dataclass(frozen=True, slots=True)
class Country:
    """A country: `path` is its outline, empty where it is too small to have one; `step` from 0 (nothing told) to 5."""

    code: str
    path: str
    x: float
    y: float
    n: int
    step: int


@dataclass(frozen=True, slots=True)
class Line:
    """A pair of countries; of its `n` claims some go `there` from `one` to `other`, some `back`, `joint` ones are of both."""

    one: str
    other: str
    path: str
    width: float
    n: int
    there: int
    back: int
    joint: int


@dataclass(frozen=True, slots=True)
class World:
    """The map. `countries` are those that something is told of, `blank` the outlines of the others in one path; `off` are parties without a place."""

    width: int
    height: int
    blank: str
    countries: tuple[Country, ...]
    lines: tuple[Line, ...]
    steps: tuple[tuple[int, str], ...]
    off: tuple[tuple[str, int], ...]


@cache
def outlines() -> Outlines:
    """Return the outlines in the package."""
    return msgspec.json.decode((resources.files(__package__) / "world.json").read_bytes(), type=Outlines)


def world(dyads: Sequence[Dyad]) -> World | None:
    """Return the map of pairs, each of which is given once; None where no two of them are countries on it."""
    known = outlines()
    told: Counter[str] = Counter()
    for dyad in dyads:
        told[dyad.one.upper()] += dyad.n
        told[dyad.other.upper()] += dyad.n
    ranked = sorted((dyad for dyad in dyads if known.middles.keys() >= {dyad.one.upper(), dyad.other.upper()}), key=lambda dyad: -dyad.n)
    if not ranked:
        return None
    countries = tuple(_country(code, n, known) for code, n in sorted(told.items()) if code in known.middles)
    drawn = {country.code for country in countries}
    most = max(country.step for country in countries)
    return World(
        width=known.width,
        height=known.height,
        blank="".join(path for code, path in known.outlines.items() if code not in drawn),
        countries=countries,
        lines=tuple(_line(dyad, ranked[0].n, known) for dyad in ranked[:LINES]),
        steps=tuple((step, _range(step)) for step in range(1, most + 1)),
        off=tuple((code, n) for code, n in told.most_common() if code not in known.middles),
    )


def _country(code: str, n: int, known: Outlines) -> Country:
    return Country(code, known.outlines.get(code, ""), *known.middles[code], n, sum(n >= step for step in STEPS))


def _line(dyad: Dyad, largest: int, known: Outlines) -> Line:
    one, other = dyad.one.upper(), dyad.other.upper()
    path = _curve(known.middles[one], known.middles[other])
    return Line(one, other, path, round(0.6 + 3 * sqrt(dyad.n / largest), 1), dyad.n, dyad.there, dyad.back, dyad.joint)


def _range(step: int) -> str:
    low = STEPS[step - 1]
    return f"{low:,} or more" if step == len(STEPS) else f"{low:,} to {STEPS[step] - 1:,}"


def _curve(a: Point, b: Point) -> str:
    """A curve that bends upward by a fifth of its length."""
    up = ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 / 5
    return f"M{a[0]:g},{a[1]:g}Q{(a[0] + b[0]) / 2:.1f},{(a[1] + b[1]) / 2 - up:.1f} {b[0]:g},{b[1]:g}"
