from __future__ import annotations

import pytest
from reconciling_inputs import event, flow, told

from dragoman.domain import Judgement
from dragoman.reconciling.findings import find_findings
from dragoman.reconciling.judgements import judged, standing

DAY = "2027-04-01T12:00:00+00:00"


def made(*rows: str) -> tuple[Judgement, ...]:
    """`same a b`, `wrong a`, `undo 1`: judgements by Ada, numbered from 1."""
    found = []
    for number, row in enumerate(rows, 1):
        verdict, *rest = row.split()
        one, other = (*rest, None)[:2] if verdict != "undo" else (None, None)
        found.append(Judgement(number, verdict, "Ada", DAY, one, other, int(rest[0]) if verdict == "undo" else None))
    return tuple(found)


STANDING = [
    ("nothing undone", ["same a b", "wrong c"], [1, 2]),
    ("undone", ["same a b", "undo 1"], []),
    ("the undoing undone", ["same a b", "undo 1", "undo 2"], [1]),
    ("undone twice", ["same a b", "undo 1", "undo 1"], []),
    ("an undoing undone, and another that stands", ["same a b", "undo 1", "undo 1", "undo 2"], []),
]


@pytest.mark.parametrize(("reason", "rows", "numbers"), STANDING, ids=[row[0] for row in STANDING])
def test_what_stands(reason, rows, numbers):
    assert [j.number for j in standing(made(*rows))] == numbers


def test_the_later_of_two_holds_whichever_claim_is_named_first():
    assert {two: j.verdict for two, j in judged(made("same a b", "different b a")).pairs.items()} == {("a", "b"): "different"}


def test_a_claim_is_not_judged_against_itself():
    assert judged(made("different a a")).pairs == {}


def three():
    """Two meetings that are taken for one, and a flow."""
    return [
        told(event("talks on the border", "CONSULT", "TJK UZB", article="a") | {"id": "one"}),
        told(event("talks on the border", "CONSULT", "TJK UZB", article="b") | {"id": "two"}),
        told(event("a summit of nine", "CONSULT", "FRA DEU", article="c") | {"id": "three"}),
        told(flow("owed", "debt", "ECU", "CHN", article="d") | {"id": "flow"}),
    ]


FOUND = [
    ("nothing judged", [], [{"one", "two"}]),
    ("different", ["different one two"], []),
    ("same", ["same two three"], [{"two", "three"}]),
    ("same and different", ["same two three", "different one three"], [{"two", "three"}]),
    ("all three the same", ["same two three", "same one three"], [{"one", "two", "three"}]),
    ("what is different keeps apart what others bring together", ["different one three", "same one two", "same two three"], [{"one", "two"}]),
    ("of two kinds", ["same one flow"], [{"one", "two"}]),
    ("of claims that are not there", ["same one gone"], [{"one", "two"}]),
]


@pytest.mark.parametrize(("reason", "rows", "groups"), FOUND, ids=[row[0] for row in FOUND])
def test_judgements_go_before_what_the_features_say(reason, rows, groups):
    found = find_findings(three(), {}, judgements=judged(made(*rows)))
    assert [set(f.claims) for f in found] == groups


def test_the_reason_is_told_in_words():
    [finding] = find_findings(three(), {}, judgements=judged(made("same two three", "different one three")))
    assert finding.why == ("judged the same by Ada on 2027-04-01", "not the same as one: judged different by Ada on 2027-04-01")
    [finding] = find_findings(three(), {}, judgements=judged(made("wrong two")))
    assert finding.n_independent == 1
    assert {v.note for v in finding.fields["type"].values if v.claim == "two"} == {"judged wrong by Ada on 2027-04-01"}
