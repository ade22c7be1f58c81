"""What users decided of claims, and which of it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.domain import Judgement

Two = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """The judgements that stand: of two claims (ids in ascending order) whether they tell of one thing, and of one claim that it is wrong."""

    pairs: Mapping[Two, Judgement]
    wrong: Mapping[str, Judgement]

    def kept_apart(self, claims: Iterable[str]) -> tuple[str, ...]:
        """In words, from which claims these ones were judged different."""
        members = set(claims)
        told = []
        for (one, other), judgement in self.pairs.items():
            if judgement.verdict == "different" and (one in members) != (other in members):
                told.append(f"not the same as {other if one in members else one}: {judgement.words}")
        return tuple(told)

    def joined(self, claims: Iterable[str]) -> tuple[str, ...]:
        """In words, which of these claims were judged the same."""
        members = set(claims)
        return tuple(j.words for two, j in self.pairs.items() if j.verdict == "same" and members.issuperset(two))

    def notes(self) -> dict[str, str]:
        """Why a claim does not stand, by id."""
        return {claim: judgement.words for claim, judgement in self.wrong.items()}


NONE = Judged({}, {})


def standing(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that nothing undid, by number; an undoing that was itself undone counts for nothing."""
    undone: set[int] = set()
    kept = []
    for judgement in sorted(judgements, key=lambda j: -j.number):
        if judgement.number in undone:
            continue
        if judgement.verdict == "undo":
            undone.add(judgement.undoes or 0)
        else:
            kept.append(judgement)
    return tuple(reversed(kept))


def judged(judgements: Sequence[Judgement]) -> Judged:
    """What stands, by claim; of two judgements on the same two claims the later one."""
    pairs: dict[Two, Judgement] = {}
    wrong: dict[str, Judgement] = {}
    for judgement in standing(judgements):
        if judgement.verdict == "wrong":
            wrong[str(judgement.claim)] = judgement
        elif judgement.claim != judgement.other:
            one, other = sorted((str(judgement.claim), str(judgement.other)))
            pairs.pop((one, other), None)
            pairs[one, other] = judgement
    return Judged(pairs, wrong)
