"""Events in the 61 columns of GDELT 2.0's event table, in its order, tab-separated, without a header. What we do not know is empty.

GDELT's days are full days: a month fills `MonthYear` and `Year`, a year `Year` alone, an open span none of them. Its country codes of places
are FIPS 10-4, which the record does not have. `AvgTone` and `GoldsteinScale` are not ours to give.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from dragoman.showing.export.cameo_file import ROLES, UNCODED, actor_code, dyads
from dragoman.showing.export.cells import Cell, tabbed
from dragoman.showing.export.columns import quad_of
from dragoman.showing.export.dates import date_of
from dragoman.showing.export.rows import Job, Row

_ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code")
_GEO = ("Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    *("GlobalEventID", "Day", "MonthYear", "Year", "FractionDate"),
    *(f"Actor{number}{name}" for number in (1, 2) for name in _ACTOR),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in _GEO),
    *("DATEADDED", "SOURCEURL"),
)
NO_PLACE, COUNTRY, CITY = 0, 1, 4


def gdelt_lines(rows: Iterable[Row], job: Job) -> Iterator[bytes]:
    """A line for each pair of source and target."""
    for row in rows:
        pairs = dyads(row)
        if not pairs:
            job.left[UNCODED] += 1
        for number, (source, target, code) in enumerate(pairs):
            held: dict[str, Cell] = {"GlobalEventID": _number(f"{row.stored.id} {number}"), **_days(row), **_of(1, source), **_of(2, target)}
            held |= {"EventCode": code, "EventBaseCode": code[:3], "EventRootCode": code[:2], "QuadClass": quad_of(row.claim["type"])}
            held |= {"NumMentions": len(row.finding.claims) if row.finding else 1, "NumSources": row.n_independent, "NumArticles": row.n_articles}
            yield tabbed([held.get(name) for name in COLUMNS])


def _number(key: str) -> int:
    """A stable number that fits 63 bits."""
    return int(sha256(key.encode()).hexdigest()[:15], 16)


def _days(row: Row) -> dict[str, Cell]:
    """The date as far as it is told, else the day of publication; place; address."""
    stored, span, place = row.stored, date_of(row.claim), row.claim["place"] or {}
    added = (stored.published or "").replace("-", "")
    first, last = span.days if span.told else (stored.published, stored.published)
    told = {
        name: first[:length].replace("-", "")
        for name, length in (("Day", 10), ("MonthYear", 7), ("Year", 4))
        if first and last and first[:length] == last[:length] and len(first) >= length
    }
    kind = CITY if place.get("city") else COUNTRY if place.get("country") else NO_PLACE
    return {
        **told,
        "DATEADDED": f"{added}000000" if len(added) == 8 else None,
        "SOURCEURL": stored.url or stored.article,
        "ActionGeo_Type": kind,
        "ActionGeo_Fullname": place.get("text"),
        "Actor1Geo_Type": NO_PLACE,
        "Actor2Geo_Type": NO_PLACE,
    }


def _of(number: int, ref: Mapping[str, Any]) -> dict[str, Cell]:
    sector = ref.get("sector")
    known = {"Code": actor_code(ref), "Name": ref.get("name"), "CountryCode": ref.get("country"), "Type1Code": sector and ROLES.get(sector, sector)}
    return {f"Actor{number}{name}": value for name, value in known.items()}
