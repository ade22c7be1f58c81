"""One actor under several ids: what registers say of it, and claims that are found under any of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.actors.registers.files import read_items
from dragoman.actors.registers.store import import_register
from dragoman.domain import ActorRef, Article, Event, Evidence, Reading, Statement
from dragoman.record.selecting import Selection
from dragoman.record.view import RecordView
from dragoman.record.writer import RecordWriter
from dragoman.running.same import PACKAGE, known_as, with_same
from dragoman.showing.pages.actor import actor_page

OWN, IMPORTED = "person:nicolas-maduro", "lists:Q1"
ROWS = """id,name,aliases,kind,country,sector,office,from,to
Q1,Nicolás Maduro,El Presidente <b>,person,VEN,GOV,president,2013-04-19,
Q2,Nicolás Maduro,,person,ITA,,,,
Q3,Marta Vel,,person,ECU,,,,
"""
WORDS = Evidence(0, 5, "Words")
PERU = ActorRef("PER", "Peru", "Peru", "PER", "GOV", "state", "name")


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("same")
    (folder / "lists.csv").write_text(ROWS, encoding="utf8")
    path = folder / "actors.sqlite"
    import_register(path, "lists", "/somewhere/lists.csv", "csv", read_items(folder / "lists.csv", "csv"))
    return path


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    path = tmp_path_factory.mktemp("same") / "r.sqlite"
    with RecordWriter(path) as writer:
        for number, id_ in enumerate((OWN, IMPORTED)):
            who = ActorRef(id_, f"Name {number}", "Maduro", None, "GOV", "person", "name")
            common = {"article": f"a{number}", "evidence": WORDS, "rule": "test"}
            met = Event(id=f"ev-{number}", type="CONSULT", actors=(who,), recipients=(PERU,), **common)  # type: ignore[arg-type]
            said = Statement(id=f"st-{number}", content=WORDS, speaker=who, quote="direct", cue="said", addressees=(PERU,), **common)  # type: ignore[arg-type]
            told = Statement(id=f"to-{number}", content=WORDS, speaker=PERU, quote="direct", cue="said", addressees=(who,), about=(who,), **common)  # type: ignore[arg-type]
            writer.add(Reading(Article(f"a{number}", "Words of somebody.", published="2027-03-01"), (met, said, told)))
    with RecordView(path) as opened:
        yield opened


ASKED = [
    ("actor", {"actor": OWN}, 6),
    ("the register's id", {"actor": IMPORTED}, 6),
    ("pair", {"pair": (OWN, "PER")}, 6),
    ("giver", {"giver": OWN, "kind": "event"}, 2),
    ("to", {"to": f" {OWN} "}, 2),
    ("by", {"by": OWN}, 2),
    ("about", {"about": IMPORTED}, 2),
    ("another one of that name", {"actor": "lists:Q2"}, 0),
    ("an id that nobody has", {"actor": "lists:Q9"}, 0),
    ("a name stays a name", {"actor": "Name 1"}, 3),
]


@pytest.mark.parametrize(("why", "asked", "expected"), ASKED, ids=[row[0] for row in ASKED])
def test_claims_are_found_under_all_ids_of_an_actor(view: RecordView, registers: Path, why: str, asked: dict[str, object], expected: int) -> None:
    assert view.counted(with_same(Selection(**asked), registers)) == expected, why  # type: ignore[arg-type]


def test_without_registers_an_id_is_itself(view: RecordView, tmp_path: Path) -> None:
    asked = Selection(actor=OWN)
    assert with_same(asked, None) is with_same(asked, tmp_path / "none.sqlite") is asked
    assert view.counted(asked) == 3
    assert [(known.entry.id, source) for known, source in known_as(OWN, None)] == [(OWN, PACKAGE)]
    assert known_as("lists:Q1", None) == ()


def test_each_entry_is_told_with_its_source(registers: Path) -> None:
    found = {known.entry.id: source for known, source in known_as(IMPORTED, registers)}
    assert list(found) == [IMPORTED, OWN]
    assert found[IMPORTED].startswith("register lists, imported 2")
    assert found[IMPORTED].endswith("from lists.csv")  # the file, not where it lay
    assert found[OWN] == PACKAGE


def test_the_page_of_an_actor_says_what_registers_say(view: RecordView, registers: Path) -> None:
    page = actor_page(view, OWN, known_as(OWN, registers))
    assert page is not None
    own, imported = page.registered
    assert (own.id, own.n, imported.id, imported.n) == (OWN, 3, IMPORTED, 3)
    assert imported.aliases == ("El Presidente <b>",)
    assert [(term.words, term.start, term.end) for term in imported.terms] == [("president of VEN", "2013-04-19", "")]
    assert page.n == {"event": 1, "statement": 2}  # of this id alone: nothing is merged
    assert actor_page(view, "lists:Q3", known_as("lists:Q3", registers)) is None  # no claim, no page
