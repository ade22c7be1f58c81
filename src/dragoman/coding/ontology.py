"""The event types as data: scores, modes, what becomes of future and refused acts, and the words of contexts (`ontology/plover.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from dragoman.errors import KnowledgeError


@dataclass(frozen=True, slots=True)
class EventType:
    """A row of the ontology; `future`, `refused`, `two_sided` and `one_way` are explained at the top of `plover.toml`."""

    name: str
    score: float | None
    modes: Mapping[str, float]
    quad: str
    future: str | None
    refused: str | None
    two_sided: bool
    one_way: frozenset[str] | None
    """Of acts that those who do them do together (talks): the modes that have a giver and a receiver all the same. None: not such an act."""


@dataclass(frozen=True, slots=True)
class Ontology:
    """The types by name, and the contexts with the lemmas that tell them."""

    types: Mapping[str, EventType]
    contexts: Mapping[str, tuple[str, ...]]

    def score(self, type_: str, mode: str | None) -> float | None:
        """PLOVER's value of the mode, else of the type."""
        known = self.types[type_]
        return known.modes.get(mode, known.score) if mode else known.score

    def triggers(self) -> dict[str, tuple[str, ...]]:
        """The contexts that a lemma tells, by the lemma."""
        found: dict[str, tuple[str, ...]] = {}
        for context, lemmas in self.contexts.items():
            for lemma in lemmas:
                found[lemma] = (*found.get(lemma, ()), context)
        return found


@cache
def load_ontology() -> Ontology:
    """The ontology in the package. Raises `KnowledgeError` with cause and repair where the file is wrong."""
    root = resources.files("dragoman") / "knowledge"
    return read_ontology(root / "ontology" / "plover.toml")


def read_ontology(file: Traversable) -> Ontology:
    """Read an ontology file; raises `KnowledgeError` where it is no TOML or there are no types."""
    data = read_toml(file)
    rows = data.get("types", {})
    if not rows:
        raise KnowledgeError(f"{file.name}: no [types.NAME] tables. Add one for each PLOVER type.")
    types = {
        key: EventType(
            key,
            row.get("score"),
            dict(row.get("modes", {})),
            row.get("quad", ""),
            row.get("future"),
            row.get("refused"),
            row.get("two_sided", False),
            frozenset(row["one_way"]) if "one_way" in row else None,
        )
        for key, row in rows.items()
    }
    contexts = {key: tuple(row.get("triggers", ())) for key, row in data.get("contexts", {}).items()}
    return Ontology(types, contexts)


def read_toml(file: Traversable) -> dict[str, Any]:
    """The tables of a file; raises `KnowledgeError` with cause and repair where it is no TOML."""
    try:
        return tomllib.loads(file.read_text(encoding="utf8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{file.name}: {error}. Mend the file; it has to be TOML in UTF-8.") from error
