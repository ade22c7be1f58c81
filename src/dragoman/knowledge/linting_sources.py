"""What every check of the linter works on: findings, and the data files read so that one broken line does not hide the next."""

from __future__ import annotations

import csv
import re
import tomllib
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.resources.abc import Traversable
from typing import Any

from dragoman.knowledge.tables import Row

_DATE = re.compile("(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a data file. `line` is None where the whole file is meant, or a TOML table whose line is not known."""

    file: str
    line: int | None
    cause: str
    repair: str

    def __str__(self) -> str:
        """Return `file:line: cause. repair.`."""
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{where}: {self.cause}. {self.repair}."


@dataclass(frozen=True, slots=True)
class Schema:
    """What a table looks like. `values` are the closed vocabularies of columns, `filled` the columns that may not be empty."""

    name: str
    columns: tuple[str, ...]
    filled: tuple[str, ...]
    unique: tuple[str, ...] = ()
    """Columns that together occur once."""
    cased: bool = False
    """Whether capital letters make another value ("Telegram" is not "telegram")."""
    values: Mapping[str, frozenset[str]] = field(default_factory=dict)
    countries: tuple[str, ...] = ()
    dates: bool = False
    """Has the columns `from` and `to`."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table's readable rows; none where the file is missing."""

    name: str
    rows: tuple[Row, ...]


def at(row: Row, cause: str, repair: str) -> Finding:
    """Return the finding that names this row."""
    return Finding(row.table, row.line, cause, repair)


def locate(root: Traversable, name: str) -> Traversable:
    """Return the file `name` (a path with slashes) below `root`."""
    for part in name.split("/"):
        root = root.joinpath(part)
    return root


def read_text(root: Traversable, name: str) -> tuple[str | None, tuple[Finding, ...]]:
    """Return the file's text, or None and why not."""
    try:
        return locate(root, name).read_text(encoding="utf-8-sig"), ()
    except FileNotFoundError:
        return None, (Finding(name, None, "the file is missing", "add it, or reinstall the package"),)
    except UnicodeDecodeError as error:
        return None, (Finding(name, None, f"not UTF-8 at byte {error.start}", "save the file as UTF-8"),)


def read_table(root: Traversable, schema: Schema) -> tuple[Table, tuple[Finding, ...]]:
    """Read a table and check what needs no other file: its columns, the length of its lines, its closed vocabularies, its dates."""
    text, faults = read_text(root, schema.name)
    if text is None:
        return Table(schema.name, ()), faults
    reader = csv.reader(text.splitlines(keepends=True))
    header = [column.strip() for column in next(reader, [])]
    findings = [*_header(schema, header)]
    if any(column not in header for column in schema.columns):
        return Table(schema.name, ()), tuple(findings)
    rows: list[Row] = []
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if cells[0].lstrip().startswith("#"):
            findings.append(Finding(schema.name, reader.line_num, "a comment line", "remove it: tables have none; use the column note"))
        elif len(cells) != len(header):
            cause = f"{len(cells)} cells where the header has {len(header)}"
            findings.append(Finding(schema.name, reader.line_num, cause, "add or remove commas, or quote the cell that holds one"))
        else:
            rows.append(Row(schema.name, reader.line_num, {column: cell.strip() for column, cell in zip(header, cells, strict=True)}))
    for row in rows:
        findings += _cells(schema, row)
    return Table(schema.name, tuple(rows)), (*findings, *repeated(schema, rows))


def _header(schema: Schema, header: Sequence[str]) -> Iterator[Finding]:
    missing = [column for column in schema.columns if column not in header]
    unknown = [column for column in header if column not in schema.columns]
    doubled = sorted({column for column in header if header.count(column) > 1})
    if missing:
        yield Finding(schema.name, 1, f"the header has no column {', '.join(missing)}", "add it, or correct its name")
    if unknown:
        yield Finding(schema.name, 1, f"the header has the unknown column {', '.join(unknown)}", f"remove it; known are {', '.join(schema.columns)}")
    if doubled:
        yield Finding(schema.name, 1, f"the header has the column {', '.join(doubled)} twice", "keep one of them")


def _cells(schema: Schema, row: Row) -> Iterator[Finding]:
    for column in schema.filled:
        if not row.cells[column]:
            yield at(row, f"column {column!r} is empty", "fill in the cell")
    for column, known in schema.values.items():
        if row.cells[column] not in known:
            words = ", ".join(sorted(known - {""})) + (", or leave it empty" if "" in known else "")
            yield at(row, f"column {column!r} has {row.cells[column]!r}", f"write one of {words}")
    for column, cell in row.cells.items():
        parts = [part.strip() for part in cell.split("|")]
        if cell and column != "note" and ("" in parts or len(set(parts)) < len(parts)):
            yield at(row, f"column {column!r} has an empty or a repeated part: {cell!r}", "keep each part once, with one | between two")
    if schema.dates:
        yield from dates(row, "from", "to")


def repeated(schema: Schema, rows: Iterable[Row]) -> Iterator[Finding]:
    """Yield a finding for every row whose unique columns were there before."""
    first: dict[tuple[str, ...], int] = {}
    for row in rows if schema.unique else ():
        key = tuple(row.cells[column] if schema.cased else row.cells[column].casefold() for column in schema.unique)
        if key in first:
            shown = ", ".join(row.cells[column] for column in schema.unique)
            cause = f"{' and '.join(schema.unique)} {shown!r} stands already in line {first[key]}"
            yield at(row, cause, "merge the two lines, or give one another value")
        first.setdefault(key, row.line)


def dates(row: Row, start: str, end: str) -> Iterator[Finding]:
    """Check two date cells: ISO, and in order."""
    wrong = [column for column in (start, end) if row.cells[column] and not is_date(row.cells[column])]
    for column in wrong:
        yield at(row, f"column {column!r} has {row.cells[column]!r}, which is no date", "write YYYY, YYYY-MM or YYYY-MM-DD, or leave it empty")
    if not wrong and not in_order(row.cells[start], row.cells[end]):
        yield at(row, f"{row.cells[start]} is after {row.cells[end]}", f"correct {start!r} or {end!r}")


def is_date(text: str) -> bool:
    """Whether the text is a year, a month or a day in ISO form."""
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    try:
        date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
    except ValueError:
        return False
    return True


def in_order(start: str, end: str) -> bool:
    """Whether two ISO dates of any precision are in order; an empty one is open."""
    return not start or not end or start[: len(end)] <= end[: len(start)]


def earliest(text: str) -> date:
    """Return the first day that an ISO date of any precision may mean; an empty one is the beginning of time."""
    year, month, day = [*map(int, text.split("-")), 1, 1][:3] if text else (1, 1, 1)
    return date(year, month, day)


def latest(text: str) -> date:
    """Return the last day that an ISO date of any precision may mean; an empty one is the end of time."""
    parts = [int(part) for part in text.split("-")] if text else [9999]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])


def read_toml(root: Traversable, name: str) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """Return the file's tables, or nothing and why not."""
    text, faults = read_text(root, name)
    if text is None:
        return {}, faults
    try:
        return tomllib.loads(text), ()
    except tomllib.TOMLDecodeError as error:
        match = _AT_LINE.search(str(error))
        return {}, (Finding(name, int(match[1]) if match else None, f"not TOML: {error}", "correct the line"),)


def unknown_keys(name: str, where: str, table: Mapping[str, Any], known: Iterable[str]) -> Iterator[Finding]:
    """Yield a finding for every key of the table that is not known."""
    for key in sorted(set(table) - set(known)):
        yield Finding(name, None, f"{where} has the unknown key {key!r}", f"remove it; known are {', '.join(sorted(known))}")


def mapping(name: str, where: str, table: Mapping[str, Any], key: str) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """Return the table under a key, which must be one; where there is none, an empty one."""
    found = table.get(key, {})
    if isinstance(found, dict):
        return found, ()
    return {}, (Finding(name, None, f"{where}: {key!r} is no table", f"write [{key}] and its lines below, or {key} = {{ … }}"),)


def vocabulary(name: str, where: str, table: Mapping[str, Any], key: str, known: Iterable[str], *, required: bool = False) -> Iterator[Finding]:
    """Yield a finding where the value under a key is not one of the known words."""
    words = sorted(known)
    if (required or key in table) and table.get(key) not in words:
        yield Finding(name, None, f"{where} has the {key} {table.get(key)!r}", f"write one of {', '.join(words)}")


def tables_of(name: str, data: Mapping[str, Any], key: str) -> tuple[tuple[dict[str, Any], ...], tuple[Finding, ...]]:
    """Return the `[[key]]` tables, which must be such."""
    found = data.get(key, [])
    if isinstance(found, list) and all(isinstance(table, dict) for table in found):
        return tuple(found), ()
    return (), (Finding(name, None, f"{key!r} is not a list of tables", f"write [[{key}]] over each"),)


def strings(name: str, where: str, table: Mapping[str, Any], key: str) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Return a list of words, which must be such and without repetitions."""
    found = table.get(key, [])
    if not isinstance(found, list) or not all(isinstance(word, str) and word.strip() for word in found):
        return (), (Finding(name, None, f"{where}: {key!r} is not a list of words", 'write ["…", "…"]'),)
    twice = sorted({word for word in found if found.count(word) > 1})
    faults = (Finding(name, None, f"{where}: {key!r} has {', '.join(map(repr, twice))} twice", "remove the second"),) if twice else ()
    return tuple(found), faults


def collisions(name: str, forms: Iterable[tuple[str, str]], fold: Callable[[str], str], what: str) -> Iterator[Finding]:
    """Yield a finding for every form that two owners claim. `forms` are pairs of form and owner."""
    owners: dict[str, str] = {}
    told: set[tuple[str, str]] = set()
    for form, owner in forms:
        key = fold(form)
        first = owners.setdefault(key, owner)
        if first != owner and (key, owner) not in told:
            told.add((key, owner))
            yield Finding(name, None, f"{what} {form!r} stands under {first} and {owner}", "keep it under one of them")
