"""What the coder of events hands on: an event before it becomes a claim."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.clauses.factuality import Factuality
from dragoman.coding.confidence import Scores
from dragoman.domain import ActorRef


@dataclass(frozen=True, slots=True)
class Coded:
    """An event before it becomes a claim. `start`/`end` are code points of its evidence, `head` is the token of its trigger."""

    sentence: int
    head: int
    type: str
    mode: str | None
    actors: tuple[ActorRef, ...]
    recipients: tuple[ActorRef, ...]
    factuality: Factuality
    start: int
    end: int
    rule: str
    scores: Scores | None = None
    """How sure the reader is; None where a user's word decides."""
