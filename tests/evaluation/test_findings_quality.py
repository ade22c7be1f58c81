"""How good findings are on the gold of the samples. A fall here is a fall of quality; the floors are those of docs/quality.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.running.evaluating import evaluate_findings, load_gold, load_gold_findings

GOLD = Path(__file__).parents[2] / "evaluation/gold"


@pytest.fixture(scope="module")
def scores(tools):
    return evaluate_findings(load_gold(GOLD / "samples.jsonl"), load_gold_findings(GOLD / "samples-findings.jsonl"), tools)


@pytest.mark.parametrize(
    ("name", "kind", "floor"), [("gold", "event", 0.82), ("gold", "flow", 0.87), ("gold", "all", 0.84), ("end to end", "all", 0.72)]
)
def test_clusters(scores, name, kind, floor):
    assert scores[name].clusters[kind].f1 >= floor


def test_verdicts_and_sources(scores):
    verdicts = scores["gold"].verdicts
    assert verdicts.lines == 61
    assert verdicts.right / verdicts.lines >= 0.8
    assert verdicts.sources_right == verdicts.sources_judged > 30
