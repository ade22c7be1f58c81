"""Words for a terminal: nothing that was read may steer it or forge a line, and lines keep to its width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len, chop_cells

WIDTH = 118
"""Columns where there is no terminal."""
NARROWEST = 24
BETWEEN = re.compile(r" (?![·←→—] )")
"""Blanks where a line may end: no line begins with a sign that stands between two parts."""
BLANKS = re.compile(r"\s+")
BREAKS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
Style = Literal["", "head", "quiet", "alarm", "doubt"]


def printable(text: str) -> str:
    """Return the text on one line, each character that is not printed (control, direction, zero width, unassigned) as `⟨U+202E⟩`."""
    return text if text.isprintable() else "".join(map(_shown, BLANKS.sub(lambda run: run[0] if BREAKS.isdisjoint(run[0]) else " ", text)))


def _shown(letter: str) -> str:
    if letter.isprintable():
        return letter
    return " " if letter == "\t" or unicodedata.category(letter) == "Zs" else named(letter)


def named(letter: str) -> str:
    """Return a character that is not seen by its number, `⟨U+202E⟩`."""
    return f"⟨U+{ord(letter):04X}⟩"


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph for people: `left` stands in the first `indent` columns, `text` is wrapped behind them, its later lines `hang` deeper.

    `style` says how it may be marked where there is colour; the words say the same without it.
    """

    text: str = ""
    left: str = ""
    indent: int = 0
    style: Style = ""
    hang: int = 0


def lines_of(row: Row, width: int = WIDTH) -> Iterator[tuple[str, str]]:
    """Yield the lines of a row as what stands before the text and the text, both safe to print; columns are those of the terminal (中 has two)."""
    left, text = printable(row.left), printable(row.text)
    before = left + " " * max(row.indent - cell_len(left), 2 if left else 0)
    behind = " " * (row.indent + row.hang)
    width = max(width, len(behind) + NARROWEST)
    if cell_len(before) + cell_len(text) <= width:
        yield before, text
        return
    line: list[str] = []
    room = width - cell_len(before)
    for word in _pieces(BETWEEN.split(text), width - len(behind)):
        long = cell_len(word) + 1
        if long > room + 1 and (line or before != behind):  # also a word that does not fit beside what stands at the left
            yield before, " ".join(line)
            before, line, room = behind, [], width - len(behind)
        line.append(word)
        room -= long
    yield before, " ".join(line)


def _pieces(words: Iterable[str], room: int) -> Iterator[str]:
    """The words, those cut that are longer than a line."""
    for word in words:
        if cell_len(word) <= room:
            yield word
        else:
            yield from chop_cells(word, room)


def plain(rows: Iterable[Row], width: int = WIDTH) -> Iterator[str]:
    """Yield the lines of rows without marks, line feeds and trailing blanks."""
    for row in rows:
        for before, text in lines_of(row, width):
            yield (before + text).rstrip()


def counted(number: int, noun: str) -> str:
    """Return `1 claim`, `2 claims`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
