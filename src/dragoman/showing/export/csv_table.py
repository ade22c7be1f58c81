"""CSV: one claim a row, UTF-8, commas, a header; cells of words are guarded against being run as formulas by a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any

from dragoman.record.view import StoredClaim
from dragoman.showing.export.columns import Cell, columns_of, row_of

#: A spreadsheet runs a cell that begins with one of these; a byte-wide and a full-width form of each.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BOM = "\ufeff"


def csv_lines(claims: Iterable[StoredClaim], kind: str, *, bom: bool = False) -> Iterator[bytes]:
    """The lines of the file with their line ends, the header first. `bom` puts the mark before it by which Excel knows UTF-8."""
    columns = columns_of(kind)
    yield ((BOM if bom else "") + _line([column.name for column in columns])).encode()
    for stored in claims:
        yield _line(row_of(stored, columns)).encode()


def table_lines(rows: Sequence[Any]) -> Iterator[bytes]:
    """The lines of a table of dataclasses of one type, the names of their fields first."""
    if rows:
        names = [field.name for field in fields(rows[0])]
        yield _line(names).encode()
        for row in rows:
            yield _line([getattr(row, name) for name in names]).encode()


def guarded(cell: Cell) -> Cell:
    """Words that begin like a formula, after an apostrophe; numbers and everything else as they are."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" \u00a0").startswith(_FORMULA) else cell


def _line(cells: Iterable[Cell]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([_printed(guarded(cell)) for cell in cells])
    return out.getvalue()


def _printed(cell: Cell) -> Cell:
    """Truth as true and false, whole numbers without `.0`."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return int(cell) if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15 else cell
