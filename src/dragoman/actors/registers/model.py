"""What a register of actors gives, whatever its format: actors, posts, terms of office, nouns with a sector, and lines that are refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from dragoman.actors.registry import Kind
from dragoman.errors import InputError

Format = Literal["ftm", "wikidata", "petrarch-actors", "petrarch-agents", "csv"]
FORMATS: tuple[Format, ...] = ("ftm", "wikidata", "petrarch-actors", "petrarch-agents", "csv")


@dataclass(frozen=True, slots=True)
class Role:
    """What an actor is from one ISO date to another, both inclusive, None is open; a role without dates holds where no dated one does."""

    country: str | None
    sector: str | None
    from_: str | None = None
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor of a register. `id` is the register's own, `names` begin with the one to show, `weak` are names that its source distrusts.

    `caseless` names are printed in capitals only, as PETRARCH does. `from_`/`to` bound the time in which the actor can be meant.
    """

    id: str
    names: tuple[str, ...]
    kind: Kind
    country: str | None = None
    sector: str | None = None
    gender: str | None = None
    surname: str | None = None
    weak: tuple[str, ...] = ()
    from_: str | None = None
    to: str | None = None
    roles: tuple[Role, ...] = ()
    caseless: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """A position that terms refer to by `id`; `office` as the registry names offices (`foreign minister`)."""

    id: str
    office: str
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One term: `holder` is an actor's id, `post` a post's id or None where `office` says it. Dates are ISO, None is open."""

    holder: str
    office: str = ""
    post: str | None = None
    country: str | None = None
    sector: str | None = None
    from_: str | None = None
    to: str | None = None


Bond = Literal["topic", "sanction", "owns", "directs", "same"]


@dataclass(frozen=True, slots=True)
class Tie:
    """What a register says of an actor beside who it is: claims of that register, shown and never coded.

    `subject` is the actor's id in the register, `other` that of who is owned or directed or an id elsewhere (`same`), `words` the topic
    (`role.pep`), the sanction's authority and programme, the share or the role. Dates are ISO, None is open.
    """

    subject: str
    bond: Bond
    other: str | None = None
    words: str = ""
    from_: str | None = None
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Noun:
    """A common noun that stands for an actor (`policeman`), in lower case. `plurals` is None for the regular one, empty for none."""

    noun: str
    sector: str
    plurals: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Passed:
    """A line that is in order and tells of no actor (an address, a vessel)."""

    what: str


Item: TypeAlias = Actor | Post | Term | Tie | Noun | Passed | InputError


@dataclass(slots=True)
class Counts:
    """What an import came to. `left_out` counts names by the rule that keeps them out of running text."""

    entries: int = 0
    forms: int = 0
    offices: int = 0
    words: int = 0
    ties: int = 0
    refused: int = 0
    passed: int = 0
    homeless: int = 0
    """Terms whose holder or post the file does not have."""
    left_out: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Register:
    """One imported register, as `dragoman actors registers` lists it. `imported` is an ISO time in UTC."""

    name: str
    source: str
    format: str
    imported: str
    counts: Counts
