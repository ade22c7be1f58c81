"""Fit how sure a claim is: from the reader's scores to the chance that the line is right in type and both sides (flows: figure and both sides).

    python -m training.calibrate GOLD.jsonl … [--write] [--reader FILE.onnx]

On the documents of annotated news that training holds back. Prints the expected calibration error of five folds by document, a reliability
table, and precision and recall by `--min-confidence` and by type. `--write` writes `src/dragoman/knowledge/ontology/confidence.csv`.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.coding.confidence import COLUMNS, TABLE, Scores, features
from dragoman.domain import Article
from dragoman.evaluating.agreement import SCORERS
from dragoman.evaluating.scoring import match
from dragoman.running import path as running
from dragoman.running.tools import Tools, load_tools
from dragoman.showing.jsonl import encode_claim
from training.samples import held_back
from training.sheets import Annotated, lines_of

KINDS = ("event", "flow")
FOLDS, RIDGE, STEPS = 5, 0.5, 50
BINS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
Floats = NDArray[np.float64]
Row = tuple[str, str, str, Scores, bool]
"""Document, kind, type, scores, whether it is right."""


class _Kept:
    """Stands in for the curve: keeps the scores of each claim in the order in which they are asked for."""

    def __init__(self) -> None:
        self.scores: dict[float, Scores] = {}

    def of(self, _: str, scores: Scores | None) -> float | None:
        """A number by which the claim is known again."""
        if scores is None:
            return None
        number = float(len(self.scores))
        self.scores[number] = scores
        return number


def rows_of(files: Sequence[Path], tools: Tools) -> tuple[list[Row], dict[tuple[str, str], int]]:
    """Every event and flow of the held-back documents with whether it is right, and how many gold has by kind and type."""
    found: list[Row] = []
    wanted: dict[tuple[str, str], int] = defaultdict(int)
    for gold in (json.loads(line) for file in files for line in lines_of(file)):
        if not held_back(Annotated(gold["id"], "", [], [], gold.get("source") or "", gold.get("published") or "")):
            continue
        kept = _Kept()
        article = Article(gold["id"], gold["text"], published=gold.get("published"), language="en")
        [reading] = running.read_articles([article], replace(tools, confidence=kept))  # type: ignore[arg-type]
        claims: list[dict[str, Any]] = [msgspec.json.decode(encode_claim(claim)) for claim in reading.claims]
        for kind in KINDS:
            ours = [c for c in claims if c["kind"] == kind and c["confidence"] is not None]
            theirs = [c for c in gold["claims"] if c["kind"] == kind]
            right = {j for j, _ in match(theirs, ours, SCORERS[kind], len(gold["text"])).values()}
            name = "type" if kind == "event" else "flow_type"
            for claim in theirs:
                wanted[kind, claim[name]] += 1
            found += [(gold["id"], kind, c[name], kept.scores[c["confidence"]], j in right) for j, c in enumerate(ours)]
    return found, wanted


def _matrix(rows: Sequence[Row]) -> Floats:
    return np.array([features(row[3]) for row in rows])


def fit(rows: Sequence[Row]) -> Floats:
    """Logistic regression by Newton's method, with a little ridge on all but the bias."""
    x, y = _matrix(rows), np.array([row[4] for row in rows], dtype=float)
    weights, penalty = np.zeros(x.shape[1]), RIDGE * np.diag([0.0, 1, 1, 1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) + penalty @ weights
        weights = weights - np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + penalty, gradient)
    return np.asarray(weights)


def cross_validated(rows: Sequence[Row]) -> Floats:
    """Each claim's chance by a curve fitted on the documents of the other folds."""
    documents = sorted({row[0] for row in rows})
    fold = {name: k % FOLDS for k, name in enumerate(documents)}
    folds = np.array([fold[row[0]] for row in rows])
    chances = np.zeros(len(rows))
    for k in range(FOLDS):
        weights = fit([row for row, f in zip(rows, folds, strict=True) if f != k])
        here = folds == k
        chances[here] = 1 / (1 + np.exp(-_matrix(rows)[here] @ weights))
    return chances


def report(rows: Sequence[Row], wanted: dict[tuple[str, str], int], kind: str) -> None:
    """Print the tables of a kind."""
    mine = [row for row in rows if row[1] == kind]
    chances, right = cross_validated(mine), np.array([row[4] for row in mine], dtype=float)
    total = sum(count for (of, _), count in wanted.items() if of == kind)
    error = 0.0
    print(f"\n{kind}: {len(mine)} claims, {total} in gold\n| confidence | claims | mean | right |\n|---|---|---|---|")
    for low, high in itertools.pairwise(BINS):
        here = (chances >= low) & (chances < high)
        if here.any():
            error += here.sum() / len(mine) * abs(chances[here].mean() - right[here].mean())
            print(f"| {low:.1f}–{min(high, 1):.1f} | {here.sum()} | {chances[here].mean():.2f} | {right[here].mean():.2f} |")
    print(f"expected calibration error {error:.3f}\n\n| --min-confidence | precision | recall |\n|---|---|---|")
    for least in (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        here = chances >= least
        print(f"| {least:.1f} | {right[here].mean() if here.any() else 0:.2f} | {right[here].sum() / total:.2f} |")
    print("\n| type | gold | precision | recall |\n|---|---|---|---|")
    for (of, name), count in sorted(wanted.items()):
        here = np.array([row[2] == name for row in mine])
        if of == kind and count >= 5:
            print(f"| {name} | {count} | {right[here].mean() if here.any() else 0:.2f} | {right[here].sum() / count:.2f} |")


def main() -> int:
    """Read the command line, fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--reader", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    rows, wanted = rows_of(args.gold, load_tools(args.reader))
    lines = [",".join(COLUMNS)]
    for kind in KINDS:
        report(rows, wanted, kind)
        lines.append(",".join([kind, *(f"{w:.3f}" for w in fit([row for row in rows if row[1] == kind]))]))
    if args.write:
        (Path(__file__).parents[1] / "src/dragoman/knowledge" / TABLE).write_text("\n".join(lines) + "\n", encoding="utf8")
    print("\n" + "\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
