"""Give a trained component the word classes as one more feature, so that its training can go on instead of starting anew.

The layers keep their weights; what is new begins at nothing, so at first the component does just what it did.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy
import spacy
from spacy.util import load_config
from thinc.api import Config, Model

from dragoman.parsing.word_classes import ARCHITECTURE, word_class_embed


def with_classes(source: Path, out: Path, component: str, *, hidden: float) -> None:
    """Write the pipeline of `source` to `out` with the component's hashed embedding (spaCy's MultiHashEmbed) replaced.

    `hidden`: share of the word forms that further training hides.
    """
    nlp = spacy.load(source)
    config = load_config(source / "config.cfg")
    block = _embed_block(config["components"][component]["model"])
    width = config.interpolate()["components"][component]["model"]
    settings = {"width": _embed_block(width)["width"], "attrs": block["attrs"], "rows": block["rows"], "hidden": hidden}
    model = nlp.get_pipe(component).model
    old = next(node for node in model.walk() if node.name.startswith("extract_features") and node.name.endswith("ragged2list"))
    new = word_class_embed(**settings)
    new.initialize(X=[nlp.make_doc("One sentence is enough.")])
    _copy(old, new)
    model.replace_node(old, new)
    nlp.to_disk(out)
    block.clear()
    block.update({"@architectures": ARCHITECTURE, **settings})
    Config(config).to_disk(out / "config.cfg", interpolate=False)


def _embed_block(settings: dict[str, Any]) -> dict[str, Any]:
    """The settings of the embedding, whether the component is a tok2vec or has one of its own."""
    found: dict[str, Any] = settings["embed"] if "embed" in settings else settings["tok2vec"]["embed"]
    return found


def _weighted(model: Model[Any, Any]) -> Iterator[Model[Any, Any]]:
    return (node for node in model.walk() if node.param_names)


def _copy(old: Model[Any, Any], new: Model[Any, Any]) -> None:
    """Copy the weights of every layer but the tables of classes. A matrix that has more columns now gets noughts there."""
    for source, target in zip(_weighted(old), (n for n in _weighted(new) if n.name != "embed"), strict=True):
        for name in source.param_names:
            value = source.get_param(name)
            wider = numpy.zeros_like(target.get_param(name))
            wider[..., : value.shape[-1]] = value
            target.set_param(name, wider)
