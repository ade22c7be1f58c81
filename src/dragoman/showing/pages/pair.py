"""The page of two parties: what is told between them through time, what moved, who said what of whom, where sources contradict."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dragoman.record.browsing import counted, findings_with, latest, months, said
from dragoman.record.view import RecordView
from dragoman.showing.ledger import entries
from dragoman.showing.pages.cards import Card, cards
from dragoman.showing.pages.drawings.strip import Strip, strip
from dragoman.showing.pages.ledger import Flows, flows_of
from dragoman.showing.pages.names import name_of
from dragoman.showing.pages.told import Told, told_of

SEEN = 150
"""Among so many claims of a kind contradictions are looked for."""
SHOWN = 40
"""So many claims of a kind are shown; the lists have all."""


@dataclass(frozen=True, slots=True)
class PairPage:
    """Two parties. `one`, `other` are codes or ids; `n` counts claims by kind."""

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


def pair_page(view: RecordView, one: str, other: str, dates: str = "both") -> PairPage:
    """Return the page; it is empty where nothing is told between the two."""
    counts = Counter(counted(view, one, other)) + Counter(counted(view, other, one))
    flows, events = (latest(view, kind, one, other, SEEN) for kind in ("flow", "event"))
    told = [*said(view, one, other, SHOWN // 4), *said(view, other, one, SHOWN // 4)]
    found = findings_with(view, [stored.id for stored in (*flows, *events, *told)])
    at_odds = list({finding.id: finding for finding in found.values() if finding.verdict == "contradict"}.values())
    return PairPage(
        one=one,
        other=other,
        one_name=name_of(view, one),
        other_name=name_of(view, other),
        n=dict(counts),
        strip=strip([*months(view, one, other), *months(view, other, one)], dates=dates),
        ledger=flows_of(entries(flows[:SHOWN], found.values())),
        said=tuple(cards(told, found)),
        latest=tuple(cards(events[: SHOWN // 2], found)),
        contradictions=tuple(told_of(finding) for finding in at_odds[:10]),
        dates=dates,
    )
