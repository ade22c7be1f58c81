"""Who is named in a record: whether anybody bears a name, and which names there are."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.record.columns import name_key
from dragoman.record.selecting import named_condition
from dragoman.record.view import RecordView

LAST = "\U0010ffff"
TABLES = ("claim_actor", "claim_about")


def is_named(view: RecordView, actor: str) -> bool:
    """Tell whether an actor of any claim has this as its id, its country, its name or words of its name."""
    for table in TABLES:
        condition, values = named_condition(table, actor)
        if next(view.rows(f"SELECT 1 FROM {table} WHERE {condition} LIMIT 1", values), None):
            return True
    condition, values = named_condition("framing", actor)
    return next(view.rows(f"SELECT 1 FROM framing WHERE {condition} LIMIT 1", values), None) is not None


def names(view: RecordView) -> Iterator[tuple[str, str | None]]:
    """Yield each name that an actor of a claim has, with its country."""
    yield from ((name, country) for name, country in view.rows("SELECT name, max(country) FROM claim_actor GROUP BY name_key"))


def names_like(view: RecordView, beginning: str, limit: int = 20) -> list[str]:
    """Return codes of countries and names of actors that begin so, in any case."""
    key = name_key(beginning)
    sql = """SELECT country FROM (SELECT DISTINCT country FROM claim_actor WHERE country >= ? AND country < ?)
        UNION ALL SELECT name FROM (SELECT min(name) AS name FROM claim_actor WHERE name_key >= ? AND name_key < ? GROUP BY name_key) LIMIT ?"""
    return [row[0] for row in view.rows(sql, (beginning, beginning + LAST, key, key + LAST, limit))]
