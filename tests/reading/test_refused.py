"""Every way in which an input can be bad: each is a row with what the user is told."""

from __future__ import annotations

import codecs
import gzip
import json
import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from reading_inputs import HTML, NONE, RSS, put, read, warc

from dragoman.domain import Article
from dragoman.errors import InputError, RepeatedError
from dragoman.reading import article as article_module
from dragoman.reading import jsonlines, streams
from dragoman.reading.sources import Defaults, read_sources

ONE_ENTRY = RSS.replace(b"<item><title>Only a title</title></item>", b"")

REFUSED: list[tuple[str, str, bytes, str, str]] = [
    ("empty", "a.txt", b"", ": It is empty", "Leave it out"),
    ("blank", "a.txt", b" \n\xc2\xa0\n", ": There is no text", "leave the input out"),
    ("only front matter", "a.txt", b"---\ntitle: T\n---\n", ": There is no text", "text"),
    ("front matter not closed", "a.txt", b"---\ntitle: T\nOne: two\n", ": The front matter that line 1 opens", "line ---"),
    ("front matter broken off by text", "a.txt", b"---\ntitle: T\nOne two.\n---\n", ":3: 'One two.' is no `key: value`", "line ---"),
    ("a field of front matter on two lines", "a.txt", b"---\ntitle: >\n  Two\n---\nOne", ":3: The value of `title` goes on", "on one line"),
    ("date of front matter", "a.txt", b"---\npublished: 3 May 2011\n---\nOne", ": The date of publication '3 May 2011'", "YYYY-MM-DD"),
    ("binary", "a.txt", b"One\x00two", ": It has a NUL byte at 3", "plain text"),
    ("binary far down", "a.txt", b"One " * 3000 + b"\x00", ": It has a NUL byte at 12000", "plain text"),
    ("PDF by another name", "a.txt", b"%PDF-1.7\n1 0 obj", ": It is a PDF", "pdftotext"),
    ("office document by another name", "a.txt", b"PK\x03\x04xx", "office document", "plain text"),
    ("database", "a.txt", b"SQLite format 3\x00" + b"\x10" * 84, "a SQLite database", "Leave it out"),
    ("picture", "a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "NUL byte", "plain text"),
    ("gzip by another name", "a.txt", gzip.compress(b"One"), ": It is compressed with gzip", "gunzip"),
    ("Windows-1252", "a.txt", "It’s €5".encode("cp1252"), ": Byte 2 (0x92) is not utf-8", "iconv -f cp1252 -t utf-8"),
    ("Latin-1", "a.txt", "Niño".encode("latin-1"), ": Byte 2 (0xF1) is not utf-8", "--encoding cp1252"),
    ("UTF-8 cut off", "a.txt", "Niñ".encode()[:-1], ": Byte 2", "iconv"),
    ("half a UTF-16 letter", "a.txt", codecs.BOM_UTF16_LE + b"a\x00b", "is not utf-16", "--encoding"),
    ("UTF-16 without its mark", "a.txt", "One".encode("utf-16-le"), "NUL byte at 1", "plain text"),
    ("JSONL in UTF-16", "a.jsonl", '{"text": "x"}'.encode("utf-16"), "JSONL has to be UTF-8", "iconv -f utf-16"),
    ("broken JSON", "a.jsonl", b'{"text": "One"', ":1: Broken JSON: Expecting ',' delimiter at column 15", "one object a line"),
    ("JSON cut off in a string", "a.jsonl", b'{"text": "One', ":1: Broken JSON: Unterminated string", "one object a line"),
    ("two objects in a line", "a.jsonl", b'{"text": "a"} {"text": "b"}', ":1: Broken JSON: Extra data at column 15", "one object a line"),
    ("not a number", "a.jsonl", b'{"text": "a", "n": NaN}', ":1: Broken JSON: a value that JSON does not have", "one object a line"),
    ("nested without end", "a.jsonl", b'{"text": ' + b"[" * 100_000, ":1: The JSON is nested too deeply", "one object"),
    ("not UTF-8 in a line", "a.jsonl", b'{"text": "Ni\xf1o"}', ":1: Byte 12 (0xF1)", "cp1252"),
    ("NUL in a line", "a.jsonl", b'{"text": "a\x00"}', "NUL byte at 11", "plain text"),
    ("no text", "a.jsonl", b'{"title": "T"}', ":1: The key `text` is missing", '{"text"'),
    ("text null", "a.jsonl", b'{"text": null}', ":1: `text` is missing or null", "one string"),
    ("text blank", "a.jsonl", '{"text": " \u00a0\\n"}'.encode(), ":1: There is no text", "text"),
    ("text a number", "a.jsonl", b'{"text": 3}', ":1: `text` is a number", "one string"),
    ("text a list", "a.jsonl", b'{"text": ["One"]}', ":1: `text` is an array", "one string"),
    ("text an object", "a.jsonl", b'{"text": {}}', ":1: `text` is an object", "one string"),
    ("text a boolean", "a.jsonl", b'{"text": true}', ":1: `text` is a boolean", "one string"),
    ("a line that is no object", "a.jsonl", b'["text"]', ":1: It is an array, not an object", "one object a line"),
    ("a line that is null", "a.jsonl", b"null", ":1: It is missing or null, not an object", "one object a line"),
    ("id a number", "a.jsonl", b'{"text": "One", "id": 7}', ":1: `id` is a number", "in quotes"),
    ("outlet a list", "a.jsonl", b'{"text": "One", "outlet": ["X"]}', ":1: `outlet` is an array", "leave it out"),
    ("title an object", "a.jsonl", b'{"text": "One", "title": {"en": "T"}}', ":1: `title` is an object", "leave it out"),
    ("date a number", "a.jsonl", b'{"text": "One", "published": 20080924}', ":1: `published` is a number", "leave it out"),
    ("date that is none", "a.jsonl", b'{"text": "One", "published": "2001-02-30"}', ":1: The date of publication '2001-02-30'", "YYYY-MM-DD"),
    ("date without a day", "a.jsonl", b'{"text": "One", "published": "2001-02"}', "'2001-02' is not an ISO date", "YYYY-MM-DD"),
    ("date of a week", "a.jsonl", b'{"text": "One", "published": "2001-W02-1"}', "is not an ISO date", "YYYY-MM-DD"),
    ("date of America", "a.jsonl", b'{"text": "One", "published": "02/03/2001"}', "is not an ISO date", "YYYY-MM-DD"),
    ("date with a wrong hour", "a.jsonl", b'{"text": "One", "published": "2001-02-03T25:00"}', "is not an ISO date", "YYYY-MM-DD"),
    ("language by its name", "a.jsonl", b'{"text": "One", "language": "English"}', "'English' is not an ISO 639 code", "such as en"),
    ("half a surrogate pair", "a.jsonl", b'{"text": "One \\ud83d two"}', ":1: Broken JSON: half a surrogate pair", "one object a line"),
    ("NUL as an escape", "a.jsonl", b'{"text": "a\\u0000b"}', ":1: `text` has a NUL character at 1", "plain text"),
    ("NUL in an id", "a.jsonl", b'{"text": "a", "id": "\\u0000"}', ":1: `id` has a NUL", "plain text"),
    ("empty array", "a.json", b"[]", ": The array is empty", "at least one"),
    ("array of strings", "a.json", b'["One"]', "[1]: It is a string", "object"),
    ("array cut off", "a.json", b'[{"text": "One"},\n', "Broken JSON: Expecting value", "object"),
    ("JSON that is a word", "a.json", b"true", "It is a boolean", "object"),
    ("page without text", "a.html", b"<html><body><img src=x></body></html>", ": No article text", ".txt"),
    ("empty page", "a.html", b" \n ", ": The page is empty", "out"),
    ("page in another encoding", "a.html", "<p>Niño".encode("latin-1"), ": Byte 5 (0xF1) is not utf-8", "cp1252"),
    ("feed without entries", "a.rss", b"<rss><channel/></rss>", ": No entry is found", "RSS or Atom"),
    ("date of a feed", "a.rss", ONE_ENTRY.replace(b"Mon, 04 Mar 2019 23:00:00 -0500", b"last Monday"), "[1]: The date of publication", "YYYY-MM-DD"),
    ("feed in another encoding", "a.rss", "<rss><channel><item><description>Niño".encode("latin-1"), ": Byte 35 (0xF1) is not utf-8", "cp1252"),
    ("feed cut off in its only entry", "a.rss", RSS[: RSS.index(b"</desc")], "[1]: The feed breaks off", "cut off"),
    ("feed that is text", "a.rss", b"One two.", ": No entry is found", "RSS or Atom"),
    ("archive without pages", "a.warc", b"WARC/1.0\r\nContent-Length: 0\r\n\r\n", ": No WARC response", "gunzip"),
    ("archive that is text", "a.warc", b"One two.", ": No WARC response", "gunzip"),
    ("archive cut off", "a.warc", warc(HTML)[:-200], "[1]: The response has", "cut off"),
]


@pytest.mark.parametrize(("why", "name", "data", "cause", "repair"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refused(tmp_path: Path, why: str, name: str, data: bytes, cause: str, repair: str) -> None:
    """One line that names file, cause and repair; nothing is raised and the next input is read."""
    path = put(tmp_path, name, data)
    error, following = read_sources([str(path), str(put(tmp_path, "next.txt", "Next"))], NONE)
    assert isinstance(error, InputError), (why, error)
    message = str(error)
    assert message.startswith(str(path)), message
    assert cause in message, message
    assert repair in message, message
    assert "\n" not in message
    assert message.endswith(".")
    assert isinstance(following, Article)


def test_rest_of_a_file_is_read_after_bad_lines(tmp_path: Path) -> None:
    lines = [b'{"text": "One"}', b"{broken", b'{"text": "Two"}', b"", b'{"text": 3}', b'{"text": "Three"}']
    found = read(put(tmp_path, "a.jsonl", b"\n".join(lines)))
    assert [getattr(item, "text", None) for item in found] == ["One", None, "Two", None, "Three"]
    assert [item.where.rsplit(":", 1)[1] for item in found if isinstance(item, InputError)] == ["2", "5"]


def test_rest_of_an_array_is_read_after_bad_items(tmp_path: Path) -> None:
    found = read(put(tmp_path, "a.json", '[{"text": "One"}, 3, {"text": "Two"}]'))
    assert [getattr(item, "text", None) for item in found] == ["One", None, "Two"]


def test_line_above_the_limit_is_one_error_and_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonlines, "MAX_BYTES", 100)
    long = json.dumps({"text": "x" * 10_000})
    found = read(put(tmp_path, "a.jsonl", f'{{"text": "One"}}\n{long}\n{{"text": "Two"}}\n{long}'))
    assert [getattr(item, "text", str(item).split(":", 1)[1]) for item in found] == [
        "One",
        "2: The line is longer than 100 bytes. Split it into its articles, one a line.",
        "Two",
        "4: The line is longer than 100 bytes. Split it into its articles, one a line.",
    ]


def test_line_of_exactly_the_limit_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = json.dumps({"text": "x" * 50})
    monkeypatch.setattr(jsonlines, "MAX_BYTES", len(line))
    found = read(put(tmp_path, "a.jsonl", f"{line}\n{line[:-2]}y" + '"}'))
    assert [type(item) for item in found] == [Article, InputError]


def test_text_above_the_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article_module, "MAX_CHARACTERS", 20)
    [error] = read(put(tmp_path, "a.txt", "x" * 21))
    assert "The text has 21 characters, the limit is 20" in str(error)
    [found] = read(put(tmp_path, "b.txt", "é" * 20))
    assert isinstance(found, Article)


def test_file_above_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.write(b"x" * 10_000)
        file.truncate(streams.MAX_BYTES + 1)
    [error] = read(path)
    assert "longer than 64,000,000 bytes" in str(error)


def test_endless_device_is_refused_at_once() -> None:
    [error] = read("/dev/zero")
    assert "binary data" in str(error)


DUPLICATES = [
    ("another text", '{"id": "x", "text": "One"}', '{"id": "x", "text": "Two"}', InputError, "with another text. Give each article its own id."),
    ("the same text", '{"id": "x", "text": "One"}', '{"id": "x", "text": "One"}', RepeatedError, "with the same text. Nothing needs to be done."),
    ("no ids, the same text", '{"text": "One"}', '{"text": "One", "title": "T"}', RepeatedError, "with the same text. Nothing needs to be done."),
]


@pytest.mark.parametrize(("why", "first", "second", "kind", "message"), DUPLICATES, ids=[row[0] for row in DUPLICATES])
def test_duplicate_id_names_the_line_that_had_it_first(
    tmp_path: Path, why: str, first: str, second: str, kind: type[InputError], message: str
) -> None:
    """A copy is told apart from a clash: only the clash has to be mended."""
    one, two = put(tmp_path, "a.jsonl", f"\n{first}"), put(tmp_path, "b.jsonl", second)
    _, error = read_sources([str(one), str(two)], NONE)
    assert type(error) is kind, why
    assert str(error).startswith(f"{two}:1: ")
    assert f"{one}:2 has" in str(error)
    assert str(error).endswith(message)
    assert type(pickle.loads(pickle.dumps(error))) is kind  # noqa: S301 - our own bytes


def test_an_address_is_refused_with_the_commands_that_would_do(tmp_path: Path) -> None:
    [error] = read("HTTPS://paper.example/a?b=1&c=$(x)")
    assert isinstance(error, InputError)
    assert "nothing is fetched" in str(error)
    assert "`curl -L -o page.html 'HTTPS://paper.example/a?b=1&c=$(x)'`" in str(error)
    assert "--url 'HTTPS://paper.example/a?b=1&c=$(x)'`" in str(error)


def test_missing_paths_and_stdin() -> None:
    found = list(read_sources(["/nonexistent/a.txt", "a\x00b", "", "x" * 5000, "-"], NONE))
    assert all(isinstance(item, InputError) for item in found)
    assert "no such file" in str(found[0])
    assert "The path is empty" in str(found[2])
    assert "standard input" in str(found[-1])
    assert all("\n" not in str(item) for item in found)


def test_empty_folder(tmp_path: Path) -> None:
    put(tmp_path, ".hidden", "x")
    [error] = read(tmp_path)
    assert "No file is found in the folder" in str(error)


def test_name_that_cannot_be_printed(tmp_path: Path) -> None:
    """Neither a message nor an origin may hold a line feed or half a surrogate pair."""
    path = os.fsencode(tmp_path) + b"/a\xff\nb.txt"
    Path(os.fsdecode(path)).write_text("One")
    [found] = read(os.fsdecode(path))
    assert isinstance(found, Article)
    assert found.origin is not None
    assert found.origin.endswith("a\\udcff\\nb.txt")


LOCKED: list[tuple[str, Callable[[Path], Path]]] = [
    ("file", lambda folder: put(folder, "a.txt", "One")),
    ("folder", lambda folder: folder / "locked"),
]


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize(("why", "make"), LOCKED, ids=[row[0] for row in LOCKED])
def test_path_without_permission(tmp_path: Path, why: str, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path)
    if why == "folder":
        path.mkdir()
    path.chmod(0)
    try:
        [error] = read(path)
    finally:
        path.chmod(0o700)
    assert "You may not read it" in str(error), why
    assert "chmod" in str(error)


def test_permission_denied_is_named_whoever_runs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path, "a.txt", "One")

    def denied(self: Path, mode: str) -> object:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", denied)
    [error] = read(path)
    assert str(error) == f"{path}: You may not read it. Give yourself the right to, such as with `chmod u+rX {path}`."


BAD_DEFAULTS = [
    (Defaults(published="yesterday"), "--published: The date of publication 'yesterday'"),
    (Defaults(encoding="utf-9"), "--encoding: There is no text encoding named utf-9"),
    (Defaults(encoding="rot13"), "--encoding: There is no text encoding named rot13"),
]


@pytest.mark.parametrize(("defaults", "message"), BAD_DEFAULTS)
def test_bad_default_is_one_error_and_nothing_is_read(tmp_path: Path, defaults: Defaults, message: str) -> None:
    [error] = read(put(tmp_path, "a.txt", "One"), defaults)
    assert str(error).startswith(message)


def test_errors_survive_a_process_pool() -> None:
    [error] = read("/nonexistent")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301 - our own bytes
