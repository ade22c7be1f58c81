"""The best tree, against all trees of short sentences."""

import itertools
import time
from functools import cache

import numpy as np
import pytest

from dragoman.parsing.spanning import spanning_tree


def is_tree(heads):
    """Exactly one word on the root, and every word below it."""
    for word in range(len(heads)):
        at, steps = word + 1, 0
        while at and steps <= len(heads):
            at, steps = heads[at - 1], steps + 1
        if at:
            return False
    return list(heads).count(0) == 1


@cache
def trees(words):
    return np.array([heads for heads in itertools.product(range(words + 1), repeat=words) if is_tree(heads)])


def total(scores, heads):
    return scores[np.arange(len(scores)), heads].sum(-1)


def random_scores(chooser, words, kind):
    scores = chooser.normal(size=(words, words + 1))
    if kind == "cycles":  # words like each other, nobody likes the root
        scores[:, 0] -= 20
    elif kind == "roots":  # everybody likes the root
        scores[:, 0] += 20
    elif kind == "ties":
        scores = scores.round()
    return scores.astype(np.float32)


def test_there_are_as_many_trees_as_theory_says():
    assert [len(trees(n)) for n in range(1, 6)] == [n ** (n - 1) for n in range(1, 6)]


@pytest.mark.parametrize("kind", ["any", "cycles", "roots", "ties"])
@pytest.mark.parametrize("words", [1, 2, 3, 4, 5])
def test_no_tree_is_better(words, kind):
    chooser = np.random.default_rng(words)
    for _ in range(100):
        scores = random_scores(chooser, words, kind)
        heads = spanning_tree(scores)
        assert is_tree(heads)
        assert total(scores, heads) == pytest.approx(total(scores, trees(words)).max(), abs=1e-4)


ROWS = [
    ("one word", [[-3.0, 9.0]], [0]),
    ("a chain", [[5, 0, 0, 0], [0, 5, 0, 0], [0, 0, 5, 0]], [0, 1, 2]),
    ("a word is not its own head", [[1, 9, 0], [0, 2, 9]], [0, 1]),
    ("a ring of two, opened at the word that the root takes", [[1, 0, 9], [4, 9, 0]], [2, 0]),
    ("a ring of three", [[1, 0, 9, 0], [1, 0, 0, 9], [3, 9, 0, 0]], [2, 3, 0]),
    ("two words on the root: the second best way in is kept", [[9, 0, 1], [9, 8, 0]], [0, 1]),
    ("two rings", [[6, 0, 9, 0, 0], [0, 9, 0, 0, 0], [0, 0, 5, 0, 9], [0, 0, 0, 9, 0]], [0, 1, 2, 3]),
    ("a ring of rings", [[2, 0, 9, 0, 0], [0, 9, 0, 6, 0], [0, 0, 6, 0, 9], [1, 0, 0, 9, 0]], [0, 1, 2, 3]),
    # the first word gains most by being the root, but leaves the others in a ring
    ("the root that is best for all", [[7, 0, 5, 3], [7, 3, 0, 8], [2, 2, 7, 0]], [2, 0, 2]),
]


@pytest.mark.parametrize(("reason", "scores", "expected"), ROWS, ids=[r[0] for r in ROWS])
def test_heads(reason, scores, expected):
    assert spanning_tree(np.array(scores, dtype=np.float32)).tolist() == expected


def test_the_scores_stay_as_they_are():
    scores = random_scores(np.random.default_rng(1), 5, "cycles")
    before = scores.copy()
    spanning_tree(scores)
    assert (scores == before).all()


def nested(words):
    """Each word likes its neighbours best: rings in rings."""
    at = np.arange(words)
    scores = -np.abs(at[:, None] + 1 - np.arange(words + 1)[None]).astype(np.float32)
    scores[:, 0] = -1000
    return scores


LONG = [
    ("chance", random_scores(np.random.default_rng(2), 300, "any")),
    ("chance without a word that likes the root", random_scores(np.random.default_rng(3), 300, "cycles")),
    ("ties", np.zeros((300, 301), dtype=np.float32)),
    ("rings in rings", nested(300)),
]


@pytest.mark.parametrize(("reason", "scores"), LONG, ids=[r[0] for r in LONG])
def test_long_sentences_take_no_time(reason, scores):
    began = time.process_time()
    heads = spanning_tree(scores)
    assert time.process_time() - began < 1
    assert is_tree(heads)
