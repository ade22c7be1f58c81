"""Which files of a folder are the program's own: a record may lie among the articles that it was made from."""

from __future__ import annotations

from pathlib import Path

from dragoman.reading.streams import suffix_form
from dragoman.settings import FILE, OVERRIDES, Settings

SQLITE = b"SQLite format 3\x00"
APPLICATION = slice(68, 72)
"""Where SQLite's header says whose file it is."""

OWN = frozenset({b"DRGC", b"DRGA"})
"""The record and the file of registers."""

COMPANIONS = ("-wal", "-shm", "-journal")


def is_own(path: Path) -> bool:
    """Tell whether a file is a record, a file of registers, what SQLite keeps beside them, overrides or settings. Raises `OSError`."""
    if path.name in {FILE, OVERRIDES} or path.name.startswith(Settings().record):
        return True
    if suffix_form(path.name) is not None:
        return False
    base = next((path.with_name(path.name.removesuffix(end)) for end in COMPANIONS if path.name.endswith(end)), path)
    if not base.is_file():
        return False
    with base.open("rb") as file:
        head = file.read(APPLICATION.stop)
    return head.startswith(SQLITE) and head[APPLICATION] in OWN
