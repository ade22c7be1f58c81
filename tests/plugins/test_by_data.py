"""An event type, and a language, are added to a copy of the package by data files alone; the program, run from the copy, knows them everywhere."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

import dragoman

PACKAGE = Path(dragoman.__file__).parent
TYPE = """
[types.GREET]
description = "Ceremonies of welcome: a guard of honour, a state banquet"
quad = "verbal-cooperation"
score = 3.0
cameo = "05"
[types.GREET.modes]
banquet = 4.0
"""
CAMEO = "GREET,,,,,050,,\n"
TEXT = "Peru feted Chile in Lima on 3 May 2027. The Peruvian gaffer met the Chilean president."


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Run `dragoman` of the copy in a folder with one article; return stdout, where it ends with 0."""
    site, folder = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("work")
    knowledge = site / "dragoman/knowledge"
    shutil.copytree(PACKAGE, site / "dragoman", ignore=shutil.ignore_patterns("__pycache__", "*.onnx"))
    for model in PACKAGE.rglob("*.onnx"):
        (site / "dragoman" / model.relative_to(PACKAGE)).symlink_to(model)
    with (knowledge / "ontology/plover.toml").open("a", encoding="utf8") as file:
        file.write(TYPE)
    with (knowledge / "ontology/cameo_export.csv").open("a", encoding="utf8") as file:
        file.write(CAMEO)
    (knowledge / "lexicon/sco").mkdir()
    (knowledge / "lexicon/sco/language.toml").write_text('like = "en"\n', encoding="utf8")
    (knowledge / "lexicon/sco/framing.csv").write_text("term,kind,neutral,polarity,of,note\ngaffer,noun,leader,pejorative,actor,\n", encoding="utf8")
    (folder / "a.txt").write_text(f"---\nlanguage: sco\npublished: 2027-05-04\n---\n{TEXT}", encoding="utf8")

    def dragoman(*arguments):
        environment = os.environ | {"PYTHONPATH": str(site), "DRAGOMAN_LANGUAGE": "sco"}
        command = [sys.executable, "-m", "dragoman.cli", *arguments]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
        return done.stdout

    dragoman("override", "fete", "GREET/banquet")
    dragoman("read", "a.txt")
    return dragoman


def test_the_linter_finds_nothing_wrong(run):
    assert run("lint") == ""


def test_the_new_type_is_read_found_and_scored(run):
    [event] = [msgspec.json.decode(line) for line in run("events", "--type", "greet", "--format", "jsonl").splitlines()]
    assert (event["type"], event["mode"], event["score"], event["rule"]) == ("GREET", "banquet", 4.0, "override fete")


@pytest.mark.parametrize(
    ("to", "column", "value"),
    [("csv", "type", "GREET"), ("cameo", "code", "050"), ("cameo", "quad", "1")],
)
def test_the_new_type_is_exported(run, to, column, value):
    lines = run("export", "events", "--type", "GREET", "--to", to)
    [row] = csv.DictReader(io.StringIO(lines), delimiter="," if to == "csv" else "\t")
    assert row[column] == value


def test_the_new_language_is_coded_with_its_own_words(run):
    assert "gaffer" in run("framing")
    assert "CONSULT" in run("events")
