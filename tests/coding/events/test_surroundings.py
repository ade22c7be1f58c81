"""The side that a sentence leaves to its surroundings is filled only where there is no choice."""

from dataclasses import replace

import pytest

from dragoman.clauses.factuality import Factuality
from dragoman.coding.events.coded import Coded
from dragoman.coding.events.surroundings import Party
from dragoman.coding.events.surroundings import complete as _complete
from dragoman.coding.ontology import load_ontology
from dragoman.domain import ActorRef


def state(code: str, how: str = "name") -> ActorRef:
    return ActorRef(code, code, code, code, "GOV", "state", how)


def told(parties):
    """Bare references as parties."""
    return {i: tuple(Party(ref) for ref in refs) for i, refs in parties.items()}


def complete(events, parties, two_sided):
    """`parties` as bare references."""
    return tuple(_complete(event, told(parties), two_sided=two_sided(event)) for event in events)


ONTOLOGY = load_ontology()


def two_sided(event: Coded) -> bool:
    return ONTOLOGY.types[event.type].two_sided


AUS, VUT, FJI = state("AUS"), state("VUT"), state("FJI")
REJECT = Coded(1, 0, "REJECT", None, (AUS,), (), Factuality(), 0, 10, "events.deny")

ROWS = [
    ({1: (AUS, VUT)}, ("VUT",), "exactly one other party in the sentence"),
    ({0: (VUT,), 1: (AUS,)}, ("VUT",), "none in the sentence, one in the sentence before"),
    ({1: (AUS, VUT, FJI)}, (), "two others: nothing is guessed"),
    ({1: (AUS,)}, (), "nobody else at all"),
]


@pytest.mark.parametrize(("parties", "expected", "why"), ROWS, ids=[row[-1] for row in ROWS])
def test_a_missing_recipient(parties: dict[int, tuple[ActorRef, ...]], expected: tuple[str, ...], why: str) -> None:
    """Only a party that is there without rival becomes the other side, and it says so."""
    [event] = complete([REJECT], parties, two_sided)
    assert expected == tuple(r.id for r in event.recipients), why
    assert all(r.how == "context" for r in event.recipients)


def test_a_recipient_that_is_named_stays() -> None:
    """What the words give is never replaced."""
    event = replace(REJECT, recipients=(FJI,))
    assert (event,) == complete([event], {1: (AUS, VUT)}, two_sided)


def test_one_sided_acts_stay_one_sided() -> None:
    """A PROTEST may be against nobody in particular; surroundings do not make a target."""
    protest = replace(REJECT, type="PROTEST")
    assert (protest,) == complete([protest], {1: (AUS, VUT)}, two_sided)
