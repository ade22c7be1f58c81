"""Each format's good rows become items, each bad row a refusal that names file, line, cause and repair, and garbage never more than that."""

from __future__ import annotations

import gzip
import io
import json
from contextlib import suppress
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from registers_inputs import SAMPLES, put

from dragoman.actors.registers import ftm, petrarch, tables
from dragoman.actors.registers.codes import country_of, iso_date, office
from dragoman.actors.registers.files import format_of, guess, read_items
from dragoman.actors.registers.model import FORMATS, Actor, Noun, Passed, Post, Role, Term
from dragoman.actors.registry import Kind
from dragoman.errors import InputError
from dragoman.knowledge.linting_registers import KINDS


def items(folder, name, content=None):
    path = put(folder, name, content)
    return list(read_items(path, format_of(path)))


def of(found, kind):
    return [item for item in found if isinstance(item, kind)]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_format_is_told_from_the_content(tmp_path, name):
    assert format_of(put(tmp_path, name)) == SAMPLES[name][1]


@pytest.mark.parametrize("name", SAMPLES)
def test_bad_rows_are_named_and_the_others_read(tmp_path, name):
    found = items(tmp_path, name)
    refused = of(found, InputError)
    assert len(refused) == SAMPLES[name][2], [str(r) for r in refused]
    assert all(r.where.startswith(name) and any(c.isdigit() for c in r.where) and r.cause and r.repair for r in refused)
    assert of(found, Actor) + of(found, Noun)


@pytest.mark.parametrize("name", SAMPLES)
def test_gzip_is_the_same(tmp_path, name):
    plain = items(tmp_path, name)
    path = tmp_path / name
    path.write_bytes(gzip.compress(path.read_bytes()))
    assert list(map(str, read_items(path, format_of(path)))) == list(map(str, plain))


def test_a_broken_gzip_file_is_refused_as_a_whole(tmp_path):
    path = put(tmp_path, "table.csv", "name\n" + "\n".join(f"Person Number{n}" for n in range(5000)))
    path.write_bytes(gzip.compress(path.read_bytes())[:-40])
    with pytest.raises(InputError, match="damaged"):
        list(read_items(path, "csv"))


@pytest.mark.parametrize("content", ["", "hello there\n", "a,b,c\n1,2,3\n", "{}", "[1]", "\x00\x01"])
def test_no_format_is_said_with_the_formats_there_are(tmp_path, content):
    with pytest.raises(InputError) as refused:
        format_of(put(tmp_path, "x.txt", content))
    assert all(form in str(refused.value) for form in FORMATS)


@pytest.mark.parametrize("path", ["nowhere.csv", "."])
def test_a_file_that_is_not_there(tmp_path, path):
    with pytest.raises(InputError):
        format_of(tmp_path / path)


def test_followthemoney(tmp_path):
    found = items(tmp_path, "peps.ftm.json")
    person, company, body = of(found, Actor)
    assert (person.names, person.weak, person.kind, person.country, person.gender) == (("Marta Vel", "Vel, Marta"), ("Vela",), "person", "ECU", "f")
    assert (company.kind, company.country, company.sector) == ("organisation", "PER", "BUS")
    assert (body.kind, body.sector) == ("organisation", "GOV")
    assert of(found, Post) == [Post("P1", "president", "ECU", "GOV")]
    assert of(found, Term)[0] == Term("Q1", post="P1", from_="2027-01-01")
    assert of(found, Passed) == [Passed("Address")]


def test_followthemoney_with_nested_occupancies(tmp_path):
    found = items(tmp_path, "nested.json")
    assert of(found, Post)[0].office == "prime minister"
    assert of(found, Term) == [Term("Q1", post="P1", from_="2027")]


@pytest.mark.parametrize("name", ["query.csv", "query.json", "list.json"])
def test_wikidata(tmp_path, name):
    found = items(tmp_path, name)
    first, term = of(found, Actor)[0], of(found, Term)[0]
    assert (first.id, first.names[0], first.country) == ("Q1", "Marta Vel", "ECU")
    assert (term.holder, term.office, term.country, term.to) == ("Q1", "president", "ECU", None)


def test_a_wikidata_list_is_cut_anywhere_in_reading(monkeypatch):
    rows = ", ".join(f'{{"person":"Q{n}","personLabel":"Péron Number{n}"}}' for n in range(40))
    monkeypatch.setattr(tables, "CHUNK", 7)
    found = list(tables.rows(io.StringIO(f"[{rows}]"), "x", tables.WIKIDATA))
    assert [(cells["person"], cells["label"]) for _, cells in found] == [(f"Q{n}", f"Péron Number{n}") for n in range(40)]


def test_wikidata_without_a_label_says_what_to_select(tmp_path):
    path = put(tmp_path, "table.csv", "person,start\nQ1,2001\n")
    with pytest.raises(InputError, match=r"\?personLabel"):
        list(read_items(path, "wikidata"))


def test_petrarch_actors(tmp_path):
    state, vel, barrow, tarn, council, front = of(items(tmp_path, "my.actors.txt"), Actor)
    assert (state.kind, state.names, state.roles) == ("state", ("Ecuador", "Rumiland"), (Role("ECU", "GOV"),))
    assert (vel.kind, vel.names) == ("person", ("Marta Vel", "Marta Ruiz Vel"))
    assert vel.roles == (Role("ECU", "CIV", "1990-01-01", "2026-12-31"), Role("ECU", "GOV", "2027-01-01", None))
    assert barrow.roles == (Role("GMB", "GOV", "1997-01-01", "2006-12-31"),)
    assert tarn.roles == (Role("USA", "GOV", None, "2020-01-01"), Role("USA", "OPP"))
    assert (council.kind, council.names, council.country, council.sector) == ("organisation", ("World Grain Council", "WGC"), None, "IGO")
    assert (front.kind, front.country, front.sector) == ("organisation", "COL", "REB")


CODES = [
    ("USAGOV", Role("USA", "GOV"), "a country and a role"),
    ("USA", Role("USA", "GOV"), "a country alone is its government"),
    ("USAMIL 20090120-20170120", Role("USA", "MIL", "2009-01-20", "2017-01-20"), "long days"),
    ("USAGOV 310101-301231", Role("USA", "GOV", "1931-01-01", "2030-12-31"), "of short years 00 to 30 are of this century"),
    ("USAGOV > 20090120", Role("USA", "GOV", "2009-01-20", None), "a blank after the sign"),
    ("USAGOV<20090120", Role("USA", "GOV", None, "2009-01-20"), "no blank before it"),
    ("USAGOV 20090231-20100101", Role("USA", "GOV", "2009-02-28", "2010-01-01"), "a month's end that is too late, as in the published files"),
    ("IGOUNO", Role(None, "IGO"), "an organisation of states has no country"),
    ("COLELIGOV", Role("COL", "CIV"), "the first role with a sector decides"),
    ("---", None, "nobody"),
]


@pytest.mark.parametrize(("code", "role", "reason"), CODES, ids=[c[2] for c in CODES])
def test_petrarch_codes(code, role, reason):
    assert petrarch.role_of(code) == role


@pytest.mark.parametrize("code", ["U", "USAGOV 2009", "USAGOV 20090120", "USAGOV 20170101-20090101", "USAGOV 20091341-20100101", "U$A"])
def test_petrarch_codes_that_are_none(code):
    with pytest.raises(ValueError, match=r"\w"):
        petrarch.role_of(code)


def test_petrarch_names_with_titles_and_acronyms(tmp_path):
    [chief, office] = items(tmp_path, "my.actors.txt", "PRESIDENT_OTTO_QUENT_ [ECUGOV]\n+OTTO_QUENT_\nUN_GRAIN_OFFICE_ [IGOUNO]\n")
    assert chief.names == ("Otto Quent", "President Otto Quent")
    assert office.names == ("UN Grain Office",)


def test_petrarch_files_in_another_encoding(tmp_path):
    path = tmp_path / "x.actors.txt"
    path.write_bytes("MARTA_VÉLEZ_ [ECUGOV]\n".encode("cp1252"))
    [actor] = read_items(path, format_of(path))
    assert actor.names == ("Marta Vélez",)


def test_petrarch_agents(tmp_path):
    nouns = {noun.noun: noun for noun in of(items(tmp_path, "my.agents.txt"), Noun)}
    assert list(nouns) == ["lawkeeper", "riverwatch", "herdsman", "herdsmen", "herdswoman", "herdswomen", "pamphleteer"]
    assert nouns["lawkeeper"] == Noun("lawkeeper", "COP", ("lawkeepers",))
    assert nouns["riverwatch"].plurals == ()
    assert nouns["pamphleteer"] == Noun("pamphleteer", "MED", None)
    assert nouns["herdsmen"].plurals == ()


def test_a_plain_table(tmp_path):
    found = items(tmp_path, "table.csv")
    vel, trust, *_ = of(found, Actor)
    assert (vel.names, vel.country, vel.sector, vel.gender, vel.from_) == (("Marta Vel", "Marta Ruiz Vel", "Vel"), "ECU", None, "f", None)
    assert of(found, Term) == [Term("1", "president", None, "ECU", "GOV", "2027-01-01", None)]
    assert (trust.kind, trust.country, trust.sector, trust.from_, trust.to) == ("organisation", "PER", "BUS", "2001", "2003")


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_separators(tmp_path, mark):
    found = items(tmp_path, "table.csv", f"Name{mark}Country\nMarta Vel{mark}ECU\n")
    assert [(actor.names, actor.country) for actor in found] == [(("Marta Vel",), "ECU")]


def test_the_linter_knows_the_kinds_of_the_registry():
    assert frozenset(get_args(Kind)) == KINDS


LABELS = [
    ("President of Ecuador", "ECU", "president"),
    ("Minister of Foreign Affairs of Ecuador", "ECU", "foreign minister"),
    ("Minister for Foreign Affairs", "FIN", "foreign minister"),
    ("Prime Minister of the United Kingdom", "GBR", "prime minister"),
    ("President of the Football Federation", "ECU", "President of the Football Federation"),
    ("President of Ecuador", "PER", "President of Ecuador"),
]


@pytest.mark.parametrize(("label", "country", "wanted"), LABELS)
def test_labels_of_offices(label, country, wanted):
    assert office(label, country)[0] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"), [("ec", "ECU"), ("ECU", "ECU"), ("Ecuador", "ECU"), ("the Netherlands", "NLD"), ("suhh", "SUN"), ("zz", None)]
)
def test_countries(text, wanted):
    assert country_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"), [("2011", "2011"), ("2011-07-00T00:00:00Z", "2011-07"), ("+2011-07-09T00:00:00Z", "2011-07-09"), (" ", None)]
)
def test_dates(text, wanted):
    assert iso_date(text) == wanted


@given(st.binary(max_size=400), st.sampled_from(FORMATS))
def test_garbage_never_does_more_than_be_refused(tmp_path_factory, content, form):
    path: Path = tmp_path_factory.getbasetemp() / "garbage"
    path.write_bytes(content)
    guess(content)
    with suppress(InputError):
        list(read_items(path, form))


JSON = st.recursive(
    st.one_of(st.none(), st.integers(-2, 2), st.sampled_from(["", "Q1", "Person", "Occupancy", "Marta Vel", "2027"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.dictionaries(
            st.sampled_from(["id", "schema", "properties", "name", "holder", "post", "positionOccupancies", "country"]), inner, max_size=5
        ),
    ),
    max_leaves=12,
)


@given(st.fixed_dictionaries({"id": st.just("Q1"), "schema": st.sampled_from(["Person", "Position", "Occupancy"]), "properties": JSON}))
def test_any_entity_is_taken_or_refused(entity):
    with suppress(ValueError):
        list(ftm.entity_items(entity))


@given(st.sampled_from(FORMATS), st.lists(JSON, max_size=3))
@settings(deadline=None)  # the first one loads the registry
def test_any_json_is_taken_or_refused(tmp_path_factory, form, rows):
    path: Path = tmp_path_factory.getbasetemp() / "rows"
    for content in (json.dumps({"head": {}, "results": {"bindings": rows}}), json.dumps(rows), "\n".join(map(json.dumps, rows))):
        path.write_text(content, encoding="utf8")
        with suppress(InputError):
            list(read_items(path, form))


LINES = st.lists(st.sampled_from([line for content, *_ in SAMPLES.values() for line in content.splitlines()]), max_size=12)


@given(LINES, st.sampled_from(FORMATS), st.integers(0, 60))
def test_shuffled_and_cut_lines_never_do_more_than_be_refused(tmp_path_factory, lines, form, cut):
    path: Path = tmp_path_factory.getbasetemp() / "shuffled"
    path.write_text("\n".join(lines)[cut:], encoding="utf8")
    with suppress(InputError):
        list(read_items(path, form))
