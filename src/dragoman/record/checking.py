"""Whether a record holds together: the file, its references, its articles and what it says of them, its indexes. Only questions are asked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from dragoman import __version__
from dragoman.domain import Article, Evidence, Framing, Reading, Statement
from dragoman.record.connecting import translate
from dragoman.record.encoding import AnyClaim, decode_claim
from dragoman.record.schema import BETWEEN, COUNTED, TOTAL
from dragoman.record.view import RecordView, connect
from dragoman.record.writer import BY_HAND, digest_of

Statements = tuple[tuple[str, tuple[object, ...]], ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a record, and where. `repair` says what to do; `mend` are the statements with which `repair` below does its part."""

    where: str
    cause: str
    repair: str
    mend: Statements = ()


READ_AGAIN = "Read the article again after `dragoman check --repair`, which marks it as not read"
ANEW = "`dragoman check --repair` makes it anew"
RESCUE = "Restore a backup, or rescue what is left with `sqlite3 FILE .recover`"
FINDINGS_ANEW: Statements = (("DELETE FROM made_with", ()),)
SHOWN = 20
"""Rows that are named of one kind of fault; a broken file has it in every row."""
REFERENCES = {
    "a claim's actor without its claim": "claim_actor WHERE claim NOT IN (SELECT number FROM claim)",
    "a claim without its article": "claim WHERE article NOT IN (SELECT id FROM article)",
    "a loaded word without its article": "framing WHERE article NOT IN (SELECT id FROM article)",
}
COMPARING = {
    "a compared pair without its claims": "compared WHERE one NOT IN (SELECT number FROM spot) OR other NOT IN (SELECT number FROM spot)",
    "a block of a claim that is gone": "block WHERE spot NOT IN (SELECT number FROM spot)",
    "a claim in a finding that is gone": "spot WHERE finding IS NOT NULL AND finding NOT IN (SELECT id FROM finding)",
    "a place of a claim that is gone": "spot WHERE claim NOT IN (SELECT id FROM claim) AND claim NOT IN (SELECT claim FROM pending)",
}


def check_record(path: Path) -> Iterator[Problem]:
    """Yield what is wrong with the record at `path`. Raise `RecordError` where there is no record, or none of this version.

    Others may read and write meanwhile: all is asked of one moment, but for the indexes of words, for which the record is locked a moment.
    """
    RecordView(path).close()
    with closing(connect(path, 30.0)) as connection:
        try:
            connection.execute("BEGIN")
            yield from _file(connection)
            yield from _rows(connection)
            for article in connection.execute("SELECT id FROM article ORDER BY id").fetchall():
                yield from _article(connection, article[0])
            yield from _findings(connection)
            yield from _counts(connection)
        except sqlite3.Error as error:
            yield Problem(str(path), str(translate(error, path)), RESCUE)
            return
    yield from _words(path)


def repair(path: Path, problems: Iterable[Problem]) -> int:
    """Mend what can be mended without the articles' files, in one transaction. Return how many problems that were."""
    mends = [problem.mend for problem in problems if problem.mend]
    with closing(sqlite3.connect(path, timeout=30.0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
            for sql, values in dict.fromkeys(one for mend in mends for one in mend):
                connection.execute(sql, values)
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise translate(error, path) from error
    return len(mends)


def _file(connection: sqlite3.Connection) -> Iterator[Problem]:
    for (line,) in connection.execute(f"PRAGMA integrity_check ({SHOWN})"):
        if line != "ok":
            yield Problem("the file", line, RESCUE)
    for table, row, other, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(SHOWN):
        yield Problem(f"{table}, row {row}", f"It names a row of {other} that is not there", RESCUE)


def _rows(connection: sqlite3.Connection) -> Iterator[Problem]:
    for tables, advice, mend in ((REFERENCES, RESCUE, ()), (COMPARING, ANEW, FINDINGS_ANEW)):
        for cause, where in tables.items():
            if n := connection.execute(f"SELECT count(*) FROM {where}").fetchone()[0]:
                yield Problem(where.partition(" ")[0], f"{cause}: {n:,} rows", advice, mend)


def _article(connection: sqlite3.Connection, article_id: str) -> Iterator[Problem]:
    """What is wrong with an article: whether it and its claims are those that were written, and whether each claim's words stand in it."""
    row = connection.execute(
        "SELECT id, text, title, published, outlet, url, language, note, words, program, digest FROM article WHERE id = ?", (article_id,)
    ).fetchone()
    article, (note, words, program, digest) = Article(*row[:7]), row[7:]
    unread: Statements = (("UPDATE article SET digest = '', program = '' WHERE id = ?", (article_id,)),)
    where = f"article {article_id}"
    claims: list[AnyClaim] = []
    framings: list[Framing] = []
    try:
        for claim_id, kind, json in connection.execute("SELECT id, kind, json FROM claim WHERE article = ? ORDER BY position", (article_id,)):
            claim = decode_claim(json)
            claims.append(claim)
            if (claim.id, claim.kind, claim.article) != (claim_id, kind, article_id):
                yield Problem(f"claim {claim_id}", "Its row and its JSON name different claims", READ_AGAIN, unread)
        for (json,) in connection.execute("SELECT json FROM framing WHERE article = ? ORDER BY position", (article_id,)):
            framings.append(msgspec.json.decode(json, type=Framing))
    except (msgspec.DecodeError, KeyError) as error:
        yield Problem(where, f"The JSON of a claim cannot be read ({error})", READ_AGAIN, unread)
        return
    for name, evidence in _evidence(claims, framings):
        if article.text[evidence.start : evidence.end] != evidence.text:
            yield Problem(name, f"Its words do not stand at {evidence.start}–{evidence.end} of {where}", READ_AGAIN, unread)
    # What another version wrote may have had other fields; it is read anew by the next `read` anyway.
    same_version = str(program).partition("+")[0] == __version__
    own = tuple(claim for claim in claims if claim.rule != BY_HAND)
    if same_version and digest_of(Reading(article, own, tuple(framings), note, words)) != digest:
        yield Problem(where, "The article or its claims are not those that were written", READ_AGAIN, unread)


def _evidence(claims: Iterable[AnyClaim], framings: Iterable[Framing]) -> Iterator[tuple[str, Evidence]]:
    for claim in claims:
        yield f"claim {claim.id}", claim.evidence
        if isinstance(claim, Statement):
            yield f"claim {claim.id}", claim.content
    for framing in framings:
        yield f"loaded word “{framing.term}”", framing.evidence


def _findings(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Findings that name claims which are gone, unless it is known that they are to be made anew."""
    known: set[Any] = {row[0] for row in connection.execute("SELECT id FROM claim UNION SELECT claim FROM pending")}
    for finding, json in connection.execute("SELECT id, json FROM finding ORDER BY id"):
        try:
            missing = [claim for claim in msgspec.json.decode(json)["claims"] if claim not in known]
        except (msgspec.DecodeError, KeyError, TypeError) as error:
            yield Problem(f"finding {finding}", f"Its JSON cannot be read ({error})", ANEW, FINDINGS_ANEW)
            continue
        if missing:
            yield Problem(f"finding {finding}", f"It names the claim {missing[0]}, which is not there", ANEW, FINDINGS_ANEW)


def _counts(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Whether what is counted as articles come and go is what counting them all gives."""
    for table, made, columns in (
        ("tally", COUNTED.format(where=""), "one, other, month, dated, kind, type, joint, n"),
        ("total", TOTAL, "one, other, kind, joint, n"),
        ("between_two", BETWEEN.format(where=""), "one, other, kind, day, claim"),
    ):
        there, anew = f"SELECT {columns} FROM {table}", f"SELECT {columns} FROM ({made})"
        different = f"SELECT 1 FROM ({there} EXCEPT {anew}) UNION ALL SELECT 1 FROM ({anew} EXCEPT {there}) LIMIT 1"
        if connection.execute(different).fetchone():
            mend = ((f"DELETE FROM {table}", ()), (f"INSERT INTO {table} {made}", ()))
            yield Problem(table, "The counts by pair and month are not those of the claims", ANEW, mend)


def _words(path: Path) -> Iterator[Problem]:
    """Whether the indexes of words are those of the tables. SQLite asks for the right to write for it, and writes nothing."""
    for table in ("claim_text", "article_text"):
        with closing(sqlite3.connect(path, timeout=30.0, isolation_level=None)) as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
            except sqlite3.Error as error:
                code = getattr(error, "sqlite_errorcode", 0) & 0xFF
                if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}:
                    return  # a record that may not be written; the rest was looked at
                if code != sqlite3.SQLITE_CORRUPT:
                    raise translate(error, path) from error
                mend = ((f"INSERT INTO {table} ({table}) VALUES ('rebuild')", ()),)
                yield Problem(table, "The index of words is not that of the texts", ANEW, mend)
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
