"""CSV: one claim a row, UTF-8, commas, a header; cells of words are guarded against being run as formulas by a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from dragoman.showing.export.cells import Cell, printed
from dragoman.showing.export.columns import columns_of, row_of
from dragoman.showing.export.rows import Job, Row

BOM = "\ufeff"


def csv_lines(rows: Iterable[Row], job: Job) -> Iterator[bytes]:
    """The lines of the file with their line ends, the header first. `job.bom` puts the mark before it by which Excel knows UTF-8."""
    columns = columns_of(job.kind)
    yield ((BOM if job.bom else "") + csv_line(column.name for column in columns)).encode()
    for row in rows:
        yield csv_line(row_of(row, columns)).encode()


def table_lines(rows: Iterable[Any], type_: type[Any]) -> Iterator[bytes]:
    """The lines of a table of dataclasses of one type, the names of their fields first."""
    names = [field.name for field in fields(type_)]
    yield csv_line(names).encode()
    for row in rows:
        yield csv_line([getattr(row, name) for name in names]).encode()


def csv_line(cells: Iterable[Cell]) -> str:
    """A line of a CSV file with its end (CRLF, as RFC 4180 has it)."""
    out = io.StringIO()
    csv.writer(out).writerow([printed(cell) for cell in cells])
    return out.getvalue()
