"""What a cell may hold in files that other programs open: no formula for a spreadsheet, no forged line, nothing that XML cannot hold."""

from __future__ import annotations

import re
import unicodedata

Cell = str | float | int | bool | None
#: A spreadsheet runs a cell that begins with one of these; their full-width, small and raised forms are brought to them before (NFKC).
_FORMULA = frozenset("=+-@\u2212")
#: Letters and signs that print as nothing, besides those that Unicode calls spaces, controls, formats and marks.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Me", "Zl", "Zp", "Zs"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_FORGING = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of a line: a title with one could print as another."""
OUTSIDE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""


def guarded(cell: Cell) -> Cell:
    """Words that a spreadsheet would run as a formula, after an apostrophe; numbers and everything else as they are.

    What prints as nothing before the sign (spaces of any kind, U+200B, U+FEFF, marks) does not hide it.
    """
    if not isinstance(cell, str) or not cell:
        return cell
    first = next((letter for letter in cell if letter not in _BLANK and unicodedata.category(letter) not in _UNSEEN), "")
    runs = unicodedata.normalize("NFKC", first)[:1] in _FORMULA if first else False
    return f"'{cell}" if runs or cell[0] in "\t\r\n" else cell


def clean(text: str) -> str:
    """Text without control characters (tab and line ends stay) and lone surrogates; each is one U+FFFD, so offsets hold."""
    return OUTSIDE.sub("\ufffd", _CONTROL.sub("\ufffd", text))


def one_line(text: str) -> str:
    """Text on one line: white space of any kind as one blank, no control characters and no marks of direction."""
    return clean(_FORGING.sub("", " ".join(text.split())))


def printed(cell: Cell) -> str | int | float:
    """A cell of a text table: truth as true and false, whole numbers without `.0`, nothing as nothing; words guarded and clean."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < 1e15 else cell
    return str(guarded(clean(cell))) if isinstance(cell, str) else cell


def tabbed(cells: list[Cell]) -> bytes:
    """A line of tab-separated cells with its line feed. One that begins with a quotation mark, which readers take for quoting, is guarded too."""
    return ("\t".join(_unquoted(f"{printed(one_line(cell) if isinstance(cell, str) else cell)}") for cell in cells) + "\n").encode()


def _unquoted(cell: str) -> str:
    return f"'{cell}" if cell.startswith('"') else cell
