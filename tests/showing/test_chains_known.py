"""Chains and registers as lines: what was read or imported cannot forge a line."""

from types import SimpleNamespace

from dragoman.actors.lookup import Known
from dragoman.actors.registry import Entry, load_registry
from dragoman.domain import Evidence
from dragoman.showing.chains import CHAINS, chain_rows
from dragoman.showing.known import known_lines
from dragoman.showing.terminal import plain

NASTY = "A\nB\x1b[2J\u202e"


def test_a_chain():
    chain = SimpleNamespace(article=NASTY, kind="person", name=NASTY, id=NASTY, phrases=(Evidence(0, 1, NASTY),))
    assert all(line.isprintable() for line in plain(chain_rows([chain])))


def test_chains_stand_under_their_articles():
    she, name = Evidence(9, 12, "she"), Evidence(0, 6, "Quirós")
    chains = [SimpleNamespace(article=a, kind="person", name="Quirós", id=None, phrases=(name, she, she)) for a in "aab"]
    assert list(plain(chain_rows(chains))) == ["a", *["person        Quirós: Quirós, she ×2"] * 2, "", "b", "person        Quirós: Quirós, she ×2"]
    assert b"".join(CHAINS.table(chains[:1])).splitlines()[2] == "a,person,Quirós,,9,12,she".encode()


def test_an_entry_of_an_imported_register():
    known = Known(Entry(id=NASTY, name=NASTY, kind="person", aliases=(NASTY,)), ())
    assert all(line.isprintable() for line in known_lines(known, load_registry()))
