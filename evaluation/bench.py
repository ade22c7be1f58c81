"""How long the whole path takes, as a multiple of the parsing pipeline alone on the same texts.

"Bare" is the shipped pipeline as spaCy runs it by itself. Dragoman runs it on a faster BLAS; "our pipeline" is that, without the rest of the path.

    python -m evaluation.bench [--rounds N] FILE.jsonl …

CPU time, the two interleaved, the least of the rounds: the ratio holds on any machine, the seconds do not.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import spacy
from threadpoolctl import threadpool_limits

from dragoman.parsing import annotate
from dragoman.parsing.annotate import parse_articles
from dragoman.parsing.layout import cut
from dragoman.running.evaluating import articles_of, load_gold
from dragoman.running.path import read_articles
from dragoman.running.tools import load_tools


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, default=[Path(__file__).parent / "gold/samples.jsonl"])
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    tools = load_tools()
    plain = spacy.load(Path(annotate.__file__).parent / "pipeline" / annotate.SHIPPED)
    articles = [a for path in args.files for a in articles_of(load_gold(path))]
    pieces = [article.text[p.start : p.end] for article in articles for p in cut(article)]
    bare: list[float] = []
    ours: list[float] = []
    tree: list[float] = []
    whole: list[float] = []
    words = claims = 0
    for _ in range(args.rounds):
        start = time.process_time()
        words = sum(len(doc) for doc in plain.pipe(sorted(pieces, key=len), batch_size=128))
        bare.append(time.process_time() - start)
        start = time.process_time()
        with threadpool_limits(limits=1, user_api="blas"):
            for _ in tools.nlp.pipe(sorted(pieces, key=len), batch_size=128):
                pass
        ours.append(time.process_time() - start)
        start = time.process_time()
        for _ in parse_articles(tools.nlp, articles):
            pass
        tree.append(time.process_time() - start)
        start = time.process_time()
        claims = sum(len(reading.claims) for reading in read_articles(articles, tools))
        whole.append(time.process_time() - start)
    print(f"{len(articles)} articles, {words} words, {claims} claims, CPU seconds, least of {args.rounds} rounds")
    print(f"bare pipeline   {min(bare):.2f}  ({words / min(bare):.0f} words/s)")
    print(f"our pipeline    {min(ours):.2f}  {min(ours) / min(bare):.2f} x bare  ({words / min(ours):.0f} words/s)")
    print(f"with our trees  {min(tree):.2f}  {min(tree) / min(bare):.2f} x bare")
    ratios = f"{min(whole) / min(bare):.2f} x bare, {min(whole) / min(ours):.2f} x our pipeline"
    print(f"whole path      {min(whole):.2f}  {ratios}  ({words / min(whole):.0f} words/s)")


if __name__ == "__main__":
    main()
