"""From an entity of the article to the actor reference of the record."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.lexicon import Lexicon
from dragoman.actors.model import Entity, Mention
from dragoman.actors.registry import Registry
from dragoman.domain import ActorRef

# The how of a mention that names its entity only by way of another.
HOW_OF_KIND = {
    "pronoun": "coreference",
    "collective": "coreference",
    "metonym": "metonym",
    "demonym": "demonym",
    "adjective": "demonym",
    "titled": "title",
    "role": "title",
}


def actor_ref(entity: Entity, mention: Mention, text: str, registry: Registry, lexicon: Lexicon, date: str | None) -> ActorRef:
    """Return the reference of one entity as one mention prints it."""
    entry = registry.entries.get(entity.id) if entity.id else None
    sector, kind = entity.sector, entity.kind
    if entry is not None and entry.kind == "person":
        sector = sector or sector_of_person(entry.id, registry, lexicon, date)
    if entity.former and sector == "GOV":
        sector = None
    if kind == "state":
        sector = sector or "GOV"
    how = mention.how or HOW_OF_KIND.get(mention.kind) or "name"
    return ActorRef(entity.id, entity.name or text, text, entity.country, sector, "organisation" if kind == "igo" else kind, how)


def sector_of_person(person: str, registry: Registry, lexicon: Lexicon, date: str | None) -> str | None:
    """Return the sector of the office that the person held on the date; without a date, of the last one known."""
    terms = registry.offices_of(person, date)
    if not terms:
        return None
    served = [term for term in terms if term.country is not None and term.org is None] or terms  # a president who also leads a party
    word = lexicon.word(served[-1].office)
    return served[-1].sector or (word.sector if word is not None else "GOV")


def distinct(actors: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
    """Return the actors without those said twice, in order."""
    seen: dict[tuple[str | None, str, str | None], ActorRef] = {}
    for actor in actors:
        seen.setdefault((actor.id, "" if actor.id else actor.name, actor.country), actor)
    return tuple(seen.values())
