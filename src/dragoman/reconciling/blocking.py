"""Which claims are compared at all: those of one block (kind, parties, group of types), and in a large block only near neighbours.

The number of pairs grows with the number of claims, not with its square, however skewed the news is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from dragoman.reconciling.items import Item, name_words
from dragoman.reconciling.model import Model

Key = tuple[str, ...]
NO_ONE = "-"
ONE_PARTY = 3  # the length of a key of kind, group and one party


def pairs(items: Sequence[Item], model: Model) -> Iterator[tuple[int, int]]:
    """Yield the pairs to compare, as ascending positions, each once. `items` must be in a fixed order: the pairs then are the same in any run."""
    count = len(items)
    seen: set[int] = set()
    for key, members in sorted(_blocks(items, model).items()):
        for one, other in _within(items, members, model):
            if len(key) == ONE_PARTY and len(items[one].parties) > 1 < len(items[other].parties):
                continue  # both name other parties too: the blocks of those compare them
            low, high = (one, other) if one < other else (other, one)
            code = low * count + high
            if code not in seen and _in_time(items[low], items[high], model):
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


def _within(items: Sequence[Item], members: Sequence[int], model: Model) -> Iterator[tuple[int, int]]:
    """Pairs within a block: all of a small one; of a large one neighbours in time and neighbours in words."""
    if len(members) <= model.limits.block:
        yield from combinations(members, 2)
        return
    by_day = sorted(members, key=lambda m: (items[m].anchor, items[m].sketch, items[m].place))
    season = model.limits.event_days if items[members[0]].kind == "event" else model.limits.flow_days
    by_words = sorted(members, key=lambda m: (items[m].anchor // season, items[m].sketch, items[m].anchor, items[m].place))
    for order in (by_day, by_words):
        for start, one in enumerate(order):
            for other in order[start + 1 : start + 1 + model.limits.window]:
                yield one, other


def _in_time(a: Item, b: Item, model: Model) -> bool:
    if a.kind == "relation":
        return True
    limit = model.limits.event_days if a.kind == "event" else model.limits.flow_days
    return abs(a.anchor - b.anchor) <= limit
