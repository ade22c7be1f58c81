"""What the coder of flows hands on: a flow before it becomes a claim."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.clauses.factuality import Factuality
from dragoman.coding.confidence import Scores
from dragoman.domain import ActorRef, Amount


@dataclass(frozen=True, slots=True)
class CodedFlow:
    """A flow before it becomes a claim; `head` is the token of its trigger, `start`/`end` are code points of its evidence."""

    sentence: int
    head: int
    flow_type: str
    measure: str
    status: str
    provider: ActorRef | None
    recipient: ActorRef | None
    amount: Amount | None
    commodity: str | None
    instrument: str | None
    is_aggregate: bool
    factuality: Factuality
    start: int
    end: int
    rule: str
    terms: str | None = None
    guarantor: ActorRef | None = None
    scores: Scores | None = None
    """How sure the reader is; None where a user's word decides."""
