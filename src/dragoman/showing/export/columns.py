"""A claim as a flat row: the columns of each kind, in order. What a claim has several of is joined by `; `, in the same order in every column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.coding.cameo import load_cameo
from dragoman.coding.ontology import load_ontology
from dragoman.showing.export.cells import Cell, one_line
from dragoman.showing.export.dates import Span, as_of, date_of, period_of
from dragoman.showing.export.rows import Row

JOINED = "; "


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `kind` is the type of its cells (str, float, int, bool), each of which may also be None."""

    name: str
    kind: type
    cell: Callable[[Row], Cell]


def columns_of(kind: str) -> tuple[Column, ...]:
    """The columns of `event`, `statement`, `flow` or `relation`."""
    return (*_FIRST, *_OWN[kind], *_LAST)


def row_of(row: Row, columns: tuple[Column, ...]) -> list[Cell]:
    """The cells of a claim."""
    return [column.cell(row) for column in columns]


def _text(name: str, *path: str, kind: type = str) -> Column:
    """A column that holds what stands at `path` in the claim, or nothing."""

    def cell(row: Row) -> Cell:
        value: Any = row.claim
        for key in path or (name,):
            value = value.get(key) if isinstance(value, Mapping) else None
        return kind(value) if value is not None else None

    return Column(name, kind, cell)


def _sides(name: str, role: str) -> tuple[Column, ...]:
    """Name, id, country and sector of the actors of a role."""

    def joined(key: str) -> Callable[[Row], Cell]:
        def cell(row: Row) -> Cell:
            held = row.claim[role]
            refs = held if isinstance(held, list) else [held] if held else []
            return JOINED.join(str(ref.get(key) or "") for ref in refs) or None

        return cell

    keys = ((name, "name"), (f"{name}_id", "id"), (f"{name}_country", "country"), (f"{name}_sector", "sector"))
    return tuple(Column(column, str, joined(key)) for column, key in keys)


def _dates(name: str, read: Callable[[Mapping[str, Any]], Span]) -> tuple[Column, ...]:
    """First and last, as exactly as told, and how exactly."""
    return (
        Column(f"{name}_start", str, lambda r: read(r.claim).start),
        Column(f"{name}_end", str, lambda r: read(r.claim).end),
        Column(f"{name}_precision", str, lambda r: read(r.claim).precision),
    )


def _attribution(row: Row) -> Cell:
    return " < ".join(f"{link['name']} ({link['stance']})" for link in row.claim["attribution"]) or None


def _contexts(row: Row) -> Cell:
    return JOINED.join(row.claim["contexts"]) or None


def _cameo(row: Row) -> str | None:
    coded = load_cameo().of(row.claim)
    return coded.code if coded else None


def _root(row: Row) -> Cell:
    code = _cameo(row)
    return code[:2] if code else None


def quad_of(type_: str) -> int | None:
    """PLOVER's quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict; None of an unknown type."""
    known = load_ontology().types.get(type_)
    return QUADS.index(known.quad) + 1 if known and known.quad in QUADS else None


QUADS = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")
_FIRST = (
    Column("id", str, lambda r: r.stored.id),
    Column("article", str, lambda r: r.stored.article),
    Column("outlet", str, lambda r: r.stored.outlet and one_line(r.stored.outlet)),
    Column("published", str, lambda r: r.stored.published),
    *_dates("date", date_of),
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
    Column("title", str, lambda r: r.stored.title and one_line(r.stored.title)),
    Column("url", str, lambda r: r.stored.url and one_line(r.stored.url)),
    Column("finding", str, lambda r: r.finding_id),
    Column("n_articles", int, lambda r: r.n_articles),
    Column("n_independent", int, lambda r: r.n_independent),
)
_OWN: Mapping[str, tuple[Column, ...]] = {
    "event": (
        _text("type"),
        _text("mode"),
        *_sides("actor", "actors"),
        *_sides("recipient", "recipients"),
        Column("contexts", str, _contexts),
        _text("score", kind=float),
        Column("quad", int, lambda r: quad_of(r.claim["type"])),
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
        *_dates("period", period_of),
        Column("as_of", str, lambda r: as_of(r.claim).start),
        Column("as_of_precision", str, lambda r: as_of(r.claim).precision),
        _text("instrument"),
        _text("terms"),
        _text("is_aggregate", kind=bool),
    ),
    "relation": (
        _text("relation"),
        *_sides("subject", "subject"),
        *_sides("object", "object"),
        _text("role"),
        *_dates("period", period_of),
    ),
}
