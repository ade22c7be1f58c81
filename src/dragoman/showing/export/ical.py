"""iCalendar (RFC 5545): what is told to a day as a whole-day event, a span as one of several days.

A month or a year is not a day: it lies over all its days, does not make them busy, and its summary says how exact it is. What has no date, or an
open end, is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from dragoman import __version__
from dragoman.showing.export.cells import clean
from dragoman.showing.export.dates import Span, span_of
from dragoman.showing.export.rows import Job, Row
from dragoman.showing.export.words import description, link, summary, type_of

WIDTH = 75
"""Octets of a line, without its end."""
_EXACT = frozenset({None, "day"})


def ical_bytes(rows: Iterable[Row], job: Job) -> Iterator[bytes]:
    """The lines of the calendar, folded, with CRLF."""
    yield _lines("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Dragoman//{__version__}//EN", "CALSCALE:GREGORIAN", f"X-WR-CALNAME:{_text(job.title)}")
    some = False
    for row in rows:
        days = _days(span_of(row.claim))
        if days is None:
            job.left["no date, or one with an open end"] += 1
            continue
        some = True
        yield _lines(*_event(row, *days))
    if not some:  # a calendar must have a component
        zone = ("TZID:Etc/UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "END:STANDARD")
        yield _lines("BEGIN:VTIMEZONE", *zone, "END:VTIMEZONE")
    yield _lines("END:VCALENDAR")


def _event(row: Row, first: date, after: date) -> Iterator[str]:
    span, stored = span_of(row.claim), row.stored
    exact = "" if span.precision in _EXACT else f"[{span.words}] "
    stamp = (stored.published or f"{first}").replace("-", "")[:8]
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(stored.id)}@dragoman"
    yield f"DTSTAMP:{stamp if len(stamp) == 8 and stamp.isdigit() else f'{first:%Y%m%d}'}T000000Z"
    yield f"DTSTART;VALUE=DATE:{first.year:04}{first:%m%d}"
    yield f"DTEND;VALUE=DATE:{after.year:04}{after:%m%d}"
    yield f"SUMMARY:{_text(exact + summary(row))}"
    lines = "\n".join(description(row))
    yield f"DESCRIPTION:{_text(lines)}"
    yield f"CATEGORIES:{_text(type_of(row))}"
    if address := link(row):
        yield f"URL:{address}"
    if row.claim["modality"] != "actual":
        yield "STATUS:TENTATIVE"
    yield "TRANSP:TRANSPARENT"
    yield f"X-DRAGOMAN-PRECISION:{_text(span.precision or 'day')}"
    yield f"X-DRAGOMAN-FINDING:{_text(row.unit)}"
    yield f"X-DRAGOMAN-ARTICLES:{row.n_articles}"
    yield f"X-DRAGOMAN-INDEPENDENT-SOURCES:{row.n_independent}"
    yield "END:VEVENT"


def _days(span: Span) -> tuple[date, date] | None:
    """The first day and the day after the last; None where there is no such span."""
    first, last = span.days
    try:
        return (date.fromisoformat(first), date.fromisoformat(last) + timedelta(days=1)) if first and last and first <= last else None
    except (ValueError, OverflowError):
        return None


def _text(value: str) -> str:
    """A value of type TEXT, escaped."""
    escaped = clean(value).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _lines(*lines: str) -> bytes:
    return b"".join(folded(line) for line in lines)


def folded(line: str) -> bytes:
    """A content line of at most 75 octets a row, cut between letters; the rows after the first begin with a blank."""
    rows, row = [], b""
    for letter in line:
        octets = letter.encode()
        if len(row) + len(octets) > WIDTH:
            rows.append(row)
            row = b" "
        row += octets
    return b"\r\n".join([*rows, row]) + b"\r\n"
