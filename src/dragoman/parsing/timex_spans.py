"""Relative expressions of time: "last year", "the past three months", "two weeks ago", quarters, seasons, feasts."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dragoman.domain import Precision
from dragoman.parsing.timex_calendar import easter, month_back, month_days, nearest, quarter_days, season_days, step, unit_days, year_days
from dragoman.parsing.timex_core import Clock, Core, sane, word_after, word_before

_FISCAL = re.compile(r"(?:fiscal(?:\syear)?\s|FY\s?)(?:of\s)?(?P<year>\d{4}|\d{2}(?=\b))(?:[-–/](?P<other>\d{2,4}))?(?!\w)", re.IGNORECASE)
_PART_OF = re.compile(
    r"(?P<nth>first|second|third|fourth|last|final)\s(?P<part>quarter|half|week|fortnight)(?:\sof\s(?:the\s)?(?:(?P<month>(?-i:[A-Z])[a-z]+)|(?P<rel>last\syear|this\syear|next\syear|year))?"
    r"(?:(?:\s|(?<=of\s))(?P<year>\d{4}))?)?(?!\w)",
    re.IGNORECASE,
)
_AGO = re.compile(r"\s(?P<after>ago|from\snow|earlier|later|before|after(?:wards?)?|previously)(?!\w)", re.IGNORECASE)
_TODAY = re.compile(r"\stoday(?!\w)", re.IGNORECASE)
_TO_YEAR = re.compile(r"\sto\s(?P<year>\d{4})(?![\w%]|[.,]\d)")
_MORE = re.compile(r"(?:more than|over|at least|well over)\s\Z", re.IGNORECASE)
_WITHIN = re.compile(r"(?<!\w)within\s(?:the\snext\s|a\speriod\sof\s)?\Z", re.IGNORECASE)
_EDGE_OF_THE = re.compile(r"(?<!\w)(?:end|close|start|beginning|middle)\sof\sthe\s\Z", re.IGNORECASE)
_QUARTER = re.compile(r"Q(?P<q>[1-4])[\s,]+(?:of\s)?(?P<year>\d{4})(?!\w)")
_DEICTIC = re.compile(r"(?:(?:very\s)?same|that)\s(?:day|week|month|year|night|morning|evening|afternoon)(?!\w)", re.IGNORECASE)
_TOMORROW = re.compile(r"\s(?:yesterday|tomorrow)", re.IGNORECASE)
_COMMA_YEAR = re.compile(r",?\s(?P<year>\d{4})(?![\w%]|[.,]\d)")
_SEASON_YEAR = re.compile(r"(?:\s|\sof\s)(?P<year>\d{4})(?![\w%]|[.,]\d)")
_BEFORE = 32


def season_at(text: str, start: int, end: int, low: str, clock: Clock) -> Core | None:
    """Read a season with a year ("spring 2014") or with "last", "this", "next"; alone it may be another word."""
    first = clock.words.seasons[low]
    if (match := _SEASON_YEAR.match(text, end)) and sane(int(match["year"])):
        return Core(start, match.end(), season_days(int(match["year"]), first), "season")
    found = word_before(text, start)
    relative = clock.words.relative.get(found[0].lower()) if found else None
    if relative is None or found is None:
        return None
    begin = found[1]
    if clock.anchor is None:
        return Core(begin, end, None, "season")
    years = range(clock.anchor.year - 2, clock.anchor.year + 3)
    seasons = [season_days(year, first) for year in years if 1 <= year < 9999]
    if relative < 0:
        past = [days for days in seasons if days[1] < clock.anchor]
        return Core(begin, end, past[-1], "season") if past else None
    coming = [days for days in seasons if days[0] > clock.anchor] if relative > 0 else [days for days in seasons if days[0].year == clock.anchor.year]
    return Core(begin, end, coming[0], "season") if coming else None


def feast_at(text: str, start: int, clock: Clock) -> Core | None:
    """Read a feast ("Easter", "Christmas Day"); without a year the nearest to the anchor."""
    match = clock.words.holiday.match(text, start)
    before = word_before(text, start)
    if match is None or (before and before[0][0].isupper() and before[0].lower() not in clock.words.month_before):
        return None  # a person called Christmas
    end = match.end()
    rule = clock.words.holidays[" ".join(match.group().lower().replace("’", "'").split())]
    printed = _COMMA_YEAR.match(text, end)
    if printed and sane(int(printed["year"])):
        day = _feast(int(printed["year"]), rule)
        return Core(start, printed.end(), (day, day))
    if word_after(text, end)[:1].isupper():
        return None  # Easter Island
    if clock.anchor is None:
        return Core(start, end, None)
    day_or_none = nearest(clock.anchor, [_feast(clock.anchor.year + shift, rule) for shift in (-1, 0, 1)])
    return Core(start, end, (day_or_none, day_or_none)) if day_or_none else None


def _feast(year: int, rule: str) -> date:
    return easter(year) if rule == "easter" else date(year, int(rule[:2]), int(rule[3:]))


def fiscal_at(text: str, start: int) -> Core | None:
    """Read "fiscal year 2023": the calendar year of that name, since fiscal years begin in other months in other countries."""
    match = _FISCAL.match(text, start)
    if match is None:
        return None
    year = int(match["year"]) if len(match["year"]) == 4 else 2000 + int(match["year"])
    if not sane(year):
        return None
    other = match["other"]
    last = year if not other else int(other) if len(other) == 4 else year // 100 * 100 + int(other) % 100
    if last < year or not sane(last):
        return None
    return Core(start, match.end(), (date(year, 1, 1), date(last, 12, 31)), "range" if other else "year")


def quarter_at(text: str, start: int) -> Core | None:
    """Read "Q1 2024"."""
    match = _QUARTER.match(text, start)
    if match is None or not sane(int(match["year"])):
        return None
    return Core(start, match.end(), quarter_days(int(match["year"]), int(match["q"])), "quarter")


def deictic_at(text: str, start: int) -> Core | None:
    """Read "the same day", "that night": days that another event gives."""
    match = _DEICTIC.match(text, start)
    if match is None:
        return None
    begin = start - 4 if text[max(0, start - 4) : start].lower() == "the " else start
    return Core(begin, match.end(), None, kind="deictic")


def part_at(text: str, start: int, clock: Clock) -> Core | None:
    """Read "the first quarter of 2024", "the second half of last year", "the first week of March"."""
    match = _PART_OF.match(text, start)
    if match is None:
        return None
    part, nth = match["part"].lower(), clock.words.ordinals[match["nth"].lower()]
    anchor = clock.anchor
    year = int(match["year"]) if match["year"] else None
    relative = " ".join((match["rel"] or "").lower().split())
    if year is None and anchor is not None and relative:
        year = anchor.year + {"last year": -1, "next year": 1}.get(relative, 0)
    if year is not None and not sane(year):
        return None
    if match["month"]:
        return _week_of_month(match, nth, part, year, clock)
    if part == "quarter":
        if year is not None:
            return Core(start, match.end(), quarter_days(year, 4 if nth < 0 else nth), "quarter")
        if relative or nth < 0 or " of" in match.group():
            return Core(start, match.end(), None, "quarter") if relative else None
        if text[max(0, start - 4) : start].lower() != "the ":
            return None
        if anchor is None:
            return Core(start, match.end(), None, "quarter")
        own = quarter_days(anchor.year, nth)
        return Core(start, match.end(), own if own[0] <= anchor else quarter_days(anchor.year - 1, nth), "quarter")
    if part == "half" and nth in (1, 2, -1) and (year is not None or relative):
        if year is None:
            return Core(start, match.end(), None, "range", "period")
        days = (date(year, 1, 1), date(year, 6, 30)) if nth == 1 else (date(year, 7, 1), date(year, 12, 31))
        return Core(start, match.end(), days, "range", "period")
    return None


def _week_of_month(match: re.Match[str], nth: int, part: str, year: int | None, clock: Clock) -> Core | None:
    month = clock.words.months.get(match["month"].lower())
    if month is None or part != "week":
        return None
    if year is None and clock.anchor is None:
        return Core(match.start(), match.end(), None, "week")
    whole = month_days(year, month) if year is not None else month_back(clock.anchor, month) if clock.anchor else None
    if whole is None:
        return None
    first = whole[1] - timedelta(days=6) if nth < 0 else whole[0] + timedelta(days=7 * (nth - 1))
    return Core(match.start(), match.end(), (first, first + timedelta(days=6)), "week")


def unit_at(text: str, start: int, end: int, unit: str, clock: Clock) -> Core | None:
    """Read what stands around a unit of time: "last year", "the past three months", "two weeks ago", "within 60 days", "a day later"."""
    at = max(0, start - _BEFORE)
    before = text[at:start]
    singular = not text[start:end].lower().endswith("s")
    if rel := clock.words.before_unit.search(before):
        return _relative_unit(text, at, rel, end, unit, singular, clock)
    if singular and unit == "year" and text[end : end + 4].lower() == "-end":
        days = (date(clock.anchor.year, 12, 31),) * 2 if clock.anchor else None
        return Core(start, end + 4, (days[0], days[1]) if days else None)
    if singular and _EDGE_OF_THE.search(before) and unit in ("week", "month", "quarter", "year", "decade") and text[end : end + 4] != " of ":
        found = unit_days(clock.anchor, unit) if clock.anchor else None
        return Core(start, end, found[0] if found else None, found[1] if found else "year")
    count = clock.words.count_before.search(before)
    if match := _AGO.match(text, end):
        return _ago(text, at, start, count, match, unit, clock)
    if (match := _TO_YEAR.match(text, end)) and unit in ("year", "decade") and (count or before.lower().endswith("the ")):
        return _until_year(start, at, match, _number(count, clock) or 1, count, unit)
    if count and count["n"] and (within := _WITHIN.search(before[: count.start()])):
        last = step(clock.anchor, _number(count, clock) or 1, unit) if clock.anchor else None
        return Core(at + within.start(), end, (clock.anchor, last) if clock.anchor and last else None, "range", "period")
    return None


def _until_year(start: int, at: int, match: re.Match[str], number: int, count: re.Match[str] | None, unit: str) -> Core | None:
    """Read "the decade to 2018", "the five years to 2018": the span that ends with that year."""
    last = int(match["year"])
    span = number * (10 if unit == "decade" else 1)
    if not sane(last) or not 0 < span < 900:
        return None
    return Core(at + count.start() if count else start, match.end(), (date(last - span, 1, 1), date(last, 12, 31)), "range", "period")


def _number(count: re.Match[str] | None, clock: Clock) -> int | None:
    if count is None or count["n"] is None:
        return None
    printed = count["n"].lower()
    if printed.isdecimal():
        return int(printed)
    return sum(clock.words.numbers[part] for part in printed.replace("-", " ").split())


def _ago(text: str, at: int, start: int, count: re.Match[str] | None, match: re.Match[str], unit: str, clock: Clock) -> Core | None:
    after = " ".join(match["after"].lower().split())
    number = _number(count, clock)
    if count is None:
        if after == "ago" and text[match.start() - 1] == "s":
            return Core(start, match.end(), None, kind="deictic")  # "years ago"
        if text[max(0, start - 4) : start].lower() == "the " and after in ("before", "after") and not _TOMORROW.match(text, match.end()):
            return Core(start - 4, match.end(), None, kind="deictic")
        return None
    begin = at + count.start()
    if number is None or after not in ("ago", "from now"):
        return Core(begin, match.end(), None, kind="deictic")
    if clock.anchor is None:
        return Core(begin, match.end(), None)
    day = step(clock.anchor, number if after == "from now" else -number, unit)
    if day is None:
        return None
    if after == "ago" and (more := _MORE.search(text[max(0, begin - 14) : begin])):
        return Core(begin - len(more.group()), match.end(), (day, day), "range", "period", open_start=True)
    if after == "ago" and (today := _TODAY.match(text, match.end())):
        return Core(begin, today.end(), (day, day))  # "fifty years ago today"
    if unit == "decade":
        return Core(begin, match.end(), year_days(day.year), "decade")
    found = unit_days(day, unit)
    return Core(begin, match.end(), found[0], found[1]) if found else None


def _relative_unit(text: str, at: int, rel: re.Match[str], end: int, unit: str, singular: bool, clock: Clock) -> Core | None:
    word = rel["rel"].lower()
    begin = at + rel.start()
    the = (rel["the"] or "").strip().lower()
    if text[end : end + 4].lower() in (" ago", " lat", " ear"):
        return None
    if word in ("same", "that"):
        return Core(begin, end, None, kind="deictic") if singular and not rel["n"] else None
    if word in ("previous", "preceding", "following") or (word == "next" and the == "the" and rel["n"] is None and singular):
        return Core(begin, end, None, kind="deictic") if the else None
    shift = clock.words.relative[word]
    number = _number(rel, clock)
    if number is None and not singular:
        return Core(begin, end, None, "range", "period") if the else None
    if number is not None or (the and (shift != 0)):
        if shift == 0:
            return None
        other = step(clock.anchor, shift * (number or 1), unit) if clock.anchor else None
        days = None if other is None or clock.anchor is None else (min(other, clock.anchor), max(other, clock.anchor))
        return Core(begin, end, days, "range", "period")
    if word in ("past", "coming", "upcoming") and not the:
        return None
    if unit in ("century", "fortnight") or (unit == "day" and shift != 0):
        return None
    target = step(clock.anchor, shift, unit) if clock.anchor else None
    found = unit_days(target, unit) if target else None
    precision: Precision = found[1] if found else "range"
    return Core(begin, end, found[0] if found else None, precision)
