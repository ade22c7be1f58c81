"""`dragoman export`, as a user meets it."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.domain import Article
from dragoman.record.writer import RecordWriter
from dragoman.running.path import read_articles

TEXT = (
    "Israel attacked Syria on 3 March 2024. Chile's president visited Peru. Iran did not attack Iraq. Russia said that China lent Ecuador $2 billion."
)


@pytest.fixture(scope="module")
def record(tools, tmp_path_factory):
    path = tmp_path_factory.mktemp("export") / "r.sqlite"
    with RecordWriter(path) as writer:
        for reading in read_articles([Article("a", TEXT, published="2024-03-05", outlet="Wire", url="https://example.org/1")], tools):
            writer.add(reading)
    return path


@pytest.fixture
def run(record):
    return lambda *arguments: CliRunner().invoke(app, ["export", *arguments, "--record", str(record)])


def test_csv_is_what_is_written_unless_another_format_is_asked_for(run):
    result = run("events")
    assert result.exit_code == 0
    found = list(csv.DictReader(io.StringIO(result.stdout, newline="")))
    assert [(r["type"], r["actor_id"], r["recipient_id"], r["cameo"], r["polarity"]) for r in found if r["type"] == "ASSAULT"] == [
        ("ASSAULT", "ISR", "SYR", "180", "positive"),
        ("ASSAULT", "IRN", "IRQ", "", "negative"),
    ]
    assert {r["url"] for r in found} == {"https://example.org/1"}
    assert result.stderr.startswith(f"{len(found)} events")


def test_cameo(run):
    result = run("events", "--to", "cameo", "--actor", "ISR")
    assert [line.split("\t")[:5] for line in result.stdout.splitlines()[1:]] == [["2024-03-03", "ISR", "SYR", "180", "18"]]
    denied = run("events", "--to", "cameo", "--actor", "IRQ")
    assert denied.stdout.count("\n") == 1, "the header alone"
    assert denied.stderr == "1 events; 1 of them left out: denied, not actual, or without a party; CAMEO has no code for them\n"


@pytest.mark.parametrize("kind", ["events", "statements", "flows", "relations"])
def test_every_kind_has_a_file(run, kind, tmp_path):
    path = tmp_path / "out.csv"
    result = run(kind, "--output", str(path))
    assert (result.exit_code, result.stdout) == (0, "")
    assert path.read_text(encoding="utf8").startswith("id,article,outlet,")


def test_jsonl_is_the_contract(run, record):
    listed = CliRunner().invoke(app, ["flows", "--format", "jsonl", "--record", str(record)])
    exported = [json.loads(line) for line in run("flows", "--to", "jsonl").stdout.splitlines()]
    counts = [(claim.pop("finding"), claim.pop("n_articles"), claim.pop("n_independent")) for claim in exported]
    assert exported == [json.loads(line) for line in listed.stdout.splitlines()] != []
    assert counts == [(None, 1, 1)] * len(exported)


def test_filters_are_those_of_the_listings(run):
    assert run("events", "--pair", "CHL", "PER", "--to", "jsonl").stdout.count("\n") == 1
    assert run("events", "--limit", "1", "--to", "jsonl").stdout.count("\n") == 1
    assert run("events", "--since", "2025", "--to", "jsonl").stdout == ""


def test_the_ending_tells_the_format(run, tmp_path):
    assert run("events", "--output", str(tmp_path / "e.jsonl")).exit_code == 0
    assert json.loads((tmp_path / "e.jsonl").read_text(encoding="utf8").splitlines()[0])["kind"] == "event"
    assert run("events", "--output", str(tmp_path / "plain")).exit_code == 0
    assert (tmp_path / "plain").read_text(encoding="utf8").startswith("id,article"), "without an ending it is CSV"
    assert run("events", "--to", "cameo", "--output", str(tmp_path / "e.dat")).exit_code == 0


def test_parquet_by_its_ending(run, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    assert run("events", "--output", str(tmp_path / "e.parquet")).exit_code == 0
    assert "n_independent" in parquet.read_table(tmp_path / "e.parquet").column_names


@pytest.mark.parametrize("name", ["e.gexf", "e.graphml", "e.ftm.json", "e.jsonld", "e.ics", "e.html", "e.md", "e.gdelt.tsv"])
def test_every_format_is_written_and_read_back_empty(run, tmp_path, name):
    kind = "events" if name.endswith("tsv") else "all"
    for asked in ((), ("--since", "2090"), ("--unit", "finding")):
        result = run(kind, "--output", str(tmp_path / name), *asked)
        assert (result.exit_code, result.stdout) == (0, ""), result.output
        assert (tmp_path / name).exists()


def test_annotations_have_surroundings_from_the_record(run):
    items = json.loads(run("events", "--to", "webannotation").stdout)["items"]
    quoted = [item["target"]["selector"] for item in items]
    assert all(TEXT[at["start"] : at["end"]] == words["exact"] for words, at in quoted)
    assert all(TEXT.count(words["prefix"] + words["exact"] + words["suffix"]) == 1 for words, _ in quoted)


def test_nothing_that_fits_is_an_empty_file_and_said(run, tmp_path):
    result = run("events", "--since", "2090", "--output", str(tmp_path / "e.csv"))
    assert (tmp_path / "e.csv").read_text(encoding="utf8").count("\n") == 1
    assert result.stderr == f"0 events: nothing fits. {tmp_path / 'e.csv'} is empty and valid.\n"


USAGE = [
    (("events", "--output", "e.dat"), 2, "no format ends in .dat. Say --to, or use one of .csv, .parquet, .jsonl"),
    (("events", "--to", "csv", "--output", "e.parquet"), 2, "e.parquet ends like another format; csv takes .csv"),
    (("events", "--to", "excel"), 2, "'excel' is no format. There are: csv, parquet, jsonl, cameo, gdelt"),
    (("all",), 2, "csv takes events, statements, flows, relations; write all as jsonl, gexf"),
    (("flows", "--to", "cameo"), 2, "CAMEO codes are of events"),
    (("events", "--to", "parquet"), 2, "needs a name"),
    (("events", "--to", "cameo", "--bom"), 2, "only a CSV file"),
    (("framing",), 2, "is not one of"),
]


@pytest.mark.parametrize(("arguments", "code", "told"), USAGE)
def test_usage(run, arguments, code, told):
    result = run(*arguments)
    assert result.exit_code == code
    assert told in " ".join(result.stderr.replace("│", " ").split())


def test_a_file_that_cannot_be_written_is_named(run, tmp_path):
    result = run("events", "--output", str(tmp_path / "no" / "out.csv"))
    assert result.exit_code == 1
    assert "Name a file that can be written" in str(result.exception)


@pytest.mark.parametrize(("form", "begins"), [("csv", "Record ID,"), ("iati", "<?xml")])
def test_a_ledger_without_flows_is_an_empty_file(record, form, begins):
    result = CliRunner().invoke(app, ["ledger", "--since", "2090", "--format", form, "--record", str(record)])
    assert result.exit_code == 0
    assert result.stdout.startswith(begins)
    assert result.stderr.startswith("No flow fits.")


def test_a_user_s_judgement_is_followed(run, record, tmp_path):
    copied = tmp_path / "r.sqlite"
    copied.write_bytes(record.read_bytes())
    claim = json.loads(run("events", "--to", "jsonl", "--actor", "ISR").stdout)["id"]
    assert CliRunner().invoke(app, ["judge", "wrong", claim, "--by", "me", "--record", str(copied)]).exit_code == 0
    asked = ["export", "events", "--actor", "ISR", "--unit", "finding", "--record", str(copied)]
    result = CliRunner().invoke(app, asked)
    assert result.stdout.count("\n") == 1
    assert result.stderr.endswith("left out of the findings: judged wrong\n")
