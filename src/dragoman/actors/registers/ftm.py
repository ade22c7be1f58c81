"""FollowTheMoney entities, one JSON object a line, as OpenSanctions and Aleph export them; occupancies may be nested in their holder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, BinaryIO

import msgspec

from dragoman.actors.registers import codes
from dragoman.actors.registers.model import Actor, Bond, Item, Passed, Post, Term, Tie
from dragoman.actors.registry import Kind
from dragoman.errors import InputError

MAX_LINE = 16_000_000
NESTED = {
    "positionOccupancies": "holder", "occupancies": "post", "holder": "", "post": "",
    "ownershipOwner": "owner", "ownershipAsset": "asset", "owner": "", "asset": "",
    "directorshipDirector": "director", "directorshipOrganization": "organization", "director": "", "organization": "",
    "sanctions": "entity", "entity": "",
}  # fmt: skip
"""Properties that may hold whole entities -> what the entity around is to them."""
BONDS: Mapping[str, tuple[Bond | None, str, str, tuple[str, ...]]] = {
    "Occupancy": (None, "holder", "post", ()),
    "Ownership": ("owns", "owner", "asset", ("percentage", "role")),
    "Directorship": ("directs", "director", "organization", ("role",)),
    "Sanction": ("sanction", "entity", "", ("authority", "program", "reason")),
}
"""Schemata that tie one entity to another, or say something of it: the bond (none is a term), both ends, the properties whose words are kept."""
LONGEST = 300
WEAK = ("weakAlias", "abbreviation")


def rows(stream: BinaryIO, name: str) -> Iterator[tuple[str, Any] | InputError]:
    """Read entities, each with where it stands; `name` is the file's in messages."""
    number = 0
    while line := stream.readline(MAX_LINE):
        number += 1
        where = f"{name}:{number}"
        if len(line) == MAX_LINE and not line.endswith(b"\n"):
            while (more := stream.readline(1 << 20)) and not more.endswith(b"\n"):
                pass
            yield InputError(where, f"the line is longer than {MAX_LINE // 1_000_000} MB", "Split the file; an entity is one line")
        elif line.strip():
            try:
                yield where, msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"))
            except (ValueError, RecursionError) as error:
                yield InputError(where, f"it is no JSON ({str(error)[:80]})", "An entity is one JSON object on one line, UTF-8")


def entity_items(entity: Any) -> Iterator[Item]:
    """Return what one entity gives. Raises ValueError that names what is wrong."""
    if not isinstance(entity, dict) or not isinstance(entity.get("schema"), str):
        raise ValueError('it is no entity: "id", "schema" and "properties" are needed')
    if not isinstance(entity.get("id"), str) or not entity["id"].strip():
        raise ValueError('the entity has no "id"')
    properties = entity.get("properties")
    if not isinstance(properties, dict):
        raise ValueError('the entity has no "properties"')
    schema, identifier = entity["schema"], entity["id"].strip()
    for key, role in NESTED.items():
        for nested in _listed(properties, key) if key in properties else ():
            if isinstance(nested, dict):
                yield from entity_items(_back(nested, role, identifier))
    described = codes.mapping("ftm", "schemata").get(schema)
    if described is not None:
        yield _actor(identifier, entity, properties, described)
        yield from (Tie(identifier, "topic", words=topic) for topic in _texts(properties, "topics"))
        yield from (Tie(identifier, "same", f"wikidata:{other}") for other in _texts(properties, "wikidataId"))
    elif schema == "Position":
        country = codes.first_country(_texts(properties, "country"))
        label = next(iter(_texts(properties, "name")), "") or _caption(entity)
        if not label:
            raise ValueError("the position has no name")
        office, sector = codes.office(label, country)
        yield Post(identifier, office, country, sector or codes.topic_sector(_texts(properties, "topics"), person=False))
    elif schema in BONDS:
        yield from _bound(schema, identifier, properties)
    else:
        yield Passed(schema)


def _back(nested: dict[str, Any], role: str, identifier: str) -> dict[str, Any]:
    """Return a nested occupancy with the entity that it stands in as its holder or post, where it does not repeat that."""
    properties = nested.get("properties")
    if not role or not isinstance(properties, dict) or properties.get(role):
        return nested
    return nested | {"properties": properties | {role: [identifier]}}


def _actor(identifier: str, entity: Mapping[str, Any], properties: Mapping[str, Any], described: str) -> Actor:
    kind, _, sector = described.partition(" ")
    known: Kind = "person" if kind == "person" else "organisation"
    caption = _caption(entity)
    stated = _texts(properties, "name")
    names = [name for name in dict.fromkeys((caption, *stated, *_texts(properties, "alias"), *_texts(properties, "previousName"))) if name]
    if not stated and not caption:
        raise ValueError(f"the {entity['schema']} has no name")
    country = None
    for key in ("country", "nationality", "citizenship", "jurisdiction"):
        country = country or codes.first_country(_texts(properties, key))
    born, gone = codes.span(_texts(properties, "birthDate" if known == "person" else "incorporationDate")[:1], _texts(properties, "dissolutionDate"))
    found = codes.topic_sector(_texts(properties, "topics"), person=known == "person")
    surname = next(iter(_texts(properties, "lastName")), None)
    weak = tuple(text for key in WEAK for text in _texts(properties, key))
    gender = codes.gender_of(_texts(properties, "gender"))
    return Actor(identifier, tuple(names), known, country, found or sector or None, gender, surname, weak, born, gone)


def _bound(schema: str, identifier: str, properties: Mapping[str, Any]) -> Iterator[Term | Tie]:
    """Return the terms of an occupancy, or the ties of what else joins one entity to another."""
    bond, one, other, told = BONDS[schema]
    subjects, others = _ids(properties, one), _ids(properties, other) if other else [None]
    if not subjects or not others:
        raise ValueError(f"the {schema.lower()} {identifier} has no {other if subjects else one}")
    words = ", ".join(dict.fromkeys(text for key in told for text in _texts(properties, key)))[:LONGEST]
    time = codes.span(_texts(properties, "startDate"), _texts(properties, "endDate"))
    for subject, bound in product(subjects, others):
        yield Tie(subject, bond, bound, words, *time) if bond else Term(subject, "", bound, None, None, *time)


def _caption(entity: Mapping[str, Any]) -> str:
    caption = entity.get("caption")
    return caption.strip() if isinstance(caption, str) else ""


def _listed(properties: Mapping[str, Any], key: str) -> list[Any]:
    value = properties.get(key)
    return value if isinstance(value, list) else [] if value is None else [value]


def _texts(properties: Mapping[str, Any], key: str) -> list[str]:
    return [] if key not in properties else [value.strip() for value in _listed(properties, key) if isinstance(value, str) and value.strip()]


def _ids(properties: Mapping[str, Any], key: str) -> list[str]:
    found = [value.get("id") if isinstance(value, dict) else value for value in _listed(properties, key)]
    return [value.strip() for value in found if isinstance(value, str) and value.strip()]
