"""The page of a finding: the values of its claims side by side, the verdict and why, the words, who vouches for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from dragoman.domain import FieldVerdict, Finding, Judgement
from dragoman.reconciling.judgements import standing
from dragoman.record.browsing import finding as finding_of
from dragoman.record.view import RecordView, StoredClaim
from dragoman.showing.pages.cards import Card, card_of
from dragoman.showing.pages.drawings.axis import Axis, Given, axis
from dragoman.showing.pages.passages import Passage, fragment, passage, texts_of

PLAIN = ("type", "actors", "recipients", "provider", "recipient", "subject", "object", "polarity", "status")
"""Fields that say little where all agree."""
MOST = 40
"""So many claims of one finding are shown; the others are counted."""


@dataclass(frozen=True, slots=True)
class Said:
    """One claim of a finding: its letter, card, words in their lines, and the address of those in the original."""

    letter: str
    card: Card
    passage: Passage | None
    original: str


@dataclass(frozen=True, slots=True)
class Value:
    """What one claim gives for a field; `note` says where it does not stand."""

    letter: str
    claim: str
    value: str
    sources: str
    note: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field with its verdict, the values, and the drawing where they are figures or days of one unit."""

    name: str
    verdict: str
    why: str
    values: tuple[Value, ...]
    axis: Axis | None = None


@dataclass(frozen=True, slots=True)
class FindingPage:
    """A finding. `said` are its claims by letter; `left_out` says how many are not shown."""

    id: str
    kind: str
    headline: str
    verdict: str
    n_claims: int
    n_articles: int
    n_independent: int
    fields: tuple[Field, ...]
    said: tuple[Said, ...]
    why: tuple[str, ...]
    judgements: tuple[str, ...]
    left_out: int

    def others(self, claim: str) -> list[tuple[str, str]]:
        """The other claims of the finding, by id and letter, for judging."""
        return [(one.card.id, one.letter) for one in self.said if one.card.id != claim]


def finding_page(view: RecordView, finding_id: str) -> FindingPage | None:
    """Return the page, or None where the record has no such finding now."""
    found = finding_of(view, finding_id)
    return None if found is None else page_of(view, found, standing(tuple(view.judgements())))


def page_of(view: RecordView, found: Finding, judgements: Sequence[Judgement], *, full_text: bool = False) -> FindingPage:
    """Return the page of a finding; with `full_text` each passage is the whole article."""
    stored = [one for one in map(view.claim, found.claims[:MOST]) if one is not None]
    letters = {one.id: letter(number) for number, one in enumerate(stored)}
    texts = texts_of(view, [one.article for one in stored])
    touching = [j for j in judgements if {j.claim, j.other} & set(found.claims)]
    said = []
    for one in stored:
        card = card_of(one, found, touching)
        said.append(Said(letters[one.id], card, passage(texts[one.article], card, full_text=full_text), fragment(card)))
    return FindingPage(
        id=found.id,
        kind=found.kind,
        headline=said[0].card.headline if said else found.id,
        verdict=found.verdict,
        n_claims=len(found.claims),
        n_articles=found.n_articles,
        n_independent=found.n_independent,
        fields=tuple(_field(name, verdict, letters, stored) for name, verdict in found.fields.items()),
        said=tuple(said),
        why=tuple(found.why),
        judgements=tuple(j.words for j in touching),
        left_out=len(found.claims) - len(stored),
    )


def letter(number: int) -> str:
    """Return the letters of a row: A to Z, AA, AB and so on."""
    return ascii_uppercase[number] if number < 26 else letter(number // 26 - 1) + ascii_uppercase[number % 26]


def _field(name: str, verdict: FieldVerdict, letters: dict[str, str], stored: Sequence[StoredClaim]) -> Field:
    values = tuple(
        Value(letters.get(v.claim, "…"), v.claim, v.value, ", ".join(f"{link.name} {link.stance}" for link in v.attribution), v.note or "")
        for v in verdict.values
        if v.claim in letters
    )
    drawn = _figures(stored, letters, {value.claim: value.note for value in values}) if name == "amount" else None
    return Field(name, verdict.verdict, verdict.why, values, drawn)


def _figures(stored: Sequence[StoredClaim], letters: dict[str, str], notes: dict[str, str]) -> Axis | None:
    """The figures of the unit that most claims have; nothing is converted."""
    amounts = [(one, one.claim["amount"]) for one in stored if one.claim.get("amount")]
    if not amounts:
        return None
    unit = Counter(amount["unit"] for _, amount in amounts).most_common(1)[0][0]
    given = [
        Given(letters[one.id], amount["min"], amount["max"], f"“{amount['text']}”", _struck(one, notes))
        for one, amount in amounts
        if amount["unit"] == unit
    ]
    return axis(given, unit) if len(given) > 1 else None


def _struck(one: StoredClaim, notes: dict[str, str]) -> bool:
    return bool(notes.get(one.id)) or one.claim["polarity"] == "negative" or any(link["stance"] == "denies" for link in one.claim["attribution"][-1:])
