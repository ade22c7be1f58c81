"""Cut an article into the pieces that are parsed: title, datelines, captions, paragraphs. Offsets never change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from dragoman.domain import Article

MAX_PIECE = 6000
"""Longest piece in characters; a longer paragraph is cut at a sentence end or a blank, so that one odd input cannot exhaust memory."""

_DATELINE = re.compile(
    r"""(?:[A-ZÀ-Þ][A-ZÀ-Þ'’.\- ]+[A-ZÀ-Þ.]|[A-ZÀ-Þ]{3,})      # the place in capitals
        (?:[,/]\s?[A-ZÀ-Þ][\w.'’\-]+(?:\ (?:of|the|and|[A-ZÀ-Þ][\w.'’\-]+)){0,5})? # its country or state
        (?:,\s(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8}\.?)(?:,\s\d{4})?)?  # the day
        \s?(?:\([^()\n]{2,60}\))?                                # the agency
        \s?(?:—|–|--|-|:)\s""",
    re.VERBOSE,
)
_AGENCY_LINE = re.compile(r"\([A-Z][\w .&/]{1,30}\)\s?(?:—|–|--|-)\s")
_CAPTION = re.compile(
    r"""(?:Photo|Image|File\ photo|FILE|Caption|Picture|In\ this\ (?:file\ )?(?:photo|image))\b
        |.{0,200}?\b(?:AP|AFP|Reuters|Getty|EPA)\s?(?:Photo|/)
        |.*\((?:L|R|C|left|right)\)
        |[^,]{3,80},\ (?:second\ from\ )?(?:left|right|cent(?:er|re)),\ """,
    re.IGNORECASE | re.VERBOSE,
)
_RETWEET = re.compile(r"RT\s+@\w{1,40}:\s")
_NAVIGATION = re.compile(
    r"(?:related(?:\s(?:articles?|stories|news|topics?|links?))?|read\s(?:more|also|next|full)|(?:see|read)\salso|also\sread|most\s(?:read|popular|viewed)"
    r"|more\s(?:on\sthis|from\sthis|stories)|share\sthis(?:\sarticle)?|sign\sup\sfor|subscribe\s(?:to|now)|follow\sus|recommended(?:\sfor\syou)?"
    r"|trending(?:\snow)?|advertisement|don['’]t\smiss|you\smay\salso\slike)\s*(?:[:|»>].*|[.!]?)$",
    re.IGNORECASE,
)
"""A line that leads elsewhere on the page; alone on its line it is the heading of a list of such lines."""
WRAP_WIDTH = 50
"""A line of a text that is broken at a fixed width has at least so many characters."""
_LINE = re.compile(r"\S[^\n\r\x0b\x0c\x85\u2028\u2029]*")
_QUOTED = re.compile(r"\s*(?:>[ \t>]*)?")
"""Marks of quoted mail."""
_BLANK_LINE = re.compile(r"\n[^\S\n]*(?:>[ \t>]*)?\n|\u2029")
_TERMINAL = '.!?:…"”’)'
_END = re.compile(r"[.!?][\"”’')\]]*\s")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch `[start, end)` of the article that is parsed by itself. `kind`: title, dateline, caption, text."""

    start: int
    end: int
    paragraph: int
    kind: str


def cut(article: Article) -> tuple[Piece, ...]:
    """Cut the article at line breaks, split datelines off, and cut what is over `MAX_PIECE`. White space around pieces is left out."""
    pieces: list[Piece] = []
    text = article.text
    heading: int | None = None
    for number, paragraph in enumerate(_paragraphs(article)):
        start, end = paragraph
        kind = _kind(article, text[start:end], first=not pieces)
        if _NAVIGATION.match(text[start : min(end, start + 300)]):
            heading = None if _tells(text[start:end]) else number
            continue
        if heading is not None and number == heading + 1 and end - start < WRAP_WIDTH * 2 and text[end - 1] not in _TERMINAL:
            heading = number  # a teaser below "Most read"
            continue
        dateline = (
            _RETWEET.match(text, start, end)
            or _DATELINE.match(text, start, min(end, start + 200))
            or _AGENCY_LINE.match(text, start, min(end, start + 60))
        )
        if dateline and dateline.end() < end and kind != "title":
            head_start, head_end = _trimmed(text, start, dateline.end())
            pieces.append(Piece(head_start, head_end, number, "dateline"))
            start, end = _trimmed(text, dateline.end(), end)
        while end - start > MAX_PIECE:
            at = _break(text, start)
            left_start, left_end = _trimmed(text, start, at)
            pieces.append(Piece(left_start, left_end, number, kind))
            start, end = _trimmed(text, at, end)
        if start < end:
            pieces.append(Piece(start, end, number, kind))
    return tuple(pieces)


def _tells(line: str) -> bool:
    """Whether a line of navigation names what it leads to ("Related: …")."""
    return ":" in line or "|" in line


def _paragraphs(article: Article) -> Iterator[tuple[int, int]]:
    """The lines of the text, trimmed; lines that only a fixed width has broken are put together again."""
    text = article.text
    block: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        line = _trimmed(text, _QUOTED.match(text, match.start(), match.end()).end(), match.end())  # type: ignore[union-attr]
        if line[0] == line[1]:
            continue
        if block and _BLANK_LINE.search(text, block[-1][1], line[0]):
            yield from _unwrapped(article, block)
            block = []
        block.append(line)
    yield from _unwrapped(article, block)


def _unwrapped(article: Article, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join a line to the one before where that one stops in mid-sentence: the next begins in lower case, or long lines around do so."""
    text = article.text
    broken = [text[a[1] - 1] not in _TERMINAL and text[b[0]].islower() for a, b in pairwise(lines)]
    wrapped = any(broken)
    current: tuple[int, int] | None = None
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        joins = before is not None and (
            broken[number - 1]
            or (
                wrapped
                and before[1] - before[0] >= WRAP_WIDTH
                and text[before[1] - 1] not in _TERMINAL
                and text[before[0] : before[1]] != article.title
            )
        )
        if current is not None and joins:
            current = (current[0], line[1])
        else:
            if current is not None:
                yield current
            current = line
    if current is not None:
        yield current


def _kind(article: Article, line: str, *, first: bool) -> str:
    if first and (line == (article.title or "").strip() or (len(line) < 160 and line[-1] not in ".!?…\"”'’:;,)")):
        return "title"
    if _CAPTION.match(line):
        return "caption"
    return "text"


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _break(text: str, start: int) -> int:
    window = text[start : start + MAX_PIECE]
    ends = [m.end() for m in _END.finditer(window)]
    if ends:
        return start + ends[-1]
    blank = window.rfind(" ")
    return start + (blank if blank > 0 else MAX_PIECE)
