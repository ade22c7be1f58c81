"""Opening the record, and its database's faults in our words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from dragoman.errors import DragomanError, RecordError, TransientError
from dragoman.record import schema

BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn an error of SQLite into one that names cause and repair; a lock that somebody holds is worth another try."""
    try:
        yield
    except sqlite3.Error as error:
        raise translate(error, path) from error


def translate(error: sqlite3.Error, path: Path) -> DragomanError:
    """Return our error for one of SQLite's."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the primary result code
    if code in BUSY:
        return TransientError(f"{path}: Another process is writing to the record. Wait until it is done, or give a longer timeout.")
    if code == sqlite3.SQLITE_NOTADB:
        return not_a_record(path)
    if code == sqlite3.SQLITE_CORRUPT:
        return RecordError(f"{path}: The record is damaged ({error}). Restore it, or rescue it with `sqlite3 {path} .recover`.")
    if code == sqlite3.SQLITE_FULL:
        return RecordError(f"{path}: The disk is full; nothing of the last article is written. Make room and read the inputs again.")
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}:
        return RecordError(f"{path}: You may not write to the record. Give yourself the right to the file and its folder.")
    if code == sqlite3.SQLITE_CANTOPEN:
        return RecordError(f"{path}: The record cannot be opened. Check that the folder exists and that you may read and write in it.")
    return RecordError(f"{path}: The record cannot be used ({error}). Check it with `sqlite3 {path} 'PRAGMA integrity_check'`.")


def check_target(path: Path) -> None:
    """Raise `RecordError` where `path` cannot become or be a record that is written: better at once than when the first article is read."""
    folder = path.absolute().parent
    if path.is_dir():
        raise RecordError(f"{path}: It is a folder. Name the file in it that is to be the record.")
    if not folder.is_dir():
        raise RecordError(f"{path}: There is no folder {folder}. Make it, or name another file.")
    if not os.access(folder, os.W_OK | os.X_OK) or (path.exists() and not os.access(path, os.R_OK | os.W_OK)):
        raise RecordError(f"{path}: You may not write to the record. Give yourself the right to the file and its folder.")
    if path.exists():
        with translated(path), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            check_version(connection, path)


def not_a_record(path: Path) -> RecordError:
    """Return the error for a file that is something else."""
    return RecordError(f"{path}: It is not a record of Dragoman. Name another file; this one is left as it is.")


def check_version(connection: sqlite3.Connection, path: Path) -> None:
    """Raise `RecordError` for a file of another program or of a newer version of this one."""
    owner = schema.application(connection)
    unclaimed = owner == 0 and schema.version(connection) == 0 and schema.is_blank(connection)
    if owner != schema.APPLICATION_ID and not unclaimed:
        raise not_a_record(path)
    found, known = schema.version(connection), len(schema.MIGRATIONS)
    if found > known:
        raise RecordError(
            f"{path}: The record has schema version {found} and this version of Dragoman knows {known}. Upgrade dragoman, or use another file."
        )
