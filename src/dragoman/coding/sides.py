"""What coders ask of actors: who a phrase names, whether two are one party, each party once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from dragoman.domain import ActorRef
from dragoman.knowledge.wordsets import CLAUSES, wordset


class ActorsOf(Protocol):
    """What coding needs of `actors/`."""

    def actors_of(self, sentence: int, token: int) -> tuple[ActorRef, ...]:
        """The actors that the noun phrase at `token` names itself."""

    def owners_of(self, sentence: int, token: int) -> tuple[ActorRef, ...]:
        """The actors that own or modify it ("Israeli changes")."""


MEASURES = wordset(CLAUSES, "measures")


def as_context(ref: ActorRef) -> ActorRef:
    """The actor, taken from the surroundings of an act and not from its words."""
    return replace(ref, how="context")


def distinct(refs: Iterable[ActorRef]) -> tuple[ActorRef, ...]:
    """Each actor once."""
    found: dict[object, ActorRef] = {}
    for ref in refs:
        found.setdefault(identity(ref), ref)
    return tuple(found.values())


def identity(ref: ActorRef) -> object:
    """What tells an actor from others: its id, else its country and name."""
    return ref.id or (ref.country, ref.name.casefold())


def nameable(ref: ActorRef) -> bool:
    """A party that a record can be asked for: known, of a state, or of an organisation between states."""
    return bool(ref.country or ref.id or ref.sector in {"IGO", "NGO"})


def same_party(a: ActorRef, b: ActorRef) -> bool:
    """Whether two references are one party: the same id, the same name, or the same words."""
    return (a.id is not None and a.id == b.id) or a.name.casefold() == b.name.casefold() or (a.text == b.text and a.country == b.country)
