"""`check` finds what is wrong with a record and `--repair` mends what can be; `backup` copies it while others write."""

import sqlite3
import threading
from contextlib import closing

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.domain import Article, Event, Evidence
from dragoman.errors import RecordError
from dragoman.reading.sources import Defaults, read_sources
from dragoman.record import schema
from dragoman.record.copying import back_up
from dragoman.record.view import RecordView
from dragoman.record.writer import RecordWriter
from dragoman.running.checking import check
from dragoman.running.path import read_articles
from dragoman.running.reconcile import refresh


@pytest.fixture(scope="session")
def made(tmp_path_factory, tools):
    """A record of four articles, with findings."""
    path = tmp_path_factory.mktemp("checked") / "r.db"
    articles = [a for a in read_sources([f"samples/ecu-{n}.txt" for n in (1, 2, 3, 4)], Defaults()) if isinstance(a, Article)]
    with RecordWriter(path) as writer:
        for reading in read_articles(articles, tools):
            writer.add(reading)
    refresh(path)
    return path


@pytest.fixture
def record(made, tmp_path):
    back_up(made, tmp_path / "r.db")
    return tmp_path / "r.db"


def change(path, *statements):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement.replace("FIRST", FIRST))


def test_a_sound_record_has_no_problems(record):
    assert list(check(record)) == []
    done = CliRunner().invoke(app, ["check", "--record", str(record)])
    assert (done.exit_code, done.stdout) == (0, "")


def test_a_claim_by_hand_is_no_damage(record):
    with RecordView(record) as view:
        text = view.article("sample-ecu-1").article.text
    mine = Event(id="ev-mine", article="sample-ecu-1", evidence=Evidence(0, 5, text[:5]), rule="by hand", type="AID")
    with RecordWriter(record) as writer:
        writer.record_by_hand(mine, "A. Reader")
    refresh(record)
    assert list(check(record)) == []


FIRST = "(SELECT id FROM claim WHERE kind = 'event' ORDER BY id LIMIT 1)"
DAMAGE = [
    ("an article's text", "UPDATE article SET text = 'X' || text WHERE id = 'sample-ecu-1'", "do not stand at", False),
    ("an article's day", "UPDATE article SET published = '2001-01-01' WHERE id = 'sample-ecu-1'", "not those that were written", False),
    ("a claim's JSON", "UPDATE claim SET json = replace(json, '\"acts\"', '\"facts\"') WHERE id = FIRST", "not those that were written", False),
    ("JSON cut off", "UPDATE claim SET json = substr(json, 1, 50) WHERE id = FIRST", "cannot be read", False),
    ("a claim deleted by hand", "DELETE FROM claim WHERE id = FIRST", "not those that were written", False),
    ("a claim of no article", "UPDATE claim SET article = 'nobody' WHERE id = FIRST", "without its article", False),
    ("a claim of another article", "UPDATE claim SET article = 'sample-ecu-2' WHERE id = FIRST", "name different claims", False),
    ("a finding of claims that are gone", 'UPDATE finding SET json = replace(json, \'"claims":["\', \'"claims":["no\')', "names the claim no", True),
    (
        "a finding that claims do not give",
        "UPDATE finding SET json = replace(json, '\"n_articles\":2', '\"n_articles\":7')",
        "not what its claims",
        True,
    ),
    ("a finding deleted by hand", "DELETE FROM finding WHERE id = (SELECT id FROM finding LIMIT 1)", "finding that is gone", True),
    ("counts that lost one", "UPDATE tally SET n = n + 1 WHERE one = ''", "counts by pair and month", True),
    ("a total that is wrong", "UPDATE total SET n = n + 1", "counts by pair and month", True),
    ("claims of a pair that lost one", "DELETE FROM between_two WHERE other = 'ECU'", "counts by pair and month", True),
    ("an index of words that lost one", "INSERT INTO claim_text (claim_text) VALUES ('delete-all')", "index of words", True),
]


@pytest.mark.parametrize(("why", "sql", "cause", "mended"), DAMAGE, ids=[row[0] for row in DAMAGE])
def test_damage_is_found_and_named(record, why, sql, cause, mended):
    change(record, sql)
    done = CliRunner().invoke(app, ["check", "--record", str(record), "--repair"])
    assert done.exit_code == 1, why
    assert cause in done.stdout
    if mended:
        refresh(record)
        assert list(check(record)) == []


def test_a_repaired_article_is_read_again(record, tools):
    change(record, DAMAGE[2][1])
    CliRunner().invoke(app, ["check", "--record", str(record), "--repair"])
    articles = list(read_sources([f"samples/ecu-{n}.txt" for n in (1, 2, 3, 4)], Defaults()))
    with RecordWriter(record) as writer:
        unread = [a for a in articles if not writer.has(a)]
        assert len(unread) == 1
        for reading in read_articles(unread, tools):
            assert writer.add(reading)
    assert list(check(record)) == []


def test_a_damaged_file_is_named(record):
    data = bytearray(record.read_bytes())
    for at in range(4096 * 20, len(data), 4096 * 7):
        data[at : at + 200] = b"\xff" * 200
    record.write_bytes(data)
    done = CliRunner().invoke(app, ["check", "--record", str(record)])
    assert done.exit_code == 1
    assert "sqlite3 FILE .recover" in done.stdout
    with pytest.raises(RecordError, match="damaged"):
        back_up(record, record.with_name("copy.db"))
    assert sorted(p.name for p in record.parent.iterdir() if "copy" in p.name) == [], "no half of a copy"


def test_a_copy_holds_the_record_of_one_moment_while_another_writes(record, tools):
    with RecordView(record) as view:
        before = view.counts().articles
    [extra] = list(read_articles([Article("x", "Israel attacked Syria on Monday.", published="2024-01-01", language="en")], tools))
    stop = threading.Event()

    def write():
        number = 0
        with RecordWriter(record) as writer:
            while not stop.is_set():
                number += 1
                writer.add(type(extra)(Article(f"x{number}", extra.article.text, language="en"), words=5))

    writing = threading.Thread(target=write)
    writing.start()
    try:
        for number in range(5):
            back_up(record, record.with_name(f"copy{number}.db"))
    finally:
        stop.set()
        writing.join()
    counts = []
    for number in range(5):
        copy = record.with_name(f"copy{number}.db")
        assert list(check(copy)) == []
        with RecordView(copy) as view:
            counts.append(view.counts().articles)
    assert counts == sorted(counts)
    assert counts[0] >= before


def test_a_copy_replaces_nothing_unless_told_and_never_the_record(record, tmp_path):
    run, target = CliRunner().invoke, tmp_path / "copy.db"
    target.write_text("mine")
    asked = ["backup", str(target), "--record", str(record)]
    refused = run(app, asked)
    assert isinstance(refused.exception, RecordError)
    assert target.read_text() == "mine"
    assert run(app, [*asked, "--force"]).exit_code == 0
    assert list(check(target)) == []
    with pytest.raises(RecordError, match="never the record itself"):
        back_up(record, record, replace=True)
    with pytest.raises(RecordError, match="no record"):
        back_up(tmp_path / "none.db", tmp_path / "copy2.db")


def test_an_older_record_is_kept_before_it_is_migrated(record, monkeypatch):
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, schema.Migration("more", ("CREATE TABLE more (x)",))))
    before = record.read_bytes()
    RecordWriter(record).close()
    kept = record.with_name(f"r.db.before-v{len(schema.MIGRATIONS)}")
    assert kept.exists()
    with closing(sqlite3.connect(kept)) as old, closing(sqlite3.connect(record)) as new:
        assert schema.version(old) == schema.version(new) - 1
        query = "SELECT id, json FROM claim ORDER BY id"
        assert old.execute(query).fetchall() == new.execute(query).fetchall() != []
    RecordWriter(record).close()
    kept.with_name("second").write_bytes(before)
    RecordWriter(kept.with_name("second")).close()
    names = sorted(p.name for p in record.parent.iterdir() if "before" in p.name)
    assert names == [kept.name, f"second.before-v{len(schema.MIGRATIONS)}"], "once a migration"


def test_a_new_record_has_nothing_to_keep(tmp_path):
    RecordWriter(tmp_path / "new.db").close()
    assert [p.name for p in tmp_path.iterdir()] == ["new.db"]
