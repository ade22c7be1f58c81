"""From compared pairs to groups: the best pairs join first, and no join may bring together what excludes each other."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.reconciling.blocking import Spot, pairs
from dragoman.reconciling.comparison import Compared, compare, contradictory
from dragoman.reconciling.items import Item
from dragoman.reconciling.judgements import NONE, Judged
from dragoman.reconciling.model import Model

Candidate = tuple[float, int, int]
"""The score that lets two join, less than 0 so that the best comes first, and their positions."""
Scored = tuple[int, int, float, bool]
"""Two positions, their score and whether something keeps them apart."""


@dataclass(frozen=True, slots=True)
class Group:
    """Claims about one thing, as positions, with the pairs that joined them."""

    members: tuple[int, ...]
    joined_by: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Grouping:
    """All groups of two or more, and how many pairs were compared to find them."""

    groups: tuple[Group, ...]
    compared: int


def group(items: Sequence[Item], model: Model, judgements: Judged = NONE) -> Grouping:
    """Group the claims. `items` must be in a fixed order; the groups are then the same whatever order the claims came in."""
    # Most pairs join nothing: they are kept as plain numbers until it is known which claims can come together at all.
    ones, others, scores, vetoes = array("L"), array("L"), array("d"), bytearray()
    candidates: list[Candidate] = []
    decided = _decided(items, judgements)
    reach = Partition()
    for (one, other), same in decided.items():
        if same:
            reach.join(one, other)
    for one, other in pairs(items, model):
        result = compare(items[one], items[other], model)
        ones.append(one)
        others.append(other)
        scores.append(result.score)
        vetoes.append(result.veto)
        if joins(result, items[one].kind, model):
            candidates.append((-result.score, one, other))
            reach.join(one, other)
    near = (pair for pair in zip(ones, others, scores, map(bool, vetoes), strict=True) if reach.root(pair[0]) == reach.root(pair[1]))
    return Grouping(_grow(_Forest(items, items.__getitem__, model), near, candidates, decided), len(ones))


def regroup(
    spots: Sequence[Spot], item: Callable[[int], Item], compared: Iterable[Scored], model: Model, judgements: Judged = NONE
) -> tuple[Group, ...]:
    """Group claims whose pairs were compared before: all pairs among them, as positions with score and veto.

    `spots` are in their fixed order; `item` gives the claim at a position, and is asked only where a join depends on it. The groups are
    those that `group` makes of the whole record, if these are all the claims that their joining pairs connect.
    """
    known = list(compared)
    candidates = [(-score, one, other) for one, other, score, veto in known if not veto and score >= model.of(spots[one].kind).threshold]
    return _grow(_Forest(spots, item, model), known, candidates, _decided(spots, judgements))


def joins(result: Compared, kind: str, model: Model) -> bool:
    """True where two claims belong together as far as the two of them say."""
    return not result.veto and result.score >= model.of(kind).threshold


def _grow(forest: _Forest, compared: Iterable[Scored], candidates: Iterable[Candidate], decided: Mapping[tuple[int, int], bool]) -> tuple[Group, ...]:
    for one, other, score, veto in compared:
        forest.note(one, other, score, veto=veto)
    apart = [pair for pair, same in decided.items() if not same]
    for one, other in apart:
        forest.note(one, other, 0.0, veto=True)
    for (one, other), same in decided.items():
        if same:
            forest.bring(one, other, apart)
    for _, one, other in sorted(candidates):
        forest.join(one, other)
    return forest.groups()


def _decided(spots: Sequence[Spot], judgements: Judged) -> dict[tuple[int, int], bool]:
    """Pairs of positions that a user judged: True for the same, False for different."""
    if not judgements.pairs:
        return {}
    places = {spot.place[3]: position for position, spot in enumerate(spots)}
    found = {}
    for (one, other), judgement in judgements.pairs.items():
        if one in places and other in places and spots[places[one]].kind == spots[places[other]].kind:
            low, high = sorted((places[one], places[other]))
            found[low, high] = judgement.verdict == "same"
    return found


class Partition:
    """Union-find over positions."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}

    def root(self, position: int) -> int:
        """The position that stands for the set."""
        root = position
        while (above := self._parent.get(root, root)) != root:
            root = above
        while (above := self._parent.get(position, position)) != root:
            self._parent[position] = root
            position = above
        return root

    def join(self, one: int, other: int) -> None:
        """Bring two sets together; the first one's root stands for both."""
        first, second = self.root(one), self.root(other)
        if first != second:
            self._parent[second] = first


class _Forest:
    """Union-find that knows, for each two groups, the sum and number of the scores between them and whether one is a veto."""

    def __init__(self, spots: Sequence[Spot], item: Callable[[int], Item], model: Model) -> None:
        self._spots, self._item, self._model = spots, item, model
        self._sets = Partition()
        self._members: dict[int, list[int]] = {}
        self._joined: dict[int, list[tuple[int, int]]] = {}
        self._between: dict[int, dict[int, tuple[float, int, bool]]] = {}
        self._spreads: dict[int, dict[object, int]] = {}

    def note(self, one: int, other: int, score: float, *, veto: bool) -> None:
        """Keep the result of comparing two claims."""
        value = (score, 1, veto)
        self._between.setdefault(one, {})[other] = value
        self._between.setdefault(other, {})[one] = value

    def join(self, one: int, other: int) -> None:
        """Join the groups of two claims unless the groups as wholes speak against it."""
        first, second = sorted((self._sets.root(one), self._sets.root(other)))
        if first != second and self._may_join(first, second):
            self._unite(first, second, (one, other))

    def bring(self, one: int, other: int, apart: Iterable[tuple[int, int]]) -> None:
        """Join the groups of two claims that a user judged the same, unless that would bring together what was judged different."""
        first, second = sorted((self._sets.root(one), self._sets.root(other)))
        if first != second and not any({self._sets.root(a), self._sets.root(b)} == {first, second} for a, b in apart):
            self._unite(first, second, None)

    def _unite(self, first: int, second: int, pair: tuple[int, int] | None) -> None:
        if len(self._members_of(first)) < len(self._members_of(second)):
            first, second = second, first
        self._sets.join(first, second)
        self._members.setdefault(first, [first]).extend(self._members.pop(second, [second]))
        self._joined.setdefault(first, []).extend([*self._joined.pop(second, []), *([pair] if pair else [])])
        one, other = self._spreads.pop(first, None), self._spreads.pop(second, None)
        if one is not None and other is not None:
            self._spreads[first] = self._distinct((member, key) for found in (one, other) for key, member in found.items())
        self._merge_scores(first, second)

    def groups(self) -> tuple[Group, ...]:
        """The groups of two or more, by their first member."""
        found = (Group(tuple(sorted(members)), tuple(self._joined[root])) for root, members in self._members.items() if len(members) > 1)
        return tuple(sorted(found, key=lambda g: g.members))

    def _members_of(self, root: int) -> list[int]:
        return self._members.get(root, [root])

    def _may_join(self, first: int, second: int) -> bool:
        total, count, veto = self._between[first][second]
        if veto or total / count < self._model.of(self._spots[first].kind).mean:
            return False
        one, other = self._spread(first), self._spread(second)
        return not any(contradictory(self._item(a), self._item(b), self._model) for a in one for b in other)

    def _spread(self, root: int) -> Iterable[int]:
        """The first members that differ in parties or dates, at most `limits.related`, the same whatever the order of joining."""
        if root not in self._spreads:
            items = ((member, self._item(member)) for member in self._members_of(root))
            self._spreads[root] = self._distinct((member, (item.acting, item.receiving, item.days)) for member, item in items)
        return self._spreads[root].values()

    def _distinct(self, members: Iterable[tuple[int, object]]) -> dict[object, int]:
        """Of each key the first member, for the first keys. The first keys of two sets together are among the first keys of each."""
        distinct: dict[object, int] = {}
        for member, key in sorted(members, key=lambda found: found[0]):
            if len(distinct) == self._model.limits.related:
                break
            distinct.setdefault(key, member)
        return distinct

    def _merge_scores(self, kept: int, gone: int) -> None:
        mine = self._between.setdefault(kept, {})
        mine.pop(gone, None)
        for other, (total, count, veto) in self._between.pop(gone, {}).items():
            if other == kept:
                continue
            have = mine.get(other, (0.0, 0, False))
            merged = (have[0] + total, have[1] + count, have[2] or veto)
            mine[other] = merged
            theirs = self._between[other]
            theirs.pop(gone, None)
            theirs[kept] = merged
