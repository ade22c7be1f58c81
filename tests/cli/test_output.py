"""Where the answer goes, as a process: a terminal with its width, colours and pager, a closed or full standard output."""

import contextlib
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from fcntl import ioctl
from pathlib import Path

import pytest

from dragoman.domain import Article, Event, Evidence, Reading
from dragoman.record.writer import RecordWriter

ROOT = Path(__file__).parents[2]
RUN = [sys.executable, "-m", "dragoman.cli"]
WORDS = "The minister of the economy of the republic said on Tuesday that the two sides had agreed to go on talking"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("output") / "r.sqlite"
    with RecordWriter(path) as writer:
        events = [Event(id=f"ev-{n:03}", article="a", evidence=Evidence(0, len(WORDS), WORDS), rule="r", type="CONSULT") for n in range(30)]
        writer.add(Reading(Article("a", WORDS, "Talks\x1b[2J", "2024-03-05", "Wire"), tuple(events)))
    return path


def environment(path, **more):
    kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "PAGER", "LESS", "COLUMNS", "FORCE_COLOR", "PY_COLORS"}}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "DRAGOMAN_RECORD": str(path), "TERM": "xterm", **more}


def on_terminal(path, *arguments, columns=80, lines=24, **more):
    """What the program sends to a terminal."""
    ours, theirs = pty.openpty()
    ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    command = [*RUN, *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment(path, **more)):  # noqa: S603 - our own program
        os.close(theirs)
        sent = b""
        with contextlib.suppress(OSError):  # it has ended
            while more_sent := os.read(ours, 65536):
                sent += more_sent
    os.close(ours)
    return sent.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [50, 80, 120, 200])
def test_lines_keep_to_the_width_of_the_terminal(path, columns):
    shown = on_terminal(path, "events", "--no-pager", columns=columns, NO_COLOR="1")
    assert max(map(len, shown.splitlines())) <= columns
    assert "30 events" in shown


def run(path, command, **more):
    return subprocess.run(["bash", "-c", command], capture_output=True, env=environment(path, **more), check=False)  # noqa: S603, S607


def test_without_a_terminal_lines_have_118_columns_and_no_marks(path):
    shown = run(path, f"{' '.join(RUN)} events", COLUMNS="40").stdout.decode()
    assert 100 < max(map(len, shown.splitlines())) <= 118
    assert "\x1b" not in shown


PLAIN = [("NO_COLOR", {"NO_COLOR": "1"}), ("a dumb terminal", {"TERM": "dumb"})]


@pytest.mark.parametrize(("why", "more"), PLAIN, ids=[row[0] for row in PLAIN])
@pytest.mark.parametrize("arguments", [("events", "--no-pager"), ("--help",), ("events", "--help"), ("events", "--actors"), ("articles",)])
def test_no_marks_where_none_are_wanted(path, why, more, arguments):
    assert "\x1b" not in on_terminal(path, *arguments, **more)


@pytest.mark.parametrize("arguments", [("events", "--no-pager"), ("--help",)])
def test_marks_on_a_terminal(path, arguments):
    assert "\x1b[1m" in on_terminal(path, *arguments)


def test_what_was_read_does_not_steer_the_terminal(path):
    assert "\x1b[2J" not in on_terminal(path, "articles", "--format", "csv") + on_terminal(path, "articles")


def test_a_long_list_goes_to_the_pager_and_a_short_one_does_not(path, tmp_path):
    pager = tmp_path / "pager"
    pager.write_text('#!/bin/sh\necho "PAGED $*"\ncat\n')
    pager.chmod(0o755)
    shown = on_terminal(path, "events", PAGER=f"{pager} -x")
    assert shown.startswith("PAGED -x\n")
    assert re.search(r"ev-029\n30 events\n$", shown), "the count stands below it"
    assert "\x1b" not in shown, "only less is known to show marks"
    for more in (("--limit", "2"), ("--no-pager",), ("--format", "jsonl")):
        assert "PAGED" not in on_terminal(path, "events", *more, PAGER=str(pager))
    for none in ("", "cat", "there-is-no-such-pager"):
        assert "ev-029" in on_terminal(path, "events", PAGER=none)


def test_who_leaves_the_pager_early_is_told_no_number(path, tmp_path):
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\nhead -1\n")
    pager.chmod(0o755)
    with RecordWriter(tmp_path / "long.sqlite") as writer:
        evidence = Evidence(0, len(WORDS), WORDS)
        events = tuple(Event(id=f"ev-{n:05}", article="a", evidence=evidence, rule="r", type="CONSULT") for n in range(3000))
        writer.add(Reading(Article("a", WORDS), events))
    assert on_terminal(tmp_path / "long.sqlite", "events", PAGER=str(pager)).splitlines() == ["[undated]         CONSULT: —"]


ENDS = [
    ("a reader that has read enough", "{} events | head -1", 0, ""),
    ("and of the help", "{} events --help | true", 0, ""),
    ("full", "{} events > /dev/full", 1, "error: standard output: No space left on device. Send it where there is room.\n"),
    ("full, of lines", "{} events --format jsonl > /dev/full", 1, "error: standard output: No space left on device. Send it where there is room.\n"),
    ("full, of help", "{} --help > /dev/full", 1, "error: standard output: No space left on device. Send it where there is room.\n"),
    ("closed", "{} events >&-", 1, "error: standard output is closed. Leave it open, or name a file with --output where there is that option.\n"),
]


@pytest.mark.parametrize(("why", "command", "code", "told"), ENDS, ids=[row[0] for row in ENDS])
def test_a_standard_output_that_takes_no_more(path, why, command, code, told):
    done = run(path, "set -o pipefail; " + command.format(" ".join(RUN)))
    assert done.stderr.decode().replace("30 events\n", "") == told
    assert done.returncode == code or "help | true" in command


COMPLETED = [
    ("ids", "dragoman explain ev-00", 2, "ev-000"),
    ("commands", "dragoman fin", 1, "findings"),
    ("values", "dragoman events --modality f", 3, "future"),
]


@pytest.mark.parametrize(("why", "words", "at", "offered"), COMPLETED, ids=[row[0] for row in COMPLETED])
def test_the_shell_is_offered(path, why, words, at, offered):
    asked = {"_DRAGOMAN_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(at)}
    program = [sys.executable, "-c", "import sys; sys.argv = ['dragoman']; from dragoman.cli import main; main()"]
    done = subprocess.run(program, capture_output=True, env=environment(path, **asked), check=False)  # noqa: S603 - our own program
    assert offered in done.stdout.decode().split()
