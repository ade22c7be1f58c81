"""What a change of a block's claims changes among the pairs that are compared, so that nothing is compared twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol

from dragoman.reconciling.blocking import Key, Spot, comparable, orders, pairs_within
from dragoman.reconciling.model import Model

Pair = tuple[int, int]
SEPARATOR = "\x1f"


class NumberedSpot(Spot, Protocol):
    """A spot with a name that is a number."""

    @property
    def number(self) -> int:
        """The number."""


def key_text(key: Key) -> str:
    """A block's key as one string."""
    return SEPARATOR.join(key)


def key_of(text: str) -> Key:
    """The key that `key_text` wrote."""
    return tuple(text.split(SEPARATOR))


def near_pairs(key: Key, spots: Sequence[NumberedSpot], model: Model) -> Counter[Pair]:
    """The pairs of one block, as ascending numbers, and in how many ways each is near."""
    ordered = sorted(spots, key=lambda spot: spot.place)
    numbers = [spot.number for spot in ordered]
    return Counter(ascending(numbers[one], numbers[other]) for one, other in pairs_within(key, ordered, model))


def changed_pairs(key: Key, before: Sequence[NumberedSpot], after: Sequence[NumberedSpot], model: Model) -> Counter[Pair]:
    """By how much the pairs of a block are nearer (above 0) or less near (below 0) after its claims have changed.

    Of a block that is large before and after, only the surroundings of what changed are looked at.
    """
    old, new = ({spot.number for spot in spots} for spots in (before, after))
    changed: Counter[Pair] = Counter()
    if old == new:
        return changed
    if min(len(old), len(new)) <= model.limits.block:
        changed.update(near_pairs(key, after, model))
        changed.subtract(near_pairs(key, before, model))
    else:
        near = comparable(key, before[0].kind, model)
        for order in orders(before[0].kind, model):
            lists = [sorted(spots, key=order) for spots in (before, after)]
            around = old ^ new
            around = around.union(*(_around(spots, around, model.limits.window) for spots in lists))
            for spots, by in zip(lists, (-1, 1), strict=True):
                for one, other in _neighbours(spots, around, model.limits.window):
                    if near(one, other):
                        changed[ascending(one.number, other.number)] += by
    return Counter({pair: by for pair, by in changed.items() if by})


def _around(spots: Sequence[NumberedSpot], changed: set[int], window: int) -> set[int]:
    """The spots within a window of those that came or went. A pair of others has the same distance before and after, or is out of reach in both."""
    found: set[int] = set()
    for at, spot in enumerate(spots):
        if spot.number in changed:
            found.update(near.number for near in spots[max(0, at - window) : at + window + 1])
    return found


def _neighbours(spots: Sequence[NumberedSpot], among: set[int], window: int) -> Iterator[tuple[NumberedSpot, NumberedSpot]]:
    for at, one in enumerate(spots):
        if one.number in among:
            for other in spots[at + 1 : at + 1 + window]:
                if other.number in among:
                    yield one, other


def ascending(one: int, other: int) -> Pair:
    """A pair, the smaller number first."""
    return (one, other) if one < other else (other, one)
