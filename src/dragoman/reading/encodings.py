"""What HTTP packed a page in, unpacked in bounded memory: a small answer may unfold to gigabytes."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from dragoman.errors import InputError

IDENTITY = frozenset({"", "identity", "none"})
KNOWN = "gzip, deflate, br, chunked"
AGAIN = "Fetch the page again"
MAX_LAYERS = 3
"""Packings one in another: no server makes more, and each costs the time of the whole page."""


def unpacked(data: bytes, content: str | None, transfer: str | None, limit: int, where: str) -> bytes:
    """Return the page that an answer's body holds, at most `limit` + 1 bytes of it.

    `content` and `transfer` are the values of the headers Content-Encoding and Transfer-Encoding. Raise `InputError` for a packing that is
    unknown, broken or cut off: a page that ends early would be read as an article that ends there.
    """
    layers = [*reversed(_named(transfer)), *reversed(_named(content))]
    if len(layers) > MAX_LAYERS:
        raise InputError(where, f"The page is packed {len(layers)} times", AGAIN)
    for name in layers:
        try:
            data = _layer(name, data, limit, where)
        except (zlib.error, OSError, ValueError, EOFError) as error:
            if data.lstrip().startswith(b"<"):
                continue  # the crawler has unpacked it already and kept the header
            raise InputError(where, f"The page is packed by {name} and cannot be unpacked ({' '.join(str(error).split())[:80]})", AGAIN) from error
    return data


def _named(header: str | None) -> list[str]:
    return [name for part in (header or "").split(",") if (name := part.strip().lower().removeprefix("x-")) not in IDENTITY]


def _layer(name: str, data: bytes, limit: int, where: str) -> bytes:
    from fastwarc.stream_io import BrotliReader, ChunkedReader

    if name == "gzip":
        return _inflated(data, [31], limit)
    if name == "deflate":  # with or without zlib's own wrapping: servers send both
        return _inflated(data, [15, -15], limit)
    if name in {"br", "chunked"}:
        reader: Any = BrotliReader if name == "br" else ChunkedReader
        return b"".join(_parts(reader(io.BytesIO(data)), limit))
    raise InputError(where, f"The page is packed by {name!r}, which is not known (known: {KNOWN})", "Save the article's text as a .txt file")


def _inflated(data: bytes, forms: Sequence[int], limit: int) -> bytes:
    for form in forms:
        stream = zlib.decompressobj(form)
        try:
            found = stream.decompress(data, limit + 1)
        except zlib.error:
            if form == forms[-1]:
                raise
            continue
        if not stream.eof and len(found) <= limit:
            raise EOFError("it is cut off")
        return found
    return b""


def _parts(reader: Any, limit: int) -> Iterator[bytes]:
    left = limit + 1
    while left and (part := reader.read(left)):
        left -= len(part)
        yield part
