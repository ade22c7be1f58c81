"""What is told between two parties, in both directions together: each claim once, also one that stands in both, and happenings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dragoman.record.browsing import Month
from dragoman.record.schema import MONTH
from dragoman.record.view import RecordView

BOTH_WAYS = "((between_two.one = ? AND between_two.other = ?) OR (between_two.one = ? AND between_two.other = ?))"


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event between two parties: `happening` is its finding's id, else its own; `done` False where it is not told as done."""

    happening: str
    month: Month
    done: bool


def counts_between(view: RecordView, one: str, other: str) -> dict[str, int]:
    """Return how many claims of each kind have one party (a country's code, else an actor's id) on one side and the other on the other."""
    sql = f"SELECT kind, count(DISTINCT claim) FROM between_two WHERE {BOTH_WAYS} GROUP BY kind ORDER BY kind"
    return dict(view.rows(sql, (one, other, other, one)))


def events_between(view: RecordView, one: str, other: str) -> Iterator[ToldEvent]:
    """Yield the events between two parties, each once."""
    sql = f"""SELECT DISTINCT claim.number, coalesce(spot.finding, claim.id), {MONTH}, date_start IS NOT NULL OR date_end IS NOT NULL, type,
        coalesce(json_extract(claim.json, '$.score'), 0), polarity = 'positive' AND modality = 'actual'
        FROM between_two JOIN claim ON claim.number = between_two.claim LEFT JOIN spot ON spot.claim = claim.id
        WHERE between_two.kind = 'event' AND {BOTH_WAYS}"""
    for _, happening, month, dated, type_, score, done in view.rows(sql, (one, other, other, one)):
        yield ToldEvent(happening, Month(month, bool(dated), "event", type_, 1, score), bool(done))


def happenings(events: Iterable[ToldEvent]) -> list[Month]:
    """Return each happening once, as the claim that dates it most exactly has it, with the mean score of all its claims."""
    together: dict[str, list[Month]] = {}
    for event in events:
        together.setdefault(event.happening, []).append(event.month)
    best = [min(some, key=lambda m: (not m.dated, not m.month, len(m.month) == 4, m.month, m.type)) for some in together.values()]
    return [replace(month, score=round(sum(m.score for m in some) / len(some), 3)) for month, some in zip(best, together.values(), strict=True)]
