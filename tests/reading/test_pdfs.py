"""PDF files, with programs of our own in the place of `pdftotext`."""

from __future__ import annotations

import shutil
import sys
import time

import pytest
from reading_inputs import put, read

from dragoman.domain import Article
from dragoman.errors import InputError
from dragoman.reading import pdfs

PDF = b"%PDF-1.4\nsome bytes"


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Put a program of Python's words on the path as the only `pdftotext`."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def install(code: str) -> None:
        path = put(folder, "pdftotext", f"#!{sys.executable}\nimport sys, time\n{code}\n")
        path.chmod(0o700)

    return install


def test_the_text_is_what_the_program_says_of_the_bytes(tmp_path, program):
    program("print(sys.argv[1:], '\\u201cNi\\u00f1o\\u201d'.encode(), len(sys.stdin.buffer.read()))")
    [found] = read(put(tmp_path, "a.pdf", PDF))
    assert isinstance(found, Article), found
    assert "'-enc', 'UTF-8', '-nopgbrk', '-', '-'" in found.text
    assert found.text.endswith(str(len(PDF)))
    assert "layout" not in found.text


PROGRAMS = [
    ("it fails", "print('May not load', file=sys.stderr); sys.exit(1)", "cannot read the PDF (May not load)"),
    ("it fails in silence", "sys.exit(3)", "exit code 3"),
    ("pictures only", "print('\\n\\n')", "No text is found in the PDF"),
    ("it hangs", "time.sleep(60)", "did not finish within 1 seconds"),
    ("it hangs after some words", "print('One', flush=True); time.sleep(60)", "did not finish within 1 seconds"),
    ("it never ends", "\nwhile True: sys.stdout.write('x' * 10_000)", "more than 1,000,000 bytes"),
]


@pytest.mark.parametrize(("why", "code", "cause"), PROGRAMS, ids=[row[0] for row in PROGRAMS])
def test_refused(tmp_path, program, monkeypatch, why, code, cause):
    program(code)
    monkeypatch.setattr(pdfs, "SECONDS", 1.0 if "hangs" in why else 30.0)
    monkeypatch.setattr(pdfs, "MAX_TEXT", 1_000_000)
    begun = time.monotonic()
    [error] = read(put(tmp_path, "a.pdf", PDF))
    assert isinstance(error, InputError), (why, error)
    assert cause in str(error)
    assert time.monotonic() - begun < 20


def test_without_the_program_the_repair_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    [error] = read(put(tmp_path, "a.pdf", PDF))
    assert "is not installed" in str(error)
    assert "apt-get install poppler-utils" in str(error)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_the_program_itself_refuses_what_is_no_pdf(tmp_path):
    [error] = read(put(tmp_path, "a.pdf", PDF))
    assert isinstance(error, InputError)
    assert "cannot read the PDF" in str(error)
