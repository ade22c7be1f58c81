"""How well predicted chains of mentions agree with gold ones: MUC, B³ and CEAF-φ4, summed over documents.

A mention is any hashable key; a chain is a set of mentions; a document's chains do not overlap. Figures are exact fractions kept as
numerators and denominators, so that documents add up as the CoNLL scorer adds them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

Mention = Hashable
Chain = frozenset[Mention]

METRICS = ("mentions", "muc", "b3", "ceaf")


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum of hits over sums of what gold holds and of what was predicted."""

    recall_hits: float = 0.0
    gold: float = 0.0
    precision_hits: float = 0.0
    predicted: float = 0.0

    def __add__(self, other: Figure) -> Figure:
        return Figure(
            self.recall_hits + other.recall_hits,
            self.gold + other.gold,
            self.precision_hits + other.precision_hits,
            self.predicted + other.predicted,
        )

    @property
    def recall(self) -> float:
        """Return the share of gold that was found, 0 where there is none."""
        return self.recall_hits / self.gold if self.gold else 0.0

    @property
    def precision(self) -> float:
        """Return the share of what was predicted that is right, 0 where nothing was."""
        return self.precision_hits / self.predicted if self.predicted else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of the two."""
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total else 0.0


@dataclass(slots=True)
class Scores:
    """The figures of any number of documents."""

    figures: dict[str, Figure] = field(default_factory=lambda: dict.fromkeys(METRICS, Figure()))

    def add(self, gold: Sequence[Chain], predicted: Sequence[Chain]) -> None:
        """Count one document in."""
        for name, figure in score(gold, predicted).items():
            self.figures[name] += figure

    def merge(self, other: Scores) -> None:
        """Count another's documents in."""
        for name, figure in other.figures.items():
            self.figures[name] += figure

    @property
    def conll(self) -> float:
        """Return the mean F1 of MUC, B³ and CEAF."""
        return sum(self.figures[name].f1 for name in METRICS[1:]) / 3


def score(gold: Sequence[Chain], predicted: Sequence[Chain]) -> dict[str, Figure]:
    """Return the figures of one document."""
    return {"mentions": found_mentions(gold, predicted), "muc": muc(gold, predicted), "b3": b_cubed(gold, predicted), "ceaf": ceaf(gold, predicted)}


def found_mentions(gold: Sequence[Chain], predicted: Sequence[Chain]) -> Figure:
    """Count the mentions that both have in some chain."""
    here, there = _all(gold), _all(predicted)
    both = len(here & there)
    return Figure(both, len(here), both, len(there))


def muc(gold: Sequence[Chain], predicted: Sequence[Chain]) -> Figure:
    """Count links: a chain of n mentions needs n - 1, less one for each further part that the other side cuts it into (Vilain et al. 1995)."""
    return Figure(*_links(gold, predicted), *_links(predicted, gold))


def _links(chains: Sequence[Chain], other: Sequence[Chain]) -> tuple[float, float]:
    home = {mention: number for number, chain in enumerate(other) for mention in chain}
    kept = total = 0
    for chain in chains:
        parts = len({home[mention] for mention in chain if mention in home}) + sum(mention not in home for mention in chain)
        kept += len(chain) - parts
        total += len(chain) - 1
    return kept, total


def b_cubed(gold: Sequence[Chain], predicted: Sequence[Chain]) -> Figure:
    """Count, mention by mention, the share of its chain that the other side keeps with it (Bagga and Baldwin 1998)."""
    recall = sum(len(here & there) ** 2 / len(here) for here in gold for there in predicted)
    precision = sum(len(here & there) ** 2 / len(there) for here in gold for there in predicted)
    return Figure(recall, sum(map(len, gold)), precision, sum(map(len, predicted)))


def ceaf(gold: Sequence[Chain], predicted: Sequence[Chain]) -> Figure:
    """Pair chains one to one so that the sum of their Dice overlaps is greatest (CEAF with φ4, Luo 2005)."""
    if not gold or not predicted:
        return Figure(0.0, len(gold), 0.0, len(predicted))
    best = best_pairing([[2 * len(here & there) / (len(here) + len(there)) for there in predicted] for here in gold])
    return Figure(best, len(gold), best, len(predicted))


def best_pairing(gains: Sequence[Sequence[float]]) -> float:
    """Return the greatest sum over pairs of a row and a column, each used once (the Hungarian method with potentials)."""
    rows = [list(row) for row in (gains if len(gains) <= len(gains[0]) else zip(*gains, strict=True))]
    height, width = len(rows), len(rows[0])
    row_level, column_level = [0.0] * (height + 1), [0.0] * (width + 1)
    taken, way = [0] * (width + 1), [0] * (width + 1)
    for i in range(1, height + 1):
        taken[0], column = i, 0
        least, used = [float("inf")] * (width + 1), [False] * (width + 1)
        while True:
            used[column] = True
            row, step, following = taken[column], float("inf"), 0
            for j in range(1, width + 1):
                if used[j]:
                    continue
                slack = -rows[row - 1][j - 1] - row_level[row] - column_level[j]
                if slack < least[j]:
                    least[j], way[j] = slack, column
                if least[j] < step:
                    step, following = least[j], j
            for j in range(width + 1):
                if used[j]:
                    row_level[taken[j]] += step
                    column_level[j] -= step
                else:
                    least[j] -= step
            column = following
            if taken[column] == 0:
                break
        while column:
            taken[column] = taken[way[column]]
            column = way[column]
    return sum(rows[taken[j] - 1][j - 1] for j in range(1, width + 1) if taken[j])


def _all(chains: Iterable[Chain]) -> set[Mention]:
    return {mention for chain in chains for mention in chain}
