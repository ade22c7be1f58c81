"""Parties on a circle, the ones with most ties first, and a line for each pair, the thicker the more claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, log1p, pi, sin

from dragoman.record.browsing import Dyad
from dragoman.showing.pages.environment import count

SIZE, RADIUS = 720, 290
MOST = 36
"""So many parties are drawn; the table has all pairs."""


@dataclass(frozen=True, slots=True)
class Node:
    """A party; `anchor` says on which side its name stands."""

    code: str
    x: float
    y: float
    r: float
    text_x: float
    text_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A pair in both directions together: `mood` is `better`, `worse` or `mixed` by the mean score of its events."""

    one: str
    other: str
    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    mood: str
    words: str


@dataclass(frozen=True, slots=True)
class Network:
    """The drawing; `left_out` are so many parties of the pairs given."""

    size: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int


def network(dyads: Sequence[Dyad]) -> Network | None:
    """Return the drawing of pairs, each of which is given once; None where there are none."""
    if not dyads:
        return None
    ties: Counter[str] = Counter()
    for dyad in dyads:
        ties[dyad.one] += dyad.n
        ties[dyad.other] += dyad.n
    codes = sorted((code for code, _ in ties.most_common(MOST)), key=str)
    largest = max(ties.values())
    nodes = {code: _node(code, 2 * pi * number / len(codes), ties[code] / largest) for number, code in enumerate(codes)}
    top = max(dyad.n for dyad in dyads)
    edges = tuple(_edge(nodes[dyad.one], nodes[dyad.other], dyad, top) for dyad in dyads if {dyad.one, dyad.other} <= nodes.keys())
    return Network(SIZE, tuple(nodes.values()), edges, len(ties) - len(codes))


def _node(code: str, angle: float, share: float) -> Node:
    x, y = SIZE / 2 + RADIUS * cos(angle), SIZE / 2 + RADIUS * sin(angle)
    out_x, out_y = SIZE / 2 + (RADIUS + 16) * cos(angle), SIZE / 2 + (RADIUS + 16) * sin(angle) + 4
    side = "start" if cos(angle) > 0.1 else "end" if cos(angle) < -0.1 else "middle"
    return Node(code, round(x, 1), round(y, 1), round(4 + 7 * share, 1), round(out_x, 1), round(out_y, 1), side)


def _edge(a: Node, b: Node, dyad: Dyad, top: int) -> Edge:
    mean = dyad.score or 0.0
    mood = "better" if mean > 1 else "worse" if mean < -1 else "mixed"
    told = f"; mean score {mean:.1f}" if dyad.events else ""
    words = f"{count(dyad.there, 'claim')} of {a.code} to {b.code}, {dyad.back:,} back, {dyad.joint:,} of both{told}"
    return Edge(a.code, b.code, a.x, a.y, b.x, b.y, round(1 + 7 * log1p(dyad.n) / log1p(top), 1), mood, words)
