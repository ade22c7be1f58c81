"""The page of judgements: what users decided of claims, and what they recorded by hand."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.reconciling.judgements import standing
from dragoman.record.view import RecordView
from dragoman.showing.listing import headline

MOST = 200


@dataclass(frozen=True, slots=True)
class Decided:
    """A judgement in words; `claims` are ids with what they say, `stands` whether nothing undid it."""

    number: int
    words: str
    at: str
    claims: tuple[tuple[str, str], ...]
    stands: bool


@dataclass(frozen=True, slots=True)
class ByHand:
    """A claim by hand."""

    number: int
    claim: str
    article: str
    by: str
    at: str
    stands: bool


@dataclass(frozen=True, slots=True)
class JudgementsPage:
    """Both, the newest first; `left_out` are so many older ones."""

    judgements: tuple[Decided, ...]
    by_hand: tuple[ByHand, ...]
    left_out: int


def judgements_page(view: RecordView) -> JudgementsPage:
    """Return the page."""
    made = tuple(view.judgements())
    holding = {judgement.number for judgement in standing(made)}
    shown = []
    for judgement in reversed(made[-MOST:]):
        claims = []
        for claim in filter(None, (judgement.claim, judgement.other)):
            stored = view.claim(claim)
            claims.append((claim, headline(stored.claim) if stored else "not in the record now"))
        shown.append(Decided(judgement.number, judgement.words, judgement.at, tuple(claims), judgement.number in holding))
    by_hand = view.rows(
        """SELECT number, claim, article, by, at, NOT EXISTS (SELECT 1 FROM by_hand later WHERE later.undoes = by_hand.number)
        FROM by_hand WHERE undoes IS NULL ORDER BY number DESC LIMIT ?""",
        (MOST,),
    )
    return JudgementsPage(
        tuple(shown), tuple(ByHand(n, claim, article, by, at, bool(holds)) for n, claim, article, by, at, holds in by_hand), max(0, len(made) - MOST)
    )
