"""Questions to the registry without an article."""

import pytest

from dragoman.actors.lookup import look_up
from dragoman.actors.registry import load_registry

ROWS = [
    ("VEN", "2005-06-01", "VEN", "Hugo Chávez", "the head of state on a day"),
    ("Venezuela", "2014", "VEN", "Nicolás Maduro", "a name works like a code, a year like a day"),
    ("Chavez", "2005-06-01", "person:hugo-chavez", None, "a surname without its accent"),
    ("PDVSA", None, "org:pdvsa", None, "an acronym"),
]


@pytest.mark.parametrize(("text", "on", "entry", "holder", "why"), ROWS, ids=[row[-1] for row in ROWS])
def test_look_up(text: str, on: str | None, entry: str, holder: str | None, why: str) -> None:
    """The entry is among the answers, and on a day its holders are."""
    registry = load_registry()
    known = {k.entry.id: k for k in look_up(registry, text, on)}
    assert entry in known, why
    if holder:
        names = [registry.entries[t.person].name for t in known[entry].terms]
        assert holder == names[0]


def test_an_office_that_is_over_is_not_shown() -> None:
    """On a day before the term, the person holds nothing."""
    registry = load_registry()
    [maduro] = [k for k in look_up(registry, "Nicolás Maduro", "2005-06-01") if k.entry.id == "person:nicolas-maduro"]
    assert () == maduro.terms


def test_an_unknown_name_gives_nothing() -> None:
    """Nothing is guessed."""
    assert () == look_up(load_registry(), "Zzyzx Qwfp")
