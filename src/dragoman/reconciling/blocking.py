"""Which claims are compared at all: those of one block (kind, parties, group of types), and in a large block only near neighbours.

The number of pairs grows with the number of claims, not with its square, however skewed the news is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Protocol

from dragoman.reconciling.items import Item, Place, name_words
from dragoman.reconciling.model import Model

Key = tuple[str, ...]
NO_ONE = "-"
ONE_PARTY = 3  # the length of a key of kind, group and one party


class Spot(Protocol):
    """What places a claim within a block. An `Item` is one, and so is what the record keeps of it."""

    @property
    def kind(self) -> str:
        """The kind of claim."""

    @property
    def place(self) -> Place:
        """Publication, article, place in it, id: the fixed order of claims."""

    @property
    def anchor(self) -> int:
        """The day by which it is laid beside others."""

    @property
    def sketch(self) -> int:
        """A number that claims of like words share."""

    @property
    def several(self) -> bool:
        """True where it names more than one party."""


Order = Callable[[Spot], tuple[Any, ...]]


def pairs(items: Sequence[Item], model: Model) -> Iterator[tuple[int, int]]:
    """Yield the pairs to compare, as ascending positions, each once. `items` must be in their fixed order: the pairs then are the same in any run."""
    count = len(items)
    seen: set[int] = set()
    for key, members in sorted(_blocks(items, model).items()):
        for first, second in pairs_within(key, [items[m] for m in members], model):
            low, high = members[first], members[second]
            code = low * count + high
            if code not in seen:
                seen.add(code)
                yield low, high


def _blocks(items: Sequence[Item], model: Model) -> Mapping[Key, list[int]]:
    blocks: dict[Key, list[int]] = defaultdict(list)
    for position, item in enumerate(items):
        for key in keys(item, model):
            blocks[key].append(position)
    return {key: members for key, members in blocks.items() if len(members) > 1}


def keys(item: Item, model: Model) -> Iterator[Key]:
    """The blocks of a claim: each two of its parties with each group of its type; what names only one party stands with all that name it."""
    if item.kind == "relation":
        words = sorted(name_words(item.claim["subject"]))
        yield from (("relation", item.type, word, "") for word in words[: model.limits.parties])
        return
    parties = sorted(item.parties)[: model.limits.parties]
    for group in model.of(item.kind).groups.get(item.type, (item.type,)):
        for one, other in combinations(parties, 2):
            yield (item.kind, group, one, other)
        for one in parties:
            yield (item.kind, group, one)
        if not parties:
            yield (item.kind, group, NO_ONE)


def pairs_within(key: Key, spots: Sequence[Spot], model: Model) -> Iterator[tuple[int, int]]:
    """Yield the pairs of one block as ascending positions in `spots`, which stand in their fixed order; a pair may come twice.

    All of a small block; of a large one neighbours in time and neighbours in words.
    """
    if len(spots) < 2:
        return
    near = comparable(key, spots[0].kind, model)
    for one, other in _near(spots, model):
        if near(spots[one], spots[other]):
            yield (one, other) if one < other else (other, one)


def comparable(key: Key, kind: str, model: Model) -> Callable[[Spot, Spot], bool]:
    """Whether two neighbours in a block are to be compared: they are near in time, and no other block compares them anyway."""
    days = None if kind == "relation" else _season(kind, model)
    one_party = len(key) == ONE_PARTY

    def near(a: Spot, b: Spot) -> bool:
        if one_party and a.several and b.several:
            return False  # both name other parties too: the blocks of those compare them
        return days is None or -days <= a.anchor - b.anchor <= days

    return near


def orders(kind: str, model: Model) -> tuple[Order, Order]:
    """The two orders, in time and in words, in which a large block's claims have their neighbours."""
    season = _season(kind, model)
    return (
        lambda spot: (spot.anchor, spot.sketch, spot.place),
        lambda spot: (spot.anchor // season, spot.sketch, spot.anchor, spot.place),
    )


def _season(kind: str, model: Model) -> int:
    return model.limits.event_days if kind == "event" else model.limits.flow_days


def _near(spots: Sequence[Spot], model: Model) -> Iterator[tuple[int, int]]:
    if len(spots) <= model.limits.block:
        yield from combinations(range(len(spots)), 2)
        return
    for order in orders(spots[0].kind, model):
        ranks = [order(spot) for spot in spots]
        ordered = sorted(range(len(spots)), key=ranks.__getitem__)
        for start, one in enumerate(ordered):
            for other in ordered[start + 1 : start + 1 + model.limits.window]:
                yield one, other
