"""Which actors stand in the slots of a verb: `subject`, `object`, `iobj`, `object-of` (who owns the object), or behind a preposition."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.clauses import ud
from dragoman.clauses.clauses import Argument, Clause
from dragoman.coding.sides import MEASURES, ActorsOf, distinct, nameable, same_party
from dragoman.domain import ActorRef

_OFFICIAL = frozenset({"GOV", "MIL", "LEG"})


def actor_side(clause: Clause, wanted: Iterable[str], actors: ActorsOf) -> tuple[ActorRef, ...]:
    """The first of `wanted` slots that holds an actor."""
    return next((found for slot in wanted if (found := _slot(clause, slot, actors))), ())


def recipient_side(clause: Clause, wanted: Iterable[str], actors: ActorsOf, taken: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """The first of `wanted` slots that holds an actor who is not already on the acting side; one that a record can be asked for goes first."""
    nameless: tuple[ActorRef, ...] = ()
    for slot in wanted:
        found = tuple(r for r in _slot(clause, slot, actors) if not any(same_party(r, t) for t in taken))
        if slot == "object-of":
            found = tuple(r for r in found if not any(r.id == r.country == t.country and t.sector in _OFFICIAL for t in taken))  # one's own
        if any(nameable(r) for r in found):
            return found
        nameless = nameless or found
    return nameless


def _slot(clause: Clause, slot: str, actors: ActorsOf) -> tuple[ActorRef, ...]:
    if slot in {"subject", "object", "iobj"}:
        return _of_arguments(clause, clause.of("iobject" if slot == "iobj" else slot), actors)
    if slot == "object-of":
        return distinct(ref for a in clause.of("object") for ref in actors.owners_of(clause.sentence.index, a.head))
    found = _of_arguments(clause, clause.of("oblique", slot), actors)
    # "impose sanctions on", "launch attacks against": the preposition may hang on the object noun
    sentence = clause.sentence
    hanging = [t.i for a in clause.of("object") for t in ud.kids(sentence, a.head, "nmod") if ud.case_of(sentence, t.i) == slot]
    return found or distinct(ref for i in hanging for k in ud.conjuncts(sentence, i) for ref in _of_token(clause, k, actors))


def _of_arguments(clause: Clause, arguments: Iterable[Argument], actors: ActorsOf) -> tuple[ActorRef, ...]:
    return distinct(ref for a in arguments for ref in _of_token(clause, a.head, actors))


def _of_token(clause: Clause, token: int, actors: ActorsOf) -> tuple[ActorRef, ...]:
    """The actors named at a token; where it names none, those that own it ("Israeli changes", "dozens of Afghan rebels")."""
    sentence = clause.sentence
    found = actors.actors_of(sentence.index, token)
    if not found and sentence.tokens[token].lemma.lower() in MEASURES:
        below = [t.i for t in ud.kids(sentence, token, "nmod") if ud.case_of(sentence, t.i) == "of"]
        found = next((inner for i in below if (inner := actors.actors_of(sentence.index, i))), ())
    return found or actors.owners_of(sentence.index, token)
