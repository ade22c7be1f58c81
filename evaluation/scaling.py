"""What reading and reconciling cost as articles come: `python -m evaluation.scaling [--sizes 100 1000] [--workers 2] [--docs]`.

The texts of our gold are articles of day after day, eight a day. Every figure is of a `dragoman` process of its own; CPU seconds beside
those of a calibrator (sorting, which needs nothing of ours), so that they can be held against another machine's. `--docs` puts the table
into docs/performance.md. 1,000 articles take a quarter of an hour on a small machine; 10,000 take that ten times.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

GOLD = Path(__file__).parent / "gold"
PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
BEGIN, END = "<!-- scaling: written by make bench -->\n", "<!-- scaling ends -->\n"
PER_DAY = 8


@dataclass(frozen=True)
class Used:
    """What a process took: seconds of CPU and of the clock, megabytes at most."""

    cpu: float
    wall: float
    megabytes: float


@dataclass(frozen=True)
class Measured:
    """One size: the reading, the same again, the findings, and what the record has then."""

    articles: int
    first: Used
    second: Used
    findings: Used
    claims: int
    bytes: int
    compared: int


def calibrator() -> float:
    """CPU seconds of sorting a fixed list, the least of three times."""
    draw = random.Random(1)  # noqa: S311 - the same numbers each time
    numbers = [draw.random() for _ in range(1_000_000)]
    times = []
    for _ in range(3):
        begun = time.process_time()
        sorted(numbers)
        times.append(time.process_time() - begun)
    return min(times)


def articles(count: int) -> Iterable[str]:
    """So many articles as JSON lines."""
    files = ("samples.jsonl", "fresh-a.jsonl", "fresh-c.jsonl")
    texts = [json.loads(line) for name in files for line in (GOLD / name).read_text(encoding="utf8").splitlines()]
    for number in range(count):
        one, day = texts[number % len(texts)], date(2027, 1, 1) + timedelta(days=number // PER_DAY)
        yield json.dumps({"id": f"{one['id']}-{number}", "text": one["text"], "outlet": f"Outlet {number % 50}", "published": day.isoformat()})


def ran(*arguments: str | Path) -> Used:
    """Run dragoman with these arguments; exit code 3 (an input refused) counts as done."""
    begun = time.monotonic()
    process = subprocess.Popen([sys.executable, "-m", "dragoman.cli", *map(str, arguments)], stdout=subprocess.DEVNULL)  # noqa: S603
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        raise SystemExit(f"dragoman {arguments[0]} ended with {process.returncode}")
    return Used(usage.ru_utime + usage.ru_stime, time.monotonic() - begun, usage.ru_maxrss / 1024)


def measure(count: int, folder: Path) -> Measured:
    """Read, read again, and reconcile so many articles."""
    source, record = folder / f"{count}.jsonl", folder / f"{count}.sqlite"
    source.write_text("\n".join(articles(count)), encoding="utf8")
    first, second = (ran("read", source, "--record", record) for _ in range(2))
    size = record.stat().st_size
    findings = ran("findings", "--record", record, "--format", "jsonl")
    with sqlite3.connect(record) as connection:
        claims, compared = connection.execute("SELECT (SELECT count(*) FROM claim), (SELECT count(*) FROM compared)").fetchone()
    return Measured(count, first, second, findings, claims, size, compared)


def speedup(workers: int, count: int, folder: Path) -> str:
    """How many times as fast `--workers` reads as one, by the clock; "not measured" where no number is asked for."""
    if workers < 2:
        return "not measured"
    one, more = (ran("read", folder / f"{count}.jsonl", "--record", folder / f"w{n}.sqlite", "--workers", n) for n in ("1", str(workers)))
    return f"{one.wall / more.wall:.2f} ×"


def exponent(few: tuple[int, float], lots: tuple[int, float]) -> float:
    """By which power of the articles something grows."""
    return math.log(lots[1] / few[1]) / math.log(lots[0] / few[0])


def table(found: Sequence[Measured], load: float, unit: float, workers: str) -> str:
    """The figures as Markdown. Growth is from the first size to the last, without the `load` of a run with one article."""
    few, lots = found[0], found[-1]
    rows = [
        ("articles a second of CPU", lambda m: f"{m.articles / m.first.cpu:.1f}"),
        ("CPU an article, in calibrators", lambda m: f"{m.first.cpu / m.articles / unit:.2f}"),
        ("memory at most, MB", lambda m: f"{m.first.megabytes:.0f}"),
        ("second reading against the first", lambda m: f"{m.second.cpu / m.first.cpu:.3f}"),
        ("claims", lambda m: f"{m.claims:,}"),
        ("record, bytes a claim", lambda m: f"{m.bytes / m.claims:,.0f}"),
        ("findings: CPU s", lambda m: f"{m.findings.cpu:.1f}"),
        ("findings: pairs compared a claim", lambda m: f"{m.compared / m.claims:.1f}"),
    ]
    lines = [
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; the calibrator takes {unit:.2f} s of CPU.",
        "",
        "| | " + " | ".join(f"{m.articles:,} articles" for m in found) + " |",
        "|---" * (len(found) + 1) + "|",
        *(f"| {name} | " + " | ".join(show(m) for m in found) + " |" for name, show in rows),
        "",
    ]
    if few is not lots:
        reading = exponent((few.articles, few.first.cpu - load), (lots.articles, lots.first.cpu - load))
        compared = exponent((few.claims, few.compared), (lots.claims, lots.compared))
        lines += [f"Reading grows as N^{reading:.2f}, pairs compared as N^{compared:.2f}. Two workers against one: {workers}.", ""]
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--workers", type=int, default=0, help="also compare `read --workers` with one worker, at the first size")
    parser.add_argument("--docs", action="store_true", help="put the table into docs/performance.md")
    asked = parser.parse_args()
    unit = calibrator()
    with tempfile.TemporaryDirectory() as name:
        found = [measure(count, Path(name)) for count in sorted(asked.sizes)]
        made = table(found, measure(1, Path(name)).first.cpu, unit, speedup(asked.workers, min(asked.sizes), Path(name)))
    print(made)
    if asked.docs:
        page = PAGE.read_text(encoding="utf8")
        before, rest = page.split(BEGIN)
        PAGE.write_text(before + BEGIN + "\n" + made + END + rest.split(END)[1], encoding="utf8")


if __name__ == "__main__":
    main()
