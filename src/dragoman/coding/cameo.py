"""CAMEO and PLOVER: what a CAMEO code means in PLOVER, and which CAMEO code an event has. Both ways are tables of the ontology."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any

from dragoman.knowledge.tables import Row, load_table

CODES = "ontology/cameo.csv"
EXPORT = "ontology/cameo_export.csv"
GOVERNING = "ontology/cameo_governing.csv"
#: Modalities of which CAMEO can tell; of what is only possible, asked for or supposed it has no code.
_TOLD = ("actual", "future")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A line of the codebook. `type` is None where PLOVER sees no act ("makes a comment")."""

    code: str
    what: str
    type: str | None
    mode: str | None


@dataclass(frozen=True, slots=True)
class ExportRow:
    """The code of events of one type; `mode`, `modalities`, `contexts` and `words` narrow it. `reverse` is the other side's code ("hosts")."""

    type: str
    mode: str | None
    modalities: tuple[str, ...]
    contexts: frozenset[str]
    code: str
    reverse: str | None
    words: frozenset[str] = frozenset()
    """Word forms in lower case, one of which the words of the event hold."""


@dataclass(frozen=True, slots=True)
class Cameo:
    """The codebook and the way back."""

    codes: Mapping[str, CameoCode]
    export: Mapping[str, tuple[ExportRow, ...]]
    governing: Mapping[str, Mapping[str, str]]
    """Code of a verb ("refuse", 120) -> type of the act it governs -> `TYPE:mode` of the two together; `default` for any other act."""

    @property
    def roots(self) -> tuple[str, ...]:
        """The twenty roots, of two digits."""
        return tuple(sorted({code[:2] for code in self.codes}))

    def seen_from_target(self, code: str | None) -> bool:
        """Whether the code tells of an act from its other side, as 043 does of a visit: in PLOVER the visitor acts, not the host."""
        return code is not None and any(row.reverse == code for rows in self.export.values() for row in rows)

    def meaning(self, code: str) -> CameoCode | None:
        """The line of a code of two to four digits, or None. A root alone (`04`) is its general code (`040`)."""
        return self.codes.get(code) or (self.codes.get(f"{code}0") if len(code) == 2 else None)

    def of(self, event: Mapping[str, Any]) -> ExportRow | None:
        """The row of an event as the record's JSON has it."""
        words = event["evidence"]["text"]
        return self.row(event["type"], event["mode"], event["polarity"], event["modality"], event["contexts"], words)

    def row(self, type_: str, mode: str | None, polarity: str, modality: str, contexts: Iterable[str] = (), words: str = "") -> ExportRow | None:
        """The row of an event, None where CAMEO has no code for it: what is denied, possible, asked for or supposed did not happen.

        Rows with the mode win over those of the type alone; of either, one with words, then one with contexts, then the one with neither. One with
        words or contexts holds where it is the only one that the event's fit.
        """
        if polarity != "positive":
            return None
        rows = [r for r in self.export.get(type_, ()) if modality in r.modalities]
        told, held = frozenset(_WORD.findall(words.casefold())), frozenset(contexts)
        for near in ([r for r in rows if mode is not None and r.mode == mode], [r for r in rows if r.mode is None]):
            plain = [r for r in near if not r.words and not r.contexts]
            for found in ([r for r in near if r.words & told], [r for r in near if r.contexts & held], plain[:1]):
                if len(found) == 1:
                    return found[0]
        return None


@cache
def load_cameo() -> Cameo:
    """The tables in the package. Raises `KnowledgeError` where one is wrong."""
    return read_cameo()


def read_cameo(root: Traversable | None = None) -> Cameo:
    """The tables below `root` (a knowledge folder), by default the package's."""
    codes = [_code(row) for row in load_table(CODES, ("code", "what", "type", "mode"), root)]
    export: dict[str, tuple[ExportRow, ...]] = {}
    for row in load_table(EXPORT, ("type", "mode", "modality", "contexts", "code", "reverse"), root):
        made = _export(row)
        export[made.type] = (*export.get(made.type, ()), made)
    by_code = {c.code: c for c in codes}
    governing: dict[str, dict[str, str]] = {}
    for row in load_table(GOVERNING, ("code", "governs", "type", "mode"), root):
        code = row.text("code")
        if code not in by_code:
            raise row.error(f"the code {code!r} is not in {CODES}", "use one of its codes")
        results = governing.setdefault(code, {"default": by_code[code].type or "-"})
        results[row.text("governs")] = ":".join(part for part in (row.text("type"), row.optional("mode")) if part)
    return Cameo(by_code, export, governing)


def _code(row: Row) -> CameoCode:
    return CameoCode(row.text("code"), row.text("what"), row.optional("type"), row.optional("mode"))


def _export(row: Row) -> ExportRow:
    modalities = row.items("modality") or _TOLD[:1]
    narrowed = frozenset(row.items("contexts")), row.text("code"), row.optional("reverse"), frozenset(row.items("words"))
    return ExportRow(row.text("type"), row.optional("mode"), modalities, *narrowed)
