"""Which printed names are found, where they end, and which are kept out of running text."""

from __future__ import annotations

import multiprocessing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from registers_inputs import imported

from dragoman.actors.folding import fold
from dragoman.actors.registers.forms import RULES, fits, form_hash, forms_of, rule_against_noun, words_of
from dragoman.actors.registers.matching import Registers
from dragoman.actors.registers.model import Actor
from dragoman.actors.registers.store import import_register


@pytest.fixture(scope="module")
def registers(tmp_path_factory):
    names = {
        "vel": ("person", ("Marta Vélez de la Cruz",)),
        "aziz": ("person", ("Abd al-Aziz bin Tarn",)),
        "said": ("person", ("al-Said Tarn",)),
        "smith": ("person", ("J. Q. Smithson",)),
        "trust": ("organisation", ("Andes Copper Trust", "ACTX", "Trust & Sons")),
        "long": ("organisation", ("Andes Copper Trust International",)),
        "caps": ("organisation", ("GAZMASH NEFT", "ORLAN")),
        "board": ("organisation", ("Board of Grain",)),
        "digit": ("organisation", ("17th November Brigade",)),
    }
    path = tmp_path_factory.mktemp("registers") / "actors.sqlite"
    import_register(path, "mine", "x", "csv", [Actor(i, forms, kind) for i, (kind, forms) in names.items()])
    found = Registers(path)
    yield found
    found.close()


TEXTS = [
    ("Yesterday Marta Vélez de la Cruz spoke.", ["Marta Vélez de la Cruz"], "as registered"),
    ("Marta Velez de la Cruz’s plan", ["Marta Velez de la Cruz"], "without accents, before a possessive"),
    ("MARTA VELEZ DE LA CRUZ SPOKE", ["MARTA VELEZ DE LA CRUZ"], "a headline"),
    ("marta velez de la cruz", [], "no capitals"),
    ("Marta velez de la Cruz", [], "a capital is missing"),
    ("Marta Vélez\n\nde la Cruz", [], "not over a paragraph's end"),
    ("Marta. Vélez de la Cruz", [], "not over a sentence's end"),
    ("Abd al Aziz bin Tarn", ["Abd al Aziz bin Tarn"], "a hyphen less"),
    ("Prince al-Said Tarn left", ["al-Said Tarn"], "a particle first"),
    ("J.Q. Smithson and J. Q. Smithson", ["J.Q. Smithson", "J. Q. Smithson"], "initials with and without blanks"),
    ("Andes Copper Trust", ["Andes Copper Trust"], "a company"),
    ("Andes Copper Trust International", ["Andes Copper Trust International", "Andes Copper Trust"], "both, the longer first"),
    ("Andes Copper Trusts", [], "not inside a word"),
    ("Andes_Copper Trust", [], "not inside an identifier"),
    ("ACTX said, Actx, actx", ["ACTX"], "a short acronym in capitals only"),
    ("Gazmash Neft and GAZMASH NEFT", ["Gazmash Neft", "GAZMASH NEFT"], "registered in capitals"),
    ("Orlan denied it", [], "a lone word of five capitals is an acronym"),
    ("the board of grain; the Board of Grain", ["Board of Grain"], "small words stay small"),
    ("the 17th November Brigade", ["17th November Brigade"], "a digit first"),
    ("Trust & Sons; Trust and Sons", ["Trust & Sons"], "a sign between"),
    ("", [], "nothing"),
]


@pytest.mark.parametrize(("text", "wanted", "reason"), TEXTS, ids=[t[2] for t in TEXTS])
def test_names_in_text(registers, text, wanted, reason):
    assert [text[named.start : named.end] for named in registers.find(text)] == wanted


@given(st.text(max_size=200))
def test_any_text_is_read_and_spans_are_words_of_it(registers, text):
    for named in registers.find(text):
        assert 0 <= named.start < named.end <= len(text)


@given(st.text(st.sampled_from("Andes Copper Trust.,-\n International J. Q. Smithson"), max_size=300))
def test_what_is_found_is_the_form(registers, text):
    for named in registers.find(text):
        forms = [words_of(name) for name in (named.entry.name, *named.entry.aliases)]
        assert [word.lower() for word in words_of(text[named.start : named.end])] in [[word.lower() for word in form] for form in forms]


LEFT_OUT = [
    ("Will", "person", "single"),
    ("March", "organisation", "common"),
    ("The President", "person", None),
    ("Prime Minister", "person", "title"),
    ("Police", "organisation", "common"),
    ("AB", "organisation", "short"),
    ("al qaeda", "organisation", "lower"),
    ("1984", "organisation", "lower"),
    ("Мария Иванова", "person", "script"),
    ("中国银行", "organisation", "script"),
    ("One Two Three Four Five Six Seven Eight Nine Ten Eleven", "organisation", "long"),
    ("Ecuador", "organisation", "place"),
    ("Ecuador", "state", "known"),
    ("Rumiland", "state", None),
    ("Abidjan", "organisation", "place"),
    ("Marta Vel", "person", None),
    ("Weiß Groß", "person", None),
    ("Pemex", "organisation", None),
    ("WHO", "organisation", None),
]


@pytest.mark.parametrize(("name", "kind", "rule"), LEFT_OUT, ids=[f"{c[0]}-{c[1]}" for c in LEFT_OUT])
def test_dangerous_forms_are_left_out_by_a_rule(name, kind, rule):
    [(_, _, found)] = forms_of(Actor("x", (name,), kind))
    assert found == rule
    assert rule is None or rule in RULES


def test_weak_names_are_left_out():
    assert [rule for *_, rule in forms_of(Actor("x", ("Marta Vel",), "person", weak=("Marta Vela",)))] == [None, "weak"]


@pytest.mark.parametrize(("noun", "rule"), [("village", "noun"), ("police", "had"), ("march", "noun"), ("pamphleteer", None)])
def test_nouns_that_mean_other_things_are_left_out(noun, rule):
    assert rule_against_noun(noun) == rule


ARTICLES = [("The World Grain Council", "World Grain Council"), ("The Guardian", "The Guardian")]


@pytest.mark.parametrize(("name", "form"), ARTICLES)
def test_long_names_do_without_their_article(name, form):
    assert [" ".join(words) for _, words, _ in forms_of(Actor("x", (name,), "organisation"))] == [form]


def test_family_name_first_with_a_comma():
    assert [" ".join(words) for _, words, _ in forms_of(Actor("x", ("Vel, Marta",), "person"))] == ["Marta Vel"]


def test_the_numbers_of_forms_never_change():
    """They are in users' files."""
    assert form_hash(["marta", "vel"]) == 7853212769382404646
    assert form_hash(["marta", "vel"]) != form_hash(["vel", "marta"])


@given(st.lists(st.text(st.sampled_from("abAB"), min_size=1, max_size=3), min_size=1, max_size=4))
def test_a_form_fits_itself_and_its_capitals(words):
    assert fits(words, words, caseless=False)
    assert fits(words, [word.upper() for word in words], caseless=False)


def test_folding_keeps_the_number_of_characters():
    text = "Vélez’s – Łódź\u00a0Bank"
    assert len(fold(text)) == len(text)


def test_looking_up(tmp_path):
    path, _, _ = imported(tmp_path, "peps.ftm.json")
    registers = Registers(path)
    for question in ("Marta Vel", "MARTA VEL", "marta vel", "Vel", "Q1", "mine:Q1"):
        assert [entry.id for entry in registers.look_up(question)] == ["mine:Q1"], question
    assert registers.look_up("nobody") == registers.look_up("") == registers.look_up("yours:Q1") == ()
    [term] = registers.offices("mine:Q1")
    assert (term.office, term.country, term.from_, term.sector) == ("president", "ECU", "2027-01-01", "GOV")
    registers.close()


def _found_elsewhere(registers, text):
    return [named.entry.id for named in registers.find(text)]


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_other_processes_open_the_file_anew(tmp_path, method):
    path, _, _ = imported(tmp_path, "peps.ftm.json")
    registers = Registers(path)
    with multiprocessing.get_context(method).Pool(1) as pool:
        assert pool.apply(_found_elsewhere, (registers, "Marta Vel")) == ["mine:Q1"]
    assert _found_elsewhere(registers, "Marta Vel") == ["mine:Q1"]
    registers.close()


HOLDERS = [
    ("ECU", "president", "2027-05-01", ["mine:Q1"]),
    ("ECU", "president", "2026-12-31", []),
    ("ECU", "minister", "2027-05-01", []),
    ("PER", "president", "2027-05-01", []),
]


@pytest.mark.parametrize(("country", "office", "on", "wanted"), HOLDERS)
def test_holders(tmp_path, country, office, on, wanted):
    path, _, _ = imported(tmp_path, "peps.ftm.json")
    registers = Registers(path)
    assert [entry.id for entry in registers.holders(country, office, on)] == wanted
    registers.close()


def test_nouns_of_agents(tmp_path):
    path, _, _ = imported(tmp_path, "my.agents.txt")
    registers = Registers(path)
    found = {phrase: (word.lemma, word.sector, word.plural) for phrase, word in registers.nouns().items()}
    registers.close()
    assert found["lawkeepers"] == ("lawkeeper", "COP", True)
    assert found["pamphleteers"] == ("pamphleteer", "MED", True)
    assert "riverwatch" in found
    assert "riverwatches" not in found
