"""The page of one claim: its words in their lines, what it says, and why it is as it is."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.domain import Reason
from dragoman.reconciling.judgements import standing
from dragoman.record.browsing import findings_with, near
from dragoman.record.view import RecordView
from dragoman.showing.pages.cards import Card, cards
from dragoman.showing.pages.passages import Passage, fragment, passage, texts_of

NEAR = 10
"""So many claims are offered as the same or different."""


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """A claim. `reasons` is None where nobody asked for the replay, empty where this version no longer makes the claim.

    `near` are claims that it may be one with, by id and in words.
    """

    card: Card
    passage: Passage
    original: str
    near: tuple[tuple[str, str], ...]
    reasons: tuple[Reason, ...] | None = None


def claim_page(view: RecordView, claim_id: str, reasons: tuple[Reason, ...] | None = None) -> ClaimPage | None:
    """Return the page, or None where the record has no such claim now."""
    stored = view.claim(claim_id)
    if stored is None:
        return None
    card = cards([stored], findings_with(view, [stored.id]), standing(tuple(view.judgements())))[0]
    return ClaimPage(card, passage(texts_of(view, [stored.article])[stored.article], card), fragment(card), _near(view, claim_id), reasons)


def _near(view: RecordView, claim_id: str) -> tuple[tuple[str, str], ...]:
    shown = cards([one for one in map(view.claim, near(view, claim_id, NEAR)) if one is not None], {})
    return tuple((card.id, " · ".join(filter(None, (card.headline, card.outlet, card.published)))) for card in shown)
