"""A finding in a line, for lists."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.domain import Finding
from dragoman.showing.findings import headline


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in a line: `why` says of the first field that has the verdict why it has it."""

    id: str
    kind: str
    headline: str
    verdict: str
    why: str
    n_claims: int
    n_independent: int


def told_of(found: Finding) -> Told:
    """Return the line of a finding."""
    why = next((f"{name}: {field.why}" for name, field in found.fields.items() if field.verdict == found.verdict), "")
    return Told(found.id, found.kind, headline(found).partition(": ")[2], found.verdict, why, len(found.claims), found.n_independent)
