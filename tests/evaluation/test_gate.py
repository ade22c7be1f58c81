import copy

import pytest
from evaluation.gate import FIGURES, SLACK, failures


def rows(**figures):
    return {"sha256": "aa", "misplaced": 0, "kinds": {"event": {"gold": 10, "recall": 0.5, "precision": 0.6, "f1": 0.545, **figures}}}


PINNED = {"dev": rows()}


def test_the_same_passes():
    assert failures({"dev": rows()}, PINNED) == []


ROWS = [
    ("a fall is named with both figures", rows(recall=0.48), ["dev event recall: 0.48 < 0.5"]),
    ("two falls", rows(recall=0.4, precision=0.5), ["dev event recall: 0.4 < 0.5", "dev event precision: 0.5 < 0.6"]),
    ("a rise passes", rows(recall=0.9), []),
    ("within the slack", rows(recall=0.5 - SLACK / 2), []),
    ("just beyond the slack", rows(recall=0.488), ["dev event recall: 0.488 < 0.5"]),
    ("a figure that is gone has fallen", rows(recall=None), ["dev event recall: None < 0.5"]),
    ("more gold is no figure", rows(gold=3), []),
    ("a new figure passes", rows(exact=0.1), []),
]


@pytest.mark.parametrize(("reason", "now", "expected"), ROWS, ids=[r[0] for r in ROWS])
def test_figures(reason, now, expected):
    assert failures({"dev": now}, PINNED) == expected


def test_a_kind_that_is_gone_has_fallen():
    now = {**rows(), "kinds": {}}
    assert [line.split(":")[0] for line in failures({"dev": now}, PINNED)] == ["dev event recall", "dev event precision", "dev event f1"]


def test_a_figure_that_was_none_is_not_asked_for():
    assert failures({"dev": rows(precision=None)}, {"dev": rows(precision=None)}) == []


def test_gold_without_a_baseline_is_measured_and_not_judged():
    assert failures({"new": rows(recall=0.0)}, PINNED) == []


def test_pinned_gold_that_is_not_here_is_left_out():
    """Gold that does not ship with the project is not on every machine."""
    assert failures({}, PINNED) == []


def test_changed_gold_has_to_be_pinned_anew():
    """Figures on other gold say nothing of the program."""
    now = copy.deepcopy(rows(recall=0.1))
    now["sha256"] = "bb"
    assert failures({"dev": now}, PINNED) == ["dev: the gold has changed; pin it anew with --update"]


def test_misplaced_evidence_fails_with_and_without_a_baseline():
    now = {**rows(), "misplaced": 2}
    assert failures({"dev": now}, PINNED) == ["dev: 2 claims whose evidence does not slice back"]
    assert failures({"dev": now}, {}) == ["dev: 2 claims whose evidence does not slice back"]


def test_the_figures_are_those_that_the_report_gives():
    assert {"recall", "precision", "f1", "exact", "speaker", "amount", "polarity", "modality", "date", "chain"} <= set(FIGURES)
