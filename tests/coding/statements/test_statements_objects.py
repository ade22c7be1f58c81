"""Who vouches for what is only a noun under a reporting verb."""

import pytest
from said_trees import PrintedActors, build

from dragoman.coding.statements.lexicon import load_reporting
from dragoman.coding.statements.objects import vouched_objects

LEXICON = load_reporting()
TAIL = "the/the/DET/3/det arrival/arrival/NOUN/1/obj of/of/ADP/6/case an/an/DET/6/det envoy/envoy/NOUN/3/nmod ././PUNCT/1/punct"
PLAIN = "Rivas/Rivas/PROPN/1/nsubj {verb}/{lemma}/VERB/1/root/Tense=Past|VerbForm=Fin " + TAIL
NEGATED = (
    "Rivas/Rivas/PROPN/3/nsubj did/do/AUX/3/aux/VerbForm=Fin not/not/PART/3/advmod confirm/confirm/VERB/3/root the/the/DET/5/det "
    "arrival/arrival/NOUN/3/obj ././PUNCT/3/punct"
)
ROWS = [
    ("announced", "Rivas announced the arrival of an envoy.", PLAIN.format(verb="announced", lemma="announce"), [("Rivas", "says")]),
    ("a denial keeps its stance", "Rivas denied the arrival of an envoy.", PLAIN.format(verb="denied", lemma="deny"), [("Rivas", "denies")]),
    ("who sees to it tells nothing", "Rivas delayed the arrival of an envoy.", PLAIN.format(verb="delayed", lemma="delay"), []),
    ("what was not confirmed is vouched for by nobody", "Rivas did not confirm the arrival.", NEGATED, []),
]


@pytest.mark.parametrize(("reason", "text", "tokens", "expected"), ROWS, ids=[r[0] for r in ROWS])
def test_vouched(reason, text, tokens, expected):
    parse = build(text, [tokens])
    found = vouched_objects(parse, PrintedActors(parse), LEXICON)
    assert [(one.speaker.name, one.stance) for one in found] == expected
    assert all(text[slice(*one.scope)].startswith("the arrival") for one in found)
