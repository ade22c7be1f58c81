"""Events from the reader's acts: which words are taken for sides, and what the lexicon may add."""

from dataclasses import replace

import pytest

from dragoman.clauses.factuality import Factuality
from dragoman.coding.acts import POSSIBLE, Sureness, chosen, voted
from dragoman.coding.events import Coded
from dragoman.parsing.tree import Act, Role

SURE = Sureness()


def act(*roles: Role, score: float = 0.9, token: int = 5) -> Act:
    return Act(1, token, "event", "AID", None, score, "AGREE", 0.05, "positive", "actual", roles)


CHOSEN = [
    ("a sure word", [Role(1, 0, "actor", 0.9)], [0]),
    ("two sure words are two parties", [Role(1, 0, "actor", 0.9), Role(1, 3, "actor", 0.5)], [0, 3]),
    ("none is sure: the likeliest of the sentence", [Role(1, 0, "actor", 0.2), Role(1, 3, "actor", 0.3)], [3]),
    ("too unsure", [Role(1, 0, "actor", 0.1)], []),
    ("a sure word of another sentence where the own has none", [Role(0, 7, "actor", 0.6)], [7]),
    ("another sentence does not overrule the own", [Role(0, 7, "actor", 0.6), Role(1, 3, "actor", 0.2)], [3]),
    ("an unsure word of another sentence", [Role(0, 7, "actor", 0.3)], []),
    ("another role", [Role(1, 0, "recipient", 0.9)], []),
]


@pytest.mark.parametrize(("why", "roles", "expected"), CHOSEN, ids=[row[0] for row in CHOSEN])
def test_words_of_a_side(why, roles, expected):
    assert [r.token for r in chosen(act(*roles), "actor", SURE)] == expected, why


OURS = Coded(1, 5, "AID", None, (), (), Factuality(), 0, 10, "acts", confidence=0.9)
THEIRS = replace(OURS, head=20, type="ASSAULT", rule="events.attack", start=12, end=20, confidence=None)


def seen(score: float, type_: str = "ASSAULT", token: int = 20) -> Act:
    return replace(act(score=score, token=token), type=type_)


def test_the_lexicon_adds_what_the_reader_finds_possible():
    assert voted([OURS], [THEIRS], [seen(POSSIBLE)], frozenset()) == [OURS, replace(THEIRS, confidence=POSSIBLE)]


NOT_ADDED = [
    ("the reader sees nothing there", []),
    ("the reader finds it too unlikely", [seen(POSSIBLE - 0.01)]),
    ("the reader thinks of another type", [seen(0.9, "AGREE")]),
    ("the reader's act is elsewhere", [seen(0.9, token=30)]),
]


@pytest.mark.parametrize(("why", "told"), NOT_ADDED, ids=[row[0] for row in NOT_ADDED])
def test_the_lexicon_alone_tells_nothing(why, told):
    assert voted([OURS], [THEIRS], told, frozenset()) == [OURS], why


def test_what_the_reader_told_is_not_told_twice():
    assert voted([OURS], [replace(THEIRS, head=7, type="AID")], [seen(0.9, "AID", 5)], frozenset()) == [OURS]


def test_a_dictionary_decides_its_words():
    line = replace(THEIRS, head=5, rule="events.dictionary my.txt:2: AID")
    assert voted([OURS], [line], [], frozenset({5})) == [line]
    assert voted([OURS], [], [], frozenset({5})) == [], "it has the verb and says that it is none"
