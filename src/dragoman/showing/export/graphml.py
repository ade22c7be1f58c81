"""GraphML, for networkx, igraph, yEd: parties and their ties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as Xml

from dragoman.showing.export.graph import document, element, network
from dragoman.showing.export.rows import Job, Row

_KEYS = (
    ("node", "label", "string"),
    ("node", "node_kind", "string"),
    ("edge", "kind", "string"),
    ("edge", "weight", "double"),
    ("edge", "n_independent", "int"),
    ("edge", "days", "string"),
    ("edge", "without_day", "int"),
    ("edge", "dates", "string"),
)


def graphml_bytes(rows: Iterable[Row], job: Job) -> Iterator[bytes]:
    """The document. `weight` counts rows; `days` are those told to the day, `dates` all dates as exactly as they are told.

    What two do together is one edge, of a kind that ends in `:joint`.
    """
    net = network(rows, job.left)
    root = Xml.Element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
    element(root, "desc", f"{job.title}. What articles say, not what is known.")
    for of, name, type_ in _KEYS:
        element(root, "key", **{"id": name, "for": of, "attr.name": name, "attr.type": type_})
    graph = element(root, "graph", id="dragoman", edgedefault="directed")
    for node in net.nodes.values():
        made = element(graph, "node", id=node.id)
        _data(made, label=node.label, node_kind=node.kind)
    for number, tie in enumerate(net.ties):
        made = element(graph, "edge", id=f"e{number}", source=tie.source, target=tie.target)
        held = {"kind": tie.kind, "weight": str(float(tie.weight)), "n_independent": str(tie.n_independent)}
        _data(made, **held, days=" ".join(sorted(tie.days)), without_day=str(tie.coarser), dates="; ".join(tie.dates))
    yield document(root)


def _data(parent: Xml.Element, **values: str) -> None:
    for name, value in values.items():
        element(parent, "data", value, key=name)
