"""Files of other programs are left as they are, and a record that cannot be written is found out before anything is read."""

import os
import sqlite3
from contextlib import closing

import pytest

from dragoman.errors import RecordError
from dragoman.record.connecting import check_target
from dragoman.record.writer import RecordWriter

FOREIGN = [
    ("the version of another program's schema, without a table yet", "PRAGMA user_version = 3"),
    ("another program's number, without a table yet", "PRAGMA application_id = 252006673"),
    ("another program's tables", "CREATE TABLE t (x)"),
]


@pytest.mark.parametrize(("why", "sql"), FOREIGN, ids=[row[0] for row in FOREIGN])
def test_a_file_of_another_program_is_left_as_it_is(tmp_path, why, sql):
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(sql)
    before = path.read_bytes()
    for opened in (RecordWriter, check_target):
        with pytest.raises(RecordError, match="not a record of Dragoman"):
            opened(path)
    assert path.read_bytes() == before, why


def test_what_may_become_a_record_passes_and_is_not_touched(tmp_path):
    check_target(tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()
    (tmp_path / "empty.db").touch()
    check_target(tmp_path / "empty.db")
    RecordWriter(tmp_path / "r.db").close()
    check_target(tmp_path / "r.db")


@pytest.mark.parametrize(("name", "cause"), [("", "It is a folder"), ("none/r.db", "There is no folder"), ("text.db", "not a record")])
def test_what_cannot_is_refused_with_its_cause(tmp_path, name, cause):
    (tmp_path / "text.db").write_text("not SQLite")
    with pytest.raises(RecordError, match=cause):
        check_target(tmp_path / name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_refused(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(RecordError, match="may not write"):
        check_target(tmp_path / "r.db")
