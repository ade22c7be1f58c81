"""What an export is made of: claims of the record, each with the finding that it belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dragoman.domain import Article, Finding
from dragoman.record.view import StoredClaim

DENIED, UNREAL = "denied or negated", "not said to be so (possible, hypothetical or requested)"
WRONG, WITHDRAWN = "judged wrong", "withdrawn or replaced"
Left = Counter[str]
"""How many claims a file leaves out, by reason."""


@dataclass(frozen=True, slots=True)
class Row:
    """A claim with its finding; one that is in no finding was told once, by one source."""

    stored: StoredClaim
    finding: Finding | None = None

    @property
    def claim(self) -> Mapping[str, Any]:
        """The claim as the contract has it."""
        return self.stored.claim

    @property
    def finding_id(self) -> str | None:
        """The id of the finding."""
        return self.finding.id if self.finding else None

    @property
    def n_articles(self) -> int:
        """How many articles tell it."""
        return self.finding.n_articles if self.finding else 1

    @property
    def n_independent(self) -> int:
        """By how many independent sources."""
        return self.finding.n_independent if self.finding else 1

    @property
    def unit(self) -> str:
        """The id of the finding, else of the claim: what counts as one."""
        return self.finding_id or self.stored.id


@dataclass(frozen=True, slots=True)
class Job:
    """What a writer is asked for. It counts in `left` what it leaves out; `article` gives the article of a claim, None where it is gone."""

    kind: str
    left: Left = field(default_factory=Counter)
    bom: bool = False
    article: Callable[[str], Article | None] = lambda _: None
    title: str = ""
    """What the file shows, in words: the kind and the filters."""


Writer = Callable[[Iterable[Row], Job], Iterator[bytes]]


def rows_of(claims: Iterable[StoredClaim], findings: Iterable[Finding]) -> Iterator[Row]:
    """Each claim with its finding, in the same order."""
    by_claim = {claim: finding for finding in findings for claim in finding.claims}
    return (Row(stored, by_claim.get(stored.id)) for stored in claims)


def one_each(rows: Iterable[Row], wrong: Collection[str], left: Left) -> Iterator[Row]:
    """One row for each finding: the first of its claims that stands, in the order given. `wrong` are the claims that a user judged wrong."""
    seen: dict[str, bool] = {}
    for row in rows:
        if row.stored.id in wrong:
            left[WRONG] += 1
        elif row.finding is None:
            yield row
        elif not stands(row):
            seen.setdefault(row.unit, False)
        elif not seen.get(row.unit):
            seen[row.unit] = True
            yield row
    left[WITHDRAWN] += sum(not shown for shown in seen.values())


def stands(row: Row) -> bool:
    """False where a value of the claim was withdrawn, replaced, superseded or judged wrong."""
    fields = row.finding.fields.values() if row.finding else ()
    return not any(value.note for verdict in fields for value in verdict.values if value.claim == row.stored.id)


def unreal(claim: Mapping[str, Any]) -> str | None:
    """Why a claim does not say that something is so, or None where it does. What is announced (future) says it of a day to come."""
    if claim["polarity"] == "negative" or (claim["attribution"] and claim["attribution"][-1]["stance"] == "denies"):
        return DENIED
    return UNREAL if claim["modality"] in {"possible", "hypothetical", "requested"} else None
