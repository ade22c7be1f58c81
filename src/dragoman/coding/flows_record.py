"""A coded flow, and what the sentences before it said of the parties."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.clauses.factuality import Factuality
from dragoman.coding.flows_ledger import Pair, pair_of
from dragoman.domain import ActorRef, Amount


@dataclass(frozen=True, slots=True)
class CodedFlow:
    """A flow before it becomes a claim; `head` is the predicate that it hangs on."""

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


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the sentences before said: the pairs of parties, oldest first."""

    pairs: tuple[Pair, ...] = ()

    def latest(self, sentence: int, reach: int = 1) -> Pair | None:
        """The last pair of a flow in this sentence or the few before it."""
        return next((p for p in reversed(self.pairs) if p.flow_type and 0 <= sentence - p.sentence <= reach), None)


def noted(ledger: Ledger, flow: CodedFlow) -> Ledger:
    """The ledger with a flow's pair of parties."""
    return Ledger((*ledger.pairs, pair_of(flow.sentence, flow.flow_type, flow.provider, flow.recipient, flow.commodity)))
