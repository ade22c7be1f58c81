"""Dates of exports are as exact as the words."""

from __future__ import annotations

import pytest
from ledger_inputs import amount, debt, flow

from dragoman.showing.export.dates import as_of, date_of, period_of, span_of
from dragoman.showing.export.flows import flow_title

# reason, start, end, precision, how it is written
DATES = [
    ("a year", "1982-01-01", "1982-12-31", "year", ("1982", "1982")),
    ("since a year", "2010-01-01", None, "year", ("2010", None)),
    ("a month", "1982-02-01", "1982-02-28", "month", ("1982-02", "1982-02")),
    ("a quarter is its months", "2024-01-01", "2024-03-31", "quarter", ("2024-01", "2024-03")),
    ("a decade is its years", "1980-01-01", "1989-12-31", "decade", ("1980", "1989")),
    ("a winter is its months", "2023-12-01", "2024-02-29", "season", ("2023-12", "2024-02")),
    ("a year of accounts begins in another month", "2010-07-01", "2011-06-30", "year", ("2010-07", "2011-06")),
    ("a week is its days", "2027-03-08", "2027-03-14", "week", ("2027-03-08", "2027-03-14")),
    ("years from to", "2008-01-01", "2018-12-31", "range", ("2008", "2018")),
    ("months from to", "2029-01-01", "2029-04-30", "range", ("2029-01", "2029-04")),
    ("days from to", "2028-02-17", "2028-02-24", "range", ("2028-02-17", "2028-02-24")),
    ("a span that begins on the last day of a month", "2009-12-31", "2010-01-01", "range", ("2009-12-31", "2010-01-01")),
    ("the first of January itself", "1982-01-01", "1982-01-01", "day", ("1982-01-01", "1982-01-01")),
]


@pytest.mark.parametrize(("start", "end", "precision", "written"), [row[1:] for row in DATES], ids=[row[0] for row in DATES])
def test_a_date_is_written_as_exactly_as_it_is_told(start, end, precision, written):
    span = date_of({"date": {"start": start, "end": end, "precision": precision, "text": "x"}})
    assert (span.start, span.end) == written
    assert span.days == (start, end), "the days are those of the record"
    assert span.precision == precision


def test_a_period_is_as_exact_as_the_date_that_gave_it():
    date = {"start": "2016-01-01", "end": None, "precision": "year", "text": "since 2016"}
    assert (period_of({"date": date, "period": {"start": "2016-01-01", "end": None}}).start) == "2016"
    own = period_of({"date": None, "period": {"start": "1999", "end": "2001-02"}})
    assert (own.start, own.end, own.precision) == ("1999", "2001-02", "range")
    day = period_of({"date": None, "period": {"start": "2016-01-01", "end": None}})
    assert (day.start, day.precision) == ("2016-01-01", "day"), "nothing says that it is a year"


@pytest.mark.parametrize(
    ("precision", "at", "written"), [("day", "2026-12-31", "2026-12-31"), ("month", "2026-12-31", "2026-12"), ("year", "2026-12-31", "2026")]
)
def test_the_day_of_a_balance(precision, at, written):
    held = as_of({"date": {"start": None, "end": at, "precision": precision, "text": "x"}, "as_of": at})
    assert (held.start, held.end, held.precision) == (written, written, precision)


def test_nothing_is_told():
    assert not span_of({"date": None, "period": None, "as_of": None}).told
    assert span_of({"date": None}).words == "not told"


WORDS = [
    (("1982-01-01", "1982-12-31", "year"), "1982 (to the year)"),
    (("1982-03-05", "1982-03-05", "day"), "1982-03-05"),
    (("2009-01-01", "2016-12-31", "range"), "2009 to 2016 (range)"),
    (("2010-01-01", None, "year"), "2010 to open (to the year)"),
]


@pytest.mark.parametrize(("date", "words"), WORDS)
def test_in_words(date, words):
    assert date_of({"date": dict(zip(("start", "end", "precision"), date, strict=True))}).words == words


BANK = {"name": "the bank", "country": "CHN"}
TITLES = [
    ("a loan", flow(), "loan delivered: Exim Bank to Ecuador, $2 billion"),
    ("a repayment is paid by the debtor", flow(flow_type="repayment", status="repaid", provider={"name": "Ecuador"}, recipient=BANK),
     "repayment repaid: Ecuador to the bank, $2 billion"),
    ("a debt is owed by the debtor", debt(1), "debt outstanding: Ecuador owes China, $2 billion"),
    ("a rescheduling is granted to the debtor", flow(flow_type="rescheduling", status="agreed", provider={"name": "Ecuador"}, recipient=BANK),
     "rescheduling agreed: Ecuador for its debt to the bank, $2 billion"),
    ("nobody named", flow(provider=None, amount=None), "loan delivered: — to Ecuador"),
    ("a name with a line feed", flow(provider={"name": "a\nb"}, amount=amount(1, 1, "1\x00")), "loan delivered: a b to Ecuador, 1�"),
]  # fmt: skip


@pytest.mark.parametrize(("stored", "title"), [row[1:] for row in TITLES], ids=[row[0] for row in TITLES])
def test_a_title_says_who_pays_whom(stored, title):
    assert flow_title(stored.claim) == title
