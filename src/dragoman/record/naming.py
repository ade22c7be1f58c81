"""Who is named in a record: whether anybody bears a name, and which names there are."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.record.columns import name_key
from dragoman.record.selecting import actor_condition, named_condition
from dragoman.record.view import RecordView

LAST = "\U0010ffff"
TABLES = ("claim_actor", "claim_about", "framing")


def is_named(view: RecordView, actor: str, *, in_part: bool = False) -> bool:
    """Tell whether any actor of the record has this as its id, its country or its name, or, `in_part`, as words of its name."""
    for table in TABLES:
        condition, values = (named_condition if in_part else actor_condition)(table, actor)
        if next(view.rows(f"SELECT 1 FROM {table} WHERE {condition} LIMIT 1", values), None):
            return True
    return False


def names(view: RecordView) -> Iterator[tuple[str, str | None]]:
    """Yield each name that an actor of a claim has with each of its countries, what is named most first."""
    yield from ((row[0], row[1]) for row in view.rows("SELECT name, country FROM claim_actor GROUP BY name_key, country ORDER BY count(*) DESC"))


def names_like(view: RecordView, beginning: str, limit: int = 20) -> list[str]:
    """Return codes of countries and names of actors that begin so, in any case."""
    key = name_key(beginning)
    sql = """SELECT country FROM (SELECT DISTINCT country FROM claim_actor WHERE country >= ? AND country < ?)
        UNION ALL SELECT name FROM (SELECT min(name) AS name FROM claim_actor WHERE name_key >= ? AND name_key < ? GROUP BY name_key) LIMIT ?"""
    return [row[0] for row in view.rows(sql, (beginning, beginning + LAST, key, key + LAST, limit))]
