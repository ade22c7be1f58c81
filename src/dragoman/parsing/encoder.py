"""The model file and the runtime: the only place that sees ONNX Runtime.

A model file of ours is one ONNX file. It carries in its metadata the vocabulary and the labels of its heads, so that nothing of it is English
but its contents.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from dragoman.errors import ReaderError
from dragoman.parsing.pieces import WordPieces, shape_of

Floats = NDArray[np.float32]
SHIPPED = "reader.onnx"
FORMAT = "dragoman-reader-1"
WINDOW = 256
"""Pieces that are read at once, at most."""
_INPUTS = {"ids", "shapes", "first", "last"}
_HEADS = (
    "start", "pos", "features", "scripts", "names", "arc_dep", "arc_head", "rel_dep", "rel_head", "types", "modes", "flows", "statuses",
    "polarities", "modalities", "role_act", "role_word",
)  # fmt: skip
_LABELS = (
    "pos", "features", "scripts", "deps", "names", "types", "modes", "flows", "statuses", "polarities", "modalities", "event_roles", "flow_roles",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Labels:
    """What each head may say, in the order of its numbers; `distance` are the scores of a role by words between act and party."""

    pos: tuple[str, ...]
    features: tuple[str, ...]
    scripts: tuple[str, ...]
    deps: tuple[str, ...]
    names: tuple[str, ...]
    types: tuple[str, ...]
    modes: tuple[str, ...]
    flows: tuple[str, ...]
    statuses: tuple[str, ...]
    polarities: tuple[str, ...]
    modalities: tuple[str, ...]
    event_roles: tuple[str, ...]
    flow_roles: tuple[str, ...]
    distance: Floats


class Encoder:
    """A model that was loaded. `labels` and `pieces` belong to it; `score` reads one window."""

    def __init__(self, session: onnxruntime.InferenceSession, labels: Labels, pieces: WordPieces) -> None:
        self._session, self.labels, self.pieces = session, labels, pieces

    def size(self, word: str) -> int:
        """How many pieces a word takes."""
        return len(self.pieces.ids(word))

    def score(self, words: Sequence[str], paragraphs: frozenset[int] | set[int]) -> dict[str, Floats]:
        """The numbers of all heads for one window: words × n, of `arc_head` and `rel_head` a row more, the root's, in front.

        `paragraphs` are the words that begin a paragraph. One window at a time: a result never depends on what else is read.
        """
        ids, shapes, first, last = [self.pieces.first], [0], [], []
        for i, word in enumerate(words):
            if i and i in paragraphs:
                ids.append(self.pieces.last)
                shapes.append(0)
            found = self.pieces.ids(word)
            first.append(len(ids))
            ids.extend(found)
            shapes.extend([shape_of(word)] * len(found))
            last.append(len(ids) - 1)
        given = {"ids": [*ids, self.pieces.last], "shapes": [*shapes, 0], "first": first, "last": last}
        scored = self._session.run(_HEADS, {name: np.array([values], dtype=np.int64) for name, values in given.items()})
        return {name: values[0] for name, values in zip(_HEADS, scored, strict=True)}


def load_encoder(path: str | Path | None = None) -> Encoder:
    """Load the model in the package, or the file `path`. Raises `ReaderError` where it cannot be read or is no model of ours."""
    if path is None:
        with resources.as_file(resources.files("dragoman") / "parsing" / "model" / SHIPPED) as shipped:
            return _loaded(shipped)
    return _loaded(Path(path))


def _loaded(path: Path) -> Encoder:
    if not _is_file(path):
        raise ReaderError(f"reader {str(path)!r} is no file. Name an ONNX file made by training.export; without --reader the package's own is read.")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    options.enable_mem_pattern = False
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    try:
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        metadata = dict(session.get_modelmeta().custom_metadata_map)
    except Exception as error:  # the runtime's own exceptions have no common base
        cause = " ".join(str(error).split())[:160]
        raise ReaderError(f"reader {str(path)!r} cannot be loaded: {cause}. The file is cut off or no ONNX file: take it again.") from error
    if metadata.get("format") != FORMAT:
        raise ReaderError(
            f"reader {str(path)!r} is an ONNX file, but none of ours (format {metadata.get('format', 'none')!r}, wanted {FORMAT!r}). "
            "Name a file made by training.export."
        )
    heads = {output.name for output in session.get_outputs()}
    if {i.name for i in session.get_inputs()} != _INPUTS or not heads.issuperset(_HEADS):
        missing = ", ".join(h for h in _HEADS if h not in heads) or f"none, but its inputs are not {', '.join(sorted(_INPUTS))}"
        raise ReaderError(f"reader {str(path)!r} has other heads than this version reads (missing: {missing}). Export it anew with training.export.")
    try:
        labels, pieces = _labels(metadata), WordPieces.of(metadata["vocabulary"].split("\n"))
    except (KeyError, TypeError, ValueError) as error:
        raise ReaderError(
            f"reader {str(path)!r}: its labels or its vocabulary cannot be read ({error!r}). Export it anew with training.export."
        ) from error
    sizes = {output.name: output.shape[-1] for output in session.get_outputs() if output.shape and isinstance(output.shape[-1], int)}
    if wrong := [name for name, size in _sizes(labels, sizes).items() if sizes.get(name, size) != size]:
        raise ReaderError(f"reader {str(path)!r} has other labels than its heads have ({', '.join(wrong)}). Export it anew with training.export.")
    return Encoder(session, labels, pieces)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # its name is too long, for one
        return False


def _labels(metadata: Mapping[str, str]) -> Labels:
    told = json.loads(metadata["labels"])
    found = Labels(**{name: tuple(map(str, told[name])) for name in _LABELS}, distance=np.array(json.loads(metadata["distance"]), dtype=np.float32))
    roles = len(found.event_roles) + len(found.flow_roles)
    if "root" not in found.deps or min(len(found.types), len(found.flows)) < 3:
        raise ValueError("no root among the relations, or no types of acts")
    if found.distance.ndim != 2 or found.distance.shape[1] != roles or not len(found.distance) % 2:
        raise ValueError("distances of other roles")
    return found


def _sizes(labels: Labels, sizes: Mapping[str, int]) -> dict[str, int]:
    """How many numbers a word each head has, as far as the labels say; `sizes` are those of the file."""
    names = ("pos", "features", "scripts", "names", "types", "modes", "flows", "statuses", "polarities", "modalities")
    wanted = {name: len(getattr(labels, name)) for name in names}
    for head, other, count in (("rel_dep", "rel_head", len(labels.deps)), ("role_act", "role_word", labels.distance.shape[1])):
        if other in sizes:
            wanted[head] = count * (sizes[other] + 1)
    return wanted
