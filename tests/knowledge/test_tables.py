"""The loader of tables: what a row gives, and what it refuses with file, line, cause and repair."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge.tables import FALSE_WORDS, TRUE_WORDS, Row, knowledge_root, load_table, parse_table

HEADER = "name,country,aliases,flag\n"


def one(line: str) -> Row:
    """Return the only row of a table."""
    (row,) = parse_table("t.csv", HEADER + line, ("name",))
    return row


# text of a table, the cells of its rows by line, why
TEXTS: tuple[tuple[str, list[tuple[int, dict[str, str]]], str], ...] = (
    ("a,b\n1,2\n", [(2, {"a": "1", "b": "2"})], "the plain case"),
    ("a,b\n1,2", [(2, {"a": "1", "b": "2"})], "no line feed at the end"),
    ("a,b\r\n1,2\r\n", [(2, {"a": "1", "b": "2"})], "saved by a spreadsheet on Windows"),
    (" a , b \n 1 ,\t2 \n", [(2, {"a": "1", "b": "2"})], "white space around cells and names is dropped"),
    ("a,b\n\n,\n1,2\n", [(4, {"a": "1", "b": "2"})], "empty lines are skipped, and counted"),
    ('a,b\n"Korea, North",2\n', [(2, {"a": "Korea, North", "b": "2"})], "a comma within quotation marks"),
    ('a,b\n"say ""no""",2\n', [(2, {"a": 'say "no"', "b": "2"})], "quotation marks within quotation marks"),
    ('a,b\n"two\nlines",2\n3,4\n', [(3, {"a": "two\nlines", "b": "2"}), (4, {"a": "3", "b": "4"})], "a cell of two lines: the line is its last"),
    ("a,b\nSão Tomé,2\n", [(2, {"a": "São Tomé", "b": "2"})], "letters beyond ASCII"),
    ("a,b\n", [], "a header alone is an empty table"),
)


@pytest.mark.parametrize(("text", "rows", "reason"), TEXTS)
def test_a_table_becomes_rows(text: str, rows: list[tuple[int, dict[str, str]]], reason: str) -> None:
    assert [(row.line, dict(row.cells)) for row in parse_table("t.csv", text, ("a",))] == rows, reason


# text of a table, required columns, the message
REFUSED: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("a,b\n1,2\n", ("a", "c", "d"), "t.csv:1: the header has no column c, d. Add it, or correct its name."),
    ("", ("a",), "t.csv:1: the header has no column a. Add it, or correct its name."),
    ("A,b\n1,2\n", ("a",), "t.csv:1: the header has no column a. Add it, or correct its name."),
    ("a,b\n1,2\n1\n", ("a",), "t.csv:3: 1 cells where the header has 2. Add or remove commas, or quote the cell that holds one."),
    ("a,b\n1,2,3\n", ("a",), "t.csv:2: 3 cells where the header has 2. Add or remove commas, or quote the cell that holds one."),
    ("a,b\n# a comment\n", ("a",), "t.csv:2: 1 cells where the header has 2. Add or remove commas, or quote the cell that holds one."),
)


@pytest.mark.parametrize(("text", "required", "message"), REFUSED)
def test_a_broken_table_is_refused(text: str, required: tuple[str, ...], message: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        parse_table("t.csv", text, required)
    assert str(caught.value) == message


def test_a_row_gives_its_cells() -> None:
    row = one("Lyon,FRA,Lyons| Lugdunum ||,yes\n")
    assert row.text("name") == "Lyon"
    assert row.optional("country") == "FRA"
    assert row.items("aliases") == ("Lyons", "Lugdunum"), "parts are stripped, empty ones dropped, the order kept"
    assert row.flag("flag")


def test_a_row_with_empty_cells() -> None:
    row = one("Lyon,,,\n")
    assert row.optional("country") is None
    assert row.items("aliases") == ()
    assert not row.flag("flag")


def test_columns_that_a_table_does_not_have_are_empty_where_they_may_be() -> None:
    row = one("Lyon,FRA,,\n")
    assert row.optional("note") is None
    assert row.items("note") == ()
    assert not row.flag("note")


def test_an_empty_cell_that_must_not_be_empty_is_refused_with_its_line() -> None:
    with pytest.raises(KnowledgeError, match=r"^t\.csv:2: column 'country' is empty\. fill in the cell\.$"):
        one("Lyon,,,\n").text("country")


@pytest.mark.parametrize("word", sorted(TRUE_WORDS | FALSE_WORDS))
def test_flags_are_read_in_any_case(word: str) -> None:
    assert one(f"Lyon,,,{word.upper()}\n").flag("flag") is (word in TRUE_WORDS)


def test_a_flag_that_is_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(KnowledgeError, match=r"^t\.csv:2: column 'flag' has 'maybe'"):
        one("Lyon,,,maybe\n").flag("flag")


def test_a_table_is_found_below_a_root(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "x.csv").write_text("a\n1\n", encoding="utf-8-sig")
    (row,) = load_table("actors/x.csv", ("a",), tmp_path)
    assert (row.table, row.line, row.text("a")) == ("actors/x.csv", 2, "1"), "a byte order mark is no part of the first name"


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"^actors/x\.csv: the table is missing\."):
        load_table("actors/x.csv", ("a",), tmp_path)


def test_a_table_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes("a\nSão Tomé\n".encode("latin-1"))
    with pytest.raises(KnowledgeError, match=r"^x\.csv: not UTF-8 at byte 3\. Save the table as UTF-8\.$"):
        load_table("x.csv", ("a",), tmp_path)


def test_the_package_has_its_own_tables() -> None:
    assert knowledge_root().joinpath("actors", "states.csv").is_file()
    assert load_table("actors/states.csv", ("id", "name"))
