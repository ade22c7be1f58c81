"""An article's text cut at the ends of every claim's words, so that each piece says whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """Words that something is said by: code points of the text, `[start, end)`; `kind` is that of the claim, or `framing`."""

    start: int
    end: int
    id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters, and the spans that have them, the shortest first. `begins` says where those begin that begin here, each place once."""

    text: str
    spans: tuple[Span, ...] = ()
    begins: tuple[int, ...] = ()

    @property
    def depth(self) -> int:
        """How many spans lie over each other here, at most 4: as thick is the line."""
        return min(len(self.spans), 4)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text that is not blank, in pieces that together are the line; `start` is where it begins."""

    start: int
    pieces: tuple[Piece, ...]


def paragraphs(text: str, spans: Sequence[Span]) -> list[Line]:
    """Return the text by lines that are not blank.

    Spans that leave the text are an error of the record and shown nowhere.
    """
    sound = sorted((span for span in spans if 0 <= span.start < span.end <= len(text)), key=lambda span: (span.start, span.end))
    lines = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            lines.append(Line(at, tuple(_pieces(text, at, at + len(line), sound))))
        at += len(line) + 1
    return lines


def _pieces(text: str, start: int, end: int, spans: Sequence[Span]) -> list[Piece]:
    here = [span for span in spans if span.start < end and span.end > start]
    cuts = sorted({start, end, *(at for span in here for at in (span.start, span.end) if start < at < end)})
    pieces = []
    for left, right in pairwise(cuts):
        over = sorted((span for span in here if span.start < right and span.end > left), key=lambda span: span.end - span.start)
        begins = {span.start for span in over if max(span.start, start) == left and (span.start >= start or not text[span.start : start].strip())}
        pieces.append(Piece(text[left:right], tuple(over), tuple(sorted(begins))))
    return pieces


def paragraph_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the lines begin and end that hold `[start, end)`."""
    before = text.rfind("\n", 0, start) + 1
    after = text.find("\n", end)
    return before, len(text) if after < 0 else after
