"""Web archives: the pages of a WARC file's responses."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from dragoman.domain import Article
from dragoman.errors import InputError
from dragoman.reading.article import Defaults
from dragoman.reading.encodings import unpacked
from dragoman.reading.pages import MAX_BYTES, read_page
from dragoman.reading.streams import Stream

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})


class Source:
    """A stream as the archive reader wants a file: it only ever reads on."""

    def __init__(self, stream: Stream) -> None:
        """Read from `stream`, which the caller closes."""
        self._stream = stream
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        """Return `size` bytes, or all that is left."""
        data = self._stream.read(size)
        self._position += len(data)
        return data

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self._position

    def seek(self, offset: int, whence: int = 0) -> int:
        """Refuse: a pipe cannot go back."""
        raise OSError(f"cannot seek to {offset} ({whence})")

    def close(self) -> None:
        """Do nothing: the caller closes the stream."""


def read_warc(stream: Stream, defaults: Defaults, where: str) -> Iterator[Article | InputError]:
    """Yield the article of each HTML response with status 200. The day of crawling is not the day of publication and is not used."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    n_records = 0
    try:
        for record in ArchiveIterator(Source(stream), record_types=WarcRecordType.response, parse_http=False):
            n_records += 1
            try:
                article = read_response(record, defaults, f"{where}[{n_records}]")
            except InputError as error:
                yield error
            else:
                if article is not None:
                    yield article
    except Exception as error:  # whatever a broken archive makes the reader raise, the next input is read
        if n_records:
            yield InputError(where, f"The archive breaks off after {n_records} responses ({describe(error)})", "Fetch it again, it is damaged")
            return
    if not n_records:
        yield InputError(where, "No WARC response is found in it", "If it is another compressed file, unpack it with `gunzip` first")


def read_response(record: Any, defaults: Defaults, where: str) -> Article | None:
    """Return the article of one response, or None where it is no page (a picture, a redirection, an error of the server)."""
    block = record.reader.read(MAX_BYTES + 1)
    if len(block) > MAX_BYTES:
        raise InputError(where, f"The response is longer than {MAX_BYTES:,} bytes", "Save the article's text as a .txt file")
    if len(block) < record.content_length:
        # A page that is cut off would be read as an article that ends there.
        raise InputError(where, f"The response has {len(block):,} of {record.content_length:,} bytes", "Fetch the archive again, it is cut off")
    record.set_bytes_content(block)
    try:
        record.parse_http(auto_decode="none")  # what it would unpack by itself it unpacks whole
    except OSError as error:
        raise InputError(where, f"The response's head cannot be read ({describe(error)})", "Fetch the archive again, it is damaged") from error
    if record.http_content_type not in PAGE_TYPES or record.http_headers.status_code != HTTPStatus.OK:
        return None
    head = record.http_headers
    page = unpacked(record.reader.read(MAX_BYTES + 1), head.get("Content-Encoding"), head.get("Transfer-Encoding"), MAX_BYTES, where)
    return read_page(page, defaults, where, record.headers.get("WARC-Target-URI"), record.http_charset)


def describe(error: Exception) -> str:
    """Return an exception on one short line."""
    return " ".join(f"{type(error).__name__} {error}".split())[:120]
