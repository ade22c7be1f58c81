"""How long the whole path takes, as a multiple of the encoder alone on the same texts.

    python -m evaluation.bench [--rounds N] [--against COMMAND] FILE.jsonl …

"Runtime" is ONNX Runtime on windows cut beforehand, "reader" all of `parsing/` (words, windows, trees, names, acts), "whole path" everything up to
claims. CPU time, interleaved, the least of the rounds: the ratios hold on any machine, the seconds do not. `--against` names a command that
prints its own CPU seconds for the same words, so that another program can be measured between the rounds.
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import time
from pathlib import Path

from dragoman.parsing.annotate import parse_articles
from dragoman.parsing.words import words
from dragoman.running.evaluating import articles_of, load_gold
from dragoman.running.path import read_articles
from dragoman.running.tools import load_tools

WINDOW = 150
"""Words that are given to the bare runtime at once; what the reader makes of 256 pieces, about."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, default=[Path(__file__).parent / "gold/samples.jsonl"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--against", help="a command that prints the CPU seconds it took")
    args = parser.parse_args()
    tools = load_tools()
    articles = [a for path in args.files for a in articles_of(load_gold(path))]
    cut = [[a.text[s:e] for s, e in words(a.text, tools.reader.words)] for a in articles]
    windows = [row[i : i + WINDOW] for row in cut for i in range(0, len(row), WINDOW)]
    count = sum(map(len, cut))
    taken: dict[str, list[float]] = {"runtime": [], "reader": [], "whole path": [], "other": []}
    claims = 0
    for _ in range(args.rounds):
        start = time.process_time()
        for window in windows:
            tools.reader.encoder.score(window, {0})
        taken["runtime"].append(time.process_time() - start)
        start = time.process_time()
        for _ in parse_articles(tools.reader, articles):
            pass
        taken["reader"].append(time.process_time() - start)
        start = time.process_time()
        claims = sum(len(reading.claims) for reading in read_articles(articles, tools))
        taken["whole path"].append(time.process_time() - start)
        if args.against:
            ran = subprocess.run(shlex.split(args.against), check=True, capture_output=True, text=True)  # noqa: S603  the user's own command
            taken["other"].append(float(ran.stdout.split()[-1]))
    print(f"{len(articles)} articles, {count} words, {claims} claims, CPU seconds, least of {args.rounds} rounds")
    least = {name: min(found) for name, found in taken.items() if found}
    for name, seconds in least.items():
        print(f"{name:<12}{seconds:.2f}  {seconds / least['reader']:.2f} x reader  ({count / seconds:.0f} words/s)")


if __name__ == "__main__":
    main()
