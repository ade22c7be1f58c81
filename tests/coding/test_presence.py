"""Visits that are told by where somebody is; hand-built parses of sentences whose predicate is a place."""

import pytest

from dragoman.coding.patterns import load_event_lexicon
from dragoman.coding.presence import stays
from trees import NamedActors, tree

KENYA_IS = "Kenya/Kenya/PROPN/3/nsubj is/be/AUX/3/cop in//ADP/3/case Peru/Peru/PROPN/3/root"
ROWS = [
    ("for talks", f"{KENYA_IS} for//ADP/5/case talks/talk/NOUN/3/nmod", ["CONSULT visit KEN PER actual"]),
    ("with no purpose", KENYA_IS, []),
    ("for something else", f"{KENYA_IS} for//ADP/5/case oil//NOUN/3/nmod", []),
    ("to do business", f"{KENYA_IS} to//PART/5/mark discuss//VERB/3/advcl oil//NOUN/5/obj", ["CONSULT visit KEN PER actual"]),
    ("at home", f"{KENYA_IS.replace('Peru', 'Kenya')} for//ADP/5/case talks/talk/NOUN/3/nmod", []),
    (
        "due",
        "Kenya/Kenya/PROPN/4/nsubj is/be/AUX/4/cop due//ADJ/4/case in//ADP/4/case Peru/Peru/PROPN/4/root",
        ["AGREE - KEN PER future"],
    ),
]


@pytest.mark.parametrize(("reason", "line", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_stays(reason, line, expected):
    sentence = tree(line)
    found = stays(sentence, NamedActors(sentence), load_event_lexicon())
    told = [f"{e.type} {e.mode or '-'} {e.actors[0].id} {e.recipients[0].id} {e.factuality.modality}" for e in found]
    assert told == expected, reason
