"""One expression of time, before the words around it are read; shared by the modules that read them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dragoman.domain import Precision
from dragoman.parsing.timex_calendar import Days
from dragoman.parsing.timex_words import TimeWords

WORD_BEFORE = re.compile(r"([^\W\d_]+)(?:['’]s)?[ \u00a0\n(“\"‘-]+\Z")
WORD_AFTER = re.compile(r"\s([^\W\d_]+)")
WORD_REACH = 16


@dataclass(frozen=True, slots=True)
class Core:
    """One expression: surface, days (None where only another event or a missing anchor could tell), the reading forward in time."""

    start: int
    end: int
    days: Days | None
    precision: Precision = "day"
    kind: Literal["date", "period", "deictic"] = "date"
    forward: Days | None = None
    partial: tuple[int, int | None] | None = None
    """Month and day printed without a year."""
    open_start: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """The anchor and the words."""

    anchor: date | None
    words: TimeWords


def word_before(text: str, start: int) -> tuple[str, int] | None:
    """Return the word before `start`, as printed, and where it begins; None after a full stop, a comma or a number."""
    at = max(0, start - WORD_REACH)
    match = WORD_BEFORE.search(text[at:start])
    return (match[1], at + match.start()) if match else None


def word_after(text: str, end: int) -> str:
    """Return the word that follows a space at `end`, or an empty string."""
    match = WORD_AFTER.match(text, end)
    return match[1] if match else ""


def sane(year: int) -> bool:
    """Whether news would speak of the year."""
    return 1000 <= year <= 2199
