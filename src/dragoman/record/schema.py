"""The record's tables: named migrations, appended and never edited. `PRAGMA user_version` counts those that were applied."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.domain import DEBTOR_FIRST
from dragoman.record.columns import name_key

DEBTORS = "(" + ", ".join(f"'{name}'" for name in sorted(DEBTOR_FIRST)) + ")"
APPLICATION_ID = 0x44524743
"""`DRGC` in the file's header: a file with another number belongs to another program."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema. `statements` run in one transaction; an edit of a step that was released is a fault."""

    name: str
    statements: tuple[str, ...]


# fetched             pages that were fetched: where from, when, the hash of the bytes, the server's marks
# version             texts that articles had before they were read anew with another one; kept by a trigger
# by_hand             claims that users recorded, only ever appended to; `undoes` is the number of another row; those that stand are in claim too
# between_two         the claims of each directed pair and, with `other` empty, of each party, by day
# tally               how many claims there are between two parties, of one (`other` is empty) and of all (both are), by month; see tally.py
# tally.joint         1 where the same claims stand the other way round too: of both ways together they count once
# total               the tally by kind alone, kept by triggers
# article.digest      of everything that the article gave; the same digest means that there is nothing to write
# claim.first_day..   the claim's own days (date, else period, else as_of), else the day of publication; an open side is 0000 or 9999
# claim_actor.side    1 who acts, speaks, gives, is; 2 to whom; 3 who answers for it (the guarantor of a loan)
# claim.json          the claim as the contract has it; the columns beside it are for finding it
# article.read_at     when the article's claims were written, ISO 8601 in UTC; null in what an older version wrote
# aside               articles that could not be read: what went wrong, and all it takes to read them anew (`json`)
# judgement           only ever appended to; `undoes` is the number of another judgement
# pending             claims that came, went or were judged since the findings were made; kept by triggers, whoever writes
# spot, block         where a claim is compared: what places it among others, and its blocks (see reconciling/blocking.py)
# compared            each pair of spots that was compared: in how many ways it is near (`times`), its score, whether the two join
# finding             the findings, in the order of their first claim; `spot.finding` says which one a claim is in
# made_with           the tables of weights and words that the findings were made with; others make them anew
# One is the side that acts, speaks or gives (the creditor, in a ledger), other the one it is done to. Who acts together stands in both ways.
# A party is its country, else its id; alone it is counted under both. The month is that of a claim's days where they lie within 31 days,
# else their year; empty where nothing is known. `dated` is 0 where it is that of publication.
MONTH = """CASE WHEN first_day IS NULL OR first_day < '0001' THEN ''
        WHEN julianday(last_day) - julianday(first_day) < 31 THEN substr(first_day, 1, 7) ELSE substr(first_day, 1, 4) END"""
DYADS = f"""WITH told AS MATERIALIZED (SELECT number, kind, type, coalesce(first_day, '') AS day, coalesce(json_extract(json, '$.score'), 0) AS score,
        {MONTH} AS month,
        coalesce(json_extract(json, '$.date'), json_extract(json, '$.period'), json_extract(json, '$.as_of')) IS NOT NULL AS dated
        FROM claim {{where}}),
    party AS MATERIALIZED (SELECT claim, coalesce(country, actor_id) COLLATE NOCASE AS code, actor_id COLLATE NOCASE AS id, kind,
        CASE WHEN kind = 'flow' AND type IN {DEBTORS} AND side < 3 THEN 3 - side ELSE side END AS side,
        kind = 'event' AND NOT EXISTS (SELECT 1 FROM claim_actor two WHERE two.claim = claim_actor.claim AND two.side = 2) AS together
        FROM told JOIN claim_actor ON claim = number),
    dyad AS (
        SELECT a.claim AS claim, a.code AS one, b.code AS other FROM party a JOIN party b ON b.claim = a.claim
            WHERE a.code <> b.code AND a.side = 1 AND (b.side = 2 OR b.side = 1 AND a.together)
        UNION SELECT claim, code, '' FROM party WHERE code IS NOT NULL
        UNION SELECT claim, id, '' FROM party WHERE id IS NOT NULL
        UNION SELECT number, '', '' FROM told)"""
COUNTED = f"""{DYADS},
    way AS (SELECT claim, one, other, count(*) OVER (PARTITION BY claim, min(one, other), max(one, other)) - 1 AS joint FROM dyad)
    SELECT one, other, month, dated, kind, type, joint, count(*) AS n, total(score) AS score
    FROM way JOIN told ON told.number = way.claim GROUP BY 1, 2, 3, 4, 5, 6, 7"""
TOTAL = "SELECT one, other, kind, joint, sum(n) AS n, total(score) AS score FROM tally GROUP BY 1, 2, 3, 4"
OF_TALLY = "one = old.one AND other = old.other AND kind = old.kind AND joint = old.joint"
BETWEEN = f"{DYADS} SELECT one, other, kind, day, claim FROM dyad JOIN told ON told.number = dyad.claim WHERE one <> ''"

MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        "record",
        (
            """CREATE TABLE article (
                number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT, published TEXT, outlet TEXT, url TEXT, language TEXT,
                origin TEXT, note TEXT, words INTEGER NOT NULL, program TEXT NOT NULL, digest TEXT NOT NULL, text TEXT NOT NULL)""",
            "CREATE INDEX article_published ON article (published, id)",
            """CREATE TABLE claim (
                number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, article TEXT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
                position INTEGER NOT NULL, kind TEXT NOT NULL, type TEXT NOT NULL, start INTEGER NOT NULL, date_start TEXT, date_end TEXT,
                first_day TEXT, last_day TEXT, polarity TEXT NOT NULL, modality TEXT NOT NULL, rule TEXT NOT NULL, evidence TEXT NOT NULL,
                content TEXT, json TEXT NOT NULL)""",
            "CREATE INDEX claim_article ON claim (article, position)",
            "CREATE INDEX claim_day ON claim (first_day, article, position)",
            "CREATE INDEX claim_kind ON claim (kind, first_day, article, position)",
            """CREATE TABLE claim_actor (
                claim INTEGER NOT NULL REFERENCES claim (number) ON DELETE CASCADE, role TEXT NOT NULL, side INTEGER NOT NULL,
                position INTEGER NOT NULL, actor_id TEXT COLLATE NOCASE, country TEXT COLLATE NOCASE, name TEXT NOT NULL,
                name_key TEXT NOT NULL, PRIMARY KEY (claim, role, position)) WITHOUT ROWID""",
            "CREATE INDEX claim_actor_id ON claim_actor (actor_id)",
            "CREATE INDEX claim_actor_country ON claim_actor (country)",
            "CREATE INDEX claim_actor_name ON claim_actor (name_key)",
            """CREATE TABLE source (
                claim INTEGER NOT NULL REFERENCES claim (number) ON DELETE CASCADE, position INTEGER NOT NULL, name TEXT NOT NULL,
                stance TEXT NOT NULL, PRIMARY KEY (claim, position)) WITHOUT ROWID""",
            "CREATE INDEX source_name ON source (name)",
            """CREATE TABLE framing (
                number INTEGER PRIMARY KEY, article TEXT NOT NULL REFERENCES article (id) ON DELETE CASCADE, position INTEGER NOT NULL,
                term TEXT NOT NULL, start INTEGER NOT NULL, neutral TEXT NOT NULL, polarity TEXT NOT NULL, voice TEXT,
                actor_id TEXT COLLATE NOCASE, country TEXT COLLATE NOCASE, name TEXT, name_key TEXT, json TEXT NOT NULL)""",
            "CREATE INDEX framing_article ON framing (article, position)",
            # The words are stored once, in the tables; the indexes are kept in step by triggers.
            "CREATE VIRTUAL TABLE claim_text USING fts5 (evidence, content, content='claim', content_rowid='number', "
            "tokenize='unicode61 remove_diacritics 2')",
            """CREATE TRIGGER claim_text_insert AFTER INSERT ON claim BEGIN
                INSERT INTO claim_text (rowid, evidence, content) VALUES (new.number, new.evidence, new.content); END""",
            """CREATE TRIGGER claim_text_delete AFTER DELETE ON claim BEGIN
                INSERT INTO claim_text (claim_text, rowid, evidence, content) VALUES ('delete', old.number, old.evidence, old.content); END""",
            "CREATE VIRTUAL TABLE article_text USING fts5 (title, text, content='article', content_rowid='number', "
            "tokenize='unicode61 remove_diacritics 2')",
            """CREATE TRIGGER article_text_insert AFTER INSERT ON article BEGIN
                INSERT INTO article_text (rowid, title, text) VALUES (new.number, new.title, new.text); END""",
            """CREATE TRIGGER article_text_delete AFTER DELETE ON article BEGIN
                INSERT INTO article_text (article_text, rowid, title, text) VALUES ('delete', old.number, old.title, old.text); END""",
            """CREATE TRIGGER article_text_update AFTER UPDATE OF title, text ON article BEGIN
                INSERT INTO article_text (article_text, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
                INSERT INTO article_text (rowid, title, text) VALUES (new.number, new.title, new.text); END""",
        ),
    ),
    Migration(
        "whom statements are about, and the words that name an actor",
        (
            "ALTER TABLE claim_actor ADD COLUMN text TEXT NOT NULL DEFAULT ''",
            """CREATE TABLE claim_about (
                claim INTEGER NOT NULL REFERENCES claim (number) ON DELETE CASCADE, position INTEGER NOT NULL,
                actor_id TEXT COLLATE NOCASE, country TEXT COLLATE NOCASE, name TEXT NOT NULL, name_key TEXT NOT NULL,
                PRIMARY KEY (claim, position)) WITHOUT ROWID""",
            "CREATE INDEX claim_about_id ON claim_about (actor_id)",
            "CREATE INDEX claim_about_country ON claim_about (country)",
            "CREATE INDEX claim_about_name ON claim_about (name_key)",
        ),
    ),
    Migration(
        "judgements and findings",
        (
            "ALTER TABLE article ADD COLUMN read_at TEXT",
            """CREATE TABLE judgement (
                number INTEGER PRIMARY KEY AUTOINCREMENT, verdict TEXT NOT NULL, claim TEXT, other TEXT, undoes INTEGER, by TEXT NOT NULL,
                at TEXT NOT NULL, note TEXT)""",
            "CREATE TRIGGER judgement_kept BEFORE DELETE ON judgement BEGIN SELECT RAISE(ABORT, 'a judgement is undone, never deleted'); END",
            "CREATE TRIGGER judgement_fixed BEFORE UPDATE ON judgement BEGIN SELECT RAISE(ABORT, 'a judgement is undone, never changed'); END",
            "CREATE TABLE pending (claim TEXT PRIMARY KEY) WITHOUT ROWID",
            "CREATE TRIGGER pending_insert AFTER INSERT ON claim BEGIN INSERT OR IGNORE INTO pending VALUES (new.id); END",
            "CREATE TRIGGER pending_delete AFTER DELETE ON claim BEGIN INSERT OR IGNORE INTO pending VALUES (old.id); END",
            """CREATE TRIGGER pending_judgement AFTER INSERT ON judgement BEGIN
                INSERT OR IGNORE INTO pending SELECT claim FROM judgement WHERE number IN (new.number, new.undoes) AND claim IS NOT NULL;
                INSERT OR IGNORE INTO pending SELECT other FROM judgement WHERE number IN (new.number, new.undoes) AND other IS NOT NULL; END""",
            "INSERT INTO pending SELECT id FROM claim",
            """CREATE TABLE spot (
                number INTEGER PRIMARY KEY AUTOINCREMENT, claim TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, published TEXT NOT NULL,
                article TEXT NOT NULL, start INTEGER NOT NULL, anchor INTEGER NOT NULL, sketch INTEGER NOT NULL, several INTEGER NOT NULL,
                finding TEXT)""",
            "CREATE INDEX spot_finding ON spot (finding) WHERE finding IS NOT NULL",
            "CREATE TABLE block (key TEXT NOT NULL, spot INTEGER NOT NULL, PRIMARY KEY (key, spot)) WITHOUT ROWID",
            "CREATE INDEX block_spot ON block (spot, key)",
            """CREATE TABLE compared (
                one INTEGER NOT NULL, other INTEGER NOT NULL, times INTEGER NOT NULL, score REAL NOT NULL, veto INTEGER NOT NULL,
                joins INTEGER NOT NULL, PRIMARY KEY (one, other)) WITHOUT ROWID""",
            "CREATE INDEX compared_other ON compared (other, one)",
            "CREATE INDEX compared_joins_one ON compared (one, other) WHERE joins",
            "CREATE INDEX compared_joins_other ON compared (other, one) WHERE joins",
            """CREATE TABLE finding (
                id TEXT PRIMARY KEY, kind TEXT NOT NULL, published TEXT NOT NULL, article TEXT NOT NULL, start INTEGER NOT NULL,
                claim TEXT NOT NULL, json TEXT NOT NULL) WITHOUT ROWID""",
            "CREATE INDEX finding_order ON finding (published, article, start, claim)",
            "CREATE TABLE made_with (digest TEXT NOT NULL)",
        ),
    ),
    Migration(
        "pages that were fetched, claims by hand, and counts",
        (
            """CREATE TABLE fetched (
                url TEXT PRIMARY KEY, final TEXT NOT NULL, at TEXT NOT NULL, sha256 TEXT NOT NULL, etag TEXT, modified TEXT,
                article TEXT NOT NULL) WITHOUT ROWID""",
            "CREATE TABLE version (number INTEGER PRIMARY KEY, article TEXT NOT NULL, until TEXT NOT NULL, title TEXT, text TEXT NOT NULL)",
            "CREATE INDEX version_article ON version (article)",
            """CREATE TRIGGER article_version AFTER UPDATE OF text ON article WHEN old.text <> new.text BEGIN
                INSERT INTO version (article, until, title, text) VALUES (old.id, coalesce(new.read_at, ''), old.title, old.text); END""",
            """CREATE TABLE by_hand (
                number INTEGER PRIMARY KEY AUTOINCREMENT, claim TEXT, article TEXT, undoes INTEGER, by TEXT NOT NULL, at TEXT NOT NULL,
                json TEXT)""",
            "CREATE TRIGGER by_hand_kept BEFORE DELETE ON by_hand BEGIN SELECT RAISE(ABORT, 'a claim by hand is undone, never deleted'); END",
            "CREATE TRIGGER by_hand_fixed BEFORE UPDATE ON by_hand BEGIN SELECT RAISE(ABORT, 'a claim by hand is undone, never changed'); END",
            "CREATE INDEX by_hand_article ON by_hand (article)",
            "UPDATE claim_actor SET name_key = name_key(name)",
            "UPDATE claim_about SET name_key = name_key(name)",
            "UPDATE framing SET name_key = name_key(name) WHERE name IS NOT NULL",
            "ALTER TABLE finding ADD COLUMN verdict TEXT",
            """UPDATE finding SET verdict = (SELECT CASE WHEN max(json_extract(value, '$.verdict') = 'contradict') THEN 'contradict'
                WHEN max(json_extract(value, '$.verdict') = 'agree') THEN 'agree' ELSE 'not comparable' END
                FROM json_each(finding.json, '$.fields'))""",
            "CREATE INDEX finding_verdict ON finding (verdict)",
            """CREATE TABLE tally (
                one TEXT NOT NULL COLLATE NOCASE, other TEXT NOT NULL COLLATE NOCASE, month TEXT NOT NULL, dated INTEGER NOT NULL,
                kind TEXT NOT NULL, type TEXT NOT NULL, joint INTEGER NOT NULL, n INTEGER NOT NULL, score REAL NOT NULL,
                PRIMARY KEY (one, other, month, dated, kind, type, joint)) WITHOUT ROWID""",
            "CREATE INDEX article_origin ON article (origin)",
            "CREATE INDEX article_note ON article (note, words)",
            "CREATE INDEX tally_none ON tally (n) WHERE n = 0",
            f"INSERT INTO tally {COUNTED.format(where='')}",
            """CREATE TABLE total (
                one TEXT NOT NULL COLLATE NOCASE, other TEXT NOT NULL COLLATE NOCASE, kind TEXT NOT NULL, joint INTEGER NOT NULL,
                n INTEGER NOT NULL, score REAL NOT NULL, PRIMARY KEY (one, other, kind, joint)) WITHOUT ROWID""",
            "CREATE INDEX total_other ON total (other)",
            f"INSERT INTO total {TOTAL}",
            """CREATE TRIGGER total_insert AFTER INSERT ON tally BEGIN
                INSERT INTO total VALUES (new.one, new.other, new.kind, new.joint, new.n, new.score)
                ON CONFLICT DO UPDATE SET n = n + excluded.n, score = score + excluded.score; END""",
            f"""CREATE TRIGGER total_update AFTER UPDATE OF n, score ON tally BEGIN
                UPDATE total SET n = n + new.n - old.n, score = score + new.score - old.score WHERE {OF_TALLY}; END""",
            f"""CREATE TRIGGER total_delete AFTER DELETE ON tally BEGIN
                UPDATE total SET n = n - old.n, score = score - old.score WHERE {OF_TALLY};
                DELETE FROM total WHERE {OF_TALLY} AND n = 0; END""",
            """CREATE TABLE between_two (
                one TEXT NOT NULL COLLATE NOCASE, other TEXT NOT NULL COLLATE NOCASE, kind TEXT NOT NULL, day TEXT NOT NULL, claim INTEGER NOT NULL,
                PRIMARY KEY (one, other, kind, day, claim)) WITHOUT ROWID""",
            "CREATE INDEX between_two_claim ON between_two (claim)",
            f"INSERT INTO between_two {BETWEEN.format(where='')}",
            """CREATE TABLE aside (article TEXT PRIMARY KEY, fault TEXT NOT NULL, program TEXT NOT NULL, at TEXT NOT NULL, json TEXT NOT NULL)
                WITHOUT ROWID""",
        ),
    ),
)


def version(connection: sqlite3.Connection) -> int:
    """Return how many migrations a file has had."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def application(connection: sqlite3.Connection) -> int:
    """Return the number of the program that a file belongs to; 0 where none has claimed it."""
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def is_blank(connection: sqlite3.Connection) -> bool:
    """Tell whether a file has no table yet."""
    return connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is None


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> int:
    """Apply the migrations that the file has not had, each in its own transaction. Return how many were applied."""
    n_applied = 0
    while version(connection) < len(migrations):
        connection.execute("BEGIN IMMEDIATE")
        connection.create_function("name_key", 1, name_key, deterministic=True)
        try:
            at = version(connection)  # asked again under the lock: another process may have been first
            if at < len(migrations):
                for statement in migrations[at].statements:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {at + 1}")
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                n_applied += 1
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
    return n_applied
