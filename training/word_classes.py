"""Write the table of word classes that `dragoman.parsing.word_classes` reads, from the Brown clusters of spacy-lookups-data.

    python -m training.word_classes [--words N]

Kept are the N most frequent words that have a cluster.
"""

from __future__ import annotations

import argparse
import gzip
import json
from importlib import resources
from pathlib import Path

import numpy
from spacy.strings import hash_string

OUT = Path(__file__).parent.parent / "src/dragoman/parsing/pipeline/word_classes.npz"


def main() -> None:
    """Read the command line and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=120_000)
    args = parser.parse_args()
    folder = resources.files("spacy_lookups_data") / "data"
    clusters = json.loads(gzip.decompress((folder / "en_lexeme_cluster.json.gz").read_bytes()))
    frequency = json.loads(gzip.decompress((folder / "en_lexeme_prob.json.gz").read_bytes()))
    words = sorted((w for w, path in clusters.items() if path), key=lambda w: (-frequency.get(w, -99.0), w))[: args.words]
    paths = sorted({clusters[w] for w in words})
    number = {path: i for i, path in enumerate(paths, 1)}
    leaves = {hash_string(w) & 0xFFFFFFFF: number[clusters[w]] for w in reversed(words)}  # of words with one key the more frequent is kept
    keys = sorted(leaves)
    numpy.savez_compressed(
        OUT,
        keys=numpy.array(keys, dtype=numpy.uint32),
        leaves=numpy.array([leaves[k] for k in keys], dtype=numpy.uint16),
        paths=numpy.array([0, *paths], dtype=numpy.uint32),
    )
    print(f"{len(keys)} words in {len(paths)} classes, {OUT.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
