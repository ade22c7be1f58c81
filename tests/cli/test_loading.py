"""Segments by the command line: made, made once, loaded; the record is that of a reading without them."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.errors import TerminalError
from dragoman.record.selecting import Selection
from dragoman.record.view import RecordView

pytest.importorskip("pyarrow")
SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture
def run(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for name in ("ecu-1", "taj-1"):
        (tmp_path / f"{name}.txt").write_bytes((SAMPLES / f"{name}.txt").read_bytes())

    def run(*arguments, code=0):
        result = CliRunner().invoke(app, [*arguments])
        assert result.exit_code == code, result.stderr
        return result.stderr

    return run


def claims(path):
    with RecordView(path) as view:
        return [claim.claim for kind in ("event", "statement", "flow", "relation") for claim in view.select(Selection(kind))]


def test_segments_give_the_record_of_a_reading(run, tmp_path):
    assert "1 segments made in made" in run("read", "ecu-1.txt", "taj-1.txt", "--segments", "made")
    assert "0 segments made in made, 1 already there" in run("read", "ecu-1.txt", "taj-1.txt", "--segments", "made")
    assert "2 new or changed" in run("load", "made", "--record", "a.sqlite")
    assert "0 new or changed, 2 already there" in run("load", "made", "--record", "a.sqlite")
    run("read", "ecu-1.txt", "taj-1.txt", "--record", "b.sqlite", "--workers", "1")
    assert claims(tmp_path / "a.sqlite") == claims(tmp_path / "b.sqlite") != []
    assert "0 new or changed, 2 already there" in run("read", "ecu-1.txt", "taj-1.txt", "--record", "a.sqlite"), "it knows what it was read with"


def test_a_bad_segment_costs_itself_alone(run, tmp_path):
    run("read", "ecu-1.txt", "--segments", "made")
    (tmp_path / "made" / "0.parquet").write_bytes(b"PAR1")
    assert "refused: made/0.parquet: It is no segment" in (said := run("load", "made", code=3))
    assert "1 new or changed" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ecu-1.txt", "--segments", "made", "--record", "a.sqlite"), "instead of a record"),
        (("ecu-1.txt", "--engine", "ray"), "--segments FOLDER"),
    ],
)
def test_what_does_not_go_together_is_said(run, arguments, said):
    assert said in " ".join(run("read", *arguments, code=2).replace("│", " ").split())


def test_no_segments(tmp_path):
    with pytest.raises(TerminalError, match="nowhere: There are no segments"):
        CliRunner().invoke(app, ["load", str(tmp_path / "nowhere")], catch_exceptions=False)
