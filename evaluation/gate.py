"""The quality floor: score the program on gold and fail where a figure fell below its pinned baseline.

    python -m evaluation.gate [--gold FOLDER …] [--update [--allow-regression REASON]]

The gold in `evaluation/gold` is scored and held against `baseline.json`. Folders named with --gold (or in
DRAGOMAN_GOLD, separated by `:`) are scored and printed, never pinned. --update pins what was measured, unless a pinned
figure would fall: that takes a reason, which is kept in `baseline.json`. Behind recall, precision and F1 stands their
interval over resampled documents; it is printed and judges nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dragoman.evaluating.scoring import report
from dragoman.running.evaluating import evaluate, load_gold
from dragoman.running.tools import Tools, load_tools
from evaluation.intervals import Interval, intervals

HERE = Path(__file__).parent
SHIPPED = HERE / "gold"
BASELINE = HERE / "baseline.json"
#: How far a figure may fall when it is checked: a claim or two more or less, from another processor's arithmetic, is no change of quality.
SLACK = 0.01
#: What a row of the report has besides figures: more of it is neither better nor worse.
COUNTS = {"gold", "per_text"}

#: What is pinned: `{"gold": {name: {"sha256", "kinds": {kind: row}}}, "regressions": [...]}`.
Json = dict[str, Any]


@dataclass(frozen=True)
class Measured:
    """What one file of gold gave."""

    sha256: str
    kinds: dict[str, Json]
    intervals: dict[str, dict[str, Interval]]
    misplaced: int = 0


@dataclass(frozen=True)
class Fall:
    """A pinned figure that is lower now, or gone."""

    gold: str
    kind: str
    figure: str
    old: float
    new: float | None

    def __str__(self) -> str:
        return f"{self.gold} {self.kind} {self.figure}: {self.new} < {self.old}"


class FloorLoweredError(Exception):
    """Some pinned figures would fall and nobody said why."""

    def __init__(self, falls: Sequence[Fall]):
        self.falls = tuple(falls)
        super().__init__("; ".join(map(str, falls)))


def measure(path: Path, tools: Tools) -> Measured:
    """Figures by kind of claim, with the file's hash so that a changed gold is noticed."""
    tally, wrong = evaluate(load_gold(path), tools)
    rows = report(tally)
    kinds = {kind: {k: v for k, v in row.items() if k != "by_type"} for kind, row in rows.items()}
    spread = {kind: intervals(documents) for kind, documents in tally.documents.items()}
    return Measured(hashlib.sha256(path.read_bytes()).hexdigest()[:16], kinds, spread, len(wrong))


def find_falls(found: Mapping[str, Measured], pinned: Json, slack: float = 0.0) -> list[Fall]:
    """Pinned figures that are lower now by more than the slack; those of gold or of a kind that is gone fell, too."""
    falls = []
    for name, then in pinned.items():
        kinds = found[name].kinds if name in found else {}
        for kind, row in then["kinds"].items():
            for figure, old in row.items():
                new = kinds.get(kind, {}).get(figure)
                if figure not in COUNTS and old is not None and (new is None or new < old - slack):
                    falls.append(Fall(name, kind, figure, old, new))
    return falls


def misplaced(found: Mapping[str, Measured]) -> list[str]:
    """Evidence that does not slice back is wrong on any text, pinned or not."""
    wrong = {name: now.misplaced for name, now in found.items() if now.misplaced}
    return [f"{name}: {count} claims whose evidence does not slice back" for name, count in wrong.items()]


def failures(found: Mapping[str, Measured], pinned: Json) -> list[str]:
    """What is worse than the baseline, a line each; figures of changed gold say nothing of the program."""
    changed = [name for name, then in pinned.items() if name in found and found[name].sha256 != then["sha256"]]
    same = {name: then for name, then in pinned.items() if name not in changed}
    lines = [f"{name}: the gold has changed; pin it anew with --update" for name in changed]
    return lines + [str(fall) for fall in find_falls(found, same, SLACK)]


def pin(found: Mapping[str, Measured], baseline: Json, reason: str | None, day: str) -> Json:
    """The new baseline; falls go on record with their reason, also where the gold has changed.

    Raises `FloorLoweredError` where figures would fall without a reason.
    """
    falls = find_falls(found, baseline["gold"])
    if falls and not (reason and reason.strip()):
        raise FloorLoweredError(falls)
    entry = {"date": day, "reason": (reason or "").strip(), "figures": [asdict(fall) for fall in falls]}
    gold = {name: {"sha256": now.sha256, "kinds": now.kinds} for name, now in found.items()}
    return {"gold": gold, "regressions": baseline["regressions"] + ([entry] if falls else [])}


def gold_files(folder: Path) -> list[Path]:
    """The gold of a folder; that of findings has another form and is left out."""
    return [path for path in sorted(folder.glob("*.jsonl")) if not path.stem.endswith("findings")]


def show(name: str, now: Measured) -> None:
    """Print the figures, a kind a line."""
    for kind, row in now.kinds.items():
        spread = now.intervals.get(kind, {})
        between = {figure: f" [{low:.3f}–{high:.3f}]" for figure, (low, high) in spread.items()}
        told = [f"{figure} {value}{between.get(figure, '')}" for figure, value in row.items()]
        print(f"{name:<16}{kind:<10}" + "  ".join(told))


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The options; a reason is some words, and belongs to an update."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, action="append", default=[], metavar="FOLDER")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-regression", metavar="REASON")
    args = parser.parse_args(arguments)
    if args.allow_regression is not None and not args.update:
        parser.error("--allow-regression goes with --update")
    if args.allow_regression is not None and not args.allow_regression.strip():
        parser.error("--allow-regression needs a reason: say why the figures may fall")
    return args


def update(found: Mapping[str, Measured], baseline: Json, reason: str | None) -> list[str]:
    """Write the new baseline; the falls that forbid it, a line each."""
    try:
        pinned = pin(found, baseline, reason, datetime.now(UTC).date().isoformat())
    except FloorLoweredError as error:
        return [str(fall) for fall in error.falls]
    BASELINE.write_text(json.dumps(pinned, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf8")
    print(f"pinned in {BASELINE}")
    return []


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and compare or pin. The exit code: 0 where nothing is worse or all was pinned, else 1."""
    args = parse(arguments)
    baseline = json.loads(BASELINE.read_text(encoding="utf8"))
    tools = load_tools()
    ours = {path.stem: measure(path, tools) for path in gold_files(SHIPPED)}
    for name, now in ours.items():
        show(name, now)
    theirs: dict[str, Measured] = {}
    for folder in args.gold + [Path(p) for p in os.environ.get("DRAGOMAN_GOLD", "").split(":") if p]:
        if not folder.is_dir():
            print(f"{folder} is no folder: nothing of it was scored", file=sys.stderr)
        for path in gold_files(folder):
            theirs[str(path)] = measure(path, tools)
            show(path.stem, theirs[str(path)])
    worse = misplaced(ours | theirs)
    if args.update and not worse:
        worse = update(ours, baseline, args.allow_regression)
    elif not args.update:
        worse += failures(ours, baseline["gold"])
    for line in worse:
        print(f"WORSE {line}", file=sys.stderr)
    if worse and args.update:
        print('Nothing is pinned. Figures may fall with --allow-regression "REASON".', file=sys.stderr)
    return int(bool(worse))


if __name__ == "__main__":
    sys.exit(main())
