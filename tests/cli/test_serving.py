"""`dragoman serve` as a process: where it listens, whom it answers, and what it refuses before it starts."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

from dragoman.cli import app
from dragoman.domain import Article, Reading
from dragoman.errors import TerminalError
from dragoman.record.writer import RecordWriter


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "r.sqlite"
    with RecordWriter(path) as writer:
        writer.add(Reading(Article("a", "Words.", "A headline")))
    return path


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def served(*arguments: object) -> Iterator[str]:
    """A server, by the line that it says when it listens; in the end it is interrupted and must end well."""
    command = [sys.executable, "-m", "dragoman.cli", "serve", *map(str, arguments)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own program
        assert process.stderr is not None
        try:
            yield next(line for line in process.stderr if "http://" in line)
        finally:
            process.send_signal(signal.SIGINT)
        left = process.stderr.read()
        assert process.wait(10) in {0, 130}, left
        assert "Traceback" not in left


def test_the_pages_are_served_and_nothing_is_said_of_the_server(record: Path) -> None:
    port = free_port()
    with served("--record", record, "--port", port) as said:
        assert f"1 article of {record} at http://127.0.0.1:{port}/" in said
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/article/a", timeout=10) as answer:
            assert b"A headline" in answer.read()
            assert answer.headers["server"] is None


def test_a_key_is_made_once_and_opens_the_pages(record: Path, tmp_path: Path) -> None:
    port, file = free_port(), tmp_path / "key"
    for _ in range(2):
        with served("--record", record, "--port", port, "--token-file", file, "--read-only") as said:
            address = re.search(r"http://\S+", said)
            assert address is not None
            with pytest.raises(urllib.error.HTTPError, match="401"):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10)
            opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
            with opener.open(address[0], timeout=10) as answer:
                assert b"What the record holds" in answer.read()
        assert file.stat().st_mode & 0o077 == 0
        assert address[0].endswith(file.read_text())


def test_a_port_that_is_taken_is_named(record: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = CliRunner().invoke(app, ["serve", "--record", str(record), "--port", str(port)])
    assert isinstance(done.exception, TerminalError)
    assert f"127.0.0.1 port {port}" in str(done.exception)
    assert "--port" in str(done.exception)


REFUSED: list[tuple[str, list[str], int, str]] = [
    ("another address without a key", ["--host", "192.0.2.7"], 2, "--token-file"),
    ("no address at all", ["--host", "0.0.0.0", "--token-file", "k"], 2, "name the one"),  # noqa: S104
    ("every address", ["--host", "[::]", "--token-file", "k"], 2, "name the one"),
]


@pytest.mark.parametrize(("why", "arguments", "code", "words"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_others_could_reach_is_refused(record: Path, why: str, arguments: list[str], code: int, words: str) -> None:
    done = CliRunner().invoke(app, ["serve", "--record", str(record), *arguments])
    assert (done.exit_code, words in " ".join(re.sub(r"[│╭╰─╮╯]", " ", done.output).split())) == (code, True)


KEYS = [("short", "secret", 0o600, "no key of 32"), ("read by others", "k" * 43, 0o644, "chmod 600"), ("no text", "\xe9" * 43, 0o600, "can read")]


@pytest.mark.parametrize(("why", "key", "mode", "words"), KEYS, ids=[row[0] for row in KEYS])
def test_a_key_that_keeps_nobody_out_is_refused(record: Path, tmp_path: Path, why: str, key: str, mode: int, words: str) -> None:
    file = tmp_path / "key"
    file.write_text(key, encoding="latin-1")
    file.chmod(mode)
    done = CliRunner().invoke(app, ["serve", "--record", str(record), "--host", "192.0.2.7", "--token-file", str(file)])
    assert isinstance(done.exception, TerminalError)
    assert words in str(done.exception)


def test_the_record_may_lie_where_nothing_is_written(record: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    record.parent.chmod(0o500)
    try:
        with served("--record", record, "--port", free_port()) as said:
            assert "1 article" in said
    finally:
        record.parent.chmod(0o700)
