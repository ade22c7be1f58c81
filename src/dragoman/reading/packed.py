"""Files compressed with gzip, unpacked as they are read and only as far as they are read."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from typing import BinaryIO, cast

from dragoman.errors import InputError
from dragoman.reading.streams import MAX_BYTES, Stream

MAX_RATIO = 200
"""Text comes out at ten times what goes in, a bomb at a thousand times."""


class Unpacked:
    """A gzip stream's content, as a binary file. Raises `InputError` where it breaks off, is damaged, or is a bomb."""

    def __init__(self, stream: Stream, where: str) -> None:
        """Unpack `stream`, which the caller closes."""
        self._stream, self._where = stream, where
        self._taken = self._given = 0
        self._file = gzip.GzipFile(fileobj=cast(BinaryIO, _Counted(stream, self._count)))

    def read(self, size: int = -1) -> bytes:
        """Return `size` bytes, fewer only at the end."""
        return self._checked(lambda: self._file.read(size))

    def readline(self, limit: int = -1) -> bytes:
        """Return the bytes up to and with the next line feed, at most `limit` of them."""
        return self._checked(lambda: self._file.readline(limit))

    def _count(self, size: int) -> None:
        self._taken += size

    def _checked(self, read: Callable[[], bytes]) -> bytes:
        try:
            data = read()
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            cause = "is cut off" if isinstance(error, EOFError) else f"is damaged ({error})"
            raise InputError(self._where, f"The gzip file {cause}", "Fetch it again") from None
        self._given += len(data)
        if self._given > MAX_BYTES and self._given > MAX_RATIO * self._taken:
            raise InputError(self._where, f"It unpacks to more than {MAX_RATIO} times its size: no text does that", "Leave it out")
        return data


class _Counted:
    """A stream that says how much was read from it."""

    def __init__(self, stream: Stream, count: Callable[[int], None]) -> None:
        self._stream, self._count = stream, count

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._count(len(data))
        return data
