"""What a user's verb dictionary codes: its patterns on hand-built parses, alone and beside our own classes."""

import pytest

from dragoman.clauses.clauses import find_clauses
from dragoman.coding.dictionary import with_dictionaries
from dragoman.coding.events import Coder
from dragoman.coding.patterns import load_event_lexicon
from dragoman.coding.petrarch import parse_dictionary
from trees import NamedActors, parsed

SETS = "&TALKS\n+TALK\n+PEACE_TREATY\n+TREATY\n&FORCES\n+ARMED_FORCE\n+TROOP\n"


def lexicon(*texts, only=False):
    dictionaries = [parse_dictionary(f"d{n}.txt", SETS + text) for n, text in enumerate(texts, 1)]
    assert [d.refused for d in dictionaries] == [()] * len(texts)
    return with_dictionaries(load_event_lexicon(), dictionaries, only=only)


def coded(found, text):
    sentence = parsed(text)
    return Coder(found).find(sentence, find_clauses(sentence), NamedActors(sentence))


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
    assert short(coded(lexicon(text, only=True), sentence)) == expected


# reason, dictionary, sentence, events with our classes beside it
BESIDE = [
    ("its verb is coded as it says", "--- A [111] ---\nATTACK\n", "Israel attacked Syria.", ["ACCUSE:disapprove ISR>SYR"]),
    ("its verb makes no event where it says so", "--- A [---] ---\nATTACK\n", "Israel attacked Syria.", []),
    ("our other verbs stay", "--- A [111] ---\nATTACK\n", "China met Japan.", ["CONSULT CHN+JPN>"]),
    ("our nouns stay", "--- A [111] ---\nATTACK\n", "Talks between Iran and Iraq collapsed.", ["CONSULT IRN+IRQ>"]),
    ("our light verb no longer counts", "--- H [---] ---\nHOLD\n- * TALKS [125]\n", "Iran held talks with Iraq.", ["REJECT:meet IRN>IRQ"]),
    ("nor our operator", "--- S [---] ---\nSUSPEND\n- * AID [085]\n", "America suspended aid to Egypt.", ["CONCEDE USA>EGY"]),
    ("a verb of several words", "--- C [---] ---\n+CALL_OFF [111]\n", "Iran called off the talks.", ["ACCUSE:disapprove IRN>"]),
    ("and leaves the lemma's other uses to us", "--- C [---] ---\n+GIVE_UP [111]\n", "Japan gave Haiti money.", ["AID JPN>HTI"]),
]


@pytest.mark.parametrize(("text", "sentence", "expected"), [row[1:] for row in BESIDE], ids=[row[0] for row in BESIDE])
def test_the_dictionary_beside_our_classes(text, sentence, expected):
    assert short(coded(lexicon(text), sentence)) == expected


def test_a_later_dictionary_replaces_the_verbs_of_an_earlier_one():
    found = lexicon("--- A [190] ---\nATTACK\nMEET [111]\n", "--- A [112] ---\nATTACK\n", only=True)
    assert short(coded(found, "Israel attacked Syria.")) == ["ACCUSE:allege ISR>SYR"]
    assert short(coded(found, "China met Japan.")) == ["ACCUSE:disapprove CHN>JPN"]


def test_the_rule_names_dictionary_line_and_pattern():
    [event] = coded(lexicon("--- H [---] ---\nHOLD\n- * &TALKS   [046:046]  # why\n"), "Iran held talks with Iraq.")
    assert event.rule == "events.dictionary d1.txt:10: - * &TALKS [046:046]"


def test_the_class_says_what_the_code_is_and_what_is_not_coded():
    found = lexicon("--- H [---] ---\nHOLD\n- * TALKS [175:145]\n", only=True)
    assert [c.why.split("; ") for c in found.classes] == [
        ["line 9 of the dictionary d1.txt, block H", "no event"],
        ["line 10 of the dictionary d1.txt, block H", "CAMEO 175: represses violently", "[:145], the other side's act, is not coded apart"],
    ]


def test_the_lexicon_that_it_is_put_into_stays_as_it_was():
    before = load_event_lexicon()
    verbs = dict(before.verbs)
    lexicon("--- A [111] ---\nATTACK\n")
    assert before.verbs == verbs
