"""The command line as a user or a program meets it: what goes to stdout, what to stderr, and the exit code."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from dragoman import __version__, cli
from dragoman.parsing.annotate import load_reader

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
KINDS = ("events", "statements", "flows", "relations")
SPANISH = "El gobierno de Ecuador firmó este lunes un acuerdo con el banco de desarrollo de China, informó el ministerio."
PLAIN = "Israel attacked Syria on 3 March 2024. Russia said that China lent Ecuador $1.4 billion."


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def claims(self):
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def dragoman(monkeypatch, tmp_path, capsysbinary, tools):
    """Run the program as its entry point does, in an empty folder, with what is slow to load already loaded."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("dragoman.running.tools.load_tools", lambda *_, **__: tools)
    for name in ("DRAGOMAN_RECORD", "DRAGOMAN_READER"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "argv", ["dragoman", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf8"))
        code = 0
        try:
            cli.main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        found = capsysbinary.readouterr()
        return Ran(code, found.out.decode(), found.err.decode())

    return run


@pytest.fixture(scope="module")
def record(tools, tmp_path_factory):
    """A record of seven of the samples, made by the program."""
    folder = tmp_path_factory.mktemp("record")
    names = [str(SAMPLES / f"{name}.txt") for name in ("ecu-1", "ecu-2", "ecu-3", "ecu-4", "taj-1", "van-1", "som-1")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dragoman.running.tools.load_tools", lambda *_, **__: tools)
        result = CliRunner().invoke(cli.app, ["read", *names, "--record", str(folder / "r.sqlite")])
    assert result.exit_code == 0, result.output
    return folder / "r.sqlite"


# ---- reading -------------------------------------------------------------------------------------------------------


def test_a_folder_is_read_into_a_record(dragoman, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("ecu-1.txt", "taj-1.txt"):
        (folder / name).write_bytes((SAMPLES / name).read_bytes())
    first = dragoman("read", folder, "--record", "r.sqlite")
    assert (first.code, first.out) == (0, "")
    assert first.err.startswith("2 articles in r.sqlite: 2 new or changed, 0 already there")
    again = dragoman("read", folder, "--record", "r.sqlite")
    assert (again.code, again.out) == (0, "")
    assert "0 new or changed, 2 already there" in again.err


def test_reading_twice_adds_nothing(dragoman, tmp_path):
    dragoman("read", SAMPLES / "ecu-1.txt")
    before = dragoman("events", "--format", "jsonl").out
    dragoman("read", SAMPLES / "ecu-1.txt")
    dragoman("read", SAMPLES / "ecu-1.txt", "--again")
    assert dragoman("events", "--format", "jsonl").out == before != ""
    assert len(dragoman("articles", "--format", "jsonl").claims) == 1
    assert [p.name for p in tmp_path.glob("*.sqlite")] == ["dragoman.sqlite"], "the default record is in the working folder"


def test_jsonl_is_one_claim_a_line_and_nothing_else(dragoman, tmp_path):
    """And no record is made."""
    ran = dragoman("read", SAMPLES / "ecu-1.txt", SAMPLES / "taj-1.txt", "--format", "jsonl")
    assert ran.code == 0
    claims = ran.claims
    assert {c["kind"] for c in claims} == {"event", "statement", "flow", "relation"}
    assert {c["article"] for c in claims} == {"sample-ecu-1", "sample-taj-1"}
    for claim in claims:
        assert set(claim) >= {"id", "kind", "article", "evidence", "attribution", "polarity", "modality", "rule"}
    assert "2 articles" in ran.err
    assert list(tmp_path.glob("*.sqlite")) == []


def test_jsonl_and_a_record(dragoman):
    ran = dragoman("read", SAMPLES / "ecu-1.txt", "--format", "jsonl", "--record", "r.sqlite")
    stored = [c for kind in KINDS for c in dragoman(kind, "--record", "r.sqlite", "--format", "jsonl").claims]
    assert {c["id"] for c in ran.claims} == {c["id"] for c in stored}


def test_the_list_is_printed_for_people(dragoman):
    ran = dragoman("read", "-", "--format", "list", stdin=PLAIN.encode())
    assert "ASSAULT: Israel → Syria" in ran.out
    assert "“Israel attacked Syria on 3 March 2024”" in ran.out
    assert ran.out.startswith("2024-03-03")


def test_standard_input(dragoman):
    ran = dragoman("read", "-", "--format", "jsonl", "--outlet", "Wire", "--published", "2024-03-05", stdin=PLAIN.encode())
    assert ran.code == 0
    assert any(c["kind"] == "event" and c["type"] == "ASSAULT" for c in ran.claims)


def test_articles_as_json_lines_keep_their_ids(dragoman, tmp_path):
    rows = [{"id": "one", "text": PLAIN}, {"id": "two", "text": "Israel attacked Syria."}]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf8")
    assert {c["article"] for c in dragoman("read", "a.jsonl", "--format", "jsonl").claims} == {"one", "two"}


def test_another_language_is_said(dragoman):
    ran = dragoman("read", "-", stdin=SPANISH.encode())
    assert ran.code == 0
    assert "'es'" in ran.err
    assert "not coded: the language is 'es'" in dragoman("articles").out


def test_defaults_fill_what_the_input_does_not_say(dragoman):
    defaults = ["--outlet", "Wire", "--published", "2024-03-05", "--title", "Attack", "--url", "https://example.org/1"]
    dragoman("read", "-", *defaults, stdin=PLAIN.encode())
    line = dragoman("articles").out
    assert line.startswith("2024-03-05")
    assert "Wire: Attack" in line


# ---- listing -------------------------------------------------------------------------------------------------------


def test_events_by_actor(dragoman, record):
    claims = dragoman("events", "--record", record, "--actor", "TJK", "--format", "jsonl").claims
    assert claims
    for claim in claims:
        refs = [*claim["actors"], *claim["recipients"], *(link["actor"] or {} for link in claim["attribution"])]
        assert any("TJK" in {r.get("id"), r.get("country")} for r in refs)


def test_events_by_pair(dragoman, record):
    one = dragoman("events", "--record", record, "--pair", "CHN", "ECU", "--format", "jsonl").claims
    other = dragoman("events", "--record", record, "--pair", "ECU", "CHN", "--format", "jsonl").claims
    assert one
    assert one == other
    assert all({"CHN", "ECU"} <= {r["country"] for r in (*c["actors"], *c["recipients"])} for c in one)


def test_since_and_until(dragoman, record):
    everything = {c["id"] for c in dragoman("statements", "--record", record, "--format", "jsonl").claims}
    early = {c["id"] for c in dragoman("statements", "--record", record, "--until", "2027", "--format", "jsonl").claims}
    late = {c["id"] for c in dragoman("statements", "--record", record, "--since", "2028", "--format", "jsonl").claims}
    assert early
    assert late
    assert early | late == everything


def test_text(dragoman, record):
    claims = dragoman("events", "--record", record, "--text", "signed", "--format", "jsonl").claims
    assert claims
    assert all("signed" in c["evidence"]["text"].lower() for c in claims)


def test_min_confidence(dragoman, record):
    """Surer lines only; statements, of which no chance is told, stay."""
    all_of = [c["confidence"] for c in dragoman("events", "--record", record, "--format", "jsonl").claims]
    sure = [c["confidence"] for c in dragoman("events", "--record", record, "--min-confidence", "0.6", "--format", "jsonl").claims]
    assert 0 < len(sure) < len(all_of)
    assert sure == [chance for chance in all_of if chance >= 0.6]
    assert dragoman("events", "--record", record, "--min-confidence", "1.5").code == 2
    assert "% sure" in dragoman("events", "--record", record, "--limit", "3").out


def test_limit(dragoman, record):
    assert len(dragoman("statements", "--record", record, "--limit", "3", "--format", "jsonl").claims) == 3


@pytest.mark.parametrize("kind", KINDS)
def test_the_listings_for_people(dragoman, record, kind):
    ran = dragoman(kind, "--record", record, "--limit", "5")
    assert ran.code == 0
    assert re.fullmatch(rf"5 of \d+ {kind}\n", ran.err)
    assert ran.out.count("“") >= 5
    assert max(map(len, ran.out.splitlines())) <= 118
    ids = [c["id"] for c in dragoman(kind, "--record", record, "--limit", "5", "--format", "jsonl").claims]
    assert all(i in ran.out for i in ids)


def test_nothing_fits(dragoman, record):
    ran = dragoman("events", "--record", record, "--actor", "ECU", "--text", "zeppelin")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("No event fits. The record holds ")


def test_framing_and_articles(dragoman, record):
    assert dragoman("articles", "--record", record).err == "7 articles\n"
    assert dragoman("articles", "--record", record, "--limit", "2").out.count("sample-") == 2
    ran = dragoman("framing", "--record", record)
    assert ran.code == 0
    assert ran.out or ran.err


def test_statements_by_about_to(dragoman, record):
    """Each answer fits the question, and the three can be asked at once."""

    def asked(*arguments):
        ran = dragoman("statements", "--record", record, *arguments, "--format", "jsonl")
        assert (ran.code, ran.err) == (0, "")
        return ran.claims

    by = asked("--by", "Guleid")
    assert by
    assert all("Guleid" in claim["speaker"]["name"] for claim in by)
    about = asked("--about", "CHN")
    assert about
    assert any("China" not in claim["content"]["text"] for claim in about), "pronouns, offices and adjectives count"
    assert all(any(a["country"] == "CHN" for a in claim["about"]) for claim in about)
    told = [claim for claim in asked() if claim["addressees"]]
    assert {claim["id"] for claim in asked("--to", told[0]["addressees"][0]["name"])} >= {told[0]["id"]}
    assert {claim["stance"] for claim in asked()} >= {"says", "denies"}


def test_framing_by_outlet(dragoman, record):
    ran = dragoman("framing", "--record", record, "--by-outlet")
    assert ran.code == 0
    assert "    own:     " in ran.out
    rows = dragoman("framing", "--record", record, "--by-outlet", "--actor", "VUT", "--format", "jsonl").claims
    assert {"actor", "id", "outlet", "words", "names"} == set(rows[0])
    assert len({row["outlet"] for row in rows}) > 0
    one = dragoman("framing", "--record", record, "--format", "jsonl").claims[0]
    assert {"article", "framing", "outlet", "published", "title"} == set(one)


def test_ledger(dragoman, record):
    found = dragoman("ledger", "--from", "CHN", "--to", "ecu", "--record", record)
    assert found.code == 0
    assert found.out.startswith("CHN → ECU  (")
    assert "Ecuador owes China's state banks (CHN)" in found.out
    assert "total, do not add" in found.out
    assert "Nothing is added up" in found.err


@pytest.mark.parametrize("form", ["jsonl", "csv", "iati"])
def test_ledger_for_programs(dragoman, record, form):
    found = dragoman("ledger", "--actor", "ECU", "--type", "debt", "--type", "loan", "--record", record, "--format", form)
    assert found.code == 0
    if form == "jsonl":
        assert {c["flow_type"] for c in found.claims} == {"debt", "loan"}
    elif form == "csv":
        assert {row["Type"] for row in csv.DictReader(io.StringIO(found.out))} == {"debt", "loan"}
    else:
        root = ElementTree.fromstring(found.out.encode())  # noqa: S314 - our own document
        assert {activity.find("default-finance-type").get("code") for activity in root} == {"421"}
        assert "left out, a type or stage that IATI has no transaction for" in found.err


def test_ledger_of_nothing(dragoman, record):
    assert dragoman("ledger", "--from", "FRA", "--record", record).err.startswith("--from: nothing in the record bears")
    assert dragoman("ledger", "--from", "ECU", "--text", "zeppelin", "--record", record).err.startswith("No flow fits")
    wrong = dragoman("ledger", "--type", "bribe", "--record", record)
    assert wrong.code == 2
    assert "credit-line" in wrong.err


def test_findings_and_watch_list(dragoman, record):
    assert "independent source" in dragoman("findings", "--pair", "CHN", "ECU", "--record", record).out
    today = dragoman("watch-list", "--since", "2020", "--record", record)
    assert "contradict: " in today.out
    assert "≠" not in today.out
    assert dragoman("watch-list", "--since", "2020", "--record", record, "--format", "jsonl").claims[0]["values"]
    never = dragoman("watch-list", "--since", "2999", "--record", record)
    assert (never.code, never.out) == (0, "")
    assert "No contradiction" in never.err
    assert dragoman("watch-list", "--since", "soon", "--record", record).code == 2
    assert dragoman("watch-list", "--record", record).code == 2


def test_judge(dragoman, record, tmp_path):
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(record.read_bytes())
    [finding, *_] = dragoman("findings", "--record", copy, "--format", "jsonl").claims
    one, other = finding["claims"][:2]
    options = ("--by", "Ada", "--record", copy)
    first = dragoman("judge", "different", one, other, *options, "--note", "two meetings")
    assert (first.code, first.out, first.err) == (0, "", "judgement 1; `dragoman judge undo 1` takes it back\n")
    after = dragoman("findings", "--record", copy, "--format", "jsonl").claims
    assert not any({one, other} <= set(f["claims"]) for f in after)
    assert dragoman("judge", "same", one, other, *options).code == 0
    assert dragoman("judge", "wrong", one, *options).code == 0
    assert dragoman("judge", "undo", 2, *options).code == 0
    numbers = [line[:4].strip() for line in dragoman("judge", "list", "--record", copy).out.splitlines()]
    assert [number for number in numbers if number] == list("1234")
    listed = dragoman("judge", "list", "--record", copy).out
    assert "judged different by Ada" in listed
    assert listed.count("[undone]") == 1
    assert "undone (no. 2) by Ada" in listed


@pytest.mark.parametrize(
    ("reason", "arguments", "words"),
    [
        ("an unknown claim", ["wrong", "ev-zero", "--by", "Ada"], "no claim 'ev-zero'"),
        ("two claims that are one", ["same", "{0}", "{0}", "--by", "Ada"], "name two"),
        ("two kinds", ["same", "{0}", "{1}", "--by", "Ada"], "of one kind each"),
        ("nobody judges", ["wrong", "{0}", "--by", " "], "needs a name"),
        ("no name", ["wrong", "{0}"], "--by"),
        ("no such judgement", ["undo", "7", "--by", "Ada"], "it has none"),
    ],
)
def test_what_cannot_be_judged(dragoman, record, reason, arguments, words):
    ids = [dragoman(kind, "--record", record, "--format", "jsonl", "--limit", 1).claims[0]["id"] for kind in ("events", "flows")]
    found = dragoman("judge", *(a.format(*ids) for a in arguments), "--record", record)
    assert found.code == 2
    assert words in " ".join(found.err.replace("│", " ").split())
    assert "Nothing has been judged" in dragoman("judge", "list", "--record", record).err


def test_the_record_of_the_environment(dragoman, record, monkeypatch):
    monkeypatch.setenv("DRAGOMAN_RECORD", str(record))
    assert dragoman("articles").err == "7 articles\n"


# ---- explain -------------------------------------------------------------------------------------------------------


def test_explain(dragoman, record):
    claim = dragoman("events", "--record", record, "--pair", "CHN", "ECU", "--format", "jsonl").claims[0]
    ran = dragoman("explain", claim["id"], "--record", record)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(claim["type"])
    for step in ("sentence", "parse", "rule", "actor", "factuality", "source"):
        assert f"\n{step} " in ran.out
    assert claim["rule"] in ran.out


def test_explain_an_unknown_id(dragoman, record):
    ran = dragoman("explain", "ev-0123456789abcdef", "--record", record)
    assert (ran.code, ran.out) == (2, "")
    assert "ev-0123456789abcdef" in ran.err
    assert "ID" in ran.err


def test_explain_a_claim_that_is_no_longer_made(dragoman, record, monkeypatch):
    claim = dragoman("events", "--record", record, "--limit", "1", "--format", "jsonl").claims[0]
    monkeypatch.setattr("dragoman.running.explaining.explain", lambda *_: ())
    ran = dragoman("explain", claim["id"], "--record", record)
    assert ran.code == 1
    assert "dragoman read --again" in ran.err


# ---- what cannot be read -------------------------------------------------------------------------------------------


def write(name, content):
    Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())


GOOD = json.dumps({"id": "good", "text": "Israel attacked Syria."}) + "\n"
BAD = [
    ("empty file", "bad.txt", b"", ["bad.txt", "empty", "Leave it out"]),
    ("white space", "bad.txt", b" \n\n\t", ["bad.txt", "no text"]),
    ("binary", "bad.txt", bytes(range(256)) * 20, ["bad.txt", "NUL", "plain text"]),
    ("a picture", "bad.txt", b"\x89PNG\r\n\x1a\n\x00\x00", ["bad.txt", "binary"]),
    ("a PDF", "bad.pdf", b"%PDF-1.7\n%...", ["bad.pdf", "PDF", "pdftotext"]),
    ("Windows-1252", "bad.txt", "Le président a signé l’accord.".encode("cp1252"), ["bad.txt", "0xE9", "not utf-8", "--encoding cp1252"]),
    ("a broken line", "bad.jsonl", GOOD + '{"text": "x"\n', ["bad.jsonl:2", "JSON", "one object a line"]),
    ("no text", "bad.jsonl", GOOD + '{"title": "x"}\n', ["bad.jsonl:2", "`text` is missing", "one object a line"]),
    ("text is no string", "bad.jsonl", GOOD + '{"text": 7}\n', ["bad.jsonl:2", "text"]),
    ("an id twice", "bad.jsonl", GOOD + GOOD.replace("Syria", "Iraq"), ["bad.jsonl:2", "Duplicate id good", "its own id"]),
    ("a day that is none", "bad.jsonl", GOOD + json.dumps({"text": "x", "published": "2024-02-31"}) + "\n", ["bad.jsonl:2", "2024-02-31"]),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "name", "content", "words"), BAD, ids=[r[0] for r in BAD])
def test_bad_input_is_named_and_the_rest_is_read(dragoman, reason, name, content, words):
    write(name, content)
    write("fine.txt", PLAIN)
    ran = dragoman("read", name, "fine.txt", "--format", "jsonl")
    assert ran.code == 3
    [line] = [row for row in ran.err.splitlines() if row.startswith("refused: ")]
    assert [w for w in words if w not in line] == []
    assert any(c["article"] != "good" for c in ran.claims), "what is fine is read"
    if name.endswith(".jsonl"):
        assert any(c["article"] == "good" for c in ran.claims), "and so are the other lines"


def test_a_missing_file(dragoman):
    write("fine.txt", PLAIN)
    ran = dragoman("read", "gone.txt", "fine.txt", "--format", "jsonl")
    assert ran.code == 3
    assert "refused: gone.txt: " in ran.err
    assert ran.claims


def test_a_line_of_fifty_megabytes(dragoman):
    """Refused by its length and not by running out of memory; the line behind it is read."""
    with Path("big.jsonl").open("wb") as f:
        f.write(b'{"id": "big", "text": "')
        for _ in range(50):
            f.write(b"Israel attacked Syria. " * 43_478)
        f.write(b'"}\n' + GOOD.encode())
    ran = dragoman("read", "big.jsonl", "--format", "jsonl")
    assert ran.code == 3
    [line] = [row for row in ran.err.splitlines() if row.startswith("refused: ")]
    assert "big.jsonl:1" in line
    assert "limit" in line or "longer" in line
    assert len(line) < 500
    assert {c["article"] for c in ran.claims} == {"good"}


def test_the_right_encoding_can_be_named(dragoman):
    write("latin.txt", "Israel attacked Syria, the minister in Bogotá said.".encode("cp1252"))
    ran = dragoman("read", "latin.txt", "--encoding", "cp1252", "--format", "jsonl")
    assert ran.code == 0
    assert ran.claims


def test_an_encoding_that_is_none(dragoman):
    write("fine.txt", PLAIN)
    ran = dragoman("read", "fine.txt", "--encoding", "klingon")
    assert ran.code == 2
    assert "klingon" in ran.err


def test_a_day_of_publication_that_is_none(dragoman, tmp_path):
    """An error of usage where an option says it, and nothing is read; a refused input where a file does."""
    write("fine.txt", PLAIN)
    ran = dragoman("read", "fine.txt", "--published", "2024-02-30")
    assert ran.code == 2
    assert "2024-02-30" in ran.err
    assert list(tmp_path.glob("*.sqlite")) == []
    write("bad.txt", "---\npublished: 2024-02-30\n---\n" + PLAIN)
    assert dragoman("read", "bad.txt").code == 3


# ---- usage and faults ----------------------------------------------------------------------------------------------

USAGE = [
    ("no path", ["read"]),
    ("no such command", ["reed", "x"]),
    ("no such option", ["events", "--actors", "CHN"]),
    ("no such format", ["events", "--format", "xml"]),
    ("half a pair", ["events", "--pair", "CHN"]),
    ("a limit of none", ["events", "--limit", "0"]),
    ("explain what", ["explain"]),
]


@pytest.mark.parametrize(("reason", "arguments"), USAGE, ids=[r[0] for r in USAGE])
def test_usage_is_2(dragoman, reason, arguments):
    ran = dragoman(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


@pytest.mark.parametrize("command", [*KINDS, "framing", "articles"])
def test_no_record(dragoman, tmp_path, command):
    ran = dragoman(command, "--record", "gone.sqlite")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "error: gone.sqlite: There is no record. Make it with `dragoman read PATH --record gone.sqlite`.\n"
    assert list(tmp_path.iterdir()) == [], "asking makes none"


def test_a_record_that_is_none(dragoman):
    write("notes.sqlite", "These are my notes, not a record. " * 100)
    before = Path("notes.sqlite").read_bytes()
    for command in (["events", "--record", "notes.sqlite"], ["read", SAMPLES / "ecu-1.txt", "--record", "notes.sqlite"]):
        ran = dragoman(*command)
        assert ran.code == 1
        assert ran.err.startswith("error: notes.sqlite: ")
        assert "Traceback" not in ran.err
    assert Path("notes.sqlite").read_bytes() == before


def test_a_day_that_is_none(dragoman, record):
    ran = dragoman("events", "--record", record, "--since", "2024-13")
    assert ran.code == 2
    assert "--since" in ran.err
    assert "2024-13" in ran.err
    assert ran.err.count("\n") == 1


def test_a_reader_that_is_none(dragoman, monkeypatch):
    monkeypatch.setattr("dragoman.running.tools.load_tools", lambda name, *_, **__: load_reader(name))
    ran = dragoman("read", SAMPLES / "ecu-1.txt", "--reader", "no_such.onnx")
    assert ran.code == 1
    assert ran.err.startswith("error: reader 'no_such.onnx' is no file")


def test_a_fault_of_ours_shows_where(dragoman, monkeypatch):
    """An unforeseen error is not dressed up: its trace is what the developers need."""
    monkeypatch.setattr("dragoman.running.setup.Setup.read", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        dragoman("read", SAMPLES / "ecu-1.txt", "--format", "jsonl")


# ---- evaluate, lint, version ---------------------------------------------------------------------------------------


def gold_file(path):
    text = "Israel attacked Syria."
    claim = {"kind": "event", "type": "ASSAULT", "actors": ["ISR"], "recipients": ["SYR"], "evidence": {"start": 0, "end": 21, "text": text[:21]}}
    missed = {**claim, "type": "AID"}
    Path(path).write_text(json.dumps({"id": "g", "text": text, "complete": True, "claims": [claim, missed]}) + "\n", encoding="utf8")


def test_evaluate(dragoman):
    gold_file("gold.jsonl")
    ran = dragoman("evaluate", "gold.jsonl", "--misses", "5")
    assert ran.code == 0
    assert "recall 0.5" in ran.out
    assert "precision 1.0" in ran.out
    assert "AID 0/1" in ran.out
    assert "evidence that does not slice back: 0" in ran.out
    assert "missed event in g: AID: Israel attacked Syria" in ran.out


def test_evaluate_findings(dragoman):
    gold = (ROOT / "evaluation/gold/samples.jsonl").read_bytes().splitlines()[:4]
    Path("gold.jsonl").write_bytes(b"\n".join(gold))
    lines = (ROOT / "evaluation/gold/samples-findings.jsonl").read_bytes().splitlines()
    Path("findings.jsonl").write_bytes(b"\n".join(line for line in lines if b'"sample-ecu"' in line))
    found = dragoman("evaluate", "gold.jsonl", "--findings", "findings.jsonl", "--misses", 1)
    assert found.code == 0
    assert {line.split(":")[0] for line in found.out.splitlines() if line[0] != " "} == {"gold", "end to end"}
    report = json.loads(dragoman("evaluate", "gold.jsonl", "--findings", "findings.jsonl", "--json").out)
    assert report["gold"]["clusters all"]["f1"] >= 0.8
    Path("wrong.jsonl").write_text('{"dossier": "d"}')
    assert dragoman("evaluate", "gold.jsonl", "--findings", "wrong.jsonl").code == 3


def test_evaluate_as_json(dragoman):
    gold_file("gold.jsonl")
    found = json.loads(dragoman("evaluate", "gold.jsonl", "--json").out)
    assert found["event"]["recall"] == 0.5
    assert found["misplaced"] == 0


GOLD = [
    ("no file", None, "gold.jsonl: "),
    ("no JSON", '{"id": 1', "gold.jsonl:1: no JSON"),
    ("no claims", '{"id": "a", "text": "x", "claims": []}\n{"id": "b", "text": "x"}', "gold.jsonl:2: the key 'claims' is missing"),
    ("no object", "[1]", "gold.jsonl:1: "),
]


@pytest.mark.parametrize(("reason", "content", "words"), GOLD, ids=[r[0] for r in GOLD])
def test_wrong_gold(dragoman, reason, content, words):
    if content is not None:
        write("gold.jsonl", content)
    ran = dragoman("evaluate", "gold.jsonl")
    assert ran.code == 3
    assert words in ran.err
    assert ran.err.count("\n") == 1


def test_actors(dragoman):
    """Who is meant, and who held which office on a day."""
    ran = dragoman("actors", "VEN", "--on", "2005-06-01")
    assert (ran.code, ran.err) == (0, "1 actor\n")
    assert ran.out.startswith("Venezuela")
    assert "Hugo Chávez, president" in ran.out
    assert "Maduro, president" not in ran.out
    assert "Nicolás Maduro" in dragoman("actors", "VEN", "--on", "2015").out


def test_an_actor_that_the_registry_does_not_know(dragoman):
    ran = dragoman("actors", "Zzyzx", "--on", "2005")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("The registry knows no 'Zzyzx' on 2005.")


@pytest.mark.parametrize("day", ["2005-02-31", "2005-13"])
def test_actors_on_a_day_that_is_none(dragoman, day):
    ran = dragoman("actors", "VEN", "--on", day)
    assert ran.code in {2, 3}
    assert day in ran.err


def test_lint(dragoman):
    """The data of the package has no findings; with findings the exit code is 1."""
    ran = dragoman("lint")
    assert (ran.code, ran.out, ran.err) == (0, "", "0 findings\n")


def test_version(dragoman):
    assert dragoman("--version").out == f"dragoman {__version__}\n"


def test_no_arguments_show_help(dragoman):
    ran = dragoman()
    assert "Usage" in ran.out + ran.err
    assert ran.code in {0, 2}


def test_chains(dragoman, tmp_path):
    write(tmp_path / "one.txt", "Adela Quiros met reporters in Quito. Quiros said she had signed. Ecuador owes China money, and it will pay.")
    ran = dragoman("chains", "one.txt", "gone.txt", "--format", "jsonl")
    text = (tmp_path / "one.txt").read_text(encoding="utf8")
    assert ran.code == 3
    assert all(text[place["start"] : place["end"]] == place["text"] for chain in ran.claims for place in chain["phrases"])
    assert {place["text"] for chain in ran.claims if chain["kind"] == "person" for place in chain["phrases"]} >= {"Quiros", "she"}
    listed = dragoman("chains", "one.txt", "--least", "3")
    assert "Adela Quiros" in listed.out


# ---- as a process --------------------------------------------------------------------------------------------------


def process(*arguments, **more):
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "dragoman.cli", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, **more)  # noqa: S603 - our own program


def test_as_a_process(tmp_path):
    """All of it, with nothing loaded before: the module runs, stdout holds JSON lines only, the exit code tells of the refused one."""
    write(tmp_path / "fine.txt", PLAIN)
    ran = process("read", "fine.txt", "gone.txt", "--format", "jsonl", cwd=tmp_path)
    out, err = ran.communicate(timeout=120)
    assert ran.returncode == 3
    assert any(json.loads(line)["kind"] == "event" for line in out.decode().splitlines())
    assert err.decode().splitlines()[0].startswith("refused: gone.txt")


def test_a_reader_that_stops_reading(record):
    """`dragoman events | head -1` is no error."""
    with process("events", "--record", record, "--format", "jsonl") as ran:
        ran.stdout.close()
        err = ran.stderr.read()
    assert (ran.returncode, err) == (0, b"")
