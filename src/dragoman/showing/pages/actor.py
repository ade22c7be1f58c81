"""The page of an actor: how it is named, which offices it holds, with whom it deals, what it says and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.actors.registry import load_registry
from dragoman.record.browsing import Dyad, counted, findings_with, knows, latest, months, names_of, partners, said
from dragoman.record.selecting import Selection
from dragoman.record.view import PrintedName, RecordView, StoredClaim
from dragoman.showing.known import bonds
from dragoman.showing.ledger import is_called
from dragoman.showing.pages.cards import Card, cards
from dragoman.showing.pages.drawings.offices import Held, Offices, offices
from dragoman.showing.pages.drawings.strip import Strip, strip
from dragoman.showing.pages.names import name_of

if TYPE_CHECKING:
    from dragoman.actors.lookup import Known
    from dragoman.actors.registers.matching import Tied
    from dragoman.actors.registry import Entry, Office

SHOWN = 9
"""So many claims of a kind are shown; the lists have all. A page stays below 150 kB."""
NAMES = 60
ALIASES, TERMS = 12, 30
"""So many of each are shown of an entry of a register; `dragoman actors` has all."""
TIES = 150
"""Of so many claims of offices and ties the drawing is made."""


@dataclass(frozen=True, slots=True)
class Term:
    """What a register says of an entry: an office, who owns it, that it is sanctioned; from and to as far as it says, `uncertain` where it doubts."""

    words: str
    start: str
    end: str
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Registered:
    """The actor as a register has it, or the package (`source` says which). `n` counts the record's claims of it under this id."""

    id: str
    name: str
    source: str
    facts: str
    aliases: tuple[str, ...]
    topics: tuple[str, ...]
    terms: tuple[Term, ...]
    left_out: int
    n: int


@dataclass(frozen=True, slots=True)
class ActorPage:
    """An actor by id, country code or name. `names` are the words printed, by outlet; `n` counts claims by kind.

    `registered` are the entries of registers that are this actor, its own id first; they are no claims. `held` are its offices and ties through
    time, `offices` the latest claims of them.
    """

    id: str
    name: str
    n: dict[str, int]
    registered: tuple[Registered, ...]
    names: tuple[PrintedName, ...]
    held: Offices | None
    offices: tuple[Card, ...]
    partners: tuple[Dyad, ...]
    strip: Strip | None
    says: tuple[Card, ...]
    about: tuple[Card, ...]
    latest: tuple[Card, ...]


def actor_page(view: RecordView, actor: str, known: Sequence[tuple[Known, str]] = ()) -> ActorPage | None:
    """Return the page, or None where the record names no such actor under any id. `known` are its entries in registers, with their sources."""
    if not any(knows(view, one) for one in (actor, *(found.entry.id for found, _ in known))):
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
        name=next((found.entry.name for found, _ in known if found.entry.id == actor), name_of(view, actor)),
        n=counted(view, actor),
        registered=tuple(_registered(view, found, source) for found, source in known),
        names=tuple(names_of(view, actor, NAMES)),
        held=offices([_held(one, actor) for one in ties]),
        offices=holds,
        partners=tuple(partners(view, actor, 25)),
        strip=strip(months(view, actor)),
        says=says,
        about=about,
        latest=events,
    )


def _registered(view: RecordView, known: Known, source: str) -> Registered:
    entry = known.entry
    facts = (entry.kind, entry.country, entry.sector, "state-owned" if entry.state_owned else "")
    years = f"{entry.from_ or '…'} – {entry.to or '…'}" if entry.from_ or entry.to else ""
    held = [Term(" of ".join(filter(None, (_holder(term, entry), term.org or term.country))), *_span(term), term.uncertain) for term in known.terms]
    tied = [Term(words, *_span(tie)) for tie, words in bonds(known)]
    return Registered(
        entry.id,
        entry.name,
        source,
        ", ".join(filter(None, (*facts, years))),
        entry.aliases[:ALIASES],
        tuple(tie.words for tie in known.ties if tie.bond == "topic"),
        tuple([*held, *tied][:TERMS]),
        max(0, len(held) + len(tied) - TERMS),
        sum(counted(view, entry.id).values()),
    )


def _holder(term: Office, entry: Entry) -> str:
    """The office, and whose it is where the page is that of a country."""
    holder = None if entry.kind == "person" else load_registry().get(term.person)
    return f"{holder.name}, {term.office}" if holder else term.office


def _span(said: Office | Tied) -> tuple[str, str]:
    return said.from_ or "", said.to or ""


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
