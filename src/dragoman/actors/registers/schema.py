"""The tables of the registers' file: one SQLite file for all imported registers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dragoman.errors import DragomanError, TerminalError, TransientError

APPLICATION_ID = 0x44524741
"""`DRGA` in the file's header: a file with another number belongs to another program."""
VERSION = 2
MAPPED = 1 << 31
"""At most so many bytes of the file are mapped into memory; the system holds of them what is used and gives the rest back."""
UNTIL = "coalesce(last, '9999') || '~'"
BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})

# form.hash     the number of the name's words (`forms.form_hash`); the table lies in its order, so that all numbers are read in one sweep
# numbers       all form.hash of the file, each once, in order, 8 bytes each, little-endian: read at once when the registers are opened
# role          what an entry is from when to when; an entry without rows is always what its own columns say
# tie           what a register says of an actor beside who it is (`model.Tie`); files of version 1 have none
# office.single whether a state has one holder of it at a time
TIES = (
    """CREATE TABLE tie (
        register INTEGER NOT NULL, subject TEXT NOT NULL, bond TEXT NOT NULL, other TEXT, words TEXT NOT NULL, first TEXT, last TEXT)""",
    "CREATE INDEX tie_subject ON tie (register, subject)",
    "CREATE INDEX tie_other ON tie (register, other) WHERE other IS NOT NULL",
)
TABLES = (
    """CREATE TABLE register (
        number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, source TEXT NOT NULL, format TEXT NOT NULL, imported TEXT NOT NULL,
        digest TEXT NOT NULL, counts TEXT NOT NULL)""",
    """CREATE TABLE entry (
        number INTEGER PRIMARY KEY, register INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT,
        sector TEXT, gender TEXT, surname TEXT, aliases TEXT NOT NULL, first TEXT, last TEXT, caseless INTEGER NOT NULL)""",
    "CREATE UNIQUE INDEX entry_id ON entry (register, id)",
    """CREATE TABLE form (
        hash INTEGER NOT NULL, entry INTEGER NOT NULL, rank INTEGER NOT NULL, words TEXT NOT NULL,
        PRIMARY KEY (hash, entry, words)) WITHOUT ROWID""",
    "CREATE TABLE numbers (one INTEGER PRIMARY KEY CHECK (one = 1), hashes BLOB NOT NULL)",
    """CREATE TABLE role (
        entry INTEGER NOT NULL, position INTEGER NOT NULL, country TEXT, sector TEXT, first TEXT, last TEXT,
        PRIMARY KEY (entry, position)) WITHOUT ROWID""",
    """CREATE TABLE office (
        number INTEGER PRIMARY KEY, entry INTEGER NOT NULL, office TEXT NOT NULL, country TEXT, sector TEXT, first TEXT, last TEXT,
        single INTEGER NOT NULL)""",
    "CREATE INDEX office_entry ON office (entry)",
    # "~" stands behind every day of a year or month, so that a term to 2027 includes 2027-05-01.
    f"CREATE INDEX office_single ON office (country, office, {UNTIL}) WHERE single",
    """CREATE TABLE noun (
        register INTEGER NOT NULL, noun TEXT NOT NULL, plurals TEXT, sector TEXT NOT NULL, PRIMARY KEY (register, noun)) WITHOUT ROWID""",
    *TIES,
)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn an error of SQLite into one that names cause and repair."""
    try:
        yield
    except sqlite3.Error as error:
        raise translate(error, path) from error


def translate(error: sqlite3.Error, path: Path) -> DragomanError:
    """Return our error for one of SQLite's."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in BUSY:
        return TransientError(f"{path}: Another process is importing a register. Wait until it is done.")
    if code == sqlite3.SQLITE_NOTADB:
        return foreign(path)
    if code == sqlite3.SQLITE_FULL:
        return TerminalError(f"{path}: The disk is full; the register was not imported. Make room and import it again.")
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN}:
        return TerminalError(f"{path}: The file of the registers cannot be opened. Check that its folder exists and that you may write there.")
    return TerminalError(f"{path}: The file of the registers cannot be used ({error}). Delete it and import the registers again.")


def foreign(path: Path) -> TerminalError:
    """Return the error for a file that is something else."""
    return TerminalError(f"{path}: It is no file of registers. Name another one with --registers; this one is left as it is.")


def prepare(connection: sqlite3.Connection, path: Path, *, make: bool) -> None:
    """Make the tables in a new file, and those that an older one lacks, where `make` is set.

    Raises `TerminalError` for another program's file or a newer version's.
    """
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    blank = connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is None
    if application != APPLICATION_ID and not (blank and make):
        raise foreign(path)
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if not blank and not 1 <= version <= VERSION:
        raise TerminalError(
            f"{path}: It has version {version} of the registers' tables and this Dragoman knows {VERSION}. Use the version of Dragoman that made it, "
            "or delete it and import the registers again."
        )
    if make and (blank or version < VERSION):
        connection.execute("BEGIN IMMEDIATE")
        for statement in TABLES if blank else TIES:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")


def _recover(path: Path) -> None:
    """Let SQLite undo what a killed import left half done: who opens to read only may not. An import that still runs is not touched."""
    connection = sqlite3.connect(path, timeout=30.0)
    try:
        connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
    finally:
        connection.close()


def open_to_read(path: Path) -> sqlite3.Connection:
    """Open an existing file of registers, to read only."""
    with translated(path):
        if path.with_name(path.name + "-journal").exists():
            _recover(path)
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=30.0, isolation_level=None)
        try:
            prepare(connection, path, make=False)
        except BaseException:
            connection.close()
            raise
    return connection
