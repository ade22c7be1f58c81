"""How many lines of a kind and type are right, and how many of all that there are are found: `ontology/accuracy.csv`, as docs/quality.md has it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dragoman.knowledge.tables import load_table

TABLE = "ontology/accuracy.csv"
COLUMNS = ("kind", "type", "gold", "precision", "recall", "text")


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Shares of a kind of claim, or of one type of it, on `gold` annotated lines of `text`."""

    kind: str
    type: str | None
    gold: int
    precision: float
    recall: float
    text: str


@cache
def load_accuracy() -> tuple[Accuracy, ...]:
    """The table: first each kind as a whole (`type` is None), which says on what text, then its types on the same."""
    rows = load_table(TABLE, COLUMNS)
    texts = {row.text("kind"): row.optional("text") for row in rows if row.optional("text")}
    return tuple(
        Accuracy(
            row.text("kind"),
            row.optional("type"),
            int(row.text("gold")),
            float(row.text("precision")),
            float(row.text("recall")),
            texts.get(row.text("kind")) or "",
        )
        for row in rows
    )
