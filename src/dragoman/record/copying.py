"""Copies of a record, made whole while others read and write it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from dragoman.errors import RecordError
from dragoman.record.connecting import translated
from dragoman.record.view import RecordView, connect


def back_up(path: Path, target: Path, *, replace: bool = False, timeout: float = 30.0) -> None:
    """Copy the record at `path`, as it is at one moment, to the file `target`, which is there whole or not at all.

    Raise `RecordError` where there is no record, where `target` exists and is not to be replaced, and where the copy does not hold together.
    """
    RecordView(path, timeout=timeout).close()  # a record, of a version that this program reads
    if target.exists() and (not replace or target.is_dir() or target.samefile(path)):
        raise RecordError(f"{target}: It exists already. Name another file, or give --force to replace it (never the record itself).")
    copy(path, target, timeout)


def copy(path: Path, target: Path, timeout: float = 30.0) -> None:
    """Copy a database of any version, look whether the copy holds together, and only then give it its name."""
    part = target.with_name(f"{target.name}.part")
    try:
        with translated(target), closing(connect(path, timeout)) as source:
            part.unlink(missing_ok=True)
            with closing(sqlite3.connect(part)) as made:
                source.backup(made)
                made.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
                found = made.execute("PRAGMA integrity_check (1)").fetchone()[0]
        if found != "ok":
            raise RecordError(f"{path}: The record is damaged ({found}); no copy is made. See what is wrong with `dragoman check --record {path}`.")
        part.replace(target)
    except OSError as error:
        raise RecordError(f"{target}: The copy cannot be written ({error.strerror}). Check the folder and the disk.") from error
    finally:
        part.unlink(missing_ok=True)


def keep_older(path: Path, version: int) -> Path:
    """Copy a record beside itself before it is brought to a newer version, under a name that is free: `NAME.before-vN`."""
    name = f"{path.name}.before-v{version}"
    target = path.with_name(name)
    number = 1
    while os.path.lexists(target):
        number += 1
        target = path.with_name(f"{name}.{number}")
    copy(path, target)
    return target
