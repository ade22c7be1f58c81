"""Whoever did the act that is judged is the other side, where the story has told it."""

import pytest

from dragoman.clauses.factuality import Factuality
from dragoman.coding.events import Coded
from dragoman.coding.objects_told import ANY, doers_of
from dragoman.domain import ActorRef, Article
from dragoman.running.path import read_articles


def state(code: str) -> ActorRef:
    return ActorRef(code, code, code, code, "GOV", "state", "name")


SRB, HRV, SVN = state("SRB"), state("HRV"), state("SVN")


def coded(kind: str, sentence: int, actors: tuple[ActorRef, ...], about: str = "", polarity: str = "positive") -> Coded:
    return Coded(sentence, 0, kind, None, actors, (), Factuality(polarity), 0, 1, "events.x", about=about)


ROWS = [
    ("the last act of that type", coded("ACCUSE", 3, (HRV,), "SANCTION"), [coded("SANCTION", 1, (SVN,)), coded("SANCTION", 2, (SRB,))], "SRB"),
    ("of another type", coded("ACCUSE", 3, (HRV,), "ASSAULT"), [coded("SANCTION", 2, (SRB,))], ""),
    ("a move is any hard act", coded("ACCUSE", 3, (HRV,), ANY), [coded("COERCE", 2, (SRB,)), coded("CONSULT", 2, (SVN,))], "SRB"),
    ("nobody condemns his own act", coded("ACCUSE", 3, (SRB,), ANY), [coded("COERCE", 2, (SRB,))], ""),
    ("what was told long ago is not meant", coded("ACCUSE", 9, (HRV,), ANY), [coded("COERCE", 2, (SRB,))], ""),
    ("what was not done is not condemned", coded("ACCUSE", 3, (HRV,), ANY), [coded("COERCE", 2, (SRB,), "", "negative")], ""),
    ("a truce is agreed by both", coded("SUPPORT", 3, (HRV,), "RETREAT"), [coded("AGREE", 2, (SRB, SVN))], "SRB+SVN"),
    ("about nothing", coded("ACCUSE", 3, (HRV,)), [coded("COERCE", 2, (SRB,))], ""),
]


@pytest.mark.parametrize(("why", "event", "before", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_who_did_what_is_judged(why, event, before, expected):
    assert "+".join(r.country for r in doers_of(event, before)) == expected, why


READ = [
    ("the noun of the act", "Israeli jets struck Beirut on Sunday. Iran condemned the attack.", "IRN > ISR"),
    ("a noun for any act", "Serbia expelled two Croatian diplomats. Zagreb protested against the move.", "HRV > SRB"),
    ("its own words say whose it was", "Israeli jets struck Beirut. Iran condemned the attack by Saudi forces on Sanaa.", "IRN > SAU"),
    ("a truce between two", "Armenia and Azerbaijan agreed a truce on Monday. The European Union welcomed the truce.", "EU > ARM+AZE"),
]


@pytest.mark.parametrize(("why", "text", "expected"), READ, ids=[row[0] for row in READ])
def test_texts(tools, why, text, expected):
    [reading] = read_articles([Article("a", text, language="en")], tools)
    judged = [c for c in reading.claims if c.kind == "event" and c.type in {"ACCUSE", "SUPPORT"}]
    found = [" > ".join("+".join(r.country or r.id or "-" for r in side) for side in (e.actors, e.recipients)) for e in judged]
    assert found == [expected], why
