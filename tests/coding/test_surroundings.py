"""The side that a sentence leaves to its surroundings is filled only where there is no choice."""

from dataclasses import replace

import pytest

from dragoman.clauses.factuality import Factuality
from dragoman.coding.events import Coded
from dragoman.coding.patterns import load_event_lexicon
from dragoman.coding.surroundings import complete
from dragoman.domain import ActorRef


def state(code: str, how: str = "name") -> ActorRef:
    return ActorRef(code, code, code, code, "GOV", "state", how)


LEXICON = load_event_lexicon()


def two_sided(event: Coded) -> bool:
    return LEXICON.types[event.type].two_sided


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


def test_talks_that_point_back_take_both_parties_or_fall_away() -> None:
    """ "The talks ended": two parties around it are its parties; with three nobody knows."""
    talks = replace(REJECT, type="CONSULT", actors=(), reciprocal=True)
    [event] = complete([talks], {1: (AUS, VUT)}, two_sided)
    assert ("AUS", "VUT") == tuple(r.id for r in event.actors)
    assert () == complete([talks], {1: (AUS, VUT, FJI)}, two_sided)


def test_a_mediator_needs_the_two_between_whom_it_mediates() -> None:
    """A third party's recipients are the two others."""
    mediation = replace(REJECT, type="CONSULT", mode="third-party")
    [event] = complete([mediation], {1: (AUS, VUT, FJI)}, two_sided)
    assert ("VUT", "FJI") == tuple(r.id for r in event.recipients)


def test_one_sided_acts_stay_one_sided() -> None:
    """An ASSAULT may have no known victim; surroundings do not make one."""
    assault = replace(REJECT, type="ASSAULT")
    assert (assault,) == complete([assault], {1: (AUS, VUT)}, two_sided)
