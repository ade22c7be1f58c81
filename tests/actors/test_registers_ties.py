"""What a register says of an actor beside who it is, and which actors the package, a register and a record have in common."""

from __future__ import annotations

import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from registers_inputs import imported

from dragoman.actors.lookup import known_names, linked, look_up, look_up_imported, twins
from dragoman.actors.registers.ftm import entity_items, rows
from dragoman.actors.registers.matching import Registers, Tied
from dragoman.actors.registers.model import Passed, Tie
from dragoman.actors.registers.store import list_registers, remove_register
from dragoman.actors.registry import load_registry
from dragoman.errors import InputError

OWNERSHIP = {"owner": ["Q1"], "asset": ["C1"], "percentage": ["51"], "startDate": ["2001"], "endDate": ["2003-05-01"]}
SANCTION = {"entity": ["Q1"], "authority": ["OFAC"], "program": ["VENEZUELA"], "startDate": ["2019-01-28"], "listingDate": ["2019-01-30"]}
ENTITIES = [
    ("Ownership", OWNERSHIP, [Tie("Q1", "owns", "C1", "51", "2001", "2003-05-01")], "one owner, one asset"),
    ("Ownership", {"owner": ["Q1", "Q2"], "asset": ["C1"]}, [Tie("Q1", "owns", "C1"), Tie("Q2", "owns", "C1")], "two owners"),
    ("Directorship", {"director": ["Q1"], "organization": ["C1"], "role": ["Chair"]}, [Tie("Q1", "directs", "C1", "Chair")], "a director"),
    ("Sanction", SANCTION, [Tie("Q1", "sanction", None, "OFAC, VENEZUELA", "2019-01-28")], "the words of a sanction in one"),
    ("Sanction", {"entity": [{"id": "Q1", "schema": "Vessel", "properties": {}}]}, [Passed("Vessel"), Tie("Q1", "sanction")], "of a nested entity"),
]


@pytest.mark.parametrize(("schema", "properties", "expected", "why"), ENTITIES, ids=[row[3] for row in ENTITIES])
def test_ties_of_ftm(schema, properties, expected, why):
    assert list(entity_items({"id": "x", "schema": schema, "properties": properties})) == expected


def test_topics_ids_elsewhere_and_nested_ties():
    company = {"id": "C1", "schema": "Company", "properties": {"name": ["Andes Copper Trust"], "topics": ["corp.offshore"]}}
    nested = {"id": "O1", "schema": "Ownership", "properties": {"asset": [company]}}
    person = {"name": ["Marta Vel"], "topics": ["role.pep", "sanction"], "wikidataId": ["Q99"], "ownershipOwner": [nested]}
    ties = [item for item in entity_items({"id": "Q1", "schema": "Person", "properties": person}) if isinstance(item, Tie)]
    assert ties == [
        Tie("C1", "topic", words="corp.offshore"),
        Tie("Q1", "owns", "C1"),
        Tie("Q1", "topic", words="role.pep"),
        Tie("Q1", "topic", words="sanction"),
        Tie("Q1", "same", "wikidata:Q99"),
    ]


BROKEN = [
    ("Ownership", {"owner": ["Q1"]}, "has no asset"),
    ("Directorship", {"organization": ["C1"]}, "has no director"),
    ("Sanction", {"authority": ["OFAC"]}, "has no entity"),
    ("Sanction", {"entity": ["Q1"], "startDate": ["28 January"]}, "is no date"),
    ("Ownership", {"owner": ["Q1"], "asset": ["C1"], "startDate": ["2003"], "endDate": ["2001"]}, "ends .* before it begins"),
]


@pytest.mark.parametrize(("schema", "properties", "cause"), BROKEN, ids=[row[2] for row in BROKEN])
def test_a_tie_that_ties_nothing(schema, properties, cause):
    with pytest.raises(ValueError, match=cause):
        list(entity_items({"id": "x", "schema": schema, "properties": properties}))


def test_entities_within_entities_without_end():
    depth = 400
    deep = b'{"id":"a","schema":"Ownership","properties":{"owner":[' * depth + b'"Q1"' + b"]}}" * depth
    refused, (_, entity) = rows(io.BytesIO(deep + b'\n{"id":"Q1","schema":"Vessel","properties":{}}\n'), "x")
    assert isinstance(refused, InputError)
    assert list(entity_items(entity)) == [Passed("Vessel")]


def lines(*entities: dict[str, object]) -> str:
    return "".join(json.dumps(entity) + "\n" for entity in entities)


def entity(identifier: str, schema: str, **properties: list[str]) -> dict[str, object]:
    return {"id": identifier, "schema": schema, "properties": properties}


FILE = lines(
    entity("Q1", "Person", name=["Nicolás Maduro"], nationality=["ve"], topics=["role.pep", "sanction"]),
    entity("Q2", "Person", name=["Marta Vel"], nationality=["ec"]),
    entity("Q3", "Person", name=["Xi Jinping"], nationality=["fr"]),
    entity("C1", "Company", name=["Andes Copper Trust"]),
    entity("O1", "Ownership", owner=["Q2"], asset=["C1"], percentage=["51"], startDate=["2001"], endDate=["2003"]),
    entity("O2", "Ownership", owner=["Q404"], asset=["C1"]),
)


@pytest.fixture
def registers(tmp_path: Path):
    path, register, _ = imported(tmp_path, "peps.ftm.json", FILE)
    assert register.counts.ties == 4
    opened = Registers(path)
    yield opened
    opened.close()


def test_ties_from_both_ends(registers):
    assert registers.ties("mine:Q2") == (Tied("owns", "Andes Copper Trust", "51", "2001", "2003", False),)
    assert set(registers.ties("mine:C1")) == {
        Tied("owns", "Marta Vel", "51", "2001", "2003", True),
        Tied("owns", "Q404", "", None, None, True),  # the file does not have the owner
    }
    [known] = look_up_imported(registers, "Marta Vel", "2005")
    assert known.ties == (), "only what held on the day"


def test_the_same_actor_by_both_ids(registers):
    registry = load_registry()
    found = linked((*look_up(registry, "Nicolás Maduro"), *look_up_imported(registers, "Nicolás Maduro")), registry, registers)
    assert [(known.entry.id, known.same) for known in found] == [
        ("person:nicolas-maduro", ("mine:Q1",)),
        ("mine:Q1", ("person:nicolas-maduro",)),
    ]
    assert [(own.id, new.id) for own, new in twins(registry, registers, "mine")] == [("person:nicolas-maduro", "mine:Q1")], "Q3 is of another country"
    assert twins(registry, registers, "yours") == ()


NAMES = [
    ("a name as articles print it", "Marta Vel", True),
    ("spaces do not count", "Marta  Vel", True),
    ("a part of a name", "Marta", False),
    ("a name within another", "Marta Vel Foundation", False),
    ("nobody", "Jon Doe", False),
]


@pytest.mark.parametrize(("why", "name", "known"), NAMES, ids=[row[0] for row in NAMES])
def test_names_that_a_register_knows(registers, why, name, known):
    assert (name in known_names(registers, "mine", ["Before", name, "Behind"])) is known


def test_names_do_not_run_from_one_into_the_next(registers):
    assert known_names(registers, "mine", ["Marta", "Vel"]) == {}


def test_a_file_of_the_version_before_is_read_and_brought_up_to_date(tmp_path):
    path, _, _ = imported(tmp_path, "peps.ftm.json", FILE, "old")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE tie")
        connection.execute("PRAGMA user_version = 1")
    opened = Registers(path)
    assert opened.ties("old:Q1") == ()
    assert [entry.id for entry in opened.look_up("Marta Vel")] == ["old:Q2"]
    opened.close()
    imported(tmp_path, "peps.ftm.json", FILE)
    assert [register.name for register in list_registers(path)] == ["mine", "old"]
    opened = Registers(path)
    assert len(opened.ties("mine:Q1")) == 2
    opened.close()


def test_a_register_goes_with_its_ties(tmp_path):
    path, _, _ = imported(tmp_path, "peps.ftm.json", FILE)
    remove_register(path, "mine")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM tie").fetchone() == (0,)
