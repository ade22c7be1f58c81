"""Every kind of input, and what of it is kept exactly as it is."""

from __future__ import annotations

import codecs
import gzip
import io
import json
import os
from pathlib import Path

import pytest
from reading_inputs import ATOM, HTML, NONE, PAGE, PAGE_TEXT, RSS, RSS_XXE, put, read, warc

from dragoman.domain import Article
from dragoman.errors import InputError
from dragoman.reading.sources import Defaults, read_sources

TEXTS: list[tuple[str, str, bytes, str]] = [
    ("plain", "a.txt", b"One.\nTwo.\n", "One.\nTwo.\n"),
    ("nothing is stripped", "a.txt", b"\n  One. \n\n", "\n  One. \n\n"),
    ("line ends of Windows", "a.txt", b"One.\r\nTwo.\r\n", "One.\nTwo.\n"),
    ("a lone carriage return stays", "a.txt", b"One.\rTwo.", "One.\rTwo."),
    ("byte order mark", "a.txt", b"\xef\xbb\xbfOne.", "One."),
    ("UTF-16 with its mark", "a.txt", codecs.BOM_UTF16_LE + "Čína.\r\nDvě.".encode("utf-16-le"), "Čína.\nDvě."),
    ("UTF-32 with its mark", "a.txt", codecs.BOM_UTF32_BE + "Čína".encode("utf-32-be"), "Čína"),
    ("no-break space, curly quotes, combining accent", "a.txt", "“5 bn” e\u0301".encode(), "“5 bn” e\u0301"),
    ("no suffix", "README", b"One.", "One."),
    ("suffix that we do not know", "a.dat", b"One.", "One."),
    ("brackets do not make it JSON", "a", b"[1] One.", "[1] One."),
    ("a rule at the beginning is no front matter", "a.txt", b"---\nOne.\n---\nTwo.", "---\nOne.\n---\nTwo."),
    ("a text of markup stays a text by its suffix", "a.txt", b"<p>One</p>", "<p>One</p>"),
    ("no rule in a text that starts like a tag", "a", b"<3 Cuba", "<3 Cuba"),
]


@pytest.mark.parametrize(("why", "name", "data", "expected"), TEXTS, ids=[row[0] for row in TEXTS])
def test_text(tmp_path: Path, why: str, name: str, data: bytes, expected: str) -> None:
    path = put(tmp_path, name, data)
    [found] = read(path)
    assert isinstance(found, Article), found
    assert (found.text, found.origin) == (expected, str(path)), why


def test_front_matter(tmp_path: Path) -> None:
    """The text starts right after the closing line; quotes around a value are its writer's, unknown keys are passed over."""
    fields = ['title: "China: a loan"', "Published: 2008-09-24T10:00:00Z", "id: x-1", "language: en-US", "# note", "tags:", "  - a", "- b", ""]
    head = "\n".join(["---", *fields, "outlet: 'Granma'", "---", ""])
    [found] = read(put(tmp_path, "a.txt", f"{head}\nText --- here."), Defaults(outlet="D", url="https://d.example"))
    assert found == Article(
        "x-1", "\nText --- here.", "China: a loan", "2008-09-24", "Granma", "https://d.example", "en", origin=str(tmp_path / "a.txt")
    )


def test_jsonl_text_is_used_exactly_as_given(tmp_path: Path) -> None:
    text = "  “It’s”\u00a0five\r\nbillion\u2028 \t😀e\u0301 \ufeff"
    line = json.dumps({"id": "seed 0/é", "text": text, "title": "", "published": "2008-09-24", "language": None, "claims": [{"deep": [1]}], "n": 1})
    [found] = read(put(tmp_path, "a.jsonl", line))
    assert found == Article("seed 0/é", text, published="2008-09-24", origin=f"{tmp_path}/a.jsonl:1")


def test_jsonl_in_other_clothes(tmp_path: Path) -> None:
    """One object a line in a file `.json`, an array, one object over many lines, no suffix, blank lines, a mark, Windows line ends."""
    one, two = '{"text": "One"}', '{"text": "Two"}'
    pretty = json.dumps([{"text": "One"}, {"text": "Two"}], indent=2)
    files = {
        "a.jsonl": f"{one}\n{two}\n",
        "b.json": f"{one}\n{two}",
        "c.json": f"[{one},{two}]",
        "d.json": pretty,
        "e": pretty,
        "f": f"\n\n{one}\n \n{two}",
        "g.ndjson": f"\ufeff{one}\r\n{two}\r\n",
        "h": f"[{one}, {two}]",
        "long.json": f'{{"x": "{"x" * 10_000}", "text": "One"}}\n{two}',
    }
    for name, data in files.items():
        found = read(put(tmp_path, name, data))
        assert [getattr(item, "text", item) for item in found] == ["One", "Two"], name
    [only] = read(put(tmp_path, "i.json", '{\n "text": "One"\n}'))
    assert isinstance(only, Article)
    assert only.text == "One"


PAGES: list[tuple[str, str, bytes]] = [
    ("by suffix", "a.html", HTML),
    ("by content", "a", b"\n" + HTML),
    ("XHTML with a declaration", "a.xml", b'<?xml version="1.0" encoding="utf-8"?>' + HTML),
    ("Windows-1252 as the page says", "a.htm", PAGE.format(charset="windows-1252").encode("cp1252")),
    ("Latin-1 on the web is Windows-1252", "a.htm", PAGE.format(charset="iso-8859-1").encode("cp1252")),
    ("UTF-16 with its mark", "a.htm", PAGE.format(charset="utf-16").encode("utf-16")),
]


@pytest.mark.parametrize(("why", "name", "data"), PAGES, ids=[row[0] for row in PAGES])
def test_page(tmp_path: Path, why: str, name: str, data: bytes) -> None:
    [found] = read(put(tmp_path, name, data), Defaults(outlet="D", published="2000-01-01"))
    assert isinstance(found, Article), (why, found)
    assert found.text == PAGE_TEXT
    assert (found.title, found.published, found.outlet) == ("Loan signed", "2019-03-04", "The Paper")
    assert (found.url, found.language) == ("https://paper.example/loan", "en")


def test_page_without_a_date_gets_none(tmp_path: Path) -> None:
    """A day in the running text or a year of copyright is not the day of publication."""
    page = (
        "<html><body><p>On 3 May 2011 China lent Venezuela five billion dollars, officials said on Tuesday.</p><p>Copyright 2014.</p></body></html>"
    )
    [found] = read(put(tmp_path, "a.html", page))
    assert isinstance(found, Article)
    assert (found.published, found.outlet) == (None, None)


def test_rss(tmp_path: Path) -> None:
    """Markup is taken off, the day is the one printed (not UTC's), and an entry without text is refused by its number."""
    path = put(tmp_path, "a.xml", RSS)
    first, second = read(path)
    assert isinstance(first, Article)
    assert (first.text, first.title, first.published) == ("China lent Venezuela money & oil.\n\nMore.", "A & B", "2019-03-04")
    assert (first.outlet, first.url, first.language, first.origin) == ("The Paper", "https://p.example/1", "en", f"{path}[1]")
    assert isinstance(second, InputError)
    assert str(second).startswith(f"{path}[2]: There is no text")


def test_feed_cut_off_gives_its_whole_entries(tmp_path: Path) -> None:
    path = put(tmp_path, "a.xml", RSS[: RSS.index(b"Only a") + 3])
    first, second = read(path)
    assert isinstance(first, Article)
    assert str(second) == f"{path}[2]: The feed breaks off in this entry. Fetch the feed again, it is cut off."


def test_feed_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    data = '<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><item><description>El Niño</description></item></channel></rss>'
    [found] = read(put(tmp_path, "a.xml", data.encode("latin-1")))
    assert isinstance(found, Article)
    assert found.text == "El Niño"


PAGE_DATES = [
    ("a year is no day", '<meta name="date" content="2014"/>', None),
    ("a month is no day", '<meta name="date" content="2014-05"/>', None),
    ("a day", '<meta name="date" content="2014-05-06"/>', "2014-05-06"),
    ("a day in words", '<meta name="date" content="May 6, 2014"/>', "2014-05-06"),
    ("a day with two readings", '<meta name="date" content="05/06/2014"/>', None),
    ("a day with one reading", '<meta name="date" content="26/05/2014"/>', "2014-05-26"),
    ("a day to come is what the page says", '<meta name="date" content="2035-05-06"/>', "2035-05-06"),
    ("time element", '<time datetime="2014-05-06T10:00" pubdate>6 May</time>', "2014-05-06"),
]


@pytest.mark.parametrize(("why", "mark", "expected"), PAGE_DATES, ids=[row[0] for row in PAGE_DATES])
def test_date_of_a_page(tmp_path: Path, why: str, mark: str, expected: str | None) -> None:
    head, body = (mark, "") if mark.startswith("<meta") else ("", mark)
    page = f"<html><head>{head}</head><body><article>{body}<p>{PAGE_TEXT}</p></article></body></html>"
    [found] = read(put(tmp_path, "a.html", page))
    assert isinstance(found, Article)
    assert found.published == expected, why


def test_language_of_a_page_is_its_texts(tmp_path: Path) -> None:
    """The template says English, the article is in Spanish; a page too short to tell has its template's."""
    spanish = "China prestó el lunes a Venezuela cinco mil millones de dólares, dijo el ministro de finanzas en la capital."
    [found] = read(put(tmp_path, "a.html", f'<html lang="en"><body><article><p>{spanish}</p><p>{spanish} Y más.</p></article></body></html>'))
    assert isinstance(found, Article)
    assert found.language == "es"


def test_atom(tmp_path: Path) -> None:
    [found] = read(put(tmp_path, "a.atom", ATOM))
    assert isinstance(found, Article)
    assert (found.text, found.published, found.outlet) == ("The long text of it.", "2020-01-02", "Wire")


def test_feed_reads_no_other_file(tmp_path: Path) -> None:
    for item in read(put(tmp_path, "a.xml", RSS_XXE)):
        assert "root:" not in getattr(item, "text", "")


WARCS = [("plain", "a.warc", warc(HTML)), ("gzip", "a.warc.gz", gzip.compress(warc(HTML))), ("by content", "a", gzip.compress(warc(HTML)))]


@pytest.mark.parametrize(("why", "name", "data"), WARCS, ids=[row[0] for row in WARCS])
def test_warc(tmp_path: Path, why: str, name: str, data: bytes) -> None:
    path = put(tmp_path, name, data)
    [found] = read(path)
    assert isinstance(found, Article), (why, found)
    assert (found.text, found.published, found.url, found.origin) == (PAGE_TEXT, "2019-03-04", "https://paper.example/loan-1", f"{path}[1]")


def test_warc_charset_of_the_server_and_records_that_are_no_pages(tmp_path: Path) -> None:
    latin = PAGE.replace('<meta charset="{charset}"/>', "").encode("cp1252")
    data = warc(b"\x89PNG", "image/png") + warc(HTML, status="404 Not Found") + warc(latin, "text/html; charset=iso-8859-1")
    [found] = read(put(tmp_path, "a.warc", data))
    assert isinstance(found, Article)
    assert (found.text, found.origin) == (PAGE_TEXT, f"{tmp_path}/a.warc[3]")


STDIN: list[tuple[str, bytes, list[str]]] = [
    ("JSONL", b' \n {"text": "One"}\n{"text": "Two"}', ["One", "Two"]),
    ("text", b"One. {Two}", ["One. {Two}"]),
    ("page", HTML, [PAGE_TEXT]),
    ("array", b'[{"text": "One"}]', ["One"]),
    ("line longer than a buffer", b'{"text": "' + b"x" * 10_000 + b'"}\n{"text": "Two"}', ["x" * 10_000, "Two"]),
]


@pytest.mark.parametrize(("why", "data", "expected"), STDIN, ids=[row[0] for row in STDIN])
def test_stdin(why: str, data: bytes, expected: list[str]) -> None:
    found = list(read_sources(["-"], NONE, io.BytesIO(data)))
    assert [getattr(item, "text", item) for item in found] == expected, why


def test_stdin_is_read_as_it_comes() -> None:
    """The first article of a pipe is there before the second one is written."""
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb") as stdin, os.fdopen(writer, "wb", buffering=0) as pipe:
        items = read_sources(["-"], NONE, stdin)
        for text in ("One", "Two"):
            pipe.write(json.dumps({"text": text}).encode() + b"\n")
            found = next(items)
            assert isinstance(found, Article)
            assert found.text == text


def test_folder_is_read_sorted_deep_and_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/1.txt", ".hidden.txt", ".git/x.txt", "c.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        put(tmp_path, name, json.dumps({"text": name}) if name.endswith("l") else name)
    found = read(tmp_path)
    assert [getattr(item, "text", item) for item in found] == ["a/1.txt", "a/2.txt", "b.txt", "c.jsonl"]


def test_folder_with_links(tmp_path: Path) -> None:
    """A loop ends, a link within is followed, a link out of the folder and a dead one are named."""
    outside, folder = tmp_path / "secret.txt", tmp_path / "in"
    outside.write_text("secret")
    (folder / "sub").mkdir(parents=True)
    put(folder, "a.txt", "One")
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "sub" / "self").symlink_to("self")
    (folder / "dead").symlink_to("nowhere")
    (folder / "out.txt").symlink_to(outside)
    os.mkfifo(folder / "pipe")
    found = read(folder)
    assert [item.text for item in found if isinstance(item, Article)] == ["One"]
    assert [item.where.rsplit("/", 1)[1] for item in found if isinstance(item, InputError)] == ["dead", "out.txt", "pipe", "self"]


def test_folders_deeper_than_python_recurses(tmp_path: Path) -> None:
    folders = [tmp_path]
    for _ in range(1200):
        folders.append(folders[-1] / "d")
        folders[-1].mkdir()
    file = put(folders[-1], "a.txt", "One")
    try:
        [found] = read(tmp_path)
    finally:  # by hand, as pytest's own way of clearing up recurses
        file.unlink()
        for folder in reversed(folders[1:]):
            folder.rmdir()
    assert isinstance(found, Article)


def test_id_is_made_of_content_and_says_nothing_of_the_place(tmp_path: Path) -> None:
    [one] = read(put(tmp_path, "a.txt", "One"), Defaults(outlet="O", published="2001-02-03"))
    [two] = read(put(tmp_path, "b.jsonl", '{"text": "One", "outlet": "O", "published": "2001-02-03T00:00"}'))
    [three] = read(put(tmp_path, "c.txt", "One"), Defaults(outlet="P", published="2001-02-03"))
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert isinstance(three, Article)
    assert one.id == two.id != three.id
    assert one.id.startswith("art-")


def test_encoding_that_the_user_names(tmp_path: Path) -> None:
    data = "“Çin”\r\n".encode("cp1252")
    line = '{"text": "“Çin”"}'.encode("cp1252")
    defaults = Defaults(encoding="CP1252")
    found = [*read(put(tmp_path, "a.txt", data), defaults), *read(put(tmp_path, "a.jsonl", line), defaults)]
    assert [getattr(item, "text", item) for item in found] == ["“Çin”\n", "“Çin”"]
