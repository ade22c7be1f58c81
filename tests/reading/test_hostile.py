"""No bytes whatever make reading raise."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dragoman.domain import Article
from dragoman.errors import InputError
from dragoman.reading.sources import Defaults, read_sources

SUFFIXES = ["", ".txt", ".html", ".jsonl", ".json", ".xml", ".rss", ".warc", ".warc.gz", ".eml", ".mbox", ".csv", ".docx", ".gz"]
STARTS = [
    b"",
    b"{",
    b"[{",
    b"<html>",
    b"<rss><channel><item><title>",
    b"<?xml",
    b"WARC/1.0\r\n",
    b"\x1f\x8b\x08",
    b"---\ntitle:",
    b"Subject: =?",
    b"From a Mon Mar  4 23:30:00 2019\nContent-Type: multipart/mixed; boundary=a\n",
    b"text,title\n",
    b"PK\x03\x04",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
]
PIECES = [
    b'"text"',
    b":",
    b'"',
    b"{",
    b"}",
    b"[",
    b"]",
    b"\n",
    b"\\u",
    b"d800",
    b"<p>",
    b"</",
    b"&#0;",
    b"&x;",
    b"\x00",
    b"---\n",
    b"\r\n\r\n",
    b"\xff",
    b"Content-Length: 9",
    b"--a\n",
    b"Content-Type: text/html; charset=",
]
GARBAGE = st.builds(
    lambda start, parts: start + b"".join(parts),
    st.sampled_from(STARTS),
    st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=20)), max_size=30),
)


@given(GARBAGE, st.sampled_from(SUFFIXES), st.sampled_from([None, "cp1252", "utf-16"]))
@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(b"<html>" + b"<div>" * 100_000, ".html", None)
@example(b"<rss><channel><item><description>" + b"&lt;b&gt;" * 50_000, ".rss", None)
@example(
    b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><rss>&j;</rss>",
    ".rss",
    None,
)
def test_garbage_never_raises(tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str, encoding: str | None) -> None:
    path: Path = tmp_path_factory.mktemp("hostile") / f"a{suffix}"
    path.write_bytes(data)
    for item in [*read_sources([str(path)], Defaults(encoding=encoding)), *read_sources(["-"], Defaults(encoding=encoding), io.BytesIO(data))]:
        if isinstance(item, Article):
            assert item.text.strip()
            item.text.encode("utf-8")
        else:
            assert isinstance(item, InputError)
            assert "\n" not in str(item)


@given(st.text())
@settings(deadline=None)
def test_any_text_that_is_not_blank_comes_through_unchanged(text: str) -> None:
    import json

    [item] = read_sources(["-"], Defaults(), io.BytesIO(json.dumps({"text": text}).encode()))
    if text.strip() and "\x00" not in text:
        assert isinstance(item, Article)
        assert item.text == text
    else:
        assert isinstance(item, InputError)
