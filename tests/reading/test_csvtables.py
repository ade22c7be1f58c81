"""Tables of articles: columns by name, whatever parts them."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_inputs import put, read

from dragoman.domain import Article
from dragoman.errors import InputError
from dragoman.reading import csvtables
from dragoman.reading.sources import Defaults

ROW = ("x-1", " One,\ntwo; “three”. ", "A loan", "2019-03-04", "The Paper", "https://p.example")
CELLS = 'x-1{0}" One,\ntwo; “three”. "{0}A loan{0}2019-03-04{0}The Paper{0}https://p.example\r\n'
HEADER = "ID{0}Text{0}title{0}published{0}outlet{0}url\r\n"
MORE = HEADER.replace("url", "url{0}a;b;c;d;e;f;g;h") + CELLS.replace("\r\n", "{0}9\r\n")

TABLES: list[tuple[str, bytes]] = [
    ("commas", (HEADER + CELLS).format(",").encode()),
    ("semicolons", (HEADER + CELLS).format(";").encode()),
    ("tabs", (HEADER + CELLS).format("\t").encode()),
    ("a mark, as Excel writes it", b"\xef\xbb\xbf" + (HEADER + CELLS).format(";").encode()),
    ("UTF-16, as Excel writes it", (HEADER + CELLS).format("\t").encode("utf-16")),
    ("other columns, more of the other separators", MORE.format(",").encode()),
    ("blank rows", (HEADER + "\r\n" + CELLS + "\r\n{0}{0}\r\n").format(",").encode()),
]  # fmt: skip


@pytest.mark.parametrize(("why", "data"), TABLES, ids=[row[0] for row in TABLES])
def test_table(tmp_path: Path, why: str, data: bytes) -> None:
    [found] = read(put(tmp_path, "a.csv", data), Defaults(outlet="D"))
    assert isinstance(found, Article), (why, found)
    assert (found.id, found.text, found.title, found.published, found.outlet, found.url) == ROW


def test_only_text_is_needed_and_bad_rows_are_named(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", 'published,text\n,"One\nmore"\n2019-13-01,Two\n2019-03-04,Three,and four\n2019-03-04,NUL\x00\n,Five\n')
    found = read(path)
    assert [getattr(item, "text", None) for item in found] == ["One\nmore", None, None, None, "Five"]
    causes = [str(item).removeprefix(str(path)).partition(". ")[0] for item in found if isinstance(item, InputError)]
    assert causes == [
        ":4: The date of publication '2019-13-01' is not an ISO date",
        ":5: It has 3 cells and the header 2",
        ":6: `text` has a NUL character at 3: binary data, not text",
    ]


REFUSED: list[tuple[str, bytes, str, str]] = [
    ("no column of text", b"title,body\nA,B\n", ":1: No column is called text; found are: title, body", "only text is needed"),
    ("no header", b"x\n", ":1: No column is called text; found are: x", "Name the columns text, title"),
    ("a column twice", b"text,Text\nA,B\n", ":1: Two columns are called text", "Rename"),
    ("a NUL", b"text\nOne\x00two\n", "NUL", "plain text"),
    ("another encoding", b"text\nNi\xf1o\n", "it is not utf-8", "cp1252"),
    ("quotation marks that are not closed", b'text\n"' + b"x" * 6_000_000, "field larger than field limit", "quotation marks"),
]


@pytest.mark.parametrize(("why", "data", "cause", "repair"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refused(tmp_path: Path, why: str, data: bytes, cause: str, repair: str) -> None:
    path = put(tmp_path, "a.csv", data)
    [error] = read(path)
    assert isinstance(error, InputError), (why, error)
    assert str(error).startswith(str(path))
    assert cause in str(error)
    assert repair in str(error)


def test_a_line_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csvtables, "MAX_LINE", 100)
    first, error = read(put(tmp_path, "a.csv", "text\nOne\n" + "x" * 101))
    assert isinstance(first, Article)
    assert ":3: The line is longer than 100 characters" in str(error)
