"""Finds expressions of time in plain text and says which days they stand for, seen from the article's date.

Nothing is guessed: without an anchor, "Wednesday" is found but has no days; "three days earlier" and "the same day" hang on another event
and have none either (`deictic`). Bounds are whole days, inclusive; an open end is None. What the words leave open goes the way news does:

- a weekday is the latest on or before the anchor, a month the latest up to the anchor's (the coming one after "will", "expected to" …);
  `TimeSpan.forward` keeps the reading forward, for a caller who knows that the clause is about the future;
- a day without a year is the one nearest to the anchor; a week runs from Monday to Sunday; a season is the northern one;
- "early March" is all of March with precision `month`; "the end of February" its last day; "fiscal year 2023" the calendar year;
- "since X" has no end, "by X" and "until X" no start, "over the past decade" ends on the anchor.

The surface has the words that change the bounds ("since 2020", "by the end of the year"), not "in" and "on".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from dragoman.domain import Date
from dragoman.parsing.timex_calendar import Days, day_of, nearest, parse_iso
from dragoman.parsing.timex_core import Clock, Core
from dragoman.parsing.timex_cores import core_at
from dragoman.parsing.timex_words import TimeWords, load_time_words

__all__ = ["TimeSpan", "TimeWords", "find_dateline_date", "find_times", "load_time_words"]

_TOKEN = re.compile(r"\d++|[^\W\d_]++")
_EDGE = re.compile(
    r"(?<!\w)(?:(?:the\s)?(?P<edge>end|close|start|beginning|middle)\sof\s(?:the\s)?"
    r"|(?:the\s)?(?P<part>early|late|mid|middle|end)(?:[- ]|\sin\s))\Z",
    re.IGNORECASE,
)
_LINK = re.compile(r"\s?(?P<dash>[–—-])\s?|\s(?P<word>to|through|until|till|and)\s(?:the\s)?")
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_RANGE_BEFORE = re.compile(r"(?<!\w)(?P<word>between|from)\s(?:the\s)?\Z", re.IGNORECASE)
_THE = re.compile(r"(?<!\w)the\s\Z", re.IGNORECASE)
_DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z .'’\-/]{1,40}(?:,\s?[^\n,()]{2,30}){0,2}?),?\s+"
    r"(?P<date>(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8}\.?)(?:,?\s\d{4})?)"
    r"[.,]?\s*(?:\([^()\n]{1,40}\)|/[^/\n]{1,40}/|[–—]|--?\s)",
    re.MULTILINE,
)
_NEXT_YEAR = re.compile(r"(?:in\s)?the\s(?:next|following)\syear", re.IGNORECASE)
_PARTED = re.compile(r"[.!?]['’\"”]?\s+[A-Z“\"]|\n")
_DATELINE_REACH = 2000
_LOOKBACK = 28
_COARSE = ("week", "month", "quarter", "season", "year", "decade", "range")


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """An expression of time, `[start, end)`. `date` is None where only an anchor or another event could tell the days."""

    start: int
    end: int
    date: Date | None
    kind: Literal["date", "period", "deictic"]
    forward: Date | None = None


def find_times(text: str, anchor: str | None, words: TimeWords) -> tuple[TimeSpan, ...]:
    """Return the expressions of time in `text`, in order and without overlaps; `anchor` is the ISO day the text was written on."""
    clock = Clock(parse_iso(anchor), words)
    found: list[TimeSpan] = []
    floor = 0
    for token in _TOKEN.finditer(text):
        start = token.start()
        if start < floor:
            continue
        word = token.group()
        if word[0].isdecimal():
            if len(word) > 4:
                continue
        elif len(word) > 10 or word.lower() not in words.starts:
            continue
        core = core_at(text, start, clock)
        if core is not None and found and core.start == found[-1].start:
            floor = found.pop().start  # "last year *on May 3*" goes on
        if core is None or core.start < floor:
            continue
        span = _next_year(text, _span(text, core, floor, clock), found)
        found.append(span)
        floor = span.end
    return _with_pointing(text, found, words)


def _next_year(text: str, span: TimeSpan, before: list[TimeSpan]) -> TimeSpan:
    """ "in 2014 … *the next year*": the year after the last year told; where none was told, it stands for no days."""
    told = next((one.date for one in reversed(before) if one.date is not None), None) if _NEXT_YEAR.fullmatch(text, span.start, span.end) else None
    if told is None or told.precision != "year" or told.start is None:
        return span
    year = int(told.start[:4]) + 1
    return TimeSpan(span.start, span.end, Date(f"{year}-01-01", f"{year}-12-31", "year", text[span.start : span.end]), "date")


def _with_pointing(text: str, found: list[TimeSpan], words: TimeWords) -> tuple[TimeSpan, ...]:
    """Add "at that time" with the days of the last time told before it in the same sentence; where none is, it stands for no days."""
    added = []
    for match in words.pointing.finditer(text):
        start, end = match.span()
        if any(span.start < end and start < span.end for span in found):
            continue
        before = next((span for span in reversed(found) if span.end <= start and span.date is not None), None)
        if before is None or before.date is None or _PARTED.search(text, before.end, start + 1):
            added.append(TimeSpan(start, end, None, "deictic"))
        else:
            added.append(TimeSpan(start, end, replace(before.date, text=match.group()), before.kind))
    return tuple(sorted([*found, *added], key=lambda span: span.start)) if added else tuple(found)


def find_dateline_date(text: str, published: str | None) -> str | None:
    """Return the day of a wire story's dateline ("QUITO, March 10 (Cordillera Wire) –") as ISO, with the year nearest to `published`.

    A printed year is taken as printed. None where there is no dateline, or no year from either.
    """
    words = load_time_words()
    for match in _DATELINE.finditer(text[:_DATELINE_REACH]):
        pieces = match["date"].replace(".", " ").replace(",", " ").split()
        names = [piece for piece in pieces if piece.isalpha()]
        month = words.months.get(names[0].lower()) or words.short_months.get(names[0].lower())
        numbers = [int(piece) for piece in pieces if piece.isdecimal()]
        if month is None:
            continue
        day = _dateline_day(month, numbers, parse_iso(published))
        if day is not None:
            return day.isoformat()
    return None


def _dateline_day(month: int, numbers: list[int], published: date | None) -> date | None:
    if len(numbers) > 1:
        return day_of(numbers[1], month, numbers[0])
    if published is None:
        return None
    years = (published.year - 1, published.year, published.year + 1)
    return nearest(published, [day for year in years if 1 <= year <= 9999 and (day := day_of(year, month, numbers[0]))])


def _span(text: str, core: Core, floor: int, clock: Clock) -> TimeSpan:
    """Add to a core the words around it: edges, the other end of a range, operators."""
    if core.kind == "deictic":
        return TimeSpan(core.start, core.end, None, "deictic")
    core = _edged(text, core, floor)
    ranged = _ranged(text, core, floor, clock)
    if ranged is not None:
        core = ranged
    elif not core.open_start:
        operated = _operated(text, core, floor, clock)
        if operated is not None:
            return operated
    surface = text[core.start : core.end]
    if core.days is None:
        return TimeSpan(core.start, core.end, None, core.kind)
    first = None if core.open_start else core.days[0].isoformat()
    printed = Date(first, core.days[1].isoformat(), core.precision, surface)
    return TimeSpan(core.start, core.end, printed, core.kind, _forward(core, surface))


def _forward(core: Core, surface: str) -> Date | None:
    if core.forward is None or core.forward == core.days:
        return None
    return Date(core.forward[0].isoformat(), core.forward[1].isoformat(), core.precision, surface)


def _edged(text: str, core: Core, floor: int) -> Core:
    """Apply "the end of", "early", "mid-" before the core."""
    if core.precision not in _COARSE:
        return core
    at = max(floor, core.start - _LOOKBACK)
    before = text[at : core.start]
    match = _EDGE.search(before)
    if match is None:
        the = _THE.search(before)
        if the is not None and core.precision == "decade" and core.kind == "date":
            return replace(core, start=at + the.start())
        return core
    edge = (match["edge"] or match["part"]).lower()
    start = at + match.start()
    if edge in ("end", "close"):
        return replace(core, start=start, days=_last(core.days), forward=_last(core.forward), precision="day", partial=None)
    if edge in ("start", "beginning"):
        return replace(core, start=start, days=_first(core.days), forward=_first(core.forward), precision="day", partial=None)
    return replace(core, start=start)


def _last(days: Days | None) -> Days | None:
    return (days[1], days[1]) if days else None


def _first(days: Days | None) -> Days | None:
    return (days[0], days[0]) if days else None


def _ranged(text: str, core: Core, floor: int, clock: Clock) -> Core | None:
    """Read the other end: "between 2009 and 2016", "from January to April", "March 9 – April 2"."""
    at = max(floor, core.start - 14)
    opening = _RANGE_BEFORE.search(text[at : core.start])
    word = opening["word"].lower() if opening else None
    start = at + opening.start() if opening else core.start
    if word and core.kind == "period" and core.precision == "range" and not core.open_start:
        return replace(core, start=start)
    link = _LINK.match(text, core.end)
    if link is None or link.end() >= len(text) or not text[link.end()].isalnum():
        return None
    if (link["word"] == "and") != (word == "between") or (link["word"] and word is None and core.precision not in ("year", "month", "day")):
        return None
    other = _next_core(text, link.end(), clock)
    if other is None or other.kind == "deictic":
        return None
    if other.precision in _COARSE and other.start > link.end():
        other = _edged(text, other, link.end())
    if other.start != link.end() or (core.kind, other.kind) == ("period", "period"):
        return None
    days = _opened(core, other)
    if core.days is not None and other.days is not None and days is None:
        return None
    return Core(start, other.end, days, "range", "period")


def _next_core(text: str, at: int, clock: Clock) -> Core | None:
    """Return the core at `at`, past a word such as "early" or "the end of"."""
    for token in list(_TOKEN.finditer(text, at, at + 32))[:5]:
        core = core_at(text, token.start(), clock, linked=token.start() == at)
        if core is not None:
            return core if core.start >= at else None
        if token.group().lower() not in ("the", "end", "of", "early", "late", "mid", "middle", "start", "beginning", "last", "this", "next"):
            return None
    return None


def _opened(first: Core, last: Core) -> Days | None:
    """Join two ends. An end without a year takes the year that puts it right before the other."""
    if first.days is None or last.days is None:
        if first.partial and last.days and not last.partial:
            return _before(first, last.days)
        return None
    if first.partial and last.days[1] != first.days[1]:
        return _before(first, last.days)
    return (first.days[0], last.days[1]) if first.days[0] <= last.days[1] else None


def _before(first: Core, last: Days) -> Days | None:
    month, day = first.partial or (1, None)
    year = last[1].year
    opening = day_of(year, month, day or 1)
    if opening is not None and opening > last[1]:
        opening = day_of(year - 1, month, day or 1)
    return (opening, last[1]) if opening else None


def _operated(text: str, core: Core, floor: int, clock: Clock) -> TimeSpan | None:
    """Apply "since", "by", "until", "before", "after", "starting" before the core; None where there is none."""
    at = max(floor, core.start - _LOOKBACK)
    match = clock.words.operator.search(text[at : core.start])
    if match is None:
        return None
    name = clock.words.operators[" ".join(match["operator"].lower().split())]
    if name in ("before", "after") and _POSSESSIVE.match(text, core.end):
        return None  # "after Sunday's vote"
    if name in ("before", "after", "by", "until") and match["the"]:
        return None  # "before the 2014 protests"
    if name == "from" and match["operator"].lower() == "from" and core.precision not in ("day", "month", "year", "quarter", "week"):
        return None
    if core.kind == "period" and core.precision == "range":
        return None
    start = at + match.start()
    surface = text[start : core.end]
    if core.days is None:
        return TimeSpan(start, core.end, None, "period")
    forward = core.forward if core.forward != core.days else None
    return TimeSpan(start, core.end, _bounded(name, core.days, core, surface), "period", _bounded(name, forward, core, surface) if forward else None)


def _bounded(name: str, days: Days, core: Core, surface: str) -> Date | None:
    first, last = days
    if name in ("since", "from"):
        return Date(first.isoformat(), None, core.precision, surface)
    if name in ("by", "until"):
        return Date(None, last.isoformat(), core.precision, surface)
    try:
        if name == "before":
            return Date(None, (first - timedelta(days=1)).isoformat(), core.precision, surface)
        return Date((last + timedelta(days=1)).isoformat(), None, core.precision, surface)
    except OverflowError:  # the first or the last day of the calendar
        return None
