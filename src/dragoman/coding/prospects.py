"""What is said to come, and by whom: what of it is a threat, and what a word that says no by itself makes of an act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dragoman.clauses import ud
from dragoman.clauses.clauses import Clause
from dragoman.clauses.factuality import Factuality
from dragoman.coding.matching import Fit, Matcher
from dragoman.coding.sides import of_arguments
from dragoman.domain import ActorRef


def turned(truth: Factuality) -> Factuality:
    """Of a word that says no by itself: "the truce collapsed" is no truce, "would not stand idly by" is said as a threat now."""
    if truth.polarity == "positive":
        return replace(truth, polarity="negative")
    return Factuality(cue=truth.cue)


def own_prospect(fit: Fit, truth: Factuality, acting: Sequence[ActorRef], by_head: Mapping[int, Clause], matcher: Matcher) -> bool:
    """ "Serbia said it *might send* troops", "Hamas said it *would kill* them": what a speaker says that its own side may do to others."""
    outer = fit.verb or fit.clause
    token = outer.sentence.tokens[outer.head]
    above = by_head.get(token.head) if token.dep == "ccomp" else None
    if above is None or above.kind != "verb" or truth.polarity == "negative":
        return False
    hedged = truth.modality == "possible" and truth.cue.lower() in {"could", "may", "might", "can"}
    if not (hedged or (truth.modality == "future" and fit.type == "ASSAULT")):
        return False
    saying = of_arguments(above, above.of("subject"), matcher.actors)
    return any(s.country and s.country == a.country for s in saying for a in acting)


def on_condition(clause: Clause, quad: str) -> bool:
    """ "will withdraw unless …", "would bomb Iran if …": what is to come can be averted, so it is threatened; of a good deed `if` is no threat."""
    marks = {"unless", "if"} if quad == "material-conflict" else {"unless"}
    above = clause.sentence.tokens[clause.head].head
    return any(
        (mark := ud.mark_of(clause.sentence, t.i)) == "unless" or (mark in marks and i == clause.head)
        for i in {clause.head, above}
        for t in ud.kids(clause.sentence, i, "advcl")
    )
