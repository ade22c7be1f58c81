"""Word classes as a feature of the parsing pipeline: words that stand in like places share a class, so a verb that no treebank has is still known.

The classes are Brown clusters, a tree of words cut into a thousand leaves. Three depths of it are embedded and summed: the leaf and two
levels above. The table lies beside the pipeline; `training.word_classes` makes it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, cast

import numpy
from spacy.ml.featureextractor import FeatureExtractor
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import Embed, HashEmbed, Maxout, Model, add, chain, concatenate, list2ragged, ragged2list, with_array

TABLE = "word_classes.npz"
ARCHITECTURE = "dragoman.WordClassEmbed.v1"
"""The name by which a pipeline's configuration asks for `word_class_embed`."""
#: Bits of a word's path in the tree that each level keeps; the leaf comes first.
LEVELS = (None, 10, 6)
_UNSEEN = numpy.uint64(0xFFFFFFFF)
"""What stands for a form that is hidden in training, so that the classes and the spelling have to tell what the word is."""


@dataclass(frozen=True)
class WordClasses:
    """`keys`: the lower 32 bits of spaCy's hashes of the words, ascending; `levels`: a row a word, the number of its class at each level.

    Number 0 is for words without a class. `sizes` are how many numbers each level has.
    """

    keys: numpy.ndarray[Any, numpy.dtype[numpy.uint32]]
    levels: numpy.ndarray[Any, numpy.dtype[numpy.uint16]]
    sizes: tuple[int, ...]

    def of(self, hashes: numpy.ndarray[Any, numpy.dtype[numpy.uint64]]) -> numpy.ndarray[Any, numpy.dtype[numpy.uint16]]:
        """The numbers of words given by their hashes, a row each."""
        short = hashes.astype(numpy.uint32)  # keeps the lower bits
        places = numpy.minimum(numpy.searchsorted(self.keys, short), len(self.keys) - 1)
        known = self.keys[places] == short
        found: numpy.ndarray[Any, numpy.dtype[numpy.uint16]] = self.levels[places]
        found[~known] = 0
        return found


@cache
def load_word_classes() -> WordClasses:
    """The table of the package."""
    source = resources.files("dragoman") / "parsing" / "pipeline" / TABLE
    with source.open("rb") as file, numpy.load(file) as arrays:
        leaves, paths = arrays["leaves"], arrays["paths"]
        columns, sizes = [leaves], [len(paths)]
        for bits in LEVELS[1:]:
            _, number = numpy.unique(paths & ((1 << bits) - 1), return_inverse=True)
            number[1:] += 1  # 0 stays with words without a class
            number[0] = 0
            columns.append(number.astype(numpy.uint16)[leaves])
            sizes.append(int(number.max()) + 1)
        return WordClasses(arrays["keys"], numpy.stack(columns, axis=1), tuple(sizes))


def _classes(docs: list[Doc]) -> list[Any]:
    table = load_word_classes()
    found = []
    for doc in docs:
        hashes = doc.to_array(["ORTH", "LOWER"]).astype(numpy.uint64, copy=False).reshape((len(doc), 2))
        numbers = table.of(hashes[:, 0])
        unknown = numbers[:, 0] == 0
        numbers[unknown] = table.of(hashes[unknown, 1])
        found.append(numbers)
    return found


def _features(attrs: list[str], hidden: float) -> Model[list[Doc], list[Any]]:
    """The features of spaCy and the numbers of the classes behind them. In training, `hidden` of the first attribute's values are hidden."""
    inner: Model[list[Doc], Any] = FeatureExtractor([*attrs])

    def forward(model: Model[list[Doc], list[Any]], docs: list[Doc], is_train: bool) -> tuple[list[Any], Callable[[Any], list[Any]]]:
        plain, _ = inner(docs, is_train=False)
        rows: list[Any] = [numpy.hstack([row, numbers.astype("uint64")]) for row, numbers in zip(plain, _classes(docs), strict=True)]
        if is_train and hidden:
            for row in rows:
                row[numpy.random.random(len(row)) < hidden, 0] = _UNSEEN  # of the generator that spaCy seeds
        return [model.ops.asarray2i(row, dtype="uint64") for row in rows], lambda _: []

    return Model("word_class_features", forward)


def word_class_embed(width: int, attrs: list[str], rows: list[int], hidden: float) -> Model[list[Doc], list[Any]]:
    """The MultiHashEmbed of spaCy and one more vector, the sum of a word's classes.

    `rows` of the hashed table of each attribute; `hidden`: share of the first attribute's values that training hides.
    Raises `ValueError` where `rows` and `attrs` are not of one length.
    """
    if len(rows) != len(attrs):
        raise ValueError(f"{len(rows)} numbers of rows for {len(attrs)} attributes; give one a table")
    tables: list[Model[Any, Any]] = [HashEmbed(width, count, column=i, seed=8 + i, dropout=0.0) for i, count in enumerate(rows)]
    sizes = load_word_classes().sizes
    tables.append(add(*[Embed(width, size, column=len(attrs) + i, dropout=0.0) for i, size in enumerate(sizes)]))
    mixed = Maxout(width, width * len(tables), nP=3, dropout=0.0, normalize=True)
    layers: list[Model[Any, Any]] = [list2ragged(), with_array(concatenate(*tables)), with_array(mixed), ragged2list()]
    return cast(Model[list[Doc], list[Any]], chain(_features(attrs, hidden), *layers))


registry.architectures.register(ARCHITECTURE, func=word_class_embed)
