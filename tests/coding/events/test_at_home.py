"""People without a country are put where things happen, and only where that is clear."""

from dataclasses import replace

import pytest

from dragoman.clauses.factuality import Factuality
from dragoman.coding.events.at_home import Soil, at_home, fighting_there, inward
from dragoman.coding.events.coded import Coded
from dragoman.domain import ActorRef, Article
from dragoman.running.path import read_articles


def state(code: str) -> ActorRef:
    return ActorRef(code, code, code, code, "GOV", "state", "name")


def people(name: str, sector: str | None, country: str | None = None, how: str = "title", kind: str = "person") -> ActorRef:
    return ActorRef(None, name, name, country, sector, kind, how)


PER, BOL = state("PER"), state("BOL")
GUNMEN, CLERICS, CROWD = people("gunmen", "REB"), people("clerics", "REL"), people("people", "CIV")
TROOPS = people("Peru's troops", "MIL", "PER")
FARMERS = people("Peru's farmers", "CIV", "PER", "default")
SUNNIS = ActorRef("region:sunnis", "Sunnis", "Sunnis", None, None, "group", "demonym")
HERE, STORY, BOTH, NOWHERE = Soil(BOL, None), Soil(None, BOL), Soil(BOL, PER), Soil(None, None)

ROWS = [
    ("where the clause puts it", "ASSAULT", (GUNMEN,), (), HERE, "BOL > "),
    ("the clause before the story", "ASSAULT", (GUNMEN,), (), BOTH, "BOL > "),
    ("where the story plays", "ACCUSE", (CLERICS,), (PER,), STORY, "BOL > PER"),
    ("nothing is guessed", "ASSAULT", (GUNMEN,), (), NOWHERE, "- > "),
    ("a people keeps its name", "PROTEST", (SUNNIS,), (), HERE, "BOL > "),
    ("whoever came from elsewhere", "ASSAULT", (people("settlers", "CIV"),), (), HERE, "- > "),
    ("soldiers may be anybody's", "MOBILIZE", (people("tanks", "MIL"),), (), HERE, "- > "),
    ("people who only think", "REQUEST", (CROWD,), (), HERE, "- > "),
    ("people on the spot", "PROTEST", (CROWD,), (), HERE, "BOL > "),
    ("an unknown name stays unknown", "ASSAULT", (people("Zarta", None, kind="unknown"),), (), HERE, "- > "),
    ("victims of forces abroad", "ASSAULT", (TROOPS,), (FARMERS,), STORY, "PER > BOL"),
    ("victims of forces at home", "ASSAULT", (TROOPS,), (FARMERS,), Soil(PER, PER), "PER > PER"),
    ("victims that the words give a country", "ASSAULT", (TROOPS,), (people("Peru's guards", "COP", "PER"),), STORY, "PER > PER"),
    ("victims of forces where the story is theirs", "ASSAULT", (TROOPS,), (CLERICS,), Soil(None, PER), "PER > -"),
    ("a street suffers nothing", "PROTEST", (CROWD,), (ActorRef(None, "Elm Street", "Elm Street", None, None, "place", "name"),), HERE, "BOL > "),
    ("a town does nothing to nobody", "ASSAULT", (ActorRef(None, "Puno", "Puno", "PER", None, "place", "name"),), (), NOWHERE, " > PER"),
]


def coded(kind: str, actors: tuple[ActorRef, ...] = (), recipients: tuple[ActorRef, ...] = ()) -> Coded:
    return Coded(0, 0, kind, None, actors, recipients, Factuality(), 0, 1, "events.x")


def sides(event: Coded) -> str:
    return " > ".join("+".join(r.country or "-" for r in side) for side in (event.actors, event.recipients))


@pytest.mark.parametrize(("why", "kind", "actors", "recipients", "soil", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_where_people_belong(why, kind, actors, recipients, soil, expected):
    """What is taken from the place says so; everything else stays as it was."""
    event = at_home(coded(kind, actors, recipients), soil)
    assert sides(event) == expected, why
    before = {r.text: r for r in (*actors, *recipients)}
    for ref in (*event.actors, *event.recipients):
        assert (ref.how == "context") == (ref.country != before[ref.text].country), why


def test_the_name_says_whose_they_are():
    """Farmers taken for Peru's and found to be Bolivia's are named so."""
    event = at_home(coded("ASSAULT", (TROOPS,), (FARMERS,)), HERE)
    assert [r.name for r in event.recipients] == ["BOL's farmers"]


THERE = [
    ("a bomb hits who is there", coded("ASSAULT"), HERE, " > BOL"),
    ("who protests is there", coded("PROTEST", (), (PER,)), HERE, "BOL > PER"),
    ("where the story plays says nothing of an act that its clause puts nowhere", coded("ASSAULT"), STORY, " > "),
    ("words are said anywhere", coded("ACCUSE"), HERE, " > "),
    ("who is named stays", coded("PROTEST", (PER,), ()), HERE, "PER > "),
]


@pytest.mark.parametrize(("why", "event", "soil", "expected"), THERE, ids=[row[0] for row in THERE])
def test_acts_that_nobody_is_named_in(why, event, soil, expected):
    done = fighting_there(event, soil)
    assert sides(done) == expected, why
    assert all(r.how == "context" for r in (*done.actors, *done.recipients) if r.id == "BOL"), why


INWARD = [
    ("who protests protests against the own state", coded("PROTEST", (TROOPS,)), HERE, "PER > ", "and that is Peru's, not where they are"),
    ("at home", coded("PROTEST", (TROOPS,)), NOWHERE, "PER > PER", "nothing says that they are abroad"),
    ("where the words say home", coded("PROTEST", (TROOPS,)), Soil(PER, None), "PER > PER", "the clause names a town of theirs"),
    ("an arrest", replace(coded("COERCE", (TROOPS,)), mode="arrest"), NOWHERE, "PER > PER", "police hold whoever is there"),
    ("a seizure", replace(coded("COERCE", (TROOPS,)), mode="seize"), NOWHERE, "PER > ", "goods are often foreign"),
    ("somebody is named", coded("PROTEST", (TROOPS,), (BOL,)), NOWHERE, "PER > BOL", "then it is against them"),
    ("of two countries", coded("PROTEST", (TROOPS, BOL)), NOWHERE, "PER+BOL > ", "no one state is their own"),
    ("words", coded("ACCUSE", (TROOPS,)), NOWHERE, "PER > ", "who is blamed is not guessed"),
]


@pytest.mark.parametrize(("what", "event", "soil", "expected", "why"), INWARD, ids=[row[0] for row in INWARD])
def test_acts_turned_inward(what, event, soil, expected, why):
    done = inward(event, soil, PER)
    assert sides(done) == expected, why
    assert all(r.how == "context" for r in done.recipients if r not in event.recipients), why


MISSED = 4
"""So many of the texts below may come out otherwise."""
READ = [
    ("a town", "Gunmen shot a judge in Multan.", ["ASSAULT: PAK > PAK"]),
    ("two countries compete", "Gunmen shot Peter Zarta in Multan and in Kabul.", ["ASSAULT: - > PAK+AFG"]),
    ("cities with a country's adjective", "Armed clashes broke out in several northern Iraqi cities.", ["ASSAULT: IRQ > "]),
    ("a town before its noun", "The Fallujah assault began on Monday.", ["ASSAULT:  > IRQ"]),
    (
        "forces abroad",
        "American troops killed three farmers. Villagers near Kismayo fled, and a market in Jilib burned.",
        ["ASSAULT: USA > SOM", "SANCTION:  > SOM"],
    ),
    ("where", "The town lies near Kismayo, where gunmen killed two farmers.", ["ASSAULT: SOM > SOM"]),
    ("forces at home", "Burmese troops killed three farmers near the Thai border.", ["ASSAULT: MMR > MMR"]),
    ("the place before who sent the troops", "Protesters marched in Cap-Haitien against the Kenyan deployment.", ["PROTEST: HTI > KEN"]),
]


def test_texts(tools):
    """Read by the whole program; other acts of the same sentences aside. No reader gets all of them right."""
    missed = []
    for why, text, expected in READ:
        [reading] = read_articles([Article("a", text, language="en")], tools)
        events = [c for c in reading.claims if c.kind == "event" and c.type in {"ASSAULT", "SANCTION", "PROTEST"}]
        found = sorted(f"{e.type}: {codes(e.actors)} > {codes(e.recipients)}" for e in events)
        missed += [] if found == sorted(expected) else [f"{why}: {found}"]
    assert len(missed) <= MISSED, missed


def codes(refs):
    return "+".join(r.country or "-" for r in refs)
