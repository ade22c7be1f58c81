"""Expressions of time in plain text, row by row; the reading forward; datelines; what must hold for any text."""

from __future__ import annotations

import csv
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.parsing.timex import TimeSpan, find_dateline_date, find_times, load_time_words

with Path(__file__).with_name("dates.csv").open(encoding="utf-8", newline="") as handle:
    ROWS = list(csv.DictReader(handle))

FRAGMENTS = [
    "in ",
    "since ",
    "by ",
    "between ",
    "from ",
    " to ",
    " and ",
    "the end of ",
    "early ",
    "March",
    " 9",
    ", 2027",
    "2007",
    "-",
    "–",
    "Monday",
    "last ",
    "next ",
    "the past ",
    "three ",
    "years",
    " ago",
    "week",
    "decade",
    "the ",
    "first quarter of ",
    "Q1 ",
    "FY",
    "1990s",
    "Easter",
    "summer ",
    "31 February",
    "9999",
    "0000-00-00",
    "the day before yesterday",
    "within ",
    "9999 years",
    "before ",
    "after ",
    "mid-",
]


def found_in(text: str, anchor: str | None) -> tuple[TimeSpan, ...]:
    return find_times(text, anchor, load_time_words())


@pytest.mark.parametrize("row", ROWS, ids=[f"{index}: {row['why']}" for index, row in enumerate(ROWS)])
def test_date(row: dict[str, str]) -> None:
    """Each row of dates.csv: an empty surface means no expression of time, an empty precision one without days."""
    found = found_in(row["text"], row["anchor"] or None)
    if not row["surface"]:
        assert found == ()
        return
    by_surface = {row["text"][span.start : span.end]: span.date for span in found}
    assert row["surface"] in by_surface
    days = by_surface[row["surface"]]
    if not row["precision"]:
        assert days is None
        return
    assert days is not None
    assert (days.start or "", days.end or "", days.precision, days.text) == (row["start"], row["end"], row["precision"], row["surface"])


def test_there_are_enough_rows() -> None:
    assert len(ROWS) >= 150


@pytest.mark.parametrize(
    ("text", "anchor", "start", "end"),
    [
        ("would send a ship on Monday", "2028-02-19", "2028-02-21", "2028-02-21"),
        ("must leave by Thursday", "2029-05-22", None, "2029-05-24"),
        ("only from July", "2027-03-10", "2027-07-01", None),
        ("by the end of November", "2029-05-29", None, "2029-11-30"),
    ],
)
def test_reading_forward(text: str, anchor: str, start: str | None, end: str | None) -> None:
    """A caller who knows that the clause is about the future finds the coming day or month beside the past one, where they differ."""
    (span,) = found_in(text, anchor)
    reading = span.forward or span.date
    assert reading is not None
    assert (reading.start, reading.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("on Monday", "date"),
        ("in 2007", "date"),
        ("since 2020", "period"),
        ("1999-2013", "period"),
        ("over the past decade", "period"),
        ("the same day", "deictic"),
        ("three days earlier", "deictic"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    (span,) = found_in(text, "2027-03-10")
    assert span.kind == kind


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("QUITO, March 10 (Cordillera Wire) – It paid.", "2027-03-10", "2027-03-10"),
        ("A headline\n\nBEIJING, March 9 (Huaxin) -- It paid.", "2027-03-09", "2027-03-09"),
        ("HARGEISA, Nov 14 – It paid.", "2028-11-16", "2028-11-14"),
        ("TASHKENT, May 22. /Turon/. It paid.", "2029-05-22", "2029-05-22"),
        ("MOGADISHU, 15 November (Dalka) - It paid.", "2028-11-15", "2028-11-15"),
        ("KHUJAND, Tajikistan, May 22 (Silk Route Press) - It paid.", "2029-05-22", "2029-05-22"),
        ("MUSCAT, 16 November 2028 – It paid.", None, "2028-11-16"),
        ("WASHINGTON, Dec. 31 (AB) -- It paid.", "2027-01-01", "2026-12-31"),
        ("QUITO, March 10 (Cordillera Wire) – It paid.", None, None),
        ("QUITO (Cordillera Wire) – It paid on March 10.", "2027-03-10", None),
        ("Talks ended on March 10 – late.", "2027-03-10", None),
        ("", "2027-03-10", None),
    ],
)
def test_dateline(text: str, published: str | None, day: str | None) -> None:
    """The year comes from the publication date, across the new year too."""
    assert find_dateline_date(text, published) == day


def check(text: str, anchor: str | None) -> None:
    """What holds for every text: in bounds, in order, apart, surfaces sliced, days in order."""
    end = 0
    for span in found_in(text, anchor):
        assert end <= span.start < span.end <= len(text)
        end = span.end
        for days in (span.date, span.forward):
            if days is None:
                continue
            assert days.text == text[span.start : span.end]
            assert days.start is not None or days.end is not None
            if days.start is not None and days.end is not None:
                assert date.fromisoformat(days.start) <= date.fromisoformat(days.end)
    find_dateline_date(text, anchor)


ANCHORS = st.none() | st.dates().map(date.isoformat) | st.text(max_size=12)


@given(st.text(max_size=200), ANCHORS)
def test_any_text(text: str, anchor: str | None) -> None:
    check(text, anchor)


@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=3), max_size=12).map("".join), ANCHORS)
@settings(max_examples=400)
def test_any_text_of_times(text: str, anchor: str | None) -> None:
    check(text, anchor)


@pytest.mark.parametrize("piece", ["1", "2007 ", "2007-", "May ", "Monday, ", "the last ", "day ", " ", "A, ", "A", "QUITO, March 9\n"])
def test_long_text_stays_linear(piece: str) -> None:
    """A megabyte of digits takes well under a second; the other pieces must not explode (measured in processor time)."""
    text = piece * (1_000_000 if len(piece) == 1 else 5_000)
    start = time.process_time()
    find_times(text, "2027-03-10", load_time_words())
    find_dateline_date(text, "2027-03-10")
    assert time.process_time() - start < 1.0
