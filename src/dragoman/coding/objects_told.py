"""Acts that are about an act told before: "condemned *the takeover*", "welcomed *the truce*", "protested against *the move*".

Whoever did that act is then the other side. Pure: the noun is found when the sentence is coded, its parties once the acts before are known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dragoman.clauses import ud
from dragoman.clauses.clauses import Clause
from dragoman.coding.sideless import DEFINITE
from dragoman.domain import ActorRef
from dragoman.knowledge.wordsets import CLAUSES, wordset

if TYPE_CHECKING:
    from dragoman.coding.events import Coded
    from dragoman.coding.matching import Matcher

#: What may be said of an act: judged, refused, answered.
JUDGING = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
#: What nouns for any act stand for ("the move"): the last of these that somebody did.
ANY = "*"
_HARD = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN"})
#: A truce or a deal is agreed, signed, offered and kept under one name.
_DEALS = frozenset({"AGREE", "SUPPORT", "CONCEDE", "RETREAT"})
_ANY_ACT = wordset(CLAUSES, "any_act")
_AGREEMENT = "agreement"
_OWN_WORDS = ("nmod", "nmod:poss", "acl", "acl:relcl", "compound")
_PREPS = frozenset({"against", "over", "at", "of", "about", "to"})
#: How many sentences before the act may have been told.
_NEAR = 4


def act_named(clause: Clause, by_head: Mapping[int, Clause], matcher: Matcher) -> str:
    """The type of the act that the object of a clause names with no parties of its own, `ANY` for any hard act, "" where it names none."""
    sentence = clause.sentence
    objects = [a for a in clause.arguments if a.role == "object" or (a.role == "oblique" and a.prep in _PREPS)]
    for argument in objects:
        determiner = ud.kid(sentence, argument.head, "det")
        if argument.inherited or determiner is None or determiner.text.lower() not in DEFINITE:
            continue
        if any(ud.kids(sentence, argument.head, *_OWN_WORDS)):
            continue  # its own words say whose it was
        inner = by_head.get(argument.head)
        match = matcher.best(inner) if inner is not None and inner.kind == "noun" else None
        if match is not None:
            return match.of.type
        lemma = sentence.tokens[argument.head].lemma.lower()
        if lemma in _ANY_ACT:
            return ANY
        if _AGREEMENT in matcher.lexicon.kinds.get(lemma, frozenset()):
            return "AGREE"
    return ""


def doers_of(event: Coded, before: Sequence[Coded]) -> tuple[ActorRef, ...]:
    """Who did the act that `event` is about, as far as `before` tells: the last act of that type, done by somebody else."""
    if not event.about:
        return ()
    own = {r.country or r.id for r in event.actors}
    for other in reversed(before):
        if event.sentence - other.sentence > _NEAR or other.factuality.polarity == "negative":
            continue
        alike = _HARD if event.about == ANY else _DEALS if event.about in _DEALS else {event.about}
        doers = [r for r in other.actors if r.country or r.id]
        if other.type in alike and doers and not own & {r.country or r.id for r in doers}:
            return tuple(doers)
    return ()
