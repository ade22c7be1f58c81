"""The program's own files among the articles of a folder."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from reading_inputs import put, read

from dragoman.actors.registers import schema as registers
from dragoman.domain import Article
from dragoman.reading.own import OWN
from dragoman.record import schema as record


def database(path: Path, application: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {application}")
        connection.execute("CREATE TABLE t (x)")


def test_the_numbers_are_those_of_the_files() -> None:
    assert {number.to_bytes(4, "big") for number in (record.APPLICATION_ID, registers.APPLICATION_ID)} == OWN


@pytest.mark.parametrize(
    ("why", "name", "number"),
    [
        ("a record by any name", "caucasus.db", record.APPLICATION_ID),
        ("a copy of a record", "dragoman.sqlite.bak", record.APPLICATION_ID),
        ("registers", "actors.sqlite", registers.APPLICATION_ID),
    ],
)
def test_databases_are_passed_over_with_what_lies_beside_them(tmp_path: Path, why: str, name: str, number: int) -> None:
    database(tmp_path / name, number)
    for end in ("-wal", "-shm", "-journal"):
        put(tmp_path, name + end, b"\x00\x01")
    put(tmp_path, "a.txt", "One")
    [found] = read(tmp_path)
    assert isinstance(found, Article), (why, found)


def test_other_own_files_are_passed_over_and_others_are_not(tmp_path: Path) -> None:
    put(tmp_path, "overrides.csv", "words,code\nstorm,none\n")
    put(tmp_path, "dragoman.toml", 'record = "r.sqlite"\n')
    put(tmp_path, "dragoman.sqlite", b"")
    database(tmp_path / "foreign.sqlite", 1)
    put(tmp_path, "table.csv", "text\nOne\n")
    error, found = read(tmp_path)
    assert "It is a SQLite database" in str(error)
    assert isinstance(found, Article)


def test_a_folder_with_nothing_else_has_no_articles(tmp_path: Path) -> None:
    database(tmp_path / "r.sqlite", record.APPLICATION_ID)
    [error] = read(tmp_path)
    assert "No file is found in the folder" in str(error)


def test_a_record_that_is_named_is_refused(tmp_path: Path) -> None:
    database(tmp_path / "r.sqlite", record.APPLICATION_ID)
    [error] = read(tmp_path / "r.sqlite")
    assert "`dragoman articles --record FILE`" in str(error)
