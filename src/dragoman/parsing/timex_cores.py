"""Single expressions of time: what "March 9", "last week" or "the first quarter of 2024" stand for, seen from an anchor day.

A core is the expression without the words around it; `timex` adds "since", "by", "between … and", "the end of".
"""

from __future__ import annotations

import re

from dragoman.parsing.timex_calendar import step
from dragoman.parsing.timex_core import Clock, Core
from dragoman.parsing.timex_dates import month_at, number_at, weekday_at
from dragoman.parsing.timex_spans import deictic_at, feast_at, fiscal_at, part_at, quarter_at, season_at, unit_at

_DAY_PART = re.compile(r"\s(?:morning|afternoon|evening|night|noon)(?!\w)", re.IGNORECASE)
_LONGEST_WORD = 16


def core_at(text: str, start: int, clock: Clock, linked: bool = False) -> Core | None:
    """Read the expression whose first telling word or number is at `start`; `linked`: a sign joins it to another expression."""
    words = clock.words
    if text[start].isdecimal():
        return number_at(text, start, clock, linked)
    end = start
    while end < len(text) and text[end].isalpha() and end - start < _LONGEST_WORD:
        end += 1
    low = text[start:end].lower()
    capital = text[start].isupper()
    if low == "day" and text[max(0, start - 4) : start].lower() == "the " and (phrase := _phrase(text, start - 4, "the", False, clock)):
        return phrase  # "the day before yesterday"
    if low in words.units:
        return unit_at(text, start, end, words.units[low], clock)
    if capital and (low in words.months or low in words.short_months):
        return month_at(text, start, end, low, clock)
    if capital and (low in words.weekdays or low in words.short_weekdays):
        return weekday_at(text, start, end, low, clock)
    if low in words.seasons:
        return season_at(text, start, end, low, clock)
    if low in ("same", "that"):
        return deictic_at(text, start)
    if low in ("fiscal", "fy"):
        return fiscal_at(text, start)
    if low == "q":
        return quarter_at(text, start)
    return _phrase(text, start, low, capital, clock)


def _phrase(text: str, start: int, low: str, capital: bool, clock: Clock) -> Core | None:
    words = clock.words
    if match := words.day_phrase.match(text, start):
        shift = words.days[" ".join(match.group().lower().split())]
        day = step(clock.anchor, shift, "day") if clock.anchor else None
        part = _DAY_PART.match(text, match.end())
        return Core(start, part.end() if part else match.end(), (day, day) if day else None)
    if low in words.ordinals and (part_of := part_at(text, start, clock)):
        return part_of
    return feast_at(text, start, clock) if capital else None
