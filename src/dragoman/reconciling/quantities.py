"""Two figures side by side: they agree, they contradict each other, or they cannot be compared, and why, in words.

A figure is compared only with one of the same unit, measure, stage and period. Nothing is converted, netted or summed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dragoman.domain import Verdict
from dragoman.reconciling.comparison import bounds, same_period
from dragoman.reconciling.items import FIRST_DAY, LAST_DAY, Days, Figure, Item, asserted
from dragoman.reconciling.model import Model

SCALES = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"))
STOCK = "stock"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure and all that it must share with another one to be compared. `day` is the day it was told where it has no date of its own."""

    figure: Figure
    measure: str
    stage: str
    days: Days | None
    day: int | None
    denied: bool
    asserted: bool
    total: bool
    part: bool


def quantity_of(item: Item, model: Model) -> Quantity | None:
    """The figure of a claim, or None where it gives none."""
    if item.figure is None:
        return None
    claim = item.claim
    stage = model.stages.get(item.status or "", item.status or "")
    measure = str(claim.get("measure") or "flow")
    total = bool(claim.get("is_aggregate"))
    return Quantity(item.figure, measure, stage, item.days, item.published, item.denied, asserted(claim), total, item.part)


def compare_quantities(a: Quantity, b: Quantity, model: Model) -> tuple[Verdict, str]:
    """The verdict on two figures of one thing, and why. The order of the two changes nothing but the order of the words."""
    one, other = show(a.figure), show(b.figure)
    if a.figure.unit != b.figure.unit:
        kind = "currencies" if a.figure.money and b.figure.money else "units"
        return "not comparable", f"{one} and {other}: different {kind}"
    meets, why = meet(a.figure, b.figure)
    if a.denied != b.denied:
        return _denial(a, b, meets)
    if a.stage != b.stage:
        if a.figure == b.figure and STOCK not in (a.measure, b.measure):
            return "agree", f"{one} at two stages ({_stage(a, model)}, {_stage(b, model)})"
        return "not comparable", f"{one} {_stage(a, model)}, {other} {_stage(b, model)}: different stages"
    if a.part != b.part and not meets:
        return "not comparable", f"{one} and {other}: one is of a part"
    if a.measure != b.measure and a.figure != b.figure:
        return "not comparable", f"{one} and {other}: a stock and a flow"
    apart = _apart(a, b, model, meets=meets)
    if apart:
        return "not comparable", f"{one} and {other}: {apart}"
    return ("agree" if meets else "contradict"), why


def _denial(a: Quantity, b: Quantity, meets: bool) -> tuple[Verdict, str]:
    said, refused = (b, a) if a.denied else (a, b)
    one, other = show(said.figure), show(refused.figure)
    if meets:
        return "contradict", f"{one} is given, {other} is denied"
    if refused.asserted:
        return "contradict", f"{one} is given against {other}, which another source puts forward"
    return "not comparable", f"{one} is given; that {other} is denied says nothing against it"


def _stage(quantity: Quantity, model: Model) -> str:
    return model.stage_names.get(quantity.stage, quantity.stage or "of no stated stage")


def _apart(a: Quantity, b: Quantity, model: Model, *, meets: bool) -> str | None:
    """Why two figures are not of one period or day, or None where they are."""
    stock = STOCK in (a.measure, b.measure)
    if a.days and b.days:
        if same_period(a.days, b.days):
            return None
        exact = _exact(a.figure) or _exact(b.figure)
        nested = _within(a.days, b.days) or _within(b.days, a.days)
        if meets and exact and nested and not stock:
            return None
        what = "days of one stock" if stock else "periods"
        return f"two {what}, {show_days(a.days)} and {show_days(b.days)}"
    if not a.days and not b.days:
        far = a.day is not None and b.day is not None and abs(a.day - b.day) > model.limits.month_days
        return f"told {abs(a.day - b.day)} days apart, neither dated" if far and a.day and b.day and (stock or not meets) else None
    dated, bare = (a, b) if a.days else (b, a)
    if meets or dated.days is None:
        return None
    if stock and dated.stage == "outstanding":
        return f"one of {show_days(dated.days)}, the other undated"
    slack = 2 * model.limits.month_days
    if bare.day is None or dated.days[0] - slack <= bare.day <= dated.days[1] + slack:
        return None
    return f"one of {show_days(dated.days)}, the other undated"


def _within(inner: Days, outer: Days) -> bool:
    return outer[0] - 1 <= inner[0] and inner[1] <= outer[1] + 1


def _exact(figure: Figure) -> bool:
    return figure.low is not None and figure.high is not None


def meet(a: Figure, b: Figure) -> tuple[bool, str]:
    """Whether two figures of one unit can both be true, and in words how they lie to each other."""
    one, other = show(a), show(b)
    if a == b:
        return True, f"both give {one}"
    (low, high), (lower, upper) = bounds(a), bounds(b)
    if lower <= low and high <= upper:
        return True, f"{one} lies within {other}"
    if low <= lower and upper <= high:
        return True, f"{other} lies within {one}"
    if low <= upper and lower <= high:
        return True, f"{one} and {other} overlap"
    return False, f"{one} and {other} exclude each other"


def show(figure: Figure) -> str:
    """A figure in words: `1.26–1.54 bn USD`, `at least 50 bn USD`."""
    low, high, unit = figure.low, figure.high, figure.unit
    if low is not None and low == high:
        return f"{number(low)} {unit}"
    if high is None:
        return f"at least {number(low or 0)} {unit}"
    if low is None:
        return f"at most {number(high)} {unit}"
    return f"{number(low)}–{number(high)} {unit}"


def number(value: float) -> str:
    """A number as people read it."""
    for limit, name in SCALES:
        if abs(value) >= limit:
            return f"{value / limit:.10g} {name}"
    return f"{value:,.10g}"


def show_days(days: Days) -> str:
    """Days in words: `2027-02-28`, `2009-01-01 to 2016-12-31`, `until 2016-12-31`."""
    first, last = days
    if first == last:
        return _iso(first)
    if first <= FIRST_DAY:
        return f"until {_iso(last)}"
    if last >= LAST_DAY:
        return f"since {_iso(first)}"
    return f"{_iso(first)} to {_iso(last)}"


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def show_amount(claim: Mapping[str, Any], figure: Figure) -> str:
    """A claim's figure with the words that gave it."""
    text = (claim.get("amount") or {}).get("text")
    return f"{show(figure)} (“{text}”)" if text else show(figure)
