"""The best tree over the words of a sentence (Chu and Liu 1965, Edmonds 1967; by growing paths, as Tarjan 1977 and Gabow et al. 1986)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def spanning_tree(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """The head of each word: 0 the root, k the word k-1. `scores` are words × (words + 1); exactly one word hangs on the root.

    Taken greedily where that is a tree, which it nearly always is.
    """
    words = len(scores)
    full = np.full((words + 1, words + 1), -np.inf)
    full[1:] = scores
    np.fill_diagonal(full, -np.inf)
    heads = full.argmax(-1)
    if np.count_nonzero(heads[1:] == 0) != 1 or not _is_tree(heads.tolist()):
        # a second word on the root costs more than any tree can gain
        full[1:, 0] -= (words + 1) * (float(scores.max()) - float(scores.min()) + 1)
        heads = _best(full)
    return np.asarray(heads[1:], dtype=np.int64)


def _is_tree(heads: list[int]) -> bool:
    """Whether all words hang on the root, which is 0, by some way."""
    seen = [0] * len(heads)  # in which walk
    for begin in range(1, len(heads)):
        at = begin
        while at and not seen[at]:
            seen[at] = begin
            at = heads[at]
        if at and seen[at] == begin:
            return False
    return True


def _best(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Heads of the best tree, of the root 0, too. Time is quadratic in the words.

    From each word the best heads are followed. A ring that closes becomes one more node, which keeps for every head outside
    what it gains to open the ring there; at the end the rings are opened, the outermost first.
    """
    size = len(scores)
    ways = list(scores)  # by node: what each word gains as its head
    heads = [0] * size
    node_of = np.arange(size)
    members = [[word] for word in range(size)]
    state = [2] + [0] * (size - 1)  # 1 on the path, 2 done
    rings: list[tuple[list[int], NDArray[np.int64]]] = []
    for begin in range(1, size):
        path: list[int] = []
        at = int(node_of[begin])
        while state[at] != 2:
            if state[at] == 1:
                ring = path[path.index(at) :]
                del path[-len(ring) :]
                gains = np.stack([ways[node] - ways[node][heads[node]] for node in ring])
                inside = [word for node in ring for word in members[node]]
                way = gains.max(0)
                way[inside] = -np.inf
                at = len(ways)
                node_of[inside] = at
                rings.append((ring, gains.argmax(0)))
                ways.append(way)
                members.append(inside)
                heads.append(0)
                state.append(0)
            path.append(at)
            state[at] = 1
            heads[at] = int(ways[at].argmax())
            at = int(node_of[heads[at]])
        for node in path:
            state[node] = 2
    for number in reversed(range(len(rings))):
        ring, openings = rings[number]
        head = heads[size + number]
        heads[ring[openings[head]]] = head
    return np.asarray(heads[:size], dtype=np.int64)
