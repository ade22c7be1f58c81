"""Arithmetic on calendar days for `timex`: the days of a month, a week, a season; steps back and forward. Nothing here reads text."""

from __future__ import annotations

from datetime import date, timedelta

from dragoman.domain import Precision

Days = tuple[date, date]
"""First and last day, both inclusive."""


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has none ("February 30")."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_iso(value: str | None) -> date | None:
    """Read `2008-09-24` or `2008-09-24T12:00:00Z`; None where the value gives no whole day of the years 1000 to 2999."""
    try:
        day = date.fromisoformat((value or "")[:10])
    except ValueError:
        return None
    return day if 1000 <= day.year < 3000 else None


def month_days(year: int, month: int) -> Days:
    """Return the first and last day of a month."""
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1) if (year, month) != (9999, 12) else None
    return first, following - timedelta(days=1) if following else date(9999, 12, 31)


def month_back(anchor: date, month: int) -> Days:
    """Return the latest such month up to the anchor's own."""
    return month_days(anchor.year if month <= anchor.month else anchor.year - 1, month)


def month_ahead(anchor: date, month: int) -> Days:
    """Return the next such month from the anchor's own on."""
    return month_days(anchor.year if month >= anchor.month else anchor.year + 1, month)


def year_days(year: int, years: int = 1) -> Days:
    """Return the first and last day of a year, or of a run of years."""
    return date(year, 1, 1), date(year + years - 1, 12, 31)


def quarter_days(year: int, quarter: int) -> Days:
    """Return the first and last day of a calendar quarter, 1 to 4."""
    return date(year, quarter * 3 - 2, 1), month_days(year, quarter * 3)[1]


def week_days(day: date) -> Days:
    """Return the Monday and the Sunday of a day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def season_days(year: int, first_month: int) -> Days:
    """Return the three months of a season; a winter is that of the December it begins in."""
    last = first_month + 2
    return date(year, first_month, 1), month_days(year + (last - 1) // 12, (last - 1) % 12 + 1)[1]


def easter(year: int) -> date:
    """Return Western Easter Sunday (the Gregorian computus)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, quad = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - moon + 15) % 30
    weekday = (32 + 2 * quad + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def step(day: date, count: int, unit: str) -> date | None:
    """Return the day `count` units later (earlier where negative), or None beyond the calendar. Months keep the day where they have it."""
    try:
        if unit in ("day", "week", "weekend", "fortnight"):
            return day + timedelta(days=count * {"day": 1, "fortnight": 14}.get(unit, 7))
        months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        return date(year, month + 1, min(day.day, month_days(year, month + 1)[1].day))
    except (ValueError, OverflowError):
        return None


def unit_days(day: date, unit: str) -> tuple[Days, Precision] | None:
    """Return the unit that holds the day, with its precision ("month" of 9 March: 1 to 31 March)."""
    if unit == "day":
        return (day, day), "day"
    if unit in ("week", "fortnight"):
        return week_days(day), "week"
    if unit == "weekend":
        monday, sunday = week_days(day)
        return (monday + timedelta(days=5), sunday), "range"
    if unit == "month":
        return month_days(day.year, day.month), "month"
    if unit == "quarter":
        return quarter_days(day.year, (day.month + 2) // 3), "quarter"
    if unit == "year":
        return year_days(day.year), "year"
    if unit == "decade" and day.year < 9990:
        return year_days(day.year // 10 * 10, 10), "decade"
    return None


def nearest(anchor: date, candidates: list[date]) -> date | None:
    """Return the candidate nearest to the anchor, the earlier of two."""
    return min(candidates, key=lambda day: (abs((day - anchor).days), day), default=None)
