"""Who answers for a debt: "guaranteed by the government", "with a guarantee from the ministry", "with the bank as guarantor"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.coding.flows_sides import Party, Site, in_slot, parties_at
from dragoman.coding.flows_words import is_verb, noun_word
from dragoman.domain import ActorRef

GUARANTEED = frozenset({"loan", "credit-line", "debt", "rescheduling", "repayment", "funding", "investment"})
BEFORE = 4
"""Words back from "as guarantor" to the party that is one."""


def guarantor_of(site: Site, flow_type: str, lender: ActorRef | None) -> ActorRef | None:
    """The party that the sentence names as guarantor of a credit, other than who lends."""
    if flow_type not in GUARANTEED:
        return None
    return next((party.ref for party in _guarantors(site) if party.ref != lender), None)


def _guarantors(site: Site) -> Iterator[Party]:
    lexicon = site.lexicon
    for token in site.sentence.tokens:
        lemma = token.lemma.lower()
        if lemma in lexicon.guarantee_verbs and token.pos == "VERB":
            yield from in_slot(site, token.i, "by", verb=True)
            if _of_credit(site, token.i):
                yield from in_slot(site, token.i, "subject", verb=True)
        elif lemma in lexicon.guarantee_nouns:
            for slot in ("from", "by", "possessor"):
                yield from in_slot(site, token.i, slot, verb=False)
        elif lemma in lexicon.guarantors:
            yield from _named_so(site, token.i)


def _of_credit(site: Site, at: int) -> bool:
    """Whether what a verb guarantees is a loan or the like, and not safety or supplies."""
    clause = site.clauses.get(at)
    if clause is None or not is_verb(site.sentence, at):
        return False
    heads = [argument.head for argument in clause.of("object")]
    return any(noun_word(site.sentence, i, site.lexicon) is not None or i in site.figures for i in heads)


def _named_so(site: Site, at: int) -> Iterator[Party]:
    """ "Petroecuador as guarantor", "the ministry is the guarantor of the loan"."""
    tokens = site.sentence.tokens
    for child in site.sentence.children[at]:
        if tokens[child].dep == "nsubj":
            yield from parties_at(site, child)
    for i in range(at - 1, max(-1, at - 1 - BEFORE), -1):
        if tokens[i].text.lower() == "as":
            yield from (party for j in range(i - 1, max(-1, i - 1 - BEFORE), -1) for party in parties_at(site, j, owners=False))
