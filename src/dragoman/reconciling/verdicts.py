"""For every field of a finding, the values side by side, and whether they agree.

Distinct values are compared pair by pair, and each pair keeps its reason in words.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from dragoman.domain import FieldComparison, FieldVerdict, Source, ValueGiven, Verdict
from dragoman.reconciling.fields import FIELDS, Comparer, Outcome, Reader, compare_amounts, compare_polarity
from dragoman.reconciling.items import Item, asserted
from dragoman.reconciling.model import Model

DISTINCT = 24  # of more distinct values the first by day and article are compared pair by pair
TOLD = 3  # reasons named in the summary
UPDATED = frozenset(["amount", "persons", "deaths"])
"""Fields of which an outlet's later report takes the place of its earlier one, as with a toll that rises."""


@dataclass(frozen=True, slots=True)
class Report:
    """The outlet and the sources on whose word it tells something, and the day."""

    by: tuple[str, ...]
    day: str


Reports = Mapping[str, Report]
"""By claim id."""


@dataclass(frozen=True, slots=True)
class Given:
    """One claim's value for a field: `key` tells distinct values apart, `shown` is for people; `note` says why it does not stand."""

    item: Item
    key: Hashable
    shown: str
    note: str | None = None


def field_verdicts(items: Sequence[Item], notes: Mapping[str, str], model: Model, reports: Reports | None = None) -> dict[str, FieldVerdict]:
    """The verdict on each field that at least two of the claims give. `notes` says of a claim, by its id, why it does not stand."""
    found: dict[str, FieldVerdict] = {}
    for name, read, comparer in FIELDS[items[0].kind]:
        verdict = field_verdict(items, read, comparer, notes, model, reports if reports and name in UPDATED else {})
        if verdict is not None:
            found[name] = verdict
    return found


def field_verdict(
    items: Sequence[Item], read: Reader, comparer: Comparer, notes: Mapping[str, str], model: Model, reports: Reports
) -> FieldVerdict | None:
    """The verdict on one field, or None where fewer than two claims give it and none is at odds with itself."""
    given = [Given(item, value[0], value[1], notes.get(item.id)) for item in items if (value := read(item, model))]
    if reports:
        given = _without_superseded(given, comparer, model, reports)
    inner = [g for g in given if comparer is compare_polarity and g.item.denied and asserted(g.item.claim)]
    if len(given) < 2 and not inner:
        return None
    distinct: dict[Hashable, Given] = {}
    for one in given:
        distinct.setdefault((one.key, bool(one.note)), one)
    compared = [_compared(a, b, comparer, model) for a, b in combinations(list(distinct.values())[:DISTINCT], 2)]
    comparisons = [FieldComparison((g.item.id, g.item.id), "contradict", _told_and_denied(g.item)) for g in inner] + [c for c, _ in compared]
    standing = [c for c, g in zip(comparisons, inner, strict=False) if not g.note] + [c for c, stands in compared if stands]
    verdict, why = _summary(given, standing, comparisons)
    return FieldVerdict(verdict, why, tuple(_value(g) for g in given), tuple(comparisons))


def _without_superseded(given: Sequence[Given], comparer: Comparer, model: Model, reports: Reports) -> list[Given]:
    """The values, with a note where the same outlet, on the word of the same sources, gives another one later."""
    series: dict[tuple[str, ...], list[Given]] = {}
    for one in given:
        if one.item.id in reports:
            series.setdefault(reports[one.item.id].by, []).append(one)

    def note(one: Given) -> str | None:
        report = reports.get(one.item.id)
        if one.note or report is None:
            return one.note
        # a value that does not stand itself, or that can be true beside the earlier one, takes no place
        for other in reversed(series[report.by]):
            day = reports[other.item.id].day
            may = day > report.day and not other.note and one.item.denied == other.item.denied
            if may and comparer(one.item, other.item, model)[0] == "contradict":
                return f"superseded by the later report {other.item.article} of {day}"
        return None

    return [replace(one, note=note(one)) for one in given]


def _compared(a: Given, b: Given, comparer: Comparer, model: Model) -> tuple[FieldComparison, bool]:
    verdict, why = comparer(a.item, b.item, model)
    note = a.note or b.note
    if note and not (a.note and b.note) and verdict == "not comparable" and comparer is compare_amounts:
        verdict = "contradict" if a.item.article == b.item.article and a.key != b.key else verdict
    return FieldComparison((a.item.id, b.item.id), verdict, f"{why}; {note}" if note else why), not note


def _summary(given: Sequence[Given], standing: Sequence[FieldComparison], every: Sequence[FieldComparison]) -> Outcome:
    if not standing:
        left = [g for g in given if not g.note]
        if not left:
            return "not comparable", "no value stands: " + "; ".join(_distinct(g.note or "" for g in given))
        why = f"{left[0].shown} in every claim" if len(left) > 1 else f"only {left[0].shown} stands"
        return "agree", "; ".join([why, *_distinct(g.note for g in given if g.note)])
    by_verdict = {v: _distinct(c.why for c in standing if c.verdict == v) for v in ("contradict", "agree", "not comparable")}
    verdict: Verdict = "contradict" if by_verdict["contradict"] else "agree" if by_verdict["agree"] else "not comparable"
    told = _few(by_verdict[verdict])
    if verdict != "not comparable" and by_verdict["not comparable"]:
        told.append(f"not comparable: {_few(by_verdict['not comparable'])[0]}")
    return verdict, "; ".join([*told, *_distinct(g.note for g in given if g.note)])


def _few(reasons: Sequence[str]) -> list[str]:
    more = len(reasons) - TOLD
    return [*reasons[:TOLD], *([f"and {more} more"] if more > 0 else [])]


def _distinct(texts: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))


def _value(given: Given) -> ValueGiven:
    return ValueGiven(given.item.article, given.item.id, given.shown, chain(given.item.claim), given.note)


def chain(claim: Mapping[str, Any]) -> tuple[Source, ...]:
    """The sources of a claim, nearest first."""
    return tuple(Source(str(link["name"]), str(link.get("cue") or ""), link.get("stance") or "says") for link in claim.get("attribution") or ())


def _told_and_denied(item: Item) -> str:
    links = item.claim["attribution"]
    return f"{links[0]['name']} {links[0].get('stance')}, {links[-1]['name']} denies"
