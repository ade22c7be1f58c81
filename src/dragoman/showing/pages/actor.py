"""The page of an actor: how it is named, which offices it holds, with whom it deals, what it says and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.record.browsing import Dyad, counted, findings_with, knows, latest, months, names_of, partners, said
from dragoman.record.selecting import Selection
from dragoman.record.view import PrintedName, RecordView, StoredClaim
from dragoman.showing.ledger import is_called
from dragoman.showing.pages.cards import Card, cards
from dragoman.showing.pages.drawings.offices import Held, Offices, offices
from dragoman.showing.pages.drawings.strip import Strip, strip
from dragoman.showing.pages.names import name_of

SHOWN = 9
"""So many claims of a kind are shown; the lists have all. A page stays below 150 kB."""
NAMES = 60
TIES = 300
"""Of so many claims of offices and ties the drawing is made."""


@dataclass(frozen=True, slots=True)
class ActorPage:
    """An actor by id, country code or name. `names` are the words printed, by outlet; `n` counts claims by kind.

    `held` are its offices and ties through time, `offices` the latest claims of them.
    """

    id: str
    name: str
    n: dict[str, int]
    names: tuple[PrintedName, ...]
    held: Offices | None
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
    ties = _latest(view, "relation", actor, TIES)
    lists = [
        ties[:SHOWN],
        said(view, by=actor, limit=SHOWN),
        said(view, about=actor, limit=SHOWN),
        _latest(view, "event", actor, SHOWN),
    ]
    found = findings_with(view, [one.id for some in lists for one in some])
    holds, says, about, events = (tuple(cards(some, found)) for some in lists)
    return ActorPage(
        id=actor,
        name=name_of(view, actor),
        n=counted(view, actor),
        names=tuple(names_of(view, actor, NAMES)),
        held=offices([_held(one, actor) for one in ties]),
        offices=holds,
        partners=tuple(partners(view, actor, 25)),
        strip=strip(months(view, actor)),
        says=says,
        about=about,
        latest=events,
    )


def _latest(view: RecordView, kind: str, actor: str, limit: int) -> list[StoredClaim]:
    """The newest claims; who has neither id nor country is found by name."""
    return latest(view, kind, actor, limit=limit) or list(view.select(Selection(kind=kind, actor=actor, newest=True), limit))


def _held(stored: StoredClaim, actor: str) -> Held:
    """The claim as a row of the drawing: the role, and who or what stands on its other side."""
    claim = stored.claim
    subject, object_ = claim["subject"], claim["object"]
    other = object_ if is_called(subject, actor) and not is_called(object_, actor) else subject
    what = claim["role"] or claim["relation"]
    mark = "" if claim["polarity"] == "positive" else " (said not to be so)"
    label = f"{what}{mark}" if not other else f"{what}{mark} – {other['name']}"
    period = claim["period"] or claim["date"] or {}
    return Held(label, stored.published or "", period.get("start"), period.get("end"))
