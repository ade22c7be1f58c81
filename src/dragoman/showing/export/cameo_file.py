"""Events as the older event data have them: tab-separated, one pair of source and target a line, with CAMEO codes.

What is denied, possible, asked for or supposed has no code in CAMEO and is left out; `Left` counts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dragoman.coding.cameo import load_cameo
from dragoman.showing.export.cells import tabbed
from dragoman.showing.export.columns import quad_of
from dragoman.showing.export.dates import date_of
from dragoman.showing.export.rows import Job, Row

COLUMNS = (
    *("date", "source", "target", "code", "root", "quad", "score", "date_from", "type", "mode", "source_name", "target_name", "source_id"),
    *("target_id", "place_country", "event", "article", "outlet", "url", "text", "date_precision", "finding", "n_articles", "n_independent"),
)
UNCODED = "denied, not actual, or without a party; CAMEO has no code for them"
#: CAMEO's word for a sector where it is not ours.
ROLES = {"CIV": "CVL"}
Ref = Mapping[str, Any]


def cameo_lines(rows: Iterable[Row], job: Job) -> Iterator[bytes]:
    """The lines of the file with their line ends, the header first. Events of several actors give a line for each pair."""
    yield ("\t".join(COLUMNS) + "\n").encode()
    for row in rows:
        pairs = dyads(row)
        if not pairs:
            job.left[UNCODED] += 1
        for source, target, code in pairs:
            cells = _cells(row, source, target, code)
            yield tabbed([cells[name] for name in COLUMNS])


def dyads(row: Row) -> list[tuple[Ref, Ref, str]]:
    """Source, target and code of the lines of one event; an unknown side is empty.

    Those who act together without a recipient (a meeting) stand in both directions; a host's line has its own code.
    """
    claim = row.claim
    coded = load_cameo().of(claim)
    if coded is None:
        return []
    actors, recipients = claim["actors"], claim["recipients"]
    pairs: list[tuple[Ref, Ref, str]] = [(a, r, coded.code) for a in actors or [{}] for r in recipients]
    pairs += [(r, a, coded.reverse) for a in actors for r in recipients if coded.reverse]
    if not recipients:
        pairs = [(a, b, coded.code) for a in actors for b in actors if a is not b] or [(a, {}, coded.code) for a in actors]
    return pairs


def actor_code(ref: Ref) -> str:
    """Country and role as CAMEO writes them: `USA`, `USAMIL`, `IGO`; empty where neither is known."""
    country, sector = ref.get("country") or "", ref.get("sector") or ""
    return country if country and ref.get("kind") == "state" else country + ROLES.get(sector, sector)


def _cells(row: Row, source: Ref, target: Ref, code: str) -> dict[str, Any]:
    claim, stored, date = row.claim, row.stored, date_of(row.claim)
    return {
        "date": date.start or date.end or stored.published,
        "date_from": "event" if date.told else "publication" if stored.published else None,
        "date_precision": date.precision,
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
        "finding": row.finding_id,
        "n_articles": row.n_articles,
        "n_independent": row.n_independent,
    }
