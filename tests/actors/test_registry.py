"""The registry and the gazetteer on small tables, where every row is there for one reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.actors.context import outlet_country
from dragoman.actors.folding import fold
from dragoman.actors.gazetteer import Gazetteer, PhraseIndex
from dragoman.actors.registry import Registry, build_registry, load_registry, within
from dragoman.errors import KnowledgeError
from dragoman.knowledge.tables import parse_table

TABLES = {
    "actors/states.csv": """id,name,kind,from,to,successor,adjectives,demonyms,capital,metonyms,aliases,ambiguous,note
RUS,Russia,state,1991-12-26,,,Russian,Russian|Russians,Moscow,the Kremlin|Kremlin,Russian Federation,,
SUN,Soviet Union,historical-state,,1991-12-25,RUS,Soviet,Soviets,Moscow,Kremlin,USSR,,
VEN,Venezuela,state,,,,Venezuelan,Venezuelans,Caracas,,,,
PSE,Palestine,state,,,,Palestinian,Palestinians,Ramallah,,,,
CIV,Ivory Coast,state,,,,Ivorian,Ivorians,Yamoussoukro,,Côte d'Ivoire,,
""",
    "actors/regions.csv": """name,aliases,country,kind,adjectives,note
Western world,the West,,people,Western,
West Bank,,PSE,region,,
Andes,,BOL|PER,region,Andean,
""",
    "actors/cities.csv": "name,aliases,country,kind,note\nMaracaibo,,VEN,city,\n",
    "actors/igos.csv": "id,name,acronyms,aliases,kind,from,to,members,seat,note\nEU,European Union,EU|E.U.,,igo,,,FRA|DEU,,\n",
    "actors/organisations.csv": """id,name,aliases,country,sector,kind,from,to,state_owned,note
org:pdvsa,Petróleos de Venezuela,PDVSA,VEN,BUS,company,,,yes,
""",
    "outlets.csv": "id,name,aliases,country,owner,kind,note\nvtv,Venezolana de Televisión,VTV,VEN,,television,\n",
    "actors/people.csv": """id,name,surname,aliases,country,gender,note
person:nicolas-maduro,Nicolás Maduro,,Nicolás Maduro Moros,VEN,m,
person:hugo-chavez,Hugo Chávez,,,VEN,m,
person:boris-yeltsin,Boris Yeltsin,,,SUN,m,
person:federica-mogherini,Federica Mogherini,,,,f,
""",
    "actors/offices.csv": """person,office,country,org,from,to,uncertain
person:hugo-chavez,president,VEN,,1999-02-02,2013-03-05,
person:nicolas-maduro,president,VEN,,2013-04-19,,
person:nicolas-maduro,foreign-minister,VEN,,2006,2013-01,
person:boris-yeltsin,president,RUS,,1991-07-10,1999-12-31,
person:federica-mogherini,high-representative,,EU,2014-11-01,2019-11-30,
""",
}


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    root: Path = tmp_path_factory.mktemp("knowledge")
    for name, text in TABLES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf8")
    return build_registry(root)


@pytest.mark.parametrize(
    ("on", "start", "end", "inside"),
    [
        ("2013-03-05", "1999-02-02", "2013-03-05", True),  # the last day counts
        ("2013-03-06", "1999-02-02", "2013-03-05", False),
        ("2013-01-20", "2006", "2013-01", True),  # a month includes its days
        ("2013-02-01", "2006", "2013-01", False),
        ("2006-01-01", "2006", None, True),  # a year includes its first day
        ("2005-12-31", "2006", None, False),
        ("2030-01-01", None, None, True),
        ("2006", "2006-05-01", None, True),  # a bare year may be any day of it
    ],
)
def test_within(on: str, start: str | None, end: str | None, inside: bool) -> None:
    assert within(on, start, end) is inside


@pytest.mark.parametrize(
    ("on", "name"),
    [("2012-05-01", ["Hugo Chávez"]), ("2014-05-01", ["Nicolás Maduro"]), ("2013-04-01", []), ("1990-01-01", []), (None, [])],
)
def test_holders(registry: Registry, on: str | None, name: list[str]) -> None:
    assert [entry.name for entry in registry.holders("VEN", "president", on)] == name


def test_offices_of_a_person_on_a_date(registry: Registry) -> None:
    assert [office.office for office in registry.offices_of("person:nicolas-maduro", "2012-01-01")] == ["foreign minister"]
    assert len(registry.offices_of("person:nicolas-maduro")) == 2


def test_surnames_without_accents(registry: Registry) -> None:
    assert registry.surnames["Chavez"] == ("person:hugo-chavez",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nicolas Maduro met EU envoys.", ["Nicolas Maduro", "EU"]),  # no accents needed
        ("Côte d’Ivoire and Venezuela’s", ["Côte d’Ivoire", "Venezuela"]),  # typographic quotes
        ("𝐕𝐞𝐧𝐞𝐳𝐮𝐞𝐥𝐚 met the ＥU", ["𝐕𝐞𝐧𝐞𝐳𝐮𝐞𝐥𝐚", "ＥU"]),  # letters of formulas and wide letters are letters
        ("the Venezuelans", ["Venezuelans"]),  # longest, not "Venezuela"
        ("Caracasian talk of Russiana", []),  # word boundaries
        ("eu and moscow in lower case", []),  # case counts
        ("He closed the West Bank.", ["West Bank"]),  # not "the West"
        ("The Kremlin", ["Kremlin"]),
        ("anti-Venezuelan", ["Venezuelan"]),
        ("PETRÓLEOS DE VENEZUELA PAYS", ["PETRÓLEOS DE VENEZUELA"]),  # headlines in capitals
        ("", []),
    ],
)
def test_gazetteer(registry: Registry, text: str, found: list[str]) -> None:
    hits = Gazetteer(registry).find(text)
    assert [text[hit.start : hit.end] for hit in hits] == found


def test_ambiguous_capital_keeps_both_states(registry: Registry) -> None:
    (hit,) = Gazetteer(registry).find("Moscow")
    assert set(hit.entries) == {"RUS", "SUN"}


def test_overlapping_phrases_longest_wins() -> None:
    assert PhraseIndex(["United States", "United States of America", "America"]).find("United States of America") == [(0, 24, 1)]
    assert PhraseIndex(["Guinea", "Guinea-Bissau"]).find("Guinea-Bissau, Guinea") == [(0, 13, 1), (15, 21, 0)]


@pytest.mark.parametrize("text", ["Málaga “Łódź” d’Ivoire\u00a0\n–", "İstanbul", "ǅ ﬁ 𝔘"])
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_kinds_and_sectors(registry: Registry) -> None:
    assert registry.entries["RUS"].sector == "GOV"
    assert registry.entries["EU"].sector == "IGO"
    assert registry.entries["outlet:vtv"].sector == "MED"
    assert registry.entries["org:pdvsa"].state_owned


def test_the_package_registry_is_whole() -> None:
    registry = load_registry()
    assert all(office.person in registry.entries for office in registry.offices)
    assert all(form.entry in registry.entries for forms in registry.forms.values() for form in forms)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,name\nRUS\n", "states.csv:2: 1 cells where the header has 2"),
        ("id\nRUS\n", "states.csv:1: the header has no column name"),
    ],
)
def test_a_broken_table_names_file_line_and_repair(text: str, message: str) -> None:
    with pytest.raises(KnowledgeError, match=message):
        parse_table("states.csv", text, ["id", "name"])


def test_cells() -> None:
    (row,) = parse_table("t.csv", 'a,b,c\n" x | y ",yes,\n', ["a"])
    assert row.items("a") == ("x", "y")
    assert row.flag("b")
    assert row.optional("c") is None
    with pytest.raises(KnowledgeError, match=r"t\.csv:2: column 'c' is empty"):
        row.text("c")


COUNTRIES = [
    ("person:boris-yeltsin", "1999-01-01", "RUS", "the office held on the day, not the state of birth"),
    ("person:boris-yeltsin", None, "SUN", "without a date the table's country"),
    ("person:hugo-chavez", "2005-01-01", "VEN", "office and country agree"),
    ("EU", "2005-01-01", None, "no person"),
]


@pytest.mark.parametrize(("entry", "on", "country", "why"), COUNTRIES, ids=[row[-1] for row in COUNTRIES])
def test_a_persons_country_on_a_day(registry: Registry, entry: str, on: str | None, country: str | None, why: str) -> None:
    assert registry.country_on(registry.entries[entry], on) == country, why


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("CARACAS, March 3 - Talks", ("VEN",)),  # a dateline
        ("MARACAIBO (AP)", ("place:maracaibo",)),
        ("The ANDES are high", ()),  # only states and towns are printed so
    ],
)
def test_names_in_capitals(registry: Registry, text: str, entries: tuple[str, ...]) -> None:
    assert tuple(hit.entries[0] for hit in Gazetteer(registry).find(text)) == entries


@pytest.mark.parametrize(
    ("outlet", "country"),
    [
        ("VTV", "VEN"),  # in the table
        ("Maracaibo Daily Voice", "VEN"),  # by the town in its name
        ("The Moscow Caracas Review", None),  # two countries
        ("Daily Voice", None),
    ],
)
def test_the_country_of_an_outlet(registry: Registry, outlet: str, country: str | None) -> None:
    assert outlet_country(outlet, registry) == country
