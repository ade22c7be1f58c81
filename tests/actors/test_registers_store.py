"""The file of registers: whole imports or none, the same twice as once, replaced, listed, removed, in bounded memory."""

from __future__ import annotations

import shutil
import sqlite3
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from registers_inputs import SAMPLES, TABLE, imported

from dragoman.actors.registers import store
from dragoman.actors.registers.matching import Registers
from dragoman.actors.registers.model import Actor, Noun, Post, Term
from dragoman.actors.registers.store import import_register, list_registers, name_of_file, register_name, remove_register
from dragoman.errors import InputError, TerminalError


def content(path):
    """All rows of all tables, without the numbers that depend on what was imported before and the time."""
    connection = sqlite3.connect(path)
    try:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        skip = {"number", "register", "entry", "imported"}
        found = {}
        for table in tables:
            cursor = connection.execute(f"SELECT * FROM {table}")
            columns = [c[0] for c in cursor.description]
            found[table] = sorted(str([v for c, v in zip(columns, row, strict=True) if c not in skip]) for row in cursor)
        return found
    finally:
        connection.close()


COUNTS = [
    ("peps.ftm.json", (3, 3, 1, 0), {"weak": 1}, 1),
    ("query.csv", (1, 3, 1, 0), {}, 0),
    ("my.actors.txt", (6, 8, 0, 0), {"known": 1}, 0),
    ("my.agents.txt", (0, 0, 0, 7), {}, 0),
    ("table.csv", (4, 4, 1, 0), {"single": 2, "common": 1}, 0),
]


@pytest.mark.parametrize(("name", "counts", "left_out", "homeless"), COUNTS, ids=[c[0] for c in COUNTS])
def test_an_import_counts_what_it_took_and_what_it_left_out(tmp_path, name, counts, left_out, homeless):
    path, found, refused = imported(tmp_path, name)
    assert (found.counts.entries, found.counts.forms, found.counts.offices, found.counts.words) == counts
    assert (found.counts.left_out, found.counts.homeless) == (left_out, homeless)
    assert found.counts.refused == len(refused) == SAMPLES[name][2]
    assert list_registers(path) == (found,)
    assert (found.name, found.source, found.format) == ("mine", name, SAMPLES[name][1])


@pytest.mark.parametrize("name", SAMPLES)
def test_twice_is_once(tmp_path, name):
    path, _, _ = imported(tmp_path, name)
    once = content(path)
    imported(tmp_path, name)
    assert content(path) == once


def test_another_register_of_the_name_takes_the_place(tmp_path):
    path, _, _ = imported(tmp_path, "table.csv")
    imported(tmp_path, "peps.ftm.json")
    [register] = list_registers(path)
    assert (register.format, register.counts.entries) == ("ftm", 3)
    imported(tmp_path, "table.csv", register="other")
    assert [r.name for r in list_registers(path)] == ["mine", "other"]


def test_removal_leaves_what_the_others_brought(tmp_path):
    path, _, _ = imported(tmp_path, "table.csv")
    before = content(path)
    imported(tmp_path, "my.actors.txt", register="second")
    imported(tmp_path, "my.agents.txt", register="third")
    remove_register(path, "second")
    remove_register(path, "third")
    assert content(path) == before


def test_removing_what_is_not_there_lists_what_is(tmp_path):
    path, _, _ = imported(tmp_path, "table.csv")
    with pytest.raises(TerminalError, match="It has: mine"):
        remove_register(path, "yours")
    with pytest.raises(TerminalError, match="none"):
        remove_register(tmp_path / "nowhere.sqlite", "yours")


def test_an_import_that_dies_leaves_the_file_as_it_was(tmp_path):
    path, _, _ = imported(tmp_path, "table.csv")
    before = content(path)

    def dying():
        for number in range(5000):
            yield Actor(str(number), (f"Person Number{number}",), "person")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_register(path, "mine", "x", "csv", dying())
    assert content(path) == before


def test_a_killed_process_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    """What lies on the disk in mid-import, with the journal beside it, is opened as by the next process."""
    path, _, _ = imported(tmp_path, "table.csv")
    before, size = content(path), path.stat().st_size
    monkeypatch.setattr(store, "CACHE_KB", 100)
    (tmp_path / "copy").mkdir()

    def copying():
        for number in range(20_000):
            yield Actor(str(number), (f"Person Number{number}",), "person")
            if number == 19_000:
                for part in tmp_path.glob("actors.sqlite*"):
                    shutil.copy(part, tmp_path / "copy" / part.name)

    import_register(path, "mine", "x", "csv", copying())
    assert (tmp_path / "copy/actors.sqlite").stat().st_size > 2 * size, "else the disk was never touched and the test says nothing"
    registers = Registers(tmp_path / "copy/actors.sqlite")
    assert [named.entry.id for named in registers.find("Marta Vel")] == ["mine:1"]
    registers.close()
    assert content(tmp_path / "copy/actors.sqlite") == before
    assert content(path) != before


@pytest.mark.parametrize("rows", ["", "1,Bad,,martian,,,,,,\n"])
def test_an_import_of_nobody_takes_no_place(tmp_path, rows):
    path, _, _ = imported(tmp_path, "table.csv")
    before = content(path)
    with pytest.raises(InputError, match="nothing was imported"):
        imported(tmp_path, "empty.csv", TABLE.splitlines()[0] + "\n" + rows)
    assert content(path) == before


@pytest.mark.parametrize("name", ["person", "", "---", "中"])
def test_names_that_ids_could_not_begin_with(name):
    with pytest.raises(TerminalError):
        register_name(name)


def test_names_are_made_plain():
    assert register_name("My PEPs 2024") == "my-peps-2024"


@pytest.mark.parametrize(
    ("file", "wanted"), [("peps.ftm.json.gz", "peps"), ("Phoenix.Countries.actors.txt", "Phoenix-Countries-actors"), ("csv", "csv"), ("a.b", "a-b")]
)
def test_names_after_files(file, wanted):
    assert name_of_file(file) == wanted


@pytest.mark.parametrize("what", ["text", "database"])
def test_a_file_of_something_else_is_left_alone(tmp_path, what):
    path = tmp_path / "actors.sqlite"
    if what == "text":
        path.write_text("hello " * 200)
    else:
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE t (x)")
        connection.close()
    before = path.read_bytes()
    for act in (lambda: imported(tmp_path, "table.csv"), lambda: Registers(path), lambda: list_registers(path)):
        with pytest.raises(TerminalError, match="no file of registers"):
            act()
    assert path.read_bytes() == before


def test_many_entities_take_no_more_memory_than_a_few(tmp_path):
    def many(size):
        for number in range(size):
            yield Actor(f"p{number}", (f"Given{number} Family{number}", f"Other{number} Family{number}"), "person", "ECU")
            yield Term(f"p{number}", "minister", None, "ECU", None, "2001", "2002")

    def peak(size):
        tracemalloc.start()
        import_register(tmp_path / f"{size}.sqlite", "many", "x", "ftm", many(size))
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    peak(3000)  # the words' hashes are kept up to a bound, and the lexicon is loaded
    few, lot = peak(6000), peak(24_000)
    assert lot < few + 24_000 * 2 * 500  # bytes: what bounded caches may still grow by, far below the entities themselves
    assert lot < 2 * few + 20_000_000


NAMES = st.text(st.sampled_from("abcXYZ éß-.'’ ,12中"), max_size=20)
ITEMS = st.lists(
    st.one_of(
        st.builds(
            Actor, st.sampled_from("abc"), st.lists(NAMES, min_size=1, max_size=3).map(tuple), st.sampled_from(["person", "organisation", "state"])
        ),
        st.builds(Term, st.sampled_from("abcd"), NAMES, st.sampled_from([None, "p", "q"])),
        st.builds(Post, st.sampled_from("pq"), NAMES),
        st.builds(Noun, NAMES, st.just("COP")),
    ),
    max_size=12,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(ITEMS)
def test_any_items_are_taken_and_twice_is_once(tmp_path, items):
    path = tmp_path / "any.sqlite"
    path.unlink(missing_ok=True)
    try:
        import_register(path, "any", "x", "csv", items)
    except InputError:
        return
    once = content(path)
    import_register(path, "any", "x", "csv", items)
    assert content(path) == once
    registers = Registers(path)
    for actor in (item for item in items if isinstance(item, Actor)):
        registers.find(" ".join(actor.names))
        registers.look_up(actor.names[0])
    registers.nouns()
    registers.close()
