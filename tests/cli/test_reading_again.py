"""Reading what the record knows already: copies, new versions, clashing ids, own files, addresses."""

import json

import pytest
from typer.testing import CliRunner

from dragoman import cli

TEXT = "Israel attacked Syria on 3 March 2024, officials in Moscow said on Monday."


@pytest.fixture
def dragoman(monkeypatch, tmp_path, tools):
    """Run a command in an empty folder, with everything loaded."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("dragoman.running.tools.load_tools", lambda *_, **__: tools)
    for name in ("DRAGOMAN_RECORD", "DRAGOMAN_READER", "DRAGOMAN_REGISTERS"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments, code=0):
        result = CliRunner().invoke(cli.app, list(map(str, arguments)))
        assert result.exit_code == code, result.output
        return result

    return run


def test_a_copy_is_already_there(dragoman, tmp_path):
    """In the same run and in a later one; nothing is refused."""
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(TEXT)
    assert "already there: b.txt: It is art-" in dragoman("read", "a.txt", "b.txt").stderr
    assert "0 new or changed, 1 already there" in dragoman("read", "b.txt").stderr
    assert dragoman("articles", "--format", "jsonl").stdout.count("\n") == 1


def test_the_folder_of_the_record_is_read_again(dragoman, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    dragoman("read", ".")
    (tmp_path / "overrides.csv").write_text("words,code\n")
    assert "0 new or changed, 1 already there" in dragoman("read", ".").stderr


def test_a_file_with_another_day_replaces_and_says_so(dragoman, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    dragoman("read", "a.txt")
    assert "a.txt: replaces art-" in dragoman("read", "a.txt", "--published", "2024-03-05").stderr
    listed = dragoman("articles", "--format", "jsonl").stdout
    assert listed.count("\n") == 1
    assert '"published":"2024-03-05"' in listed


def test_an_id_with_another_text_is_refused_unless_again_is_given(dragoman, tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "x", "text": TEXT}))
    (tmp_path / "b.jsonl").write_text(json.dumps({"id": "x", "text": TEXT.replace("Syria", "Iraq")}))
    dragoman("read", "a.jsonl")
    assert "refused: b.jsonl:1: Duplicate id x: dragoman.sqlite has it" in dragoman("read", "b.jsonl", code=3).stderr
    assert "Syria" in dragoman("events").stdout
    assert "1 new or changed" in dragoman("read", "b.jsonl", "--again").stderr
    assert "Iraq" in dragoman("events").stdout


def test_an_address_is_no_path(dragoman):
    assert "curl -L -o page.html https://p.example/1" in dragoman("read", "https://p.example/1", code=3).stderr
