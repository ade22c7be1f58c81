import pytest

from dragoman.clauses.clauses import find_clauses
from dragoman.coding.sides import actor_side, distinct, of_arguments, of_token, recipient_side, same_party
from dragoman.domain import ActorRef
from trees import NamedActors, parsed, tree, word

CHINA = ActorRef("CHN", "China", "Beijing", "CHN", "GOV", "state")


def clause_of(text, predicate):
    sentence = parsed(text)
    return next(c for c in find_clauses(sentence) if c.head == word(sentence, predicate)), NamedActors(sentence)


def names(refs):
    return "+".join(r.name for r in refs)


ACTORS = [
    ("subject", "Israel attacked Syria.", "attacked", ("subject",), "ISR"),
    ("subject of a passive", "Syria was attacked by Israel.", "attacked", ("subject",), "ISR"),
    ("who owns the subject", "Russian and Chinese troops attacked Syria.", "attacked", ("subject",), "RUS+CHN"),
    ("past a measure", "Dozens of Russian soldiers attacked Syria.", "attacked", ("subject",), "soldiers"),
    ("possessor of a noun", "China's invasion of Vietnam ended.", "invasion", ("subject",), "CHN"),
    ("adjective of a noun", "Russian attacks on Ukraine killed civilians.", "attacks", ("subject",), "RUS"),
    ("between", "Talks between Iran and Iraq collapsed.", "Talks", ("subject",), "IRN+IRQ"),
    ("the first slot that holds one", "Israel attacked Syria.", "attacked", ("to", "object", "subject"), "SYR"),
    ("no slot holds one", "Israel attacked Syria.", "attacked", ("to", "iobj"), ""),
]


@pytest.mark.parametrize(("reason", "text", "predicate", "slots", "expected"), ACTORS, ids=[r[0] for r in ACTORS])
def test_actor_side(reason, text, predicate, slots, expected):
    clause, actors = clause_of(text, predicate)
    assert names(actor_side(clause, slots, actors, object_noun=True)) == expected


RECIPIENTS = [
    ("object", "Israel attacked Syria.", "attacked", ("object",), "SYR"),
    ("indirect object first", "Japan gave Haiti money.", "gave", ("iobj", "object"), "HTI"),
    ("preposition", "Japan promised to send food to Haiti.", "send", ("object", "to"), "HTI"),
    ("preposition below the object", "Iran held talks with Iraq.", "held", ("with",), "IRQ"),
    ("who owns the object", "Iran attacked Israeli ships near Egypt.", "attacked", ("object-of",), "ISR"),
    ("place", "Iran met Iraq in Vietnam.", "met", ("place",), "VNM"),
    ("of-phrase of an object noun", "China's invasion of Vietnam ended.", "invasion", ("object",), "VNM"),
]


@pytest.mark.parametrize(("reason", "text", "predicate", "slots", "expected"), RECIPIENTS, ids=[r[0] for r in RECIPIENTS])
def test_recipient_side(reason, text, predicate, slots, expected):
    clause, actors = clause_of(text, predicate)
    assert names(recipient_side(clause, slots, actors, (), object_noun=True)) == expected


def test_nobody_stands_on_both_sides():
    clause, actors = clause_of("Israel attacked Syria.", "attacked")
    syria = of_arguments(clause, clause.of("object"), actors)
    assert recipient_side(clause, ("object",), actors, syria, object_noun=False) == ()


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


class OwnedByIran(NamedActors):
    """Actors that know no more of "the ministers of Iran and Iraq" than that they are Iran's."""

    def owners_of(self, sentence, token):
        return self.actors_of(sentence, 2)


def test_one_noun_for_the_officials_of_two_states():
    """ "The ministers of Iran and Iraq met": each state behind a plural noun is a party."""
    line = "Ministers/minister/NOUN/5/nsubj/Number=Plur of//ADP/2/case Iran/Iran/PROPN/0/nmod and//CCONJ/4/cc Iraq/Iraq/PROPN/2/conj"
    sentence = tree(f"{line} met/meet/VERB/5/root")
    [clause] = [c for c in find_clauses(sentence) if c.kind == "verb"]
    assert [r.id for r in of_token(clause, 0, OwnedByIran(sentence))] == ["IRN", "IRQ"]
