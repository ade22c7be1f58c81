"""What reconciling has found so far, kept in the record, so that a new article is compared with its neighbours only.

Only SQL is here: what is compared with what, and what the result means, is decided by those who call it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from dragoman.domain import Finding, Judgement

Place = tuple[str, str, int, str]
Pair = tuple[int, int]
CHUNK = 500
"""How many values one statement asks for; SQLite allows 999 in its oldest versions."""


@dataclass(frozen=True, slots=True)
class StoredSpot:
    """What places a claim within its blocks. `number` is its name here; `place` its publication, article, start and id."""

    number: int
    kind: str
    place: Place
    anchor: int
    sketch: int
    several: bool


@dataclass(frozen=True, slots=True)
class ToldClaim:
    """A claim's JSON and what is known of its article."""

    claim: dict[str, Any]
    article: str
    outlet: str | None
    published: str | None


class Reconciled:
    """The tables of reconciling, within a transaction of the writer."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use the writer's connection."""
        self._connection = connection

    def start_anew(self, digest: str) -> None:
        """Forget everything and take all claims as new, where the findings were made with other tables than those of `digest`."""
        run = self._connection.execute
        if run("SELECT digest FROM made_with").fetchone() == (digest,):
            return
        for table in ("spot", "block", "compared", "finding", "made_with"):
            run(f"DELETE FROM {table}")
        run("INSERT INTO made_with VALUES (?)", (digest,))
        run("INSERT OR IGNORE INTO pending SELECT id FROM claim")

    def pending(self) -> tuple[str, ...]:
        """The ids of claims that came, went or were judged since the last time."""
        return tuple(row[0] for row in self._connection.execute("SELECT claim FROM pending ORDER BY claim"))

    def settle(self) -> None:
        """Say that nothing is pending any more."""
        self._connection.execute("DELETE FROM pending")

    def judgements(self) -> tuple[Judgement, ...]:
        """All that users decided, by number."""
        return tuple(map(judgement_of, self._connection.execute(f"{JUDGEMENT} ORDER BY number")))

    def claims(self, ids: Sequence[str]) -> Iterator[ToldClaim]:
        """The claims among these ids that the record has."""
        sql = "SELECT claim.json, claim.article, article.outlet, article.published FROM claim JOIN article ON article.id = claim.article"
        for row in self._many(f"{sql} WHERE claim.id IN", ids):
            yield ToldClaim(msgspec.json.decode(row[0]), *row[1:])

    def article_text(self, article: str) -> tuple[str, str | None, str | None]:
        """Text, outlet and day of publication of an article."""
        row = self._connection.execute("SELECT text, outlet, published FROM article WHERE id = ?", (article,)).fetchone()
        return (str(row[0]), row[1], row[2])

    def spots(self, ids: Sequence[str]) -> tuple[StoredSpot, ...]:
        """The spots of these claims."""
        return tuple(map(spot_of, self._many(f"{SPOT} WHERE claim IN", ids)))

    def spots_at(self, numbers: Sequence[int]) -> tuple[StoredSpot, ...]:
        """The spots with these numbers."""
        return tuple(map(spot_of, self._many(f"{SPOT} WHERE number IN", numbers)))

    def add_spots(self, spots: Iterable[tuple[str, Place, int, int, bool]]) -> tuple[StoredSpot, ...]:
        """Give each (kind, place, anchor, sketch, several) a number of its own, one that was never used."""
        made = []
        for kind, place, anchor, sketch, several in spots:
            cursor = self._connection.execute(
                "INSERT INTO spot (claim, kind, published, article, start, anchor, sketch, several) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (place[3], kind, *place[:3], anchor, sketch, several),
            )
            made.append(StoredSpot(int(cursor.lastrowid or 0), kind, place, anchor, sketch, several))
        return tuple(made)

    def remove_spots(self, numbers: Sequence[int]) -> None:
        """Forget spots, their blocks, what they were compared with and the findings that they were in."""
        rows = [(number,) for number in numbers]
        self._connection.executemany("DELETE FROM finding WHERE id = (SELECT finding FROM spot WHERE number = ?)", rows)
        for sql in ("spot WHERE number", "block WHERE spot", "compared WHERE one", "compared WHERE other"):
            self._connection.executemany(f"DELETE FROM {sql} = ?", rows)

    def keys_of(self, numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
        """The blocks of spots: number, key."""
        return self._many("SELECT spot, key FROM block WHERE spot IN", numbers)

    def add_keys(self, rows: Iterable[tuple[str, int]]) -> None:
        """Put spots into blocks: key, number."""
        self._connection.executemany("INSERT OR IGNORE INTO block (key, spot) VALUES (?, ?)", rows)

    def block(self, key: str) -> list[StoredSpot]:
        """The spots of a block."""
        return list(map(spot_of, self._connection.execute(f"{SPOT} JOIN block ON block.spot = spot.number WHERE block.key = ?", (key,))))

    def times(self, pair: Pair) -> int:
        """In how many ways two spots are near; 0 where they were not compared."""
        row = self._connection.execute("SELECT times FROM compared WHERE one = ? AND other = ?", pair).fetchone()
        return int(row[0]) if row else 0

    def set_times(self, rows: Iterable[tuple[int, Pair]]) -> None:
        """Keep in how many ways pairs are near."""
        self._connection.executemany("UPDATE compared SET times = ? WHERE one = ? AND other = ?", ((times, *pair) for times, pair in rows))

    def add_compared(self, rows: Iterable[tuple[int, int, int, float, bool, bool]]) -> None:
        """Keep the results of comparing: one, other, times, score, veto, joins."""
        self._connection.executemany("INSERT INTO compared (one, other, times, score, veto, joins) VALUES (?, ?, ?, ?, ?, ?)", rows)

    def remove_compared(self, pairs: Iterable[Pair]) -> None:
        """Forget pairs that are no longer near."""
        self._connection.executemany("DELETE FROM compared WHERE one = ? AND other = ?", pairs)

    def together(self, numbers: Sequence[int]) -> set[int]:
        """The spots that stand in one finding with any of these."""
        findings = {row[0] for row in self._many("SELECT finding FROM spot WHERE finding IS NOT NULL AND number IN", numbers)}
        return {row[0] for row in self._many("SELECT number FROM spot WHERE finding IN", sorted(findings))}

    def neighbours(self, number: int, *, joining: bool) -> list[int]:
        """The spots that one was compared with, or only those that it joins."""
        joins = " AND joins" if joining else ""
        sql = f"SELECT other FROM compared WHERE one = ?{joins} UNION ALL SELECT one FROM compared WHERE other = ?{joins}"
        return [row[0] for row in self._connection.execute(sql, (number, number))]

    def results(self, number: int) -> Iterator[tuple[int, float, bool]]:
        """What one spot was compared with, as the first of the two: other, score, veto."""
        for other, score, veto in self._connection.execute("SELECT other, score, veto FROM compared WHERE one = ?", (number,)):
            yield other, score, bool(veto)

    def finding(self, finding_id: str) -> Finding | None:
        """A finding that is kept, or None."""
        row = self._connection.execute("SELECT json FROM finding WHERE id = ?", (finding_id,)).fetchone()
        return msgspec.json.decode(row[0], type=Finding) if row else None

    def replace_findings(self, numbers: Sequence[int], findings: Iterable[tuple[Finding, Sequence[int], Place]]) -> None:
        """Put findings (each with its spots and the place of its first claim) in the stead of those that these spots were in."""
        run = self._connection
        old = {row[0] for row in self._many("SELECT DISTINCT finding FROM spot WHERE finding IS NOT NULL AND number IN", numbers)}
        run.executemany("DELETE FROM finding WHERE id = ?", [(one,) for one in old])
        run.executemany("UPDATE spot SET finding = NULL WHERE finding = ?", [(one,) for one in old])
        for finding, spots, place in findings:
            row = (finding.id, finding.kind, *place, finding.verdict, msgspec.json.encode(finding).decode())
            run.execute("INSERT INTO finding (id, kind, published, article, start, claim, verdict, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            run.executemany("UPDATE spot SET finding = ? WHERE number = ?", [(finding.id, number) for number in spots])

    def _many(self, sql: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        for start in range(0, len(values), CHUNK):
            some = values[start : start + CHUNK]
            yield from self._connection.execute(f"{sql} ({', '.join('?' * len(some))})", some)


SPOT = "SELECT number, kind, published, article, start, claim, anchor, sketch, several FROM spot"
JUDGEMENT = "SELECT number, verdict, by, at, claim, other, undoes, note FROM judgement"


def spot_of(row: tuple[Any, ...]) -> StoredSpot:
    """The spot of a row of `SPOT`."""
    return StoredSpot(row[0], row[1], (row[2], row[3], row[4], row[5]), row[6], row[7], bool(row[8]))


def judgement_of(row: tuple[Any, ...]) -> Judgement:
    """The judgement of a row of `JUDGEMENT`."""
    return Judgement(*row)
