"""Checks of the ontology: quads, scores, modes, and what becomes of future and refused acts."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources.abc import Traversable

from dragoman.knowledge.linting_sources import Finding, mapping, read_toml, strings, unknown_keys, vocabulary

ONTOLOGY = "ontology/plover.toml"
TYPE_KEYS = ("description", "quad", "score", "cameo", "cameo_by_mode", "future", "refused", "two_sided", "one_way", "modes")
QUADS = frozenset({"verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"})


def check_ontology(root: Traversable) -> Iterator[Finding]:
    """Check the ontology below `root`."""
    data, faults = read_toml(root, ONTOLOGY)
    yield from faults
    yield from unknown_keys(ONTOLOGY, "the file", data, ("types", "contexts"))
    types, faults = mapping(ONTOLOGY, "the file", data, "types")
    yield from faults
    refusals = mapping(ONTOLOGY, "REJECT", mapping(ONTOLOGY, "types", types, "REJECT")[0], "modes")[0]
    for name in types:
        row, faults = mapping(ONTOLOGY, "types", types, name)
        yield from faults
        yield from unknown_keys(ONTOLOGY, name, row, TYPE_KEYS)
        yield from vocabulary(ONTOLOGY, name, row, "quad", QUADS, required=True)
        yield from vocabulary(ONTOLOGY, name, row, "future", types)
        yield from vocabulary(ONTOLOGY, name, row, "refused", refusals)
        if not isinstance(row.get("two_sided", False), bool):
            yield Finding(ONTOLOGY, None, f"{name} has the two_sided {row['two_sided']!r}", "write true or false")
        modes, faults = mapping(ONTOLOGY, name, row, "modes")
        yield from faults
        one_way, faults = strings(ONTOLOGY, name, row, "one_way")
        yield from faults
        for mode in sorted(set(one_way) - set(modes)):
            yield Finding(ONTOLOGY, None, f"one_way of {name} has the unknown mode {mode!r}", "use a mode of the type")
        for what, score in [(name, row.get("score")), *((f"{name}:{mode}", score) for mode, score in modes.items())]:
            if not isinstance(score, (int, float)) or not -10 <= score <= 10:
                yield Finding(ONTOLOGY, None, f"{what} has the score {score!r}", "write a number from -10 to 10")
        roots, faults = mapping(ONTOLOGY, name, row, "cameo_by_mode")
        yield from faults
        for mode in sorted(set(roots) - set(modes)):
            yield Finding(ONTOLOGY, None, f"cameo_by_mode of {name} has the unknown mode {mode!r}", "use a mode of the type")
