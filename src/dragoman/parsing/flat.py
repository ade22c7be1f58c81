"""The text of a piece as it is read: white space runs are one blank, marks of quoted mail and what cannot be seen are gone, odd letters are plain.

Everything found in it can be put back to where it stands in the article.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Protocol, TypeVar

from dragoman.parsing.layout import Piece

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_ODD = ((0xFB00, 0xFB06), (0xFF01, 0xFF5E), (0x1D400, 0x1D7FF))
"""Ligatures, wide letters and letters of formulas: the same letters to a reader, others to a lexicon."""


_MISREAD = re.compile("[ÂÃâ][\x80-\xbfÂ¢€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸŽÃâ¬]+")
"""What UTF-8 looks like that somebody took for Windows-1252, once or twice: `â€™` is `’`."""


class Found(Protocol):
    """What stands at `[start, end)`."""

    @property
    def start(self) -> int:
        """Its first character."""

    @property
    def end(self) -> int:
        """Behind its last one."""


T = TypeVar("T", bound=Found)


def flattened(raw: str) -> tuple[str, array[int] | None]:
    """A piece as it is read, and where each of its characters came from if that moved any."""
    if raw.isascii() and not any(sign in raw for sign in ("  ", "\t", "\r", "\n>")):
        return raw.replace("\n", " "), None
    kept: list[str] = []
    origin = array("l")
    opening = False  # at the beginning of a line, where mail puts its marks
    for offset, char in _letters(raw):
        opening = char in "\r\n" or (opening and (char.isspace() or char == ">"))
        blank = char.isspace() or (opening and char == ">")
        broken = blank and opening and len(kept) > 1 and kept[-1] in "-‐‑" and kept[-2].isalpha()  # "Export-⏎Import Bank"
        if broken or char in INVISIBLE or (blank and kept and kept[-1] == " "):
            continue
        for one in " " if blank else _plain(char):
            kept.append(one)
            origin.append(offset)
    changed = len(kept) != len(raw) or any(place != i for i, place in enumerate(origin))
    return "".join(kept), origin if changed else None


def _letters(raw: str) -> Iterator[tuple[int, str]]:
    """The characters with their places; one that was misread stands for the several that it became."""
    end = 0
    for match in _MISREAD.finditer(raw):
        if letters := _meant(match.group()):
            yield from enumerate(raw[end : match.start()], end)
            yield from ((match.start(), letter) for letter in letters)
            end = match.end()
    yield from enumerate(raw[end:], end)


def _meant(misread: str) -> str:
    """Return what was written before it was misread, or "" where that is not what happened."""
    meant = misread
    for _ in range(2):
        try:
            meant = b"".join(map(_byte, meant)).decode("utf8")
        except UnicodeError:
            break
    return meant if meant != misread else ""


def _byte(char: str) -> bytes:
    return char.encode("cp1252" if char > "\xff" else "latin-1")  # Windows-1252 leaves five bytes as they are


def _plain(char: str) -> str:
    code = ord(char)
    return unicodedata.normalize("NFKC", char) if code >= _ODD[0][0] and any(low <= code <= high for low, high in _ODD) else char


def located(pieces: Iterable[Piece], text: str, find: Callable[[str], Iterable[T]]) -> Iterator[T]:
    """What `find` finds in each piece as it is read, at its place in the article."""
    for piece in pieces:
        flat, origin = flattened(text[piece.start : piece.end])
        for one in find(flat):
            start, end = (one.start, one.end) if origin is None else (origin[one.start], origin[one.end - 1] + 1)
            yield replace(one, start=piece.start + start, end=piece.start + end)  # type: ignore[type-var]
