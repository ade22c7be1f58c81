"""Compressed inputs: any form within, and none that is cut off, damaged or a bomb."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from reading_inputs import HTML, NONE, PAGE_TEXT, put, read, warc

from dragoman.domain import Article
from dragoman.errors import InputError
from dragoman.reading import packed
from dragoman.reading.sources import read_sources

WITHIN: list[tuple[str, str, bytes, list[str]]] = [
    ("text", "a.txt.gz", b"<p>One.\r\n", ["<p>One.\n"]),
    ("text in several members", "a.txt.gz", b"", ["OneTwo"]),
    ("JSONL", "a.jsonl.gz", b'{"text": "One"}\n{"text": "Two"}\n', ["One", "Two"]),
    ("a page", "a.html.gz", HTML, [PAGE_TEXT]),
    ("a table", "a.csv.gz", b"text\nOne\n", ["One"]),
    ("a mail", "a.eml.gz", b"Subject: S\n\nOne.", ["One."]),
    ("pages by their content", "a.gz", warc(HTML), [PAGE_TEXT]),
    ("a page by its content", "a.gz", HTML, [PAGE_TEXT]),
    ("capitals in the name", "A.TXT.GZ", b"One.", ["One."]),
]


@pytest.mark.parametrize(("why", "name", "content", "expected"), WITHIN, ids=[row[0] for row in WITHIN])
def test_packed(tmp_path: Path, why: str, name: str, content: bytes, expected: list[str]) -> None:
    data = gzip.compress(content) if content else gzip.compress(b"One") + gzip.compress(b"Two")
    assert [getattr(item, "text", item) for item in read(put(tmp_path, name, data))] == expected, why


def test_packed_on_standard_input() -> None:
    [found] = read_sources(["-"], NONE, io.BytesIO(gzip.compress(b"One.")))
    assert isinstance(found, Article), found
    assert found.text == "One."


LINES = b"".join(b'{"text": "%d"}\n' % n for n in range(100_000))
REFUSED: list[tuple[str, str, bytes, str]] = [
    ("cut off", "a.txt.gz", gzip.compress(LINES)[:-5000], "is cut off"),
    ("cut off in its last bytes", "a.txt.gz", gzip.compress(b"One")[:-3], "is cut off"),
    ("damaged", "a.txt.gz", gzip.compress(b"One")[:-8] + b"\0" * 8, "is damaged"),
    ("not packed", "a.txt.gz", b"One two.", "is damaged"),
    ("packed twice", "a.gz", gzip.compress(gzip.compress(b"One")), "twice"),
    ("nothing in it", "a.txt.gz", gzip.compress(b""), "It is empty"),
    ("a bomb", "a.txt.gz", gzip.compress(b"x" * 70_000_000), "more than 200 times its size"),
    ("a long text", "a.txt.gz", gzip.compress(bytes(range(32, 112)) * 812_500, 0), "longer than 64,000,000 bytes"),
]


@pytest.mark.parametrize(("why", "name", "data", "cause"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refused(tmp_path: Path, why: str, name: str, data: bytes, cause: str) -> None:
    path = put(tmp_path, name, data)
    [error] = read(path)
    assert isinstance(error, InputError), (why, error)
    assert str(error).startswith(f"{path}: ")
    assert cause in str(error)


def test_a_bomb_of_lines_is_refused_where_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream of lines may be of any length, but not a thousand times what it was."""
    monkeypatch.setattr(packed, "MAX_BYTES", 1_000_000)
    first, error = read(put(tmp_path, "a.jsonl.gz", gzip.compress(b'{"text": "One"}\n' + b"\n" * 5_000_000)))
    assert isinstance(first, Article)
    assert "more than 200 times its size" in str(error)


def test_lines_before_the_cut_are_read(tmp_path: Path) -> None:
    *read_before, error = read(put(tmp_path, "a.jsonl.gz", gzip.compress(LINES)[:-1000]))
    assert len(read_before) > 10_000
    assert all(isinstance(item, Article) for item in read_before)
    assert "is cut off" in str(error)
