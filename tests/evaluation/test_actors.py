"""What the measure of actors counts as right."""

import pytest
from evaluation.actors import CORRECTIONS, asked_texts, fits, judge_slots, place_of, read_corrections, table

CHINA = {"id": "CHN", "country": "CHN", "name": "China", "text": "Beijing", "how": "metonym"}
EU = {"id": "EU", "country": None, "name": "European Union", "text": "the bloc", "how": "coreference"}
UNKNOWN = {"id": None, "country": None, "name": "Sohar Gateway", "text": "Sohar Gateway", "how": "name"}
OFFICIALS = {"id": None, "country": "TJK", "name": "Tajikistan's officials", "text": "officials", "how": "title"}

FILLERS = [
    ("the country is the code", CHINA, ["CHN"], ["Beijing"], False, (True, True)),
    ("another country", CHINA, ["RUS"], ["Moscow"], False, (False, False)),
    ("right by country, other words", CHINA, ["CHN"], ["the two sides"], False, (True, False)),
    ("an organisation of states by its id", EU, ["EU"], [], False, (True, None)),
    ("gold has nobody there", CHINA, [], [], False, (False, None)),
    ("no code, but the words are the gold's", UNKNOWN, [], ["Sohar Gateway"], False, (True, True)),
    ("a code counts before words", UNKNOWN, ["OMN"], ["Sohar Gateway"], False, (False, True)),
    ("a speaker by name", UNKNOWN, "Sohar Gateway", [], True, (True, None)),
    ("a speaker by the printed head", OFFICIALS, "officials in both countries", ["officials in both countries"], True, (True, False)),
    ("another speaker", UNKNOWN, "Adela Quirós", ["the minister"], True, (False, False)),
]


@pytest.mark.parametrize(("why", "filler", "wanted", "texts", "named", "expected"), FILLERS, ids=[row[0] for row in FILLERS])
def test_a_filler(why, filler, wanted, texts, named, expected):
    assert fits(filler, wanted, texts, named=named) == expected


def event(actors, recipients, **more):
    return {"kind": "event", "type": "CONSULT", "article": "a", "evidence": {"start": 0, "end": 9, "text": "x met y"}, "actors": actors, **more} | {
        "recipients": recipients
    }


def test_either_side_of_a_meeting_may_stand_first():
    gold = [{"id": "a", "text": "China met the EU.", "complete": True, "claims": [event(["CHN", "EU"], [])]}]
    judged = judge_slots(gold, [event([EU], [CHINA])])
    assert [(one.slot, one.right) for one in judged] == [("event actors", True), ("event recipients", True)]


def test_claims_that_match_nothing_are_not_judged():
    gold = [{"id": "a", "text": "China met the EU.", "complete": True, "claims": [event(["RUS"], ["EU"])]}]
    assert judge_slots(gold, [event([EU], [CHINA])]) == []


PLACES = [
    ("whole", "Iran met Iraq.", "Iraq", "Iraq"),
    ("not inside a word", "Iranians left Iran.", "Iran", "Iran"),
    ("with a gap the last piece", "U.S. and other negotiators met.", "U.S. ... negotiators", "negotiators"),
    ("put together: its last words", "French and Egyptian warships left.", "French warships", "warships"),
    ("nowhere", "Iran met Iraq.", "Oman", None),
]


@pytest.mark.parametrize(("why", "text", "words", "found"), PLACES, ids=[row[0] for row in PLACES])
def test_where_words_stand(why, text, words, found):
    span = place_of(text, words)
    assert (text[slice(*span)] if span else None) == found


def test_only_texts_with_a_code_each_are_asked():
    row = {"claims": [event(["CHN", "---"], [], actor_text=["Beijing", "rebels"], recipient_text=["the UN"])]}
    assert [(text, code) for text, code, _ in asked_texts(row)] == [("Beijing", "CHN")]


def test_the_table_counts_each_slot_and_all():
    judged = judge_slots([{"id": "a", "text": "x", "complete": True, "claims": [event(["CHN"], [])]}], [event([CHINA], [EU])])
    assert [line.split() for line in table(judged)][-1][:4] == ["all", "1", "of", "2"]


def test_every_correction_has_a_reason():
    assert read_corrections()
    lines = CORRECTIONS.read_text(encoding="utf8").splitlines()
    assert lines[0] == "article,text,code,right,reason"
    assert all(line.rstrip('"').rsplit(",", 1)[-1].strip() for line in lines[1:])
