"""What mentions and entities are, as plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MentionKind = Literal["named", "titled", "demonym", "role", "metonym", "pronoun", "collective", "adjective", "outlet", "document", "place"]
Number = Literal["sg", "pl", ""]
Gender = Literal["m", "f", "n", ""]


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase that stands for an actor.

    `head` is its head token, `first`..`last` the tokens of its core (inclusive), `start`/`end` the core's code points: title, modifiers and
    name, without article and without what follows the name. `person` is 1, 2 or 3 for pronouns, else 3. `entity` is the index of the
    entity, None where nothing is known to be meant (first and second person, expletives). `partners` are the mentions that a compound or
    coordinated modifier puts beside this one (`China-Venezuela`, `Hungarian and Romanian`), indices of entities, this one's own included.
    """

    sentence: int
    head: int
    first: int
    last: int
    start: int
    end: int
    kind: MentionKind
    number: Number = ""
    gender: Gender = ""
    person: int = 3
    country: str | None = None
    sector: str | None = None
    entity: int | None = None
    how: str = ""
    partners: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """What a cluster of mentions stands for. `members` are the entities of a collective (`the two sides`); else empty."""

    id: str | None
    name: str
    kind: str
    country: str | None = None
    sector: str | None = None
    gender: Gender = ""
    former: bool = False
    members: tuple[int, ...] = ()
    aliases: tuple[str, ...] = ()
    body: int | None = None
    """The entity of the body that a person serves or speaks for, where the article says so."""
