"""`dragoman.Reader`: what it takes, and that its options are those of the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman import Article, Event, InputError, Reader
from dragoman.cli.common import setup_for
from dragoman.errors import DragomanError

TEXT = "Peru lent Chile 20 million dollars on 3 May 2027. Kenya met Ghana."


@pytest.fixture(scope="module")
def reader():
    return Reader()


@pytest.mark.parametrize(
    ("reason", "given", "articles"),
    [
        ("a text", lambda folder: TEXT, 1),
        ("texts", lambda folder: [TEXT, "Kenya met Ghana."], 2),
        ("a file", lambda folder: folder / "a.txt", 1),
        ("a folder", lambda folder: folder, 2),
        ("an article", lambda folder: Article("x", TEXT), 1),
        ("all of these", lambda folder: ["Brazil met Ghana.", folder, Article("x", TEXT)], 4),
        ("nothing", lambda folder: [], 0),
        ("a path that is written as text is a text", lambda folder: str(folder / "a.txt"), 1),
    ],
)
def test_what_may_be_given(reader, tmp_path, reason, given, articles):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf8")
    (tmp_path / "b.txt").write_text("Kenya met Ghana.", encoding="utf8")
    found = reader.read(given(tmp_path))
    assert (len(found), found.refused) == (articles, ())
    for reading in found:
        for claim in reading.claims:
            assert reading.article.text[claim.evidence.start : claim.evidence.end] == claim.evidence.text


@pytest.mark.parametrize(
    ("reason", "given", "words"),
    [
        ("an empty text", [" "], "text 1: There is no text"),
        ("the same text twice", [TEXT, TEXT], "with the same text"),
        ("an id with two texts", [Article("x", TEXT), Article("x", "Kenya met Ghana.")], "Duplicate id x"),
        ("no such file", [Path("/nowhere/a.txt")], "There is no such file"),
    ],
)
def test_what_is_refused_says_why(reader, reason, given, words):
    [refused] = reader.read(given).refused
    assert words in str(refused)


@pytest.mark.parametrize("fields", [{"published": "yesterday"}, {"encoding": "utf-99"}])
def test_a_field_that_is_wrong_is_raised(reader, fields):
    with pytest.raises(InputError):
        reader.read(TEXT, **fields)


def test_readings_come_one_at_a_time(reader):
    given = iter([TEXT, "Kenya met Ghana."])
    assert next(reader.each(given)).claims
    assert next(given) == "Kenya met Ghana."


def test_less_sure_claims_are_left_out_and_the_program_says_so(reader):
    careful = Reader(min_confidence=0.8)
    least = min(claim.confidence for claim in reader.read(TEXT).claims)
    assert least < 0.8 <= min(claim.confidence for claim in careful.read(TEXT).claims)
    assert (reader.program, careful.program) == (f"{dragoman_version()}", f"{dragoman_version()}+least@0.8")


def dragoman_version():
    from dragoman import __version__

    return __version__


def test_dictionaries_and_overrides_are_those_of_the_command_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my.txt").write_text("--- MEET [040] ---\nMEET\n- * + [057]\n", encoding="utf8")
    (tmp_path / "overrides.csv").write_text("words,code\nlend,none\n", encoding="utf8")
    found = Reader(dictionaries=["my.txt"], overrides="overrides.csv").program
    from dragoman.coding.dictionaries.petrarch import read_dictionary

    assert found == setup_for(None, [read_dictionary(tmp_path / "my.txt")]).program
    assert "overrides@" in found
    assert "my.txt@" in found


def test_a_word_that_is_overruled_is_no_event(tmp_path):
    (tmp_path / "o.csv").write_text("words,code\nmeet,none\n", encoding="utf8")
    assert [c for c in Reader(overrides=tmp_path / "o.csv").read("Kenya met Ghana.").claims if isinstance(c, Event)] == []


@pytest.mark.parametrize(
    "options",
    [{"model": "none.onnx"}, {"language": "xx"}, {"registers": "none.sqlite"}, {"dictionaries": ["none.txt"]}, {"min_confidence": 2}],
    ids=str,
)
def test_an_option_that_cannot_be_used_is_a_dragoman_error(tmp_path, monkeypatch, options):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DragomanError):
        Reader(**options)
