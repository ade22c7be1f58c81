"""Dates as exactly as their words give them: `1982`, `1982-03`, `1982-03-01`. A year is never its first of January."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.record.columns import first_day, last_day

#: How many letters of an ISO day a precision leaves, coarsest first; the first that its bounds fill exactly is taken.
_CUTS: Mapping[str | None, tuple[int, ...]] = {
    "year": (4, 7),
    "decade": (4, 7),
    "range": (4, 7),
    "month": (7,),
    "quarter": (7,),
    "season": (7,),
}
_BY_LENGTH = {4: "year", 7: "month"}


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day, month or year, both included, None = open or not told; `precision` is the record's word, `text` the article's."""

    start: str | None = None
    end: str | None = None
    precision: str | None = None
    text: str | None = None

    @property
    def told(self) -> bool:
        """True where there is any date."""
        return self.start is not None or self.end is not None

    @property
    def days(self) -> tuple[str | None, str | None]:
        """The same as full days, for formats that have no other dates."""
        return self.start and first_day(self.start), self.end and last_day(self.end)

    @property
    def words(self) -> str:
        """On one line: `1982 (to the year)`, `1982-03-01`, `2009 to 2016 (range)`, `2010 to open`."""
        if not self.told:
            return "not told"
        until = "" if self.start == self.end else f" to {self.end or 'open'}"
        exact = "" if self.precision in {None, "day"} else " (range)" if self.precision == "range" else f" (to the {self.precision})"
        return f"{self.start or 'open'}{until}{exact}"


def date_of(claim: Mapping[str, Any]) -> Span:
    """The date of a claim as its words give it."""
    date = claim.get("date") or {}
    return _span(date.get("start"), date.get("end"), date.get("precision"), date.get("text"))


def period_of(claim: Mapping[str, Any]) -> Span:
    """The period of a flow or relation."""
    held = claim.get("period") or {}
    return _span(held.get("start"), held.get("end"), *_exactness(claim, held.get("start"), held.get("end")))


def as_of(claim: Mapping[str, Any]) -> Span:
    """The day of a balance: start and end are the same."""
    at = claim.get("as_of")
    if not at:
        return Span()
    precision, text = _exactness(claim, at)
    shown = _span(at, None, precision).start
    shown = shown if shown != at else _span(None, at, precision).end
    return Span(shown, shown, precision, text)


def span_of(claim: Mapping[str, Any]) -> Span:
    """When a claim says that it was: a flow's or relation's period, else the day of a balance, else its date."""
    return next((span for span in (period_of(claim), as_of(claim), date_of(claim)) if span.told), Span())


def _exactness(claim: Mapping[str, Any], *bounds: str | None) -> tuple[str | None, str | None]:
    """The date's precision and words where these are its bounds, else what their form says."""
    date = claim.get("date") or {}
    known = {date.get("start"), date.get("end")} - {None}
    told = [bound for bound in bounds if bound]
    if told and known.issuperset(told):
        return date.get("precision"), date.get("text")
    forms = {_BY_LENGTH.get(len(bound), "day") for bound in told}
    return (forms.pop() if len(forms) == 1 else "range" if forms else None), None


def _span(start: str | None, end: str | None, precision: str | None, text: str | None = None) -> Span:
    for cut in _CUTS.get(precision, ()):
        fits = (not start or first_day(start[:cut]) == first_day(start)) and (not end or last_day(end[:cut]) == last_day(end))
        if fits:
            return Span(start and start[:cut], end and end[:cut], precision, text)
    return Span(start or None, end or None, precision, text)
