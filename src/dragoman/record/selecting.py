"""What a user asks for, as SQL. Values are always bound, never written into the statement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.errors import InputError
from dragoman.record.columns import first_day, last_day, name_key
from dragoman.record.schema import DEBTORS

DAY = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
TERM = re.compile(r'"([^"]*)"|(\S+)')

NOTHING = '""'
"""An FTS5 expression that no text fits."""

# One of them on each side, in either direction; or, where an event has no recipients because all who meet are its actors, both of them there.
PAIR = """(EXISTS (SELECT 1 FROM claim_actor a JOIN claim_actor b ON b.claim = a.claim AND b.side <> a.side
    WHERE a.claim = claim.number AND {a} AND {b})
OR (claim.kind = 'event' AND NOT EXISTS (SELECT 1 FROM claim_actor WHERE claim = claim.number AND side = 2)
    AND EXISTS (SELECT 1 FROM claim_actor a JOIN claim_actor b ON b.claim = a.claim AND b.position <> a.position
        WHERE a.claim = claim.number AND {a} AND {b})))"""


# The names that have some words in a row: each name once, from one to the next by the index.
NAMED = """WITH RECURSIVE each (name) AS (SELECT min(name_key) FROM {table} UNION ALL
    SELECT (SELECT min(name_key) FROM {table} WHERE name_key > each.name) FROM each WHERE each.name IS NOT NULL)
    SELECT name FROM each WHERE instr(' ' || name || ' ', ?) > 0"""


@dataclass(frozen=True, slots=True)
class Selection:
    """The conditions of a question; None (or nothing in a tuple) asks for nothing. `record.filters` makes it of what users write."""

    kind: str | None = None
    actor: str | None = None
    pair: tuple[str, str] | None = None
    since: str | None = None
    until: str | None = None
    text: str | None = None
    by: str | None = None
    about: str | None = None
    to: str | None = None
    """Who is told (statements), receives or owes (flows), or is acted upon."""
    min_confidence: float | None = None
    """Claims that are less sure are left out; those that nothing is said of (statements, relations) stay."""
    giver: str | None = None
    """Who acts or speaks; of flows who gives, lends, sells or is owed."""
    types: tuple[str, ...] = ()
    mode: str | None = None
    stance: str | None = None
    """How the speaker of a statement puts it, or any source of a claim."""
    polarity: str | None = None
    modality: str | None = None
    verdict: str | None = None
    """Of claims that a finding joins: whether they agree, contradict or cannot be compared on some field."""
    precision: str | None = None
    outlet: str | None = None
    not_how: str | None = None
    """Claims with an actor that was resolved so (`context`) are left out."""
    newest: bool = False
    """The latest day first."""
    after: Cursor | None = None
    """Only what follows this place in the order."""
    same: tuple[tuple[str, str], ...] = ()
    """Other ids of actors that are asked for: the id asked for and the other one (see `running.same`)."""

    def ids_of(self, actor: str) -> tuple[str, ...]:
        """All ids under which an actor is looked for."""
        return (actor.strip(), *(other for one, other in self.same if one == actor.strip()))


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the order of claims: first day (empty where unknown), article, position in it."""

    day: str
    article: str
    position: int


EVERYTHING = Selection()


@dataclass(frozen=True, slots=True)
class Condition:
    """A `WHERE` clause, or nothing, and the values for its question marks."""

    where: str
    values: tuple[object, ...]


class _Conditions:
    """Conditions as they come, with their values."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.values: list[object] = []

    def add(self, part: str, *values: object) -> None:
        self.parts.append(part)
        self.values += values


def select(selection: Selection) -> Condition:
    """Return the SQL condition on `claim` for a selection."""
    asked = _Conditions()
    _add_columns(selection, asked)
    _add_actors(selection, asked)
    expression = match_expression(selection.text)
    if expression is not None:
        asked.add("claim.number IN (SELECT rowid FROM claim_text WHERE claim_text MATCH ?)", expression)
    if selection.after is not None:
        _add_cursor(selection.after, asked, newest=selection.newest)
    return Condition("WHERE " + " AND ".join(asked.parts) if asked.parts else "", tuple(asked.values))


def order(selection: Selection) -> str:
    """Return the `ORDER BY` of a selection; `after` follows it."""
    way = " DESC" if selection.newest else ""
    return f"ORDER BY claim.first_day{way}, claim.article{way}, claim.position{way}"


def _add_columns(selection: Selection, asked: _Conditions) -> None:
    for column in ("kind", "polarity", "modality"):
        if (value := getattr(selection, column)) is not None:
            asked.add(f"claim.{column} = ?", value)
    for path, value in (("mode", selection.mode), ("date.precision", selection.precision)):
        if value is not None:
            asked.add(f"json_extract(claim.json, '$.{path}') = ?", value)
    if selection.types:
        asked.add(f"claim.type COLLATE NOCASE IN ({', '.join('?' * len(selection.types))})", *selection.types)
    if selection.since is not None:
        asked.add("claim.last_day >= ?", first_day(checked_day(selection.since, "since")))
    if selection.until is not None:
        asked.add("claim.first_day <= ?", last_day(checked_day(selection.until, "until")))
    if selection.min_confidence is not None:
        asked.add("coalesce(json_extract(claim.json, '$.confidence'), 1.0) >= ?", selection.min_confidence)
    if selection.not_how is not None:
        asked.add("instr(claim.json, ?) = 0", f'"how":"{selection.not_how}"')
    if selection.outlet is not None:
        asked.add("claim.article IN (SELECT id FROM article WHERE instr(lower(outlet), lower(?)) > 0)", selection.outlet.strip())
    if selection.verdict is not None:
        asked.add("claim.id IN (SELECT spot.claim FROM spot JOIN finding ON finding.id = spot.finding WHERE finding.verdict = ?)", selection.verdict)
    if selection.stance is not None:
        asked.add(
            "(json_extract(claim.json, '$.stance') = ? OR EXISTS (SELECT 1 FROM source WHERE source.claim = claim.number AND source.stance = ?))",
            *(selection.stance,) * 2,
        )


def _add_actors(selection: Selection, asked: _Conditions) -> None:
    if selection.actor is not None:
        condition, names = actor_condition("claim_actor", *selection.ids_of(selection.actor))
        asked.add(f"claim.number IN (SELECT claim FROM claim_actor WHERE {condition})", *names)
    if selection.pair is not None:
        first, second = (selection.ids_of(actor) for actor in selection.pair)
        one, names_one = actor_condition("a", *first)
        other, names_other = actor_condition("b", *second)
        # The list of claims of one of the two first: it has an index, and the pair is then looked for in few claims.
        found, names_found = actor_condition("claim_actor", *first)
        asked.add(f"claim.number IN (SELECT claim FROM claim_actor WHERE {found})", *names_found)
        asked.add(PAIR.format(a=one, b=other), *names_one, *names_other, *names_one, *names_other)
    for side, name in ((1, selection.giver), (2, selection.to)):
        if name is not None:
            condition, names = named_condition("claim_actor", *selection.ids_of(name))
            asked.add(
                f"claim.number IN (SELECT claim FROM claim_actor JOIN claim flow ON flow.number = claim_actor.claim WHERE {condition}"
                f" AND side = CASE WHEN flow.kind = 'flow' AND flow.type IN {DEBTORS} THEN {3 - side} ELSE {side} END)",
                *names,
            )
    if selection.by is not None:
        condition, names = named_condition("claim_actor", *selection.ids_of(selection.by))
        asked.add(f"claim.number IN (SELECT claim FROM claim_actor WHERE role = 'speaker' AND {condition})", *names)
    if selection.about is not None:
        condition, names = named_condition("claim_about", *selection.ids_of(selection.about))
        asked.add(
            f"(claim.number IN (SELECT claim FROM claim_about WHERE {condition})"
            " OR claim.number IN (SELECT rowid FROM claim_text WHERE claim_text MATCH ?))",
            *names,
            f"content : ({match_expression(selection.about) or NOTHING})",
        )


def _add_cursor(after: Cursor, asked: _Conditions, *, newest: bool) -> None:
    """Days that are unknown are the first of the order, and the last of the reverse."""
    place = (after.article, after.position)
    if not after.day:
        known = "" if newest else "claim.first_day IS NOT NULL OR "
        undated = "claim.first_day IS NULL AND " if newest else ""
        asked.add(f"({known}({undated}(claim.article, claim.position) {'<' if newest else '>'} (?, ?)))", *place)
        return
    unknown = " OR claim.first_day IS NULL" if newest else ""
    asked.add(f"((claim.first_day, claim.article, claim.position) {'<' if newest else '>'} (?, ?, ?){unknown})", after.day, *place)


def actor_condition(table: str, actor: str, *same: str) -> tuple[str, tuple[object, ...]]:
    """Return the condition that a row of `table` names `actor`: its id (or one of `same`), its country or its name, in any case."""
    key = actor.strip()
    return f"({_id_in(table, same)} OR {table}.country = ? OR {table}.name_key = ?)", (key, *same, key, name_key(actor))


def named_condition(table: str, actor: str, *same: str) -> tuple[str, tuple[object, ...]]:
    """Return the condition that a row of `table` names `actor`, or has all of it, in a row, as words of its name ("Rivas", "finance ministry")."""
    key = actor.strip()
    if not key:
        return "FALSE", ()
    names = f"{table}.name_key IN ({NAMED.format(table=table)})"
    return f"({_id_in(table, same)} OR {table}.country = ? OR {names})", (key, *same, key, f" {name_key(actor)} ")


def _id_in(table: str, same: Sequence[str]) -> str:
    return f"{table}.actor_id IN (?{', ?' * len(same)})" if same else f"{table}.actor_id = ?"


def checked_day(value: str, name: str) -> str:
    """Return a day, a month or a year in ISO form, or raise `InputError`: compared as text, any other word would give nonsense."""
    day = value.strip()
    try:
        if DAY.fullmatch(day):
            date.fromisoformat(first_day(day))
            return day
    except ValueError:
        pass  # the one error below serves a day that does not exist as well as one in another form
    raise InputError(f"--{name}", f"{value!r} is not a date", "Write it as YYYY, YYYY-MM or YYYY-MM-DD")


def match_expression(text: str | None) -> str | None:
    """Return what a user typed as an FTS5 expression that always parses: each word and phrase quoted, all of them wanted.

    None means no condition; words that are only signs match nothing, as no text has them in its index.
    """
    if text is None or not text.strip():
        return None
    terms = [phrase or word for phrase, word in TERM.findall(text.replace("\x00", " "))]
    quoted = ['"' + term.replace('"', "") + '"' for term in terms if any(letter.isalnum() for letter in term)]
    return " ".join(quoted) or NOTHING
