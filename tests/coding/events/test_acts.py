"""Events from the reader's acts: what a user's dictionary decides instead."""

from dataclasses import replace

from dragoman.clauses.factuality import Factuality
from dragoman.coding.confidence import Scores
from dragoman.coding.events.acts import with_dictionary
from dragoman.coding.events.coded import Coded

OURS = Coded(1, 5, "AID", None, (), (), Factuality(), 0, 10, "acts", Scores(0.9))
THEIRS = replace(OURS, type="ASSAULT", rule="events.dictionary my.txt:2: HELP [190]", scores=None)


def test_a_dictionary_decides_its_words():
    assert with_dictionary([OURS], [THEIRS], frozenset({5})) == [THEIRS]
    assert with_dictionary([OURS], [], frozenset({5})) == [], "it has the verb and says that it is none"
    assert with_dictionary([OURS], [replace(THEIRS, head=9, start=12)], frozenset({9})) == [OURS, replace(THEIRS, head=9, start=12)]
