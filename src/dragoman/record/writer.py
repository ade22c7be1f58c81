"""The only writer of the record: one transaction an article, so that an article is there whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType

import msgspec

from dragoman import __version__
from dragoman.domain import Article, Framing, Judging, Reading
from dragoman.errors import ClashError, InputError, RecordError
from dragoman.record import schema
from dragoman.record.columns import about_of, actors_of, content_of, days_of, name_key, type_of
from dragoman.record.connecting import check_version, translated
from dragoman.record.copying import keep_older
from dragoman.record.encoding import AnyClaim, decode_claim, encode_article, encode_claim, encode_framing
from dragoman.record.reconciled import Reconciled
from dragoman.record.tally import count_in, count_out
from dragoman.record.versions import is_version, same_file

BY_HAND = "by hand"
"""The `rule` of claims that users record."""
TRANSACTION = ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")
PART = ("SAVEPOINT part", "RELEASE part", "ROLLBACK TO part")
STANDING = "undoes IS NULL AND NOT EXISTS (SELECT 1 FROM by_hand later WHERE later.undoes = by_hand.number)"


def slices_back(claim: AnyClaim, text: str) -> bool:
    """Whether the words of a claim stand where it says."""
    return 0 <= claim.evidence.start < claim.evidence.end <= len(text) and text[claim.evidence.start : claim.evidence.end] == claim.evidence.text


def now() -> str:
    """The time in UTC, ISO 8601 to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class RecordWriter:
    """Appends to a record, which is made where there is none. Several processes may write in turn; each waits up to `timeout` seconds."""

    def __init__(
        self,
        path: str | Path,
        *,
        timeout: float = 30.0,
        program: str = __version__,
        clock: Callable[[], str] = now,
        replaced: Callable[[Article, str], None] = lambda article, old: None,
    ) -> None:
        """Open or make the record at `path`. `program` is kept with each article: the version that made its claims; `clock` tells when.

        `replaced` is told of each article that took the place of another one, with the id of that.
        """
        self.path = Path(path)
        self._replaced = replaced
        self._program = program
        self._clock = clock
        with translated(self.path):
            self._connection = sqlite3.connect(self.path, timeout=timeout, isolation_level=None)
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def _prepare(self) -> None:
        check_version(self._connection, self.path)
        mode = self._connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        if mode != "wal":
            raise RecordError(f"{self.path}: The file system does not support write-ahead logs. Put the record on a local disk.")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute("PRAGMA foreign_keys = ON")
        if 0 < schema.version(self._connection) < len(schema.MIGRATIONS):
            keep_older(self.path, len(schema.MIGRATIONS))
        schema.migrate(self._connection, schema.MIGRATIONS)

    def __enter__(self) -> RecordWriter:
        """Return the writer itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the record."""
        self.close()

    def close(self) -> None:
        """Close the record; what `add` returned for is in it."""
        with translated(self.path):
            self._connection.close()

    def add(self, reading: Reading) -> bool:
        """Keep what an article gave. Return False where the record has exactly that; else replace what it has of that article.

        An article with an id of its own takes the place of the version that the record has from the same place of the same file.
        What was set aside of it is taken back. Raises `ClashError` where a claim's id is another claim's.
        """
        digest = digest_of(reading)
        with translated(self.path):
            kept = "SELECT digest FROM article WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM aside WHERE article = ?1)"
            if self._connection.execute(kept, (reading.article.id,)).fetchone() == (digest,):
                return False
        with self._transaction():
            self._connection.execute("DELETE FROM aside WHERE article = ?", (reading.article.id,))
            if changed := self._digest(reading.article.id) != digest:  # asked again under the lock
                old = self._older(reading.article)
                for one in old:
                    count_out(self._connection, one)
                    self._connection.execute("DELETE FROM article WHERE id = ?", (one,))
                self._replace(reading, digest)
        for one in old if changed else ():
            self._replaced(reading.article, one)
        return changed

    def set_aside(self, article: Article, fault: str) -> None:
        """Keep an article that could not be read, with what went wrong, to be read anew; what the record has of it stays as it is."""
        with self._transaction():
            self._connection.execute(
                "INSERT OR REPLACE INTO aside (article, fault, program, at, json) VALUES (?, ?, ?, ?, ?)",
                (article.id, fault, self._program, self._clock(), encode_article(article)),
            )

    @contextmanager
    def together(self) -> Iterator[None]:
        """Keep all that is kept within in one transaction: it is there as a whole, or nothing of it."""
        with self._transaction():
            yield

    def judge(
        self, verdict: Judging, by: str, claim: str | None = None, other: str | None = None, undoes: int | None = None, note: str | None = None
    ) -> int:
        """Append a judgement and return its number. It may be of claims that the record does not have now: they may come back."""
        with self._transaction():
            cursor = self._connection.execute(
                "INSERT INTO judgement (verdict, claim, other, undoes, by, at, note) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (verdict, claim, other, undoes, by, self._clock(), note),
            )
        return int(cursor.lastrowid or 0)

    def record_by_hand(self, claim: AnyClaim, by: str) -> int:
        """Keep a claim that a user recorded of an article, and return its number. It stays when the article is read anew.

        Raises `RecordError` where the record does not have the article, or has other words at the claim's place.
        """
        with self._transaction():
            row = self._connection.execute("SELECT text, published FROM article WHERE id = ?", (claim.article,)).fetchone()
            if row is None or not slices_back(claim, row[0]):
                raise RecordError(f"{claim.article}: The record does not have these words at that place. Load the article again and select anew.")
            claim = replace(claim, rule=BY_HAND)
            cursor = self._connection.execute(
                "INSERT INTO by_hand (claim, article, by, at, json) VALUES (?, ?, ?, ?, ?)",
                (claim.id, claim.article, by, self._clock(), encode_claim(claim).decode()),
            )
            if not self._connection.execute("SELECT 1 FROM claim WHERE id = ?", (claim.id,)).fetchone():
                position = self._connection.execute("SELECT count(*) FROM claim WHERE article = ?", (claim.article,)).fetchone()[0]
                count_out(self._connection, claim.article)
                self._add_claim(claim, position, Article(claim.article, row[0], published=row[1]), by)
                count_in(self._connection, claim.article)
        return int(cursor.lastrowid or 0)

    def withdraw_by_hand(self, number: int, by: str) -> None:
        """Take back a claim by hand; it is kept as taken back. A number that the record does not have is a `RecordError`."""
        with self._transaction():
            row = self._connection.execute("SELECT claim, article FROM by_hand WHERE number = ? AND undoes IS NULL", (number,)).fetchone()
            if row is None:
                raise RecordError(f"{self.path}: There is no claim by hand with the number {number}.")
            self._connection.execute("INSERT INTO by_hand (undoes, by, at) VALUES (?, ?, ?)", (number, by, self._clock()))
            if not self._connection.execute(f"SELECT 1 FROM by_hand WHERE claim = ? AND {STANDING}", (row[0],)).fetchone():
                count_out(self._connection, row[1])
                self._connection.execute("DELETE FROM claim WHERE id = ? AND rule = ?", (row[0], BY_HAND))
                count_in(self._connection, row[1])

    def keep(self, sql: str, values: tuple[object, ...]) -> None:
        """Run one statement of our own in a transaction; values are bound."""
        with self._transaction():
            self._connection.execute(sql, values)

    @contextmanager
    def reconciling(self) -> Iterator[Reconciled]:
        """Bring the findings up to date, in one transaction: another process sees the old ones or the new ones, nothing between."""
        with self._transaction():
            yield Reconciled(self._connection)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """A transaction, or a part of the one that is open: what fails within undoes that part alone."""
        begin, end, undo = TRANSACTION if not self._connection.in_transaction else PART
        with translated(self.path):
            self._connection.execute(begin)
            try:
                yield
                self._connection.execute(end)
            except BaseException:
                if self._connection.in_transaction:  # a full disk has ended it already
                    self._connection.execute(undo)
                raise

    def has(self, article: Article) -> bool:
        """Whether this version of the program has read exactly this article already, so that it need not be read again."""
        with translated(self.path):
            row = self._connection.execute("SELECT program, text, title, published, outlet, url FROM article WHERE id = ?", (article.id,)).fetchone()
        return row is not None and tuple(row) == (self._program, article.text, article.title, article.published, article.outlet, article.url)

    def admitted(self, articles: Iterable[Article]) -> Iterator[Article | InputError]:
        """Yield the articles; as an error one whose id the record has with another text from another file: nothing is overwritten unasked."""
        for article in articles:
            with translated(self.path):
                row = self._connection.execute("SELECT text, origin FROM article WHERE id = ?", (article.id,)).fetchone()
            if row is None or row[0] == article.text or same_file(article.origin, row[1]):
                yield article
                continue
            cause = f"Duplicate id {article.id}: {self.path} has it with another text, from {row[1] or 'an unknown file'}"
            yield InputError(article.origin or article.id, cause, "Give each article its own id, or overwrite what is there with --again")

    def _older(self, article: Article) -> list[str]:
        """Return the ids of the versions whose place the article takes: none where the record has its id."""
        if article.origin is None or self._digest(article.id) is not None:
            return []
        rows = self._connection.execute(
            "SELECT id, text, title, published, outlet, url, language, origin FROM article WHERE origin = ?", (article.origin,)
        )
        return [old.id for old in (Article(*row) for row in rows) if is_version(article, old)]

    def _digest(self, article_id: str) -> str | None:
        row = self._connection.execute("SELECT digest FROM article WHERE id = ?", (article_id,)).fetchone()
        return None if row is None else str(row[0])

    def _replace(self, reading: Reading, digest: str) -> None:
        article = reading.article
        self._connection.execute(
            """INSERT INTO article (id, title, published, outlet, url, language, origin, note, words, program, digest, text, read_at)
            VALUES (:id, :title, :published, :outlet, :url, :language, :origin, :note, :words, :program, :digest, :text, :read_at)
            ON CONFLICT (id) DO UPDATE SET title = excluded.title, published = excluded.published, outlet = excluded.outlet,
            url = excluded.url, language = excluded.language, origin = excluded.origin, note = excluded.note, words = excluded.words,
            program = excluded.program, digest = excluded.digest, text = excluded.text, read_at = excluded.read_at""",
            article_row(article)
            | {"note": reading.note, "words": reading.words, "program": self._program, "digest": digest, "read_at": self._clock()},
        )
        count_out(self._connection, article.id)
        self._connection.execute("DELETE FROM claim WHERE article = ?", (article.id,))
        self._connection.execute("DELETE FROM framing WHERE article = ?", (article.id,))
        for position, claim in enumerate(reading.claims):
            self._add_claim(claim, position, article)
        known = {claim.id for claim in reading.claims}
        by_hand = self._connection.execute(f"SELECT json, by FROM by_hand WHERE article = ? AND {STANDING} ORDER BY number", (article.id,)).fetchall()
        for position, (json, by) in enumerate(by_hand, len(reading.claims)):
            claim = decode_claim(json)
            if claim.id not in known and slices_back(claim, article.text):
                known.add(claim.id)
                self._add_claim(claim, position, article, by)
        count_in(self._connection, article.id)
        for position, framing in enumerate(reading.framings):
            self._add_framing(framing, position, article)

    def _add_claim(self, claim: AnyClaim, position: int, article: Article, made_by: str | None = None) -> None:
        first, last = days_of(claim, article.published)
        json = encode_claim(claim) if made_by is None else msgspec.json.encode({**msgspec.to_builtins(claim), "made_by": made_by})
        try:
            cursor = self._connection.execute(
                """INSERT INTO claim (id, article, position, kind, type, start, date_start, date_end, first_day, last_day, polarity, modality,
                rule, evidence, content, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                (
                    *(claim.id, article.id, position, claim.kind, type_of(claim), claim.evidence.start),
                    *(claim.date and claim.date.start, claim.date and claim.date.end, first, last),
                    *(claim.polarity, claim.modality, claim.rule, claim.evidence.text, content_of(claim), json.decode()),
                ),
            )
        except sqlite3.IntegrityError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_CONSTRAINT_UNIQUE:
                raise
            raise ClashError(
                f"{self.path}: The claim {claim.id} of article {article.id} (rule {claim.rule}) is in the record already. "
                "Two different claims must not share an id; this is a fault of Dragoman, please report it."
            ) from error
        self._connection.executemany(
            "INSERT INTO claim_actor (claim, role, side, position, actor_id, country, name, name_key, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (cursor.lastrowid, role, side, place, actor.id, actor.country, actor.name, name_key(actor.name), actor.text)
                for role, side, place, actor in actors_of(claim)
            ],
        )
        self._connection.executemany(
            "INSERT INTO claim_about (claim, position, actor_id, country, name, name_key) VALUES (?, ?, ?, ?, ?, ?)",
            [(cursor.lastrowid, place, actor.id, actor.country, actor.name, name_key(actor.name)) for place, actor in enumerate(about_of(claim))],
        )
        self._connection.executemany(
            "INSERT INTO source (claim, position, name, stance) VALUES (?, ?, ?, ?)",
            [(cursor.lastrowid, place, source.name, source.stance) for place, source in enumerate(claim.attribution)],
        )

    def _add_framing(self, framing: Framing, position: int, article: Article) -> None:
        of = framing.of
        self._connection.execute(
            """INSERT INTO framing (article, position, term, start, neutral, polarity, voice, actor_id, country, name, name_key, json)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                *(article.id, position, framing.term, framing.evidence.start, framing.neutral, framing.polarity, framing.voice),
                *((of.id, of.country, of.name, name_key(of.name)) if of else (None, None, None, None)),
                encode_framing(framing).decode(),
            ),
        )


def article_row(article: Article) -> dict[str, str | int | None]:
    """Return the columns that an article's own fields fill."""
    return {
        "id": article.id,
        "title": article.title,
        "published": article.published,
        "outlet": article.outlet,
        "url": article.url,
        "language": article.language,
        "origin": article.origin,
        "text": article.text,
    }


def digest_of(reading: Reading) -> str:
    """Return the hash of all that a reading says. The file it was read from is no part of it: a copy changes nothing."""
    return sha256(msgspec.json.encode(replace(reading, article=replace(reading.article, origin=None)))).hexdigest()
