"""The programs in `examples/` do what they say."""

from __future__ import annotations

import importlib
import runpy
import sys
from pathlib import Path

import pytest
from installing import install
from typer.testing import CliRunner

from dragoman import Reader, Record
from dragoman.cli import app
from dragoman.plugins import plugins

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    path = tmp_path_factory.mktemp("record") / "r.sqlite"
    with Record(path) as made:
        made.add(Reader().read([ROOT / f"samples/ecu-{number}.txt" for number in range(1, 5)]))
    return path


@pytest.fixture
def run(monkeypatch, capsys):
    """Run an example with arguments; return what it prints."""

    def run(name, *arguments):
        monkeypatch.setattr(sys, "argv", [name, *map(str, arguments)])
        runpy.run_path(str(ROOT / "examples" / name), run_name="__main__")
        return capsys.readouterr()

    return run


def test_read_text_prints_claims_and_what_is_refused(run, tmp_path):
    (tmp_path / "a.txt").write_text("Peru lent Chile 20 million dollars on 3 May 2027.", encoding="utf8")
    done = run("read_text.py", tmp_path / "a.txt", tmp_path / "b.txt")
    assert "loan: Peru → Chile, 20 million dollars  [positive, actual]" in done.out
    assert done.err.startswith(f"refused: {tmp_path / 'b.txt'}: There is no such file")


def test_ask_record_prints_a_pair_and_its_ledger(run, record):
    lines = run("ask_record.py", record, "CHN", "ECU").out.splitlines()
    assert lines[0].startswith("CHN and ECU: ")
    assert any(line.startswith("2027-03") for line in lines)
    assert any(line.startswith("CHN → ECU: loan, ") for line in lines)


def test_the_exporter_is_found_once_it_is_installed(record, tmp_path, monkeypatch):
    install(ROOT / "examples/exporter", tmp_path / "site")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    importlib.invalidate_caches()
    plugins.cache_clear()
    try:
        done = CliRunner().invoke(app, ["export", "events", "--to", "footnotes", "--record", str(record)])
    finally:
        plugins.cache_clear()
    assert done.exit_code == 0
    body, _, notes = done.stdout.partition("\n\n")
    assert body.count("[^") == notes.count("[^") > 5
    assert "[^1]: Cordillera Wire, 2027-03-10 (ev-" in notes
