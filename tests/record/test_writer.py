"""The record keeps an article whole or not at all, and the same article twice changes nothing."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dragoman.domain import ActorRef, Article, Date, Event, Evidence, Flow, Framing, Reading, Relation, Source, Statement
from dragoman.errors import RecordError, TransientError
from dragoman.record import schema
from dragoman.record.selecting import Selection
from dragoman.record.view import RecordView
from dragoman.record.writer import RecordWriter

TEXT = "China lent Venezuela $5 billion, the minister said. He denied it. Maduro is president."
CHINA = ActorRef("CHN", "China", "China", "CHN", "GOV", "state")
VENEZUELA = ActorRef("VEN", "Venezuela", "Venezuela", "VEN", "GOV", "state")


def reading(n: int = 0, *, claims: int = 2, note: str | None = None) -> Reading:
    """A reading of article `n` with so many events."""
    article = Article(f"a{n}", f"{TEXT} {n}", title=f"Title {n}", published="2019-03-04", outlet="The Paper", language="en")
    events = tuple(
        Event(
            id=f"e{n}-{i}", article=article.id, evidence=Evidence(0, 20, TEXT[:20]), rule="test", type="AID", actors=(CHINA,), recipients=(VENEZUELA,)
        )
        for i in range(claims)
    )
    return Reading(article, events, words=14, note=note)


def dump(path: Path) -> list[str]:
    """Everything in the file, as SQL."""
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def test_same_article_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with RecordWriter(path) as writer:
        assert writer.add(reading()) is True
        before = dump(path)
        assert writer.add(reading()) is False
        moved = replace(reading(), article=replace(reading().article, origin="elsewhere.txt"))
        assert writer.add(moved) is False
    with RecordWriter(path, program="9.9") as writer:
        assert writer.add(reading()) is False
    assert dump(path) == before


CHANGES = [
    ("a claim less", reading(claims=1), 1),
    ("a claim more", reading(claims=3), 3),
    ("nothing coded any more", reading(claims=0, note="language: es"), 0),
    ("another note only", reading(note="short"), 2),
]


@pytest.mark.parametrize(("why", "second", "expected"), CHANGES, ids=[row[0] for row in CHANGES])
def test_changed_claims_replace_the_articles_own(tmp_path: Path, why: str, second: Reading, expected: int) -> None:
    path = tmp_path / "r.db"
    with RecordWriter(path, program="1") as writer:
        writer.add(reading())
        writer.add(reading(1))
    with RecordWriter(path, program="2") as writer:
        assert writer.add(second), why
    with RecordView(path) as view:
        assert len(list(view.claims_of("a0"))) == expected
        assert len(list(view.claims_of("a1"))) == 2
        stored = view.article("a0")
        assert stored is not None
        assert (stored.program, stored.note, stored.n_claims) == ("2", second.note, expected)
        assert view.counted(Selection(text="lent")) == expected + 2
    check_integrity(path)


def test_changed_text_is_found_and_the_old_is_not(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with RecordWriter(path) as writer:
        writer.add(reading())
        writer.add(replace(reading(), article=replace(reading().article, text="Quite another story")))
    with RecordView(path) as view:
        assert [stored.article.id for stored in view.articles(text="story")] == ["a0"]
        assert list(view.articles(text="lent")) == []
    check_integrity(path)


def check_integrity(path: Path) -> None:
    """SQLite's own checks, of the tables and of both full-text indexes against them."""
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in ("claim_text", "article_text"):
            connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
        assert connection.execute("SELECT count(*) FROM claim_actor WHERE claim NOT IN (SELECT number FROM claim)").fetchone() == (0,)
    finally:
        connection.close()


def test_two_claims_with_one_id_leave_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    bad = replace(reading(), claims=(*reading().claims, reading().claims[0]))
    with RecordWriter(path) as writer:
        with pytest.raises(RecordError, match=r"e0-0 of article a0 \(rule test\)"):
            writer.add(bad)
        assert writer.add(reading(1))
    with RecordView(path) as view:
        assert view.article("a0") is None
        assert view.counted() == 2


def test_busy_record_is_a_transient_error(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with RecordWriter(path) as first, RecordWriter(path, timeout=0.05) as second:
        first.add(reading())
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(TransientError, match="Another process is writing"):
            second.add(reading(1))
        with RecordView(path) as view:  # who reads does not wait
            assert view.counted() == 2
        holder.execute("ROLLBACK")
        holder.close()
        assert second.add(reading(1)) is True


def make_newer(path: Path) -> None:
    with RecordWriter(path) as writer:
        writer.add(reading())
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    connection.close()


def make_other(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE mine (x)")
    connection.commit()
    connection.close()


BAD_FILES = [
    ("newer version", make_newer, "Upgrade dragoman"),
    ("a database of another program", make_other, "not a record of Dragoman"),
    ("no database", lambda path: path.write_text("some notes of mine, " * 200), "not a record of Dragoman"),
    ("a folder", lambda path: path.mkdir(), "cannot be opened|no record"),
]


@pytest.mark.parametrize(("why", "make", "message"), BAD_FILES, ids=[row[0] for row in BAD_FILES])
@pytest.mark.parametrize("opener", [RecordWriter, RecordView])
def test_file_that_is_no_record_is_refused_and_left_as_it_is(tmp_path: Path, opener: type, why: str, make: object, message: str) -> None:
    path = tmp_path / "r.db"
    make(path)  # type: ignore[operator]
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(RecordError, match=message):
        opener(path)
    assert (path.read_bytes() if path.is_file() else b"") == before, why


def test_view_of_nothing_names_the_command() -> None:
    with pytest.raises(RecordError, match="dragoman read"):
        RecordView("/nonexistent/r.db")
    with pytest.raises(RecordError, match="folder exists"):
        RecordWriter("/nonexistent/r.db")


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_record_on_a_disk_that_cannot_be_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with RecordWriter(path) as writer:
        writer.add(reading())
    tmp_path.chmod(0o500)
    try:
        with RecordView(path) as view:
            assert view.counted() == 2
    finally:
        tmp_path.chmod(0o700)


def test_migrations_are_applied_once_and_in_order(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "r.db", isolation_level=None)
    assert schema.migrate(connection) == len(schema.MIGRATIONS)
    assert schema.migrate(connection) == 0
    more = (*schema.MIGRATIONS, schema.Migration("more", ("CREATE TABLE more (x)",)), schema.Migration("bad", ("CREATE TABLE b (x)", "NONSENSE")))
    with pytest.raises(sqlite3.OperationalError):
        schema.migrate(connection, more)
    assert schema.version(connection) == len(schema.MIGRATIONS) + 1
    assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'b'").fetchone() == (0,)
    connection.close()


def test_record_of_an_older_version_has_to_be_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.db"
    with RecordWriter(path) as writer:
        writer.add(reading())
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, schema.Migration("more", ("CREATE TABLE more (x)",))))
    with pytest.raises(RecordError, match="older version"):
        RecordView(path)


KILLED = """
import sys
sys.path[:0] = [{src!r}, {tests!r}]
from record.test_writer import reading
from dragoman.record.writer import RecordWriter
with RecordWriter(sys.argv[1]) as writer:
    for n in range(1_000_000):
        writer.add(reading(n, claims=20))
        print(n, flush=True)
"""


@pytest.mark.parametrize("n_committed", [1, 40, 150])
def test_killed_in_mid_write_loses_no_committed_article(tmp_path: Path, n_committed: int) -> None:
    """A process that is killed at any moment has lost nothing that it said it had written, and half of nothing is there."""
    path = tmp_path / "r.db"
    here = Path(__file__).parents[1]
    program = KILLED.format(src=str(here.parent / "src"), tests=str(here))
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        told = [int(process.stdout.readline()) for _ in range(n_committed)]
        process.send_signal(signal.SIGKILL)
        told += [int(line) for line in process.stdout if line.endswith("\n")]
    with RecordView(path) as view:
        kept = {stored.article.id: stored.n_claims for stored in view.articles()}
    assert {f"a{n}" for n in told} <= set(kept)
    assert set(kept.values()) == {20}
    check_integrity(path)
    with RecordWriter(path) as writer:
        assert writer.add(reading(told[-1], claims=20)) is False
        assert writer.add(reading(10_000_000)) is True


def test_every_kind_is_found_by_its_columns(tmp_path: Path) -> None:
    """The columns beside the JSON say what the JSON says."""
    article = Article("a", TEXT, published="2020-05-06")
    base: dict[str, Any] = {
        "article": "a",
        "evidence": Evidence(0, 31, TEXT[:31]),
        "rule": "r",
        "attribution": (Source("the minister", "said", "claims"),),
    }
    claims = (
        Event(id="1", type="AID", actors=(CHINA,), recipients=(VENEZUELA,), date=Date("2019-01-01", "2019-01-31", "month", "January"), **base),
        Statement(id="2", speaker=CHINA, content=Evidence(0, 10, TEXT[:10]), quote="indirect", cue="said", **base),
        Flow(id="3", flow_type="loan", measure="flow", provider=CHINA, recipient=VENEZUELA, status="delivered", polarity="negative", **base),
        Relation(id="4", relation="office", subject=VENEZUELA, role="president", modality="future", **base),
    )
    framing = Framing("a", "regime", Evidence(0, 5, TEXT[:5]), VENEZUELA, "government", "pejorative")
    path = tmp_path / "r.db"
    with RecordWriter(path) as writer:
        writer.add(Reading(article, claims, (framing,), words=14))
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT id, kind, type, start, date_start, date_end, first_day, last_day, polarity, modality FROM claim ORDER BY id"
    ).fetchall()
    day = "2020-05-06"
    assert rows == [
        ("1", "event", "AID", 0, "2019-01-01", "2019-01-31", "2019-01-01", "2019-01-31", "positive", "actual"),
        ("2", "statement", "indirect", 0, None, None, day, day, "positive", "actual"),
        ("3", "flow", "loan", 0, None, None, day, day, "negative", "actual"),
        ("4", "relation", "office", 0, None, None, day, day, "positive", "future"),
    ]
    actors = connection.execute(
        "SELECT claim.id, role, side, actor_id FROM claim_actor JOIN claim ON number = claim ORDER BY claim.id, side"
    ).fetchall()
    assert actors == [
        ("1", "actor", 1, "CHN"),
        ("1", "recipient", 2, "VEN"),
        ("2", "speaker", 1, "CHN"),
        ("3", "provider", 1, "CHN"),
        ("3", "recipient", 2, "VEN"),
        ("4", "subject", 1, "VEN"),
    ]
    assert connection.execute("SELECT DISTINCT position, name, stance FROM source").fetchall() == [(0, "the minister", "claims")]
    assert connection.execute("SELECT term, name_key FROM framing").fetchall() == [("regime", "venezuela")]
    assert json.loads(connection.execute("SELECT json FROM claim WHERE id = '1'").fetchone()[0])["date"]["precision"] == "month"
    connection.close()


def test_when_an_article_was_read_is_kept_and_a_second_reading_of_the_same_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with RecordWriter(path, clock=lambda: "2027-03-10T08:00:00+00:00") as writer:
        writer.add(reading())
    with RecordWriter(path, clock=lambda: "2027-03-11T08:00:00+00:00") as writer:
        writer.add(reading())
        writer.add(reading(1))
    with RecordView(path) as view:
        assert view.read_days() == {"a0": ("2019-03-04", "2027-03-10T08:00:00+00:00"), "a1": ("2019-03-04", "2027-03-11T08:00:00+00:00")}


def test_judgements_are_appended_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with RecordWriter(path, clock=lambda: "2027-03-10T08:00:00+00:00") as writer:
        writer.add(reading())
        assert writer.judge("same", "Ada", "e0-0", "e0-1", note="one loan") == 1
        assert writer.judge("undo", "Bo", undoes=1) == 2
        writer.add(reading(claims=0, note="read anew"))
    with RecordView(path) as view:
        first, second = view.judgements()
    assert (first.number, first.verdict, first.claim, first.other, first.words) == (
        1, "same", "e0-0", "e0-1", "judged the same by Ada on 2027-03-10: one loan",
    )  # fmt: skip
    assert (second.undoes, second.words) == (1, "undone (no. 1) by Bo on 2027-03-10")
    connection = sqlite3.connect(path)
    for sql in ("DELETE FROM judgement", "UPDATE judgement SET by = 'Eve'"):
        with pytest.raises(sqlite3.IntegrityError, match="undone, never"):
            connection.execute(sql)
    connection.close()


def test_a_record_without_findings_gets_the_tables_and_all_its_claims_are_pending(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    connection = sqlite3.connect(path, isolation_level=None)
    schema.migrate(connection, schema.MIGRATIONS[:1])
    connection.execute("INSERT INTO article (id, words, program, digest, text) VALUES ('a', 1, 'x', 'x', 'text')")
    connection.execute(
        "INSERT INTO claim (id, article, position, kind, type, start, polarity, modality, rule, evidence, json) "
        "VALUES ('c', 'a', 0, 'event', 'AID', 0, 'positive', 'actual', 'r', 't', '{}')"
    )
    connection.close()
    with RecordWriter(path) as writer, writer.reconciling() as store:
        assert store.pending() == ("c",)
        assert list(store.neighbours(1, joining=False)) == []
    with RecordView(path) as view:
        assert view.read_days() == {"a": (None, None)}
