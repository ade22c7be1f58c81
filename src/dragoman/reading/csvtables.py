"""Tables of articles: CSV with a header line, a row an article, columns by name."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from dragoman.domain import Article
from dragoman.errors import InputError
from dragoman.reading.article import MAX_CHARACTERS, Defaults, RawArticle, make_article
from dragoman.reading.decoding import bom_encoding, check_binary, repair_encoding
from dragoman.reading.streams import Stream

FIELDS = ("text", "title", "published", "outlet", "url", "id", "language")
DELIMITERS = (",", ";", "\t")
MAX_LINE = 4 * MAX_CHARACTERS
"""The longest line, in characters."""


class Bytes(io.RawIOBase):
    """A stream as the decoder wants a file."""

    def __init__(self, stream: Stream) -> None:
        """Read from `stream`, which the caller closes."""
        self._stream = stream

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` with what comes next; return how many bytes."""
        part = self._stream.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)


def read_table(stream: Stream, defaults: Defaults, where: str) -> Iterator[Article | InputError]:
    """Yield the article of each row, or the error of a row that is none. Cells are used as given; columns that are not ours are ignored.

    Raises `InputError` where there is no column `text`, and where the rest of the table cannot be told into rows.
    """
    head = stream.peek()
    encoding = defaults.encoding or bom_encoding(head) or "utf-8"
    if not encoding.startswith(("utf-16", "utf-32")):
        check_binary(head.partition(b"\n")[0], where)
    lines = lines_of(io.TextIOWrapper(io.BufferedReader(Bytes(stream)), encoding, newline=""), where, encoding)
    header, delimiter = header_of(next(lines, ""), where)
    csv.field_size_limit(MAX_CHARACTERS)
    rows = csv.reader(lines, delimiter=delimiter)
    while True:
        here = f"{where}:{rows.line_num + 2}"
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:  # where the next row begins cannot be told
            raise InputError(here, f"The row cannot be read ({error})", "Mend its quotation marks; the rows after it are not read") from None
        if not any(cell.strip() for cell in cells):
            continue
        try:
            if len(cells) != len(header):
                raise InputError(here, f"It has {len(cells)} cells and the header {len(header)}", "Put cells with a separator or quotes in quotes")
            row = dict(zip(header, cells, strict=True))
            yield make_article(RawArticle(**{name: row.get(name) for name in FIELDS}), defaults, here)
        except InputError as error:
            yield error


def lines_of(text: io.TextIOWrapper, where: str, encoding: str) -> Iterator[str]:
    """Yield the lines of the file, each with its end. Raises `InputError` for bytes that are no text and for a line without end."""
    number = 0
    try:
        while line := text.readline(MAX_LINE):
            number += 1
            if len(line) >= MAX_LINE:
                raise InputError(f"{where}:{number}", f"The line is longer than {MAX_LINE:,} characters", "Split it into its rows")
            yield line
    except UnicodeError as error:
        raise InputError(where, f"After line {number:,} it is not {encoding} ({error.__class__.__name__})", repair_encoding(encoding)) from None


def header_of(line: str, where: str) -> tuple[list[str], str]:
    """Return the names of the columns in lower case, and what parts them: that of the separators by which a column is called `text`."""
    found = {delimiter: [cell.strip().lower() for cell in split(line.removeprefix("\ufeff"), delimiter)] for delimiter in DELIMITERS}
    header, delimiter = max(((cells, delimiter) for delimiter, cells in found.items()), key=lambda one: ("text" in one[0], len(one[0])))
    if "text" not in header:
        names = "".join(letter for letter in ", ".join(header)[:200] if letter.isprintable()) or "none"
        raise InputError(f"{where}:1", f"No column is called text; found are: {names}", f"Name the columns {', '.join(FIELDS)}; only text is needed")
    twice = [name for name in FIELDS if header.count(name) > 1]
    if twice:
        raise InputError(f"{where}:1", f"Two columns are called {twice[0]}", "Rename one of them")
    return header, delimiter


def split(line: str, delimiter: str) -> list[str]:
    """Return the cells of one line."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []
