"""Which entry a name of an article means where package and registers both know it, by precision of match and by date."""

from __future__ import annotations

from itertools import pairwise

import pytest
from actors_stored import tree
from hypothesis import given
from hypothesis import strategies as st
from registers_inputs import imported

from dragoman.actors.gazetteer import Hit, load_gazetteer
from dragoman.actors.lexicon import load_lexicon
from dragoman.actors.mentions import find_mentions, load_tools
from dragoman.actors.registers import overlay
from dragoman.actors.registers.matching import Registers
from dragoman.actors.registers.overlay import lay_over
from dragoman.actors.registry import Form, load_registry
from dragoman.domain import Article

TABLE = """\
id,name,aliases,kind,country,sector,gender,office,from,to
maduro,Nicolás Maduro,,person,VEN,,m,president,2013-04-19,
chavez,Hugo Chávez,,person,VEN,,m,,2020,
pdvsa,Petróleos de Venezuela,,company,VEN,BUS,,,,
nato,North Atlantic Treaty Organization,,company,LUX,BUS,,,2030,
bank,Bank of China Leasing,,company,CHN,BUS,,,,
trust,Andes Copper Trust,,company,PER,BUS,,,2001,2003
trust-new,Andes Copper Trust,,company,CHL,BUS,,,2004,
okoro-n,John Okoro,,person,NGA,,,,,
okoro-g,John Okoro,,person,GHA,,,,,
vel,Marta Vel,,person,ECU,,f,president,2027-01-01,
"""
ACTORS = """\
ECUADOR_ [ECU]
+RUMILAND_
MARTA_VEL_
\t[ECULEG 20100101-20141231]
\t[ECUGOV >20270101]
OTTO_QUENT_ [PERMIL <20000101] [PEROPP]
"""


@pytest.fixture(scope="module")
def registers(tmp_path_factory):
    path, _, _ = imported(tmp_path_factory.mktemp("overlay"), "table.csv", TABLE)
    found = Registers(path)
    yield found
    found.close()


@pytest.fixture(scope="module")
def coded(tmp_path_factory):
    path, _, _ = imported(tmp_path_factory.mktemp("overlay"), "my.actors.txt", ACTORS)
    found = Registers(path)
    yield found
    found.close()


def laid(registers, text, on):
    return lay_over(load_registry(), load_gazetteer().find(text), registers, text, on)


def named(registers, text, on=None):
    return [(text[hit.start : hit.end], *hit.entries) for hit in laid(registers, text, on)[1]]


NAMED = [
    ("Nicolas Maduro of Venezuela", "2014-01-01", [("Nicolas Maduro", "mine:maduro"), ("Venezuela", "VEN")], "the imported entry on the same words"),
    ("Hugo Chávez", "2021-01-01", [("Hugo Chávez", "mine:chavez")], "its time includes the day"),
    ("Hugo Chávez", "2019-12-31", [("Hugo Chávez", "person:hugo-chavez")], "its time excludes the day"),
    ("Hugo Chávez", None, [("Hugo Chávez", "mine:chavez")], "the day is not known"),
    ("Bank of China Leasing", None, [("Bank of China Leasing", "mine:bank")], "longer than what the package knows in it"),
    ("Bank of China", None, [("Bank of China", "org:bank-of-china")], "shorter: the package's"),
    ("People's Bank of China Leasing", None, [("People's Bank of China", "org:pboc")], "the longer of two that overlap"),
    ("the North Atlantic Treaty Organization", "2031", [("North Atlantic Treaty Organization", "mine:nato")], "an article before it is no length"),
    ("Andes Copper Trust", "2002-05-05", [("Andes Copper Trust", "mine:trust")], "of two, that of the day"),
    ("Andes Copper Trust", "2004-05-05", [("Andes Copper Trust", "mine:trust-new")], "of two, the other of the other day"),
    ("Andes Copper Trust", "2000-01-01", [], "of two, none on a day before"),
    ("John Okoro", None, [("John Okoro", "mine:okoro-n", "mine:okoro-g")], "two of the same precision: the text decides"),
    (
        "Petróleos de Venezuela and PDVSA",
        None,
        [("Petróleos de Venezuela", "mine:pdvsa"), ("PDVSA", "mine:pdvsa")],
        "other names of it go along",
    ),
]


@pytest.mark.parametrize(("text", "on", "wanted", "reason"), NAMED, ids=[c[3] for c in NAMED])
def test_precedence(registers, text, on, wanted, reason):
    assert named(registers, text, on) == wanted


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=12)


@given(SPANS, SPANS)
def test_names_never_overlap_and_every_one_left_out_has_a_longer_or_equal_one_in_its_place(imported_spans, own_spans):
    hits = [
        [Hit(start, start + size, (Form(f"{order}-{i}", "name"),)) for i, (start, size) in enumerate(spans)]
        for order, spans in enumerate((imported_spans, own_spans))
    ]
    kept = overlay._without_overlaps("x" * 60, *hits)
    if not imported_spans:
        assert kept == hits[1]
        return
    assert all(left.end <= right.start for left, right in pairwise(kept))
    for hit in (*hits[0], *hits[1]):
        rivals = [other for other in kept if other.start < hit.end and hit.start < other.end]
        assert any(other.end - other.start >= hit.end - hit.start for other in rivals)


def test_the_packages_registry_stays_as_it_is(registers):
    before = (dict(load_registry().entries), dict(load_registry().surnames))
    laid(registers, "Nicolas Maduro, John Okoro and Petróleos de Venezuela", None)
    assert (dict(load_registry().entries), dict(load_registry().surnames)) == before


def test_an_imported_person_takes_over_surname_and_terms(registers):
    registry, _ = laid(registers, "Nicolas Maduro", "2014-01-01")
    assert "mine:maduro" in registry.surnames["Maduro"]
    assert "person:nicolas-maduro" not in registry.surnames["Maduro"]
    assert [term.office for term in registry.offices_of("mine:maduro", "2014-01-01")] == ["president"]
    assert [entry.id for entry in registry.holders("VEN", "president", "2014-01-01")] == ["mine:maduro"]
    chavez, _ = laid(registers, "Hugo Chávez", None)
    assert [term.office for term in chavez.offices_of("mine:chavez", "2005-01-01")] == ["president"], "the package's terms where it has none"


HOLDERS = [("2027-05-01", "mine:vel"), ("2026-12-31", None)]


@pytest.mark.parametrize(("on", "wanted"), HOLDERS)
def test_the_holder_of_an_office_need_not_be_named(registers, on, wanted):
    registry, _ = laid(registers, "The president spoke.", on)
    found = registry.holders("ECU", "president", on)
    assert ("mine:vel" in [entry.id for entry in found]) is (wanted is not None)
    assert all(registry.entries[entry.id] is entry for entry in found)


def test_names_of_states_mean_the_packages_states(coded):
    registry, [hit] = laid(coded, "Rumiland", None)
    assert (hit.entries, hit.forms[0].register) == (("ECU",), "mine")
    assert registry.entries["ECU"] is load_registry().entries["ECU"]


ROLES = [
    ("Marta Vel", "2012-01-01", "LEG"),
    ("Marta Vel", "2027-02-01", "GOV"),
    ("Marta Vel", "2020-01-01", None),
    ("Otto Quent", "1999-01-01", "MIL"),
    ("Otto Quent", "2001-01-01", "OPP"),
]


@pytest.mark.parametrize(("name", "on", "sector"), ROLES)
def test_roles_hold_on_their_days(coded, name, on, sector):
    registry, hits = laid(coded, name, on)
    assert [registry.entries[hit.entries[0]].sector for hit in hits] == ([sector] if sector else [])


def actor(registers, rows, published=None):
    text, parse = tree(rows)
    found = find_mentions(Article("a", text, published=published), parse, tools=load_tools(registers=registers))
    return found.actors_of(0, 1)


def test_the_reference_says_from_which_register_it_is(registers):
    [ref] = actor(registers, "Marta PROPN 3 nsubj\nVel PROPN 1 flat\nleft VERB 0 root", "2027-05-01")
    assert (ref.id, ref.name, ref.country, ref.sector, ref.how) == ("mine:vel", "Marta Vel", "ECU", "GOV", "register:mine")


@pytest.mark.parametrize(("pos", "found"), [("NOUN", []), ("PROPN", ["mine:orlando"])])
def test_a_lone_word_that_opens_a_sentence_is_a_name_only_as_a_proper_noun(tmp_path, pos, found):
    path, _, _ = imported(tmp_path, "table.csv", "id,name,kind\norlando,Tarpaulins,company\n")
    registers = Registers(path)
    text, parse = tree(f"Tarpaulins {pos} 2 nsubj\nfell VERB 0 root")
    refs = find_mentions(Article("a", text), parse, tools=load_tools(registers=registers)).actors_of(0, 0)
    registers.close()
    assert [ref.id for ref in refs] == found


CHOICES = [("Ghana", "mine:okoro-g"), ("Nigeria", "mine:okoro-n"), ("Peru", "mine:okoro-n")]


@pytest.mark.parametrize(("country", "wanted"), CHOICES)
def test_an_ambiguous_name_goes_by_the_countries_named_and_says_so(registers, country, wanted):
    [ref] = actor(registers, f"John PROPN 3 nsubj\nOkoro PROPN 1 flat\nvisited VERB 0 root\n{country} PROPN 3 obj")
    assert (ref.id, ref.how) == (wanted, "register:mine ambiguous")


def test_without_registers_the_packages_tools_are_used():
    tools = load_tools()
    assert tools.registers is None
    assert tools.lexicon is load_lexicon()


def test_agents_become_role_nouns(tmp_path):
    path, _, _ = imported(tmp_path, "my.agents.txt")
    registers = Registers(path)
    tools = load_tools(registers=registers)
    registers.close()
    word = tools.lexicon.word("pamphleteers")
    assert word is not None
    assert (word.family, word.sector, word.plural) == ("role", "MED", True)
    assert tools.lexicon.word("police") == load_lexicon().word("police"), "the package's own meaning stays"
