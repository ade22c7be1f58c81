"""Claims as a network: parties and the ties between them. The formats of networks write it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as Xml

from dragoman.showing.export.cells import OUTSIDE, one_line
from dragoman.showing.export.dates import span_of
from dragoman.showing.export.flows import state_names
from dragoman.showing.export.rows import Left, Row, unreal
from dragoman.showing.export.words import type_of
from dragoman.showing.ledger import code_of

SIDES = {
    "event": ("actors", "recipients"),
    "statement": ("speaker", "addressees"),
    "flow": ("provider", "recipient"),
    "relation": ("subject", "object"),
}
Ref = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Node:
    """A party: its country where it has one, else itself. `kind` is the record's word."""

    id: str
    label: str
    kind: str


@dataclass(slots=True)
class Tie:
    """All claims of one kind and type from one party to another. `days` are those told to the day; `coarser` counts the claims with other dates."""

    source: str
    target: str
    kind: str
    weight: int = 0
    n_independent: int = 0
    days: list[str] = field(default_factory=list)
    coarser: int = 0
    dates: list[str] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """Count a row."""
        span = span_of(row.claim)
        self.weight += 1
        self.n_independent += row.n_independent
        if span.start and span.start == span.end and len(span.start) == 10:
            self.days.append(span.start)
        else:
            self.coarser += 1
        if span.told:
            self.dates.append(span.words)


@dataclass(frozen=True, slots=True)
class Network:
    """Parties by id, ties in the order in which they are told first."""

    nodes: Mapping[str, Node]
    ties: list[Tie]


def network(rows: Iterable[Row], left: Left) -> Network:
    """Gather the network; what is denied or not actual, and what ties nobody to anybody, is counted in `left`."""
    nodes: dict[str, Node] = {}
    ties: dict[tuple[str, str, str], Tie] = {}
    for row in rows:
        pairs = list(_pairs(row))
        reason = unreal(row.claim) or (None if pairs else "nobody, or the same party, at the other end")
        if reason:
            left[reason] += 1
            continue
        for key in dict.fromkeys((_node(one, nodes), _node(other, nodes), kind) for one, other, kind in pairs):
            ties.setdefault(key, Tie(*key)).add(row)
    return Network(nodes, list(ties.values()))


def document(root: Xml.Element) -> bytes:
    """The XML of a network as UTF-8."""
    Xml.indent(root)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def element(parent: Xml.Element, tag: str, text: str | None = None, **attributes: str) -> Xml.Element:
    """A new element below `parent`; what XML cannot hold is U+FFFD."""
    made = Xml.SubElement(parent, tag, {name.rstrip("_"): OUTSIDE.sub("\ufffd", value) for name, value in attributes.items()})
    made.text = None if text is None else OUTSIDE.sub("\ufffd", text)
    return made


def _pairs(row: Row) -> Iterator[tuple[Ref, Ref, str]]:
    """Who to whom, and as what kind of tie; those who act together without another side stand once, in the order of their codes, as `…:joint`."""
    one, other = (_refs(row.claim[side]) for side in SIDES[row.stored.kind])
    together = row.stored.kind == "event" and not other
    kind = f"{type_of(row)}:joint" if together else type_of(row)
    for source in one:
        for target in one if together else other:
            if code_of(source) < code_of(target) if together else code_of(source) != code_of(target):
                yield source, target, kind


def _refs(held: Any) -> list[Ref]:
    return held if isinstance(held, list) else [held] if held else []


def _node(ref: Ref, nodes: dict[str, Node]) -> str:
    code = one_line(code_of(ref))
    state = state_names().get(code)
    nodes.setdefault(code, Node(code, state or one_line(str(ref["name"])), "state" if state else str(ref.get("kind") or "unknown")))
    return code
