"""`dragoman actors`: names, and importing, listing, using and removing registers, as a user meets them."""

import gzip
import json
import sys

import pytest
from typer.testing import CliRunner

from dragoman import cli
from dragoman.cli.common import REFUSED

PEPS = """\
id,name,aliases,kind,country,sector,gender,office,from,to
1,Marta Vel,,person,ECU,,f,president,2027-01-01,
2,Foo Bar,,martian,,,,,,
"""
TEXT = """\
---
published: 2027-05-01
---
Marta Vel visited Chile on Monday. The Ecuadorian president condemned Peru. Pamphleteers from Peru criticised Chile.
"""


@pytest.fixture
def dragoman(monkeypatch, tmp_path, reader):
    """Run a command in an empty folder, with the reader already loaded and everything else loaded as the program does."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("dragoman.running.tools.load_reader", lambda *_: reader)
    for name in ("DRAGOMAN_RECORD", "DRAGOMAN_READER", "DRAGOMAN_REGISTERS"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "peps.csv").write_text(PEPS, encoding="utf8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf8")

    def run(*arguments, code=0):
        result = CliRunner().invoke(cli.app, list(map(str, arguments)))
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, result.output
        return result

    return run


def claims(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_name_is_shown_as_before(dragoman):
    assert dragoman("actors", "Maduro").stdout.count("Nicolás Maduro  (person:nicolas-maduro") == 1
    assert dragoman("actors", "VEN", "--on", "2005-06-01").stdout == dragoman("actors", "--on", "2005-06-01", "VEN").stdout != ""
    assert "no 'Zzyzx'" in dragoman("actors", "Zzyzx").stderr


def test_without_a_name_the_actors_of_the_record_are_listed(dragoman):
    dragoman("read", "a.txt")
    listed = dragoman("actors").stdout.splitlines()
    assert dragoman("actors", "--record", "dragoman.sqlite").stdout.splitlines() == listed
    rows = [json.loads(line) for line in dragoman("actors", "--format", "jsonl").stdout.splitlines()]
    assert len(rows) == len(listed)
    assert [row["claims"] for row in rows] == sorted((row["claims"] for row in rows), reverse=True)
    assert {"id": "CHL", "name": "Chile", "kind": "state", "country": "CHL"}.items() <= next(row for row in rows if row["id"] == "CHL").items()
    assert len(dragoman("actors", "--limit", "1").stdout.splitlines()) == 1


WRONG = [
    ("a day without a name", ["--on", "2005"], "--on"),
    ("a day that is none", ["VEN", "--on", "2005-13"], "'2005-13' is no day"),
    ("a name and the record's list", ["VEN", "--limit", "3"], "--limit"),
]


@pytest.mark.parametrize(("why", "arguments", "words"), WRONG, ids=[row[0] for row in WRONG])
def test_usage(dragoman, why, arguments, words):
    assert words in dragoman("actors", *arguments, code=2).stderr


def test_no_record_to_list_the_actors_of(monkeypatch, dragoman, capsys):
    monkeypatch.setattr(sys, "argv", ["dragoman", "actors"])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 1
    assert "There is no record" in capsys.readouterr().err


def test_a_name_that_is_a_command_stands_after_dashes(dragoman):
    assert "no 'import'" in dragoman("actors", "--", "import").stderr
    assert "no 'registers'" in dragoman("actors", "--on", "2005", "registers").stderr


def test_an_import_says_what_it_did(dragoman, tmp_path):
    ran = dragoman("actors", "import", "peps.csv", code=REFUSED)
    assert ran.stdout == ""
    lines = ran.stderr.splitlines()
    assert lines[0].startswith("peps.csv: read as csv")
    assert lines[1].startswith("refused: peps.csv:3: the kind 'martian' is unknown")
    assert lines[2].startswith("peps: 1 entries, 1 names, 1 terms of office")
    assert lines[-1] == "kept in actors.sqlite"
    assert (tmp_path / "actors.sqlite").is_file()
    assert "in place of" not in ran.stderr
    again = dragoman("actors", "import", "peps.csv", code=REFUSED).stderr
    assert "in place of the register peps that was imported from peps.csv" in again
    listed = dragoman("actors", "registers").stdout
    assert listed.startswith("peps ")
    assert listed.endswith("from peps.csv\n")


def test_an_imported_entry_is_shown_with_its_register(dragoman):
    dragoman("actors", "import", "peps.csv", "--name", "My PEPs", code=REFUSED)
    shown = dragoman("actors", "marta vel").stdout
    assert shown.startswith("Marta Vel  (my-peps:1, person, ECU, register my-peps)")
    assert "president of ECU" in shown
    assert "president" not in dragoman("actors", "Marta Vel", "--on", "2020").stdout


SANCTIONED = """\
{"id": "Q1", "schema": "Person", "properties": {"name": ["Nicolás Maduro"], "nationality": ["ve"], "topics": ["role.pep"]}}
{"id": "S1", "schema": "Sanction", "properties": {"entity": ["Q1"], "authority": ["OFAC"], "startDate": ["2017-07-31"]}}
{"id": "Q2", "schema": "Person", "properties": {"name": ["Marta Vel"], "nationality": ["ec"]}}
"""


def test_an_import_says_whom_of_the_package_and_of_the_record_it_knows(dragoman, tmp_path):
    """And both ids are shown, with what the register says beside."""
    dragoman("read", "a.txt")
    (tmp_path / "s.ftm.json").write_text(SANCTIONED, encoding="utf8")
    err = dragoman("actors", "import", "s.ftm.json", "--name", "lists").stderr
    assert "1 of its actors are the package's too\n    Nicolás Maduro: person:nicolas-maduro is lists:Q1 in articles now" in err
    assert "1 of the actors of dragoman.sqlite are known by it" in err
    assert "unknown → lists:Q2" in err
    dragoman("read", "a.txt")
    assert "of the actors" not in dragoman("actors", "import", "s.ftm.json", "--name", "lists").stderr, "they bear its ids already"
    shown = dragoman("actors", "Nicolás Maduro").stdout
    assert "    topics: role.pep\n" in shown
    assert "2017-07-31 – …            sanctioned (OFAC)\n" in shown
    assert "    same as: person:nicolas-maduro\n" in shown
    assert "    same as: lists:Q1\n" in shown


def test_an_import_beside_a_record_that_is_none(dragoman, tmp_path):
    (tmp_path / "dragoman.sqlite").write_text("some notes of mine " * 50)
    err = dragoman("actors", "import", "peps.csv", code=REFUSED).stderr
    assert "the record's actors were not looked at: dragoman.sqlite: It is not a record" in err
    assert err.endswith("kept in actors.sqlite\n")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["nowhere.csv"], REFUSED, "cannot be read"),
        (["a.txt"], REFUSED, "Say it with --as"),
        (["peps.csv", "--as", "xml"], 2, "petrarch-actors"),
        (["peps.csv", "--name", "person"], 1, "no name for a register"),
    ],
)
def test_an_import_that_cannot_be_done(monkeypatch, dragoman, capsys, arguments, code, words):
    monkeypatch.setattr(sys, "argv", ["dragoman", "actors", "import", *arguments])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == code
    assert words in capsys.readouterr().err


def test_an_import_of_gzip_under_another_format(dragoman, tmp_path):
    (tmp_path / "x.gz").write_bytes(gzip.compress(b"name\nMarta Vel\n"))
    assert "1 entries" in dragoman("actors", "import", "x.gz", "--as", "csv").stderr


def test_many_refused_lines_are_counted(dragoman, tmp_path):
    (tmp_path / "bad.csv").write_text("name,kind\nMarta Vel,\n" + "Foo Bar,martian\n" * 50, encoding="utf8")
    err = dragoman("actors", "import", "bad.csv", code=REFUSED).stderr
    assert err.count("refused: bad.csv:") == 20
    assert "refused: 30 more lines" in err


def test_claims_are_found_by_either_id_of_an_actor(dragoman, tmp_path):
    """Read before the import, or after it."""
    (tmp_path / "s.ftm.json").write_text(SANCTIONED, encoding="utf8")
    (tmp_path / "old.txt").write_text("Nicolás Maduro visited Chile on Monday.", encoding="utf8")
    (tmp_path / "new.txt").write_text("Nicolás Maduro visited Peru on Friday.", encoding="utf8")
    dragoman("read", "old.txt")
    dragoman("actors", "import", "s.ftm.json", "--name", "lists")
    dragoman("read", "new.txt")
    found = [claims(dragoman("events", "--actor", id_, "--format", "jsonl")) for id_ in ("person:nicolas-maduro", "lists:Q1")]
    assert [{claim["actors"][0]["id"] for claim in some} for some in found] == [{"person:nicolas-maduro", "lists:Q1"}] * 2
    assert claims(dragoman("events", "--actor", "lists:Q2", "--format", "jsonl")) == []


def test_reading_with_registers_and_without_again(dragoman, tmp_path):
    """The whole way round: removal gives back exactly the claims of before, also in a record that has the article already."""
    before = dragoman("read", "a.txt", "--format", "jsonl")
    assert "registers" not in before.stderr
    dragoman("read", "a.txt")
    dragoman("actors", "import", "peps.csv", code=REFUSED)
    (tmp_path / "my.agents.txt").write_text("PAMPHLETEER [~MED]\n", encoding="utf8")
    dragoman("actors", "import", "my.agents.txt", "--name", "agents")
    read = dragoman("read", "a.txt", "--format", "jsonl")
    assert read.stderr.startswith("registers of actors.sqlite: agents, peps (1 names)\n")
    visit, condemned, criticised = [c for c in claims(read) if c["kind"] == "event"]
    assert (visit["actors"][0]["id"], visit["actors"][0]["how"]) == ("peps:1", "register:peps")
    assert (condemned["actors"][0]["id"], condemned["actors"][0]["how"]) == ("peps:1", "office")
    assert (criticised["actors"][0]["country"], criticised["actors"][0]["sector"]) == ("PER", "MED")

    assert "1 new or changed" in dragoman("read", "a.txt").stderr
    explained = dragoman("explain", visit["id"]).stdout
    assert "resolved by a name of the imported register 'peps'" in explained
    assert "resolved by office, an entry of the imported register 'peps'" in dragoman("explain", condemned["id"]).stdout

    for name in ("peps", "agents"):
        dragoman("actors", "remove", name)
    assert dragoman("read", "a.txt", "--format", "jsonl").stdout == before.stdout
    assert "1 new or changed" in dragoman("read", "a.txt").stderr
    stored = sorted(
        line for kind in ("events", "statements", "flows", "relations") for line in dragoman(kind, "--format", "jsonl").stdout.splitlines()
    )
    assert stored == sorted(before.stdout.splitlines())


def test_where_the_registers_are_kept(dragoman, tmp_path, monkeypatch):
    dragoman("actors", "import", "peps.csv", "--registers", "mine.sqlite", code=REFUSED)
    assert "not there" in dragoman("actors", "registers").stderr
    assert "peps" in dragoman("actors", "registers", "--registers", "mine.sqlite").stdout
    assert "peps" in dragoman("read", "a.txt", "--format", "jsonl", "--registers", "mine.sqlite").stderr
    assert "registers" not in dragoman("read", "a.txt", "--format", "jsonl").stderr
    (tmp_path / "dragoman.toml").write_text('registers = "mine.sqlite"\n', encoding="utf8")
    assert "peps" in dragoman("read", "a.txt", "--format", "jsonl").stderr
    monkeypatch.setenv("DRAGOMAN_REGISTERS", "other.sqlite")
    assert "registers" not in dragoman("read", "a.txt", "--format", "jsonl").stderr


def test_the_default_lies_beside_the_record_of_the_settings(dragoman, tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "dragoman.toml").write_text('record = "deep/r.sqlite"\n', encoding="utf8")
    assert dragoman("actors", "import", "peps.csv", code=REFUSED).stderr.endswith("kept in deep/actors.sqlite\n")


def test_registers_that_are_not_there(monkeypatch, dragoman, capsys):
    monkeypatch.setattr(sys, "argv", ["dragoman", "read", "a.txt", "--registers", "nowhere.sqlite"])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 1
    assert "dragoman actors import FILE --registers nowhere.sqlite" in capsys.readouterr().err
