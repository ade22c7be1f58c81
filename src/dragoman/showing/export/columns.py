"""A claim as a flat row: the columns of each kind, in order. What a claim has several of is joined by `; `, in the same order in every column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.coding.cameo import load_cameo
from dragoman.coding.ontology import load_ontology
from dragoman.record.view import StoredClaim

JOINED = "; "
Cell = str | float | int | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `kind` is the type of its cells (str, float, int, bool), each of which may also be None."""

    name: str
    kind: type
    cell: Callable[[StoredClaim], Cell]


def columns_of(kind: str) -> tuple[Column, ...]:
    """The columns of `event`, `statement`, `flow` or `relation`."""
    return (*_FIRST, *_OWN[kind], *_LAST)


def row_of(stored: StoredClaim, columns: tuple[Column, ...]) -> list[Cell]:
    """The cells of a claim."""
    return [column.cell(stored) for column in columns]


def _text(name: str, *path: str, kind: type = str) -> Column:
    """A column that holds what stands at `path` in the claim, or nothing."""

    def cell(stored: StoredClaim) -> Cell:
        value: Any = stored.claim
        for key in path or (name,):
            value = value.get(key) if isinstance(value, Mapping) else None
        return kind(value) if value is not None else None

    return Column(name, kind, cell)


def _sides(name: str, role: str) -> tuple[Column, ...]:
    """Name, id, country and sector of the actors of a role."""

    def joined(key: str) -> Callable[[StoredClaim], Cell]:
        def cell(stored: StoredClaim) -> Cell:
            held = stored.claim[role]
            refs = held if isinstance(held, list) else [held] if held else []
            return JOINED.join(str(ref.get(key) or "") for ref in refs) or None

        return cell

    keys = ((name, "name"), (f"{name}_id", "id"), (f"{name}_country", "country"), (f"{name}_sector", "sector"))
    return tuple(Column(column, str, joined(key)) for column, key in keys)


def _attribution(stored: StoredClaim) -> Cell:
    return " < ".join(f"{link['name']} ({link['stance']})" for link in stored.claim["attribution"]) or None


def _contexts(stored: StoredClaim) -> Cell:
    return JOINED.join(stored.claim["contexts"]) or None


def _cameo(stored: StoredClaim) -> str | None:
    claim = stored.claim
    row = load_cameo().row(claim["type"], claim["mode"], claim["polarity"], claim["modality"], claim["contexts"])
    return row.code if row else None


def _root(stored: StoredClaim) -> Cell:
    code = _cameo(stored)
    return code[:2] if code else None


def quad_of(type_: str) -> int | None:
    """PLOVER's quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict; None of an unknown type."""
    known = load_ontology().types.get(type_)
    return QUADS.index(known.quad) + 1 if known and known.quad in QUADS else None


QUADS = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")
_FIRST = (
    Column("id", str, lambda s: s.id),
    Column("article", str, lambda s: s.article),
    Column("outlet", str, lambda s: s.outlet),
    Column("published", str, lambda s: s.published),
    _text("date_start", "date", "start"),
    _text("date_end", "date", "end"),
    _text("date_precision", "date", "precision"),
)
_LAST = (
    _text("polarity"),
    _text("modality"),
    _text("confidence", kind=float),
    Column("attribution", str, _attribution),
    _text("place", "place", "text"),
    _text("place_country", "place", "country"),
    _text("evidence", "evidence", "text"),
    _text("evidence_start", "evidence", "start", kind=int),
    _text("evidence_end", "evidence", "end", kind=int),
    _text("rule"),
    Column("title", str, lambda s: s.title),
    Column("url", str, lambda s: s.url),
)
_OWN: Mapping[str, tuple[Column, ...]] = {
    "event": (
        _text("type"),
        _text("mode"),
        *_sides("actor", "actors"),
        *_sides("recipient", "recipients"),
        Column("contexts", str, _contexts),
        _text("score", kind=float),
        Column("quad", int, lambda s: quad_of(s.claim["type"])),
        Column("cameo", str, _cameo),
        Column("cameo_root", str, _root),
    ),
    "statement": (
        *_sides("speaker", "speaker"),
        *_sides("addressee", "addressees"),
        _text("cue"),
        _text("quote"),
        _text("medium"),
        _text("content", "content", "text"),
        _text("content_start", "content", "start", kind=int),
        _text("content_end", "content", "end", kind=int),
    ),
    "flow": (
        _text("flow_type"),
        _text("measure"),
        _text("status"),
        *_sides("provider", "provider"),
        *_sides("recipient", "recipient"),
        _text("amount_min", "amount", "min", kind=float),
        _text("amount_max", "amount", "max", kind=float),
        _text("unit", "amount", "unit"),
        _text("currency_basis", "amount", "currency_basis"),
        _text("qualifier", "amount", "qualifier"),
        _text("amount_text", "amount", "text"),
        _text("commodity"),
        _text("period_start", "period", "start"),
        _text("period_end", "period", "end"),
        _text("as_of"),
        _text("instrument"),
        _text("terms"),
        _text("is_aggregate", kind=bool),
    ),
    "relation": (
        _text("relation"),
        *_sides("subject", "subject"),
        *_sides("object", "object"),
        _text("role"),
        _text("period_start", "period", "start"),
        _text("period_end", "period", "end"),
    ),
}
