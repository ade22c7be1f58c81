"""Opens a register's file, plain or gzip, guesses its format from its first lines, and reads it as a stream of items."""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO, TypeVar, cast

from dragoman.actors.registers import ftm, petrarch, tables
from dragoman.actors.registers.model import FORMATS, Format, Item
from dragoman.errors import InputError

Row = TypeVar("Row")
HEAD = 1 << 16
GZIP = b"\x1f\x8b"
AGENT = re.compile(r"^[^\[\n#;]+\[~[A-Z]{3}", re.MULTILINE)
SUBSTITUTION = re.compile(r"^![A-Z_]+!\s*=", re.MULTILINE)
ACTOR = re.compile(r"^[^#;{\n]*\[[A-Z-]{3}[A-Z0-9]*(?:\s+[<>]?\s*\d|\s*\])", re.MULTILINE)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file for reading, unpacked where it is gzip. Raises `InputError` where it cannot be read."""
    try:
        with path.open("rb") as raw:
            packed = raw.read(len(GZIP)) == GZIP
            raw.seek(0)
            stream = cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if packed else raw
            yield stream
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise InputError(str(path), f"the gzip file is damaged ({error})", "Fetch it again; nothing was imported") from error
    except IsADirectoryError as error:
        raise InputError(str(path), "it is a folder", "Name one file; import several with one command each") from error
    except OSError as error:
        raise InputError(str(path), f"it cannot be read ({error.strerror or error})", "Check the name and your rights to it") from error


def guess(head: bytes) -> Format | None:
    """Return the format that a file's first bytes tell, None where they tell none."""
    text = head.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    line = text.split("\n", 1)[0]
    if text.startswith(("{", "[")):
        first = text.lstrip("[ \t\r\n")[:2000]
        if '"schema"' in line and text.startswith("{"):
            return "ftm"
        if re.match(r'\{\s*"head"', first) or '"bindings"' in text or (text.startswith("[") and tables.is_query(_keys(text))):
            return "wikidata"
        if text.startswith("{"):
            return "ftm" if '"schema"' in text else None
        return None
    if AGENT.search(text) or SUBSTITUTION.search(text):
        return "petrarch-agents"
    if ACTOR.search(text):
        return "petrarch-actors"
    header = tables.split_header(line)
    if tables.is_query(header):
        return "wikidata"
    return "csv" if "name" in header else None


def _keys(text: str) -> list[str]:
    try:
        found, _ = json.JSONDecoder().raw_decode(text, text.index("{"))
    except ValueError:
        return []
    return list(found) if isinstance(found, dict) else []


def format_of(path: Path) -> Format:
    """Return the format that a file's content tells. Raises `InputError` where it tells none."""
    with opened(path) as stream:
        head = stream.read(HEAD)
    found = guess(head)
    if found is None:
        raise InputError(str(path), "its format cannot be told from its content", f"Say it with --as: {', '.join(FORMATS)}")
    return found


def read_items(path: Path, form: Format) -> Iterator[Item]:
    """Read a register's items, one after the other in bounded memory. A line that cannot be read is an `InputError` among them.

    Raises `InputError` where the file as a whole cannot be read.
    """
    with opened(path) as stream:
        if form == "petrarch-actors":
            yield from petrarch.read_actors(petrarch.lines_of(stream), path.name)
        elif form == "petrarch-agents":
            yield from petrarch.read_agents(petrarch.lines_of(stream), path.name)
        elif form == "ftm":
            yield from _each(ftm.rows(stream, path.name), ftm.entity_items, "Mend the entity, or leave it out")
        else:
            columns, items = (tables.PLAIN, tables.plain_items) if form == "csv" else (tables.WIKIDATA, tables.query_items)
            with text_of(stream) as text:
                yield from _each(tables.rows(text, path.name, columns), items, "Correct the cell, or leave out the row")


def _each(rows: Iterable[tuple[str, Row] | InputError], items: Callable[[Row], Iterable[Item]], repair: str) -> Iterator[Item]:
    """Return what each row gives; one that is not in order is an `InputError` and gives nothing else."""
    for row in rows:
        if isinstance(row, InputError):
            yield row
            continue
        where, content = row
        try:
            found = list(items(content))
        except ValueError as error:
            yield InputError(where, str(error), repair)
        else:
            yield from found


@contextmanager
def text_of(stream: BinaryIO) -> Iterator[TextIO]:
    """Give a stream's text, UTF-8 with or without a mark; bytes that are none become U+FFFD, which a reader refuses by line."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    try:
        yield text
    finally:
        text.detach()  # whoever opened the stream closes it
