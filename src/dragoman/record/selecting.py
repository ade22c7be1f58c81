"""What a user asks for, as SQL. Values are always bound, never written into the statement."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dragoman.errors import InputError
from dragoman.record.columns import first_day, last_day, name_key

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


@dataclass(frozen=True, slots=True)
class Selection:
    """The conditions of a question; None asks for nothing."""

    kind: str | None = None
    actor: str | None = None
    pair: tuple[str, str] | None = None
    since: str | None = None
    until: str | None = None
    text: str | None = None
    by: str | None = None
    about: str | None = None
    to: str | None = None
    min_confidence: float | None = None
    """Claims that are less sure are left out; those that nothing is said of (statements, relations) stay."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A `WHERE` clause, or nothing, and the values for its question marks."""

    where: str
    values: tuple[object, ...]


def select(selection: Selection) -> Condition:
    """Return the SQL condition on `claim` for a selection."""
    parts: list[str] = []
    values: list[object] = []
    if selection.kind is not None:
        parts.append("claim.kind = ?")
        values.append(selection.kind)
    if selection.actor is not None:
        condition, names = actor_condition("claim_actor", selection.actor)
        parts.append(f"claim.number IN (SELECT claim FROM claim_actor WHERE {condition})")  # noqa: S608 - our own words; values are bound
        values += names
    if selection.pair is not None:
        one, names_one = actor_condition("a", selection.pair[0])
        other, names_other = actor_condition("b", selection.pair[1])
        # The list of claims of one of the two first: it has an index, and the pair is then looked for in few claims.
        found, names_found = actor_condition("claim_actor", selection.pair[0])
        parts.append(f"claim.number IN (SELECT claim FROM claim_actor WHERE {found})")  # noqa: S608 - as above
        parts.append(PAIR.format(a=one, b=other))
        values += (*names_found, *names_one, *names_other, *names_one, *names_other)
    if selection.since is not None:
        parts.append("claim.last_day >= ?")
        values.append(first_day(checked_day(selection.since, "since")))
    if selection.until is not None:
        parts.append("claim.first_day <= ?")
        values.append(last_day(checked_day(selection.until, "until")))
    expression = match_expression(selection.text)
    if expression is not None:
        parts.append("claim.number IN (SELECT rowid FROM claim_text WHERE claim_text MATCH ?)")
        values.append(expression)
    for role, asked in (("speaker", selection.by), ("addressee", selection.to)):
        if asked is not None:
            condition, names = named_condition("claim_actor", asked)
            parts.append(f"claim.number IN (SELECT claim FROM claim_actor WHERE role = '{role}' AND {condition})")  # noqa: S608 - as above
            values += names
    if selection.min_confidence is not None:
        parts.append("coalesce(json_extract(claim.json, '$.confidence'), 1.0) >= ?")
        values.append(selection.min_confidence)
    if selection.about is not None:
        condition, names = named_condition("claim_about", selection.about)
        parts.append(
            f"(claim.number IN (SELECT claim FROM claim_about WHERE {condition})"  # noqa: S608 - as above
            " OR claim.number IN (SELECT rowid FROM claim_text WHERE claim_text MATCH ?))"
        )
        values += (*names, f"content : ({match_expression(selection.about) or NOTHING})")
    return Condition("WHERE " + " AND ".join(parts) if parts else "", tuple(values))


def actor_condition(table: str, actor: str) -> tuple[str, tuple[object, ...]]:
    """Return the condition that a row of `table` names `actor`: its id, its country or its name, in any case."""
    key = actor.strip()
    return f"({table}.actor_id = ? OR {table}.country = ? OR {table}.name_key = ?)", (key, key, name_key(actor))


def named_condition(table: str, actor: str) -> tuple[str, tuple[object, ...]]:
    """Return the condition that a row of `table` names `actor`, or has all of it, in a row, as words of its name ("Rivas", "finance ministry")."""
    condition, values = actor_condition(table, actor)
    return f"({condition} OR (? <> '  ' AND instr(' ' || {table}.name_key || ' ', ?) > 0))", (*values, *(f" {name_key(actor)} ",) * 2)


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
