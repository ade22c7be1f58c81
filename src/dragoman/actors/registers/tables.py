"""Tables of actors: the plain one (a row is an actor, or a term of one) and results of a Wikidata query (a row is a person, or a term of one).

Both are CSV with commas, semicolons or tabs and a header line; a query's results may also be SPARQL results in JSON or a JSON list.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any, TextIO, TypeAlias, cast

from dragoman.actors.registers import codes
from dragoman.actors.registers.model import Actor, Item, Term
from dragoman.actors.registry import Kind, slug
from dragoman.errors import InputError
from dragoman.knowledge.tables import LIST_SEPARATOR, load_table

Cells: TypeAlias = Mapping[str, str]
Rows: TypeAlias = Iterator[tuple[str, Cells] | InputError]
"""Rows by column, each with where it stands."""

PLAIN: Mapping[str, tuple[str, ...]] = {
    column: (column,) for column in ("name", "id", "aliases", "kind", "country", "sector", "gender", "office", "from", "to")
}
#: What a column means -> the names that queries usually give it, in lower case, the best first.
WIKIDATA: Mapping[str, tuple[str, ...]] = {
    "label": ("personlabel", "itemlabel", "humanlabel", "politicianlabel", "holderlabel", "subjectlabel", "name", "label"),
    "person": ("person", "item", "human", "politician", "holder", "subject", "q"),
    "alias": ("alias", "aliases", "personaltlabel", "itemaltlabel", "altlabel", "altlabels", "personalias"),
    "office": ("positionlabel", "officelabel", "postlabel", "positionheldlabel", "position", "office", "post"),
    "start": ("start", "starttime", "startdate", "from", "begin", "since"),
    "end": ("end", "endtime", "enddate", "to", "until"),
    "country": ("countrycode", "iso", "iso3", "iso2", "isocode", "countryiso", "countrylabel", "citizenshiplabel", "nationalitylabel", "country"),
    "gender": ("genderlabel", "sexlabel", "sexorgenderlabel", "gender", "sex"),
    "born": ("birth", "birthdate", "dateofbirth", "born", "dob"),
}
ENTITY = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q\d+)$")
DELIMITERS = ("\t", ";", ",")
MAX_CELL = 1_000_000
CHUNK = 1 << 16
MAX_OBJECT = 4_000_000
ADVICE = {"name": "Add it", "label": "Select ?person ?personLabel, and if you can ?positionLabel ?start ?end ?countryLabel ?alias"}
AS_TABLE = "Download the query's results as JSON or CSV"


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


def is_query(columns: Iterable[str]) -> bool:
    """Whether these columns are those of a Wikidata query: a person and the person's label."""
    have = {column.lower() for column in columns}
    return not have.isdisjoint(WIKIDATA["person"]) and not have.isdisjoint(WIKIDATA["label"][:-2])


def rows(text: TextIO, name: str, columns: Mapping[str, tuple[str, ...]]) -> Rows:
    """Read a table's rows, in bounded memory, as cells by what their columns mean; a row that cannot be read is an `InputError`.

    Raises `InputError` where no column has the first of the meanings.
    """
    first = text.readline(CHUNK)
    while first.isspace():
        first = text.readline(CHUNK)
    found = _objects(first, text, name) if first.lstrip().startswith(("{", "[")) else _lines(first, text, name)
    checked = False
    for row in found:
        if isinstance(row, InputError):
            yield row
            continue
        where, cells = row
        needed = next(iter(columns))
        if not checked and cells.keys().isdisjoint(columns[needed]):
            advice = (
                "Select ?person ?personLabel, and if you can ?positionLabel ?start ?end ?countryLabel ?alias" if columns is WIKIDATA else "Add it"
            )
            raise InputError(f"{name}:1", f"no column is the {needed}; found are {(', '.join(cells) or 'none')[:200]}", advice)
        checked = True
        yield where, {meaning: next((cells[one] for one in names if cells.get(one)), "") for meaning, names in columns.items()}


def _lines(first: str, text: TextIO, name: str) -> Rows:
    csv.field_size_limit(MAX_CELL)
    header = split_header(first)
    reader = csv.reader(chain([first], text), delimiter=delimiter_of(first))
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield InputError(f"{name}:{reader.line_num}", f"the row cannot be read ({error})", "Quote cells that hold quotes or line feeds")
            continue
        where = f"{name}:{reader.line_num}"
        if reader.line_num == 1 or not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            cause = f"{len(cells)} cells where the header has {len(header)}"
            yield InputError(where, cause, "Add or remove separators, or quote the cell that holds one")
        elif any("\ufffd" in cell for cell in cells):
            yield InputError(where, "it has bytes that are no UTF-8", "Save the table as UTF-8")
        else:
            yield where, {column: cell.strip() for column, cell in zip(header, cells, strict=True)}


def _objects(head: str, text: TextIO, name: str) -> Rows:
    """Read the objects of a JSON list one by one: that under `results.bindings`, or the whole document."""
    read = head.lstrip()
    if read.startswith("{"):
        read += text.read(CHUNK)
        match = re.search(r'"bindings"\s*:\s*\[', read)
        if match is None:
            raise InputError(name, 'it has no "results" with "bindings"', AS_TABLE)
        read = read[match.end() :]
    else:
        read = read.removeprefix("[")
    number = 0
    while not (read := read.lstrip(" \t\r\n,")).startswith("]"):
        where = f"{name}, row {number + 1}"
        try:
            found, end = json.JSONDecoder().raw_decode(read)
        except (ValueError, RecursionError):
            more = text.read(CHUNK)
            if not more:
                yield InputError(where, "the list ends in the middle of a row", "Fetch the file again")
                return
            if len(read) > MAX_OBJECT:
                raise InputError(where, "the row cannot be read", AS_TABLE) from None
            read += more
            continue
        read = read[end:]
        number += 1
        if isinstance(found, dict):
            yield where, {str(key).lower(): _value(value) for key, value in found.items()}
        else:
            yield InputError(where, "the row is no JSON object", AS_TABLE)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("value")
    return "" if value is None else str(value).strip()


def plain_items(cells: Cells) -> Iterator[Item]:
    """Return what a row of the plain table gives. Raises ValueError that names what is wrong."""
    name, label = cells["name"], cells["office"]
    if not name:
        raise ValueError("the column name is empty")
    kind, country, sector, gender = kind_of(cells["kind"]), None, cells["sector"].upper() or None, codes.gender_of([cells["gender"]])
    if cells["country"] and (country := codes.country_of(cells["country"])) is None:
        raise ValueError(f"the country {cells['country']!r} is neither an ISO 3166 code nor an English name")
    if sector is not None and sector not in _sectors():
        raise ValueError(f"the sector {sector!r} is unknown; known are {', '.join(sorted(_sectors()))}")
    if cells["gender"] and gender is None:
        raise ValueError(f"the gender {cells['gender']!r} is neither m nor f")
    start, end = codes.span([cells["from"]], [cells["to"]])
    names = (name, *filter(None, map(str.strip, cells["aliases"].split(LIST_SEPARATOR))))
    identifier = cells["id"] or slug(name) or name
    own = (None, None) if label else (start, end)
    yield Actor(identifier, names, kind, country, None if label else sector, gender, from_=own[0], to=own[1])
    if label:
        office, told = codes.office(label, country)
        yield Term(identifier, office, None, country, sector or told, start, end)


@cache
def _sectors() -> frozenset[str]:
    return frozenset(row.text("sector") for row in load_table("lexicon/en/sectors.csv", ("sector",)))


def kind_of(text: str) -> Kind:
    """Return the kind that a cell means; an empty one is a person. Raises ValueError."""
    word = text.strip().lower() or "person"
    word = codes.mapping("table", "kinds").get(word, word)
    if word not in codes.KINDS:
        raise ValueError(f"the kind {text!r} is unknown; known are {', '.join(sorted(codes.KINDS))}")
    return cast(Kind, word)


def query_items(cells: Cells) -> Iterator[Item]:
    """Return what a row of a query's results gives. Raises ValueError that names what is wrong."""
    label, office = cells["label"], cells["office"]
    if not label:
        raise ValueError("the person has no label")
    if ENTITY.match(label):
        raise ValueError(f"the person {label} has no label in English")
    identifier = _entity(cells["person"]) or label
    country = codes.country_of(cells["country"]) if cells["country"] else None
    aliases = [alias for raw in cells["alias"].split(LIST_SEPARATOR) for part in raw.split(", ") if (alias := part.strip())]
    born, _ = codes.span(_known(cells["born"]), ())
    yield Actor(identifier, (label, *aliases), "person", country, None, codes.gender_of([_entity(cells["gender"])]), from_=born)
    if office and not ENTITY.match(office):
        start, end = codes.span(_known(cells["start"]), _known(cells["end"]))
        named, sector = codes.office(office, country)
        yield Term(identifier, named, None, country, sector, start, end)


def _known(date: str) -> list[str]:
    """Return a date unless it is a blank node, which says that it is not known (`t123456`, `http://www.wikidata.org/.well-known/genid/…`)."""
    return [] if date.startswith(("t", "http", "_:")) else [date]


def _entity(text: str) -> str:
    match = ENTITY.match(text.strip().strip("<>"))
    return match.group(1) if match else text.strip()
