"""The watch-list: contradictions that a newer article brought, with the values on both sides."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from dragoman.domain import FieldComparison, FieldVerdict, Finding, ValueGiven
from dragoman.record.columns import last_day
from dragoman.showing.findings import headline, vouched
from dragoman.showing.listing import WIDTH

INDENT = " " * 12

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


def watch_listing(found: Iterable[Contradiction], days: Days, width: int = WIDTH) -> Iterator[str]:
    """The lines for people, an empty one between two contradictions; `+` marks what is new."""
    for number, one in enumerate(found):
        if number:
            yield ""
        yield f"{one.day:<12}{headline(one.finding)} — {one.field}  ({one.finding.id})"
        for why in one.why:
            yield from _wrapped(f"≠ {why}", INDENT, width)
        for value in one.values:
            mark = "+" if value.article in one.fresh else " "
            published = days.get(value.article, (None, None))[0] or "undated"
            yield from _wrapped(f"{mark} {value.value}: {value.article}, {published}{vouched(value.attribution)} · {value.claim}", INDENT, width)


def encode_contradiction(one: Contradiction) -> bytes:
    """One line for programs."""
    values = [{**msgspec.to_builtins(value), "new": value.article in one.fresh} for value in one.values]
    return msgspec.json.encode(
        {"finding": one.finding.id, "kind": one.finding.kind, "field": one.field, "day": one.day, "why": one.why, "values": values}
    )


def _wrapped(text: str, indent: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False, break_on_hyphens=False)
