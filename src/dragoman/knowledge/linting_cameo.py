"""Checks of the CAMEO tables against the ontology."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable

from dragoman.knowledge.linting_ontology import ONTOLOGY
from dragoman.knowledge.linting_sources import Finding, Schema, Table, at, mapping, read_toml
from dragoman.knowledge.tables import Row

MODALITIES = frozenset({"actual", "future"})
CODES = Schema("ontology/cameo.csv", ("code", "what", "type", "mode", "note"), ("code", "what"), unique=("code",))
EXPORT = Schema(
    "ontology/cameo_export.csv",
    ("type", "mode", "modality", "contexts", "words", "code", "reverse", "note"),
    ("type", "code"),
    unique=("type", "mode", "modality", "contexts", "words"),
)
GOVERNING = Schema(
    "ontology/cameo_governing.csv", ("code", "governs", "type", "mode", "note"), ("code", "governs", "type"), unique=("code", "governs")
)
CONFIDENCE = Schema("ontology/confidence.csv", ("kind", "bias", "act", "giver", "taker"), ("kind", "bias", "act", "giver", "taker"), unique=("kind",))
ACCURACY = Schema(
    "ontology/accuracy.csv",
    ("kind", "type", "gold", "precision", "recall", "text"),
    ("kind", "gold", "precision", "recall"),
    unique=("kind", "type"),
)
SCHEMAS = (CODES, EXPORT, GOVERNING, CONFIDENCE, ACCURACY)


def check_cameo(root: Traversable, tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Check that types, modes and contexts exist, that every type has a code, and that codes are of the codebook."""
    ontology, _ = read_toml(root, ONTOLOGY)
    types = mapping(ONTOLOGY, "the file", ontology, "types")[0]
    contexts = mapping(ONTOLOGY, "the file", ontology, "contexts")[0]
    known = {row.cells["code"] for row in tables[CODES.name].rows}
    for row in tables[CODES.name].rows:
        code = row.cells["code"]
        if not (code.isdigit() and 3 <= len(code) <= 4):
            yield at(row, f"the code {code!r} is not of three or four digits", "write it as in the codebook, with its zeros")
        yield from _typed(row, types)
    for row in tables[EXPORT.name].rows:
        yield from _typed(row, types)
        for column in ("code", "reverse"):
            if (code := row.cells[column]) and code not in known:
                yield at(row, f"the {column} {code!r} is not in {CODES.name}", "use one of its codes, or add it there")
        for word in row.items("words"):
            if not (word.isalpha() and word == word.casefold()):
                yield at(row, f"the word {word!r} is no single word in lower case", "write each form of the word by itself")
        for context in row.items("contexts"):
            if context not in contexts:
                yield at(row, f"the context {context!r} is not in {ONTOLOGY}", "use one of its contexts")
        for modality in row.items("modality"):
            if modality not in MODALITIES:
                yield at(row, f"the modality {modality!r} has no code in CAMEO", f"use {'|'.join(sorted(MODALITIES))}, or leave it empty: actual")
    for row in tables[GOVERNING.name].rows:
        yield from _typed(row, types)
        if row.cells["code"] not in known:
            yield at(row, f"the code {row.cells['code']!r} is not in {CODES.name}", "use one of its codes")
        if types and row.cells["governs"] not in types:
            yield at(row, f"the type {row.cells['governs']!r} is not in {ONTOLOGY}", f"use one of {', '.join(types)}")
    plain = {row.cells["type"] for row in tables[EXPORT.name].rows if not any(row.cells[c] for c in ("mode", "contexts", "words"))}
    for name in types if tables[EXPORT.name].rows else ():
        if name not in plain:
            yield Finding(EXPORT.name, None, f"{name} has no row without mode and contexts", "add one with the root's general code")
    for row in tables[EXPORT.name].rows:
        root_code = mapping(ONTOLOGY, "types", types, row.cells["type"])[0].get("cameo")
        bare = not any(row.cells[c] for c in ("mode", "contexts", "words")) and "future" not in row.items("modality")[:1]
        if bare and root_code and row.cells["code"][:2] != root_code:
            yield at(row, f"the root {row.cells['code'][:2]} is not the {root_code} of {ONTOLOGY}", "correct one of the two")


def _typed(row: Row, types: Mapping[str, object]) -> Iterator[Finding]:
    type_, mode = row.cells["type"], row.cells["mode"]
    settings = types.get(type_)
    if type_ and types and not isinstance(settings, dict):
        yield at(row, f"the type {type_!r} is not in {ONTOLOGY}", f"use one of {', '.join(types)}")
    elif mode and isinstance(settings, dict) and mode not in settings.get("modes", {}):
        yield at(row, f"{type_} has no mode {mode!r}", f"use one of {', '.join(settings.get('modes', {})) or 'none: it has no modes'}")
