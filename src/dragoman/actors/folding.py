"""Text without diacritics and typographic variants, character for character, so that offsets stay what they are."""

from __future__ import annotations

import sys
import unicodedata
from functools import cache

TYPOGRAPHY = dict.fromkeys("\u2018\u2019\u02bc`", "'") | dict.fromkeys("\u2010\u2011\u2013", "-") | dict.fromkeys("\u00a0\u202f\n\t", " ")
UNDECOMPOSED = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ħ": "h", "Ħ": "H"}
LATIN_END = 0x1F00


@cache
def _table() -> dict[int, str]:
    table = {ord(char): plain for char, plain in (TYPOGRAPHY | UNDECOMPOSED).items()}
    for code in range(0xC0, min(LATIN_END, sys.maxunicode)):
        base = unicodedata.normalize("NFD", chr(code))
        if len(base) > 1 and base[0].isascii() and all(unicodedata.combining(mark) for mark in base[1:]):
            table[code] = base[0]
    return table


def fold(text: str) -> str:
    """Return the text with plain letters, quotes, dashes and spaces; as many characters as before."""
    return text.translate(_table())
