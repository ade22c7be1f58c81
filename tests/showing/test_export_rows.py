"""Rows of an export: each claim with its finding, or one row for each finding."""

from __future__ import annotations

from collections import Counter

from ledger_inputs import finding, flow

from dragoman.domain import FieldVerdict, Finding, ValueGiven
from dragoman.showing.export.rows import one_each, rows_of, stands


def noted(*claims, fallen=()):
    values = tuple(ValueGiven("a", claim, "v", note="withdrawn" if claim in fallen else None) for claim in claims)
    return Finding("fi-1", "flow", claims, ("a1", "a2", "a3"), 3, 2, {"amount": FieldVerdict("agree", "why", values)})


def test_a_claim_has_the_counts_of_its_finding_and_else_its_own():
    told, alone = rows_of([flow(1), flow(3)], [finding("fl-1", "fl-2")])
    assert (told.finding_id, told.n_articles, told.n_independent) == ("fi-1", 2, 2)
    assert (alone.finding_id, alone.n_articles, alone.n_independent) == (None, 1, 1)
    assert (told.unit, alone.unit) == ("fi-1", "fl-3")


def ids(claims, findings, wrong=()):
    left = Counter()
    return [row.stored.id for row in one_each(rows_of(claims, findings), wrong, left)], dict(+left)


def test_a_happening_told_three_times_is_one_row():
    assert ids([flow(1), flow(2), flow(3), flow(4)], [noted("fl-1", "fl-2", "fl-3")]) == (["fl-1", "fl-4"], {})


def test_the_row_is_the_first_claim_that_stands():
    found = noted("fl-1", "fl-2", "fl-3", fallen=["fl-1"])
    assert ids([flow(1), flow(2), flow(3)], [found]) == (["fl-2"], {})
    assert not stands(next(rows_of([flow(1)], [found])))


def test_what_no_claim_stands_for_is_counted():
    assert ids([flow(1), flow(2)], [noted("fl-1", "fl-2", fallen=["fl-1", "fl-2"])]) == ([], {"withdrawn or replaced": 1})
    assert ids([flow(1), flow(2)], [], wrong=["fl-2"]) == (["fl-1"], {"judged wrong": 1})


def test_of_claims_that_a_filter_left_the_first_is_the_row():
    assert ids([flow(3)], [noted("fl-1", "fl-2", "fl-3")]) == (["fl-3"], {})
