"""What of a claim is kept in columns beside its JSON, so that it can be found."""

from __future__ import annotations

import calendar
import unicodedata
from collections.abc import Iterator

from dragoman.domain import ActorRef, Event, Flow, Relation, Statement
from dragoman.record.encoding import AnyClaim

OPEN_START, OPEN_END = "0000-01-01", "9999-12-31"


def type_of(claim: AnyClaim) -> str:
    """Return the event's type, the flow's or the relation's; a statement's way of quoting."""
    match claim:
        case Event():
            return claim.type
        case Flow():
            return claim.flow_type
        case Relation():
            return claim.relation
        case Statement():
            return claim.quote


def content_of(claim: AnyClaim) -> str | None:
    """Return the words of a statement."""
    return claim.content.text if isinstance(claim, Statement) else None


def actors_of(claim: AnyClaim) -> Iterator[tuple[str, int, int, ActorRef]]:
    """Yield role, side, position and actor: 1 acts, speaks, gives or is; 2 is whom it is done to, told, given or of; 3 answers for it."""
    for role, side, actors in sides(claim):
        for position, actor in enumerate(actors):
            if actor is not None:
                yield role, side, position, actor


def about_of(claim: AnyClaim) -> tuple[ActorRef, ...]:
    """Return the actors that the words of a statement name."""
    return claim.about if isinstance(claim, Statement) else ()


def sides(claim: AnyClaim) -> tuple[tuple[str, int, tuple[ActorRef | None, ...]], ...]:
    """Return the sides of a claim with the names of their roles."""
    match claim:
        case Event():
            return (("actor", 1, claim.actors), ("recipient", 2, claim.recipients))
        case Statement():
            return (("speaker", 1, (claim.speaker,)), ("addressee", 2, claim.addressees))
        case Flow():
            return (("provider", 1, (claim.provider,)), ("recipient", 2, (claim.recipient,)), ("guarantor", 3, (claim.guarantor,)))
        case Relation():
            return (("subject", 1, (claim.subject,)), ("object", 2, (claim.object,)))


def days_of(claim: AnyClaim, published: str | None) -> tuple[str | None, str | None]:
    """Return the first and last day that a claim is about: its date, else its period, else its day, else the day of publication."""
    spans: list[tuple[str | None, str | None]] = []
    if claim.date is not None:
        spans.append((claim.date.start, claim.date.end))
    if isinstance(claim, Flow | Relation) and claim.period is not None:
        spans.append((claim.period.start, claim.period.end))
    if isinstance(claim, Flow):
        spans.append((claim.as_of, claim.as_of))
    spans.append((published, published))
    for start, end in spans:
        if start is not None or end is not None:
            return (first_day(start) if start else OPEN_START, last_day(end) if end else OPEN_END)
    return None, None


def first_day(printed: str) -> str:
    """Return the first day of a year, a month or a day in ISO form: `1999` is `1999-01-01`."""
    if len(printed) == 4:
        return f"{printed}-01-01"
    return f"{printed}-01" if len(printed) == 7 else printed[:10]


def last_day(printed: str) -> str:
    """Return the last day of a year, a month or a day in ISO form: `1999-02` is `1999-02-28`."""
    if len(printed) == 4:
        return f"{printed}-12-31"
    if len(printed) == 7 and printed[:4].isdigit() and printed[5:].isdigit() and 1 <= int(printed[5:]) <= 12 and int(printed[:4]):
        return f"{printed}-{calendar.monthrange(int(printed[:4]), int(printed[5:]))[1]:02}"
    return printed[:10]


def name_key(name: str) -> str:
    """Return a name as it is compared: without regard to case, to accents and to how its spaces are set."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())
