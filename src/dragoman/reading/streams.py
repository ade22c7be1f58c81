"""A binary stream whose beginning can be looked at: files, pipes and standard input alike, in bounded memory."""

from __future__ import annotations

from typing import BinaryIO, Literal

HEAD = 4096
BLANK = b" \t\r\n\xef\xbb\xbf"
MAX_BYTES = 64_000_000
"""The most that is read into memory at once: one line of JSONL, one page, one text file."""

Form = Literal["text", "html", "jsonl", "json", "feed", "warc", "mail", "mbox", "csv", "docx", "pdf", "gzip", "brought"]
"""`brought`: a form that another package reads."""

SUFFIXES: dict[str, Form] = {
    ".txt": "text", ".text": "text", ".md": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json",
    ".rss": "feed", ".atom": "feed",
    ".warc": "warc", ".warc.gz": "warc",
    ".eml": "mail", ".mbox": "mbox", ".csv": "csv", ".tsv": "csv", ".docx": "docx", ".pdf": "pdf", ".gz": "gzip",
}  # fmt: skip

MAGIC: dict[bytes, Form] = {b"\x1f\x8b": "gzip", b"%PDF-": "pdf", b"PK\x03\x04": "docx"}


class Stream:
    """`read` and `readline` over a binary file, after a `head` that `peek_line` or `peek` has looked at."""

    def __init__(self, source: BinaryIO) -> None:
        """Read from `source`, which the caller closes."""
        self._source = source
        self._head = b""

    def peek_line(self) -> bytes:
        """Return the first `HEAD` bytes up to the end of the first line that is not blank, untaken. A pipe is not waited on for more."""
        while len(self._head) < HEAD and not (self._head.endswith(b"\n") and self._head.strip(BLANK)):
            line = self._source.readline(HEAD - len(self._head))
            if not line:
                break
            self._head += line
        return self._head

    def peek_whole_line(self, limit: int = MAX_BYTES) -> bytes:
        """Return what `peek_line` does, with the whole of a line that is longer than `HEAD`, without taking it."""
        if not self.peek_line().endswith(b"\n"):
            self._head += self._source.readline(max(0, limit - len(self._head)))
        return self._head

    def peek(self) -> bytes:
        """Return the first bytes, as many as there are up to `HEAD`, without taking them."""
        while len(self._head) < HEAD:
            more = self._source.read(HEAD - len(self._head))
            if not more:
                break
            self._head += more
        return self._head

    def read(self, size: int = -1) -> bytes:
        """Return `size` bytes, or all that is left. At the end b""."""
        if not self._head:
            return self._source.read(size)
        if size < 0:
            taken, self._head = self._head, b""
            return taken + self._source.read()
        taken, self._head = self._head[:size], self._head[size:]
        return taken

    def read_bounded(self, limit: int = MAX_BYTES) -> bytes | None:
        """Return all that is left, or None where that is more than `limit` bytes."""
        parts: list[bytes] = []
        total = 0
        while part := self.read(min(1 << 20, limit + 1 - total)):
            parts.append(part)
            total += len(part)
            if total > limit:
                return None
        return b"".join(parts)

    def readline(self, limit: int) -> bytes:
        """Return the bytes up to and with the next line feed, at most `limit` of them."""
        end = self._head.find(b"\n", 0, limit)
        if end >= 0:
            return self.read(end + 1)
        taken = self.read(limit) if self._head else b""
        return taken + self._source.readline(limit - len(taken)) if len(taken) < limit else taken

    def skip_line(self) -> None:
        """Pass over the rest of a line without keeping it."""
        while (part := self.readline(1 << 20)) and not part.endswith(b"\n"):
            pass


def suffix_form(name: str) -> Form | None:
    """Return the form that a file's name tells, or None where it tells nothing (`.xml` may be a feed or a page)."""
    lowered = name.lower()
    return next((form for suffix, form in SUFFIXES.items() if lowered.endswith(suffix)), None)


def content_form(stream: Stream) -> Form:
    """Return the form that the first bytes tell; text where they tell nothing."""
    head = stream.peek_line().lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{"):
        return "jsonl"
    if head.startswith(b"WARC/1."):
        return "warc"
    magic = next((form for start, form in MAGIC.items() if head.startswith(start)), None)
    if magic is not None:
        return magic
    if head.startswith(b"[") and head[1:].lstrip()[:1] in {b"{", b""}:
        return "json"
    if not head.startswith(b"<"):
        return "text"
    head = stream.peek().lower()
    if b"<!doctype html" in head or b"<html" in head:
        return "html"
    if b"<rss" in head or b"<feed" in head or b"<rdf:rdf" in head:
        return "feed"
    return "html" if b"<body" in head or b"<p>" in head or b"<head" in head else "text"
