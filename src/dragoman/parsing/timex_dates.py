"""Calendar dates in the text: years, months, days, weekdays and their runs."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from dragoman.domain import Precision
from dragoman.parsing.timex_calendar import Days, day_of, month_ahead, month_back, month_days, nearest, week_days, year_days
from dragoman.parsing.timex_core import Clock, Core, sane, word_after, word_before
from dragoman.parsing.timex_words import TimeWords

_DAY_AFTER = re.compile(
    r"\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)(?:(?P<link>\s?[–—-]\s?|\sto\s|\sand\s)(?P<day2>\d{1,2})(?:st|nd|rd|th)?(?![\w:%]|[.,]\d))?"
    r"(?:,?\s(?P<year>\d{4})(?![\w%]|[.,]\d))?(?!\w)(?!\s(?:percent|per\scent|million|billion|a\.m|p\.m))"
)
_THE_YEAR_BEFORE = re.compile(r"(?P<rel>last|this|next)\syear,?\son\s\Z", re.IGNORECASE)
_OF_THE_YEAR = re.compile(r",?\s(?:of\s)?(?P<rel>last|this|next)\syear(?!\w)")
_YEAR_AFTER = re.compile(r"\.?,?\s(?:of\s)?(?P<year>\d{4})(?![\w%]|[.,]\d)")
_SLASHED = re.compile(r"(?P<one>\d{1,2})(?P<sign>[/.])(?P<two>\d{1,2})(?P=sign)(?P<year>\d{4})(?![\d/.]\d|\w)")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")
_GLUE_ALWAYS = ("$", "€", "£", "¥", "#", "+", "@", "_")
_PREFIXES = ("mid-", "end-", "early-", "late-")
_GLUE = ("-", ".", ",", ":", "/", "–", "'", "’")
_DECADE = re.compile(r"(?P<year>\d{3}0)['’]?s(?!\w)")
_YEARS = re.compile(r"(?P<year>\d{4})(?:\s?[–—]\s?|[-/])(?P<other>\d{4}|\d{2})(?![\w-])")
_YEAR = re.compile(r"(?P<year>\d{4})(?![\w%]|[.,:/]\d|-\d|\+)")
_DAY_PART = re.compile(r"\s(?:morning|afternoon|evening|night|noon)(?!\w)", re.IGNORECASE)
_JOINT = re.compile(r"\.?,?\s(?:the\s)?(?=(?:\d|(?P<word>[A-Z][A-Za-z]+)))")
_MAX_CUE_DISTANCE = 90


def number_at(text: str, start: int, clock: Clock, linked: bool = False) -> Core | None:
    """Read what begins with digits at `start`: an ISO day, a decade, a day and month, a year or a run of years.

    `linked`: the sign before it joins it to another expression ("1 January-31 March").
    """
    before = text[start - 1 : start]
    glued = before in _GLUE_ALWAYS or before.isalnum() or (before in _GLUE and text[start - 2 : start - 1].isalnum())
    if glued and not linked and not text[max(0, start - 6) : start].lower().endswith(_PREFIXES):
        return None
    if match := _SLASHED.match(text, start):
        return _slashed(start, match)
    if match := _ISO.match(text, start):
        day = day_of(int(match["year"]), int(match["month"]), int(match["day"]))
        return Core(start, match.end(), (day, day)) if day else None
    if (match := _DECADE.match(text, start)) and sane(int(match["year"])):
        return Core(start, match.end(), year_days(int(match["year"]), 10), "decade")
    if match := clock.words.day_month.match(text, start):
        return _day_month(text, match, clock)
    return _years(text, start, clock)


def _slashed(start: int, match: re.Match[str]) -> Core | None:
    """Read "13/02/2024" and "2/13/2024", where one of the numbers can only be the day; of "3/4/2024" nobody knows which is which."""
    one, two, year = (int(match[name]) for name in ("one", "two", "year"))
    if min(one, two) > 12 or (max(one, two) <= 12 and one != two):
        return None
    day = day_of(year, min(one, two), max(one, two)) if sane(year) else None
    return Core(start, match.end(), (day, day)) if day else None


def _years(text: str, start: int, clock: Clock) -> Core | None:
    match = _YEARS.match(text, start)
    if match is not None and sane(int(match["year"])):
        first, other = int(match["year"]), match["other"]
        last = int(other) if len(other) == 4 else first // 100 * 100 + int(other)
        if first < last < first + 500 and sane(last) and not _no_year(text, start, match.end(), clock.words):
            return Core(start, match.end(), (date(first, 1, 1), date(last, 12, 31)), "range", "period")
    match = _YEAR.match(text, start)
    if match is None or not sane(int(match["year"])) or _no_year(text, start, match.end(), clock.words):
        return None
    return Core(start, match.end(), year_days(int(match["year"])), "year")


def _no_year(text: str, start: int, end: int, words: TimeWords) -> bool:
    """Whether four digits are a count ("2000 soldiers") or part of a name ("Vision 2030") rather than a year."""
    found = word_before(text, start)
    before = found[0] if found else ""
    low = before.lower()
    following = word_after(text, end)
    if low in words.not_year_before or following.lower() in words.not_year_following:
        return True
    leading = low in words.year_leading
    plural = following.islower() and following.endswith("s") and following not in words.no_plurals
    if not 1900 <= int(text[start : start + 4]) <= 2099:
        return not leading or low == "the" or plural
    owner = text[start - 3 : start - 1] in ("'s", "’s")
    if before[:1].isupper() and not (leading or owner or low in words.year_owners) and text[start - 1] not in '(“"':
        return low not in words.months and low not in words.seasons
    return plural and not leading and not owner and low not in words.year_owners


def month_at(text: str, start: int, end: int, low: str, clock: Clock) -> Core | None:
    """Read what begins with the month name `low` at `[start, end)`: "March 9, 2027", "March 9–11", "March 2027", "March"."""
    words = clock.words
    month = words.months.get(low) or words.short_months[low]
    if match := _DAY_AFTER.match(text, end):
        last = match["day2"] if match["link"] and (match["link"].strip() != "and" or _between(text, start)) else None
        stop = match.end() if last or not match["day2"] else match.end("day")
        begin, told = _told_year(text, start, stop, clock)
        year = int(match["year"]) if match["year"] and (last or not match["day2"]) else told
        return _days(begin, stop, year, month, int(match["day"]), int(last) if last else None, clock)
    if (match := _YEAR_AFTER.match(text, end)) and sane(int(match["year"])):
        return Core(start, match.end(), month_days(int(match["year"]), month), "month")
    if clock.anchor and (match := _OF_THE_YEAR.match(text, end)):
        return Core(start, match.end(), month_days(clock.anchor.year + words.relative[match["rel"]], month), "month")
    if low not in words.months:
        return None
    found = word_before(text, start)
    before, begin = (found[0].lower(), found[1]) if found else ("", start)
    if before not in (words.month_names_before if low in words.month_names else words.month_before):
        return None
    relative = words.relative.get(before)
    if clock.anchor is None:
        return Core(start, end, None, "month", partial=(month, None)) if relative is None else Core(begin, end, None, "month")
    if relative is not None:
        return Core(begin, end, _relative_month(clock.anchor, month, relative), "month")
    back, ahead = month_back(clock.anchor, month), month_ahead(clock.anchor, month)
    days = ahead if _future(text, start, words) else back
    return Core(start, end, days, "month", forward=ahead, partial=(month, None))


def _told_year(text: str, start: int, end: int, clock: Clock) -> tuple[int, int | None]:
    """The year of "last year on May 3" and "May 3 of last year", and where the date begins."""
    before, after = _THE_YEAR_BEFORE.search(text, max(0, start - 14), start), _OF_THE_YEAR.match(text, end)
    told = before or after
    year = clock.anchor.year + clock.words.relative[told["rel"].lower()] if told and clock.anchor else None
    return before.start() if before else start, year


def _relative_month(anchor: date, month: int, relative: int) -> Days:
    if relative < 0:
        return month_days(anchor.year if month < anchor.month else anchor.year - 1, month)
    if relative > 0:
        return month_days(anchor.year if month > anchor.month else anchor.year + 1, month)
    return month_days(anchor.year, month)


def _future(text: str, start: int, words: TimeWords) -> bool:
    """Whether the clause before `start` puts it in the future."""
    before = text[max(0, start - _MAX_CUE_DISTANCE) : start]
    clause = re.split(r"[.;!?\n]", before)[-1]
    return words.future.search(clause) is not None


def _between(text: str, start: int) -> bool:
    return text[max(0, start - 8) : start].lower() == "between "


def _day_month(text: str, match: re.Match[str], clock: Clock) -> Core | None:
    printed = match["month"]
    low = printed.lower()
    if not printed[0].isupper():
        return None
    month = clock.words.months.get(low) or clock.words.short_months[low]
    year = int(match["year"]) if match["year"] else None
    last = match["day2"]
    if last and match["link"].strip() == "and" and not _between(text, match.start()):
        return None
    end = match.end("year") if year else match.end()
    if not year and text[end - 1] == "." and low in clock.words.months:
        end -= 1
    return _days(match.start(), end, year, month, int(match["day"]), int(last) if last else None, clock)


def _days(start: int, end: int, year: int | None, month: int, first: int, last: int | None, clock: Clock) -> Core | None:
    """Return the day or run of days of one month; without a year the nearest to the anchor."""
    if first > 31 or (last is not None and not first < last <= 31) or (year is not None and not sane(year)) or first < 1:
        return None
    precision: Precision = "range" if last else "day"
    kind: Literal["date", "period"] = "period" if last else "date"
    partial = (month, first) if year is None else None
    if year is None:
        if clock.anchor is None:
            return Core(start, end, None, precision, kind, partial=partial)
        candidates = [day for y in (-1, 0, 1) if 1 <= clock.anchor.year + y <= 9999 and (day := day_of(clock.anchor.year + y, month, first))]
        opening = nearest(clock.anchor, candidates)
    else:
        opening = day_of(year, month, first)
    closing = opening if last is None or opening is None else day_of(opening.year, month, last)
    if opening is None or closing is None:
        return None
    return Core(start, end, (opening, closing), precision, kind, partial=partial)


def weekday_at(text: str, start: int, end: int, low: str, clock: Clock) -> Core | None:
    """Read a weekday, with its date or with "last", "next" before it."""
    words = clock.words
    whole = _joined(text, end, clock)
    if whole is not None:
        return replace(whole, start=start)
    if low not in words.weekdays:
        return None
    found = word_before(text, start)
    before, begin = (found[0].lower(), found[1]) if found else ("", start)
    following = word_after(text, end)
    if before in words.not_weekday_before or (following[:1].isupper() and following.lower() in words.not_weekday_following):
        return None
    part = _DAY_PART.match(text, end)
    stop = part.end() if part else end
    if before in words.anaphoric:
        return Core(begin, stop, None, kind="deictic")
    relative = words.relative.get(before)
    if relative is None:
        begin = start
    if clock.anchor is None:
        return Core(begin, stop, None)
    weekday = words.weekdays[low]
    gap = (clock.anchor.weekday() - weekday) % 7
    if relative is None:
        back, ahead = clock.anchor - timedelta(days=gap), clock.anchor + timedelta(days=-gap % 7)
        return Core(begin, stop, (back, back), forward=(ahead, ahead))
    if relative < 0:
        day = clock.anchor - timedelta(days=gap or 7)
    elif relative > 0:
        day = clock.anchor + timedelta(days=(-gap % 7) or 7)
    else:
        day = week_days(clock.anchor)[0] + timedelta(days=weekday)
    return Core(begin, stop, (day, day))


def _joined(text: str, end: int, clock: Clock) -> Core | None:
    """Read the day that follows a weekday: "Wednesday, Sept. 24, 2008"."""
    link = _JOINT.match(text, end)
    if link is None:
        return None
    at = link.end()
    if text[at].isdecimal():
        core = number_at(text, at, clock)
    else:
        word = link["word"] or ""
        low = word.lower()
        core = month_at(text, at, at + len(word), low, clock) if low in clock.words.months or low in clock.words.short_months else None
    return core if core is not None and core.start == at and core.precision == "day" and core.kind == "date" else None
