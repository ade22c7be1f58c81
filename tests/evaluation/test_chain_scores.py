"""The coreference metrics on worked examples."""

from __future__ import annotations

import random
from itertools import permutations

import pytest
from evaluation.chain_scores import Scores, best_pairing, score


def chains(text: str) -> list[frozenset[str]]:
    """`ab cde` is two chains of letters."""
    return [frozenset(part) for part in text.split()]


ROWS = [
    # The worked example of Pradhan et al. 2014, "Scoring coreference partitions of predicted mentions".
    ("published", "abc defg", "ab cd fghi", (7, 6, 8), "muc", 2 / 5, 2 / 5),
    ("published", "abc defg", "ab cd fghi", (7, 6, 8), "b3", 35 / 12 / 7, 4 / 8),
    ("published", "abc defg", "ab cd fghi", (7, 6, 8), "ceaf", 1.3 / 2, 1.3 / 3),
    ("the same", "ab cde", "ab cde", (5, 5, 5), "muc", 1, 1),
    ("the same", "ab cde", "ab cde", (5, 5, 5), "b3", 1, 1),
    ("the same", "ab cde", "ab cde", (5, 5, 5), "ceaf", 1, 1),
    ("all in one", "ab cd", "abcd", (4, 4, 4), "muc", 1, 2 / 3),
    ("all in one", "ab cd", "abcd", (4, 4, 4), "b3", 1, 1 / 2),
    ("all in one", "ab cd", "abcd", (4, 4, 4), "ceaf", 2 / 3 / 2, 2 / 3),
    ("all alone", "abcd", "a b c d", (4, 4, 4), "muc", 0, 0),
    ("all alone", "abcd", "a b c d", (4, 4, 4), "b3", 1 / 4, 1),
    ("all alone", "abcd", "a b c d", (4, 4, 4), "ceaf", 2 / 5, 2 / 5 / 4),
    ("nothing found", "ab", "", (2, 0, 0), "ceaf", 0, 0),
    ("nothing to find", "", "ab", (0, 0, 2), "b3", 0, 0),
]


@pytest.mark.parametrize(("name", "gold", "predicted", "mentions", "metric", "recall", "precision"), ROWS, ids=[f"{row[0]} {row[4]}" for row in ROWS])
def test_metric(name: str, gold: str, predicted: str, mentions: tuple[int, int, int], metric: str, recall: float, precision: float) -> None:
    figures = score(chains(gold), chains(predicted))
    assert figures[metric].recall == pytest.approx(recall)
    assert figures[metric].precision == pytest.approx(precision)
    found = figures["mentions"]
    assert (found.gold, found.recall_hits, found.predicted) == mentions


def test_documents_add_up_as_sums_not_as_means() -> None:
    scores = Scores()
    scores.add(chains("ab"), chains("ab"))
    scores.add(chains("abcde"), [])
    assert scores.figures["muc"].recall == pytest.approx(1 / 5)
    assert scores.figures["muc"].precision == 1
    assert scores.conll == pytest.approx(sum(scores.figures[name].f1 for name in ("muc", "b3", "ceaf")) / 3)


def test_the_best_pairing_is_the_best_of_all() -> None:
    draw = random.Random(3)  # noqa: S311
    for _ in range(200):
        height, width = draw.randint(1, 5), draw.randint(1, 5)
        gains = [[draw.choice((0.0, draw.random())) for _ in range(width)] for _ in range(height)]
        wide = gains if height <= width else [list(column) for column in zip(*gains, strict=True)]
        best = max(sum(row[column] for row, column in zip(wide, order, strict=False)) for order in permutations(range(len(wide[0])), len(wide)))
        assert best_pairing(gains) == pytest.approx(best)
