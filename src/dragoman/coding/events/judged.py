"""Who is meant by a judgement of an act: whoever did it, not whoever suffered it ("condemned the attack *on Somalia*")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.coding.events.coded import Coded
from dragoman.coding.sides import same_party
from dragoman.parsing.tree import Sentence

JUDGING = frozenset({"ACCUSE", "REJECT", "PROTEST"})
DEEDS = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN"})


def of_doers(events: Sequence[Coded], sentence: Sentence) -> list[Coded]:
    """The events of a sentence; what a judgement is turned against is who did the deed that it is about, where both are told."""
    return [_of_doers(event, events, sentence) if event.type in JUDGING else event for event in events]


def _of_doers(event: Coded, events: Sequence[Coded], sentence: Sentence) -> Coded:
    below = set(sentence.subtree(event.head))
    for deed in events:
        if deed.type in DEEDS and deed.head in below and deed.head != event.head and sentence.tokens[deed.head].pos == "NOUN":
            left = tuple(r for r in event.recipients if not any(same_party(r, victim) for victim in deed.recipients))
            doers = tuple(r for r in deed.actors if not any(same_party(r, a) for a in event.actors))
            return replace(event, recipients=left or doers)
    return event
