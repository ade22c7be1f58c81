"""From scores to the chance that a line is right."""

import pytest

from dragoman.coding.confidence import Confidence, Scores, load_confidence

CURVE = Confidence({"event": (0.0, 1.0, 0.0, 0.0), "flow": (-1.0, 0.0, 1.0, 2.0)})
ROWS = [
    ("even odds stay even", "event", Scores(0.5), 0.5),
    ("the act alone", "event", Scores(0.9), 0.9),
    ("no score is certain", "event", Scores(1.0), 1.0),
    ("nobody on either side", "flow", Scores(0.9), 0.27),
    ("both sides are sure", "flow", Scores(0.9, 1.0, 1.0), 0.88),
    ("a user's word has no score", "event", None, None),
]


@pytest.mark.parametrize(("why", "kind", "scores", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_chance(why, kind, scores, expected):
    assert CURVE.of(kind, scores) == expected, why


def test_the_shipped_curve_rises_with_every_score():
    curve = load_confidence()
    for kind in ("event", "flow"):
        chances = [curve.of(kind, Scores(act, side, side)) for act, side in ((0.3, 0.0), (0.5, 0.4), (0.7, 0.7), (0.99, 1.0))]
        assert chances == sorted(chances)
        assert chances[0] < 0.55 < chances[-1]
