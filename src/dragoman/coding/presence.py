"""Persons who are, or are due, in another state: "is in Bujumbura for talks", "is due in Cairo on Sunday".

The predicate is the name of a place, which no class of the event lexicon can know.
"""

from __future__ import annotations

from dragoman.clauses import ud
from dragoman.clauses.clauses import Argument, Clause
from dragoman.clauses.factuality import Factuality, factuality
from dragoman.coding.events import Coded
from dragoman.coding.patterns import EventLexicon
from dragoman.coding.sides import ActorsOf, nameable, of_arguments, of_token
from dragoman.domain import ActorRef
from dragoman.knowledge.wordsets import CLAUSES, wordset
from dragoman.parsing.tree import Sentence, Token

_AT = frozenset({"in", "at"})
_DUE = wordset(CLAUSES, "due")
_MEETING = wordset(CLAUSES, "meeting")
#: Lexical classes of what somebody stays in a place for.
_PURPOSES = frozenset({"talks", "meeting", "visit"})


def stays(sentence: Sentence, actors: ActorsOf, lexicon: EventLexicon) -> tuple[Coded, ...]:
    """The visits and coming visits that a sentence tells by saying where somebody is, in order of the text."""
    return tuple(coded for token in sentence.tokens if token.ent == "LOC" and (coded := _stay(sentence, token, actors, lexicon)))


def _stay(sentence: Sentence, place: Token, actors: ActorsOf, lexicon: EventLexicon) -> Coded | None:
    words = {word for t in ud.kids(sentence, place.i, "case", "mark", "amod") for word in _words(sentence, t)}
    if not words & _AT or not ud.is_copular(sentence, place.i):
        return None
    subject = ud.kid(sentence, place.i, "nsubj")
    if subject is None:
        return None
    due = bool(words & _DUE)
    if not due and not _on_business(sentence, place.i, lexicon):
        return None
    there = Clause(sentence, place.i, "noun", place.lemma.lower(), "", False, (), (), (), None)
    visitor = _whoever(sentence, subject)
    visitors = of_arguments(there, [Argument("subject", "", k) for k in ud.conjuncts(sentence, visitor)], actors)
    hosts = tuple(r for r in of_token(there, place.i, actors) if nameable(r) and not _at_home(r, visitors))
    if not any(nameable(r) for r in visitors) or not hosts:
        return None
    covered = [t.i for t in (place, subject, *ud.kids(sentence, place.i, "cop", "nmod", "obl"))]
    start, end = ud.span(sentence, [i for j in covered for i in (sentence.subtree(j) if j != place.i else [j])])
    truth = factuality(sentence, place.i)
    if due:
        truth = Factuality(truth.polarity, "future", "due")
        return Coded(sentence.index, place.i, "AGREE", None, visitors, hosts, truth, start, end, "events.due-in")
    if truth.modality == "future":
        return Coded(sentence.index, place.i, "AGREE", None, visitors, hosts, truth, start, end, "events.is-in")
    return Coded(sentence.index, place.i, "CONSULT", "visit", visitors, hosts, truth, start, end, "events.is-in")


def _whoever(sentence: Sentence, subject: Token) -> int:
    """The noun that a relative subject stands for; of "Togo, whose foreign minister", Togo."""
    pronoun = next((t for t in ud.kids(sentence, subject.i, "nmod:poss") if t.text.lower() == "whose"), subject)
    above = ud.antecedent(sentence, pronoun.i)
    before = pronoun.i - 2
    if above is None and pronoun is not subject and before >= 0 and sentence.tokens[before].pos == "PROPN":
        return before
    return subject.i if above is None else above


def _words(sentence: Sentence, token: Token) -> list[str]:
    return [token.text.lower(), *(t.text.lower() for t in ud.kids(sentence, token.i, "fixed"))]


def _on_business(sentence: Sentence, place: int, lexicon: EventLexicon) -> bool:
    """Whether somebody is there for talks, a meeting or a visit, or to do something of the kind."""
    for token in ud.kids(sentence, place, "nmod", "obl"):
        if ud.case_of(sentence, token.i) in {"for", "on"} and lexicon.kinds.get(token.lemma.lower(), frozenset()) & _PURPOSES:
            return True
    for token in ud.kids(sentence, place, "advcl", "acl"):
        words = {token.lemma.lower(), *(t.lemma.lower() for t in ud.kids(sentence, token.i, "obj"))}
        if ud.is_infinitive(sentence, token.i) and any(lexicon.kinds.get(w, frozenset()) & _PURPOSES or w in _MEETING for w in words):
            return True
    return False


def _at_home(ref: ActorRef, visitors: tuple[ActorRef, ...]) -> bool:
    return any(ref.country is not None and ref.country == v.country for v in visitors)
