"""Whatever the user names to articles, lazily. What cannot be read is yielded as an `InputError`, and the rest is read."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from shlex import quote
from typing import BinaryIO, cast

from dragoman.domain import Article
from dragoman.errors import InputError, RepeatedError
from dragoman.reading.article import Defaults, parse_published
from dragoman.reading.brought import read_brought, source_of
from dragoman.reading.csvtables import read_table
from dragoman.reading.decoding import check_binary, known_encoding
from dragoman.reading.docx import read_docx
from dragoman.reading.feeds import read_feed
from dragoman.reading.jsonlines import is_object, read_document, read_lines
from dragoman.reading.mails import read_mail, read_mbox
from dragoman.reading.own import is_own
from dragoman.reading.packed import Unpacked
from dragoman.reading.pages import read_page
from dragoman.reading.pdfs import read_pdf
from dragoman.reading.streams import MAX_BYTES, Form, Stream, content_form, suffix_form
from dragoman.reading.textfiles import read_text
from dragoman.reading.warc import read_warc

__all__ = ["Defaults", "read_sources"]

STDIN = "-"
ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def read_sources(paths: Sequence[str], defaults: Defaults, stdin: BinaryIO | None = None) -> Iterator[Article | InputError]:
    """Yield the articles of files, folders and `-` in the order given; each id once, a second article of an id as an error.

    A copy (the same id and text again) is a `RepeatedError`.
    """
    try:
        checked = check_defaults(defaults)
    except InputError as error:
        yield error
        return
    seen: dict[str, tuple[bytes, str]] = {}
    for path in paths:
        for item in read_path(path, checked, stdin):
            yield item if isinstance(item, InputError) else once(item, seen)


def check_defaults(defaults: Defaults) -> Defaults:
    """Return the defaults in the record's form, or raise an `InputError` that names the option."""
    encoding = known_encoding(defaults.encoding)
    if defaults.encoding and encoding is None:
        raise InputError("--encoding", f"There is no text encoding named {defaults.encoding}", "Name one such as utf-8 or cp1252")
    return replace(defaults, published=parse_published(defaults.published, "--published"), encoding=encoding)


def once(article: Article, seen: dict[str, tuple[bytes, str]]) -> Article | InputError:
    """Return the article, or an error where `seen` has its id (a `RepeatedError` where with the same text); enter it there otherwise."""
    digest = blake2b(article.text.encode("utf-8"), digest_size=16).digest()
    where = article.origin or article.id
    if article.id not in seen:
        seen[article.id] = (digest, where)
        return article
    first_digest, first = seen[article.id]
    if digest == first_digest:
        return RepeatedError(where, f"It is {article.id}, which {first} has with the same text", "Nothing needs to be done")
    return InputError(where, f"Duplicate id {article.id}: {first} has it with another text", "Give each article its own id")


def read_path(path: str, defaults: Defaults, stdin: BinaryIO | None) -> Iterator[Article | InputError]:
    """Yield what one argument of the command line gives."""
    if path == STDIN:
        if stdin is None:
            yield InputError(STDIN, "There is no standard input", "Name a file or a folder")
            return
        yield from guarded(read_stream(Stream(stdin), None, defaults, "<stdin>"), "<stdin>")
        return
    if not path:
        yield InputError("''", "The path is empty", "Name a file, a folder or -")  # Path("") would be the current folder
        return
    if ADDRESS.match(path):
        save = f"curl -L -o page.html {quote(path)}"
        read = f"dragoman read page.html --url {quote(path)}"
        yield InputError(printable(path), "It is an address, and nothing is fetched", f"Save the page first: `{save}`, then `{read}`")
        return
    try:
        status = Path(path).stat()
    except (OSError, ValueError) as error:
        yield path_error(path, error)
        return
    if stat.S_ISDIR(status.st_mode):
        yield from read_folder(Path(path), defaults)
    else:
        yield from read_file(Path(path), defaults)


def read_folder(folder: Path, defaults: Defaults) -> Iterator[Article | InputError]:
    """Yield what the files under `folder` give, sorted by name; hidden ones and the program's own are passed over."""
    n_files = 0
    for found in walk(folder):
        n_files += 1
        if isinstance(found, InputError):
            yield found
        else:
            yield from read_file(found, defaults)
    if not n_files:
        yield InputError(printable(str(folder)), "No file is found in the folder (hidden ones are passed over)", "Name a folder with articles")


def walk(folder: Path) -> Iterator[Path | InputError]:
    """Yield the regular files under `folder`. Each folder is entered once, so a link to a folder above ends there."""
    root = folder.resolve()
    entered: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            if path is not folder and path.is_symlink() and not path.resolve().is_relative_to(root):
                # A folder from elsewhere must not be able to have other files of this machine read.
                yield InputError(printable(str(path)), "It is a link that leads out of the folder", "Name its target by itself if it is meant")
                continue
            status = path.stat()
            if stat.S_ISREG(status.st_mode):
                if not is_own(path):
                    yield path
            elif not stat.S_ISDIR(status.st_mode):
                yield InputError(printable(str(path)), "It is a device, a pipe or a socket", "Name it by itself if it is meant")
            elif (status.st_dev, status.st_ino) not in entered:
                entered.add((status.st_dev, status.st_ino))
                entries = [entry for entry in path.iterdir() if not entry.name.startswith(".")]
                waiting += sorted(entries, key=lambda entry: entry.name, reverse=True)
        except (OSError, RuntimeError) as error:  # RuntimeError: a link to itself, before Python 3.13
            yield path_error(str(path), error)


def read_file(path: Path, defaults: Defaults) -> Iterator[Article | InputError]:
    """Yield what one file gives."""
    try:
        source = path.open("rb")
    except (OSError, ValueError) as error:
        yield path_error(str(path), error)
        return
    where = printable(str(path))
    with closing(source):
        yield from guarded(read_stream(Stream(source), suffix_form(path.name), defaults, where, path.name.lower().removesuffix(".gz")), where)


def guarded(items: Iterator[Article | InputError], where: str) -> Iterator[Article | InputError]:
    """Pass `items` on, and turn the error of a disk or a whole document into the last one."""
    try:
        yield from items
    except InputError as error:
        yield error
    except OSError as error:
        yield path_error(where, error)


STREAMED: Mapping[Form, Callable[[Stream, Defaults, str], Iterator[Article | InputError]]] = {
    "jsonl": read_lines, "warc": read_warc, "mbox": read_mbox, "csv": read_table,
}  # fmt: skip
SEVERAL: Mapping[Form, Callable[[bytes, Defaults, str], Iterator[Article | InputError]]] = {"json": read_document, "feed": read_feed}
SINGLE: Mapping[Form, Callable[[bytes, Defaults, str], Article]] = {
    "text": read_text, "html": read_page, "mail": read_mail, "docx": read_docx, "pdf": read_pdf,
}  # fmt: skip
BINARY = frozenset({"docx", "pdf", "brought"})


def read_stream(stream: Stream, form: Form | None, defaults: Defaults, where: str, inner: str = "") -> Iterator[Article | InputError]:
    """Yield what an open input gives, in the form that its name tells or its first bytes show. `inner` is the name without `.gz`."""
    if not stream.peek_line():
        raise InputError(where, "It is empty", "Leave it out")
    brought = source_of(inner) if inner and suffix_form(inner) is None else None
    form = form or ("brought" if brought else content_form(stream))
    if form == "gzip":
        unpacked = Stream(cast(BinaryIO, Unpacked(stream, where)))
        within = suffix_form(inner) or (None if brought else content_form(unpacked))
        if within == "gzip":
            raise InputError(where, "It is compressed with gzip twice", "Unpack it with `gunzip` first")
        yield from read_stream(unpacked, within, defaults, where, inner)
        return
    if form == "json":
        form = "jsonl" if is_object(stream.peek_whole_line()) else "json"
    if form in STREAMED:
        yield from STREAMED[form](stream, defaults, where)
        return
    if defaults.encoding is None and form not in BINARY:
        check_binary(stream.peek(), where)  # before an endless device or a large film is read
    data = stream.read_bounded()
    if data is None:
        raise InputError(where, f"It is longer than {MAX_BYTES:,} bytes", "Split it into its articles, or give them as JSONL")
    if brought:
        yield from read_brought(brought, data, defaults, where)
    elif form in SEVERAL:
        yield from SEVERAL[form](data, defaults, where)
    else:
        yield SINGLE[form](data, defaults, where)


def path_error(path: str, error: Exception) -> InputError:
    """Say what the system says of a path, and what to do."""
    name = printable(path)
    if isinstance(error, FileNotFoundError):
        return InputError(name, "There is no such file or folder", "Check the path")
    if isinstance(error, PermissionError):
        return InputError(name, "You may not read it", f"Give yourself the right to, such as with `chmod u+rX {name}`")
    cause = error.strerror if isinstance(error, OSError) and error.strerror else " ".join(str(error).split())
    return InputError(name, f"It cannot be read: {cause}", "Check the path and the disk")


def printable(path: str) -> str:
    """Return a path as one line that can be printed, whatever bytes its name has."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in path)
