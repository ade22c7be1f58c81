"""What is said of an attack is said of who made it, not of who suffered it."""

from dataclasses import replace

import pytest

from dragoman.clauses.factuality import Factuality
from dragoman.coding.events.coded import Coded
from dragoman.coding.events.judged import of_doers
from dragoman.domain import ActorRef
from trees import tree

SENTENCE = tree(
    "Kenya/Kenya/PROPN/1/nsubj condemned/condemn/VERB/1/root the//DET/3/det attack//NOUN/1/obj on//ADP/5/case Somalia/Somalia/PROPN/3/nmod"
)
KENYA, SOMALIA, CHAD = (ActorRef(code, code, code, code, "GOV", "state") for code in ("KEN", "SOM", "TCD"))
CONDEMNED = Coded(0, 1, "ACCUSE", "disapprove", (KENYA,), (SOMALIA,), Factuality(), 0, 40, "acts")
ATTACK = Coded(0, 3, "ASSAULT", None, (), (SOMALIA,), Factuality(), 16, 40, "acts")
ROWS = [
    ("nobody is told who did it", CONDEMNED, ATTACK, ""),
    ("who did it", CONDEMNED, replace(ATTACK, actors=(CHAD,)), "TCD"),
    ("somebody else is meant already", replace(CONDEMNED, recipients=(CHAD,)), ATTACK, "TCD"),
    ("one does not accuse oneself", CONDEMNED, replace(ATTACK, actors=(KENYA,)), ""),
    ("help is not judged", CONDEMNED, replace(ATTACK, type="AID"), "SOM"),
    ("praise is of whom it names", replace(CONDEMNED, type="SUPPORT"), ATTACK, "SOM"),
]


@pytest.mark.parametrize(("why", "judgement", "deed", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_whom_a_judgement_means(why, judgement, deed, expected):
    judged, kept = of_doers([judgement, deed], SENTENCE)
    assert "+".join(r.id for r in judged.recipients) == expected, why
    assert kept == deed
