from __future__ import annotations

import json

import pytest

from dragoman.domain import FieldComparison, FieldVerdict, Finding, Source, ValueGiven
from dragoman.showing.terminal import plain
from dragoman.showing.watching import contradictions, encode_contradiction, newest_day, watch_forms

DAYS = {"a": ("2027-03-10", "2027-03-12T08:00:00+00:00"), "b": ("2027-03-17", None), "c": (None, None)}


def finding(*values, compared=(("c1", "c2"),), verdict="contradict"):
    """Values as (article, claim, words) or with a note; the claims of `compared` exclude each other."""
    given = tuple(ValueGiven(a, c, words, (Source("aides", "said"),), *note) for a, c, words, *note in values)
    comparisons = tuple(FieldComparison(pair, "contradict", "4 bn and 5 bn exclude each other") for pair in compared)
    amount = FieldVerdict(verdict, "4 bn and 5 bn exclude each other", given, comparisons)
    return Finding("fi-1", "flow", ("c1", "c2"), ("a", "b"), 2, 2, {"amount": amount})


BOTH = finding(("a", "c1", "4 bn"), ("b", "c2", "5 bn"))
SINCE = [
    ("the newer article is as new", BOTH, "2027-03-17", {"b"}),
    ("both are", BOTH, "2027-03-11", {"a", "b"}),
    ("neither is", BOTH, "2027-03-18", None),
    ("read later than it was published", finding(("a", "c1", "4 bn"), ("c", "c2", "5 bn")), "2027-03-12", {"a"}),
    ("nothing known of either day", finding(("c", "c1", "4 bn"), ("c", "c2", "5 bn")), "2027-01-01", None),
    ("an article that is gone", finding(("gone", "c1", "4 bn"), ("b", "c2", "5 bn")), "2027-03-17", {"b"}),
    ("one was withdrawn", finding(("a", "c1", "4 bn", "withdrawn"), ("b", "c2", "5 bn")), "2027-03-01", None),
    ("they agree", finding(("a", "c1", "4 bn"), ("b", "c2", "5 bn"), compared=()), "2027-03-01", None),
    ("told and denied in one claim", finding(("b", "c1", "denied"), compared=(("c1", "c1"),)), "2027-03-17", {"b"}),
]


@pytest.mark.parametrize(("reason", "found", "since", "fresh"), SINCE, ids=[row[0] for row in SINCE])
def test_contradictions_since_a_day(reason, found, since, fresh):
    watched = contradictions([found], DAYS, since)
    assert [one.fresh for one in watched] == ([] if fresh is None else [frozenset(fresh)])


def test_every_claim_of_a_value_at_odds_is_shown_and_no_other():
    several = finding(("a", "c1", "4 bn"), ("b", "c2", "5 bn"), ("b", "c3", "5 bn"), ("a", "c4", "7 bn"))
    [one] = contradictions([several], DAYS, "2027-03-17")
    assert [value.claim for value in one.values] == ["c1", "c2", "c3"]
    assert (one.day, one.field, one.why) == ("2027-03-17", "amount", ("4 bn and 5 bn exclude each other",))


@pytest.mark.parametrize(
    ("published", "read", "day"),
    [
        ("2027-03", None, "2027-03-31"),
        (None, "2027-04-02T00:00:00+00:00", "2027-04-02"),
        (None, None, ""),
        ("2027-05-01", "2027-04-02T", "2027-05-01"),
    ],
)
def test_the_newest_day(published, read, day):
    assert newest_day((published, read)) == day


def test_for_people_and_for_programs():
    watched = contradictions([BOTH], DAYS, "2027-03-17")
    assert list(plain(watch_forms(DAYS).rows([*watched, *watched]))) == [
        *(lines := [
            "2027-03-17  flow fi-1 — amount · fi-1",
            "            contradict: 4 bn and 5 bn exclude each other",
            "            4 bn: c1 in a, 2027-03-10 (said by aides)",
            "       new  5 bn: c2 in b, 2027-03-17 (said by aides)",
        ]),
        "",
        *lines,
    ]  # fmt: skip
    line = json.loads(encode_contradiction(watched[0]))
    assert (line["finding"], line["field"], line["day"]) == ("fi-1", "amount", "2027-03-17")
    assert [(value["claim"], value["new"]) for value in line["values"]] == [("c1", False), ("c2", True)]
