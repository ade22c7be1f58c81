"""What may go wrong around a run: a kill, a full disk, a read-only folder, a lock, a clock that was moved, a second run."""

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from evaluation.crash import PROGRAM, ROOT, contents, faults, reading

from dragoman.domain import Article, Reading
from dragoman.errors import RecordError, TransientError
from dragoman.record.writer import RecordWriter
from dragoman.running.checking import check

SOURCES = [ROOT / "samples" / f"{name}.txt" for name in ("ecu-1", "ecu-2", "taj-1", "van-1")]


def plain(number: int, size: int = 100) -> Reading:
    return Reading(Article(f"a{number}", f"{number} " + "words and more " * size, language="en"), words=5)


def test_killed_at_five_moments(tmp_path):
    assert faults(5, 1, tmp_path, SOURCES) == []


def test_two_runs_at_once_make_the_same_record(tmp_path):
    assert reading(tmp_path / "one", SOURCES).wait() == 0
    both = [reading(tmp_path / "two", SOURCES) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert contents(tmp_path / "two") == contents(tmp_path / "one")
    assert list(check(tmp_path / "two")) == []


def test_a_clock_that_was_moved_back_changes_nothing(tmp_path):
    path = tmp_path / "r.db"
    for clock in ("2027-03-09T10:00:00+00:00", "1970-01-01T00:00:00+00:00"):
        with RecordWriter(path, clock=lambda clock=clock: clock) as writer:
            for number in range(3):
                writer.add(plain(number))
            writer.add(plain(len(clock) + int(clock[:4])))
    assert list(check(path)) == []
    assert len(contents(path)[0]) == 5


def test_a_lock_that_somebody_holds_is_waited_for_and_then_said(tmp_path):
    path = tmp_path / "r.db"
    RecordWriter(path).close()
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        with RecordWriter(path, timeout=0.1) as writer, pytest.raises(TransientError, match="Another process"):
            writer.add(plain(1))
        freeing = threading.Timer(0.3, lambda: other.execute("ROLLBACK"))
        freeing.start()
        with RecordWriter(path, timeout=20) as writer:
            assert writer.add(plain(1))
        freeing.join()
    assert list(check(path)) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_said_before_anything_is_read(tmp_path):
    tmp_path.chmod(0o500)
    command = [sys.executable, "-c", PROGRAM, str(ROOT / "src"), "read", str(SOURCES[0]), "--record", str(tmp_path / "r.db")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    tmp_path.chmod(0o700)
    assert (done.returncode, "You may not write" in done.stderr) == (1, True)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 2 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True, check=False).returncode:  # noqa: S603, S607
        pytest.skip("no disk of one's own can be made here")
    yield Path(folder)
    subprocess.run(["umount", str(folder)], check=True)  # noqa: S603, S607


def test_a_full_disk_costs_the_last_article_only(small_disk):
    path = small_disk / "r.db"
    written = []

    def fill():
        with RecordWriter(path) as writer:
            for number in range(1000):
                writer.add(plain(number, 2000))
                written.append(f"a{number}")

    with pytest.raises(RecordError, match="disk is full"):
        fill()
    assert written
    assert contents(path)[0] == set(written)
    assert list(check(path)) == []
