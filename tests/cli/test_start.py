"""A command loads what it works with and nothing else. What is imported is what a start costs, on any machine."""

import json
import subprocess
import sys

import pytest

from dragoman.record.writer import RecordWriter

RUN = """
import json, sys
from dragoman.cli import main
try:
    main()
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""
INPUTS = {"trafilatura", "lxml", "feedparser", "fastwarc", "py3langid"}
ARRAYS = {"numpy", "onnxruntime", "ahocorasick_rs", "pyarrow"}
PARTS = {f"dragoman.{part}" for part in ("actors", "clauses", "coding", "knowledge", "parsing", "reading", "reconciling", "running")}
RECORD = {"dragoman.domain", "dragoman.record", "dragoman.showing", "msgspec", "sqlite3"}


def imported(*arguments):
    """Names of the modules that a run of the program ends with, and its exit code."""
    done = subprocess.run([sys.executable, "-c", RUN, *map(str, arguments)], capture_output=True, check=False)  # noqa: S603 - our own program
    return set(json.loads(done.stderr.decode().splitlines()[-1])), done.returncode


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("--help",), 0), (("--version",), 0), (("read", "--help"), 0), (("ledger", "--help"), 0), (("actors", "--help"), 0), (("read",), 2)],
)
def test_help_and_errors_of_usage_load_only_the_commands(arguments, code):
    modules, ended = imported(*arguments)
    assert ended == code
    assert "dragoman.cli.listing" in modules
    assert sorted(modules & (INPUTS | ARRAYS | PARTS | RECORD)) == []


def test_a_listing_loads_the_record_and_no_reader(tmp_path):
    path = tmp_path / "r.sqlite"
    with RecordWriter(path):
        pass
    modules, ended = imported("events", "--record", path)
    assert ended == 0
    assert "dragoman.record.view" in modules
    assert sorted(modules & (INPUTS | ARRAYS | PARTS)) == []


def test_the_registry_is_asked_without_arrays():
    modules, ended = imported("actors", "VEN", "--registers", "there-is-none")
    assert ended == 0
    assert sorted(modules & (INPUTS | {"numpy", "onnxruntime", "pyarrow"})) == []


def test_a_plain_text_is_read_without_the_libraries_of_other_forms(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("The minister said on Tuesday that the bank of China had lent Ecuador a billion dollars and that the money would be repaid.")
    modules, ended = imported("read", path, "--format", "jsonl")
    assert ended == 0
    assert sorted(modules & (INPUTS | {"pyarrow"})) == []
