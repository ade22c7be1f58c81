"""Names that are written much like one that nobody bears."""

import pytest

from dragoman.domain import ActorRef, Article, Event, Evidence, Reading
from dragoman.record.naming import is_named, names_like
from dragoman.record.view import RecordView
from dragoman.record.writer import RecordWriter
from dragoman.running.near_names import near_names

ACTORS = (
    ActorRef("CHN", "China", "China", "CHN"),
    ActorRef(None, "China", "the town of China", "TZA"),
    ActorRef("CHN", "China", "Beijing", "CHN"),
    ActorRef(None, "Adela Quirós", "Quirós", "ECU", kind="person"),
)


@pytest.fixture
def view(tmp_path):
    with RecordWriter(tmp_path / "r.sqlite") as writer:
        event = Event(id="e", article="a", evidence=Evidence(0, 1, "x"), rule="r", type="AID", actors=ACTORS)
        writer.add(Reading(Article("a", "x"), (event,)))
    with RecordView(tmp_path / "r.sqlite") as view:
        yield view


NEAR = [
    ("misspelt: as it is meant most", "Chnia", ["China (CHN)"], []),
    ("a part of a name", "quiros", ["Adela Quirós (ECU)"], []),
    ("a code that only the registry has", "FRA", [], ["France (FRA)"]),
    ("a name that only the registry has, in any case", "france", [], ["France (FRA)"]),
    ("nothing", "Xyzzyq", [], []),
]


@pytest.mark.parametrize(("why", "name", "here", "there"), NEAR, ids=[row[0] for row in NEAR])
def test_near_names(view, why, name, here, there):
    assert near_names(view, name) == (here, there)


@pytest.mark.parametrize(
    ("name", "whole", "part"),
    [("CHN", True, True), ("adela quiros", True, True), ("Quirós", False, True), ("Quir", False, False), ("FRA", False, False)],
)
def test_is_named(view, name, whole, part):
    assert (is_named(view, name), is_named(view, name, in_part=True)) == (whole, part)


@pytest.mark.parametrize(("beginning", "names"), [("ch", ["CHN", "China"]), ("Adela", ["Adela Quirós"]), ("E", ["ECU"]), ("x", [])])
def test_names_that_begin_so(view, beginning, names):
    assert names_like(view, beginning) == names
