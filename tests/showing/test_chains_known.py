"""Chains and registers as lines: what was read or imported cannot forge a line."""

from types import SimpleNamespace

from dragoman.actors.lookup import Known
from dragoman.actors.registry import Entry, load_registry
from dragoman.domain import Evidence
from dragoman.showing.chains import chain_line
from dragoman.showing.known import known_lines

NASTY = "A\nB\x1b[2J\u202e"


def test_a_chain():
    chain = SimpleNamespace(kind="person", name=NASTY, id=NASTY, phrases=(Evidence(0, 1, NASTY),))
    assert chain_line(chain).isprintable()


def test_an_entry_of_an_imported_register():
    known = Known(Entry(id=NASTY, name=NASTY, kind="person", aliases=(NASTY,)), ())
    assert all(line.isprintable() for line in known_lines(known, load_registry()))
