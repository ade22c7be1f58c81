import pytest

from dragoman.coding.sides import distinct, same_party
from dragoman.domain import ActorRef

CHINA = ActorRef("CHN", "China", "Beijing", "CHN", "GOV", "state")

SAME = [
    ("same id, other words", CHINA, ActorRef("CHN", "PRC", "the PRC", "CHN"), True),
    ("same name without an id", ActorRef(None, "Sinosure", "Sinosure"), ActorRef(None, "SINOSURE", "SINOSURE"), True),
    ("another id", CHINA, ActorRef("TWN", "Taiwan", "Taiwan", "TWN"), False),
    ("one country, two bodies", ActorRef("bank", "CDB", "CDB", "CHN"), CHINA, False),
    ("two unknown names", ActorRef(None, "rebels", "rebels"), ActorRef(None, "gunmen", "gunmen"), False),
]


@pytest.mark.parametrize(("reason", "one", "other", "same"), SAME, ids=[r[0] for r in SAME])
def test_same_party(reason, one, other, same):
    assert same_party(one, other) is same
    assert same_party(other, one) is same


def test_distinct_keeps_the_first():
    other = ActorRef("CHN", "China", "it", "CHN", how="coreference")
    assert distinct([CHINA, other]) == (CHINA,)
    unknown = ActorRef(None, "rebels", "rebels")
    assert distinct([unknown, CHINA, ActorRef(None, "Rebels", "the rebels")]) == (unknown, CHINA)
