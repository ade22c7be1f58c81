"""Figures in plain text: bounds, unit, basis and surface, row by row; then what must hold for any text."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.parsing.quantity import Quantity, find_quantities, load_units

with Path(__file__).with_name("amounts.csv").open(encoding="utf-8", newline="") as handle:
    ROWS = list(csv.DictReader(handle))

FRAGMENTS = [
    "$",
    "US$",
    "€",
    "5",
    "1,000",
    "4–5",
    " billion",
    " million",
    " dollars",
    " of ",
    " tonnes",
    " tanks",
    "between ",
    "from ",
    " to ",
    " and ",
    "about ",
    "(",
    ")",
    " or more",
    "half a ",
    "dozens",
    "½",
    "٣",
    "\n",
    " a day",
    "-",
    ".",
    ",",
    "2007",
    "one",
    "hundred",
    "m",
    "over ",
    "%",
    "several ",
    "a ",
    " a year",
    " gas",
]


def found_in(text: str) -> tuple[Quantity, ...]:
    return find_quantities(text, load_units())


def number(cell: str) -> float | None:
    return float(cell) if cell else None


@pytest.mark.parametrize("row", ROWS, ids=[f"{index}: {row['why']}" for index, row in enumerate(ROWS)])
def test_amount(row: dict[str, str]) -> None:
    """Each row of amounts.csv: an empty surface means that the text holds no quantity."""
    found = found_in(row["text"])
    if not row["surface"]:
        assert found == ()
        return
    by_surface = {row["text"][quantity.start : quantity.end]: quantity.amount for quantity in found}
    assert row["surface"] in by_surface
    amount = by_surface[row["surface"]]
    assert (amount.min, amount.max, amount.unit, amount.currency_basis or "", amount.qualifier) == (
        number(row["min"]),
        number(row["max"]),
        row["unit"],
        row["basis"],
        row["qualifier"],
    )


def test_there_are_enough_rows() -> None:
    assert len(ROWS) >= 250


@pytest.mark.parametrize(
    ("text", "commodity", "kind"),
    [
        ("22 tonnes of tents and medicine was denied", "tents and medicine", "goods"),
        ("around 71 tons of\u00a0medicine and surgical equipment, which", "medicine and surgical equipment", "goods"),
        ("40 tonnes of food there", "food", "goods"),
        ("millions of barrels of its sanctioned oil since", "sanctioned oil", "goods"),
        ("1,200 tonnes of rice and flour to the districts", "rice and flour", "goods"),
        ("5 tonnes of enriched uranium", "enriched uranium", "goods"),
        ("3 tonnes of rice arrived", "rice", "goods"),
        ("500 megawatts", None, "goods"),
        ("62,000 barrels of crude a day", "crude", "rate"),
        ("70,000 bpd of crude oil", "crude oil", "rate"),
        ("380 cameras with recognition", "cameras", "count"),
        ("some 200 oil workers marched", "oil workers", "count"),
        ("189 other small museums", "small museums", "count"),
        ("1.5 million doses of vaccine", "doses of vaccine", "count"),
        ("200 supporters of former President Haddad", "supporters", "count"),
        ("$1.4 billion of oil-backed loans", None, "money"),
        ("58 percent of voters", None, "percent"),
    ],
)
def test_commodity_and_kind(text: str, commodity: str | None, kind: str) -> None:
    """What the figure counts, read without a parse."""
    (quantity,) = found_in(text)
    assert (quantity.commodity, quantity.kind) == (commodity, kind)


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("A$300m a year", "y"),
        ("$50 a barrel", "bbl"),
        ("$5,000 per head", "person"),
        ("€2 million annually", "y"),
        ("€2 million", None),
        ("$5 million a year ago", None),
    ],
)
def test_money_is_paid_by(text: str, per: str | None) -> None:
    (quantity,) = found_in(text)
    assert quantity.per == per


def test_conversion_keeps_both_figures() -> None:
    """The second printed figure is kept as its own, with its own qualifier."""
    (quantity,) = found_in("A loan of 2.9 billion vatu (about $25 million) was signed.")
    assert (quantity.amount.text, quantity.amount.unit) == ("2.9 billion vatu", "VUV")
    (also,) = quantity.amount.also
    assert (also.text, also.min, also.max, also.unit, also.currency_basis) == ("about $25 million", 22.5e6, 27.5e6, "USD", "assumed")


def test_several_figures_in_one_sentence() -> None:
    found = found_in("It lent $1.5 billion, of which $610 million came back, and 40 tanks.")
    assert [quantity.amount.text for quantity in found] == ["$1.5 billion", "$610 million", "40 tanks"]


def check(text: str) -> None:
    """What holds for every text: in bounds, in order, apart, surfaces sliced, bounds in order."""
    end = 0
    for quantity in found_in(text):
        assert end <= quantity.start < quantity.end <= len(text)
        end = quantity.end
        amount = quantity.amount
        assert text[quantity.start : quantity.end].startswith(amount.text)
        assert amount.text.strip() == amount.text
        assert amount.min is not None or amount.max is not None
        if amount.min is not None and amount.max is not None:
            assert amount.min <= amount.max


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check(text)


@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=3), max_size=14).map("".join))
@settings(max_examples=400)
def test_any_text_of_figures(text: str) -> None:
    check(text)


@pytest.mark.parametrize("piece", ["1", "1,", "123.", "$", "5 of ", "one hundred ", "tens of ", " ", "between 5 and ", "5-", "a"])
def test_long_text_stays_linear(piece: str) -> None:
    """A megabyte of digits takes well under a second; the other pieces must not explode (measured in processor time)."""
    text = piece * (1_000_000 // len(piece) if piece in ("1", " ", "a", "$") else 5_000)
    start = time.process_time()
    find_quantities(text, load_units())
    assert time.process_time() - start < 1.0
