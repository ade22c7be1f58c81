"""The model file and what it gives. Bad files are small ONNX files written by hand, so that nothing but the runtime is needed."""

import json
from dataclasses import asdict
from importlib import resources

import numpy as np
import pytest

from dragoman.errors import ReaderError, TerminalError
from dragoman.parsing import encoder as encoder_module
from dragoman.parsing import pieces
from dragoman.parsing.annotate import load_reader
from dragoman.parsing.encoder import FORMAT, SHIPPED, load_encoder
from made_scores import LABELS

INPUTS = ("ids", "shapes", "first", "last")
HEADS = encoder_module._HEADS
TOLD = asdict(LABELS)
DISTANCE = TOLD.pop("distance").tolist()
METADATA = {"format": FORMAT, "labels": json.dumps(TOLD), "distance": json.dumps(DISTANCE), "vocabulary": "[PAD]\n[UNK]\n[CLS]\n[SEP]\na"}


# ---- ONNX by hand: a message is its fields, a field is its number and a length or a number ------------------------


def varint(number):
    low, rest = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + varint(rest) if rest else bytes([low])


def field(number, value):
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    value = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(value)) + value


def value_info(name, kind, shape=None):
    dims = b"".join(field(1, field(2, d) if isinstance(d, str) else field(1, d)) for d in shape or ())
    tensor = field(1, kind) + (field(2, dims) if shape else b"")
    return field(1, name) + field(2, field(1, tensor))


def onnx(inputs=INPUTS, heads=HEADS, metadata=METADATA, *, wide=False):
    """A model of opset 12 whose heads are the first input as floats; `wide` gives each head one number a word."""
    nodes = []
    for head in heads:
        to_float = field(5, field(1, "to") + field(3, 1) + field(20, 2))
        nodes.append(field(1, inputs[0]) + field(2, f"{head}_" if wide else head) + field(4, "Cast") + to_float)
        if wide:
            axes = field(5, field(1, "axes") + field(8, 2) + field(20, 7))
            nodes.append(field(1, f"{head}_") + field(2, head) + field(4, "Unsqueeze") + axes)
    graph = b"".join(field(1, node) for node in nodes) + field(2, "made")
    graph += b"".join(field(11, value_info(name, 7, [1, "words"])) for name in inputs)
    graph += b"".join(field(12, value_info(name, 1)) for name in heads)
    told = b"".join(field(14, field(1, key) + field(2, value)) for key, value in metadata.items())
    return field(1, 8) + field(7, graph) + field(8, field(1, "") + field(2, 12)) + told


def test_a_file_written_by_hand_is_taken(tmp_path):
    """Or the tests below would show nothing."""
    path = tmp_path / "made.onnx"
    path.write_bytes(onnx())
    found = load_encoder(path)
    assert found.labels.deps == LABELS.deps
    assert found.labels.distance.shape == LABELS.distance.shape
    assert found.size("aa") == 1


# ---- files that cannot be used -----------------------------------------------------------------------------------


def without(mapping, *names):
    return {key: value for key, value in mapping.items() if key not in names}


def labels(**fields):
    return {**METADATA, "labels": json.dumps({**TOLD, **fields})}


SHIPPED_FILE = "the shipped one, cut off"
#: (reason, content, words of the message)
BAD = [
    ("empty", b"", ["cannot be loaded", "take it again"]),
    ("text", b"This is no model.\nNot at all.\n", ["cannot be loaded", "take it again"]),
    ("a web page that was saved instead", b"<!DOCTYPE html>\n<html></html>\n", ["cannot be loaded"]),
    ("zeros", bytes(5000), ["cannot be loaded"]),
    ("cut off", SHIPPED_FILE, ["cannot be loaded", "cut off"]),
    ("cut off in the middle of a small one", onnx()[:600], ["cannot be loaded"]),
    ("somebody else's", onnx(("x",), ("y",), {}), ["none of ours", "'none'", FORMAT, "training.export"]),
    ("of another format", onnx(metadata={**METADATA, "format": "dragoman-reader-0"}), ["none of ours", "'dragoman-reader-0'", FORMAT]),
    ("without two heads", onnx(heads=HEADS[:-2]), ["other heads", "missing: role_act, role_word", "anew"]),
    ("with other inputs", onnx(("ids", "shapes", "first")), ["other heads", "first, ids, last, shapes", "anew"]),
    ("without labels", onnx(metadata=without(METADATA, "labels")), ["labels", "anew"]),
    ("with labels cut off", onnx(metadata={**METADATA, "labels": METADATA["labels"][:-9]}), ["labels", "anew"]),
    ("with labels of one head missing", onnx(metadata={**METADATA, "labels": json.dumps(without(TOLD, "modes"))}), ["labels", "modes"]),
    ("with a list for labels", onnx(metadata={**METADATA, "labels": "[]"}), ["labels", "anew"]),
    ("with a number for labels of one head", onnx(metadata=labels(pos=5)), ["labels", "anew"]),
    ("without a root", onnx(metadata=labels(deps=["obj", "nsubj"])), ["labels", "root"]),
    ("without types", onnx(metadata=labels(types=["none"])), ["labels", "types"]),
    ("without distances", onnx(metadata=without(METADATA, "distance")), ["labels", "distance"]),
    ("with distances of other roles", onnx(metadata={**METADATA, "distance": "[[0, 0]]"}), ["labels", "distances"]),
    ("with ragged distances", onnx(metadata={**METADATA, "distance": "[[0, 0], [1]]"}), ["labels", "anew"]),
    ("without a vocabulary", onnx(metadata=without(METADATA, "vocabulary")), ["vocabulary", "anew"]),
    ("with a vocabulary without its marks", onnx(metadata={**METADATA, "vocabulary": "a\nb"}), ["vocabulary", "UNK"]),
    ("with other labels than its heads have", onnx(wide=True), ["other labels", "pos, features", "anew"]),
]  # fmt: skip


def message_of(path):
    with pytest.raises(ReaderError) as refused:
        load_encoder(path)
    assert isinstance(refused.value, TerminalError)
    message = str(refused.value)
    assert repr(str(path)) in message, "names the file"
    assert "\n" not in message
    assert message.endswith("."), "ends with the repair"
    return message


@pytest.mark.parametrize(("reason", "content", "words"), BAD, ids=[r[0] for r in BAD])
def test_a_file_that_cannot_be_used_is_refused(tmp_path, reason, content, words):
    path = tmp_path / "bad.onnx"
    if content == SHIPPED_FILE:
        with (resources.files("dragoman") / "parsing" / "model" / SHIPPED).open("rb") as file:
            content = file.read(1_000_000)
    path.write_bytes(content)
    message = message_of(path)
    assert [word for word in words if word not in message] == [], message
    assert len(message) < 600


def test_a_missing_file(tmp_path):
    assert "is no file" in message_of(tmp_path / "none.onnx")


def test_a_folder(tmp_path):
    assert "is no file" in message_of(tmp_path)


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b"], ids=["too long", "with a null"])
def test_a_name_that_no_file_can_have(name):
    with pytest.raises(ReaderError, match="is no file"):
        load_encoder(name)


def test_the_reader_hands_the_error_on(tmp_path):
    with pytest.raises(ReaderError, match="is no file"):
        load_reader(tmp_path / "none.onnx")


# ---- what the shipped file gives ---------------------------------------------------------------------------------

SENTENCE = "China 's envoys met in Rome on Monday , and the ministers signed a well - known accord ."
WORDS = SENTENCE.split()


@pytest.fixture(scope="module")
def encoder(reader):
    return reader.encoder


def same(one, other):
    return one.keys() == other.keys() and all(np.array_equal(one[name], other[name]) for name in one)


def test_labels_are_complete(encoder):
    known = encoder.labels
    assert "root" in known.deps
    assert [values[0] for values in (known.types, known.flows, known.modes, known.statuses)] == ["none"] * 4
    assert (known.polarities[0], known.modalities[0], known.names[0]) == ("positive", "actual", "O")
    assert {name[2:] for name in known.names[1:]} == {"PER", "ORG", "LOC"}
    assert set(known.event_roles) == {"none", "actor", "recipient"}
    assert set(known.flow_roles) == {"none", "provider", "recipient", "amount", "goods"}
    assert all(len(set(values)) == len(values) for name, values in asdict(known).items() if name != "distance")


@pytest.mark.parametrize("count", [1, 2, len(WORDS)])
def test_scores_are_numbers_of_words(encoder, count):
    found = encoder.score(WORDS[:count], {0})
    known = encoder.labels
    assert tuple(found) == HEADS
    assert {name: len(values) for name, values in found.items()} == {n: count + (n in {"arc_head", "rel_head"}) for n in HEADS}
    assert all(values.ndim == 2 and np.isfinite(values).all() for values in found.values())
    widths = {name: values.shape[1] for name, values in found.items()}
    for name in ("pos", "features", "scripts", "names", "types", "modes", "flows", "statuses", "polarities", "modalities"):
        assert widths[name] == len(getattr(known, name))
    assert widths["start"] == 1
    assert widths["arc_dep"] == widths["arc_head"]
    assert widths["rel_dep"] == len(known.deps) * (widths["rel_head"] + 1)
    assert widths["role_act"] == (len(known.event_roles) + len(known.flow_roles)) * (widths["role_word"] + 1)


def test_scores_are_the_same_each_time(encoder):
    """Whatever was read in between."""
    first = encoder.score(WORDS, {0, 4})
    encoder.score(["Something", "else"], {0})
    encoder.score(WORDS * 5, {0})
    assert same(encoder.score(WORDS, {0, 4}), first)


def test_scores_do_not_depend_on_which_words_are_remembered(encoder, monkeypatch):
    warm = encoder.score(WORDS, {0})
    fresh = load_encoder()
    assert same(fresh.score(WORDS, {0}), warm)
    monkeypatch.setattr(pieces, "_CACHED", 2)
    assert same(fresh.score(WORDS, {0}), warm)


def test_paragraphs_are_seen(encoder):
    """The first word's makes no difference: the window begins there anyway."""
    assert same(encoder.score(WORDS, {0}), encoder.score(WORDS, set()))
    assert not same(encoder.score(WORDS, {0, 9}), encoder.score(WORDS, {0}))


def test_a_full_window_is_read(encoder):
    """As many pieces as a window has at most, all of them words of several pieces."""
    word = "antidisestablishmentarianism"
    count = (encoder_module.WINDOW - 2) // encoder.size(word)
    assert len(encoder.score([word] * count, {0})["pos"]) == count


def test_the_size_of_a_word_is_that_of_its_pieces(encoder):
    assert [encoder.size(word) for word in ("the", "", "\u200b")] == [1, 1, 1]
    assert encoder.size("x" * 1000) <= pieces.LONGEST
