"""Checks of the files by which other people's registers of actors are read: codes of countries, schemata, topics, roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import Any

from dragoman.knowledge.linting_sources import Finding, Schema, at, mapping, read_table, read_toml, unknown_keys

CODES = Schema("actors/country_codes.csv", ("code", "country"), ("code", "country"), unique=("code",))
REGISTERS = "actors/registers.toml"
KINDS = frozenset({"state", "region", "people", "place", "organisation", "igo", "outlet", "person"})
"""The kinds of entries that the registry has."""
TABLES: Mapping[str, tuple[str, ...]] = {"ftm": ("schemata", "topics"), "petrarch": ("roles", "bodies"), "table": ("kinds",)}


def check_registers(root: Traversable, sectors: Iterable[str], countries: Iterable[str]) -> Iterator[Finding]:
    """Check the codes and mappings below `root` against the sectors and countries that there are."""
    table, faults = read_table(root, CODES)
    yield from faults
    known = frozenset(countries)
    for row in table.rows:
        if row.cells["country"] not in known:
            yield at(row, f"the country {row.cells['country']!r} is not in actors/states.csv", "correct it, or remove the line")
    data, faults = read_toml(root, REGISTERS)
    yield from faults
    if not faults:
        yield from _mappings(data, frozenset(sectors))


def _mappings(data: Mapping[str, Any], sectors: frozenset[str]) -> Iterator[Finding]:
    yield from unknown_keys(REGISTERS, "the file", data, TABLES)
    for group, names in TABLES.items():
        found, faults = mapping(REGISTERS, "the file", data, group)
        yield from faults
        yield from unknown_keys(REGISTERS, f"[{group}]", found, names)
        for name in names:
            entries, faults = mapping(REGISTERS, f"[{group}]", found, name)
            yield from faults
            if not faults:
                yield from _entries(f"[{group}.{name}]", name, entries, sectors)


def _entries(where: str, name: str, entries: Mapping[str, Any], sectors: frozenset[str]) -> Iterator[Finding]:
    if name == "bodies":
        if not isinstance(entries.get("words"), str) or not entries["words"].split():
            yield Finding(REGISTERS, None, f"{where} has no words", 'write words = """…"""')
        return
    if not entries:
        yield Finding(REGISTERS, None, f"{where} is missing or empty", "add it")
    for key, value in entries.items():
        kind, _, sector = value.partition(" ") if isinstance(value, str) else ("", "", "")
        if name in {"schemata", "kinds"} and kind not in KINDS:
            yield Finding(REGISTERS, None, f"{where} {key} has the kind {kind!r}", f"write one of {', '.join(sorted(KINDS))}")
        if name == "kinds":
            continue
        wanted = sector if name == "schemata" else value
        if (wanted or name != "schemata") and wanted not in sectors:
            yield Finding(REGISTERS, None, f"{where} {key} has the sector {wanted!r}", f"write one of {', '.join(sorted(sectors))}")
