"""Who may stand on a side of an event: the others, one's own, those abroad, those who rule the place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dragoman.clauses.clauses import Clause
from dragoman.coding.matching import Fit
from dragoman.coding.sides import ActorsOf, distinct, nameable, of_arguments, same_party
from dragoman.domain import ActorRef

#: "on the territory of Uzbekistan", "on Kenyan soil"
_SOIL = frozenset({"territory", "soil"})
_OFFICIAL = frozenset({"GOV", "MIL", "LEG", "SPY"})


def others(refs: Iterable[ActorRef], acting: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """Those that can be named and are not on the acting side: nor is the state itself for which somebody acts ("Iran … in *its* war")."""
    named = (r for r in refs if nameable(r) and r.kind != "document" and not belongs(r, acting))
    return distinct(r for r in named if not any(same_party(r, a) or (r.id == r.country == a.country and a.sector in _OFFICIAL) for a in acting))


def belongs(ref: ActorRef, acting: tuple[ActorRef, ...]) -> bool:
    """ "rejected a call for *its forces* to be deployed": what is called after an actor is on its side."""
    if ref.sector not in {"MIL", "COP", "GOV", None}:
        return False
    return any(ref.country in {None, a.country} and ref.name.startswith((f"{a.name}'", f"{a.name}’")) for a in acting)


def abroad(refs: tuple[ActorRef, ...], acting: tuple[ActorRef, ...]) -> bool:
    """Whether somebody of another state is among them."""
    own = {a.country for a in acting if a.country}
    return any(r.country not in own for r in refs if nameable(r))


def spoken_for(ref: ActorRef, acting: tuple[ActorRef, ...]) -> bool:
    """A state of which somebody acts already."""
    return ref.id is not None and ref.id == ref.country and any(a.country == ref.country for a in acting)


def leading_subject(fit: Fit, actors: ActorsOf) -> tuple[ActorRef, ...]:
    """Who does it in "tightened the blockade *of Serbia*", "ended the suspension *of aid*": the verb's subject, if a noun tells the act."""
    verb = fit.verb
    if verb is None or verb.kind != "verb" or fit.clause.kind != "noun" or fit.match.of.reciprocal:
        return ()
    return tuple(r for r in of_arguments(verb, verb.of("subject"), actors) if nameable(r))


def of_the_place(clause: Clause, actors: ActorsOf) -> tuple[ActorRef, ...]:
    """The state in which it happened, as a side that the words leave to their context."""
    where = [a for a in clause.of("oblique", "in", "at", "across", "throughout", "through", "on") if not a.inherited]
    on = {a.head for a in where if a.prep == "on"}
    soil = [a for a in where if clause.sentence.tokens[a.head].lemma.lower() in _SOIL]
    named = of_arguments(clause, [a for a in where if a.head not in on], actors, owners=False)
    return tuple(replace(r, how="context") for r in distinct([*named, *of_arguments(clause, soil, actors)]) if r.country)
