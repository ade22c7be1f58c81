"""The page of the network: who deals with whom, drawn and as a table."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.record.browsing import Dyad, dyads
from dragoman.record.selecting import Selection
from dragoman.record.view import RecordView
from dragoman.showing.pages.drawings.network import Network, network
from dragoman.showing.pages.drawings.world import World, world

MAPPED, DRAWN, LISTED = 400, 150, 100


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """Pairs of a kind and period, those with most claims first."""

    kind: str
    since: str
    until: str
    network: Network | None
    world: World | None
    dyads: tuple[Dyad, ...]


def network_page(view: RecordView, selection: Selection) -> NetworkPage:
    """Return the page of what a selection's kind and period have; its other filters mean nothing here."""
    found = list(dyads(view, *period(selection), selection.kind, MAPPED))
    return NetworkPage(
        selection.kind or "", selection.since or "", selection.until or "", network(found[:DRAWN]), world(found), tuple(found[:LISTED])
    )


def period(selection: Selection) -> tuple[str, str]:
    """Return the first and last month of a selection's period."""
    return (selection.since or "")[:7], (selection.until or "9999")[:7]
