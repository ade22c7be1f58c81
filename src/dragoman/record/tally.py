"""Counting what the record holds, in a table that the writer keeps up to date within its transaction."""

from __future__ import annotations

import sqlite3

from dragoman.record.schema import BETWEEN, COUNTED

OF_ARTICLE = COUNTED.format(where="WHERE article = ?")
ADD = f"INSERT INTO tally {OF_ARTICLE} ON CONFLICT DO UPDATE SET n = n + excluded.n, score = score + excluded.score"
TAKE = f"""UPDATE tally SET n = tally.n - told.n, score = tally.score - told.score FROM ({OF_ARTICLE}) told
WHERE tally.one = told.one AND tally.other = told.other AND tally.month = told.month AND tally.dated = told.dated
AND tally.kind = told.kind AND tally.type = told.type AND tally.joint = told.joint"""


def count_in(connection: sqlite3.Connection, article: str) -> None:
    """Count the claims of an article that have come."""
    connection.execute(ADD, (article,))
    connection.execute(f"INSERT INTO between_two {BETWEEN.format(where='WHERE article = ?')}", (article,))


def count_out(connection: sqlite3.Connection, article: str) -> None:
    """Take back what the claims of an article counted, before they go."""
    connection.execute(TAKE, (article,))
    connection.execute("DELETE FROM between_two WHERE claim IN (SELECT number FROM claim WHERE article = ?)", (article,))
    connection.execute("DELETE FROM tally WHERE n = 0")
