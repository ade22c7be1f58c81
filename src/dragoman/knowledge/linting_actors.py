"""Checks of the actors' tables: states, regions, cities, organisations, outlets, people and offices."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from dragoman.knowledge.linting_sources import Finding, Schema, Table, at, earliest, in_order, is_date, latest
from dragoman.knowledge.tables import Row

YES = frozenset({"", "yes", "no"})

STATES = Schema(
    "actors/states.csv",
    ("id", "name", "kind", "from", "to", "successor", "adjectives", "demonyms", "capital", "metonyms", "aliases", "ambiguous", "note"),
    ("id", "name", "kind"),
    unique=("id",),
    values={"kind": frozenset({"state", "territory", "historical-state", "disputed"})},
    countries=("successor",),
    dates=True,
)
ISO2 = Schema("actors/iso2.csv", ("country", "iso2"), ("country", "iso2"), unique=("country",), countries=("country",))
REGIONS = Schema(
    "actors/regions.csv",
    ("name", "aliases", "country", "kind", "adjectives", "note"),
    ("name", "kind"),
    unique=("name",),
    values={"kind": frozenset({"region", "disputed", "people"})},
    countries=("country",),
)
CITIES = Schema(
    "actors/cities.csv",
    ("name", "aliases", "country", "kind", "note"),
    ("name", "kind"),
    unique=("name",),
    values={"kind": frozenset({"city", "site", "sea"})},
    countries=("country",),
)
IGOS = Schema(
    "actors/igos.csv",
    ("id", "name", "acronyms", "aliases", "kind", "from", "to", "members", "seat", "note"),
    ("id", "name", "kind"),
    unique=("id",),
    values={"kind": frozenset({"igo", "agency", "bloc", "alliance", "bank", "court"})},
    dates=True,
)
ORGANISATIONS = Schema(
    "actors/organisations.csv",
    ("id", "name", "aliases", "country", "sector", "kind", "from", "to", "state_owned", "note"),
    ("id", "name", "sector", "kind"),
    unique=("id",),
    values={"state_owned": YES},
    countries=("country",),
    dates=True,
)
OUTLETS = Schema(
    "outlets.csv",
    ("id", "name", "aliases", "country", "owner", "kind", "note"),
    ("id", "name", "kind"),
    unique=("id",),
    values={
        "owner": frozenset({"state", "public", "private", "party"}),
        "kind": frozenset({"newspaper", "tv", "radio", "agency", "online", "magazine"}),
    },
    countries=("country",),
)
PEOPLE = Schema(
    "actors/people.csv",
    ("id", "name", "surname", "aliases", "country", "gender", "note"),
    ("id", "name"),
    unique=("id",),
    values={"gender": frozenset({"", "m", "f"})},
    countries=("country",),
)
OFFICES = Schema(
    "actors/offices.csv",
    ("person", "office", "country", "org", "from", "to", "uncertain"),
    ("person", "office"),
    unique=("person", "office", "country", "org", "from"),
    values={"uncertain": frozenset({"", "from", "to", "both"})},
    countries=("country",),
    dates=True,
)
SCHEMAS = (STATES, ISO2, REGIONS, CITIES, IGOS, ORGANISATIONS, OUTLETS, PEOPLE, OFFICES)

SINGLE_HOLDER = frozenset({"president", "prime-minister", "monarch", "foreign-minister", "chancellor", "head-of-state", "supreme-leader"})
OVERLAP_DAYS = 10
"""Sources differ by some days on when a term ends and the next begins."""

_MEMBER = re.compile(r"(?P<id>[A-Z]{3})(?::(?P<from>\d{4}(?:-\d{2}){0,2})?-(?P<to>\d{4}(?:-\d{2}){0,2})?)?")
_AMBIGUOUS_NOTE = re.compile(r"\bambiguous:\s*([^;]+)")
_NAMED = {
    STATES.name: ("aliases", "capital", "metonyms", "adjectives", "demonyms"),
    REGIONS.name: ("aliases", "adjectives"),
    CITIES.name: ("aliases",),
    IGOS.name: ("acronyms", "aliases"),
    ORGANISATIONS.name: ("aliases",),
    OUTLETS.name: ("aliases",),
    PEOPLE.name: ("aliases",),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A row of any actors' table as far as its names go. `countries` are those that it belongs to or, a state, is."""

    row: Row
    id: str
    names: frozenset[str]
    countries: frozenset[str]
    start: str
    end: str
    ambiguous: frozenset[str]


def check_actors(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Check the tables against each other. `tables` are keyed by name and may lack rows."""
    states = tables[STATES.name].rows
    known = {row.cells["id"] for row in states}
    for schema in SCHEMAS:
        for row in tables[schema.name].rows:
            yield from _countries(schema, row, known)
    yield from _states(states)
    for row in tables[IGOS.name].rows:
        yield from _members(row, known)
    yield from _ids(tables)
    yield from _offices(tables[OFFICES.name].rows, tables[PEOPLE.name].rows)
    for name in _NAMED:
        for row in tables[name].rows:
            yield from _ambiguous(row)
    yield from _shared_names(tables)


def _countries(schema: Schema, row: Row, known: set[str]) -> Iterator[Finding]:
    for column in schema.countries:
        for code in row.items(column):
            if code not in known:
                yield at(row, f"column {column!r} has {code!r}, which is no id of {STATES.name}", "use the id of a state")


def _states(rows: Iterable[Row]) -> Iterator[Finding]:
    for row in rows:
        if not re.fullmatch(r"[A-Z]{3}", row.cells["id"]):
            yield at(row, f"the id {row.cells['id']!r} is not three capital letters", "use ISO 3166 alpha-3")


def _ambiguous(row: Row) -> Iterator[Finding]:
    """Check that what is said to be ambiguous is a name of the row, spelled alike."""
    own = _names(row)
    for name in _listed(row):
        if name not in own:
            yield at(row, f"{name!r} is called ambiguous, but is no name of this row", "add it to the aliases, or correct its spelling")


def _members(row: Row, known: set[str]) -> Iterator[Finding]:
    periods: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for item in row.items("members"):
        match = _MEMBER.fullmatch(item)
        start, end = (match["from"] or "", match["to"] or "") if match else ("", "")
        if match is None or (":" in item and not start and not end) or not all(is_date(day) for day in (start, end) if day):
            yield at(row, f"the member {item!r} cannot be read", "write GBR, GBR:1973-01-01-2020-01-31, FIN:2023-04-04- or SUN:-1991-12-26")
            continue
        if match["id"] not in known:
            yield at(row, f"the member {match['id']!r} is no id of {STATES.name}", "use the id of a state")
        if not in_order(start, end):
            yield at(row, f"the member {item!r} leaves before it enters", "correct the dates")
        if any(earliest(start) < latest(other_end) and earliest(other_start) < latest(end) for other_start, other_end in periods[match["id"]]):
            yield at(row, f"the member {match['id']!r} stands twice for the same time", "keep one, or give each its dates")
        periods[match["id"]].append((start, end))


def _ids(tables: Mapping[str, Table]) -> Iterator[Finding]:
    first: dict[str, Row] = {}
    for schema in (STATES, IGOS, ORGANISATIONS, OUTLETS, PEOPLE):
        for row in tables[schema.name].rows:
            other = first.setdefault(row.cells["id"], row)
            if other.table != row.table:
                yield at(row, f"the id {row.cells['id']!r} is also that of {other.table}:{other.line}", "give one of them another id")


def _offices(offices: Iterable[Row], people: Iterable[Row]) -> Iterator[Finding]:
    persons = {_person(row.cells["id"]) for row in people}
    terms: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in offices:
        if _person(row.cells["person"]) not in persons:
            yield at(row, f"the person {row.cells['person']!r} is not in {PEOPLE.name}", "add the person, or correct the id")
        if not row.cells["country"] and not row.cells["org"]:
            yield at(row, f"the office {row.cells['office']!r} is of no country and no organisation", "fill in country or org")
        if not row.cells["uncertain"] and all(is_date(row.cells[column]) for column in ("from", "to") if row.cells[column]):
            terms[row.cells["office"], row.cells["country"], row.cells["org"]].append(row)
    for (office, country, org), rows in terms.items():
        if office in SINGLE_HOLDER and country and not org:
            for one, other in combinations(rows, 2):
                both = overlap(one, other)
                if both:
                    who = f"{one.cells['person']} (line {one.line}) and {other.cells['person']} are both {office} of {country}"
                    until = "on" if both[1] == date.max else f"to {both[1]}"
                    cause = f"{who} from {both[0]} {until}"
                    yield at(other, cause, "correct the dates, or say under uncertain which of them is")


def _person(text: str) -> str:
    return text.removeprefix("person:")


def overlap(one: Row, other: Row) -> tuple[date, date] | None:
    """Return from when to when two terms overlap by more than `OVERLAP_DAYS`.

    A date of a year or a month means whichever of its days makes them overlap least; one that is missing is open.
    """
    start = max(latest(row.cells["from"]) if row.cells["from"] else date.min for row in (one, other))
    end = min(earliest(row.cells["to"]) if row.cells["to"] else date.max for row in (one, other))
    return (start, end) if start < end and (end - start).days > OVERLAP_DAYS else None


def _shared_names(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield the names of two actors that have no rule: neither `ambiguous`, nor years that do not meet, nor one country."""
    owners: dict[str, list[Named]] = defaultdict(list)
    for schema in SCHEMAS:
        for row in tables[schema.name].rows if schema.name in _NAMED else ():
            one = _named(row)
            for name in one.names:
                owners[name].append(one)
    for name, named in owners.items():
        for one, other in combinations(named, 2):
            if _needs_rule(name, one, other):
                where = f"{one.id} ({one.row.table}:{one.row.line})"
                both = " in both" if one.row.table == other.row.table == STATES.name else ""
                column = "ambiguous" if STATES.name in (one.row.table, other.row.table) else 'note, as "ambiguous: NAME"'
                yield at(other.row, f"the name {name!r} of {other.id} is also one of {where}", f"remove it from one, or list it{both} under {column}")


def _named(row: Row) -> Named:
    names = _names(row)
    if row.table == PEOPLE.name:
        names = {name for name in names if " " in name}  # lone surnames are shared by nature and are looked up with their bearer only
    countries = {row.cells["id"]} if row.table == STATES.name else set(row.items("country"))
    identifier = row.cells.get("id") or row.cells["name"]
    start, end = row.cells.get("from", ""), row.cells.get("to", "")
    return Named(row, identifier, frozenset(map(fold, names)), frozenset(countries), start, end, frozenset(map(fold, _listed(row))))


def _names(row: Row) -> set[str]:
    return {row.cells["name"], *(name for column in _NAMED[row.table] for name in row.items(column))}


def _listed(row: Row) -> tuple[str, ...]:
    """Return the names that the column `ambiguous` or a note ("ambiguous: DPP, CPP (also …); …") lists."""
    match = _AMBIGUOUS_NOTE.search(row.cells["note"])
    text = match[1] if match else ""
    bracketed = [name for name in sorted(_names(row)) if "(" in name and name in text]  # a name's own brackets are no remark
    for name in bracketed:
        text = text.replace(name, "")
    noted = (name.strip() for name in re.sub(r"\([^)]*\)", "", text).split(","))
    return (*row.items("ambiguous"), *bracketed, *(name for name in noted if name))


def _needs_rule(name: str, one: Named, other: Named) -> bool:
    if one.row is other.row or one.countries & other.countries:
        return False
    listed = [name in named.ambiguous for named in (one, other)]
    if all(listed) or (any(listed) and not one.row.table == other.row.table == STATES.name):
        return False
    days = [day for day in (one.start, one.end, other.start, other.end) if day]
    return not all(map(is_date, days)) or (earliest(one.start) < latest(other.end) and earliest(other.start) < latest(one.end))


def fold(name: str) -> str:
    """Return the name without diacritics and with straight apostrophes; capital letters are kept."""
    bare = "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare).replace("’", "'").replace("‘", "'")
