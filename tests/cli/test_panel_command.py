"""`dragoman panel`, as a user meets it."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.domain import Article
from dragoman.record.writer import RecordWriter
from dragoman.running.path import read_articles

TEXT = "Israel attacked Syria on 3 March 2024. Chile's president visited Peru. Iran did not attack Iraq."


@pytest.fixture(scope="module")
def record(tools, tmp_path_factory):
    path = tmp_path_factory.mktemp("panel") / "r.sqlite"
    with RecordWriter(path) as writer:
        for reading in read_articles([Article("a", TEXT, published="2024-03-05", outlet="Wire")], tools):
            writer.add(reading)
    return path


@pytest.fixture
def run(record):
    return lambda *arguments: CliRunner().invoke(app, ["panel", *arguments, "--record", str(record)])


def test_a_table_on_standard_output_and_what_is_left_out_beside_it(run):
    result = run("--directed")
    made = list(csv.DictReader(io.StringIO(result.stdout, newline="")))
    assert [(row["one"], row["other"], row["month"], row["n"], row["share_by_publication"]) for row in made] == [
        ("CHL", "PER", "2024-03", "1", "1"),
        ("ISR", "SYR", "2024-03", "1", "0"),
    ]
    assert result.stderr == "2 rows of 2 events\nleft out, denied or negated: 1\n"


def test_a_file_has_its_dictionary_beside_it(run, tmp_path):
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    for name in ("p.csv", "q.parquet"):
        assert run("--output", str(tmp_path / name)).exit_code == 0
    frame, typed = pandas.read_csv(tmp_path / "p.csv"), pandas.read_parquet(tmp_path / "q.parquet")
    told = json.loads((tmp_path / "p.json").read_text(encoding="utf8"))
    assert list(frame.columns) == list(typed.columns) == [column["name"] for column in told["columns"]]
    assert typed["n"].dtype == "int64"
    assert told["record"]["file"] == "r.sqlite"


def test_nothing_is_a_table_without_rows(run):
    result = run("--actor", "NZL")
    assert (result.exit_code, result.stdout.count("\n")) == (0, 1)
    assert result.stderr == "0 rows of 0 events\n"


USAGE = [
    (("--by", "week"), "is not one of"),
    (("--min-precision", "year"), "a date that is exact to the year has no month"),
    (("--output", "p.txt"), "p.txt is neither .csv nor .parquet"),
    (("--at-least-sources", "0"), "greater than or equal to 1"),
]


@pytest.mark.parametrize(("arguments", "told"), USAGE)
def test_usage(run, arguments, told):
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.replace("│", " ").split())
