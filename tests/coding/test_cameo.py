"""CAMEO codes of events, and what codes mean in PLOVER; on the tables of the package."""

import pytest

from dragoman.coding.cameo import load_cameo, read_cameo
from dragoman.coding.ontology import load_ontology
from dragoman.errors import KnowledgeError

# type, mode, polarity, modality, contexts, code
ROWS = [
    ("the root alone where nothing more is known", "SUPPORT", None, "positive", "actual", (), "050"),
    ("a mode", "CONSULT", "phone", "positive", "actual", (), "041"),
    ("a visit", "CONSULT", "visit", "positive", "actual", (), "042"),
    ("a third party", "CONSULT", "third-party", "positive", "actual", (), "045"),
    ("an arrest", "COERCE", "arrest", "positive", "actual", (), "173"),
    ("an expelled envoy", "SANCTION", "expel", "positive", "actual", (), "161"),
    ("a mode in another root", "ASSAULT", "crowd-control", "positive", "actual", (), "175"),
    ("a context", "AID", None, "positive", "actual", ("economic", "election"), "071"),
    ("one of several contexts of a row", "AID", None, "positive", "actual", ("health",), "073"),
    ("contexts that say two things say nothing", "AID", None, "positive", "actual", ("economic", "military"), "070"),
    ("a mode wins over contexts", "ASSAULT", "abduct", "positive", "actual", ("military",), "181"),
    ("an announced attack is a threat, whatever the weapon", "ASSAULT", "aerial", "positive", "future", (), "138"),
    ("an announced protest", "PROTEST", "demo", "positive", "future", (), "133"),
    ("what is agreed is ahead", "AGREE", None, "positive", "future", (), "030"),
    ("a threat is of the future by itself", "THREATEN", "relations", "positive", "future", (), "1313"),
    ("CAMEO has no announced accusation", "ACCUSE", "investigate", "positive", "future", (), None),
    ("what is denied did not happen", "AID", None, "negative", "actual", (), None),
    ("nor what is only possible", "AID", None, "positive", "possible", (), None),
    ("a type that is none", "HELP", None, "positive", "actual", (), None),
]


@pytest.mark.parametrize(("type_", "mode", "polarity", "modality", "contexts", "code"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_code_of_an_event(type_, mode, polarity, modality, contexts, code):
    row = load_cameo().row(type_, mode, polarity, modality, contexts)
    assert (row.code if row else None) == code


# reason, type, mode, contexts, words, code
WORDS = [
    ("signing", "SUPPORT", None, (), "Ecuador and China SIGNED an agreement", "057"),
    ("praise of what was signed says two things", "SUPPORT", None, (), "Chile praised the treaty that Peru signed", "050"),
    ("a word is a whole word", "SUPPORT", None, (), "Chile backed Peru's designs", "050"),
    ("words before contexts", "SUPPORT", None, ("diplomatic",), "Chile ratified it", "057"),
    ("an apology", "CONCEDE", None, (), "Japan apologised to Korea", "055"),
    ("sanctions", "SANCTION", None, (), "the EU imposed sanctions on Belarus", "163"),
    ("a mode with a context", "ACCUSE", "allege", ("corruption",), "", "1121"),
    ("a mode with words", "ACCUSE", "allege", (), "Iran accused him of spying", "1125"),
    ("a mode with two contexts that say two things", "ACCUSE", "allege", ("crime", "human_rights"), "", "112"),
    ("freed persons", "RETREAT", "release", (), "Hamas freed two hostages", "0841"),
    ("freed, and the words do not say whom", "RETREAT", "release", (), "Hamas freed both", "084"),
    ("access for inspectors", "RETREAT", "access", (), "Iran let inspectors in", "0862"),
    ("talks that are broken off", "SANCTION", "discontinue", (), "Israel broke off talks", "164"),
    ("a demand for a ceasefire", "REQUEST", "yield", (), "France called for a ceasefire", "1056"),
]


@pytest.mark.parametrize(("type_", "mode", "contexts", "words", "code"), [r[1:] for r in WORDS], ids=[r[0] for r in WORDS])
def test_code_of_an_event_with_its_words(type_, mode, contexts, words, code):
    assert load_cameo().row(type_, mode, "positive", "actual", contexts, words).code == code


def test_every_type_and_mode_has_a_code_of_the_codebook():
    cameo = load_cameo()
    for name, settings in load_ontology().types.items():
        for mode in (None, *settings.modes):
            assert cameo.row(name, mode, "positive", "actual").code in cameo.codes, (name, mode)


def test_a_visit_is_hosted_by_the_other_side():
    assert load_cameo().row("CONSULT", "visit", "positive", "actual").reverse == "043"


@pytest.mark.parametrize(
    ("code", "meant"),
    [("042", ("CONSULT", "visit")), ("190", ("ASSAULT", None)), ("04", ("CONSULT", None)), ("010", (None, None)), ("1712", ("ASSAULT", "destroy"))],
)
def test_meaning_of_a_code(code, meant):
    known = load_cameo().meaning(code)
    assert (known.type, known.mode) == meant


@pytest.mark.parametrize("code", ["", "0", "999", "21", "0420", "abc"])
def test_what_is_no_code_means_nothing(code):
    assert load_cameo().meaning(code) is None


def test_there_are_twenty_roots():
    assert load_cameo().roots == tuple(f"{i:02}" for i in range(1, 21))


def test_what_a_governing_verb_makes_of_an_act():
    governing = load_cameo().governing
    assert governing["120"]["AID"] == "REJECT:assist"
    assert governing["120"]["default"] == "REJECT"
    assert governing["030"]["ASSAULT"] == "THREATEN:violence"
    assert "042" not in governing, "only a root's general code governs"


def test_a_governing_code_must_be_in_the_codebook(tmp_path):
    folder = tmp_path / "ontology"
    folder.mkdir()
    (folder / "cameo.csv").write_text("code,what,type,mode,note\n070,provides aid,AID,,\n", encoding="utf8")
    (folder / "cameo_export.csv").write_text("type,mode,modality,contexts,code,reverse,note\nAID,,,,070,,\n", encoding="utf8")
    (folder / "cameo_governing.csv").write_text("code,governs,type,mode,note\n120,AID,REJECT,,\n", encoding="utf8")
    with pytest.raises(KnowledgeError, match=r"cameo_governing\.csv:2: the code '120' is not in"):
        read_cameo(tmp_path)
