"""Events as the older event data have them: tab-separated, one pair of source and target a line, with CAMEO codes.

What is denied, possible, asked for or supposed has no code in CAMEO and is left out; `Left` counts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.coding.cameo import load_cameo
from dragoman.record.view import StoredClaim
from dragoman.showing.export.columns import quad_of
from dragoman.showing.export.csv_table import guarded

COLUMNS = (
    *("date", "source", "target", "code", "root", "quad", "score", "date_from", "type", "mode", "source_name", "target_name", "source_id"),
    *("target_id", "place_country", "event", "article", "outlet", "url", "text"),
)
#: CAMEO's word for a sector where it is not ours.
_ROLES = {"CIV": "CVL"}
Ref = Mapping[str, Any]


@dataclass(slots=True)
class Left:
    """How many events the file leaves out."""

    count: int = 0


def cameo_lines(claims: Iterable[StoredClaim], left: Left) -> Iterator[bytes]:
    """The lines of the file with their line ends, the header first. Events of several actors give a line for each pair."""
    yield ("\t".join(COLUMNS) + "\n").encode()
    for stored in claims:
        rows = dyads(stored)
        left.count += not rows
        for row in rows:
            yield ("\t".join(_cell(row[name]) for name in COLUMNS) + "\n").encode()


def dyads(stored: StoredClaim) -> list[dict[str, Any]]:
    """The lines of one event. Those who act together without a recipient (a meeting) stand in both directions; a host's line has its own code."""
    claim = stored.claim
    row = load_cameo().row(claim["type"], claim["mode"], claim["polarity"], claim["modality"], claim["contexts"])
    if row is None:
        return []
    actors, recipients = claim["actors"], claim["recipients"]
    pairs: list[tuple[Ref, Ref, str]] = [(a, r, row.code) for a in actors or [{}] for r in recipients]
    pairs += [(r, a, row.reverse) for a in actors for r in recipients if row.reverse]
    if not recipients:
        pairs = [(a, b, row.code) for a in actors for b in actors if a is not b] or [(a, {}, row.code) for a in actors]
    return [_row(stored, source, target, code) for source, target, code in pairs]


def actor_code(ref: Ref) -> str:
    """Country and role as CAMEO writes them: `USA`, `USAMIL`, `IGO`; empty where neither is known."""
    country, sector = ref.get("country") or "", ref.get("sector") or ""
    return country if country and ref.get("kind") == "state" else country + _ROLES.get(sector, sector)


def _row(stored: StoredClaim, source: Ref, target: Ref, code: str) -> dict[str, Any]:
    claim = stored.claim
    day = (claim["date"] or {}).get("start") or (claim["date"] or {}).get("end")
    return {
        "date": day or stored.published,
        "date_from": "event" if day else "publication" if stored.published else None,
        "source": actor_code(source),
        "target": actor_code(target),
        "code": code,
        "root": code[:2],
        "quad": quad_of(claim["type"]),
        "score": claim["score"],
        "type": claim["type"],
        "mode": claim["mode"],
        "source_name": source.get("name"),
        "target_name": target.get("name"),
        "source_id": source.get("id"),
        "target_id": target.get("id"),
        "place_country": (claim["place"] or {}).get("country"),
        "event": stored.id,
        "article": stored.article,
        "outlet": stored.outlet,
        "url": stored.url,
        "text": claim["evidence"]["text"],
    }


def _cell(value: str | float | None) -> str:
    """Without tabs and line breaks, guarded like the cells of a CSV file; numbers as they are."""
    if isinstance(value, str):
        return str(guarded(" ".join(value.split())))
    return "" if value is None else f"{value:g}"
