"""Reading the record. The connection is read-only: no question changes what was kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from dragoman.domain import Article, Claim, Finding, Judgement
from dragoman.errors import RecordError
from dragoman.record import schema
from dragoman.record.actors import ACTORS, RecordedActor
from dragoman.record.connecting import check_version, translated
from dragoman.record.encoding import TYPES, AnyClaim, decode_article, encode_claim
from dragoman.record.reconciled import JUDGEMENT, judgement_of
from dragoman.record.selecting import EVERYTHING, Cursor, Selection, actor_condition, match_expression, order, select


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim of the record: `claim` is the contract's JSON as Python has it; outlet, published, title and url are its article's."""

    id: str
    kind: str
    article: str
    claim: dict[str, Any]
    outlet: str | None
    published: str | None
    title: str | None
    url: str | None = None
    place: Cursor | None = None
    """Where it stands in the order of claims; None of a claim that is in no record."""

    @property
    def typed(self) -> AnyClaim:
        """The claim as `Event`, `Statement`, `Flow` or `Relation`."""
        return msgspec.convert(self.claim, TYPES[self.kind])

    @classmethod
    def of(cls, claim: Claim, article: Article) -> StoredClaim:
        """The same view of a claim that has just been made, without a record."""
        return cls(
            claim.id,
            claim.kind,
            claim.article,
            msgspec.json.decode(encode_claim(claim)),
            article.outlet,
            article.published,
            article.title,
            article.url,
        )


@dataclass(frozen=True, slots=True)
class StoredFraming:
    """A loaded word of the record, apart from its claims; outlet, published and title are its article's."""

    article: str
    framing: dict[str, Any]
    outlet: str | None
    published: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class PrintedName:
    """The words that an outlet prints for an actor, and in how many places."""

    id: str | None
    name: str
    outlet: str | None
    text: str
    times: int


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article of the record: `note` says why nothing was coded, `program` which version of Dragoman read it."""

    article: Article
    note: str | None
    words: int
    program: str
    n_claims: int


@dataclass(frozen=True, slots=True)
class SetAside:
    """An article that could not be read: what went wrong, in which version of Dragoman, and when (ISO 8601 in UTC)."""

    article: Article
    fault: str
    program: str
    at: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the record holds; `claims` by kind, `notes` by what they say."""

    articles: int
    words: int
    claims: dict[str, int]
    framings: int
    notes: dict[str, int]


CLAIM = """SELECT claim.id, claim.kind, claim.article, claim.json, article.outlet, article.published, article.title, article.url,
claim.first_day, claim.position FROM claim JOIN article ON article.id = claim.article"""
ARTICLE = """SELECT id, text, title, published, outlet, url, language, origin, note, words, program,
(SELECT count(*) FROM claim WHERE claim.article = article.id) FROM article"""
FRAMING = """SELECT framing.article, framing.json, article.outlet, article.published, article.title
FROM framing JOIN article ON article.id = framing.article"""


# A name is counted once at each place of an article, however many claims are made of it.
NAMES = """SELECT actor.actor_id, actor.name, article.outlet, actor.text, count(DISTINCT article.id || ' ' || claim.start)
FROM claim_actor actor JOIN claim ON claim.number = actor.claim JOIN article ON article.id = claim.article {where}
GROUP BY 1, 2, 3, 4 ORDER BY 2, 3, 5 DESC, 4"""


class RecordView:
    """Answers from a record that exists. Any number of views may read while a writer writes; each answer is of one moment."""

    def __init__(self, path: str | Path, *, timeout: float = 30.0) -> None:
        """Open the record at `path`, or raise `RecordError` where there is none that this version can read."""
        self.path = Path(path)
        if not self.path.is_file():
            raise RecordError(f"{self.path}: There is no record. Make it with `dragoman read PATH --record {self.path}`.")
        with translated(self.path):
            self._connection = connect(self.path, timeout)
            try:
                check_version(self._connection, self.path)
                if schema.version(self._connection) < len(schema.MIGRATIONS):
                    raise RecordError(
                        f"{self.path}: The record is of an older version. Bring it up to date: `dragoman read PATH --record {self.path}`."
                    )
            except BaseException:
                self._connection.close()
                raise

    def __enter__(self) -> RecordView:
        """Return the view itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the view."""
        self.close()

    def close(self) -> None:
        """Close the view."""
        self._connection.close()

    def select(self, selection: Selection = EVERYTHING, limit: int | None = None, offset: int = 0) -> Iterator[StoredClaim]:
        """Return the claims of a selection, lazily, in its order; a day that is none is an `InputError`."""
        chosen = select(selection)
        rows = self.rows(f"{CLAIM} {chosen.where} {order(selection)} LIMIT ? OFFSET ?", (*chosen.values, -1 if limit is None else limit, offset))
        return (stored_claim(row) for row in rows)

    def counted(self, selection: Selection = EVERYTHING) -> int:
        """Return how many claims a selection has."""
        chosen = select(selection)
        return int(next(self.rows(f"SELECT count(*) FROM claim {chosen.where}", chosen.values))[0])

    def numbered(self, number: int) -> list[StoredClaim]:
        """Return the claim with this number in the file, if it is there."""
        return [stored_claim(row) for row in self.rows(f"{CLAIM} WHERE claim.number = ?", (number,))]

    def claim(self, claim_id: str) -> StoredClaim | None:
        """Return one claim, or None."""
        return next((stored_claim(row) for row in self.rows(f"{CLAIM} WHERE claim.id = ?", (claim_id,))), None)

    def claims_of(self, article_id: str) -> Iterator[StoredClaim]:
        """Yield the claims of one article, in the order in which it makes them."""
        for row in self.rows(f"{CLAIM} WHERE claim.article = ? ORDER BY claim.position", (article_id,)):
            yield stored_claim(row)

    def articles(self, text: str | None = None, limit: int | None = None, offset: int = 0) -> Iterator[StoredArticle]:
        """Yield the articles, by day of publication; with `text`, those that have all its words and phrases in title or text."""
        where = ""
        values: tuple[str, ...] = ()
        expression = match_expression(text)
        if expression is not None:
            where, values = "WHERE number IN (SELECT rowid FROM article_text WHERE article_text MATCH ?)", (expression,)
        page = (-1 if limit is None else limit, offset)
        for row in self.rows(f"{ARTICLE} {where} ORDER BY published, id LIMIT ? OFFSET ?", (*values, *page)):
            yield stored_article(row)

    def article(self, article_id: str) -> StoredArticle | None:
        """Return one article, or None."""
        return next((stored_article(row) for row in self.rows(f"{ARTICLE} WHERE id = ?", (article_id,))), None)

    def set_aside(self) -> Iterator[SetAside]:
        """Yield the articles that could not be read, by time and id."""
        for json, *rest in self.rows("SELECT json, fault, program, at FROM aside ORDER BY at, article"):
            yield SetAside(decode_article(json), *rest)

    def framings(self, actor: str | None = None) -> Iterator[StoredFraming]:
        """Yield the loaded words, by day of publication; with `actor`, those that are used of it."""
        where, values = ("", ()) if actor is None else actor_condition("framing", actor)
        order = "ORDER BY article.published, framing.article, framing.position"
        for row in self.rows(f"{FRAMING} {'WHERE ' + where if where else ''} {order}", values):
            yield StoredFraming(row[0], msgspec.json.decode(row[1]), *row[2:])

    def framings_of(self, article_id: str) -> Iterator[StoredFraming]:
        """Yield the loaded words of one article, in order."""
        for row in self.rows(f"{FRAMING} WHERE framing.article = ? ORDER BY framing.position", (article_id,)):
            yield StoredFraming(row[0], msgspec.json.decode(row[1]), *row[2:])

    def printed_names(self, actor: str | None = None) -> Iterator[PrintedName]:
        """Yield the words that each outlet prints for an actor, or for every actor, with how often its claims do."""
        where, values = ("", ()) if actor is None else actor_condition("actor", actor)
        yield from (PrintedName(*row) for row in self.rows(NAMES.format(where="WHERE " + where if where else ""), values))

    def actors(self, limit: int | None = None) -> Iterator[RecordedActor]:
        """Yield who stands on any side of the claims, those of most claims first."""
        yield from (RecordedActor(*row) for row in self.rows(ACTORS, (-1 if limit is None else limit,)))

    def findings(self) -> Iterator[Finding]:
        """Yield the findings that the record keeps, by first publication; they are as new as the last time they were brought up to date."""
        for row in self.rows("SELECT json FROM finding ORDER BY published, article, start, claim"):
            yield msgspec.json.decode(row[0], type=Finding)

    def is_reconciled(self, digest: str) -> bool:
        """Return whether the findings are those of all claims and judgements, made with the tables of this digest."""
        made = list(self.rows("SELECT digest, (SELECT count(*) FROM pending) FROM made_with"))
        return made == [(digest, 0)]

    def judgements(self) -> Iterator[Judgement]:
        """Yield all that users decided, by number, also what was undone."""
        for row in self.rows(f"{JUDGEMENT} ORDER BY number"):
            yield judgement_of(row)

    def read_days(self) -> dict[str, tuple[str | None, str | None]]:
        """Return for each article its day of publication and the time at which it was read, in UTC; None where unknown."""
        return {row[0]: (row[1], row[2]) for row in self.rows("SELECT id, published, read_at FROM article")}

    def counts(self) -> Counts:
        """Return how much the record holds."""
        articles, words = next(self.rows("SELECT count(*), coalesce(sum(words), 0) FROM article"))
        return Counts(
            articles=articles,
            words=words,
            claims=dict(self.rows("SELECT kind, count(*) FROM claim GROUP BY kind ORDER BY kind")),
            framings=next(self.rows("SELECT count(*) FROM framing"))[0],
            notes=dict(self.rows("SELECT note, count(*) FROM article WHERE note IS NOT NULL GROUP BY note ORDER BY note")),
        )

    def watch(self, late: Callable[[], bool] | None, steps: int) -> None:
        """Ask `late` every so many steps of a question, and end it with a `RecordError` where it says so; None asks no more."""
        self._connection.set_progress_handler(late, steps)

    def rows(self, sql: str, values: tuple[object, ...] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a question of our own; values are bound."""
        with translated(self.path):
            for row in self._connection.execute(sql, values):  # noqa: UP028 - a reader who stops early must not find the cursor in use
                yield row


def connect(path: Path, timeout: float) -> sqlite3.Connection:
    """Return a read-only connection, also to a record on a disk where nothing may be written beside it."""
    uri = path.absolute().as_uri()
    connection = read_only(f"{uri}?mode=ro", timeout)
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        log = path.with_name(f"{path.name}-wal")
        if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY} or log.exists():
            raise
        # SQLite wants to make its log's index beside the file and may not. Without a log nobody is writing: the file stands still.
        connection = read_only(f"{uri}?mode=ro&immutable=1", timeout)
    except BaseException:
        connection.close()
        raise
    return connection


def read_only(uri: str, timeout: float) -> sqlite3.Connection:
    """Open `uri`. A web server may use a view from another thread than the one that opened it, one at a time."""
    return sqlite3.connect(uri, uri=True, timeout=timeout, isolation_level=None, check_same_thread=False)


def stored_claim(row: tuple[Any, ...]) -> StoredClaim:
    """Return the claim of a row of `CLAIM`."""
    return StoredClaim(row[0], row[1], row[2], msgspec.json.decode(row[3]), row[4], row[5], row[6], row[7], Cursor(row[8] or "", row[2], row[9]))


def stored_article(row: tuple[Any, ...]) -> StoredArticle:
    """Return the article of a row of `ARTICLE`."""
    return StoredArticle(Article(*row[:8]), *row[8:])
