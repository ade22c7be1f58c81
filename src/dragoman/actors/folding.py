"""Text without diacritics and typographic variants, character for character, so that offsets stay what they are."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache

TYPOGRAPHY = dict.fromkeys("\u2018\u2019\u02bc`", "'") | dict.fromkeys("\u2010\u2011\u2013", "-") | dict.fromkeys("\u00a0\u202f\n\t", " ")
UNDECOMPOSED = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ħ": "h", "Ħ": "H"}
LATIN_END = 0x1F00
LETTERS = (*range(0xFF01, 0xFF5F), *range(0x1D400, 0x1D800))
"""Wide letters and letters of formulas, with which posts are printed in bold."""
PLAIN_VARIANT = re.compile(f"[{''.join(char for char in TYPOGRAPHY if char.isascii())}]")
"""What is folded of ASCII; most names have none of it and stay as they are."""


@cache
def _table() -> dict[int, str]:
    table = {ord(char): plain for char, plain in (TYPOGRAPHY | UNDECOMPOSED).items()}
    for code in range(0xC0, min(LATIN_END, sys.maxunicode)):
        base = unicodedata.normalize("NFD", chr(code))
        if len(base) > 1 and base[0].isascii() and all(unicodedata.combining(mark) for mark in base[1:]):
            table[code] = base[0]
    compatible = {code: unicodedata.normalize("NFKC", chr(code)) for code in LETTERS}
    return table | {code: plain for code, plain in compatible.items() if len(plain) == 1 and plain.isascii()}


def fold(text: str) -> str:
    """Return the text with plain letters, quotes, dashes and spaces; as many characters as before."""
    if text.isascii() and PLAIN_VARIANT.search(text) is None:
        return text
    return text.translate(_table())
