"""From the reader's scores to the chance that a line of the record is right: the act, its type and both sides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp, log

from dragoman.errors import KnowledgeError
from dragoman.knowledge.tables import load_table

TABLE = "ontology/confidence.csv"
COLUMNS = ("kind", "bias", "act", "giver", "taker")
_SURE = 1e-3
"""No score is taken for surer than this."""


@dataclass(frozen=True, slots=True)
class Scores:
    """How sure the reader is of an act, of who acts or gives, and of whom it is done to or who takes; 0 for a side that nobody fills."""

    act: float
    giver: float = 0.0
    taker: float = 0.0


def features(scores: Scores) -> tuple[float, float, float, float]:
    """What the curve weighs, in the order of the table: 1, the log odds of the act, the scores of both sides."""
    sure = min(max(scores.act, _SURE), 1 - _SURE)
    return 1.0, log(sure / (1 - sure)), scores.giver, scores.taker


@dataclass(frozen=True, slots=True)
class Confidence:
    """A logistic curve for each kind of claim. Fitted on annotated news that training had not seen (`training.calibrate`)."""

    weights: Mapping[str, tuple[float, float, float, float]]

    def of(self, kind: str, scores: Scores | None) -> float | None:
        """The chance, two decimals, that an event or flow is right; None where no reader scored it."""
        if scores is None:
            return None
        return round(1 / (1 + exp(-sum(weight * x for weight, x in zip(self.weights[kind], features(scores), strict=True)))), 2)


@cache
def load_confidence() -> Confidence:
    """The table in the package. Raises `KnowledgeError` where a cell is no number."""
    weights = {}
    for row in load_table(TABLE, COLUMNS):
        try:
            bias, act, giver, taker = (float(row.text(name)) for name in COLUMNS[1:])
        except ValueError as error:
            raise KnowledgeError(
                f"{TABLE}: the row of {row.text('kind')!r} has a cell that is no number. Fit it anew: training.calibrate."
            ) from error
        weights[row.text("kind")] = (bias, act, giver, taker)
    return Confidence(weights)
