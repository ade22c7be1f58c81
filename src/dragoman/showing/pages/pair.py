"""The page of two parties: what is told between them through time, what moved, who said what of whom, where sources contradict."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.record.between import counts_between, events_between, happenings
from dragoman.record.browsing import findings_with, latest, said
from dragoman.record.view import RecordView
from dragoman.showing.ledger import entries
from dragoman.showing.pages.cards import Card, cards
from dragoman.showing.pages.drawings.strip import Strip, strip
from dragoman.showing.pages.ledger import Flows, flows_of
from dragoman.showing.pages.names import name_of
from dragoman.showing.pages.told import Told, told_of

SEEN = 150
"""Among so many claims of a kind contradictions are looked for."""
SHOWN, EVENTS, WORDS = 40, 12, 8
"""So many flows and events are shown, and statements of each party; the lists have all. A page stays below 150 kB."""


@dataclass(frozen=True, slots=True)
class PairPage:
    """Two parties. `one`, `other` are codes or ids; `n` counts claims by kind, each once.

    `unit` is what the strip counts: `happenings` (a finding is one) or `claims`; `unreal` events are not told as done.
    """

    one: str
    other: str
    one_name: str
    other_name: str
    n: dict[str, int]
    strip: Strip | None
    ledger: Flows
    said: tuple[Card, ...]
    latest: tuple[Card, ...]
    contradictions: tuple[Told, ...]
    dates: str
    unit: str
    n_happenings: int
    unreal: int


def pair_page(view: RecordView, one: str, other: str, dates: str = "both", unit: str = "happenings") -> PairPage:
    """Return the page; it is empty where nothing is told between the two."""
    told = list(events_between(view, one, other))
    happened = happenings(told)
    flows, events = (latest(view, kind, one, other, SEEN) for kind in ("flow", "event"))
    spoken = [*said(view, one, other, WORDS), *said(view, other, one, WORDS)]
    found = findings_with(view, [stored.id for stored in (*flows, *events, *spoken)])
    at_odds = list({finding.id: finding for finding in found.values() if finding.verdict == "contradict"}.values())
    return PairPage(
        one=one,
        other=other,
        one_name=name_of(view, one),
        other_name=name_of(view, other),
        n=counts_between(view, one, other),
        strip=strip(happened, dates=dates, unit="happening") if unit == "happenings" else strip([e.month for e in told], dates=dates),
        ledger=flows_of(entries(flows[:SHOWN], found.values())),
        said=tuple(cards(spoken, found)),
        latest=tuple(cards(events[:EVENTS], found)),
        contradictions=tuple(told_of(finding) for finding in at_odds[:10]),
        dates=dates,
        unit=unit,
        n_happenings=len(happened),
        unreal=sum(not event.done for event in told),
    )
