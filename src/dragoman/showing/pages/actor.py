"""The page of an actor: how it is named, which offices it holds, with whom it deals, what it says and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.record.browsing import Dyad, counted, findings_with, knows, latest, months, names_of, partners, said
from dragoman.record.view import PrintedName, RecordView
from dragoman.showing.pages.cards import Card, cards
from dragoman.showing.pages.drawings.strip import Strip, strip
from dragoman.showing.pages.names import name_of

SHOWN = 15
NAMES = 60


@dataclass(frozen=True, slots=True)
class ActorPage:
    """An actor by id, country code or name. `names` are the words printed, by outlet; `n` counts claims by kind."""

    id: str
    name: str
    n: dict[str, int]
    names: tuple[PrintedName, ...]
    offices: tuple[Card, ...]
    partners: tuple[Dyad, ...]
    strip: Strip | None
    says: tuple[Card, ...]
    about: tuple[Card, ...]
    latest: tuple[Card, ...]


def actor_page(view: RecordView, actor: str) -> ActorPage | None:
    """Return the page, or None where the record names no such actor."""
    if not knows(view, actor):
        return None
    lists = [
        latest(view, "relation", actor, limit=SHOWN),
        said(view, by=actor, limit=SHOWN),
        said(view, about=actor, limit=SHOWN),
        latest(view, "event", actor, limit=SHOWN),
    ]
    found = findings_with(view, [one.id for some in lists for one in some])
    offices, says, about, events = (tuple(cards(some, found)) for some in lists)
    return ActorPage(
        id=actor,
        name=name_of(view, actor),
        n=counted(view, actor),
        names=tuple(names_of(view, actor, NAMES)),
        offices=offices,
        partners=tuple(partners(view, actor, 25)),
        strip=strip(months(view, actor)),
        says=says,
        about=about,
        latest=events,
    )
