"""What is said to come, and by whom: what of it is a threat, what a word that says no by itself makes of an act, and acts that are only imagined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dragoman.clauses import ud
from dragoman.clauses.clauses import Clause
from dragoman.clauses.factuality import Factuality, factuality
from dragoman.coding.matching import OWN_WORDS, Fit, Matcher
from dragoman.coding.sides import of_arguments
from dragoman.domain import ActorRef
from dragoman.knowledge.wordsets import CLAUSES, wordset

#: Before a noun of an act: it has not happened. Nouns whose of- or for-phrase is no more than feared, asked for or talked of.
_IMAGINED = wordset(CLAUSES, "imagined")
_BEARERS = wordset(CLAUSES, "bearers")
_PROSPECTS = wordset(CLAUSES, "prospects")
_WISHING = wordset(CLAUSES, "wishing")


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


def only_asked_for(clause: Clause, by_head: Mapping[int, Clause], matcher: Matcher) -> bool:
    """ "an appeal for *deploying* troops", "plans for *sending* aid": what words of asking, offering or planning are about is not done."""
    token = clause.sentence.tokens[clause.head]
    if (
        clause.kind != "verb"
        or token.dep not in {"acl", "advcl"}
        or ud.mark_of(clause.sentence, clause.head) not in {"for", "of", "about", "against"}
    ):
        return False
    above = by_head.get(token.head)
    if above is None or above.kind != "noun":
        return False
    match = matcher.best(above)
    return (match is not None and match.of.type in OWN_WORDS) or matcher.lexicon.implicatives.get(above.lemma) in {"future", "attempt"}


def only_imagined(clause: Clause) -> bool:
    """ "the prospect of *sanctions*", "a warrant for the *arrest* of", "a fictional *invasion*", "*riot* police": nobody has done it."""
    sentence = clause.sentence
    token = sentence.tokens[clause.head]
    if clause.kind != "noun":
        return False
    if any(t.lemma.lower() in _IMAGINED for t in ud.kids(sentence, clause.head, "amod", "compound")):
        return True
    if token.dep == "compound" and sentence.tokens[token.head].lemma.lower() in _BEARERS:
        return True
    if token.dep == "nmod":
        return ud.case_of(sentence, clause.head) in {"of", "for"} and sentence.tokens[token.head].lemma.lower() in _PROSPECTS
    # "*an attack* on Taiwan would ruin China"
    determiner = ud.kid(sentence, clause.head, "det")
    some = ud.kid(sentence, clause.head, "nmod:poss") is None and (determiner is None or determiner.text.lower() in {"a", "an", "any", "another"})
    wished = token.dep == "obj" and sentence.tokens[token.head].lemma.lower() in _WISHING
    return some and (wished or (token.dep == "nsubj" and factuality(sentence, token.head).modality == "hypothetical"))
