"""Look-up of stretches by where they stand, so that the cost of an article grows with its length and not with its square."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class Spans(Generic[T]):
    """Items that each cover characters `[start, end)` of a text, found by the characters that they touch."""

    def __init__(self, items: Iterable[T], span: Callable[[T], tuple[int, int]]) -> None:
        """`span` gives the offsets of an item."""
        self._items = sorted(items, key=span)
        self._span = span
        self._starts = [span(item)[0] for item in self._items]
        # The end that lies furthest to the right so far never falls, so that it can be searched.
        self._furthest = list(accumulate((span(item)[1] for item in self._items), max))

    def over(self, start: int, end: int) -> list[T]:
        """Find the items that share a character with `[start, end)` or touch it, in the order of the text."""
        first = bisect_left(self._furthest, start)
        last = bisect_right(self._starts, end)
        return [item for item in self._items[first:last] if self._span(item)[1] >= start]
