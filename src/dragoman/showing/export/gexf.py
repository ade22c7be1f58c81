"""GEXF 1.3, for Gephi and others: parties and their ties, in time. A day stands as a timestamp; a month or a year is none and stays words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as Xml

from dragoman import __version__
from dragoman.showing.export.graph import document, element, network
from dragoman.showing.export.rows import Job, Row

_NODE = (("kind", "string"),)
_EDGE = (("kind", "string"), ("n_independent", "integer"), ("without_day", "integer"), ("dates", "string"))


def gexf_bytes(rows: Iterable[Row], job: Job) -> Iterator[bytes]:
    """The document. Parallel edges differ by `kind`; `weight` counts rows; spells are the days that are told to the day.

    What two do together is one edge, of a kind that ends in `:joint`.
    """
    net = network(rows, job.left)
    root = Xml.Element("gexf", {"xmlns": "http://gexf.net/1.3", "version": "1.3"})
    meta = element(root, "meta")
    element(meta, "creator", f"Dragoman {__version__}")
    element(meta, "description", f"{job.title}. What articles say, not what is known.")
    graph = element(root, "graph", defaultedgetype="directed", mode="dynamic", timeformat="date", timerepresentation="timestamp")
    for class_, titles in (("node", _NODE), ("edge", _EDGE)):
        attributes = element(graph, "attributes", class_=class_, mode="static")
        for title, type_ in titles:
            element(attributes, "attribute", id=title, title=title, type=type_)
    nodes = element(graph, "nodes")
    for node in net.nodes.values():
        made = element(nodes, "node", id=node.id, label=node.label)
        _values(made, kind=node.kind)
    edges = element(graph, "edges")
    for number, tie in enumerate(net.ties):
        made = element(edges, "edge", id=str(number), source=tie.source, target=tie.target, kind=tie.kind, weight=str(float(tie.weight)))
        _values(made, kind=tie.kind, n_independent=str(tie.n_independent), without_day=str(tie.coarser), dates="; ".join(tie.dates))
        if tie.days:
            spells = element(made, "spells")
            for day in sorted(set(tie.days)):
                element(spells, "spell", timestamp=day)
    yield document(root)


def _values(parent: Xml.Element, **values: str) -> None:
    held = element(parent, "attvalues")
    for name, value in values.items():
        element(held, "attvalue", for_=name, value=value)
