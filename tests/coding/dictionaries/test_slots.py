import pytest

from dragoman.clauses.clauses import find_clauses
from dragoman.coding.dictionaries.slots import actor_side, recipient_side
from trees import NamedActors, parsed, word


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
    ("the first slot that holds one", "Israel attacked Syria.", "attacked", ("to", "object", "subject"), "SYR"),
    ("no slot holds one", "Israel attacked Syria.", "attacked", ("to", "iobj"), ""),
]


@pytest.mark.parametrize(("reason", "text", "predicate", "slots", "expected"), ACTORS, ids=[r[0] for r in ACTORS])
def test_actor_side(reason, text, predicate, slots, expected):
    clause, actors = clause_of(text, predicate)
    assert names(actor_side(clause, slots, actors)) == expected


RECIPIENTS = [
    ("object", "Israel attacked Syria.", "attacked", ("object",), "SYR"),
    ("indirect object first", "Japan gave Haiti money.", "gave", ("iobj", "object"), "HTI"),
    ("preposition", "Japan promised to send food to Haiti.", "send", ("object", "to"), "HTI"),
    ("preposition below the object", "Iran held talks with Iraq.", "held", ("with",), "IRQ"),
    ("who owns the object", "Iran attacked Israeli ships near Egypt.", "attacked", ("object-of",), "ISR"),
]


@pytest.mark.parametrize(("reason", "text", "predicate", "slots", "expected"), RECIPIENTS, ids=[r[0] for r in RECIPIENTS])
def test_recipient_side(reason, text, predicate, slots, expected):
    clause, actors = clause_of(text, predicate)
    assert names(recipient_side(clause, slots, actors, ())) == expected


def test_nobody_stands_on_both_sides():
    clause, actors = clause_of("Israel attacked Syria.", "attacked")
    syria = recipient_side(clause, ("object",), actors, ())
    assert recipient_side(clause, ("object",), actors, syria) == ()
