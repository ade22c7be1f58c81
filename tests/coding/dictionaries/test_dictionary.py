"""What a user's verb dictionary codes: its patterns on hand-built parses, alone."""

import pytest

from dragoman.clauses.clauses import find_clauses
from dragoman.coding.dictionaries.coder import Coder
from dragoman.coding.dictionaries.entries import entries_of
from dragoman.coding.dictionaries.petrarch import parse_dictionary
from dragoman.coding.ontology import load_ontology
from trees import NamedActors, parsed

SETS = "&TALKS\n+TALK\n+PEACE_TREATY\n+TREATY\n&FORCES\n+ARMED_FORCE\n+TROOP\n"


def entries(*texts):
    dictionaries = [parse_dictionary(f"d{n}.txt", SETS + text) for n, text in enumerate(texts, 1)]
    assert [d.refused for d in dictionaries] == [()] * len(texts)
    return entries_of(dictionaries)


def coded(found, text):
    sentence = parsed(text)
    return Coder(found, load_ontology()).find(sentence, find_clauses(sentence), NamedActors(sentence))


def short(events):
    """`TYPE:mode A+B>C` of each event."""
    return [f"{e.type}{':' + e.mode if e.mode else ''} {'+'.join(r.name for r in e.actors)}>{'+'.join(r.name for r in e.recipients)}" for e in events]


# reason, dictionary, sentence, events
ALONE = [
    ("verb alone", "--- A [190] ---\nATTACK\n", "Israel attacked Syria.", ["ASSAULT ISR>SYR"]),
    ("its own code wins over the block's", "--- A [190] ---\nATTACK [111]\n", "Israel attacked Syria.", ["ACCUSE:disapprove ISR>SYR"]),
    ("passive", "--- A [190] ---\nATTACK\n", "Syria was attacked by Israel.", ["ASSAULT ISR>SYR"]),
    ("no code, no event", "--- A [---] ---\nATTACK\n", "Israel attacked Syria.", []),
    ("a comment is no act in PLOVER", "--- A [010] ---\nATTACK\n", "Israel attacked Syria.", []),
    ("a verb that is not in it", "--- A [190] ---\nBOMB\n", "Israel attacked Syria.", []),
    ("object word", "--- H [---] ---\nHOLD\n- * TALKS (WITH +) [046:046]\n", "Iran held talks with Iraq.", ["CONSULT IRN+IRQ>"]),
    ("singular in the dictionary", "--- H [---] ---\nHOLD\n- * TALK (WITH) [046:046]\n", "Iran held talks with Iraq.", ["CONSULT IRN+IRQ>"]),
    ("synonym set", "--- H [---] ---\nHOLD\n- * &TALKS [046:046]\n", "Iran held talks with Iraq.", ["CONSULT IRN+IRQ>"]),
    ("one way only", "--- H [---] ---\nHOLD\n- * &TALKS [042:043]\n", "Iran held talks with Iraq.", ["CONSULT:visit IRN>IRQ"]),
    ("source, set, target as marks", "--- H [---] ---\nHOLD\n- $ * &TALKS + [042]\n", "Iran held talks with Iraq.", ["CONSULT:visit IRN>IRQ"]),
    ("words that are not there", "--- H [---] ---\nHOLD\n- * SUMMIT [046]\n", "Iran held talks with Iraq.", []),
    ("a phrase that is there only in part", "--- H [---] ---\nHOLD\n- * {PEACE TALKS} [046]\n", "Iran held talks with Iraq.", []),
    ("preposition with its noun", "--- H [---] ---\nHOLD\n- * (WITH IRAQ) [046]\n", "Iran held talks with Iraq.", ["CONSULT IRN>IRQ"]),
    ("another preposition", "--- H [---] ---\nHOLD\n- * (FOR IRAQ) [046]\n", "Iran held talks with Iraq.", []),
    ("either preposition", "--- H [---] ---\nHOLD\n- * (FOR/WITH ^) [046]\n", "Iran held talks with Iraq.", ["CONSULT IRN>IRQ"]),
    ("both sides are one party", "--- H [---] ---\nHOLD\n- % * TALKS [046]\n", "Iran held talks with Iraq.", ["CONSULT IRN+IRQ>"]),
    ("more words win over fewer", "--- A [190] ---\nATTACK\n- * SHIPS [150]\n- * SHIPS (NEAR ^) [195]\n", "Iran attacked Israeli ships near Egypt.",
     ["ASSAULT:aerial IRN>ISR"]),
    ("subject word", "--- A [111] ---\nATTACK\n- &FORCES * [190]\n", "Russian and Chinese troops attacked Syria.", ["ASSAULT RUS+CHN>SYR"]),
    ("not the subject's word", "--- A [111] ---\nATTACK\n- &FORCES * [190]\n", "Israel attacked Syria.", ["ACCUSE:disapprove ISR>SYR"]),
    ("the other side's act", "--- A [:112] ---\nATTACK\n", "Israel attacked Syria.", ["ACCUSE:allege SYR>ISR"]),
    ("a host's act is the visitor's", "--- A [043:042] ---\nATTACK\n", "Israel attacked Syria.", ["CONSULT:visit SYR>ISR"]),
    ("words with a slash are either", "--- A [---] ---\nATTACK\n- * BOATS/SHIPS [150]\n", "Iran attacked Israeli ships near Egypt.",
     ["MOBILIZE IRN>ISR"]),
    ("target before the verb", "--- A [---] ---\nATTACK\n- + * $ [112]\n", "Israel attacked Syria.", ["ACCUSE:allege SYR>ISR"]),
    ("target behind a preposition", "--- S [---] ---\nSUSPEND\n- * AID (TO +) [162]\n", "America suspended aid to Egypt.",
     ["SANCTION:discontinue USA>EGY"]),
    ("target behind a bare preposition", "--- S [---] ---\nSUSPEND\n- * AID TO + [162]\n", "America suspended aid to Egypt.",
     ["SANCTION:discontinue USA>EGY"]),
    ("indirect object", "--- G [070] ---\nGIVE\n", "Japan gave Haiti money.", ["AID JPN>HTI"]),
    ("verb with a particle", "--- C [---] ---\n+CALL_OFF [125]\n", "Iran called off the talks.", ["REJECT:meet IRN>"]),
    ("particle in the pattern", "--- C [---] ---\nCALL\n- * OFF &TALKS [125]\n", "Iran called off the talks.", ["REJECT:meet IRN>"]),
    ("a particle that is not asked for", "--- C [041] ---\nCALL\n", "Iran called off the talks.", []),
    ("a governed act: refuse + meet", "--- R [120] ---\nREFUSE\n--- M [040] ---\nMEET\n", "France refused to meet Iran.", ["REJECT:meet FRA>IRN"]),
    ("a governed act: threaten + attack", "--- T [130] ---\nTHREATEN\n--- A [190] ---\nATTACK\n", "Turkey threatened to attack Syria.",
     ["THREATEN:violence TUR>SYR"]),
    ("an infinitive as a phrase with to", "--- R [---] ---\nREFUSE\n- * (TO MEET) [125]\n", "France refused to meet Iran.", ["REJECT:meet FRA>IRN"]),
    ("what will be done is agreed", "--- M [040] ---\nMEET\n", "Iran will meet Iraq.", ["AGREE IRN>IRQ"]),
    ("nouns make no event", "--- E [---] ---\nEND\n", "China's invasion of Vietnam ended.", []),
    ("an irregular form that the pipeline left as printed", "--- A [190] ---\nSMITE {SMITES ATTACKED ATTACK}\n", "Israel attacked Syria.",
     ["ASSAULT ISR>SYR"]),
    ("a form that is another verb's lemma", "--- A [190] ---\nSMITE {SMITES ATTACK}\n", "Israel attacked Syria.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sentence", "expected"), [row[1:] for row in ALONE], ids=[row[0] for row in ALONE])
def test_the_dictionary_alone(text, sentence, expected):
    assert short(coded(entries(text), sentence)) == expected


def test_a_later_dictionary_replaces_the_verbs_of_an_earlier_one():
    found = entries("--- A [190] ---\nATTACK\nMEET [111]\n", "--- A [112] ---\nATTACK\n")
    assert short(coded(found, "Israel attacked Syria.")) == ["ACCUSE:allege ISR>SYR"]
    assert short(coded(found, "China met Japan.")) == ["ACCUSE:disapprove CHN>JPN"]


def test_the_rule_names_dictionary_line_and_pattern():
    [event] = coded(entries("--- H [---] ---\nHOLD\n- * &TALKS   [046:046]  # why\n"), "Iran held talks with Iraq.")
    assert event.rule == "events.dictionary d1.txt:10: - * &TALKS [046:046]"


def test_the_class_says_what_the_code_is_and_what_is_not_coded():
    found = entries("--- H [---] ---\nHOLD\n- * TALKS [175:145]\n")
    assert [one.why.split("; ") for one in found["hold"]] == [
        ["line 9 of the dictionary d1.txt, block H", "no event"],
        ["line 10 of the dictionary d1.txt, block H", "CAMEO 175: represses violently", "[:145], the other side's act, is not coded apart"],
    ]
