"""What a party is called on a page, by its code or id."""

from __future__ import annotations

from dragoman.record.view import RecordView


def name_of(view: RecordView, code: str) -> str:
    """Return the name that the record gives a country or an actor, else the code itself."""
    sql = "SELECT name FROM claim_actor WHERE actor_id = ? LIMIT 1"
    return next((str(row[0]) for row in view.rows(sql, (code,))), code)
