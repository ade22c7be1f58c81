"""The quality floor: score the program on gold and fail where a figure fell below its pinned baseline.

    python -m evaluation.gate [--gold FOLDER …] [--update]

Gold that ships with the project is always scored; folders named with --gold (or in DRAGOMAN_GOLD, separated by `:`) are scored too where
they exist. A rise is pinned with --update, which rewrites `baseline.json`; so is a fall, and then the commit has to say why.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

from dragoman.evaluating.scoring import report
from dragoman.running.evaluating import evaluate, load_gold
from dragoman.running.tools import load_tools

HERE = Path(__file__).parent
BASELINE = HERE / "baseline.json"
#: How far a figure may fall: a claim or two more or less, from another processor's arithmetic, is no change of quality.
SLACK = 0.01
FIGURES = ("recall", "precision", "f1", "exact", "speaker", "recall@0.8", "amount", "polarity", "modality", "date", "chain")


def measure(files: list[Path]) -> dict[str, dict[str, Any]]:
    """Figures by gold file, with the file's hash so that a changed gold is noticed."""
    tools = load_tools()
    found: dict[str, dict[str, Any]] = {}
    for path in files:
        gold = load_gold(path)
        tally, wrong = evaluate(gold, tools)
        rows = {kind: {k: v for k, v in row.items() if k != "by_type"} for kind, row in report(tally).items()}
        found[path.stem] = {"sha256": hashlib.sha256(path.read_bytes()).hexdigest()[:16], "misplaced": len(wrong), "kinds": rows}
    return found


def failures(found: dict[str, dict[str, Any]], pinned: dict[str, dict[str, Any]]) -> list[str]:
    """What fell below the baseline, a line each."""
    out = []
    for name, now in found.items():
        if now["misplaced"]:
            out.append(f"{name}: {now['misplaced']} claims whose evidence does not slice back")
        then = pinned.get(name)
        if then is None:
            continue
        if then["sha256"] != now["sha256"]:
            out.append(f"{name}: the gold has changed; pin it anew with --update")
            continue
        for kind, row in then["kinds"].items():
            for figure in FIGURES:
                old, new = row.get(figure), now["kinds"].get(kind, {}).get(figure)
                if old is not None and (new is None or new < old - SLACK):
                    out.append(f"{name} {kind} {figure}: {new} < {old}")
    return out


def gold_files(folders: list[Path]) -> list[Path]:
    """The gold of the project, then that of the folders; findings gold is another form and is left out."""
    found: list[Path] = []
    for folder in (HERE / "gold", *folders):
        found += [p for p in sorted(folder.glob("*.jsonl")) if not p.stem.endswith("findings")]
    return found


def main() -> None:
    """Measure, print, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, action="append", default=[])
    parser.add_argument("--update", action="store_true")
    args = parser.parse_args()
    folders = args.gold + [Path(p) for p in os.environ.get("DRAGOMAN_GOLD", "").split(":") if p]
    found = measure(gold_files([f for f in folders if f.is_dir()]))
    pinned = json.loads(BASELINE.read_text(encoding="utf8")) if BASELINE.exists() else {}
    for name, row in found.items():
        for kind, figures in row["kinds"].items():
            print(f"{name:<16}{kind:<10}" + "  ".join(f"{k} {v}" for k, v in figures.items()))
    if args.update:
        BASELINE.write_text(json.dumps(pinned | found, indent=1, sort_keys=True) + "\n", encoding="utf8")
        print(f"pinned in {BASELINE}")
        return
    fallen = failures(found, pinned)
    for line in fallen:
        print(f"FELL {line}", file=sys.stderr)
    sys.exit(bool(fallen))


if __name__ == "__main__":
    main()
