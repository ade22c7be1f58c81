"""Mails and mailboxes: what their headers say, which of their parts is read, and what a hostile one may cost."""

from __future__ import annotations

import time
from email.message import EmailMessage
from pathlib import Path

import pytest
from reading_inputs import HTML, PAGE_TEXT, put, read

from dragoman.domain import Article
from dragoman.errors import InputError
from dragoman.reading.sources import Defaults

TEXT = "China lent Venezuela five billion dollars.\nThe Niño año.\n"
HEAD = b"Subject: Loan\r\nDate: Mon, 04 Mar 2019 23:30:00 -0500\r\nFrom: The Paper <news@paper.example>\r\n"


def mail(**headers: str) -> EmailMessage:
    """A mail with the headers given, `_` for `-`."""
    made = EmailMessage()
    for name, value in {"Subject": "Loan", "Date": "Mon, 04 Mar 2019 23:30:00 -0500", "From": "The Paper <news@paper.example>", **headers}.items():
        made[name.replace("_", "-")] = value
    return made


def plain(charset: str = "utf-8", cte: str = "quoted-printable", **headers: str) -> bytes:
    made = mail(**headers)
    made.set_content(TEXT, charset=charset, cte=cte)
    return made.as_bytes()


def alternatives(*, text: bool = True) -> bytes:
    """HTML, plain text unless `text` is false, and an attached text that is no part of the article."""
    made = mail()
    if text:
        made.set_content(TEXT)
        made.add_alternative(HTML.decode(), subtype="html")
    else:
        made.set_content(HTML.decode(), subtype="html")
    made.add_attachment("Attached words", filename="a.txt")
    return made.as_bytes()


MAILS: list[tuple[str, bytes, str]] = [
    ("quoted-printable", plain(), TEXT),
    ("base64", plain(cte="base64"), TEXT),
    ("Latin-1", plain("iso-8859-1"), TEXT),
    ("Windows-1252 sent as Latin-1, as many programs do", HEAD + b"Content-Type: text/plain; charset=iso-8859-1\r\n\r\n\x93Ni\xf1o\x94", "“Niño”"),
    ("plain text before HTML, no attachment", alternatives(), TEXT),
    ("HTML by the reader of pages", alternatives(text=False), PAGE_TEXT),
    ("no headers of MIME", HEAD + b"\r\nOne.\r\nTwo.", "One.\nTwo."),
]


@pytest.mark.parametrize(("why", "data", "expected"), MAILS, ids=[row[0] for row in MAILS])
def test_mail(tmp_path: Path, why: str, data: bytes, expected: str) -> None:
    [found] = read(put(tmp_path, "a.eml", data), Defaults(outlet="D", published="2000-01-01", title="D"))
    assert isinstance(found, Article), (why, found)
    assert found.text == expected
    # The day is the sender's, not that of UTC; the headers win over what the page within says.
    assert (found.title, found.published, found.outlet) == ("Loan", "2019-03-04", "The Paper")


HEADERS: list[tuple[str, dict[str, str], tuple[str | None, ...]]] = [
    ("words beyond ASCII", {"Subject": "Préstamo", "From": '"Niño, Ada" <a@b.example>'}, ("Préstamo", "2019-03-04", "Niño, Ada", None)),
    ("an address is no outlet", {"From": "news@paper.example"}, ("Loan", "2019-03-04", None, None)),
    ("the archive's page", {"Archived_At": "<https://l.example/7>", "List_Archive": "<https://l.example>"}, (*("Loan", "2019-03-04"), "The Paper", "https://l.example/7")),
    ("the list's page", {"List_Archive": "<mailto:l@l.example>, <http://l.example/>"}, ("Loan", "2019-03-04", "The Paper", "http://l.example/")),
    ("no page of the web", {"List_Archive": "<ftp://l.example/>"}, ("Loan", "2019-03-04", "The Paper", None)),
]  # fmt: skip


@pytest.mark.parametrize(("why", "headers", "expected"), HEADERS, ids=[row[0] for row in HEADERS])
def test_headers(tmp_path: Path, why: str, headers: dict[str, str], expected: tuple[str | None, ...]) -> None:
    [found] = read(put(tmp_path, "a.eml", plain(**headers)))
    assert isinstance(found, Article), (why, found)
    assert (found.title, found.published, found.outlet, found.url) == expected


def nested(n: int) -> bytes:
    """A mail whose every part holds the next."""
    return HEAD + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(n)) + b"\nOne.\n"


REFUSED: list[tuple[str, bytes, str, str]] = [
    ("unknown charset", HEAD + b"Content-Type: text/plain; charset=klingon\n\nOne.", "no text encoding named 'klingon'", "--encoding"),
    ("charset that is no text", HEAD + b"Content-Type: text/plain; charset=rot13\n\nOne.", "no text encoding named 'rot13'", "--encoding"),
    ("not what it declares", HEAD + b"Content-Type: text/plain; charset=utf-8\n\nNi\xf1o", "Byte 2 (0xF1) is not utf-8", "cp1252"),
    ("a day that nobody reads", HEAD.replace(b"Mon, 04", b"Monday the") + b"\nOne.", "The date of publication", "YYYY-MM-DD"),
    ("nothing but a picture", HEAD + b"Content-Type: image/png\n\nx", "The mail has no text", ".txt"),
    ("no text", HEAD + b"\n\n", "There is no text", "leave the input out"),
    ("a text that is no mail", b"China lent Venezuela\nmoney.", "no headers", ".txt"),
    ("10,000 parts within each other", nested(10_000), "nests more than 200 parts", ".txt"),
    ("a header without end", HEAD + b"Content-Type: text/plain" + b"; a=b" * 50_000 + b"\n\nOne.", "header of the mail is longer", ".txt"),
    ("a NUL in the text", HEAD + b"\nOne\x00two", "NUL byte at", "plain text"),
]


@pytest.mark.parametrize(("why", "data", "cause", "repair"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refused_within_seconds(tmp_path: Path, why: str, data: bytes, cause: str, repair: str) -> None:
    begun = time.process_time()
    [error] = read(put(tmp_path, "a.eml", data))
    assert isinstance(error, InputError), (why, error)
    assert cause in str(error)
    assert repair in str(error)
    assert time.process_time() - begun < 5


def test_an_unknown_charset_can_be_overruled(tmp_path: Path) -> None:
    path = put(tmp_path, "a.eml", HEAD + b"Content-Type: text/plain; charset=klingon\n\nNi\xf1o")
    [found] = read(path, Defaults(encoding="cp1252"))
    assert isinstance(found, Article), found
    assert found.text == "Niño"


def test_a_subject_of_a_megabyte_is_left_out(tmp_path: Path) -> None:
    [found] = read(put(tmp_path, "a.eml", b"Subject: " + b"x " * 500_000 + b"\n\nOne."))
    assert isinstance(found, Article), found
    assert (found.title, found.text) == (None, "One.")


SEPARATOR = b"From news@paper.example Mon Mar  4 23:30:00 2019\n"


def test_mailbox(tmp_path: Path) -> None:
    """Each mail by its number; a bad one is named and the rest is read; a line that begins with From in a text parts nothing."""
    text = b"\nOne.\n\n>From Caracas came word.\n\nFrom Lima too.\n"
    box = SEPARATOR + HEAD + text + b"\n" + SEPARATOR + nested(10_000) + b"\n\n" + SEPARATOR + HEAD + b"\nTwo.\n"
    path = put(tmp_path, "a.mbox", box)
    first, second, third = read(path)
    assert isinstance(first, Article), first
    assert first.text == "One.\n\nFrom Caracas came word.\n\nFrom Lima too.\n\n"
    assert first.origin == f"{path}[1]"
    assert isinstance(second, InputError)
    assert str(second).startswith(f"{path}[2]: The mail nests more than 200 parts")
    assert isinstance(third, Article)
    assert third.text == "Two.\n"


def test_no_mailbox(tmp_path: Path) -> None:
    [error] = read(put(tmp_path, "a.mbox", HEAD + b"\nOne."))
    assert "with a line `From ADDRESS DAY`" in str(error)
