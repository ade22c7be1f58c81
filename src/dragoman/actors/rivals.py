"""Countries to which an official of no stated country does not belong: of another holder of the office, of a guest, of an envoy dealt with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.actors.clusters import Cluster
from dragoman.actors.drafts import Draft, case_of, is_object, is_subject
from dragoman.actors.wordsets import wordset
from dragoman.parsing.tree import Sentence

HEADS = wordset("head")
RECEIVING = wordset("receiving")
SENT_ABROAD = wordset("sent_abroad")
OWN = wordset("own_act") | wordset("recalling")
REACH = 4
"""How far above an agent the verb is looked for: a parser may hang it on a phrase between."""
ONE_MINISTER = 2
"""A minister of a named field is one of a kind: `foreign minister`, not `minister`."""


def held_by_others(draft: Draft, clusters: Iterable[Cluster]) -> Iterator[str]:
    """Yield the countries of which the article names somebody else in the office that a draft names."""
    office = next((word.lemma for word in draft.words if _is_one(word.lemma)), None)
    if office is None or draft.former or draft.label != "person":
        return
    for cluster in clusters:
        named = cluster.index != draft.entity and cluster.label == "person" and bool(cluster.names) and not cluster.former
        if named and cluster.country and any(word.lemma == office for word in cluster.words):
            yield cluster.country


def _is_one(office: str) -> bool:
    return office in HEADS or (office.endswith(" minister") and len(office.split()) == ONE_MINISTER)


def received(sentence: Sentence, draft: Draft, others: Iterable[Draft]) -> Iterator[Draft]:
    """Yield the persons whom a draft receives, or who receive it, and the envoys to whom it does something.

    `Received by President X, the minister …`; `The ambassador was given the note by Foreign Minister X`.
    """
    people = [other for other in others if other is not draft and other.label == "person"]
    if case_of(sentence, draft.head) == "by":
        above = [*sentence.ancestors(draft.head)][:REACH]
        receives = any(_receives(sentence, i) for i in above)
        for other in people:
            verb = sentence.tokens[other.head].head
            subject = is_subject(sentence, other.head) and verb in above
            if subject and (receives or (_is_envoy(other) and sentence.tokens[verb].lemma.lower() not in OWN)):
                yield other
        return
    verb = sentence.tokens[draft.head].head
    if not _receives(sentence, verb):
        return
    for other in people:
        beside = sentence.tokens[other.head].head == verb and is_subject(sentence, draft.head) != is_subject(sentence, other.head)
        if beside and (is_subject(sentence, other.head) or is_object(sentence, other.head) or case_of(sentence, other.head) == "by"):
            yield other


def _receives(sentence: Sentence, verb: int) -> bool:
    return sentence.tokens[verb].lemma.lower() in RECEIVING


def _is_envoy(draft: Draft) -> bool:
    return any(not SENT_ABROAD.isdisjoint(word.lemma.split()) for word in draft.words)
