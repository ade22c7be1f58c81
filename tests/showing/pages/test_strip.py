"""Events through time: each mark and score says the number that the table says."""

from __future__ import annotations

import re

import msgspec
import pytest

from dragoman.record.browsing import Month
from dragoman.showing.pages.drawings.strip import LEFT, strip


def month(at: str, type_: str = "CONSULT", n: int = 1, score: float = 2.5, *, dated: bool = True, kind: str = "event") -> Month:
    return Month(at, dated, kind, type_, n, score * n)


NOT_DRAWN = [
    ("nothing", []),
    ("flows are no events", [month("2027-03", "loan", kind="flow")]),
    ("a type that this version does not know", [month("2027-03", "DANCE")]),
    ("no date at all", [month("", dated=False)]),
]


@pytest.mark.parametrize(("why", "months"), NOT_DRAWN, ids=[row[0] for row in NOT_DRAWN])
def test_what_has_no_place_is_not_drawn(why: str, months: list[Month]) -> None:
    assert strip(months) is None


def test_one_month_stands_within_the_drawing() -> None:
    drawn = strip([month("2027-03", n=3)])
    assert drawn is not None
    [mark], [score] = drawn.marks, drawn.scores
    assert LEFT <= mark.x < mark.x + mark.width < drawn.width
    assert (mark.words, score.n, score.words) == ("2027-03: 3 claims of verbal cooperation", 3, "2027-03: mean 2.5 of 3")
    assert drawn.numbers


def test_marks_and_scores_are_the_numbers_of_the_table() -> None:
    months = [month("2025-01", n=2), month("2025-01", "SANCTION", 5, -8), month("2026"), month("2025-01", "AGREE", 4, dated=False)]
    drawn = strip(months)
    assert drawn is not None
    told = [int(re.findall(r": (\d+)", mark.words)[0]) for mark in drawn.marks]
    assert told == [row.n for row in drawn.rows] == [6, 5, 1]
    assert [score.n for score in drawn.scores] == [11]  # a year has no month to have a score in
    assert [mark.hollow for mark in drawn.marks] == [False, False, True]
    assert (drawn.undated, drawn.by_publication) == (4, 4)


def test_only_the_dates_of_the_words() -> None:
    drawn = strip([month("2025-01"), month("2025-02", n=4, dated=False), month("", n=3, dated=False)], dates="event")
    assert drawn is not None
    assert [row.n for row in drawn.rows] == [1]
    assert (drawn.undated, drawn.by_publication) == (7, 4)


SPANS = [
    ("few years, by the month", {2020: 1, 2027: 1}, (False, 2020, 0)),
    ("many years, by the year", {1990: 10, 2027: 10}, (True, 1990, 0)),
    ("one old event does not press all others together", {1982: 1, 2026: 60, 2027: 60}, (False, 2026, 1)),
    ("the first years there are", {1: 1, 9999: 1}, (True, 1, 0)),
]


@pytest.mark.parametrize(("why", "years", "want"), SPANS, ids=[row[0] for row in SPANS])
def test_which_years_are_drawn(why: str, years: dict[int, int], want: tuple[bool, int, int]) -> None:
    drawn = strip([month(f"{year:04}-05", n=n) for year, n in years.items()])
    assert drawn is not None
    assert (drawn.by_year, drawn.from_year, drawn.earlier) == want
    assert sum(row.n for row in drawn.rows) == sum(years.values())  # the table leaves nothing out


def test_cooperation_stands_above_conflict_and_the_unit_is_named() -> None:
    drawn = strip([month("2027-01", "AID"), month("2027-01", "ASSAULT")], unit="happening")
    assert drawn is not None
    aid, assault = drawn.marks
    assert aid.y < assault.y
    assert aid.words == "2027-01: 1 happening of material cooperation"
    assert msgspec.json.decode(msgspec.json.encode(drawn))["unit"] == "happening"
