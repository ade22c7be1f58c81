"""Figures side by side: a row for each reason why two of them can or cannot be compared."""

from __future__ import annotations

import pytest
from reconciling_inputs import amount, flow, link, told

from dragoman.reconciling.counts import compare_counts, count_of
from dragoman.reconciling.fields import compare_amounts
from dragoman.reconciling.findings import ready
from dragoman.reconciling.model import load_model
from dragoman.reconciling.quantities import number

MODEL = load_model()
M, BN = 1e6, 1e9
STOCK = {"measure": "stock", "status": "outstanding"}
ASIDE = {"polarity": "negative", "attribution": [link("aides", "claims"), link("bank", "denies")]}


def debt(low, high, unit="USD", **fields):
    return flow("owed", "debt", "VEN", "CHN", amount=amount(low, high, unit), **(STOCK | fields))


def loan(low, high, unit="USD", **fields):
    return flow("lent", "loan", "CHN", "VEN", amount=amount(low, high, unit), **fields)


CASES = [
    ("exact within rounded", loan(1.38 * BN, 1.38 * BN), loan(1.26 * BN, 1.54 * BN), "agree", "1.38 bn USD lies within 1.26 bn–1.54 bn USD"),
    ("two exact figures", loan(62, 62, "bbl/d"), loan(70, 70, "bbl/d"), "contradict", "62 bbl/d and 70 bbl/d exclude each other"),
    ("a bound and a figure beyond it", debt(38 * M, 38 * M), debt(None, 25 * M), "contradict", "exclude each other"),
    ("an open bound and a figure within", loan(40, None, "t"), loan(46, 46, "t"), "agree", "46 t lies within at least 40 t"),
    ("two currencies", loan(90 * M, 90 * M), loan(34 * M, 34 * M, "OMR"), "not comparable", "different currencies"),
    ("two measures of goods", loan(5, 5, "t"), loan(5, 5, "bbl"), "not comparable", "different units"),
    (
        "two days of one debt",
        debt(19 * BN, None, as_of="2020"),
        debt(9 * BN, 11 * BN, as_of="2024"),
        "not comparable",
        "two days of one stock, 2020-01-01",
    ),
    ("one day of one debt", debt(3.96 * BN, 4.84 * BN, as_of="2027-02-28"), debt(5.1 * BN, 5.1 * BN, as_of="2027-02"), "not comparable", "two days"),
    ("the same day", debt(3.96 * BN, 4.84 * BN, as_of="2027-02-28"), debt(5.1 * BN, 5.1 * BN, as_of="2027-02-28"), "contradict", "exclude"),
    ("agreed and disbursed", loan(2 * BN, 2 * BN, status="agreed"), loan(1.5 * BN, 1.5 * BN), "not comparable", "different stages"),
    ("promised, and the same delivered", loan(22, 22, "t", status="pledged"), loan(22, 22, "t"), "agree", "22 t at two stages"),
    (
        "two periods",
        loan(15 * BN, None, period={"start": "2009", "end": "2016"}),
        loan(10 * BN, None, period={"start": "2010", "end": "2027"}),
        "not comparable",
        "two periods",
    ),
    (
        "a total and a year's part",
        loan(50 * BN, 50 * BN),
        loan(5 * BN, 5 * BN, period={"start": "2014", "end": "2014"}),
        "not comparable",
        "the other undated",
    ),
    ("a figure that is denied", loan(28 * M, 28 * M), loan(28 * M, 28 * M, polarity="negative"), "contradict", "is given, 28 m USD is denied"),
    ("a figure put forward and denied", debt(5.1 * BN, 5.1 * BN), debt(4.4 * BN, 4.4 * BN, **ASIDE), "contradict", "another source puts forward"),
    (
        "a first payment and the whole",
        loan(320 * M, 320 * M),
        flow("a first payment of", "loan", "CHN", "VEN", amount=amount(90 * M, 90 * M)),
        "not comparable",
        "a part",
    ),
    ("no provider named", loan(22, 22, "t"), flow("put ashore", "loan", None, "VEN", amount=amount(46, 46, "t")), "not comparable", "same provider"),
]


@pytest.mark.parametrize(("reason", "one", "other", "verdict", "why"), CASES, ids=[c[0] for c in CASES])
def test_figures(reason, one, other, verdict, why):
    first, second = ready([told(one | {"id": "1"}), told(other | {"id": "2"})], MODEL)
    found, words = compare_amounts(first, second, MODEL)
    assert (found, why in words) == (verdict, True), words
    assert compare_amounts(second, first, MODEL)[0] == verdict


def test_numbers_as_people_read_them():
    assert [number(n) for n in (1.4e9, 62000, 0.61e9, 3e12)] == ["1.4 bn", "62,000", "610 m", "3 tn"]


COUNTS = [
    ("two Australian diplomats", "persons", (2, 2)),
    ("forcing some 2,000 villagers to flee", "persons", (1800, 2200)),
    ("fighting in which at least 11 people were killed", "deaths", (11, None)),
    ("fighting in which at least 11 people were killed", "persons", None),
    ("killing four guards", "deaths", (4, 4)),
    ("Two officers, not three, were declared", "persons", (2, 2)),
    ("17 Tajik soldiers and two Uzbek guards", "persons", None),
    ("three hundred workers marched", "persons", (300, 300)),
    ("talks over two dams with the people", "persons", None),
    ("$5 million for people", "persons", None),
]


@pytest.mark.parametrize(("text", "what", "expected"), COUNTS)
def test_counts_of_persons(text, what, expected):
    found = count_of(text, what)
    assert (found and (found.figure.low, found.figure.high)) == expected


def test_only_like_persons_are_compared():
    two, three, guards = (count_of(text, "persons") for text in ("two diplomats", "three Aussie envoys", "four guards"))
    assert compare_counts(two, three, MODEL)[0] == "contradict"
    assert compare_counts(two, guards, MODEL)[0] == "not comparable"
