"""`--dictionary` and `--dictionary-only` of read, explain and evaluate, as a user meets them."""

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.coding.dictionaries.coder import Coder
from dragoman.coding.dictionaries.entries import entries_of
from dragoman.running.tools import load_tools

TEXT = "Israel attacked Syria on 3 March 2024. China met Japan."
DICTIONARY = "--- COMPLAIN [---] ---\nATTACK [111]\n- * BORDERS [195]\n"
RULE = "events.dictionary my.txt:2: ATTACK [111]"


@pytest.fixture
def run(monkeypatch, tmp_path, tools):
    """Run a command in a folder with an article and a dictionary; the pipeline is loaded once for all tests."""
    monkeypatch.chdir(tmp_path)

    def loaded(_, dictionaries=(), *, dictionary_only=False, **others):
        return replace(tools, coder=Coder(entries_of(dictionaries), tools.ontology), dictionary_only=dictionary_only)

    monkeypatch.setattr("dragoman.running.tools.load_tools", loaded)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf8")
    (tmp_path / "my.txt").write_text(DICTIONARY, encoding="utf8")
    return lambda *arguments: CliRunner().invoke(app, arguments)


def events(result):
    claims = [json.loads(line) for line in result.stdout.splitlines()]
    return [(c["type"], c["mode"], c["rule"]) for c in claims if c["kind"] == "event"]


def test_the_dictionary_decides_its_verbs(run):
    result = run("read", "a.txt", "--format", "jsonl", "--dictionary", "my.txt")
    assert result.exit_code == 0
    assert events(result) == [("ACCUSE", "disapprove", RULE), ("CONSULT", None, "acts")]


def test_only_the_dictionary(run):
    assert events(run("read", "a.txt", "--format", "jsonl", "--dictionary", "my.txt", "--dictionary-only")) == [("ACCUSE", "disapprove", RULE)]


def test_a_later_dictionary_wins(run, tmp_path):
    (tmp_path / "other.txt").write_text("--- A [112] ---\nATTACK\n", encoding="utf8")
    result = run("read", "a.txt", "--format", "jsonl", "--dictionary", "my.txt", "--dictionary", "other.txt")
    assert events(result)[0] == ("ACCUSE", "allege", "events.dictionary other.txt:2: ATTACK")


def test_refused_lines_are_named_and_the_rest_is_used(run, tmp_path):
    (tmp_path / "my.txt").write_text(DICTIONARY + "- * X [999]\n~ a (b . ATTACK) SAY = a b 112\n", encoding="utf8")
    result = run("read", "a.txt", "--format", "jsonl", "--dictionary", "my.txt")
    assert result.exit_code == 3
    assert events(result)[0][2] == RULE
    refused = [line for line in result.stderr.splitlines() if line.startswith("refused: ")]
    assert refused[0].startswith("refused: my.txt:4: CAMEO has no code 999. Valid roots are 01, 02, ")
    assert refused[1].startswith("refused: my.txt:5: transformations are not supported. ")


USAGE = [
    (("--dictionary", "nowhere.txt"), 2, "there is no file nowhere.txt"),
    (("--dictionary-only",), 2, "name one with --dictionary FILE"),
]


@pytest.mark.parametrize(("options", "code", "told"), USAGE)
def test_usage(run, options, code, told):
    result = run("read", "a.txt", *options)
    assert result.exit_code == code
    assert told in " ".join(result.stderr.replace("│", " ").split())


def test_another_dictionary_reads_the_same_articles_anew(run):
    told = [run("read", "a.txt", *more).stderr.splitlines()[-1] for more in ((), ("--dictionary", "my.txt"), ("--dictionary", "my.txt"), ())]
    assert ["1 new or changed" in line for line in told] == [True, True, False, True]


def test_explain_shows_file_line_and_pattern(run):
    run("read", "a.txt", "--dictionary", "my.txt")
    listed = run("events", "--text", "attacked", "--format", "jsonl").stdout
    claim = json.loads(listed)["id"]
    shown = run("explain", claim, "--dictionary", "my.txt")
    assert shown.exit_code == 0
    assert f"rule        {RULE}" in shown.stdout
    assert "line 2 of the dictionary my.txt, block COMPLAIN; CAMEO 111: criticises or denounces" in shown.stdout
    without = run("explain", claim)
    assert without.exit_code == 1
    assert "A line of a verb dictionary made it: dictionary my.txt:2: ATTACK [111]. Name the dictionary: --dictionary FILE." in without.stderr


def test_evaluate_scores_a_dictionary(run, tmp_path):
    gold = {"id": "g", "text": "Israel attacked Syria.", "claims": [{"kind": "event", "type": "ACCUSE", "actors": ["ISR"], "recipients": ["SYR"]}]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold), encoding="utf8")
    recalls = [json.loads(run("evaluate", "gold.jsonl", "--json", *more).stdout)["event"]["recall"] for more in ((), ("--dictionary", "my.txt"))]
    assert recalls == [0.0, 1.0]


def test_evaluate_ends_with_3_where_lines_were_refused(run, tmp_path):
    (tmp_path / "my.txt").write_text(DICTIONARY + "- * X [999]\n", encoding="utf8")
    (tmp_path / "gold.jsonl").write_text(json.dumps({"id": "g", "text": "Israel attacked Syria.", "claims": []}), encoding="utf8")
    assert run("evaluate", "gold.jsonl", "--dictionary", "my.txt").exit_code == 3


def test_the_tools_take_a_dictionary(tmp_path):
    from dragoman.coding.dictionaries.petrarch import read_dictionary

    (tmp_path / "my.txt").write_text(DICTIONARY, encoding="utf8")
    found = load_tools(dictionaries=[read_dictionary(tmp_path / "my.txt")], dictionary_only=True)
    assert set(found.coder.entries) == {"attack"}
