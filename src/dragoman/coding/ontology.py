"""The event types as data: scores, modes, what becomes of future and refused acts, and the words of contexts (`ontology/plover.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from dragoman.errors import KnowledgeError


@dataclass(frozen=True, slots=True)
class EventType:
    """A row of the ontology; `future`, `refused`, `threat`, `two_sided`, `answers` and `alone` are explained at the top of `plover.toml`."""

    name: str
    score: float | None
    modes: Mapping[str, float]
    quad: str
    future: str | None
    refused: str | None
    threat: str | None
    two_sided: bool
    answers: frozenset[str] | None = None
    alone: frozenset[str] = frozenset()

    @property
    def material(self) -> bool:
        """Whether it is a deed rather than words."""
        return self.quad.startswith("material-")


@dataclass(frozen=True, slots=True)
class Ontology:
    """The types by name, and the contexts with the lemmas that tell them."""

    types: Mapping[str, EventType]
    contexts: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Lexical classes of a noun, by `lexicon/en/events/objects.toml`."""

    def has_two_sides(self, type_: str, objects: Iterable[str]) -> bool:
        """Whether an act has another side even where the words leave it out. `objects` are the lemmas of what the act is done to."""
        row = self.types[type_]
        if row.answers is None or not row.two_sided:
            return row.two_sided
        return any(self.kinds.get(lemma, frozenset()) & row.answers for lemma in objects)

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
    return read_ontology(root / "ontology" / "plover.toml", root / "lexicon" / "en" / "events" / "objects.toml")


def read_ontology(file: Traversable, objects: Traversable | None = None) -> Ontology:
    """Read an ontology file and one of kinds of objects; raises `KnowledgeError` where one is no TOML or there are no types."""
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
            row.get("threat"),
            row.get("two_sided", False),
            frozenset(row["answers"]) if "answers" in row else None,
            frozenset(row.get("alone", ())),
        )
        for key, row in rows.items()
    }
    contexts = {key: tuple(row.get("triggers", ())) for key, row in data.get("contexts", {}).items()}
    return Ontology(types, contexts, kinds_of(read_toml(objects)) if objects is not None else {})


def kinds_of(data: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """The kinds of each lemma, of tables that list lemmas by kind."""
    found: dict[str, set[str]] = {}
    for kind, row in data.items():
        for lemma in row["lemmas"]:
            found.setdefault(lemma, set()).add(kind)
    return {lemma: frozenset(kinds) for lemma, kinds in found.items()}


def read_toml(file: Traversable) -> dict[str, Any]:
    """The tables of a file; raises `KnowledgeError` with cause and repair where it is no TOML."""
    try:
        return tomllib.loads(file.read_text(encoding="utf8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{file.name}: {error}. Mend the file; it has to be TOML in UTF-8.") from error
