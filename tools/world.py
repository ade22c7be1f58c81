"""Makes `src/dragoman/showing/pages/drawings/world.json`, the outlines of countries, from Natural Earth as the npm package world-atlas has it.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz && python tools/world.py package

Outlines are those of 1:110 million; countries that are missing there (small ones) only get the middle that 1:10 million has.
The projection is Equal Earth (Šavrič, Patterson and Jenny 2018), so that no country looks larger than it is.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1] / "src" / "dragoman"
WIDTH = 960
NORTH, SOUTH = 84.0, -58.0
A1, A2, A3, A4, M = 1.340264, -0.081106, 0.000893, 0.003796, math.sqrt(3) / 2
SMALLEST = 1.5
"""Rings with less area, in square pixels, are left out."""
NAMES = {
    "Antigua and Barb.": "ATG",
    "Bosnia and Herz.": "BIH",
    "British Virgin Is.": "VGB",
    "Cayman Is.": "CYM",
    "Central African Rep.": "CAF",
    "Congo": "COG",
    "Cook Is.": "COK",
    "Dem. Rep. Congo": "COD",
    "Dominican Rep.": "DOM",
    "Eq. Guinea": "GNQ",
    "Faeroe Is.": "FRO",
    "Falkland Is.": "FLK",
    "Fr. Polynesia": "PYF",
    "Macao": "MAC",
    "Macedonia": "MKD",
    "Marshall Is.": "MHL",
    "Micronesia": "FSM",
    "N. Mariana Is.": "MNP",
    "Pitcairn Is.": "PCN",
    "S. Sudan": "SSD",
    "Solomon Is.": "SLB",
    "St. Kitts and Nevis": "KNA",
    "St. Vin. and Gren.": "VCT",
    "St. Pierre and Miquelon": "SPM",
    "São Tomé and Principe": "STP",
    "Turks and Caicos Is.": "TCA",
    "U.S. Virgin Is.": "VIR",
    "United States of America": "USA",
    "Vatican": "VAT",
    "W. Sahara": "ESH",
    "Wallis and Futuna Is.": "WLF",
    "eSwatini": "SWZ",
}
"""Natural Earth's short names that are not the registry's. Areas without an ISO code (Somaliland, Northern Cyprus) stay without one."""
MAINLAND = {"FRA": (2.5, 46.6), "USA": (-98.5, 39.8), "NOR": (9.0, 61.5), "RUS": (90.0, 61.5), "NLD": (5.3, 52.2), "NZL": (172.5, -41.5)}
"""Where the middle of the largest outline is not what a reader looks for."""

Ring = list[tuple[float, float]]


def projected(lon: float, lat: float) -> tuple[float, float]:
    """Return x and y of Equal Earth, in radians of the globe."""
    t = math.asin(M * math.sin(math.radians(lat)))
    t2 = t * t
    t6 = t2**3
    x = math.radians(lon) * math.cos(t) / (M * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2)))
    return x, t * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))


SCALE = WIDTH / (2 * projected(180, 0)[0])
TOP = projected(0, NORTH)[1]


def placed(lon: float, lat: float) -> tuple[float, float]:
    """Return x and y on the drawing."""
    x, y = projected(lon, max(min(lat, NORTH), SOUTH))
    return WIDTH / 2 + x * SCALE, (TOP - y) * SCALE


def countries(file: Path) -> dict[str, list[Ring]]:
    """Return the outer rings (longitude, latitude) of each country, by name."""
    topology = json.loads(file.read_text(encoding="utf-8"))
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[Ring] = []
    for arc in topology["arcs"]:
        x = y = 0
        points: Ring = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)

    def ring(numbers: list[int]) -> Ring:
        joined: Ring = []
        for number in numbers:
            points = arcs[number] if number >= 0 else arcs[~number][::-1]
            joined += points[1:] if joined else points
        return joined

    found = {}
    for one in topology["objects"]["countries"]["geometries"]:
        polygons: list[Any] = {"Polygon": [one.get("arcs")], "MultiPolygon": one.get("arcs")}[one["type"]]
        found[one["properties"]["name"]] = [piece for polygon in polygons for piece in cut(ring(polygon[0]))]
    return found


def area(ring: Ring) -> float:
    """Return the signed area of a ring."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def middle(ring: Ring) -> tuple[float, float]:
    """Return the centre of gravity of a ring."""
    whole = area(ring)
    if abs(whole) < 1e-9:
        return ring[0]
    crosses = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in zip(ring, ring[1:] + ring[:1], strict=True)]
    return sum((a[0] + b[0]) * c for a, b, c in crosses) / (6 * whole), sum((a[1] + b[1]) * c for a, b, c in crosses) / (6 * whole)


def cut(ring: Ring) -> list[Ring]:
    """Return a ring that crosses the 180th meridian as the pieces on its two sides; another one as it is."""
    whole = [ring[0]]
    for lon, lat in ring[1:]:
        whole.append((lon + 360 * round((whole[-1][0] - lon) / 360), lat))
    pieces = []
    for turn in (-360, 0, 360):
        piece = [(lon + turn, lat) for lon, lat in whole]
        for edge, sign in ((-180.0, 1), (180.0, -1)):
            piece = _within(piece, edge, sign)
        if len(piece) > 2:
            pieces.append(piece)
    return pieces


def _within(ring: Ring, edge: float, sign: int) -> Ring:
    """Clip a ring at a meridian (Sutherland and Hodgman): what lies east of it where `sign` is 1, else west."""
    kept: Ring = []
    for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
        inside, then = (a[0] - edge) * sign >= 0, (b[0] - edge) * sign >= 0
        if inside:
            kept.append(a)
        if inside != then:
            kept.append((edge, a[1] + (b[1] - a[1]) * (edge - a[0]) / (b[0] - a[0])))
    return kept


def drawn(rings: list[Ring]) -> str:
    """Return the path of rings on the drawing, in whole pixels relative to each other."""
    parts = []
    for ring in rings:
        points = [placed(*point) for point in ring]
        if abs(area(points)) < SMALLEST:
            continue
        whole = [(round(x), round(y)) for x, y in points]
        kept = [whole[0], *(point for last, point in pairwise(whole) if point != last)]
        steps = "".join(f"{b[0] - a[0]},{b[1] - a[1]} " for a, b in pairwise(kept))
        parts.append(f"M{kept[0][0]},{kept[0][1]}l{steps.strip()}z")
    return "".join(parts)


def main(folder: Path) -> None:
    """Write the file."""
    with (ROOT / "knowledge" / "actors" / "states.csv").open(encoding="utf-8", newline="") as file:
        codes = {row["name"]: row["id"] for row in csv.DictReader(file)} | NAMES
    fine, coarse = countries(folder / "countries-10m.json"), countries(folder / "countries-110m.json")
    outlines, middles = {}, {}
    for name, rings in coarse.items():
        if name != "Antarctica":
            outlines[codes.get(name, f"-{name}")] = drawn(rings)
    for name, rings in fine.items():
        if (code := codes.get(name)) and code != "ATA":
            largest = max(([placed(*point) for point in ring] for ring in rings), key=lambda ring: abs(area(ring)))
            x, y = placed(*MAINLAND[code]) if code in MAINLAND else middle(largest)
            middles[code] = [round(x, 1), round(y, 1)]
    made = {
        "source": "Natural Earth 1:110 million and 1:10 million (public domain), by way of world-atlas 2.0.2",
        "width": WIDTH,
        "height": round((TOP - projected(0, SOUTH)[1]) * SCALE),
        "outlines": dict(sorted(outlines.items())),
        "middles": dict(sorted(middles.items())),
    }
    (ROOT / "showing" / "pages" / "drawings" / "world.json").write_text(json.dumps(made, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
