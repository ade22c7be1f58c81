"""Who gave goods or money by a participle or relative clause of their own: "20 vehicles donated by Australia", "the $2bn that China lent"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.clauses import ud
from dragoman.coding.flow_lexicon import FlowWord
from dragoman.coding.flows_sides import Party, Site, first_other, in_slot
from dragoman.coding.flows_words import Figure, is_verb, verb_word


def from_below(site: Site, figure: Figure, provider: Party | None, recipient: Party | None) -> tuple[Party | None, Party | None, FlowWord | None]:
    """The sides, with a missing one from the clause that the figure or its goods carry; and the word of that clause, where it filled one."""
    for at, word in _clauses_below(site, figure):
        gives = provider or first_other(_slots(site, at, word, word.provider), recipient)
        takes = recipient or first_other(_slots(site, at, word, word.recipient), gives)
        if (gives, takes) != (provider, recipient):
            return gives, takes, word
    return provider, recipient, None


def _clauses_below(site: Site, figure: Figure) -> Iterator[tuple[int, FlowWord]]:
    sentence = site.sentence
    for i in (figure.head, *(t.i for j in sorted(figure.tokens) for t in ud.kids(sentence, j, "nmod") if ud.case_of(sentence, t.i) == "of")):
        for child in sentence.children[i]:
            if sentence.tokens[child].dep.startswith("acl") and is_verb(sentence, child):
                word = verb_word(sentence, child, site.clauses, site.lexicon, figure)
                if word is not None and not (word.deal or word.asks or word.negative):
                    yield child, word


def _slots(site: Site, at: int, word: FlowWord, names: tuple[str, ...]) -> list[Party]:
    """The parties in slots of a verb below; the subject of a participle is its agent."""
    found = []
    for slot in names:
        if slot == "subject":
            agent = in_slot(site, at, "by", verb=True)
            active = ud.kid(site.sentence, at, "nsubj")
            found += agent or (in_slot(site, at, "subject", verb=True) if active is not None else [])
        elif slot not in {"object", "object-of"}:
            found += in_slot(site, at, slot, verb=True)
    return found
