"""From compared pairs to groups: the best pairs join first, and no join may bring together what excludes each other."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.reconciling.blocking import pairs
from dragoman.reconciling.comparison import Compared, compare, contradictory
from dragoman.reconciling.items import Item
from dragoman.reconciling.model import Model


@dataclass(frozen=True, slots=True)
class Group:
    """Claims about one thing, as positions, with the pairs that joined them."""

    members: tuple[int, ...]
    joined_by: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class Grouping:
    """All groups of two or more, and how many pairs were compared to find them."""

    groups: tuple[Group, ...]
    compared: int


def group(items: Sequence[Item], model: Model) -> Grouping:
    """Group the claims. `items` must be in a fixed order; the groups are then the same whatever order the claims came in."""
    # Most pairs join nothing: they are kept as plain numbers until it is known which claims can come together at all.
    ones, others, scores, vetoes = array("L"), array("L"), array("d"), bytearray()
    candidates: list[tuple[float, int, int, Compared]] = []
    reach = Partition()
    for one, other in pairs(items, model):
        result = compare(items[one], items[other], model)
        ones.append(one)
        others.append(other)
        scores.append(result.score)
        vetoes.append(result.veto)
        if not result.veto and result.score >= model.of(items[one].kind).threshold:
            candidates.append((-result.score, one, other, result))
            reach.join(one, other)
    forest = _Forest(items, model)
    for one, other, score, veto in zip(ones, others, scores, vetoes, strict=True):
        if reach.root(one) == reach.root(other):
            forest.note(one, other, score, veto=bool(veto))
    for _, one, other, result in sorted(candidates, key=lambda c: c[:3]):
        forest.join(one, other, result)
    return Grouping(forest.groups(), len(ones))


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

    def __init__(self, items: Sequence[Item], model: Model) -> None:
        self._items, self._model = items, model
        self._sets = Partition()
        self._members: dict[int, list[int]] = {}
        self._joined: dict[int, list[Compared]] = {}
        self._between: dict[int, dict[int, tuple[float, int, bool]]] = {}

    def note(self, one: int, other: int, score: float, *, veto: bool) -> None:
        """Keep the result of comparing two claims."""
        value = (score, 1, veto)
        self._between.setdefault(one, {})[other] = value
        self._between.setdefault(other, {})[one] = value

    def join(self, one: int, other: int, result: Compared) -> None:
        """Join the groups of two claims unless the groups as wholes speak against it."""
        first, second = sorted((self._sets.root(one), self._sets.root(other)))
        if first == second or not self._may_join(first, second):
            return
        if len(self._members_of(first)) < len(self._members_of(second)):
            first, second = second, first
        self._sets.join(first, second)
        self._members[first] = self._members_of(first) + self._members_of(second)
        self._joined[first] = [*self._joined.get(first, []), *self._joined.pop(second, []), result]
        self._members.pop(second, None)
        self._merge_scores(first, second)

    def groups(self) -> tuple[Group, ...]:
        """The groups of two or more, by their first member."""
        found = (Group(tuple(sorted(members)), tuple(self._joined[root])) for root, members in self._members.items() if len(members) > 1)
        return tuple(sorted(found, key=lambda g: g.members))

    def _members_of(self, root: int) -> list[int]:
        return self._members.get(root, [root])

    def _may_join(self, first: int, second: int) -> bool:
        total, count, veto = self._between[first][second]
        if veto or total / count < self._model.of(self._items[first].kind).mean:
            return False
        limit = self._model.limits.related
        one, other = self._spread(first, limit), self._spread(second, limit)
        return not any(contradictory(self._items[a], self._items[b], self._model) for a in one for b in other)

    def _spread(self, root: int, limit: int) -> list[int]:
        """Members that differ in parties or dates, at most `limit`, the same whatever the order of joining."""
        distinct: dict[object, int] = {}
        for member in sorted(self._members_of(root)):
            item = self._items[member]
            distinct.setdefault((item.acting, item.receiving, item.days), member)
        return list(distinct.values())[:limit]

    def _merge_scores(self, kept: int, gone: int) -> None:
        mine = self._between[kept]
        mine.pop(gone, None)
        for other, (total, count, veto) in self._between.pop(gone).items():
            if other == kept:
                continue
            have = mine.get(other, (0.0, 0, False))
            merged = (have[0] + total, have[1] + count, have[2] or veto)
            mine[other] = merged
            theirs = self._between[other]
            theirs.pop(gone, None)
            theirs[kept] = merged
