"""PDF files, by the program `pdftotext` where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading

from dragoman.domain import Article
from dragoman.errors import InputError
from dragoman.reading.article import Defaults, RawArticle, make_article

PROGRAM = "pdftotext"
SECONDS = 60.0
MAX_TEXT = 64_000_000
"""The most that is taken from the program, in bytes."""


def read_pdf(data: bytes, defaults: Defaults, where: str) -> Article:
    """Return the article of a PDF: its text in reading order, in the program's own lines."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise InputError(
            where,
            f"It is a PDF, and `{PROGRAM}`, which reads those, is not installed",
            "Install poppler-utils (apt-get install poppler-utils, brew install poppler), or save the text as a .txt file",
        )
    text = converted(program, data, where).decode("utf-8", "replace").replace("\r\n", "\n").strip("\n")
    if not text.strip():
        raise InputError(where, "No text is found in the PDF, it may be pictures of pages", "Make text of it with OCR, such as `ocrmypdf`")
    return make_article(RawArticle(text=text), defaults, where)


def converted(program: str, data: bytes, where: str) -> bytes:
    """Return what `program` makes of the PDF: UTF-8, no page breaks. It gets the bytes and no name, and `SECONDS` of time."""
    command = [program, "-enc", "UTF-8", "-nopgbrk", "-", "-"]
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as complaints:
        source.write(data)
        source.seek(0)
        with subprocess.Popen(command, stdin=source, stdout=subprocess.PIPE, stderr=complaints) as process:  # noqa: S603 - fixed words, no shell
            assert process.stdout is not None  # noqa: S101 - we asked for a pipe
            late = threading.Timer(SECONDS, process.kill)
            late.start()
            try:
                text = process.stdout.read(MAX_TEXT + 1)
                process.kill() if len(text) > MAX_TEXT else process.wait()
            finally:
                timed_out = not late.is_alive()
                late.cancel()
        complaints.seek(0)
        said = " ".join(complaints.read(200).decode("utf-8", "replace").split())
    if timed_out:
        raise InputError(where, f"`{PROGRAM}` did not finish within {SECONDS:g} seconds", "Save the text as a .txt file")
    if len(text) > MAX_TEXT:
        raise InputError(where, f"The PDF gives more than {MAX_TEXT:,} bytes of text", "Split it into its articles")
    if process.returncode:
        raise InputError(where, f"`{PROGRAM}` cannot read the PDF ({said or f'exit code {process.returncode}'})", "Save the text as a .txt file")
    return text
