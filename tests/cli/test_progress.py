"""What is shown while articles are read, and how the reading is stopped."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from dragoman.cli.progress import Progress, Stopped, duration, stoppable
from dragoman.errors import DragomanError
from dragoman.record.view import RecordView


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.4, "0 s"),
        (59, "59 s"),
        (61, "1 min"),
        (3_599, "1 h 0 min"),
        (12_000, "3 h 20 min"),
        (187_000, "2 d 4 h"),
    ],
)
def test_a_time_has_two_units_at_most(seconds, said):
    assert duration(seconds) == said


def test_a_line_tells_rate_and_time_left(monkeypatch):
    now = 0.0
    monkeypatch.setattr("dragoman.cli.progress.monotonic", lambda: now)
    with Progress(40) as progress:
        progress.passed()
        assert progress.line() == "1 of 40 articles, 0 claims"  # nothing is read yet: there is no rate
        now = 10.0
        for _ in range(20):
            progress.read(3)
        assert progress.line() == "21 of 40 articles, 60 claims, 2.0 articles/s, 10 s left"


def test_a_guess_that_was_too_low_is_raised():
    progress = Progress(1)
    progress.passed()
    progress.passed()
    assert progress.line().startswith("2 of 2 articles")


def test_the_second_signal_ends_the_process_as_the_system_does():
    before = signal.getsignal(signal.SIGTERM)
    with stoppable():
        with pytest.raises(Stopped) as stopped:
            os.kill(os.getpid(), signal.SIGTERM)
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    assert stopped.value.code == 143
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_what_was_read_is_kept_when_it_is_stopped(tmp_path, number, code):
    articles, record = tmp_path / "articles.jsonl", tmp_path / "r.sqlite"
    with articles.open("w") as lines:
        for n in range(20_000):
            lines.write(json.dumps({"id": str(n), "text": f"France sent {n + 2} ships to Ghana."}) + "\n")
    command = [sys.executable, "-m", "dragoman.cli", "read", str(articles), "--record", str(record), "--workers", "1"]
    # A shell has what it starts in the background ignore Ctrl-C, and so has CI the tests: the program is given the system's way back.
    given = {"stderr": subprocess.PIPE, "text": True, "preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)}
    with subprocess.Popen(command, **given) as process:  # noqa: S603 - our own program
        while not _articles(record) and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    assert process.returncode == code, said
    assert "stopped: what was read is kept; the same command reads the rest." in said
    assert f"{_articles(record)} new or changed" in said


def _articles(record):
    if not record.is_file():
        return 0
    try:
        with RecordView(record) as view:
            return view.counts().articles
    except DragomanError:  # it is being made
        return 0
