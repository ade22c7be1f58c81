"""Kills `dragoman read` at random moments and looks at the record each time: `python -m evaluation.crash [--count N] [--seed N]`.

The record must hold together after each kill (`check` finds nothing), lose no article that was there before, and in the end, when nobody kills any
more, hold the same claims as one that was written in peace.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from dragoman.record.view import RecordView
from dragoman.running.checking import check
from dragoman.running.reconcile import refresh

ROOT = Path(__file__).parents[1]
PROGRAM = "import sys; sys.path.insert(0, sys.argv.pop(1)); from dragoman.cli import main; main()"


def reading(record: Path, sources: Sequence[Path]) -> subprocess.Popen[bytes]:
    """`dragoman read`, begun."""
    command = [sys.executable, "-c", PROGRAM, str(ROOT / "src"), "read", "--again", *map(str, sources), "--record", str(record)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - our own program


def contents(record: Path) -> tuple[set[str], set[str]]:
    """The articles and the claims of a record, the claims as JSON."""
    with RecordView(record) as view:
        return {stored.article.id for stored in view.articles()}, {repr(sorted(claim.claim.items(), key=str)) for claim in view.select()}


def faults(count: int, seed: int, folder: Path, sources: Sequence[Path]) -> list[str]:
    """What is wrong after kills at so many moments, the first quarter of which fall into the making of new records."""
    draw, wrong = random.Random(seed), list[str]()  # noqa: S311 - moments
    peace, record = folder / "peace.sqlite", folder / "record.sqlite"
    begun = time.monotonic()
    if reading(peace, sources).wait():
        return ["reading in peace failed"]
    whole = time.monotonic() - begun
    known: set[str] = set()
    for number in range(count):
        if number * 4 < count:
            record, known = folder / f"record{number}.sqlite", set()
        process = reading(record, sources)
        time.sleep(draw.uniform(0.1, 1.0) * whole)
        process.kill()
        process.wait()
        if not record.exists() or not record.stat().st_size:
            continue
        wrong += [f"kill {number}: {problem.where}: {problem.cause}" for problem in _checked(record)]
        articles, _ = contents(record) if _is_made(record) else (set(), set())
        if lost := known - articles:
            wrong.append(f"kill {number}: lost {', '.join(sorted(lost))}")
        known |= articles
    if reading(record, sources).wait():
        wrong.append("reading after the last kill failed")
    refresh(record)
    wrong += [f"at the end: {problem.where}: {problem.cause}" for problem in check(record)]
    if contents(record) != contents(peace):
        wrong.append("the record is not the one that reading in peace makes")
    return wrong


def _is_made(record: Path) -> bool:
    """Whether the record has its tables: a kill may come before the last of them, and the next writer makes the rest."""
    from contextlib import closing

    from dragoman.record import schema
    from dragoman.record.view import connect

    with closing(connect(record, 30.0)) as connection:
        return schema.version(connection) == len(schema.MIGRATIONS)


def _checked(record: Path) -> list:
    return list(check(record)) if _is_made(record) else []


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        wrong = faults(asked.count, asked.seed, Path(folder), sorted((ROOT / "samples").glob("*.txt")))
    print("\n".join([*wrong, f"{asked.count} kills, {len(wrong)} faults"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
