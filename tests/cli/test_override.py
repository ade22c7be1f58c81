"""`dragoman override`, as a user meets it: a word overruled for good, listed, and taken back."""

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.coding.dictionaries.overrides import read_overrides

TEXT = "Spain called in the envoy of Peru for consultations on Monday. Kenya praised Chad."


@pytest.fixture
def run(monkeypatch, tmp_path, tools):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        "dragoman.running.tools.load_tools", lambda *_, overrides, **__: replace(tools, overrides=read_overrides(overrides, tools.ontology))
    )
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf8")
    return lambda *arguments: CliRunner().invoke(app, arguments)


def events(run):
    claims = [json.loads(line) for line in run("read", "a.txt", "--format", "jsonl").stdout.splitlines()]
    return [(c["type"], c["mode"], "+".join(a["country"] or "" for a in c["actors"]), c["rule"]) for c in claims if c["kind"] == "event"]


def test_words_mean_what_the_user_says(run):
    assert run("override", "call in for consultations", "SANCTION/withdraw").exit_code == 0
    assert ("SANCTION", "withdraw", "ESP", "override call in for consultations") in events(run)


def test_none_is_no_event_and_undo_takes_it_back(run):
    before = events(run)
    assert any(rule == "acts" and actor == "KEN" for _, _, actor, rule in before)
    run("override", "praise", "none")
    assert not any(actor == "KEN" for _, _, actor, _ in events(run))
    assert run("override", "Praise", "--undo").exit_code == 0
    assert events(run) == before


def test_overrides_are_listed_and_replaced(run):
    run("override", "praise", "none")
    run("override", "praise", "SUPPORT")
    result = run("override")
    assert result.stdout.split() == ["SUPPORT", "praise"]


def test_another_word_reads_the_same_articles_anew(run):
    told = []
    for step in (None, ("override", "praise", "none"), None):
        if step:
            run(*step)
        told.append("1 new or changed" in run("read", "a.txt").stderr)
    assert told == [True, True, False]


USAGE = [
    (("override", "praise", "HAIL"), 3, "'HAIL' is no type. Write TYPE, TYPE/mode or none. Types: AGREE, CONSULT"),
    (("override", "praise", "SUPPORT/loud"), 3, "SUPPORT has no mode 'loud'"),
    (("override", "praise"), 2, "name a code"),
    (("override", "praise", "none", "--undo"), 2, "not both"),
    (("override", "praise", "--undo"), 2, "there is no override of 'praise'; there are: none"),
]


@pytest.mark.parametrize(("arguments", "code", "told"), USAGE)
def test_usage(run, arguments, code, told):
    result = run(*arguments)
    if code == 3:
        assert told in str(result.exception), result.output
    else:
        assert result.exit_code == code
        assert told in " ".join(result.stderr.replace("│", " ").split())


BROKEN = [
    ("praise;none\n", "its first line is not words,code"),
    ("words,code\npraise\n", "overrides.csv:2: it has 1 columns"),
    ("words,code\npraise,HAIL\n", "overrides.csv:2: 'HAIL' is no type"),
    ("words,code\n,none\n", "overrides.csv:2: there are no words"),
]


@pytest.mark.parametrize(("text", "told"), BROKEN)
def test_a_broken_file_is_named_with_its_line(run, tmp_path, text, told):
    (tmp_path / "overrides.csv").write_text(text, encoding="utf8")
    assert told in str(run("override").exception)


def test_not_utf8(run, tmp_path):
    (tmp_path / "overrides.csv").write_bytes(b"\xff\xfe\x00")
    assert "it has to be CSV in UTF-8" in str(run("override").exception)
