"""Questions that lead from one thing of the record to the next: findings of claims, ids by their beginnings, parties and how much is between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

import msgspec

from dragoman.domain import Finding
from dragoman.record.columns import name_key
from dragoman.record.selecting import actor_condition
from dragoman.record.view import PrintedName, RecordView, StoredClaim

CHUNK = 500
"""How many values one statement asks for; SQLite allows 999 in its oldest versions."""


@dataclass(frozen=True, slots=True)
class Dyad:
    """Two parties (codes of countries, else ids of actors) and how many claims have them on their sides, each claim once.

    `n` is `there` (of one to the other) + `back` + `joint` (what they do together, or to each other in one claim); `score` is the mean of the events.
    """

    one: str
    other: str
    n: int
    there: int
    back: int
    joint: int
    events: int
    score: float | None


@dataclass(frozen=True, slots=True)
class Month:
    """How many claims of a kind and type a month has. `month` is `2027-03`, a year, or empty; `dated` is False where it is by publication."""

    month: str
    dated: bool
    kind: str
    type: str
    n: int
    score: float


def finding(view: RecordView, finding_id: str) -> Finding | None:
    """Return one finding, or None."""
    row = next(view.rows("SELECT json FROM finding WHERE id = ?", (finding_id,)), None)
    return msgspec.json.decode(row[0], type=Finding) if row else None


def newest_findings(view: RecordView, verdict: str, limit: int) -> Iterator[Finding]:
    """Yield the findings with a verdict, those first whose first claim was published last."""
    sql = "SELECT json FROM finding WHERE verdict = ? ORDER BY published DESC, article, start LIMIT ?"
    for (json,) in view.rows(sql, (verdict, limit)):
        yield msgspec.json.decode(json, type=Finding)


def latest(view: RecordView, kind: str, one: str, other: str = "", limit: int = 20) -> list[StoredClaim]:
    """Return the newest claims of a kind that have a party, or two in either direction, on their sides (codes of countries, else ids of actors)."""
    ways = {(one, other), (other, one)} if other else {(one, "")}
    found: dict[int, str] = {}
    for way in sorted(ways):
        sql = "SELECT claim, day FROM between_two WHERE one = ? AND other = ? AND kind = ? ORDER BY day DESC, claim DESC LIMIT ?"
        found |= dict(view.rows(sql, (*way, kind, limit)))
    numbers = sorted(found, key=lambda number: (found[number], number), reverse=True)[:limit]
    return [claim for number in numbers for claim in view.numbered(number)]


def said(view: RecordView, by: str = "", about: str = "", limit: int = 20) -> list[StoredClaim]:
    """Return the newest statements of a speaker (empty: anybody) that name an actor (empty: anybody or nobody), both by id, country or whole name."""
    by_day = "SELECT claim, day FROM between_two WHERE one = ? AND other = '' AND kind = 'statement'"
    kept = bool(by) and next(view.rows(f"{by_day} LIMIT 1", (by,)), None) is not None  # not of a name
    told = by_day if kept else "SELECT number AS claim, first_day AS day FROM claim WHERE kind = 'statement'"
    asked = ["TRUE"]
    values: list[object] = [by] if kept else []
    for name, table, role in ((by, "claim_actor", "role = 'speaker' AND "), (about, "claim_about", "")):
        if name:
            condition, names = actor_condition(table, name)
            # an index has all of each part: to ask for the parts together would look at every row
            parts = " UNION ALL ".join(f"SELECT claim FROM {table} WHERE {role}{column} = ?" for column in ("actor_id", "country", "name_key"))
            asked.append(f"EXISTS (SELECT 1 FROM {table} WHERE {role}{condition} AND claim = told.claim)" if kept else f"told.claim IN ({parts})")
            values += names
    sql = f"SELECT claim FROM ({told}) told WHERE {' AND '.join(asked)} ORDER BY day DESC, claim DESC LIMIT ?"
    return [claim for (number,) in list(view.rows(sql, (*values, limit))) for claim in view.numbered(number)]


def knows(view: RecordView, actor: str) -> bool:
    """Tell whether some claim has an actor with this id, country or name."""
    condition, values = actor_condition("claim_actor", actor)
    return next(view.rows(f"SELECT 1 FROM claim_actor WHERE {condition} LIMIT 1", values), None) is not None


def findings_with(view: RecordView, claims: Sequence[str]) -> dict[str, Finding]:
    """Return the finding of each of these claims that is in one."""
    joined: dict[str, str] = {}
    for some in _chunks(claims):
        joined |= dict(view.rows(f"SELECT claim, finding FROM spot WHERE finding IS NOT NULL AND claim IN ({marks(some)})", some))
    made: dict[str, Finding] = {}
    for some in _chunks(sorted(set(joined.values()))):  # each finding once: one of many claims is long
        for id_, json in view.rows(f"SELECT id, json FROM finding WHERE id IN ({marks(some)})", some):
            made[id_] = msgspec.json.decode(json, type=Finding)
    return {claim: made[found] for claim, found in joined.items() if found in made}


def _chunks(values: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(values[start : start + CHUNK]) for start in range(0, len(values), CHUNK))


def marks(values: Sequence[object]) -> str:
    """Return as many question marks as there are values."""
    return ", ".join("?" * len(values))


def fingerprint(view: RecordView) -> str:
    """Return a hash of all that the record says: of every article's digest, every judgement and every claim by hand."""
    digest = sha256()
    for sql in (
        "SELECT id, digest FROM article ORDER BY id",
        "SELECT number, verdict, claim, other, undoes, by FROM judgement ORDER BY number",
        "SELECT number, claim, undoes, by FROM by_hand ORDER BY number",
    ):
        for row in view.rows(sql):
            digest.update(msgspec.json.encode(row))
    return digest.hexdigest()


def ids_like(view: RecordView, beginning: str, limit: int = 10) -> list[str]:
    """Return ids of claims and findings that begin so."""
    end = beginning + "\U0010ffff"
    sql = "SELECT id FROM claim WHERE id >= ? AND id < ? UNION ALL SELECT id FROM finding WHERE id >= ? AND id < ? LIMIT ?"
    return [row[0] for row in view.rows(sql, (beginning, end, beginning, end, limit))]


# A row of each way, as it is seen from one side; what stands in both ways is taken from one of the two.
EVENTS = "sum(iif(kind = 'event', n, 0))"
SUMS = f"""sum(n), sum(iif(joint OR NOT ahead, 0, n)), sum(iif(joint OR ahead, 0, n)), sum(iif(joint, n, 0)),
    {EVENTS}, round(total(score) / nullif({EVENTS}, 0), 2)"""


def dyads(view: RecordView, since: str = "", until: str = "9999", kind: str | None = None, limit: int = 10_000) -> Iterator[Dyad]:
    """Yield the pairs of parties, each once, with most between them first. `since` and `until` are months, both included.

    What has no date counts where neither is given.
    """
    months = {"month >= ?": since, "substr(month, 1, 7) <= ?": "" if until == "9999" else until}
    given = {part: value for part, value in (months | {"kind = ?": kind}).items() if value}
    sql = f"""SELECT one, other, {SUMS} FROM
        (SELECT min(one, other) AS one, max(one, other) AS other, one < other AS ahead, kind, joint, n, score
        FROM {"tally" if any(months.values()) else "total"} WHERE {" AND ".join(("other <> '' AND NOT (joint AND one > other)", *given))})
        GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ?"""
    for row in view.rows(sql, (*given.values(), limit)):
        yield Dyad(*row)


def counted(view: RecordView, one: str = "", other: str = "") -> dict[str, int]:
    """Return how many claims of each kind a directed pair has, or one party (`other` empty), or all (both empty)."""
    return dict(view.rows("SELECT kind, sum(n) FROM total WHERE one = ? AND other = ? GROUP BY kind ORDER BY kind", (one, other)))


def months(view: RecordView, one: str = "", other: str = "", kind: str = "event") -> Iterator[Month]:
    """Yield the months of a directed pair, of one party (`other` empty), or of all (both empty), in order.

    What also stands the other way has months of its own.
    """
    sql = """SELECT month, dated, kind, type, n, round(score, 3) FROM tally WHERE one = ? AND other = ? AND kind = ?
        ORDER BY month, dated, type, joint"""
    for month, dated, of, type_, n, score in view.rows(sql, (one, other, kind)):
        yield Month(month, bool(dated), of, type_, n, score)


def partners(view: RecordView, one: str, limit: int = 50) -> Iterator[Dyad]:
    """Yield with whom a party has most, in both directions together; `one` is the party asked for."""
    sql = f"""SELECT other, {SUMS} FROM (
        SELECT other, TRUE AS ahead, kind, joint, n, score FROM total WHERE one = ? AND other <> ''
        UNION ALL SELECT one, FALSE, kind, joint, n, score FROM total WHERE other = ? AND one <> '' AND NOT joint)
        GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"""
    for row in view.rows(sql, (one, one, limit)):
        yield Dyad(one, *row)


def names_of(view: RecordView, actor: str, limit: int = 60, among: int = 1000) -> Iterator[PrintedName]:
    """Yield the words that outlets print for an actor, the most frequent first, as `among` of its claims have them."""
    condition, values = actor_condition("claim_actor", actor)
    sql = f"""SELECT named.actor_id, named.name, article.outlet, named.text, count(*) FROM
        (SELECT claim, actor_id, name, text FROM claim_actor WHERE {condition} LIMIT ?) named
        JOIN claim ON claim.number = named.claim JOIN article ON article.id = claim.article
        GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC, 2, 3, 4 LIMIT ?"""
    for row in view.rows(sql, (*values, among, limit)):
        yield PrintedName(*row)


def actors_like(view: RecordView, text: str, limit: int = 10) -> list[tuple[str, str, int]]:
    """Return actors whose names begin so: id or country, name, number of claims; those with most claims first."""
    key = name_key(text)
    sql = """SELECT coalesce(actor_id, country, name), min(name), count(*) FROM claim_actor WHERE name_key >= ? AND name_key < ?
        GROUP BY 1 ORDER BY 3 DESC, 2 LIMIT ?"""
    return [(row[0], row[1], row[2]) for row in view.rows(sql, (key, key + "\U0010ffff", limit))]


def near(view: RecordView, claim: str, limit: int = 10) -> list[str]:
    """Return the claims that one was compared with when findings were made, those most like it first."""
    sql = """WITH mine AS (SELECT number FROM spot WHERE claim = ?),
        pair (number, score) AS (SELECT other, score FROM compared JOIN mine ON one = mine.number
            UNION ALL SELECT one, score FROM compared JOIN mine ON other = mine.number)
        SELECT spot.claim FROM pair JOIN spot ON spot.number = pair.number ORDER BY score DESC, spot.claim LIMIT ?"""
    return [row[0] for row in view.rows(sql, (claim, limit))]
