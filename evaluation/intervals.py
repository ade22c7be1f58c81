"""How far figures would lie apart on other articles of the same kind: the bootstrap over documents."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence

from dragoman.evaluating.scoring import rates

RESAMPLES = 500
SEED = 2026
LEVEL = 0.95

Interval = tuple[float, float]


def intervals(documents: Sequence[Counter[str]], resamples: int = RESAMPLES, seed: int = SEED) -> dict[str, Interval]:
    """The middle `LEVEL` of each of `rates` when as many documents are drawn, with replacement, `resamples` times.

    Counts are summed before they are divided, as the figures themselves are. A draw in which a rate has nothing to be
    divided by is left out of it.
    """
    draw = random.Random(seed)  # noqa: S311 - the same draws each time are wanted
    drawn: dict[str, list[float]] = defaultdict(list)
    for _ in range(resamples if documents else 0):
        total: Counter[str] = Counter()
        for document in draw.choices(documents, k=len(documents)):
            total.update(document)
        for name, rate in rates(total).items():
            drawn[name].append(rate)
    return {name: middle(found) for name, found in drawn.items()}


def middle(values: Sequence[float]) -> Interval:
    """The values that leave half of what is not the middle `LEVEL` outside at either end."""
    ordered = sorted(values)
    outside = int(len(ordered) * (1 - LEVEL) / 2)
    return ordered[outside], ordered[-1 - outside]
