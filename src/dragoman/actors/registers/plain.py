"""A plain table of actors: CSV with a header line, commas, semicolons or tabs, UTF-8; one row is an actor, or one term of an actor."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from typing import TextIO, cast

from dragoman.actors.registers import codes
from dragoman.actors.registers.model import Actor, Item, Term
from dragoman.actors.registry import Kind, slug
from dragoman.errors import InputError
from dragoman.knowledge.tables import LIST_SEPARATOR, load_table

COLUMNS = ("id", "name", "aliases", "kind", "country", "sector", "gender", "office", "from", "to")
DELIMITERS = ("\t", ";", ",")
MAX_CELL = 1_000_000


def delimiter_of(header: str) -> str:
    """Return what parts the cells of a header line."""
    return max(reversed(DELIMITERS), key=header.count)


def split_header(line: str) -> list[str]:
    """Return the column names of a header line, in lower case."""
    try:
        cells = next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter_of(line)), [])
    except csv.Error:
        return []
    return [cell.strip().lstrip("?").lower() for cell in cells]


def rows_of(text: TextIO, name: str, required: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]] | InputError]:
    """Read a table's rows with where each stands; a row of another length than the header is an `InputError`.

    Raises `InputError` where a required column is missing.
    """
    csv.field_size_limit(MAX_CELL)
    first = text.readline(MAX_CELL)
    header = split_header(first)
    missing = [column for column in required if column not in header]
    if missing:
        raise InputError(
            f"{name}:1", f"the header has no column {', '.join(missing)}", f"Add it; the columns found are: {(', '.join(header) or 'none')[:200]}"
        )
    reader = csv.reader(text, delimiter=delimiter_of(first))
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield InputError(f"{name}:{reader.line_num + 1}", f"the row cannot be read ({error})", "Quote cells that hold quotes or line feeds")
            continue
        where = f"{name}:{reader.line_num + 1}"
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            yield InputError(
                where, f"{len(cells)} cells where the header has {len(header)}", "Add or remove separators, or quote the cell that holds one"
            )
        elif any("\ufffd" in cell for cell in cells):
            yield InputError(where, "it has bytes that are no UTF-8", "Save the table as UTF-8")
        else:
            yield where, {column: cell.strip() for column, cell in zip(header, cells, strict=True)}


def read(text: TextIO, name: str) -> Iterator[Item]:
    """Read a plain table; `name` is the file's in messages."""
    sectors = frozenset(row.text("sector") for row in load_table("lexicon/en/sectors.csv", ("sector",)))
    for row in rows_of(text, name, ("name",)):
        if isinstance(row, InputError):
            yield row
            continue
        where, cells = row
        try:
            items = list(_row(cells, sectors))
        except ValueError as error:
            yield InputError(where, str(error), "Correct the cell")
        else:
            yield from items


def _row(cells: Mapping[str, str], sectors: frozenset[str]) -> Iterator[Item]:
    name = cells["name"]
    if not name:
        raise ValueError("the column name is empty")
    kind = kind_of(cells.get("kind", ""))
    country = None
    if cells.get("country"):
        country = codes.country_of(cells["country"])
        if country is None:
            raise ValueError(f"the country {cells['country']!r} is neither an ISO 3166 code nor an English name")
    sector = cells.get("sector", "").upper() or None
    if sector is not None and sector not in sectors:
        raise ValueError(f"the sector {sector!r} is unknown; known are {', '.join(sorted(sectors))}")
    gender = cells.get("gender", "")
    if gender and codes.gender_of([gender]) is None:
        raise ValueError(f"the gender {gender!r} is neither m nor f")
    start, end = codes.iso_date(cells.get("from", "")), codes.iso_date(cells.get("to", ""))
    codes.in_order(start, end)
    names = (name, *(alias for raw in cells.get("aliases", "").split(LIST_SEPARATOR) if (alias := raw.strip())))
    identifier = cells.get("id") or slug(name) or name
    label = cells.get("office", "")
    own = (None, None) if label else (start, end)
    yield Actor(identifier, names, kind, country, None if label else sector, codes.gender_of([gender]), from_=own[0], to=own[1])
    if label:
        office, told = codes.office(label, country)
        yield Term(identifier, office, None, country, sector or told, start, end)


def kind_of(text: str) -> Kind:
    """Return the kind that a cell means; an empty one is a person. Raises ValueError."""
    word = text.strip().lower() or "person"
    word = codes.mapping("table", "kinds").get(word, word)
    if word not in codes.KINDS:
        raise ValueError(f"the kind {text!r} is unknown; known are {', '.join(sorted(codes.KINDS))}")
    return cast(Kind, word)
