"""The watch-list: contradictions that a newer article brought, with the values on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from dragoman.domain import FieldComparison, FieldVerdict, Finding, ValueGiven
from dragoman.record.columns import last_day
from dragoman.showing.findings import headline, value_cells, vouched
from dragoman.showing.forms import Forms, apart, table_of
from dragoman.showing.terminal import Row

INDENT = 12

Days = Mapping[str, tuple[str | None, str | None]]
"""Article -> day of publication, time at which it was read."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A field of a finding on which claims exclude each other since a day.

    `day` is that of the newest value; `fresh` are the articles that are as new as asked for; `why` are the reasons, a pair of values each.
    """

    finding: Finding
    field: str
    day: str
    fresh: frozenset[str]
    values: tuple[ValueGiven, ...]
    why: tuple[str, ...]


def contradictions(findings: Iterable[Finding], days: Days, since: str) -> list[Contradiction]:
    """The contradictions with a value whose article was published or read on the day `since` or later, by the day of the newest value.

    A value that was withdrawn, replaced or judged wrong contradicts nothing any more.
    """
    found = [
        one for finding in findings for name, verdict in finding.fields.items() if (one := _since(finding, name, verdict, days, since)) is not None
    ]
    return sorted(found, key=lambda one: one.day)


def _since(finding: Finding, name: str, verdict: FieldVerdict, days: Days, since: str) -> Contradiction | None:
    values = {value.claim: value for value in verdict.values if value.note is None}
    newest = {claim: newest_day(days.get(value.article, (None, None))) for claim, value in values.items()}
    at_odds = [c for c in verdict.comparisons if c.verdict == "contradict" and values.keys() >= set(c.claims)]
    fresh = [c for c in at_odds if max(newest[claim] for claim in c.claims) >= since]
    if not fresh:
        return None
    shown = _alike(fresh, values)
    articles = frozenset(value.article for value in shown if newest[value.claim] >= since)
    return Contradiction(finding, name, max(newest[value.claim] for value in shown), articles, shown, tuple(dict.fromkeys(c.why for c in fresh)))


def _alike(compared: Iterable[FieldComparison], values: Mapping[str, ValueGiven]) -> tuple[ValueGiven, ...]:
    """The values at odds with all claims that give them: only one claim of each value is compared."""
    shown = {values[claim].value for c in compared for claim in c.claims}
    return tuple(value for value in values.values() if value.value in shown)


def newest_day(known: tuple[str | None, str | None]) -> str:
    """The later of the day of publication (the last one, of a month or year) and the day of reading; nothing where neither is known."""
    published, read = known
    return max(last_day(published) if published else "", (read or "")[:10])


def watch_rows(one: Contradiction, days: Days) -> Iterator[Row]:
    """The rows of one contradiction; `new` stands before what is new."""
    yield Row(f"{headline(one.finding)} — {one.field} · {one.finding.id}", one.day, INDENT, "head", 2)
    for why in one.why:
        yield Row(f"contradict: {why}", indent=INDENT, style="alarm", hang=2)
    for value in one.values:
        published = days.get(value.article, (None, None))[0] or "undated"
        mark = " " * (INDENT - 5) + "new" if value.article in one.fresh else ""
        yield Row(f"{value.value}: {value.claim} in {value.article}, {published}{vouched(value.attribution)}", mark, INDENT, hang=2)


def watch_forms(days: Days) -> Forms[Contradiction]:
    """The forms of a list of contradictions."""

    def cells(one: Contradiction) -> Iterator[dict[str, Any]]:
        whole = {"day": one.day, "finding": one.finding.id, "kind": one.finding.kind, "what": headline(one.finding), "field": one.field}
        for value in one.values:
            published = days.get(value.article, (None, None))[0]
            yield {**whole, "why": "; ".join(one.why), "new": value.article in one.fresh, "published": published, **value_cells(value)}

    columns = ("day", "finding", "kind", "what", "field", "why", "value", "new", "note", "claim", "article", "published", "sources")
    return Forms(lambda found: apart(watch_rows(one, days) for one in found), encode_contradiction, table_of(columns, cells))


def encode_contradiction(one: Contradiction) -> bytes:
    """One line for programs."""
    values = [{**msgspec.to_builtins(value), "new": value.article in one.fresh} for value in one.values]
    return msgspec.json.encode(
        {"finding": one.finding.id, "kind": one.finding.kind, "field": one.field, "day": one.day, "why": one.why, "values": values}
    )
